"""Arrow tables as input and output: the form in which Ray Data, Spark, Dask and Parquet pass rows.

In: a table with a column `text` and, optionally, `source`, `url`, `title`, `published` (a date, or a text that begins with an ISO date),
`publisher` and `identity` (what identifies the document; otherwise its `url`, else its `source`). Out: one row for each row, in order:
`id`, `identity`, `source`, `url`, `title`, `publisher`, `published`, `error` (null for a release), `record` (its JSON).

>>> import pyarrow as pa
>>> table = ParseTable()(pa.table({"text": ["Officers made 34 arrests.", ""], "source": ["a", "b"]}))
>>> table["source"].to_pylist(), [error is None for error in table["error"].to_pylist()]
(['a', 'b'], [True, False])
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

from release_parser.engines.batch import ParseBatch
from release_parser.errors import InputError
from release_parser.extras import need
from release_parser.records import Failure, Release
from release_parser.tables.keys import identity_of
from release_parser.text import Document

pa = need("pyarrow", "arrow", "a table of Arrow")
IDENTITY = "identity"
_STRINGS = ("id", IDENTITY, "source", "url", "title", "publisher")
SCHEMA = pa.schema(
    [
        *((name, pa.string()) for name in _STRINGS),
        ("published", pa.date32()),
        ("error", pa.string()),
        ("record", pa.string()),
    ]
)
"""The columns that come out."""
SPARK_SCHEMA = ", ".join(f"{name} {'date' if name == 'published' else 'string'}" for name in SCHEMA.names)
"""The same, as Spark's `mapInArrow` wants it."""
_GIVEN = ("source", "url", "title", "published", "publisher")


class ParseTable:
    """Parses tables. It is small when pickled and builds its parser once where it arrives, so it can be Ray Data's actor class too."""

    def __init__(self, batch: ParseBatch | None = None) -> None:
        self._batch = batch or ParseBatch()

    def __call__(self, table: Any) -> Any:
        """A `pyarrow.Table` or `RecordBatch` as the table of its records."""
        given = table.column(IDENTITY).to_pylist() if IDENTITY in table.schema.names else [None] * table.num_rows
        records = self._batch(documents_of(table))
        rows = [_row(record, identity) for record, identity in zip(records, given, strict=True)]
        return pa.Table.from_pylist(rows, schema=SCHEMA)

    def batches(self, batches: Iterable[Any]) -> Iterator[Any]:
        """An iterator of record batches as one of parsed batches: what Spark's `mapInArrow` calls."""
        for batch in batches:
            yield from self(batch).to_batches()


def documents_of(table: Any) -> list[Document]:
    """The documents in a table."""
    if "text" not in table.schema.names:
        raise InputError(
            f"there is no column 'text', only {', '.join(table.schema.names)}: rename the one that holds the releases"
        )
    columns = {name: table.column(name).to_pylist() for name in ("text", *_GIVEN) if name in table.schema.names}
    return [_document(dict(zip(columns, values, strict=True))) for values in zip(*columns.values(), strict=True)]


def _document(row: dict[str, Any]) -> Document:
    """The document of one row."""
    given = {name: str(row[name]) for name in ("source", "url", "title", "publisher") if row.get(name) is not None}
    return Document(row["text"] or "", published=_date(row.get("published")), **given)


def _date(value: Any) -> dt.date | None:
    """The date of a cell, or None where it holds none, as 'last Tuesday' does; then the text may give it."""
    if isinstance(value, dt.datetime):
        return value.date()
    if value is None or isinstance(value, dt.date):
        return value
    try:
        return dt.date.fromisoformat(str(value)[:10])
    except ValueError:  # 'last Tuesday': as if nothing were given; the text may say it
        return None


def _row(record: Release | Failure, identity: str | None) -> dict[str, Any]:
    """The row of one record."""
    named = {IDENTITY: identity or identity_of(record), "source": record.source, "record": record.model_dump_json()}
    if isinstance(record, Failure):
        return {**named, "error": record.error}
    return {
        **named,
        "id": record.id,
        **{name: getattr(record, name) for name in ("url", "title", "publisher", "published")},
    }
