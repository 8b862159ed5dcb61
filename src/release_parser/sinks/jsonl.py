"""JSON Lines: a record a line, in input order; a `Failure` stands where its release would have stood.

A file is written beside its target, as 'NAME.jsonl.partial', and renamed at the end, so that a reader finds a whole file or
none. A run that ends early, however it ends, leaves the partial file, and an older result stays as it was.
"""

from __future__ import annotations

import gzip
import io
import os
import shutil
import stat
import sys
import zlib
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Self, cast

import regex
from pydantic import ValidationError

from release_parser.errors import InputError, TargetError
from release_parser.records import Failure, Release
from release_parser.records.faults import say_fault
from release_parser.sinks.held import HeldRecords
from release_parser.sinks.protect import (
    Output,
    beginning,
    followed,
    is_record_line,
    refuse_foreign,
    unpacked_beginning,
)
from release_parser.sinks.storage import Here
from release_parser.sinks.turns import lock, saying, whole_file
from release_parser.sinks.writable import writable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import TracebackType

    from release_parser.records import ParserInfo
    from release_parser.text import Document


def line_of(record: Release | Failure) -> bytes:
    """The line of JSON for a record."""
    return writable(record).model_dump_json().encode("utf-8") + b"\n"


def _append_to(path: Path) -> BinaryIO:
    """The partial file, opened at its end.

    Its name is predictable, so a link in its place, which would lead the run to another file, is refused.
    """
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    linked = InputError(f"{path} is a link, and no run leaves one there: remove it, or name another target")
    if path.is_symlink():
        raise linked
    file = os.fdopen(os.open(path, flags, 0o666), "ab")
    status = os.fstat(file.fileno())
    if not stat.S_ISREG(status.st_mode) or status.st_nlink > 1:
        file.close()
        raise linked
    return file


class FileSink:
    """A `.jsonl` or `.jsonl.gz` file. The target changes only when the run has ended normally.

    Until then the records stand in `partial` as plain JSON Lines, each of them complete: after an interruption, an error or a power cut a
    resumed run goes on behind the last one.
    """

    def __init__(self, target: str) -> None:
        self.path = followed(target)
        self.force = False
        self.storage = Here()
        self.packed = self.path.suffix.lower() == ".gz"
        self.partial = self.path.with_name(f"{self.path.stem if self.packed else self.path.name}.partial")
        self._held: HeldRecords | None = None
        self._parser: ParserInfo | None = None
        if not self.path.parent.is_dir():
            raise InputError(f"{target}: there is no folder {self.path.parent} to write to; make it first")
        if self.path.is_dir():
            raise InputError(f"{target} is a folder; name a file in it")

    def resume(self, parser: ParserInfo) -> None:
        """Keep what earlier runs of this parser left. Call it before the sink is entered."""
        self._parser = parser

    def take(self, item: Document | Failure) -> Document | Failure | Release:
        """The record that an earlier run made of the next input, or the input itself where it must be parsed."""
        with saying(self.path, self._hint):
            return item if self._held is None else self._held.take(item)

    def outputs(self) -> list[Output]:
        """What a run would write over."""
        # a power cut may leave NULs where the first lines of the partial file were to stand
        return [
            Output(self.path, _wrote),
            Output(self.partial, lambda path: _wrote(path) or beginning(path).startswith(b"\0")),
        ]

    def __enter__(self) -> Self:
        for path in (self.path, self.partial):
            self.storage.bring(path, whole=self._parser is not None)
        if not self.force:
            refuse_foreign(self.outputs(), self.storage.shown)
        with saying(self.path):
            self._file: BinaryIO = _append_to(self.partial)
        if not lock(self._file.fileno()):
            self._file.close()
            raise TargetError(f"{self.path} is being written by another run; wait for it, or name another file")
        try:
            with saying(self.path):
                if self._parser is None:
                    self._file.truncate(0)
                else:
                    self._held = HeldRecords(self._parser, self.path, self.partial)
        except BaseException:
            self._file.close()
            raise
        self._written = 0
        return self

    def write(self, record: Release | Failure) -> None:
        """Append one record."""
        self._written += 1
        if self._held is None or self._written > self._held.standing:
            with saying(self.path, self._hint):
                self._file.write(line_of(record))

    @property
    def _hint(self) -> str:
        """Where an interrupted run left its records, for messages."""
        return (
            f"; what was done is in {self.storage.shown(self.partial)}, and the same run, resumed, goes on from there"
        )

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        try:
            with saying(self.path, self._hint):
                self._end(done=kind is None)
        except TargetError:
            if kind is None:  # else the first error is the one to show
                raise
        finally:
            if self._held is not None:
                self._held.close()
            with suppress(OSError):  # it may have something left that the disk has no room for
                self._file.close()

    def _end(self, *, done: bool) -> None:
        """Write the file to disk and, where the run is done, rename it to its target."""
        self._file.flush()
        if self._held is not None and done:
            self._held.finish()  # before the file: it cuts off what stands behind the last input
        size = os.fstat(self._file.fileno()).st_size
        os.fsync(self._file.fileno())
        if done and self.packed:
            self._pack()
        if os.name != "posix":  # Windows renames no open file
            self._file.close()
        if done and not self.packed:
            self.partial.replace(self.path)
        elif done or not size:
            self.partial.unlink(missing_ok=True)
        if done:
            self.storage.send(self.path)
            self.storage.drop(self.partial)
        elif size:
            self.storage.send(self.partial)

    def _pack(self) -> None:
        """Compress the finished file."""
        # no name and no time in the gzip header: the same records give the same bytes
        with (
            self.partial.open("rb") as plain,
            whole_file(self.path) as temporary,
            temporary.open("wb") as file,
            gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0) as packed,
        ):
            shutil.copyfileobj(plain, packed, 2**20)

    def __repr__(self) -> str:
        return f"FileSink({str(self.path)!r})"


