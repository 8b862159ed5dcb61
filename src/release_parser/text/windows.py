"""Stretches of a text around the words that a rule needs, so that slow patterns need not search all of it.

In: a cheap pattern, a text, and how many characters a rule may read on either side. Out: merged stretches that begin and end at spaces.

>>> import re
>>> text = "no number here but 12 there and none after that"
>>> [text[start:end] for start, end in windows(re.compile("[0-9]+"), text, before=4, after=6)]
['but 12 there']
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from release_parser.regexes import Regex

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable


def windows(anchor: re.Pattern[str] | Regex, text: str, *, before: int, after: int) -> list[tuple[int, int]]:
    """The stretches around the matches of `anchor`, with `before` and `after` characters and whole words at their ends."""
    return _merged(text, (match.span() for match in anchor.finditer(text)), before, after)


def around(starts: Iterable[int], text: str, *, before: int, after: int) -> list[tuple[int, int]]:
    """Like `windows`, around these sorted offsets."""
    return _merged(text, ((start, start) for start in starts), before, after)


def _merged(text: str, spans: Iterable[tuple[int, int]], before: int, after: int) -> list[tuple[int, int]]:
    """The stretches around spans, joined where they overlap."""
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        low, high = start - before, end + after
        if merged and low <= merged[-1][1]:
            if high > merged[-1][1]:
                merged[-1] = (merged[-1][0], high)
        else:
            merged.append((low, high))
    return _at_spaces(text, merged)


def _at_spaces(text: str, stretches: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The stretches extended to whole words; a very long word is cut."""
    grown: list[tuple[int, int]] = []
    for low, high in stretches:
        start, end = max(low, 0), min(high, len(text))
        limit = max(start - 80, 0)
        while start > limit and not text[start - 1].isspace():
            start -= 1
        limit = min(end + 80, len(text))
        while end < limit and not text[end].isspace():
            end += 1
        if grown and start <= grown[-1][1]:
            grown[-1] = (grown[-1][0], max(end, grown[-1][1]))
        else:
            grown.append((start, end))
    return grown
