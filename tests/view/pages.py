"""What a page holds, read back: tests look at its data, not at its looks."""

from __future__ import annotations

import base64
import gzip
import json
import re
from typing import Any

from release_parser.records import Span

TEXT = 'Title <script>alert("x")</script>\n\n“We made 34 arrests in Operation Sandpiper & more,” said DC Jo Bloggs of the Example Unit. Call 101.'


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start=start, end=start + len(words), text=words)


def blob(page: str, name: str) -> bytes:
    """One of the page's packed parts."""
    packed = re.search(rf'<script type="text/plain" id="{name}">([A-Za-z0-9+/=]*)</script>', page)
    assert packed is not None, f"the page has no {name}"
    return gzip.decompress(base64.b64decode(packed.group(1)))


def index(page: str) -> dict[str, Any]:
    """The columns of its list."""
    return json.loads(blob(page, "index"))


def records(page: str) -> list[dict[str, Any]]:
    """Its records, in order."""
    chunks = re.findall(r'id="(chunk-\d+)"', page)
    return [record for name in chunks for record in json.loads(blob(page, name))]
