"""Gives batches to several workers, returns records in order, and survives workers that die or hang.

In: items, and a `Pool` that can start workers, send them batches and report what happened. Out: one record for each item, in order. Each
pool (processes here, actors on a cluster) is its own module; what a user may rely on is decided here, once:

- Bounded: only a few batches for each worker lie between the source and the caller.
- A worker that dies, or is killed because it was silent for longer than the time limit, costs its batch a second attempt with one document at a time. A document that kills or
  hangs its worker again becomes one `Failure`. The others lose nothing.
- The first batches are small, so that the first records come soon and a few inputs reach all workers; later ones are larger.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Protocol

from release_parser.engines.batch import LONGEST_TEXT, Item, Packed, batch_limit, check_length, too_slow, unpack
from release_parser.errors import ReleaseParserError
from release_parser.records import Failure, Release
from release_parser.text import Document

DOCUMENTS_PER_BATCH = 32  # documents
DOCUMENTS_IN_FIRST_BATCH = 2
CHARACTERS_PER_BATCH = 400_000  # a batch of long texts is shorter
BATCHES_AT_A_WORKER = 2  # batches at a worker: the one it works on and the next, so that it never waits for us
BATCHES_AHEAD_PER_WORKER = 6  # batches for each worker that may be read ahead of the record that is due
FAILED_STARTS_IN_A_ROW = 3  # workers in a row that may die before they are ready
START_SECONDS = 300.0


@dataclass(frozen=True, slots=True)
class Ready:
    """The worker has built its parser."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """The records of the worker's oldest batch."""

    records: list[Packed]


@dataclass(frozen=True, slots=True)
class Died:
    """The worker has ended. `error` is what it raised before it was ready, which the caller must mend and no input caused."""

    how: str
    error: BaseException | None = None


Event = Ready | Parsed | Died


class Worker(Protocol):
    """Parses batches, in the order in which they were sent."""

    def send(self, documents: list[Document]) -> None:
        """Give it a batch. Never blocks for long, and never raises because the worker is dead."""
        ...

    def kill(self) -> None:
        """End it at once."""
        ...


class Pool(Protocol):
    """A way to start workers and to hear from them."""

    size: int

    def start(self) -> Worker:
        """A new worker; it reports `Ready` when it can parse."""
        ...

    def wait(self, seconds: float) -> tuple[Worker, Event, float] | None:
        """The next event, its worker and its time (`time.monotonic`), or None after this many seconds or earlier."""
        ...


@dataclass(slots=True)
class _Slot:
    """A batch of items at its place in the order."""

    records: list[Item | Packed | None]
    missing: int = 0


@dataclass(slots=True)
class _Job:
    """Documents of a slot that are sent to a worker together."""

    slot: _Slot
    places: list[int]
    documents: list[Document]
    again: bool = False

    def done(self, records: Iterable[Packed | Failure]) -> None:
        """Put the records at their places."""
        for place, record in zip(self.places, records, strict=True):
            self.slot.records[place] = record
            self.slot.missing -= 1


@dataclass(slots=True)
class _Desk:
    """What is known of one worker."""

    since: float
    ready: bool = False
    jobs: deque[_Job] = field(default_factory=deque)


def run(
    items: Iterable[Item],
    pool: Pool,
    *,
    batch_size: int = DOCUMENTS_PER_BATCH,
    time_limit: float | None = None,
    longest: int = LONGEST_TEXT,
) -> Generator[Release | Failure, None, None]:
    """A record for each item, in order. The workers end when the iteration ends, in whichever way."""
    run = _PoolRun(pool, time_limit)
    try:
        yield from run.records(_slots(items, batch_size, longest))
    finally:
        run.end()


