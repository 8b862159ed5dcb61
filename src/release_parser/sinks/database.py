"""Writing to a database, whichever it is: one transaction a batch, replace per release.

In: records. Out: the tables of `release_parser.tables`. What is there already, the same, is left alone, so that a second load
changes nothing. A record takes the place of an older parser's record of the same text, with all its rows, and never of a newer
parser's. The same text from two places is one release with two rows in `sources`.

A record that the database cannot hold is a `Failure` in its place. Everything else that goes wrong is the run's fault and no
release's: the batch is tried again, on a new connection, and if that does not help the run ends with a `TargetError`.
"""

from __future__ import annotations

import datetime as dt
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar

from release_parser._version import __version__
from release_parser.errors import InputError, TargetError
from release_parser.records import Failure, ParserInfo, Release
from release_parser.sinks.fingerprints import content_hash, failure_hash, failure_key, listed, storable, version_key
from release_parser.sinks.migrate import bring_up
from release_parser.sinks.protocols import Fault
from release_parser.sinks.readback import HeldInputs
from release_parser.sinks.turns import SAID_AFTER, log
from release_parser.sinks.writable import writable
from release_parser.tables import FLAT, NUMBER, TABLE, TABLES, rows_of
from release_parser.tables.rows import empty_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from types import TracebackType

    from release_parser.sinks.protocols import Database, Session
    from release_parser.text import Document

