"""What quantity a number opens, as an ordered table of rules.

In: a number in its text, with the numbers behind it. Out: a `Read` with the quantity, or with None where the number is no quantity, and how
many numbers it takes.

>>> [rule.name for rule in QUANTITIES]
['multiplier', 'fraction', 'range', 'range_of_compounds', 'vague', 'times', 'no_quantity', 'measure']
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from release_parser.extract.bounds import Bounds
from release_parser.extract.measures import Measure, MeasuredText
from release_parser.extract.mentions import QuantityMention
from release_parser.extract.numbers import Number
from release_parser.extract.ranges import find_range
from release_parser.lexicon import Lexicon, WordPattern
from release_parser.records import Kind
from release_parser.regexes import Regex
from release_parser.rules import Rule, RuleTable

_MULTIPLE = Regex(
    # 'five times the limit', 'twice as many', 'three times more'; 'punched him three times', 'seven times that day' count times
    r"[ ]times?[ ](?!(?:that|the(?:[ ](?:same|following|next|previous|other))?)[ ](?:day|night|morning|afternoon|evening|week|weekend|month|year)\b)(?=(?:the|as|that|more|higher|over|larger|bigger|greater|what|their|its|his|her)\b)|[ ]times?[ ](?=(?:legal|drink|drug)\b)",
    re.IGNORECASE,
)
# '2.5 times earnings': nobody does a thing two and a half times
_TIMES = Regex(r"[ ]times\b", re.IGNORECASE)
_MINUS = Regex(r"(?<!\w)(?:(?P<word>minus)[ -]|[-−–](?<![\d ][ ].|\d.))$", re.IGNORECASE)
_PER = Regex(r"\bper[ ]$", re.IGNORECASE)
_PRONOUN_ONE = WordPattern(
    r"[ ](?:of\b(?![ ]them\b)|another|day\b|time\b(?=[,.])|who\b|which\b|that\b|should\b|can\b|must\b|else\b|(?:«measure_words.pronoun_one»)\b|and\b(?:[ ]all|[ ]only)|by[ ]one)"
    # 'one, aged 40, is from Kelsham', 'one, a 40-year-old man, was charged' count a person
    r"|(?!,[ ](?:aged[ ]|an?[ ]\d\d-))[ ]?[.,;:!?)”\"]|$|-(?:to|on|another|«measure_words.one_hyphened»)|[’']s\b|[ ](?:in|at|on|for|with|as|is|was|has|from|we|you|I|he|she|they|it)\b"
    # 'two went to Kelsham Hospital and one to Thorn Hospital'
    r"|[ ]to\b(?![ ](?:the[ ])?\p{Lu})",
)
_WAS_ONE = Regex(r"[ ](?:was|were|had|has|is|in|from|at|for|on)\b")
_SHARE_OF = WordPattern(
    r"[ ](?:of[ ](?!\d{4}\b)|the[ ]|its[ ]|their[ ]|his[ ]|her[ ]|our[ ]|all[ ]|my[ ]|(?:to[ ]be|being|was|is)[ ](?:«measure_words.half_of_a_sentence»)\b)|[ ]?[(]|[ ](?:were|are|have|had)\b|[ ](?:«measure_words.half_behind»)\b"
)
# 'Of the 8 years he will serve half.'
_SERVES = WordPattern(r"\b(?:«measure_words.serves»)[ ](?:(?:at[ ]least|only|just|about)[ ])?\Z")
_OTHER_HALF = WordPattern(r"\b(?:first|second|other|«measure_words.which_half»)[ ]\Z")
_SIZE_OF_CHANGE = Regex(
    r"\b(?:by|than|nearly|almost|about|around|over|under|up|down|for|to|in|cut[ ]in)[ ]+(?:about[ ]|around[ ]|nearly[ ]|almost[ ]|over[ ]|more than[ ])?\Z"
)
_BY_HALF = Regex(r"\b(?:by|than|nearly|almost)[ ]+\Z")
_NO_ONE = Regex(
    r"\b(?:no|any|every|some|the|this|that|another|each|which|only|first|last|next|new|number|day|as)[ -]\Z"
)
_NEVER_ONE = Regex(r"\b(?:no|any|every|some|each|number)[ -]\Z")
_ZERO = WordPattern(r"[ -](?:hours?|in|«measure_words.zero_of»)\b")


class Read(NamedTuple):
    """A quantity, or None where the number is none, and how many numbers it takes."""

    quantity: QuantityMention | None
    used: int


@dataclass(frozen=True)
class At:
    """A number among the others of its text: the value that the rules of the table take."""

    text: str
    numbers: list[Number]
    index: int
    measured: MeasuredText
    bounds: Bounds

    @property
    def lexicon(self) -> Lexicon:
        """The parser's vocabulary."""
        return self.measured.words.lexicon

    @property
    def number(self) -> Number:
        """The number that the rules read."""
        return self.numbers[self.index]

    @cached_property
    def measure(self) -> Measure:
        """The number with its unit."""
        return self.measured.read(self.number)

    @cached_property
    def compound(self) -> tuple[Measure, int]:
        """The number with its unit and its smaller parts, and how many numbers that takes."""
        return self.measured.compound(self.measure, self.numbers, self.index)

    def written(self) -> str:
        """The number as written, in lower case."""
        return self.text[self.number.start : self.number.end].lower()

    def mention(self, start: int, end: int, rule: str, kind: Kind, unit: str | None = None) -> QuantityMention:
        """A quantity over text[start:end] with the value of the number."""
        number = self.number
        return QuantityMention(start, end, rule, number.start, number.end, number.value, kind=kind, unit=unit)


