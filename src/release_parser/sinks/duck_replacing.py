"""Replaces records in DuckDB, whose foreign keys do not allow that in one transaction.

In: the new rows of releases that exist already. Out: a journal that holds them, and the transactions that move them to their tables.

Within one transaction DuckDB treats a deleted row as if it still referred to others. So a claim and its quote cannot be deleted together,
nor a release with the rows that refer to it. The batch therefore writes the new rows of such releases into a schema of its own, the
journal, in the same transaction as everything else. The journal's tables have the same keys, so their rows will fit. After that, one
transaction each deletes the rows to which nothing refers, then those to which only they referred, and so on; the last one writes the new
rows and drops the journal.

If the process is killed between two of these transactions, the journal stays. Whoever opens the file next to write continues from it first.
`rp.load`, which only reads, is given the journal's rows instead of what is left of those releases. Meanwhile these releases are not
current, so the views leave them out for other programs.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

from release_parser.sinks.fingerprints import listed
from release_parser.sinks.replacing import CHILDREN, update_releases
from release_parser.tables import NUMBER, TABLE
from release_parser.tables.ddl import create_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from release_parser.sinks.protocols import Session
    from release_parser.tables import Table

JOURNAL = "release_parser_replacing"
"""The schema that is there as long as releases are being replaced."""
COPIED = (TABLE["releases"], TABLE["sources"])
"""What the journal takes from the database, since most of it does not change; older tables may lack some of it."""
HELD = (*COPIED, *CHILDREN)
RUN = TABLE["releases"].columns.index(next(column for column in TABLE["releases"].columns if column.name == "run"))


def keep_journal(session: Session, rows: Mapping[str, Sequence[tuple[Any, ...]]]) -> None:
    """Write the new rows of releases into the journal."""
    session.execute(f"CREATE SCHEMA {JOURNAL}")
    for table in HELD:
        empty = {column.name for column in table.columns} if table in COPIED else ()
        session.execute(create_table(_journalled(table), "duckdb", empty))
    update_releases(session, rows["releases"], without=("run",))
    those = f"WHERE {NUMBER} IN ({listed(row[0] for row in rows['releases'])})"
    for table in COPIED:
        session.execute(f"INSERT INTO {JOURNAL}.{table.name} BY NAME SELECT * FROM {table.name} {those}")
    session.execute(f"UPDATE {JOURNAL}.releases SET run = {int(rows['releases'][0][RUN])}")
    for table in CHILDREN:
        if rows[table.name]:
            session.insert(_journalled(table), rows[table.name])
    session.execute(f"UPDATE releases SET is_current = FALSE {those}")


def finish(session: Session) -> None:
    """Do what the journal asks for, if there is one. Call it outside of a transaction."""
    there = _tables(session)
    if "releases" not in there:
        return
    for statements in (*_deletions(there), _insertions(there)):
        session.execute("BEGIN")
        for statement in statements:
            session.execute(statement)
        session.execute("COMMIT")


def show_finished(session: Session) -> None:
    """For this connection alone, show the tables as they will be when the journal is done."""
    there = _tables(session)
    if "releases" not in there:
        return
    ((name,),) = session.query("SELECT '\"' || replace(current_database(), '\"', '\"\"') || '\"'")
    for table in sorted(there):
        # a name alone would be the view itself
        session.execute(
            f"CREATE TEMP VIEW {table} AS SELECT * FROM {name}.main.{table} WHERE {NUMBER} NOT IN (SELECT {NUMBER} FROM {name}.{JOURNAL}.releases) "
            f"UNION ALL BY NAME SELECT * FROM {name}.{JOURNAL}.{table}"
        )


def _journalled(table: Table) -> Table:
    """A table of the journal, whose references point to tables of the journal."""
    inside = {each.name for each in HELD}
    references = tuple(
        replace(each, table=f"{JOURNAL}.{each.table}") for each in table.references if each.table in inside
    )
    return replace(table, name=f"{JOURNAL}.{table.name}", references=references)


def _tables(session: Session) -> set[str]:
    """The tables of the journal."""
    found = session.query(
        "SELECT table_name FROM information_schema.tables WHERE table_schema = ? AND table_catalog = current_database()",
        (JOURNAL,),
    )
    return {row[0] for row in found}


def _deletions(there: set[str]) -> Iterator[list[str]]:
    """For each transaction, the statements that delete rows to which nothing refers any more."""
    for rows in _rounds():
        yield [
            f"DELETE FROM {table} WHERE {NUMBER} IN (SELECT {NUMBER} FROM {JOURNAL}.releases) AND {layer}"
            for table, layer in rows
            if table in there
        ]


@cache
def _rounds() -> tuple[tuple[tuple[str, str], ...], ...]:
    """The rows that may be deleted together, by table and condition: only rows of earlier rounds refer to them."""
    left = list(HELD)
    rounds = []
    while left:
        wanted = {each.table for table in left for each in table.references if each.table != table.name}
        free = [table for table in left if table.name not in wanted]
        left = [table for table in left if table.name in wanted]
        # rows that refer to others of their own table go before those
        if restating := tuple((table.name, table.layers[-1]) for table in free if len(table.layers) > 1):
            rounds.append(restating)
        rounds.append(tuple((table.name, table.layers[0]) for table in free))
    return tuple(rounds)


def _insertions(there: set[str]) -> list[str]:
    """The statements of the last transaction."""
    return [
        *(
            f"INSERT INTO {table.name} BY NAME SELECT * FROM {JOURNAL}.{table.name} WHERE {layer}"
            for table in HELD
            if table.name in there
            for layer in table.layers
        ),
        f"DROP SCHEMA {JOURNAL} CASCADE",
    ]
