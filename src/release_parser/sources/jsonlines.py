"""Reads JSON Lines: one release in a line, with fields recognized by the names that archives use.

In: a stream of lines, read one by one. Out: a document for each line, or a `Failure` whose source is the line: 'releases.jsonl:7'.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from release_parser.errors import InputError
from release_parser.records import Failure
from release_parser.sources.blob import Blob, Options, checked_text, in_units, raise_limit, wide_encoding
from release_parser.sources.formats import one_release
from release_parser.sources.metadata import describe, make_document, one_line, with_title
from release_parser.text import Document

TEXTS = ("text", "body", "content", "article", "article_text", "full_text", "main_text", "story", "contents")
IDS = ("id", "url", "link", "uri", "source_url", "release_id", "guid")


def read(blob: Blob, options: Options) -> Iterator[Document | Failure]:
    """A document for each line; empty lines are skipped."""
    number = found = 0
    limit = options.limits.document
    encoding = _wide_encoding(blob)
    if encoding is not None:
        yield from _read_wide(blob, encoding, options)
        return
    while raw := blob.stream.readline(limit + 1):
        number += 1
        where = f"{blob.name}:{number}"
        if len(raw) > limit:
            found += 1
            yield Failure(
                source=where,
                stage="read",
                error=f"{where} is longer than {in_units(limit)}, the limit for one release: {raise_limit('document')}",
            )
            while len(raw) > limit and not raw.endswith(b"\n"):
                raw = blob.stream.readline(limit + 1)
            continue
        if raw.strip(b"\xef\xbb\xbf \t\r\n"):
            found += 1
            yield read_line(raw, where, options)
    if not found:
        raise InputError(f"{blob.name} is empty: there is nothing to parse")


def read_line(raw: bytes, where: str, options: Options) -> Document | Failure:
    """The document of one line."""
    return one_release(where, lambda: read_row(parse_json(checked_text(raw, where), where), where, options))


def parse_json(content: str, where: str) -> Any:
    """The value of a JSON text. Raises `InputError`, which names the place, where it is not valid."""
    try:
        return json.loads(content, parse_int=parse_int)
    except json.JSONDecodeError as error:
        line = f"line {error.lineno}, " if error.lineno > 1 else ""
        raise InputError(f"{where} is not valid JSON: {error.msg} at {line}column {error.colno}") from None
    except RecursionError:
        raise InputError(
            f"{where} is nested too deep for a release: give its fields as text, numbers and dates"
        ) from None


def parse_int(digits: str) -> int | float:
    """A number; one of thousands of digits, which Python refuses to read, becomes infinity, since it can mean nothing."""
    return int(digits) if len(digits) <= 1000 else float(digits)


def read_row(row: Any, where: str, options: Options) -> Document | Failure:
    """The document of one row of any table. Raises `InputError` where no field of it is a text."""
    if not isinstance(row, Mapping):
        raise InputError(f"{where} is not an object with fields; a release is an object with the field 'text'")
    if {"source", "stage", "error"} == set(row):  # a Failure that an earlier run wrote
        return Failure(
            source=one_line(row["source"]) or where, stage="read", error=f"an earlier run failed here: {row['error']}"
        )
    fields = {str(name).strip().lower(): value for name, value in row.items()}
    fields |= {field: fields[column.lower()] for field, column in options.columns.items() if column.lower() in fields}
    name = _text_field(fields, where)
    source = next((source for name in IDS if (source := one_line(fields.get(name)))), where)
    if "parser" in fields and "claims" in fields:  # a Release: its source is where it came from
        source = one_line(fields.get("source")) or where
    elif isinstance(fields.get("source"), str) and not any(
        fields.get(name) for name in ("publisher", "force", "force_or_agency")
    ):
        fields["publisher"] = fields["source"]
    stated = describe(fields, options.lexicon())
    return make_document(stated, with_title(stated.title, fields[name]), source, options)


def _text_field(fields: Mapping[str, Any], where: str) -> str:
    """The name of the field with the text. Raises `InputError` where there is none."""
    for name in TEXTS:
        if isinstance(fields.get(name), str) and fields[name].strip():
            return name
    known = next((name for name in TEXTS if name in fields), None)
    problem = f"its field {known!r} holds no text" if known else f"none of its fields is one of {', '.join(TEXTS[:3])}"
    raise InputError(f"{where} holds no release: {problem}")


def checked_columns(names: Iterable[str], where: str, options: Options) -> None:
    """Raise `InputError` where a table has no column for the text: once, and not for each row."""
    known = [str(name).strip().lower() for name in names]
    missing = [column for column in options.columns.values() if column.lower() not in known]
    if missing:
        raise InputError(f"{where} has no column {missing[0]!r}; it has {', '.join(known[:20])}")
    if "text" not in options.columns and not any(name in known for name in TEXTS):
        raise InputError(
            f"{where} has no column with the text; it has {', '.join(known[:20])}: name it with columns={{'text': …}} or --column text=…"
        )


def _wide_encoding(blob: Blob) -> str | None:
    """The kind of UTF-16, by byte order mark or NULs, or None; in UTF-16 a line feed has two bytes, so lines must be found in characters."""
    peek = getattr(blob.stream, "peek", None)
    start = bytes(peek(4096)[:4096]) if peek else b""
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    return wide_encoding(start)


def _read_wide(blob: Blob, encoding: str, options: Options) -> Iterator[Document | Failure]:
    """The documents of a file in UTF-16."""
    import io  # noqa: PLC0415 - rare

    lines = io.TextIOWrapper(blob.stream, encoding=encoding, errors="replace", newline="\n")
    number = found = 0
    while line := lines.readline(options.limits.document):
        number += 1
        if line.strip():
            found += 1
            yield read_line(line.encode("utf-8", "surrogatepass"), f"{blob.name}:{number}", options)
    if not found:
        raise InputError(f"{blob.name} is empty: there is nothing to parse")
