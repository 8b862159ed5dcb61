"""What a source yields: a text, and what the archive says about it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from release_parser.errors import InputError


@dataclass(frozen=True, slots=True)
class Document:
    """One release before parsing. `text` becomes `Release.text`, character for character.

    `source` is where it was read from (a path, a member of an archive, a row), `url` the address of the original page where the
    archive's metadata gives one.
    """

    text: str
    source: str | None = None
    url: str | None = None
    title: str | None = None
    published: dt.date | None = None
    publisher: str | None = None

    def check(self) -> None:
        """Raise `InputError` for a text that no record can stand for."""
        where = self.source or "the text"
        if not self.text.strip():
            raise InputError(f"{where} is empty: there is nothing to parse")
        try:
            self.text.encode("utf-8")
        except UnicodeEncodeError as error:
            raise InputError(
                f"{where} holds a lone surrogate at character {error.start}: decode the bytes with errors='replace' or their true encoding"
            ) from None
        if "\x00" in self.text:
            raise InputError(f"{where} holds NUL characters: it is binary, or text in another encoding (UTF-16?)")
