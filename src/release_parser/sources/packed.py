"""gzip, bzip2, xz and zstd around any other format, read as a stream: 'releases.jsonl.gz' never lies unpacked in memory or on disk.

In: a compressed blob. Out: what it holds, read by its inner suffix ('.jsonl' of 'x.jsonl.gz') or, without one, by its content.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
from importlib import import_module
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from release_parser.errors import InputError, MissingExtraError
from release_parser.sources.blob import Blob, CappedStream
from release_parser.sources.formats import format_of, read_blob, sniff

if TYPE_CHECKING:
    from collections.abc import Iterator

    from release_parser.records import Failure
    from release_parser.sources.blob import Options
    from release_parser.text import Document

_INNER = {".tgz": ".tar", ".tbz2": ".tar", ".txz": ".tar", ".tzst": ".tar"}


class _Counted(io.RawIOBase):
    """A stream that counts what was read of it: the compressed size so far."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream, self.count = stream, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        self.count += len(data)
        return len(data)


def read(blob: Blob, options: Options) -> Iterator[Document | Failure]:
    """Everything in the compressed file."""
    if options.depth >= options.limits.depth:
        raise InputError(f"{blob.name} lies more than {options.limits.depth} archives deep: refused")
    counted = _Counted(blob.stream)
    compressed = io.BufferedReader(counted, 65536)
    unpacked = _unpack(compressed, blob.name)
    stream = io.BufferedReader(CappedStream(unpacked, blob.name, lambda: counted.count, options.limits), 65536)
    start = stream.peek(512)
    if not start:
        raise InputError(f"{blob.name} is empty: there is nothing to parse")
    found = format_of(inner_name(blob.name)) or sniff(bytes(start[:512]))
    yield from read_blob(Blob(blob.name, cast("BinaryIO", stream)), found, options.deeper())


def inner_name(name: str) -> str:
    """The name of what is compressed: 'x.jsonl' in 'x.jsonl.gz', 'x.tar' in 'x.tgz'."""
    stem, dot, suffix = name.rpartition(".")
    return stem + _INNER.get(f".{suffix.lower()}", "") if dot else name


def _unpack(stream: io.BufferedReader[_Counted], name: str) -> BinaryIO:
    """The expanding stream, by the magic bytes: a suffix may be wrong."""
    start = bytes(stream.peek(6)[:6])
    if start.startswith(b"\x1f\x8b"):
        return cast("BinaryIO", gzip.GzipFile(fileobj=stream, mode="rb"))
    if start.startswith(b"BZh"):
        return cast("BinaryIO", bz2.BZ2File(stream))
    if start.startswith(b"\xfd7zXZ\x00"):
        return cast("BinaryIO", lzma.LZMAFile(stream))
    if start.startswith(b"\x28\xb5\x2f\xfd"):
        try:
            zstandard: Any = import_module("zstandard")
        except ImportError as error:
            raise MissingExtraError(f"{name}: reading zstd needs a package; install it with `pip install zstandard`") from error
        return cast("BinaryIO", zstandard.ZstdDecompressor().stream_reader(stream))
    if not start:
        raise InputError(f"{name} is empty: there is nothing to parse")
    raise InputError(f"{name} is no gzip, bzip2, xz or zstd file")
