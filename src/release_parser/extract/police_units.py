"""Named police units: teams, squads, task forces and commands inside forces or across them.

In: a cleaned page. Out: each unit once, with the spans of its mentions. An acronym that the release explains ('Roads Policing Unit (RPU)')
belongs to the unit, and so do its later mentions.

>>> from release_parser.lexicon import Lexicon
>>> from release_parser.text import read_page
>>> page = read_page("Officers of the Ashtown Roads Policing Unit (RPU) came. An RPU car was hit.")
>>> [(found.name, found.acronym, len(found.mentions)) for found in find_police_units(page, Lexicon.default())]
[('Ashtown Roads Policing Unit', 'RPU', 2)]
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from release_parser.extract.mentions import NamedEntity
from release_parser.extract.operation_names import Lines
from release_parser.extract.taken import Taken
from release_parser.extract.unit_acronyms import explained_after, explained_before
from release_parser.extract.unit_names import UnitGrammar
from release_parser.lexicon import (
    Lexicon,
    UnitNoun,
    WordPattern,
    WordSet,
    compile_forms,
    fold,
    trie_pattern,
    with_words,
)
from release_parser.regexes import Regex
from release_parser.text.words import begin_at

if TYPE_CHECKING:
    from release_parser.text import Page

# 'Unit 5', 'Section Commander', 'Branch of the bank'
_PLACED = WordPattern(r"[ ](?:\d|(?:«name_words.placed»)\b)")
_NUMBERED_PLACE = WordSet("name_words.numbered_place")
# 'the Fraud Sections Jo Ash': archives lose apostrophes
_PLURAL_BODY = WordSet("name_words.plural_body")
# 'Task Force on Human Trafficking': not 'the Task Force on Monday'
_TAIL = WordPattern(
    r"(?<=\b(?:«name_words.task_force_on»))[ ]on[ ](?:the[ ])?(?!«calendar.weekday»|«calendar.month»)\p{Lu}\p{L}+(?:[ ](?:(?:and|to|of|against)[ ])?(?!«calendar.weekday»)\p{Lu}\p{L}+){0,4}"
)
_SPACES = Regex(r"\s+")
_CAPITAL_BEHIND = Regex(r"[ ]\p{Lu}")
# 'AE Dog Unit'
_INITIALS_FIRST = Regex(r"[A-Z]{2,6}[ ]\p{L}+[ ]")
# 'Child Protection (CP) Team'
_INITIALS_ASIDE = Regex(r"[ ]?\([A-Z]{2,8}\)[ ]?")
_PLURAL = Regex(r"s$")


@dataclass(slots=True)
class _Unit:
    """A unit while its mentions are being collected."""

    name: str
    rule: str
    mentions: list[tuple[int, int]] = field(default_factory=list)
    acronym: str | None = None


def find_police_units(page: Page, lexicon: Lexicon) -> list[NamedEntity]:
    """All named units of the page, in the order of their first mention."""
    units: dict[str, _Unit] = {}
    lines = Lines(page)
    held: list[tuple[int, int]] = []
    for start, end, rule in _named(page, lexicon):
        name = _name(page.text, start, end)
        key = _key(name)
        if any(lines.capitals(start)) and rule == "unit_name":
            # in a headline's capitals any words could stand before: only if the body has it too
            held.append((start, end))
            continue
        unit = units.setdefault(key, _Unit(name, rule))
        unit.mentions.append((start, end))
        unit.acronym = (
            unit.acronym
            or explained_after(page.text, start, end, lexicon)
            or explained_before(page.text, start, end, lexicon)
        )
    for start, end in held:
        known = units.get(_key(_name(page.text, start, end)))
        if known is not None:
            known.mentions.append((start, end))
    merged = _merged(_with_kind_in_initials(_with_initials(list(units.values()))))
    merged += _add_acronyms(page, lexicon, merged)
    entities = [
        NamedEntity(unit.name, tuple(sorted(set(unit.mentions))), unit.rule, acronym=unit.acronym) for unit in merged
    ]
    return sorted(entities, key=lambda entity: entity.mentions[0])


def _named(page: Page, lexicon: Lexicon) -> list[tuple[int, int, str]]:
    """The bounds and the rule of all names that end in a unit's noun or begin with one."""
    text, grammar = page.text, UnitGrammar.of(lexicon)
    floor = 0
    found: list[tuple[int, int, str]] = []
    for match in begin_at(grammar.noun, text, page.words.starts(grammar.noun_begins)):
        end = match.end()
        if match.group() in _NUMBERED_PLACE.of(lexicon) and _PLACED.of(lexicon).match(text[end : end + 12]):
            continue  # 'Unit 5', 'Section 60'
        if _GOES_ON.of(lexicon).match(text, end) or (" " in match.group() and grammar.noun.match(text, end + 1)):
            continue  # 'Police Dog Services Unit' ends with its last noun
        if match.group().split(" ")[-1] in _PLURAL_BODY.of(lexicon) and _CAPITAL_BEHIND.match(text[end : end + 2]):
            end -= 1
        block = page.block_at(match.start())
        start = grammar.start(
            text, match.start(), end, floor=max(floor, page.blocks[block].start if block is not None else 0)
        )
        if (tail := _TAIL.of(lexicon).match(text, end)) is not None:
            start, end = (match.start() if start is None else start), tail.end()
        if start is not None:
            rule = "unit_name" if text[start].isupper() or text[start].isdigit() else "unit_lower"
            found.append((start, end, rule))
            floor = end
    found += _named_again(text, found)
    taken = Taken((start, end) for start, end, _ in found)
    for pattern, rule in (
        (_NUMBERED.of(lexicon), "unit_numbered"),
        (_QUOTED_LETTER.of(lexicon), "unit_lettered"),
        (_heads(lexicon), "unit_head"),
    ):
        found += [(*match.span(), rule) for match in pattern.finditer(text) if not taken.overlaps(*match.span())]
    return sorted(found)