class _PoolRun:
    """One run of `run`: its workers, the jobs that wait, and those in work."""

    def __init__(self, pool: Pool, time_limit: float | None) -> None:
        self._pool, self._limit, self._size = pool, time_limit, pool.size
        self._desks: dict[Worker, _Desk] = {}
        self._waiting: deque[_Job] = deque()
        self._failed_starts = 0

    def records(self, source: Iterator[tuple[_Slot, _Job | None]]) -> Iterator[Release | Failure]:
        """The records in order."""
        slots: deque[_Slot] = deque()
        reading = True
        while True:
            while reading and len(slots) < BATCHES_AHEAD_PER_WORKER * self._size and len(self._waiting) < self._size:
                slot, job = next(source, (None, None))
                if slot is None:
                    reading = False
                    break
                slots.append(slot)
                if job is not None:
                    self._waiting.append(job)
                self._give()
            while (happened := self._pool.wait(0)) is not None:
                self._note(*happened)
            self._give()
            if slots and not slots[0].missing:
                for record in slots.popleft().records:
                    yield record if isinstance(record, Release | Failure) else unpack(record)  # type: ignore[arg-type]
            elif slots:
                self._await()
            elif not reading:
                return

    def end(self) -> None:
        """Kill all workers."""
        for worker in self._desks:
            worker.kill()
        self._desks.clear()

    def _give(self) -> None:
        """Send waiting jobs to workers with room; start another worker if all are busy."""
        while self._waiting:
            idle = [
                worker for worker, desk in self._desks.items() if desk.ready and len(desk.jobs) < BATCHES_AT_A_WORKER
            ]
            # a document that is tried again goes alone: not behind, and not before, another batch
            if self._waiting[0].again:
                idle = [worker for worker in idle if not self._desks[worker].jobs]
            idle = [worker for worker in idle if not any(job.again for job in self._desks[worker].jobs)]
            starting = sum(not desk.ready for desk in self._desks.values())
            busy = all(self._desks[worker].jobs for worker in idle)
            if busy and starting < len(self._waiting) and len(self._desks) < self._size:
                self._desks[self._pool.start()] = _Desk(since=time.monotonic())
            if not idle:
                return
            worker = min(idle, key=lambda worker: len(self._desks[worker].jobs))
            desk, job = self._desks[worker], self._waiting.popleft()
            if not desk.jobs:
                desk.since = time.monotonic()
            desk.jobs.append(job)
            worker.send(job.documents)

    def _await(self) -> None:
        """Wait for the next event, at most until the next worker's time limit; kill a worker that is over it."""
        limits = {worker: limit for worker, desk in self._desks.items() if (limit := self._until(desk)) is not None}
        happened = self._pool.wait(max(0.0, min(limits.values()) - time.monotonic()) if limits else 60.0)
        if happened is not None:
            self._note(*happened)
            return
        now = time.monotonic()
        for worker in [worker for worker, limit in limits.items() if limit <= now]:
            worker.kill()
            self._lost(worker, None)

    def _until(self, desk: _Desk) -> float | None:
        """When a worker is over its time limit, or None."""
        if not desk.ready:
            return desk.since + START_SECONDS
        return (
            desk.since + batch_limit(self._limit, len(desk.jobs[0].documents))
            if desk.jobs and self._limit is not None
            else None
        )

    def _note(self, worker: Worker, event: Event, when: float) -> None:
        """Apply an event of a worker."""
        desk = self._desks.get(worker)
        if desk is None:  # it was killed before it said so
            return
        if isinstance(event, Ready):
            desk.ready, self._failed_starts = True, 0
        elif isinstance(event, Parsed):
            desk.jobs.popleft().done(event.records)
            desk.since = when
        elif event.error is not None:
            raise event.error
        else:
            self._lost(worker, event.how)

    def _lost(self, worker: Worker, how: str | None) -> None:
        """Handle a worker that died or, with `how` None, was killed because it was over the time limit."""
        desk = self._desks.pop(worker)
        if not desk.ready:
            if any(other.ready for other in self._desks.values()):
                # no memory, or no room in the cluster, for one more: the others go on without it
                self._size = max(1, self._size - 1)
                return
            self._failed_starts += 1
            if self._failed_starts >= FAILED_STARTS_IN_A_ROW:
                raise ReleaseParserError(
                    f"{FAILED_STARTS_IN_A_ROW} workers in a row ended before they could parse ({how or 'they did not start in time'}): use workers=1"
                )
            return
        suspect = desk.jobs.popleft() if desk.jobs else None
        self._waiting.extendleft(reversed(desk.jobs))  # was not begun
        if suspect is None:
            return
        if not suspect.again:
            self._waiting.extendleft(
                _Job(suspect.slot, [place], [document], again=True)
                for place, document in reversed(list(zip(suspect.places, suspect.documents, strict=True)))
            )
            return
        (document,) = suspect.documents
        where = document.source or "the text"
        error = f"{where} ended the worker that parsed it, twice ({how}): it may be too large for the memory"
        suspect.done(
            [
                too_slow(document, self._limit or 0)
                if how is None
                else Failure(source=document.source, stage="parse", error=error)
            ]
        )


def _slots(items: Iterable[Item], batch_size: int, longest: int) -> Iterator[tuple[_Slot, _Job | None]]:
    """The items in batches, each with the job for its documents; read lazily."""
    size, slot, job, characters = min(DOCUMENTS_IN_FIRST_BATCH, batch_size), _Slot([]), None, 0
    for item in items:
        checked = check_length(item, longest)
        if isinstance(checked, Document):
            job = job or _Job(slot, [], [])
            job.places.append(len(slot.records))
            job.documents.append(checked)
            slot.missing += 1
            characters += len(checked.text)
        slot.records.append(None if isinstance(checked, Document) else checked)
        # what needs no parsing is handed on as it comes
        if len(slot.records) >= size or characters >= CHARACTERS_PER_BATCH or job is None:
            yield slot, job
            size = min(size * 2, batch_size) if job is not None else size
            slot, job, characters = _Slot([]), None, 0
    if slot.records:
        yield slot, job
