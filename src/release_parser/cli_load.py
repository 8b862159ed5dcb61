"""`release-parser load RECORDS… TARGET` copies existing records to another target."""

# ruff: noqa: PLC0415 - imports stand inside the command, so that `--help` answers at once
from __future__ import annotations

from typing import Annotated

import typer

from release_parser.cli_options import BomOption, ForceOption, PartitionOption, RawOption, counted
from release_parser.errors import InputError


def load(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="RECORDS... [TARGET]",
            help="What `parse`, Ray, Spark or Dask wrote. The last argument is the file, folder or database to write, unless --to names it.",
        ),
    ],
    to: Annotated[
        str | None,
        typer.Option(
            "--to",
            "--output",
            "-o",
            metavar="TARGET",
            help="The file, folder or database to write; then every argument is read.",
        ),
    ] = None,
    force: ForceOption = False,
    raw: RawOption = False,
    bom: BomOption = False,
    partition: PartitionOption = None,
) -> None:
    """Copy records into another file or a database.

    Nothing is parsed again.
    """
    from release_parser.sinks.loading import load_into

    sources, target = (paths, to) if to is not None else (paths[:-1], paths[-1])
    if not sources:
        raise InputError("name the records and the target: `release-parser load RECORDS... TARGET`")
    written, failed = load_into(sources, target, force=force, raw=raw, bom=bom, partition=partition)
    failures = "none of them a failure" if not failed else f"{counted(failed, 'failure')} among them"
    typer.echo(f"{counted(written, 'record')} written, {failures}", err=True)
