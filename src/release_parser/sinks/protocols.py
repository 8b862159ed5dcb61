"""The few methods that a database needs for the sinks that write to it and the functions that read it; there are three implementations.

Statements are plain SQL that all of them understand, with `?` for values; rows are inserted and selected by table.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from contextlib import AbstractContextManager

    from release_parser.tables import Table
    from release_parser.tables.views import Dialect


class Fault(Enum):
    """The kind of a database error. Only the first concerns a single release; all others concern the run."""

    DATA = "a value that the database cannot hold: another record may do better"
    BUSY = "somebody else has it, and will give it back"
    LOST = "the connection, the server or the disk: trying again may help"
    LASTING = "rights, a database that may only be read, tables that are gone: somebody must mend it"


class Session(Protocol):
    """A database inside one transaction. Placeholders are `?`."""

    name: str
    dialect: Dialect

    def query(self, statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """The rows of a SELECT."""
        ...

    def execute(self, statement: str, rows: Sequence[Sequence[Any]] | None = None) -> None:
        """Run a statement, for each of the rows if there are any."""
        ...

    def insert(self, table: Table, rows: Sequence[Sequence[Any]]) -> None:
        """Add rows, in the order of the table's columns."""
        ...

    def update(self, table: Table, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        """Set these columns of existing rows, each identified by its `position`, which is the last value of a row."""
        ...

    def replace(self, rows: Mapping[str, Sequence[tuple[Any, ...]]]) -> None:
        """Replace all rows of existing releases by these, given by table name. It is the last call of a transaction."""
        ...

    def select(
        self, table: Table, numbers: Sequence[int], present: Collection[str] | None = None
    ) -> list[tuple[Any, ...]]:
        """The flat columns of the rows of these releases, with exact decimals; None for columns that are not in `present`."""
        ...

    def columns(self) -> dict[str, list[str]]:
        """The columns of each table that the database has."""
        ...


class Database(Protocol):
    """A database that can be opened repeatedly."""

    name: str
    """For messages: without its password."""

    def write(self) -> AbstractContextManager[Session]:
        """A transaction in which nobody else writes; it is committed at the end."""
        ...

    def read(self) -> AbstractContextManager[Session]:
        """A transaction that only reads."""
        ...

    def fault(self, error: Exception) -> Fault | None:
        """The kind of an error, or None for one that is not the database's."""
        ...

    def explain(self, error: Exception) -> str:
        """The text of an error in one line."""
        ...

    def close(self) -> None:
        """Close every connection."""
        ...
