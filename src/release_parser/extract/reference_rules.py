"""Whether a number behind words that may lead a reference is one.

In: the words that lead it, the number, its date and the text around them. Out: whether somebody is asked to quote it, and the rule
that says so.

>>> from release_parser.lexicon import Lexicon
>>> led = re.search(r"(?P<strong>quoting)(?P<weak>)(?P<filler> )(?P<number>5123)(?P<date>)", "Call quoting 5123.")
>>> REFERENCES.first(Led(led.string, led, Lexicon.default()))
(True, 'long_number')
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from release_parser.lexicon import WordPattern, WordSet
from release_parser.regexes import Regex
from release_parser.rules import Rule, RuleTable

if TYPE_CHECKING:
    from release_parser.lexicon import Lexicon

_NOT_AFTER = WordPattern(
    r"""(?:[ ]?(?:%|per[ ]cent|am\b|pm\b|a\.m|p\.m|noon\b|o['’]clock|kg\b|mph\b|years?\b|months?\b|days?\b|hours?\b|minutes?\b|(?:«contact_words.counted_person»)\b|million\b|times\b)|,\d{3})""",
    re.VERBOSE,
)


_DOCKET = Regex(r"(?:\d{1,2}:)?\d{2,4}-?(?i:c[vr]|mj)-?\d{2,6}")


_YEAR = Regex(r"(?:19|20)\d{2}")


_PAID = WordPattern(r"\b(?:«contact_words.pays»)[ ]$")


@dataclass(frozen=True)
class Led:
    """A number behind words that may lead a reference, and what was matched of them."""

    text: str
    match: re.Match[str]
    lexicon: Lexicon

    @cached_property
    def number(self) -> str:
        """The number as written."""
        return str(self.match["number"])

    @cached_property
    def filler(self) -> str:
        """The words between the lead and the number."""
        return str(self.match["filler"])

    @cached_property
    def date(self) -> str:
        """The date that belongs to the number; empty where there is none."""
        return self.match["date"] or ""

    @cached_property
    def digits(self) -> int:
        """How many digits the number has."""
        return sum(character.isdigit() for character in self.number)

    @cached_property
    def weak(self) -> str:
        """The word that leads it where that word leads more than references: 'incident'."""
        return (self.match["weak"] or "").casefold()

    @cached_property
    def strong(self) -> str:
        """The words that lead it where they lead nothing else: 'quoting', 'crime number'."""
        return (self.match["strong"] or "").casefold()

    @cached_property
    def is_year(self) -> bool:
        """Whether the number may be a year."""
        return _YEAR.fullmatch(self.number) is not None


def docket(led: Led) -> bool | None:
    """A court's number for a case is for nobody to quote: 'Case No. 4:12-cv-00123'."""
    return False if _DOCKET.match(led.text, led.match.start("number")) else None


def is_measured(text: str, end: int, lexicon: Lexicon) -> bool:
    """Whether a number that ends here goes on with a unit or a noun that it counts: '40 per cent', '12 people'."""
    return _NOT_AFTER.of(lexicon).match(text, end) is not None


def measured(led: Led) -> bool | None:
    """What goes on with a unit or a noun counts: 'using 40 per cent', 'log 5 hours'."""
    return False if is_measured(led.text, led.match.end("number"), led.lexicon) else None


def amount(led: Led) -> bool | None:
    """'He paid CAD 500': behind words of paying the letters are the Canadian dollar."""
    before = led.text[max(0, led.match.start() - 14) : led.match.start()]
    return False if "cad" in (led.strong, led.weak) and _PAID.of(led.lexicon).search(before) else None


def telephone(led: Led) -> bool | None:
    """A long number that begins as telephones do, unless the words call it a reference or a number."""
    dialled = led.digits >= 9 and led.number.startswith(("08", "03", "01", "02")) and led.number.isdigit()
    named = "ref" in led.match.group().lower() or "number" in led.filler
    return False if dialled and not named else None


_DAY_OR_TIME = Regex(r"\d{1,2}[/.:]\d{1,2}(?:[/.]\d{2,4})?")


_CALLED_A_NUMBER = WordPattern(r"(?i)number|\bno\b|«contact_words.reference_stem»")


def day_or_time(led: Led) -> bool | None:
    """A date or a time: 'the incident 12/05', 'log 7.30'."""
    if led.date or not _DAY_OR_TIME.fullmatch(led.number) or _CALLED_A_NUMBER.of(led.lexicon).search(led.match.group()):
        return None
    return False


def service_number(led: Led) -> bool | None:
    """A number that one calls: 'using 101'."""
    return False if not led.date and led.number in _SERVICE_NUMBERS else None


_SERVICE_NUMBERS = ("101", "999", "111", "911")


_KEPT_WITH_ITS_NUMBER = WordSet("contact_words.kept_with_its_number")


def word_apart(led: Led) -> bool | None:
    """A comma parts the word from the number: 'the incident, 12 of May's warm days'."""
    return False if led.weak in _KEPT_WITH_ITS_NUMBER.of(led.lexicon) and "," in led.filler else None


_DATE_BEHIND = Regex(r",?[ ](?:of|/)")


def word_and_date(led: Led) -> bool | None:
    """'incident 214 of 9 May': a word, a number and its date."""
    return True if led.weak and led.date and _DATE_BEHIND.match(led.date) else None


_SHORT_LOG = WordSet("contact_words.short_log")


def word_and_number(led: Led) -> bool | None:
    """'log 77', 'incident 4521234': long enough to be no count, and no year."""
    if not led.weak:
        return None
    return led.digits >= (2 if led.weak in _SHORT_LOG.of(led.lexicon) else 5) and not led.is_year


_OF_A_DAY = WordPattern(r",?[ ]?(?:of|/|\d|from|«contact_words.dated»)")


def lead_and_date(led: Led) -> bool | None:
    """'quoting 214 of 9 May', 'reference 5123 on the 9th'."""
    if not led.date or not led.digits:
        return None
    return led.digits >= 3 or _OF_A_DAY.of(led.lexicon).match(led.date.replace("on the", "of", 1)) is not None


_SAYS_NUMBER = Regex(r"number|ref|no\b")


def long_number(led: Led) -> bool | None:
    """Three digits or more behind a lead: 'quoting 5123'; not a bare year, 'quoting 2019'."""
    if led.digits < 3:
        return None
    named = "number" in led.filler.casefold() or _SAYS_NUMBER.search(led.strong) is not None
    return named or not led.is_year


_NUMBER_OF_A_LOG = WordPattern(r"(?i)\b(?:«contact_words.number_of_a_log»)\b[ .:]*$")


_QUOTES = WordSet("contact_words.quotes")


def quoted_log(led: Led) -> bool | None:
    """'quoting log number 7': so short a number is one where the words say so."""
    quotes = led.strong.rstrip(".") in _QUOTES.of(led.lexicon)
    return led.digits >= 1 if quotes and _NUMBER_OF_A_LOG.of(led.lexicon).search(led.filler) else None


_NAMES_A_NUMBER = Regex(r"number|\bno\b|\bref")


_LETTER_OR_SLASH = Regex(r"[A-Z:/]")


def code(led: Led) -> bool | None:
    """'reference number AB7', 'crime number 4/21': letters or a slash in a short one."""
    named = _NAMES_A_NUMBER.search(led.strong + led.filler.casefold()) is not None
    return True if led.digits and named and _LETTER_OR_SLASH.search(led.number) else None


REFERENCES: RuleTable[Led, bool] = RuleTable(
    "contact",
    (
        Rule("docket", docket, ignores=("Case No. 4:12-cv-00123 was heard.",)),
        Rule("measured", measured, ignores=("The log, 12 years old, burned.", "He is using 40 per cent of it.")),
        Rule("amount", amount, ignores=("He paid CAD 500 for it.",)),
        Rule(
            "telephone",
            telephone,
            finds=("Call us using <contact kind=phone value=01632960417>01632960417</contact>.",),
        ),
        Rule(
            "day_or_time",
            day_or_time,
            ignores=(
                "It was at the time of the incident 12/05.",
                "He saw the log 7.30 entry.",
            ),
        ),
        Rule(
            "service_number",
            service_number,
            finds=(
                "Report it using <contact kind=phone value=101>101</contact>.",
                "Call the police quoting <contact kind=phone value=101>101</contact>.",
            ),
        ),
        Rule("word_apart", word_apart, ignores=("Since the incident, 12 of May's days were warm.",)),
        Rule(
            "word_and_date",
            word_and_date,
            finds=('It is incident <contact kind=reference value="214 of 9 May">214 of 9 May</contact>.',),
        ),
        Rule(
            "word_and_number",
            word_and_number,
            finds=("It is log <contact kind=reference value=77>77</contact>.",),
            ignores=("Crime 2019 was low.", "A crime 12 miles away was solved."),
        ),
        Rule(
            "lead_and_date",
            lead_and_date,
            finds=('Call us quoting <contact kind=reference value="21 of 9 May">21 of 9 May</contact>.',),
        ),
        Rule(
            "long_number",
            long_number,
            finds=(
                "Call us quoting <contact kind=reference value=5123>5123</contact>.",
                "Call us giving <contact kind=reference>46/1234/21</contact>.",
            ),
            ignores=(
                "She was quoting 2019 prices.",
                "He was using 12 phones.",
            ),
        ),
        Rule(
            "quoted_log",
            quoted_log,
            finds=("Call us quoting log number <contact kind=reference value=7>7</contact>.",),
        ),
        Rule(
            "code",
            code,
            finds=("The reference number is <contact kind=reference value=AB7>AB7</contact>.",),
            ignores=("He gave reference 7 to nobody.",),
        ),
    ),
    kinds=("contact",),
)
"""Whether a number behind words that may lead a reference is one, surest first; where no rule speaks it is none."""
