"""Protects other files from being overwritten: what stands at a target is examined before anything is written.

In: the path of a target. Out: nothing, or `InputError` where a file or folder stands there that this program did not write.

A file counts as ours if it begins like our files of its kind: with a record, the header of one of our tables, the columns of our Parquet
files, the mark of our pages. Empty files and folders may always be written.
"""

from __future__ import annotations

import codecs
import gzip
import os
import zlib
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import regex

from release_parser.errors import InputError
from release_parser.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

BYTES_THAT_TELL_THE_OWNER = 4096
"""Bytes at the beginning of a file that tell whose it is."""
SHORTEST_TELLING_LINE = 6
"""Bytes without which a torn line says nothing: '{"id":'."""
# older versions of the program wrote other fields behind these
_TEXT = rb'(?:null|"(?:[^"\\]|\\.)*+)'  # without its end: a long source may go on behind what is looked at
_RELEASE = rb'\{"id":"[0-9a-f]{64}","source":' + _TEXT
_FAILURE = rb'\{"source":' + _TEXT + rb'(?:"?,"stage":"|\Z)'
_RECORD = regex.compile(rb"\s*+(?:" + _RELEASE + rb"|" + _FAILURE + rb")")
_RECORDS = regex.compile(rb"\[\s*+(?:\]|" + _RELEASE + rb"|" + _FAILURE + rb")")
_DUPLICATE = regex.compile(rb'\{"kind":"(?:same|near)","id":"[0-9a-f]{64}"')


@dataclass(frozen=True, slots=True)
class Output:
    """A file or folder that a run would write; `wrote` tells whether this program wrote what stands there."""

    path: Path
    wrote: Callable[[Path], bool]

    def is_ours(self) -> bool:
        """Whether nothing stands there that another program wrote."""
        try:
            return not os.path.lexists(self.path) or _is_empty(self.path) or self.wrote(self.path)
        except OSError:  # what cannot be looked into is not known to be ours
            return False


def refuse_foreign(outputs: Iterable[Output], shown: Callable[[Path], str] = str) -> None:
    """Raise `InputError` where something stands that this program did not write; `shown` gives the path for the message."""
    for output in outputs:
        if not output.is_ours():
            raise InputError(
                f"{shown(output.path)} exists and release-parser did not write it: name another target, "
                "or replace it with --force (force=True in Python)"
            )


def refuse_same(outputs: Iterable[Output]) -> None:
    """Raise `InputError` where two outputs of one run are the same file, or one lies inside the other: only the last would be left."""
    paths = sorted(Path(os.path.realpath(output.path)) for output in outputs)
    for before, path in pairwise(paths):
        if before in (path, *path.parents):
            raise InputError(f"{path} would be written over by the same run: name another file for one of its outputs")


def refuse_other_format(path: Path, is_one: Callable[[Path], bool], name: str) -> None:
    """Raise `InputError` where a file stands that is no database of this kind."""
    if path.is_file() and path.stat().st_size and not is_one(path):
        raise InputError(f"{path} exists and is no {name} database: name another file")


def _is_empty(path: Path) -> bool:
    """Whether a file or folder is empty."""
    return not any(path.iterdir()) if path.is_dir() else path.is_file() and path.stat().st_size == 0


def followed(target: str) -> Path:
    """The path of a target; for a link the path to which it leads, so that the link stays."""
    return Path(os.path.realpath(target)) if os.path.islink(target) else Path(target)  # noqa: PTH114 - '' is no Path


def page_target(target: str | os.PathLike[str]) -> Path:
    """The path of a page to write. Raises `InputError` where it is a folder, lies in none, or does not end with .html."""
    if not isinstance(target, str | os.PathLike):
        raise InputError(f"{target!r} is not the path of a page: give a name that ends with .html")
    path = followed(os.fspath(target))
    if path.is_dir():
        raise InputError(f"{target} is a folder: name a file in it")
    if not path.parent.is_dir():
        raise InputError(f"{target}: there is no folder {path.parent} to write to; make it first")
    if Path(target).suffix.lower() not in ("", ".html", ".htm", ".xhtml"):  # what a link leads to may have any name
        raise InputError(f"{target}: a page is HTML; give it a name that ends with .html")
    return path


def beginning(path: Path) -> bytes:
    """The first bytes of a file; empty where there is no such file."""
    if not path.is_file():
        return b""
    with path.open("rb") as file:
        return file.read(BYTES_THAT_TELL_THE_OWNER)


def unpacked_beginning(path: Path) -> bytes:
    """The first bytes of a file, unpacked if it is a gzip file; empty where that is damaged."""
    start = beginning(path)
    if not start.startswith(b"\x1f\x8b"):
        return start
    try:
        with gzip.open(path) as file:
            return file.read(BYTES_THAT_TELL_THE_OWNER)
    except (OSError, EOFError, zlib.error):
        return b""


def is_record_line(start: bytes) -> bool:
    """Whether a JSON Lines file begins with one of our records or, where a run was killed in its first line, with part of one."""
    return _RECORD.match(start, partial=len(start) > SHORTEST_TELLING_LINE) is not None


def is_record_array(start: bytes) -> bool:
    """Whether a JSON document begins as an array of our records."""
    return _RECORDS.match(start, partial=len(start) > SHORTEST_TELLING_LINE) is not None


def is_duplicate_line(start: bytes) -> bool:
    """Whether a file begins like our lists of duplicates."""
    return _DUPLICATE.match(start) is not None


def is_table_header(start: bytes, first: Iterable[str]) -> bool:
    """Whether a CSV file begins with the header of one of our tables, recognized by its first columns."""
    return start.removeprefix(codecs.BOM_UTF8).startswith(",".join(first).encode() + b",")


def holds_our_tables(folder: Path, suffix: str, wrote: Callable[[Path, str], bool]) -> bool:
    """Whether every file of a folder has the name of one of our tables and `wrote` accepts it."""
    names = {f"{table.name}{suffix}": table.name for table in TABLES}
    return all(path.name in names and wrote(path, names[path.name]) for path in folder.iterdir())


def refuse_inputs(outputs: Iterable[Output], inputs: Iterable[tuple[Path, bool]]) -> None:
    """Raise `InputError` where an output is one of the inputs, or a folder that holds one.

    `inputs` gives each file that would be read, and whether the caller named it. What an earlier run wrote into a folder of inputs is no
    input: 'parse news news/out.jsonl' leaves it out.
    """
    standing = [output for output in outputs if os.path.lexists(output.path)]
    if not standing:
        return
    own = [os.path.abspath(output.path) for output in standing if output.is_ours()]  # noqa: PTH100 - links stay what they are
    within = tuple(f"{name}{os.sep}" for name in own)
    folders = tuple(f"{os.path.realpath(output.path)}{os.sep}" for output in standing if output.path.is_dir())
    nodes = {node: output.path for output in standing if (node := _node(output.path)) is not None}
    for path, named in inputs:
        name = os.path.abspath(path)  # noqa: PTH100
        if not named and (name in own or name.startswith(within)):
            continue
        found = nodes.get(node) if (node := _node(path)) is not None else None
        if found is not None or os.path.realpath(path).startswith(folders):
            raise InputError(
                f"{found or path} is one of the inputs, and what is read is never written over: name another target with --to"
            )


def _node(path: Path) -> tuple[int, int] | None:
    """What identifies a file whatever its name, or None where there is none."""
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_dev, stat.st_ino
