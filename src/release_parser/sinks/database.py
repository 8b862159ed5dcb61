"""Writing to a database, whichever it is: one transaction a batch, replace per release.

In: records. Out: the tables of `release_parser.tables`. What is there already, the same, is left alone, so that a second load
changes nothing. A record takes the place of an older parser's record of the same text, with all its rows, and never of a newer
parser's. The same text from two places is one release with two rows in `sources`.

A batch whose connection is lost is tried again, on a new one; a record that the database cannot hold is a `Failure` in its place.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import sqlite3
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, Self, TypeVar

import regex

from release_parser._version import __version__
from release_parser.errors import InputError
from release_parser.records import Failure, ParserInfo, Release, release_id
from release_parser.sinks.migrate import bring_up, stored_version
from release_parser.tables import FLAT, NUMBER, TABLE, TABLES, records_of, rows_of
from release_parser.tables.rows import empty_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from contextlib import AbstractContextManager
    from types import TracebackType

    from release_parser.tables import Table
    from release_parser.tables.views import Dialect
    from release_parser.text import Document

BATCH = 200
"""Records in a transaction."""
PAGE = 200
"""Records that are read together."""
INDEXED = 5000
"""Inputs that are looked through together when a run goes on."""
COUNTS = ("added", "replaced", "unchanged", "kept", "failed")
CHILDREN = tuple(table for table in FLAT if table.name not in ("releases", "failures"))
Result = TypeVar("Result")


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

    def select(self, table: Table, numbers: Sequence[int]) -> list[tuple[Any, ...]]:
        """The flat columns of the rows of these releases, with exact decimals."""
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

    def is_lost(self, error: Exception) -> bool:
        """Whether it is the connection's fault: then trying again may help."""
        ...

    def is_refused(self, error: Exception) -> bool:
        """Whether it is the data's fault: then another record may do better."""
        ...

    def explain(self, error: Exception) -> str:
        """What an error says, in a line."""
        ...

    def close(self) -> None:
        """Let go of every connection."""
        ...


@dataclass(slots=True)
class Held:
    """What the database holds of one text, and what this batch makes of it."""

    number: int
    content_hash: str
    version: str
    source: str | None
    sources: dict[str | None, str | None]
    """Each source, and its own record where it has one."""
    release: Release | None = None
    """The record to write."""
    is_new: bool = False


@dataclass(slots=True)
class Batch:
    """What one transaction is to do."""

    position: int
    counts: Counter[str] = field(default_factory=Counter)
    held: dict[str, Held] = field(default_factory=dict)
    sources: list[tuple[Any, ...]] = field(default_factory=list)
    own_records: list[tuple[str | None, int, str | None]] = field(default_factory=list)
    failures: list[tuple[Any, ...]] = field(default_factory=list)
    seen: Counter[str] = field(default_factory=Counter)
    hashes: set[str] = field(default_factory=set)

    def next(self) -> int:
        """The next place among all inputs."""
        self.position += 1
        return self.position


