"""The commands for the vocabulary: `release-parser lexicon list|check|find`."""

# ruff: noqa: PLC0415 - imports stand inside the commands, so that `--help` answers at once
from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from release_parser.cli_options import LexiconOption, ModelOption, chosen_lexicon

if TYPE_CHECKING:
    from collections.abc import Sequence

app = typer.Typer(
    help="The vocabulary: list it, check it, find a word in it.", no_args_is_help=True, rich_markup_mode=None
)


@app.command("list")
def list_entries(
    vocabulary: Annotated[
        str | None, typer.Argument(metavar="VOCABULARY", help="A vocabulary, to list its entries.")
    ] = None,
    lexicon: LexiconOption = None,
) -> None:
    """List the vocabularies, or the entries of one."""
    found = chosen_lexicon(lexicon)
    if vocabulary is None:
        for name in found.vocabularies:
            typer.echo(f"{name}\t{len(found.vocabulary(name).entries)} entries")
        typer.echo(f"forces\t{len(found.forces)} entries")
    elif vocabulary == "forces":
        for force in found.forces:
            typer.echo("\t".join((force.name, force.short, force.country, force.kind, ", ".join(force.aliases))))
    else:
        for entry in found.vocabulary(vocabulary):
            typer.echo(f"{entry.name}\t{', '.join(entry.forms)}")


@app.command("find")
def find(text: Annotated[str, typer.Argument(help="A word or phrase.")], lexicon: LexiconOption = None) -> None:
    """Say which entries a word or phrase belongs to."""
    from release_parser.lexicon.forces import find_force

    found = chosen_lexicon(lexicon)
    hits = [
        f"{name}\t{entry.name}\t{_some(entry.forms)}"
        for name in found.vocabularies
        if (entry := found.vocabulary(name).find(text))
    ]
    if force := find_force(text, found):
        hits.append(f"forces\t{force.name}\t{_some((force.short, *force.aliases))}")
    if not hits:
        typer.echo(f"no entry has the form {text!r}", err=True)
        raise typer.Exit(1)
    typer.echo("\n".join(hits))


@app.command("check")
def check(model: ModelOption = None, lexicon: LexiconOption = None) -> None:
    """Check that every entry finds what it says.

    Every sentence under `finds` and `ignores` is parsed.
    """
    from release_parser.evaluate.marked import check_lexicon
    from release_parser.parser import Parser

    found = chosen_lexicon(lexicon)
    faults = check_lexicon(Parser(model=model, lexicon=found), found)
    for fault in faults:
        typer.echo(fault)
    if faults:
        raise typer.Exit(1)
    typer.echo("every entry finds what it says and ignores what it should", err=True)


def _some(forms: Sequence[str]) -> str:
    """The first forms of an entry, which may have hundreds."""
    return ", ".join(forms[:12]) + (f" and {len(forms) - 12} more" if len(forms) > 12 else "")
