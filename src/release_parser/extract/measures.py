"""Measures: numbers with the unit beside them, compounds such as '5ft 10in', and ranges in one unit.

In: a text and the numbers in it. Out: a `Measure` with the span of number, sign and unit, and the value in that unit.

>>> from release_parser.lexicon import Lexicon
>>> text, lexicon = "£2.5m", Lexicon.default()
>>> measure = MeasureGrammar(lexicon).of(text).read(NumberGrammar(lexicon).find(text)[0])
>>> measure.value, measure.unit
(Decimal('2500000.0'), 'GBP')
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from release_parser.extract.cardinals import PARTS
from release_parser.extract.measure import MONEY_SCALE, Measure, scaled
from release_parser.extract.measure_rules import MEASURES, MeasureWords, NumberInText
from release_parser.extract.numbers import Number, NumberGrammar
from release_parser.extract.unit_words import unit_name
from release_parser.lexicon import Country, Lexicon, WordPattern
from release_parser.records import Kind
from release_parser.regexes import Regex

__all__ = ["Measure", "MeasureGrammar", "MeasuredText", "NumberGrammar", "align"]

# How many of the smaller unit the larger holds; the record gives compounds in their smallest stated unit.
# Days in a year and weeks in a month are conventional: a sentence of 'five years and 218 days' is 5 × 365 + 218.
_FACTORS: dict[tuple[str, str], int] = {
    ("century", "year"): 100, ("decade", "year"): 10,
    ("year", "month"): 12, ("year", "week"): 52, ("year", "day"): 365,
    ("month", "week"): 4, ("month", "day"): 30, ("week", "day"): 7, ("day", "hour"): 24, ("day", "minute"): 1440,
    ("hour", "minute"): 60, ("hour", "second"): 3600, ("minute", "second"): 60,
    ("foot", "inch"): 12, ("yard", "foot"): 3, ("mile", "yard"): 1760, ("meter", "centimeter"): 100, ("kilometer", "meter"): 1000,
    ("stone", "pound"): 14, ("pound", "ounce"): 16, ("kilogram", "gram"): 1000, ("metric_ton", "kilogram"): 1000,
}  # fmt: skip


_ARTICLED_MASS = WordPattern(
    r"(?<![\w-])an?[ ](?P<unit>kg|«measure_words.a_unit_of»)(?=[ ]of[ ])", re.IGNORECASE, library="regex"
)
# '12 years and six months', '5ft 10in'
_JOINT = Regex(r",[ ]|[ ]and[ ]|[ ]{0,2}")
# '5ft 10', "5'10" tall': what may close a height
_INCH = WordPattern(r"\"|”|″|’’|''|[’'′](?=[ ](?:«measure_words.tall»)\b)")
# 'a year and a day', '18 months and a day'
_AND_A_DAY = Regex(r"[ ]and[ ](?:a|one)[ ](?P<unit>day|week|month)(?![\w-])", re.IGNORECASE)
# 'an hour and a half', 'a mile and a quarter'
_AND_A_PART = Regex(
    r"(?<![\w-])[Aa]n?[ ](?P<unit>\p{Ll}{3,9})[ ]and[ ]a[ ](?P<part>half|quarter)(?![\w-])", library="regex"
)
# 'a five-foot-eight man', 'six-foot-two': the hyphen keeps the inches from being a number of their own
_HYPHENED_INCHES = Regex(
    r"-(?P<inches>one|two|three|four|five|six|seven|eight|nine|ten|eleven|1[01]|[1-9])(?![\w-])", re.IGNORECASE
)
_TO_ELEVEN = "one two three four five six seven eight nine ten eleven".split()
_A_YEAR_AND_A_DAY = Regex(
    r"(?<![\w-])(?:a|one)[ ]year[ ]and[ ](?:a|one)[ ]day(?![\w-])", re.IGNORECASE, library="regex"
)


class MeasureGrammar:
    """The grammar of measures over one lexicon, compiled once and used on many texts."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.words = MeasureWords(lexicon)

    def of(self, text: str, country: Country | None = None) -> MeasuredText:
        """The grammar applied to a text of this country, which decides whether its pounds are money or weight."""
        abroad = country is not None and country.pounds == "mass"
        weighs = "£" not in text and (abroad or self.words.weighs.search(text) is not None)
        return MeasuredText(self.words, text, weighs)


