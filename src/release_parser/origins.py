"""Where documents come from: their identity, and files that a later run need not read again.

In: files as a source meets them. Out: an `Origin` for each document, and an `InputFile` that knows whether it was read to its end and
whether everything in it is parsed and stored. In that case its size and time tell a later run that nothing in it has changed.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import regex

from release_parser.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

SETTLED_NANOSECONDS = 2 * 10**9
"""Nanoseconds that a file must have been left alone: one that is written to meanwhile may change and keep its time."""


@dataclass(slots=True)
class InputFile:
    """A file or archive that was met."""

    name: str
    """Its path or address, and how the documents in it are named."""
    stamp: str
    """Its size and time."""
    given: int = 0
    """Documents that it gave."""
    held: int = 0
    """Those of them whose records are held."""
    is_read: bool = False
    """Whether it was read to its end."""
    is_faulty: bool = False
    """Whether a part of it could not be read, parsed or written: then it is read again."""

    @property
    def key(self) -> str:
        """32 hexadecimal digits that stand for its name."""
        return hashlib.sha256(self.name.encode("utf-8", "surrogatepass")).hexdigest()[:32]

    @property
    def is_complete(self) -> bool:
        """Whether everything that it holds is stored."""
        return self.is_read and not self.is_faulty and self.given > 0 and self.held == self.given


class Origin(NamedTuple):
    """The identity of a document, and the file from which it was read, if that is followed."""

    identity: str | None
    file: InputFile | None = None


def stamp_of(path: Path, now: int) -> str | None:
    """Size and time of a file; None where it does not exist, or was written just before `now` (nanoseconds)."""
    try:
        found = os.stat(path)  # noqa: PTH116
    except OSError:
        return None
    return None if found.st_mtime_ns > now - SETTLED_NANOSECONDS else f"{found.st_size} {found.st_mtime_ns}"


_AGO = regex.compile(r"(?P<number>\d{1,6})(?P<unit>[hd])")


def moment(since: str | dt.date) -> dt.datetime:
    """A time as people give it: a day, a day and an hour, '36h' or '7d' before now. Where it names no zone, this machine's.

    >>> moment("2026-11-26").isoformat()[:10], moment(dt.date(2026, 11, 26)).isoformat()[:10]
    ('2026-11-26', '2026-11-26')
    """
    try:
        return _moment(since)
    except (ValueError, OverflowError):  # before the first year, too
        raise InputError(f"since is {since!r}: give a day such as 2026-11-26, 2026-11-26T18:00, 36h or 7d") from None


def _moment(since: str | dt.date) -> dt.datetime:
    """The time that `since` means, before its zone is set."""
    if isinstance(since, str):
        if (ago := _AGO.fullmatch(since)) is not None:
            hours = int(ago["number"]) * (24 if ago["unit"] == "d" else 1)
            return dt.datetime.now(dt.UTC) - dt.timedelta(hours=hours)
        since = dt.datetime.fromisoformat(since)
    if not isinstance(since, dt.date):
        raise ValueError  # noqa: TRY004 - to be said as the others are
    if not isinstance(since, dt.datetime):
        since = dt.datetime.combine(since, dt.time())
    return since.astimezone()
