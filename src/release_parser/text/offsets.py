"""Maps offsets of a cleaned text to the text from which it was made.

In: the edits made to the original, in order. Out: the new text and the map. The map is recorded while editing and never computed by comparing the two
texts afterwards, which gives wrong offsets.

>>> edited = OffsetMap.build("a&amp;b", [(1, 6, "&")])
>>> edited.text, edited.original(1, 2)
('a&b', (1, 6))
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """A cleaned text with, for each piece, where it begins in both texts and whether it is an unchanged copy."""

    text: str
    cleaned_starts: tuple[int, ...]
    original_starts: tuple[int, ...]
    original_ends: tuple[int, ...]
    copies: tuple[bool, ...]

    @classmethod
    def build(cls, original: str, edits: Iterable[tuple[int, int, str]]) -> OffsetMap:
        """Apply edits (start, end, replacement), which are sorted and do not overlap, to the original. Raises `ValueError` where two overlap."""
        parts: list[str] = []
        starts: list[int] = []
        originals: list[int] = []
        ends: list[int] = []
        copies: list[bool] = []
        at = length = 0

        def piece(text: str, start: int, end: int, copy: bool) -> None:
            nonlocal length
            if text:
                parts.append(text)
                starts.append(length)
                originals.append(start)
                ends.append(end)
                copies.append(copy)
                length += len(text)

        for start, end, replacement in edits:
            if start < at:
                raise ValueError(f"edit at {start} overlaps the one before, which ends at {at}")
            piece(original[at:start], at, start, copy=True)
            piece(replacement, start, end, copy=end - start == len(replacement))
            at = end
        piece(original[at:], at, len(original), copy=True)
        return cls("".join(parts), tuple(starts), tuple(originals), tuple(ends), tuple(copies))

    def edited(self, edits: Iterable[tuple[int, int, str]]) -> OffsetMap:
        r"""The map with further edits of `text`, (start, end, replacement), sorted and apart.

        >>> broken = OffsetMap.build("a&amp;b\nc", [(1, 6, "&")])
        >>> joined = broken.edited([(3, 4, " ")])
        >>> joined.text, joined.original(1, 2), joined.original(2, 5)
        ('a&b c', (1, 6), (6, 9))
        """
        pieces: list[tuple[int, int, int, bool, str]] = []
        at = 0
        for start, end, replacement in edits:
            if start < at:
                raise ValueError(f"edit at {start} overlaps the one before, which ends at {at}")
            pieces += self._pieces(at, start)
            if replacement:
                first, last = self.original(start, end)
                pieces.append((first, last, len(replacement), last - first == len(replacement), replacement))
            at = end
        pieces += self._pieces(at, len(self.text))
        starts, length = [], 0
        for _, _, size, _, _ in pieces:
            starts.append(length)
            length += size
        return OffsetMap(
            "".join(piece[4] for piece in pieces),
            tuple(starts),
            tuple(piece[0] for piece in pieces),
            tuple(piece[1] for piece in pieces),
            tuple(piece[3] for piece in pieces),
        )

    def _pieces(self, start: int, end: int) -> Iterator[tuple[int, int, int, bool, str]]:
        """The pieces of the stretch [start, end): where each comes from, its length, whether it is a copy, its text."""
        index = max(bisect_right(self.cleaned_starts, start) - 1, 0)
        while start < end:
            stop = self.cleaned_starts[index + 1] if index + 1 < len(self.cleaned_starts) else len(self.text)
            stop = min(stop, end)
            first, last = self.original(start, stop)
            yield first, last, stop - start, self.copies[index], self.text[start:stop]
            start, index = stop, index + 1

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the original that the cleaned stretch [start, end) was read from."""
        if not 0 <= start <= end <= len(self.text):
            raise ValueError(f"{start}:{end} is not inside the cleaned text of {len(self.text)} characters")
        if start == end:
            at = self._position(start, last=False)
            return at, at
        return self._position(start, last=False), self._position(end - 1, last=True)

    def _position(self, at: int, *, last: bool) -> int:
        """The offset in the original for one in the cleaned text; with `last` the end of the character there."""
        if not self.cleaned_starts:
            return 0
        index = max(bisect_right(self.cleaned_starts, at) - 1, 0)
        if self.copies[index]:
            return min(self.original_starts[index] + at - self.cleaned_starts[index] + last, self.original_ends[index])
        return self.original_ends[index] if last else self.original_starts[index]
