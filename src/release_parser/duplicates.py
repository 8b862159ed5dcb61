"""Finds inputs that repeat an earlier one: the same text from another source, or nearly the same text (an update, a syndicated copy).

In: documents. Out: for each that repeats an earlier one, a `Duplicate` that names it. Nothing is dropped here.

Texts are compared by the share of four-word runs that they have in common, estimated by MinHash with 100 values and looked up in 20 bands
of five values: pairs that share 80% are nearly always found, pairs that share half of it rarely. Each text takes a kilobyte in a temporary
database on disk, so that memory does not grow.

>>> from release_parser.text import Document
>>> finder = DuplicateFinder()
>>> finder.see(Document("Officers made 34 arrests.", source="a.txt"))
>>> again = finder.see(Document("Officers made 34 arrests.", source="b.txt"))
>>> again.kind, again.source, again.first.source
('same', 'b.txt', 'a.txt')
"""

from __future__ import annotations

import hashlib
import zlib
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any, Final, Literal, Self

import regex
from pydantic import Field

from release_parser.records import release_id
from release_parser.records.base import Record
from release_parser.sinks.protect import Output, beginning, is_duplicate_line, refuse_foreign
from release_parser.sinks.scratch import scratch_database
from release_parser.sinks.storage import Here
from release_parser.sinks.turns import whole_file
from release_parser.text import Document

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

VALUES_PER_SKETCH: Final = 100
VALUES_PER_BAND: Final = 5
WORDS_PER_RUN: Final = 4
FEWEST_WORDS = 20
"""Words of a text below which only the same text is a duplicate: two short notices are alike without being copies."""
LEAST_SIMILARITY = 0.7
"""Share of word runs in common from which a text is marked. An update of a release that adds a sentence or two has 0.8 and more."""
_WORD: Final = regex.compile(r"\w+")


class Seen(Record):
    """An input that came before."""

    id: str
    source: str | None


class Duplicate(Record):
    """An input that repeats an earlier one."""

    kind: Literal["same", "near"]
    id: str = Field(description="of this text, as in its Release")
    source: str | None
    first: Seen = Field(description="the earlier input that it repeats")
    similarity: float = Field(ge=0, le=1, description="share of word runs in common; 1 for the same text")


