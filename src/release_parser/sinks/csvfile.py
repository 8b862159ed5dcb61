"""CSV: the claims alone (`claims.csv`) for people, or a folder with a file for each table (`tables.csv/`) for programs.

In: records. Out: UTF-8, a header line, commas. Text stands in quotation marks and nothing else does, so that an empty field is
null and `""` is empty text: a folder of tables can be read back as it was. In the claims what people read stands first, offsets and
hashes last, and no cell is a formula, unless `raw` asks for the texts as they are. `bom` puts a byte order mark in front, by which
older Excel knows UTF-8.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import regex

from release_parser.errors import InputError
from release_parser.records import Failure, Release
from release_parser.sinks.files import WholeFile, check_tables_there, existing
from release_parser.sinks.protect import beginning, holds_our_tables, is_table_header
from release_parser.tables import FLAT, TABLE
from release_parser.tables.flat import flat_claims
from release_parser.tables.rows import in_order, numbered_rows
from release_parser.tables.views import CLAIMS_FLAT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path
    from typing import TextIO

    from release_parser.tables import Column


class ClaimsSink(WholeFile):
    """A `.csv` file of the claims alone."""

    def __init__(self, target: str) -> None:
        super().__init__(target)
        if self.path.is_dir():
            raise InputError(f"{target} is a folder; end its name with '/' to write a folder of tables")
        self.raw = self.bom = False

    def _wrote(self, path: Path) -> bool:
        """Whether the file begins with our heading of claims."""
        start = beginning(path)
        return any(is_table_header(start, names) for names in (_CLAIMS_START, _OLDER_CLAIMS_START))

    def _open(self, path: Path) -> None:
        """Open the file and write its heading."""
        self._file = _opened(path, CLAIMS_FOR_PEOPLE, bom=self.bom)
        self._position = 0

    def _take(self, record: Release | Failure, identity: str | None) -> None:
        """Write the rows of one record's claims."""
        for row in flat_claims(numbered_rows([record], self._position, [identity])):
            cells = (row[at] for at in _PLACES)
            self._file.write(line(cells if self.raw else map(harmless, cells)))
        self._position += 1

    def _close(self) -> None:
        self._file.close()


class CsvFolderSink(WholeFile):
    """A folder with a CSV file for each flat table. Texts are never changed, since offsets refer to their characters."""

    folder = True

    def __init__(self, target: str) -> None:
        super().__init__(target)
        if self.path.is_file():
            raise InputError(f"{target} is a file; name a folder")
        self.bom = False

    def _wrote(self, path: Path) -> bool:
        """Whether everything in the folder is a table that this program wrote."""
        return path.is_dir() and holds_our_tables(path, ".csv", _is_table)

    def _open(self, path: Path) -> None:
        """Open a file for each table."""
        self._files = {table.name: _opened(path / f"{table.name}.csv", table.flat, bom=self.bom) for table in FLAT}
        self._position = 0

    def _take(self, record: Release | Failure, identity: str | None) -> None:
        """Write the rows of one record to their tables."""
        for name, rows in numbered_rows([record], self._position, [identity]).items():
            if rows:
                self._files[name].writelines(map(line, rows))
        self._position += 1

    def _close(self) -> None:
        for file in self._files.values():
            file.close()


_FIRST = """title url published publisher sentence value upper unit bound span topic head measured_entity predicate direction kind per vague
    actor place period_span period_start period_end operations credit speaker restates part_of countable base_value base_unit month""".split()
"""The columns that people read, in the order in which they read them."""


def _for_people() -> Iterator[Column]:
    """The columns of `claims_flat`: what people read, then what programs need, then offsets and hashes."""
    columns = {column.name: column for column in CLAIMS_FLAT}
    yield from (columns[name] for name in _FIRST)
    rest = [column for name, column in columns.items() if name not in _FIRST]
    yield from sorted(rest, key=lambda column: column.type == "integer" or column.name == "release_id")


CLAIMS_FOR_PEOPLE = tuple(_for_people())
_PLACES = tuple(CLAIMS_FLAT.index(column) for column in CLAIMS_FOR_PEOPLE)
_CLAIMS_START = tuple(column.name for column in CLAIMS_FOR_PEOPLE[:5])
_OLDER_CLAIMS_START = ("release_number", "release_id", "source")


