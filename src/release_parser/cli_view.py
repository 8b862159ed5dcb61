"""The commands `view`, which makes a page of records, and `info`, which prints versions."""

# ruff: noqa: PLC0415 - imports stand inside the commands, so that `--help` answers at once
from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from release_parser.cli_options import (
    ForceOption,
    LexiconOption,
    ModelOption,
    PageArgument,
    PageOption,
    TitleOption,
    chosen_lexicon,
    counted,
)
from release_parser.errors import InputError
from release_parser.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterable

    from release_parser.parser import Parser
    from release_parser.records import Failure, Release

SourceArgument = Annotated[
    str,
    typer.Argument(
        metavar="INPUT", help="Records that `parse` wrote (file, folder or database), or releases to parse now."
    ),
]


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.command()(view)


def view(
    source: SourceArgument,
    target: PageArgument = None,
    to: PageOption = None,
    title: TitleOption = None,
    sample: Annotated[
        int | None, typer.Option("--sample", metavar="N", help="Show only this many releases, drawn at random.")
    ] = None,
    seed: Annotated[
        int | None, typer.Option("--seed", help="The same seed draws the same sample; by default 0.")
    ] = None,
    explain: Annotated[
        bool | None,
        typer.Option(
            "--explain/--no-explain",
            help="Let the page say which rule gave each field. Every text is read once more for this, so it is on by default only for fewer than 32 releases.",
        ),
    ] = None,
    model: ModelOption = None,
    lexicon: LexiconOption = None,
    force: ForceOption = False,
) -> None:
    """Make a page to read and judge records in.

    One HTML file shows each release with everything that was found in it, marked in its text.
    """
    from release_parser.parser import Parser
    from release_parser.view import View
    from release_parser.view.given import title_of

    out = to or target
    if seed is not None and sample is None:
        raise InputError("--seed is for --sample N; leave it out, or say how many releases to draw")
    if out is None:
        raise InputError("name the page to write: `release-parser view INPUT OUT.html`, or --to OUT.html")
    given = None if model is None and lexicon is None else Parser(model=model, lexicon=chosen_lexicon(lexicon))
    page = View(
        records_or_releases(source, given),
        title=title or title_of(source),
        sample_size=sample,
        seed=seed or 0,
        explain=explain,
        parser=given,
    )
    page.save(out, force=force)
    typer.echo(visible(f"{counted(page.count, 'record')} in {out}"), err=True)


def records_or_releases(source: str, parser: Parser | None = None) -> str | Iterable[Release | Failure]:
    """The path, where it holds records; else the releases of an archive, parsed."""
    from release_parser.sinks import find_sink
    from release_parser.sinks.protect import beginning, is_record_array, is_record_line, unpacked_beginning
    from release_parser.stream import read

    path = Path(source)
    if "://" in source or not path.exists():
        return source if find_sink(source) is not None else read(source).parse(parser=parser)
    if path.name.lower().endswith((".gz", ".jsonl", ".ndjson")):
        return source if is_record_line(unpacked_beginning(path)) else read(source).parse(parser=parser)
    if path.suffix.lower() == ".json":
        return source if is_record_array(beginning(path)) else read(source).parse(parser=parser)
    databases = (".db", ".sqlite", ".duckdb", ".parquet", ".arrow")
    if path.suffix.lower() in databases or (path.is_dir() and find_sink(source) is not None):
        return source
    return read(source).parse(parser=parser)


def info() -> None:
    """Print versions, for a bug report."""
    import platform
    from importlib.metadata import PackageNotFoundError, requires, version

    from packaging.requirements import Requirement

    from release_parser._version import __version__
    from release_parser.errors import ReleaseParserError
    from release_parser.lexicon import Lexicon

    typer.echo(f"release_parser\t{__version__}")
    typer.echo(f"python\t{platform.python_version()} on {platform.platform()}")
    try:
        from release_parser.pipeline.model import load_model

        typer.echo(f"model\t{load_model(None)[1]}")
    except ReleaseParserError as error:
        typer.echo(f"model\t{error}")
    lexicon = Lexicon.default()
    entries = sum(len(lexicon.vocabulary(name).entries) for name in lexicon.vocabularies)
    typer.echo(f"lexicon\t{len(lexicon.vocabularies)} vocabularies, {entries:,} entries")
    names = sorted({Requirement(line).name for line in requires("release-parser") or ()} - {"release-parser"})
    for name in names:
        try:
            typer.echo(f"{name}\t{version(name)}")
        except PackageNotFoundError:
            typer.echo(f"{name}\tnot installed")
