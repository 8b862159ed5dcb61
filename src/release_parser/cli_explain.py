"""The command that explains records: `release-parser explain FILE`."""

# ruff: noqa: PLC0415 - imports stand inside the command, so that `--help` answers at once
from __future__ import annotations

from typing import Annotated

import typer

from release_parser.cli_options import LexiconOption, ModelOption, chosen_lexicon
from release_parser.errors import InputError
from release_parser.visible import visible


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command()(explain)


def explain(
    source: Annotated[
        str, typer.Argument(metavar="FILE", help="A file with one release, in any format that `parse` reads.")
    ],
    what: Annotated[str | None, typer.Argument(metavar="ID", help="A claim or quote by its id: 'c3', 'q1'.")] = None,
    at: Annotated[
        int | None,
        typer.Option(
            "--at",
            help="Explain what stands at this offset of the release's text, counted in characters from 0.",
            metavar="OFFSET",
        ),
    ] = None,
    find: Annotated[
        str | None,
        typer.Option("--find", help="Explain these words of the text, where they first stand.", metavar="WORDS"),
    ] = None,
    model: ModelOption = None,
    lexicon: LexiconOption = None,
) -> None:
    """Say which rule gave each field of a claim.

    For a number that is no claim it says what took it. Without ID, --at or --find every claim is explained.
    """
    from release_parser.explain import Explainer
    from release_parser.explain import explain as explained
    from release_parser.parser import Parser
    from release_parser.records import Failure, Release
    from release_parser.stream import read

    stream = read(source)
    parser = Parser(model=model, lexicon=chosen_lexicon(lexicon))
    releases: list[Release] = []
    failures: list[Failure] = []
    for record in stream.parse(parser=parser):
        if isinstance(record, Failure):
            failures.append(record)
            continue
        releases.append(record)
        if len(releases) > 1:
            raise InputError(f"{source} holds several releases: give a file with one")
    if not releases:
        raise InputError(failures[0].error)
    (release,) = releases
    if (what, at, find) != (None, None, None):
        typer.echo(visible(str(explained(release, what, at=at, find=find, parser=parser))))
        return
    explainer = Explainer(release, parser)
    for claim in release.claims:
        typer.echo(visible(str(explainer.claim(claim))))
