"""Reads Parquet, Feather and Arrow files: one release in a row, batch by batch.

In: a table. Out: a document for each row, or a `Failure` whose source is the row: 'releases.parquet:7' (the first row is 1). Every batch is
validated before a value is read: wrong offsets in a damaged file would show memory outside of it.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from release_parser.errors import InputError
from release_parser.extras import need
from release_parser.sources.blob import seekable
from release_parser.sources.formats import one_release
from release_parser.sources.jsonlines import TEXTS, checked_columns, read_row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from release_parser.records import Failure
    from release_parser.sources.blob import Blob, Options
    from release_parser.text import Document

_ROWS_PER_BATCH = 512
_BYTES_PER_BATCH = 64 * 2**20
"""About what a batch of rows may take, as far as the file says how large its rows are."""
UNREAD_CELL = "a cell that cannot be read"


def read(blob: Blob, options: Options) -> Iterator[Document | Failure]:
    """A document for each row."""
    pyarrow = need("pyarrow", "arrow", blob.name)
    number = 0
    with seekable(blob, options) as stream:
        try:
            names, batches = _open(stream, blob.name)
            checked_columns(names, blob.name, options)
            for batch in batches:
                columns = dict(zip(names, map(_checked, batch.columns), strict=True))
                for at in range(batch.num_rows):
                    number += 1
                    where = f"{blob.name}:{number}"
                    # a row at a time: five hundred long texts as Python's own would be in memory twice
                    yield one_release(where, partial(_read, columns, at, where, options))
        except MemoryError:  # Arrow's own is one, and no damage
            raise
        except pyarrow.ArrowException as error:
            raise InputError(
                f"{blob.name} is not a complete Parquet or Arrow file: it is damaged behind row {number}; write it again ({_reason(error)})"
            ) from error
    if not number:
        raise InputError(f"{blob.name} has no rows: there is nothing to parse")


def _reason(error: Exception) -> str:
    """Arrow's own message as one short line."""
    return " ".join(str(error).split())[:200]


def _checked(column: Any) -> Any:
    """The column, validated; a column with text that is not UTF-8 as bytes, cell by cell. Raises `ArrowInvalid` where it is damaged."""
    pyarrow = need("pyarrow", "arrow", "the table")
    try:
        column.validate(full=True)
    except pyarrow.ArrowInvalid:
        wide = pyarrow.types.is_large_string(column.type)
        if not wide and not pyarrow.types.is_string(column.type):
            raise
        column = column.view(pyarrow.large_binary() if wide else pyarrow.binary())
        column.validate(full=True)
    return column


def _read(columns: dict[str, Any], at: int, where: str, options: Options) -> Document | Failure:
    """The document of a row; a cell that cannot be read is left out with a note, unless it is the text."""
    row: dict[str, Any] = {}
    for name, column in columns.items():
        try:
            value = column[at].as_py()
            row[name] = value.decode("utf-8") if isinstance(value, bytes) else value
        except (ValueError, OverflowError) as error:  # no UTF-8, a day in the year 30000
            if name.strip().lower() in (*TEXTS, options.columns.get("text", "").lower()):
                raise InputError(
                    f"{where} holds no release: its cell {name!r} is not UTF-8; write the table again from the original text"
                ) from error
            options.tally.note_left_out(UNREAD_CELL, where)
    return read_row(row, where, options)


def _open(stream: Any, name: str) -> tuple[list[str], Iterator[Any]]:
    """The names of the columns, and the batches of rows."""
    start = stream.read(6)
    stream.seek(0)
    if start.startswith(b"PAR1") or (name.lower().endswith((".parquet", ".pq")) and not start.startswith(b"ARROW1")):
        file = need("pyarrow.parquet", "arrow", name).ParquetFile(stream)
        return file.schema_arrow.names, _batches(file)
    ipc = need("pyarrow.ipc", "arrow", name)
    if start.startswith(b"ARROW1"):
        reader = ipc.open_file(stream)
        return reader.schema.names, (reader.get_batch(at) for at in range(reader.num_record_batches))
    reader = ipc.open_stream(stream)  # what data sets are cached as
    return reader.schema.names, iter(reader)


def _batches(file: Any) -> Iterator[Any]:
    """The rows of a Parquet file, fewer at a time where they are large."""
    metadata = file.metadata
    for index in range(metadata.num_row_groups):
        group = metadata.row_group(index)
        size = max(1, min(_ROWS_PER_BATCH, _BYTES_PER_BATCH * group.num_rows // max(group.total_byte_size, 1)))
        yield from file.iter_batches(batch_size=size, row_groups=[index])
