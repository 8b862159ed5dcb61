"""One run: sends every input through the parser into a sink.

In: a source, a plan and an opened sink. Out: the records in the sink, and a `Summary`. What a resumed run finds in the sink is not parsed
again, and unchanged files are not read.
"""

from __future__ import annotations

import time
from collections import deque
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from release_parser.duplicates import DuplicateFinder, DuplicateList
from release_parser.errors import InputError
from release_parser.interruption import terminable
from release_parser.sinks.protect import refuse_inputs
from release_parser.sinks.remembering import noted, remembering, taken, with_documents
from release_parser.sinks.storage import Here, refuse_places
from release_parser.sinks.turns import log
from release_parser.summary import Summary
from release_parser.text import Document

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from release_parser.origins import InputFile, Origin
    from release_parser.plan import Plan
    from release_parser.records import Failure, Release
    from release_parser.sinks import Sink
    from release_parser.sinks.protect import Output
    from release_parser.sources import Source
    from release_parser.summary import Observer


@dataclass
class Run:
    """The parts of one call of `write`: source, plan, sink and summary."""

    source: Source
    plan: Plan
    sink: Sink
    resume: bool = False
    force: bool = False
    summary: Summary = field(default_factory=Summary)

    def __post_init__(self) -> None:
        path: Path | None = getattr(self.sink, "path", None)
        storage: Here = getattr(self.sink, "storage", None) or Here()
        beside = _beside(path)
        self.report = DuplicateList(beside, force=self.force, storage=storage) if self.plan.duplicates else None
        refuse_inputs(self.outputs(), self.source.files())
        refuse_places(storage.place, self.source.places())
        for ours in (path, beside, getattr(self.sink, "partial", None), storage.place):
            self.source.leave_out(ours)
        if self.resume:
            if not hasattr(self.sink, "resume"):
                raise InputError(
                    f"{self.sink!r} cannot tell what it holds: leave out resume, or write to a .jsonl file or a database"
                )
            self.sink.resume(self.plan.parser_info())

    def outputs(self) -> list[Output]:
        """The files that it would overwrite."""
        return [
            *getattr(self.sink, "outputs", list)(),
            *(self.report.outputs() if self.report is not None else ()),
        ]

    def write(self, *, prune: bool, observe: Observer | None) -> Summary:
        """Parse every input that the sink does not hold, write its record, and count; `observe` is called with each record."""
        summary, kept, origins = self.summary, deque["Release"](), deque["Origin"]()
        started = time.perf_counter()
        with terminable(), ExitStack() as stack:
            if self.report is not None:
                stack.enter_context(self.report)
            sink = stack.enter_context(self.sink)
            items = noted(self._missing(), origins)
            take = self.resume and hasattr(sink, "take")
            records = self.plan.run(taken(items, sink, kept) if take else items)
            stack.callback(records.close)  # before the sink: on ctrl-C no worker outlives it
            keep = with_documents(sink)
            for record in records:
                keep(record, origins.popleft())
                known = bool(kept) and record is kept[0]
                if known:
                    kept.popleft()
                summary.add(record, kept=known)
                self._look_at_the_clock(started)
                if observe is not None:
                    observe(record, summary)
            memory = remembering(sink)
            if prune and memory is not None:
                memory.prune = self._is_whole()
        summary.superseded, summary.gone = getattr(self.sink, "superseded", 0), getattr(self.sink, "gone", 0)
        refused = len(getattr(self.sink, "refused", ()))  # records that the target cannot hold stand there as failures
        for failure in getattr(self.sink, "refused", ()):
            summary.failures.add(failure)
        summary.parsed, summary.failed = summary.parsed - refused, summary.failed + refused
        self._look_at_the_clock(started)
        return summary

    def _look_at_the_clock(self, started: float) -> None:
        """Update the time and the skipped files in the summary."""
        self.summary.skipped, self.summary.older = self.source.skipped, self.source.older
        self.summary.seconds = time.perf_counter() - started

    def _missing(self) -> Iterator[tuple[Document | Failure, Origin]]:
        """The inputs whose record the sink does not hold."""
        memory = remembering(self.sink)
        follows = memory is not None and self.plan.duplicates is None and hasattr(memory, "unread")
        for item, origin in unrepeated(self.source, self.plan, self.summary, self.report, self if follows else None):
            if self.resume and memory is not None and memory.holds(item, *origin):
                self.summary.read += 1
                self.summary.kept += 1
            else:
                yield item, origin

    def is_unread(self, file: InputFile) -> bool:
        """Whether a file need not be read, in which case its documents are counted."""
        documents: int = self.sink.unread(file) if self.resume else 0  # type: ignore[attr-defined]
        self.summary.read += documents
        self.summary.kept += documents
        return documents > 0

    def _is_whole(self) -> bool:
        """Whether the run met everything that the inputs hold."""
        if self.summary.read and self.source.is_whole:
            return True
        log.warning(
            "nothing is marked as gone: an archive could not be read to its end, or a folder could not be listed, so what else they hold is not known"
        )
        return False


def unrepeated(
    source: Source, plan: Plan, summary: Summary, report: DuplicateList | None = None, run: Run | None = None
) -> Iterator[tuple[Document | Failure, Origin]]:
    """The inputs. Those that repeat an earlier one are counted, reported and, where they are merged, left out.

    With a `run` files are followed, and those that need not be read are left out.
    """
    found = source.identified(None if run is None else run.is_unread)
    if plan.duplicates is None:
        yield from found
        return
    with closing(DuplicateFinder()) as finder:
        for item, origin in found:
            repeated = finder.see(item) if isinstance(item, Document) else None
            if repeated is not None:
                if report is not None:
                    report.write(repeated)
                summary.same += repeated.kind == "same"
                summary.near += repeated.kind == "near"
                if repeated.kind == "same" and plan.duplicates == "merge":
                    summary.read += 1
                    continue
            yield item, origin


def outputs_of(sink: Sink | None, *, lists: bool) -> list[Output]:
    """The files that a run with this sink writes; with `lists`, a list of duplicates too."""
    own: list[Output] = getattr(sink, "outputs", list)()
    return [*own, *DuplicateList(_beside(getattr(sink, "path", None))).outputs()] if lists else own


def _beside(path: Path | None) -> Path | None:
    """The file for duplicates of a run that writes this file: 'news.duplicates.jsonl' for 'news.jsonl.gz'."""
    return None if path is None else path.with_name(f"{path.name.split('.jsonl')[0]}.duplicates.jsonl")
