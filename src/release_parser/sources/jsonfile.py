"""Reads JSON: one release, a list of them, or an object that holds the list ('items', 'releases', 'results' …).

In: a file. Out: a document for each object, or a `Failure` whose source is its place: 'releases.json[6]'.
"""

from __future__ import annotations

import re
from codecs import getincrementaldecoder
from collections.abc import Mapping
from functools import partial
from json import JSONDecoder
from typing import TYPE_CHECKING, Any

import regex

from release_parser.errors import InputError
from release_parser.records import Failure
from release_parser.sources.blob import CONTROL, checked_text, in_units
from release_parser.sources.formats import one_release
from release_parser.sources.jsonlines import parse_int, parse_json, read_row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from release_parser.sources.blob import Blob, Options
    from release_parser.text import Document


def read(blob: Blob, options: Options) -> Iterator[Document | Failure]:
    """A document for each object of the list, or for the single one. A list larger than one release may be is read object by object."""
    raw = blob.stream.read(options.limits.document + 1)
    if len(raw) > options.limits.document:
        yield from _read_large(raw, blob, options)
        return
    content = checked_text(_without_control(raw), blob.name)
    del raw
    try:
        value = parse_json(content, blob.name)
    except InputError as error:
        start = _LIST.match(content)
        if start is None:
            raise
        yield from _read_apart(Window(content, start.end()), blob.name, str(error), options)
        return
    rows = _rows(value)
    if rows is None:
        yield read_row(value, blob.name, options)
        return
    if not rows:
        raise InputError(f"{blob.name} holds an empty list: there is nothing to parse")
    for number, row in enumerate(rows):
        where = f"{blob.name}[{number}]"
        yield one_release(where, partial(read_row, row, where, options))


def _without_control(raw: bytes) -> bytes:
    """The bytes without control characters, one of which would make the whole file unreadable; NUL stays, since it shows another encoding."""
    return raw if b"\0" in raw else CONTROL.sub(b"\xef\xbf\xbd", raw)


def _read_large(raw: bytes, blob: Blob, options: Options) -> Iterator[Document | Failure]:
    """The documents of a large list, object by object."""
    limits = options.limits
    decoder = getincrementaldecoder("utf-8-sig")()
    read = len(raw)

    def more(size: int) -> str | None:
        nonlocal read
        chunk = blob.stream.read(size)
        read += len(chunk)
        if options.depth and read > limits.whole:
            raise InputError(f"{blob.name} is larger than {in_units(limits.whole)}, the limit for a file in an archive")
        return decoder.decode(_without_control(chunk), final=not chunk) if chunk else None

    try:
        window = Window(decoder.decode(_without_control(raw)), 0, more, limits.document)
        start = _LIST.match(window.text)
        if start is None:
            raise InputError(
                f"{blob.name} is larger than {in_units(limits.document)} and no list of releases; convert it to .jsonl"
            )
        window.at = start.end()
        yield from _read_apart(window, blob.name, "its JSON is not valid there", options)
    except UnicodeDecodeError:
        raise InputError(f"{blob.name} is not UTF-8: convert it to .jsonl, which is read line by line") from None


class Window:
    """A part of a text that is read further as needed, and the place in it."""

    def __init__(self, text: str, at: int, more: Callable[[int], str | None] | None = None, most: int = 0) -> None:
        self.text, self.at = text, at
        self._more, self._most = more, most

    def grow(self) -> bool:
        """Read as much again as is there and forget what lies behind the place. False at the end, or where the most that may be kept is reached."""
        if self._more is None or len(self.text) - self.at > self._most:
            return False
        chunk = self._more(max(_BYTES_PER_READ, len(self.text) - self.at))
        if chunk is None:
            self._more = None
            return False
        self.text, self.at = self.text[self.at :] + chunk, 0
        return True

    def ends_at(self, end: int) -> bool:
        """Whether the text behind this place is not read yet."""
        return self._more is not None and len(self.text) - end < _CHARACTERS_BEHIND_AN_OBJECT and self.grow()


_BYTES_PER_READ = 2**20
_CHARACTERS_BEHIND_AN_OBJECT = 4096  # characters behind an object, in which the next one begins


# where a list of objects begins: in the file itself, or behind the first few fields of an object that is its envelope
_LIST = regex.compile(r"\s*+(?:\{[^\[\]]{0,5000}+)?\[\s*+(?=\{)")
# by `re`: `regex` looks for the mark in all the text behind, megabytes, before it matches here
_NEXT = re.compile(r"\s*+,\s*+(?=\{)")
_END = re.compile(r"\s*+\]")
_RESUME = regex.compile(r"(?:\}\s*+,|\n)\s*+(?=\{\s*+\")")
_BROKEN = object()
_DECODER = JSONDecoder(parse_int=parse_int)
_MOST_BROKEN_OBJECTS = 100  # stretches that are not JSON: a file with more is none


def _read_apart(window: Window, name: str, error: str, options: Options) -> Iterator[Document | Failure]:
    """The objects of an invalid list, one by one; a stretch that is not JSON is a `Failure` in its place.

    Behind it, reading goes on at the next object that is a release.
    """
    number = stretches = 0
    after_break = False
    for value in _objects(window):
        where = f"{name}[{number}]"
        if value is _BROKEN:
            row: Document | Failure = Failure(
                source=where, stage="read", error=f"{where} is damaged, the objects behind it are read: {error}"
            )
        else:
            row = one_release(where, partial(read_row, value, where, options))
        if after_break and isinstance(row, Failure):
            continue
        after_break = value is _BROKEN
        number, stretches = number + 1, stretches + after_break
        yield row
        if stretches > _MOST_BROKEN_OBJECTS:
            raise InputError(
                f"{name} has more than {_MOST_BROKEN_OBJECTS} objects that are not JSON: write the file again"
            )


def _objects(window: Window) -> Iterator[Any]:
    """The values of a list, and `_BROKEN` for each stretch that is not JSON."""
    found: re.Match[str] | regex.Match[str] | None
    while True:
        try:
            value, end = _DECODER.raw_decode(window.text, window.at)
        except (ValueError, RecursionError) as fault:
            if window.grow():
                continue  # it may be whole once more of it is read
            yield _BROKEN
            found = _RESUME.search(window.text, max(window.at, getattr(fault, "pos", window.at) - 1))
        else:
            if window.ends_at(end):
                continue
            yield value
            if _END.match(window.text, end):
                return
            found = _NEXT.match(window.text, end)
            if found is None:
                yield _BROKEN
                found = _RESUME.search(window.text, end)
        if found is None:
            return
        window.at = found.end()


def _rows(value: Any) -> list[Any] | None:
    """The list of releases in a value, or None where it is a single release."""
    if isinstance(value, list):
        return value
    if isinstance(value, Mapping):
        lists = [each for each in value.values() if isinstance(each, list) and each and isinstance(each[0], Mapping)]
        # an object with one list of objects is the list's envelope; a release has none but our own records'
        return lists[0] if len(lists) == 1 and "text" not in value else None
    return None
