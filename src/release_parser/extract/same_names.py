"""Whether two full names are one person's: 'Tom J. Ash' and 'Tom Ash', 'Kay Q. Roe' and 'Kay Quill Roe'.

In: the words of two names. Out: whether first and last word are the same and the words between do not differ.

>>> is_same_name(["Tom", "J.", "Ash"], ["Tom", "Ash"]), is_same_name(["Kay", "Q.", "Roe"], ["Kay", "Quill", "Roe"])
(True, True)
>>> is_same_name(["Tom", "J.", "Ash"], ["Tom", "B.", "Ash"]), is_same_name(["Ann", "Marie", "Ash"], ["Ann", "Ash"])
(False, False)
"""

from __future__ import annotations

from collections.abc import Sequence

from release_parser.lexicon import fold


def is_same_name(words: Sequence[str], other: Sequence[str]) -> bool:
    """Whether both names may be one person's."""
    if len(words) < 2 or len(other) < 2 or fold(words[0]) != fold(other[0]) or fold(words[-1]) != fold(other[-1]):
        return False
    between, others = words[1:-1], other[1:-1]
    if not between or not others:  # a name with a middle one in full may be of a relative
        return all(_is_initial(word) for word in (*between, *others))
    return len(between) == len(others) and all(map(_may_stand_for, between, others))


def _is_initial(word: str) -> bool:
    """Whether a word is a single letter, with or without a full stop."""
    return len(word.replace(".", "")) == 1


def _may_stand_for(word: str, other: str) -> bool:
    """Whether two middle names may be the same: equal, or one the initial of the other."""
    if fold(word) == fold(other):
        return True
    return (_is_initial(word) or _is_initial(other)) and fold(word[0]) == fold(other[0])
