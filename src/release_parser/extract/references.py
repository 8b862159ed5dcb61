"""References that the public is asked to quote: crime, incident, log, CAD and occurrence numbers.

In: a cleaned page. Out: their mentions. The span covers the number with its date ('214 of 9 May'), so that no digit of it is
ever counted; the value leaves out the words that lead it.

>>> from release_parser.lexicon import Lexicon
>>> from release_parser.text import read_page
>>> page = read_page("Quote crime number 46/123456/21 or log 77 of December. A log weighing 12kg fell.")
>>> [found.value for found in find_references(page, Lexicon.default())]
['46/123456/21', '77 of December']
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from release_parser.extract.mentions import ContactMention
from release_parser.extract.taken import Taken
from release_parser.lexicon import PerLexicon, WordPattern, WordSet
from release_parser.regexes import Regex
from release_parser.rules import Rule, RuleTable
from release_parser.text.words import begin_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from release_parser.lexicon import Lexicon
    from release_parser.text import Page

_MONTH = r"(?:«calendar.month»|(?:«calendar.month_short»)\b)\.?"
_WEEKDAY = "«calendar.weekday»"
_DATE = rf"""
    (?:(?:today['’]?s[ ]date|today|yesterday)?,?[ ]?\(?{_WEEKDAY},?[ ])?(?:the[ ])?
    (?:
      \d{{1,2}}(?:st|nd|rd|th)?,?[ ]?(?:of[ ])?{_MONTH}(?:(?:,?[ ]|/)(?:20)?\d{{2}}(?!\d|:))?+    # '9 May 2021', '23rd of May', '9May'
    | {_MONTH}[ ]\d{{1,2}}(?!\d)(?:st|nd|rd|th)?(?:,?[ ]20\d{{2}})?+                             # 'May 9, 2021'
    | \d{{1,2}}(?P<slash>[/.-])\d{{1,2}}(?:(?P=slash)(?:20)?\d{{2}})?+(?!\d)                      # '09/05/21', '9/5'
    | \d{{1,2}}(?:st|nd|rd|th)\b                                                                # '28th'
    | {_MONTH}(?:[ ]20\d{{2}})?+                                                                 # 'May'
    | \d{{6}}(?!\d)|\d{{8}}(?!\d)                                                                # '090521'
    | (?i:today['’]s[ ]date|today|yesterday)(?:[ ]?\((?:{_WEEKDAY}|[ ,\w]){{1,40}}\))?            # 'today (Sunday 9 May)'
    )
"""
# The date that belongs to a number: 'of 9 May', 'on 09/05', 'dated May 9', ', 9 May 2021', '/09May'
_DATED = rf"(?:,?[ ](?:of|on|from|for|«contact_words.dated»|[-–])(?:[ ]the)?[ ]|[ ]?/[ ]?(?=\d{{1,2}}[ ]?{_MONTH})|,?[ ](?=\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2}}|\d{{1,2}}(?:st|nd|rd|th)?[ ]{_MONTH}|{_MONTH}[ ]\d{{1,2}}\b|[0-3]\d[01]\d(?:20)?[12]\d(?!\d))){_DATE}"
_NUMBER = r"""
    (?:
      \d{1,2}\*[ ]?\d{4,8}|\*[ ]?\d{5,8}                    # '20*123456', '21* 12345', '*123456'
    | \d{1,5}[ _]?[sSiI][ _]{1,3}\d{6,8}(?!\d)                # '0058S 090521', '70 I 090521', '501_I_ 09052021'
    | (?:[A-Z]{2}|\d{2})/[ ][A-Z]?\d{5,12}(?:/\d{2,4})?(?!\d)      # 'PR/ 45201234567', '40/ 12345/21'
    | \d{1,5}[ ][0-3]\d[01]\d[12]\d(?!\d)                   # '145 090521': the day's number, then its date
    | 20\d{2}[ ]-[ ]\d{3,8}(?!\d)                           # '2025 - 19952': the year, then the file's number
    | (?!(?:PC|PS|DC|PCSO|WPC)[ ]?\d)(?:(?!(?:CAD|LOG|REF|NO|URN|ID)[ ])[A-Z]{2,6}[ ])?(?:(?:[A-Z]{1,4}|[a-z]{2,4}(?=-))[-/_:]?){0,3}\d(?:[\dA-Za-z]|[-/*:_.](?=[\dA-Z])){0,44}+  # '46/12345/21', 'CR/01234/21', '0007S090521'
    )
"""
_FILLER = r"""
    (?:
      [ ]*[-–:.,#("'‘“/][ ]*|[ ]+|(?<=:)[ ]?\n{1,2}[ ]*|(?<=:[ ])\n{1,2}[ ]*
    | (?i:the|a|an|following|of|is|was|are|and|or|either|either[ ]of|our|their|that|«contact_words.reference_filler»)\b\.?
    | (?:«contact_words.region»)?[ ]?\p{Lu}\p{Ll}{2,14}[ ](?:«contact_words.force»)\b   # 'the Ashshire Police reference number'
    | (?i:op(?:eration)?)\.?[ ]\p{Lu}\p{Ll}{2,14}            # 'quoting Operation Heron, reference 4512…'
    )
"""
_LED = WordPattern(
    rf"""
    (?<!\w)
    (?:
      (?P<strong>(?i:«contact_words.leads_reference»|(?:«contact_words.reference_kind»)s?[ ](?:«contact_words.reference_word»)|«contact_words.reference_system»)\b\.?)
    | (?P<weak>(?i:«contact_words.weak_lead»)\b)
    )
    (?P<filler>{_FILLER}{{0,12}}?)
    (?P<number>(?<![\w£$€]){_NUMBER})
    (?P<date>{_DATED})?+
    """,
    re.VERBOSE,
)
# what `_LED` begins with
_LEADS = WordSet("contact_words.leads_reference", "contact_words.reference_system", "contact_words.weak_lead")
_KINDS = WordSet("contact_words.reference_kind")
# '12150170001 for East Elm, 12150170002 for Ashmer and 12150170003', 'and2020-45120'
_MORE = WordPattern(
    rf"(?:[ ]for[ ]\p{{Lu}}[\p{{L}}’'-]*(?:[ ]\p{{Lu}}[\p{{L}}’'-]*){{0,3}})?(?P<filler>[ ]?(?:,|;|/|[ ]and|[ ]or|[ ]&|\n){_FILLER}{{0,8}}?)(?P<number>(?:(?<=[ ]and)|(?<![\w£$€])){_NUMBER})(?P<date>{_DATED})?+",
    re.VERBOSE,
)
# Shapes that are nothing else, wherever they stand.
_SHAPED = Regex(
    r"""
    (?<![\w£$€/*.:-])
    (?:
      \d{2}/\d{4,7}/\d{2}                        # '46/123456/21'
    | \d{2}\*[ ]?\d{5,7}                         # '20*123456'
    | \d{5,6}/\d{2}                              # '12345/21'
    | [A-Z]{2}/\d{4,8}/\d{2,4}                   # 'CR/012345/21'
    | [A-Z]{2}/\d{9,12}                          # 'PR/45210001234'
    | (?:[1-9]\d|[A-Z])\d{2}[A-Z]?\d{8,9}          # '44210012345'
    )
    (?![\w*/]|[.,-]\d)
    """,
    re.VERBOSE,
)
_NOT_AFTER = WordPattern(
    r"""(?:[ ]?(?:%|per[ ]cent|am\b|pm\b|a\.m|p\.m|noon\b|o['’]clock|kg\b|mph\b|years?\b|months?\b|days?\b|hours?\b|minutes?\b|(?:«contact_words.counted_person»)\b|million\b|times\b)|,\d{3})""",
    re.VERBOSE,
)
_DIGIT = Regex(r"\d")
_DOCKET = Regex(r"(?:\d{1,2}:)?\d{2,4}-?(?i:c[vr]|mj)-?\d{2,6}")
_YEAR = Regex(r"(?:19|20)\d{2}")


_BEGINS = PerLexicon(
    lambda lexicon: _LEADS.of(lexicon) | {kind + ending for kind in _KINDS.of(lexicon) for ending in ("", "s")}
)


def find_references(page: Page, lexicon: Lexicon) -> list[ContactMention]:
    """All references, in text order."""
    found: list[ContactMention] = []
    words = page.words
    at = 0
    led = _LED.of(lexicon)
    for start in words.starts(_BEGINS.of(lexicon)):
        match = led.match(page.text, start) if start >= at else None
        if match is None:
            continue
        found_by = REFERENCES.first(Led(page.text, match, lexicon))
        if found_by is None or not found_by[0]:
            at = match.end("strong") if match["strong"] else match.end("weak")
            continue
        mention = _mention(page.text, match, "contact_reference_led")
        found.append(mention)
        at = mention.end
        for mention in _following(page.text, at, lexicon, match["number"]):
            found.append(mention)
            at = mention.end
    taken = Taken((mention.start, mention.end) for mention in found)
    found += [
        ContactMention(match.start(), match.end(), "contact_reference_shape", "reference", match.group())
        for match in begin_at(_SHAPED, page.text, words.starts(frozenset(), words.digits, words.glued))
        if not taken.overlaps(*match.span())
    ]
    return sorted(found, key=lambda mention: mention.start)


def _following(text: str, at: int, lexicon: Lexicon, first: str) -> Iterator[ContactMention]:
    """The second and third of 'references 11223344 and 55667788', and those that stand a line below: 'Files:', '2023-40712', '2023-40715'."""
    while match := _MORE.of(lexicon).match(text, at):
        if "\n" in match["filler"] and _DIGIT.sub("9", match["number"]) != _DIGIT.sub("9", first):
            return
        digits = sum(character.isdigit() for character in match["number"])
        if not (match["date"] and not _NOT_AFTER.of(lexicon).match(text, match.end("number"))) and (
            digits < 5 or match["number"].startswith("0")
        ):
            return
        mention = _mention(text, match, "contact_reference_led")
        yield mention
        at = mention.end


_BLANKS = Regex(r"\s+")
_PAID = WordPattern(r"\b(?:«contact_words.pays»)[ ]$")


def _mention(text: str, match: re.Match[str], rule: str) -> ContactMention:
    start, end = match.start("number"), match.end("date") if match["date"] else match.end("number")
    if text[end - 1] == ")" and "(" not in text[start:end]:
        end -= 1
    while text[end - 1] in " .,":
        end -= 1
    return ContactMention(start, end, rule, "reference", _BLANKS.sub(" ", text[start:end]))


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


def measured(led: Led) -> bool | None:
    """What goes on with a unit or a noun counts: 'using 40 per cent', 'log 5 hours'."""
    return False if _NOT_AFTER.of(led.lexicon).match(led.text, led.match.end("number")) else None


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
