"""JSON Lines: a record a line, in input order; a `Failure` stands where its release would have stood.

A file is written beside its target and renamed at the end, so that a reader finds a whole file or none. A run that is
interrupted leaves what it has done as 'NAME.partial.jsonl', and an older result stays as it was.
"""

from __future__ import annotations

import gzip
import io
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Self, cast

import regex
from pydantic import ValidationError

from release_parser.errors import InputError
from release_parser.records import Failure, Release

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import TracebackType


def line_of(record: Release | Failure) -> bytes:
    """A record as its line of JSON."""
    return record.model_dump_json().encode("utf-8") + b"\n"


class FileSink:
    """A `.jsonl` or `.jsonl.gz` file. The target changes only when the run has ended well."""

    def __init__(self, target: str) -> None:
        self.path = Path(target)
        self.packed = self.path.suffix.lower() == ".gz"
        if not self.path.parent.is_dir():
            raise InputError(f"{target}: there is no folder {self.path.parent} to write to; make it first")
        if self.path.is_dir():
            raise InputError(f"{target} is a folder; name a file in it")

    def __enter__(self) -> Self:
        self._temporary = self.path.with_name(f".{self.path.name}.{os.getpid()}.tmp")
        try:
            self._file: BinaryIO = self._temporary.open("wb")
        except OSError as error:
            raise InputError(f"{self.path} cannot be written: {error.strerror}") from error
        # no name and no time in the gzip header: the same records give the same bytes
        self._stream: BinaryIO = (
            cast("BinaryIO", gzip.GzipFile(filename="", mode="wb", fileobj=self._file, mtime=0)) if self.packed else self._file
        )
        return self

    def write(self, record: Release | Failure) -> None:
        """Append one record."""
        self._stream.write(line_of(record))

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None) -> None:
        if self._stream is not self._file:
            self._stream.close()
        if kind is None:
            self._file.flush()
            os.fsync(self._file.fileno())
        self._file.close()
        if kind is None:
            self._temporary.replace(self.path)
        elif issubclass(kind, KeyboardInterrupt):
            self._temporary.replace(self.partial)
        else:
            self._temporary.unlink(missing_ok=True)

    @property
    def partial(self) -> Path:
        """Where an interrupted run leaves what it has done."""
        name = self.path.name
        end = ".jsonl.gz" if name.lower().endswith(".jsonl.gz") else self.path.suffix
        return self.path.with_name(f"{name[: len(name) - len(end)]}.partial{end}")

    def __repr__(self) -> str:
        return f"FileSink({str(self.path)!r})"


def load(target: str) -> Iterator[Release | Failure]:
    """The records of a file that `FileSink` wrote; `InputError` names the line that is none."""
    path = Path(target)
    if not path.is_file():
        raise InputError(f"{target}: there is no such file")
    return _load(path)


def _load(path: Path) -> Iterator[Release | Failure]:
    with gzip.open(path) if path.suffix.lower() == ".gz" else path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            if not line.strip():
                continue
            try:
                # a Failure is short and has a stage; its fields are no Release's
                yield Failure.model_validate_json(line) if _FAILURE.match(line) else Release.model_validate_json(line)
            except ValidationError as error:
                fault = error.errors()[0]
                where = ".".join(str(part) for part in fault["loc"]) or "the line"
                raise InputError(f"{path}:{number} is no record of release_parser: {where}: {fault['msg']}") from None


_FAILURE = regex.compile(rb'\s*\{\s*"source"\s*:\s*(?:null|"(?:[^"\\]|\\.)*+")\s*,\s*"stage"')


class StdoutSink:
    """Standard output, a line at a time, for pipes."""

    def __init__(self, target: str = "-", stream: Callable[[], BinaryIO] | None = None) -> None:
        self.target = target
        self._open = stream or (lambda: cast("BinaryIO", getattr(sys.stdout, "buffer", None) or _Encoded(sys.stdout)))

    def __enter__(self) -> Self:
        self._stream = self._open()
        return self

    def write(self, record: Release | Failure) -> None:
        """Write one record and let it go, so that the next program in the pipe has it at once."""
        self._stream.write(line_of(record))
        self._stream.flush()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None) -> None:
        if kind is None:
            self._stream.flush()

    def __repr__(self) -> str:
        return "StdoutSink()"


class _Encoded(io.RawIOBase):
    """Bytes into a text stream that has no buffer (a notebook's)."""

    def __init__(self, stream: io.TextIOBase | object) -> None:
        self._text = cast("io.TextIOBase", stream)

    def write(self, data: bytes) -> int:  # type: ignore[override]
        return self._text.write(data.decode("utf-8"))