class DatabaseSink:
    """Writes records to a database. `replace_newer`: an older parser's record may take a newer one's place."""

    delays: ClassVar[tuple[float, ...]] = (0.1, 0.2, 0.5, 1, 2, 4, 8, 15, 30)
    """Seconds before each new try after a lost connection."""

    def __init__(self, database: Database, *, replace_newer: bool = False, batch_size: int = BATCH) -> None:
        self.database, self.replace_newer, self.batch_size = database, replace_newer, batch_size
        self.counts: Counter[str] = Counter()
        self.refused: list[Failure] = []
        """Records that the database could not hold."""
        self._parser: ParserInfo | None = None
        self._resumed: HeldInputs | None = None

    def resume(self, parser: ParserInfo) -> None:
        """Keep what the database holds of this parser. To be said before the sink is entered."""
        self._parser = parser

    def take(self, item: Document | Failure) -> Document | Failure | Release:
        """The record that the database holds of the next input; the input itself where it must be parsed."""
        return item if self._resumed is None or isinstance(item, Failure) else self._resumed.take(item)

    def __enter__(self) -> Self:
        self._buffer: list[Release | Failure] = []
        self._info: tuple[str | None, str | None] = (None, None)
        self._seen: Counter[str] = Counter()
        self._failure_hashes: set[str] = set()
        self._succeeded: set[str] = set()
        try:
            self._run, self._failed_before = self._start()
        except InputError:
            raise
        except Exception as error:
            if not self.database.is_lost(error):
                raise
            raise InputError(f"{self.database.name} cannot be opened: {self.database.explain(error)}") from error
        if self._parser is not None:
            self._resumed = HeldInputs(self.database, self._parser)
        return self

    def write(self, record: Release | Failure) -> None:
        """Take one record; every `batch_size` records are one transaction."""
        self._buffer.append(record)
        if len(self._buffer) >= self.batch_size:
            self.flush()

    def flush(self) -> None:
        """Write what was taken, now."""
        batch, self._buffer = self._buffer, []
        if batch:
            self._write(batch)

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None) -> None:
        try:
            if kind is None or issubclass(kind, KeyboardInterrupt):
                # ctrl-C: what was done is kept; what is missing is parsed when the run is started again
                self.flush()
                self._finish("done" if kind is None else "interrupted")
            else:
                try:
                    self._finish("failed")
                except Exception:  # noqa: BLE001 - the first error is the one to show
                    return
        finally:
            self.database.close()

    def _start(self) -> tuple[int, set[str]]:
        with self.database.write() as session:
            bring_up(session)
            run = int(session.query("SELECT COALESCE(MAX(run), 0) + 1 FROM parser_runs")[0][0])
            started = dt.datetime.now(dt.UTC)
            session.insert(TABLE["parser_runs"], [(run, started, None, "running", __version__, None, None, 0, 0, 0, 0, 0)])
            failed = {row[0] for row in session.query("SELECT DISTINCT source FROM failures WHERE source IS NOT NULL")}
        return run, failed

    def _finish(self, state: str) -> None:
        def finish() -> None:
            with self.database.write() as session:
                for source in sorted(self._succeeded):
                    # what failed in an earlier run and did not in this one
                    rows = session.query("SELECT position, failure_hash FROM failures WHERE source = ?", (source,))
                    gone = [(position,) for position, failure_hash in rows if failure_hash not in self._failure_hashes]
                    if gone:
                        session.execute("DELETE FROM failures WHERE position = ?", gone)
                session.execute(
                    "UPDATE parser_runs SET finished_at = ?, state = ? WHERE run = ?", [(dt.datetime.now(dt.UTC), state, self._run)]
                )

        self._again(finish)

    def _write(self, records: list[Release | Failure]) -> None:
        """Write a batch; where the database refuses it, its halves, until the record is found that it cannot hold."""
        try:
            done = self._again(lambda: self._transaction(records))
        except Exception as error:
            if not self.database.is_refused(error):
                raise
            if len(records) > 1:
                half = len(records) // 2
                self._write(records[:half])
                self._write(records[half:])
                return
            (record,) = records
            failure = Failure(
                source=storable(record.source),
                stage="write",
                error=storable(f"{self.database.name} cannot hold it: {self.database.explain(error)}") or "it cannot be held",
            )
            if record == failure:
                raise
            self.refused.append(failure)
            self._write([failure])
            return
        self.counts += done.counts
        self._seen += done.seen
        self._failure_hashes |= done.hashes
        self._succeeded |= {record.source for record in records if isinstance(record, Release) and record.source in self._failed_before and record.source}

    def _again(self, work: Callable[[], Result]) -> Result:
        """Do it; after a lost connection, again."""
        for delay in self.delays:
            try:
                return work()
            except Exception as error:
                if not self.database.is_lost(error):
                    raise
                time.sleep(delay)
        try:
            return work()
        except Exception as error:
            if not self.database.is_lost(error):
                raise
            raise InputError(
                f"{self.database.name} is lost ({self.database.explain(error)}); every batch before this one is written: "
                "run the same again when it is back"
            ) from error

    def _transaction(self, records: list[Release | Failure]) -> Batch:
        hashes = [content_hash(record) if isinstance(record, Release) else "" for record in records]
        with self.database.write() as session:
            batch = self._look_up(session, records)
            for record, digest in zip(records, hashes, strict=True):
                if isinstance(record, Failure):
                    self._fail(record, batch)
                else:
                    self._place(record, digest, batch)
            self._store(session, batch, records)
        return batch

    def _look_up(self, session: Session, records: list[Release | Failure]) -> Batch:
        """What the database holds of these texts."""
        last = session.query("SELECT COALESCE(MAX(position), 0) FROM sources UNION ALL SELECT COALESCE(MAX(position), 0) FROM failures")
        batch = Batch(max(row[0] for row in last))
        ids = sorted({record.id for record in records if isinstance(record, Release)})
        if ids:
            rows = session.query(
                f"SELECT release_number, id, content_hash, parser_version, source FROM releases WHERE id IN ({', '.join('?' * len(ids))})",  # noqa: S608 - placeholders
                ids,
            )
            held = {row[0]: Held(row[0], row[2], row[3], row[4], {}) for row in rows}
            batch.held = {row[1]: held[row[0]] for row in rows}
            if held:
                for number, source, record in session.query(
                    f"SELECT release_number, source, record FROM sources WHERE release_number IN ({listed(held)}) ORDER BY position"  # noqa: S608 - integers
                ):
                    held[number].sources[source] = record
        failures = self._seen.copy()
        wanted = []
        for record in records:
            if isinstance(record, Failure):
                digest = failure_hash(record, failures)
                wanted.append(digest)
        if wanted:
            found = session.query(f"SELECT failure_hash FROM failures WHERE failure_hash IN ({', '.join('?' * len(wanted))})", wanted)  # noqa: S608 - placeholders
            batch.hashes = {row[0] for row in found}
        return batch

    def _fail(self, failure: Failure, batch: Batch) -> None:
        seen = self._seen + batch.seen
        digest = failure_hash(failure, seen)
        batch.seen[failure_key(failure)] += 1
        batch.counts["failed"] += 1
        if digest not in batch.hashes:
            batch.hashes.add(digest)
            batch.failures.append((batch.next(), failure.source, failure.stage, failure.error, digest))

    def _place(self, release: Release, digest: str, batch: Batch) -> None:
        """Decide what becomes of a release."""
        held = batch.held.get(release.id)
        if held is None:
            number = batch.next()
            batch.held[release.id] = Held(number, digest, release.parser.version, release.source, {release.source: None}, release, is_new=True)
            batch.sources.append((number, number, release.source, None))
            batch.counts["added"] += 1
            return
        known = release.source in held.sources
        if digest == held.content_hash:
            outcome = self._share(release, held, batch, known=known)
        elif version_key(release.parser.version) < version_key(held.version) and not self.replace_newer:
            outcome = "kept" if known else self._share(release, held, batch, known=known)
        elif release.source == held.source or release.parser.version != held.version:
            held.content_hash, held.version, held.source, held.release = digest, release.parser.version, release.source, release
            self._share(release, held, batch, known=known)
            outcome = "replaced"
        else:
            # the same text and parser, but another date or title than the release has from its first source
            own = release.model_dump_json()
            outcome = "unchanged" if known and held.sources[release.source] == own else "replaced" if known else "added"
            if not known:
                batch.sources.append((batch.next(), held.number, release.source, own))
            elif outcome == "replaced":
                batch.own_records.append((own, held.number, release.source))
            held.sources[release.source] = own
        batch.counts[outcome] += 1

    @staticmethod
    def _share(release: Release, held: Held, batch: Batch, *, known: bool) -> str:
        """The source has the release's record."""
        if not known:
            batch.sources.append((batch.next(), held.number, release.source, None))
        elif held.sources[release.source] is not None:
            batch.own_records.append((None, held.number, release.source))
        else:
            return "unchanged"
        held.sources[release.source] = None
        return "replaced" if known else "added"

    def _store(self, session: Session, batch: Batch, records: list[Release | Failure]) -> None:
        """Write what was decided."""
        now = dt.datetime.now(dt.UTC)
        rows = empty_rows()
        replaced: list[int] = []
        written = [held for held in batch.held.values() if held.release is not None]
        for held in written:
            if held.release is not None:
                rows_of(held.release, held.number, rows)
                if not held.is_new:
                    replaced.append(held.number)
        extra = {held.number: (held.content_hash, now, self._run) for held in written}
        new = {held.number for held in written if held.is_new}
        releases = [(*row, *extra[row[0]]) for row in rows["releases"]]
        if replaced:
            for table in reversed(CHILDREN):
                session.execute(f"DELETE FROM {table.name} WHERE {NUMBER} IN ({listed(replaced)})")  # noqa: S608 - our names, integers
            names = [column.name for column in TABLE["releases"].columns[1:]]
            session.execute(
                f"UPDATE releases SET {', '.join(f'{name} = ?' for name in names)} WHERE {NUMBER} = ?",  # noqa: S608 - our names
                [(*row[1:], row[0]) for row in releases if row[0] not in new],
            )
        rows["releases"] = [row for row in releases if row[0] in new]
        rows["sources"] = batch.sources
        rows["failures"] = batch.failures
        for table in TABLES:
            if rows.get(table.name):
                session.insert(table, rows[table.name])
        if batch.own_records:
            for record, number, source in batch.own_records:
                where = "source IS NULL" if source is None else "source = ?"
                values = (record, number) if source is None else (record, number, source)
                session.execute(f"UPDATE sources SET record = ? WHERE {NUMBER} = ? AND {where}", [values])  # noqa: S608 - our names
        first = next((record.parser for record in records if isinstance(record, Release)), None)
        if first is not None and self._info == (None, None):
            self._info = (first.version, first.model)
        counts = self.counts + batch.counts
        session.execute(
            f"UPDATE parser_runs SET parser_version = ?, parser_model = ?, {', '.join(f'{name} = ?' for name in COUNTS)} WHERE run = ?",  # noqa: S608 - our names
            [(*self._info, *(counts[name] for name in COUNTS), self._run)],
        )

    def __repr__(self) -> str:
        return f"DatabaseSink({self.database.name!r})"


