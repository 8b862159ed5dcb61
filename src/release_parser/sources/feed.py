"""Reads RSS and Atom feeds: each entry is a release with its title, date and link.

In: a feed. Out: a document for each entry, whose source is the entry's link. An entry's full content is preferred to its summary. Its day
of publication is the day that the feed writes: 23:30 at -05:00 counts as that day, whatever the day in Greenwich.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import regex

from release_parser.errors import InputError
from release_parser.extras import need
from release_parser.lexicon.forces import find_force
from release_parser.records import Failure
from release_parser.sources.dom import element_text
from release_parser.sources.formats import one_release
from release_parser.sources.metadata import describe, make_document, one_line, with_title
from release_parser.sources.web import parse_html

if TYPE_CHECKING:
    from collections.abc import Iterator

    from release_parser.lexicon import Force
    from release_parser.sources.blob import Blob, Options
    from release_parser.text import Document


_END = regex.compile(rb"</(?:[\w-]{1,20}:)?(?:rss|feed|RDF)\s*>", regex.IGNORECASE)
_ENTRY = regex.compile(
    rb"<(?P<name>(?:[\w-]{1,20}:)?(?:item|entry))[\s>](?:(?!<(?P=name)[\s>]).)*?</(?P=name)\s*+>",
    regex.IGNORECASE | regex.DOTALL,
)
_REFERENCE = regex.compile(rb"&#(?:[xX](?P<hex>[0-9a-fA-F]++)|(?P<number>[0-9]++));")
_LAST_CODE_POINT = 0x10FFFF
# feedparser compares each attribute with all before it
_LONG_TAG = regex.compile(rb"<[^<>]{4000,}+")
_MOST_ATTRIBUTES = 1000


def read(blob: Blob, options: Options) -> Iterator[Document | Failure]:
    """A document for each entry."""
    feedparser = need("feedparser", "feeds", blob.name)
    raw = _REFERENCE.sub(_character, blob.read(options.limits, options.limits.whole))
    if any(tag.count(b"=") > _MOST_ATTRIBUTES for tag in _LONG_TAG.findall(raw)):
        raise InputError(
            f"{blob.name} has an element with more than {_MOST_ATTRIBUTES:,} attributes: it is not a feed of releases"
        )
    try:
        feed = _parse(feedparser, raw)
        entries = list(feed.get("entries", ()))
    except Exception:  # noqa: BLE001 - a library that gives up on one entry gives none
        feed, entries = _parse_apart(feedparser, raw, blob.name)
    version = feed.get("version")  # what is no XML at all has none
    if not version:
        raise InputError(f"{blob.name} is not an RSS or Atom feed: fetch it again, or rename it if it is a page")
    torn = feed.get("bozo") and _END.search(raw[-2000:].replace(b"\0", b"")) is None
    if not entries:
        raise InputError(
            f"{blob.name} is a feed {'that is truncated' if torn else 'without entries'}: there is nothing to parse"
        )
    lexicon = options.lexicon()
    name = one_line(feed.get("feed", {}).get("title"))
    force = next((force for part in (name or "").split(" - ") if (force := find_force(part, lexicon))), None)
    for number, entry in enumerate(entries, start=1):
        where = f"{blob.name}:{number}"
        if isinstance(entry, Exception):
            yield Failure(
                source=where, stage="read", error=f"{where} is an entry that cannot be read as XML; fetch it again"
            )
        else:
            where = one_line(entry.get("link")) or one_line(entry.get("id")) or where
            yield one_release(where, partial(_read_entry, entry, where, version, force, options))
    if torn:
        yield Failure(
            source=blob.name,
            stage="read",
            error=f"{blob.name} ends before its feed does: it may be truncated; fetch it again",
        )


def _parse(feedparser: Any, raw: bytes) -> Any:
    """The feed as feedparser reads it."""
    # sanitizing would drop elements; only text is taken, so nothing can do harm
    return feedparser.parse(raw, sanitize_html=False, resolve_relative_uris=False)


def _parse_apart(feedparser: Any, raw: bytes, name: str) -> tuple[Any, list[Any]]:
    """The feed, with each entry read alone: an error stands in the place of an entry that makes the library fail."""
    found = list(_ENTRY.finditer(raw))
    if not found:
        raise InputError(f"{name} is not a feed that can be read; fetch it again")
    head, foot = raw[: found[0].start()], raw[found[-1].end() :]
    entries: list[Any] = []
    feed = None
    for match in found:
        try:
            alone = _parse(feedparser, head + match.group() + foot)
            entries += alone.get("entries", ())[:1]
            feed = feed or alone
        except Exception as error:  # noqa: BLE001 - see above
            entries.append(error)
    if feed is None:
        raise InputError(f"{name} is not a feed that can be read; fetch it again")
    return feed, entries


def _character(match: regex.Match[bytes]) -> bytes:
    """A reference to an existing character unchanged; U+FFFD for one to a character that does not exist: '&#xD800;'."""
    digits, base = (match["hex"], 16) if match["hex"] else (match["number"], 10)
    code = int(digits, base) if len(digits) < 10 else _LAST_CODE_POINT + 1
    return b"&#xFFFD;" if code > _LAST_CODE_POINT or 0xD800 <= code <= 0xDFFF or not code else match.group()


def _read_entry(entry: Any, where: str, version: str, force: Force | None, options: Options) -> Document:
    """The document of one entry."""
    # RSS has Dublin Core's date for the day of publication, and feedparser calls it 'updated'; Atom's 'updated' is what it says
    stamp = entry.get("published") or (None if version.startswith("atom") else entry.get("updated"))
    fields = {
        "title": entry.get("title"),
        "date": stamp,
        "url": entry.get("link"),
        "publisher": force.name if force else None,
    }
    stated = describe(fields, options.lexicon())
    text = with_title(stated.title, _text(entry, where))
    if not text.strip():
        raise InputError(f"{where} is empty: the feed's entry has no text")
    return make_document(stated, text, where, options)


_LINK_ALONE = 60  # characters: 'Read more' in the place of the content


def _text(entry: Any, where: str) -> str:
    """The entry's full content, or its summary where the content is empty or only a link and the summary is longer."""
    contents = [content.get("value") or "" for content in entry.get("content", ())]
    content, summary = (
        _shown(max(texts, key=len, default=""), where) for texts in (contents, [entry.get("summary") or ""])
    )
    return summary if len(content) < _LINK_ALONE and len(summary) > len(content) else content


def _shown(html: str, where: str) -> str:
    """The text of an HTML fragment."""
    return element_text(parse_html(f"<div>{html}</div>", where)) if html.strip() else ""
