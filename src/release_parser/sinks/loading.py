"""Writes existing records to another target: a cluster's result into a database, JSON Lines into Parquet.

In: anything that `load` reads, and the tables that Ray Data, Spark and Dask write (a `.parquet` file or a folder of them, whose column
`record` is a record's JSON). Out: how many records were written. Nothing is parsed.
"""

from __future__ import annotations

import os
from contextlib import ExitStack
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import TypeAdapter, ValidationError

from release_parser.errors import InputError
from release_parser.extras import need
from release_parser.interruption import terminable
from release_parser.records import Failure, Release
from release_parser.records.faults import say_fault
from release_parser.remote import as_path, is_address, place_of
from release_parser.sinks import file_of, find_sink, load, open_sink
from release_parser.sinks.protect import refuse_inputs
from release_parser.sinks.storage import brought, refuse_places

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_RECORD: TypeAdapter[Release | Failure] = TypeAdapter(Release | Failure)
COLUMN, IDENTITY = "record", "identity"


def load_into(
    sources: Sequence[str | os.PathLike[str]],
    target: str | os.PathLike[str],
    *,
    force: bool = False,
    raw: bool = False,
    bom: bool = False,
    partition: str | Sequence[str] | None = None,
) -> tuple[int, int]:
    """Write the records of several targets to another one; returns how many records there were, and how many of them are failures.

    In a database a document is identified by the identity stored with its record (in Parquet and Arrow), by the record's URL, or else by
    its source. `raw`, `bom` and `partition` are those of `open_sink`.
    """
    sink = open_sink(target, force=force, raw=raw, bom=bom, partition=partition)
    if hasattr(sink, "parsed"):
        sink.parsed = False
    names = [as_path(os.fspath(source)) for source in sources]
    elsewhere = [each for each in names if is_address(each) and not _is_database(each)]
    refuse_inputs(
        getattr(sink, "outputs", list)(), [(path, True) for each in names if (path := file_of(each)) is not None]
    )
    storage = getattr(sink, "storage", None)
    if storage is not None:
        refuse_places(storage.place, [(place_of(each), True) for each in elsewhere])
    written = failed = 0
    with terminable(), ExitStack() as stack:
        opened = stack.enter_context(sink)
        for source in sources:
            for record, identity in _identified(source):
                if identity is None or not hasattr(opened, "write_of"):
                    opened.write(record)
                else:
                    opened.write_of(record, identity)
                written += 1
                failed += isinstance(record, Failure)
    return written, failed + len(getattr(sink, "refused", ()))


def _identified(source: str | os.PathLike[str]) -> Iterator[tuple[Release | Failure, str | None]]:
    """The records with the identity of their document, where it is stored with them."""
    name = as_path(os.fspath(source))
    if is_address(name) and not _is_database(name):
        with brought(name) as copy:
            yield from _identified(copy)
        return
    path = file_of(source)
    parts = [] if path is None else _parts(path)
    if parts:
        yield from _records_in(parts)
    elif path is not None and path.suffix.lower() in (".parquet", ".arrow"):
        yield from import_module("release_parser.sinks.arrow").load_identified(name)
    else:
        yield from ((record, None) for record in load(source))


def _is_database(name: str) -> bool:
    """Whether a target is a database."""
    kind = find_sink(name)
    return kind is not None and bool(kind.schemes)


def _parts(path: Path) -> list[Path]:
    """The Parquet files with a column of JSON records that a path names."""
    if path.is_dir():
        found = sorted(each for each in path.rglob("*.parquet") if not each.name.startswith((".", "_")))
    else:
        found = [path] if path.suffix.lower() == ".parquet" and path.is_file() else []
    if not found:
        return []
    parquet = need("pyarrow.parquet", "arrow", ".parquet")
    return [each for each in found if COLUMN in parquet.read_schema(each).names]


def _records_in(parts: list[Path]) -> Iterator[tuple[Release | Failure, str | None]]:
    """The records of such files, with the identity of their document."""
    parquet = need("pyarrow.parquet", "arrow", ".parquet")
    for part in parts:
        with parquet.ParquetFile(part) as file:
            columns = [name for name in (COLUMN, IDENTITY) if name in file.schema_arrow.names]
            for batch in file.iter_batches(batch_size=100, columns=columns):
                for row in batch.to_pylist():
                    try:
                        yield _RECORD.validate_json(row[COLUMN]), row.get(IDENTITY)
                    except ValidationError as error:
                        raise InputError(
                            f"{part}: its column {COLUMN!r} holds no record of release_parser: {say_fault(error)}"
                        ) from None
