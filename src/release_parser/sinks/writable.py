r"""Texts that no encoding can represent: a lone surrogate in a title or in the name of a file.

In: a record. Out: the record, or a `Failure` where one of the texts from outside cannot be written as UTF-8.

>>> from release_parser.records import Failure
>>> writable(Failure(source="a\ud800.txt", stage="read", error="x")).source
'a\\ud800.txt'
"""

from __future__ import annotations

from release_parser.records import Failure, Release


def writable(record: Release | Failure) -> Release | Failure:
    """The record if it can be written, else a `Failure`."""
    # every other text of a release is a part of its text, whose SHA-256 it has, or was made of such
    texts = (
        (record.source, record.error)
        if isinstance(record, Failure)
        else (record.source, record.url, record.title, record.publisher)
    )
    try:
        for text in texts:
            if text is not None and not text.isascii():
                text.encode()
    except UnicodeEncodeError as error:
        if isinstance(record, Failure):
            return Failure(source=escaped(record.source), stage=record.stage, error=escaped(record.error) or "unknown")
        said = f"{error.object[max(error.start - 10, 0) : error.start + 10]!r} holds a lone surrogate, which nothing can store: decode it with errors='replace'"
        return Failure(source=escaped(record.source), stage="write", error=said)
    return record


def escaped(text: str | None) -> str | None:
    """A text with its lone surrogates as escapes."""
    return None if text is None else text.encode("utf-8", "backslashreplace").decode()
