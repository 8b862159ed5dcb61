"""Documents and their texts over time: which text is current, which superseded which, what is gone from the archive.

In: what a batch met. Out: rows of `sources`, one for each document and text that it had, and the state of their releases.

A new text of a document supersedes the old one, which stays. If an old text returns, its row is current again. A release is current while
at least one document has its text.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from release_parser.sinks import manifest
from release_parser.sinks.fingerprints import listed
from release_parser.tables import NUMBER, TABLE

if TYPE_CHECKING:
    import datetime as dt

    from release_parser.records import Release
    from release_parser.sinks.protocols import Session


@dataclass(slots=True)
class SourceRow:
    """A row of `sources`: a document and one of its texts."""

    position: int
    number: int
    identity: str
    source: str | None
    own: str | None
    """Its own record, where it is not the release's."""
    run: int
    """The last run that met it; 0 where older tables did not say, and the identity is the source."""
    is_current: bool = True
    superseded_by: int | None = None
    file: str | None = None
    """The key of the file that it was read from, where that is followed."""
    is_new: bool = False
    is_changed: bool = False


@dataclass(slots=True)
class StoredDocument:
    """What the database holds of one text, and what this batch changes."""

    number: int
    content_hash: str
    version: str
    rows: dict[str, SourceRow] = field(default_factory=dict)
    """By identity, in the order in which they came."""
    release: Release | None = None
    """The record to write."""
    is_new: bool = False

    @property
    def first(self) -> str:
        """The document from which the text came first; the release's title and date are taken from it."""
        return next(iter(self.rows))


@dataclass(slots=True)
class Batch:
    """The changes of one transaction."""

    position: int
    counts: Counter[str] = field(default_factory=Counter)
    held: dict[str, StoredDocument] = field(default_factory=dict)
    current: dict[str, SourceRow] = field(default_factory=dict)
    """The current text of each document that is met."""
    rows: dict[int, SourceRow] = field(default_factory=dict)
    """Every row of `sources` that is looked at, by position."""
    failures: list[tuple[Any, ...]] = field(default_factory=list)
    seen: Counter[str] = field(default_factory=Counter)
    hashes: set[str] = field(default_factory=set)
    shared: set[str] = field(default_factory=set)
    """Files that have a document in common: which of them counts depends on all of them, so they are read every night."""
    lost: set[str] = field(default_factory=set)
    """Files that a document was taken from: they are read again, since it may be theirs tonight."""

    def share(self, row: SourceRow, file: str | None, run: int) -> None:
        """Note that a document of this row was met in another file too."""
        if row.file is None or row.file == file:
            return
        if row.run != run:
            self.lost.add(row.file)
        else:
            self.shared |= {row.file, *([] if file is None else [file])}

    def next(self) -> int:
        """The next position among all inputs."""
        self.position += 1
        return self.position

    def hold(self, row: SourceRow) -> SourceRow:
        """The row, kept once for each position."""
        return self.rows.setdefault(row.position, row)


def known_row(held: StoredDocument, identity: str, release: Release, batch: Batch) -> SourceRow | None:
    """The document's row for this text. A row of older tables without an identity is found by its source and given the identity."""
    row = held.rows.get(identity)
    if row is not None:
        return row
    old = held.rows.get(release.source or release.id)
    if old is None or old.run:
        return None
    if held.first == old.identity:
        held.release = release  # the keys of its claims are made of the identity
    held.rows = {identity if row is old else name: row for name, row in held.rows.items()}
    batch.current.pop(old.identity, None)
    old.identity, old.is_changed = identity, True
    if old.is_current and identity not in batch.current:
        batch.current[identity] = old
    return old


