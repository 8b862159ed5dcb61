"""One transaction of a run that writes to a database: what the database holds, what happens to each record, and the rows.

In: records with their documents, and a session. Out: a `Batch` with what was done.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from release_parser.records import Failure, Release
from release_parser.sinks.documents import Batch, StoredDocument, known_row, meet, rows_where, store_rows
from release_parser.sinks.fingerprints import content_hash, failure_hash, failure_key, version_key
from release_parser.sinks.manifest import enter
from release_parser.sinks.replacing import insert_rows
from release_parser.tables import NUMBER, rows_of
from release_parser.tables.rows import empty_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from release_parser.origins import InputFile
    from release_parser.sinks.protocols import Session


class RecordOfDocument(NamedTuple):
    """A record and the document to which it belongs."""

    record: Release | Failure
    identity: str | None
    file: InputFile | None = None


@dataclass(slots=True)
class BatchWriter:
    """Writes the batches of one run, and keeps what they share."""

    run: int
    started: dt.datetime
    replace_newer: bool
    parsed: bool
    """Whether the records were parsed by this run, and so have a time at which they were."""
    seen: Counter[str] = field(default_factory=Counter)
    """Failures of the batches before."""

    def write(self, session: Session, records: Sequence[RecordOfDocument]) -> Batch:
        """Decide and write."""
        batch = self._look_up(session, records)
        for each in records:
            if isinstance(each.record, Failure):
                self._fail(each.record, each.identity, batch)
            else:
                self._place(each.record, each, batch)
        enter(session, [each.file for each in records if each.file is not None], self.run)
        self._store(session, batch)
        return batch

    def _look_up(self, session: Session, records: Sequence[RecordOfDocument]) -> Batch:
        """What the database holds of the texts and documents of these records."""
        batch = Batch(last_position(session))
        _look_up_texts(session, batch, sorted({each.record.id for each in records if isinstance(each.record, Release)}))
        named = {
            name
            for record, identity, _ in records
            for name in (identity, record.source, record.id if isinstance(record, Release) else None)
            if name is not None
        }
        for row in rows_where(session, "identity", sorted(named)):
            if row.is_current:
                batch.current[row.identity] = batch.hold(row)
        seen: Counter[str] = Counter()
        wanted = [self._failure_hash(each.record, seen) for each in records if isinstance(each.record, Failure)]
        if wanted:
            found = session.query(
                f"SELECT failure_hash FROM failures WHERE failure_hash IN ({', '.join('?' * len(wanted))})", wanted
            )
            batch.hashes = {row[0] for row in found}
        return batch

    def _failure_hash(self, failure: Failure, seen: Counter[str]) -> str:
        """The hash of the next failure of this batch, which `seen` counts: those of the batches before are counted already."""
        key = failure_key(failure)
        seen[key] += 1
        return failure_hash(key, self.seen[key] + seen[key])

    def _fail(self, failure: Failure, identity: str | None, batch: Batch) -> None:
        """Store a failure. What was known of its document stays, and the document is not marked as gone."""
        digest = self._failure_hash(failure, batch.seen)
        batch.counts["failed"] += 1
        if digest not in batch.hashes:
            batch.hashes.add(digest)
            batch.failures.append((batch.next(), failure.source, failure.stage, failure.error, digest))
        row = batch.current.get(identity or "")
        if row is not None:
            row.run, row.is_changed = self.run, True

    def _place(self, release: Release, written: RecordOfDocument, batch: Batch) -> None:
        """Decide what happens to a release: added, replaced, unchanged or kept."""
        digest = content_hash(release)
        identity = written.identity or release.id
        file = None if written.file is None else written.file.key
        held = batch.held.get(release.id)
        if held is None:
            number = batch.next()
            held = StoredDocument(number, digest, release.parser.version, release=release, is_new=True)
            batch.held[release.id] = held
            meet(held, identity, release.source, None, batch, self.run, position=number, file=file)
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
                own = before
            else:
                # the same text and parser, but another date or title than the release has from its first document
                own = release.model_dump_json()
        meet(held, identity, release.source, own, batch, self.run, file=file)
        batch.counts[
            _outcome(
                is_known=known is not None,
                replaces=replaces or before != own,
                kept=own is None and digest != held.content_hash,
            )
        ] += 1

    def _store(self, session: Session, batch: Batch) -> None:
        """Write what was decided."""
        added, replaced = empty_rows(), empty_rows()
        written = [held for held in batch.held.values() if held.release is not None]
        for held in written:
            if held.release is not None:
                rows_of(held.release, held.number, added if held.is_new else replaced, held.first)
        now = dt.datetime.now(dt.UTC)
        versions = (True, self.started, self.started, None)
        parsed = now if self.parsed else None
        extra = {held.number: (held.content_hash, now, parsed, self.run, *versions) for held in written}
        for rows in (added, replaced):
            rows["releases"] = [(*row, *extra[row[0]]) for row in rows["releases"]]
        added["failures"] = batch.failures
        insert_rows(session, added)
        store_rows(session, batch, self.run, self.started, {row[0] for row in added["releases"]})
        if replaced["releases"]:
            session.replace(replaced)


def last_position(session: Session) -> int:
    """The last place among all inputs so far."""
    last = session.query(
        "SELECT COALESCE(MAX(position), 0) FROM sources UNION ALL SELECT COALESCE(MAX(position), 0) FROM failures"
    )
    return int(max(row[0] for row in last))


def _look_up_texts(session: Session, batch: Batch, ids: list[str]) -> None:
    """Fill the batch with what the database holds of these texts."""
    if not ids:
        return
    found = session.query(
        f"SELECT {NUMBER}, id, content_hash, parser_version FROM releases WHERE id IN ({', '.join('?' * len(ids))})",
        ids,
    )
    by_number = {row[0]: StoredDocument(row[0], row[2], row[3]) for row in found}
    batch.held = {row[1]: by_number[row[0]] for row in found}
    for row in rows_where(session, NUMBER, list(by_number)):
        by_number[row.number].rows[row.identity] = batch.hold(row)


def _outcome(*, is_known: bool, replaces: bool, kept: bool) -> str:
    """The word under which the summary counts a release."""
    if kept and is_known:
        return "kept"
    return "replaced" if replaces and is_known else "unchanged" if is_known else "added"
