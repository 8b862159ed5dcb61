"""How inputs are parsed: by which engine, with what parser, for how long.

In: what the caller asked for. Out: a `Plan` that runs documents through an engine; the parser is built where and when it is first needed.
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
    """A parser that is built where it is first used: it travels to another process, which a loaded model does not."""

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
    """The parser of a recipe, once in each process while no more than `PARSERS_KEPT` others are asked for."""
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
