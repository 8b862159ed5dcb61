"""The records as Arrow: flat tables, and one nested column set for whole records. Needs pyarrow.

>>> from release_parser.tables import TABLE
>>> flat_schema(TABLE["quote_speakers"].columns).names
['release_number', 'quote', 'person']
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, get_origin

import pyarrow as pa

from release_parser.records import Failure, Release
from release_parser.tables.ddl import PRECISION, SCALE
from release_parser.tables.generate import element, is_record, plain
from release_parser.tables.keys import claim_keys

if TYPE_CHECKING:
    from collections.abc import Sequence

    from release_parser.tables.spec import Column

_FLAT = {
    "text": pa.string(),
    "integer": pa.int32(),
    "number": pa.decimal128(PRECISION, SCALE),
    "boolean": pa.bool_(),
    "date": pa.date32(),
    "timestamp": pa.timestamp("us"),
}
_NESTED = {str: "text", int: "integer", Decimal: "number", bool: "boolean", dt.date: "date"}
_FAILURE = tuple(name for name in Failure.model_fields if name not in Release.model_fields)


def flat_schema(columns: Sequence[Column]) -> pa.Schema:
    """The schema of a flat table."""
    return pa.schema(
        [
            pa.field(column.name, _FLAT[column.type], column.nullable, {"description": column.description})
            for column in columns
        ]
    )


def flat_table(columns: Sequence[Column], rows: Sequence[Sequence[Any]]) -> pa.Table:
    """Rows as an Arrow table. Raises `pa.ArrowInvalid` for a number that has more digits than the column."""
    schema = flat_schema(columns)
    if not rows:
        return schema.empty_table()
    arrays = [pa.array(values, field.type) for values, field in zip(zip(*rows, strict=True), schema, strict=True)]
    return pa.Table.from_arrays(arrays, schema=schema)


@cache
def record_schema() -> pa.Schema:
    """The schema of whole records, a row each: a release's fields, and those of the failure that stands in its place."""
    fields = [
        _field(name, field.annotation, field.description, nullable=True) for name, field in Release.model_fields.items()
    ]
    fields += [
        _field(name, Failure.model_fields[name].annotation, Failure.model_fields[name].description, nullable=True)
        for name in _FAILURE
    ]
    return pa.schema(fields)


IDENTITY, KEYS = "identity", "claim_keys"
"""Columns beside a record's own: what its document is, and the keys of its claims in their order."""


@cache
def keyed_schema() -> pa.Schema:
    """The schema of whole records with what they are known by."""
    keys = pa.list_(pa.field("element", pa.string(), nullable=False))
    return (
        record_schema()
        .append(
            pa.field(
                IDENTITY, pa.string(), metadata={"description": "the document: its URL, or its name in the archive"}
            )
        )
        .append(
            pa.field(KEYS, keys, metadata={"description": "a key for each of its claims, in their order, that stays"})
        )
    )


def _field(name: str, annotation: Any, description: str | None, *, nullable: bool = False) -> pa.Field:
    """The Arrow field for a field of a record."""
    _, optional = plain(annotation)
    return pa.field(
        name, _type(annotation), optional or nullable, {"description": description} if description else None
    )


def _type(annotation: Any) -> pa.DataType:
    """The Arrow type for the annotation of a field."""
    inner = element(annotation)
    if inner is not None:
        return pa.list_(pa.field("element", _type(inner), nullable=False))
    bare, _ = plain(annotation)
    if is_record(bare):
        return pa.struct(
            [_field(name, field.annotation, field.description) for name, field in bare.model_fields.items()]
        )
    return pa.string() if get_origin(bare) is Literal else _FLAT[_NESTED[bare]]


def nested_batch(records: Sequence[tuple[Release | Failure, str | None]]) -> pa.RecordBatch:
    """Whole records with their documents, a row each. Raises `pa.ArrowInvalid` for a number that has more digits than the column."""
    rows = [
        {
            **record.model_dump(),
            IDENTITY: identity,
            KEYS: None if isinstance(record, Failure) else list(claim_keys(record, identity)),
        }
        for record, identity in records
    ]
    return pa.RecordBatch.from_pylist(rows, schema=keyed_schema())


def nested_record(row: dict[str, Any]) -> Release | Failure:
    """A row as the record that it was."""
    if row["error"] is not None:
        return Failure(source=row["source"], **{name: row[name] for name in _FAILURE})
    return Release.model_validate({name: row[name] for name in Release.model_fields})
