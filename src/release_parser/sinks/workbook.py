"""An Excel workbook for people: a sheet each for tallies, claims, quotes, people, operations, contradictions, releases, failures.

In: records. Out: `.xlsx` with frozen headings, filters, dates and numbers as such. Text is written as text, so that '=1+1' of a
release is never a formula. What is longer than a cell may be is cut and ends with '…'; more rows than a sheet may have go on
in the next one ('claims 2'). A workbook is not read back: keep the records in another format beside it.
"""

from __future__ import annotations

import datetime as dt
import zipfile
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import regex

from release_parser.errors import UnsupportedFormatError
from release_parser.extras import need
from release_parser.records import Failure, Release
from release_parser.sinks.files import WholeFile
from release_parser.tables.sheets import SHEETS, Cell, Row, Sheet, failure_row

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CHARACTERS_OF_A_CELL = 32_767
"""Characters that Excel takes in one cell."""
ROWS_OF_A_SHEET = 1_048_576
"""Rows that Excel takes in one sheet."""
DIGITS_OF_A_NUMBER = 15
"""Digits that Excel keeps of a number: one with more is written as text."""
_FIRST_DAY = dt.date(1900, 3, 1)
"""Excel counts days from 1900 and takes that year for a leap year: earlier dates are written as text."""
_AUTHOR = "release_parser"
_CONTROL = regex.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""What XML cannot hold."""


class WorkbookSink(WholeFile):
    """An `.xlsx` file."""

    def _wrote(self, path: Path) -> bool:
        """Whether this program wrote the workbook, by the author in its properties."""
        try:
            with zipfile.ZipFile(path) as parts:
                return f"<dc:creator>{_AUTHOR}</dc:creator>".encode() in parts.read("docProps/core.xml")
        except (zipfile.BadZipFile, KeyError):
            return False

    def _open(self, path: Path) -> None:
        """Open the workbook with its sheets."""
        xlsxwriter = need("xlsxwriter", "xlsx", "writing a workbook")
        # rows are written out as they come: memory does not grow with the archive
        options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self._book = xlsxwriter.Workbook(str(path), options)
        self._book.set_properties({"author": _AUTHOR, "created": dt.datetime(2020, 1, 1)})  # noqa: DTZ001 - the same bytes always
        self._heading = self._book.add_format({"bold": True})
        self._day = self._book.add_format({"num_format": "yyyy-mm-dd"})
        self._sheets = {sheet.name: _Pages(self, sheet) for sheet in SHEETS}

    def _take(self, record: Release | Failure, identity: str | None) -> None:  # noqa: ARG002 - its sheets have no keys
        """Write the rows of one record to its sheets."""
        if isinstance(record, Failure):
            self._sheets["failures"].add(failure_row(record))
            return
        for sheet in SHEETS:
            pages = self._sheets[sheet.name]
            for row in sheet.rows(record):
                pages.add(row)

    def _complete(self) -> None:
        """Set the filters of all sheets."""
        for pages in self._sheets.values():
            pages.end()

    def _close(self) -> None:
        self._book.close()

    def add_page(self, name: str, sheet: Sheet) -> Any:
        """A new page with its headings."""
        page = self._book.add_worksheet(name)
        for at, column in enumerate(sheet.columns):
            page.set_column(at, at, column.width)
            page.write_string(0, at, column.name, self._heading)
        page.freeze_panes(1, 1)
        return page

    def write_cell(self, page: Any, row: int, at: int, cell: Cell) -> None:
        """One cell, by its type."""
        if cell is None:
            return
        if isinstance(cell, bool):
            page.write_boolean(row, at, cell)
        elif isinstance(cell, dt.date) and cell >= _FIRST_DAY:
            page.write_datetime(row, at, dt.datetime.combine(cell, dt.time()), self._day)
        elif isinstance(cell, int | Decimal) and _fits(cell):
            page.write_number(row, at, cell)
        else:
            page.write_string(row, at, _cut(cell.isoformat() if isinstance(cell, dt.date) else str(cell)))


class _Pages:
    """A sheet, and the further sheets on which it continues."""

    def __init__(self, sink: WorkbookSink, sheet: Sheet) -> None:
        self._sink, self._sheet = sink, sheet
        self._number, self._row = 1, 0
        self._page = sink.add_page(sheet.name, sheet)

    def add(self, row: Row) -> None:
        """Write one row, on a further sheet where this one is full."""
        if self._row + 1 == ROWS_OF_A_SHEET:
            self.end()
            self._number += 1
            self._row = 0
            self._page = self._sink.add_page(f"{self._sheet.name} {self._number}", self._sheet)
        self._row += 1
        for at, cell in enumerate(row):
            self._sink.write_cell(self._page, self._row, at, cell)

    def end(self) -> None:
        """Set the filter of the last sheet."""
        self._page.autofilter(0, 0, self._row, len(self._sheet.columns) - 1)


def _fits(number: int | Decimal) -> bool:
    """Whether Excel keeps all digits of a number."""
    return len(Decimal(number).normalize().as_tuple().digits) <= DIGITS_OF_A_NUMBER


def _cut(text: str) -> str:
    """A text as far as a cell can hold it, without control characters."""
    text = _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)
    # Excel counts UTF-16 units
    if len(text) + sum(character > "\uffff" for character in text) <= CHARACTERS_OF_A_CELL:
        return text
    return text[: CHARACTERS_OF_A_CELL // 2 - 1] + "…"


def load(target: str) -> Iterator[Release | Failure]:
    """Always raises `UnsupportedFormatError`: a workbook holds no whole records."""
    raise UnsupportedFormatError(
        f"{target}: a workbook is for reading and holds no whole records; load a .jsonl, .parquet/ or .db instead"
    )
