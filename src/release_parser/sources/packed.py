"""Unpacks gzip, bzip2, xz and zstd around any other format as a stream, so that 'releases.jsonl.gz' is never unpacked completely in memory
or on disk.

In: a compressed blob. Out: its content, read by its inner suffix ('.jsonl' in 'x.jsonl.gz') or, without one, by how it begins.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import sys
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from release_parser.errors import InputError
from release_parser.extras import need
from release_parser.sources.blob import Blob, CappedStream
from release_parser.sources.formats import format_of, read_blob, sniff

if TYPE_CHECKING:
    from collections.abc import Iterator

    from release_parser.records import Failure
    from release_parser.sources.blob import Options
    from release_parser.text import Document

_INNER = {".tgz": ".tar", ".tbz2": ".tar", ".txz": ".tar", ".tzst": ".tar"}


class _Counted(io.RawIOBase):
    """A stream that counts the compressed bytes read so far."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream, self.count = stream, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Read bytes and count them."""
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        self.count += len(data)
        return len(data)


def read(blob: Blob, options: Options) -> Iterator[Document | Failure]:
    """Everything in the compressed file."""
    options.check_depth(blob.name)
    counted = _Counted(blob.stream)
    compressed = io.BufferedReader(counted, 65536)
    options = options.inside(lambda: counted.count)
    stream = io.BufferedReader(
        CappedStream(_unpack(compressed, blob.name), blob.name, lambda: counted.count, options), 65536
    )
    start = stream.peek(512)
    if not start:
        raise InputError(f"{blob.name} is empty: there is nothing to parse")
    found = format_of(inner_name(blob.name)) or sniff(bytes(start[:512]))
    yield from read_blob(Blob(blob.name, cast("BinaryIO", stream)), found, options.deeper())


def inner_name(name: str) -> str:
    """The name of the content: 'x.jsonl' for 'x.jsonl.gz', 'x.tar' for 'x.tgz'."""
    stem, dot, suffix = name.rpartition(".")
    return stem + _INNER.get(f".{suffix.lower()}", "") if dot else name


def _unpack(stream: io.BufferedReader[_Counted], name: str) -> BinaryIO:
    """The unpacking stream, chosen by the first bytes, since a suffix may be wrong."""
    start = bytes(stream.peek(6)[:6])
    if start.startswith(b"\x1f\x8b"):
        return cast("BinaryIO", gzip.GzipFile(fileobj=stream, mode="rb"))
    if start.startswith(b"BZh"):
        return cast("BinaryIO", bz2.BZ2File(stream))
    if start.startswith(b"\xfd7zXZ\x00"):
        return cast("BinaryIO", _XzStream(stream))
    if start.startswith(b"\x28\xb5\x2f\xfd"):
        zstd = _zstd(name)
        options = {zstd.DecompressionParameter.window_log_max: _ZSTD_WINDOW_LOG}
        return cast("BinaryIO", zstd.ZstdFile(stream, options=options))
    if not start:
        raise InputError(f"{name} is empty: there is nothing to parse")
    raise InputError(f"{name} is not a gzip, bzip2, xz or zstd file: give it the suffix of what it is")


_XZ_MEMORY_BYTES = 2**28  # what an xz file may ask for: `xz -9` takes 65 MB, an attack four gigabytes
_ZSTD_WINDOW_LOG = 27  # the same for zstd, as a power of two: what its own command line allows


def _zstd(name: str) -> Any:
    """The zstd module of the standard library (Python 3.14), or its copy for older versions. It notices truncated files."""
    module = "compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd"
    return need(module, "zstd", name)


class _XzStream(io.RawIOBase):
    """Unpacks xz streams with a limit on their memory, which `lzma.LZMAFile` does not have."""

    def __init__(self, stream: io.BufferedReader[_Counted]) -> None:
        self._stream = stream
        self._decoder = lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=_XZ_MEMORY_BYTES)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Read unpacked bytes, from one stream after the other."""
        data = b""
        while not data:
            if self._decoder.eof:
                # between streams there may be NULs, in fours
                rest = (self._decoder.unused_data or self._stream.read(65536)).lstrip(b"\0")
                while not rest and (more := self._stream.read(65536)):
                    rest = more.lstrip(b"\0")
                if not rest:
                    return 0
                self._decoder = lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=_XZ_MEMORY_BYTES)
            elif self._decoder.needs_input:
                rest = self._stream.read(65536)
                if not rest:
                    raise EOFError("Compressed file ended before the end-of-stream marker was reached")
            else:
                rest = b""
            data = self._decoder.decompress(rest, max_length=len(buffer))
        buffer[: len(data)] = data
        return len(data)
