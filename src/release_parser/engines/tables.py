"""Records as tables on a cluster: claims, tallies, quotes and the rest, without a database.

In: an Arrow table with a column `record` (a record's JSON), as `engines.arrow.ParseTable` returns it. Out: a row for each claim (or tally,
or quote …), behind its release's id, URL, title, date and publisher.

>>> import pyarrow as pa
>>> from release_parser.engines.arrow import ParseTable
>>> records = ParseTable()(pa.table({"text": ["Officers made 34 arrests."], "title": ["Raid"]}))
>>> claims = RowsOf("claims")(records)
>>> claims.select(["title", "value", "head"]).to_pylist()
[{'title': 'Raid', 'value': Decimal('34.000000000000'), 'head': 'arrest'}]
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter

from release_parser.engines.arrow import IDENTITY, pa
from release_parser.errors import InputError
from release_parser.records import Failure, Release
from release_parser.tables import FLAT, NUMBER, TABLE
from release_parser.tables.arrow import flat_schema, flat_table
from release_parser.tables.flat import flat_claims
from release_parser.tables.rows import numbered_rows
from release_parser.tables.views import CLAIMS_FLAT, RELEASE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from release_parser.tables import Column

_RECORD: TypeAdapter[Release | Failure] = TypeAdapter(Release | Failure)
NAMES = tuple(table.name for table in FLAT)
"""The tables that there are."""
_IN_FRONT = tuple(column for column in RELEASE if column.name != NUMBER)
_SPARK = {"int32": "int", "date32[day]": "date", "bool": "boolean"}
_LARGEST_DECIMAL = Decimal(10) ** 26


class RowsOf:
    """Makes the rows of one table. It is small when pickled, so Ray Data, Spark and Dask can use it as it is."""

    def __init__(self, table: str) -> None:
        if table not in NAMES:
            raise InputError(f"there is no table {table!r}; there are {', '.join(NAMES)}")
        self.table = table

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns of the table."""
        if self.table == "claims":
            return tuple(column for column in CLAIMS_FLAT if column.name != NUMBER)
        own = tuple(column for column in TABLE[self.table].flat if column.name not in (NUMBER, "position"))
        return own if self.table in ("releases", "failures") else (*_IN_FRONT, *own)

    @property
    def schema(self) -> Any:
        """The table's schema in Arrow."""
        return flat_schema(self.columns)

    @property
    def spark_schema(self) -> str:
        """The table's schema as Spark's `mapInArrow` expects it."""
        named = ((field.name, str(field.type)) for field in self.schema)
        return ", ".join(f"{name} {_SPARK.get(kind, kind.replace('decimal128', 'decimal'))}" for name, kind in named)

    def __call__(self, records: Any) -> Any:
        """A `pyarrow.Table` or `RecordBatch` of records as the table of their rows."""
        names = records.schema.names
        if "record" not in names:
            raise InputError(f"there is no column 'record', only {', '.join(names)}: parse the releases first")
        lines = records.column("record").to_pylist()
        identities = records.column(IDENTITY).to_pylist() if IDENTITY in names else [None] * len(lines)
        rows = [row for line, name in zip(lines, identities, strict=True) for row in self._rows(line, name)]
        return flat_table(self.columns, rows)

    def batches(self, batches: Iterable[Any]) -> Iterator[Any]:
        """An iterator of record batches as one of row batches: what Spark's `mapInArrow` calls."""
        for batch in batches:
            yield from self(batch).to_batches()

    def _rows(self, line: str, identity: str | None) -> Iterator[tuple[Any, ...]]:
        """The rows of one record."""
        record = _RECORD.validate_json(line)
        rows = numbered_rows([record], 0, [identity])
        if self.table == "claims":
            found: Iterable[tuple[Any, ...]] = (row[1:] for row in flat_claims(rows))
        elif self.table in ("releases", "failures") or isinstance(record, Failure):
            found = (row[1:] for row in rows[self.table])
        else:
            front = _in_front(record)
            found = ((*front, *row[1:]) for row in rows[self.table])
        return (tuple(map(_fitting, row)) for row in found)


def _in_front(release: Release) -> tuple[Any, ...]:
    """The values of the release that stand before each row."""
    given = {
        **{column.name: getattr(release, column.name, None) for column in _IN_FRONT},
        "release_id": release.id,
        "month": None if release.published is None else release.published.isoformat()[:7],
    }
    return tuple(given[column.name] for column in _IN_FRONT)


def _fitting(value: Any) -> Any:
    """The number, or None where it has more digits than a column holds; the words that give it stand in another column."""
    if not isinstance(value, Decimal) or (abs(value) < _LARGEST_DECIMAL and value == round(value, 12)):
        return value
    return None


def table_of(records: Any, table: str) -> Any:
    """A Ray dataset of records as a dataset of one table's rows: `table_of(parse_dataset(dataset), "claims")`."""
    return records.map_batches(RowsOf(table), batch_format="pyarrow")


__all__ = ["NAMES", "RowsOf", "pa", "table_of"]
