"""The forms in which numbers are written, as a table of rules: digits, words, fractions, multiples, vague plurals.

In: a stretch of text that looks like a number, and the number words of the lexicon. Out: the `Number` that the rule for its form reads.

>>> [rule.name for rule in NUMBERS]
['words', 'digits', 'fraction', 'vague', 'multiplier', 'fold', 'part_of_a_scale', 'share', 'slash', 'rounded', 'power_of_ten']
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from release_parser.extract.cardinals import PARTS, SCALE_VALUES, THIRD_DIGITS, NumberWords, ratio, with_tail
from release_parser.records import Direction
from release_parser.regexes import Regex
from release_parser.rules import Rule, RuleTable

NumberForm = Literal["digits", "words", "fraction", "multiplier", "vague"]

VULGAR = {
    "½": "0.5",
    "¼": "0.25",
    "¾": "0.75",
    "⅓": "0.3333333333",
    "⅔": "0.6666666667",
    "⅕": "0.2",
    "⅛": "0.125",
    "⅜": "0.375",
    "⅝": "0.625",
    "⅞": "0.875",
}
"""Signs of fractions and what they are worth."""
_BIG_SCALE = Regex(r"(?:million|billion|trillion)\Z", re.IGNORECASE)
_BETWEEN_PART_AND_WHOLE = Regex(r"[ -](?:in|out[ -]of)[ -](?:every[ -])?")
# a scale without a number before it is one: at the head of a sentence, or behind a bound
_BARE_BEFORE = Regex(
    r"(?:^|[\n.!?:•*][ ]{0,2}[“\"‘']?|\b(?:more|less|fewer|greater)[ ]than[ ]|\b(?:over|under|nearly|almost|about|around|some|up[ ]to|at[ ]least|approximately|roughly|close[ ]to)[ ])\Z",
    re.IGNORECASE,
)
_BLANKS_OR_HYPHENS = Regex(r"[ -]+")
_BLANKS = Regex(r"\s+")
_STEM_OF_FOLD = Regex(r"\d+|\p{L}+?(?=-|[ ]|fold)")
_SLASH = Regex(r"[/⁄]")
_NO_DIGIT = Regex(r"\D")
_STEM_OF_POWER = Regex(r"[\d.]+")
_BARE_BEHIND = Regex(r"[ ](?:\p{Ll}[\p{Ll}-]+[ ]){0,2}?(?:\p{Ll}{3,}(?<!s)s|people|men|women|children)\b")


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text. `value` is None for a vague plural, whose words are in `vague`."""

    start: int
    end: int
    value: Decimal | None
    form: NumberForm
    vague: str | None = None
    direction: Direction | None = None
    """Which way a figure goes of which the word is said: 'doubled' up, 'halved' down."""
    article: bool = False
    """Whether it is a bare word with an article, 'a quarter', that may be something else than a number."""


@dataclass(frozen=True, slots=True)
class NumberMatch:
    """A stretch of text that looks like a number. Exactly one group of the match is named for a form."""

    match: re.Match[str]
    words: NumberWords

    @property
    def content(self) -> str:
        """The text of the stretch."""
        return self.match.group()

    def is_in(self, form: str) -> bool:
        """Whether the number is written in this form."""
        return self.match.group(form) is not None

    def number(
        self, value: Decimal | None, form: NumberForm, *, length: int | None = None, vague: str | None = None
    ) -> Number:
        """The first `length` characters of the stretch as a number."""
        start, end = self.match.span()
        return Number(start, end if length is None else start + length, value, form, vague)


def cardinal(written: NumberMatch) -> Number | None:
    """A cardinal in words: 'two hundred and fifty', 'half a million', 'two and a half'."""
    if not written.is_in("words"):
        return None
    words, content, text, start = written.words, written.content, written.match.string, written.match.start()
    value, length = words.evaluate(content.lower())
    if value is None and _is_bare_scale(text, start, start + len(content)):  # 'Hundred and twenty officers'
        value, length = words.evaluate(f"one {content.lower()}")
        length -= len("one ")
    if value is None:
        return None
    # the tail may reach behind the words: 'one and one-half' has two numbers and one value
    tail = words.tail.match(text, start + length)
    if tail is None:
        return written.number(value, "words", length=length + _again_in_figures(text, start + length, value))
    scaled = None if tail.group("half") is None or tail.group("scale") else _BIG_SCALE.search(content, 0, length)
    scale = SCALE_VALUES[scaled.group().lower()] if scaled else 1  # 'two million and a half' is 2.5 million
    return written.number(with_tail(value / scale, tail) * scale, "words", length=tail.end() - start)


