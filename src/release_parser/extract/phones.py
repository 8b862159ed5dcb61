"""Telephone numbers as British, Irish, American, Canadian, Australian and New Zealand releases write them.

In: a cleaned page. Out: a mention for each; the value is its digits, with '+' where it is written.

>>> from release_parser.lexicon import Lexicon
>>> from release_parser.text import read_page
>>> page = read_page("There were 120 999 calls. Ring 101, 0300 555 0123 or +44 (0)20 7946 0123.")
>>> [found.value for found in find_phones(page, Lexicon.default())]
['999', '101', '03005550123', '+442079460123']
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from release_parser.extract.mentions import ContactMention
from release_parser.extract.taken import Taken
from release_parser.lexicon import WordPattern, WordSet
from release_parser.regexes import Regex
from release_parser.rules import Rule, RuleTable
from release_parser.text.words import Words, begin_at, words_of

if TYPE_CHECKING:
    from release_parser.lexicon import Lexicon
    from release_parser.text import Page

_LONG = Regex(
    r"""
    (?<![^\W_]|[£$€/*:.-])(?<!\d[ ,])
    (?:
      \+\d{1,3}[ -]?(?:\(0\)[ -]?)?\d{1,5}(?:[ -]\d{2,8}){0,4}    # '+44 (0)20 7946 0123', '+353 1 666 0123'
    | 00[ ]?\d{1,3}(?:[ ]\d{2,6}){2,4}                             # '0044 20 7946 0123', '00 44 1632 960123'
    | 0\d{2,4}\.\d{3,4}\.\d{3,4}                                  # '01632.960.123'
    | 0\d{3}[ ]\d{3}[ ]\d{2}[ ]\d{2}                             # '0345 555 01 23'
    | [2-9]\d{2}-\d{3}-[ ]\d{4}                                         # '604-555- 0123'
    | (?:1[ -])?[2-9]\d{2}[ -]\d{2,3}-(?:\([A-Z]{4}\)[ ]?\d{4}|[ ]?[A-Z]{4}\b(?:[ ]?[(\[]\d{4}[)\]]|/\d{4}\b)?+)  # '204-555-(TIPS) 8477', '1-800-555- TIPS (8477)'
    | (?:[2-9]\d{2}[-.]|\([2-9]\d{2}\)[ ]?)\d{3}[-. ][A-Z]{4}\b(?:[ ]?[(\[]\d{4}[)\]]|/\d{4}\b)?+       # '416-555-TIPS', '(902) 555-TIPS (8477)'
    | \([2-9]\d{2}\)\n\d{3}-\d{4}                                    # '(519)' at the end of a line, '555-0123' below
    | 0[1-9][ -]\d{3,4}[ -]\d{4}                                  # '02 9555 0123' (Australia), '04 555 0123' (New Zealand)
    | 131[ ]444\b                                               # the police line of Australia
    | \(0\d{1,4}\)[ ]?\d{3,8}(?:[ -]\d{3,5})?                      # '(01632) 960123'
    | 0\d{2,4}[ -]\d{3,4}[ -]?\d{2,5}                              # '0800 555 111', '020 7946 0123', '01632 960 123'
    | 0\d{3,4}[ -]\d{2,3}[ -]\d{2}[ -]?\d{2}                       # '01632 96 01 23'
    | 0\d{2,4}[ -]\d{5,8}                                          # '01632 960123', '0800 555111'
    | 0800[ ]?\d{2,3}[ ]?\d{3}                                   # '0800555 111', '0800 55 111'
    | 0800[ ]?1111\b                                               # Childline
    | 0\d{9,10}                                                    # '01632960123', '0800555111'
    | 0\d{4}[ ]\d{5}                                               # '01632 96012'
    | 1[ ]?[38]00[ -]\d{3}[ -]\d{3}                                # '1800 555 012', '1 800 333 000' (Ireland, Australia)
    | 1[ -.]\(?[2-9]\d{2}\)?[ .-]\d{3}[ .-]\d{4}                   # '1-800-555-0123'
    | \([2-9]\d{2}\)[ ]?\d{3}[ .-]\d{4}                            # '(714) 555-0123'
    | [2-9]\d{2}(?P<mark>[-.])\d{3}(?P=mark)\d{4}                  # '714-555-0123', '714.555.0123'
    | [2-9]\d{2}/\d{3}-\d{4}                                       # '714/555-0123'
    | 1[38]00-[A-Z]{3,8}(?:-[A-Z]{2,8}){0,2}                       # '1800-TIPS'
    | 1-8(?:00|33|44|55|66|77|88)-[A-Z0-9]{3,8}(?:-[A-Z0-9]{1,8}){0,3}(?:[ ]?\(\d{3,5}(?:-\d{4})?\))?+  # '1-800-CALL-FBI', '1-800-222-TIPS (8477)'
    | 1-8(?:00|33|44|55|66|77|88)-\d{1,2}(?:-[A-Z]{2,8}){1,2}(?:-\d{1,2})?        # '1-866-4-TIP-OFF', '1-866-4-CRIME-9'
    | (?:1[ -])?[2-9]\d{2}-\d{2}-[A-Z]{5}\b(?:[ ]?\(\d{5}\))?+       # '613-55-CRIME (27463)'
    | 0[58]00[ -](?:\d{3}[ -])?[A-Z]{4,8}\b(?:[ ]?\(\d{3,7}\))?+     # '0800-555-TIPS (8477)', '0508 CRIME'
    | 0[58]00[ ][A-Z]{3}[ ][A-Z]{4}\b(?:[ ]?\(\d{3}[ ]?\d{4}\))?+     # '0800 KEL TIPS (535 8477)'
    | 0508[ ]\d{3}[ ]\d{3}                                           # '0508 555 012' (New Zealand)
    | 116[ ]?(?:123|000|111)                                       # European helplines: '116 123'
    | 18001[ ]?(?:101|999|0\d{2,4}[ ]?\d{3,4}[ ]?\d{3,4})           # text relay: '18001 101'
    | 13[ ]?\d{2}[ ]\d{2}                                          # '13 14 11' (Australia)
    )
    (?![\w*]|[/:]\d|[.,-]\d)
    """,
    re.VERBOSE,
)
_KEYS = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")
# Seven digits are a number of the same town where somebody is to be called on them: 'call Ray Pell at 664-1177'.
_LOCAL = WordPattern(
    r"(?i:\b(?:«contact_words.calls»)\b(?:[^.;\n]|(?<=\b\p{Lu}\p{Ll}{0,4})\.){0,80}?[ ](?:at|on|or)[ ]|\b(?:«contact_words.phone_label»)\.?:?[ ])(?P<number>[2-9]\d{2}[-.]\d{4})(?![\w*/:]|[.,-]\d)"
)
_LOCAL_FIRST = WordSet("contact_words.calls", "contact_words.phone_label")
_SEVEN = re.compile(r"[2-9]\d\d[-.]\d{4}")
_SIGN = re.compile(r"[+(](?=\d)")
# A number of five or six digits is a phone only where it is plainly texted or dialled: 'text 61016', 'SMS to 80999'.
_TEXTED = WordPattern(
    r"(?i:\b(?:«contact_words.texts»)\b)"
    # 'text us on', "text TIP202 + your message to 'CRIMES' (": words, then what leads to the number
    r"(?:(?:[ ][^\s.,;:!?()]{1,16}){0,7}?[ ](?:to|on|at|number|via|«contact_words.text_code»)|(?:[ ](?:us|the|number|«contact_words.text_filler»)){0,3})[: ]{1,2}(?:[‘'\"“]?[A-Z]{2,12}[’'\"”]?[ ]?(?:to[ ]|\())?"
    r"(?P<number>\d{5,6}|(?<=[ ](?:to|on|number)[ ]{1,2})(?!19|20)[1-9]\d{3})(?![\w*/:]|[.,-]\d|[ ](?:«contact_words.counted_person»|\p{Ll}+s)\b)"
    r"|(?<![\w£$€/*:.,-])(?P<number>\d{5,6})(?=[ ](?:\(?(?:«contact_words.text_behind»))\b)"  # '67101 text number'
)
_TEXTING = WordSet("contact_words.texts")
_SHORT = Regex(
    r"(?<![\w£$€/*.#-])(?<!\d[,:])(?P<number>101|999|911|112|111|105)(?:[ ]?(?:/|ext?\.?|extension|option|x)[ ]?\d{1,7}(?:[ ]\d{3,4})?|[ ]\d{5}(?!\d))?+(?![\w%°-]|[*/:.,]\d|[ ]\d{3,})"
)
_SERVICES = frozenset(("101", "999", "911", "112", "111", "105"))
# Where 101 or 999 is a count: 'a total of 101', 'from 999 to 705', 'worth 101'
_COUNTS = WordPattern(
    r"""(?ix)(?<!\w)(?:of|than|total|was|were|is|are|from|for|another|further|some|about|around|nearly|almost|over|under|only|all|least|most|by|no|«contact_words.counts_before»
        |(?:\d|down|up|«contact_words.changed»)[ ](?:\w+[ ]){0,3}to)[ ]$"""
)
_CALLED = WordPattern(
    r"""(?ix)\b(?:via|through|number|«contact_words.called_on»)
        (?:[ ](?:us|the|it|in|number|on|at|to|or|again|is|now|by|via|for|«contact_words.called_filler»)){0,5}[:,]?[ ]{1,2}['"“‘(*_]{0,2}$"""
)
_SERVICE = WordPattern(
    r"""(?ix)['"”’)*_]{0,2}[ ](?:(?:or|and|/)[ ](?:999|101|911)[ ])?(?:numbers?|if|or[ ](?:999|101|via|@|«contact_words.other_way»)|is[ ]the[ ]number|«contact_words.service_behind»)\b"""
)
# 'fell from 999 to 705', '101 of the 120'
_TO_NUMBER = Regex(r"[ ](?:to|of|in)[ ](?:the[ ])?\d")
_COUNTED = WordPattern(
    r"[ ](?:(?!(?:as|is|was|has|does|this|us|sometimes|always|unless|whilst|if|or|and|to|via|in|on|by|with|«contact_words.behind_a_service»)\b)\p{Ll}[\p{Ll}-]{1,15}[ ]){0,2}(?:children|«contact_words.counted_person»|per[ ]cent|days|(?!(?:always|unless|whilst|this|does|has|is|was|as|us|«contact_words.behind_a_service»)\b)\p{Ll}{3,20}s)\b"
)