def meet(
    held: StoredDocument,
    identity: str,
    source: str | None,
    own: str | None,
    batch: Batch,
    run: int,
    *,
    position: int | None = None,
    file: str | None = None,
) -> None:
    """Record that the document has this text now and no other."""
    row = held.rows.get(identity)
    if row is None:
        row = SourceRow(position or batch.next(), held.number, identity, source, own, run, file=file, is_new=True)
        held.rows[identity] = batch.hold(row)
    else:
        batch.share(row, file, run)
        row.is_changed = True
        row.source, row.own, row.run, row.is_current, row.superseded_by = source, own, run, True, None
        row.file = file
    before = batch.current.get(identity)
    if before is None and (old := batch.current.get(source or "")) is not None and not old.run:
        before = old  # from older tables, where it was known by its source
    if before is not None and before is not row:
        batch.share(before, file, run)
        before.is_current, before.superseded_by, before.is_changed = False, held.number, True
        batch.counts["superseded"] += 1
    batch.current[identity] = row


def store_rows(session: Session, batch: Batch, run: int, started: dt.datetime, new: set[int]) -> None:
    """Write the rows of `sources` that are new or changed, and update their releases; the releases in `new` are written already."""
    seen = (started, started)
    rows = batch.rows.values()
    added = [
        (
            each.position,
            each.number,
            each.source,
            each.own,
            each.identity,
            each.is_current,
            *seen,
            each.superseded_by,
            each.run,
            each.file,
        )
        for each in rows
        if each.is_new
    ]
    if added:
        session.insert(TABLE["sources"], added)
    changed = [each for each in rows if each.is_changed and not each.is_new]
    met = [each for each in changed if each.run == run]
    session.update(
        TABLE["sources"],
        ("source", "record", "identity", "last_seen", "run", "file"),
        [(each.source, each.own, each.identity, started, each.run, each.file, each.position) for each in met],
    )
    manifest.forget(session, batch.shared | batch.lost)
    session.update(
        TABLE["sources"],
        ("is_current", "superseded_by"),
        [(each.is_current, each.superseded_by, each.position) for each in changed],
    )
    touched = {each.number for each in rows if each.is_changed or each.is_new}
    plain = {each.number for each in rows if each.is_new and each.is_current and not each.is_changed} & new
    sum_up(session, sorted(touched - plain))


def rows_where(session: Session, column: str, values: list[Any]) -> list[SourceRow]:
    """The rows of `sources` with these values in a column, in the order of their positions."""
    if not values:
        return []
    found = session.query(
        f"SELECT position, {NUMBER}, identity, source, record, run, is_current, superseded_by, file FROM sources "
        f"WHERE {column} IN ({', '.join('?' * len(values))}) ORDER BY position",
        values,
    )
    return [
        SourceRow(position, number, identity, source, own, run, bool(is_current), superseded_by, file)
        for position, number, identity, source, own, run, is_current, superseded_by, file in found
    ]


def sum_up(session: Session, numbers: list[int]) -> None:
    """Update releases from their rows in `sources`: whether one is current, and when the text was first and last seen."""
    if not numbers:
        return
    of = f"FROM sources s WHERE s.{NUMBER} = releases.{NUMBER}"
    where = f"WHERE {NUMBER} IN ({listed(numbers)})"
    session.execute(
        f"UPDATE releases SET is_current = EXISTS (SELECT 1 {of} AND s.is_current), "
        f"first_seen = (SELECT MIN(s.first_seen) {of}), last_seen = (SELECT MAX(s.last_seen) {of}), "
        f"superseded_by = (SELECT MAX(s.superseded_by) {of}) {where}"
    )
    session.execute(f"UPDATE releases SET superseded_by = NULL {where} AND is_current")


def mark_gone(session: Session, run: int) -> int:
    """Mark documents as gone that neither this run nor a later one met, and return how many there were."""
    (gone,) = session.query("SELECT COUNT(*) FROM sources WHERE is_current AND run < ?", (run,))[0]
    if gone:
        manifest.forget_gone(session, run)
        session.execute("UPDATE sources SET is_current = FALSE WHERE is_current AND run < ?", [(run,)])
        session.execute(
            f"UPDATE releases SET is_current = FALSE WHERE is_current AND NOT EXISTS "
            f"(SELECT 1 FROM sources s WHERE s.{NUMBER} = releases.{NUMBER} AND s.is_current)"
        )
    return int(gone)