def multiplier(at: At) -> Read | None:
    """'doubled', 'tenfold', 'halved'."""
    number = at.number
    if number.form != "multiplier":
        return None
    mention = at.mention(number.start, number.end, "multiplier", "multiplier")
    mention = replace(mention, direction=number.direction)
    return Read(at.bounds.around(at.text, mention), 1)


def fraction(at: At) -> Read | None:
    """'a quarter', 'one in five', 'half an hour', 'half to be served in custody'."""
    number = at.number
    if number.form != "fraction":
        return None
    if number.article:
        unit = at.measured.words.units.after_article(at.text, number.end)
        if at.written() == "half" and unit is not None:  # 'half an hour', 'half a kilo', 'half a mile'
            end, name, kind = unit
            return Read(at.bounds.around(at.text, at.mention(number.start, end, kind, kind, name)), 1)
        if not _is_share(at):
            return Read(None, 1)
    return Read(at.bounds.around(at.text, at.mention(number.start, number.end, "proportion", "proportion")), 1)


def _is_share(at: At) -> bool:
    """Whether 'half' or 'a third' is a share or the size of a change, and not a part of a match, a rank in a list or 'half past four'."""
    number, content = at.number, at.written()
    before = at.text[max(0, number.start - 24) : number.start]
    if _SHARE_OF.of(at.lexicon).match(at.text[number.end : number.end + 24]):
        return not (content == "half" and _OTHER_HALF.of(at.lexicon).search(before))
    if _SERVES.of(at.lexicon).search(before):
        return True
    return _SIZE_OF_CHANGE.search(before) is not None and (content != "half" or _BY_HALF.search(before) is not None)


def range_of_numbers(at: At) -> Read | None:
    """'10 to 15', 'between £2m and £3m'."""
    return _ranged(at, find_range(at.measured, at.measure, at.numbers, at.index, 1))


def range_of_compounds(at: At) -> Read | None:
    """'5ft 8in to 5ft 10in'."""
    compound, used = at.compound
    return _ranged(at, find_range(at.measured, compound, at.numbers, at.index, used)) if used > 1 else None


def _ranged(at: At, found: tuple[QuantityMention, int] | None) -> Read | None:
    """The range that was found, with its bound."""
    return None if found is None else Read(at.bounds.around(at.text, found[0], after=False), found[1])


def vague(at: At) -> Read | None:
    """'hundreds of', 'dozens', 'hundreds of thousands of pounds'."""
    number = at.number
    if number.form != "vague":
        return None
    if (money := at.measured.words.money.vague(at.text, number.end)) is not None:
        mention = at.mention(number.start, money[0], "vague", "money", money[1])
        return Read(replace(mention, vague=number.vague), 1)
    if number.vague == "scores" and not at.text.startswith(" of", number.end):
        return Read(None, 1)
    measure = at.compound[0]
    if measure.unit is not None and measure.kind in ("money", "mass", "length", "volume"):
        mention = at.mention(measure.start, measure.end, "vague", measure.kind, measure.unit)
    else:
        mention = at.mention(number.start, number.end, "vague", "count")
    return Read(at.bounds.around(at.text, replace(mention, vague=number.vague), after=False), 1)


