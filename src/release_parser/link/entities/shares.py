"""What a percentage, fraction or multiplier is a share or a change of."""

from __future__ import annotations

from release_parser.link.counted import Entity
from release_parser.link.entities.finder import Finder
from release_parser.link.entities.words import CHANGE_NOUNS, TIME_HEADS, TIMES
from release_parser.link.noun_phrases import NOUNS, Phrase, phrase_before

_CHANGE_VERBS = frozenset("increase rise fall drop reduce decrease decline grow climb jump soar plummet surge".split())


class ShareFinder(Finder):
    """'81 per cent of victims', 'burglary fell by 5%', 'a 12% reduction in theft'."""

    __slots__ = ()

    def find(self) -> Entity | None:
        """What this is a share or a change of."""
        syntax, at = self.syntax, self._past_bracket()
        if syntax.lower(at) == "to" and syntax.lower(at + 1) == "be":  # 'half to be served in custody': of the term
            return None
        if self.quantity.kind == "multiplier" and syntax.pos[at - 1] == "VERB":  # 'burglary has nearly halved'
            return self.subject(people_too=True, governing=at - 1)
        if syntax.lower(at) == "of" or self.quantity.kind == "multiplier":
            entity = self.phrase(at + (syntax.lower(at) == "of"), "entity_of")
            if entity is not None and syntax.lower(at) in ("of", "the", "that", "as"):
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
        if noun is None and self._is_aside():
            return None
        if (by := self._before_by()) is not None:
            return by
        stated = self._of_change_noun()
        if stated is not None:
            return stated
        if self._change_noun_before():  # 'a rise of 7% in reports'
            entity = self._changed_in(at)
            if entity is not None:
                return entity
        if (
            at < len(syntax)
            and syntax.pos[at] in NOUNS
            and syntax.lower(at) not in TIMES  # 'up by 14% year on year'
            and noun is None
            and at not in self.stop
        ):
            entity = self.phrase(at, "entity_attributive")
            if entity is not None:
                return entity
        if noun is None and not self._change_noun_before():
            # 'three in five (60%) expected to go on': who they are is not said
            return None if self._is_subject(at) else self.subject(people_too=True)
        # 'the county saw a 96% rise': what rose is not said, unless a level or a verb of change before says it
        return self.subject(people_too=True, levels_only=True) or self._level_before() or self._changing_subject()

    def _past_bracket(self) -> int:
        """The first token behind the share, or behind the brackets that say it again: 'a quarter (26 per cent) of drivers'."""
        syntax, at = self.syntax, self.after
        if at < len(syntax) and syntax.words[at] == "(" and at + 1 in self.stop:
            closing = next(
                (index for index in range(at + 1, min(at + 7, len(syntax))) if syntax.words[index] == ")"), None
            )
            return at if closing is None else closing + 1
        return at + 1 if at < len(syntax) and syntax.words[at] == ")" else at

    def _is_aside(self) -> bool:
        """'18 have gone into training (60 per cent)': a share of what was counted, not of the noun before the bracket."""
        syntax = self.syntax
        return (
            self.quantity.kind == "percentage"
            and syntax.lower(self.first - 1) == "("
            and not syntax.words[self.first].startswith(("-", "–", "−", "+"))
            and syntax.pos[self.first - 2] in NOUNS
            and any(syntax.pos[index] in ("VERB", "AUX") for index in range(self.first - 1))
        )

    def _is_subject(self, at: int) -> bool:
        """Whether a verb follows the share: it stands for those that were counted before."""
        syntax = self.syntax
        return (
            self.quantity.kind in ("proportion", "percentage")
            and at < len(syntax)
            and syntax.pos[at] in ("VERB", "AUX")
            and (
                syntax.tags[at] in ("VBD", "VBP", "VBZ", "MD")
                or any(
                    syntax.heads[index] == at and syntax.deps[index] in ("nsubj", "nsubjpass")
                    for index in range(self.first, at)
                )
            )
        )

    def _level_before(self) -> Entity | None:
        """'640 robberies were recorded, a 12% reduction': what was counted before in the sentence."""
        syntax = self.syntax
        for index in range(self.first - 1, max(-1, self.first - 26), -1):
            if syntax.words[index] in (";", ":"):
                return None
            if (
                index in self.stop
                and index not in self.ages
                and index + 1 not in self.stop
                and syntax.pos[index] == "NUM"
            ):
                phrase = self.phrase(index + 1, "entity_change_of_level")
                return (
                    phrase
                    if phrase is not None and phrase.head not in TIME_HEADS and phrase.head not in TIMES
                    else None
                )
        return None

    def _changing_subject(self) -> Entity | None:
        """'theft keeps falling, the figures showing a six per cent drop': the subject of the verb of change."""
        syntax = self.syntax
        for index in range(self.first - 1, -1, -1):
            if syntax.pos[index] == "VERB" and syntax.lemma(index) in _CHANGE_VERBS:
                verb = index
                while syntax.deps[verb] == "xcomp" and syntax.heads[verb] < verb:
                    verb = syntax.heads[verb]
                if any(
                    syntax.heads[at] == verb and syntax.deps[at] in ("nsubj", "nsubjpass") and syntax.pos[at] in NOUNS
                    for at in range(verb)
                ):
                    return self.subject(people_too=True, governing=verb)
                return None
        return None

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
            if index in self.stop or syntax.words[index] in (".", ";", ":", "-", "–", "—"):
                return None
            if syntax.lower(index) in ("in", "on", "of", "for"):
                entity = self.phrase(index + 1, "entity_change_in")
                if (
                    entity is not None
                    and (syntax.lower(index) != "for" or syntax.tags[entity.token] == "NNS")
                    and (syntax.pos[entity.token] != "PROPN" or entity.end - entity.start > 20)
                    and entity.head not in TIME_HEADS
                    and entity.head not in CHANGE_NOUNS
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
        if index > 0 and syntax.words[index] == "," and syntax.lower(index + 1) in ("up", "down"):
            if (level := self._level_before()) is not None:  # '1,250 reports were made, down 4 per cent'
                return level
            index -= 1
            if syntax.pos[index] in NOUNS and index not in self.stop and syntax.lower(index) not in CHANGE_NOUNS:
                phrase = self.outer(phrase_before(syntax, index))  # 'decreases in theft offences, down 8%'
                return None if phrase is None else self.entity(phrase, "entity_changed")
        if index == 0 and syntax.lower(1) in ("up", "down") and syntax.pos[0] == "VERB":
            return self.entity(Phrase(0, 0, 1), "entity_changed")  # 'Robbery down 5%': nobody is told to rob
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
