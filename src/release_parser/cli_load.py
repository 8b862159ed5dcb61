"""`release-parser load RECORDS… DATABASE`: records that are written already, into another target."""

# ruff: noqa: PLC0415 - imports stand inside the command, so that `--help` answers at once
from __future__ import annotations

from typing import Annotated

import typer

from release_parser.errors import InputError


def load(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="RECORDS... [TARGET]",
            help="What `parse`, Ray, Spark or Dask wrote; last, without --to: the file, folder or database to write.",
        ),
    ],
    to: Annotated[
        str | None,
        typer.Option("--to", "--output", "-o", metavar="TARGET", help="What to write; then every argument is read."),
    ] = None,
    force: Annotated[
        bool,
        typer.Option("--force", help="Replace what stands at the target, although release-parser did not write it."),
    ] = False,
    raw: Annotated[
        bool,
        typer.Option(
            "--raw", help="In a .csv, leave texts that look like formulas as they are: unsafe in a spreadsheet."
        ),
    ] = False,
    bom: Annotated[
        bool, typer.Option("--bom", help="Begin a .csv with a byte order mark, by which older Excel knows UTF-8.")
    ] = False,
    partition: Annotated[
        str | None,
        typer.Option("--partition", metavar="force,month", help="Write a folder of Parquet, NAME.parquet/, in parts."),
    ] = None,
) -> None:
    """Write records into a database, or another file, without parsing anything."""
    from release_parser.sinks.loading import load_into

    sources, target = (paths, to) if to is not None else (paths[:-1], paths[-1])
    if not sources:
        raise InputError("name the records and the target: `release-parser load RECORDS... TARGET`")
    written, failed = load_into(sources, target, force=force, raw=raw, bom=bom, partition=partition)
    typer.echo(f"{written:,} records written, {failed:,} of them failures", err=True)
