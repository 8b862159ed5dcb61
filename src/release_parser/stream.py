"""A lazy line from any source over any engine to any sink.

>>> import release_parser as rp
>>> stream = rp.read(b"Officers made 34 arrests.").parse()
>>> stream
ReleaseStream: read 25 bytes ▸ parse (serial)
>>> [claim.span.text for release in stream for claim in release.claims]
['34']
"""

from __future__ import annotations

import datetime as dt
import gc
import os
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from release_parser.duplicates import Duplicate, DuplicateFinder, DuplicateList
from release_parser.engines import processes, serial
from release_parser.engines.batch import LONGEST
from release_parser.errors import InputError
from release_parser.failures import FailureKinds
from release_parser.interruption import terminable
from release_parser.lexicon import Lexicon
from release_parser.records import Failure, ParserInfo, Release
from release_parser.sinks import checked_sink, frames, open_sink
from release_parser.sinks.protect import refuse_inputs
from release_parser.sinks.remembering import noted, remembering, taken
from release_parser.sinks.storage import Here, refuse_places
from release_parser.sinks.turns import log
from release_parser.sources import Identity, Limits, Source, describe_target, read_source
from release_parser.sources.targets import refuse_path
from release_parser.text import Document

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

    from release_parser.engines.batch import Item
    from release_parser.parser import Parser
    from release_parser.sinks import Sink
    from release_parser.sinks.protect import Output
    from release_parser.sources import Target

COUNTED = ("claims", "comparisons", "operations", "police_units", "people", "quotes", "contacts")
ENGINES = ("serial", "processes", "ray")
TIME_LIMIT = 60.0
"""Seconds for one release, a thousand times what one takes."""
Repeats = Literal["mark", "merge"]


@dataclass(frozen=True)
class ParserRecipe:
    """A parser that is built where it is first used: it travels to another process, which a loaded model does not."""

    model: str | Path | None = None
    lexicon: Lexicon | None = None

    def __call__(self) -> serial.BatchParser:
        """The parser, built once in each process."""
        return _build(self)

    def parse_batch(self, documents: Iterable[Document]) -> Iterator[Release | Failure]:
        """One record for each document, in order."""
        return self().parse_batch(documents)


@dataclass(slots=True)
class Summary:
    """What a run did, counted while it runs."""

    read: int = 0
    parsed: int = 0
    kept: int = 0
    """Releases that the target held already, from an earlier run."""
    superseded: int = 0
    """Documents whose text in the database was replaced by a newer one."""
    gone: int = 0
    """Documents in the database that the archive does not have any more."""
    failed: int = 0
    skipped: int = 0
    same: int = 0
    """Inputs with the text of an earlier one."""
    near: int = 0
    """Inputs with nearly the text of an earlier one."""
    claims: int = 0
    comparisons: int = 0
    operations: int = 0
    police_units: int = 0
    people: int = 0
    quotes: int = 0
    contacts: int = 0
    seconds: float = 0.0
    failures: FailureKinds = field(default_factory=FailureKinds, repr=False, compare=False)
    """The first failure of each kind, and how many there were; `failures.lines()` says it in words."""

    def add(self, record: Release | Failure, *, kept: bool = False) -> None:
        """Count one record; `kept` where an earlier run has made it."""
        self.read += 1
        if isinstance(record, Failure):
            self.failed += 1
            self.failures.add(record)
            return
        self.parsed += not kept
        self.kept += kept
        for name in COUNTED:
            setattr(self, name, getattr(self, name) + len(getattr(record, name)))

    @property
    def rate(self) -> float:
        """Inputs per second; what was kept from before took no time, and would promise too much."""
        return (self.read - self.kept) / self.seconds if self.seconds else 0.0

    def __str__(self) -> str:
        kept = f", {self.kept:,} kept from before" if self.kept else ""
        kept += f", {self.superseded:,} newer than what was held" if self.superseded else ""
        kept += f", {self.gone:,} gone" if self.gone else ""
        skipped = f", {self.skipped:,} skipped" if self.skipped else ""
        repeated = (
            f", {self.same:,} with the text of an earlier one, {self.near:,} with nearly that"
            if self.same or self.near
            else ""
        )
        return (
            f"{self.read:,} read, {self.parsed:,} parsed{kept}, {self.failed:,} failed{skipped}{repeated}: {self.claims:,} claims, {self.quotes:,} quotes, "
            f"{self.operations:,} operations, {self.police_units:,} units, {self.people:,} people in {self.seconds:.1f} s"
        )