class HeldInputs:
    """What a database holds of one parser, for a run that goes on.

    A record stands for a document where text, source and the metadata that the archive gives are the same. They are looked up in a
    temporary database on disk, so that memory stays flat, and read in pages: a resumed run asks for them in the order in which
    they were written.
    """

    def __init__(self, database: Database, parser: ParserInfo) -> None:
        self._database, self._parser = database, parser
        self._page: dict[tuple[str, str | None], Release] = {}
        # a database without a name is a temporary file that SQLite removes
        self._index = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._index.execute("CREATE TABLE input (key BLOB PRIMARY KEY, position INTEGER) WITHOUT ROWID")
        self._index.execute("BEGIN")
        with database.read() as session:
            last = -1
            while inputs := session.query(
                f"SELECT s.position, r.id, s.source FROM sources s JOIN releases r ON r.{NUMBER} = s.{NUMBER} "  # noqa: S608 - our names
                f"WHERE s.position > ? AND r.parser_version = ? AND r.parser_model = ? ORDER BY s.position LIMIT {INDEXED}",
                (last, parser.version, parser.model),
            ):
                keys = [(input_key(text, source), position) for position, text, source in inputs]
                self._index.executemany("INSERT OR IGNORE INTO input VALUES (?, ?)", keys)
                last = inputs[-1][0]
        self._index.execute("COMMIT")

    def take(self, document: Document) -> Document | Release:
        """The record of a document, or the document."""
        try:
            text = release_id(document.text)
        except UnicodeEncodeError:  # no record has such a text
            return document
        if (text, document.source) not in self._page:
            found = self._index.execute("SELECT position FROM input WHERE key = ?", (input_key(text, document.source),)).fetchone()
            if found is None:
                return document
            self._page = {(release.id, release.source): release for _, release in _page(self._database, found[0] - 1)}
        release = self._page.get((text, document.source))
        return document if release is None or not self._is_of(release, document) else release

    def _is_of(self, release: Release, document: Document) -> bool:
        return release.parser == self._parser and all(
            # what the archive does not say, the parser may have read in the text
            given is None or given == getattr(release, name)
            for name, given in (("title", document.title), ("published", document.published), ("publisher", document.publisher))
        )