_SHORT = Regex(r"\p{Lu}[\p{L}-]+[ ]\p{Ll}+$")


def _named_again(text: str, found: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Later mentions with a small noun: 'the Amber team' behind 'our Amber team' or 'the Operation Amber team'."""
    short = {match.group() for start, end, _ in found if (match := _SHORT.search(text, start, end)) is not None}
    if not short:
        return []
    taken = Taken((start, end) for start, end, _ in found)
    pattern = compile_forms(rf"(?<![\p{{L}}\d])(?:{trie_pattern(short)})(?![\p{{L}}\d])")
    return [(*match.span(), "unit_name") for match in pattern.finditer(text) if not taken.overlaps(*match.span())]


# what is no unit by what follows it
_GOES_ON = WordPattern(
    r"""
      (?<=(?i:«name_words.part_of_a_page»))[ ](?:of|on|in)[ ](?:our|the|this|its|their)[ ](?:[\p{L}]+[ ])?(?:«name_words.page»)(?!\p{L})   # 'the dog section of our website'
    | (?<=[ ]\p{Lu}\p{Ll}{1,20}[ ](?:«name_words.directorate»))[ ](?:for|of)[ ]                                                    # 'the Utopian Directorate for Customs'
    | (?<=[ ](?:«name_words.bureau»))[ ]of[ ](?=\p{Lu})                                                                             # 'the Utopian National Bureau of Investigation'
    """,
    re.VERBOSE,
)
_NUMBERED = WordPattern(
    r"(?<![\w£$€.,:/-]|\d[ ])\d{1,2}[ ](?:«name_words.division»)(?![\p{L}\d])(?![ ]\d)", library="regex"
)  # '43 Division'
# '"J" Division' of a police that letters its divisions, as it writes them itself
_QUOTED_LETTER = WordPattern(r"[\"“‘']\p{Lu}[\"”’'][ ](?:«name_words.division»)(?![\p{L}\d])", library="regex")


@lru_cache(maxsize=8)
def _heads(lexicon: Lexicon) -> Regex:
    """The pattern for names that begin with the unit's noun: 'Counter Terrorism Policing in the East Midlands'."""
    heads = [form for entry in lexicon.typed("unit_nouns", UnitNoun) if entry.role == "head" for form in entry.forms]
    regions = with_words("«name_words.region»", lexicon)
    return compile_forms(
        rf"(?:{trie_pattern(heads)})(?:[ ](?:in[ ]the[ ]|in[ ]|for[ ](?:the[ ])?)?(?=\p{{Lu}})(?:(?:{regions})\b[ ]?){{1,3}})?(?<=\p{{L}})(?![\p{{L}}])"
    )


def _name(text: str, start: int, end: int) -> str:
    """The name without an acronym inside it: 'Child Protection (CP) Team'."""
    return _SPACES.sub(" ", _INITIALS_ASIDE.sub(" ", text[start:end]))


def _key(name: str) -> str:
    """The form in which names are compared: they are the same if they differ only in case, plural or joining word."""
    return _PLURAL.sub("", fold(name).replace("&", "and").replace("-", " ").replace("task force", "taskforce"))


def _with_initials(units: list[_Unit]) -> list[_Unit]:
    """The units, those whose area is in initials merged with the full form: 'the AE Dog Unit' and 'the Ashshire and Elmshire Dog Unit'."""
    short = [unit for unit in units if _INITIALS_FIRST.match(unit.name)]
    if not short:
        return units
    whole: dict[tuple[str, str], _Unit] = {}
    for unit in units:
        words = _key(unit.name).split(" ")
        for first in range(2, min(len(words), 12)):
            initials = "".join(word[:1] for word in words[:first] if word != "and")
            whole.setdefault((initials, " ".join(words[first:])), unit)
    folded: set[int] = set()
    for unit in short:
        initials, _, rest = _key(unit.name).partition(" ")
        owner = whole.get((initials, rest))
        if owner is not None:
            owner.mentions += unit.mentions
            owner.acronym = owner.acronym or unit.acronym
            folded.add(id(unit))
    return [unit for unit in units if id(unit) not in folded]


def _with_kind_in_initials(units: list[_Unit]) -> list[_Unit]:
    """The units, those whose kind is in initials merged with the full form: 'Elm Borough NPT' and 'Elm Borough Neighbourhood Policing Team (NPT)'."""
    owners = {_stem(unit.acronym): unit for unit in reversed(units) if unit.acronym}
    kept: list[_Unit] = []
    for unit in units:
        place, _, kind = unit.name.rpartition(" ")
        owner = owners.get(_stem(kind)) if place else None
        if owner is not None and _key(owner.name).startswith(f"{fold(place)} "):
            owner.mentions += unit.mentions
        else:
            kept.append(unit)
    return kept


def _merged(units: list[_Unit]) -> list[_Unit]:
    """The units, shorter later forms merged with the full one: 'the Roads Policing Unit' and 'Ashshire Roads Policing Unit'."""
    longer: defaultdict[str, list[_Unit]] = defaultdict(list)
    for unit in units:
        words = _key(unit.name).split(" ")
        for first in range(1, min(len(words), 12)):
            longer[" ".join(words[first:])].append(unit)
    kept: list[_Unit] = []
    for unit in units:
        key = _key(unit.name)
        whole = longer[key][0] if len(longer[key]) == 1 else None
        if whole is None or " " not in key or (unit.acronym and whole.acronym not in (None, unit.acronym)):
            kept.append(unit)
        else:
            whole.mentions += unit.mentions
            whole.acronym = whole.acronym or unit.acronym
    return kept


def _add_acronyms(page: Page, lexicon: Lexicon, units: list[_Unit]) -> list[_Unit]:
    """The units with later mentions by acronym ('An RPU car', 'the VSUs'), and units whose well-known acronym the page does not explain."""
    owners = {_stem(unit.acronym): unit for unit in reversed(units) if unit.acronym}
    taken = Taken(mention for unit in units for mention in unit.mentions)
    introduced = {acronym: min(unit.mentions)[0] for acronym, unit in owners.items()}
    pattern = _acronyms(lexicon, frozenset(owners))
    added: dict[str, _Unit] = {}
    for match in pattern.finditer(page.text):
        acronym = _stem(match.group())
        if taken.overlaps(*match.span()) or (acronym in owners and page.text[match.start() - 1 : match.start()] == "("):
            continue  # '(RPU)' behind the name explains it, and is no mention of its own
        if acronym in owners and match.start() > introduced[acronym]:
            owners[acronym].mentions.append(match.span())
        elif acronym not in owners:
            added.setdefault(acronym, _Unit(acronym, "unit_known", acronym=acronym)).mentions.append(match.span())
    return list(added.values())


@lru_cache(maxsize=64)
def _acronyms(lexicon: Lexicon, owners: frozenset[str]) -> Regex:
    """The pattern for acronyms of the lexicon and of this page."""
    known = {form for entry in lexicon.typed("unit_nouns", UnitNoun) if entry.role == "known" for form in entry.forms}
    return compile_forms(rf"(?<![\p{{L}}\d@#/._-])(?:{trie_pattern({*owners, *known})})s?(?![\p{{L}}\d@/_]|\.\p{{L}})")


def _stem(acronym: str) -> str:
    """The acronym without its plural: 'VSU' for 'VSUs'."""
    return acronym.removesuffix("s")
