"""What lasts so long: 'a three-week operation', 'a sentence of five years'; 'jailed for five years' has none."""

from __future__ import annotations

from release_parser.link.counted import Entity
from release_parser.link.entities.finder import Finder
from release_parser.link.entities.words import CUSTODY
from release_parser.link.noun_phrases import phrase_from


class DurationFinder(Finder):
    """Durations."""

    __slots__ = ()

    def find(self) -> Entity | None:
        """What lasts so long; a sentence served has no entity."""
        syntax, at = self.syntax, self.after
        content = syntax.words[at - 1].lower() if at else ""
        if at < len(syntax) and syntax.words[at] in ("’", "'"):
            at += 1
        if at < len(syntax) and syntax.lower(at) in ("'s", "’s"):
            at += 1
        if at < len(syntax) and syntax.lower(at) == "of":
            return self.phrase(at + 1, "entity_of")
        if syntax.lower(self.first - 1) == "of" and (size := self.size_of()) is not None:
            return size  # 'a sentence of five years'
        if any(
            syntax.lower(index) in ("lasted", "lasting", "lasts", "last")
            for index in range(max(0, self.first - 3), self.first)
        ):
            return self.subject(people_too=False)
        phrase = (
            phrase_from(syntax, at, stop=self.stop)
            if at < len(syntax) and syntax.pos[at] not in ("DET", "PRON") and syntax.tags[at] not in ("DT", "PRP$")
            else None
        )
        if (
            phrase is not None
            and syntax.tags[phrase.start] not in ("VBG", "VBD", "VBZ")
            and syntax.lower(phrase.start) not in ("in", "for", "later", "ago", "old")
            and syntax.lemma(phrase.head) not in CUSTODY
        ):
            return self.entity(phrase, "entity_attributive")
        if phrase is not None and content and syntax.tags[phrase.start] not in ("VBG", "VBD", "VBZ"):
            return self.entity(phrase, "entity_attributive")
        return None
