"""The rows of a PDF page: text at the same height, the marks of a list beside their items, the cells of a table in their columns.

In: the pieces of a page, in reading order. Out: its lines, with a row of a table as one line; every piece is in one of them.

>>> cells = [("Theft", 50, 80), ("120", 200, 220), ("96", 300, 312)]
>>> below = [("Robbery", 50, 90), ("14", 300, 312)]
>>> table = [Piece(text, left, y, right, y + 10) for y, row in ((700, cells), (680, below)) for text, left, right in row]
>>> [line.text for line in in_lines(table, width=595)]
['| Theft | 120 | 96 |', '| Robbery |  | 14 |']
"""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

import regex

from release_parser.sources.reading_order import NARROWEST_PROSE, Piece, is_level

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

HYPHEN = "\x02\ufffe\xad\u2010"
"""pdfium's marks for a hyphen at a line's end, the soft hyphen, the hyphen of good typesetting."""
_BULLET = regex.compile(r"[*•▪●◦‣·∙○■□➢➤✓✔❖\uf000-\uf0ff–-]|\(?\w{1,3}[.)]|[oØ§ü]")
_COUNT = regex.compile(r"\d{1,2}")
_CELL_GAP = 2.0  # times the size of type: the gap between a table's cells
_COLUMN_GAP = 0.5  # times the size of type: what parts columns at least; the space between words is half of that
_ROW_STEP = 2.5  # times the size of type: the step from a table's row to the next
_LINE_STEP = 0.85  # of the largest step of a table: a cell's second line is nearer to the first than the next row
_MOST_CELL_LINES = 12  # that a cell has at most
_MOST_COLUMNS = 40  # that a table has at most
_NUMBER = regex.compile(r"[-+£$€]?\d[\d.,]*\s?%?")


@dataclass(frozen=True, slots=True)
class PageRow:
    """A line of a page: its words, whether it is a row of a table, and where it stands."""

    text: str
    is_table: bool
    left: float
    bottom: float
    top: float
    size: float
    """Of its type, nearly."""


@dataclass(slots=True)
class _Level:
    """Pieces at the same height, and the range that they cover."""

    pieces: list[Piece]
    left: float
    right: float
    widest: float

    @classmethod
    def of(cls, piece: Piece) -> _Level:
        """The level of a single piece."""
        return cls([piece], piece.left, piece.right, piece.right - piece.left)

    def add(self, other: _Level) -> None:
        """Add the pieces of another level."""
        self.pieces += other.pieces
        self.left, self.right = min(self.left, other.left), max(self.right, other.right)
        self.widest = max(self.widest, other.widest)

    @property
    def height(self) -> float:
        """Twice the height of its middle."""
        return self.pieces[0].bottom + self.pieces[0].top

    @property
    def is_mark(self) -> bool:
        """Whether it is a single bullet."""
        return len(self.pieces) == 1 and _BULLET.fullmatch(self.pieces[0].text) is not None


def in_lines(pieces: Sequence[Piece], width: float) -> list[PageRow]:
    """The lines of a page of this width, in points."""
    rows = _beside(_levels(pieces), width)
    lines: list[PageRow] = []
    in_tables = [len(_cells(row)) > 1 for row in rows]
    for at in range(1, len(rows) - 1):
        if in_tables[at - 1] and not in_tables[at] and in_tables[at + 1]:
            in_tables[at] = _stands_between(*rows[at - 1 : at + 2], width=width)
    for is_table, group in itertools.groupby(zip(in_tables, rows, strict=True), key=lambda each: each[0]):
        block = [row for _, row in group]
        texts = _table(block) if is_table and len(block) > 1 else [(_written(_cells(row)), row) for row in block]
        for text, held in texts:
            bottom, top = min(each.bottom for each in held), max(each.top for each in held)
            level = [each for each in held if is_level(each, held[0])]
            size = max(each.top for each in level) - min(each.bottom for each in level)
            lines.append(PageRow(text, is_table, min(each.left for each in held), bottom, top, size))
    return lines


def _stands_between(before: list[Piece], row: list[Piece], after: list[Piece], *, width: float) -> bool:
    """Whether a line without other cells is a row too: a heading of the rows below it, or the second line of a cell."""
    height = row[0].height
    steps = (before[0].top - row[0].top, row[0].top - after[0].top)
    return (
        row[-1].right - row[0].left < NARROWEST_PROSE * width
        and abs(row[0].left - after[0].left) < _CELL_GAP * height
        and all(0 < step < _ROW_STEP * height for step in steps)
        and not _BULLET.fullmatch(row[0].text.split(" ", 1)[0])
        and not row[-1].text.endswith((".", ":"))
    )


def _levels(pieces: Sequence[Piece]) -> list[_Level]:
    """Pieces that follow each other in the file and stand at the same height."""
    levels: list[_Level] = []
    for piece in pieces:
        if levels and is_level(levels[-1].pieces[-1], piece):
            levels[-1].add(_Level.of(piece))
        else:
            levels.append(_Level.of(piece))
    return levels


# Programs that set a page block by block: first all bullets, then what stands behind them; or a table column by column.


def _beside(levels: list[_Level], width: float) -> list[list[Piece]]:
    """The rows of a page; where the file goes back up the page, its pieces are added to the rows beside which they stand."""
    done: list[_Level] = []
    start = 0  # of the stretch that the next one may stand beside
    for stretch in _stretches(levels):
        pairs = _pairs(done, start, stretch)
        if not _belong(pairs, width):
            start, pairs = len(done), []
        for before, level in pairs:
            before.add(level)
        done += stretch[len(pairs) :]
    return [sorted(level.pieces, key=lambda piece: piece.left) for level in done]


