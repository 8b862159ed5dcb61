"""What a percentage, fraction or multiplier is a share or a change of."""

from __future__ import annotations

from release_parser.link.entities.finder import Entity, Finder
from release_parser.link.entities.words import CHANGE_NOUNS, TIME_HEADS, TIMES
from release_parser.link.noun_phrases import NOUNS, phrase_before


class ShareFinder(Finder):
    """'81 per cent of victims', 'burglary fell by 5%', 'a 12% reduction in theft'."""

    __slots__ = ()

    def find(self) -> Entity | None:
        """What this is a share or a change of."""
        syntax, at = self.syntax, self.after
        if self.quantity.kind == "multiplier" and syntax.pos[at - 1] == "VERB":  # 'burglary has nearly halved'
            return self.subject(people_too=True, governing=at - 1)
        if syntax.lower(at) == "of" or self.quantity.kind == "multiplier":
            entity = self.phrase(at + (syntax.lower(at) == "of"), "entity_of")
            if entity is not None and syntax.lower(self.after) in ("of", "the", "that", "as"):
                return entity
        noun = self._change_noun_after()
        if noun is not None:  # 'a 12% reduction in burglary', 'a 12% burglary reduction'
            entity = self._changed_in(noun + 1)
            if entity is not None:
                return entity
            if noun > at and syntax.pos[noun - 1] == "NOUN" and noun - 1 not in self.stop:
                phrase = phrase_before(syntax, noun - 1)
                if phrase is not None:
                    return self.entity(phrase, "entity_attributive")
        if (by := self._before_by()) is not None:
            return by
        stated = self._of_change_noun()
        if stated is not None:
            return stated
        if self._change_noun_before():  # 'a rise of 7% in reports'
            entity = self._changed_in(at)
            if entity is not None:
                return entity
        if at < len(syntax) and syntax.pos[at] in NOUNS and noun is None and at not in self.stop:
            entity = self.phrase(at, "entity_attributive")
            if entity is not None:
                return entity
        if noun is None and not self._change_noun_before():
            return self.subject(people_too=True)
        # 'the county saw a 96% rise': what rose is not said
        return self.subject(people_too=True, levels_only=True)

    def _before_by(self) -> Entity | None:
        """'reduces crime by 20%', 'a reduction of crime by 20%', 'and ASB by 22%': the noun right before 'by', outside of a place."""
        syntax, index = self.syntax, self.first - 1
        if syntax.lower(index) != "by" or index < 1 or syntax.pos[index - 1] not in NOUNS or index - 1 in self.stop:
            return None
        phrase = self.outer(phrase_before(syntax, index - 1))
        if (
            phrase is None
            or phrase.start == 0
            or syntax.lower(phrase.head) in TIMES
            or syntax.lower(phrase.head) in CHANGE_NOUNS
        ):
            return None
        before = phrase.start - 1
        while before > 0 and syntax.tags[before] in ("DT", "PRP$"):
            before -= 1
        if syntax.pos[before] == "ADP" and syntax.lower(before) != "of":
            return None
        return self.entity(phrase, "entity_changed")

    def _change_noun_after(self) -> int | None:
        for index in range(self.after, min(self.after + 4, len(self.syntax))):
            if index in self.stop or self.syntax.words[index] in (",", ".", ";", ":", ")"):
                return None
            if self.syntax.lower(index) in CHANGE_NOUNS:
                return index
        return None

    def _change_noun_before(self) -> bool:
        return any(self.syntax.lower(index) in CHANGE_NOUNS for index in range(max(0, self.first - 4), self.first))

    def _changed_in(self, at: int) -> Entity | None:
        """What stands behind 'in' or 'on' in the next few words, if it is no time."""
        syntax = self.syntax
        for index in range(at, min(at + 4, len(syntax))):
            if index in self.stop or syntax.words[index] in (".", ";", ":"):
                return None
            if syntax.lower(index) in ("in", "on", "of"):
                entity = self.phrase(index + 1, "entity_change_in")
                if (
                    entity is not None
                    and (syntax.pos[entity.token] != "PROPN" or entity.end - entity.start > 20)
                    and entity.head not in TIME_HEADS
                ):
                    return entity
        return None

    def _of_change_noun(self) -> Entity | None:
        """'a drop in burglaries of 12%', 'knife crime down 5%', 'burglary: -12%'."""
        syntax, index = self.syntax, self.first - 1
        while index >= 0 and (
            syntax.lower(index) in ("by", "up", "down", "a", "another", "-", "–", ":", "(")
            or syntax.pos[index] == "ADV"
        ):
            index -= 1
        if (
            index >= 0
            and index not in self.stop
            and syntax.pos[index] in NOUNS
            and syntax.lower(index) not in CHANGE_NOUNS
            and syntax.lower(index + 1) in ("up", "down", "-", "–", ":", "(")
        ):
            phrase = self.outer(phrase_before(syntax, index))
            return None if phrase is None else self.entity(phrase, "entity_changed")
        for at in range(self.first - 1, max(-1, self.first - 10), -1):
            if (
                syntax.lower(at) in ("in", "of")
                and at > 0
                and syntax.lower(at - 1) in CHANGE_NOUNS
                and at + 1 < self.first
                and at + 1 not in self.stop
            ):
                entity = self.phrase(at + 1, "entity_change_in")
                if entity is not None and syntax.pos[entity.token] != "PROPN":
                    return entity
        return None
