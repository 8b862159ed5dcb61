"""The command line: `release-parser parse archive.zip releases.jsonl`.

Everything heavy is imported inside the commands, so that `--help` answers at once.
"""

# ruff: noqa: PLC0415 - imports stand inside the commands, see above
from __future__ import annotations

import os
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any, NoReturn, cast

import typer

from release_parser import cli_evaluate, cli_explain, cli_lexicon, cli_overview, cli_view
from release_parser.cli_load import load
from release_parser.cli_options import (
    BomOption,
    ForceOption,
    LexiconOption,
    ModelOption,
    PartitionOption,
    RawOption,
    ToOption,
    chosen_lexicon,
)
from release_parser.errors import InputError, ReleaseParserError, in_a_line
from release_parser.visible import visible

if TYPE_CHECKING:
    from release_parser.cli_report import RunReports
    from release_parser.plan import Repeats
    from release_parser.sinks import Sink
    from release_parser.sources import Limits
    from release_parser.stream import ReleaseStream, Stream

app = typer.Typer(
    name="release-parser",
    help="Turns police press releases into grounded data: claims, operations, units, people, quotes, contacts.",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.add_typer(cli_lexicon.app, name="lexicon")


@app.callback(invoke_without_command=True)
def _version(version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False) -> None:
    """Print the version and exit, where --version is given."""
    if version:
        from release_parser._version import __version__

        typer.echo(__version__)
        raise typer.Exit


@app.command()
def parse(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT... [OUTPUT]",
            help="Files, folders, patterns such as 'news/*.html', addresses, or '-' for standard input. The last of several arguments is the file, folder or database to write, or '-' for standard output, unless --to names it.",
        ),
    ],
    to: ToOption = None,
    force: ForceOption = False,
    shape: Annotated[
        str | None,
        typer.Option(
            "--format",
            help="How to print where there is no OUTPUT: 'table' (the default), for people, or 'jsonl', for programs.",
        ),
    ] = None,
    column: Annotated[
        list[str] | None,
        typer.Option(
            "--column",
            metavar="FIELD=NAME",
            help="The column of a table that holds the text, title, date, publisher or id: text=Story. May be repeated.",
        ),
    ] = None,
    workers: Annotated[int, typer.Option("--workers", "-w", help="How many processes parse.")] = 1,
    engine: Annotated[
        str | None,
        typer.Option(
            "--engine",
            help="'serial' (one process), 'processes' (this machine) or 'ray' (a cluster); by default the number of workers decides.",
        ),
    ] = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="Keep what the target holds already; parse only what is new or changed.")
    ] = False,
    duplicates: Annotated[
        str | None,
        typer.Option(
            "--duplicates",
            help="'mark' lists inputs that repeat an earlier one; 'merge' does so too, and writes the same text once.",
        ),
    ] = None,
    time_limit: Annotated[
        float,
        typer.Option(
            "--time-limit",
            metavar="SECONDS",
            help="How long one release may take to read, and to parse; after that it is a failure.",
        ),
    ] = 60,
    limit: Annotated[
        list[str] | None,
        typer.Option(
            "--limit",
            metavar="NAME=VALUE",
            help="How large one input may be: document=64MB, whole=1GB, ratio=500, depth=4, memory=2GB, longest=10000000 (characters). May be repeated.",
        ),
    ] = None,
    prune: Annotated[
        bool,
        typer.Option(
            "--prune",
            help="In a database, mark documents that are no longer among the inputs as gone; in Parquet in parts, drop them. Other files hold only what the run read anyway.",
        ),
    ] = False,
    archive: Annotated[
        str | None,
        typer.Option(
            "--archive", metavar="NAME", help="A name for these inputs, where several archives feed one database."
        ),
    ] = None,
    replace_newer: Annotated[
        bool,
        typer.Option(
            "--replace-newer", help="In a database, replace records that a newer version of release-parser wrote."
        ),
    ] = False,
    since: Annotated[
        str | None,
        typer.Option(
            "--since",
            metavar="WHEN",
            help="Read only files that changed since then: 2026-11-26, 2026-11-26T18:00, 36h or 7d ago.",
        ),
    ] = None,
    partition: PartitionOption = None,
    raw: RawOption = False,
    bom: BomOption = False,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 if any input failed.")] = False,
    max_failures: Annotated[
        str | None,
        typer.Option(
            "--max-failures", metavar="N|N%", help="Exit with 1 if more inputs failed than this number or share."
        ),
    ] = None,
    summary: Annotated[
        str | None,
        typer.Option(
            "--summary", metavar="FILE", help="Write what the run did to this file as JSON, however the run ends."
        ),
    ] = None,
    metrics: Annotated[
        str | None,
        typer.Option(
            "--metrics", metavar="FILE.prom", help="Write the same numbers for Prometheus's text file collector."
        ),
    ] = None,
    log_format: Annotated[
        str,
        typer.Option(
            "--log-format",
            help="How to report on standard error: 'text', for people, or 'json', one object for each event.",
        ),
    ] = "text",
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print no progress and no summary.")] = False,
    model: ModelOption = None,
    lexicon: LexiconOption = None,
) -> None:
    """Parse releases into records, one for each input."""
    from release_parser.cli_report import Limit, RunReports, exit_code
    from release_parser.interruption import terminable
    from release_parser.sinks import open_sink
    from release_parser.stream import read
    from release_parser.writing import outputs_of

    inputs, target = split_arguments(paths, to)
    if shape not in (None, "table", "jsonl"):
        raise InputError(f"--format is {shape!r}; it is 'table' or 'jsonl'")
    if shape is not None and target is not None and (shape, target) != ("jsonl", "-"):
        raise InputError(
            f"--format is for what is shown, and {target!r} has a format of its own: leave one of them out"
        )
    if target is None and shape == "jsonl":
        target = "-"
    if target is None:
        unused = {"--raw": raw, "--bom": bom, "--resume": resume, "--prune": prune, "--replace-newer": replace_newer}
        unused |= {"--partition": partition is not None, "--duplicates mark": duplicates == "mark"}
        refuse_without_target([option for option, given in unused.items() if given])
    allowed = None if max_failures is None else Limit(max_failures)
    report = RunReports(target, summary=summary, metrics=metrics, log_format=log_format, quiet=quiet)
    report.check(force=force)
    try:
        with report, terminable():
            # an unknown suffix is an error now, before the model is loaded
            sink = (
                None
                if target is None
                else open_sink(target, replace_newer=replace_newer, force=force, raw=raw, bom=bom, partition=partition)
            )
            words = chosen_lexicon(lexicon)
            limits, longest = split_limits(limit or [])
            stream = read(
                inputs, limits=limits, columns=split_columns(column or []), lexicon=words, identity=archive, since=since
            )
            releases = stream.parse(
                workers=workers,
                engine=engine,
                model=model,
                lexicon=words if lexicon else None,
                duplicates=cast("Repeats | None", duplicates),  # checked there
                time_limit=time_limit,
                longest=longest,
            )
            releases.refuse_inputs(report.outputs())
            report.keep_apart(outputs_of(sink, lists=duplicates is not None))
            _run(stream, releases, sink, report, resume=resume, prune=prune, force=force, quiet=quiet)
            report.code = exit_code(report.summary, strict=strict, limit=allowed)
    except KeyboardInterrupt:
        pass  # the exit code says so
    except BrokenPipeError:
        # the reader of the pipe has gone (`| head`); Python shall not complain about it at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    raise typer.Exit(report.code)


