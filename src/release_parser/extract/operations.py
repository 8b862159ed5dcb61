r"""Named police operations.

In: a cleaned page. Out: each operation once, with the spans of its name, including later mentions without a marker. The name is given
without its marker, and in the body's spelling where a headline has it in capitals.

>>> from release_parser.lexicon import Lexicon
>>> from release_parser.text import read_page
>>> page = read_page("OP HERON LAUNCHED\n\nUnder Operations Heron and Winter Tide we made arrests. Heron has shut a shop.")
>>> [(found.name, len(found.mentions)) for found in find_operations(page, Lexicon.default())]
[('Heron', 3), ('Winter Tide', 1)]
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from release_parser.extract.mentions import NamedEntity
from release_parser.extract.operation_marks import Found, find_marked
from release_parser.extract.operation_names import Lines, Name, key_of
from release_parser.extract.taken import Taken
from release_parser.lexicon import Lexicon, WordPattern
from release_parser.regexes import Regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from release_parser.text import Page

_WORD = Regex(r"\S+")
_NUMBER = Regex(r"\d{1,2}|[IVX]+")
_SPACES = Regex(r"\s+")


def find_operations(page: Page, lexicon: Lexicon) -> list[NamedEntity]:
    """All named operations of the page, in the order of their first mention."""
    lines = Lines(page)
    found = find_marked(page, lexicon, lines)
    if not found:
        return []
    found = _trimmed(page.text, found)
    groups: defaultdict[str, list[Found]] = defaultdict(list)
    for one in found:
        groups[key_of(page.text[one.name.start : one.name.end])].append(one)
    bare = _bare(page, found, lines)
    entities = [_entity(page.text, group, bare[key]) for key, group in groups.items()]
    return sorted(entities, key=lambda entity: entity.mentions[0])


def _trimmed(text: str, found: list[Found]) -> list[Found]:
    """The names, each cut to the shorter form that certainly ends elsewhere on the page: 'Operation Heron Puts' where 'Operation Heron,' stands too."""
    sure = {key_of(text[one.name.start : one.name.end]) for one in found if one.name.certain}
    trimmed = []
    for one in found:
        name = one.name
        words = list(_WORD.finditer(text, name.start, name.end))
        for count in range(1, len(words)):
            end = words[count - 1].end()
            rest = text[words[count].start() : name.end]
            if key_of(text[name.start : end]) in sure and not _NUMBER.fullmatch(rest):
                name = Name(name.start, end, certain=True)
                break
        alias = None if one.alias is None else one.alias[: len(one.alias) - (one.name.end - name.end)]
        trimmed.append(Found(name, one.rule, alias))
    return trimmed


def _entity(text: str, group: list[Found], bare: list[tuple[int, int]]) -> NamedEntity:
    """One operation from all its mentions."""
    forms = [text[one.name.start : one.name.end].strip() for one in group]
    # 'operation heron' or 'OPERATION HERON' in one place, 'Operation Heron' in another
    name = next((form for form in forms if not (form.isupper() or form.islower())), None)
    name = name or next((form for form in forms if not form.isupper()), forms[0])
    mentions = sorted({(one.name.start, one.name.end) for one in group}.union(bare))
    aliases = dict.fromkeys(one.alias for one in group if one.alias)
    return NamedEntity(_SPACES.sub(" ", name), tuple(mentions), group[0].rule, tuple(aliases))


_CONTINUES = WordPattern(r"[ ](?:has|had|have|is|was|will|would|also|«name_words.operation_does»|,)\b")
_LOCATED = Regex(r"\b(?i:in|at|from|near|to|of|around|across|on|the|a|an|for)[ ]$")


def _bare(page: Page, found: list[Found], lines: Lines) -> defaultdict[str, list[tuple[int, int]]]:
    """Later mentions without a marker ('Heron has shut a shop'), by the key of their name."""
    text = page.text
    taken = Taken((one.name.start, one.name.end) for one in found)
    introduced: dict[str, int] = {}
    for one in reversed(found):
        introduced[key_of(text[one.name.start : one.name.end])] = one.name.start
    bare: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    forms = {text[one.name.start : one.name.end].strip() for one in found}
    for start, end in _occurrences(text, forms):
        key = key_of(text[start:end])
        if start > introduced[key] and not taken.overlaps(start, end) and _is_bare(text, start, end, lines):
            bare[key].append((start, end))
    return bare


_BEGINS = Regex(r"(?<![\p{L}\d@#/._&-])\p{Lu}")
_BEHIND = Regex(r"[\p{L}\d@/_&-]|\.\p{L}|['’](?!s\b|[ ,.])")
# 'Road Heron', 'PC Heron', but 'The Heron'
_CAPITAL_BEFORE = Regex(r"\b(?!The\b)\p{Lu}[\p{L}’'-]*[ ]$")
# 'Heron House', 'Heron, 27'
_NAME_OR_NUMBER_BEHIND = Regex(r"[ ]\p{Lu}|,?[ ]?\d")
_OPENS = Regex(r"(?:^|[.!?:\n]['\"”’]?[ ]?|[“‘\"(•])$")
_ALIKE = str.maketrans("‐‑–’", "---'")


def _occurrences(text: str, forms: set[str]) -> Iterator[tuple[int, int]]:
    """The spans at which a text has one of the forms as whole words, the longest form first; all hyphens are alike.

    The forms come from the text, so they are looked up and not compiled to a pattern, which a text could make arbitrarily large.
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
    """Whether the words text[start:end] mean the operation here, and not the bird or the season."""
    word, (shouting, titled) = text[start:end], lines.capitals(start)
    if " " in word or (word.isupper() and len(word) > 3 and not shouting):
        return True
    before, after = text[max(0, start - 24) : start], text[end : end + 24]
    if shouting or titled or _CAPITAL_BEFORE.search(before) or _NAME_OR_NUMBER_BEHIND.match(after):
        return False
    if _OPENS.search(before) and not _CONTINUES.of(lines.lexicon).match(after):
        return False
    # 'in Heron': a place, but 'part of Heron', 'the Heron team'
    return (
        not _LOCATED.search(before)
        or _OF_IT.of(lines.lexicon).match(after) is not None
        or _CREDITED.of(lines.lexicon).search(before) is not None
    )


_CREDITED = WordPattern(r"\b(?:under|behind|«name_words.credited»)[ ]$")
_OF_IT = WordPattern(r"['’]s\b|[ ](?:«name_words.of_it»)\b")
