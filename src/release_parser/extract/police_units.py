"""Named police units: teams, squads, taskforces, commands inside or across forces.

In: a cleaned page. Out: each unit once, with the spans of its mentions; an acronym that the release explains ('Roads
Policing Unit (RPU)') belongs to the unit, and so do its later mentions.

>>> from release_parser.lexicon import Lexicon
>>> from release_parser.text import read_page
>>> page = read_page("Officers of the Ashtown Roads Policing Unit (RPU) came. An RPU car was hit.")
>>> [(found.name, found.acronym, len(found.mentions)) for found in find_police_units(page, Lexicon.default())]
[('Ashtown Roads Policing Unit', 'RPU', 2)]
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

import regex

from release_parser.extract.mentions import NamedEntity
from release_parser.extract.operation_names import capitals
from release_parser.extract.unit_acronyms import explained_after, explained_before
from release_parser.extract.unit_names import UnitGrammar
from release_parser.lexicon import Lexicon, UnitNoun, fold, trie_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from release_parser.text import Page


@dataclass(slots=True)
class _Unit:
    """A unit while its mentions are gathered."""

    name: str
    rule: str
    mentions: list[tuple[int, int]] = field(default_factory=list)
    acronym: str | None = None


def find_police_units(page: Page, lexicon: Lexicon) -> list[NamedEntity]:
    """All named units of the page, in the order of their first mention."""
    units: dict[str, _Unit] = {}
    held: list[tuple[int, int]] = []
    for start, end, rule in _named(page, lexicon):
        name = _name(page.text, start, end)
        key = _key(name)
        if any(capitals(page, start)) and rule == "unit-name":
            held.append((start, end))  # in a headline's capitals any words could stand before: only if the body has it too
            continue
        unit = units.setdefault(key, _Unit(name, rule))
        unit.mentions.append((start, end))
        unit.acronym = unit.acronym or explained_after(page.text, start, end) or explained_before(page.text, start, end)
    for start, end in held:
        unit_or_none = units.get(_key(_name(page.text, start, end)))
        if unit_or_none is not None:
            unit_or_none.mentions.append((start, end))
    merged = _merged(list(units.values()))
    _add_acronyms(page, merged)
    merged += _known(page, lexicon, merged)
    entities = [
        NamedEntity(unit.name, tuple(sorted(set(unit.mentions))), unit.rule, acronym=unit.acronym) for unit in merged
    ]
    return sorted(entities, key=lambda entity: entity.mentions[0])


def _named(page: Page, lexicon: Lexicon) -> Iterator[tuple[int, int, str]]:
    """Bounds of all names that end in a unit's noun, or begin as one."""
    text, grammar = page.text, UnitGrammar.of(lexicon)
    floor = 0
    found: list[tuple[int, int, str]] = []
    for match in grammar.noun.finditer(text):
        end = match.end()
        if regex.match(r"[ ](?:\d|Commander\b|of[ ]the[ ](?:bank|store)\b)", text[end : end + 12]) and match.group() in ("Unit", "Section", "Wing", "Branch"):
            continue  # 'Unit 5', 'Section 60'
        if regex.fullmatch(r"(?:Division|Section|Office|Agenc|Command|Department|Branch)e?s", match.group().split(" ")[-1]) and regex.match(r"[ ]\p{Lu}", text[end : end + 2]):
            end -= 1  # 'the Fraud Sections Jo Ash': archives lose apostrophes
        block = page.block_at(match.start())
        start = grammar.start(text, match.start(), end, floor=max(floor, page.blocks[block].start if block is not None else 0))
        if start is not None:
            rule = "unit-name" if text[start].isupper() or text[start].isdigit() else "unit-lower"
            found.append((start, end, rule))
            floor = end
    found += [(*match.span(), "unit-numbered") for match in _NUMBERED.finditer(text)]
    found += [(*match.span(), "unit-head") for match in _heads(lexicon).finditer(text) if not any(start < match.end() and match.start() < end for start, end, _ in found)]
    return iter(sorted(found))


