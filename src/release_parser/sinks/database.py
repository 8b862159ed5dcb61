"""Writing to a database, whichever it is: one transaction a batch, replace per release.

In: records, each with the identity of its document. Out: the tables of `release_parser.tables`. What is there already, the same, is
left alone, so that a second load changes nothing. A record takes the place of an older parser's record of the same text, with all its
rows, and never of a newer parser's. The same text of two documents is one release with two rows in `sources`; a new text of a document
supersedes the old one, which stays and is not current any more.

A record that the database cannot hold is a `Failure` in its place. Everything else that goes wrong is the run's fault and no
release's: the batch is tried again, on a new connection, and if that does not help the run ends with a `TargetError`.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import time
from collections import Counter
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar

from release_parser.errors import InputError, TargetError
from release_parser.records import Failure, ParserInfo, Release
from release_parser.sinks import runs
from release_parser.sinks.documents import (
    Batch,
    Held,
    identity_of,
    known_row,
    mark_gone,
    meet,
    rows_where,
    store_rows,
    with_keys,
)
from release_parser.sinks.fingerprints import content_hash, failure_hash, failure_key, listed, storable, version_key
from release_parser.sinks.migrate import bring_up
from release_parser.sinks.protocols import Fault
from release_parser.sinks.readback import HeldInputs, Kept
from release_parser.sinks.turns import SAID_AFTER, log
from release_parser.sinks.writable import escaped, writable
from release_parser.tables import FLAT, NUMBER, TABLE, rows_of
from release_parser.tables.rows import empty_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from types import TracebackType

    from release_parser.sinks.protocols import Database, Session
    from release_parser.text import Document

BATCH = 200
"""Records in a transaction."""
CHILDREN = tuple(table for table in FLAT if table.name not in ("releases", "failures"))
RETRIED = (Fault.BUSY, Fault.LOST, Fault.LASTING)
"""Faults after which a run that has begun tries again: somebody may mend it meanwhile."""
Result = TypeVar("Result")


LONGEST_IDENTITY = 1_000
"""Characters of an identity that a database's index takes; a longer one is known by its hash."""


def _key(identity: str | None) -> str | None:
    """An identity as every database can store and index it."""
    plain = storable(escaped(identity))
    if plain is None or len(plain) <= LONGEST_IDENTITY:
        return plain
    return f"sha256:{hashlib.sha256(plain.encode()).hexdigest()}"


