"""The tables as dbt's sources, with the tests that hold for them: a `schema.yml` to put beside one's models.

>>> print(dbt_sources().split("tables:")[0])
version: 2
<BLANKLINE>
sources:
- name: release_parser
  description: What releases say, as release_parser wrote it
<BLANKLINE>
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from release_parser.tables.generate import TABLES
from release_parser.tables.views import VIEW_DESCRIPTIONS, VIEWS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from release_parser.tables.spec import Column, Table

SOURCE = "release_parser"


def dbt_sources() -> str:
    """A `schema.yml`: every table and view, every column with its meaning, keys, references and closed lists as tests."""
    import yaml  # noqa: PLC0415 - `import release_parser` does not load it

    tables = [_table(table) for table in TABLES]
    tables += [
        {"name": name, "description": VIEW_DESCRIPTIONS[name], "columns": _columns(columns)}
        for name, columns in VIEWS.items()
    ]
    source = {"name": SOURCE, "description": "What releases say, as release_parser wrote it", "tables": tables}
    written: str = yaml.safe_dump({"sources": [source]}, sort_keys=False, allow_unicode=True, width=120)
    return f"version: 2\n\n{written}"


def _table(table: Table) -> dict[str, Any]:
    """The entry of one table."""
    return {"name": table.name, "description": table.description, "columns": _columns(table.columns, table)}


def _columns(columns: Sequence[Column], table: Table | None = None) -> list[dict[str, Any]]:
    """The entries of columns, with their tests where they belong to a table."""
    return [
        {
            "name": column.name,
            "description": column.description,
            **({"data_tests": tests} if table is not None and (tests := _tests(column, table)) else {}),
        }
        for column in columns
    ]


def _tests(column: Column, table: Table) -> list[Any]:
    """What dbt can test of a column. References of several columns are the database's own to hold."""
    tests: list[Any] = []
    if not column.nullable:
        tests.append("not_null")
    if (column.name,) in (table.key, *table.unique):
        tests.append("unique")
    if column.values:
        tests.append({"accepted_values": {"values": list(column.values)}})
    tests += [
        {"relationships": {"to": f"source('{SOURCE}', '{reference.table}')", "field": reference.target[0]}}
        for reference in table.references
        if reference.columns == (column.name,)
    ]
    return tests
