"""The order in which a page is read: one column after the other.

In: the pieces of a page, with their places. Out: the same pieces, ordered; all of them, always.

>>> left = [Piece("one", 50, y, 280, y + 10) for y in (700, 680, 660, 640)]
>>> right = [Piece("two", 310, y, 540, y + 10) for y in (700, 680, 660, 640)]
>>> [piece.text for piece in in_reading_order([each for pair in zip(left, right) for each in pair], width=595)]
['one', 'one', 'one', 'one', 'two', 'two', 'two', 'two']
"""

from __future__ import annotations

import itertools
import statistics
from dataclasses import dataclass

_FEWEST_COLUMN_LINES = 4  # lines that a column has at least
NARROWEST_PROSE = 0.25
"""Of the page's width: what a line of a column has at least; the cells of a table are narrower."""
_GUTTER_POINTS = 8.0  # points between columns


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text in one type, and where it stands, in points from the page's bottom left."""

    text: str
    left: float
    bottom: float
    right: float
    top: float

    @property
    def height(self) -> float:
        """The size of its type, nearly."""
        return self.top - self.bottom


def is_level(one: Piece, other: Piece) -> bool:
    """Whether two pieces stand on one line."""
    return min(one.top, other.top) - max(one.bottom, other.bottom) > 0.5 * min(one.height, other.height)


def in_reading_order(pieces: list[Piece], width: float) -> list[Piece]:
    """The pieces in the file's own order, but where that goes across two columns of prose: then the left column comes first."""
    gutter = _gutter(pieces, width)
    if gutter is None:
        return pieces
    ordered: list[Piece] = []
    # what crosses the gutter (a headline, a footer) stands between the columns above and below it
    crossing = sorted((piece for piece in pieces if piece.left < gutter < piece.right), key=lambda piece: -piece.top)
    rest = [piece for piece in pieces if not piece.left < gutter < piece.right]
    for across in [*crossing, None]:
        level = float("-inf") if across is None else across.bottom
        band = [piece for piece in rest if piece.bottom >= level]
        rest = [piece for piece in rest if piece.bottom < level]
        for column in ([each for each in band if each.right <= gutter], [each for each in band if each.right > gutter]):
            ordered += _by_lines(column)
        if across is not None:
            ordered.append(across)
    return ordered


def _by_lines(column: list[Piece]) -> list[Piece]:
    """From top to bottom, pieces of one line from left to right."""
    ordered: list[Piece] = []
    line: list[Piece] = []
    for piece in [*sorted(column, key=lambda piece: -(piece.bottom + piece.top)), None]:
        if piece is not None and line and is_level(line[0], piece):
            line.append(piece)
            continue
        ordered += sorted(line, key=lambda each: each.left)
        line = [] if piece is None else [piece]
    return ordered


_Row = tuple[float, float, float, float]
"""Left, right, bottom, top."""


def _gutter(pieces: list[Piece], width: float) -> float | None:
    """The middle of the strip between two columns of prose, or None where the page has one column."""
    narrow = [piece for piece in pieces if piece.right - piece.left < 0.6 * width]
    if len(narrow) < 2 * _FEWEST_COLUMN_LINES:
        return None
    middle = _widest_strip(narrow, width)
    if middle is None:
        return None
    left = _rows([each for each in narrow if each.right <= middle])
    right = _rows([each for each in narrow if each.left >= middle])
    prose = _is_prose(left, width) and _is_prose(right, width)
    return middle if prose and _are_side_by_side(left, right) else None


def _widest_strip(pieces: list[Piece], width: float) -> float | None:
    """The middle of the widest strip in the middle half of the page that no piece stands in."""
    edges = sorted((piece.left, piece.right) for piece in pieces)
    reach = edges[0][1]
    strips: list[tuple[float, float]] = []
    for left, right in edges[1:]:
        if left - reach >= _GUTTER_POINTS and 0.25 * width < (middle := (left + reach) / 2) < 0.75 * width:
            strips.append((left - reach, middle))
        reach = max(reach, right)
    return max(strips)[1] if strips else None


def _is_prose(rows: list[_Row], width: float) -> bool:
    """Whether rows are many and long enough for a column of prose."""
    return (
        len(rows) >= _FEWEST_COLUMN_LINES
        and statistics.median(right - left for left, right, _, _ in rows) >= NARROWEST_PROSE * width
    )


def _are_side_by_side(left: list[_Row], right: list[_Row]) -> bool:
    """Whether two columns share some height of the page, and do not stand one below the other."""
    lower_top = min(max(top for *_, top in rows) for rows in (left, right))
    upper_bottom = max(min(bottom for _, _, bottom, _ in rows) for rows in (left, right))
    return lower_top > upper_bottom


def _rows(pieces: list[Piece]) -> list[_Row]:
    """The lines of one side."""
    rows: list[_Row] = []
    for _, group in itertools.groupby(_by_lines(pieces), key=lambda piece: round((piece.bottom + piece.top) / 4)):
        line = list(group)
        rows.append(
            (
                line[0].left,
                max(each.right for each in line),
                min(each.bottom for each in line),
                max(each.top for each in line),
            )
        )
    return rows
