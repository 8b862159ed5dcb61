"""The commands that measure the parser: `evaluate` and `diff`."""

# ruff: noqa: PLC0415 - imports stand inside the commands, so that `--help` answers at once
from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from release_parser.cli_options import LexiconOption, ModelOption, chosen_lexicon
from release_parser.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.command()(evaluate)
    app.command()(diff)


def evaluate(
    gold: Annotated[
        Path,
        typer.Argument(
            metavar="GOLD",
            help="A folder of pairs NAME.txt (a release) and NAME.gold.json (its annotation), or verdicts that the viewer saved.",
        ),
    ],
    records: Annotated[
        str | None,
        typer.Argument(
            metavar="RECORDS", help="Records that `parse` made of these texts; without them the texts are parsed now."
        ),
    ] = None,
    errors: Annotated[bool, typer.Option("--errors", help="List every error with its sentence.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
    model: ModelOption = None,
    lexicon: LexiconOption = None,
) -> None:
    """Score records against annotated releases.

    Given verdicts that the viewer saved, it adds those up instead.
    """
    given = {"RECORDS": records, "--model": model, "--lexicon": lexicon, "--errors": errors or None}
    if gold.is_file():
        _refuse(given, "verdicts are added up as they are")
    elif records is not None:
        _refuse({name: given[name] for name in ("--model", "--lexicon")}, "the records are there already")
    if gold.is_file():
        _verdicts(gold, as_json=as_json)
        return
    from release_parser.evaluate import score
    from release_parser.evaluate.gold import read_gold
    from release_parser.sinks import load

    annotated = list(read_gold(gold))
    if records is not None:
        found = load(records)
    else:
        from release_parser.parser import Parser
        from release_parser.text import Document

        found = Parser(model=model, lexicon=chosen_lexicon(lexicon)).parse_batch(
            Document(release.text, source=release.name) for release in annotated
        )
    scores = score.score(annotated, found)
    if records is not None and len(scores.missing) == len(annotated):
        raise InputError(f"{records} holds no record of the texts in {gold}: parse these texts, or leave {records} out")
    typer.echo(score.as_json(scores, errors=errors) if as_json else score.as_text(scores, errors=errors))


def _refuse(options: Mapping[str, object], why: str) -> None:
    """Raise `InputError` where one of these options is given."""
    unused = [name for name, value in options.items() if value is not None]
    if unused:
        raise InputError(f"leave out {', '.join(unused)}: {why}")


def _verdicts(path: Path, *, as_json: bool) -> None:
    """Print the shares of right verdicts."""
    import json

    from release_parser.evaluate import verdicts

    judged = verdicts.judge(verdicts.read_verdicts(path))
    if as_json:
        content = {
            name: {"right": each.right, "wrong": each.wrong, "share": each.share} for name, each in judged.items()
        }
        typer.echo(json.dumps(content, indent=1))
    else:
        typer.echo(verdicts.as_text(judged))


def diff(
    old: Annotated[Path, typer.Argument(metavar="OLD.jsonl", help="Records of the earlier version.")],
    new: Annotated[Path, typer.Argument(metavar="NEW.jsonl", help="Records of the same texts by the later version.")],
    examples: Annotated[
        int, typer.Option("--examples", min=0, help="How many examples to show of each sort and kind.")
    ] = 5,
    as_json: Annotated[bool, typer.Option("--json", help="Print every change as JSON.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 if anything changed.")] = False,
) -> None:
    """Say what changed between two files of records.

    It counts findings gained, lost and changed, by kind, rule and force.
    """
    from release_parser.evaluate import differ

    changes = differ.compare(differ.read_records(old), differ.read_records(new))
    if changes.releases == 0:
        raise InputError(f"{old} and {new} have no release in common: they must be of the same texts")
    typer.echo(differ.as_json(changes) if as_json else differ.as_text(changes, examples=examples))
    if strict and changes.changes:
        raise typer.Exit(1)
