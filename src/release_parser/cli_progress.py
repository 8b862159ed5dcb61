"""Progress on standard error where it is a terminal: how many, how fast, how many failed."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from types import TracebackType

    from release_parser.records import Failure, Release
    from release_parser.stream import Summary

_EVERY = 0.2
_CLEAR = "\r\x1b[K"


class Progress:
    """One line that is rewritten; nothing where standard error is a file or the run is quiet."""

    def __init__(self, *, quiet: bool = False) -> None:
        self._shown = not quiet and sys.stderr.isatty()
        self._next = 0.0
        self._dirty = False

    def show(self, record: Release | Failure, summary: Summary) -> None:  # noqa: ARG002 - an observer's signature
        """Rewrite the line, five times a second at most."""
        now = time.monotonic()
        if not self._shown or now < self._next:
            return
        self._next = now + _EVERY
        failed = f", {summary.failed:,} failed" if summary.failed else ""
        sys.stderr.write(
            f"{_CLEAR}{summary.read:,} read, {summary.rate:,.0f} a second{failed}, {summary.claims:,} claims, {summary.quotes:,} quotes"
        )
        sys.stderr.flush()
        self._dirty = True

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None) -> None:
        if self._dirty:
            sys.stderr.write(_CLEAR)
            sys.stderr.flush()
