"""Parquet files divided by force and month: `releases.parquet/force=Kelsham%20Police/month=2026-11/records.parquet`.

In: records with the identity of their document. Out: whole records, one in a row, in a file for each part, in folders named as Hive, Spark,
DuckDB and Arrow name them. Records without publisher or date stand under `__HIVE_DEFAULT_PARTITION__`, which those programs read as null.

A resumed run behaves like one into a database: a record of the same text and parser is kept, a new text replaces the old one, and what the
run does not meet stays, unless it prunes. Only parts in which something changed are written again.
"""

from __future__ import annotations

import os
import shutil
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from release_parser.checked import of_type
from release_parser.errors import InputError
from release_parser.extras import need
from release_parser.records import Failure, ParserInfo, Release, release_id
from release_parser.sinks.agreement import FACTS, agree, facts_of
from release_parser.sinks.files import Grouped, Pair
from release_parser.sinks.scratch import scratch_database

if TYPE_CHECKING:
    import sqlite3

    from release_parser.origins import InputFile
    from release_parser.text import Document

PARTS = ("force", "month")
NOTHING = "__HIVE_DEFAULT_PARTITION__"
FILE = "records.parquet"
STORED = ("identity", "id", "source", *FACTS, "parser", "stage")
"""Columns that tell whether a record is held."""


def parts_asked(partition: str | Sequence[str]) -> tuple[str, ...]:
    """What parts are made by: 'force,month', or the words by themselves; `InputError` for others.

    >>> parts_asked("force,month"), parts_asked(["month"])
    (('force', 'month'), ('month',))
    """
    of_type("partition", partition, (str, Sequence), "give 'force', 'month' or 'force,month'")
    words = tuple(partition.split(",") if isinstance(partition, str) else partition)
    if not words or len(set(words)) < len(words) or not set(words) <= set(PARTS):
        raise InputError(f"partition is {','.join(words)!r}: it is force, month, or both as 'force,month'")
    return words


def part_of(record: Release | Failure, by: Sequence[str]) -> str:
    """The folder of a record."""
    values: dict[str, str | None] = {"force": None, "month": None}
    if isinstance(record, Release):
        values = {
            "force": record.publisher,
            "month": None if record.published is None else record.published.isoformat()[:7],
        }
    return "/".join(f"{name}={NOTHING if (value := values[name]) is None else quote(value, safe='')}" for name in by)


def parts_in(folder: Path) -> tuple[str, ...]:
    """By what the parts in a folder are divided; an empty tuple where it holds none."""
    found: list[str] = []
    while True:
        below = [path for path in folder.iterdir() if path.is_dir()] if folder.is_dir() else []
        names = {path.name.partition("=")[0] for path in below}
        if len(names) != 1 or not names <= set(PARTS):
            return tuple(found)
        found += names
        folder = below[0]


