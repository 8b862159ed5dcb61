"""One process, one after the other: the engine that every other one must agree with.

In: documents and failures of reading. Out: a `Release` or `Failure` for each, in the same order.

The time limit needs a signal that interrupts Python, so it holds on the main thread of a Unix process; elsewhere, use processes.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from release_parser.clock import TimeUp, alarm
from release_parser.engines.batch import LONGEST, BatchParser, Item, batch_limit, check_length, parse_alone, too_slow
from release_parser.records import Failure, Release
from release_parser.text import Document

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator

__all__ = ["BATCH", "BatchParser", "run"]

BATCH = 64  # releases that the parser gives to the model together


def run(
    items: Iterable[Item],
    parser: BatchParser,
    *,
    batch_size: int = BATCH,
    time_limit: float | None = None,
    longest: int = LONGEST,
) -> Generator[Release | Failure, None, None]:
    """Parse the documents among the items; what is no document keeps its place."""
    iterator = iter(items)
    size = min(batch_size, 4)  # the first records come soon
    while batch := list(islice(iterator, size)):
        yield from _parse(batch, parser, time_limit, longest)
        size = min(size * 2, batch_size)


def _parse(
    batch: list[Item], parser: BatchParser, time_limit: float | None, longest: int
) -> Iterator[Release | Failure]:
    checked = [check_length(item, longest) for item in batch]
    parsed = parser.parse_batch([item for item in checked if isinstance(item, Document)])
    alone = False
    for item in checked:
        if not isinstance(item, Document):
            yield item
            continue
        if not alone:
            try:
                with alarm(None if time_limit is None else batch_limit(time_limit, len(batch))):
                    record = next(parsed)
            except (Exception, TimeUp):  # noqa: BLE001 - nobody knows of which document: the rest one by one, see batch.parse_items
                alone = True
            else:
                yield record
                continue
        try:
            with alarm(time_limit):
                record = parse_alone(item, parser)
        except TimeUp:
            record = too_slow(item, time_limit or 0)
        yield record
