"""Crawls: what a server answered in full is a release, and nothing else is."""

from __future__ import annotations

import gzip
import zlib

import pytest

from release_parser.records import Failure
from release_parser.sources import Limits, read_source
from release_parser.text import Document

pytest.importorskip("fastwarc")
pytest.importorskip("trafilatura")

HTML = (
    "<html><head><title>Van found in Exampleton</title><meta name='date' content='2021-02-25'></head><body><article><h1>Van found in Exampleton</h1>"
    "<p>Officers found a van in Exampleton on Tuesday. It held 14 knives and £500 in cash, and two men were arrested.</p></article></body></html>"
)


def record(kind: str, address: str, body: bytes, content_type: str = "application/http; msgtype=response") -> bytes:
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2021-02-26T10:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:{zlib.crc32(address.encode()):032x}>\r\nContent-Type: {content_type}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body + b"\r\n\r\n"


def answer(
    body: bytes, content_type: str = "text/html; charset=utf-8", status: str = "200 OK", **headers: str
) -> bytes:
    lines = [
        f"HTTP/1.1 {status}",
        f"Content-Type: {content_type}",
        *(f"{name.replace('_', '-')}: {value}" for name, value in headers.items()),
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


PAGE = record("response", "https://police.example/van", answer(HTML.encode()))


def texts(content: bytes) -> list[str]:
    return [item.text if isinstance(item, Document) else item.error for item in read_source(content)]


def test_pages_texts_and_documents_are_releases(tmp_path):
    crawl = b"".join(
        (
            record("warcinfo", "urn:x", b"software: x\r\n", "application/warc-fields"),
            record(
                "request",
                "https://police.example/van",
                b"GET /van HTTP/1.1\r\n\r\n",
                "application/http; msgtype=request",
            ),
            PAGE,
            record("response", "https://police.example/old", answer(b"moved", status="301 Moved Permanently")),
            record("response", "https://police.example/gone", answer(b"<p>Gone</p>", status="404 Not Found")),
            record("response", "https://police.example/a.jpg", answer(b"\xff\xd8", "image/jpeg")),
            record("conversion", "https://police.example/text", "£500 was seized.".encode(), "text/plain"),
            record("resource", "https://police.example/saved", HTML.encode(), "text/html"),
            record("response", "https://police.example/note.md", answer(b"# Two charged", "application/octet-stream")),
        )
    )
    (tmp_path / "crawl.warc.gz").write_bytes(gzip.compress(crawl))
    for target in (crawl, tmp_path / "crawl.warc.gz"):
        source = read_source(target)
        found = list(source)
        assert [item.source.rsplit("/", 1)[-1] for item in found] == ["van", "text", "saved", "note.md"]
        assert found[0].text.startswith(
            "Van found in Exampleton\n\nOfficers found a van in Exampleton on Tuesday. It held 14 knives"
        )
        assert str(found[0].published) == "2021-02-25"
        assert (found[1].text, found[3].text) == ("£500 was seized.", "Two charged")
        assert source.skipped == 3


@pytest.mark.parametrize(
    "packed",
    [
        answer(gzip.compress(HTML.encode()), Content_Encoding="gzip"),
        answer(zlib.compress(HTML.encode()), Content_Encoding="deflate"),
        answer(zlib.compress(HTML.encode())[2:-4], Content_Encoding="deflate"),
        answer(HTML.encode(), Content_Encoding="gzip"),  # unpacked by the crawler, which left the header
        answer(HTML.encode(), Content_Encoding="br"),
        answer(
            b"5\r\n<html\r\n%x;x=y\r\n%s\r\n0\r\n\r\n" % (len(HTML.encode()) - 5, HTML.encode()[5:]),
            Transfer_Encoding="chunked",
        ),
        answer(HTML.encode(), Transfer_Encoding="chunked"),  # and here too
        answer(HTML.encode("cp1252"), "text/html; charset=windows-1252"),
        answer(HTML.encode("utf-16-le"), "text/html; charset=utf-16le"),
    ],
)
def test_packing_and_encodings_of_servers(packed):
    (text,) = texts(record("response", "https://police.example/van", packed))
    assert "14 knives and £500 in cash" in text


def test_what_cannot_be_read_is_a_failure_and_the_crawl_goes_on():
    bomb = record(
        "response", "https://police.example/bomb", answer(gzip.compress(b" " * 3_000_000), Content_Encoding="gzip")
    )
    brotli = record("response", "https://police.example/br", answer(b"\x8b\x02\x80", Content_Encoding="br"))
    large = record("response", "https://police.example/large", answer(b"<p>" + b"x" * 50_000))
    found = list(read_source(bomb + brotli + large + PAGE, limits=Limits(document=40_000, ratio_from=1_000_000)))
    assert [type(item) for item in found] == [Failure, Failure, Failure, Document]
    assert [item.source.rsplit("/", 1)[-1] for item in found] == ["bomb", "br", "large", "van"]


@pytest.mark.parametrize("cut", [20, 120, 300])
def test_a_truncated_crawl_gives_what_it_held_and_then_a_failure(cut):
    found = list(read_source(PAGE + PAGE[: len(PAGE) - cut]))
    assert [type(item) for item in found] == [Document, Failure]


def test_what_is_no_crawl_is_a_failure():
    assert "damaged" in texts(b"WARC/1.0 and nothing")[0]


def test_the_address_of_a_page_is_the_crawls_or_the_pages_own():
    canonical = HTML.replace("<head>", '<head><link rel="canonical" href="https://police.example/news/van">')
    crawl = b"".join(
        (
            PAGE,
            record("response", "https://police.example/van?from=home", answer(canonical.encode())),
            record("response", "https://police.example/note.txt", answer(b"Two vans were seized.", "text/plain")),
        )
    )
    assert [item.url for item in read_source(crawl)] == [
        "https://police.example/van",
        "https://police.example/news/van",
        "https://police.example/note.txt",
    ]
