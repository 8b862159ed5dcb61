"""Temporary tables for one run: on disk, so that memory does not grow with the archive, and removed at its end.

>>> table = scratch_database()
>>> table.execute("CREATE TABLE seen (key BLOB PRIMARY KEY)").close()
>>> table.close()
"""

from __future__ import annotations

import hashlib
import sqlite3
from typing import TYPE_CHECKING, Any

from release_parser.errors import TargetError

if TYPE_CHECKING:
    from collections.abc import Iterable


class Scratch(sqlite3.Connection):
    """A connection to a temporary table. Raises `TargetError` where its disk is full or fails."""

    def execute(self, statement: str, values: Any = ()) -> sqlite3.Cursor:
        """Run a statement."""
        try:
            return super().execute(statement, values)
        except sqlite3.OperationalError as error:
            raise _full(error) from error

    def executemany(self, statement: str, rows: Iterable[Any]) -> sqlite3.Cursor:
        """Run a statement for each of some rows."""
        try:
            return super().executemany(statement, rows)
        except sqlite3.OperationalError as error:
            raise _full(error) from error


def _full(error: sqlite3.OperationalError) -> TargetError:
    """The error for a full or failing disk."""
    return TargetError(
        f"there is no room for temporary files ({error}): make some, or name another folder in SQLITE_TMPDIR"
    )


def scratch_database() -> Scratch:
    """An empty database in a temporary file that SQLite removes when it is closed. Nothing in it needs to survive, so nothing is synced to disk."""
    database = sqlite3.connect("", isolation_level=None, check_same_thread=False, factory=Scratch)
    database.execute("PRAGMA synchronous=OFF")
    database.execute("PRAGMA journal_mode=OFF")
    return database


def input_key(text: str, name: str | None) -> bytes:
    """16 bytes for a text (by its id) of a document (by its identity or source)."""
    return hashlib.sha256(f"{text} {name or ''}".encode("utf-8", "surrogatepass")).digest()[:16]
