"""What a database is to the sinks that write to one and to those who read it back: a few methods, three times implemented.

Statements are plain SQL that every one of them understands, with `?` for values; rows go in and out by table.
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
    """Whose fault an error of a database is. Only the first is a release's; all others are the run's."""

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
        """Set these columns of rows that are there, each known by its `position`, which is the last value of a row."""
        ...

    def replace(self, rows: Mapping[str, Sequence[tuple[Any, ...]]]) -> None:
        """Put the rows of releases that are there in the place of all that they had, by the names of their tables. The last work of a transaction."""
        ...

    def select(
        self, table: Table, numbers: Sequence[int], present: Collection[str] | None = None
    ) -> list[tuple[Any, ...]]:
        """The flat columns of the rows of these releases, with exact decimals; null for columns that are not `present`."""
        ...

    def columns(self) -> dict[str, list[str]]:
        """The columns of each table that the database has."""
        ...


class Database(Protocol):
    """A database that can be opened, again and again."""

    name: str
    """For messages: without its password."""

    def write(self) -> AbstractContextManager[Session]:
        """A transaction that nobody else writes in; committed at the end."""
        ...

    def read(self) -> AbstractContextManager[Session]:
        """A transaction to read in."""
        ...

    def fault(self, error: Exception) -> Fault | None:
        """Whose fault an error is; None for what is no error of the database."""
        ...

    def explain(self, error: Exception) -> str:
        """What an error says, in a line."""
        ...

    def close(self) -> None:
        """Let go of every connection."""
        ...
