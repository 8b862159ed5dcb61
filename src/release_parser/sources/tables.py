"""CSV and TSV: a release a row, its columns recognised by the names that archives use, or named by the caller.

In: a table with a header. Out: a document a row, or a `Failure` whose source is the row: 'releases.csv:7' (the header is row 1).
"""

from __future__ import annotations

import codecs
import csv
import io
from typing import TYPE_CHECKING, cast

from release_parser.errors import InputError
from release_parser.records import Failure
from release_parser.sources.blob import wide_encoding
from release_parser.sources.jsonlines import checked_columns, read_row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from release_parser.sources.blob import Blob, Options
    from release_parser.text import Document

_SEPARATORS = ",;\t|"


def read(blob: Blob, options: Options) -> Iterator[Document | Failure]:
    """A document a row."""
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
    csv.field_size_limit(options.limits.document)
    head = start.decode(encoding, "replace").split("\n", 1)[0]
    separator = "\t" if ".tsv" in blob.name.lower() else max(_SEPARATORS, key=head.count)
    rows = csv.DictReader(lines, delimiter=separator)
    checked_columns(rows.fieldnames or (), blob.name, options)
    number = 1
    try:
        for row in rows:
            number += 1
            row.pop(cast("str", None), None)  # cells beyond the header's
            where = f"{blob.name}:{number}"
            try:
                yield read_row(row, where, options)
            except InputError as error:
                yield Failure(source=where, stage="read", error=str(error))
    except csv.Error as error:
        raise InputError(f"{blob.name}: row {number + 1} is not valid CSV: {error}") from error
    if number == 1:
        raise InputError(f"{blob.name} has a header and no rows: there is nothing to parse")


def _encoding(start: bytes) -> str:
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
