"""Sinks write records to a target; the target's suffix or URL decides which one.

A sink is a context manager with a method `write(record)`. When the block ends normally, everything written becomes visible at once; after
an error or ctrl-C the target is as it was before. A new sink is one file and one row in `SINKS`.
"""

from __future__ import annotations

import io
import os
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol, Self, cast

from release_parser.errors import InputError, UnsupportedFormatError
from release_parser.remote import as_path, is_address, is_web, shown
from release_parser.sinks.storage import Elsewhere, brought

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from types import TracebackType

    from release_parser.records import Failure, Release

__all__ = ["SINKS", "Sink", "SinkKind", "checked_sink", "file_of", "find_sink", "known_sinks", "load", "open_sink"]


class Sink(Protocol):
    """Something to which records are written."""

    def __enter__(self) -> Self: ...

    def write(self, record: Release | Failure) -> None:
        """Append one record."""
        ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None: ...


@dataclass(frozen=True, slots=True)
class SinkKind:
    """One row of the table of sinks.

    It has the endings of targets, or the beginnings of their URLs, and 'module:Class' of the sink, which is imported when it is first used.
    """

    endings: tuple[str, ...]
    factory: str
    schemes: tuple[str, ...] = ()
    loads: bool = True
    """Whether records can be read back from it."""


SINKS = (
    SinkKind((".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz"), "jsonl:FileSink"),
    SinkKind(("-",), "jsonl:StdoutSink"),
    SinkKind((".json",), "jsonfile:JsonSink"),
    SinkKind((".csv",), "csvfile:ClaimsSink", loads=False),
    SinkKind((".csv/",), "csvfile:CsvFolderSink"),
    SinkKind((".xlsx",), "workbook:WorkbookSink", loads=False),
    SinkKind((".parquet", ".arrow"), "arrow:ColumnarSink"),
    SinkKind((".parquet/",), "arrow:ParquetFolderSink"),
    SinkKind((".db", ".sqlite"), "sql:SqlSink", ("sqlite:", "postgresql:", "postgres:", "postgresql+psycopg:")),
    SinkKind((".duckdb",), "duck:DuckSink", ("duckdb:",)),
)


def find_sink(target: str | os.PathLike[str]) -> SinkKind | None:
    """The row of the table for a target, or None."""
    name = as_path(os.fspath(target))
    if "://" in name:
        of_scheme = next((kind for kind in SINKS if name.startswith(tuple(f"{each}//" for each in kind.schemes))), None)
        if of_scheme is not None or not is_address(name) or is_web(name):
            return of_scheme
        return next((kind for kind in SINKS if not kind.schemes and name.lower().endswith(_files(kind))), None)
    if name.lower().endswith((".csv", ".parquet")) and os.path.isdir(name):  # noqa: PTH112 - '' is no Path
        name += "/"
    return next(
        (
            kind
            for kind in SINKS
            if name == "-" in kind.endings or ("-" not in kind.endings and name.lower().endswith(kind.endings))
        ),
        None,
    )


def open_sink(
    target: str | os.PathLike[str],
    *,
    replace_newer: bool = False,
    force: bool = False,
    raw: bool = False,
    bom: bool = False,
    partition: str | Sequence[str] | None = None,
) -> Sink:
    """The sink for a target, not yet entered. Raises `UnsupportedFormatError`, which names the known targets, for any other.

    In a database a record never replaces one of a newer parser, unless `replace_newer` is true. Entering the sink raises `InputError` where
    something stands at the target that this program did not write, unless `force` is true.

    In a `.csv` of claims an apostrophe is put before a cell that a spreadsheet would take for a formula, unless `raw` is true; `bom` puts a
    byte order mark before a CSV file. Both raise `InputError` for other targets.

    `partition`, for a folder `.parquet/`, divides the records by 'force', 'month' or 'force,month'.
    """
    name = as_path(os.fspath(target))
    if "\0" in name:
        raise InputError(f"{_shown(name)!r}: no file has a name with a NUL in it: give another target")
    kind = find_sink(name)
    if kind is None:
        raise UnsupportedFormatError(
            f"{_shown(name) or repr(name)}: this is not a target that can be written; known are {known_sinks()}, and '-' for standard output"
        )
    module, factory = kind.factory.split(":")
    make = getattr(import_module(f"release_parser.sinks.{module}"), factory)
    if replace_newer and not kind.schemes:
        raise InputError(
            f"{_shown(name)}: replace_newer is for databases, and this target is written anew anyway; leave it out"
        )
    if partition is not None:
        make = _in_parts(name, partition)
    if kind.schemes:
        sink = make(name, replace_newer=replace_newer)
    elif is_address(name):
        storage = Elsewhere(name)
        sink = make(f"{storage.path}{'/' if name.endswith('/') else ''}")
        sink.storage = storage
    else:
        sink = make(name)
    sink.force = force
    for option, wanted in (("raw", raw), ("bom", bom)):
        if wanted and not hasattr(sink, option):
            raise InputError(
                f"{_shown(name)}: {option} is for a .csv file{' of claims' if option == 'raw' else ''}; leave it out"
            )
        if wanted:
            setattr(sink, option, True)
    return cast("Sink", sink)


