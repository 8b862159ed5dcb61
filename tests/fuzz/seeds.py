"""One small whole file of each format, to be damaged."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import tarfile
import zipfile
from importlib.util import find_spec

from pdfs import pdf

ROWS = [
    {"text": "Officers made 34 arrests.", "url": "https://kelsham.example/1", "date": "2021-05-04", "title": "Raids"},
    {"text": "Two vans were seized; “well done”, said Sgt Ann Pole.", "date": "04/05/2021"},
]
PAGE = (
    "<!DOCTYPE html><html><head><title>Raids | Kelsham Police</title><meta property='og:url' content='https://kelsham.example/1'>"
    '<script type=\'application/ld+json\'>{"datePublished": "2021-05-04"}</script></head><body><main><h1>34 held in raids</h1>'
    "<p>Published: 4 May 2021</p><p>Officers made 34<sup>1</sup> <del>43</del> arrests in <q>Operation Heron</q>.</p>"
    "<table><tr><td>Theft</td><td>12</td></tr></table><ul><li>two vans</li></ul><blockquote><p>We won.</p><footer>Sgt Pole</footer>"
    "</blockquote></main></body></html>"
)
FEED = (
    '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Kelsham Police</title>'
    "<item><title>Raids</title><link>https://kelsham.example/1</link><pubDate>Tue, 04 May 2021 10:00:00 +0100</pubDate>"
    "<description>Officers made 34 arrests &amp; more.</description><content:encoded><![CDATA[<p>Officers made 34 arrests.</p>]]></content:encoded></item></channel></rss>"
)
MAIL = (
    "From: Kelsham Police <desk@kelsham.example>\nSubject: =?utf-8?q?Raids_=C2=A3500?=\nDate: Tue, 04 May 2021 10:00:00 +0100\nMIME-Version: 1.0\n"
    'Content-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: text/plain; charset=utf-8\n\n> Officers made\n> 34 arrests.\n'
    '--b\nContent-Type: text/html; name="a.html"\nContent-Disposition: attachment; filename="a.html"\nContent-Transfer-Encoding: base64\n\n'
    "PGgxPlR3byB2YW5zPC9oMT48cD5Ud28gdmFucyBzZWl6ZWQuPC9wPg==\n--b--\n"
)
MARKDOWN = "---\ntitle: Raids\nurl: https://kelsham.example/1\npublish: {date: 10:00 04/05/2021}\n---\n# Raids\n\n* **34** arrests\n* [two vans](https://kelsham.example)\n\n| a | b |\n|---|---|\n| Theft | 12 |\n"


def _zip(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def _tar(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return out.getvalue()


def _warc() -> bytes:
    body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + PAGE.encode()
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://kelsham.example/1\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body + b"\r\n\r\n"


def seeds() -> dict[str, bytes]:
    """A file for each suffix that this installation reads."""
    lines = "\n".join(map(json.dumps, ROWS)).encode()
    found = {
        ".txt": "34 arrests, £500 and “two” vans.".encode(),
        ".md": MARKDOWN.encode(),
        ".jsonl": lines,
        ".json": json.dumps({"count": 2, "items": ROWS}).encode(),
        ".csv": b'id,text,date\n1,"Officers made\n34 arrests.",2021-05-04\n2,"Two ""vans"".",x\n',
        ".tsv": b"id\ttext\n1\tOfficers made 34 arrests.\n",
        ".eml": MAIL.encode(),
        ".zip": _zip({"a.txt": b"34 arrests", "b.jsonl": lines, "c.zip": _zip({"d.md": MARKDOWN.encode()})}),
        ".tar": _tar({"a.txt": b"34 arrests", "b.jsonl": lines}),
        ".jsonl.gz": gzip.compress(lines, mtime=0),
        ".jsonl.bz2": bz2.compress(lines),
        ".jsonl.xz": lzma.compress(lines),
    }
    if find_spec("trafilatura"):
        found[".html"] = PAGE.encode()
    if find_spec("feedparser"):
        found[".rss"] = FEED.encode()
    if find_spec("fastwarc") and find_spec("trafilatura"):
        found[".warc"] = _warc()
    if find_spec("pypdfium2"):
        found[".pdf"] = pdf([[(50, 780, 18, "34 held in raids"), (50, 740, 11, "Officers made 34 arrests.")]])
    if find_spec("docx"):
        import docx

        document, out = docx.Document(), io.BytesIO()
        document.add_heading("34 held in raids")
        document.add_paragraph("Officers made 34 arrests.")
        document.add_table(1, 2).rows[0].cells[0].text = "Theft"
        document.save(out)
        found[".docx"] = out.getvalue()
    if find_spec("pyarrow"):
        import pyarrow as pa
        from pyarrow import ipc, parquet

        table, out = pa.Table.from_pylist(ROWS), io.BytesIO()
        parquet.write_table(table, out)
        found[".parquet"] = out.getvalue()
        out = io.BytesIO()
        with ipc.new_file(out, table.schema) as writer:
            writer.write_table(table)
        found[".arrow"] = out.getvalue()
    return found
