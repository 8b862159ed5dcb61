"""What a quantity counts or measures.

In: one quantity, the syntax of its sentence, the other quantities of the sentence. Out: an `Entity`: the stretch of the measured
entity and its head token, or None where the sentence names none.
"""

from __future__ import annotations

from dataclasses import dataclass

import regex

from release_parser.extract.mentions import QuantityMention
from release_parser.link.noun_phrases import ADJECTIVAL, NOUNS, OUTCOMES, Phrase, phrase_before, phrase_from
from release_parser.link.syntax import Syntax


@dataclass(frozen=True, slots=True)
class Entity:
    """The measured entity: page offsets, the lemma of its head, the head's token, and the rule that found it."""

    start: int
    end: int
    head: str
    token: int
    rule: str


# Nouns that only say that something is counted: what they count stands in their 'of' phrase.
_CONTAINERS = frozenset({"number", "total", "amount", "quantity", "figure", "majority", "volume", "sum", "value", "estimate", "level", "rate", "proportion", "percentage", "average", "maximum", "minimum", "worth", "variety", "range", "kind", "type"})
_PEOPLE = frozenset({"man", "woman", "boy", "girl", "male", "female", "person", "people", "victim", "teenager", "youth", "suspect", "driver", "child", "resident", "offender", "defendant", "passenger", "pedestrian", "cyclist", "motorcyclist", "rider", "student", "pensioner", "adult", "member", "officer", "motorist", "schoolgirl", "schoolboy", "individual", "occupant", "juvenile", "friend", "brother", "sister", "son", "daughter", "mother", "father", "baby", "toddler", "couple", "thief", "burglar", "attacker", "robber", "intruder", "dealer", "group", "customer", "runner"})  # fmt: skip
_DIMENSIONS = frozenset({"speed", "weight", "height", "length", "distance", "depth", "width", "radius", "area", "size", "capacity"})
_WORTH = frozenset({"worth", "valued", "costing", "totalling", "totaling", "estimated", "weighing", "measuring", "containing", "value"})
_CUSTODY = frozenset({"prison", "jail", "custody", "imprisonment", "detention", "jailed", "suspended"})
_LEVEL_VERBS = frozenset({"increase", "rise", "fall", "drop", "reduce", "decrease", "decline", "grow", "narrow", "go", "climb", "jump", "double", "treble", "triple", "halve", "be", "stand", "reach", "total", "improve", "remain", "average", "quadruple", "come", "exceed", "amount", "soar", "plummet", "surge", "shrink", "widen", "slump", "slow"})  # fmt: skip


def find_entity(quantity: QuantityMention, syntax: Syntax, others: list[QuantityMention]) -> Entity | None:
    """The entity of one quantity; `others` are all quantities of the sentence, whose tokens end a phrase."""
    stop = frozenset(index for other in others if other is not quantity for index in range(syntax.at(other.start), syntax.at(other.end - 1) + 1))
    ages = frozenset(
        index for other in others if other.kind == "age" and other is not quantity for index in range(syntax.at(other.start), syntax.at(other.end - 1) + 1)
    )
    finder = _Finder(quantity, syntax, stop, ages)
    if quantity.kind == "age":
        return finder.of_age()
    if quantity.kind == "count":
        return finder.of_count()
    if quantity.kind == "duration":
        return finder.of_duration()
    if quantity.kind in ("percentage", "proportion", "multiplier"):
        return finder.of_share()
    return finder.of_measure()


