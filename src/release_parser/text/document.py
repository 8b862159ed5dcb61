"""What a source yields: a text, and what the archive tells about it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from release_parser.errors import InputError

EARLIEST, LATEST = dt.date(1800, 1, 1), dt.date(2200, 12, 31)
"""The days of which a press release may be: 0001-01-01 and 9999-12-31 stand for 'unknown' where programs write them."""
_TEXTS = ("text", "source", "url", "title", "publisher")


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
        """Raise `InputError` where no record can be made of the text: it is empty, binary or not valid Unicode."""
        where = self.source if isinstance(self.source, str) and self.source else "the text"
        self._check_types(where)
        if not self.text.strip():
            raise InputError(f"{where} is empty: there is nothing to parse")
        try:
            self.text.encode("utf-8")
        except UnicodeEncodeError as error:
            raise InputError(
                f"{where} holds a lone surrogate at character {error.start}: decode the bytes with errors='replace' or their true encoding"
            ) from None
        for name in _TEXTS[1:]:
            try:
                (getattr(self, name) or "").encode("utf-8")
            except UnicodeEncodeError as error:
                raise InputError(
                    f"the {name} {getattr(self, name)!r} holds a lone surrogate at character {error.start}, which no record can hold: decode it with errors='replace'"
                ) from None
        if self.published is not None and not EARLIEST <= self.published <= LATEST:
            raise InputError(
                f"{where}: published is {self.published}, and no press release is of that day; leave it out where it is not known"
            )
        if "\x00" in self.text:
            raise InputError(f"{where} holds NUL characters: it is binary, or text in another encoding (UTF-16?)")

    def _check_types(self, where: str) -> None:
        """Raise `InputError` for bytes, numbers or None, which callers without a type checker may pass."""
        given: dict[str, object] = {name: getattr(self, name) for name in (*_TEXTS, "published")}
        if isinstance(given["text"], bytes | bytearray):
            raise InputError(f"{where} is bytes and no text: decode it, or read it with release_parser.read(…)")
        for name in _TEXTS:
            value = given[name]
            if not (isinstance(value, str) or (value is None and name != "text")):
                raise InputError(f"{name} is {type(value).__name__} and no text: give a str")
        if given["published"] is not None and type(given["published"]) is not dt.date:
            raise InputError(f"{where}: published is {type(given['published']).__name__}; give a datetime.date")
