"""The tables as SQL: for SQLite, PostgreSQL and DuckDB.

Written out here, not by SQLAlchemy, because DuckDB needs it too and `release-parser schema --format sql` shall need nothing.

>>> from release_parser.tables import TABLE
>>> print(create_table(TABLE["operation_aliases"], "duckdb"))
CREATE TABLE operation_aliases (
  release_number INTEGER NOT NULL,
  operation INTEGER NOT NULL,
  number INTEGER NOT NULL,
  alias VARCHAR NOT NULL,
  PRIMARY KEY (release_number, operation, number),
  FOREIGN KEY (release_number, operation) REFERENCES operations (release_number, number)
)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from release_parser.tables.generate import TABLES
from release_parser.tables.views import VIEW_DESCRIPTIONS, VIEWS, Dialect, quoted, view_statements

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from release_parser.tables.spec import Column, Table

DIALECTS: tuple[Dialect, ...] = ("sqlite", "postgresql", "duckdb")
PRECISION, SCALE = 38, 12
"""Of decimals where a format wants to know: 26 digits before the point, 12 behind it."""
_TYPES = {
    "sqlite": {"text": "TEXT", "integer": "INTEGER", "number": "NUMERIC", "boolean": "BOOLEAN", "date": "DATE", "timestamp": "TIMESTAMP"},
    "postgresql": {"text": "TEXT", "integer": "INTEGER", "number": "NUMERIC", "boolean": "BOOLEAN", "date": "DATE", "timestamp": "TIMESTAMPTZ"},
    "duckdb": {"text": "VARCHAR", "integer": "INTEGER", "number": f"DECIMAL({PRECISION},{SCALE})", "boolean": "BOOLEAN", "date": "DATE", "timestamp": "TIMESTAMP"},
}  # fmt: skip
CLOSED = ("kind", "bound")
"""Lists that the database holds to. A new word in one of them is a new version of the tables, whose step must let it in."""
KEPT = ("parser_runs", "files")
"""Tables whose rows are not taken away with what refers to them."""
SEARCH = "releases_search"
"""The full-text index of SQLite, over title and text of the releases."""


def column_definition(column: Column, dialect: Dialect, *, nullable: bool = False) -> str:
    """A column as CREATE TABLE and ALTER TABLE write it; with `nullable` it may be empty all the same."""
    return f"{column.name} {_TYPES[dialect][column.type]}{'' if column.nullable or nullable else ' NOT NULL'}"


def create_table(table: Table, dialect: Dialect, nullable: Collection[str] = (), *, keys: bool = True) -> str:
    """CREATE TABLE; columns in `nullable` may be empty, though they never are in a new database."""
    lines = [column_definition(column, dialect, nullable=column.name in nullable) for column in table.columns]
    notes = [column.description for column in table.columns]
    lines += checks(table)
    if keys:
        lines += [f"PRIMARY KEY ({', '.join(table.key)})", *(f"UNIQUE ({', '.join(each)})" for each in table.unique)]
    lines += [
        f"FOREIGN KEY ({', '.join(reference.columns)}) REFERENCES {reference.table} ({', '.join(reference.target)})"
        + ("" if reference.table in KEPT or dialect == "duckdb" else " ON DELETE CASCADE")
        for reference in (table.references if keys else ())
    ]
    notes += [""] * (len(lines) - len(notes))
    last = len(lines) - 1
    # SQLite keeps the words of CREATE TABLE, comments too: they are the only place for a codebook in its file
    body = "\n".join(
        f"  {line}{'' if at == last else ','}{f'  -- {note}' if note and dialect == 'sqlite' else ''}"
        for at, (line, note) in enumerate(zip(lines, notes, strict=True))
    )
    return f"CREATE TABLE {table.name} (\n{body}\n)"


def checks(table: Table) -> list[str]:
    """CHECK of what always holds: spans have their ends in order, and kinds and bounds are those of the records."""
    names = [column.name for column in table.columns]
    spans = [name.removesuffix("_start") for name in names if name.endswith("_start") and f"{name[:-6]}_end" in names]
    offsets = [
        f"CHECK ({span}_start >= 0 AND {span}_start <= {span}_end)"
        for span in spans
        if all(column.type == "integer" for column in table.columns if column.name == f"{span}_start")
    ]
    closed = [
        f"CHECK ({column.name} IN ({', '.join(map(quoted, column.values))}))"
        for column in table.columns
        if column.values and column.name in CLOSED
    ]
    return [*offsets, *closed]


def create_indexes(table: Table, dialect: Dialect) -> Iterator[str]:
    """CREATE INDEX for what people filter by."""
    if dialect != "duckdb":
        for columns in table.indexes:
            # a path or row id may be longer than PostgreSQL's ordered index takes; its hash index takes any length
            hashed = dialect == "postgresql" and columns == ("source",)
            yield (
                f"CREATE INDEX IF NOT EXISTS {table.name}_{'_'.join(columns)} ON {table.name} "
                f"{'USING hash ' if hashed else ''}({', '.join(columns)})"
            )


def create_views(dialect: Dialect) -> Iterator[str]:
    """CREATE VIEW for each view."""
    for name, select in view_statements(dialect).items():
        yield f"CREATE VIEW {name} AS\n{select}"


def drop_views() -> Iterator[str]:
    """DROP VIEW for each view."""
    for name in VIEWS:
        yield f"DROP VIEW IF EXISTS {name}"


def comments(dialect: Dialect) -> Iterator[str]:
    """COMMENT ON for every table, view and column, where the database has such."""
    if dialect == "sqlite":
        return
    for table in TABLES:
        yield f"COMMENT ON TABLE {table.name} IS {quoted(table.description)}"
        for column in table.columns:
            yield f"COMMENT ON COLUMN {table.name}.{column.name} IS {quoted(column.description)}"
    for name, columns in VIEWS.items():
        yield f"COMMENT ON VIEW {name} IS {quoted(VIEW_DESCRIPTIONS[name])}"
        if dialect == "postgresql":
            for column in columns:
                yield f"COMMENT ON COLUMN {name}.{column.name} IS {quoted(column.description)}"


def create_search() -> Iterator[str]:
    """SQLite's full-text index, kept by triggers whoever writes; Datasette shows a search box for it."""
    yield (
        f"CREATE VIRTUAL TABLE {SEARCH} USING FTS5 (title, text, content=\"releases\", content_rowid='release_number', "
        "tokenize='unicode61 remove_diacritics 2')"
    )
    new = f"INSERT INTO {SEARCH} (rowid, title, text) VALUES (new.release_number, new.title, new.text)"
    old = f"INSERT INTO {SEARCH} ({SEARCH}, rowid, title, text) VALUES ('delete', old.release_number, old.title, old.text)"
    yield f"CREATE TRIGGER {SEARCH}_insert AFTER INSERT ON releases BEGIN {new}; END"
    yield f"CREATE TRIGGER {SEARCH}_delete AFTER DELETE ON releases BEGIN {old}; END"
    yield f"CREATE TRIGGER {SEARCH}_update AFTER UPDATE OF title, text ON releases BEGIN {old}; {new}; END"


def create_all(dialect: Dialect) -> Iterator[str]:
    """Everything, in order, for an empty database."""
    for table in TABLES:
        yield create_table(table, dialect)
        yield from create_indexes(table, dialect)
    yield from create_views(dialect)
    yield from comments(dialect)
    if dialect == "sqlite":
        yield from create_search()