BATCH = 200
"""Records in a transaction."""
COUNTS = ("added", "replaced", "unchanged", "kept", "failed")
CHILDREN = tuple(table for table in FLAT if table.name not in ("releases", "failures"))
RETRIED = (Fault.BUSY, Fault.LOST, Fault.LASTING)
"""Faults after which a run that has begun tries again: somebody may mend it meanwhile."""
Result = TypeVar("Result")


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
        self.force = False
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
        if self._resumed is None or isinstance(item, Failure):
            return item
        held = self._resumed
        return self._again(lambda: held.take(item))

    def __enter__(self) -> Self:
        self._buffer: list[Release | Failure] = []
        self._info: tuple[str | None, str | None] = (None, None)
        self._seen: Counter[str] = Counter()
        self._failure_hashes: set[str] = set()
        self._succeeded: set[str] = set()
        try:
            self._run, self._failed_before = self._again(self._start, (Fault.BUSY,))
            if self._parser is not None:
                self._resumed = HeldInputs(self.database, self._parser)
        except InputError:
            self.database.close()
            raise
        except Exception as error:
            self.database.close()
            if self.database.fault(error) is None:
                raise
            raise TargetError(f"{self.database.name} cannot be opened: {self.database.explain(error)}") from error
        return self

    def write(self, record: Release | Failure) -> None:
        """Take one record; every `batch_size` records are one transaction."""
        self._buffer.append(writable(record))
        if len(self._buffer) >= self.batch_size:
            self.flush()

    def flush(self) -> None:
        """Write what was taken, now."""
        batch, self._buffer = self._buffer, []
        if batch:
            self._write(batch)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
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
            bring_up(session, force=self.force)
            run = int(session.query("SELECT COALESCE(MAX(run), 0) + 1 FROM parser_runs")[0][0])
            started = dt.datetime.now(dt.UTC)
            session.insert(
                TABLE["parser_runs"], [(run, started, None, "running", __version__, None, None, 0, 0, 0, 0, 0)]
            )
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
                    "UPDATE parser_runs SET finished_at = ?, state = ? WHERE run = ?",
                    [(dt.datetime.now(dt.UTC), state, self._run)],
                )

        if state == "failed":
            finish()  # once: what broke may be the connection, and has been waited for
        else:
            self._again(finish)

    def _write(self, records: list[Release | Failure]) -> None:
        """Write a batch; where the database refuses it, its halves, until the record is found that it cannot hold."""
        try:
            done = self._again(lambda: self._transaction(records))
        except InputError:  # the connection is lost for good
            raise
        except Exception as error:
            if self.database.fault(error) is not Fault.DATA:
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
                error=storable(f"{self.database.name} cannot hold it: {self.database.explain(error)}")
                or "it cannot be held",
            )
            if record == failure:
                raise
            self.refused.append(failure)
            self._write([failure])
            return
        self.counts += done.counts
        self._seen += done.seen
        self._failure_hashes |= done.hashes
        self._succeeded |= {
            record.source
            for record in records
            if isinstance(record, Release) and record.source in self._failed_before and record.source
        }

    def _again(self, work: Callable[[], Result], passing: Collection[Fault] = RETRIED) -> Result:
        """Do it; where that fails by a fault that may pass, again and again, with longer and longer waits between."""
        waited = 0.0
        for delay in (*self.delays, None):
            try:
                return work()
            except Exception as error:
                if self.database.fault(error) not in passing:
                    raise
                said = self.database.explain(error)
                if delay is None:
                    raise TargetError(
                        f"{self.database.name} cannot be written ({said}); every batch before this one is written: "
                        "run the same again, resumed, when that is mended"
                    ) from error
                if waited + delay >= SAID_AFTER:
                    log.warning("%s: %s; trying again in %s s", self.database.name, said, delay)
                time.sleep(delay)
                waited += delay
        raise AssertionError  # the last try returns or raises

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
        last = session.query(
            "SELECT COALESCE(MAX(position), 0) FROM sources UNION ALL SELECT COALESCE(MAX(position), 0) FROM failures"
        )
        batch = Batch(max(row[0] for row in last))
        ids = sorted({record.id for record in records if isinstance(record, Release)})
        if ids:
            rows = session.query(
                f"SELECT release_number, id, content_hash, parser_version, source FROM releases WHERE id IN ({', '.join('?' * len(ids))})",
                ids,
            )
            held = {row[0]: Held(row[0], row[2], row[3], row[4], {}) for row in rows}
            batch.held = {row[1]: held[row[0]] for row in rows}
            if held:
                for number, source, record in session.query(
                    f"SELECT release_number, source, record FROM sources WHERE release_number IN ({listed(held)}) ORDER BY position"
                ):
                    held[number].sources[source] = record
        failures = self._seen.copy()
        wanted = []
        for record in records:
            if isinstance(record, Failure):
                digest = failure_hash(record, failures)
                wanted.append(digest)
        if wanted:
            found = session.query(
                f"SELECT failure_hash FROM failures WHERE failure_hash IN ({', '.join('?' * len(wanted))})", wanted
            )
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
            batch.held[release.id] = Held(
                number, digest, release.parser.version, release.source, {release.source: None}, release, is_new=True
            )
            batch.sources.append((number, number, release.source, None))
            batch.counts["added"] += 1
            return
        known = release.source in held.sources
        if digest == held.content_hash:
            outcome = self._share(release, held, batch, known=known)
        elif version_key(release.parser.version) < version_key(held.version) and not self.replace_newer:
            outcome = "kept" if known else self._share(release, held, batch, known=known)
        elif release.source == held.source or release.parser.version != held.version:
            held.content_hash, held.version, held.source, held.release = (
                digest,
                release.parser.version,
                release.source,
                release,
            )
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
                session.execute(f"DELETE FROM {table.name} WHERE {NUMBER} IN ({listed(replaced)})")
            names = [column.name for column in TABLE["releases"].columns[1:]]
            session.execute(
                f"UPDATE releases SET {', '.join(f'{name} = ?' for name in names)} WHERE {NUMBER} = ?",
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
                session.execute(f"UPDATE sources SET record = ? WHERE {NUMBER} = ? AND {where}", [values])
        first = next((record.parser for record in records if isinstance(record, Release)), None)
        if first is not None and self._info == (None, None):
            self._info = (first.version, first.model)
        counts = self.counts + batch.counts
        session.execute(
            f"UPDATE parser_runs SET parser_version = ?, parser_model = ?, {', '.join(f'{name} = ?' for name in COUNTS)} WHERE run = ?",
            [(*self._info, *(counts[name] for name in COUNTS), self._run)],
        )

    def __repr__(self) -> str:
        return f"DatabaseSink({self.database.name!r})"
