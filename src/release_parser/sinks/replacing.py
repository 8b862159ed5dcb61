"""Replaces an older record of the same text, with all its rows.

In: the rows of releases, by table name. Out: nothing. Old rows are deleted and new ones inserted: an update by the key of a claim would
leave rows of claims that a better rule no longer finds. SQLite and PostgreSQL do it here, within the transaction of the batch; DuckDB in
`sinks.duck_replacing`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from release_parser.sinks.fingerprints import listed
from release_parser.tables import FLAT, NUMBER, TABLE

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from release_parser.sinks.protocols import Session

CHILDREN = tuple(table for table in FLAT if table.name not in ("releases", "failures"))
"""What belongs to a release and goes with it."""
KEPT = ("id", "text", "is_current", "first_seen", "last_seen", "superseded_by")
"""What a new record does not change: the text, by which the release is known, and what `sources` say of its versions."""


def insert_rows(session: Session, rows: Mapping[str, Sequence[tuple[Any, ...]]]) -> None:
    """Add rows to their tables."""
    for table in FLAT:
        if rows[table.name]:
            session.insert(table, rows[table.name])


def replace_rows(session: Session, rows: Mapping[str, Sequence[tuple[Any, ...]]]) -> None:
    """Delete the rows of older records and insert the new ones."""
    numbers = listed(row[0] for row in rows["releases"])
    for table in reversed(CHILDREN):
        session.execute(f"DELETE FROM {table.name} WHERE {NUMBER} IN ({numbers})")
    update_releases(session, rows["releases"])
    insert_rows(session, {**rows, "releases": ()})


def update_releases(session: Session, releases: Sequence[tuple[Any, ...]], without: Collection[str] = ()) -> None:
    """Overwrite existing releases, except the columns `without`."""
    columns = [
        (at, column.name)
        for at, column in enumerate(TABLE["releases"].columns)
        if at and column.name not in (*KEPT, *without)
    ]
    session.execute(
        f"UPDATE releases SET {', '.join(f'{name} = ?' for _, name in columns)} WHERE {NUMBER} = ?",
        [(*(row[at] for at, _ in columns), row[0]) for row in releases],
    )
