"""The command that sums an archive up: `report`."""

# ruff: noqa: PLC0415 - imports stand inside the command, so that `--help` answers at once
from __future__ import annotations

from typing import Annotated

import typer

from release_parser.errors import InputError
from release_parser.visible import visible


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command()(report)


def report(
    source: Annotated[
        str, typer.Argument(metavar="RECORDS", help="What `parse` wrote: a file, a folder of tables or a database.")
    ],
    target: Annotated[str | None, typer.Argument(metavar="[OUT.html]", help="The page to write.")] = None,
    to: Annotated[
        str | None, typer.Option("--to", "--output", "-o", metavar="TARGET", help="The page to write.")
    ] = None,
    title: Annotated[str | None, typer.Option("--title", help="What stands on top of the page.")] = None,
    viewer: Annotated[
        str | None,
        typer.Option("--viewer", metavar="PAGE.html", help="A page of `view` of the same records: tallies lead there."),
    ] = None,
    force: Annotated[
        bool,
        typer.Option("--force", help="Replace what stands at the target, although release-parser did not write it."),
    ] = False,
) -> None:
    """Write an archive at a glance: releases, tallies, operations, seizures, sentences, contradictions, coverage."""
    from release_parser.report import Report

    out = to or target
    if out is None:
        raise InputError("name the page to write: `release-parser report RECORDS OUT.html`, or --to OUT.html")
    page = Report(source, title=title, viewer=viewer)
    page.save(out, force=force)
    gathered = page.gathered
    typer.echo(visible(f"{gathered.releases:,} releases and {len(gathered.figures):,} tallies in {out}"), err=True)
