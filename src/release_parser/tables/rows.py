"""Records to rows and back, by the same walk over the record types that makes the tables.

>>> from release_parser.records import Contact, Span
>>> reader(Contact)(Contact(kind="phone", value="101", span=Span(start=5, end=8, text="101"), rule="phone"))
['phone', '101', '101', 5, 8, 'phone']
"""

from __future__ import annotations

from collections import defaultdict
from copy import copy
from functools import cache
from typing import TYPE_CHECKING, Any

from release_parser.records import Failure, Record, Release, Span
from release_parser.tables.generate import (
    FLAT,
    ITEMS,
    LISTED,
    MENTIONED,
    columns_of_field,
    element,
    is_record,
    key_of,
    lists_of,
    plain,
    singular,
)
from release_parser.tables.keys import claim_keys

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

Row = tuple[Any, ...]
Rows = dict[str, list[Row]]
"""Rows by table."""


@cache
def reader(kind: type[Record]) -> Callable[[Any], list[Any]]:
    """A function from a record to its values, in the order of its columns."""
    plan: list[tuple[str, Callable[[Any], list[Any]] | None, list[None]]] = []
    for name, field in kind.model_fields.items():
        if element(field.annotation) is not None:
            continue
        bare, _ = plain(field.annotation)
        width = sum(1 for _ in columns_of_field(name, name, field, nullable=False))
        plan.append((name, _span if bare is Span else reader(bare) if is_record(bare) else None, [None] * width))

    def read(record: Any) -> list[Any]:
        values = record.__dict__
        row: list[Any] = []
        for name, nested, nothing in plan:
            value = values[name]
            if nested is None:
                row.append(value)
            else:
                row += nothing if value is None else nested(value)
        return row

    return read


def _span(span: Any) -> list[Any]:
    """The three values of a span."""
    values = span.__dict__
    return [values["text"], values["start"], values["end"]]


def rows_of(release: Release, number: int, rows: Mapping[str, list[Row]], identity: str | None = None) -> None:
    """Add the rows of a release to the tables' lists; `identity` is its document's, of which the keys of its claims are made."""
    rows["releases"].append((number, *reader(Release)(release)))
    keys = claim_keys(release, identity)
    for table, kind in ITEMS.items():
        items = getattr(release, table)
        if not items:
            continue
        read, keyed, target, lists = reader(kind), key_of(table) == "id", rows[table], _lists(table)
        for place, item in enumerate(items, start=1):
            key = item.id if keyed else place
            values = read(item)
            if table == "claims":
                values.append(next(keys))
            target.append((number, *values) if keyed else (number, place, *values))
            for field, name, of_spans in lists:
                listed = getattr(item, field)
                if not listed or (field == "mentions" and table in MENTIONED):
                    continue
                if of_spans:
                    rows[name].extend((number, key, at, *_span(value)) for at, value in enumerate(listed, start=1))
                elif field in ITEMS and (table, field) not in LISTED:
                    named = _named(getattr(release, field))
                    rows[name].extend(
                        (number, key, at, value, named[value]) for at, value in enumerate(listed, start=1)
                    )
                else:
                    rows[name].extend((number, key, at, value) for at, value in enumerate(listed, start=1))
    rows["mentions"].extend(_mentions(release, number))
    rows["quote_speakers"].extend(_speakers(release, number))


def _speakers(release: Release, number: int) -> Iterator[Row]:
    """The rows that tie a quote to its speaker among the people."""
    people = _named(release.people) if release.quotes and release.people else {}
    for quote in release.quotes if people else ():
        if quote.speaker is not None and quote.speaker.person in people:
            yield number, quote.id, people[quote.speaker.person]


def _mentions(release: Release, number: int) -> Iterator[Row]:
    """The rows of the mentions of operations, units and people: each names its one owner."""
    mention = 0
    for table in ITEMS:
        if table not in MENTIONED:
            continue
        for place, item in enumerate(getattr(release, table), start=1):
            owners: list[Any] = [None] * len(MENTIONED)
            owners[MENTIONED.index(table)] = item.id if key_of(table) == "id" else place
            for span in item.mentions:
                mention += 1
                yield (number, mention, *owners, *_span(span))


def _named(items: Sequence[Any]) -> dict[str, int]:
    """The place of each name; the first where two have the same."""
    return {item.name: len(items) - at for at, item in enumerate(reversed(items))}


@cache
def _lists(table: str) -> tuple[tuple[str, str, bool], ...]:
    """The lists inside the records of a table: field, table, and whether it holds spans."""
    return tuple((field, f"{singular(table)}_{field}", kind is Span) for field, kind in lists_of(ITEMS[table]).items())


