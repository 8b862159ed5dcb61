"""What earlier runs left of a file of records: its finished target, and the partial file of an interrupted run.

A resumed run takes from here what it need not parse again: a record whose document has the same text, source and metadata, made with the
same version of parser and model.

The partial file is the beginning of what the run would write. While the inputs agree with its lines, they stay where they are, and the run
goes on behind them. Where they differ (the archive has changed since), the rest is looked up by content, as is the finished target. The
index is a temporary database on disk, so that memory does not grow with the file.
"""

from __future__ import annotations

import gzip
import json
import os
import shutil
import tempfile
import zlib
from contextlib import suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, BinaryIO, cast

import regex
from pydantic import ValidationError

from release_parser.records import Failure, ParserInfo, Release, release_id
from release_parser.sinks.agreement import FACTS
from release_parser.sinks.scratch import input_key, scratch_database
from release_parser.text import Document

if TYPE_CHECKING:
    from collections.abc import Iterable

_HEAD = regex.compile(rb'\{"id":"(?P<id>[0-9a-f]{64})","source":(?P<source>null|"(?:[^"\\]|\\.)*+")')


class HeldRecords:
    """The records of earlier runs by the same parser, found by document."""

    def __init__(self, parser: ParserInfo, finished: Path, partial: Path) -> None:
        self._parser = parser
        self._partial = partial
        self._walked: BinaryIO | None = partial.open("rb") if partial.is_file() else None
        self._end = 0
        self._indexes = [_Index(_opened(finished))] if finished.is_file() else []
        self.standing = 0
        """Records that stand at the beginning of the partial file already: they need not be written."""

    def take(self, item: Document | Failure) -> Document | Failure | Release:
        """The record that an earlier run made of the next input, or the input itself where there is none."""
        if self._walked is not None:
            line = self._walked.readline()
            record = _record(line) if line.endswith(b"\n") else None
            if record is not None and (record == item or (isinstance(item, Document) and self._is_of(record, item))):
                self._end += len(line)
                self.standing += 1
                return record
            self._part()
        if isinstance(item, Failure):
            return item
        for index in self._indexes:
            for line in index.find(item):
                if isinstance(record := _record(line), Release) and self._is_of(record, item):
                    return record
        return item

    def finish(self) -> None:
        """Remove the lines behind the last input from the partial file: the run has ended, and no input belongs to them."""
        if self._walked is not None:
            self._part()

    def close(self) -> None:
        """Close the files and indexes; the partial file stays as it is."""
        if self._walked is not None:
            self._walked.close()
            self._walked = None
        for index in self._indexes:
            index.close()
        self._indexes.clear()

    def _part(self) -> None:
        """Begin to look up by content: inputs and partial file differ from here on, so move its rest into an index and cut it off."""
        assert self._walked is not None
        rest = cast("IO[bytes]", tempfile.TemporaryFile())  # noqa: SIM115 - closed with its index
        self._walked.seek(self._end)
        shutil.copyfileobj(self._walked, rest)
        self._walked.close()
        self._walked = None
        os.truncate(self._partial, self._end)
        self._indexes.insert(0, _Index(rest))

    def _is_of(self, record: Release | Failure, document: Document) -> bool:
        """Whether a record was made from this document by this parser."""
        if isinstance(record, Failure):
            # met only where the interrupted run itself goes on: a finished run's failures are tried again
            return record.stage == "parse" and record.source == document.source
        return (
            record.parser == self._parser
            and record.source == document.source
            and record.text == document.text
            # what the archive does not say, the parser may have read in the text
            and all((given := getattr(document, fact)) is None or given == getattr(record, fact) for fact in FACTS)
        )


class _Index:
    """The lines of a file by text and source."""

    def __init__(self, lines: IO[bytes]) -> None:
        self._lines = lines
        self._table = scratch_database()
        self._table.execute("CREATE TABLE line (key BLOB, start INTEGER, PRIMARY KEY (key, start)) WITHOUT ROWID")
        self._table.execute("BEGIN")
        start = 0
        lines.seek(0)
        for line in lines:
            if (match := _HEAD.match(line)) and line.endswith(b"\n"):
                key = input_key(match["id"].decode(), json.loads(match["source"]))
                self._table.execute("INSERT INTO line VALUES (?, ?)", (key, start))
            start += len(line)
        self._table.execute("COMMIT")

    def find(self, document: Document) -> Iterable[bytes]:
        """The lines that may be this document's."""
        try:
            key = input_key(release_id(document.text), document.source)
        except UnicodeEncodeError:  # no record has such a text
            return
        for (start,) in self._table.execute("SELECT start FROM line WHERE key = ?", (key,)).fetchall():
            self._lines.seek(start)
            yield self._lines.readline()

    def close(self) -> None:
        """Close the index and its file."""
        self._table.close()
        self._lines.close()


def _opened(path: Path) -> IO[bytes]:
    """A file that can be read from any place; a gzip file is unpacked into a temporary one, as far as it is intact."""
    if path.suffix.lower() != ".gz":
        return path.open("rb")
    unpacked = tempfile.TemporaryFile()  # noqa: SIM115 - closed with its index
    # what is behind the fault is parsed again, and the file is written anew
    with gzip.open(path) as packed, suppress(EOFError, zlib.error, gzip.BadGzipFile):
        shutil.copyfileobj(packed, unpacked)
    return unpacked


def _record(line: bytes) -> Release | Failure | None:
    """The record in a line, or None where the line is torn or another program wrote it."""
    try:
        return Release.model_validate_json(line) if _HEAD.match(line) else Failure.model_validate_json(line)
    except ValidationError:
        return None