def _run(
    stream: Stream,
    releases: ReleaseStream,
    sink: Sink | None,
    report: RunReports,
    *,
    resume: bool,
    prune: bool,
    force: bool,
    quiet: bool,
) -> None:
    """Parse, write or show the records, and report what was done."""
    from release_parser.cli_progress import Progress
    from release_parser.sinks.storage import Here

    say = report.say if report.as_json else None
    try:
        with Progress(quiet=quiet, count=stream.source.count, say=say) as progress:
            observe = report.with_progress(progress.show)
            if sink is None:
                from release_parser.cli_table import print_records

                report.summary = print_records(releases, observe=observe)
            else:
                report.summary = releases.write(sink, resume=resume, prune=prune, force=force, observe=observe)
    except KeyboardInterrupt:
        partial = getattr(sink, "partial", None)
        done = report.target if partial is None else getattr(sink, "storage", Here()).shown(partial)
        kept = f"; what was done is in {done}" if sink is not None and done != "-" else ""
        again = ", and the same command with --resume goes on from there" if hasattr(sink, "resume") else ""
        report.interrupted(f"interrupted{kept}{again}")
        raise
    report.say(str(report.summary), report.summary)
    if sink is not None and not report.as_json:  # the table has shown them, and a log of JSON has a line for each
        for line in report.summary.failures.lines():
            report.say(line)
    for note in stream.source.notes:
        report.say(f"note: {note}")


def split_arguments(paths: list[str], to: str | None) -> tuple[list[str], str | None]:
    """Inputs and output. The last of several arguments is the output unless it can only be an input.

    It can only be an input where it exists and no sink writes its suffix: `parse a.md b.md` reads both. `parse *.csv` may mean
    that the last file is to be read like the others: where it exists, and is a file as they are, `InputError` asks for --to.
    """
    from release_parser.remote import is_web
    from release_parser.sinks import find_sink

    if to is not None or len(paths) == 1:
        return paths, to
    *inputs, last = paths
    exists = os.path.exists(last) or is_web(last)  # noqa: PTH110 - '' is no Path
    if find_sink(last) is None and (exists or any(mark in last for mark in "*?[")):
        return paths, None
    if exists and len(inputs) > 1 and {_suffix(path) for path in inputs} == {_suffix(last)}:
        raise InputError(
            f"is {last} to be read, like the {len(inputs)} before it, or to be written? Name what to write with --to TARGET"
        )
    return inputs, last