def empty_rows() -> Rows:
    """No rows yet, for every flat table."""
    return {table.name: [] for table in FLAT}


@cache
def builder(kind: type[Record]) -> Callable[[Sequence[Any], int], tuple[dict[str, Any], int]]:
    """The way back: from values at a place in a row to what validates as the record, and the place behind them."""
    plan: list[tuple[str, Callable[[Sequence[Any], int], tuple[dict[str, Any], int]] | None, int, int]] = []
    for name, field in kind.model_fields.items():
        if element(field.annotation) is not None:
            continue
        bare, optional = plain(field.annotation)
        columns = list(columns_of_field(name, name, field, nullable=False))
        # an optional record is there where one of the columns that it cannot do without is
        needed = -1
        if optional and bare is Span:
            needed = 1
        elif optional and is_record(bare):
            needed = next(
                at
                for at, column in enumerate(columns_of_field(name, name, _required(kind, name), nullable=False))
                if not column.nullable
            )
        plan.append(
            (name, _build_span if bare is Span else builder(bare) if is_record(bare) else None, len(columns), needed)
        )

    def build(row: Sequence[Any], at: int) -> tuple[dict[str, Any], int]:
        values: dict[str, Any] = {}
        for name, nested, width, needed in plan:
            if nested is None:
                values[name] = row[at]
            elif needed >= 0 and row[at + needed] is None:
                values[name] = None
            else:
                values[name], _ = nested(row, at)
            at += width
        return values, at

    return build


def _required(kind: type[Record], name: str) -> Any:
    """The field as if it could not be None, so that its columns show which of them it needs."""
    field = copy(kind.model_fields[name])
    field.annotation = plain(field.annotation)[0]
    return field


def _build_span(row: Sequence[Any], at: int) -> tuple[dict[str, Any], int]:
    """The span from three values of a row, and the place behind them."""
    return {"text": row[at], "start": row[at + 1], "end": row[at + 2]}, at + 3


def records_of(rows: Mapping[str, Iterable[Sequence[Any]]]) -> dict[int, Release]:
    """The releases that these rows (in the columns of the flat tables, any order) are of, by number."""
    found: dict[int, dict[str, Any]] = {}
    for row in rows["releases"]:
        values, _ = builder(Release)(row, 1)
        found[row[0]] = values
    owners: dict[tuple[str, int, Any], dict[str, Any]] = {}
    for table, kind in ITEMS.items():
        keyed, build = key_of(table) == "id", builder(kind)
        grouped: dict[int, list[tuple[int, dict[str, Any]]]] = defaultdict(list)
        for row in rows[table]:
            values, _ = build(row, 1 if keyed else 2)
            place = int(values["id"][1:]) if keyed else row[1]
            values.update((field, []) for field, _, _ in _lists(table))
            owners[table, row[0], values["id"] if keyed else place] = values
            grouped[row[0]].append((place, values))
        for number, items in grouped.items():
            found[number][table] = [values for _, values in sorted(items, key=lambda pair: pair[0])]
        for field, name, of_spans in _lists(table):
            if field != "mentions" or table not in MENTIONED:
                for row in sorted(rows[name], key=lambda row: row[2]):
                    owners[table, row[0], row[1]][field].append(_build_span(row, 3)[0] if of_spans else row[3])
    for row in sorted(rows["mentions"], key=lambda row: row[1]):
        at = next(at for at in range(len(MENTIONED)) if row[2 + at] is not None)
        owners[MENTIONED[at], row[0], row[2 + at]]["mentions"].append(_build_span(row, 2 + len(MENTIONED))[0])
    return {number: Release.model_validate(values) for number, values in found.items()}


def numbered_rows(
    records: Sequence[Release | Failure], last: int, identities: Sequence[str | None] | None = None
) -> Rows:
    """The flat rows of records, numbered from behind `last`: a release's number is its place among all inputs."""
    rows = empty_rows()
    for position, record in enumerate(records, start=last + 1):
        if isinstance(record, Failure):
            rows["failures"].append((position, record.source, record.stage, record.error))
        else:
            rows_of(record, position, rows, None if identities is None else identities[position - last - 1])
    return rows


def in_order(rows: Rows) -> Iterator[Release | Failure]:
    """The records of flat tables, in input order."""
    records: dict[int, Release | Failure] = {
        row[0]: Failure(source=row[1], stage=row[2], error=row[3]) for row in rows["failures"]
    }
    records.update(records_of(rows))
    for position in sorted(records):
        yield records[position]