Observer = Callable[[Release | Failure, Summary], None]


class Stream:
    """Documents, lazily: nothing is read until somebody asks."""

    def __init__(self, source: Source) -> None:
        self.source = source

    def __iter__(self) -> Iterator[Document | Failure]:
        return iter(self.source)

    def duplicates(self) -> Iterator[Duplicate]:
        """Which inputs repeat an earlier one: the same text, or nearly the same. Reads everything, parses nothing."""
        finder = DuplicateFinder()
        for item in self:
            if isinstance(item, Document) and (found := finder.see(item)) is not None:
                yield found

    def parse(
        self,
        *,
        workers: int = 1,
        engine: str | None = None,
        parser: serial.BatchParser | None = None,
        model: str | Path | None = None,
        lexicon: Lexicon | None = None,
        duplicates: Repeats | None = None,
        time_limit: float | None = TIME_LIMIT,
        longest: int = LONGEST,
    ) -> ReleaseStream:
        """The releases of these documents, by `workers` processes, or as many actors of a Ray cluster (`engine="ray"`).

        The parser is built, from `model` and `lexicon`, where and when it is first needed; a ready `parser` may be given instead.
        A release that takes longer than `time_limit` seconds to be read, or to be parsed, or has more than `longest` characters, is a `Failure`.
        With `duplicates="mark"` inputs that repeat an earlier one, or nearly, are counted, and `write` lists them in a file beside
        its target; with `"merge"` an input with the text of an earlier one gives no record of its own besides.
        """
        if workers < 1:
            raise InputError(f"workers is {workers}; it must be 1 or more")
        name = engine or ("serial" if workers == 1 else "processes")
        if name not in ENGINES:
            raise InputError(f"there is no engine {name!r}; there are {', '.join(ENGINES)}")
        if parser is not None and (model is not None or lexicon is not None):
            raise InputError("a ready parser has its model and lexicon: give either parser=, or model= and lexicon=")
        if workers > 1 and name == "serial":
            raise InputError(f"the serial engine has one worker, not {workers}; leave out engine=")
        if time_limit is not None and time_limit <= 0:
            raise InputError(f"time_limit is {time_limit}; it must be more than 0 seconds, or None for no limit")
        if duplicates not in (None, "mark", "merge"):
            raise InputError(f"duplicates is {duplicates!r}; it is 'mark', 'merge' or None")
        if time_limit != TIME_LIMIT:
            self.source.limit_time(time_limit)
        plan = Plan(name, workers, parser or ParserRecipe(model, lexicon), duplicates, time_limit, longest)
        return ReleaseStream(self, plan)

    def __repr__(self) -> str:
        return f"Stream: read {describe_target(self.source.target)}"


@dataclass(frozen=True, slots=True)
class Plan:
    """How a stream is parsed."""

    engine: str
    workers: int
    parser: serial.BatchParser
    duplicates: Repeats | None
    time_limit: float | None
    longest: int

    def run(self, items: Iterable[Item]) -> Generator[Release | Failure, None, None]:
        """A record for each item, in order. Workers end when it is closed."""
        if self.engine == "serial":
            # built here: a missing model is one error, and not a Failure for every input
            parser = self.parser() if isinstance(self.parser, ParserRecipe) else self.parser
            return serial.run(items, parser, time_limit=self.time_limit, longest=self.longest)
        if self.engine == "processes":
            return processes.run(
                items, self.parser, workers=self.workers, time_limit=self.time_limit, longest=self.longest
            )
        from release_parser.engines import ray  # noqa: PLC0415 - an extra

        return ray.run(items, self.parser, workers=self.workers, time_limit=self.time_limit, longest=self.longest)

    def parser_info(self) -> ParserInfo:
        """What its records will say of the parser. Loads the model."""
        parser = self.parser() if isinstance(self.parser, ParserRecipe) else self.parser
        return ParserInfo(version=getattr(parser, "version", "?"), model=getattr(parser, "model_name", "?"))

    def __str__(self) -> str:
        workers = f", {self.workers} workers" if self.workers > 1 else ""
        return f"{f'{self.duplicates} duplicates ▸ ' if self.duplicates else ''}parse ({self.engine}{workers})"