def _suffix(path: str) -> str:
    """The suffix of a path in lower case."""
    return os.path.splitext(path)[1].lower()  # noqa: PTH122 - '' is no Path


def refuse_without_target(options: list[str]) -> None:
    """Raise `InputError` where options for writing are given and nothing is written."""
    if options:
        raise InputError(f"{', '.join(options)}: there is nothing to write; name the target last, or with --to")


def split_columns(columns: list[str]) -> dict[str, str]:
    """Options such as 'text=Story' as {'text': 'Story'}. Raises `InputError` for a field that no source has."""
    from release_parser.sources import COLUMN_FIELDS

    split = {field: name for field, _, name in (column.partition("=") for column in columns)}
    wrong = [field for field, name in split.items() if not name or field not in COLUMN_FIELDS]
    if wrong:
        raise InputError(f"--column {wrong[0]}: give FIELD=NAME, FIELD one of {', '.join(COLUMN_FIELDS)}")
    return split


_LIMITS = ("document", "whole", "ratio", "depth", "memory", "longest")
_SIZES = {"": 1, "KB": 2**10, "MB": 2**20, "GB": 2**30}


def split_limits(limits: list[str]) -> tuple[Limits, int]:
    """Options such as 'document=64MB' as limits of the sources, and the number of characters that a text may have."""
    from release_parser.engines.batch import LONGEST_TEXT
    from release_parser.sources import Limits

    given: dict[str, int] = {}
    for limit in limits:
        name, _, value = limit.partition("=")
        digits = value.rstrip("KMGBkmgb")
        unit = value[len(digits) :].upper()
        known = {"document": _SIZES, "whole": _SIZES, "memory": _SIZES}.get(name, {"": 1})
        if name not in _LIMITS:
            raise InputError(f"--limit {limit}: there is no limit {name!r}; there are {', '.join(_LIMITS)}")
        if not digits.isdecimal() or int(digits) < 1 or unit not in known:
            raise InputError(
                f"--limit {limit}: give {name}=NUMBER{', or a size such as 64MB' if len(known) > 1 else ''}"
            )
        given[name] = min(
            int(digits) * known[unit], sys.maxsize - 1
        )  # one more is asked for, to see that there is more
    longest = given.pop("longest", LONGEST_TEXT)
    return replace(Limits(), **cast("Any", given)), longest


def schema(
    shape: Annotated[
        str,
        typer.Option(
            "--format",
            help="'json' (JSON Schema of a release), 'md' (the codebook), 'sql' (the tables), 'arrow', 'dbt' (schema.yml) or 'datasette' (metadata.json).",
        ),
    ] = "json",
    dialect: Annotated[
        str | None, typer.Option("--dialect", help="For 'sql': 'postgresql' (the default), 'sqlite' or 'duckdb'.")
    ] = None,
    database: Annotated[
        str | None,
        typer.Option(
            "--database",
            help="For 'datasette': the name of the database file without its suffix; by default 'releases'.",
        ),
    ] = None,
) -> None:
    """Print what records and tables hold.

    As JSON Schema, as a codebook, as SQL, as Arrow schemas, or as metadata for dbt or Datasette.
    """
    from release_parser.tables.codebook import codebook

    for option, given, needed in (("--dialect", dialect, "sql"), ("--database", database, "datasette")):
        if given is not None and shape != needed:
            raise InputError(f"{option} is for --format {needed}; leave it out, or ask for that format")
    typer.echo(codebook(shape, dialect=dialect or "postgresql", database=database or "releases"))


# in the order in which --help lists them
app.command()(load)
cli_view.register(app)
cli_overview.register(app)
cli_explain.register(app)
cli_evaluate.register(app)
app.command()(schema)
app.command()(cli_view.info)


def main(arguments: list[str] | None = None) -> NoReturn:
    """The program `release-parser`. An error in the input is one line on standard error, and exit code 2."""
    try:
        app(args=arguments, prog_name="release-parser")
    except (ReleaseParserError, OSError) as error:
        typer.echo(visible(f"release-parser: {in_a_line(error)}"), err=True)
        raise SystemExit(2) from None
    except SystemExit as end:
        # where the reader of a pipe has gone (`| head`), typer ends with 1, which is for inputs that failed
        raise SystemExit(0 if isinstance(end.__context__, BrokenPipeError) else end.code) from None
    raise SystemExit(0)
