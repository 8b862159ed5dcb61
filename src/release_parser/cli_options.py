"""Options that several commands share."""

# ruff: noqa: PLC0415 - imports stand inside the functions, so that `--help` answers at once
from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from release_parser.lexicon import Lexicon

LexiconOption = Annotated[
    Path | None, typer.Option("--lexicon", help="A TOML file of your own words, added to the lexicon.", metavar="FILE")
]
ModelOption = Annotated[
    str | None, typer.Option("--model", help="Another spaCy model: a package's name or a path.", metavar="MODEL")
]
ForceOption = Annotated[bool, typer.Option("--force", help="Write over a target that another program made.")]
RawOption = Annotated[
    bool,
    typer.Option("--raw", help="In a .csv, do not protect texts that look like formulas: unsafe in a spreadsheet."),
]
BomOption = Annotated[
    bool,
    typer.Option(
        "--bom", help="Begin a .csv with a byte order mark, so that older versions of Excel read it as UTF-8."
    ),
]
PartitionOption = Annotated[
    str | None,
    typer.Option(
        "--partition",
        metavar="force,month",
        help="Write a folder of Parquet, NAME.parquet/, with a file for each force and month.",
    ),
]
ToOption = Annotated[
    str | None,
    typer.Option(
        "--to",
        "--output",
        "-o",
        metavar="TARGET",
        help="The file, folder or database to write; then every argument is an input.",
    ),
]
PageArgument = Annotated[str | None, typer.Argument(metavar="OUT.html", help="The page to write.")]
PageOption = Annotated[str | None, typer.Option("--to", "--output", "-o", metavar="TARGET", help="The page to write.")]
TitleOption = Annotated[str | None, typer.Option("--title", help="The heading of the page.")]


def chosen_lexicon(overlay: Path | None) -> Lexicon:
    """The package's lexicon, with the entries of a file added where one is given."""
    from release_parser.lexicon import Lexicon

    return Lexicon.default() if overlay is None else Lexicon.default().overlay(overlay)


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """A number with its noun.

    >>> counted(1, "tally", "tallies"), counted(1204, "release")
    ('1 tally', '1,204 releases')
    """
    return f"{number:,} {noun if number == 1 else plural or f'{noun}s'}"