class ReleaseStream:
    """A `Release` or `Failure` for every input, in input order, lazily."""

    def __init__(self, documents: Stream, plan: Plan) -> None:
        self._documents, self._plan = documents, plan

    def __iter__(self) -> Iterator[Release | Failure]:
        return self._plan.run(item for item, _ in self._unrepeated(Summary(), None))

    def write(
        self,
        target: str | os.PathLike[str] | Sink,
        *,
        resume: bool = False,
        prune: bool = False,
        replace_newer: bool = False,
        force: bool = False,
        raw: bool = False,
        bom: bool = False,
        observe: Observer | None = None,
    ) -> Summary:
        """Run it, write every record to the target, and say what was done.

        The target's suffix is checked before anything is parsed; the target appears, whole, when the run has ended. With `resume`
        what the target, or an interrupted run, holds already for the same input and parser is not parsed again.
        In a database a record never takes the place of a newer parser's, unless `replace_newer` says so.

        A database keeps what documents said before; what a run does not meet stays current there, unless `prune` says that the
        inputs are all there is: then, when the run has ended well, what it did not meet is marked as gone.

        What stands at the target and this program did not write is an `InputError`, unless `force` says to replace it; a target
        that is one of the inputs is an `InputError` always.

        In a `.csv` of claims no cell is a formula, unless `raw` asks for the texts as they are; `bom` puts a byte order mark in front
        of it, by which older Excel knows UTF-8.
        """
        summary, kept = Summary(), deque[Release]()
        started = time.perf_counter()
        opened = (
            open_sink(target, replace_newer=replace_newer, force=force, raw=raw, bom=bom)
            if isinstance(target, str | os.PathLike)
            else checked_sink(target)
        )
        path: Path | None = getattr(opened, "path", None)
        storage: Here = getattr(opened, "storage", None) or Here()
        report = DuplicateList(_beside(path), force=force, storage=storage) if self._plan.duplicates else None
        self.refuse_inputs([*getattr(opened, "outputs", list)(), *(report.outputs() if report is not None else ())])
        refuse_places(storage.place, self._documents.source.places())
        for ours in (path, _beside(path), getattr(opened, "partial", None), storage.place):
            self._documents.source.leave_out(ours)
        if resume:
            if not hasattr(opened, "resume"):
                raise InputError(
                    f"{opened!r} cannot tell what it holds: leave out resume, or write to a .jsonl file or a database"
                )
            opened.resume(self._plan.parser_info())
        with terminable(), ExitStack() as stack:
            if report is not None:
                stack.enter_context(report)
            sink = stack.enter_context(opened)
            identities = deque[str | None]()
            items = noted(self._missing(summary, report, sink if resume else None), identities)
            records = self._plan.run(taken(items, sink, kept) if resume and hasattr(sink, "take") else items)
            stack.callback(records.close)  # before the sink: on ctrl-C no worker outlives it
            memory = remembering(sink)
            for record in records:
                identity = identities.popleft()
                if memory is None:
                    sink.write(record)
                else:
                    memory.write_of(record, identity)
                known = bool(kept) and record is kept[0]
                if known:
                    kept.popleft()
                summary.add(record, kept=known)
                summary.skipped = self._documents.source.skipped
                summary.seconds = time.perf_counter() - started
                if observe is not None:
                    observe(record, summary)
            if prune and memory is not None:
                memory.prune = self._is_whole(summary)
        summary.superseded, summary.gone = getattr(opened, "superseded", 0), getattr(opened, "gone", 0)
        refused = len(getattr(opened, "refused", ()))  # records that the target cannot hold stand there as failures
        for failure in getattr(opened, "refused", ()):
            summary.failures.add(failure)
        summary.parsed, summary.failed = summary.parsed - refused, summary.failed + refused
        summary.skipped = self._documents.source.skipped
        summary.seconds = time.perf_counter() - started
        return summary

    def refuse_inputs(self, outputs: Iterable[Output]) -> None:
        """`InputError` where one of these is an input."""
        refuse_inputs(outputs, self._documents.source.files())

    def to_pandas(self) -> pd.DataFrame:
        """Run it, and give its claims as a pandas frame: one row a claim, with its release's columns. Numbers stay exact."""
        return frames.to_pandas(self)

    def to_polars(self) -> pl.DataFrame:
        """Run it, and give its claims as a polars frame: one row a claim, with its release's columns. Numbers stay exact."""
        return frames.to_polars(self)

    def _missing(
        self, summary: Summary, report: DuplicateList | None, sink: Sink | None
    ) -> Iterator[tuple[Document | Failure, str | None]]:
        """The inputs that a resumed run must parse: all but those that the sink holds."""
        memory = remembering(sink)
        for item, identity in self._unrepeated(summary, report):
            if memory is not None and memory.holds(item, identity):
                summary.read += 1
                summary.kept += 1
            else:
                yield item, identity

    def _is_whole(self, summary: Summary) -> bool:
        """Whether what the run met is all that there is."""
        if summary.read and self._documents.source.is_whole:
            return True
        log.warning(
            "nothing is marked as gone: an archive could not be read to its end, so what else it holds is not known"
        )
        return False

    def _unrepeated(
        self, summary: Summary, report: DuplicateList | None
    ) -> Iterator[tuple[Document | Failure, str | None]]:
        """The inputs; those that repeat an earlier one counted, reported and, if they shall be merged, left out."""
        if self._plan.duplicates is None:
            yield from self._documents.source.identified()
            return
        finder = DuplicateFinder()
        for item, identity in self._documents.source.identified():
            found = finder.see(item) if isinstance(item, Document) else None
            if found is not None:
                if report is not None:
                    report.write(found)
                summary.same += found.kind == "same"
                summary.near += found.kind == "near"
                if found.kind == "same" and self._plan.duplicates == "merge":
                    summary.read += 1
                    continue
            yield item, identity

    def __repr__(self) -> str:
        return f"ReleaseStream: read {describe_target(self._documents.source.target)} ▸ {self._plan}"


