"""The country of a release, which decides what its dollars and pounds mean and which telephone numbers it has.

In: a cleaned page, its publisher and its contacts. Out: an ISO 3166 code, or None. The rules ask in this order: who publishes; the
dateline; web addresses; laws, courts and agencies; places; telephone and postal codes. The first kind of evidence that names a country
decides. Where evidence of one kind names several countries, the result is None: a wrong currency is worse than none.

>>> from release_parser.lexicon import Lexicon
>>> from release_parser.text import read_page
>>> find_country(Evidence(read_page("KELSHAM, B.C. – Two men were held."), None, (), Lexicon.default()))
('CA', 'country_dateline')
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import regex

from release_parser.lexicon import NumberedName, compile_forms, trie_pattern
from release_parser.lexicon.forces import POLICE_OF_ANOTHER, find_force, plain_forms
from release_parser.regexes import Regex
from release_parser.rules import Rule, RuleTable
from release_parser.text.words import begin_at, first_words, words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from release_parser.extract.mentions import ContactMention
    from release_parser.lexicon import Country, Lexicon
    from release_parser.text import Page

Countries = frozenset[str]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the rules for the country read: the page, its publisher and its contacts."""

    page: Page
    publisher: str | None
    contacts: Sequence[ContactMention]
    lexicon: Lexicon


@dataclass(frozen=True, slots=True)
class _Named:
    """Words that tell a country, as one pattern; a word may tell several."""

    pattern: Regex
    first: frozenset[str]
    of: dict[str, Countries]

    def in_text(self, text: str, *, but_behind: Regex | None = None) -> Countries | None:
        """The countries that words of this text tell, without words right behind a match of `but_behind`; None where there are no such words."""
        matches = begin_at(self.pattern, text, words_of(text).starts(self.first))
        return _together(
            self.of[_plain(match.group())]
            for match in matches
            if but_behind is None
            or but_behind.search(text, max(0, match.start() - _LONGEST_MAKE), match.start()) is None
        )


_LONGEST_MAKE = 20
_SPACES = Regex(r"[ ]+")


def find_country(evidence: Evidence) -> tuple[str, str] | None:
    """The country's code and the rule that found it; None where nothing tells it or the evidence conflicts."""
    found = COUNTRY.first(evidence)
    if found is None or len(found[0]) != 1:
        return None
    ((code,), rule) = found
    return code, rule


def _together(pieces: Iterable[Countries]) -> Countries | None:
    """The countries that all pieces of evidence allow; an empty set where they conflict.

    A piece that fits several countries decides nothing alone: 'WA' is Washington and Western Australia.
    """
    told: Countries | None = None
    for piece in pieces:
        told = piece if told is None else told & piece
    return None if told is not None and len(told) > 1 else told


def _plain(word: str) -> str:
    """A word with single spaces and straight apostrophes."""
    return _SPACES.sub(" ", word).replace("’", "'")


def _named(lexicon: Lexicon, words_of_country: Callable[[Country], Iterable[str]]) -> _Named:
    """The pattern for the words that each country's file gives."""
    of: dict[str, Countries] = {}
    for country in lexicon.countries:
        for word in words_of_country(country):
            plain = word.replace("’", "'")
            of[plain] = of.get(plain, frozenset()) | {country.code}
    return _Named(
        compile_forms(rf"(?<![\p{{L}}\d-]){trie_pattern(of)}(?![\p{{L}}\d]|{POLICE_OF_ANOTHER})" if of else r"(?!)"),
        first_words(of),
        of,
    )


@lru_cache(maxsize=8)
def _laws(lexicon: Lexicon) -> _Named:
    """The pattern for laws and courts of all countries."""
    return _named(lexicon, lambda country: (*country.laws, *country.courts))


@lru_cache(maxsize=8)
def _agencies(lexicon: Lexicon) -> _Named:
    """The pattern for agencies and forces of all countries."""
    return _named(
        lexicon,
        lambda country: (
            *country.agencies,
            *(form for force in country.forces for form in plain_forms(force)),
        ),
    )


@lru_cache(maxsize=8)
def _states(lexicon: Lexicon) -> _Named:
    """The pattern for states and provinces of all countries."""
    return _named(lexicon, lambda country: country.states)


@lru_cache(maxsize=8)
def _cities(lexicon: Lexicon) -> _Named:
    """The pattern for large towns of all countries."""
    return _named(lexicon, lambda country: (*country.cities, *(city.upper() for city in country.cities)))