@dataclass(frozen=True, slots=True)
class MeasuredText:
    """A text and its country, whose numbers are read as measures."""

    words: MeasureWords
    text: str
    weighs: bool
    """Whether its pounds are a weight."""

    def read(self, number: Number) -> Measure:
        """The number with the currency sign before it, or with the scale and unit behind it."""
        beside = NumberInText(self.text, number, self.words, self.weighs)
        found = MEASURES.first(beside)
        return beside.glued if found is None else found[0]

    def compound(self, measure: Measure, numbers: list[Number], index: int) -> tuple[Measure, int]:
        """The whole of '12 years and six months' or '5ft 10in' in the smallest stated unit, and how many numbers it took."""
        used = 1
        while index + used < len(numbers) and (longer := self._with_part(measure, numbers[index + used])) is not None:
            measure, used = longer, used + 1
        return self._and_a_day(self._hyphened_inches(measure)), used

    def _with_part(self, measure: Measure, number: Number) -> Measure | None:
        """The measure with the next number as its smaller part, or None where the next number is a separate measure."""
        if measure.unit is None or measure.value is None or number.value is None:
            return None
        joint = _JOINT.match(self.text[measure.end : measure.end + 8])
        if joint is None or number.start != measure.end + joint.end():
            return None
        part = self._inches(measure, self.read(number), number, joint.group())
        if _is_change(measure, part):  # 'three dollars and 50 cents', '£4 and 20p'
            return replace(measure, end=part.end, value=measure.value + (part.value or 0))
        factor = _FACTORS.get((measure.unit, part.unit or ""))
        if factor is None or part.value is None or part.value >= factor:
            return None
        return Measure(measure.start, part.end, measure.value * factor + part.value, measure.kind, part.unit)

    def _inches(self, measure: Measure, part: Measure, number: Number, joint: str) -> Measure:
        """A height with its inches, which need no unit: '5ft 10', 'six foot two', 5'10"."""
        # '5'7' tall': the second mark is of inches
        marked = part.unit == "foot" and self.text[part.end - 1] in "’'′"
        if marked and measure.unit == "foot" and number.value is not None and not joint.strip():
            return Measure(number.start, part.end, number.value, "length", "inch")
        plain = number.form in ("digits", "words") and number.value is not None and number.value < 12
        if part.unit is not None or measure.unit != "foot" or not plain or "and" in joint:
            return part
        mark = _INCH.of(self.words.lexicon).match(self.text, part.end)
        if mark is None and "," in joint:
            return part
        return replace(part, end=mark.end() if mark else part.end, kind="length", unit="inch")

    def _hyphened_inches(self, measure: Measure) -> Measure:
        """A height with its inches, written as one word: 'a five-foot-eight man'."""
        match = _HYPHENED_INCHES.match(self.text, measure.end) if measure.unit == "foot" else None
        if match is None or measure.value is None or self.text[measure.end - 4 : measure.end].lower() != "foot":
            return measure
        inches = measure.value * 12 + _small(match.group("inches").lower())
        return replace(measure, end=match.end(), value=inches, unit="inch")

    def _and_a_day(self, measure: Measure) -> Measure:
        """A term with one more of a smaller unit: '18 months and a day'."""
        match = _AND_A_DAY.match(self.text, measure.end)
        if match is None or measure.kind != "duration" or measure.value is None:
            return measure
        unit = match.group("unit").lower()
        factor = _FACTORS.get((measure.unit or "", unit))
        if factor is None:
            return measure
        return replace(measure, end=match.end(), value=measure.value * factor + 1, unit=unit)

    def articled(self) -> Iterator[Measure]:
        """Measures whose number is an article: 'a kilo of heroin', 'an ounce of cannabis', 'a year and a day', 'an hour and a half'."""
        for match in _ARTICLED_MASS.of(self.words.lexicon).finditer(self.text):
            unit = self.words.units.find(match.group("unit"))
            if unit is not None and unit.kind in ("mass", "volume"):
                yield Measure(match.start(), match.end(), Decimal(1), unit.kind, unit_name(unit))
        for match in _AND_A_PART.finditer(self.text):
            unit = self.words.units.find(match.group("unit"))
            if unit is not None and unit.kind in ("duration", "length", "mass", "volume"):
                yield Measure(match.start(), match.end(), 1 + PARTS[match.group("part")], unit.kind, unit_name(unit))
        for match in _A_YEAR_AND_A_DAY.finditer(self.text):
            yield Measure(match.start(), match.end(), Decimal(366), "duration", "day")

    def as_money(self, number: Number, unit: str) -> Measure:
        """The number as an amount in this currency, whose sign stands before the other end of its range: '£2-3m'."""
        end, value, scale = scaled(self.text, number, MONEY_SCALE)
        return Measure(number.start, end, value, "money", unit, scale=scale)


def _small(number: str) -> int:
    """The value of a number up to eleven, in digits or words."""
    return int(number) if number.isdecimal() else _TO_ELEVEN.index(number) + 1


def _is_change(measure: Measure, part: Measure) -> bool:
    """Whether the part is the smaller coins of an amount of money: 'two pounds and fifty pence'."""
    if not part.kind == measure.kind == "money" or part.unit != measure.unit or measure.value is None:
        return False
    return measure.value >= 1 > (part.value or 1) and measure.value == measure.value.to_integral_value()


def align(low: Measure, high: Measure) -> tuple[Decimal | None, Decimal | None, str | None, Kind]:
    """Both ends of a range in one unit, the unit and the kind: '10-15kg', '£115m-£130m', 'six months and two years'."""
    if low.unit == high.unit or low.unit is None:
        return _shared_scale(low, high), high.value, high.unit, high.kind
    if high.unit is None and low.kind == "money":
        return _shared_scale(low, high), high.value, low.unit, low.kind
    if (factor := _FACTORS.get((high.unit or "", low.unit))) and high.value is not None:
        return low.value, high.value * factor, low.unit, low.kind
    if (factor := _FACTORS.get((low.unit, high.unit or ""))) and low.value is not None:
        return low.value * factor, high.value, high.unit, high.kind
    return None, None, None, "count"


def _shared_scale(low: Measure, high: Measure) -> Decimal | None:
    """The scale that the bottom of a range takes from its top: '£2-3m', '10 to 12 million people'; None in '$200 to $4 million'."""
    # '£2-3m', '10 to 12 million people': the scale of the top is that of the bottom; '$200 to $4 million' has two
    if (
        low.value is None
        or high.value is None
        or low.scale
        or not high.scale
        or low.value > high.value.scaleb(-high.scale)
    ):
        return low.value
    return low.value.scaleb(high.scale)
