"""Where the file of a sink finally goes: it stays where it was written, or is sent to an object store.

In: paths of this machine. Out: the same paths, or copies of remote files, fetched before a run and sent after it.

An object store can neither append nor rename. So a file is written in a temporary folder here and sent when it is complete: a reader finds
the old one or the new one. What an interrupted run has written is sent as 'NAME.jsonl.partial', as it would be left here.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
import weakref
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from release_parser.errors import InputError, TargetError
from release_parser.remote import is_web, place_of, plain
from release_parser.sinks.turns import lock_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from release_parser.remote import Place


PREFIX = "release-parser-sending-"
"""Of temporary folders of runs."""
FRESH_SECONDS = 60.0
"""Seconds."""


def _clean() -> None:
    """Remove the temporary folders of runs that were killed, whose locks nobody holds any more."""
    if os.name != "posix":
        return
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with suppress(OSError):
            found = folder.lstat()
            # one that was made just now has no lock yet
            if folder.is_symlink() or found.st_uid != os.getuid() or found.st_mtime > time.time() - FRESH_SECONDS:
                continue
            held = lock_folder(folder)
            if held is not None:
                shutil.rmtree(folder)
                os.close(held)


class Here:
    """A path of this machine: nothing is fetched and nothing is sent."""

    place: Place | None = None

    def shown(self, path: Path) -> str:
        """A path as users know it."""
        return str(path)

    def bring(self, path: Path, *, whole: bool) -> None:
        """Make available what stands at a path: all of it, or without `whole` only what tells who wrote it."""

    def send(self, path: Path) -> None:
        """Send what stands at a path to its final place."""

    def drop(self, path: Path) -> None:
        """Remove what stands at the final place of a path."""


class Elsewhere(Here):
    """A local folder that stands for a folder at a remote address."""

    def __init__(self, address: str) -> None:
        if is_web(address):
            raise InputError(
                f"{plain(address)}: an address on the web can be read but not written: name another target"
            )
        self.place: Place = place_of(address)
        self.place.check_bucket()
        _clean()
        self._folder = tempfile.TemporaryDirectory(prefix=PREFIX, ignore_cleanup_errors=True)
        held = lock_folder(Path(self._folder.name))
        if held is not None:
            weakref.finalize(self, os.close, held)
        self._brought: dict[str, tuple[int, int]] = {}
        """Files that were brought whole, by the key of their place, with what tells that they are still the same."""

    @property
    def path(self) -> Path:
        """The local path of what the address names."""
        return Path(self._folder.name) / self.place.name

    def shown(self, path: Path) -> str:
        """A path as users know it."""
        return self._place(path).address

    def bring(self, path: Path, *, whole: bool) -> None:
        """Copy it here, file by file, if it exists."""
        place = self._place(path)
        if place.is_folder():
            path.mkdir(exist_ok=True)
            files = place.walk()
        else:
            files = [place] if place.exists() else []
        for file in files:
            here = path if file is place else path / file.address.removeprefix(place.address.rstrip("/") + "/")
            here.parent.mkdir(parents=True, exist_ok=True)
            (file.fetch if whole else file.fetch_ends)(here)
            if whole:
                self._brought[file.key] = _same(here)

    def send(self, path: Path) -> None:
        """Copy it there, file by file, except files that were fetched and are unchanged; then remove remote files that are no longer in the folder."""
        try:
            self._send(path, self._place(path))
        except TargetError as error:
            # what was done is not thrown away, by this run or the next
            kept = Path(tempfile.mkdtemp(prefix="release-parser-kept-"))
            shutil.copytree(path, kept / path.name) if path.is_dir() else shutil.copy2(path, kept / path.name)
            raise TargetError(f"{error}; what was done is in {kept / path.name}, on this machine") from error

    def _send(self, path: Path, place: Place) -> None:
        """Copy one file or folder."""
        if path.is_file():
            place.put(path)
            return
        files = {file.relative_to(path).as_posix(): file for file in sorted(path.rglob("*")) if file.is_file()}
        keys = set()
        for name, file in files.items():
            there = place.below(name)
            keys.add(there.key)
            if self._brought.get(there.key) != _same(file):
                there.put(file)
        for old in place.walk() if place.is_folder() else ():
            if old.key not in keys:
                old.remove()

    def drop(self, path: Path) -> None:
        """Remove a file."""
        self._place(path).remove()

    def _place(self, path: Path) -> Place:
        """The remote place of a path."""
        return self.place if path == self.path else self.place.beside(path.name)


def _same(path: Path) -> tuple[int, int]:
    """What identifies a file under any name, so that a rewritten one is noticed."""
    found = os.stat(path)  # noqa: PTH116
    return found.st_ino, found.st_mtime_ns


def refuse_places(place: Place | None, inputs: Iterable[tuple[Place, bool]]) -> None:
    """Raise `InputError` where an output is one of the inputs; a file inside a folder of inputs is allowed."""
    if place is None:
        return
    for found, named in inputs:
        if named and (found.key == place.key or found.key.startswith(f"{place.key}/")):
            raise InputError(
                f"{place.address} is one of the inputs, and what is read is never written over: name another target with --to"
            )


@contextmanager
def brought(address: str) -> Iterator[Path]:
    """A local copy of the file or folder at an address. Raises `InputError` where nothing is there."""
    storage = Elsewhere(address)
    storage.bring(storage.path, whole=True)
    if not storage.path.exists():
        raise InputError(f"{storage.place.address}: there is no such file; name one that `parse` wrote")
    yield storage.path
