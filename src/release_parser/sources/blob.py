r"""Bytes with a name, from which every source reads, and the decoding of bytes to text.

In: a binary stream and its name for messages. Out: bytes or text, never more than the limits allow.

>>> decode(b"\xef\xbb\xbf12 arrests")
'12 arrests'
>>> decode("a total of £500".encode("cp1252"))
'a total of £500'
>>> decode("a total of £500".encode("utf-16-le"))  # no byte order mark
'a total of £500'
"""

from __future__ import annotations

import gzip
import io
import lzma
import tempfile
import zipfile
import zlib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, BinaryIO, cast

import regex

from release_parser.errors import InputError
from release_parser.lexicon import Lexicon

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


@dataclass(frozen=True, slots=True)
class Limits:
    """What one input may cost. A release has some kilobytes; whatever exceeds these limits is an attack or not a release."""

    document: int = 32 * 2**20
    """Bytes of one release, one JSON line, or one member of an archive, after expansion."""
    whole: int = 2**27
    """Bytes of a file with many releases that can only be read whole: a feed, and a JSON, zip or Parquet file inside an archive."""
    ratio: int = 200
    """How many times larger than its compressed self a stream may grow; English prose grows three to six times."""
    ratio_from: int = 16 * 2**20
    """Expanded bytes from which the ratio is looked at: a short run of spaces may well shrink a thousandfold."""
    depth: int = 3
    """Archives inside archives."""
    seconds: float | None = 60.0
    """What reading one release may take, a hundred times what the largest one takes; None for no limit."""
    memory: int = 2**30
    """Bytes that a process may have which reads pages, mails, feeds, PDF, Word and Arrow (on Linux)."""
    apart: bool = True
    """Whether these are read in a process of their own, which a damaged file may end; False reads them in this one."""


def in_units(size: int) -> str:
    """A number of bytes with a unit, for messages.

    >>> in_units(32 * 2**20), in_units(1024), in_units(900)
    ('32 MB', '1 KB', '900 bytes')
    """
    for unit, name in ((2**30, "GB"), (2**20, "MB"), (2**10, "KB")):
        if size >= unit:
            return f"{size / unit:.3g} {name}"
    return f"{size} bytes"


def raise_limit(name: str) -> str:
    """How to raise a limit in Python and on the command line, for messages about an input that exceeds it."""
    return f"raise the limit with Limits({name}=…), on the command line --limit {name}=…, if you trust it"


@dataclass(slots=True)
class ReaderNotes:
    """What a reader skipped or noted without a record, for the summary."""

    skipped: int = 0
    notes: dict[str, Note] = field(default_factory=dict)

    def note(self, text: str, where: str | None) -> None:
        """Note signs of damage in a text that is not changed."""
        for kind in signs_of_damage(text):
            self._count(kind, where, kept=True)

    def note_left_out(self, kind: str, where: str | None) -> None:
        """Note a part of an input that was left out of its document, which stands without it."""
        self._count(kind, where, kept=False)

    def add(self, skipped: int, notes: Mapping[str, Note]) -> None:
        """Add the counts of another process."""
        self.skipped += skipped
        for kind, note in notes.items():
            known = self.notes.get(kind)
            self.notes[kind] = replace(known, count=known.count + note.count) if known else note

    def _count(self, kind: str, where: str | None, *, kept: bool) -> None:
        """Count one more note of this kind."""
        known = self.notes.get(kind)
        self.notes[kind] = replace(known, count=known.count + 1) if known else Note(kind, 1, where, kept)


@dataclass(frozen=True, slots=True)
class Note:
    """Something about inputs that are parsed all the same: its kind, in how many inputs, and the first of them.

    `kept`: the text stands as it came; False where what is noted was left out ('a date that cannot be read').
    """

    kind: str
    count: int
    first: str | None
    kept: bool = True

    def __str__(self) -> str:
        texts = "1 text holds" if self.count == 1 else f"{self.count:,} texts hold"
        done = f"left as {'it is' if self.count == 1 else 'they are'}" if self.kept else "left out"
        return f"{texts} {self.kind}, {done}{f'; first: {self.first}' if self.first else ''}"


@dataclass(slots=True)
class Expansion:
    """How much one compressed input has grown so far, with everything inside it, including archives in archives."""

    compressed: Callable[[], int]
    expanded: int = 0
    bombs: int = 0
    """Members that grew past the ratio."""


