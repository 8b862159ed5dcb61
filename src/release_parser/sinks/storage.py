"""Where the file of a sink goes in the end: it stays where it is written, or is sent to an object store.

In: paths of this machine. Out: the same, or copies of what stands elsewhere, brought before a run and sent behind it.

An object store has no appending and no renaming: a file is written in a temporary folder here and sent when it is whole, so that a
reader finds the old one or the new one. What an interrupted run has done is sent as 'NAME.jsonl.partial', as it would be left here.
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
    """Remove the temporary folders of runs that were killed: nobody holds their locks any more."""
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
    """A path of this machine: nothing is brought and nothing is sent."""

    place: Place | None = None

    def shown(self, path: Path) -> str:
        """A path as people know it."""
        return str(path)

    def bring(self, path: Path, *, whole: bool) -> None:
        """Have what stands at a path: all of it, or, where not `whole`, what tells whose it is."""

    def send(self, path: Path) -> None:
        """Put what stands at a path where it belongs."""

    def drop(self, path: Path) -> None:
        """Remove what stands where a path belongs."""


class Elsewhere(Here):
    """A folder here that stands for the folder of an address."""

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
        """The path here of what the address names."""
        return Path(self._folder.name) / self.place.name

    def shown(self, path: Path) -> str:
        """A path as people know it."""
        return self._place(path).address

    def bring(self, path: Path, *, whole: bool) -> None:
        """Copy it, file by file, if it is there."""
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
        """Copy it, file by file, but what was brought and is the same; then remove what is not in the folder any more."""
        try:
            self._send(path, self._place(path))
        except TargetError as error:
            # what was done is not thrown away, by this run or the next
            kept = Path(tempfile.mkdtemp(prefix="release-parser-kept-"))
            shutil.copytree(path, kept / path.name) if path.is_dir() else shutil.copy2(path, kept / path.name)
            raise TargetError(f"{error}; what was done is in {kept / path.name}, on this machine") from error

    def _send(self, path: Path, place: Place) -> None:
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
        return self.place if path == self.path else self.place.beside(path.name)


def _same(path: Path) -> tuple[int, int]:
    """What tells a file, under whatever name, from one that was written anew."""
    found = os.stat(path)  # noqa: PTH116
    return found.st_ino, found.st_mtime_ns


def refuse_places(place: Place | None, inputs: Iterable[tuple[Place, bool]]) -> None:
    """`InputError` where what would be written is one of the inputs; what stands in a folder that is read is none."""
    if place is None:
        return
    for found, named in inputs:
        if named and (found.key == place.key or found.key.startswith(f"{place.key}/")):
            raise InputError(
                f"{place.address} is one of the inputs, and what is read is never written over: name another target with --to"
            )


@contextmanager
def brought(address: str) -> Iterator[Path]:
    """What stands at an address as a file or folder here; `InputError` where nothing does."""
    storage = Elsewhere(address)
    storage.bring(storage.path, whole=True)
    if not storage.path.exists():
        raise InputError(f"{storage.place.address}: there is no such file; name one that `parse` wrote")
    yield storage.path
