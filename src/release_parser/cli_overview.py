"""The command that makes the report of an archive: `report`."""

# ruff: noqa: PLC0415 - imports stand inside the command, so that `--help` answers at once
from __future__ import annotations

from typing import Annotated

import typer

from release_parser.cli_options import ForceOption, PageArgument, PageOption, TitleOption, counted
from release_parser.errors import InputError
from release_parser.visible import visible


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command()(report)


def report(
    source: Annotated[
        str, typer.Argument(metavar="RECORDS", help="What `parse` wrote: a file, a folder of tables or a database.")
    ],
    target: PageArgument = None,
    to: PageOption = None,
    title: TitleOption = None,
    viewer: Annotated[
        str | None,
        typer.Option(
            "--viewer",
            metavar="PAGE.html",
            help="The page that `view` made of the same records; each tally links to it.",
        ),
    ] = None,
    force: ForceOption = False,
) -> None:
    """Make a page that sums an archive up.

    One HTML file shows releases, tallies, operations, seizures, sentences, contradictions and coverage.
    """
    from release_parser.report import Report

    out = to or target
    if out is None:
        raise InputError("name the page to write: `release-parser report RECORDS OUT.html`, or --to OUT.html")
    page = Report(source, title=title, viewer=viewer)
    page.save(out, force=force)
    gathered = page.gathered
    tallies = counted(len(gathered.figures), "tally", "tallies")
    typer.echo(visible(f"{counted(gathered.releases, 'release')} and {tallies} in {out}"), err=True)
