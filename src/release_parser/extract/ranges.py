"""Ranges of numbers and measures: 'between 10 and 15', '20 to 30kg', 'two or three', '£2-3m'.

In: a measure, the next number, and what stands between. Out: the range, or None with the veto that says why it is none.

>>> [veto.name for veto in VETOES][:2]
['no_number', 'far_apart']
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from release_parser.extract.dollars import BARE
from release_parser.extract.measures import Measure, MeasuredText, align
from release_parser.extract.mentions import QuantityMention
from release_parser.extract.numbers import Number
from release_parser.lexicon import ChangeVerb, Lexicon, PerLexicon, WordPattern, compile_forms, trie_pattern
from release_parser.regexes import Regex
from release_parser.rules import Rule, RuleTable

_BETWEEN = WordPattern(
    r"(?<!\b(?:«measure_words.between_two»)(?:[ ]\p{L}+){0,3}[ ])\b(?:between|anywhere between|from between)[ ]+(?:the ages of[ ]+)?(?:(?:«bounds.about»)[ ]+)?\Z",
    re.IGNORECASE,
)
_FROM = Regex(r"\bfrom[ ]+\Z", re.IGNORECASE)
_CHANGE = WordPattern(
    r"\b(?:(?:«measure_words.change_stem»)\w*|up|down|«measure_words.goes»)\b[^.;:]{0,90}\Z",
    re.IGNORECASE,
)


def _levels(lexicon: Lexicon) -> Regex:
    """The pattern for words before 'from' that tell of a change: every verb of change of the lexicon among them."""
    verbs = trie_pattern(form for verb in lexicon.typed("change_verbs", ChangeVerb) for form in verb.forms)
    return compile_forms(rf"{_CHANGE.of(lexicon).pattern}|\b(?:{verbs})\b[^.;:]{{0,90}}\Z", re.IGNORECASE)


_CHANGE_FROM = PerLexicon(_levels)
_TO_RANGE = Regex(r"[ ]to[ ](?:between[ ]|about[ ]|around[ ])?(?:[£$€]?\d[\d,.]*[ ]?(?:to|[-–])[ ]?[£$€]?\d|$)")
_JOINT = Regex(r"[ ]?(?P<dash>[-–—‑])[ ]?|[ ]+(?P<word>to|and|or|up to|through)[ ]+", re.IGNORECASE)
_SPACED_DASHES = frozenset({" - ", " – ", " — "})
_TO = frozenset({"to", "up to", "through"})


@dataclass(frozen=True, slots=True)
class Range:
    """Two neighbouring measures that may be the ends of one range: the value that the vetoes take."""

    text: str
    low: Measure
    high: Measure
    low_number: Number
    high_number: Number
    lexicon: Lexicon
    joint: str
    """The word between them, in lower case; empty for a dash."""
    joint_end: int

    def before(self, length: int) -> str:
        """The last `length` characters before the low end."""
        return self.text[max(0, self.low.start - length) : self.low.start]

    @property
    def between(self) -> re.Match[str] | None:
        """The match of 'between' in front of the low end."""
        return _BETWEEN.of(self.lexicon).search(self.before(24))

    @property
    def from_(self) -> re.Match[str] | None:
        """The match of 'from' in front of the low end."""
        return _FROM.search(self.before(24))


def find_range(
    measured: MeasuredText, low: Measure, numbers: list[Number], index: int, used: int
) -> tuple[QuantityMention, int] | None:
    """The range whose low end is this measure, and how many numbers the whole takes, or None.

    `low` is made of `used` numbers from `index` on.
    """
    if index + used >= len(numbers):
        return None
    joint = _JOINT.match(measured.text, low.end)
    high_number = numbers[index + used]
    if joint is None or high_number.value is None:
        return None
    high, more = _high_end(measured, low, numbers, (index, used), dashed=joint.group("dash") is not None)
    low, high = _same_dollars(low, high)
    found = Range(
        measured.text,
        low,
        high,
        numbers[index],
        high_number,
        measured.words.lexicon,
        (joint.group("word") or "").lower(),
        joint.end(),
    )
    if VETOES.first(found) is not None:
        return None
    bottom, top, unit, kind = align(low, high)
    if bottom is None or top is None or top <= bottom:
        return None
    mention = QuantityMention(
        _start(found),
        high.end,
        "range",
        found.low_number.start,
        high_number.end,
        bottom,
        upper=top,
        kind=kind,
        unit=unit,
    )
    return mention, used + more


def _high_end(
    measured: MeasuredText, low: Measure, numbers: list[Number], at: tuple[int, int], *, dashed: bool
) -> tuple[Measure, int]:
    """The high end of a range and how many numbers it takes; in '£2-3m' it takes the currency of the low end."""
    index, used = at
    number = numbers[index + used]
    high = measured.read(number)
    if low.kind == "money" and low.unit and high.kind != "money" and low.start < numbers[index].start and dashed:
        high = measured.as_money(number, low.unit)
    return measured.compound(high, numbers, index + used)


def _same_dollars(low: Measure, high: Measure) -> tuple[Measure, Measure]:
    """Both ends in the dollars of the end that tells whose they are: 'US $89 to $93 billion'."""
    if low.kind == high.kind == "money" and low.unit != high.unit:
        if low.unit == BARE:
            return replace(low, unit=high.unit), high
        if high.unit == BARE:
            return low, replace(high, unit=low.unit)
    return low, high


def _start(found: Range) -> int:
    """Where the range begins, with the 'between' or 'from' that opens it."""
    if found.between and found.joint in ("and", "to"):
        return found.low.start - len(found.between.group())
    if found.from_ and found.joint == "to":
        return found.low.start - len(found.from_.group())
    return found.low.start


def no_number(found: Range) -> bool | None:
    """No range: fractions, multipliers and vague plurals have none."""
    plain = ("digits", "words")
    return True if found.low_number.form not in plain or found.high_number.form not in plain else None


def far_apart(found: Range) -> bool | None:
    """No range: other words stand between 'to' or 'and' and the second number."""
    return True if found.low_number.value is None or found.high.start != found.joint_end else None


def and_without_between(found: Range) -> bool | None:
    """No range: '12 and 30' are two numbers unless 'between' stands before them."""
    return True if found.joint == "and" and not found.between else None


def no_neighbours(found: Range) -> bool | None:
    """No range: 'two or 300' are two numbers; 'two or three' are near each other and so a range."""
    return True if found.joint == "or" and not _neighbours(found.low_number, found.high_number) else None


def _neighbours(low: Number, high: Number) -> bool:
    """Whether the two numbers are written alike and near each other."""
    if low.value is None or high.value is None or low.form != high.form or high.value <= low.value:
        return False
    return high.value - low.value <= max(Decimal(2), low.value / 2)


def aside_in_dashes(found: Range) -> bool | None:
    """No range: two dashes with spaces enclose a remark, as in 'Of those, 31 - 62 per cent - were known'."""
    spaced = found.text[found.low.end : found.joint_end] in _SPACED_DASHES
    return True if spaced and found.text[found.high.end : found.high.end + 3] in _SPACED_DASHES else None


def two_levels(found: Range) -> bool | None:
    """No range: 'rose from 40 to 60' gives two levels, and the levels of 'raised from 5 to 7 per cent to 3 to 5 per cent' are ranges themselves."""
    if found.joint not in _TO or not found.from_ or not _CHANGE_FROM.of(found.lexicon).search(found.before(120)):
        return None
    return None if _TO_RANGE.match(found.text, found.high.end) and found.low.unit is None else True


def unlike_units(found: Range) -> bool | None:
    """No range: the units differ in '£40 to 30 men' and '£2 or 3 phones'; 'six months to two years' is a range."""
    if found.from_ or not found.low.unit or found.low.unit == found.high.unit:
        return None
    # 'between 5ft 10in and 6ft', 'six months to two years'
    return None if found.low.kind == found.high.kind and found.low.kind not in ("count", "money") else True


def change_and_level(found: Range) -> bool | None:
    """No range: 'fell 12 to 126' gives a change and a level; 'fell by 1 to 1.5 degrees', 'down from the $89 to $93 billion' and '0 to 60mph' are ranges."""
    if found.joint not in _TO or found.from_ or not found.low.value:
        return None
    if (found.high.scale and not found.low.scale) or not _CHANGE.of(found.lexicon).search(found.before(40)):
        return None
    before = found.before(24)
    by_measure = before.endswith(" by ") and found.low.unit is None and found.high.unit is not None
    return None if before.endswith(" between ") or by_measure or _TO_RANGE.search(before) else True


VETOES: RuleTable[Range, bool] = RuleTable(
    "range",
    (
        Rule("no_number", no_number),
        Rule(
            "far_apart",
            far_apart,
            finds=("They took <claim value=12>12</claim> to the <claim value=20>20</claim> men.",),
        ),
        Rule(
            "and_without_between",
            and_without_between,
            finds=("Officers held <claim value=12>12</claim> and <claim value=30>30</claim> men.",),
            ignores=("Officers held <claim value=12 upper=30>between 12 and 30</claim> men.",),
        ),
        Rule(
            "no_neighbours",
            no_neighbours,
            finds=("He had <claim value=2>two</claim> or <claim value=300>300</claim> pills.",),
            ignores=("He had <claim value=2 upper=3>two or three</claim> pills.",),
        ),
        Rule(
            "aside_in_dashes",
            aside_in_dashes,
            finds=(
                "Of those, <claim value=31 upper=null>31</claim> - <claim value=62 unit=percent>62 per cent</claim> - were known.",
            ),
            ignores=("It was <claim value=10 upper=15 unit=percent>10 - 15 per cent</claim> cheaper.",),
        ),
        Rule(
            "two_levels",
            two_levels,
            finds=(
                "Thefts rose from <claim value=40 upper=null>40</claim> to <claim value=60>60</claim>.",
                "The gap widened from <claim value=40 upper=null>40</claim> to <claim value=60>60</claim>.",
            ),
            ignores=("Their watch lasts <claim value=40 upper=60 unit=hour>from 40 to 60 hours</claim>.",),
        ),
        Rule(
            "unlike_units",
            unlike_units,
            finds=("They took <claim value=2 upper=null unit=GBP>£2</claim> or <claim value=3>3</claim> phones.",),
            ignores=(
                "He faces <claim value=6 upper=24 unit=month>six months to two years</claim>.",
                "He is <claim value=70 upper=72 unit=inch>between 5ft 10in and 6ft</claim>, of slim build.",
            ),
        ),
        Rule(
            "change_and_level",
            change_and_level,
            finds=("Thefts fell <claim value=12 upper=null>12</claim> to <claim value=126>126</claim>.",),
        ),
    ),
)
"""Why two numbers are no range. The `finds` are what the veto keeps apart, the `ignores` ranges that it lets stand."""