@dataclass(frozen=True, slots=True)
class PhoneText:
    """A text, its words, and the stretches that are already telephone numbers."""

    text: str
    words: Words
    taken: Taken
    lexicon: Lexicon


Phones = tuple[ContactMention, ...]


def in_full(page: PhoneText) -> Phones | None:
    """A telephone number of any country as it is written: '01632 960 417', '1-800-555-0199', '416-555-TIPS'."""
    matches = begin_at(_LONG, page.text, _starts(page.text))
    # '13 14 11' is the shortest
    long = (match for match in matches if sum(character.isalnum() for character in match.group()) >= 6)
    return tuple(_phone("contact_phone", match.span(), _digits(match.group())) for match in long)


def texted(page: PhoneText) -> Phones | None:
    """A number of five or six digits for text messages: 'text 61016', 'SMS to 80999'."""
    matches = begin_at(
        _TEXTED.of(page.lexicon), page.text, page.words.starts(_TEXTING.of(page.lexicon), page.words.digits)
    )
    return tuple(_phone("contact_phone_texted", match.span("number"), match["number"]) for match in matches)


def of_the_town(page: PhoneText) -> Phones | None:
    """Seven digits without an area code that the public is asked to call: 'call Ray Pell at 664-1177'."""
    if _SEVEN.search(page.text) is None:
        return None
    matches = begin_at(_LOCAL.of(page.lexicon), page.text, page.words.starts(_LOCAL_FIRST.of(page.lexicon)))
    free = (match for match in matches if not page.taken.overlaps(*match.span("number")))
    return tuple(_phone("contact_phone_local", match.span("number"), _digits(match["number"])) for match in free)


