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
import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from release_parser.engines import processes, serial
from release_parser.errors import InputError
from release_parser.lexicon import Lexicon
from release_parser.records import Failure, Release
from release_parser.sinks import open_sink
from release_parser.sources import Limits, Source, describe_target, read_source

if TYPE_CHECKING:
    from pathlib import Path

    from release_parser.parser import Parser
    from release_parser.sinks import Sink
    from release_parser.sources import Target
    from release_parser.text import Document

COUNTED = ("claims", "comparisons", "operations", "police_units", "people", "quotes", "contacts")
ENGINES = ("serial", "processes")


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
    failed: int = 0
    skipped: int = 0
    claims: int = 0
    comparisons: int = 0
    operations: int = 0
    police_units: int = 0
    people: int = 0
    quotes: int = 0
    contacts: int = 0
    seconds: float = 0.0

    def add(self, record: Release | Failure) -> None:
        """Count one record."""
        self.read += 1
        if isinstance(record, Failure):
            self.failed += 1
            return
        self.parsed += 1
        for name in COUNTED:
            setattr(self, name, getattr(self, name) + len(getattr(record, name)))

    @property
    def rate(self) -> float:
        """Inputs per second."""
        return self.read / self.seconds if self.seconds else 0.0

    def __str__(self) -> str:
        skipped = f", {self.skipped:,} skipped" if self.skipped else ""
        return (
            f"{self.read:,} read, {self.parsed:,} parsed, {self.failed:,} failed{skipped}: {self.claims:,} claims, {self.quotes:,} quotes, "
            f"{self.operations:,} operations, {self.police_units:,} units, {self.people:,} people in {self.seconds:.1f} s"
        )


Observer = Callable[[Release | Failure, Summary], None]


class Stream:
    """Documents, lazily: nothing is read until somebody asks."""

    def __init__(self, source: Source) -> None:
        self.source = source

    def __iter__(self) -> Iterator[Document | Failure]:
        return iter(self.source)

    def parse(
        self,
        *,
        workers: int = 1,
        engine: str | None = None,
        parser: serial.BatchParser | None = None,
        model: str | Path | None = None,
        lexicon: Lexicon | None = None,
    ) -> ReleaseStream:
        """The releases of these documents, by `workers` processes.

        The parser is built, from `model` and `lexicon`, when the first release is asked for. A ready `parser` may be given
        instead, but only to the serial engine: a loaded model does not travel to another process.
        """
        if workers < 1:
            raise InputError(f"workers is {workers}; it must be 1 or more")
        name = engine or ("serial" if workers == 1 else "processes")
        if name not in ENGINES:
            raise InputError(f"there is no engine {name!r}; there are {', '.join(ENGINES)}")
        if parser is not None and (name != "serial" or model is not None or lexicon is not None):
            raise InputError("a ready parser serves the serial engine alone; give model= and lexicon= instead of parser=")
        if workers > 1 and name == "serial":
            raise InputError(f"the serial engine has one worker, not {workers}; leave out engine=")
        return ReleaseStream(self, engine=name, workers=workers, recipe=ParserRecipe(model, lexicon), parser=parser)

    def __repr__(self) -> str:
        return f"Stream: read {describe_target(self.source.target)}"


class ReleaseStream:
    """A `Release` or `Failure` for every input, in input order, lazily."""

    def __init__(
        self, documents: Stream, *, engine: str, workers: int, recipe: ParserRecipe, parser: serial.BatchParser | None = None
    ) -> None:
        self._documents, self._engine, self._workers, self._recipe, self._parser = documents, engine, workers, recipe, parser

    def __iter__(self) -> Iterator[Release | Failure]:
        if self._engine == "processes":
            # built here as well: a missing model is one error now, and not a Failure for every input
            self._recipe()
            return processes.run(self._documents, self._recipe, workers=self._workers)
        return serial.run(self._documents, self._parser or self._recipe())

    def write(self, target: str | os.PathLike[str] | Sink, *, observe: Observer | None = None) -> Summary:
        """Run it, write every record to the target, and say what was done.

        The target's suffix is checked before anything is parsed; the target appears, whole, when the run has ended.
        """
        summary = Summary()
        started = time.perf_counter()
        opened = open_sink(target) if isinstance(target, str | os.PathLike) else target
        self._documents.source.leave_out(getattr(opened, "path", None))
        with opened as sink:
            for record in self:
                sink.write(record)
                summary.add(record)
                summary.skipped = self._documents.source.skipped
                summary.seconds = time.perf_counter() - started
                if observe is not None:
                    observe(record, summary)
        summary.skipped = self._documents.source.skipped
        summary.seconds = time.perf_counter() - started
        return summary

    def __repr__(self) -> str:
        workers = f", {self._workers} workers" if self._workers > 1 else ""
        return f"ReleaseStream: read {describe_target(self._documents.source.target)} ▸ parse ({self._engine}{workers})"


@cache
def _build(recipe: ParserRecipe) -> Parser:
    from release_parser.parser import Parser  # noqa: PLC0415 - loads spaCy

    return Parser(model=recipe.model, lexicon=recipe.lexicon)


@cache
def default_parser() -> Parser:
    """The parser with the default model and lexicon, built once."""
    return _build(ParserRecipe())


def parse(
    text: str | Document,
    *,
    source: str | None = None,
    title: str | None = None,
    published: dt.date | str | None = None,
    publisher: str | None = None,
) -> Release:
    """The record of one release. What the caller knows of it goes into the record; a date may be '2021-01-15'.

    >>> parse("Officers made 34 arrests.", published="2021-01-15").published
    datetime.date(2021, 1, 15)
    """
    return default_parser().parse(text, source=source, title=title, published=published, publisher=publisher)


def read(
    target: Target, *, limits: Limits | None = None, columns: Mapping[str, str] | None = None, lexicon: Lexicon | None = None
) -> Stream:
    """A lazy stream of the documents in a path, folder (recursive), glob, '-' (standard input), bytes, or a list of them.

    `columns` names the fields of tables and JSON that are not found by their usual names: `{"text": "Story"}`. `lexicon` knows
    the forces by whose names publishers are recognised.
    """
    return Stream(read_source(target, limits=limits, columns=columns, lexicon=Lexicon.default if lexicon is None else lambda: lexicon))
