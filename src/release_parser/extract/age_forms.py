"""The forms in which ages are written, as a table of rules: '34-year-old', 'aged 19 and 54', 'NAME, 27, of', 'in his 30s', 'under 25s'.

In: a stretch of text that looks like an age. Out: the ages that the rule for its form reads; an empty tuple where it is no age after all.

>>> [rule.name for rule in AGES]
['age_old', 'age_aged', 'age_apposed', 'age_decade', 'age_of', 'ages_old', 'age_was', 'age_limit', 'age_least']
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from release_parser.extract.cardinals import SCALE_VALUES, NumberWords
from release_parser.extract.mentions import QuantityMention
from release_parser.extract.placed_counts import placed_before
from release_parser.lexicon import Lexicon, WordPattern, WordSet
from release_parser.records import Bound
from release_parser.regexes import Regex
from release_parser.regexes import spans as spans_of
from release_parser.rules import Rule, RuleTable

DECADES = {
    "teens": 13,
    "twenties": 20,
    "thirties": 30,
    "forties": 40,
    "fifties": 50,
    "sixties": 60,
    "seventies": 70,
    "eighties": 80,
    "nineties": 90,
}
"""The words for decades of a life, and the first year of each."""
_OLDEST_PERSON = 120
# Who may have an age behind a comma without a name: 'a third man, 45,'
_PEOPLE = WordSet("measure_words.aged_person")
_OTHERS = frozenset({"second", "third", "fourth", "other"})
_UPPER = Regex(r"\p{Lu}")
# 'a third man, 45,'; not 'in this county, 49.9 per cent'
_CLOSED = Regex(r"[ ]?(?:[,)]|[.](?!\d))")
# 'Ash, 12 Elm Road' is an address and '…, 12 August' a date: dates and addresses are masked; these nouns make a count
_COUNTED = Regex(
    # a second number counts, but for the sentence of somebody on a list: 'Ann Ash, 34, 11 years’ imprisonment'
    r"[ ]?,?[ ]?(?:\d(?<!,[ ]\d(?=\d?[ ](?:years?|months?|weeks)\b))|(?:years?|months|weeks|days|hours|minutes|per[ ]cent|percent)\b|%)|[ ](?:of[ ](?:them|whom|these|which|those|the)\b)"
)
_MONTHS = WordPattern(r"(?:«calendar.month»|«calendar.weekday»|No|Number|«measure_words.numbered_capital»)\W{0,3}\Z")
_BOUNDS: dict[str, Bound] = {"under": "less_than", "below": "less_than", "over": "more_than", "above": "more_than", "around": "about", "about": "about",
           "approximately": "about", "roughly": "about", "at least": "at_least", "as young as": "at_least"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class WrittenAge:
    """A stretch of text that looks like an age. The group of the match that is set has the name of the form."""

    text: str
    match: re.Match[str]
    words: NumberWords
    lexicon: Lexicon

    def is_in(self, form: str) -> bool:
        """Whether the age is written in this form."""
        return self.match.group(form) is not None

    def age(
        self,
        rule: str,
        span: tuple[int, int],
        number: tuple[int, int],
        value: Decimal | None,
        upper: Decimal | None = None,
        *,
        bound: Bound = "exactly",
        unit: str = "year",
    ) -> QuantityMention:
        """An age at `span` whose digits or words stand at `number`."""
        return QuantityMention(*span, rule, *number, value, upper, bound=bound, kind="age", unit=unit)


Ages = tuple[QuantityMention, ...]


def old(written: WrittenAge) -> Ages | None:
    """'34-year-old', 'between four and six years old', 'an 18-month-old boy', 'a 200-year-old bridge'."""
    match = written.match
    value = _value(written, match.group("age").lower()) if written.is_in("old") else None
    if value is None:
        return None
    low = None if match.group("low") is None else written.words.value(match.group("low").lower())
    unit = (match.group("unit") or "year").lower().rstrip("s")
    unit = unit if unit in ("month", "week", "day") else "year"  # 'a 31-yea-old woman'
    if low is not None and low < value:
        number = match.start("low"), match.end("age")
        return (written.age("age_old", match.span(), number, low, value, unit=unit),)
    # 'eleven to nine years old' has no range
    start = match.start() if match.group("low") is None else match.start("age")
    return (written.age("age_old", (start, match.end()), match.span("age"), value, unit=unit),)


_SCALED = Regex(r"(?P<digits>[\d.]+)[ -](?P<scale>thousand|million|billion)")


def _value(written: WrittenAge, words: str) -> Decimal | None:
    """The number of an age in years, months or days; a bridge or a rock may be '2,900' or '400 million' years old."""
    if scaled := _SCALED.fullmatch(words):
        return Decimal(scaled.group("digits")) * SCALE_VALUES[scaled.group("scale")]
    return written.words.value(words)


_YEARS_BEHIND = Regex(r"(?:[ ]?[-–]?[ ]?years?(?:[ -]old)?(?!\w)|[ ]?years)")


def aged(written: WrittenAge) -> Ages | None:
    """'aged 34', 'aged 19, 20 and 22', 'aged between 12 and 72', 'aged over 75', 'ages of 5 and 8'."""
    if not written.is_in("aged"):
        return None
    text, match = written.text, written.match
    spans = [match.span("low"), *spans_of(match, "more")]
    values = [
        value
        for start, end in spans
        if (value := written.words.value(text[start:end].lower())) is not None and value <= _OLDEST_PERSON
    ]
    if len(values) < len(spans):
        return None
    years = _YEARS_BEHIND.match(text[match.end() : match.end() + 14])
    end = match.end() + (years.end() if years else 0)
    if _is_range(written, spans, values):
        start = match.start("between") if match.group("between") else spans[0][0]
        return (written.age("age_aged", (start, end), (spans[0][0], spans[1][1]), values[0], values[1]),)
    bound = _BOUNDS.get((match.group("bound") or "").strip().lower(), "exactly")
    first = match.start("bound") if bound != "exactly" else spans[0][0]
    starts, ends = [first, *(start for start, _ in spans[1:])], [*(end for _, end in spans[:-1]), end]
    bounds: list[Bound] = [bound]
    bounds += ["exactly"] * (len(spans) - 1)
    return tuple(
        written.age("age_aged", span, number, value, bound=bounded)
        for span, number, value, bounded in zip(zip(starts, ends, strict=True), spans, values, bounds, strict=True)
    )


def _is_range(written: WrittenAge, spans: list[tuple[int, int]], values: list[Decimal]) -> bool:
    """Whether the two numbers are one range: 'between 12 and 72', '12-15', '12 to 15'; 'aged 19 and 54' are two ages."""
    if len(spans) != 2 or values[1] <= values[0]:
        return False
    joint = written.text[spans[0][1] : spans[1][0]].strip().lower()
    return written.is_in("between") or joint in ("-", "–", "to")


def apposed(written: WrittenAge) -> Ages | None:
    """'Ann Ash, 27, of Ely', 'Ann, now 27,', 'Ann Ash (34)', 'a third man, 45,'; but not behind a date, road, count or place."""
    if not written.is_in("apposed"):
        return None
    text, (at, end) = written.text, written.match.span("age")
    if not _is_named(written, at, end) or _COUNTED.match(text, end):
        return None
    if placed_before(text, at) is not None:  # 'arrests in France (25)'
        return None
    value = Decimal(written.match.group("age"))
    if value < 10 and text[end : end + 1] not in (",", ")"):
        return None
    return (written.age("age_apposed", (at, end), (at, end), value),)


_WORD_BEFORE = Regex(r"([\p{L}’'.-]+)[”\"]?(?:,[ ]?(?:(?:now|then)[ ])?|[ ][(]|[ ]-[ ])\Z")


# 'Speeding (88)' on a line of its own counts; people are told with two names
_LINE_OF_ONE_WORD = Regex(r"(?:\n|\A)[^\p{L}\n]{0,4}[\p{L}’'-]+[ ][(]\Z")
_LABELS = WordSet("measure_words.counted_label")


def _is_named(written: WrittenAge, at: int, end: int) -> bool:
    """Whether the word before may have an age: a capitalised name that is no month, road or reference word, or a person as in 'a third man, 45, was hurt'."""
    text, lexicon = written.text, written.lexicon
    before = text[max(0, at - 40) : at]
    word = _WORD_BEFORE.search(before)
    if word is None or _MONTHS.of(lexicon).search(before) or _LINE_OF_ONE_WORD.search(before):
        return False
    if written.words.value(word.group(1).lower()) is not None:  # 'Three (3) counts of theft'
        return False
    closed = _CLOSED.match(text[end : end + 3]) is not None
    if word.group(1).lower() in _LABELS.of(lexicon):
        return False
    return _UPPER.match(word.group(1)) is not None or (
        closed and word.group(1).lower() in _PEOPLE.of(lexicon) | _OTHERS
    )


def decade(written: WrittenAge) -> Ages | None:
    """'in his 30s', 'in their late twenties', 'A man (40s)', 'late teens', 'aged 30s to 40s'."""
    if not written.is_in("decade"):
        return None
    match = written.match
    low, high = _years_of(match, "")
    if match.group("to_tens") or match.group("to_word"):  # 'late 20s to early 30s'
        _, top = _years_of(match, "to_")
        if top <= high:
            return None
        high = top
    first = match.start("tens") if match.group("tens") else match.start("word")
    start = match.start("early") if match.group("early") else first
    return (written.age("age_decade", (start, match.end()), (first, match.end()), Decimal(low), Decimal(high)),)


def _years_of(match: re.Match[str], side: str) -> tuple[int, int]:
    """The first and last year of a decade or its part: 'late 20s' is 25 to 29.

    `side` is the end of the range, low or high, in the names of the groups.
    """
    low = int(match.group(f"{side}tens") or DECADES[match.group(f"{side}word").lower()])
    high = 19 if low == 13 else low + 9
    part = (match.group(f"{side}early") or "").lower()
    if "early" in part:
        high = low + 4 if low != 13 else 14
    elif "mid" in part:
        low, high = (14, 16) if low == 13 else (low + 4, low + 6)
    elif "late" in part:
        low = 17 if low == 13 else low + 5
    return low, high


def of_an_age(written: WrittenAge) -> Ages | None:
    """'a boy of 11', 'girls of nine and ten'; but 'a mother of two' has two children."""
    return _each(written, "age_of") if written.is_in("of") else None


def both_old(written: WrittenAge) -> Ages | None:
    """'The suspects are 19 and 24 years old': the words behind the last number belong to all of them."""
    return _each(written, "age_old") if written.is_in("both") else None


def _each(written: WrittenAge, rule: str) -> Ages | None:
    """Each number of a list as an age; in '19 and 24 years old' the last one includes the words behind it."""
    match = written.match
    spans = sorted([match.span("age"), *spans_of(match, "more")])
    values = [written.words.value(written.text[start:end].lower()) for start, end in spans]
    if any(value is None or value > _OLDEST_PERSON for value in values):
        return None
    ends = [*(end for _, end in spans[:-1]), match.end()]
    return tuple(
        written.age(rule, (span[0], end), span, value) for span, end, value in zip(spans, ends, values, strict=True)
    )


def was(written: WrittenAge) -> Ages | None:
    """'Ann, who was 51,', 'I’m 47 this year', 'she will be 35 by the end of May', 'they are 19, 20 and 24'."""
    return _each(written, "age_was") if written.is_in("was") else None


def limit(written: WrittenAge) -> Ages | None:
    """'under 25s', 'over-60s', 'children under 14', 'anyone over 75'."""
    if not (written.is_in("limit") or written.is_in("limited")):
        return None
    match = written.match
    bound: Bound = "less_than" if match.group("side").lower() == "under" else "more_than"
    value = Decimal(match.group("age"))
    return (written.age("age_limit", match.span(), match.span("age"), value, bound=bound),)


def least(written: WrittenAge) -> Ages | None:
    """'you must be 18 or over': the lower bound of an age."""
    if not written.is_in("least"):
        return None
    match = written.match
    return (written.age("age_least", match.span(), match.span("age"), Decimal(match.group("age"))),)


AGES: RuleTable[WrittenAge, Ages] = RuleTable(
    "quantity",
    (
        Rule(
            "age_old",
            old,
            finds=(
                "A <claim value=34 kind=age unit=year>34-year-old</claim> man was held.",
                "They held boys <claim value=4 upper=6 kind=age>between four and six years old</claim>.",
                "An <claim value=18 kind=age unit=month>18-month-old</claim> boy is safe.",
                "A <claim value=31 kind=age unit=year head=woman>31-yea-old</claim> woman was hurt.",
            ),
            ignores=("The old bridge is shut.",),
        ),
        Rule(
            "age_aged",
            aged,
            finds=(
                "Two men aged <claim value=19 kind=age>19</claim> and <claim value=54 kind=age>54</claim> were held.",
                "They held boys aged <claim value=12 upper=15 kind=age>between 12 and 15</claim>.",
            ),
        ),
        Rule(
            "age_apposed",
            apposed,
            finds=(
                "Ann Ash, <claim value=27 kind=age>27</claim>, of Kelsham, was fined.",
                "A third man, <claim value=45 kind=age>45</claim>, was hurt.",
            ),
            ignores=(
                "Arrests were made in France (<claim value=25 kind=count>25</claim>).",
                "Charges: Impaired Driving (<claim value=12 kind=count>12</claim>), Dangerous Driving (<claim value=3 kind=count>3</claim>)",
            ),
        ),
        Rule(
            "age_decade",
            decade,
            finds=(
                "He is in his <claim value=30 upper=39 kind=age>30s</claim>.",
                "She is in her <claim value=25 upper=34 kind=age>late 20s to early 30s</claim>.",
            ),
            ignores=("It was built in the 1930s.",),
        ),
        Rule(
            "age_of",
            of_an_age,
            finds=(
                "A boy of <claim value=11 kind=age>11</claim> and girls of <claim value=9 kind=age>nine</claim> and <claim value=10 kind=age>ten</claim> were safe.",
            ),
            ignores=("A mother of <claim value=2 kind=count>two</claim>, she left.",),
        ),
        Rule(
            "ages_old",
            both_old,
            finds=("They are <claim value=19 kind=age>19</claim> and <claim value=24 kind=age>24 years old</claim>.",),
        ),
        Rule("age_was", was, finds=("Ann Ash, who was <claim value=51 kind=age>51</claim>, died.",)),
        Rule(
            "age_limit",
            limit,
            finds=(
                "Nobody sells it to <claim value=25 bound=less_than kind=age>under 25s</claim>.",
                "Anyone <claim value=75 bound=more_than kind=age>over 75</claim> may come.",
            ),
        ),
        Rule(
            "age_least",
            least,
            finds=("Volunteers must be <claim value=18 bound=at_least kind=age>18 or over</claim>.",),
            ignores=("There were <claim value=18 bound=at_least kind=count>18 or more</claim> men.",),
        ),
    ),
)
"""The forms of ages; a stretch has one of them."""
