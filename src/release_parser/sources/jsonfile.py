"""JSON: one release, a list of them, or an object that holds the list ('items', 'releases', 'results' …).

In: a file. Out: a document for each object, or a `Failure` whose source is its place: 'releases.json[6]'.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from release_parser.errors import InputError
from release_parser.records import Failure
from release_parser.sources.blob import checked_text, in_units
from release_parser.sources.jsonlines import parse_json, read_row

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
    value = parse_json(checked_text(raw, blob.name), blob.name)
    rows = _rows(value)
    if rows is None:
        yield read_row(value, blob.name, options)
        return
    if not rows:
        raise InputError(f"{blob.name} holds an empty list: there is nothing to parse")
    for number, row in enumerate(rows):
        where = f"{blob.name}[{number}]"
        try:
            yield read_row(row, where, options)
        except InputError as error:
            yield Failure(source=where, stage="read", error=str(error))


def _rows(value: Any) -> list[Any] | None:
    if isinstance(value, list):
        return value
    if isinstance(value, Mapping):
        lists = [each for each in value.values() if isinstance(each, list) and each and isinstance(each[0], Mapping)]
        # an object with one list of objects is the list's envelope; a release has none but our own records'
        return lists[0] if len(lists) == 1 and "text" not in value else None
    return None
