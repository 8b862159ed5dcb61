"""Several processes on one machine: each builds its parser once, records come back in input order.

In: documents and failures of reading, and a recipe that builds a parser. Out: what the serial engine gives, byte for byte.
At most a few batches are under way, so memory stays flat on an archive of any size. A worker that dies (killed for its memory,
a crash in a library) costs its batch a second try, and then the one input that kills it a `Failure`.
"""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from release_parser.engines.serial import BATCH, BatchParser, parse_items
from release_parser.records import Failure, Release
from release_parser.text import Document

if TYPE_CHECKING:
    from pathlib import Path

    from release_parser.lexicon import Lexicon

Recipe = Callable[[], BatchParser]
Item = Document | Failure
Record = Release | Failure


@dataclass(frozen=True, slots=True)
class ParserRecipe:
    """How to build a `Parser` in another process: a loaded model does not travel."""

    model: str | Path | None = None
    lexicon: Lexicon | None = None

    def __call__(self) -> BatchParser:
        """The parser."""
        from release_parser.parser import Parser  # noqa: PLC0415 - loads spaCy, in the worker alone

        return Parser(model=self.model, lexicon=self.lexicon)


def run(items: Iterable[Item], recipe: Recipe, *, workers: int, batch_size: int = BATCH) -> Iterator[Record]:
    """Parse the documents among the items in `workers` processes; order and count are the input's."""
    pool = _Pool(workers, recipe)
    iterator = iter(items)
    under_way: deque[tuple[list[Item], Future[list[Record]]]] = deque()
    try:
        while True:
            # one batch waits for each worker, so that none stands still while a record is written
            while len(under_way) < 2 * workers and (batch := list(islice(iterator, batch_size))):
                under_way.append((batch, pool.submit(batch)))
            if not under_way:
                return
            batch, future = under_way.popleft()
            try:
                records = future.result()
            except BrokenProcessPool:
                records = list(pool.retry(batch))
                # what was under way beside it died with the pool, through no fault of its own
                under_way = deque((other, pool.submit(other)) for other, _ in under_way)
            yield from records
    finally:
        pool.close()


class _Pool:
    """Processes that are replaced when one of them dies."""

    def __init__(self, workers: int, recipe: Recipe) -> None:
        self._workers, self._recipe = workers, recipe
        self._executor = self._start()

    def _start(self) -> ProcessPoolExecutor:
        # spawn: a forked process would inherit threads and locks of whoever calls us
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(self._workers, mp_context=context, initializer=_initialize, initargs=(self._recipe,))

    def submit(self, batch: list[Item]) -> Future[list[Record]]:
        """Give a batch to a worker."""
        try:
            return self._executor.submit(_parse, batch)
        except BrokenProcessPool as error:
            broken: Future[list[Record]] = Future()
            broken.set_exception(error)
            return broken

    def retry(self, batch: list[Item]) -> Iterator[Record]:
        """Parse a batch that died: as a whole once more, then one by one to find the input that kills."""
        self._restart()
        try:
            yield from self.submit(batch).result()
        except BrokenProcessPool:
            self._restart()
        else:
            return
        for item in batch:
            try:
                yield from self.submit([item]).result()
            except BrokenProcessPool:
                self._restart()
                yield Failure(
                    source=item.source,
                    stage="parse",
                    error="it ended the process that parsed it, twice: out of memory, or a crash in a library",
                )

    def _restart(self) -> None:
        self.close()
        self._executor = self._start()

    def close(self) -> None:
        """End the processes; what is under way is given up."""
        self._executor.shutdown(wait=True, cancel_futures=True)


_recipe: Recipe | None = None
_parser: BatchParser | None = None


def _initialize(recipe: Recipe) -> None:
    global _recipe  # noqa: PLW0603 - a worker process has one parser
    _recipe = recipe
    # ctrl-C reaches every process of the terminal; the caller's alone decides what it means
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _parse(batch: list[Item]) -> list[Record]:
    """Run in a worker. The parser is built by the first batch: then a missing model is an error with its message."""
    global _parser  # noqa: PLW0603
    if _parser is None:
        if _recipe is None:
            raise RuntimeError("the worker was not initialized")
        _parser = _recipe()
    return list(parse_items(batch, _parser))
