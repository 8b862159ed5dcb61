"""Writes to SQLite and PostgreSQL, by SQLAlchemy 2 Core: `sqlite:///releases.db`, `postgresql+psycopg://user@host/database`.

In: a URL. Out: a `Database` for `sinks.database`. Writers take turns, batch by batch: in SQLite by its own lock, in PostgreSQL by an
advisory lock, so that two runs may write to one database at once. Text is passed as parameters or by COPY, never inside a statement.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from release_parser.errors import InputError
from release_parser.extras import need
from release_parser.sinks.database import RECORDS_PER_TRANSACTION, DatabaseSink
from release_parser.sinks.fingerprints import listed
from release_parser.sinks.passwords import masked
from release_parser.sinks.protect import Output, refuse_other_format
from release_parser.sinks.protocols import Fault
from release_parser.sinks.readback import Versions, load_from
from release_parser.sinks.replacing import replace_rows
from release_parser.sinks.turns import announced
from release_parser.tables import NUMBER

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from sqlalchemy import Connection, Engine

    from release_parser.records import Failure, Release
    from release_parser.tables import Table
    from release_parser.tables.views import Dialect

WRITERS_LOCK = 7_234_117_001
"""PostgreSQL's advisory lock for those who write our tables."""
SQLITE_WAIT_SECONDS = 5
"""Seconds that SQLite itself waits for another writer's batch. It hears no ctrl-C meanwhile, so the longer waiting is the sink's."""
SQLITE_INTEGER_BITS = 63
"""Bits of SQLite's integers; larger numbers are kept as their digits."""


class SqlDatabase:
    """A database that SQLAlchemy opens."""

    def __init__(self, url: str, *, must_exist: bool = False) -> None:
        sqlalchemy = need("sqlalchemy", "sql", url.split("://", maxsplit=1)[0])
        self._errors = sqlalchemy.exc
        try:
            parsed = sqlalchemy.make_url(url)
        except self._errors.ArgumentError as error:
            raise InputError(
                f"{url.split('://', maxsplit=1)[0]}://…: this is not the URL of a database: {masked(str(error))}"
            ) from None
        self.name = masked(parsed.render_as_string(hide_password=True))
        self.dialect: Dialect
        if parsed.get_backend_name() == "sqlite":
            self.dialect = "sqlite"
            self.path: Path | None = _file_of(parsed.database, self.name, must_exist=must_exist)
            self._engine: Engine = sqlalchemy.create_engine(parsed, connect_args={"timeout": SQLITE_WAIT_SECONDS})
            sqlalchemy.event.listen(self._engine, "connect", _set_up_sqlite)
        else:
            self.dialect = "postgresql"
            self.path = None
            need("psycopg", "sql", "postgresql+psycopg")
            self._engine = sqlalchemy.create_engine(parsed.set(drivername="postgresql+psycopg"))

    @contextmanager
    def write(self) -> Iterator[SqlSession]:
        """A transaction in which nobody else writes."""
        with self._engine.connect() as connection:
            if self.dialect == "sqlite":
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            else:
                with announced(f"waiting for another run that writes to {self.name}"):
                    connection.exec_driver_sql("SELECT pg_advisory_xact_lock(%s)", (WRITERS_LOCK,))
            yield SqlSession(connection, self.name, self.dialect)
            self.commit(connection)

    @staticmethod
    def commit(connection: Connection) -> None:
        """Commit a transaction."""
        connection.commit()

    @contextmanager
    def read(self) -> Iterator[SqlSession]:
        """A transaction that only reads."""
        with self._engine.connect() as connection:
            connection.exec_driver_sql("BEGIN" if self.dialect == "sqlite" else "SET TRANSACTION READ ONLY")
            yield SqlSession(connection, self.name, self.dialect)

    def fault(self, error: Exception) -> Fault | None:
        """The kind of an error, or None for one that is not the database's."""
        if isinstance(error, (OverflowError, UnicodeError)):
            return Fault.DATA  # a number or text that the driver cannot even send
        if isinstance(error, self._errors.TimeoutError):
            return Fault.LOST
        if isinstance(error, self._errors.DBAPIError):
            lost = error.connection_invalidated
            error = error.orig if isinstance(error.orig, Exception) else error
        else:
            lost = False
        found = _sqlite_fault(error) if self.dialect == "sqlite" else _postgresql_fault(error)
        return Fault.LOST if lost and found is not Fault.BUSY else found

    def explain(self, error: Exception) -> str:
        """The text of an error in one line, without the statement and its values."""
        said = " ".join(str(getattr(error, "orig", None) or error).split())
        return said if len(said) <= 300 else f"{said[:297]}…"

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()


