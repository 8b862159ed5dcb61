"""Quantities: numbers with their bounds, units and ranges.

In: a page's text, and the stretches that are something else (dates, telephone numbers, roads, names). Out: `QuantityMention`s in text
order. What a count counts, and what happened to it, is decided in `link/`.

>>> from release_parser.lexicon import Lexicon
>>> text = "They seized more than 2kg of heroin and £1.5m."
>>> [(text[q.start:q.end], q.value, q.unit) for q in QuantityGrammar(Lexicon.default()).find(text, ())]
[('more than 2kg', Decimal('2'), 'kilogram'), ('£1.5m', Decimal('1500000.0'), 'GBP')]
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from release_parser.extract.age_chains import AgeChains
from release_parser.extract.age_lists import AgeLists
from release_parser.extract.ages import AgeGrammar
from release_parser.extract.bounds import Bounds
from release_parser.extract.measures import MeasuredText, MeasureGrammar
from release_parser.extract.mentions import QuantityMention
from release_parser.extract.numbers import Number, NumberGrammar
from release_parser.extract.quantity_rules import QUANTITIES, At
from release_parser.extract.shared_units import share_units
from release_parser.lexicon import Country, Lexicon, WordPattern
from release_parser.text.words import begin_at, words_of

_TWICE = WordPattern(
    r"(?<![\w-])(?P<word>twice|double|treble|triple|thrice)(?=[ ](?:the|as|that|what|its|their|his|her)\b)(?![ ]the[ ](?:«measure_words.twice_the»)\b)",
    re.IGNORECASE,
)
_TWICE_VALUES = {"twice": 2, "double": 2, "treble": 3, "triple": 3, "thrice": 3}
_TWICE_FIRST = frozenset(_TWICE_VALUES)


class QuantityGrammar:
    """The grammar of quantities over one lexicon, compiled once and used on many texts."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._numbers = NumberGrammar(lexicon)
        self._measures = MeasureGrammar(lexicon)
        self._ages = AgeGrammar(self._numbers, lexicon)
        self._age_lists = AgeLists(lexicon)
        self._age_chains = AgeChains(lexicon)
        self._bounds = Bounds(lexicon)

    def find(
        self, text: str, masks: Sequence[tuple[int, int]], country: Country | None = None
    ) -> list[QuantityMention]:
        """All quantities of a text that no mask covers, in text order.

        Masks are stretches that are something else, in any order; `country` decides whether pounds are money or weight.
        """
        masked = _Masks(masks)
        told = (*self._age_lists.find(text), *self._age_chains.find(text))
        listed = [age for age in told if not masked.hits(age.start, age.end)]
        in_lists = _Masks([(age.start, age.end) for age in listed])
        ages = listed + self._ages.find(text, lambda start, end: masked.hits(start, end) or in_lists.hits(start, end))
        taken = _Masks([(age.start, age.end) for age in ages])
        numbers = [
            number
            for number in self._numbers.find(text)
            if not masked.hits(number.start, number.end) and not taken.hits(number.start, number.end)
        ]
        measured = self._measures.of(text, country)
        # 'between 20 and 30' bounds itself, 'around 20-30 years old' does not
        found = [
            self._bounds.around(text, age) if age.upper is None or age.start == age.number_start else age
            for age in ages
        ]
        found += self._numbered(text, numbers, measured)
        found += self._unnumbered(text, measured, masked)
        found.sort(key=lambda quantity: (quantity.start, quantity.end))
        return share_units(text, _apart(found), self._lexicon)

    def _numbered(self, text: str, numbers: list[Number], measured: MeasuredText) -> Iterator[QuantityMention]:
        """The quantities that begin with a number."""
        index = 0
        while index < len(numbers):
            read = QUANTITIES.first(At(text, numbers, index, measured, self._bounds))
            if read is None:
                index += 1
                continue
            quantity, used = read[0]
            if quantity is not None:
                yield quantity
            index += used

    def _unnumbered(self, text: str, measured: MeasuredText, masked: _Masks) -> Iterator[QuantityMention]:
        """The quantities without a number word: 'twice the limit', 'a kilo of heroin', 'a year and a day'."""
        for match in begin_at(_TWICE.of(self._lexicon), text, words_of(text).starts(_TWICE_FIRST)):
            start, end = match.span()
            value = Decimal(_TWICE_VALUES[match.group("word").lower()])
            if not masked.hits(start, end):
                mention = QuantityMention(start, end, "multiplier", start, end, value, kind="multiplier")
                yield self._bounds.around(text, mention)
        for found in measured.articled():
            start, end = found.start, found.end
            if not masked.hits(start, end):
                mention = QuantityMention(
                    start, end, found.kind, start, end, found.value, kind=found.kind, unit=found.unit
                )
                yield self._bounds.around(text, mention)


class _Masks:
    """Sorted stretches that can be asked whether one of them overlaps another stretch."""

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
        """Whether any stretch shares a character with text[start:end]."""
        index = bisect_right(self._starts, end - 1) - 1
        return index >= 0 and self._ends[index] > start


def _apart(mentions: list[QuantityMention]) -> list[QuantityMention]:
    """The mentions without those that overlap an earlier one."""
    kept: list[QuantityMention] = []
    for mention in mentions:
        if kept and mention.start < kept[-1].end:
            before = kept[-1]
            if mention.end > before.end and (mention.number_start >= before.end or before.number_end <= mention.start):
                # '2020 CAD 1': the word between belongs to the first
                kept.append(replace(mention, start=max(mention.number_start, before.end)))
            continue
        kept.append(mention)
    return kept
