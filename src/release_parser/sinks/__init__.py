"""Sinks: where records go, chosen by suffix or URL.

A sink is a context manager with `write(record)`: entering opens it, leaving well makes what was written visible at once,
leaving by an error or ctrl-C leaves the target as it was. A new sink is one file and one row in `SINKS`.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, Self, cast

from release_parser.errors import UnsupportedFormatError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import TracebackType

    from release_parser.records import Failure, Release

__all__ = ["SINKS", "Sink", "SinkKind", "find_sink", "load", "open_sink"]


class Sink(Protocol):
    """Something that records are written to."""

    def __enter__(self) -> Self: ...

    def write(self, record: Release | Failure) -> None:
        """Append one record."""
        ...

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None) -> None: ...


@dataclass(frozen=True, slots=True)
class SinkKind:
    """A row of the table: the endings of the targets, and 'module:Class', imported when it is first used."""

    endings: tuple[str, ...]
    factory: str


SINKS = (
    SinkKind((".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz"), "jsonl:FileSink"),
    SinkKind(("-",), "jsonl:StdoutSink"),
)


def find_sink(target: str | os.PathLike[str]) -> SinkKind | None:
    """The row for a target, or None."""
    name = os.fspath(target)
    return next(
        (kind for kind in SINKS if name == "-" in kind.endings or ("-" not in kind.endings and name.lower().endswith(kind.endings))), None
    )


def open_sink(target: str | os.PathLike[str]) -> Sink:
    """The sink for a target, not yet entered; `UnsupportedFormatError` that names the known ones."""
    name = os.fspath(target)
    kind = find_sink(name)
    if kind is None:
        known = ", ".join(ending for kind in SINKS for ending in kind.endings if ending != "-")
        raise UnsupportedFormatError(f"{name}: no sink writes this suffix; known are {known}, and '-' for standard output")
    module, factory = kind.factory.split(":")
    return cast("Sink", getattr(import_module(f"release_parser.sinks.{module}"), factory)(name))


def load(target: str | os.PathLike[str]) -> Iterator[Release | Failure]:
    """The records that a sink wrote, one by one, as they were."""
    name = os.fspath(target)
    kind = find_sink(name)
    if kind is None or name == "-":
        raise UnsupportedFormatError(f"{name}: records can be loaded from {', '.join(SINKS[0].endings)}")
    reader: Callable[[str], Iterator[Release | Failure]] = import_module(f"release_parser.sinks.{kind.factory.split(':')[0]}").load
    return reader(name)