class SqlSession:
    """A connection inside a transaction."""

    def __init__(self, connection: Connection, name: str, dialect: Dialect) -> None:
        self.name, self.dialect = name, dialect
        self._connection = connection

    def query(self, statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """The rows of a SELECT."""
        result = self._connection.exec_driver_sql(self._written(statement), tuple(values))
        return [tuple(row) for row in result]

    def execute(self, statement: str, rows: Sequence[Sequence[Any]] | None = None) -> None:
        """Run a statement, for each of the rows if there are any."""
        if rows is None:
            self._connection.exec_driver_sql(statement if self.dialect == "sqlite" else statement.replace("%", "%%"))
        elif rows:
            convert = _to_sqlite if self.dialect == "sqlite" else _as_it_is
            self._connection.exec_driver_sql(self._written(statement), [tuple(map(convert, row)) for row in rows])

    def update(self, table: Table, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        """Set these columns of existing rows, each identified by its `position`, which is the last value of a row."""
        values = ", ".join(f"{column} = ?" for column in columns)
        self.execute(f"UPDATE {table.name} SET {values} WHERE position = ?", rows)

    def insert(self, table: Table, rows: Sequence[Sequence[Any]]) -> None:
        """Add rows: by COPY to PostgreSQL, by one prepared statement to SQLite."""
        names = ", ".join(column.name for column in table.columns)
        if self.dialect == "postgresql":
            driver: Any = self._connection.connection.dbapi_connection
            with driver.cursor() as cursor, cursor.copy(f"COPY {table.name} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            return
        special = [at for at, column in enumerate(table.columns) if column.type in ("number", "date", "timestamp")]
        prepared = [_converted(row, special) for row in rows] if special else [tuple(row) for row in rows]
        marks = ", ".join("?" * len(table.columns))
        self._connection.exec_driver_sql(f"INSERT INTO {table.name} ({names}) VALUES ({marks})", prepared)

    def replace(self, rows: Mapping[str, Sequence[tuple[Any, ...]]]) -> None:
        """Replace all rows of these releases."""
        replace_rows(self, rows)

    def select(
        self, table: Table, numbers: Sequence[int], present: Collection[str] | None = None
    ) -> list[tuple[Any, ...]]:
        """The flat columns of the rows of these releases."""
        names = ", ".join(
            column.name if present is None or column.name in present else f"NULL AS {column.name}"
            for column in table.flat
        )
        rows = self.query(f"SELECT {names} FROM {table.name} WHERE {NUMBER} IN ({listed(numbers)})")
        if self.dialect == "sqlite":
            special = [at for at, column in enumerate(table.flat) if column.type == "number"]
            if special:
                return [_restored(row, special) for row in rows]
        return rows

    def columns(self) -> dict[str, list[str]]:
        """The columns of each table that the database has."""
        statement = (
            "SELECT t.name, c.name FROM sqlite_master t JOIN pragma_table_info(t.name) c WHERE t.type = 'table'"
            if self.dialect == "sqlite"
            else "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = current_schema()"
        )
        found: dict[str, list[str]] = {}
        for table, column in self.query(statement):
            found.setdefault(table, []).append(column)
        return found

    def _written(self, statement: str) -> str:
        """The statement with the placeholders of this database."""
        # psycopg writes placeholders as %s; a percent sign of ours is one
        return statement if self.dialect == "sqlite" else statement.replace("%", "%%").replace("?", "%s")


class SqlSink(DatabaseSink):
    """Writes to SQLite or PostgreSQL; entering it creates the tables or brings them up to date."""

    def __init__(self, target: str, *, replace_newer: bool = False, batch_size: int = RECORDS_PER_TRANSACTION) -> None:
        database = SqlDatabase(url_of(target))
        super().__init__(database, replace_newer=replace_newer, batch_size=batch_size)
        self.path = database.path

    def outputs(self) -> list[Output]:
        """The file that a run would write."""
        return [] if self.path is None else [Output(self.path, _is_sqlite)]


def load(target: str, versions: Versions = "current") -> Iterator[Release | Failure]:
    """The records of a database, in the order in which they were written."""
    return load_from(SqlDatabase(url_of(target), must_exist=True), versions)


def url_of(target: str) -> str:
    """The URL of a target: a path becomes SQLite's, and 'postgres://', which SQLAlchemy does not know, becomes PostgreSQL's."""
    if target.startswith("postgres://"):
        return f"postgresql{target.removeprefix('postgres')}"
    return target if "://" in target else f"sqlite:///{target}"


def _sqlite_fault(error: Exception) -> Fault | None:
    """The kind of an SQLite error."""
    if isinstance(error, (sqlite3.DataError, sqlite3.IntegrityError)):
        return Fault.DATA
    if not isinstance(error, sqlite3.DatabaseError) or isinstance(
        error, (sqlite3.ProgrammingError, sqlite3.InternalError)
    ):
        return None  # a fault of this program
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the rest says where it happened
    return None if code == sqlite3.SQLITE_ERROR else _SQLITE.get(code, Fault.LASTING)


_SQLITE = {
    5: Fault.BUSY,  # SQLITE_BUSY
    6: Fault.BUSY,  # SQLITE_LOCKED
    7: Fault.LOST,  # SQLITE_NOMEM
    10: Fault.LOST,  # SQLITE_IOERR
    13: Fault.LOST,  # SQLITE_FULL
    14: Fault.LOST,  # SQLITE_CANTOPEN: also where there is no room for its journal
    15: Fault.LOST,  # SQLITE_PROTOCOL
    18: Fault.DATA,  # SQLITE_TOOBIG
}


def _postgresql_fault(error: Exception) -> Fault | None:
    """The kind of a PostgreSQL error, by its SQLSTATE."""
    # COPY is psycopg's own, and so are its errors
    driver = need("psycopg", "sql", "postgresql+psycopg")
    if not isinstance(error, driver.Error):
        return None
    state: str | None = getattr(error, "sqlstate", None)
    if state is None:
        # psycopg says it without a state where it could not send a value, or where the connection could not be made
        return Fault.DATA if isinstance(error, driver.DataError) else Fault.LOST
    if state.startswith("42") and state != "42501":
        return None  # a statement that is wrong is a fault of this program
    return _STATES.get(state) or _STATES.get(state[:2], Fault.LASTING)


_STATES = {
    "22": Fault.DATA,  # a value out of range, text with NUL
    "23": Fault.DATA,  # a constraint
    "54": Fault.DATA,  # a word that is longer than an index can take
    "40": Fault.BUSY,  # a deadlock: the server asks to try again
    "55P03": Fault.BUSY,  # lock_timeout
    "55006": Fault.BUSY,  # the object is in use
    "53300": Fault.BUSY,  # too many connections
    "57P03": Fault.BUSY,  # the server is starting
    "08": Fault.LOST,  # the connection
    "25": Fault.LOST,  # a session that the server ended; a server that only reads while another takes over
    "53": Fault.LOST,  # the disk or the memory is full
    "57": Fault.LOST,  # statement_timeout; the server is told to stop
    "58": Fault.LOST,  # the server's own disk
}
"""SQLSTATEs, and classes of them; every other one is lasting."""


def _file_of(database: str | None, name: str, *, must_exist: bool) -> Path:
    """The path of an SQLite file. Raises `InputError` where the URL names none, or with `must_exist` where it is missing."""
    if not database or database == ":memory:" or database.startswith("file:"):
        raise InputError(f"{name} names no file; write sqlite:///releases.db")
    path = Path(database)
    if path.is_dir():
        raise InputError(f"{name}: {path} is a folder; name a file in it")
    if not path.parent.is_dir():
        raise InputError(f"{name}: there is no folder {path.parent} to write to; make it first")
    if must_exist and not path.is_file():
        raise InputError(f"{name}: there is no such file; name one that `parse` wrote")
    refuse_other_format(path, _is_sqlite, "SQLite")
    return path


def _is_sqlite(path: Path) -> bool:
    """Whether a file is an SQLite database.

    SQLite itself is asked, because closing the file here would take away the locks that SQLite has on it.
    """
    if not path.is_file():
        return False
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    try:
        connection.execute("PRAGMA schema_version")
    except sqlite3.DatabaseError as error:
        return getattr(error, "sqlite_errorcode", 0) & 0xFF != sqlite3.SQLITE_NOTADB
    finally:
        connection.close()
    return True


def _set_up_sqlite(connection: Any, _record: Any) -> None:
    """Set up a new connection: transactions begun by us, foreign keys checked."""
    # transactions are begun by us: Python's sqlite3 would not begin one before a SELECT
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")


def _as_it_is(value: Any) -> Any:
    """The value itself: PostgreSQL needs no conversion."""
    return value


def _to_sqlite(value: Any) -> Any:
    """A value as SQLite stores it exactly, so that SQL can still compute with it.

    An integer stays one; a fraction becomes the float that reads back as the same decimal (records allow no other). An integer of more than
    63 bits is stored as its digits in bytes, which SQLite does not round.
    """
    if isinstance(value, Decimal):
        if value != value.to_integral_value():
            return float(value)
        whole = int(value)
        return whole if whole.bit_length() <= SQLITE_INTEGER_BITS else str(whole).encode()
    if isinstance(value, dt.datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    return value.isoformat() if isinstance(value, dt.date) else value


def _from_sqlite(value: Any) -> Any:
    """The exact decimal of a stored value."""
    if isinstance(value, bytes):
        return Decimal(value.decode())
    return Decimal(repr(value)) if value is not None else None


def _converted(row: Sequence[Any], special: Sequence[int]) -> tuple[Any, ...]:
    """A row with its decimals as SQLite stores them."""
    values = list(row)
    for at in special:
        if values[at] is not None:
            values[at] = _to_sqlite(values[at])
    return tuple(values)


def _restored(row: Sequence[Any], special: Sequence[int]) -> tuple[Any, ...]:
    """A row of SQLite with exact decimals."""
    values = list(row)
    for at in special:
        values[at] = _from_sqlite(values[at])
    return tuple(values)
