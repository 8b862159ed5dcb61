"""RSS and Atom: each entry a release, with its title, date and link.

In: a feed. Out: a document an entry, whose source is the entry's link. An entry's full content is taken before its summary.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import regex

from release_parser.errors import InputError
from release_parser.lexicon.forces import find_force
from release_parser.records import Failure
from release_parser.sources.dom import element_text
from release_parser.sources.extras import need
from release_parser.sources.metadata import describe, one_line, with_title
from release_parser.sources.web import parse_html
from release_parser.text import Document

if TYPE_CHECKING:
    from collections.abc import Iterator

    from release_parser.sources.blob import Blob, Options


_END = regex.compile(rb"</(?:[\w-]{1,20}:)?(?:rss|feed|RDF)\s*>", regex.IGNORECASE)


def read(blob: Blob, options: Options) -> Iterator[Document | Failure]:
    """A document an entry."""
    feedparser = need("feedparser", "feeds", blob.name)
    raw = blob.read(options.limits, options.limits.whole)
    # sanitizing would drop elements; only text is taken, so nothing can do harm
    feed = feedparser.parse(raw, sanitize_html=False, resolve_relative_uris=False)
    if not feed.version:
        raise InputError(f"{blob.name} is no RSS or Atom feed{f': {feed.bozo_exception}' if feed.bozo else ''}")
    torn = feed.bozo and _END.search(raw[-2000:].replace(b"\0", b"")) is None
    if not feed.entries:
        raise InputError(
            f"{blob.name} is a feed {'that is truncated' if torn else 'without entries'}: there is nothing to parse"
        )
    name = one_line(feed.feed.get("title"))
    lexicon = options.lexicon()
    force = next((force for part in (name or "").split(" - ") if (force := find_force(part, lexicon))), None)
    for number, entry in enumerate(feed.entries, start=1):
        where = one_line(entry.get("link")) or one_line(entry.get("id")) or f"{blob.name}:{number}"
        text = _text(entry, where)
        # RSS has Dublin Core's date for the day of publication, and feedparser calls it 'updated'; Atom's 'updated' is what it says
        stamp = entry.get("published_parsed") or (
            None if feed.version.startswith("atom") else entry.get("updated_parsed")
        )
        fields = {
            "title": entry.get("title"),
            "date": dt.date(*stamp[:3]) if stamp else None,
            "publisher": force.name if force else None,
        }
        stated = describe(fields, lexicon)
        text = with_title(stated.title, text)
        if text.strip():
            yield Document(
                text, source=where, title=stated.title, published=stated.published, publisher=stated.publisher
            )
        else:
            yield Failure(source=where, stage="read", error=f"{where} is empty: the feed's entry has no text")
    if torn:
        yield Failure(
            source=blob.name,
            stage="read",
            error=f"{blob.name} ends before its feed does: it may be truncated; fetch it again",
        )


def _text(entry: Any, where: str) -> str:
    contents = [content.get("value", "") for content in entry.get("content", ())] or [entry.get("summary", "")]
    whole = max(contents, key=len)
    return element_text(parse_html(f"<div>{whole}</div>", where)) if whole.strip() else ""
