"""Reads CSV and TSV: one release in a row, with columns recognized by the names that archives use, or named by the caller.

In: a table with a header. Out: a document for each row, or a `Failure` whose source is the row: 'releases.csv:7' (the header is row 1). An
unclosed quotation mark costs only its own row: what follows is read again from the next line.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections import deque
from functools import partial
from typing import TYPE_CHECKING, cast

from release_parser.errors import InputError
from release_parser.records import Failure
from release_parser.sources.blob import in_units, wide_encoding
from release_parser.sources.formats import one_release
from release_parser.sources.jsonlines import checked_columns, read_row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from release_parser.sources.blob import Blob, Options
    from release_parser.text import Document

_SEPARATORS = ",;\t|"
_MOST_BROKEN_ROWS = 100  # rows that may send the reader back: a file with more broken rows is no table


def read(blob: Blob, options: Options) -> Iterator[Document | Failure]:
    """A document for each row."""
    buffered = (
        blob.stream if hasattr(blob.stream, "peek") else io.BufferedReader(cast("io.RawIOBase", blob.stream), 65536)
    )
    start = bytes(buffered.peek(65536))
    if not start.strip():
        raise InputError(f"{blob.name} is empty: there is nothing to parse")
    encoding = _encoding(start)
    if b"\0" in start and not encoding.startswith("utf-16"):
        raise InputError(f"{blob.name} is not text but binary: save the table as CSV")
    lines = io.TextIOWrapper(cast("io.BufferedReader", buffered), encoding=encoding, errors="replace", newline="")
    head = start.decode(encoding, "replace").split("\n", 1)[0]
    separator = "\t" if ".tsv" in blob.name.lower() else max(_SEPARATORS, key=head.count)
    rows = iter(_Rows(lines, separator, options.limits.document, blob.name))
    names = next(rows, [])
    if isinstance(names, Failure):
        raise InputError(f"{blob.name} has no header that can be read: it {names.error}")
    checked_columns(names, blob.name, options)
    number = 1
    for row in rows:
        number += 1
        where = f"{blob.name}:{number}"
        if isinstance(row, Failure):
            yield row.model_copy(update={"source": where, "error": f"{where} {row.error}"})
        elif row:  # cells beyond the header's have no name
            yield one_release(where, partial(read_row, dict(zip(names, row, strict=False)), where, options))
        else:
            number -= 1  # an empty line is no row
    if number == 1:
        raise InputError(f"{blob.name} has a header and no rows: there is nothing to parse")


class _Rows:
    """The rows of a table: the cells of each, or a `Failure` without its place for a broken row."""

    def __init__(self, lines: io.TextIOWrapper, separator: str, longest: int, name: str) -> None:
        self._lines, self._separator, self._longest, self._name = lines, separator, longest, name
        self._waiting: deque[str] = deque()  # lines that are read again
        self._taken: list[str] = []  # lines of the row that is being read
        self._size = self._broken = 0

    def __iter__(self) -> Iterator[list[str] | Failure]:
        csv.field_size_limit(self._longest)
        rows = csv.reader(iter(self._line, ""), delimiter=self._separator)
        while True:
            self._taken, self._size = [], 0
            try:
                row = next(rows)
            except StopIteration:
                return
            except csv.Error:
                error = (
                    f"is longer than {in_units(self._longest)}, the limit for one release: close its quotation marks"
                )
            else:
                if len(self._taken) == 1 or self._is_whole():
                    yield row
                    continue
                error = "opens a quotation mark that nothing closes where a cell ends: double the marks inside a cell"
            self._go_back()
            rows = csv.reader(iter(self._line, ""), delimiter=self._separator)
            yield Failure(source=None, stage="read", error=error)

    def _is_whole(self) -> bool:
        """Whether a row over several lines is complete: read strictly, its quotation marks close where a cell ends."""
        try:
            return len(list(csv.reader(self._taken, delimiter=self._separator, strict=True))) == 1
        except csv.Error:
            return False

    def _go_back(self) -> None:
        """Read the further lines of a broken row again."""
        self._broken += 1
        if self._broken > _MOST_BROKEN_ROWS:
            raise InputError(
                f"{self._name} has more than {_MOST_BROKEN_ROWS} rows that are not CSV: save the table again"
            )
        self._waiting.extendleft(reversed(self._taken[1:]))

    def _line(self) -> str:
        """The next line. Raises `csv.Error` where the row is too long."""
        line = self._waiting.popleft() if self._waiting else self._lines.readline(self._longest + 1)
        self._size += len(line)
        self._taken.append(line)
        if self._size > self._longest:
            while len(line) > self._longest and not line.endswith("\n"):  # the rest of a line without end
                line = self._lines.readline(self._longest + 1)
            raise csv.Error
        return line


def _encoding(start: bytes) -> str:
    """The encoding of a table, by its beginning."""
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if wide := wide_encoding(start):
        return wide
    try:
        # the start may be cut in mid-character: an incremental decoder waits for the rest
        codecs.getincrementaldecoder("utf-8")().decode(start, final=False)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"
