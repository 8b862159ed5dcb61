"""A record as the page holds it: plain JSON with every span as two offsets, and nothing that is empty.

In: a `Release` or `Failure`. Out: a dict for `json.dumps`, with the same field names as the record. The words of a span are in
the text, which the page holds once, so they are left out here. Offsets count UTF-16 units, as JavaScript's strings do.

>>> from release_parser.records import Contact, ParserInfo, Release, Span, release_id
>>> text = "\N{POLICE CAR} Call 101"
>>> contact = Contact(kind="phone", value="101", span=Span(start=7, end=10, text="101"), rule="phone")
>>> release = Release(id=release_id(text), text=text, contacts=(contact,), parser=ParserInfo(version="1", model="m"))
>>> compact(release)["contacts"]
[{'kind': 'phone', 'value': '101', 'span': [8, 11], 'rule': 'phone', 'id': 'n1'}]
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

from release_parser.records import Failure, Record, Release, Span
from release_parser.records.base import plain_number
from release_parser.tables.generate import ITEMS

if TYPE_CHECKING:
    from collections.abc import Callable

LETTERS = {
    "claims": "C",
    "comparisons": "V",
    "breakdowns": "B",
    "tallies": "T",
    "operations": "O",
    "police_units": "U",
    "people": "P",
    "quotes": "Q",
    "contacts": "N",
    "non_claims": "X",
}
"""The letter of each kind of finding, in its address (`#id/c3`) and beside its marks. A kind without one takes its first letter."""


def letter(kind: str) -> str:
    """The letter of a list of the record: 'C' for claims."""
    return LETTERS.get(kind, kind[:1].upper())


def compact(record: Release | Failure) -> dict[str, Any]:
    """The record as the page holds it; a failure as `{"failure": …}`."""
    if isinstance(record, Failure):
        return {"failure": {"source": record.source, "stage": record.stage, "error": record.error}}
    found: dict[str, Any] = _plain(record, utf16_offsets(record.text))
    for name in ITEMS:
        for number, item in enumerate(found.get(name, ()), 1):
            item.setdefault("id", f"{letter(name).lower()}{number}")
    return found


def utf16_offsets(text: str) -> Callable[[int], int]:
    """From code points to UTF-16 units: characters beyond the basic plane, as most emoji are, take two."""
    wide = [at for at, character in enumerate(text) if character > "\uffff"]
    if not wide:
        return lambda at: at
    return lambda at: at + bisect_left(wide, at)


@cache
def _fields(kind: type[Record]) -> tuple[str, ...]:
    """The fields of a record class."""
    return tuple(kind.model_fields)


def _plain(value: Any, offset: Callable[[int], int]) -> Any:
    """A value of a record as JSON, without empty fields, spans as pairs of offsets."""
    if isinstance(value, Span):
        return [offset(value.start), offset(value.end)]
    if isinstance(value, Record):
        content = value.__dict__
        return {
            name: _plain(inner, offset)
            for name in _fields(type(value))
            if (inner := content[name]) is not None and inner != ()
        }
    if isinstance(value, tuple):
        return [_plain(item, offset) for item in value]
    if isinstance(value, Decimal):
        return plain_number(value)
    return value.isoformat() if isinstance(value, dt.date) else value
