r"""Named police operations.

In: a cleaned page. Out: each operation once, with the spans of its name, bare later mentions too. The name is canonical:
without its marker, and not in a headline's capitals where the body writes it otherwise.

>>> from release_parser.lexicon import Lexicon
>>> from release_parser.text import read_page
>>> page = read_page("OP HERON LAUNCHED\n\nUnder Operations Heron and Winter Tide we made arrests. Heron has shut a shop.")
>>> [(found.name, len(found.mentions)) for found in find_operations(page, Lexicon.default())]
[('Heron', 3), ('Winter Tide', 1)]
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import regex

from release_parser.extract.mentions import NamedEntity
from release_parser.extract.operation_names import Lines, Name, NameGrammar
from release_parser.extract.taken import Taken
from release_parser.lexicon import Lexicon, Marker, trie_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from release_parser.text import Page


@dataclass(frozen=True, slots=True)
class _Found:
    """One marked mention: `alias` is the form with its marker."""

    name: Name
    rule: str
    alias: str | None


def find_operations(page: Page, lexicon: Lexicon) -> list[NamedEntity]:
    """All named operations of the page, in the order of their first mention."""
    lines = Lines(page)
    found = list(_marked(page, lexicon, lines))
    if not found:
        return []
    found = _trimmed(page.text, found)
    groups: defaultdict[str, list[_Found]] = defaultdict(list)
    for one in found:
        groups[_key(page.text[one.name.start : one.name.end])].append(one)
    bare = _bare(page, found, lines)
    entities = [_entity(page.text, group, bare[key]) for key, group in groups.items()]
    return sorted(entities, key=lambda entity: entity.mentions[0])


@dataclass(frozen=True, slots=True)
class _Patterns:
    marker: regex.Pattern[str]
    naming: regex.Pattern[str]


@lru_cache(maxsize=8)
def _patterns(lexicon: Lexicon) -> _Patterns:
    markers = lexicon.typed("operation_markers", Marker)

    def forms(*roles: str) -> str:
        words = [form for entry in markers if entry.role in roles for form in entry.forms]
        return trie_pattern({*words, *(word.upper() for word in words)})

    lower = trie_pattern(
        {
            form.lower()
            for entry in markers
            if entry.role in ("marker", "effort")
            for form in entry.forms
            if len(form) > 3
        }
    )
    marker = regex.compile(
        rf"""
        (?<![\p{{L}}\d@#/._-])(?:
          (?P<plural>{forms("plural")})                  # 'Operations Heron and Winter Tide'
        | (?P<marker>{forms("marker")})                  # 'Operation Heron', 'Op. Heron', 'OP HERON'
        | (?P<effort>{forms("effort")})                  # 'Project Heron'
        | (?P<lower>{lower})(?=[ ]+['‘’"“]?\p{{Lu}})      # 'operation "Heron"': only quoted, or where it is named elsewhere
        )(?:[ ]?[:–-])?+(?:[ ]+|(?<=\.))(?=['‘"“]?[ ]?\p{{Lu}})
        """,
        regex.VERBOSE,
    )
    naming = regex.compile(
        rf"""
        (?<![\p{{L}}\d])(?:
          (?i:{trie_pattern({form for entry in markers if entry.role == "codename" for form in entry.forms})})[ ]+
        | (?i:operation|investigation|crackdown)s?(?:[ ]is|[ ]was|[ ]has[ ]been|[ ]which[ ]was|,)?[ ](?i:{trie_pattern({form for entry in markers if entry.role == "dubbed" for form in entry.forms})})[ ]+
        )(?=['‘"“]?\p{{Lu}})
        | \b(?i:operation)s?,?[ ](?:like|such[ ]as|including)[ ](?=['‘"“]\p{{Lu}}[\p{{L}}\d-]{{2,20}}['’"”])     # 'operations like "Heron"'
        | \b(?i:operation),[ ](?=(?:['‘"“])?\p{{Lu}}[\p{{L}}-]{{2,20}}(?:['’"”])?,[ ]\p{{Ll}})     # 'a national operation, Heron, saw'
        """,
        regex.VERBOSE,
    )
    return _Patterns(marker, naming)


def _marked(page: Page, lexicon: Lexicon, lines: Lines) -> Iterator[_Found]:
    """Mentions with a marker, then those that a naming word introduces."""
    text, grammar, patterns = page.text, NameGrammar.of(lexicon), _patterns(lexicon)
    found: list[_Found] = []
    unsure: list[_Found] = []
    read = 0  # a marker inside a list is read with it: 'Operations Heron, Operation Lapwing and Dunlin'
    for match in patterns.marker.finditer(text):
        if match.start() < read:
            continue
        shouting, titled = lines.capitals(match.start())
        name = grammar.read(text, match.end(), shouting=shouting, titled=titled)
        if name is None:
            continue
        if match["plural"]:
            found += _listed(text, match, name, grammar)
            read = max(read, found[-1].name.end if found else 0)
            continue
        name = _quoted_whole(text, match.start(), name)
        one = _Found(name, "operation-marker", regex.sub(r"\s+", " ", text[match.start() : name.end].replace('"', "")))
        if match["lower"] and patterns.marker.match(text, name.start):
            continue  # "an operation 'Op Heron'": the second marker names it
        if match["lower"]:
            unsure.append(one)
        elif match["effort"]:
            if not _OTHERS.search(text, max(0, match.start() - 50), match.start()) and not _is_compound(
                page, match.start(), shouting=shouting, titled=titled
            ):
                found.append(_Found(name, "operation-effort", one.alias))
        else:
            found.append(one)
    known = {_key(text[one.name.start : one.name.end]) for one in found}
    for one in unsure:
        quoted = text[one.name.start - 1] in "'‘\"“"
        if quoted or _key(text[one.name.start : one.name.end]) in known:
            found.append(one)
    taken = Taken((one.name.start, one.name.end) for one in found)
    for match in patterns.naming.finditer(text):
        if _CRIMINAL.search(text, max(0, match.start() - 40), match.start()) or regex.search(
            r"\b(?:by|their|his)[ ](?:an[ ])?$", text[max(0, match.start() - 12) : match.start()]
        ):
            continue  # 'a drugs operation called "Ricky"': a dealer's
        name = grammar.read(text, match.end())
        if (
            name is not None
            and not taken.overlaps(name.start, name.end)
            and not _has_marker(patterns, text, match.end())
        ):
            found.append(_Found(name, "operation-codename", None))
    return iter(sorted(found, key=lambda one: one.name.start))


def _has_marker(patterns: _Patterns, text: str, at: int) -> bool:
    """'codenamed Operation Heron': the marker names it."""
    return patterns.marker.match(text, at + (text[at] in "'‘\"“")) is not None


def _listed(text: str, marker: regex.Match[str], name: Name, grammar: NameGrammar) -> Iterator[_Found]:
    """'Operations Heron, Winter Tide and Lapwing'. One name alone is a department: 'Operations Ash'."""
    before = text[max(0, marker.start() - 25) : marker.start()]
    if regex.search(r"(?:\p{Lu}[\p{L}-]+|\b(?:of|[Dd]irector|[Hh]ead|[Cc]hief))[ ]$", before) and not regex.search(
        r"(?:^|[.!?\n][ ]?)\p{Lu}\p{L}+[ ]$|\b(?:banners? of|part of|support of|names? of|results? of|success of)[ ]$",
        before,
    ):
        return  # 'Director of Operations Sue Ash and', 'Specialist Operations Sergeant'
    names = [name]
    while len(names) < _LONGEST_LIST and (more := _MORE.match(text, names[-1].end)):
        following = grammar.read(text, more.end())
        if following is None:
            break
        names.append(following)
    if len(names) > 1:
        yield from (_Found(one, "operation-list", None) for one in names)


_LONGEST_LIST = 12
_CRIMINAL = regex.compile(r"(?i)\b(?:drugs?|county lines?|dealing|supply|criminal|gang['’]?s?)[ ](?:\w+[ ])?$")
# 'a charity called Project Heron': projects of others
_OTHERS = regex.compile(
    r"(?i)\b(?:business|company|charity|charities|non-?profit|firm|fund|founded|organi[sz]ation|church|school|college|university|album|film)\b[^.\n]{0,25}$"
)
_MORE = regex.compile(
    r"['’\"”]?(?:,?[ ](?:and|&|or)[ ]|,[ ]|[ ]?/[ ]?)(?:(?:the|Operations?|Op)[ ])?(?=['‘\"“]?\p{Lu})"
)
_WHOLE = regex.compile(r"(?:[ ](?:\p{Lu}[\p{L}\d'’-]*|\d{1,2})){0,4}(?=['’\"”](?!\w))")


def _quoted_whole(text: str, marker: int, name: Name) -> Name:
    """Where quotation marks enclose marker and name, they end the name: 'Operation Drive Sober' in marks."""
    if (
        marker
        and text[marker - 1] in "'‘\"“"
        and (match := _WHOLE.match(text, name.end))
        and not regex.search(r"\b(?:Team|Unit|Week|Day)s?\b", match.group())
    ):
        return Name(name.start, match.end(), certain=True)
    return name


def _is_compound(page: Page, start: int, *, shouting: bool, titled: bool) -> bool:
    """Whether a capitalised word before makes another name of it: 'the Ash Youth Project Launches', 'Rural Task Force Facebook'."""
    before = page.text[max(0, start - 30) : start]
    if titled or shouting:
        return True
    return regex.search(r"(?:\p{Lu}[\p{L}’'-]*|\d)[ ]$", before) is not None and not regex.search(
        r"(?:^|[.!?\n“\"][ ]?)\p{Lu}\p{L}*[ ]$|['’]s[ ]$|\b(?:Police|Constabulary|\p{Lu}{2,5})[ ]$", before
    )


def _trimmed(text: str, found: list[_Found]) -> list[_Found]:
    """Names cut back to the shorter form that the release plainly ends elsewhere: 'Operation Heron Puts' where 'Operation Heron,' is."""
    sure = {_key(text[one.name.start : one.name.end]) for one in found if one.name.certain}
    trimmed = []
    for one in found:
        name = one.name
        words = list(regex.finditer(r"\S+", text, pos=name.start, endpos=name.end))
        for count in range(1, len(words)):
            end = words[count - 1].end()
            rest = text[words[count].start() : name.end]
            if _key(text[name.start : end]) in sure and not regex.fullmatch(r"\d{1,2}|[IVX]+", rest):
                name = Name(name.start, end, certain=True)
                break
        alias = None if one.alias is None else one.alias[: len(one.alias) - (one.name.end - name.end)]
        trimmed.append(_Found(name, one.rule, alias))
    return trimmed


def _entity(text: str, group: list[_Found], bare: list[tuple[int, int]]) -> NamedEntity:
    forms = [text[one.name.start : one.name.end].strip() for one in group]
    name = next((form for form in forms if not form.isupper()), forms[0])
    mentions = sorted({(one.name.start, one.name.end) for one in group}.union(bare))
    aliases = dict.fromkeys(one.alias for one in group if one.alias)
    return NamedEntity(regex.sub(r"\s+", " ", name), tuple(mentions), group[0].rule, tuple(aliases))


def _key(name: str) -> str:
    return regex.sub(r"[\s-]+", " ", name.replace("’", "'")).strip().casefold()


_CONTINUES = regex.compile(
    r"[ ](?:has|had|have|is|was|will|would|saw|sees|aims?|aimed|targets?|targeted|began|begins|started|starts|involve[sd]?|ran|runs|launched|continue[sd]?|resulted|focus\w*|brings?|brought|took|takes|also|officers|teams?|,)\b"
)
_LOCATED = regex.compile(r"\b(?i:in|at|from|near|to|of|around|across|on|the|a|an|for)[ ]$")


def _bare(page: Page, found: list[_Found], lines: Lines) -> defaultdict[str, list[tuple[int, int]]]:
    """Later mentions without a marker ('Heron has shut a shop'), by the key of their name."""
    text = page.text
    taken = Taken((one.name.start, one.name.end) for one in found)
    introduced: dict[str, int] = {}
    for one in reversed(found):
        introduced[_key(text[one.name.start : one.name.end])] = one.name.start
    bare: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    forms = {text[one.name.start : one.name.end].strip() for one in found}
    for start, end in _occurrences(text, forms):
        key = _key(text[start:end])
        if start > introduced[key] and not taken.overlaps(start, end) and _is_bare(text, start, end, lines):
            bare[key].append((start, end))
    return bare


_BEGINS = regex.compile(r"(?<![\p{L}\d@#/._&-])\p{Lu}")
_BEHIND = regex.compile(r"[\p{L}\d@/_&-]|\.\p{L}|['’](?!s\b|[ ,.])")
_ALIKE = str.maketrans("‐‑–’", "---'")


def _occurrences(text: str, forms: set[str]) -> Iterator[tuple[int, int]]:
    """Where a text has one of the forms as whole words, the longest first; any hyphen is a hyphen.

    The forms come out of the text, so they are looked up and never made into a pattern: a text could make it as large as it liked.
    """
    alike = text.translate(_ALIKE)
    known = {form.translate(_ALIKE) for form in forms}
    lengths = sorted({len(form) for form in known}, reverse=True)
    read = 0
    for match in _BEGINS.finditer(text):
        start = match.start()
        if start < read:
            continue
        for length in lengths:
            if alike[start : start + length] in known and not _BEHIND.match(text, start + length):
                yield start, start + length
                read = start + length
                break


def _is_bare(text: str, start: int, end: int, lines: Lines) -> bool:
    word, (shouting, titled) = text[start:end], lines.capitals(start)
    if " " in word or (word.isupper() and len(word) > 3 and not shouting):
        return True
    before, after = text[max(0, start - 24) : start], text[end : end + 24]
    if (
        regex.search(r"\b(?!The\b)\p{Lu}[\p{L}’'-]*[ ]$", before)
        or regex.match(r"[ ]\p{Lu}|,?[ ]?\d", after)
        or shouting
        or titled
    ):
        return False  # 'Road Heron', 'PC Heron', 'Heron House'
    opens = regex.search(r"(?:^|[.!?:\n]['\"”’]?[ ]?|[“‘\"(•])$", before) is not None
    if opens and not _CONTINUES.match(after):
        return False
    # 'in Heron': a place, but 'part of Heron', 'the Heron team'
    return (
        not _LOCATED.search(before)
        or regex.match(r"['’]s\b|[ ](?:officers|team|initiative|campaign|operation)\b", after) is not None
        or _CREDITED.search(before) is not None
    )


_CREDITED = regex.compile(r"\b(?:part of|result of|under|behind|launch of|success of|phase of|banner of)[ ]$")
