"""Writes to DuckDB: `duckdb:///releases.duckdb`.

In: a URL. Out: a `Database` for `sinks.database`. Rows are inserted as Arrow tables, because DuckDB is a hundred times slower row by row.
So numbers have at most 26 digits before the point and 12 behind it, and a record with a larger number becomes a `Failure`. The file is open
only while a batch is written: DuckDB lets only one process open it, and others wait for their turn.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

import regex

from release_parser.errors import InputError
from release_parser.extras import need
from release_parser.sinks import turns
from release_parser.sinks.database import DatabaseSink
from release_parser.sinks.duck_checkpoints import (
    MAGIC,
    MAGIC_AT,
    checkpoint,
    hold_checkpoints,
    put_back,
    remove_begun,
)
from release_parser.sinks.duck_replacing import finish, keep_journal, show_finished
from release_parser.sinks.fingerprints import listed
from release_parser.sinks.passwords import masked
from release_parser.sinks.protect import Output, beginning, refuse_other_format
from release_parser.sinks.protocols import Fault
from release_parser.sinks.readback import Versions, load_from
from release_parser.tables import NUMBER, TABLES
from release_parser.tables.views import Dialect

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from release_parser.records import Failure, Release
    from release_parser.tables import Column, Table

RECORDS_PER_TRANSACTION = 500
PREFIX = "duckdb:///"
_SERVICE = regex.compile(r"[a-z][a-z0-9+]+:", regex.IGNORECASE)
"""'md:releases' is a service on the network; one letter is a drive."""
_TURNS: defaultdict[Path, Lock] = defaultdict(Lock)
"""Who of this process may have a file open: whoever closes it takes from all others the lock that keeps other processes out."""


class DuckDatabase:
    """A DuckDB file."""

    def __init__(self, target: str, *, must_exist: bool = False) -> None:
        self._duckdb = need("duckdb", "duckdb", "duckdb://")
        self._pyarrow = need("pyarrow", "duckdb", "duckdb://")
        self.name = masked(target)
        path = target.removeprefix(PREFIX)
        if not path or path == ":memory:" or "://" in path or _SERVICE.match(path):
            raise InputError(f"{masked(target)} names no file; write duckdb:///releases.duckdb")
        self.path = Path(path)
        if self.path.is_dir():
            raise InputError(f"{target}: {path} is a folder; name a file in it")
        if not self.path.parent.is_dir():
            raise InputError(f"{target}: there is no folder {self.path.parent} to write to; make it first")
        if must_exist and not self.path.is_file():
            raise InputError(f"{target}: there is no such file; name one that `parse` wrote")
        refuse_other_format(self.path, _is_duckdb, "DuckDB")

    def _turn(self) -> Lock:
        """The lock that threads of this process share for this file."""
        return _TURNS[self.path.resolve()]

    @contextmanager
    def write(self) -> Iterator[DuckSession]:
        """A transaction in which no other process writes."""
        # DuckDB lets threads of one process write at once, and without keys it would not see that they number rows alike
        with self._turn(), ExitStack() as closing:
            remove_begun(self.path)
            put_back(self.path)
            with self._open(read_only=False) as connection:
                hold_checkpoints(connection)
                session = DuckSession(connection, self.name)
                session.check_tables()
                finish(session)
                connection.execute("BEGIN")
                yield session
                connection.execute("COMMIT")
                self._finish(session, lambda: checkpoint(connection, self.path, closing))

    def _finish(self, session: DuckSession, move_log: Callable[[], None]) -> None:
        """Replace the releases that the transaction named, and empty the log if that is possible now.

        The records are stored already, so a fault here is not theirs.
        """
        try:
            finish(session)
            move_log()
        except Exception as error:
            if self.fault(error) not in (Fault.LOST, Fault.BUSY):
                raise
            turns.log.warning(
                "%s: %s; what is left to do is done when it is opened next", self.name, self.explain(error)
            )

    @contextmanager
    def read(self) -> Iterator[DuckSession]:
        """A connection to read with."""
        with self._turn():
            with suppress(OSError):  # who may not write can read what is whole
                put_back(self.path)
            yield from self._read()

    def _read(self) -> Iterator[DuckSession]:
        """A connection that only reads, with finished replacements shown."""
        with self._open(read_only=True) as connection:
            session = DuckSession(connection, self.name)
            session.check_tables()
            show_finished(session)
            yield session

    def _open(self, *, read_only: bool) -> Any:
        """A connection to the file; one that only reads may not reach other files or load extensions."""
        if not read_only:
            return self._duckdb.connect(str(self.path), read_only=False)
        # a file of somebody else's may hold views that read this machine's files, or name extensions to fetch
        closed = {
            "enable_external_access": "false",
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
        }
        return self._duckdb.connect(str(self.path), read_only=True, config=closed)

    def fault(self, error: Exception) -> Fault | None:
        """The kind of a database error; None for an error of another kind."""
        duckdb = self._duckdb
        if isinstance(
            error, (self._pyarrow.ArrowInvalid, duckdb.DataError, duckdb.IntegrityError, OverflowError, UnicodeError)
        ):
            return Fault.DATA
        if isinstance(error, duckdb.TransactionException) or (
            isinstance(error, duckdb.IOException) and "lock" in str(error)
        ):
            return Fault.BUSY  # another process has the file, or another thread changed the same rows
        if isinstance(error, (duckdb.IOException, duckdb.ConnectionException, duckdb.OutOfMemoryException, OSError)):
            return Fault.LOST
        if isinstance(error, (duckdb.FatalException, duckdb.InternalException)):
            return Fault.LOST  # what a full disk leaves: the file is whole again when it is opened anew
        # a statement that is wrong is a fault of this program
        return (
            Fault.LASTING
            if isinstance(error, duckdb.Error) and not isinstance(error, duckdb.ProgrammingError)
            else None
        )

    def explain(self, error: Exception) -> str:
        """The text of an error in one line."""
        said = masked(" ".join(str(error).split()))
        return said if len(said) <= 300 else f"{said[:297]}…"

    def close(self) -> None:
        """Do nothing: no connection is open between batches."""


class DuckSession:
    """A connection inside a transaction."""

    dialect: Dialect = "duckdb"

    def __init__(self, connection: Any, name: str) -> None:
        self.name = name
        self._connection = connection

    def check_tables(self) -> None:
        """Raise `InputError` where one of our tables is a view, which may show anything."""
        ours = {table.name for table in TABLES}
        for (name,) in self.query("SELECT table_name FROM information_schema.tables WHERE table_type <> 'BASE TABLE'"):
            if name in ours:
                raise InputError(f"{self.name}: {name} is a view and no table; it was not written by release_parser")

    def query(self, statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """The rows of a SELECT."""
        rows: list[tuple[Any, ...]] = self._connection.execute(statement, list(values)).fetchall()
        return rows

    def execute(self, statement: str, rows: Sequence[Sequence[Any]] | None = None) -> None:
        """Run a statement, for each of the rows if there are any."""
        if rows is None:
            self._connection.execute(statement)
        elif rows:
            self._connection.executemany(statement, [list(map(_naive, row)) for row in rows])

    def update(self, table: Table, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        """Set these columns of existing rows, each identified by its `position`, which is the last value of a row.

        All rows are set in one statement: DuckDB takes most of a millisecond for each statement, so that a run would cost time for
        everything held instead of for what is new.
        """
        if not rows:
            return
        by_name = {column.name: column for column in table.columns}
        values = ", ".join(f"{column} = given.{column}" for column in columns)
        with self._as_table([by_name[name] for name in (*columns, "position")], rows) as given:
            self._connection.execute(
                f"UPDATE {table.name} SET {values} FROM {given} given WHERE {table.name}.position = given.position"
            )

    def insert(self, table: Table, rows: Sequence[Sequence[Any]]) -> None:
        """Add rows, as an Arrow table."""
        names = ", ".join(column.name for column in table.columns)
        with self._as_table(table.columns, rows) as given:
            for layer in table.layers:
                # a row cannot refer to one that comes with it
                self._connection.execute(
                    f"INSERT INTO {table.name} ({names}) SELECT {names} FROM {given} WHERE {layer}"
                )

    @contextmanager
    def _as_table(self, columns: Sequence[Column], rows: Sequence[Sequence[Any]]) -> Iterator[str]:
        """The name under which statements can read these rows for the moment."""
        from release_parser.tables.arrow import flat_table  # noqa: PLC0415 - needs pyarrow

        timed = any(column.type == "timestamp" for column in columns)
        prepared = [tuple(map(_naive, row)) for row in rows] if timed else rows
        self._connection.register("given_rows", flat_table(columns, prepared))
        try:
            yield "given_rows"
        finally:
            self._connection.unregister("given_rows")

    def replace(self, rows: Mapping[str, Sequence[tuple[Any, ...]]]) -> None:
        """Replace all rows of these releases: they are written to a journal now and moved when the transaction has ended."""
        keep_journal(self, rows)

    def select(
        self, table: Table, numbers: Sequence[int], present: Collection[str] | None = None
    ) -> list[tuple[Any, ...]]:
        """The flat columns of the rows of these releases."""
        names = ", ".join(
            column.name if present is None or column.name in present else f"NULL AS {column.name}"
            for column in table.flat
        )
        return self.query(f"SELECT {names} FROM {table.name} WHERE {NUMBER} IN ({listed(numbers)})")

    def columns(self) -> dict[str, list[str]]:
        """The columns of each table that the database has."""
        found: dict[str, list[str]] = {}
        for table, column in self.query(
            "SELECT table_name, column_name FROM information_schema.columns "
            "WHERE table_schema = 'main' AND table_catalog = current_database()"
        ):
            found.setdefault(table, []).append(column)
        return found


class DuckSink(DatabaseSink):
    """Writes to DuckDB; entering it makes the tables, or brings them to this version."""

    def __init__(self, target: str, *, replace_newer: bool = False, batch_size: int = RECORDS_PER_TRANSACTION) -> None:
        database = DuckDatabase(url_of(target))
        super().__init__(database, replace_newer=replace_newer, batch_size=batch_size)
        self.path = database.path

    def outputs(self) -> list[Output]:
        """The file that a run would write."""
        return [Output(self.path, _is_duckdb)]


def load(target: str, versions: Versions = "current") -> Iterator[Release | Failure]:
    """The records of a database, in the order in which they were written."""
    return load_from(DuckDatabase(url_of(target), must_exist=True), versions)


def _is_duckdb(path: Path) -> bool:
    """Whether a file is a DuckDB database."""
    with _TURNS[path.resolve()]:
        return beginning(path)[MAGIC_AT:].startswith(MAGIC)


def url_of(target: str) -> str:
    """The URL of a target, which may also be a path."""
    return target if "://" in target else f"{PREFIX}{target}"


def _naive(value: Any) -> Any:
    """A time without its zone: DuckDB's TIMESTAMP has none, and all our times are UTC."""
    return value.astimezone(dt.UTC).replace(tzinfo=None) if isinstance(value, dt.datetime) else value
