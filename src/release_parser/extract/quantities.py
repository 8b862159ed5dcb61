"""Quantity expressions: numbers with their bounds, units and ranges.

In: a page, and the stretches that are something else (dates, phones, roads, names). Out: `QuantityMention`s in text order.
Whether a count counts a noun, and what happened to it, is for `link`.

>>> from release_parser.lexicon import Lexicon
>>> text = "They seized more than 2kg of heroin and £1.5m."
>>> [(text[q.start:q.end], q.value, q.unit) for q in QuantityGrammar(Lexicon.default()).find(text, ())]
[('more than 2kg', Decimal('2'), 'kilogram'), ('£1.5m', Decimal('1500000.0'), 'GBP')]
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import regex

from release_parser.extract.ages import AgeGrammar
from release_parser.extract.measures import Measure, MeasureGrammar
from release_parser.extract.mentions import QuantityMention
from release_parser.extract.numbers import Number, NumberGrammar
from release_parser.lexicon import BoundWord, Lexicon, trie_pattern
from release_parser.records import Bound, Kind
from release_parser.text.words import begin_at, last_word, words_of

# Verbs whose particle looks like a bound: 'officers pulled over 12 cars', 'handed over two knives'
_PARTICLE_VERBS = regex.compile(
    r"\b(?:pull|hand|tak|turn|knock|carr|go|went|took|taken|fell|fall|cross|walk|mov|travel|come|came|r[ua]n|climb|jump|dr[io]ve|look|held|spread|bent|lean|sign)"
    r"(?:s|es|ed|ing|en|ies|ied|ying|er)?[ ]+(?:(?:it|them|him|her)[ ]+)?\Z",
    regex.IGNORECASE,
)
_TOOK = regex.compile(
    r"\bt(?:akes?|ook|aken|aking)[ ]+\Z", regex.IGNORECASE
)  # 'it took under nine minutes'; 'took over three cars' is a particle
_MULTIPLE = regex.compile(
    # 'five times the limit', 'twice as many', 'three times more'; 'punched him three times', 'seven times that day' count times
    r"[ ]times?[ ](?!(?:that|the(?:[ ](?:same|following|next|previous|other))?)[ ](?:day|night|morning|afternoon|evening|week|weekend|month|year)\b)(?=(?:the|as|that|more|higher|over|larger|bigger|greater|what|their|its|his|her)\b)|[ ]times?[ ](?=(?:legal|drink|drug)\b)",
    regex.IGNORECASE,
)
_MINUS = regex.compile(r"(?<!\w)(?:(?P<word>minus)[ -]|[-−–](?<![\d ][ ].|\d.))$", regex.IGNORECASE)
_TIMES = regex.compile(
    r"[ ]times\b", regex.IGNORECASE
)  # '2.5 times earnings': nobody does a thing two and a half times
_TWICE = regex.compile(
    r"(?<![\w-])(?P<word>twice|double|treble|triple|thrice)(?=[ ](?:the|as|that|what|its|their|his|her)\b)(?![ ]the[ ](?:life|lives|family)\b)",
    regex.IGNORECASE,
)
_TWICE_VALUES = {"twice": 2, "double": 2, "treble": 3, "triple": 3, "thrice": 3}
_TWICE_FIRST = frozenset(_TWICE_VALUES)
_BETWEEN = regex.compile(
    r"(?<!\b(?:difference|gap|distance|relationship|split|divided|shared|differences)(?:[ ]\p{L}+){0,3}[ ])\b(?:between|anywhere between|from between)[ ]+(?:the ages of[ ]+)?\Z",
    regex.IGNORECASE,
)
_FROM = regex.compile(r"\bfrom[ ]+\Z", regex.IGNORECASE)
_CHANGE = regex.compile(
    r"\b(?:increas|ris|rose|grew|grow|fell|fall|drop|reduc|decreas|declin|narrow|went|go(?:es|ing|ne)?\b|improv|climb|jump|cut|rais|boost|"
    r"up\b|down\b|chang|gain|add|lost|los[ei]|extend|double|shr[aiu]nk|plung|soar|surg|upgrad|lower)\w*\b[^.;:]{0,90}\Z",
    regex.IGNORECASE,
)
_TO_RANGE = regex.compile(r"[ ]to[ ](?:between[ ]|about[ ]|around[ ])?(?:[£$€]?\d[\d,.]*[ ]?(?:to|[-–])[ ]?[£$€]?\d|$)")
_JOINT = regex.compile(r"[ ]?(?P<dash>[-–—‑])[ ]?|[ ]+(?P<word>to|and|or|up to|through)[ ]+", regex.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Bounds:
    before: regex.Pattern[str]
    after: regex.Pattern[str]
    of: dict[str, Bound]
    last: frozenset[str]
    """The last words, or the last characters, of what bounds a number that follows."""

    def may_end(self, text: str, at: int) -> bool:
        """Whether the words before `at` can be a bound, by the last of them: most numbers have none."""
        while at and text[at - 1] == " ":
            at -= 1
        start = at
        while start and text[start - 1].isalpha() and at - start < 20:
            start -= 1
        return (text[start:at].lower() if start < at else text[at - 1 : at]) in self.last


class QuantityGrammar:
    """The grammar of quantities over one lexicon: compiled once, used on many texts."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._numbers = NumberGrammar(lexicon)
        self._measures = MeasureGrammar(lexicon)
        self._ages = AgeGrammar(self._numbers)
        self._bounds = _compile_bounds(lexicon)

    def find(self, text: str, masks: Sequence[tuple[int, int]]) -> list[QuantityMention]:
        """All quantities of a text that no mask covers, in order. Masks are sorted stretches that are something else."""
        masked = _Masks(masks)
        ages = self._ages.find(text, masked.hits)
        taken = _Masks([(age.start, age.end) for age in ages])
        # 'between 20 and 30' bounds itself, 'around 20-30 years old' does not
        found: list[QuantityMention] = [
            self._bounded(text, age) if age.upper is None or age.start == age.number_start else age for age in ages
        ]
        numbers = [
            number
            for number in self._numbers.find(text)
            if not masked.hits(number.start, number.end) and not taken.hits(number.start, number.end)
        ]
        index = 0
        while index < len(numbers):
            quantity, used = self._quantity(text, numbers, index)
            if quantity is not None:
                found.append(quantity)
            index += used
        words = words_of(text)
        for match in begin_at(_TWICE, text, words.starts(_TWICE_FIRST)):
            if not masked.hits(*match.span()):
                value = Decimal(_TWICE_VALUES[match.group("word").lower()])
                found.append(
                    self._bounded(
                        text,
                        QuantityMention(
                            match.start(),
                            match.end(),
                            "multiplier",
                            match.start(),
                            match.end(),
                            value,
                            kind="multiplier",
                        ),
                    )
                )
        for start, end, unit, kind in self._measures.articled(text):
            if not masked.hits(start, end):
                found.append(
                    self._bounded(text, QuantityMention(start, end, kind, start, end, Decimal(1), kind=kind, unit=unit))
                )
        found.sort(key=lambda quantity: (quantity.start, quantity.end))
        return _share_units(text, _apart(found))

    def _quantity(self, text: str, numbers: list[Number], index: int) -> tuple[QuantityMention | None, int]:
        """The quantity that opens at this number, and how many numbers it uses up."""
        number = numbers[index]
        if number.form == "multiplier":
            return self._multiplier(text, number), 1
        if number.form == "fraction":
            return self._fraction(text, numbers, index)
        measure = self._measures.read(text, number)
        following = numbers[index + 1] if index + 1 < len(numbers) else None
        if following is not None and (ranged := self._range(text, measure, numbers, index, 1)) is not None:
            return ranged
        compound, used = self._measures.compound(text, measure, numbers, index)
        # '5ft 8in to 5ft 10in': a range of compounds
        if (
            used > 1
            and index + used < len(numbers)
            and (ranged := self._range(text, compound, numbers, index, used)) is not None
        ):
            return ranged
        if number.form == "vague":
            return self._vague(text, number, compound), 1
        multiple = _MULTIPLE.match(text, compound.end) or (
            _TIMES.match(text, compound.end) if "." in text[number.start : number.end] else None
        )
        if multiple is not None and compound.unit is None:
            mention = QuantityMention(
                number.start,
                multiple.end() - multiple.group().endswith(" "),
                "multiplier",
                number.start,
                number.end,
                compound.value,
                kind="multiplier",
            )
            return self._bounded(text, mention), used
        if _not_a_quantity(text, number, compound):
            return None, used
        rule = "count" if compound.kind == "count" else compound.kind
        mention = QuantityMention(
            compound.start,
            compound.end,
            rule,
            number.start,
            number.end,
            compound.value,
            kind=compound.kind,
            unit=compound.unit,
        )
        return self._bounded(text, _negative(text, mention)), used

    def _range(
        self, text: str, measure: Measure, numbers: list[Number], index: int, used: int
    ) -> tuple[QuantityMention, int] | None:
        """The range whose bottom is this measure, made of `used` numbers, and how many numbers the whole takes."""
        joint = _JOINT.match(text, measure.end)
        low, high = numbers[index], numbers[index + used]
        if (
            joint is None
            or low.value is None
            or high.value is None
            or low.form not in ("digits", "words")
            or high.form not in ("digits", "words")
        ):
            return None
        top = self._measures.read(text, high)
        if top.start != joint.end():
            return None
        if (
            measure.kind == "money"
            and measure.unit
            and top.kind != "money"
            and measure.start < low.start
            and joint.group("dash")
        ):
            top = self._measures.as_money(text, high, measure.unit)
        top, more = self._measures.compound(text, top, numbers, index + used)
        word = (joint.group("word") or "").lower()
        before = text[max(0, measure.start - 24) : measure.start]
        between, from_ = _BETWEEN.search(before), _FROM.search(before)
        if word == "and" and not between:
            return None
        if word == "or" and not _alternative(low, high):
            return None
        if word in ("to", "up to", "through"):
            scaled = top.scale and not measure.scale and measure.value is not None and measure.value != 0
            # 'raised from 5 to 7 per cent to 3 to 5 per cent' has ranges for levels; 'rose from 40 to 60' states two levels
            if (
                from_
                and _CHANGE.search(text[max(0, measure.start - 120) : measure.start])
                and not (_TO_RANGE.match(text, top.end) and measure.unit is None)
            ):
                return None
            if not from_ and measure.unit != top.unit and measure.unit and not (measure.kind == top.kind == "duration"):
                return None
            # 'fell 12 to 126' states change and level; 'fell by 1 to 1.5 degrees', 'down from the $89 to $93 billion', '0 to 60mph' are ranges
            if (
                not from_
                and not scaled
                and low.value
                and _CHANGE.search(text[max(0, measure.start - 40) : measure.start])
                and not before.endswith(" between ")
                and not (before.endswith(" by ") and measure.unit is None and top.unit is not None)
                and not _TO_RANGE.search(before)
            ):
                return None
        bottom_value, top_value, unit, kind = self._measures.align(measure, top)
        if bottom_value is None or top_value is None or top_value <= bottom_value:
            return None
        start = measure.start
        if between and word in ("and", "to"):
            start -= len(between.group())
        elif from_ and word == "to":
            start -= len(from_.group())
        mention = QuantityMention(
            start, top.end, "range", low.start, high.end, bottom_value, upper=top_value, kind=kind, unit=unit
        )
        return self._bounded(text, mention, after=False), used + more

    def _vague(self, text: str, number: Number, measure: Measure) -> QuantityMention | None:
        # 'hundreds of thousands of pounds' is an amount of money as a whole
        money = self._measures.vague_money(text, number.end)
        if money is not None:
            return QuantityMention(
                number.start,
                money[0],
                "vague",
                number.start,
                number.end,
                None,
                kind="money",
                unit=money[1],
                vague=number.vague,
            )
        unit = measure.unit if measure.kind in ("money", "mass", "length", "volume") else None
        kind: Kind = measure.kind if unit else "count"
        end = measure.end if unit else number.end
        if number.vague == "scores" and not text.startswith(" of", number.end):
            return None
        return self._bounded(
            text,
            QuantityMention(
                measure.start if unit else number.start,
                end,
                "vague",
                number.start,
                number.end,
                None,
                kind=kind,
                unit=unit,
                vague=number.vague,
            ),
            after=False,
        )

    def _multiplier(self, text: str, number: Number) -> QuantityMention:
        decrease = number.value is not None and number.value < 1
        mention = QuantityMention(
            number.start, number.end, "multiplier", number.start, number.end, number.value, kind="multiplier",
            direction="decrease" if decrease else "increase" if text[number.start].isalpha() and not text[number.start : number.end].lower().endswith("fold") else None,
        )  # fmt: skip
        return self._bounded(text, mention)

    def _fraction(self, text: str, numbers: list[Number], index: int) -> tuple[QuantityMention | None, int]:
        number = numbers[index]
        content = text[number.start : number.end].lower()
        if number.article:
            # 'half an hour', 'half a kilo', 'half a mile'
            unit = self._measures.unit_after_article(text, number.end)
            if content == "half" and unit is not None:
                end, name, kind = unit
                return self._bounded(
                    text,
                    QuantityMention(
                        number.start, end, kind, number.start, number.end, number.value, kind=kind, unit=name
                    ),
                ), 1
            if not _is_share(text, number):
                return None, 1
        mention = QuantityMention(
            number.start, number.end, "proportion", number.start, number.end, number.value, kind="proportion"
        )
        return self._bounded(text, mention), 1

    def _bounded(self, text: str, mention: QuantityMention, *, after: bool = True) -> QuantityMention:
        """The mention grown over the words that bound it."""
        start, end, bound = mention.start, mention.end, mention.bound
        window = max(0, start - 40)
        match = (
            self._bounds.before.search(text[window:start])
            if bound == "exactly" and self._bounds.may_end(text, start)
            else None
        )
        if match is not None:
            word = regex.sub(r"[ ]+", " ", match.group("bound").lower())
            if not (
                word in ("over", "around", "about", "under", "above", "some")
                and _PARTICLE_VERBS.search(text[max(0, window - 20) : window + match.start()])
                and not (word == "under" and _TOOK.search(text[max(0, window - 20) : window + match.start()]))
            ):
                bound, start = self._bounds.of[word], window + match.start("bound")
                # 'up to around 30': the outer word decides
                if (
                    self._bounds.may_end(text, start)
                    and (outer := self._bounds.before.search(text[max(0, start - 40) : start])) is not None
                ):
                    bound, start = (
                        self._bounds.of[regex.sub(r"[ ]+", " ", outer.group("bound").lower())],
                        max(0, start - 40) + outer.start("bound"),
                    )
        if after and bound in ("exactly", "about") and (tail := self._bounds.after.match(text, end)) is not None:
            bound, end = self._bounds.of[regex.sub(r"[ ]+", " ", tail.group("bound").lower())], tail.end("bound")
        return (
            mention
            if (start, end) == (mention.start, mention.end)
            else replace(mention, start=start, end=end, bound=bound)
        )


