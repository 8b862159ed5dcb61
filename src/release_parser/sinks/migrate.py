"""Creates the tables in a database, or adds what a newer version of this library added.

In: a session of any database, inside a transaction in which nobody else writes. Out: nothing. Raises `InputError` where a newer
release_parser wrote the database, or where tables with our names belong to another program.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from release_parser._version import __version__
from release_parser.errors import InputError
from release_parser.tables import NUMBER, TABLE, TABLES
from release_parser.tables.ddl import (
    SEARCH,
    column_definition,
    comments,
    create_all,
    create_indexes,
    create_search,
    create_table,
    create_views,
    drop_views,
)
from release_parser.tables.keys import keys_of
from release_parser.tables.versions import SCHEMA_VERSION, STEPS

if TYPE_CHECKING:
    from release_parser.sinks.protocols import Session


VERSION_WITH_CLAIM_KEYS = 8
"""The version of the tables from which every claim has its key."""
VERSION_WITH_DUCKDB_KEYS = 10
"""The version from which DuckDB's tables have all their keys and references."""
RELEASES_PER_PAGE = 500
"""Releases that are looked at together."""


def bring_up(session: Session, *, force: bool = False) -> None:
    """Create or change the tables where they are not of this version. With `force` also in a file that holds another program's tables."""
    held = session.columns()
    if not _are_ours(held):
        _create(session, held, force=force)
        return
    version = _known_version(session)
    if version < SCHEMA_VERSION:
        _migrate(session, held, version)


def check_tables(session: Session) -> None:
    """Raise `InputError` unless the database has our tables in a version that this library knows; older ones are read as they are."""
    if not _are_ours(session.columns()):
        raise InputError(
            f"{session.name} holds no records of release_parser: name a database that `parse` or `load` wrote"
        )
    _known_version(session)


def _known_version(session: Session) -> int:
    """The version of the tables in the database. Raises `InputError` for one that a newer library made."""
    version = int(session.query("SELECT MAX(version) FROM schema_version")[0][0] or 0)
    if version > SCHEMA_VERSION:
        raise InputError(
            f"{session.name} was written by a newer release_parser (tables of version {version}, this one knows {SCHEMA_VERSION}); upgrade it"
        )
    return version


def _are_ours(held: dict[str, list[str]]) -> bool:
    """Whether the tables are this program's: other programs have a table schema_version as well."""
    return {"version", "applied_at", "library_version"} <= set(held.get("schema_version", ())) and NUMBER in held.get(
        "releases", ()
    )


def _create(session: Session, held: dict[str, list[str]], *, force: bool) -> None:
    """Create all tables. Raises `InputError` where a table of the same name, or another program's table, is there."""
    foreign = sorted(held.keys() & TABLE.keys())
    if foreign:
        raise InputError(
            f"{session.name} has a table {foreign[0]} that is not release_parser's; give it a database of its own"
        )
    if held and session.dialect != "postgresql" and not force:
        raise InputError(
            f"{session.name} holds tables that release-parser did not make ({min(held)}): name another file, "
            "or add to it with --force (force=True in Python)"
        )
    for statement in create_all(session.dialect):
        session.execute(statement)
    _record(session)


def _migrate(session: Session, held: dict[str, list[str]], version: int) -> None:
    """Add the tables and columns that the database lacks."""
    for statement in drop_views():
        session.execute(statement)
    for table in TABLES:
        if table.name not in held:
            # DuckDB's tables get their keys when all of them are there
            keys = session.dialect != "duckdb" or version >= VERSION_WITH_DUCKDB_KEYS
            session.execute(create_table(table, session.dialect, keys=keys))
        for column in table.columns:
            if table.name in held and column.name not in held[table.name]:
                # a database cannot fill a new column by itself, so there it may be empty
                definition = column_definition(column, session.dialect).removesuffix(" NOT NULL")
                session.execute(f"ALTER TABLE {table.name} ADD COLUMN {definition}")
        for statement in create_indexes(table, session.dialect):
            session.execute(statement)
    if session.dialect == "sqlite" and SEARCH not in held:
        for statement in create_search():
            session.execute(statement)
    for number in range(version + 1, SCHEMA_VERSION + 1):
        steps = STEPS.get(number, {})
        for statement in (*steps.get("", ()), *steps.get(session.dialect, ())):
            session.execute(statement)
    if version < VERSION_WITH_CLAIM_KEYS:
        _fill_claim_keys(session)
    if version < VERSION_WITH_DUCKDB_KEYS and session.dialect == "duckdb":
        _rebuild(session)
    for statement in (*create_views(session.dialect), *comments(session.dialect)):
        session.execute(statement)
    _record(session)


def _fill_claim_keys(session: Session) -> None:
    """Compute the keys of claims that an older version wrote."""
    last = -1
    while True:
        rows = session.query(
            f"SELECT c.{NUMBER}, c.id, r.id, c.span_start, c.span_end, (SELECT s.identity FROM sources s WHERE s.position = "
            f"(SELECT MIN(f.position) FROM sources f WHERE f.{NUMBER} = c.{NUMBER})) "
            f"FROM claims c JOIN releases r ON r.{NUMBER} = c.{NUMBER} WHERE c.claim_key IS NULL AND c.{NUMBER} IN "
            f"(SELECT DISTINCT {NUMBER} FROM claims WHERE claim_key IS NULL AND {NUMBER} > ? ORDER BY {NUMBER} LIMIT {RELEASES_PER_PAGE}) "
            f"ORDER BY c.{NUMBER}, LENGTH(c.id), c.id",
            (last,),
        )
        if not rows:
            return
        last = rows[-1][0]
        spans: dict[tuple[str, str], list[tuple[int, int]]] = {}
        for _, _, text, start, end, identity in rows:
            spans.setdefault((identity or text, text), []).append((start, end))
        keys = iter([key for (identity, text), places in spans.items() for key in keys_of(identity, text, places)])
        session.execute(
            f"UPDATE claims SET claim_key = ? WHERE {NUMBER} = ? AND id = ?",
            [(next(keys), number, name) for number, name, *_ in rows],
        )


def _rebuild(session: Session) -> None:
    """Create every table anew with its keys, which DuckDB cannot add to an existing table."""
    for table in TABLES:
        session.execute(f"CREATE TABLE old_{table.name} AS SELECT * FROM {table.name}")
    for table in reversed(TABLES):
        session.execute(f"DROP TABLE {table.name}")
    for table in TABLES:
        names = ", ".join(column.name for column in table.columns)
        old = f"old_{table.name}"
        # what a version added could not be filled for what was there
        empty = {
            column.name
            for column in table.columns
            if not column.nullable and session.query(f"SELECT 1 FROM {old} WHERE {column.name} IS NULL LIMIT 1")
        }
        session.execute(create_table(table, session.dialect, empty))
        for layer in table.layers:
            session.execute(f"INSERT INTO {table.name} ({names}) SELECT {names} FROM {old} WHERE {layer}")
        session.execute(f"DROP TABLE {old}")


def _record(session: Session) -> None:
    """Store the version of the tables."""
    session.insert(TABLE["schema_version"], [(SCHEMA_VERSION, dt.datetime.now(dt.UTC), __version__)])
