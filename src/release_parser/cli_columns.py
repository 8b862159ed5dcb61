"""Rows in columns for a terminal of any width, wrapped between words.

In: headings and rows of text. Out: a table that rich prints. The widest columns are narrowed first; a word is cut only where it alone is
wider than `LONGEST_WORD`.

>>> widths([["value", "of"], ["12", "suspected violent criminals"]], 24)
[5, 17]
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderResult
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from release_parser.visible import visible

if TYPE_CHECKING:
    from rich.console import RenderableType

SPACES_BETWEEN_COLUMNS = 2
"""Spaces between columns."""
LONGEST_WORD = 30
"""Cells that a word may ask for."""
INDENT = 1
WIDEST = 120
"""Cells that a table takes on a wide terminal: longer lines are hard to read."""


class Columns:
    """A table with headings. What `add` is given as `below` stands under its row in a lighter style."""

    def __init__(self, *heads: str) -> None:
        self._heads = heads
        self._rows: list[tuple[tuple[str, ...], str, int | None, str]] = []

    def add(self, *cells: str, below: str = "", strong: int | None = None, style: str = "bold") -> None:
        """Add a row. The cell at `strong` is shown in `style`."""
        self._rows.append((tuple(visible(cell) for cell in cells), visible(below), strong, style))

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Draw it as wide as there is room."""
        kept = [at for at in range(len(self._heads)) if any(cells[at] for cells, *_ in self._rows) or at == 0]
        shown = [[self._heads[at] for at in kept], *([cells[at] for at in kept] for cells, *_ in self._rows)]
        room = min(options.max_width, WIDEST) - INDENT
        wide = widths(shown, room)
        yield Padding(_line(wide, [Text(head, style="cyan") for head in shown[0]]), (0, 0, 0, INDENT))
        for cells, (_, below, strong, style) in zip(shown[1:], self._rows, strict=True):
            texts = [Text(cell, style=style if kept[at] == strong else "") for at, cell in enumerate(cells)]
            yield Padding(_line(wide, texts), (0, 0, 0, INDENT))
            if below:
                yield Padding(
                    Text(below, style="dim"),
                    (0, max(0, options.max_width - room), 0, INDENT + wide[0] + SPACES_BETWEEN_COLUMNS),
                )


def _line(wide: Sequence[int], cells: Iterable[RenderableType]) -> Table:
    """One line of cells in their columns."""
    table = Table.grid(padding=(0, SPACES_BETWEEN_COLUMNS, 0, 0))
    for width in wide:
        table.add_column(width=width, overflow="fold")
    table.add_row(*cells)
    return table


def widths(rows: Sequence[Sequence[str]], room: int) -> list[int]:
    """The width of each column, so that all of them fit into `room` cells; the widest are narrowed first."""
    columns = list(zip(*rows, strict=True))
    wide = [max(cell_len(line) for cell in column for line in cell.split("\n")) for column in columns]
    least = [
        min(LONGEST_WORD, max((cell_len(word) for cell in column for word in cell.split()), default=1))
        for column in columns
    ]
    excess = sum(wide) + SPACES_BETWEEN_COLUMNS * (len(wide) - 1) - room
    while excess > 0:
        at = max(range(len(wide)), key=lambda at: (wide[at] > least[at], wide[at]))
        if wide[at] <= 1:
            break
        wide[at] -= 1
        excess -= 1
    return wide
