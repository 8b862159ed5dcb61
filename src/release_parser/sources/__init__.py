"""Sources read documents from paths, folders, globs, standard input and bytes, in any known format.

>>> [document.text for document in read_source(b"Officers made 34 arrests.")]
['Officers made 34 arrests.']
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Mapping
from copy import copy
from dataclasses import replace
from typing import TYPE_CHECKING

from release_parser.checked import of_type
from release_parser.clock import alarm
from release_parser.errors import InputError
from release_parser.lexicon import Lexicon
from release_parser.origins import InputFile, Origin, moment, stamp_of
from release_parser.records import Failure
from release_parser.remote import Place, shown
from release_parser.sources.blob import Limits, Note, Options, ReaderNotes
from release_parser.sources.formats import FORMATS, Format
from release_parser.sources.identity import GivenInput, Identity, given
from release_parser.sources.targets import Target, checked_target, find_entries

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from release_parser.sources.targets import InputEntry
    from release_parser.text import Document

__all__ = [
    "COLUMN_FIELDS",
    "FORMATS",
    "Format",
    "Identity",
    "Limits",
    "Note",
    "Source",
    "Target",
    "describe_target",
    "read_source",
]

COLUMN_FIELDS = ("text", "title", "date", "publisher", "id", "url")
"""What a caller may name the column of, in tables and JSON."""


class Source:
    """Everything that targets hold, read lazily: iterate it for `Document`s and, where an input cannot be read, `Failure`s."""

    def __init__(
        self,
        target: Target,
        *,
        limits: Limits | None = None,
        lexicon: Callable[[], Lexicon] = Lexicon.default,
        columns: Mapping[str, str] | None = None,
        identity: Identity | None = None,
        since: str | dt.date | None = None,
    ) -> None:
        self.target: Target = checked_target(target)
        of_type("limits", limits, Limits, "give release_parser.sources.Limits(document=…), or leave it out")
        of_type("columns", columns, Mapping, "give a mapping such as {'text': 'Story'}")
        if unknown := sorted(map(repr, set(columns or ()) - set(COLUMN_FIELDS))):
            raise InputError(f"columns names the field {unknown[0]}; it is one of {', '.join(COLUMN_FIELDS)}")
        for field, name in (columns or {}).items():
            of_type(f"the column of {field}", name, str, "give its name")
        if not callable(identity):
            of_type("identity", identity, str, "give a name for the archive, or a function of a document")
            if identity == "":
                raise InputError("identity is empty: give a name for the archive, or leave it out")
        self._options = Options(
            limits=limits or Limits(), lexicon=lexicon, tally=ReaderNotes(), columns=dict(columns or {})
        )
        self._entries = find_entries(self.target, self._options)
        self._identity = identity
        self._since = None if since is None else moment(since)
        self.older = 0
        """Files that were not read because they are older than `since`."""
        self.is_whole = True
        """False where an archive could not be read to its end: what else it holds is not known."""

    def __iter__(self) -> Iterator[Document | Failure]:
        return (item for item, _ in self.identified())

    def identified(
        self, unread: Callable[[InputFile], bool] | None = None
    ) -> Iterator[tuple[Document | Failure, Origin]]:
        """Every document, with its identity and file, wherever it is read from: see `release_parser.sources.identity`.

        With `unread`, files are followed: one for which `unread` returns true has not changed and is not read.
        """
        tally = self._options.tally
        tally.skipped = self.older = 0
        tally.notes.clear()
        self.is_whole = True
        started = time.time_ns()
        for place, entries in zip(self._given(), self._entries, strict=True):
            for entry in entries:
                if self._is_older(entry):
                    self.older += 1
                    self.is_whole = False
                    continue
                file = None if unread is None else self._followed(entry, place, started)
                if unread is None or file is None or not unread(file):
                    yield from self._read(entry, place, file)

    def _read(
        self, entry: InputEntry, place: GivenInput, file: InputFile | None
    ) -> Iterator[tuple[Document | Failure, Origin]]:
        """Every document of an entry."""
        items = entry.read(self._options)
        while True:
            # no time passes while somebody works on what was given
            with alarm(self._options.limits.seconds):
                item = next(items, None)
            if item is None:
                break
            if not isinstance(item, Failure):
                self._options.tally.note(item.text, item.source)
            elif item.source == entry.name and not (entry.format is not None and entry.format.single):
                self.is_whole = False
            if file is not None:
                file.given += 1
                file.is_faulty |= isinstance(item, Failure)
            yield item, Origin(place.identity(item, entry, self._identity), file)
        if file is not None:
            file.is_read = True

    def _followed(self, entry: InputEntry, place: GivenInput, now: int) -> InputFile | None:
        """The entry as a file that a later run can skip if it is unchanged; None where it is no file, or where the caller's function names its documents."""
        if callable(self._identity) or (entry.path is None and entry.place is None):
            return None
        stamp = stamp_of(entry.path, now) if entry.path is not None else entry.place.stamp() if entry.place else None
        if stamp is None:
            return None
        where = os.path.abspath(entry.path) if entry.path is not None else entry.name  # noqa: PTH100 - links stay what they are
        # what is read of it, and what its documents are called, depend on more than the file
        how = [
            place.name_of(entry),
            self._identity,
            sorted(self._options.columns.items()),
            self._options.limits.document,
        ]
        return InputFile(json.dumps([where, *how]), stamp)

    def _is_older(self, entry: InputEntry) -> bool:
        """Whether an entry was last changed before `since`."""
        if self._since is None:
            return False
        if entry.path is not None:
            try:
                return entry.path.stat().st_mtime < self._since.timestamp()
            except OSError:  # its opening will say why
                return False
        modified = None if entry.place is None else entry.place.modified()
        return modified is not None and modified.timestamp() < self._since.timestamp()

    def _given(self) -> list[GivenInput]:
        """What the caller named, one value for each target."""
        if isinstance(self.target, str | bytes | os.PathLike):
            return [given(self.target, several=False)]
        targets = tuple(self.target)
        return [given(target, several=len(targets) > 1) for target in targets]

    def count(self) -> int | None:
        """The number of documents, where it is known without reading them, as for files and members of zip archives; else None."""
        total = 0
        for entries in self._entries:
            for entry in entries:
                known = entry.count()
                if known is None:
                    return None
                total += known
        return total

    def files(self) -> Iterator[tuple[Path, bool]]:
        """Every file that would be read, and whether the caller named it (True) or it was found in a folder or by a glob (False)."""
        for entries in self._entries:
            named = isinstance(entries, tuple)
            yield from ((entry.path, named) for entry in entries if entry.path is not None)

    def places(self) -> Iterator[tuple[Place, bool]]:
        """The same for files that are not on this machine."""
        for entries in self._entries:
            named = isinstance(entries, tuple)
            yield from ((entry.place, named) for entry in entries if entry.place is not None)

    @property
    def has_since(self) -> bool:
        """Whether only files changed since some time are read."""
        return self._since is not None

    def with_time_limit(self, seconds: float | None) -> Source:
        """The same source, which gives up an input whose reading takes longer than these seconds; None means no limit.

        Notes of the copy are added to this one.
        """
        limited = copy(self)
        limits = replace(self._options.limits, seconds=seconds)
        limited._options = replace(self._options, limits=limits)  # noqa: SLF001 - of its own class
        return limited

    def leave_out(self, path: Path | Place | None) -> None:
        """Do not read this file or folder where it lies in a folder or glob of inputs, because the run writes it: 'parse news news/out.jsonl'."""
        if isinstance(path, Place):
            self._options.left_out.add(path.key)
        elif path is not None:
            self._options.left_out.add(os.path.abspath(path))  # noqa: PTH100 - links stay what they are

    @property
    def skipped(self) -> int:
        """The number of files skipped so far because no source knows their suffix."""
        return self._options.tally.skipped

    @property
    def notes(self) -> tuple[Note, ...]:
        """What was noted so far about texts that are parsed unchanged: signs of a wrong encoding, broken bytes."""
        return tuple(self._options.tally.notes.values())

    def __repr__(self) -> str:
        return f"Source({describe_target(self.target)})"


def describe_target(target: Target) -> str:
    """A target in a few words, for messages."""
    if isinstance(target, bytes):
        return f"{len(target)} bytes"
    if isinstance(target, str | os.PathLike):
        return shown(os.fspath(target))
    parts = [describe_target(each) for each in target]
    return ", ".join(parts[:3]) + (f" and {len(parts) - 3} more" if len(parts) > 3 else "")


def read_source(
    target: Target,
    *,
    limits: Limits | None = None,
    lexicon: Callable[[], Lexicon] = Lexicon.default,
    columns: Mapping[str, str] | None = None,
    identity: Identity | None = None,
    since: str | dt.date | None = None,
) -> Source:
    """The source for a path, folder, glob, address, '-', bytes or a list of them.

    Raises `InputError` for a missing path and `UnsupportedFormatError` for an unknown suffix, at once and not only when it is read.
    """
    return Source(target, limits=limits, lexicon=lexicon, columns=columns, identity=identity, since=since)
