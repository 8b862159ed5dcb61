"""Lists of modifiers before one plural noun: '38 bicycle, van and car theft-related offences'.

In: the syntax of a sentence and the index of the token right behind a count. Out: the index of the token behind the list's last modifier, or 0 where
there is no such list.
"""

from __future__ import annotations

from release_parser.link.syntax import Syntax

_LONGEST_LIST = 8
"""How many modifiers a list before one head may have."""


def list_of_modifiers(syntax: Syntax, start: int, stop: frozenset[int]) -> int:
    """The index of the token behind a list of modifiers before one plural noun, or 0: '38 bicycle, van and car theft-related offences'.

    Behind a count above one a singular noun can only describe the plural that follows, so the singulars are read as modifiers.
    """
    if start < 1 or syntax.pos[start - 1] != "NUM" or syntax.lower(start - 1) in ("1", "one"):
        return 0
    if syntax.words[start - 2 : start - 1] == ["£"]:
        return 0
    at, comma = start, False
    for _ in range(_LONGEST_LIST):
        behind = _behind_singulars(syntax, at, stop)
        if behind is None:
            return 0
        if syntax.words[behind] == ",":
            at, comma = behind + 1, True
        elif comma and syntax.lower(behind) in ("and", "or", "&"):
            return _last_modifier(syntax, behind, stop)
        else:
            return 0
    return 0


def _behind_singulars(syntax: Syntax, at: int, stop: frozenset[int]) -> int | None:
    """The index of the token behind one to three singulars, the last of which is a noun."""
    end = at
    while end < min(at + 3, len(syntax)) and syntax.tags[end] in ("NN", "JJ") and end not in stop:
        end += 1
    found = at < end < len(syntax) and end not in stop and syntax.tags[end - 1] == "NN"
    return end if found else None


def _last_modifier(syntax: Syntax, joint: int, stop: frozenset[int]) -> int:
    """The index of the token behind the list's last singular if the plural noun of all modifiers follows, else 0."""
    end = joint + 2
    while end < min(joint + 6, len(syntax)) and syntax.tags[end] in ("NN", "VBN", "HYPH"):
        end += 1
    whole = syntax.tags[joint + 1 : joint + 2] == ["NN"] and end < len(syntax) and syntax.tags[end] == "NNS"
    return joint + 1 if whole and not stop.intersection(range(joint, end + 1)) else 0