def _beside(path: Path | None) -> Path | None:
    """Where the duplicates of a run that writes this file are listed: 'news.jsonl.gz' has 'news.duplicates.jsonl'."""
    return None if path is None else path.with_name(f"{path.name.split('.jsonl')[0]}.duplicates.jsonl")


@cache
def _build(recipe: ParserRecipe) -> Parser:
    # What is loaded and compiled here stays: looking for garbage among it again and again takes a seventh of a start.
    collecting = gc.isenabled()
    gc.disable()
    try:
        from release_parser.parser import Parser  # noqa: PLC0415 - loads spaCy

        parser = Parser(model=recipe.model, lexicon=recipe.lexicon)
        parser.parse("Officers made 34 arrests.")  # patterns of the vocabulary are compiled when they are first used
    finally:
        if collecting:
            gc.enable()
    return parser


@cache
def default_parser() -> Parser:
    """The parser with the default model and lexicon, built once."""
    return _build(ParserRecipe())


def parse(
    text: str | Document,
    *,
    source: str | None = None,
    url: str | None = None,
    title: str | None = None,
    published: dt.date | str | None = None,
    publisher: str | None = None,
) -> Release:
    """The record of one release. What the caller knows of it goes into the record; a date may be '2021-01-15'.

    >>> parse("Officers made 34 arrests.", published="2021-01-15").published
    datetime.date(2021, 1, 15)
    """
    refuse_path(text)
    return default_parser().parse(text, source=source, url=url, title=title, published=published, publisher=publisher)


def read(
    target: Target,
    *,
    limits: Limits | None = None,
    columns: Mapping[str, str] | None = None,
    lexicon: Lexicon | None = None,
    identity: Identity | None = None,
) -> Stream:
    """A lazy stream of the documents in a path, folder (recursive), glob, '-' (standard input), bytes, or a list of them.

    `columns` names the fields of tables and JSON that are not found by their usual names: `{"text": "Story"}`. `lexicon` knows
    the forces by whose names publishers are recognised.

    `identity` says what a document is, wherever it is read from, so that a database knows it again: a function of the document, or a
    name for the whole archive, put before the names in it. Without it that is the document's URL where the archive gives one, else
    its name inside the archive or below the folder.
    """
    return Stream(
        read_source(
            target,
            limits=limits,
            columns=columns,
            lexicon=Lexicon.default if lexicon is None else lambda: lexicon,
            identity=identity,
        )
    )