# 'Three (3) counts', 'twenty (20) days'
_IN_FIGURES = Regex(r"[ ]\((?P<figures>\d{1,3}(?:,?\d{3}){0,2})\)")


def _again_in_figures(text: str, at: int, value: Decimal) -> int:
    """The length of the figures that repeat a number in words, as contracts and charges do: 'Three (3) counts'."""
    again = _IN_FIGURES.match(text, at)
    return again.end() - at if again is not None and Decimal(again["figures"].replace(",", "")) == value else 0


def _is_bare_scale(text: str, start: int, end: int) -> bool:
    """Whether 'hundred' or 'million' without a number before it counts: 'Thousand plants were burned', 'nearly million cigarettes'."""
    before = text[max(0, start - 16) : start]
    return _BARE_BEFORE.search(before) is not None and _BARE_BEHIND.match(text, end) is not None


def digits(written: NumberMatch) -> Number | None:
    """Digits with what belongs to them: '3,810', '2½', '10 1/2 miles', '2 and a half years'."""
    match = written.match
    if not (written.is_in("digits") or written.is_in("vulgar")):
        return None
    value = Decimal((match.group("digits") or "0").replace(",", "").replace(" ", ""))
    value += Decimal(VULGAR.get(match.group("vulgar"), "0"))
    if match.group("mixed") is not None:
        value += ratio(Decimal(match.group("mixed")[0]), Decimal(match.group("mixed")[2]))
    if tail := written.words.tail.match(match.string, match.end()):
        return written.number(with_tail(value, tail), "digits", length=tail.end() - match.start())
    return written.number(value, "digits")


def fraction(written: NumberMatch) -> Number | None:
    """A fraction in words: 'two thirds', 'a quarter', 'half'."""
    if not written.is_in("fraction"):
        return None
    parts = written.content.lower().replace("-", " ").split(" ")
    denominator = Decimal(written.words.entry(parts[-1]).value)
    top = Decimal(1) if parts[0] in ("a", "an", "half") else written.words.value(parts[0])
    if top is None or top >= denominator:
        return None
    bare = len(parts) == 1 or parts[0] in ("a", "an")
    return replace(written.number(ratio(top, denominator), "fraction"), article=bare)


def vague(written: NumberMatch) -> Number | None:
    """A plural without a number: 'dozens', 'hundreds of thousands'."""
    if not written.is_in("vague"):
        return None
    return written.number(None, "vague", vague=_BLANKS.sub(" ", written.content.lower()))


def multiplier(written: NumberMatch) -> Number | None:
    """A verb that multiplies: 'doubled', 'halved'."""
    if not written.is_in("multiplier"):
        return None
    entry = written.words.entry(written.content.lower())
    return replace(written.number(Decimal(entry.value), "multiplier"), direction=entry.direction)


def fold(written: NumberMatch) -> Number | None:
    """A multiple with '-fold': 'tenfold', '3-fold'."""
    stem = _STEM_OF_FOLD.match(written.content) if written.is_in("fold") else None
    value = None if stem is None else written.words.value(stem.group())
    return None if value is None else written.number(value, "multiplier")


def part_of_a_scale(written: NumberMatch) -> Number | None:
    """A part of a large number: 'a quarter of a million', 'half a dozen'."""
    if not written.is_in("part"):
        return None
    share = PARTS[_BLANKS_OR_HYPHENS.sub(" ", written.match.group("share_of").lower())]
    whole = SCALE_VALUES[written.match.group("scale_of").lower()]
    return written.number((share * whole).quantize(THIRD_DIGITS).normalize() + 0, "words")


def share(written: NumberMatch) -> Number | None:
    """A number out of another: 'one in five drivers', 'three out of ten'; but '12 in six boxes' is two numbers."""
    if not written.is_in("share"):
        return None
    part, whole = _BETWEEN_PART_AND_WHOLE.split(written.content.lower())  # 'One In Five Drivers': a headline
    top, bottom = written.words.value(part), written.words.value(whole)
    if top and bottom and top < bottom:
        return written.number(ratio(top, bottom), "fraction")
    form: NumberForm = "digits" if part.isdecimal() else "words"
    return None if top is None else written.number(top, form, length=len(part))