class DatabaseSink:
    """Writes records to a database. `replace_newer`: an older parser's record may take a newer one's place.

    `prune`, when the run has ended well: documents that it did not meet are marked as gone.
    """

    delays: ClassVar[tuple[float, ...]] = (0.1, 0.2, 0.5, 1, 2, 4, 8, 15, 30)
    """Seconds before each new try after a lost connection."""

    def __init__(self, database: Database, *, replace_newer: bool = False, batch_size: int = BATCH) -> None:
        self.database, self.replace_newer, self.batch_size = database, replace_newer, batch_size
        self.force = False
        self.prune = False
        self.gone = 0
        """Documents that were marked as gone."""
        self.counts: Counter[str] = Counter()
        self.refused: list[Failure] = []
        """Records that the database could not hold."""
        self._parser: ParserInfo | None = None
        self._resumed: HeldInputs | None = None

    def resume(self, parser: ParserInfo) -> None:
        """Keep what the database holds of this parser. To be said before the sink is entered."""
        self._parser = parser

    def holds(self, item: Document | Failure, identity: str | None) -> bool:
        """Whether the database holds what would come of the next input: then it need not be parsed, and is noted as seen."""
        if self._resumed is None or isinstance(item, Failure):
            return False
        found = self._resumed.find(item, identity)
        if found is None:
            return False
        self._kept.append(found)
        if len(self._kept) >= self.batch_size:
            self.flush()
        return True

    def __enter__(self) -> Self:
        self._buffer: list[tuple[Release | Failure, str | None]] = []
        self._kept: list[Kept] = []
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

    @property
    def superseded(self) -> int:
        """Documents whose text was replaced by a newer one."""
        return self.counts["superseded"]

    def write(self, record: Release | Failure) -> None:
        """Take one record, whose URL, or else its source, or its text, says which document it is of."""
        self.write_of(record, identity_of(record) if isinstance(record, Release) else record.source)

    def write_of(self, record: Release | Failure, identity: str | None) -> None:
        """Take the record of a document; every `batch_size` records are one transaction. Without an identity its text is one."""
        self._buffer.append((writable(record), _key(identity)))
        if len(self._buffer) >= self.batch_size:
            self.flush()

    def flush(self) -> None:
        """Write what was taken, now."""
        batch, self._buffer = self._buffer, []
        kept, self._kept = self._kept, []
        if kept:
            self.counts += self._again(lambda: self._keep(kept))
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
            self._started = dt.datetime.now(dt.UTC)
            run = runs.begin(session, self._started)
            failed = {row[0] for row in session.query("SELECT DISTINCT source FROM failures WHERE source IS NOT NULL")}
        return run, failed

    def _keep(self, kept: list[Kept]) -> Counter[str]:
        """Note what was met again as it was, and what another document says too."""
        with self.database.write() as session:
            known = [each for each in kept if each.position is not None]
            if known:
                positions = listed(each.position for each in known if each.position is not None)
                session.execute(
                    f"UPDATE sources SET last_seen = ?, run = ? WHERE position IN ({positions})",
                    [(self._started, self._run)],
                )
                moved = [(each.source, each.position) for each in known if each.has_moved]
                session.execute("UPDATE sources SET source = ? WHERE position = ?", moved)
                numbers = listed({each.number for each in known})
                session.execute(f"UPDATE releases SET last_seen = ? WHERE {NUMBER} IN ({numbers})", [(self._started,)])
            counts = self._adopt(session, [each for each in kept if each.position is None])
            counts["unchanged"] += len(kept)
            self._beat(session, counts)
        return counts

    def _adopt(self, session: Session, kept: list[Kept]) -> Counter[str]:
        """Texts that are held already are those of these documents now."""
        if not kept:
            return Counter()
        last = session.query(
            "SELECT COALESCE(MAX(position), 0) FROM sources UNION ALL SELECT COALESCE(MAX(position), 0) FROM failures"
        )
        batch = Batch(max(row[0] for row in last))
        by_number = {each.number: Held(each.number, "", "") for each in kept}
        for row in rows_where(session, NUMBER, sorted(by_number)):
            by_number[row.number].rows[row.identity] = batch.hold(row)
        for row in rows_where(session, "identity", sorted({each.identity for each in kept})):
            if row.is_current:
                batch.current[row.identity] = batch.hold(row)
        for each in kept:
            meet(by_number[each.number], each.identity, each.source, None, batch, self._run)
        store_rows(session, batch, self._run, self._started, set())
        return batch.counts

    def _finish(self, state: str) -> None:
        def finish() -> None:
            with self.database.write() as session:
                for source in sorted(self._succeeded):
                    # what failed in an earlier run and did not in this one
                    rows = session.query("SELECT position, failure_hash FROM failures WHERE source = ?", (source,))
                    gone = [(position,) for position, failure_hash in rows if failure_hash not in self._failure_hashes]
                    if gone:
                        session.execute("DELETE FROM failures WHERE position = ?", gone)
                self.gone = mark_gone(session, self._run) if self.prune and state == "done" else 0
                runs.end(session, self._run, state, self.gone)

        if state == "failed":
            finish()  # once: what broke may be the connection, and has been waited for
        else:
            self._again(finish)

    def _write(self, records: list[tuple[Release | Failure, str | None]]) -> None:
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
            ((record, identity),) = records
            failure = Failure(
                source=storable(record.source),
                stage="write",
                error=storable(f"{self.database.name} cannot hold it: {self.database.explain(error)}")
                or "it cannot be held",
            )
            if record == failure:
                raise
            self.refused.append(failure)
            self._write([(failure, identity)])
            return
        self.counts += done.counts
        self._seen += done.seen
        self._failure_hashes |= done.hashes
        self._succeeded |= {
            record.source
            for record, _ in records
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

    def _transaction(self, records: list[tuple[Release | Failure, str | None]]) -> Batch:
        hashes = [content_hash(record) if isinstance(record, Release) else "" for record, _ in records]
        with self.database.write() as session:
            batch = self._look_up(session, records)
            for (record, identity), digest in zip(records, hashes, strict=True):
                if isinstance(record, Failure):
                    self._fail(record, identity, batch)
                else:
                    self._place(record, digest, identity or record.id, batch)
            self._store(session, batch, records)
        return batch

    def _look_up(self, session: Session, records: list[tuple[Release | Failure, str | None]]) -> Batch:
        """What the database holds of these texts and documents."""
        last = session.query(
            "SELECT COALESCE(MAX(position), 0) FROM sources UNION ALL SELECT COALESCE(MAX(position), 0) FROM failures"
        )
        batch = Batch(max(row[0] for row in last))
        self._look_up_texts(session, batch, sorted({each.id for each, _ in records if isinstance(each, Release)}))
        named = {
            name
            for each, identity in records
            for name in (identity, each.source, each.id if isinstance(each, Release) else None)
            if name is not None
        }
        for row in rows_where(session, "identity", sorted(named)):
            if row.is_current:
                batch.current[row.identity] = batch.hold(row)
        failures = self._seen.copy()
        wanted = [failure_hash(each, failures) for each, _ in records if isinstance(each, Failure)]
        if wanted:
            found = session.query(
                f"SELECT failure_hash FROM failures WHERE failure_hash IN ({', '.join('?' * len(wanted))})", wanted
            )
            batch.hashes = {row[0] for row in found}
        return batch

    @staticmethod
    def _look_up_texts(session: Session, batch: Batch, ids: list[str]) -> None:
        if not ids:
            return
        found = session.query(
            f"SELECT {NUMBER}, id, content_hash, parser_version FROM releases WHERE id IN ({', '.join('?' * len(ids))})",
            ids,
        )
        by_number = {row[0]: Held(row[0], row[2], row[3]) for row in found}
        batch.held = {row[1]: by_number[row[0]] for row in found}
        for row in rows_where(session, NUMBER, list(by_number)):
            by_number[row.number].rows[row.identity] = batch.hold(row)

    def _fail(self, failure: Failure, identity: str | None, batch: Batch) -> None:
        """Note a failure. What its document said before stays what it says, and is not gone."""
        seen = self._seen + batch.seen
        digest = failure_hash(failure, seen)
        batch.seen[failure_key(failure)] += 1
        batch.counts["failed"] += 1
        if digest not in batch.hashes:
            batch.hashes.add(digest)
            batch.failures.append((batch.next(), failure.source, failure.stage, failure.error, digest))
        row = batch.current.get(identity or "")
        if row is not None:
            row.run, row.is_changed = self._run, True

    def _place(self, release: Release, digest: str, identity: str, batch: Batch) -> None:
        """Decide what becomes of a release."""
        held = batch.held.get(release.id)
        if held is None:
            number = batch.next()
            held = Held(number, digest, release.parser.version, release=release, is_new=True)
            batch.held[release.id] = held
            meet(held, identity, release.source, None, batch, self._run, position=number)
            batch.counts["added"] += 1
            return
        known = known_row(held, identity, release, batch)
        before = known.own if known is not None else None
        own: str | None = None
        replaces = False
        if digest != held.content_hash:
            is_older = version_key(release.parser.version) < version_key(held.version) and not self.replace_newer
            replaces = not is_older and (identity == held.first or release.parser.version != held.version)
            if replaces:
                held.content_hash, held.version, held.release = digest, release.parser.version, release
            elif is_older:
                if known is not None:
                    own = before
            else:
                # the same text and parser, but another date or title than the release has from its first document
                own = release.model_dump_json()
        meet(held, identity, release.source, own, batch, self._run)
        batch.counts[
            _outcome(
                is_known=known is not None,
                replaces=replaces or before != own,
                kept=own is None and digest != held.content_hash,
            )
        ] += 1

    def _store(self, session: Session, batch: Batch, records: list[tuple[Release | Failure, str | None]]) -> None:
        """Write what was decided."""
        rows = empty_rows()
        written = [held for held in batch.held.values() if held.release is not None]
        for held in written:
            if held.release is not None:
                rows_of(held.release, held.number, rows)
        now = dt.datetime.now(dt.UTC)
        versions = (True, self._started, self._started, None)
        extra = {held.number: (held.content_hash, now, self._run, *versions) for held in written}
        owners = {held.number: held for held in written}
        rows["claims"] = list(with_keys(rows["claims"], owners))
        releases = [(*row, *extra[row[0]]) for row in rows["releases"]]
        self._replace(session, [row for row in releases if not owners[row[0]].is_new])
        rows["releases"] = [row for row in releases if owners[row[0]].is_new]
        rows["failures"] = batch.failures
        for table in FLAT:
            if rows[table.name]:
                session.insert(table, rows[table.name])
        store_rows(session, batch, self._run, self._started, {row[0] for row in rows["releases"]})
        self._beat(session, batch.counts, next((each.parser for each, _ in records if isinstance(each, Release)), None))

    def _replace(self, session: Session, releases: list[tuple[Any, ...]]) -> None:
        """Take the rows of older records away, and write the releases over."""
        if not releases:
            return
        numbers = listed(row[0] for row in releases)
        for table in reversed(CHILDREN):
            session.execute(f"DELETE FROM {table.name} WHERE {NUMBER} IN ({numbers})")
        kept = ("first_seen", "superseded_by")  # the rest of what versions say is summed up anew
        columns = [
            (at, column.name) for at, column in enumerate(TABLE["releases"].columns) if at and column.name not in kept
        ]
        session.execute(
            f"UPDATE releases SET {', '.join(f'{name} = ?' for _, name in columns)} WHERE {NUMBER} = ?",
            [(*(row[at] for at, _ in columns), row[0]) for row in releases],
        )

    def _beat(self, session: Session, counts: Counter[str], parser: ParserInfo | None = None) -> None:
        if parser is not None and self._info == (None, None):
            self._info = (parser.version, parser.model)
        runs.beat(session, self._run, self.counts + counts, self._info)

    def __repr__(self) -> str:
        return f"DatabaseSink({self.database.name!r})"


def _outcome(*, is_known: bool, replaces: bool, kept: bool) -> str:
    if kept and is_known:
        return "kept"
    return "replaced" if replaces and is_known else "unchanged" if is_known else "added"
