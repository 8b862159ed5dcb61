"""Nothing of a user's is overwritten: what stands at a target already is looked at before anything is written.

In: the path of a target. Out: nothing, or `InputError` where a file or folder stands there that this program did not write.

A file counts as ours where it begins as our files of its kind do: a record, the header line of one of our tables, the columns of
our Parquet files, the mark in our pages. An empty file or folder is nobody's.
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
    """A file or folder that a run would write; `wrote` tells whether what stands there is of this program."""

    path: Path
    wrote: Callable[[Path], bool]

    def is_ours(self) -> bool:
        """Whether nothing stands there that somebody else wrote."""
        try:
            return not os.path.lexists(self.path) or _is_empty(self.path) or self.wrote(self.path)
        except OSError:  # what cannot be looked into is not known to be ours
            return False


def refuse_foreign(outputs: Iterable[Output], shown: Callable[[Path], str] = str) -> None:
    """`InputError` where something stands that this program did not write; `shown` says how a path is known to people."""
    for output in outputs:
        if not output.is_ours():
            raise InputError(
                f"{shown(output.path)} exists and release-parser did not write it: name another target, "
                "or replace it with --force (force=True in Python)"
            )


def refuse_same(outputs: Iterable[Output]) -> None:
    """`InputError` where two files of one run are the same, or one is in a folder that the other one is: the last would be all that is left."""
    paths = sorted(Path(os.path.realpath(output.path)) for output in outputs)
    for before, path in pairwise(paths):
        if before in (path, *path.parents):
            raise InputError(f"{path} would be written over by the same run: name another file for one of its outputs")


def refuse_other_format(path: Path, is_one: Callable[[Path], bool], name: str) -> None:
    """`InputError` where a file stands that is no database of this kind: none can be made of it."""
    if path.is_file() and path.stat().st_size and not is_one(path):
        raise InputError(f"{path} exists and is no {name} database: name another file")


def _is_empty(path: Path) -> bool:
    return not any(path.iterdir()) if path.is_dir() else path.is_file() and path.stat().st_size == 0


def followed(target: str) -> Path:
    """The path of a target; where it is a link, the path of what it links to, so that the link stays."""
    return Path(os.path.realpath(target)) if os.path.islink(target) else Path(target)  # noqa: PTH114 - '' is no Path


def page_target(target: str | os.PathLike[str]) -> Path:
    """The path of a page to write; `InputError` where it names a folder, a file in none, or a file that is no page by its name."""
    if not isinstance(target, str | os.PathLike):
        raise InputError(f"{target!r} is no path of a page: give a name that ends with .html")
    path = followed(os.fspath(target))
    if path.is_dir():
        raise InputError(f"{target} is a folder: name a file in it")
    if not path.parent.is_dir():
        raise InputError(f"{target}: there is no folder {path.parent} to write to; make it first")
    if Path(target).suffix.lower() not in ("", ".html", ".htm", ".xhtml"):  # what a link leads to may have any name
        raise InputError(f"{target}: a page is HTML; give it a name that ends with .html")
    return path


def beginning(path: Path) -> bytes:
    """The first bytes of a file; none of what is no file."""
    if not path.is_file():
        return b""
    with path.open("rb") as file:
        return file.read(BYTES_THAT_TELL_THE_OWNER)


def unpacked_beginning(path: Path) -> bytes:
    """The first bytes of a file, of a gzip file those of what it holds; none where it is a damaged one."""
    start = beginning(path)
    if not start.startswith(b"\x1f\x8b"):
        return start
    try:
        with gzip.open(path) as file:
            return file.read(BYTES_THAT_TELL_THE_OWNER)
    except (OSError, EOFError, zlib.error):
        return b""


def is_record_line(start: bytes) -> bool:
    """Whether a file of JSON Lines begins with one of our records, or, where a run was killed in its first line, with a part of one."""
    return _RECORD.match(start, partial=len(start) > SHORTEST_TELLING_LINE) is not None


def is_record_array(start: bytes) -> bool:
    """Whether a JSON document begins as an array of our records."""
    return _RECORDS.match(start, partial=len(start) > SHORTEST_TELLING_LINE) is not None


def is_duplicate_line(start: bytes) -> bool:
    """Whether a file begins as our lists of duplicates do."""
    return _DUPLICATE.match(start) is not None


def is_table_header(start: bytes, first: Iterable[str]) -> bool:
    """Whether a CSV file begins with the header line of one of our tables, known by its first columns."""
    return start.removeprefix(codecs.BOM_UTF8).startswith(",".join(first).encode() + b",")


def holds_our_tables(folder: Path, suffix: str, wrote: Callable[[Path, str], bool]) -> bool:
    """Whether everything in a folder is a file of one of our tables, by its name and by what `wrote` says of it."""
    names = {f"{table.name}{suffix}": table.name for table in TABLES}
    return all(path.name in names and wrote(path, names[path.name]) for path in folder.iterdir())


def refuse_inputs(outputs: Iterable[Output], inputs: Iterable[tuple[Path, bool]]) -> None:
    """`InputError` where an output is one of the inputs, or a folder that holds one.

    `inputs` gives each file that would be read, and whether it was named itself. What an earlier run wrote into a folder that is
    read is no input: 'parse news news/out.jsonl' leaves it out, every night.
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
    """What tells files apart, whatever their names; None where there is none."""
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_dev, stat.st_ino
