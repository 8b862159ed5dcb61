"""How a resumed run asks sinks that keep what earlier runs wrote.

In: inputs with their identities. Out: the inputs that must be parsed, and the records of the others.
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
    """A sink that keeps what earlier runs wrote, such as a database."""

    prune: bool

    def holds(self, item: Document | Failure, identity: str | None, file: InputFile | None = None) -> bool:
        """Whether the record of an input is there already; then it is noted as met."""
        ...

    def write_of(self, record: Release | Failure, identity: str | None, file: InputFile | None = None) -> None:
        """Take the record of a document."""
        ...


def remembering(sink: object) -> Remembering | None:
    """The sink if it keeps what earlier runs wrote, else None."""
    return sink if isinstance(sink, Remembering) else None


def with_documents(sink: Sink) -> Callable[[Release | Failure, Origin], None]:
    """The function by which a sink takes a record together with its document and file, as far as the sink uses these."""
    memory = remembering(sink)
    if memory is not None:
        return lambda record, origin: memory.write_of(record, *origin)
    write_of = getattr(sink, "write_of", None)
    if write_of is not None:
        return lambda record, origin: write_of(record, origin.identity)
    return lambda record, _: sink.write(record)


def noted(items: Iterable[tuple[Document | Failure, Origin]], origins: deque[Origin]) -> Iterator[Document | Failure]:
    """The inputs; their origins are noted, for the records that are made of them in the same order."""
    for item, origin in items:
        origins.append(origin)
        yield item


def taken(items: Iterable[Item], sink: Sink, kept: deque[Release]) -> Iterator[Item]:
    """The items; instead of an item whose record the sink holds, that record."""
    for item in items:
        found: Item = sink.take(item)  # type: ignore[attr-defined]
        if isinstance(found, Release):
            kept.append(found)
        yield found
