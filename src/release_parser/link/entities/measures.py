"""What weighs, costs or runs so much: '2kg of heroin', 'cannabis worth £800', 'a 15cm blade'."""

from __future__ import annotations

from release_parser.link.counted import Entity
from release_parser.link.entities.finder import Finder
from release_parser.link.entities.words import DIMENSIONS, TIMES, WORTH
from release_parser.link.noun_phrases import NOUNS, OUTCOMES, Phrase, phrase_before

# Verbs whose object an amount belongs to, by the preposition before the amount: 'cut costs by £3m', 'sold the car for £900'.
_BY_OR_FOR = {
    "by": frozenset(
        "reduce cut increase raise lower boost exceed inflate slash trim swell overstate understate".split()
    ),
    "for": frozenset("sell buy purchase acquire exchange trade rent hire pawn".split()),
}


class MeasureFinder(Finder):
    """Money, mass, length, speed and other measures."""

    __slots__ = ()

    def find(self) -> Entity | None:
        """What weighs, costs or measures so much."""
        syntax, at = self.syntax, self.behind
        if (shared := self._shared_noun(at)) is not None:
            return shared
        if at < len(syntax) and syntax.words[at] in ("’", "'", "’s", "'s"):  # "thousands of pounds' worth of drugs"
            at += 1
        while (
            at < len(syntax)
            and syntax.lower(at) in ("worth", "-", "in", "of", "street", "value", "quantity", "total", "value,")
            and at not in self.stop
        ):
            if syntax.lower(at) in ("of", "in", "worth"):
                deeper = at + 1
                if syntax.lower(deeper) == "of":
                    deeper += 1
                while deeper in self.stop:  # '£300 in £1 coins'
                    deeper += 1
                entity = self.phrase(deeper, "entity_of") if syntax.lower(deeper) not in ("total", "all") else None
                if entity is not None and syntax.lower(at) == "in" and self._is_where(deeper, entity):
                    entity = None
                    break
                if (
                    entity is None
                    and deeper + 1 < len(syntax)
                    and syntax.pos[deeper] == "ADJ"
                    and syntax.pos[deeper + 1] in ("AUX", "VERB")
                ):
                    # '£40 worth of confectionery was stolen': a noun that the tagger does not know
                    entity = self.entity(Phrase(deeper, deeper, deeper + 1), "entity_of")
                if entity is not None and entity.head not in (
                    "value",
                    "total",
                    "area",
                    "year",
                    "month",
                    "week",
                    "case",
                    "connection",
                    "relation",
                    "order",
                    "court",
                    "addition",
                    "length",
                    "height",
                    "weight",
                    "depth",
                    "width",
                    "excess",
                ):
                    return entity
                break
            at += 1
        at = self.behind
        if at < len(syntax) and syntax.words[at] == "-":
            at += 1
        if syntax.lower(at) in ("by", "x") and at + 1 in self.stop:  # '3ft by 2ft painting'
            at += 1
            while at in self.stop:
                at += 1
        if self.quantity.kind == "money" and syntax.lower(at) == "cash" and syntax.lower(at + 1) in ("and", "or", "&"):
            return self.entity(Phrase(at, at, at + 1), "entity_attributive")  # '£900 cash and rail tickets'
        if (
            at < len(syntax)
            and (syntax.pos[at] in ("NOUN", "PROPN", "ADJ") or syntax.tags[at] == "VBN")
            and syntax.lower(at)
            not in ("tall", "long", "high", "deep", "wide", "worth", "away", "apart", "thick", "due", "later", "total")
        ):
            entity = self.phrase(at, "entity_attributive")
            if entity is not None:
                return entity
        if (worth := self._before_worth()) is not None:
            return worth
        before = self.first - 1
        if (
            self.quantity.kind == "money"
            and before >= 0
            and syntax.pos[before] == "NOUN"
            and syntax.ends[before] + 1 == syntax.starts[self.first]
            and syntax.lower(before) not in TIMES
            and before not in self.stop
        ):
            phrase = phrase_before(syntax, before)  # 'a quantity of cash in excess of £10,000'
            if phrase is not None and self.quantity.start < self.quantity.number_start - 1:
                return self.entity(phrase, "entity_size_of")
        if self.quantity.kind == "money":
            return self.size_of() or self._changed_or_traded() or self._cost_subject()
        if (
            syntax.lower(self.first - 1) == "of"
            and (size := self.size_of()) is not None
            and size.head not in DIMENSIONS
        ):
            return size  # 'a reading of 70ug'
        return self.subject(people_too=True)

    def _is_where(self, at: int, entity: Entity) -> bool:
        """'£900 in a drawer', '£450 in June', '£19k in Kelsham': where or when; '£900 in cash', '£40 in fake notes': what."""
        syntax = self.syntax
        if self.quantity.kind != "money":
            return False
        return syntax.tags[at] in ("DT", "PRP$") or (
            # in a headline's capitals every noun is taken for a name: '£1.2M IN SEIZED DRUGS'
            syntax.pos[entity.token] == "PROPN" and not syntax.words[entity.token].isupper()
        )

    def _is_unit(self, at: int) -> bool:
        """Whether a token of another quantity is a unit or a sign: 'g', '16g', '£'; not '16', 'sixteen'."""
        word = self.syntax.words[at]
        if word.isalpha():
            return self.syntax.tags[at] != "CD"
        return not word.replace(",", "").replace(".", "").isdecimal() and "-" not in word

    def _shared_noun(self, at: int) -> Entity | None:
        """'14g and 16g bags of cocaine', '2m or 3m lengths': the noun behind the second measure is of both."""
        syntax = self.syntax
        if syntax.lower(at) not in ("and", "or") or at + 1 not in self.stop:
            return None
        noun = at + 1
        while noun in self.stop:
            noun += 1
        # the second is a measure as well: '14g and 16g', not '14g and 16 bags'
        if (
            not (self._is_unit(noun - 1) or syntax.words[at + 1] in ("£", "$", "€"))
            or noun >= len(syntax)
            or syntax.pos[noun] not in NOUNS
        ):
            return None
        return self.phrase(noun, "entity_attributive")

    def _changed_or_traded(self) -> Entity | None:
        """'cut costs by £3m', 'sold the car for £900': the object between the verb and the amount."""
        syntax, preposition = self.syntax, self.first - 1
        verbs = _BY_OR_FOR.get(syntax.lower(preposition))
        if verbs is None or preposition < 2 or syntax.pos[preposition - 1] not in NOUNS:
            return None
        noun = preposition - 1
        verb = next((at for at in range(noun - 1, max(-1, noun - 8), -1) if self._governs(at, verbs)), None)
        if verb is None or noun in self.stop or syntax.lemma(verb) not in verbs:
            return None
        phrase = self._whole_phrase_before(noun)
        return None if phrase is None or phrase.start <= verb else self.entity(phrase, "entity_object")

    def _governs(self, at: int, verbs: frozenset[str]) -> bool:
        """Whether a verb before the object is its own: in 'cut running costs' the participle is not."""
        syntax = self.syntax
        return syntax.pos[at] == "VERB" and (syntax.tags[at] != "VBG" or syntax.lemma(at) in verbs)

    def _before_worth(self) -> Entity | None:
        """'cannabis worth £800', 'drugs with a street value of £2,000', 'cocaine weighing 2kg': what stands before."""
        syntax = self.syntax
        index = self.first - 1
        seen = False
        for _ in range(9):
            if index < 0:
                return None
            word = syntax.lower(index)
            if word in WORTH:
                seen = True
            elif syntax.pos[index] in NOUNS and not (
                seen and word in ("street", "value", "total", "market", "retail", "wholesale", "combined", "face")
            ):
                if not seen or index in self.stop:
                    return None
                phrase = self._whole_phrase_before(index)
                return None if phrase is None else self.entity(phrase, "entity_worth")
            elif (
                word in ("of", "between")
                and not seen
                and index > 0
                and syntax.lower(index - 1) not in ("value", "worth", "total")
            ) or (syntax.pos[index] == "VERB" and word not in WORTH and word not in OUTCOMES):
                has = seen and syntax.lemma(index) == "have" and "nsubj" in self._roles_under(index)
                # 'the software had a retail value of £9,000'
                return self.subject(people_too=False, governing=index) if has else None
            index -= 1
        return None

    def _roles_under(self, verb: int) -> set[str]:
        return {self.syntax.deps[index] for index in range(verb) if self.syntax.heads[index] == verb}

    def _whole_phrase_before(self, index: int) -> Phrase | None:
        """The phrase before, or its own head where the noun stands in an 'of' phrase: 'wraps of heroin worth'."""
        syntax = self.syntax
        phrase = phrase_before(syntax, index)
        while (
            phrase is not None
            and phrase.start > 1
            and syntax.lower(phrase.start - 1)
            in ("in", "from", "at", "on", "near", "inside", "for", "the", "a", "an", "his", "her", "their")
        ):
            # 'a cannabis farm in Elmfield worth £600,000', 'a deal for Exampleshire Police worth £9m': past the place or name
            at = phrase.start - 1
            while at > 0 and syntax.tags[at] in ("DT", "PRP$"):
                at -= 1
            named = syntax.lower(at) == "for" and syntax.pos[phrase.head] == "PROPN"
            outer = (
                phrase_before(syntax, at - 1)
                if named or syntax.lower(at) in ("in", "from", "at", "on", "near", "inside")
                else None
            )
            if outer is None:
                break
            phrase = outer
        return phrase

    def _cost_subject(self) -> Entity | None:
        """'the phone cost £1,500', 'losses reached £970,000', 'a salary starting at £19,000'."""
        syntax = self.syntax
        index = self.first - 1
        while index >= 0 and syntax.lower(index) in (
            "to",
            "at",
            "from",
            "of",
            "about",
            "a",
            "total",
            "between",
            "them",
            "him",
            "her",
        ):
            index -= 1
        if index < 0 or syntax.pos[index] not in ("VERB", "AUX"):
            return None
        if syntax.lemma(index) in (
            "cost",
            "reach",
            "total",
            "stand",
            "be",
            "rise",
            "start",
            "increase",
            "fall",
            "amount",
            "exceed",
            "worth",
            "contain",
            "value",
            "sell",
            "range",
        ):
            return self.subject(people_too=False)
        return None