_NUMBERED = regex.compile(r"(?<![\w£$€.,:/-]|\d[ ])\d{1,2}[ ]Division(?![\p{L}\d])(?![ ]\d)")  # '43 Division'


@lru_cache(maxsize=8)
def _heads(lexicon: Lexicon) -> regex.Pattern[str]:
    """'Counter Terrorism Policing in the East Midlands'."""
    heads = [form for entry in lexicon.typed("unit_nouns", UnitNoun) if entry.role == "head" for form in entry.forms]
    return regex.compile(
        rf"(?:{trie_pattern(heads)})(?:[ ](?:in[ ]the[ ]|in[ ]|for[ ](?:the[ ])?)?(?=\p{{Lu}})(?:(?:North|South|East|West|Wales|Scotland|London|Midlands)\b[ ]?){{1,3}})?(?<=\p{{L}})(?![\p{{L}}])"
    )


@lru_cache(maxsize=8)
def _acronyms(lexicon: Lexicon) -> regex.Pattern[str]:
    known = [form for entry in lexicon.typed("unit_nouns", UnitNoun) if entry.role == "known" for form in entry.forms]
    return regex.compile(rf"(?<![\p{{L}}\d@#/._-])(?:{trie_pattern(known)})(?![\p{{L}}\d@/_]|\.\p{{L}})")


def _name(text: str, start: int, end: int) -> str:
    """The name without an acronym that stands inside: 'Child Protection (CP) Team'."""
    return regex.sub(r"\s+", " ", regex.sub(r"[ ]?\([A-Z]{2,8}\)[ ]?", " ", text[start:end]))


def _key(name: str) -> str:
    """Names that differ only in case, plural or joining word are one."""
    return regex.sub(r"s$", "", fold(name).replace("&", "and").replace("-", " ").replace("task force", "taskforce"))


def _merged(units: list[_Unit]) -> list[_Unit]:
    """Units with shorter later forms folded in: 'the Roads Policing Unit' after 'Ashshire Roads Policing Unit'."""
    kept: list[_Unit] = []
    for unit in units:
        key = " " + _key(unit.name)
        longer = [other for other in units if other is not unit and _key(other.name).endswith(key)]
        if len(longer) == 1 and (unit.acronym is None or longer[0].acronym in (None, unit.acronym)) and key.count(" ") > 1:
            longer[0].mentions += unit.mentions
            longer[0].acronym = longer[0].acronym or unit.acronym
        else:
            kept.append(unit)
    return kept


def _add_acronyms(page: Page, units: list[_Unit]) -> None:
    """Later mentions by acronym: 'An RPU car', 'the VSUs'."""
    for unit in units:
        if unit.acronym is None:
            continue
        stem = regex.escape(unit.acronym.removesuffix("s") if unit.acronym[-1:] == "s" else unit.acronym)
        first = min(start for start, _ in unit.mentions)
        unit.mentions += [
            match.span()
            for match in regex.finditer(rf"(?<![\p{{L}}\d@#/._-]){stem}s?(?![\p{{L}}\d@/_]|\.\p{{L}})", page.text)
            if match.start() > first and not any(start < match.end() and match.start() < end for start, end in unit.mentions)
            and page.text[match.start() - 1 : match.start()] != "("
        ]


def _known(page: Page, lexicon: Lexicon, units: list[_Unit]) -> list[_Unit]:
    """Acronyms that releases use without a word of explanation."""
    found: dict[str, _Unit] = {}
    taken = [mention for unit in units for mention in unit.mentions]
    for match in _acronyms(lexicon).finditer(page.text):
        acronym = match.group()
        if any(start <= match.start() < end for start, end in taken) or any(unit.acronym == acronym for unit in units):
            continue
        unit = found.setdefault(acronym, _Unit(acronym, "unit-known", acronym=acronym))
        unit.mentions.append(match.span())
    return list(found.values())
