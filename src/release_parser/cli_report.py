"""What a run leaves for monitoring: its exit code, a summary as JSON, numbers for Prometheus, a log as JSON lines.

In: the records as they come, and how the run ends. Out: files beside the records, and lines on standard error.

Exit codes: 0 success; 1 too many inputs failed (all of them, any with --strict, more than --max-failures); 2 the run itself failed, and its
records are not complete; 130 and 143 it was interrupted, by ctrl-C and by SIGTERM.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
import os
import sys
from dataclasses import fields
from typing import TYPE_CHECKING, Any, Final, Literal, Self

import regex

from release_parser._version import __version__
from release_parser.errors import InputError, ReleaseParserError, TargetError
from release_parser.interruption import Terminated
from release_parser.records import Failure
from release_parser.sinks.passwords import masked
from release_parser.sinks.protect import Output, beginning, followed, refuse_foreign, refuse_same
from release_parser.sinks.turns import log, whole_file
from release_parser.summary import Summary
from release_parser.visible import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path
    from types import TracebackType

    from release_parser.records import Release
    from release_parser.summary import Observer

LogFormat = Literal["text", "json"]
State = Literal["running", "done", "interrupted", "failed"]
_PROGRAM = '{"program": "release_parser"'
_METRIC = "release_parser_run_"
_SHARE: Final = regex.compile(r"(?P<number>\d++(?:\.\d++)?+)(?P<percent>%?)")
_EXTRA = ("source", "stage", "counts")
"""What a line of the log may hold besides its message."""


class Limit:
    """How many inputs may fail: '10', or '2%' of them.

    >>> Limit("2%").is_passed(Summary(read=100, failed=3)), Limit("3").is_passed(Summary(read=100, failed=3))
    (True, False)
    """

    def __init__(self, written: str) -> None:
        found = _SHARE.fullmatch(written)
        if found is None or not (found["percent"] or found["number"].isdigit()):
            raise InputError(
                f"--max-failures {written}: give a number of inputs, such as 10, or a share of them, such as 2%"
            )
        self._number, self._of_all = float(found["number"]), bool(found["percent"])
        if self._of_all and self._number > 100:
            raise InputError(f"--max-failures {written}: more than 100% of the inputs cannot fail")

    def is_passed(self, summary: Summary) -> bool:
        """Whether more inputs failed than allowed."""
        allowed = self._number * summary.read / 100 if self._of_all else self._number
        return summary.failed > allowed


def exit_code(summary: Summary, *, strict: bool, limit: Limit | None) -> int:
    """0, or 1 where too many inputs failed.

    >>> exit_code(Summary(read=3, failed=1), strict=False, limit=None), exit_code(Summary(read=3, failed=3), strict=False, limit=None)
    (0, 1)
    """
    all_failed = summary.failed > 0 and summary.failed == summary.read
    too_many = (strict and summary.failed > 0) or (limit is not None and limit.is_passed(summary))
    return int(all_failed or too_many)


class RunReports:
    """The reports of one run: enter it before the run, show it every record, and set its exit code."""

    def __init__(
        self, target: str | None, *, summary: str | None, metrics: str | None, log_format: str, quiet: bool
    ) -> None:
        if log_format not in ("text", "json"):
            raise InputError(f"--log-format is {log_format!r}; it is 'text' or 'json'")
        self.as_json = log_format == "json"
        self.target = None if target is None else masked(target)
        self._quiet = quiet
        self._files = [
            (followed(path), mark, write)
            for path, mark, write in (
                (summary, _PROGRAM, self._summary_text),
                (metrics, f"# HELP {_METRIC}", self._metrics_text),
            )
            if path is not None
        ]
        self.summary = Summary()
        self.state: State = "running"
        self.code = 0
        self.error: str | None = None
        self._started = dt.datetime.now(dt.UTC)

    def outputs(self) -> list[Output]:
        """The files that it overwrites."""
        return [Output(path, _begins_with(mark)) for path, mark, _ in self._files]

    def check(self, *, force: bool) -> None:
        """Raise `InputError` where one of its files cannot be written, or another program wrote it."""
        for path, _, _ in self._files:
            if path.name == "-":
                raise InputError("a summary and metrics are files: standard output is for records")
            if not path.parent.is_dir():
                raise InputError(f"{path}: there is no folder {path.parent} to write to; make it first")
            if not os.access(path.parent, os.W_OK):  # said now, and not when the run has ended
                raise InputError(f"{path} cannot be written: you have no right to write to its folder")
        if not force:
            refuse_foreign(self.outputs())

    def keep_apart(self, others: Iterable[Output]) -> None:
        """Raise `InputError` where two of its files are the same, or one is also written by the run; then none is written."""
        try:
            refuse_same([*self.outputs(), *others])
        except InputError:
            self._files.clear()
            raise

    def show(self, record: Release | Failure, summary: Summary) -> None:
        """Note one record."""
        self.summary = summary
        if isinstance(record, Failure):
            log.info("an input failed: %s", record.error, extra={"source": record.source, "stage": record.stage})

    def with_progress(self, progress: Observer) -> Observer:
        """A function that notes each record here and in the progress."""

        def observe(record: Release | Failure, summary: Summary) -> None:
            self.show(record, summary)
            progress(record, summary)

        return observe

    def say(self, line: str, summary: Summary | None = None) -> None:
        """Write a line for people, or with a JSON log one for programs, to standard error."""
        if self.as_json:
            log.info(line, extra={"counts": None if summary is None else counts_of(summary)})
        elif not self._quiet:
            sys.stderr.write(visible(f"{line}\n"))

    @staticmethod
    def interrupted(line: str) -> None:
        """Report, even in a quiet run, that it was interrupted and where its records are."""
        log.warning(line)

    def __enter__(self) -> Self:
        self._handler = logging.StreamHandler(sys.stderr)
        self._handler.setFormatter(_JsonLines() if self.as_json else _Plain("release-parser: %(message)s"))
        self._before = (log.level, log.propagate)
        log.addHandler(self._handler)
        log.setLevel(logging.INFO if self.as_json and not self._quiet else logging.WARNING)
        log.propagate = False
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> bool:
        """Write the files. In a JSON log our own errors are written as a line, and the exit code tells the rest."""
        try:
            self._end(error)
            try:
                self._write_files()
            except TargetError as unwritten:
                if error is None:
                    raise
                log.warning(unwritten)  # what ended the run is the error to show
            if self.as_json and isinstance(error, ReleaseParserError):
                log.error(self.error)
                return True
            return False
        finally:
            log.removeHandler(self._handler)
            log.setLevel(self._before[0])
            log.propagate = self._before[1]

    def _write_files(self) -> None:
        """Write each file completely or not at all."""
        for path, _, write in self._files:
            with whole_file(path) as temporary:
                temporary.write_text(write(), encoding="utf-8")

    def _end(self, error: BaseException | None) -> None:
        """Store how the run ended."""
        if error is None:
            self.state = "done"
        elif isinstance(error, KeyboardInterrupt):
            self.state, self.code = "interrupted", 143 if isinstance(error, Terminated) else 130
        elif not isinstance(error, BrokenPipeError):
            self.state, self.code = "failed", 2
            self.error = " ".join(str(error).split()) or type(error).__name__

    def _summary_text(self) -> str:
        """The summary as JSON."""
        content = {
            "program": "release_parser",
            "version": __version__,
            "state": self.state,
            "exit_code": self.code,
            "error": self.error,
            "target": self.target,
            "started_at": self._started.isoformat(timespec="seconds"),
            "finished_at": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
            **counts_of(self.summary),
        }
        return json.dumps(content, ensure_ascii=False) + "\n"

    def _metrics_text(self) -> str:
        """The numbers in Prometheus' format."""
        label = _label(self.target or "-")
        numbers: list[tuple[str, str, float]] = [
            (name, f"{name.replace('_', ' ')} in the last run", value)
            for name, value in counts_of(self.summary).items()
        ]
        numbers += [
            ("exit_code", "exit code of the last run", self.code),
            ("success", "1 where the last run did what it should", int(self.code == 0)),
            (
                "finished_timestamp_seconds",
                "when the last run ended, in seconds since 1970",
                dt.datetime.now(dt.UTC).timestamp(),
            ),
        ]
        lines: Iterable[str] = (
            f'# HELP {_METRIC}{name} {text}\n# TYPE {_METRIC}{name} gauge\n{_METRIC}{name}{{target="{label}"}} {value}\n'
            for name, text, value in numbers
        )
        return "".join(lines)


def _begins_with(mark: str) -> Callable[[Path], bool]:
    """A function that tells whether a file begins with this mark."""
    return lambda path: beginning(path).startswith(mark.encode())


def counts_of(summary: Summary) -> dict[str, Any]:
    """The numbers of a summary by name."""
    counts = {each.name: getattr(summary, each.name) for each in fields(summary) if each.name != "failures"}
    return counts | {"seconds": round(summary.seconds, 3), "rate": round(summary.rate, 3)}


class _Plain(logging.Formatter):
    """Formats lines for people, without characters that control a terminal."""

    def format(self, record: logging.LogRecord) -> str:
        return visible(super().format(record))


class _JsonLines(logging.Formatter):
    """Formats each log record as a line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        content: dict[str, Any] = {
            "time": dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        content.update((name, value) for name in _EXTRA if (value := getattr(record, name, None)) is not None)
        if record.exc_info:
            content["error"] = self.formatException(record.exc_info)
        return json.dumps(content, ensure_ascii=False)


def _label(text: str) -> str:
    """The value of a label in Prometheus' format."""
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