def slash(written: NumberMatch) -> Number | None:
    """A fraction in digits: '2/3 of drivers'; '1/4 mile' and '1/2-inch' are measured."""
    if not written.is_in("slash"):
        return None
    top, bottom = (Decimal(part) for part in _SLASH.split(written.content))
    end = written.match.end()
    measured = written.match.string[end : end + 4] not in (" of ", " the")
    return written.number(ratio(top, bottom), "digits" if measured else "fraction") if top < bottom else None


_ROUNDED = {"10": "tens", "100": "hundreds", "1000": "thousands", "1000000": "millions"}


def rounded(written: NumberMatch) -> Number | None:
    """A vague plural in digits: '100s of parents'; '100s of thousands' is 'hundreds of thousands'."""
    if not written.is_in("rounded"):
        return None
    match = written.match
    if (large := match.group("large")) is not None:
        return written.number(None, "vague", vague=f"{_ROUNDED[match.group('of_large')]} of {large.lower()}")
    return written.number(None, "vague", vague=_ROUNDED[_NO_DIGIT.sub("", written.content)])


def power_of_ten(written: NumberMatch) -> Number | None:
    """'1.99×10−30', '6.02 x 10^23', '1e10'."""
    stem = _STEM_OF_POWER.match(written.content) if written.is_in("power") else None
    if stem is None:
        return None
    exponent = int(written.match.group("exponent").replace("−", "-"))
    return None if abs(exponent) > 40 else written.number(Decimal(stem.group()).scaleb(exponent), "digits")


NUMBERS: RuleTable[NumberMatch, Number] = RuleTable(
    "quantity",
    (
        Rule(
            "words",
            cardinal,
            finds=(
                "They made <claim value=250>two hundred and fifty</claim> arrests.",
                "They spent <claim value=2500000 unit=GBP>two and a half million pounds</claim>.",
                "<claim value=120>Hundred and twenty</claim> officers came.",
                "He faces <claim value=3 head=count>three (3)</claim> counts of theft and served <claim value=20 unit=day>twenty (20) days</claim>.",
                "He saw <claim value=3>three</claim> (<claim value=4>4</claim> in May).",
            ),
            ignores=("The two-hundredth caller won.",),
        ),
        Rule(
            "digits",
            digits,
            finds=(
                "They made <claim value=3810>3,810</claim> arrests.",
                "They rode <claim value=10.5 unit=mile>10 1/2 miles</claim>.",
                "He served <claim value=2.5 unit=year>2½ years</claim>.",
            ),
            ignores=("It opened at 7.30am on the 21st.",),
        ),
        Rule("fraction", fraction, finds=("Thefts fell by <claim value=0.25>a quarter</claim>.",)),
        Rule("vague", vague, finds=("They made <claim vague=dozens>dozens</claim> of arrests.",)),
        Rule(
            "multiplier",
            multiplier,
            finds=(
                "Thefts have <claim value=2 kind=multiplier direction=increase>doubled</claim>.",
                "Thefts have <claim value=0.5 kind=multiplier direction=decrease>halved</claim>.",
            ),
        ),
        Rule("fold", fold, finds=("There was a <claim value=3 kind=multiplier>threefold</claim> rise in thefts.",)),
        Rule(
            "part_of_a_scale",
            part_of_a_scale,
            finds=("They seized <claim value=250000>a quarter of a million</claim> pills.",),
        ),
        Rule(
            "share",
            share,
            finds=(
                "<claim value=0.2 kind=proportion>One in five</claim> drivers was over the limit.",
                "They packed <claim value=12>12</claim> in <claim value=6 head=box>six</claim> boxes.",
            ),
        ),
        Rule(
            "slash",
            slash,
            finds=(
                "They fined <claim value=0.6666666667 kind=proportion>2/3</claim> of the drivers.",
                "He ran <claim value=0.25 unit=mile>1/4 mile</claim>.",
            ),
        ),
        Rule("rounded", rounded, finds=("They sent it to <claim vague=hundreds>100s</claim> of parents.",)),
        Rule("power_of_ten", power_of_ten, finds=("It has <claim value=10000000000>1e10</claim> atoms.",)),
    ),
)
"""The forms of numbers; no stretch has two, so that the order is that of how often they come."""
