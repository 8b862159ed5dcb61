"""Reads crawls (.warc, .wet, mostly compressed as .gz): each saved page, feed, PDF or text is a release whose source is its address.

In: WARC records, one by one. Out: the documents of every complete answer of a server (status 2xx) that a source can read by its content
type. Redirects, errors, pictures and scripts are counted as skipped; requests and the crawler's own notes are not counted.
"""

from __future__ import annotations

import gzip
import io
import zlib
from dataclasses import replace
from typing import TYPE_CHECKING, Any, BinaryIO, cast

import regex

from release_parser.errors import InputError
from release_parser.extras import need
from release_parser.records import Failure
from release_parser.sources.addresses import read_address
from release_parser.sources.blob import Blob, CappedStream, in_units, raise_limit
from release_parser.sources.formats import format_of, read_blob
from release_parser.text import Document

if TYPE_CHECKING:
    from collections.abc import Iterator

    from release_parser.sources.blob import Options
    from release_parser.sources.formats import Format

_TYPES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/pdf": ".pdf",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "application/rss+xml": ".rss",
    "application/atom+xml": ".atom",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}
_TAKEN = ("response", "resource", "conversion")


def read(blob: Blob, options: Options) -> Iterator[Document | Failure]:
    """The documents of every record that holds a page."""
    warc = need("fastwarc.warc", "warc", blob.name)
    records = 0
    try:
        for record in warc.ArchiveIterator(
            _Positioned(blob.stream), parse_http=True, auto_decode="none", fsspec_args=False
        ):
            records += 1
            yield from _read_record(record, blob.name, records, options)
    except InputError:
        raise
    except BaseException as error:
        # fastwarc's Rust panics on some input, and its panic is no Exception
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        raise InputError(f"{blob.name} is damaged behind record {records} ({error}): fetch it again") from error
    if not records:
        raise InputError(f"{blob.name} holds no WARC record: there is nothing to parse")


def _read_record(record: Any, name: str, number: int, options: Options) -> Iterator[Document | Failure]:
    """The documents of one record."""
    limits = options.limits
    where = record.headers.get("WARC-Target-URI", "").strip("<>") or f"{name}:{number}"
    stated = int(record.content_length)
    if stated > limits.document:
        record.consume()
        yield Failure(
            source=where,
            stage="read",
            error=f"{where} is larger than {in_units(limits.document)}, the limit for one release: {raise_limit('document')}",
        )
        return
    payload = bytes(record.reader.read(stated))
    if len(payload) < stated or not record.headers.get("Content-Length"):
        raise InputError(f"{name} ends in the middle of {where}: it may be truncated; fetch it again")
    if str(record.record_type).rsplit(".", 1)[-1] not in _TAKEN:
        return
    found = _format(record, where)
    if found is None:
        options.tally.skipped += 1
        return
    try:
        content = _decoded(payload, record, where, options)
    except InputError as error:
        yield Failure(source=where, stage="read", error=str(error))
        return
    page = Blob(where, cast("BinaryIO", io.BufferedReader(cast("io.RawIOBase", io.BytesIO(content)))), _charset(record))
    for item in read_blob(page, found, options.deeper()):
        # a page states its own address; the entries of a feed have theirs, and the feed's is none of them
        own = found.single and isinstance(item, Document) and item.url is None
        yield replace(item, url=read_address(where)) if own and isinstance(item, Document) else item


class _Positioned(io.RawIOBase):
    """A stream that counts how far it was read; fastwarc asks for the position even where it cannot seek."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream, self._position = stream, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Read bytes and count them."""
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        self._position += len(data)
        return len(data)

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Return the position; other seeks are not possible."""
        if (offset, whence) != (0, io.SEEK_CUR):
            raise io.UnsupportedOperation("seek")
        return self._position

    def tell(self) -> int:
        """The number of bytes read so far."""
        return self._position


def _format(record: Any, where: str) -> Format | None:
    """What reads the record, by the content type that its server stated; None where nothing does."""
    if record.http_headers is not None and not 200 <= (record.http_headers.status_code or 200) < 300:
        return None
    stated = _content_type(record).split(";")[0].strip().lower()
    if not stated or stated == "application/octet-stream":
        return format_of(regex.split(r"[?#]", where)[0])
    return format_of(f"x{_TYPES.get(stated, '')}")


def _content_type(record: Any) -> str:
    """The content type that the server gave."""
    headers = record.http_headers if record.http_headers is not None else record.headers
    return str(headers.get("Content-Type") or "")


def _charset(record: Any) -> str | None:
    """The encoding that the server gave, or None."""
    match = regex.search(r"charset\s*=\s*[\"']?(?P<name>[\w-]{2,30})", _content_type(record), regex.IGNORECASE)
    return match["name"] if match else None


def _decoded(payload: bytes, record: Any, where: str, options: Options) -> bytes:
    """The page's own bytes, without HTTP's chunks and compression."""
    headers = record.http_headers
    if headers is None:
        return payload
    if "chunked" in (headers.get("Transfer-Encoding") or "").lower():
        payload = _without_chunks(payload)
    encoding = (headers.get("Content-Encoding") or "").strip().lower()
    if encoding in ("", "identity", "none"):
        return payload
    if encoding in ("gzip", "x-gzip") and not payload.startswith(b"\x1f\x8b"):
        return payload  # many crawlers store the page unpacked and leave the header
    if encoding in ("gzip", "x-gzip"):
        stream = cast("BinaryIO", gzip.GzipFile(fileobj=io.BytesIO(payload)))
    elif encoding == "deflate":
        stream = cast("BinaryIO", _Inflated(payload))
    elif regex.match(rb"\s*<", payload):
        return payload
    else:
        raise InputError(f"{where} is packed as {encoding!r}, which nothing here unpacks: record the crawl with gzip")
    capped = CappedStream(stream, where, lambda: len(payload), options)
    return Blob(where, cast("BinaryIO", io.BufferedReader(capped))).read(options.limits)


def _without_chunks(payload: bytes) -> bytes:
    """The body of 'Transfer-Encoding: chunked', or the payload itself where it is not chunked in spite of its header."""
    pieces: list[bytes] = []
    at = 0
    while match := regex.compile(rb"\s*([0-9a-fA-F]{1,8})[^\r\n]{0,200}\r?\n").match(payload, at):
        size = int(match[1], 16)
        if not size:
            return b"".join(pieces)
        pieces.append(payload[match.end() : match.end() + size])
        at = match.end() + size
    return b"".join(pieces) or payload


class _Inflated:
    """A stream of 'deflate', with zlib's header or, as some servers send it, without."""

    def __init__(self, payload: bytes) -> None:
        self._decoder = zlib.decompressobj(
            zlib.MAX_WBITS if payload[:1] in b"\x78\x58\x38\x18\x68\x48\x28\x08" else -zlib.MAX_WBITS
        )
        self._rest = payload

    def read(self, size: int) -> bytes:
        """At most `size` bytes."""
        data = self._decoder.decompress(self._rest, size)
        self._rest = self._decoder.unconsumed_tail
        return data
