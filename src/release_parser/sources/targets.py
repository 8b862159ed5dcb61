"""What a caller may name: a path, a folder, a glob, an address, '-', bytes, or a list of them.

In: targets. Out: opened blobs with their name and format, one by one. What cannot be read at all raises an error at once, before anything
is parsed: a missing path, an unknown suffix, a folder without readable files.
"""

from __future__ import annotations

import glob
import io
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from release_parser.clock import TimeUp
from release_parser.errors import OF_THE_RUN, InputError, in_our_words
from release_parser.records import Failure
from release_parser.remote import Place, as_path, is_address, is_web, place_of
from release_parser.sources.apart import too_slow
from release_parser.sources.blob import Blob, Options
from release_parser.sources.formats import (
    Format,
    check_extra,
    format_of,
    known_suffixes,
    needs_format,
    read_blob,
    read_failure,
    sniff,
)

if TYPE_CHECKING:
    from release_parser.text import Document

Target = str | os.PathLike[str] | bytes | Iterable["str | os.PathLike[str] | bytes"]
STDIN = "-"
LONGEST_PATH = 1000
"""Characters of a text that may be a path given by mistake."""
TEMPORARY = (".tmp", ".partial")  # what sinks write beside their targets


@dataclass(frozen=True, slots=True)
class InputEntry:
    """One input: where it is, and what reads it. `path` is None for standard input, bytes and remote files, which have a `place`."""

    name: str
    path: Path | None = None
    format: Format | None = None
    content: bytes | None = None
    place: Place | None = None
    fault: str | None = None
    """Why nobody knows what is in it: a folder that cannot be listed."""

    def read(self, options: Options) -> Iterator[Document | Failure]:
        """Open it and read what it holds; an input that cannot be opened is a `Failure`."""
        if self.fault is not None:
            yield Failure(source=self.name, stage="read", error=self.fault)
            return
        with ExitStack() as stack:
            try:
                stream = self._open()
                if self.path is not None or self.place is not None:  # standard input is the caller's to close
                    stack.enter_context(stream)
                found = self.format or sniff(bytes(stream.peek(512)[:512]))
            except OSError as error:
                if error.errno in OF_THE_RUN:
                    raise in_our_words(self.name, error) from error
                said = f"{self.name} cannot be opened: {error.strerror or error}"
                yield Failure(source=self.name, stage="read", error=said)
            except TimeUp:
                yield Failure(source=self.name, stage="read", error=too_slow(self.name, options.limits))
            except Exception as error:  # noqa: BLE001 - whatever a service raises at its first bytes, the next input is read
                yield read_failure(self.name, error)
            else:
                yield from read_blob(Blob(self.name, cast("BinaryIO", stream)), found, options)

    def count(self) -> int | None:
        """The number of its documents, where it is known without reading, else None."""
        if self.format is None or (self.path is None and self.place is None):
            return None
        if self.format.single:
            return 1
        if self.path is None:
            return None
        counter = getattr(import_module(f"release_parser.sources.{self.format.module}"), "count", None)
        return None if counter is None else counter(self.path)

    def _open(self) -> io.BufferedReader:
        """The stream of its bytes."""
        if self.content is not None:
            return io.BufferedReader(cast("io.RawIOBase", io.BytesIO(self.content)), 65536)
        if self.place is not None:
            return io.BufferedReader(cast("io.RawIOBase", self.place.open()), 65536)
        if self.path is None:
            return cast("io.BufferedReader", sys.stdin.buffer)
        return self.path.open("rb")


def checked_target(target: object) -> Target:
    """The target, or a tuple of several. Raises `InputError` for anything else."""
    if isinstance(target, str | bytes | os.PathLike):
        return target
    if isinstance(target, io.IOBase):
        raise InputError("an open file is nothing to read: give its path, or the bytes that it holds")
    if not isinstance(target, Iterable) or isinstance(target, Mapping):
        raise InputError(
            f"{target!r} is nothing to read: give a path, folder, glob, address, '-', bytes, or a list of them"
        )
    targets = tuple(target)
    for each in targets:
        if not isinstance(each, str | bytes | os.PathLike):
            raise InputError(f"{each!r} is nothing to read: a list holds paths, folders, globs, addresses or bytes")
    return targets


def refuse_path(text: object) -> None:
    """Raise `InputError` where the text given is the path of a file or folder that can be read."""
    if isinstance(text, os.PathLike) or (
        isinstance(text, str) and 0 < len(text) < LONGEST_PATH and "\n" not in text and os.path.exists(text)  # noqa: PTH110
    ):
        name = os.fspath(text)
        raise InputError(
            f"{name!r} is a file or folder, and no text: parse what it holds with rp.read({name!r}).parse()"
        )


def find_entries(target: Target, options: Options) -> list[Iterable[InputEntry]]:
    """The entries of every target, checked now and listed lazily."""
    if isinstance(target, str | bytes | os.PathLike):
        return [_entries(target, options)]
    found = [_entries(each, options) for each in target]
    if not found:
        raise InputError("there is nothing to read: the list of inputs is empty")
    return found