def load_from(database: Database) -> Iterator[Release | Failure]:
    """The records of a database, in the order in which they came."""
    try:
        with database.read() as session:
            if "schema_version" not in session.columns():
                raise InputError(f"{database.name} holds no records of release_parser")
            failures = [
                (row[0], Failure(source=row[1], stage=row[2], error=row[3]))
                for row in session.query("SELECT position, source, stage, error FROM failures ORDER BY position")
            ]
        failures.reverse()
        last = 0
        while page := _page(database, last):
            for position, record in page:
                while failures and failures[-1][0] < position:
                    yield failures.pop()[1]
                yield record
                last = position
        while failures:
            yield failures.pop()[1]
    except Exception as error:
        if not database.is_lost(error):
            raise
        raise InputError(f"{database.name} cannot be read: {database.explain(error)}") from error
    finally:
        database.close()


def _page(database: Database, last: int) -> list[tuple[int, Release]]:
    """The next records."""
    with database.read() as session:
        inputs = session.query(f"SELECT position, {NUMBER}, source, record FROM sources WHERE position > ? ORDER BY position LIMIT {PAGE}", (last,))  # noqa: S608 - our names
        numbers = sorted({row[1] for row in inputs if row[3] is None})
        rows = {table.name: session.select(table, numbers) for table in FLAT if table.name != "failures"} if numbers else {}
    releases = records_of(rows) if numbers else {}
    page: list[tuple[int, Release]] = []
    for position, number, source, record in inputs:
        if record is not None:
            page.append((position, Release.model_validate_json(record)))
        else:
            release = releases[number]
            page.append((position, release if release.source == source else release.model_copy(update={"source": source})))
    return page