class PartitionedSink(Grouped):
    """A folder of Parquet files, one for each part."""

    folder = True

    def __init__(self, target: str, by: Sequence[str]) -> None:
        super().__init__(target)
        if self.path.is_file():
            raise InputError(f"{target} is a file; name a folder")
        self.by = tuple(by)
        self.prune = False
        self.gone = self.superseded = 0
        self.refusals = (need("pyarrow", "arrow", ".parquet").ArrowInvalid,)
        self._parquet = need("pyarrow.parquet", "arrow", ".parquet")
        self._parser: ParserInfo | None = None

    def resume(self, parser: ParserInfo) -> None:
        """Keep what the folder holds. Call it before the sink is entered."""
        self._parser = parser

    @property
    def _continues(self) -> bool:
        """Whether the sink keeps what stands at the target."""
        return self._parser is not None

    def holds(self, item: Document | Failure, identity: str | None, file: InputFile | None = None) -> bool:  # noqa: ARG002 - files are not followed
        """Whether the folder holds the record of the next input already; then it is noted as met."""
        if isinstance(item, Failure):
            return False
        try:
            text = release_id(item.text)
        except UnicodeEncodeError:  # no record has such a text
            return False
        return self._earlier.meet(identity or text, text, item)

    def write_of(self, record: Release | Failure, identity: str | None, file: InputFile | None = None) -> None:  # noqa: ARG002
        """Take the record of a document; a later one of the same document replaces it."""
        super().write_of(record, identity or (record.id if isinstance(record, Release) else record.source))

    def _wrote(self, path: Path) -> bool:
        """Whether the folder holds only parts that this program wrote."""
        return is_ours(path)

    def _begin(self, path: Path) -> None:
        """Open a temporary database for the new records."""
        self._folder = path
        self._spool = scratch_database()
        self._spool.execute("CREATE TABLE batch (number INTEGER PRIMARY KEY, rows BLOB)")
        self._spool.execute(
            "CREATE TABLE new (document TEXT PRIMARY KEY, part TEXT, batch INTEGER, row INTEGER) WITHOUT ROWID"
        )
        self._spool.execute("CREATE INDEX new_part ON new (part)")
        self._earlier = Earlier(self._spool, self._parser)
        self._batches = self._nameless = 0
        if self._parser is not None and self.path.is_dir():
            found = parts_in(self.path)
            if found and found != self.by:
                raise InputError(
                    f"{self.storage.shown(self.path)} is in parts by {','.join(found)}: ask for these, or name another folder"
                )
            self._earlier.read(self.path, self._parquet)
        self._spool.execute("BEGIN")

    def _append(self, group: list[Pair]) -> None:
        """Store a group of records until the parts are written."""
        from release_parser.tables.arrow import nested_batch  # noqa: PLC0415 - needs pyarrow

        batch = nested_batch(group)
        self._batches += 1
        self._spool.execute("INSERT INTO batch VALUES (?, ?)", (self._batches, batch.serialize().to_pybytes()))
        for row, (record, identity) in enumerate(group):
            name = identity
            if name is None:
                self._nameless += 1
                name = f"\0{self._nameless}"
            failed = isinstance(record, Failure)
            self._earlier.replace(name, None if isinstance(record, Failure) else record.id)
            if not failed:
                self._spool.execute("DELETE FROM new WHERE document = ?", (_document(name, failed=True),))
            self._spool.execute(
                "INSERT OR REPLACE INTO new VALUES (?, ?, ?, ?)",
                (_document(name, failed=failed), part_of(record, self.by), self._batches, row),
            )

    def _complete(self) -> None:
        """Write the parts that changed, and link the others."""
        super()._complete()
        self.superseded = self._earlier.superseded
        if self.prune:
            self.gone = self._earlier.drop_unmet()
        changed = {part for (part,) in self._spool.execute("SELECT DISTINCT part FROM new")} | self._earlier.changed()
        for part in sorted(changed):
            self._write_part(part)
        for part in sorted(self._earlier.parts - changed):
            there = self._folder / part / FILE
            there.parent.mkdir(parents=True, exist_ok=True)
            _link(self.path / part / FILE, there)

    def _write_part(self, part: str) -> None:
        """Write one part: first the records that it keeps, then the new ones, each in their order."""
        from release_parser.tables.arrow import keyed_schema  # noqa: PLC0415 - needs pyarrow

        pyarrow = need("pyarrow", "arrow", ".parquet")
        pieces = []
        rows = self._earlier.rows(part)
        if rows:
            old = self._parquet.ParquetFile(self.path / part / FILE).read()
            pieces.append(old.take(rows).select(keyed_schema().names).cast(keyed_schema()))
        new: dict[int, list[int]] = defaultdict(list)
        for batch, row in self._spool.execute("SELECT batch, row FROM new WHERE part = ? ORDER BY batch, row", (part,)):
            new[batch].append(row)
        for number, places in new.items():
            ((blob,),) = self._spool.execute("SELECT rows FROM batch WHERE number = ?", (number,))
            batch = pyarrow.ipc.read_record_batch(pyarrow.py_buffer(blob), keyed_schema())
            pieces.append(pyarrow.Table.from_batches([batch]).take(places))
        if not pieces:
            return
        there = self._folder / part / FILE
        there.parent.mkdir(parents=True, exist_ok=True)
        self._parquet.write_table(pyarrow.concat_tables(pieces), there, compression="zstd")

    def _close(self) -> None:
        self._spool.close()