@dataclass(frozen=True, slots=True)
class _Finder:
    quantity: QuantityMention
    syntax: Syntax
    stop: frozenset[int]
    ages: frozenset[int]

    @property
    def first(self) -> int:
        return self.syntax.at(self.quantity.start)

    @property
    def after(self) -> int:
        """The first token behind the quantity."""
        last = self.syntax.at(self.quantity.end - 1)
        return last + 1

    def of_count(self) -> Entity | None:
        entity = self._following(self.after)
        if entity is not None:
            return entity
        return self._of_partitive() or self._as_level() or self._before_colon()

    def of_duration(self) -> Entity | None:
        syntax, at = self.syntax, self.after
        content = syntax.words[at - 1].lower() if at else ""
        if at < len(syntax) and syntax.words[at] in ("’", "'"):
            at += 1
        if at < len(syntax) and syntax.lower(at) in ("'s", "’s"):
            at += 1
        if at < len(syntax) and syntax.lower(at) == "of":
            return self._phrase(at + 1, "entity_of")
        if syntax.lower(self.first - 1) == "of" and (size := self._of_partitive_noun()) is not None:
            return size  # 'a sentence of five years'
        if any(syntax.lower(index) in ("lasted", "lasting", "lasts", "last") for index in range(max(0, self.first - 3), self.first)):
            return self._subject(people_too=False)
        phrase = phrase_from(syntax, at, stop=self.stop) if at < len(syntax) and syntax.pos[at] not in ("DET", "PRON") and syntax.tags[at] not in ("DT", "PRP$") else None
        if phrase is not None and syntax.tags[phrase.start] not in ("VBG", "VBD", "VBZ") and syntax.lower(phrase.start) not in ("in", "for", "later", "ago", "old") and syntax.lemma(phrase.head) not in _CUSTODY:
            return self._entity(phrase, "entity_attributive")
        if phrase is not None and content and syntax.tags[phrase.start] not in ("VBG", "VBD", "VBZ"):
            return self._entity(phrase, "entity_attributive")
        return None

    def of_measure(self) -> Entity | None:
        syntax, at = self.syntax, self.after
        if at < len(syntax) and syntax.words[at] in ("’", "'", "’s", "'s"):  # "thousands of pounds' worth of drugs"
            at += 1
        while at < len(syntax) and syntax.lower(at) in ("worth", "-", "in", "of", "street", "value", "quantity", "total", "value,") and at not in self.stop:
            if syntax.lower(at) in ("of", "in", "worth"):
                deeper = at + 1
                if syntax.lower(deeper) == "of":
                    deeper += 1
                while deeper in self.stop:  # '£300 in £1 coins'
                    deeper += 1
                entity = self._phrase(deeper, "entity_of") if syntax.lower(deeper) not in ("total", "all") else None
                if entity is None and deeper + 1 < len(syntax) and syntax.pos[deeper] == "ADJ" and syntax.pos[deeper + 1] in ("AUX", "VERB"):
                    # '£40 worth of confectionery was stolen': a noun that the tagger does not know
                    entity = self._entity(Phrase(deeper, deeper, deeper + 1), "entity_of")
                if entity is not None and entity.head not in ("value", "total", "area", "year", "month", "week", "case", "connection", "relation", "order", "court", "addition", "length", "height", "weight", "depth", "width", "excess"):
                    return entity
                break
            at += 1
        at = self.after
        if at < len(syntax) and syntax.words[at] == "-":
            at += 1
        if syntax.lower(at) in ("by", "x") and at + 1 in self.stop:  # '3ft by 2ft painting'
            at += 1
            while at in self.stop:
                at += 1
        if at < len(syntax) and (syntax.pos[at] in ("NOUN", "PROPN", "ADJ") or syntax.tags[at] == "VBN") and syntax.lower(at) not in ("tall", "long", "high", "deep", "wide", "worth", "away", "apart", "thick", "due", "later", "total"):
            entity = self._phrase(at, "entity_attributive")
            if entity is not None:
                return entity
        if (worth := self._before_worth()) is not None:
            return worth
        before = self.first - 1
        if self.quantity.kind == "money" and before >= 0 and syntax.pos[before] == "NOUN" and syntax.ends[before] + 1 == syntax.starts[self.first] and syntax.lower(before) not in _TIMES and before not in self.stop:
            phrase = phrase_before(syntax, before)  # 'a quantity of cash in excess of £10,000'
            if phrase is not None and self.quantity.start < self.quantity.number_start - 1:
                return self._entity(phrase, "entity_size_of")
        if self.quantity.kind == "money":
            return self._of_partitive_noun() or self._cost_subject()
        if syntax.lower(self.first - 1) == "of" and (size := self._of_partitive_noun()) is not None and size.head not in _DIMENSIONS:
            return size  # 'a reading of 70ug'
        return self._subject(people_too=True)

    def of_share(self) -> Entity | None:
        syntax, at = self.syntax, self.after
        if self.quantity.kind == "multiplier" and syntax.pos[at - 1] == "VERB":  # 'burglary has nearly halved'
            return self._subject(people_too=True, governing=at - 1)
        if syntax.lower(at) == "of" or self.quantity.kind == "multiplier":
            entity = self._phrase(at + (syntax.lower(at) == "of"), "entity_of")
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
                    return self._entity(phrase, "entity_attributive")
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
            entity = self._phrase(at, "entity_attributive")
            if entity is not None:
                return entity
        if noun is None and not self._change_noun_before():
            return self._subject(people_too=True)
        # 'the county saw a 96% rise': what rose is not said
        return self._subject(people_too=True, levels_only=True)

    def _before_by(self) -> Entity | None:
        """'reduces crime by 20%', 'a reduction of crime by 20%', 'and ASB by 22%': the noun right before 'by', outside of a place."""
        syntax, index = self.syntax, self.first - 1
        if syntax.lower(index) != "by" or index < 1 or syntax.pos[index - 1] not in NOUNS or index - 1 in self.stop:
            return None
        phrase = self._outer(phrase_before(syntax, index - 1))
        if phrase is None or phrase.start == 0 or syntax.lower(phrase.head) in _TIMES or syntax.lower(phrase.head) in _CHANGE_NOUNS:
            return None
        before = phrase.start - 1
        while before > 0 and syntax.tags[before] in ("DT", "PRP$"):
            before -= 1
        if syntax.pos[before] == "ADP" and syntax.lower(before) != "of":
            return None
        return self._entity(phrase, "entity_changed")

    def _change_noun_after(self) -> int | None:
        for index in range(self.after, min(self.after + 4, len(self.syntax))):
            if index in self.stop or self.syntax.words[index] in (",", ".", ";", ":", ")"):
                return None
            if self.syntax.lower(index) in _CHANGE_NOUNS:
                return index
        return None

    def _change_noun_before(self) -> bool:
        return any(self.syntax.lower(index) in _CHANGE_NOUNS for index in range(max(0, self.first - 4), self.first))

    def _changed_in(self, at: int) -> Entity | None:
        """What stands behind 'in' or 'on' in the next few words, if it is no time."""
        syntax = self.syntax
        for index in range(at, min(at + 4, len(syntax))):
            if index in self.stop or syntax.words[index] in (".", ";", ":"):
                return None
            if syntax.lower(index) in ("in", "on", "of"):
                entity = self._phrase(index + 1, "entity_change_in")
                if entity is not None and (syntax.pos[entity.token] != "PROPN" or entity.end - entity.start > 20) and entity.head not in _TIME_HEADS:
                    return entity
        return None

    def of_age(self) -> Entity | None:
        syntax, at = self.syntax, self.after
        if syntax.lower(at - 1).endswith("olds"):
            return None
        if self.quantity.rule == "age_old" and at < len(syntax) and not self._verb_after_age(at) and (syntax.pos[at] in ("NOUN", "ADJ", "PROPN") or syntax.tags[at] in ("VBN", "NN")):
            entity = self._phrase(at, "entity_attributive")
            if entity is not None:
                # '38 year old Ann Ash' measures somebody with a name: no head
                return None if syntax.pos[entity.token] == "PROPN" and entity.head.lower() not in _PEOPLE else entity
        if self.quantity.rule in ("age_apposed", "age_was"):
            return None
        # the nearest person before: 'a woman, aged 22', 'men in their 30s'
        for index in range(self.first - 1, max(-1, self.first - 14), -1):
            if syntax.words[index] in (";", ".", ":") or (syntax.pos[index] == "PROPN" and syntax.lower(index + 1) == "," and self.quantity.rule == "age_aged"):
                break
            if syntax.pos[index] in NOUNS and syntax.lemma(index) in _PEOPLE:
                phrase = phrase_before(syntax, index)
                if phrase is not None:
                    return self._entity(phrase, "entity_person_before")
        return None

    def _verb_after_age(self, at: int) -> bool:
        """'The 15-year-old remains in custody', 'the 31-year-old suffered injuries': a verb that the tagger takes for a noun's part."""
        syntax, word = self.syntax, self.syntax.lower(at)
        if syntax.tags[at] in ("VBD", "VBZ", "VBP", "MD") and word not in ADJECTIVAL:
            return True
        if syntax.tags[at] == "NNS" and syntax.lemma(at) not in _PEOPLE:
            return syntax.lower(self.first - 1) in ("the", "a", "an")
        return word.endswith("ed") and word not in ("suspected", "wanted", "retired", "convicted", "married", "disabled", "unnamed", "accused", "alleged", "red")

    # -- pieces ---------------------------------------------------------------------------------------------------------

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
            if syntax.lower(at + 1) in ("them", "whom", "which", "these", "those", "us") and syntax.pos[min(at + 2, len(syntax) - 1)] not in ("NOUN", "ADJ"):
                return None
            return self._phrase(at + 1, "entity_of")
        if at < len(syntax) and syntax.tags[at] in ("DT", "PRP$", "IN", "TO", "PRP", "WDT", "WP", "MD", "VBD", "VBZ", "VBP") and syntax.lower(at) not in ("such", "more", "other", "further") and syntax.lower(at) not in ADJECTIVAL:
            return None
        if at in self.stop:
            return None
        return self._phrase(at, "entity_following")

    def _of_partitive(self) -> Entity | None:
        """'Of these 30 arrests, 21 …', '12 arrests, of which five': the nearest count noun before in the sentence."""
        return None

    def _as_level(self) -> Entity | None:
        """'the number of homicides reduced to 126': the subject of the verb that the number is the level of."""
        syntax = self.syntax
        before = syntax.lower(self.first - 1)
        if before in ("to", "from", "at", "was", "were", "is", "by", "of", "with", "totalled", "reached", "than", "against", "stands", "stood", "with"):
            return self._subject(people_too=True, levels_only=True)
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
        return None if phrase is None else self._entity(phrase, "entity_label")

    def _before_worth(self) -> Entity | None:
        """'cannabis worth £800', 'drugs with a street value of £2,000', 'cocaine weighing 2kg': what stands before."""
        syntax = self.syntax
        index = self.first - 1
        seen = False
        for _ in range(9):
            if index < 0:
                return None
            word = syntax.lower(index)
            if word in _WORTH:
                seen = True
            elif syntax.pos[index] in NOUNS and not (seen and word in ("street", "value", "total", "market", "retail", "wholesale", "combined", "face")):
                if not seen or index in self.stop:
                    return None
                phrase = self._whole_phrase_before(index)
                return None if phrase is None else self._entity(phrase, "entity_worth")
            elif (word in ("of", "between") and not seen and index > 0 and syntax.lower(index - 1) not in ("value", "worth", "total")) or (syntax.pos[index] == "VERB" and word not in _WORTH and word not in OUTCOMES):
                return None
            index -= 1
        return None

    def _outer(self, phrase: Phrase | None) -> Phrase | None:
        """The phrase that this one is a complement of: 'violence with injury', 'reports of burglary'."""
        syntax = self.syntax
        while phrase is not None and phrase.start > 1:
            at = phrase.start - 1
            while at > 1 and syntax.tags[at] in ("DT", "PRP$"):
                at -= 1
            if syntax.pos[at] != "ADP" or syntax.pos[at - 1] not in NOUNS or at - 1 in self.stop:
                break
            outer = phrase_before(syntax, at - 1)
            if outer is None or syntax.lemma(outer.head) in _CONTAINERS:
                break
            phrase = outer
        return phrase

    def _whole_phrase_before(self, index: int) -> Phrase | None:
        """The phrase before, or its own head where the noun stands in an 'of' phrase: 'wraps of heroin worth'."""
        syntax = self.syntax
        phrase = phrase_before(syntax, index)
        while phrase is not None and phrase.start > 1 and syntax.lower(phrase.start - 1) in ("in", "from", "at", "on", "near", "inside", "the", "a", "an", "his", "her", "their"):
            # 'a cannabis farm in Elmfield worth £600,000': past the place
            at = phrase.start - 1
            while at > 0 and syntax.tags[at] in ("DT", "PRP$"):
                at -= 1
            outer = phrase_before(syntax, at - 1) if syntax.lower(at) in ("in", "from", "at", "on", "near", "inside") else None
            if outer is None:
                break
            phrase = outer
        return phrase

    def _of_partitive_noun(self) -> Entity | None:
        """'losses of £8,000', 'a fine of £200', 'compensation of £60': the noun whose size the money is."""
        syntax, index = self.syntax, self.first - 1
        if index < 1 or syntax.lower(index) not in ("of", ":", "to", "at"):
            return None
        if syntax.lower(index) == "of" and syntax.pos[index - 1] in NOUNS and syntax.lemma(index - 1) not in _CONTAINERS:
            phrase = phrase_before(syntax, index - 1)
            return None if phrase is None else self._entity(phrase, "entity_size_of")
        return None

    def _cost_subject(self) -> Entity | None:
        """'the phone cost £1,500', 'losses reached £970,000', 'a salary starting at £19,000'."""
        syntax = self.syntax
        index = self.first - 1
        while index >= 0 and syntax.lower(index) in ("to", "at", "from", "of", "about", "a", "total", "between", "them", "him", "her"):
            index -= 1
        if index < 0 or syntax.pos[index] not in ("VERB", "AUX"):
            return None
        if syntax.lemma(index) in ("cost", "reach", "total", "stand", "be", "rise", "start", "increase", "fall", "amount", "exceed", "worth", "contain", "value", "sell", "range"):
            return self._subject(people_too=False)
        return None

    def _of_change_noun(self) -> Entity | None:
        """'a drop in burglaries of 12%', 'knife crime down 5%', 'burglary: -12%'."""
        syntax, index = self.syntax, self.first - 1
        while index >= 0 and (syntax.lower(index) in ("by", "up", "down", "a", "another", "-", "–", ":", "(") or syntax.pos[index] == "ADV"):
            index -= 1
        if index >= 0 and index not in self.stop and syntax.pos[index] in NOUNS and syntax.lower(index) not in _CHANGE_NOUNS and syntax.lower(index + 1) in ("up", "down", "-", "–", ":", "("):
            phrase = self._outer(phrase_before(syntax, index))
            return None if phrase is None else self._entity(phrase, "entity_changed")
        for at in range(self.first - 1, max(-1, self.first - 10), -1):
            if syntax.lower(at) in ("in", "of") and at > 0 and syntax.lower(at - 1) in _CHANGE_NOUNS and at + 1 < self.first and at + 1 not in self.stop:
                entity = self._phrase(at + 1, "entity_change_in")
                if entity is not None and syntax.pos[entity.token] != "PROPN":
                    return entity
        return None

    def _subject(self, *, people_too: bool, governing: int | None = None, levels_only: bool = False) -> Entity | None:
        """The head of the subject of the nearest verb before the quantity; never a pronoun, never the quantity itself."""
        syntax = self.syntax
        governing = self._verb_before() if governing is None else governing
        if governing is None or (levels_only and syntax.lemma(governing) not in _LEVEL_VERBS):
            return None
        subject = next((i for i in range(len(syntax)) if syntax.heads[i] == governing and syntax.deps[i] in ("nsubj", "nsubjpass") and i < governing), None)
        if subject is None:  # the nearest noun before the verb
            subject = next((i for i in range(governing - 1, -1, -1) if syntax.pos[i] in NOUNS and i not in self.stop), None)
            if subject is None:
                return None
        if syntax.pos[subject] not in NOUNS or subject in self.stop or syntax.lower(subject) in _TIMES:
            return None
        if syntax.lemma(subject) in _CONTAINERS and syntax.lower(subject + 1) == "of":
            return self._phrase(subject + 2, "entity_subject_of")
        while syntax.pos[subject] in NOUNS and subject + 1 < len(syntax) and syntax.pos[subject + 1] in NOUNS and syntax.heads[subject] == subject + 1:
            subject += 1
        phrase = self._outer(phrase_before(syntax, subject)) if syntax.deps[subject] == "pobj" else phrase_before(syntax, subject)
        return None if phrase is None or (not people_too and syntax.lemma(subject) in _PEOPLE) else self._entity(phrase, "entity_subject")

    def _verb_before(self) -> int | None:
        syntax = self.syntax
        node, steps = self.first, 0
        while steps < 12 and syntax.heads[node] != node:
            node = syntax.heads[node]
            steps += 1
            if syntax.pos[node] in ("VERB", "AUX"):
                if node < self.first:
                    return node
                break
        for index in range(self.first - 1, -1, -1):
            if syntax.words[index] in (";", ":"):
                break
            if syntax.pos[index] == "VERB" or (syntax.pos[index] == "AUX" and syntax.lower(index) in ("was", "were", "is", "are")):
                return index
        return None

    def _phrase(self, index: int, rule: str) -> Entity | None:
        if index >= len(self.syntax):
            return None
        phrase = phrase_from(self.syntax, index, stop=self.stop)
        if phrase is None:
            return None
        lemma = self.syntax.lemma(phrase.head)
        if lemma in _CONTAINERS and self.syntax.lower(phrase.head + 1) == "of":
            inner = phrase_from(self.syntax, phrase.head + 2, stop=self.stop)
            if inner is not None:
                phrase = inner
        return self._entity(phrase, rule)

    def _entity(self, phrase: Phrase, rule: str) -> Entity:
        syntax = self.syntax
        head = regex.sub(r"^[\W_]+|[\W_]+$", "", syntax.lemma(phrase.head)) or syntax.words[phrase.head]
        return Entity(syntax.starts[phrase.start], syntax.ends[phrase.end - 1], head, phrase.head, rule)


_TIME_HEADS = frozenset({"year", "month", "week", "quarter", "comparison", "period", "area", "time", "day", "decade", "county", "city"})
_TIMES = frozenset({"time", "times", "year", "years", "month", "months", "week", "weeks", "day", "days", "period", "yesterday", "today"})
_CHANGE_NOUNS = frozenset({"rise", "increase", "fall", "drop", "reduction", "decrease", "decline", "jump", "growth", "cut", "rises", "increases", "reductions", "falls", "drops", "change", "improvement", "surge", "spike", "uplift", "decreases", "declines", "difference", "downturn", "upturn", "hike", "saving", "higher", "lower"})
