"""A number with its unit, and the words that scale it.

In: a text and a number in it. Out: a `Measure`: the number in the unit that stands beside it.

>>> from release_parser.extract.numbers import NumberGrammar
>>> from release_parser.lexicon import Lexicon
>>> text = "£2.5m"
>>> scaled(text, NumberGrammar(Lexicon.default()).find(text)[0], MONEY_SCALE)
(5, Decimal('2500000.0'), 6)
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from release_parser.records import Kind
from release_parser.regexes import Regex

if TYPE_CHECKING:
    from release_parser.extract.numbers import Number


@dataclass(frozen=True, slots=True)
class Measure:
    """A number with its sign and unit; `value` is in that unit."""

    start: int
    end: int
    value: Decimal | None
    kind: Kind = "count"
    unit: str | None = None
    scale: int = 0
    """The power of ten that a word behind the number stands for: 6 in '2.5 million'."""


_POWERS = {
    "k": 3,
    "thousand": 3,
    "m": 6,
    "mm": 6,
    "mn": 6,
    "mil": 6,
    "mill": 6,
    "million": 6,
    "b": 9,
    "bn": 9,
    "bln": 9,
    "billion": 9,
    "lakh": 5,
    "crore": 7,
    "tn": 12,
    "trillion": 12,
    "hundred": 2,
}
"""Words that scale a number, and the power of ten that each stands for."""
GLUED_SCALES = "mill|mil|mn"
"""Scales that stand glued to their number."""
SCALES = "million|billion|trillion|thousand|hundred|lakh|crore|bln|bn"
"""Scales that may stand apart."""
MONEY_SCALE = Regex(rf"(?:[ ]|-)?(?P<word>{SCALES}|{GLUED_SCALES}|mm|tn|k|m|b)(?![\w])", re.IGNORECASE)
"""What scales an amount behind a sign of money: '£400k', '$1MM'."""

_SCALE_WORD = Regex(r"(?:thousand|million|billion|trillion)$", re.IGNORECASE)


def scaled(text: str, number: Number, scale: Regex) -> tuple[int, Decimal | None, int]:
    """Where the number with the scale behind it ends, its value, and the scale as a power of ten: '2.5 million', 'two million'."""
    if number.form == "words" and (word := _SCALE_WORD.search(text, number.start, number.end)):
        return number.end, number.value, _POWERS[word.group().lower()]
    match = scale.match(text, number.end) if number.form == "digits" else None
    if match is None or number.value is None:
        return number.end, number.value, 0
    if match.group("word").lower() == "dozen":
        return match.end(), number.value * 12, 0
    exponent = _POWERS[match.group("word").lower()]
    if exponent == 2 and (second := scale.match(text, match.end())) is not None:  # '4 hundred million'
        match, exponent = second, 2 + _POWERS[second.group("word").lower()]
    return match.end(), number.value * 10**exponent, exponent
