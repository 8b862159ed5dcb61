"""Parses in this process, one document after the other. All other engines must give the same records.

In: documents and failures of reading. Out: a `Release` or `Failure` for each, in the same order.

The time limit needs a signal that interrupts Python, so it works only on the main thread of a Unix process; elsewhere, use processes.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from release_parser.engines.batch import LONGEST_TEXT, BatchParser, Item, parse_items

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable

    from release_parser.records import Failure, Release

RELEASES_PER_BATCH = 64  # releases that the parser gives to the model together


def run(
    items: Iterable[Item],
    parser: BatchParser,
    *,
    batch_size: int = RELEASES_PER_BATCH,
    time_limit: float | None = None,
    longest: int = LONGEST_TEXT,
) -> Generator[Release | Failure, None, None]:
    """Parse the documents among the items; all other items keep their place."""
    iterator = iter(items)
    size = min(batch_size, 4)  # the first records come soon
    while batch := list(islice(iterator, size)):
        yield from parse_items(batch, parser, longest=longest, time_limit=time_limit)
        size = min(size * 2, batch_size)