def input_key(text: str, source: str | None) -> bytes:
    """A text from a source, in 16 bytes."""
    return hashlib.sha256(f"{text} {source or ''}".encode("utf-8", "surrogatepass")).digest()[:16]


def content_hash(release: Release) -> str:
    """Tells whether two records of a text are the same, wherever they came from."""
    return hashlib.sha256(release.model_dump_json(exclude={"source"}).encode()).hexdigest()


def failure_key(failure: Failure) -> str:
    """A failure as text."""
    return json.dumps([failure.source, failure.stage, failure.error])


def failure_hash(failure: Failure, seen: Counter[str]) -> str:
    """Tells the failure of a later run; the same twice in a run are two. Counts it."""
    key = failure_key(failure)
    seen[key] += 1
    return hashlib.sha256(f"{seen[key]}{key}".encode()).hexdigest()


_PART = regex.compile(r"\d++|[a-z]++")


def version_key(version: str) -> tuple[tuple[int, int, str], ...]:
    """Orders versions: '0.9.0' < '0.10.0rc1' < '0.10.0' < '0.10.0.post1'.

    >>> version_key("0.10.0rc1") < version_key("0.10.0") < version_key("0.10.0.post1") < version_key("0.11")
    True
    """
    parts: list[tuple[int, int, str]] = []
    for part in _PART.findall(version.lower().split("+")[0]):
        if part.isdigit():
            parts.append((2, int(part[:18]), ""))
        else:
            parts.append((1 if part == "post" else -1, 0, part))
    while parts and parts[-1] == (2, 0, ""):
        parts.pop()
    return (*parts, (0, 0, ""))


def listed(numbers: Iterable[int]) -> str:
    """Integers for `IN (…)`."""
    return ", ".join(str(int(number)) for number in numbers)


def storable(text: str | None) -> str | None:
    """A text without what PostgreSQL's text cannot hold."""
    return None if text is None else text.replace("\x00", "\\x00")
