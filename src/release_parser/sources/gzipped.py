"""gzip around any other format, read as a stream: 'releases.jsonl.gz' never lies unpacked in memory or on disk."""

from __future__ import annotations

import gzip
import io
from typing import TYPE_CHECKING, BinaryIO, cast

from release_parser.errors import InputError
from release_parser.sources.blob import Blob, CappedStream, Options
from release_parser.sources.formats import format_of, read_blob, sniff

if TYPE_CHECKING:
    from collections.abc import Iterator

    from release_parser.records import Failure
    from release_parser.text import Document


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
    """What the compressed file holds, by its inner suffix ('.jsonl' of 'x.jsonl.gz') or, without one, by its content."""
    if options.depth >= options.limits.depth:
        raise InputError(f"{blob.name} lies more than {options.limits.depth} archives deep: refused")
    counted = _Counted(blob.stream)
    unpacked = gzip.GzipFile(fileobj=cast("BinaryIO", io.BufferedReader(counted, 65536)), mode="rb")
    stream = io.BufferedReader(CappedStream(cast("BinaryIO", unpacked), blob.name, lambda: counted.count, options.limits), 65536)
    inner = blob.name[:-3] if blob.name.lower().endswith(".gz") else blob.name
    start = stream.peek(512)
    if not start:
        raise InputError(f"{blob.name} is empty: there is nothing to parse")
    found = format_of(inner) or sniff(bytes(start[:512]))
    yield from read_blob(Blob(blob.name, cast("BinaryIO", stream)), found, options.deeper())
