"""Parquet and Arrow files: whole records, a row each (`.parquet`, `.arrow`), or a folder of flat tables (`.parquet/`).

In: records. Out: decimals as decimals, dates as dates, lists as lists. Numbers of more than 26 digits before the point or 12
behind it do not fit: such a record is a `Failure`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from release_parser.errors import InputError
from release_parser.extras import need
from release_parser.sinks.files import Grouped, Pair, check_tables_there, existing
from release_parser.sinks.partitioned import files_in, is_ours, parts_in
from release_parser.sinks.protect import holds_our_tables
from release_parser.tables import FLAT, TABLE
from release_parser.tables.rows import in_order, numbered_rows

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from release_parser.records import Failure, Release


class ColumnarSink(Grouped):
    """A `.parquet` or `.arrow` file of whole records."""

    def __init__(self, target: str) -> None:
        super().__init__(target)
        if self.path.is_dir():
            raise InputError(
                f"{target} is a folder; name a file in it, or end its name with '/' to write a folder of tables"
            )
        self._pyarrow = need("pyarrow", "arrow", self.path.suffix)
        self.refusals = (self._pyarrow.ArrowInvalid,)

    def _wrote(self, path: Path) -> bool:
        """Whether the file at the target has the columns of our records."""
        return path.is_file() and set(_RECORD_COLUMNS) <= set(_columns(path))

    def _begin(self, path: Path) -> None:
        """Open the writer for Parquet or Arrow."""
        from release_parser.tables.arrow import keyed_schema  # noqa: PLC0415 - needs pyarrow

        self._writer: Any
        if self.path.suffix.lower() == ".parquet":
            self._writer = need("pyarrow.parquet", "arrow", ".parquet").ParquetWriter(
                path, keyed_schema(), compression="zstd"
            )
        else:
            self._writer = self._pyarrow.ipc.new_file(path, keyed_schema())

    def _append(self, group: list[Pair]) -> None:
        """Write one group of records."""
        from release_parser.tables.arrow import nested_batch  # noqa: PLC0415 - needs pyarrow

        self._writer.write_batch(nested_batch(group))

    def _close(self) -> None:
        self._writer.close()


class ParquetFolderSink(Grouped):
    """A folder with a Parquet file for each flat table."""

    folder = True

    def __init__(self, target: str) -> None:
        super().__init__(target)
        if self.path.is_file():
            raise InputError(f"{target} is a file; name a folder")
        self._parquet = need("pyarrow.parquet", "arrow", ".parquet")
        self.refusals = (need("pyarrow", "arrow", ".parquet").ArrowInvalid,)

    def _wrote(self, path: Path) -> bool:
        """Whether everything in the folder is a table or part that this program wrote."""
        return path.is_dir() and (holds_our_tables(path, ".parquet", _is_table) or is_ours(path))

    def _begin(self, path: Path) -> None:
        """Open a writer for each table."""
        from release_parser.tables.arrow import flat_schema  # noqa: PLC0415 - needs pyarrow

        self._position = 0
        self._writers = {
            table.name: self._parquet.ParquetWriter(
                path / f"{table.name}.parquet", flat_schema(table.flat), compression="zstd"
            )
            for table in FLAT
        }

    def _append(self, group: list[Pair]) -> None:
        """Write the rows of one group of records to their tables."""
        from release_parser.tables.arrow import flat_table  # noqa: PLC0415 - needs pyarrow

        rows = numbered_rows([record for record, _ in group], self._position, [identity for _, identity in group])
        tables = {table.name: flat_table(table.flat, rows[table.name]) for table in FLAT if rows[table.name]}
        for name, table in tables.items():
            self._writers[name].write_table(table)
        self._position += len(group)

    def _close(self) -> None:
        for writer in self._writers.values():
            writer.close()


_RECORD_COLUMNS = ("id", "source", "text", "claims", "parser", "stage", "error")


def _is_table(path: Path, name: str) -> bool:
    """Whether a file holds the table of this name."""
    return _columns(path)[:1] == [TABLE[name].flat[0].name]


def _columns(path: Path) -> list[str]:
    """The columns of a Parquet or Arrow file; an empty list for any other file."""
    pyarrow = need("pyarrow", "arrow", path.suffix)
    try:
        if path.suffix.lower() == ".parquet":
            found: list[str] = need("pyarrow.parquet", "arrow", ".parquet").read_schema(path).names
        else:
            with pyarrow.memory_map(str(path)) as source, pyarrow.ipc.open_file(source) as file:
                found = file.schema.names
    except pyarrow.ArrowInvalid:
        return []
    return found


def load(target: str) -> Iterator[Release | Failure]:
    """The records of a file of whole records, or of a folder of tables or parts."""
    return (record for record, _ in load_identified(target))


def load_identified(target: str) -> Iterator[Pair]:
    """The records with the identity of their document, where it is stored with them."""
    path = existing(target)
    if path.is_file():
        return _load_file(path)
    if (path / "releases.parquet").is_file() or not parts_in(path):
        return ((record, None) for record in _load_folder(path))
    return (pair for part in files_in(path) for pair in _load_file(part))


def _load_file(path: Path) -> Iterator[Pair]:
    """The records of one file."""
    pyarrow = need("pyarrow", "arrow", path.suffix)
    from release_parser.tables.arrow import IDENTITY, nested_record, record_schema  # noqa: PLC0415 - needs pyarrow

    try:
        if path.suffix.lower() == ".parquet":
            with need("pyarrow.parquet", "arrow", ".parquet").ParquetFile(path) as file:
                _check(path, file.schema_arrow.names, record_schema().names)
                for batch in file.iter_batches(batch_size=100):
                    yield from ((nested_record(row), row.get(IDENTITY)) for row in batch.to_pylist())
        else:
            with pyarrow.memory_map(str(path)) as source, pyarrow.ipc.open_file(source) as file:
                _check(path, file.schema.names, record_schema().names)
                for at in range(file.num_record_batches):
                    yield from ((nested_record(row), row.get(IDENTITY)) for row in file.get_batch(at).to_pylist())
    except pyarrow.ArrowInvalid as error:
        raise InputError(f"{path} is broken, or no such file: {error}") from None


def _check(path: Path, found: list[str], wanted: list[str]) -> None:
    """Raise `InputError` where a column of our records is missing."""
    missing = [name for name in wanted if name not in found]
    if missing:
        raise InputError(f"{path} holds no records of release_parser: it has no column {missing[0]}")


def _load_folder(path: Path) -> Iterator[Release | Failure]:
    """The records of a folder of tables."""
    parquet = need("pyarrow.parquet", "arrow", ".parquet")
    check_tables_there(path, ".parquet")
    rows: dict[str, list[tuple[Any, ...]]] = {}
    for table in FLAT:
        found = parquet.read_table(path / f"{table.name}.parquet")
        # what a newer version of the tables added is missing in an older file, and so is empty
        columns = [
            found.column(column.name).to_pylist() if column.name in found.column_names else [None] * found.num_rows
            for column in table.flat
        ]
        rows[table.name] = list(zip(*columns, strict=True))
    yield from in_order(rows)