def times(at: At) -> Read | None:
    """'five times the limit', '2.5 times earnings'."""
    compound, used = at.compound
    if compound.unit is not None:
        return None
    multiple = _MULTIPLE.match(at.text, compound.end)
    if multiple is None and "." in at.written():
        multiple = _TIMES.match(at.text, compound.end)
    if multiple is None:
        return None
    end = multiple.end() - multiple.group().endswith(" ")
    mention = replace(at.mention(at.number.start, end, "multiplier", "multiplier"), value=compound.value)
    return Read(at.bounds.around(at.text, mention), used)


def no_quantity(at: At) -> Read | None:
    """Veto: in 'per 100,000 people' the number is a denominator, 'one' may be a pronoun, 'zero' in 'zero tolerance' a name."""
    compound, used = at.compound
    if _PER.search(at.text, max(0, compound.start - 5), compound.start):
        return Read(None, used)
    if compound.unit is not None:
        return None
    content = at.written()
    if content == "one" and _is_pronoun(at):
        return Read(None, used)
    if content in ("zero", "nil") and _ZERO.of(at.lexicon).match(at.text, at.number.end):
        return Read(None, used)
    return None


def _is_pronoun(at: At) -> bool:
    """Whether 'one' stands for a noun: 'no one', 'the one who'."""
    before = at.text[max(0, at.number.start - 14) : at.number.start].lower()
    pronoun = _PRONOUN_ONE.of(at.lexicon).match(at.text, at.number.end) is not None
    if (pronoun and _NO_ONE.search(before)) or _NEVER_ONE.search(before):
        return True
    return pronoun and _WAS_ONE.match(at.text, at.number.end) is None


def measure_or_count(at: At) -> Read | None:
    """A number with its unit ('12kg', '£40'), else a count ('34 arrests')."""
    compound, used = at.compound
    mention = replace(
        at.mention(compound.start, compound.end, compound.kind, compound.kind, compound.unit), value=compound.value
    )
    return Read(at.bounds.around(at.text, _negative(at.text, mention)), used)


def _negative(text: str, mention: QuantityMention) -> QuantityMention:
    """The quantity below zero: 'minus five degrees', '-5°C'; 'minus' before a percentage is the size of a fall and stays positive."""
    sign = _MINUS.search(text[max(0, mention.start - 8) : mention.start])
    if sign is None or mention.value is None or mention.kind in ("percentage", "money"):
        return mention
    if sign.group("word") is None and mention.kind != "temperature":
        return mention
    return replace(mention, start=mention.start - len(sign.group()), value=-mention.value)


QUANTITIES: RuleTable[At, Read] = RuleTable(
    "quantity",
    (
        Rule("multiplier", multiplier, finds=("Thefts have <claim value=2 kind=multiplier>doubled</claim>.",)),
        Rule(
            "fraction",
            fraction,
            finds=(
                "<claim value=0.25 kind=proportion>A quarter</claim> of them fled.",
                "He got <claim value=2 unit=year>two years</claim>, <claim value=0.5 kind=proportion>half</claim> to be served in custody.",
                "He got <claim value=18 unit=month>18 months</claim>, <claim value=0.5 kind=proportion>half</claim> on licence.",
                "Of the <claim value=8 unit=year>eight years</claim> he will serve <claim value=0.5 kind=proportion>half</claim>.",
            ),
            ignores=("He came at half past nine.",),
        ),
        Rule("range", range_of_numbers, finds=("They held <claim value=10 upper=15>10 to 15</claim> men.",)),
        Rule(
            "range_of_compounds",
            range_of_compounds,
            finds=("He is <claim value=68 upper=70 unit=inch>5ft 8in to 5ft 10in</claim> tall.",),
        ),
        Rule("vague", vague, finds=("They saw <claim vague=dozens value=null>dozens</claim> of men.",)),
        Rule("times", times, finds=("He was <claim value=3 kind=multiplier>three times</claim> the limit.",)),
        Rule("no_quantity", no_quantity, ignores=("It is one way to do it.",)),
        Rule("measure", measure_or_count, finds=("They seized <claim value=12 unit=kilogram>12kg</claim>.",)),
    ),
)
"""What a number is, surest first."""