@lru_cache(maxsize=8)
def _dateline(lexicon: Lexicon) -> tuple[Regex, dict[str, Countries]]:
    """The pattern for a dateline, and the countries that its states and provinces tell."""
    of: dict[str, Countries] = {}
    for country in lexicon.countries:
        for word in (*country.states, *country.state_codes, country.name):
            of[word] = of.get(word, frozenset()) | {country.code}
    place = r"\p{Lu}[\p{L}.’'-]{1,20}(?:[ ]\p{L}[\p{L}.’'-]{1,20}){0,3}"
    # 'KELSHAM, B.C. – ', 'Kelsham, Ontario (May 9, 2025) – ', 'Kelsham, ON – May 9, 2025 – '
    return (
        compile_forms(
            rf"^[ ]*{place},[ ](?P<state>{trie_pattern(of)})(?=[ ]?(?:[-–—:(]|,[ ]?(?:\p{{Lu}}\p{{Ll}}+\.?[ ]\d|\d{{1,2}}[ ]\p{{Lu}}\p{{Ll}}+)|,?[ ]?\n))",
            re.MULTILINE,
        ),
        of,
    )


def publishing_force(evidence: Evidence) -> Countries | None:
    """The country of the publishing force, where the table of forces has it."""
    force = find_force(evidence.publisher, evidence.lexicon) if evidence.publisher else None
    return frozenset({force.country}) if force is not None else None


def publisher_words(evidence: Evidence) -> Countries | None:
    """The country that words of the publisher's name tell: 'US Department of Justice / Tax Division', 'Ontario Park Wardens'."""
    if not evidence.publisher:
        return None
    for named in (_agencies(evidence.lexicon), _states(evidence.lexicon)):
        if (told := named.in_text(evidence.publisher)) is not None:
            return told
    return None


def dateline(evidence: Evidence) -> Countries | None:
    """The country of the state or province in the dateline: 'KELSHAM, B.C. – ', 'Kelsham, Ontario (May 9, 2025) – ', 'Kelsham, AB, 10 April'."""
    pattern, of = _dateline(evidence.lexicon)
    text = evidence.page.text
    return _together(of[_plain(match["state"])] for match in pattern.finditer(text, 0, _DATELINE_REACH))


_DATELINE_REACH = 3_000
"""How far from its beginning a dateline is looked for: menus and headlines may stand before it."""


def web_addresses(evidence: Evidence) -> Countries | None:
    """The country that domains of web and e-mail addresses tell: '.gc.ca', '.police.uk'."""
    endings = sorted(
        ((ending, country.code) for country in evidence.lexicon.countries for ending in country.domains),
        key=lambda pair: -len(pair[0]),
    )
    hosts = {
        host.group().lower()
        for contact in evidence.contacts
        if contact.kind in ("url", "email") and (host := _HOST.search(contact.value)) is not None
    }
    told = (next((code for ending, code in endings if host.endswith(ending)), None) for host in sorted(hosts))
    return _together(frozenset({code}) for code in told if code is not None)


_HOST = Regex(r"(?<=@|://|^)[\w.-]+(?=[/:?#]|$)")


def laws_and_courts(evidence: Evidence) -> Countries | None:
    """The country of laws and courts that only one has: 'Highway Traffic Act', 'U.S. District Court'."""
    return _laws(evidence.lexicon).in_text(evidence.page.text)


def agencies(evidence: Evidence) -> Countries | None:
    """The country of forces and agencies named in the text: 'RCMP', 'U.S. Attorney'."""
    return _agencies(evidence.lexicon).in_text(evidence.page.text)


def states(evidence: Evidence) -> Countries | None:
    """The country of states and provinces named in full, except in models of cars: 'a Chevrolet Colorado'."""
    return _states(evidence.lexicon).in_text(evidence.page.text, but_behind=_makes(evidence.lexicon))


@lru_cache(maxsize=8)
def _makes(lexicon: Lexicon) -> Regex:
    """The pattern for a make of cars right before a name."""
    makes = lexicon.typed("numbered_names", NumberedName)["vehicle_make"].forms
    return compile_forms(rf"(?<![\p{{L}}\d]){trie_pattern(makes)}[ ]$")


def cities(evidence: Evidence) -> Countries | None:
    """The country of large towns whose name no other country has: 'flights to Montréal', 'CALGARY – '."""
    return _cities(evidence.lexicon).in_text(evidence.page.text)


def codes(evidence: Evidence) -> Countries | None:
    """The country of telephone numbers, area codes and postal codes that only one has: '105', '705-', 'K0L 1B0'."""
    return _together([*_telephones(evidence), *_postcodes(evidence)])


