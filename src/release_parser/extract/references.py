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

from typing import TYPE_CHECKING

import regex

from release_parser.extract.mentions import ContactMention
from release_parser.extract.taken import Taken
from release_parser.text.words import begin_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from release_parser.lexicon import Lexicon
    from release_parser.text import Page

_MONTH = r"(?:Jan(?:uary|\b)|Feb(?:ruary|\b)|Mar(?:ch|\b)|Apr(?:il|\b)|May|June?|July?|Aug(?:ust|\b)|Sept?(?:ember|\b)|Oct(?:ober|\b)|Nov(?:ember|\b)|Dec(?:ember|\b))\.?"
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
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
_DATED = rf"(?:,?[ ](?:of|on|from|dated|for|[-–])(?:[ ]the)?[ ]|[ ]?/[ ]?(?=\d{{1,2}}[ ]?{_MONTH})|,?[ ](?=\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2}}|\d{{1,2}}(?:st|nd|rd|th)?[ ]{_MONTH}|{_MONTH}[ ]\d{{1,2}}\b|[0-3]\d[01]\d(?:20)?[12]\d(?!\d))){_DATE}"
_NUMBER = r"""
    (?:
      \d{1,2}\*[ ]?\d{4,8}|\*[ ]?\d{5,8}                    # '20*123456', '21* 12345', '*123456'
    | \d{1,5}[ _]?[sSiI][ _]{1,3}\d{6,8}(?!\d)                # '0058S 090521', '70 I 090521', '501_I_ 09052021'
    | (?:[A-Z]{2}|\d{2})/[ ][A-Z]?\d{5,12}(?:/\d{2,4})?(?!\d)      # 'PR/ 45201234567', '40/ 12345/21'
    | \d{1,5}[ ][0-3]\d[01]\d[12]\d(?!\d)                   # '145 090521': the day's number, then its date
    | (?!(?:PC|PS|DC|PCSO|WPC)[ ]?\d)(?:(?!(?:CAD|LOG|REF|NO|URN|ID)[ ])[A-Z]{2,6}[ ])?(?:(?:[A-Z]{1,4}|[a-z]{2,4}(?=-))[-/_:]?){0,3}\d(?:[\dA-Za-z]|[-/*:_.](?=[\dA-Z])){0,44}+  # '46/12345/21', 'CR/01234/21', '0007S090521'
    )
"""
_FILLER = r"""
    (?:
      [ ]*[-–:.,#("'‘“/][ ]*|[ ]+|(?<=:)[ ]?\n{1,2}[ ]*|(?<=:[ ])\n{1,2}[ ]*
    | (?i:the|a|an|following|crime|crimes|incident|incidents|logs|reference|ref|refs|references|number|numbers|no|nos|num|log|cad|event|police|investigation|case
        |occurrence|report|unique|code|id|of|is|was|are|file|serial|storm|urn|isr|iml|niche|and|or|either|either[ ]of|job|rms|collision|operation|force|please|our|enquiry|quote|quoting|athena|command|ics|full|their|relevant|gc|urn|call|impact|that|pulse|exhibit)\b\.?
    | (?:North|South|West|East)?[ ]?\p{Lu}\p{Ll}{2,14}[ ](?:Police|Constabulary)\b   # 'the Ashshire Police reference number'
    | (?i:op(?:eration)?)\.?[ ]\p{Lu}\p{Ll}{2,14}            # 'quoting Operation Heron, reference 4512…'
    )
"""
_LED = regex.compile(
    rf"""
    (?<!\w)
    (?:
      (?P<strong>(?i:quot(?:e|es|ing)|cit(?:e|ing)|stat(?:e|ing)|giv(?:e|ing)|using|use|referenc(?:e|ing)|references|refs?|mentioning
        |(?:crime|incident|log|case|occurrence|investigation|event|serial|report|file|police|enquiry|unique|storm|cad|iml)s?[ ](?:reference|ref|number|numbers|no|nos|id)|urn|iml|isr)\b\.?)
    | (?P<weak>(?i:incident|log|logs|cad|serial|crime|report|occurrence|case|file)\b)
    )
    (?P<filler>{_FILLER}{{0,12}}?)
    (?P<number>(?<![\w£$€]){_NUMBER})
    (?P<date>{_DATED})?+
    """,
    regex.VERBOSE,
)
# what `_LED` begins with
_LEADS = frozenset(
    "quote quotes quoting cite citing state stating give giving using use reference referencing references ref refs mentioning"
    " crime crimes incident incidents log logs case cases occurrence occurrences investigation investigations event events serial serials"
    " report reports file files police polices enquiry enquirys unique uniques storm storms cad cads iml imls urn isr".split()
)
_MORE = regex.compile(
    rf"(?P<filler>[ ]?(?:,|;|/|[ ]and|[ ]or|[ ]&){_FILLER}{{0,8}}?)(?P<number>(?<![\w£$€]){_NUMBER})(?P<date>{_DATED})?+",
    regex.VERBOSE,
)
# Shapes that are nothing else, wherever they stand.
_SHAPED = regex.compile(
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
    regex.VERBOSE,
)
_NOT_AFTER = regex.compile(
    r"""(?:[ ]?(?:%|per[ ]cent|am\b|pm\b|a\.m|p\.m|noon\b|o['’]clock|kg\b|mph\b|years?\b|months?\b|days?\b|hours?\b|minutes?\b|people\b|men\b|women\b|million\b|times\b)|,\d{3})""",
    regex.VERBOSE,
)
# A court's number for a case is for nobody to quote: 'Case No. 4:12-cv-00123'
_DOCKET = regex.compile(r"(?:\d{1,2}:)?\d{2,4}-?(?i:c[vr]|mj)-?\d{2,6}")
_YEAR = regex.compile(r"(?:19|20)\d{2}")