@dataclass(frozen=True)
class Options:
    """What readers share: the limits, the vocabulary that knows the forces, and the notes."""

    limits: Limits = field(default_factory=Limits)
    lexicon: Callable[[], Lexicon] = Lexicon.default
    tally: ReaderNotes = field(default_factory=ReaderNotes)
    columns: Mapping[str, str] = field(default_factory=dict)
    """What the caller says of tables and JSON: {'text': 'Story'} reads the text from the column 'Story'."""
    left_out: set[str] = field(default_factory=set)
    """Absolute paths that the run writes, and so does not read."""
    depth: int = 0
    expansion: Expansion | None = None
    """Shared by everything inside one compressed input; None outside of any."""

    def inside(self, compressed: Callable[[], int]) -> Options:
        """The options inside a compressed input; an outer input goes on counting."""
        return self if self.expansion is not None else replace(self, expansion=Expansion(compressed))

    def deeper(self) -> Options:
        """The options for what stands inside an archive."""
        return replace(self, depth=self.depth + 1)

    def check_depth(self, name: str) -> None:
        """Raise `InputError` where an archive lies inside more archives than the limits allow."""
        if self.depth >= self.limits.depth:
            raise InputError(f"{name} lies more than {self.limits.depth} archives deep: {raise_limit('depth')}")


@dataclass(frozen=True, slots=True)
class Blob:
    """One named stream of bytes: a file, a member of an archive, standard input."""

    name: str
    stream: BinaryIO
    charset: str | None = None
    """The encoding that was stated where it came from: in a crawl, by the server."""

    def read(self, limits: Limits, most: int | None = None) -> bytes:
        """All bytes. Raises `InputError` where there are more than one release may have, or more than `most`."""
        most = limits.document if most is None else most
        raw = self.stream.read(most + 1)
        if len(raw) > most:
            raise InputError(
                f"{self.name} is larger than {in_units(most)}, the limit for one input: split it, or {raise_limit('document' if most == limits.document else 'whole')}"
            )
        return raw

    def text(self, limits: Limits) -> str:
        """All bytes as text. Raises `InputError` where they are empty or no text."""
        return checked_text(self.read(limits), self.name)


def checked_text(raw: bytes, name: str) -> str:
    """Bytes as text. Raises `InputError`, which names the input, where they are empty or no text."""
    if not raw.strip():
        raise InputError(f"{name} is empty: there is nothing to parse")
    try:
        return decode(raw)
    except UnicodeError as error:
        raise InputError(f"{name}: {error}") from None


# A text holds none of these. Tab, line feed, vertical tab, form feed, return and escape do occur, and Windows-1252 lives above 0x7f.
CONTROL = regex.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MULTIBYTE = regex.compile(
    rb"[\xc3-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}|\xc2[\xa0-\xbf]"
)
_BINARY = {
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"PK\x03\x04": "a zip archive, or an Office document",
    b"\x1f\x8b": "a gzip file",
    b"%PDF": "a PDF",
    b"\xd0\xcf\x11\xe0": "an old Office document",
    b"\x7fELF": "a program",
    b"PAR1": "a Parquet file",
    b"SQLite format 3": "an SQLite database",
}
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)


def decode(raw: bytes) -> str:
    """Bytes as text: by their byte order mark, else as UTF-8, else as Windows-1252. Raises `UnicodeError` where they are no text.

    UTF-8 with some broken bytes is still read as UTF-8, with U+FFFD for what is broken: read as Windows-1252 it would look complete but
    have wrong quotation marks everywhere.
    """
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return (
                raw[len(mark) :].decode("utf-8", "replace") if encoding == "utf-8" else raw.decode(encoding, "replace")
            )
    wide = wide_encoding(raw)
    if wide is not None:
        try:
            return raw.decode(wide)
        except UnicodeDecodeError:
            pass
    kind = next((kind for magic, kind in _BINARY.items() if raw.startswith(magic)), None)
    if kind is not None:
        raise UnicodeError(f"it is not text but {kind}")
    if control := CONTROL.search(raw):
        hint = "binary, or UTF-16 without a byte order mark" if control.group() == b"\0" else "binary"
        raise UnicodeError(
            f"it is not text: it holds the control character 0x{control.group().hex()} at byte {control.start()} ({hint})"
        )
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        good = len(_MULTIBYTE.findall(raw))
        lost = raw.decode("utf-8", "replace")
        if good > lost.count("\ufffd"):
            return lost
    try:
        return raw.decode("cp1252")
    except UnicodeDecodeError as error:
        raise UnicodeError(
            f"is neither UTF-8 nor Windows-1252 (byte 0x{raw[error.start]:02x} at {error.start}); convert it to UTF-8"
        ) from None


