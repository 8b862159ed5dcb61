"""Options that several commands have, said once."""

# ruff: noqa: PLC0415 - imports stand inside the functions, so that `--help` answers at once
from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from release_parser.lexicon import Lexicon

LexiconOption = Annotated[
    Path | None, typer.Option("--lexicon", help="A TOML file whose entries are added to the lexicon.", metavar="FILE")
]
ModelOption = Annotated[str | None, typer.Option("--model", help="Name or path of the spaCy model.", metavar="MODEL")]
ForceOption = Annotated[
    bool, typer.Option("--force", help="Replace what stands at the target, although release-parser did not write it.")
]
RawOption = Annotated[
    bool,
    typer.Option("--raw", help="In a .csv, leave texts that look like formulas as they are: unsafe in a spreadsheet."),
]
BomOption = Annotated[
    bool, typer.Option("--bom", help="Begin a .csv with a byte order mark, by which older Excel knows UTF-8.")
]
PartitionOption = Annotated[
    str | None,
    typer.Option("--partition", metavar="force,month", help="Write a folder of Parquet, NAME.parquet/, in parts."),
]
PageArgument = Annotated[str | None, typer.Argument(metavar="[OUT.html]", help="The page to write.")]
PageOption = Annotated[str | None, typer.Option("--to", "--output", "-o", metavar="TARGET", help="The page to write.")]
TitleOption = Annotated[str | None, typer.Option("--title", help="What stands on top of the page.")]


def chosen_lexicon(overlay: Path | None) -> Lexicon:
    """The lexicon of the package, with the entries of a file laid over it where one is given."""
    from release_parser.lexicon import Lexicon

    return Lexicon.default() if overlay is None else Lexicon.default().overlay(overlay)
