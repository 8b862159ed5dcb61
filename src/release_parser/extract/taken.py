"""Stretches of a text that findings cover already, for a quick check whether another stretch overlaps them.

In: stretches in any order that do not overlap each other. Out: whether another stretch overlaps one of them.

>>> taken = Taken([(10, 20)])
>>> taken.overlaps(19, 25), taken.overlaps(20, 25)
(True, False)
"""

from __future__ import annotations

from bisect import bisect_left, insort
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class Taken:
    """Sorted stretches of a text that findings cover; they may not overlap each other."""

    def __init__(self, stretches: Iterable[tuple[int, int]] = ()) -> None:
        self._stretches = sorted(stretches)

    def add(self, start: int, end: int) -> None:
        """Record one more stretch as covered."""
        insort(self._stretches, (start, end))

    def overlaps(self, start: int, end: int) -> bool:
        """Whether a covered stretch shares a character with text[start:end]."""
        at = bisect_left(self._stretches, (start, start))
        if at < len(self._stretches) and self._stretches[at][0] < end:
            return True
        return at > 0 and self._stretches[at - 1][1] > start