class Earlier:
    """What the folder held before, by document, in a temporary table."""

    def __init__(self, spool: sqlite3.Connection, parser: ParserInfo | None) -> None:
        self._table, self._parser = spool, parser
        self.parts: set[str] = set()
        self.superseded = 0
        # state: 0 not met by this run, 1 met as it is, 2 another record takes its place
        spool.execute(
            "CREATE TABLE held (document TEXT PRIMARY KEY, name TEXT, failed INTEGER, text TEXT, source TEXT, facts BLOB, "
            "is_current_parser INTEGER, part TEXT, row INTEGER, state INTEGER) WITHOUT ROWID"
        )
        spool.execute("CREATE INDEX held_part ON held (part, state)")

    def read(self, folder: Path, parquet: Any) -> None:
        """Read a folder without texts and claims."""
        for path in files_in(folder):
            part = path.parent.relative_to(folder).as_posix()
            self.parts.add(part)
            table = parquet.ParquetFile(path).read(columns=list(STORED)).to_pylist()
            self._table.executemany(
                # of two records of one document, which a folder that was sent half has, the later one counts
                "INSERT OR REPLACE INTO held VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0)",
                [self._row(row, part, at) for at, row in enumerate(table)],
            )

    def _row(self, row: dict[str, Any], part: str, at: int) -> tuple[Any, ...]:
        """The row of the temporary table for one record."""
        failed = row["stage"] is not None
        name = row["identity"] or row["id"] or f"{part}/{at}"
        parser = row["parser"] or {}
        same = self._parser is not None and parser == self._parser.model_dump()
        facts = facts_of([row[fact] for fact in FACTS])
        return _document(name, failed=failed), name, failed, row["id"], row["source"], facts, same, part, at

    def meet(self, identity: str, text: str, item: Document) -> bool:
        """Whether the record of a document is held as this run would make it; then it is noted as met."""
        found = self._table.execute(
            "SELECT text, source, facts, is_current_parser FROM held WHERE document = ? AND state < 2",
            (_document(identity, failed=False),),
        ).fetchone()
        given = [getattr(item, fact) for fact in FACTS]
        if found is None or found[:2] != (text, item.source) or not found[3] or not agree(given, found[2]):
            return False
        self._table.execute("UPDATE held SET state = 1 WHERE document = ?", (_document(identity, failed=False),))
        self._table.execute("UPDATE held SET state = 2 WHERE document = ?", (_document(identity, failed=True),))
        return True

    def replace(self, name: str, text: str | None) -> None:
        """Remove what is held of a document: with a text its record, without one its failure."""
        failure, record = _document(name, failed=True), _document(name, failed=False)
        self._table.execute("UPDATE held SET state = 2 WHERE document = ?", (failure,))
        if text is None:  # what the document said before stays what it says
            self._table.execute("UPDATE held SET state = 1 WHERE document = ? AND state = 0", (record,))
            return
        newer = "SELECT COUNT(*) FROM held WHERE document = ? AND state < 2 AND text <> ?"
        self.superseded += self._table.execute(newer, (record, text)).fetchone()[0]
        self._table.execute("UPDATE held SET state = 2 WHERE document = ?", (record,))

    def drop_unmet(self) -> int:
        """Remove documents that no input of this run was, and return how many there were."""
        self._table.execute("UPDATE held SET state = 2 WHERE state = 0 AND failed")
        return self._table.execute("UPDATE held SET state = 2 WHERE state = 0").rowcount

    def changed(self) -> set[str]:
        """The parts that lose a row."""
        return {part for (part,) in self._table.execute("SELECT DISTINCT part FROM held WHERE state = 2")}

    def rows(self, part: str) -> list[int]:
        """The rows of a part that are kept."""
        found = self._table.execute("SELECT row FROM held WHERE part = ? AND state < 2 ORDER BY row", (part,))
        return [row for (row,) in found]


def _document(name: str, *, failed: bool) -> str:
    """The key of a document's record or of its failure; it may have both, the failure from a later run."""
    return f"{name}\0{'x' if failed else '-'}"


def _link(old: Path, new: Path) -> None:
    """The same file under another name, or a copy where the file system has no hard links."""
    try:
        os.link(old, new)
    except OSError:
        shutil.copy2(old, new)


def is_ours(folder: Path) -> bool:
    """Whether a folder holds parts that this program wrote, and nothing else."""
    if not parts_in(folder):
        return False
    files = [path for path in folder.rglob("*") if path.is_file()]
    return bool(files) and all(path.name == FILE and _is_part(path) for path in files)


def _is_part(path: Path) -> bool:
    """Whether a Parquet file has the columns of our parts."""
    pyarrow = need("pyarrow", "arrow", ".parquet")
    try:
        return set(STORED) <= set(need("pyarrow.parquet", "arrow", ".parquet").read_schema(path).names)
    except pyarrow.ArrowInvalid:
        return False


def files_in(folder: Path) -> list[Path]:
    """The files of the parts in a folder, part by part."""
    return sorted(folder.rglob(FILE))
