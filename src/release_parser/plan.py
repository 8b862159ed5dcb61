"""How inputs are parsed: by which engine, with which parser, and with which time limit.

In: the caller's options. Out: a `Plan` that sends documents through an engine; the parser is built where and when it is first needed.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from release_parser.engines import processes, serial
from release_parser.engines.batch import BatchParser
from release_parser.garbage import uncollected
from release_parser.lexicon import Lexicon
from release_parser.records import Failure, ParserInfo, Release
from release_parser.text import Document

if TYPE_CHECKING:
    from release_parser.engines.batch import Item
    from release_parser.parser import Parser

ENGINES = ("serial", "processes", "ray")
TIME_LIMIT = 60.0
"""Seconds for one release, a thousand times what one takes."""
Repeats = Literal["mark", "merge"]


@dataclass(frozen=True)
class ParserRecipe:
    """The settings of a parser, which is built where it is first used. Unlike a loaded model they can be sent to another process."""

    model: str | Path | None = None
    lexicon: Lexicon | None = None

    def __call__(self) -> BatchParser:
        """The parser, built once in each process."""
        return built(self)

    def parse_batch(self, documents: Iterable[Document]) -> Iterator[Release | Failure]:
        """One record for each document, in order."""
        return self().parse_batch(documents)


PARSERS_KEPT = 4
"""Parsers that a process keeps: one with a lexicon of its own takes some thirty megabytes, and a notebook may make one after the other."""


@lru_cache(maxsize=PARSERS_KEPT)
def built(recipe: ParserRecipe) -> Parser:
    """The parser for these settings, kept in each process while at most `PARSERS_KEPT` others are used."""
    # What is loaded and compiled here stays: looking for garbage among it again and again takes a seventh of a start.
    with uncollected():
        from release_parser.parser import Parser  # noqa: PLC0415 - loads spaCy

        parser = Parser(model=recipe.model, lexicon=recipe.lexicon)
        parser.parse("Officers made 34 arrests.")  # patterns of the vocabulary are compiled when they are first used
    return parser


@dataclass(frozen=True, slots=True)
class Plan:
    """How a stream is parsed."""

    engine: str
    workers: int
    parser: BatchParser
    duplicates: Repeats | None
    time_limit: float | None
    longest: int

    def run(self, items: Iterable[Item]) -> Generator[Release | Failure, None, None]:
        """A record for each item, in order. Workers end when the iterator is closed."""
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
        """What its records will tell about the parser. Loads the model."""
        parser = self.parser() if isinstance(self.parser, ParserRecipe) else self.parser
        return ParserInfo(version=getattr(parser, "version", "?"), model=getattr(parser, "model_name", "?"))

    def __str__(self) -> str:
        workers = f", {self.workers} workers" if self.workers > 1 else ""
        return f"{f'{self.duplicates} duplicates ▸ ' if self.duplicates else ''}parse ({self.engine}{workers})"
