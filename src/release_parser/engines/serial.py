"""One process, one after the other: the engine that every other one must agree with.

In: documents and failures of reading. Out: a `Release` or `Failure` for each, in the same order.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Protocol

from release_parser.records import Failure, Release
from release_parser.text import Document

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

BATCH = 64  # releases that the parser gives to the model together


class BatchParser(Protocol):
    """What an engine needs of `Parser`."""

    def parse_batch(self, documents: Iterable[Document]) -> Iterator[Release | Failure]:
        """One output per document, in order."""
        ...


def run(items: Iterable[Document | Failure], parser: BatchParser, *, batch_size: int = BATCH) -> Iterator[Release | Failure]:
    """Parse the documents among the items; a `Failure` of reading keeps its place."""
    iterator = iter(items)
    while batch := list(islice(iterator, batch_size)):
        yield from parse_items(batch, parser)


def parse_items(batch: list[Document | Failure], parser: BatchParser) -> Iterator[Release | Failure]:
    """Exactly one output for each item of a batch, whatever the parser does."""
    documents = [item for item in batch if isinstance(item, Document)]
    parsed = parser.parse_batch(documents)
    broken: str | None = None
    for item in batch:
        if isinstance(item, Failure):
            yield item
            continue
        if broken is None:
            try:
                yield next(parsed)
                continue
            except StopIteration:
                broken = "the parser gave no record for it"
            except Exception as error:  # noqa: BLE001 - a batch never dies of one input
                broken = f"the parser broke on it: {type(error).__name__}: {error}"
            yield Failure(source=item.source, stage="parse", error=broken)
            continue
        yield _alone(item, parser)  # the batch ended early: the rest one by one


def _alone(document: Document, parser: BatchParser) -> Release | Failure:
    try:
        return next(iter(parser.parse_batch([document])))
    except StopIteration:
        return Failure(source=document.source, stage="parse", error="the parser gave no record for it")
    except Exception as error:  # noqa: BLE001 - a batch never dies of one input
        return Failure(source=document.source, stage="parse", error=f"the parser broke on it: {type(error).__name__}: {error}")
