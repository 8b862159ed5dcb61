"""Records out of a database: all of them, in the order in which they came, or those that a resumed run need not parse again.

In: a database. Out: the same `Release` objects that were written, byte for byte.
"""

from __future__ import annotations

import hashlib
import sqlite3
from typing import TYPE_CHECKING, Any

from release_parser.errors import InputError
from release_parser.records import Failure, ParserInfo, Release, release_id
from release_parser.sinks.migrate import check_tables
from release_parser.tables import FLAT, NUMBER, records_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from release_parser.sinks.protocols import Database, Session
    from release_parser.text import Document

PAGE = 200
"""Records that are read together."""
INDEXED = 5000
"""Inputs that are looked through together when a run goes on."""


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
                f"SELECT s.position, r.id, s.source FROM sources s JOIN releases r ON r.{NUMBER} = s.{NUMBER} "
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
            found = self._index.execute(
                "SELECT position FROM input WHERE key = ?", (input_key(text, document.source),)
            ).fetchone()
            if found is None:
                return document
            self._page = {(release.id, release.source): release for _, release in _page(self._database, found[0] - 1)}
        release = self._page.get((text, document.source))
        return document if release is None or not self._is_of(release, document) else release

    def _is_of(self, release: Release, document: Document) -> bool:
        return release.parser == self._parser and all(
            # what the archive does not say, the parser may have read in the text
            given is None or given == getattr(release, name)
            for name, given in (
                ("url", document.url),
                ("title", document.title),
                ("published", document.published),
                ("publisher", document.publisher),
            )
        )


def load_from(database: Database) -> Iterator[Release | Failure]:
    """The records of a database, in the order in which they came."""
    try:
        with database.read() as session:
            check_tables(session)
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
        if database.fault(error) is None or isinstance(error, InputError):
            raise
        raise InputError(f"{database.name} cannot be read: {database.explain(error)}") from error
    finally:
        database.close()


def _page(database: Database, last: int) -> list[tuple[int, Release]]:
    """The next records."""
    with database.read() as session:
        inputs = session.query(
            f"SELECT position, {NUMBER}, source, record FROM sources WHERE position > ? ORDER BY position LIMIT {PAGE}",
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
    """The rows of these releases. What a newer version of the tables added is missing in an older database, and so is empty."""
    held = session.columns()
    return {
        table.name: session.select(table, numbers, held[table.name]) if table.name in held else []
        for table in FLAT
        if table.name != "failures"
    }


def input_key(text: str, source: str | None) -> bytes:
    """A text from a source, in 16 bytes."""
    return hashlib.sha256(f"{text} {source or ''}".encode("utf-8", "surrogatepass")).digest()[:16]