def of_a_service(page: PhoneText) -> Phones | None:
    """'101', '999', '105' that the public is asked to call; but '101 arrests' is a count."""
    free = (
        match
        for match in begin_at(_SHORT, page.text, page.words.starts(_SERVICES))
        if not page.taken.overlaps(*match.span())
    )
    services = (match for match in free if _is_service(page, match))
    return tuple(_phone("contact_phone_short", match.span(), match["number"]) for match in services)


def _phone(rule: str, span: tuple[int, int], value: str) -> ContactMention:
    """A telephone number at this span."""
    return ContactMention(*span, rule, "phone", value)


PHONES: RuleTable[PhoneText, Phones] = RuleTable(
    "contact",
    (
        Rule(
            "contact_phone",
            in_full,
            finds=(
                'Ring <contact kind=phone value=01632960417>01632 960 417</contact> or <contact value="+442079460123">+44 (0)20 7946 0123</contact>.',
                "Call <contact kind=phone value=18002228477>1-800-222-TIPS (8477)</contact>.",
                "Call <contact value=6135558477>613-555-TIPS [8477]</contact> or <contact value=18664847633>1-866-4-TIP-OFF</contact>.",
                "Call <contact value=18664274639>1-866-4-CRIME-9</contact> or <contact value=6135527463>613-55-CRIME (27463)</contact>.",
                "Ring <contact value=1800555012>1 800 555 012</contact> or <contact value=01632960123>01632.960.123</contact>.",
            ),
            ignores=("They stole 12,345 litres.",),
        ),
        Rule(
            "contact_phone_texted",
            texted,
            finds=("Please text <contact kind=phone value=61016>61016</contact>.",),
            ignores=("They text 61016 people a day.",),
        ),
        Rule(
            "contact_phone_local",
            of_the_town,
            finds=("Please call Ray Pell at <contact kind=phone value=6641177>664-1177</contact>.",),
            ignores=("They counted 664-1177.",),
        ),
        Rule(
            "contact_phone_short",
            of_a_service,
            finds=(
                "Call <contact kind=phone value=101>101</contact>, in an emergency <contact value=999>999</contact>.",
            ),
            ignores=("Officers made 101 arrests.", "It fell from 999 to 705."),
        ),
    ),
    kinds=("contact",),
)
"""Kinds of telephone numbers; what an earlier rule found is taken from the later ones."""


