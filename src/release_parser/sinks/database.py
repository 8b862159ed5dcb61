"""Writes to any database: one transaction for each batch, each release replaced as a whole.

In: records, each with the identity of its document. Out: the tables of `release_parser.tables`. A record that is there already and the same
is left alone, so that a second load changes nothing. A record replaces that of an older parser for the same text, with all its rows, and
never that of a newer parser. The same text of two documents is one release with two rows in `sources`. A new text of a document supersedes
the old one, which stays and is no longer current.

A record that the database cannot hold becomes a `Failure` in its place. Every other error concerns the run and no single release: what may
be temporary is tried again on a new connection, and if that does not help the run ends with a `TargetError`.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING, ClassVar, Self, TypeVar

import regex

from release_parser.errors import InputError
from release_parser.records import Failure, ParserInfo, Release
from release_parser.sinks import manifest, runs
from release_parser.sinks.batches import BatchWriter, RecordOfDocument, last_position
from release_parser.sinks.documents import Batch, StoredDocument, mark_gone, meet, rows_where, store_rows
from release_parser.sinks.fingerprints import listed, storable
from release_parser.sinks.migrate import bring_up
from release_parser.sinks.protocols import Fault
from release_parser.sinks.readback import HeldInputs, Kept
from release_parser.sinks.retries import again
from release_parser.sinks.writable import escaped, writable
from release_parser.tables import NUMBER, TABLE
from release_parser.tables.keys import identity_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from release_parser.origins import InputFile
    from release_parser.sinks.protocols import Database, Session
    from release_parser.text import Document

RECORDS_PER_TRANSACTION = 200
"""Records in a transaction."""
Result = TypeVar("Result")
_INSIDE = regex.compile(r"[/:\[\\]")
"""What stands in a source between an archive and what is in it: 'news.zip/a.txt', 'news.jsonl:7', 'news.json[6]'."""
LONGEST_IDENTITY, LARGEST_IDENTITY = 1_000, 2_600
"""Characters and bytes of an identity that a database's index takes (PostgreSQL's: 2,704 bytes); a longer one is known by its hash."""


def _key(identity: str | None) -> str | None:
    """An identity in a form that every database can store and index."""
    plain = storable(escaped(identity))
    if plain is None or (len(plain) <= LONGEST_IDENTITY and len(plain.encode()) <= LARGEST_IDENTITY):
        return plain
    return f"sha256:{hashlib.sha256(plain.encode()).hexdigest()}"


class DatabaseSink:
    """Writes records to a database. `replace_newer`: an older parser's record may replace a newer one's.

    `prune`: when the run has ended normally, documents that it did not meet are marked as gone.
    """

    delays: ClassVar[tuple[float, ...]] = (0.1, 0.2, 0.5, 1, 2, 4, 8, 15, 30)
    """Seconds before each new try after a fault that may pass."""

    def __init__(
        self, database: Database, *, replace_newer: bool = False, batch_size: int = RECORDS_PER_TRANSACTION
    ) -> None:
        self.database, self.replace_newer, self.batch_size = database, replace_newer, batch_size
        self.force = False
        self.prune = False
        self.parsed = True
        """Whether the records are parsed by this run, and not loaded."""
        self.gone = 0
        """Documents that were marked as gone."""
        self.counts: Counter[str] = Counter()
        self.refused: list[Failure] = []
        """Records that the database could not hold."""
        self._parser: ParserInfo | None = None
        self._resumed: HeldInputs | None = None

    def resume(self, parser: ParserInfo) -> None:
        """Keep what the database holds of this parser, so that it need not be parsed again. Call it before the sink is entered."""
        self._parser = parser

    def holds(self, item: Document | Failure, identity: str | None, file: InputFile | None = None) -> bool:
        """Whether the database holds the record of the next input already; then the input need not be parsed, and is noted as seen."""
        if self._resumed is None or isinstance(item, Failure):
            return False
        found = self._resumed.find(item, identity, None if file is None else file.key)
        if found is None:
            return False
        self._kept.append(found)
        self._note_success(found.source)
        self._hold(file)
        self._flush_full()
        return True

    def unread(self, file: InputFile) -> int:
        """How many documents the database holds of an unchanged file, which need not be read; they are noted as seen."""
        documents = 0 if self._resumed is None else self._resumed.documents_in(file)
        if documents:
            self._unread.append(file.key)
            self.counts["unchanged"] += documents
            self._flush_full()
        return documents

    def __enter__(self) -> Self:
        self._buffer: list[RecordOfDocument] = []
        self._kept: list[Kept] = []
        self._unread: list[str] = []
        self._files: dict[str, InputFile] = {}
        self._shared: set[str] = set()
        self._info: tuple[str | None, str | None] = (None, None)
        self._failure_hashes: set[str] = set()
        self._succeeded: set[str] = set()
        try:
            self._failed_before = again(self.database, self._start, self.delays, (Fault.BUSY,), verb="opened")
            if (parser := self._parser) is not None:
                self._info = (parser.version, parser.model)
                self._resumed = again(
                    self.database, lambda: HeldInputs(self.database, parser), self.delays, verb="read"
                )
        except BaseException:
            self.database.close()
            raise
        return self

    @property
    def superseded(self) -> int:
        """The number of documents whose text was replaced by a newer one."""
        return self.counts["superseded"]

    def write(self, record: Release | Failure) -> None:
        """Take one record. Its document is identified by the record's URL, else its source, else its text."""
        self.write_of(record, identity_of(record))

    def write_of(self, record: Release | Failure, identity: str | None, file: InputFile | None = None) -> None:
        """Take the record of a document; every `batch_size` records are one transaction. Without an identity the text identifies the document."""
        self._buffer.append(RecordOfDocument(writable(record), _key(identity), file))
        if isinstance(record, Release):
            self._hold(file)
        elif file is not None:
            file.is_faulty = True
        self._flush_full()

    def _hold(self, file: InputFile | None) -> None:
        """Count one more document of a file as held."""
        if file is not None:
            file.held += 1
            self._files[file.key] = file

    def _flush_full(self) -> None:
        """Write what was taken, if it makes a full batch."""
        if max(len(self._buffer), len(self._kept), len(self._unread)) >= self.batch_size:
            self.flush()

    def flush(self) -> None:
        """Write everything taken so far."""
        batch, self._buffer = self._buffer, []
        kept, self._kept = self._kept, []
        unread, self._unread = self._unread, []
        if kept or unread:
            self.counts += self._again(lambda: self._keep(kept, unread))
        if batch:
            self._write(batch)
        shared = len(self._shared)
        self._shared |= set() if self._resumed is None else self._resumed.shared
        complete = [file for key, file in self._files.items() if file.is_complete and key not in self._shared]
        if complete or len(self._shared) > shared:
            self._again(lambda: self._complete(complete))
        self._files = {key: file for key, file in self._files.items() if not file.is_read}

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
            if self._resumed is not None:
                self._resumed.close()
            self.database.close()

    def _again(self, work: Callable[[], Result]) -> Result:
        """Do this work, and repeat it after temporary faults."""
        return again(self.database, work, self.delays)

    def _start(self) -> set[str]:
        """Bring the tables up to date, enter the run, and return the sources that failed before."""
        with self.database.write() as session:
            bring_up(session, force=self.force)
            started = runs.now(session)
            run = runs.begin(session, started)
            failed = {row[0] for row in session.query("SELECT DISTINCT source FROM failures WHERE source IS NOT NULL")}
        self._writer = BatchWriter(run, started, self.replace_newer, self.parsed)
        return failed

    def _keep(self, kept: list[Kept], unread: list[str]) -> Counter[str]:
        """Note inputs that were met again unchanged, and those whose text another document has too."""
        run, started = self._writer.run, self._writer.started
        with self.database.write() as session:
            manifest.meet_unread(session, unread, run, started)
            manifest.enter(session, self._files.values(), run)
            known, others = self._sorted(session, kept)
            if known:
                positions = listed(each.position for each in known if each.position is not None)
                session.execute(
                    f"UPDATE sources SET last_seen = ?, run = ? WHERE position IN ({positions})", [(started, run)]
                )
                moved = [(each.source, each.file, each.position) for each in known if each.has_moved]
                session.update(TABLE["sources"], ("source", "file"), moved)
                numbers = listed({each.number for each in known})
                session.execute(f"UPDATE releases SET last_seen = ? WHERE {NUMBER} IN ({numbers})", [(started,)])
            counts = self._adopt(session, others)
            counts["unchanged"] += len(kept)
            self._beat(session, counts)
        return counts

    @staticmethod
    def _sorted(session: Session, kept: list[Kept]) -> tuple[list[Kept], list[Kept]]:
        """The kept rows that stay as they are, and those that change: texts of other documents, or no longer current ones."""
        places = listed(each.position for each in kept if each.position is not None)
        past = (
            session.query(f"SELECT identity FROM sources WHERE position IN ({places}) AND NOT is_current")
            if places
            else []
        )
        changed = {row[0] for row in past} | {each.identity for each in kept if each.position is None}
        known = [each for each in kept if each.identity not in changed]
        return known, [each for each in kept if each.identity in changed]

    def _adopt(self, session: Session, kept: list[Kept]) -> Counter[str]:
        """Give texts that the database holds to these documents."""
        if not kept:
            return Counter()
        batch = Batch(last_position(session))
        by_number = {each.number: StoredDocument(each.number, "", "") for each in kept}
        for row in rows_where(session, NUMBER, sorted(by_number)):
            by_number[row.number].rows[row.identity] = batch.hold(row)
        for row in rows_where(session, "identity", sorted({each.identity for each in kept})):
            if row.is_current:
                batch.current[row.identity] = batch.hold(row)
        for each in kept:
            meet(by_number[each.number], each.identity, each.source, None, batch, self._writer.run, file=each.file)
        store_rows(session, batch, self._writer.run, self._writer.started, set())
        self._note_files(batch)
        return batch.counts

    def _note_files(self, batch: Batch) -> None:
        """Note the files that share a document with another file, so that they cannot be skipped."""
        self._shared |= batch.shared
        if self._resumed is not None:
            self._resumed.read_again(batch.lost | batch.shared)

    def _complete(self, files: list[InputFile]) -> None:
        """Mark files whose documents are all held as read whole."""
        with self.database.write() as session:
            manifest.forget(session, self._shared)
            manifest.complete(session, files, self._info, self._writer.run)

    def _finish(self, state: str) -> None:
        """Remove failures that did not happen again, mark documents as gone, and end the run."""
        run = self._writer.run

        def finish() -> None:
            with self.database.write() as session:
                for source in sorted(self._succeeded):
                    # what failed in an earlier run and did not in this one
                    rows = session.query("SELECT position, failure_hash FROM failures WHERE source = ?", (source,))
                    gone = [(position,) for position, failure_hash in rows if failure_hash not in self._failure_hashes]
                    if gone:
                        session.execute("DELETE FROM failures WHERE position = ?", gone)
                self.gone = mark_gone(session, run) if self.prune and state == "done" else 0
                runs.end(session, run, state, self.gone)

        if state == "failed":
            finish()  # once: what broke may be the connection, and has been waited for
        else:
            self._again(finish)

    def _write(self, records: list[RecordOfDocument]) -> None:
        """Write a batch; where the database refuses it, its halves, until the record is found that it cannot hold."""
        try:
            done = self._again(lambda: self._transaction(records))
        except InputError:  # the run's fault
            raise
        except Exception as error:
            if self.database.fault(error) is not Fault.DATA:
                raise
            self._write_parts(records, error)
            return
        self.counts += done.counts
        self._note_files(done)
        self._writer.seen += done.seen
        self._failure_hashes |= done.hashes
        for each in records:
            if isinstance(each.record, Release):
                self._note_success(each.record.source)

    def _note_success(self, source: str | None) -> None:
        """Note that an input, and the archive or folder that holds it, no longer fails."""
        if self._failed_before and source is not None:
            self._succeeded |= self._failed_before.intersection(
                (source, *(source[: mark.start()] for mark in _INSIDE.finditer(source)))
            )

    def _write_parts(self, records: list[RecordOfDocument], error: Exception) -> None:
        """Write a batch that the database refused."""
        if len(records) > 1:
            half = len(records) // 2
            self._write(records[:half])
            self._write(records[half:])
            return
        ((record, identity, file),) = records
        failure = Failure(
            source=storable(record.source),
            stage="write",
            error=storable(f"{self.database.name} cannot hold it: {self.database.explain(error)}")
            or "it cannot be held",
        )
        if record == failure:
            raise error
        if file is not None:
            file.is_faulty = True
        self.refused.append(failure)
        self._write([RecordOfDocument(failure, identity)])

    def _transaction(self, records: list[RecordOfDocument]) -> Batch:
        """Write a batch in one transaction."""
        with self.database.write() as session:
            batch = self._writer.write(session, records)
            parsers = (each.record.parser for each in records if isinstance(each.record, Release))
            self._beat(session, batch.counts, next(parsers, None))
        return batch

    def _beat(self, session: Session, counts: Counter[str], parser: ParserInfo | None = None) -> None:
        """Note in the list of runs that this one is alive and what it has done."""
        if parser is not None and self._info == (None, None):
            self._info = (parser.version, parser.model)
        runs.beat(session, self._writer.run, self.counts + counts, self._info)

    def __repr__(self) -> str:
        return f"DatabaseSink({self.database.name!r})"
