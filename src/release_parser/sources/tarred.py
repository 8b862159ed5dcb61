"""Reads tar archives as a stream, member by member; compressed ones come through `packed`.

Links, devices and names that point outside of the archive are refused; files with an unknown suffix are counted as skipped.
"""

from __future__ import annotations

import io
import tarfile
from typing import IO, TYPE_CHECKING, BinaryIO, cast

from release_parser.errors import InputError
from release_parser.records import Failure
from release_parser.sources.blob import Blob
from release_parser.sources.formats import format_of, known_suffixes, read_member

if TYPE_CHECKING:
    from collections.abc import Iterator

    from release_parser.sources.blob import Options
    from release_parser.text import Document


class _Member(io.RawIOBase):
    """A member's bytes. Raises `InputError` where the archive ends inside it."""

    def __init__(self, stream: IO[bytes], name: str) -> None:
        self._stream, self._name = stream, name

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Read bytes of the member."""
        try:
            data = self._stream.read(len(buffer))
        except (tarfile.TarError, EOFError) as error:
            raise InputError(
                f"{self._name} ends too early: its archive is damaged or truncated; fetch it again"
            ) from error
        buffer[: len(data)] = data
        return len(data)


def read(blob: Blob, options: Options) -> Iterator[Document | Failure]:
    """The documents of every readable member, in the archive's order."""
    options.check_depth(blob.name)
    readable = 0
    try:
        with tarfile.open(fileobj=blob.stream, mode="r|") as archive:
            for member in archive:
                if member.isdir():
                    continue
                readable += format_of(member.name) is not None
                # a link has no stream of its own, and what it points to may lie anywhere; a sparse file is a bomb without compression
                stream = archive.extractfile(member) if member.isfile() and not member.issparse() else None
                source = (
                    None
                    if stream is None
                    else Blob(member.name, cast("BinaryIO", io.BufferedReader(_Member(stream, member.name), 65536)))
                )
                yield from read_member(blob.name, member.name, member.size, source, options)
    except (tarfile.TarError, EOFError) as error:
        raise InputError(
            f"{blob.name} is not a whole tar archive ({error}): it may be truncated; fetch it again"
        ) from error
    if not readable:
        raise InputError(f"{blob.name} holds no file that can be read; known suffixes are {known_suffixes()}")
