"""Progress on standard error: a line that is rewritten on a terminal, or one line a minute in a log."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from release_parser.records import Failure, Release
    from release_parser.summary import Summary

_EVERY = 0.2
_LOGGED_EVERY = 60.0
_CLEAR = "\r\x1b[K"


class Progress:
    """How many inputs are done, how fast, how much time is left, how many failed. Nothing is shown in a quiet run, or in the log of a short run."""

    def __init__(
        self,
        *,
        quiet: bool = False,
        count: Callable[[], int | None] | None = None,
        say: Callable[[str, Summary], None] | None = None,
    ) -> None:
        self._quiet = quiet
        self._say = say
        """Who writes the lines of a log, where it is not plain text."""
        self._terminal = not quiet and say is None and sys.stderr.isatty()
        self._next = 0.0 if self._terminal else time.monotonic() + _LOGGED_EVERY
        self._dirty = False
        # counted only for a terminal: it opens the table of contents of every archive
        self._total = count() if self._terminal and count is not None else None

    def show(self, record: Release | Failure, summary: Summary) -> None:  # noqa: ARG002 - an observer's signature
        """Show the progress, at most five times a second on a terminal and once a minute elsewhere."""
        now = time.monotonic()
        if self._quiet or now < self._next:
            return
        line = self._line(summary)
        if self._say is not None:
            self._say(line, summary)
        else:
            sys.stderr.write(f"{_CLEAR}{line}" if self._terminal else f"{line}\n")
            sys.stderr.flush()
        self._next = now + (_EVERY if self._terminal else _LOGGED_EVERY)
        self._dirty = self._terminal

    def _line(self, summary: Summary) -> str:
        """The line of progress."""
        done, left = f"{summary.read:,}", ""
        if self._total:
            done += f" of {self._total:,}"
            left = f", {duration((self._total - summary.read) / summary.rate)} left" if summary.rate else ""
        rate = f"{summary.rate:,.0f}" if summary.rate >= 10 else f"{summary.rate:.1f}"
        kept = f", {summary.kept:,} kept from before" if summary.kept else ""
        failed = f", {summary.failed:,} failed" if summary.failed else ""
        return f"{done} read, {rate} a second{left}{kept}{failed}: {summary.claims:,} claims, {summary.quotes:,} quotes"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._dirty:
            sys.stderr.write(_CLEAR)
            sys.stderr.flush()


def duration(seconds: float) -> str:
    """A number of seconds in words: '48 s', '12 min', '3 h 20 min'."""
    if seconds < 90:
        return f"{max(seconds, 0):.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 120 else f"{minutes // 60} h {minutes % 60} min"
