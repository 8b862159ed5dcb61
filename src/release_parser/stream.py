"""Joins any source, any engine and any sink. Nothing is read before the records are asked for.

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
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from release_parser.checked import NO_LEXICON, number_at_least, of_type, seconds_or_none
from release_parser.duplicates import Duplicate, DuplicateFinder
from release_parser.engines.batch import LONGEST_TEXT, BatchParser
from release_parser.errors import InputError
from release_parser.lexicon import Lexicon
from release_parser.origins import Origin
from release_parser.plan import ENGINES, TIME_LIMIT, ParserRecipe, Plan, Repeats, built
from release_parser.records import Failure, Release
from release_parser.sinks import checked_sink, frames, open_sink
from release_parser.sinks.protect import refuse_inputs
from release_parser.sinks.remembering import noted, remembering
from release_parser.sources import Identity, Limits, Source, describe_target, read_source
from release_parser.sources.targets import refuse_path
from release_parser.summary import Observer, Summary
from release_parser.text import Document
from release_parser.writing import Run, unrepeated

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

    from release_parser.sinks import Sink
    from release_parser.sinks.protect import Output
    from release_parser.sources import Target


class Stream:
    """Documents that are read only when they are needed."""

    def __init__(self, source: Source) -> None:
        self.source = source

    def __iter__(self) -> Iterator[Document | Failure]:
        return iter(self.source)

    def duplicates(self) -> Iterator[Duplicate]:
        """The inputs that repeat an earlier one: the same text, or nearly the same. Reads everything and parses nothing."""
        with closing(DuplicateFinder()) as finder:
            for item in self:
                if isinstance(item, Document) and (found := finder.see(item)) is not None:
                    yield found

    def parse(
        self,
        *,
        workers: int = 1,
        engine: str | None = None,
        parser: BatchParser | None = None,
        model: str | Path | None = None,
        lexicon: Lexicon | None = None,
        duplicates: Repeats | None = None,
        time_limit: float | None = TIME_LIMIT,
        longest: int = LONGEST_TEXT,
    ) -> ReleaseStream:
        """The releases of these documents, parsed by `workers` processes, or by as many actors of a Ray cluster (`engine="ray"`).

        The parser is built from `model` and `lexicon` where and when it is first needed; a ready `parser` may be given instead. A release
        whose reading or parsing takes longer than `time_limit` seconds, or which has more than `longest` characters, becomes a `Failure`.
        With `duplicates="mark"`, inputs that repeat an earlier one exactly or nearly are counted, and `write` lists them in a file beside
        its target, if that is a file; with `"merge"`, an input with the text of an earlier one gets no record of its own.
        """
        of_type("lexicon", lexicon, Lexicon, NO_LEXICON)
        number_at_least("workers", workers, 1)
        number_at_least("longest", longest, 1)
        seconds_or_none("time_limit", time_limit)
        name = engine or ("serial" if workers == 1 else "processes")
        if name not in ENGINES:
            raise InputError(f"there is no engine {name!r}; there are {', '.join(ENGINES)}")
        if parser is not None and not hasattr(parser, "parse_batch"):
            raise InputError(f"parser is {type(parser).__name__}; give a release_parser.Parser, or leave it out")
        if parser is not None and (model is not None or lexicon is not None):
            raise InputError("a ready parser has its model and lexicon: give either parser=, or model= and lexicon=")
        if workers > 1 and name == "serial":
            raise InputError(f"the serial engine has one worker, not {workers}; leave out engine=")
        if duplicates not in (None, "mark", "merge"):
            raise InputError(f"duplicates is {duplicates!r}; it is 'mark', 'merge' or None")
        documents = self if time_limit == TIME_LIMIT else Stream(self.source.with_time_limit(time_limit))
        plan = Plan(name, workers, parser or ParserRecipe(model, lexicon), duplicates, time_limit, longest)
        return ReleaseStream(documents, plan)

    if not TYPE_CHECKING:  # a type checker shall go on saying which attributes there are

        def __getattr__(self, name: str) -> NoReturn:
            """`AttributeError`; for what only parsed releases have, it says what was forgotten."""
            remedy = f": call parse first, rp.read(…).parse().{name}(…)" if hasattr(ReleaseStream, name) else ""
            raise AttributeError(f"a Stream of documents has no {name}{remedy}")

    def __repr__(self) -> str:
        return f"Stream: read {describe_target(self.source.target)}"


class ReleaseStream:
    """A `Release` or `Failure` for every input, in input order, made when it is needed."""

    def __init__(self, documents: Stream, plan: Plan) -> None:
        self._documents, self._plan = documents, plan

    def __iter__(self) -> Iterator[Release | Failure]:
        return self._plan.run(item for item, _ in unrepeated(self._documents.source, self._plan, Summary()))

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
        partition: str | Sequence[str] | None = None,
        observe: Observer | None = None,
    ) -> Summary:
        """Parse everything, write every record to the target, and return a summary of what was done.

        The target's suffix is checked before anything is parsed, and the target appears complete when the run has ended. With `resume`,
        inputs whose record the target or an interrupted run already holds, made by the same parser, are not parsed again. In a database a
        record never replaces one of a newer parser, unless `replace_newer` is true.

        A database keeps what documents said before. What a run does not meet stays current there, unless `prune` is true: then documents
        that the run did not meet are marked as gone after it has ended normally. For a target that holds only one run, `prune` raises
        `InputError`.

        A folder `releases.parquet/` is divided with `partition="force,month"` or one of the two; there `resume` and `prune` work as in a
        database, and only parts that changed are written again.

        Raises `InputError` where another program wrote what stands at the target, unless `force` is true, and always where the target is
        one of the inputs.

        In a `.csv` of claims an apostrophe is put before cells that a spreadsheet would take for formulas, unless `raw` is true; `bom` puts
        a byte order mark before it, which older versions of Excel need for UTF-8.
        """
        if prune and self._documents.source.has_since:
            raise InputError(
                "since reads a part of the inputs, so what is gone is not known: leave out prune, or since"
            )
        if observe is not None and not callable(observe):
            raise InputError(f"observe is {observe!r}; give a function of a record and the summary so far")
        sink = (
            open_sink(target, replace_newer=replace_newer, force=force, raw=raw, bom=bom, partition=partition)
            if isinstance(target, str | os.PathLike)
            else checked_sink(target)
        )
        if prune and remembering(sink) is None:
            raise InputError(
                f"prune is for databases and Parquet in parts: {sink!r} holds what this run meets and nothing else; leave it out"
            )
        run = Run(self._documents.source, self._plan, sink, resume=resume, force=force)
        return run.write(prune=prune, observe=observe)

    def refuse_inputs(self, outputs: Iterable[Output]) -> None:
        """Raise `InputError` where one of these outputs is an input."""
        refuse_inputs(outputs, self._documents.source.files())

    def to_pandas(self) -> pd.DataFrame:
        """Parse everything, and return the claims as a pandas frame: one row for each claim, with the columns of its release.

        Numbers stay exact.
        """
        return frames.to_pandas(self._with_documents())

    def to_polars(self) -> pl.DataFrame:
        """Parse everything, and return the claims as a polars frame: one row for each claim, with the columns of its release.

        Numbers stay exact.
        """
        return frames.to_polars(self._with_documents())

    def _with_documents(self) -> Iterator[tuple[Release | Failure, str | None]]:
        """Every record with the identity of its document."""
        origins = deque[Origin]()
        for record in self._plan.run(noted(unrepeated(self._documents.source, self._plan, Summary()), origins)):
            yield record, origins.popleft().identity

    def __repr__(self) -> str:
        return f"ReleaseStream: read {describe_target(self._documents.source.target)} ▸ {self._plan}"


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
    parser = built(ParserRecipe())
    return parser.parse(text, source=source, url=url, title=title, published=published, publisher=publisher)


def read(
    target: Target,
    *,
    limits: Limits | None = None,
    columns: Mapping[str, str] | None = None,
    lexicon: Lexicon | None = None,
    identity: Identity | None = None,
    since: str | dt.date | None = None,
) -> Stream:
    """The documents in a path, folder (with its subfolders), glob, address (`s3://…`), '-' (standard input), bytes, or a list of them, as a stream.

    `columns` names the columns of tables and fields of JSON that do not have one of the usual names, such as `{"text": "Story"}`: those of
    text, title, date, publisher, id and url. `lexicon` knows the forces by whose names publishers are recognized.

    `identity` tells how to recognize a document in a later run: a function of the document, or a name for the whole archive that stands
    before the names in it. Without it a document is recognized by its URL, if the archive gives one, else by its name inside the archive or
    below the folder.

    `since` reads only files changed since then: a day, a day with an hour, or '36h' or '7d' before now. A file whose time is not known is read.
    """
    of_type("lexicon", lexicon, Lexicon, NO_LEXICON)
    return Stream(
        read_source(
            target,
            limits=limits,
            columns=columns,
            lexicon=Lexicon.default if lexicon is None else lambda: lexicon,
            identity=identity,
            since=since,
        )
    )