def _is_table(path: Path, name: str) -> bool:
    """Whether a file begins with the heading of the table of this name."""
    return is_table_header(beginning(path), (TABLE[name].flat[0].name,))


def _opened(path: Path, columns: Sequence[Column], *, bom: bool) -> TextIO:
    """A new file with its heading."""
    file = path.open("w", encoding="utf-8-sig" if bom else "utf-8", newline="")
    file.write(",".join(column.name for column in columns) + "\n")
    return file


def harmless(value: Any) -> Any:
    """The cell, with an apostrophe before text that a spreadsheet would take for a formula.

    >>> harmless("=HYPERLINK(1)"), harmless("-5 °C"), harmless("34 arrests")
    ("'=HYPERLINK(1)", "'-5 °C", '34 arrests')
    """
    return f"'{value}" if isinstance(value, str) and value.lstrip(" ").startswith(_FORMULA) else value


_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def line(row: Iterable[Any]) -> str:
    r"""A row as its line. Text may hold line breaks: they stay inside its quotation marks.

    >>> line((1, None, "", 'a', Decimal("0.5"), True))
    '1,,"","a",0.5,true\n'
    """
    return ",".join(map(_written, row)) + "\n"


def _written(value: Any) -> str:
    """A cell as CSV: text in quotation marks, null as nothing."""
    if value is None:
        return ""
    if isinstance(value, str):
        return '"' + value.replace('"', '""') + '"'
    if isinstance(value, bool):
        return "true" if value else "false"
    return (
        f"{value:f}" if isinstance(value, Decimal) else value.isoformat() if isinstance(value, dt.date) else str(value)
    )


def load(target: str) -> Iterator[Release | Failure]:
    """The records of a folder of tables. Claims alone are no records."""
    path = existing(target)
    if not path.is_dir():
        raise InputError(
            f"{target}: claims alone are no whole records; load a folder of tables, which `{target}/` writes"
        )
    check_tables_there(path, ".csv")
    return _load(path)


def _load(path: Path) -> Iterator[Release | Failure]:
    """The records of a folder of tables."""
    yield from in_order({table.name: list(read_rows(path / f"{table.name}.csv", table.flat)) for table in FLAT})


_FIELD = regex.compile(r'(?:"(?P<text>[^"]*+(?:""[^"]*+)*+)"|(?P<bare>[^",\r\n]*+))(?P<end>,|\r?\n|\Z)')
_READ: dict[str, Callable[[str], Any]] = {
    "text": str,
    "integer": int,
    "number": Decimal,
    "boolean": lambda value: value == "true",
    "date": dt.date.fromisoformat,
    "timestamp": str,
}


ADDED = {"claim_key"}
"""Columns that older versions did not write."""


def read_rows(path: Path, columns: Sequence[Column]) -> Iterator[tuple[Any, ...]]:
    """The rows of a file that `CsvFolderSink` wrote."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            text = file.read()
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: byte {error.start} is not UTF-8; it was not written by release_parser") from None
    at = text.find("\n") + 1
    header = text[: at - 1].rstrip("\r").split(",")
    # what a newer version added stands behind the rest, and is missing in an older file
    missing = [column.name for column in columns if column.name not in header]
    if header + missing != [column.name for column in columns] or not set(missing) <= ADDED:
        raise InputError(f"{path}: its columns are not those of this version of release_parser; write the folder again")
    nothing = (None,) * len(missing)
    readers = [_READ[column.type] for column in columns if column.name in header]
    row: list[Any] = []
    while at < len(text):
        found = _FIELD.match(text, at)
        if found is None or len(row) == len(readers):
            raise InputError(
                f"{path}:{text.count(chr(10), 0, at) + 1}: this is not a row of the table; write the folder again"
            )
        if found["text"] is not None:
            row.append(found["text"].replace('""', '"'))
        else:
            try:
                row.append(readers[len(row)](found["bare"]) if found["bare"] else None)
            except (ValueError, ArithmeticError):
                line_number = text.count("\n", 0, at) + 1
                raise InputError(
                    f"{path}:{line_number}: {found['bare']!r} is no {columns[len(row)].type}, which {columns[len(row)].name} is"
                ) from None
        at = found.end()
        if found["end"] != ",":
            yield (*row, *nothing)
            row = []
