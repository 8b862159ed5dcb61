"""Reads records from a database: all of them, in the order in which they were written, or those that a resumed run need not parse again.

In: a database. Out: the `Release` objects that were written, identical to the byte.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from release_parser.errors import InputError
from release_parser.records import Failure, ParserInfo, Release, release_id
from release_parser.sinks.agreement import FACTS, agree, facts_of
from release_parser.sinks.migrate import check_tables
from release_parser.sinks.scratch import input_key, scratch_database
from release_parser.tables import FLAT, NUMBER, records_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from release_parser.origins import InputFile
    from release_parser.sinks.protocols import Database, Session
    from release_parser.text import Document

RECORDS_PER_PAGE = 200
"""Records that are read together."""
INPUTS_LOOKED_UP_TOGETHER = 5000
"""Inputs that are looked through together when a run goes on."""


@dataclass(frozen=True, slots=True)
class Kept:
    """An input whose record is held already."""

    number: int
    identity: str
    source: str | None
    position: int | None
    """Its row of `sources`; None where it is another document that has the text."""
    file: str | None = None
    """The key of the file that it was read from."""
    has_moved: bool = False
    """Whether it was read from somewhere else than last time."""


class HeldInputs:
    """What a database holds of one parser, for a resumed run.

    An input is looked up by its document's identity and its text, in one step that does not depend on the size of the database; so is a
    text that another document had, or that the document had before. It counts as held only if the archive's metadata are the same too. The
    table is a temporary one on disk, so that memory does not grow.
    """

    def __init__(self, database: Database, parser: ParserInfo) -> None:
        self.shared: set[str] = set()
        """Files that turned out to have a document in common."""
        self._table = scratch_database()
        self._table.execute(
            "CREATE TABLE input (key BLOB PRIMARY KEY, position INTEGER, number INTEGER, source TEXT, file TEXT, facts BLOB, is_met INTEGER) WITHOUT ROWID"
        )
        self._table.execute(
            "CREATE TABLE file (key TEXT PRIMARY KEY, stamp TEXT, documents INTEGER, is_met INTEGER) WITHOUT ROWID"
        )
        self._table.execute("CREATE TABLE text (key BLOB PRIMARY KEY, number INTEGER, facts BLOB) WITHOUT ROWID")
        self._table.execute("BEGIN")
        with database.read() as session:
            last = -1
            while rows := session.query(
                f"SELECT s.position, s.{NUMBER}, r.id, s.identity, s.source, s.file, s.is_current, s.record, {', '.join(f'r.{name}' for name in FACTS)} "
                f"FROM sources s JOIN releases r ON r.{NUMBER} = s.{NUMBER} "
                # run 0: older tables, which knew no identities
                f"WHERE s.position > ? AND r.parser_version = ? AND r.parser_model = ? AND s.run > 0 ORDER BY s.position LIMIT {INPUTS_LOOKED_UP_TOGETHER}",
                (last, parser.version, parser.model),
            ):
                self._add(rows)
                last = rows[-1][0]
            # the files that the current rows of `sources` name, whole: one that lost a document to another file's is not known
            self._table.executemany(
                "INSERT INTO file VALUES (?, ?, ?, 0)",
                session.query(
                    "SELECT file, stamp, documents FROM files WHERE stamp <> '' AND parser_version = ? AND parser_model = ?",
                    (parser.version, parser.model),
                ),
            )
        self._table.execute("COMMIT")

    def _add(self, rows: list[tuple[Any, ...]]) -> None:
        """Add rows of the database to the temporary table."""
        inputs, texts = [], []
        for position, number, text, identity, source, file, is_current, record, *found in rows:
            if record is None:
                facts = facts_of(found)
                texts.append((bytes.fromhex(text), number, facts))
            else:
                own = json.loads(record)
                facts = facts_of([own.get(name) for name in FACTS])
            if is_current:
                inputs.append((input_key(text, identity), position, number, source, file, facts))
        self._table.executemany("INSERT OR REPLACE INTO input VALUES (?, ?, ?, ?, ?, ?, 0)", inputs)
        self._table.executemany("INSERT OR IGNORE INTO text VALUES (?, ?, ?)", texts)

    def documents_in(self, file: InputFile) -> int:
        """The number of documents held of a file; 0 where the file has changed or this parser did not read it completely."""
        found = self._table.execute("SELECT stamp, documents FROM file WHERE key = ?", (file.key,)).fetchone()
        if found is None or found[0] != file.stamp:
            return 0
        self._table.execute("UPDATE file SET is_met = 1 WHERE key = ?", (file.key,))
        return int(found[1])

    def read_again(self, files: Iterable[str]) -> None:
        """Mark these files as not known: another file has one of their documents now, so they are read again."""
        self._table.executemany("DELETE FROM file WHERE key = ?", [(file,) for file in files])

    def find(self, document: Document, identity: str | None, file: str | None = None) -> Kept | None:
        """What is held of a document, or None; `file` is the key of the file from which it comes."""
        try:
            text = release_id(document.text)
        except UnicodeEncodeError:  # no record has such a text
            return None
        name = identity or text
        given = [getattr(document, field) for field in FACTS]
        found = self._table.execute(
            "SELECT number, position, source, file, facts, is_met FROM input WHERE key = ?", (input_key(text, name),)
        ).fetchone()
        if found is not None and agree(given, found[4]):
            has_moved = found[2:4] != (document.source, file)
            self._move(input_key(text, name), found[3], file, is_met=bool(found[5]))
            return Kept(found[0], name, document.source, found[1], file, has_moved=has_moved)
        other = self._table.execute("SELECT number, facts FROM text WHERE key = ?", (bytes.fromhex(text),)).fetchone()
        if found is None and other is not None and agree(given, other[1]):
            return Kept(other[0], name, document.source, None, file)
        return None

    def _move(self, key: bytes, old: str | None, new: str | None, *, is_met: bool) -> None:
        """Note that a document was met in a file, and whether two files share it now."""
        if old is not None and old != new:
            unread = self._table.execute("SELECT is_met FROM file WHERE key = ?", (old,)).fetchone()
            if is_met or (unread is not None and unread[0]):
                self.shared |= {old, *([] if new is None else [new])}
            self.read_again([old])
        self._table.execute("UPDATE input SET is_met = 1, file = ? WHERE key = ?", (new, key))

    def close(self) -> None:
        """Remove the temporary table."""
        self._table.close()


Versions = Literal["current", "all"]


def load_from(database: Database, versions: Versions = "current") -> Iterator[Release | Failure]:
    """The records of a database, in the order in which they were written: the current ones, or with `versions="all"` superseded ones too."""
    try:
        with database.read() as session:
            check_tables(session)
            where = "" if versions == "all" or "is_current" not in session.columns()["sources"] else "AND is_current "
            failures = [
                (row[0], Failure(source=row[1], stage=row[2], error=row[3]))
                for row in session.query("SELECT position, source, stage, error FROM failures ORDER BY position")
            ]
        failures.reverse()
        last = 0
        while page := _page(database, last, where):
            for position, record in page:
                while failures and failures[-1][0] < position:
                    yield failures.pop()[1]
                yield record
                last = position
        while failures:
            yield failures.pop()[1]
    except Exception as error:
        if database.fault(error) is None or isinstance(error, InputError):
            raise
        raise InputError(f"{database.name} cannot be read: {database.explain(error)}") from error
    finally:
        database.close()


def _page(database: Database, last: int, where: str) -> list[tuple[int, Release]]:
    """The next records behind a position."""
    with database.read() as session:
        inputs = session.query(
            f"SELECT position, {NUMBER}, source, record FROM sources WHERE position > ? {where}ORDER BY position LIMIT {RECORDS_PER_PAGE}",
            (last,),
        )
        numbers = sorted({row[1] for row in inputs if row[3] is None})
        rows = _rows(session, numbers) if numbers else {}
    releases = records_of(rows) if numbers else {}
    page: list[tuple[int, Release]] = []
    for position, number, source, record in inputs:
        if record is not None:
            page.append((position, Release.model_validate_json(record)))
        else:
            release = releases[number]
            page.append(
                (position, release if release.source == source else release.model_copy(update={"source": source}))
            )
    return page


def _rows(session: Session, numbers: list[int]) -> dict[str, list[tuple[Any, ...]]]:
    """The rows of these releases. Columns that an older database lacks are None."""
    held = session.columns()
    return {
        table.name: session.select(table, numbers, held[table.name]) if table.name in held else []
        for table in FLAT
        if table.name != "failures"
    }
