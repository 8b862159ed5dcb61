"""Tables for the time of a run: on disk, so that memory stays flat whatever the size of an archive, and gone with the run.

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
    """A connection to a temporary table. `TargetError` where the disk that it is on is full, or fails."""

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
    return TargetError(
        f"there is no room for temporary files ({error}): make some, or name another folder in SQLITE_TMPDIR"
    )


def scratch_database() -> Scratch:
    """An empty database in a temporary file that SQLite removes when it is closed. It is nobody's to keep, so nothing is made safe."""
    database = sqlite3.connect("", isolation_level=None, check_same_thread=False, factory=Scratch)
    database.execute("PRAGMA synchronous=OFF")
    database.execute("PRAGMA journal_mode=OFF")
    return database


def input_key(text: str, name: str | None) -> bytes:
    """A text, by its id, of a document (its identity or source), in 16 bytes."""
    return hashlib.sha256(f"{text} {name or ''}".encode("utf-8", "surrogatepass")).digest()[:16]
