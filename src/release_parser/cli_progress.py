"""Progress on standard error where it is a terminal: how many, how fast, how many failed."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from release_parser.records import Failure, Release
    from release_parser.stream import Summary

_EVERY = 0.2
_CLEAR = "\r\x1b[K"


class Progress:
    """One line that is rewritten; nothing where standard error is a file or the run is quiet."""

    def __init__(self, *, quiet: bool = False, count: Callable[[], int | None] | None = None) -> None:
        self._shown = not quiet and sys.stderr.isatty()
        self._next = 0.0
        self._dirty = False
        # counted only for a terminal: it opens the table of contents of every archive
        self._total = count() if self._shown and count is not None else None

    def show(self, record: Release | Failure, summary: Summary) -> None:  # noqa: ARG002 - an observer's signature
        """Rewrite the line, five times a second at most."""
        now = time.monotonic()
        if not self._shown or now < self._next:
            return
        self._next = now + _EVERY
        done, left = f"{summary.read:,}", ""
        if self._total:
            done += f" of {self._total:,}"
            left = f", {duration((self._total - summary.read) / summary.rate)} left" if summary.rate else ""
        rate = f"{summary.rate:,.0f}" if summary.rate >= 10 else f"{summary.rate:.1f}"
        failed = f", {summary.failed:,} failed" if summary.failed else ""
        sys.stderr.write(f"{_CLEAR}{done} read, {rate} a second{left}{failed}: {summary.claims:,} claims, {summary.quotes:,} quotes")
        sys.stderr.flush()
        self._dirty = True

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None) -> None:
        if self._dirty:
            sys.stderr.write(_CLEAR)
            sys.stderr.flush()


def duration(seconds: float) -> str:
    """A stretch of time as people say it: '48 s', '12 min', '3 h 20 min'."""
    if seconds < 90:
        return f"{max(seconds, 0):.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 120 else f"{minutes // 60} h {minutes % 60} min"
