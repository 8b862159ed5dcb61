"""Who is so old: 'a 34-year-old man', 'a woman, aged 22'; a name has no head."""

from __future__ import annotations

from release_parser.link.counted import Entity
from release_parser.link.entities.finder import Finder
from release_parser.link.entities.words import PEOPLE
from release_parser.link.noun_phrases import ADJECTIVAL, NOUNS, phrase_before


class AgeFinder(Finder):
    """Ages."""

    __slots__ = ()

    def find(self) -> Entity | None:
        """The person of this age, where the sentence names one by a noun."""
        syntax, at = self.syntax, self.after
        if syntax.lower(at - 1).endswith("olds"):
            return None
        if (
            self.quantity.rule == "age_old"
            and at < len(syntax)
            and syntax.lower(at) not in ("’s", "'s")  # "the 31-year-old's driving"
            and not self._verb_after_age(at)
            and (syntax.pos[at] in ("NOUN", "ADJ", "PROPN") or syntax.tags[at] in ("VBN", "NN"))
        ):
            entity = self.phrase(at, "entity_attributive")
            if entity is not None:
                # '38 year old Ann Ash' measures somebody with a name: no head; 'a seven-year-old Exampleshire Terrier' is no name
                named = syntax.pos[entity.token] == "PROPN" and entity.head.lower() not in PEOPLE
                return None if named and syntax.lower(self.first - 1) not in ("a", "an") else entity
        if self.quantity.rule in ("age_apposed", "age_was"):
            return None
        # the nearest person before: 'a woman, aged 22', 'men in their 30s'
        for index in range(self.first - 1, max(-1, self.first - 14), -1):
            if syntax.words[index] in (";", ".", ":") or (
                syntax.pos[index] == "PROPN" and syntax.lower(index + 1) == "," and self.quantity.rule == "age_aged"
            ):
                break
            if syntax.pos[index] in NOUNS and syntax.lemma(index) in PEOPLE:
                phrase = phrase_before(syntax, index)
                if phrase is not None:
                    return self.entity(phrase, "entity_person_before")
        return None

    def _verb_after_age(self, at: int) -> bool:
        """'The 15-year-old remains in custody', 'the 31-year-old suffered injuries': a verb that the tagger takes for a noun's part."""
        syntax, word = self.syntax, self.syntax.lower(at)
        if syntax.tags[at] in ("VBD", "VBZ", "VBP", "MD") and word not in ADJECTIVAL:
            return True
        if syntax.tags[at] == "NNS" and syntax.lemma(at) not in PEOPLE:
            return syntax.lower(self.first - 1) in ("the", "a", "an")
        return word.endswith("ed") and word not in (
            "suspected",
            "wanted",
            "retired",
            "convicted",
            "married",
            "disabled",
            "unnamed",
            "accused",
            "alleged",
            "red",
        )
