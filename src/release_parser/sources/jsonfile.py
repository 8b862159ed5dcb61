"""JSON: one release, a list of them, or an object that holds the list ('items', 'releases', 'results' …).

In: a file. Out: a document for each object, or a `Failure` whose source is its place: 'releases.json[6]'.
"""

from __future__ import annotations

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
    from collections.abc import Iterator

    from release_parser.sources.blob import Blob, Options
    from release_parser.text import Document


def read(blob: Blob, options: Options) -> Iterator[Document | Failure]:
    """A document for each object of the list, or the one."""
    raw = blob.stream.read(options.limits.whole + 1)
    if len(raw) > options.limits.whole:
        raise InputError(
            f"{blob.name} is larger than {in_units(options.limits.whole)}; convert it to .jsonl, which is read line by line"
        )
    if b"\0" not in raw:  # one control character in one text is no reason to lose the others
        raw = CONTROL.sub(b"\xef\xbf\xbd", raw)
    content = checked_text(raw, blob.name)
    del raw
    try:
        value = parse_json(content, blob.name)
    except InputError as error:
        start = _LIST.match(content)
        if start is None:
            raise
        yield from _read_apart(content, start.end(), blob.name, str(error), options)
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


# where a list of objects begins: in the file itself, or behind the first few fields of an object that is its envelope
_LIST = regex.compile(r"\s*+(?:\{[^\[\]]{0,5000}+)?\[\s*+(?=\{)")
_NEXT = regex.compile(r"\s*+,\s*+(?=\{)")
_END = regex.compile(r"\s*+\]")
_RESUME = regex.compile(r"(?:\}\s*+,|\n)\s*+(?=\{\s*+\")")
_BROKEN = object()
_DECODER = JSONDecoder(parse_int=parse_int)
_AGAIN = 100  # stretches that are no JSON: a file with more is none


def _read_apart(content: str, at: int, name: str, error: str, options: Options) -> Iterator[Document | Failure]:
    """The objects of a list that is not valid as a whole, one by one; a stretch that is no JSON is a `Failure` in its place.

    Behind it the list goes on at the next object that is a release: what is left of the broken one is no input.
    """
    number = stretches = 0
    after_break = False
    for value in _objects(content, at):
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
        if stretches > _AGAIN:
            raise InputError(f"{name} has more than {_AGAIN} objects that are no JSON: write the file again")


def _objects(content: str, at: int) -> Iterator[Any]:
    """The values of a list, and `_BROKEN` for each stretch that is none."""
    found: regex.Match[str] | None
    while True:
        try:
            value, at = _DECODER.raw_decode(content, at)
        except (ValueError, RecursionError) as fault:
            yield _BROKEN
            found = _RESUME.search(content, max(at, getattr(fault, "pos", at) - 1))
        else:
            yield value
            if _END.match(content, at):
                return
            found = _NEXT.match(content, at)
            if found is None:
                yield _BROKEN
                found = _RESUME.search(content, at)
        if found is None:
            return
        at = found.end()


def _rows(value: Any) -> list[Any] | None:
    if isinstance(value, list):
        return value
    if isinstance(value, Mapping):
        lists = [each for each in value.values() if isinstance(each, list) and each and isinstance(each[0], Mapping)]
        # an object with one list of objects is the list's envelope; a release has none but our own records'
        return lists[0] if len(lists) == 1 and "text" not in value else None
    return None