def find_phones(page: Page, lexicon: Lexicon) -> list[ContactMention]:
    """All telephone numbers, in text order."""
    seen = PhoneText(page.text, words_of(page.text), Taken(), lexicon)
    found: list[ContactMention] = []
    for rule in PHONES:
        phones = rule.find(seen) or ()
        for phone in phones:
            seen.taken.add(phone.start, phone.end)
        found += phones
    return sorted(found, key=lambda phone: phone.start)


def _starts(text: str) -> list[int]:
    """The offsets at which a telephone number can begin: at digits, a plus or a bracket."""
    words = words_of(text)
    return words.starts(frozenset(), words.digits, (match.start() for match in _SIGN.finditer(text)))


_SPELLED_OUT = Regex(r"(?<=[A-Z])(?:[ ]?[(\[]\d[\d -]+[)\]]|/\d{4})$|\([A-Z]{4}\)(?=[ ]?\d{4}$)")
_NO_DIGIT = Regex(r"[^\d+]")


def _digits(phone: str) -> str:
    """The digits to dial; letters of '416-555-TIPS (8477)' are keys, and the brackets only repeat them."""
    once = _SPELLED_OUT.sub("", phone)
    return _NO_DIGIT.sub("", once.replace("(0)", "").translate(_KEYS))


def _is_service(page: PhoneText, match: re.Match[str]) -> bool:
    """Whether 101, 999 and the like are a number to call and no count: 'fell from 999 to 705' and '101 arrests' are counts."""
    text, lexicon = page.text, page.lexicon
    before = text[max(0, match.start() - 60) : match.start()]
    if _CALLED.of(lexicon).search(before) or _SERVICE.of(lexicon).match(text, match.end()):
        return True
    if match["number"] not in ("101", "999"):
        return False
    return not (
        _COUNTED.of(lexicon).match(text, match.end())
        or _COUNTS.of(lexicon).search(before)
        or _TO_NUMBER.match(text[match.end() : match.end() + 12])
    )