def _wrote(path: Path) -> bool:
    """Whether a file, compressed or not, begins with one of our records."""
    return is_record_line(unpacked_beginning(path))


def load(target: str) -> Iterator[Release | Failure]:
    """The records of a file that `FileSink` wrote. Raises `InputError`, which names the line, where one is no record."""
    path = Path(target)
    if not path.is_file():
        raise InputError(f"{target}: there is no such file; name one that `parse` wrote")
    return _load(path)


def _load(path: Path) -> Iterator[Release | Failure]:
    """The records of the file, line by line."""
    for number, line in enumerate(_lines(path), start=1):
        if not line.strip():
            continue
        try:
            # a Failure is short and has a stage; its fields are no Release's
            yield Failure.model_validate_json(line) if _FAILURE.match(line) else Release.model_validate_json(line)
        except ValidationError as error:
            raise InputError(f"{path}:{number} is not a record of release_parser: {say_fault(error)}") from None


def _lines(path: Path) -> Iterator[bytes]:
    """The lines of a file, unpacked. Raises `InputError` where a gzip file is not complete."""
    if path.suffix.lower() != ".gz":
        with path.open("rb") as file:
            yield from file
        return
    try:
        with gzip.open(path) as packed:
            yield from packed
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise InputError(
            f"{path} is not a complete gzip file ({error}): fetch it again, or parse its archive again"
        ) from None


_FAILURE = regex.compile(rb'\s*\{\s*"source"\s*:\s*(?:null|"(?:[^"\\]|\\.)*+")\s*,\s*"stage"')


class StdoutSink:
    """Standard output, a line at a time, for pipes."""

    def __init__(self, target: str = "-", stream: Callable[[], BinaryIO] | None = None) -> None:
        self.target = target
        self._open = stream or (lambda: cast("BinaryIO", getattr(sys.stdout, "buffer", None) or _Encoded(sys.stdout)))

    def outputs(self) -> list[Output]:
        """The file to which the shell sends standard output, if it is one: `parse a.jsonl - >> a.jsonl` would never end."""
        path = Path("/dev/stdout")
        return [Output(path, lambda _: False)] if path.is_file() else []

    def __enter__(self) -> Self:
        self._stream = self._open()
        return self

    def write(self, record: Release | Failure) -> None:
        """Write one record and flush it, so that the next program in the pipe has it at once."""
        self._stream.write(line_of(record))
        self._stream.flush()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if kind is None:
            self._stream.flush()

    def __repr__(self) -> str:
        return "StdoutSink()"


class _Encoded(io.RawIOBase):
    """Writes bytes to a text stream without a byte buffer, as in a notebook."""

    def __init__(self, stream: io.TextIOBase | object) -> None:
        self._text = cast("io.TextIOBase", stream)

    def write(self, data: bytes) -> int:  # type: ignore[override]
        """Write UTF-8 bytes as text."""
        return self._text.write(data.decode("utf-8"))
