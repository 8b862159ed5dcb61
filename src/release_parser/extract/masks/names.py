r"""Numbers in names: 'Section 60', '27 Acacia Road', 'the Seven Stars'.

In: the vocabulary `numbered_names` and capitals. Out: rules that mask such numbers.

>>> [rule.name for rule in NAMES]
['numbered_name', 'proper_name', 'firm_name']
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from release_parser.extract.masks.grammar import MaskedStretch, MaskText, Pattern, mask
from release_parser.lexicon import Lexicon, NumberedName, compile_forms, trie_pattern
from release_parser.regexes import Regex
from release_parser.rules import Rule
from release_parser.text.words import first_words

_WORD: Final = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
    r"|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
)
# a number as names carry it: '3', '3b', '7.2', '922(g)(1)', 'Two'
_NUMBER: Final = rf"(?:\d{{1,5}}(?:\.\d{{1,3}})?[A-Za-z]?(?:\(\w{{1,3}}(?:\.\d{{1,2}})?\)){{0,3}}+|(?i:{_WORD}))(?![\w%]|,\d{{3}}|[.]\d|[ -](?:years?|months?|weeks?|days?|hours?|minutes?|miles?|metres?|per[ ]cent|people|men|women|other|more|further)\b)"
# 'sections 20 and 47', 'Counts 2, 3 and 4': but not 'Section 18 and 12 arrests'
_MORE: Final = rf"(?:(?:[ ]?[-–/&][ ]?|,[ ]|,?[ ](?:and|or|to)[ ]){_NUMBER}(?![ ](?:other[ ]|further[ ]|more[ ])?(?!(?:was|has|is|does)\b)\p{{Ll}}{{2,}}s\b|[ ](?:people|men|women)\b)){{0,8}}+"
_PAIR: Final = rf"(?:[ ]?[-–/&][ ]?{_NUMBER}|[ ](?:and|or|to)[ ]{_NUMBER}(?![ ]\p{{Ll}}))?+"
_YEAR: Final = r"(?:1[6-9]\d\d|20\d\d)"
# 'day 2 of the week' is a name, 'during the week 39 checks were made' a count
_CLAUSE_END: Final = r"(?=[ ]?(?:[.,;:!?()”\"’—–-]|$|\n)|[ ](?:of|is|was|will|has|had|and|or|to|in|for|on|at|with|there|it|we|they|he|she)\b)"


def numbered_name(subject: MaskText) -> tuple[MaskedStretch, ...] | None:
    """A number that is part of a name by the word beside it. Each entry of `numbered_names` is a mask of its own name."""
    found = tuple(
        MaskedStretch(match.start(), match.end(), name)
        for name, pattern in numbered_names(subject.lexicon)
        for match in pattern.find(subject)
    )
    return found or None


@lru_cache(maxsize=8)
def numbered_names(lexicon: Lexicon) -> tuple[tuple[str, Pattern], ...]:
    """The pattern of each entry of `numbered_names`, with the name of its mask."""
    return tuple(_numbered_pattern(entry) for entry in lexicon.typed("numbered_names", NumberedName))


def _numbered_pattern(entry: NumberedName) -> tuple[str, Pattern]:
    """The pattern of one entry, with the words or digits at which it is tried."""
    name, pattern, words = entry.name.removesuffix("_lower_case"), _numbered(entry), first_words(entry.forms)
    if entry.side == "after":
        return name, Pattern(pattern, digits=True, needs=words)
    return name, Pattern(pattern, words | {"the"} if entry.name == "number_sign" else words, needs=words)


def _numbered(entry: NumberedName) -> Regex:
    """The regular expression for one entry and the number beside it."""
    forms = [
        *entry.forms,
        *(form.lower() for form in entry.forms if entry.lower),
        *(form.upper() for form in entry.forms if len(form) > 3 and entry.side == "before"),
    ]
    behind_its_subject = r"(?<!\b\p{Lu}[\p{L}’'.-]{1,20}[ ])" if entry.verb else ""
    words = rf"(?<![\w£$€]){behind_its_subject}{trie_pattern(forms)}"
    if entry.name == "house_number":
        # '27 Acacia Road', '12-14 High Street', '3b St Ann’s Terrace', '42nd Street', '1200 block of Main Street'
        name = r"(?:St\.|[NSEW]\.|\d{1,3}(?:st|nd|rd|th)|\p{Lu}[\w’'-]{0,20})[ ](?:(?:the|of|St\.|[NSEW]\.|\p{Lu}[\w’'-]{0,20})[ ]){0,3}?"
        number = r"\d{1,5}[A-Za-z]?(?:(?:[ ]?[-–/&][ ]?|[ ](?:and|to)[ ])\d{1,5}[A-Za-z]?)?"
        # a comma only behind 'at': 'at 12, High Street' is a house, 'Ray Ash, 27, Mill Road' an age
        source = rf"(?<![\w£$€.,%-]|\d[ ])(?:{number}|(?<=\bat[ ]){number},)[ ]{name}{trie_pattern(forms)}\b"
    elif entry.name == "military":
        source = rf"(?<![\w£$€.,-])\d{{1,3}}[ ](?:\p{{Lu}}[\w-]{{1,14}}[ ]){{0,2}}{trie_pattern(forms)}\b"
    elif entry.name == "vehicle_make":
        # 'Ford Transit 350', 'BMW 320d', 'Mazda 3', 'BMW 1 Series', 'Golf 2.0 TDI'
        source = rf"{words}[ ](?:\p{{Lu}}[\w-]{{1,14}}[ ]){{0,3}}?(?:\d{{1,4}}(?:\.\d)?[A-Za-z]{{0,3}}|[A-Z]{{1,3}}[ -]?\d{{1,4}}[A-Za-z]{{0,3}})(?:-\d{{2,3}})?(?![\w%]|,\d{{3}}|[ ]?(?:mph|miles))(?:[ ][sS]eries\b)?"
    elif entry.name == "dated_event":
        source = rf"{words}(?:[ ](?:of|in|for))?,?[ ]{_YEAR}\b(?!,\d)"
    elif entry.name == "number_sign":
        source = rf"(?<![\w£$€]|\ba[ ]|\b(?:an|total|the)[ ]){trie_pattern(forms)}\.?[ ]?{_NUMBER}{_MORE}(?![ ](?:people|men|women|\p{{Ll}}+s)\b)|\bthe[ ]number[ ]{_NUMBER}"
    else:
        source = rf"{words}[ ]{_NUMBER}{_MORE if entry.listed else _PAIR}{_CLAUSE_END if entry.guarded else ''}"
    return compile_forms(source)


_TO_TWELVE: Final = "one two three four five six seven eight nine ten eleven twelve"
_CAPITAL_NUMBER: Final = r"(?:One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Eleven|Twelve)"
# words that stay small in a headline
_NO_SMALL_WORD: Final = (
    r"(?!(?:with|from|after|under|over|into|than|amid|among|against|during|following|near|were|have|been|that|which)\b)"
)
_NO_CALENDAR: Final = r"(?!(?:\p{Lu}\p{Ll}{2,5}day|«calendar.month»)\b)"

NAMES = (
    Rule("numbered_name", numbered_name, finds=("Officers of Section 60 came to 27 Acacia Road.",)),
    mask(
        "proper_name",
        rf"""
          (?=\p{{Lu}})(?:
          # 'the One Road One Week campaign': a slogan, in a line in which other words are small
          (?<=\b\p{{Ll}}{{3,20}}[ ]|[“"‘]|\bThe[ ]){_CAPITAL_NUMBER}[ ](?!«kept_capital»)\p{{Lu}}\p{{Ll}}+,?[ ]{_CAPITAL_NUMBER}[ ]\p{{Lu}}\p{{Ll}}+(?=[,;:)’”"]|[.](?:\s|$)|[ ]\p{{Ll}}|$)
        | (?<=\b\p{{Ll}}{{1,15}},?[ ](?:the|in|at|near|outside|via|between|«called_so»)[ ]){_CAPITAL_NUMBER}[ ](?!«kept_capital»)\p{{Lu}}\p{{Ll}}+
        | # '“The Four Harbours conference brings people together”': a plural name before its noun in lower case
          (?<=(?:^|[.!?:”"’][ ]|[“"‘])The[ ]){_CAPITAL_NUMBER}[ ](?!«kept_capital»)\p{{Lu}}\p{{Ll}}+(?=[ ]{_NO_SMALL_WORD}\p{{Ll}}{{4,}}\b)
        | # 'her firm Harbour Three is gone': behind another capital, in a line that is no headline: there is a long word in lower case before
          (?<=\b{_NO_SMALL_WORD}\p{{Ll}}{{5,20}}\b[^\n]{{0,60}}[ ]{_NO_CALENDAR}\p{{Lu}}\p{{Ll}}{{1,20}}[ ]){_CAPITAL_NUMBER}(?=[,;:)’”"]|[.](?:\s|$)|[ ](?:and|in|is|was|at|for|to|will|has|who|which|that)[ ]\p{{L}}|$)
        | # 'pupils of Three Oaks Primary School': what is more than one would not be one school
          (?!One\b){_CAPITAL_NUMBER}[ ](?!«kept_capital»)\p{{Lu}}\p{{Ll}}+[ ](?:\p{{Lu}}\p{{Ll}}+[ ]){{0,2}}?(?:«named_institution»)(?=[,;:)’”"]|[.](?:\s|$)|[’']s\b|[ ]\p{{Ll}}|$)
          )
        """,
        about="A number word with a capital in mid-sentence: 'the Seven Stars pub', 'in Five Ways'; not in a headline's capitals.",
        starts=_TO_TWELVE,
        finds=(
            "There was a fight near the Seven Stars and at Five Ways.",
            "She said that her former firm Harbour Three is gone.",
            "Pupils of Three Oaks Primary School met the One Road One Week team.",
        ),
        ignores=(
            "Detectives in Elmfield Arrest <claim value=2>Two</claim> in Fraud Case",
            "Officers Arrest <claim value=3>Three</claim> Kelsham School Pupils",
        ),
    ),
    mask(
        "firm_name",
        rf"""
          # '7K Motors', '9G Northern Logistics': digits with a capital in a firm's name
          (?<![\w£$€.,-])\d{{1,2}}[A-Z][ ](?:\p{{Lu}}[\p{{L}}&’'-]{{0,20}}[ ]){{0,2}}?(?:«firm_noun»|«legal_form»)(?!\w)
        | # '4 Seasons Foods Ltd': any number where the firm's legal form ends the name
          (?<![\w£$€.,-])\d{{1,3}}[ ](?:\p{{Lu}}[\p{{L}}&’'-]{{0,20}}[ ]){{1,3}}?(?:«legal_form»)(?!\w|[ ](?!(?:is|was|has)\b)\p{{Ll}}{{2,20}}s\b)
        | # 'the firm 3M', 'a company called 7K'
          \b(?:«firm»)[ ](?:(?:«called_so»)[ ])?\d{{1,2}}[A-Z](?![\w-]|[ ](?!(?:is|was|has)\b)\p{{L}}{{2,20}}s\b)
        | # 'under Five Star Foods Ltd', behind a small word: 'Two Ash Ltd Directors' are two
          (?<=\b\p{{Ll}}{{1,15}},?[ ]|(?:«legal_form»),[ ]){_CAPITAL_NUMBER}[ ](?!«kept_capital»)(?:\p{{Lu}}[\p{{L}}&’'-]{{0,20}}[ ]){{1,3}}?(?:«legal_form»)(?!\w|[ ](?!(?:is|was|has)\b)\p{{L}}{{2,20}}s\b)
        """,
        about="Firms with a number in their name: '7K Motors', '4 Seasons Foods Ltd', 'Five Star Foods Ltd', 'the firm 3M'.",
        starts=f"0 «firm» {_TO_TWELVE}",
        finds=(
            "Staff of 7K Motors, 9G Northern Logistics and 4 Seasons Foods Ltd met the firm 3M.",
            "She ran a firm under Five Star Foods Ltd, Six Oaks Trade Inc., or Pole Ltd.",
        ),
        ignores=(
            "Elmfield jury finds <claim value=2>Two</claim> Ash Ltd Directors guilty",
            "They lost <claim value=7000>7K</claim> and made <claim value=12000>12K</claim> calls.",
            "Police stopped <claim value=12>12</claim> Ash Ltd lorries.",
        ),
    ),
)
