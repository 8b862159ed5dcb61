"""Sinks that hold what earlier runs wrote, and how a resumed run asks them.

In: inputs with their identities. Out: those that must be parsed, and the records that need not be.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

from release_parser.records import Failure, Release

if TYPE_CHECKING:
    from collections import deque
    from collections.abc import Callable, Iterable, Iterator

    from release_parser.origins import InputFile, Origin
    from release_parser.sinks import Sink
    from release_parser.text import Document

    Item = Document | Failure | Release


@runtime_checkable
class Remembering(Protocol):
    """A sink that holds what earlier runs wrote: a database."""

    prune: bool

    def holds(self, item: Document | Failure, identity: str | None, file: InputFile | None = None) -> bool:
        """Whether what would come of an input is there already; then it is noted as met."""
        ...

    def write_of(self, record: Release | Failure, identity: str | None, file: InputFile | None = None) -> None:
        """Take the record of a document."""
        ...


def remembering(sink: object) -> Remembering | None:
    """The sink, if it is one that remembers."""
    return sink if isinstance(sink, Remembering) else None


def with_documents(sink: Sink) -> Callable[[Release | Failure, Origin], None]:
    """How a sink takes the record of a document: with what the document is and its file, as far as it wants to know."""
    memory = remembering(sink)
    if memory is not None:
        return lambda record, origin: memory.write_of(record, *origin)
    write_of = getattr(sink, "write_of", None)
    if write_of is not None:
        return lambda record, origin: write_of(record, origin.identity)
    return lambda record, _: sink.write(record)


def noted(items: Iterable[tuple[Document | Failure, Origin]], origins: deque[Origin]) -> Iterator[Document | Failure]:
    """The inputs; where they come from is noted, for the records that come of them in the same order."""
    for item, origin in items:
        origins.append(origin)
        yield item


def taken(items: Iterable[Item], sink: Sink, kept: deque[Release]) -> Iterator[Item]:
    """The items, but where the sink holds the record of one already, that record."""
    for item in items:
        found: Item = sink.take(item)  # type: ignore[attr-defined]
        if isinstance(found, Release):
            kept.append(found)
        yield found
