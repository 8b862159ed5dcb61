"""Sources: documents out of paths, folders, globs, standard input and bytes, in any known format.

>>> [document.text for document in read_source(b"Officers made 34 arrests.")]
['Officers made 34 arrests.']
"""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

from release_parser.clock import alarm
from release_parser.lexicon import Lexicon
from release_parser.records import Failure
from release_parser.remote import Place, shown
from release_parser.sources.blob import Limits, Note, Options, Tally
from release_parser.sources.formats import FORMATS, Format
from release_parser.sources.identity import Given, Identity, given
from release_parser.sources.targets import Target, checked_target, find_entries

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from release_parser.text import Document

__all__ = ["FORMATS", "Format", "Identity", "Limits", "Note", "Source", "Target", "describe_target", "read_source"]


class Source:
    """Everything that targets hold, lazily: iterate it for `Document`s and, where an input cannot be read, `Failure`s."""

    def __init__(
        self,
        target: Target,
        *,
        limits: Limits | None = None,
        lexicon: Callable[[], Lexicon] = Lexicon.default,
        columns: Mapping[str, str] | None = None,
        identity: Identity | None = None,
    ) -> None:
        self.target: Target = checked_target(target)
        self._options = Options(limits=limits or Limits(), lexicon=lexicon, tally=Tally(), columns=dict(columns or {}))
        self._entries = find_entries(self.target, self._options)
        self._identity = identity
        self.is_whole = True
        """False where an archive could not be read to its end: what else it holds is not known."""

    def __iter__(self) -> Iterator[Document | Failure]:
        return (item for item, _ in self.identified())

    def identified(self) -> Iterator[tuple[Document | Failure, str | None]]:
        """Everything, each with what it is wherever it is read from: see `release_parser.sources.identity`."""
        tally = self._options.tally
        tally.skipped = 0
        tally.notes.clear()
        self.is_whole = True
        for place, entries in zip(self._given(), self._entries, strict=True):
            for entry in entries:
                items = entry.read(self._options)
                while True:
                    # no time passes while somebody works on what was given
                    with alarm(self._options.limits.seconds):
                        item = next(items, None)
                    if item is None:
                        break
                    if not isinstance(item, Failure):
                        tally.note(item.text, item.source)
                    elif item.source == entry.name and not (entry.format is not None and entry.format.single):
                        self.is_whole = False
                    yield item, place.identity(item, entry, self._identity)

    def _given(self) -> list[Given]:
        """What the caller pointed to, a target each."""
        if isinstance(self.target, str | bytes | os.PathLike):
            return [given(self.target, several=False)]
        targets = tuple(self.target)
        return [given(target, several=len(targets) > 1) for target in targets]

    def count(self) -> int | None:
        """How many documents there are, where that is known without reading them: files, and the members of zip archives."""
        total = 0
        for entries in self._entries:
            for entry in entries:
                known = entry.count()
                if known is None:
                    return None
                total += known
        return total

    def files(self) -> Iterator[tuple[Path, bool]]:
        """Every file that would be read, with whether it was named itself and not found in a folder or by a glob."""
        for entries in self._entries:
            named = isinstance(entries, tuple)
            yield from ((entry.path, named) for entry in entries if entry.path is not None)

    def places(self) -> Iterator[tuple[Place, bool]]:
        """The same for files that are not on this machine."""
        for entries in self._entries:
            named = isinstance(entries, tuple)
            yield from ((entry.place, named) for entry in entries if entry.place is not None)

    def limit_time(self, seconds: float | None) -> None:
        """Give up an input whose reading takes longer; None for no limit."""
        self._options = replace(self._options, limits=replace(self._options.limits, seconds=seconds))

    def leave_out(self, path: Path | Place | None) -> None:
        """Do not read this file, or folder, in a folder or glob: it is what the run writes ('parse news news/out.jsonl', every night)."""
        if isinstance(path, Place):
            self._options.left_out.add(path.key)
        elif path is not None:
            self._options.left_out.add(os.path.abspath(path))  # noqa: PTH100 - links stay what they are

    @property
    def skipped(self) -> int:
        """Files passed over so far because no source knows their suffix."""
        return self._options.tally.skipped

    @property
    def notes(self) -> tuple[Note, ...]:
        """What was noted so far about texts that are parsed as they are: signs of a misread encoding, broken bytes."""
        return tuple(self._options.tally.notes.values())

    def __repr__(self) -> str:
        return f"Source({describe_target(self.target)})"


def describe_target(target: Target) -> str:
    """A target in a few words, for plans and messages."""
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
) -> Source:
    """What a path, folder, glob, '-', bytes or a list of them hold. A missing path or an unknown suffix is an error now."""
    return Source(target, limits=limits, lexicon=lexicon, columns=columns, identity=identity)