def _entries(target: str | os.PathLike[str] | bytes, options: Options) -> Iterable[InputEntry]:
    """The entries of one target."""
    if isinstance(target, bytes):
        return (InputEntry("bytes", content=target),)
    name = as_path(os.fspath(target))
    if not name:
        raise InputError("'' is nothing to read: give a path, or '.' for the folder where you are")
    if name == STDIN:
        return (InputEntry("stdin"),)
    if is_address(name):
        return _elsewhere(place_of(name), options)
    path = Path(name)
    if path.is_dir():
        return _checked_folder(path, options)
    if path.exists():
        # a name without any suffix is known by its content
        found = needs_format(name) if path.suffix else None
        if found is not None:
            check_extra(found, name)
        return (InputEntry(_shown(path), path, found),)
    if glob.has_magic(name):
        matches = sorted(glob.glob(name, recursive=True))  # noqa: PTH207 - patterns may be absolute
        files = [Path(match) for match in matches if Path(match).is_file()]
        readable = [InputEntry(_shown(path), path, found) for path in files if (found := format_of(path.name))]
        if not readable:
            raise InputError(f"{name}: no file that a source can read matches; known suffixes are {known_suffixes()}")
        return _Listed(readable, len(files) - len(readable), options)
    raise InputError(f"{name}: there is no such file or folder")


def _elsewhere(place: Place, options: Options) -> Iterable[InputEntry]:
    """The entries of a remote address."""
    if not is_web(place.address) and glob.has_magic(place.path):
        return _listed(place.matches(), place.address, "matches", options)
    if place.is_folder():
        return _listed(place.walk(), place.address, "is in this folder", options)
    if not place.exists():
        raise InputError(f"{place.address}: there is no such file or folder")
    # a page's address has no suffix, or one that no file has ('.aspx'): it is known by its content
    found = format_of(place.name) if is_web(place.address) or "." not in place.name else needs_format(place.name)
    if found is not None:
        check_extra(found, place.address)
    return (InputEntry(place.address, format=found, place=place),)


def _listed(places: list[Place], address: str, how: str, options: Options) -> _Listed:
    """The readable files of a remote folder. Raises `InputError` where there are none."""
    shown = [place for place in places if not _is_hidden(place.address[len(address) :])]
    readable = [
        InputEntry(place.address, None, found, None, place) for place in shown if (found := format_of(place.name))
    ]
    if not readable:
        raise InputError(f"{address}: no file that a source can read {how}; known suffixes are {known_suffixes()}")
    unread = sum(not place.name.endswith(TEMPORARY) for place in shown) - len(readable)
    return _Listed(readable, max(unread, 0), options)


def _is_hidden(path: str) -> bool:
    """Whether a part of a path begins with a dot."""
    return any(part.startswith(".") for part in path.split("/"))


@dataclass(frozen=True, slots=True)
class _Listed:
    """The readable files of a remote folder, as entries."""

    entries: list[InputEntry]
    skipped: int
    options: Options

    def __iter__(self) -> Iterator[InputEntry]:
        self.options.tally.skipped += self.skipped
        return (entry for entry in self.entries if not _is_left_out(entry, self.options))


def _checked_folder(folder: Path, options: Options) -> Iterable[InputEntry]:
    """The files of a folder. Raises `InputError` where none can be read."""
    first = next(_walk(folder), None)
    if first is None:
        raise InputError(f"{folder}: nothing in this folder can be read; known suffixes are {known_suffixes()}")
    if first.fault is not None and first.name == _shown(folder):
        raise InputError(first.fault)
    return _Folder(folder, options)


@dataclass(frozen=True, slots=True)
class _Folder:
    """The readable files of a folder, as entries."""

    folder: Path
    options: Options

    def __iter__(self) -> Iterator[InputEntry]:
        for item in _walk(self.folder, skipping=True):
            if item is None:
                self.options.tally.skipped += 1
            elif not _is_left_out(item, self.options):
                yield item


def _is_left_out(entry: InputEntry, options: Options) -> bool:
    """Whether an entry is written by the same run and so not read."""
    if not options.left_out:
        return False
    if entry.place is not None:
        key = entry.place.key
        return any(key == each or key.startswith(f"{each}/") for each in options.left_out)
    if entry.path is None:
        return False
    path = Path(os.path.abspath(entry.path))  # noqa: PTH100 - links stay what they are
    return any(os.fspath(each) in options.left_out for each in (path, *path.parents))


def _walk(folder: Path, *, skipping: bool = False) -> Iterator[InputEntry | None]:
    """The readable files in a folder and below, in the same order on every machine; with `skipping`, None for each other file."""
    try:
        with os.scandir(folder) as listed:
            children = sorted(listed, key=lambda child: child.name)
    except OSError as error:
        if error.errno in OF_THE_RUN:
            raise in_our_words(_shown(folder), error) from error
        # what was in it last night is not gone: nobody knows
        yield InputEntry(_shown(folder), fault=f"{_shown(folder)} cannot be listed: {error.strerror or error}")
        return
    for child in children:
        path = folder / child.name
        if child.is_dir(follow_symlinks=False):
            if not child.name.startswith("."):
                yield from _walk(path, skipping=skipping)
        elif (found := format_of(child.name)) and not child.name.startswith(".") and _is_file(child):
            yield InputEntry(_shown(path), path, found)
        elif skipping and not child.name.endswith(TEMPORARY):
            yield None


def _is_file(child: os.DirEntry[str]) -> bool:
    """Whether it is a file, or may be one: a link into a folder without access is reported when it is opened."""
    try:
        return child.is_file()
    except OSError:
        return True


def _shown(path: Path) -> str:
    """A path as text that JSON can hold, whatever bytes its name has."""
    return os.fspath(path).encode("utf-8", "backslashreplace").decode()