class DuplicateFinder:
    """Remembers every document that it has seen, until it is closed."""

    def __init__(self) -> None:
        import numpy as np  # noqa: PLC0415 - comes with spaCy, and `import release_parser` does not load it

        self._np = np
        # the same numbers on every machine; multipliers are odd
        seeds = hashlib.shake_128(b"release_parser").digest(VALUES_PER_SKETCH * 16)
        self._factors = np.frombuffer(seeds[: VALUES_PER_SKETCH * 8], dtype="<u8").reshape(-1, 1) | np.uint64(1)
        self._shifts = np.frombuffer(seeds[VALUES_PER_SKETCH * 8 :], dtype="<u8").reshape(-1, 1)
        self._table = scratch_database()
        for statement in (
            "CREATE TABLE text (number INTEGER PRIMARY KEY, id TEXT UNIQUE, source TEXT, sketch BLOB)",
            "CREATE TABLE band (hash INTEGER PRIMARY KEY, number INTEGER)",
            "BEGIN",
        ):
            self._table.execute(statement)

    def see(self, document: Document) -> Duplicate | None:
        """The duplicate, if this document repeats an earlier one, else None; from now on the document itself is known."""
        try:
            own = release_id(document.text)
        except UnicodeEncodeError:  # no text: the parser will say so
            return None
        known = self._table.execute("SELECT id, source FROM text WHERE id = ?", (own,)).fetchone()
        if known is not None:
            return Duplicate(kind="same", id=own, source=document.source, first=_seen(known), similarity=1)
        sketch = self._sketch(document.text)
        bands = [] if sketch is None else self._bands(sketch)
        near = None if sketch is None else self._nearest(sketch, bands)
        blob = None if sketch is None else sketch.tobytes()
        number = self._table.execute(
            "INSERT INTO text (id, source, sketch) VALUES (?, ?, ?)", (own, document.source, blob)
        ).lastrowid
        self._table.executemany("INSERT OR IGNORE INTO band VALUES (?, ?)", [(band, number) for band in bands])
        if near is None:
            return None
        similarity, first = near
        return Duplicate(kind="near", id=own, source=document.source, first=first, similarity=similarity)

    def close(self) -> None:
        """Remove the temporary table."""
        self._table.close()

    def _sketch(self, text: str) -> Any:
        """The MinHash of a text's word runs, or None for a short text."""
        words = [word.lower() for word in _WORD.findall(text)]
        if len(words) < FEWEST_WORDS:
            return None
        np = self._np
        runs = {
            zlib.crc32(" ".join(words[at : at + WORDS_PER_RUN]).encode("utf-8", "replace"))
            for at in range(len(words) - WORDS_PER_RUN + 1)
        }
        hashes = np.fromiter(runs, dtype=np.uint64, count=len(runs))
        smallest = np.full((VALUES_PER_SKETCH, 1), 2**64 - 1, dtype=np.uint64)
        for start in range(0, len(hashes), 4096):  # a book must not become a matrix of its size times a hundred
            part = hashes[start : start + 4096] * self._factors + self._shifts
            smallest = np.minimum(smallest, part.min(axis=1, keepdims=True))
        return (smallest[:, 0] >> np.uint64(32)).astype("<u4")

    def _bands(self, sketch: Any) -> list[int]:
        """The hashes of the bands of a sketch."""
        return [
            int.from_bytes(
                hashlib.blake2b(bytes([at]) + sketch[at : at + VALUES_PER_BAND].tobytes(), digest_size=8).digest(),
                "little",
                signed=True,
            )
            for at in range(0, VALUES_PER_SKETCH, VALUES_PER_BAND)
        ]

    def _nearest(self, sketch: Any, bands: list[int]) -> tuple[float, Seen] | None:
        """The most similar earlier text that shares a band, and the similarity; the earliest of equals."""
        rows = self._table.execute(
            f"SELECT DISTINCT t.number, t.id, t.source, t.sketch FROM band b JOIN text t ON t.number = b.number "  # noqa: S608 - question marks
            f"WHERE b.hash IN ({','.join('?' * len(bands))}) ORDER BY t.number",
            bands,
        ).fetchall()
        best: tuple[float, Seen] | None = None
        for _, other, source, blob in rows:
            similarity = float((self._np.frombuffer(blob, dtype="<u4") == sketch).mean())
            if similarity >= LEAST_SIMILARITY and (best is None or similarity > best[0]):
                best = round(similarity, 2), _seen((other, source))
        return best


def _seen(row: tuple[str, str | None]) -> Seen:
    """The input of a row."""
    return Seen(id=row[0], source=row[1])


class DuplicateList:
    """A file of duplicates as JSON Lines. Without a path nothing is listed, and the summary only counts them.

    Like every target it appears when the run has ended normally.
    """

    def __init__(self, path: Path | None, *, force: bool = False, storage: Here | None = None) -> None:
        self.path = path
        self._storage = storage or Here()
        self.force = force

    def outputs(self) -> list[Output]:
        """The file that a run would overwrite."""
        return [] if self.path is None else [Output(self.path, lambda path: is_duplicate_line(beginning(path)))]

    def __enter__(self) -> Self:
        if self.path is not None:
            self._storage.bring(self.path, whole=False)
        if not self.force:
            refuse_foreign(self.outputs(), self._storage.shown)
        with ExitStack() as stack:
            if self.path is not None:
                temporary = stack.enter_context(whole_file(self.path))
                self._file = stack.enter_context(temporary.open("w", encoding="utf-8"))
            self._open = stack.pop_all()
        return self

    def write(self, duplicate: Duplicate) -> None:
        """Append a duplicate, if there is a file."""
        if self.path is not None:
            self._file.write(duplicate.model_dump_json() + "\n")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._open.__exit__(kind, error, traceback)
        if kind is None and self.path is not None:
            self._storage.send(self.path)
