r"""Writes a pattern for Python's `re`, from the parts that `reading` found.

Where the libraries differ, the pattern is rewritten so that both match the same characters:

- `\p{L}`, `\p{Lu}` and `\p{Ll}` become ranges: the letters of the alphabets with capitals in which releases are written.
- `re` counts a fraction or a raised figure ('2½', '5 m²') as part of a word and `regex` does not: `\w` and `\b` are written without them.
- Each alternative of a lookbehind must have one length: one with several lengths is written as several.

>>> from release_parser.regexes.reading import read_pattern
>>> write_pattern(read_pattern(r"(?<=at|near)[ ]"))
'(?:(?<=at)|(?<=near))[ ]'
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable
from functools import cache
from itertools import product
from typing import Final

from release_parser.regexes.reading import (
    Alternatives,
    Class,
    Group,
    LiteralText,
    Look,
    Many,
    NotExpressibleError,
    Part,
    Repeat,
    Set,
    Zero,
)

_RAISED: Final = "¹²³¼½¾⁰⁴-⁹₀-₉⅐-⅞"
"""Numeric signs that `re` counts among the characters of words."""
_WORD: Final = rf"[^\W{_RAISED}]"
_NO_WORD: Final = rf"[\W{_RAISED}]"
_ALPHABETS: Final = (
    range(0x250),
    range(0x370, 0x590),
    range(0x10A0, 0x1100),
    range(0x1E00, 0x2000),
    range(0xFB00, 0xFB07),
)
"""Latin, Greek, Cyrillic, Armenian and Georgian, and ligatures of print."""
_MOST_LOOKBEHINDS: Final = 200
"""Alternatives that a lookbehind may be written out as."""
_MOST_TIMES: Final = 8
_COUNT = re.compile(r"\{(\d*)(,?)(\d*)\}")
_WORD_CHARACTER = re.compile(_WORD)


@cache
def _ranges(category: str) -> str:
    """The characters of a Unicode category in our alphabets, as they stand within a set: 'A-ZÀ-Ö'."""
    marks = {
        code for alphabet in _ALPHABETS for code in alphabet if unicodedata.category(chr(code)).startswith(category)
    }
    firsts = sorted(code for code in marks if code - 1 not in marks)
    lasts = sorted(code for code in marks if code + 1 not in marks)
    return "".join(
        chr(first) if first == last else f"{chr(first)}-{chr(last)}" for first, last in zip(firsts, lasts, strict=True)
    )


def write_pattern(read: Alternatives) -> str:
    """The source for `re`. Raises `NotExpressibleError` where `re` cannot say it."""
    return _choice(read)


def forget_groups(choice: Alternatives) -> Alternatives:
    """The same pattern without named or numbered groups. Raises `NotExpressibleError` where it refers back to one."""
    for parts in choice.choices:
        for part in parts:
            inner = part.part if isinstance(part, Many) else part
            if isinstance(inner, Repeat):
                raise NotExpressibleError("it refers back to a group")
            if isinstance(inner, Group) and _is_remembered(inner):
                inner.opening = "(?:"
            if isinstance(inner, Group | Look):
                forget_groups(inner.inside)
    return choice


def _is_remembered(group: Group) -> bool:
    """Whether the match of a group can be asked for."""
    return group.opening == "(" or (group.opening.endswith(">") and group.opening != "(?>")


def _choice(choice: Alternatives) -> str:
    """The source of alternatives."""
    return "|".join(map(_sequence, choice.choices))


def _sequence(parts: list[Part]) -> str:
    """The source of parts that follow each other."""
    return "".join(
        [
            _boundary(parts, at) if isinstance(part, Zero) and part.source == "\\b" else _written(part)
            for at, part in enumerate(parts)
        ]
    )


def _boundary(parts: list[Part], at: int) -> str:
    r"""The source for `\b` here, shorter where it is known whether the characters beside it belong to words."""
    before = _side(parts[at - 1 :: -1] if at else [], last=True)
    if before is not None:
        return f"(?{'!' if before else '='}{_WORD})"
    behind = _side(parts[at + 1 :])
    if behind is not None:
        return f"(?<{'!' if behind else '='}{_WORD})"
    return f"(?:(?<={_WORD})(?!{_WORD})|(?<!{_WORD})(?={_WORD}))"


def _side(parts: list[Part], *, last: bool = False) -> bool | None:
    """Whether the nearest character of these parts belongs to a word; None where it may or may not."""
    edges, through = _nearest(parts, last=last)
    return edges.pop() if len(edges) == 1 and not through else None


def _nearest(parts: list[Part], *, last: bool) -> tuple[set[bool | None], bool]:
    """What the nearest characters of parts can be, and whether all of the parts may be empty."""
    edges: set[bool | None] = set()
    for part in parts:
        kinds, through = _edges(part, last=last)
        edges |= kinds
        if not through:
            return edges, False
        if len(edges) > 1:
            break
    return edges, True


def _edges(part: Part, *, last: bool) -> tuple[set[bool | None], bool]:
    """What the first or last character of a part can be, and whether the part may be empty."""
    if isinstance(part, LiteralText) and part.is_escape:
        # '\.' is no character of a word; of '\n', '\u00e9' and their like it is not asked
        return {None if part.text[1].isalnum() or part.text[1] == "_" else False}, False
    if isinstance(part, LiteralText):
        return {_one_is_word(part.text[-1] if last else part.text[0])}, False
    if isinstance(part, Class):
        return {_one_is_word(part.source)}, False
    if isinstance(part, Set):
        return {_all_are_words(part)}, False
    if isinstance(part, Many):
        kinds, through = _edges(part.part, last=last)
        return kinds, through or part.times[0] in "?*" or part.times.startswith(("{0", "{,"))
    if isinstance(part, Group):
        sides = [_nearest(choice[::-1] if last else choice, last=last) for choice in part.inside.choices]
        return set().union(*(kinds for kinds, _ in sides)), any(through for _, through in sides)
    return ({None}, False) if isinstance(part, Repeat) else (set(), True)


def _one_is_word(source: str) -> bool | None:
    """Whether a character or class belongs to words; None where it may or may not."""
    if source in ("\\d", "\\w") or source.startswith(("\\p{L", "\\p{Nd")):
        return True
    if source in ("\\s", "\\W"):
        return False
    return None if len(source) > 1 or source == "." else source == "_" or _WORD_CHARACTER.match(source) is not None


def _all_are_words(part: Set) -> bool | None:
    """Whether all members of a set belong to words, or none; None where they differ."""
    if part.negated:
        return None
    edges = {_one_is_word(end) for member in part.members for end in _ends(member)}
    return edges.pop() if len(edges) == 1 else None


def _ends(member: str) -> tuple[str, ...]:
    """The two ends of a range, or the member itself; no range that we write reaches from words to other characters and back."""
    return (member[0], member[2]) if len(member) == 3 and member[1] == "-" else (member,)


def _written(part: Part) -> str:
    """The source of one part."""
    return _WRITERS[type(part)](part)


def _written_run(part: LiteralText) -> str:
    """The source of plain characters."""
    return part.text


def _written_class(part: Class) -> str:
    """The source of a class, with those that `re` does not know written as sets."""
    if part.source == "\\w":
        return _WORD
    if part.source == "\\W":
        return _NO_WORD
    if part.source[:2] in ("\\p", "\\P"):
        return f"[{'^' if part.source[1] == 'P' else ''}{_category(part.source)}]"
    return part.source


def _category(source: str) -> str:
    """The characters of a Unicode category, as they stand within a set."""
    name = source[3:-1]
    if name not in ("L", "Lu", "Ll", "M"):
        raise NotExpressibleError(source)
    return _ranges(name)


def _written_set(part: Set) -> str:
    """The source of a set."""
    members = [_member(member) for member in part.members if member != "\\w"]
    others = "".join(members)
    if len(members) == len(part.members):
        return f"[{'^' if part.negated else ''}{others}]"
    if part.negated:
        return f"(?:(?!{_WORD})[^{others}])" if others else _NO_WORD
    return f"(?:{_WORD}|[{others}])" if others else _WORD


def _member(member: str) -> str:
    """The source of a member within a set. Raises `NotExpressibleError` for the opposite of a class, which `re` cannot have there."""
    if member.startswith("\\P"):
        raise NotExpressibleError("a set of all but a class")
    if member.startswith("\\p"):
        return _category(member)
    return f"\\W{_RAISED}" if member == "\\W" else member.replace("[", "\\[") if len(member) == 1 else member


def _written_zero(part: Zero) -> str:
    """The source of an anchor."""
    if part.source == "\\B":
        raise NotExpressibleError("what is no boundary of a word")
    return part.source


def _written_repeat(part: Repeat) -> str:
    """The source of a reference back."""
    return part.source


def _written_group(part: Group) -> str:
    """The source of a group."""
    if part.opening == "(?>" and _captures(part.inside):
        raise NotExpressibleError(
            "a capture in what is not tried again, which some versions of Python 3.11 read wrongly"
        )
    return f"{part.opening.replace('(?<', '(?P<')}{_choice(part.inside)})"


def _written_look(part: Look) -> str:
    """The source of a lookahead or lookbehind."""
    if part.opening in ("(?=", "(?!"):
        return f"{part.opening}{_choice(part.inside)})"
    looks = [f"{part.opening}{source})" for source in lookbehinds(part.inside)]
    return "".join(looks) if part.opening == "(?<!" or len(looks) == 1 else f"(?:{'|'.join(looks)})"


def _written_many(part: Many) -> str:
    """The source of a repeated part."""
    if part.times.endswith("+") and len(part.times) > 1 and _captures(part.part):
        raise NotExpressibleError(
            "a capture in what is not tried again, which some versions of Python 3.11 read wrongly"
        )
    written = _written(part.part)
    return f"(?:{written}){part.times}" if isinstance(part.part, Zero | Look) else f"{written}{part.times}"


_WRITERS: Final[dict[type, Callable[..., str]]] = {
    LiteralText: _written_run,
    Class: _written_class,
    Set: _written_set,
    Zero: _written_zero,
    Repeat: _written_repeat,
    Group: _written_group,
    Look: _written_look,
    Many: _written_many,
}


def _captures(part: Part | Alternatives) -> bool:
    """Whether a group within the part can be asked for."""
    if isinstance(part, Alternatives):
        return any(_captures(inner) for choice in part.choices for inner in choice)
    if isinstance(part, Group):
        return _is_remembered(part) or _captures(part.inside)
    if isinstance(part, Look):
        return _captures(part.inside)
    return isinstance(part, Many) and _captures(part.part)


def lookbehinds(choice: Alternatives) -> list[str]:
    """The sources of a lookbehind, one for each length that its text may have."""
    return list(_by_length(choice).values())


def _by_length(choice: Alternatives) -> dict[int, str]:
    """The sources of alternatives by the length of what they match."""
    lengths: dict[int, list[str]] = defaultdict(list)
    for parts in choice.choices:
        for length, source in _lengths(parts).items():
            lengths[length].append(source)
    return {length: "|".join(sources) for length, sources in sorted(lengths.items())}


def _lengths(parts: list[Part]) -> dict[int, str]:
    """The sources of a sequence by the length of what it matches."""
    known: dict[int, list[str]] = {0: [""]}
    for at in range(len(parts)):
        longer: dict[int, list[str]] = defaultdict(list)
        for (before, sources), (length, source) in product(known.items(), _part_lengths(parts, at).items()):
            longer[before + length] += [f"{first}{source}" for first in sources]
        if sum(map(len, longer.values())) > _MOST_LOOKBEHINDS:
            raise NotExpressibleError("a lookbehind of too many lengths")
        known = longer
    return {
        length: sources[0] if len(sources) == 1 else f"(?:{'|'.join(sources)})" for length, sources in known.items()
    }


def _part_lengths(parts: list[Part], at: int) -> dict[int, str]:
    """The sources of one part by the length of what it matches."""
    part = parts[at]
    if isinstance(part, Zero | Look):
        return {0: _boundary(parts, at) if part == Zero("\\b") else _written(part)}
    if isinstance(part, LiteralText):
        return {1 if part.is_escape else len(part.text): _written(part)}
    if isinstance(part, Class | Set):
        return {1: _written(part)}
    if isinstance(part, Group) and not _is_remembered(part) and part.opening != "(?>":
        return {length: f"{part.opening}{source})" for length, source in _by_length(part.inside).items()}
    if isinstance(part, Many):
        return _repeated(part)
    raise NotExpressibleError("a group that is remembered, behind")


def _repeated(part: Many) -> dict[int, str]:
    """The sources of a repeated part by the length of what it matches."""
    least, most = _bounds(part.times)
    once = _part_lengths([part.part], 0)
    lengths: dict[int, list[str]] = defaultdict(list)
    for number in range(least, most + 1):
        for pieces in product(once.items(), repeat=number):
            lengths[sum(length for length, _ in pieces)].append("".join(source for _, source in pieces))
        if sum(map(len, lengths.values())) > _MOST_LOOKBEHINDS:
            raise NotExpressibleError("a lookbehind of too many lengths")
    return {length: f"(?:{'|'.join(sources)})" for length, sources in lengths.items()}


def _bounds(times: str) -> tuple[int, int]:
    """The smallest and largest number of repetitions."""
    if times[0] == "?":
        return 0, 1
    counted = _COUNT.match(times)
    if counted is None or (counted[2] and not counted[3]) or int(counted[3] or counted[1]) > _MOST_TIMES:
        raise NotExpressibleError("a lookbehind without end")
    return int(counted[1] or 0), int(counted[3] or counted[1])
