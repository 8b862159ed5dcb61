"""The codebook: every table, view and column, from the same place as the tables themselves.

>>> codebook("md").splitlines()[0]
'# Codebook'
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from release_parser.errors import InputError
from release_parser.extras import need
from release_parser.records import Release
from release_parser.tables.datasette import datasette_metadata
from release_parser.tables.dbt import dbt_sources
from release_parser.tables.ddl import DIALECTS, PRECISION, SCALE, create_all
from release_parser.tables.generate import FLAT, TABLES
from release_parser.tables.versions import SCHEMA_VERSION
from release_parser.tables.views import CLAIMS_FLAT, VIEW_DESCRIPTIONS, VIEWS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from release_parser.tables.spec import Column, Table

FORMATS = ("json", "md", "sql", "arrow", "dbt", "datasette")
_HEAD = f"""\
# Codebook

What every table, view and column means, in SQLite, PostgreSQL, DuckDB, Parquet and CSV alike. Generated from the record types by
`release-parser schema --format md`: a change is made there, not here. Tables of version {SCHEMA_VERSION}.

* `release_number` joins everything: `claims JOIN releases USING (release_number)`.
* Within a release a claim is known by its `id` (`c1`), a quote by its `id` (`q1`), anything else by its `number`.
* `X`, `X_start` and `X_end` are the words of the text that say so, and where they stand: `X` is `text` from `X_start` to `X_end`, in
  Unicode code points from 0.
* Numbers are exact: NUMERIC in SQLite and PostgreSQL, DECIMAL({PRECISION},{SCALE}) in DuckDB, Parquet and Arrow.
* Dates in SQLite are text, `2021-01-15`.
"""


def codebook(shape: str, *, dialect: str = "postgresql", database: str = "releases") -> str:
    """The codebook as Markdown, JSON Schema, SQL of a dialect, Arrow schemas, dbt's sources, or metadata of a database for Datasette."""
    if shape == "md":
        return "\n".join(_markdown())
    if shape == "json":
        return json.dumps(
            {
                "$schema": "https://json-schema.org/draft/2020-12/schema",
                **Release.model_json_schema(mode="serialization"),
            },
            indent=2,
        )
    if shape == "sql":
        known = next((each for each in DIALECTS if each == dialect), None)
        if known is None:
            raise InputError(f"--dialect is {dialect!r}; it is one of {', '.join(DIALECTS)}")
        return "\n\n".join(f"{statement};" for statement in create_all(known))
    if shape == "arrow":
        return _arrow()
    if shape == "datasette":
        return json.dumps(datasette_metadata(database), indent=2, ensure_ascii=False)
    if shape == "dbt":
        return dbt_sources()
    raise InputError(f"--format is {shape!r}; it is one of {', '.join(FORMATS)}")


def _markdown() -> Iterator[str]:
    """The codebook as Markdown, piece by piece."""
    yield _HEAD
    yield "## Views\n"
    yield "What most people query; in databases alone. The frames of `to_pandas()` and `to_polars()` are `claims_flat`; so is the file `claims.csv`, in an order for people.\n"
    for name, columns in VIEWS.items():
        yield f"### {name}\n"
        yield f"{VIEW_DESCRIPTIONS[name]}.\n"
        yield from _columns(columns)
    yield "## Tables\n"
    for table in TABLES:
        yield f"### {table.name}\n"
        yield f"{table.description.rstrip('.')}.{' In databases alone.' if table.bookkeeping else ''}\n"
        yield from _columns(table.columns, table)


def _columns(columns: Sequence[Column], table: Table | None = None) -> Iterator[str]:
    """A table of columns."""
    yield "| column | type | null | meaning |"
    yield "|---|---|---|---|"
    refers = {}
    for reference in table.references if table else ():
        refers[reference.columns[-1]] = f"{reference.table}.{reference.target[-1]}"
    for column in columns:
        notes = [column.description]
        if column.values:
            notes.append("one of " + ", ".join(f"`{value}`" for value in column.values))
        if table is not None and column.name in table.key:
            notes.append("part of the key" if len(table.key) > 1 else "the key")
        if column.name in refers:
            notes.append(f"refers to `{refers[column.name]}`")
        if column.bookkeeping:
            notes.append("in databases alone")
        meaning = "; ".join(note for note in notes if note).replace("|", "\\|")
        yield f"| `{column.name}` | {column.type} | {'yes' if column.nullable else ''} | {meaning} |"
    yield ""


def _arrow() -> str:
    """The Arrow schemas as text."""
    need("pyarrow", "arrow", "--format arrow")
    from release_parser.tables.arrow import flat_schema, record_schema  # noqa: PLC0415 - an extra

    parts = [("a file of whole records (.parquet, .arrow)", record_schema())]
    parts += [(f"{table.name}.parquet", flat_schema(table.flat)) for table in FLAT]
    parts.append(("the frames of to_pandas() and to_polars()", flat_schema(CLAIMS_FLAT)))
    return "\n\n".join(
        f"# {name}\n{schema.to_string(show_field_metadata=False, element_size_limit=100_000)}" for name, schema in parts
    )