def wide_encoding(start: bytes) -> str | None:
    """The kind of UTF-16 of a text without byte order mark, or None: half of the bytes of a Latin text are NUL, all at even or all at odd places."""
    start = start[: min(len(start), 4096) & ~1]
    if len(start) < 4 or b"\0\0" in start[:4]:
        return None
    even, odd = start[0::2].count(0), start[1::2].count(0)
    if even + odd < 0.4 * len(start) / 2 or min(even, odd) * 10 > max(even, odd):
        return None
    return "utf-16-be" if even > odd else "utf-16-le"


# What UTF-8 looks like where somebody before us read it as Windows-1252: 'â€™' for an apostrophe, 'Â£' for '£', 'Ã©' for 'é'.
_MISREAD = regex.compile(
    r"""
      â€[\x80-\x9f™œ˜¦¢“”•–\xa0]       # 'â€™', 'â€œ', 'â€“', 'â€¦'
    | â\x80[\x80-\x9f\xa0-\xbf]         # the same by way of Latin-1
    | Â[£§©®°·»«\xa0½¼¾²´¨]             # 'Â£500'
    | Ã[©¨ªà¡¢£¤¥¦§«¬®¯±²³´µ¶·¸¹º»¼½¾¿\xad] # 'Ã©', 'Ã¼'
    | ï»¿                                   # a byte order mark
    """,
    regex.VERBOSE,
)
MISREAD = "signs of an encoding misread before ('â€™' for an apostrophe)"
BROKEN = "U+FFFD, which stands for bytes that were broken"


def signs_of_damage(text: str) -> list[str]:
    """Kinds of damage in a text. They are not repaired, because the record holds the text as it came."""
    found = [BROKEN] if "\ufffd" in text else []
    if not text.isascii() and _MISREAD.search(text):
        found.append(MISREAD)
    return found


_DAMAGE = (EOFError, zlib.error, zipfile.BadZipFile, gzip.BadGzipFile, lzma.LZMAError)


_MOST_BOMBS = 3  # members that an archive may lose to the ratio before the rest of it is given up


class BombError(InputError):
    """An archive that grows without end; the rest of it is not read."""


class CappedStream(io.RawIOBase):
    """A stream that unpacks a compressed one, and raises `InputError` where it grows past the allowed ratio.

    Two ratios are limited: of this stream to its own compressed size, and of everything inside the outermost input to that input's size.
    The second one stops a bomb made of many small or nested members.
    """

    def __init__(self, stream: BinaryIO, name: str, compressed: Callable[[], int], options: Options) -> None:
        self._stream, self._name, self._limits = stream, name, options.limits
        self._bombs = options.expansion or Expansion(compressed)
        self._grown = [Expansion(compressed)] + ([options.expansion] if options.expansion is not None else [])

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Read what the stream below gives, and count it."""
        try:
            data = self._stream.read(len(buffer))
        except _DAMAGE as error:
            raise InputError(f"{self._name} is damaged or truncated ({error}); fetch it again") from error
        except InputError:
            raise
        except Exception as error:  # each library has its own
            raise InputError(
                f"{self._name} cannot be unpacked: it is damaged, or asks for more memory than a release may; fetch it again"
            ) from error
        buffer[: len(data)] = data
        for grown in self._grown:
            grown.expanded += len(data)
            if grown.expanded > self._limits.ratio_from and grown.expanded > self._limits.ratio * max(
                grown.compressed(), 1
            ):
                self._bombs.bombs += 1
                # one member is left out; the whole archive ends where it is one itself, or holds one after the other
                whole = len(self._grown) > 1 and (grown is self._grown[1] or self._bombs.bombs > _MOST_BOMBS)
                raise (BombError if whole else InputError)(
                    f"{self._name} grew to more than {self._limits.ratio} times its compressed size, as a zip bomb does: {raise_limit('ratio')}"
                )
        return len(data)


_BYTES_IN_MEMORY = 16 * 2**20


def seekable(blob: Blob, options: Options) -> BinaryIO:
    """The stream of a blob, or a copy where it cannot seek: the table of contents of zip and Parquet files stands at their end."""
    stream = blob.stream
    if stream.seekable():
        stream.seek(0)
        return stream
    spool = tempfile.SpooledTemporaryFile(max_size=_BYTES_IN_MEMORY)  # noqa: SIM115 - the caller closes it
    while chunk := stream.read(2**20):
        spool.write(chunk)
        if options.depth and spool.tell() > options.limits.whole:
            spool.close()
            raise InputError(
                f"{blob.name} is larger than {in_units(options.limits.whole)} inside an archive: unpack it and pass the file"
            )
    spool.seek(0)
    return cast("BinaryIO", spool)


def size_of(stream: BinaryIO) -> int:
    """The number of bytes of a seekable stream."""
    size = stream.seek(0, io.SEEK_END)
    stream.seek(0)
    return size