def _negative(text: str, mention: QuantityMention) -> QuantityMention:
    """'minus five degrees', '-5°C': below zero; a percentage that is minus something is the size of a fall."""
    sign = _MINUS.search(text[max(0, mention.start - 8) : mention.start])
    if (
        sign is None
        or mention.value is None
        or mention.kind in ("percentage", "money")
        or (sign.group("word") is None and mention.kind != "temperature")
    ):
        return mention
    return replace(mention, start=mention.start - len(sign.group()), value=-mention.value)


class _Masks:
    """Sorted stretches, asked whether they touch another."""

    def __init__(self, masks: Sequence[tuple[int, int]]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(masks):
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._starts.append(start)
                self._ends.append(end)

    def hits(self, start: int, end: int) -> bool:
        index = bisect_right(self._starts, end - 1) - 1
        return index >= 0 and self._ends[index] > start


def _compile_bounds(lexicon: Lexicon) -> _Bounds:
    of: dict[str, Bound] = {}
    sides: dict[str, list[str]] = {"before": [], "after": []}
    for entry in lexicon.typed("bounds", BoundWord):
        for form in entry.forms:
            of[form] = entry.bound
            sides[entry.side].append(form)
    return _Bounds(
        regex.compile(
            rf"(?<![\w-])(?P<bound>{trie_pattern(sides['before'])})(?:[ ]+a[ ]total[ ]of(?=[ ])|(?<=than|nearly|almost)[ ]+the(?=[ ])|(?<=nearly|almost|than|least)[ ]+an?(?=[ ]))?[ ]*\Z",
            regex.IGNORECASE,
        ),
        regex.compile(
            rf"(?:[ ]{{0,2}})(?P<bound>{trie_pattern(sides['after'])})(?!\w)(?<!plus(?=[ ](?:an?|another|the|his|her|[\d£$€]+)\b))",
            regex.IGNORECASE,
        ),
        of,
        frozenset(last_word(form) for form in sides["before"]) | {"of", "the", "a", "an"},
    )


def _alternative(low: Number, high: Number) -> bool:
    """'two or three', '300 or 400': neighbours on a scale, in the same form."""
    if low.value is None or high.value is None or low.form != high.form or high.value <= low.value:
        return False
    return high.value - low.value <= max(Decimal(2), low.value / 2)


def _is_share(text: str, number: Number) -> bool:
    """Whether 'half', 'a third' is a share or the size of a change, and not a kick-off, a ranking or half past four."""
    after = text[number.end : number.end + 16]
    before = text[max(0, number.start - 24) : number.start]
    content = text[number.start : number.end].lower()
    if regex.match(
        r"[ ](?:of[ ](?!\d{4}\b)|the[ ]|its[ ]|their[ ]|his[ ]|her[ ]|our[ ]|all[ ]|my[ ])|[ ]?[(]|[ ](?:were|are|have|had)\b",
        after,
    ):
        return not (content == "half" and regex.search(r"\b(?:first|second|other|top|bottom)[ ]\Z", before))
    return regex.search(
        r"\b(?:by|than|nearly|almost|about|around|over|under|up|down|for|to|in|cut[ ]in)[ ]+(?:about[ ]|around[ ]|nearly[ ]|almost[ ]|over[ ]|more than[ ])?\Z",
        before,
    ) is not None and (content != "half" or regex.search(r"\b(?:by|than|nearly|almost)[ ]+\Z", before) is not None)


_PRONOUN_ONE = regex.compile(
    r"[ ](?:of\b(?![ ]them\b)|another|day\b|thing\b|way\b|time\b(?=[,.])|who\b|which\b|that\b|should\b|can\b|must\b|wants?\b|else\b|step\b|and\b(?:[ ]all|[ ]only)|by[ ]one)"
    r"|[ ]?[.,;:!?)”\"]|$|-(?:off|way|to|on|stop|man|sided|time|day|another)|[’']s\b|[ ](?:in|at|on|to|for|with|as|is|was|has|from|we|you|I|he|she|they|it)\b",
)


_PER = regex.compile(r"\bper[ ]$", regex.IGNORECASE)


def _not_a_quantity(text: str, number: Number, measure: Measure) -> bool:
    """'one' as a pronoun; 'zero tolerance'; a number that opens a compound name."""
    if _PER.search(text, max(0, measure.start - 5), measure.start):
        return True  # 'per 100,000 people' is a denominator: the rate's own claim carries it
    if measure.unit is not None:
        return False
    content = text[number.start : number.end].lower()
    if content == "one":
        before = text[max(0, number.start - 14) : number.start].lower()
        if regex.search(
            r"\b(?:no|any|every|some|the|this|that|another|each|which|only|first|last|next|new|number|day|as|loved)[ -]\Z",
            before,
        ) and _PRONOUN_ONE.match(text, number.end):
            return True
        if regex.search(r"\b(?:no|any|every|some|each|loved|number)[ -]\Z", before):
            return True
        return (
            _PRONOUN_ONE.match(text, number.end) is not None
            and regex.match(r"[ ](?:was|were|had|has|is|in|from|at|for|on)\b", text[number.end : number.end + 6])
            is None
        )
    if content in ("zero", "nil"):
        return (
            regex.match(r"[ -](?:tolerance|hours?|in\b|emission|carbon)", text[number.end : number.end + 11])
            is not None
        )
    return False


_LIST_JOINT = regex.compile(r",?[ ](?:and|or)[ ]|[ ]?/[ ]?")
_SHARED_UNITS = frozenset({"duration", "mass", "length", "volume", "speed", "percentage"})


def _share_units(text: str, mentions: list[QuantityMention]) -> list[QuantityMention]:
    """'20 and 25 years in prison', '3, 5 and 8 per cent': the unit behind the last number is that of all."""
    shared = list(mentions)
    taken = -1
    for index in range(len(shared) - 2, -1, -1):
        first, second = shared[index], shared[index + 1]
        between = text[first.end : second.start]
        if (
            first.kind == "count"
            and first.value is not None
            and first.upper is None
            and first.end == first.number_end
            and text[first.number_start - 1 : first.number_start] not in ("'", "’", "′")  # 'between 5'10 and 6ft'
            and second.kind in _SHARED_UNITS
            and second.unit is not None
            and second.start == second.number_start
            and text[second.number_end : second.number_end + 1] != "-"
            and (_LIST_JOINT.fullmatch(between) or (between == ", " and taken == index + 1))
        ):
            shared[index] = replace(first, rule=second.rule, kind=second.kind, unit=second.unit)
            taken = index
    return shared


def _apart(mentions: list[QuantityMention]) -> list[QuantityMention]:
    kept: list[QuantityMention] = []
    for mention in mentions:
        if kept and mention.start < kept[-1].end:
            before = kept[-1]
            if mention.end > before.end and (mention.number_start >= before.end or before.number_end <= mention.start):
                kept.append(
                    replace(mention, start=max(mention.number_start, before.end))
                )  # '2020 CAD 1': the word between belongs to the first
            continue
        kept.append(mention)
    return kept
