"""Tables for the time of a run: on disk, so that memory stays flat whatever the size of an archive, and gone with the run.

>>> table = scratch_database()
>>> table.execute("CREATE TABLE seen (key BLOB PRIMARY KEY)").close()
>>> table.close()
"""

from __future__ import annotations

import hashlib
import sqlite3


def scratch_database() -> sqlite3.Connection:
    """An empty database in a temporary file that SQLite removes when it is closed. It is nobody's to keep, so nothing is made safe."""
    database = sqlite3.connect("", isolation_level=None, check_same_thread=False)
    database.execute("PRAGMA synchronous=OFF")
    database.execute("PRAGMA journal_mode=OFF")
    return database


def input_key(text: str, name: str | None) -> bytes:
    """A text, by its id, of a document (its identity or source), in 16 bytes."""
    return hashlib.sha256(f"{text} {name or ''}".encode("utf-8", "surrogatepass")).digest()[:16]
