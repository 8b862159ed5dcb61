"""What is counted: '930 weapons', 'two of the suspects', 'Arrests: 34', 'homicides fell to 126'."""

from __future__ import annotations

from release_parser.link.counted import Entity
from release_parser.link.entities.finder import Finder
from release_parser.link.noun_phrases import ADJECTIVAL, phrase_before


class CountFinder(Finder):
    """Counts take the noun behind them, a label before them, or the subject whose level they are."""

    __slots__ = ()

    def find(self) -> Entity | None:
        """What is counted."""
        entity = self._following(self.after)
        if entity is not None:
            return entity
        return self._as_level() or self._before_colon()

    def _following(self, at: int) -> Entity | None:
        """The noun phrase behind a count: '930 weapons', 'two of the suspects', 'six teenagers arrested'."""
        syntax = self.syntax
        if at < len(syntax) and syntax.words[at] == "-":  # 'a three-car collision', 'a two phase operation'
            at += 1
        if at < len(syntax) and syntax.words[at] in (")", "("):
            at += 1
        while at in self.ages:  # 'two 34-year-old men'
            at += 1
            while at < len(syntax) and syntax.words[at] in (",", "and", "-") and at + 1 in self.ages:
                at += 1
        if at < len(syntax) and syntax.lower(at) == "of":
            if syntax.lower(at + 1) in ("them", "whom", "which", "these", "those", "us") and syntax.pos[
                min(at + 2, len(syntax) - 1)
            ] not in ("NOUN", "ADJ"):
                return None
            return self.phrase(at + 1, "entity_of")
        if (
            at < len(syntax)
            and syntax.tags[at] in ("DT", "PRP$", "IN", "TO", "PRP", "WDT", "WP", "MD", "VBD", "VBZ", "VBP")
            and syntax.lower(at) not in ("such", "more", "other", "further")
            and syntax.lower(at) not in ADJECTIVAL
        ):
            return None
        if at in self.stop or self._does_something(at):
            return None
        return self.phrase(at, "entity_following")

    def _does_something(self, at: int) -> bool:
        """'15 attending Elm Street', 'nine attending the office': a participle and its object tell of those who were counted."""
        syntax = self.syntax
        return (
            at + 1 < len(syntax)
            and syntax.tags[at] == "VBG"
            and syntax.deps[at] not in ("amod", "compound", "nmod")
            and syntax.tags[at + 1] in ("NNP", "NNPS", "DT", "PRP$", "IN", "TO")
        )

    def _as_level(self) -> Entity | None:
        """'the number of homicides reduced to 126': the subject of the verb that the number is the level of."""
        syntax = self.syntax
        before = syntax.lower(self.first - 1)
        if before in (
            "to",
            "from",
            "at",
            "was",
            "were",
            "is",
            "by",
            "of",
            "with",
            "totalled",
            "reached",
            "than",
            "against",
            "stands",
            "stood",
            "with",
        ):
            return self.subject(people_too=True, levels_only=True)
        return None

    def _before_colon(self) -> Entity | None:
        """'Arrests: 34', 'Knives seized - 12', 'Total arrests 34': a label before its number, as in bullets and rows."""
        syntax, index = self.syntax, self.first - 1
        if index < 0 or syntax.words[index] not in (":", "-", "–", "|", "—", "="):
            return None
        index -= 1
        while index >= 0 and (syntax.tags[index] in ("VBN", "VBD") or syntax.lower(index) == "made"):
            index -= 1
        phrase = phrase_before(syntax, index) if index >= 0 and syntax.pos[index] == "NOUN" else None
        return None if phrase is None else self.entity(phrase, "entity_label")