def _stretches(levels: list[_Level]) -> Iterator[list[_Level]]:
    """Groups of rows that follow each other down the page."""
    stretch: list[_Level] = []
    for level in levels:
        if stretch and level.pieces[0].top > stretch[-1].pieces[0].top:
            yield stretch
            stretch = []
        stretch.append(level)
    if stretch:
        yield stretch


def _pairs(done: list[_Level], start: int, stretch: list[_Level]) -> list[tuple[_Level, _Level]]:
    """The rows of a stretch, each with the row beside it; those from `start` on follow each other down the page."""
    pairs: list[tuple[_Level, _Level]] = []
    for level in stretch:
        at = bisect_left(done, -level.height, lo=start, key=lambda each: -each.height)
        near = [each for each in (at - 1, at) if start <= each < len(done)]
        beside = next((each for each in near if is_level(done[each].pieces[0], level.pieces[0])), None)
        if beside is None:
            break
        pairs.append((done[beside], level))
        start = beside + 1
    return pairs


def _belong(pairs: list[tuple[_Level, _Level]], width: float) -> bool:
    """Whether rows and the rows beside them are marks and items, or cells of a table."""
    if not all(one.right <= other.left + 1 or other.right <= one.left + 1 for one, other in pairs):
        return False
    if all(one.is_mark or other.is_mark for one, other in pairs):
        return True
    return len(pairs) > 1 and all(level.widest < NARROWEST_PROSE * width for pair in pairs for level in pair)


# Cells


def _cells(row: list[Piece]) -> list[str]:
    """The texts of a row, divided at wide gaps."""
    cells = [row[0].text]
    for before, piece in itertools.pairwise(row):
        is_wide = piece.left - before.right > _CELL_GAP * before.height
        # a bullet or a list's number has a wide gap behind it, too; a number behind which another one stands is a cell
        is_counted = before is row[0] and _COUNT.fullmatch(before.text) and not _NUMBER.fullmatch(piece.text)
        if is_wide and not is_counted and not _BULLET.fullmatch(before.text):
            cells.append(piece.text)
        else:
            cells[-1] = _with(cells[-1], before, piece)
    return cells


def _with(text: str, before: Piece, piece: Piece) -> str:
    """A text with the next piece appended."""
    is_glued = piece.left - before.right < 0.1 * before.height and before.text[-1] not in HYPHEN
    return f"{text}{'' if is_glued else ' '}{piece.text}"


def _written(cells: list[str]) -> str:
    """The cells as a line."""
    return f"| {' | '.join(cells)} |" if len(cells) > 1 else cells[0]


def _table(rows: list[list[Piece]]) -> list[tuple[str, list[Piece]]]:
    """The rows of a table with their pieces; missing cells are empty."""
    columns = _columns(rows)
    placed = [_placed(row, columns) for row in rows] if columns else []
    if any(sum(map(bool, cells)) < len(_cells(row)) for cells, row in zip(placed, rows, strict=False)) or not placed:
        return [(_written(_cells(row)), row) for row in rows]  # no columns: what is apart stays apart
    steps = [one[0].top - other[0].top for one, other in itertools.pairwise(rows)]
    tight = _LINE_STEP * max(steps)
    whole: list[tuple[list[str], list[Piece]]] = []
    lines = 1
    for step, cells, row in zip((0.0, *steps), placed, rows, strict=True):
        lines = (
            lines + 1 if whole and step < tight and lines < _MOST_CELL_LINES and _goes_on(whole[-1][0], cells) else 1
        )
        if lines > 1:
            kept, pieces = whole[-1]
            whole[-1] = ([f"{one} {other}".strip() for one, other in zip(kept, cells, strict=True)], pieces + row)
        else:
            whole.append((cells, row))
    return [(_written(cells), row) for cells, row in whole]


def _goes_on(above: list[str], cells: list[str]) -> bool:
    """Whether a row is the second line of cells of the row above: the other cells have one line, and numbers are never broken."""
    pairs = list(zip(above, cells, strict=True))
    return (
        any(one and not other for one, other in pairs)
        and all(one for one, other in pairs if other)
        and not any(_NUMBER.fullmatch(other) for _, other in pairs)
    )


def _columns(rows: list[list[Piece]]) -> list[tuple[float, float]]:
    """Where the columns of a table stand, from left to right; empty where there are more than a table has.

    Narrow pieces decide first, since a heading over several columns shows neither where they begin nor where they end.
    """
    columns: list[list[float]] = []  # left, right, pieces
    for piece in sorted((piece for row in rows for piece in row), key=lambda piece: piece.right - piece.left):
        room = _COLUMN_GAP * piece.height
        first = bisect_right(columns, piece.left - room, key=lambda column: column[1])
        last = bisect_left(columns, piece.right + room, key=lambda column: column[0])
        over = columns[first:last]
        if sum(column[2] > 1 for column in over) > 1:
            continue  # it spans columns
        if len(columns) > _MOST_COLUMNS:
            return []
        columns[first:last] = [
            [
                min([piece.left, *(column[0] for column in over)]),
                max([piece.right, *(column[1] for column in over)]),
                1 + sum(column[2] for column in over),
            ]
        ]
    return [(left, right) for left, right, _ in columns]


def _placed(row: list[Piece], columns: list[tuple[float, float]]) -> list[str]:
    """The text of each column in a row."""
    cells = [""] * len(columns)
    last: dict[int, Piece] = {}
    for piece in row:
        at = min(bisect_right(columns, piece.left, key=lambda column: column[1]), len(columns) - 1)
        cells[at] = _with(cells[at], last[at], piece) if at in last else piece.text
        last[at] = piece
    return cells
