"""Parquet, Feather and Arrow files: a release a row, read batch by batch.

In: a table. Out: a document a row, or a `Failure` whose source is the row: 'releases.parquet:7' (the first row is 1).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from release_parser.errors import InputError
from release_parser.records import Failure
from release_parser.sources.blob import seekable
from release_parser.sources.extras import need
from release_parser.sources.jsonlines import checked_columns, read_row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from release_parser.sources.blob import Blob, Options
    from release_parser.text import Document

_ROWS = 512
_BYTES = 64 * 2**20
"""About what a batch of rows may take, as far as the file says how large its rows are."""


def read(blob: Blob, options: Options) -> Iterator[Document | Failure]:
    """A document a row."""
    pyarrow = need("pyarrow", "arrow", blob.name)
    number = 0
    with seekable(blob, options) as stream:
        try:
            names, batches = _open(stream, blob.name)
            checked_columns(names, blob.name, options)
            for batch in batches:
                columns = dict(zip(names, batch.columns, strict=True))
                for at in range(batch.num_rows):
                    number += 1
                    where = f"{blob.name}:{number}"
                    try:
                        # a row at a time: five hundred long texts as Python's own would be in memory twice
                        yield read_row({name: column[at].as_py() for name, column in columns.items()}, where, options)
                    except InputError as error:
                        yield Failure(source=where, stage="read", error=str(error))
        except pyarrow.ArrowException as error:
            raise InputError(
                f"{blob.name} is no whole Parquet or Arrow file: {' '.join(str(error).split())}"
            ) from error
    if not number:
        raise InputError(f"{blob.name} has no rows: there is nothing to parse")


def _open(stream: Any, name: str) -> tuple[list[str], Iterator[Any]]:
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
        size = max(1, min(_ROWS, _BYTES * group.num_rows // max(group.total_byte_size, 1)))
        yield from file.iter_batches(batch_size=size, row_groups=[index])