def checked_sink(sink: Sink) -> Sink:
    """A sink that the caller made. Raises `InputError` for an object that is none."""
    if isinstance(sink, io.IOBase) or not (hasattr(sink, "write") and hasattr(sink, "__enter__")):
        raise InputError(
            f"{sink!r} is not a target: give a path, a URL of a database, '-' for standard output, or a sink"
        )
    return sink


def _in_parts(name: str, partition: str | Sequence[str]) -> Callable[[str], Sink]:
    """A function that makes the sink of a folder divided into parts; `InputError` for another target."""
    if not name.lower().rstrip("/").endswith(".parquet"):
        raise InputError(f"{_shown(name)}: partition is for a folder whose name ends with .parquet/")
    module = import_module("release_parser.sinks.partitioned")
    by = module.parts_asked(partition)
    return lambda target: cast("Sink", module.PartitionedSink(target, by))


def known_sinks(*, loads: bool = False) -> str:
    """The endings and URLs of all targets, for messages; with `loads` only of those that can be read back."""
    endings = [ending for kind in SINKS for ending in kind.endings if ending != "-" and (kind.loads or not loads)]
    return ", ".join([*endings, "sqlite:///", "postgresql+psycopg://", "duckdb:///"])


def _files(kind: SinkKind) -> tuple[str, ...]:
    """The endings of a row that are files, without standard output."""
    return tuple(ending for ending in kind.endings if ending != "-")


def _shown(name: str) -> str:
    """A target for messages, without the password of its URL."""
    if is_web(name):
        return shown(name)
    return f"{name.split('://', maxsplit=1)[0]}://…" if "://" in name else name


def file_of(target: str | os.PathLike[str]) -> Path | None:
    """The file or folder that a target names; None for standard output and for a server's database."""
    name = as_path(os.fspath(target))
    scheme, separator, rest = name.partition("://")
    if separator:
        return Path(rest.removeprefix("/")) if scheme in ("sqlite", "duckdb") else None
    return None if name == "-" else Path(name)


def load(
    target: str | os.PathLike[str], *, versions: Literal["current", "all"] = "current"
) -> Iterator[Release | Failure]:
    """The records that a sink wrote, one by one, unchanged.

    A database also keeps what documents said before they were edited or removed: `versions="all"` returns those records too. A file holds
    only what one run wrote, so there `versions` makes no difference.
    """
    if versions not in ("current", "all"):
        raise InputError(f"versions is {versions!r}; it is 'current' or 'all'")
    if not isinstance(target, str | os.PathLike):
        raise InputError(f"{target!r} is nothing to load: give the path or URL of what `write` or `parse` wrote")
    name = as_path(os.fspath(target))
    kind = find_sink(name)
    if kind is None or name == "-":
        missing = "" if "://" in name or os.path.exists(name) else "there is no such file or folder; "  # noqa: PTH110 - '' is no Path
        raise UnsupportedFormatError(f"{_shown(name)}: {missing}records can be loaded from {known_sinks(loads=True)}")
    reader: Callable[..., Iterator[Release | Failure]] = import_module(
        f"release_parser.sinks.{kind.factory.split(':')[0]}"
    ).load
    if kind.schemes:
        return reader(name, versions)
    return _load_brought(reader, name) if is_address(name) else reader(name)


def _load_brought(reader: Callable[[str], Iterator[Release | Failure]], address: str) -> Iterator[Release | Failure]:
    """The records at an address in an object store, which is copied here first."""
    with brought(address) as path:
        yield from reader(str(path))
