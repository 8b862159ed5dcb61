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
from typing import TYPE_CHECKING

from release_parser.extract.mentions import ContactMention
from release_parser.extract.reference_rules import REFERENCES, Led, is_measured
from release_parser.extract.taken import Taken
from release_parser.lexicon import PerLexicon, WordPattern, WordSet
from release_parser.regexes import Regex
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
_DIGIT = Regex(r"\d")


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
        if not (match["date"] and not is_measured(text, match.end("number"), lexicon)) and (
            digits < 5 or match["number"].startswith("0")
        ):
            return
        mention = _mention(text, match, "contact_reference_led")
        yield mention
        at = mention.end


_BLANKS = Regex(r"\s+")


def _mention(text: str, match: re.Match[str], rule: str) -> ContactMention:
    """The mention of a matched reference, with its date and without a bracket or mark of the sentence behind it."""
    start, end = match.start("number"), match.end("date") if match["date"] else match.end("number")
    if text[end - 1] == ")" and "(" not in text[start:end]:
        end -= 1
    while text[end - 1] in " .,":
        end -= 1
    return ContactMention(start, end, rule, "reference", _BLANKS.sub(" ", text[start:end]))