def find_references(page: Page, _lexicon: Lexicon) -> list[ContactMention]:
    """All references, in text order."""
    found: list[ContactMention] = []
    words = page.words
    at = 0
    for start in words.starts(_LEADS):
        match = _LED.match(page.text, start) if start >= at else None
        if match is None:
            continue
        if not _is_reference(page.text, match):
            at = match.end("strong") if match["strong"] else match.end("weak")
            continue
        mention = _mention(page.text, match, "contact-reference-led")
        found.append(mention)
        at = mention.end
        for mention in _following(page.text, at):
            found.append(mention)
            at = mention.end
    taken = Taken((mention.start, mention.end) for mention in found)
    found += [
        ContactMention(match.start(), match.end(), "contact-reference-shape", "reference", match.group())
        for match in begin_at(_SHAPED, page.text, words.starts(frozenset(), words.digits, words.glued))
        if not taken.overlaps(*match.span())
    ]
    return sorted(found, key=lambda mention: mention.start)


def _following(text: str, at: int) -> Iterator[ContactMention]:
    """The second and third of 'references 11223344 and 55667788'."""
    while match := _MORE.match(text, at):
        digits = sum(character.isdigit() for character in match["number"])
        if not (match["date"] and not _NOT_AFTER.match(text, match.end("number"))) and (
            digits < 5 or match["number"].startswith("0")
        ):
            return
        mention = _mention(text, match, "contact-reference-led")
        yield mention
        at = mention.end


def _mention(text: str, match: regex.Match[str], rule: str) -> ContactMention:
    start, end = match.start("number"), match.end("date") if match["date"] else match.end("number")
    if text[end - 1] == ")" and "(" not in text[start:end]:
        end -= 1
    while text[end - 1] in " .,":
        end -= 1
    return ContactMention(start, end, rule, "reference", regex.sub(r"\s+", " ", text[start:end]))


def _is_reference(text: str, match: regex.Match[str]) -> bool:
    number, filler = str(match["number"]), str(match["filler"])
    if _DOCKET.match(text, match.start("number")):
        return False
    digits = sum(character.isdigit() for character in number)
    if _NOT_AFTER.match(text, match.end("number")) or (
        digits >= 9
        and number.startswith(("08", "03", "01", "02"))
        and number.isdigit()
        and "ref" not in (match.group()).lower()
        and "number" not in filler
    ):
        return False
    if (
        regex.fullmatch(r"\d{1,2}[/.:]\d{1,2}(?:[/.]\d{2,4})?", number)
        and not match["date"]
        and not regex.search(r"(?i)number|\bno\b|ref|quot", match.group())
    ):
        return False  # 'the incident 12/05', 'log 7.30'
    if number in ("101", "999", "111", "911") and not match["date"]:
        return False  # 'using 101'
    if match["weak"]:
        lead = match["weak"].casefold()
        if lead in ("incident", "crime", "report", "occurrence", "case", "file") and "," in filler:
            return False  # 'the incident, 12 of May's warm days'
        if match["date"] and regex.match(r",?[ ](?:of|/)", match["date"]):
            return True
        return digits >= (2 if lead in ("log", "cad", "serial") else 5) and not _YEAR.fullmatch(number)
    strong = match["strong"].casefold()
    if match["date"] and digits >= 1:
        return (
            regex.match(r",?[ ]?(?:of|/|\d|from|dated)", match["date"].replace("on the", "of", 1)) is not None
            or digits >= 3
        )
    if strong.startswith(("giv", "stat", "us", "cit", "mention")):
        return digits >= 5 and not regex.search(r"[,(]", filler) and not number.startswith("0800")
    if digits >= 3:
        return not (
            _YEAR.fullmatch(number)
            and "number" not in filler.casefold()
            and not regex.search(r"(?i)number|ref|no\b", strong)
        )
    if strong.startswith("quot") and regex.search(
        r"(?i)\b(?:number|no|ref|reference|log|cad|incident)\b[ .:]*$", filler
    ):
        return digits >= 1
    numbered = regex.search(r"(?i)number|\bno\b|\bref", match["strong"] + filler) is not None
    return bool(digits and numbered and regex.search(r"[A-Z:/]", number))