def _telephones(evidence: Evidence) -> Iterable[Countries]:
    """The countries of each telephone number whose area code or service number tells one."""
    countries = evidence.lexicon.countries
    numbers = {number: country.code for country in countries for number in country.public_numbers}
    areas = {area: country.code for country in countries for area in country.area_codes}
    for contact in evidence.contacts:
        if contact.kind != "phone":
            continue
        area = _AREA.fullmatch(contact.value)
        code = numbers.get(contact.value) or (areas.get(area["code"]) if area else None)
        if code is not None:
            yield frozenset({code})


_AREA = Regex(r"\+?1?(?P<code>[2-9]\d\d)\d{7}")


def _postcodes(evidence: Evidence) -> Iterable[Countries]:
    """The countries of each postal code in the text."""
    pattern = _postcode_shapes(evidence.lexicon)
    text = evidence.page.text
    for match in begin_at(pattern, text, words_of(text).glued):
        yield frozenset({str(match.lastgroup)})
    for match in _codes_behind_states(evidence.lexicon).finditer(text):
        yield frozenset({str(match.lastgroup)})


@lru_cache(maxsize=8)
def _codes_behind_states(lexicon: Lexicon) -> Regex:
    """The pattern for postal codes of digits alone, which tell a country only behind a state: 'Kelsham, OH 43001'."""
    written = []
    for country in lexicon.countries:
        # the short form of a code may stand alone: '43001' of '43001-1234'
        shapes = {part for shape in country.postcodes if shape[0] == "9" for part in (shape, shape.partition("-")[0])}
        if shapes:
            states = trie_pattern((*country.states, *country.state_codes))
            written.append(f"(?P<{country.code}>(?<=[,\\p{{L}}][ ]){states},?[ ](?:{shapes_pattern(shapes)}))")
    return compile_forms(rf"(?:{'|'.join(written) or '(?!)'})(?![\w-])")


@lru_cache(maxsize=8)
def _postcode_shapes(lexicon: Lexicon) -> Regex:
    """The pattern for postal codes with letters, with the country's code as the name of the group."""
    shapes = "|".join(
        f"(?P<{country.code}>{'|'.join(shape_pattern(shape) for shape in country.postcodes)})"
        for country in lexicon.countries
        if any(shape[0] == "A" for shape in country.postcodes)
    )
    return compile_forms(rf"(?<![\w-])(?:{shapes or '(?!)'})(?![\w-])")


def shapes_pattern(shapes: Iterable[str]) -> str:
    """The source of a pattern for any of these shapes, the longest first; without shapes, one that never matches."""
    return "|".join(map(shape_pattern, sorted(shapes, key=lambda shape: (-len(shape), shape)))) or "(?!)"


def shape_pattern(shape: str) -> str:
    """The source of a regular expression for a shape such as 'A9A 9A9', in which 'A' is a capital letter and '9' a digit."""
    return "".join({"A": "[A-Z]", "9": r"\d", " ": "[ ]"}.get(sign, regex.escape(sign)) for sign in shape)


COUNTRY: RuleTable[Evidence, Countries] = RuleTable(
    "country",
    (
        Rule("country_publisher", publishing_force),
        Rule("country_publisher_words", publisher_words),
        Rule(
            "country_dateline",
            dateline,
            finds=(
                "KELSHAM, B.C. – Officers found <claim value=900 unit=CAD>$900</claim>.",
                "Kelsham, AB, 10 April 2026\n\nOfficers found <claim value=900 unit=CAD>$900</claim>.",
            ),
        ),
        Rule(
            "country_web_address",
            web_addresses,
            finds=("Officers found <claim value=900 unit=NZD>$900</claim>. Write to desk@ash.govt.nz.",),
        ),
        Rule(
            "country_law",
            laws_and_courts,
            finds=("He was fined <claim value=325 unit=CAD>$325</claim> under the Highway Traffic Act.",),
        ),
        Rule(
            "country_agency",
            agencies,
            finds=("The RCMP found <claim value=900 unit=CAD>$900</claim>.",),
        ),
        Rule(
            "country_state",
            states,
            finds=("He lost <claim value=900 unit=USD>$900</claim> on a trip through Nebraska.",),
        ),
        Rule(
            "country_code",
            codes,
            finds=(
                "He lost <claim value=900 unit=CAD>$900</claim>. Call 705-555-0123.",
                "He lost <claim value=900 unit=NZD>$900</claim>. Call 105.",
            ),
        ),
        Rule(
            "country_city",
            cities,
            finds=(
                "The grant of <claim value=900 unit=CAD>$900</claim> keeps flights to Montréal.",
                "CALGARY – Officers offer a reward of <claim value=900 unit=CAD>$900</claim>.",
            ),
        ),
    ),
)
"""Evidence of the country, surest first. None where a rule has no evidence; no country at all where its evidence conflicts."""
