"""Reads saved web pages: the release without the page around it, with its title, date, publisher and address.

In: HTML. Out: one `Document` whose source is the file. The text is found by the site's own selectors (`sites.py`), else by schema.org's
`articleBody`, else by trafilatura, set to lose as little as possible. Lists and tables are kept.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import regex

from release_parser.errors import InputError
from release_parser.extras import need
from release_parser.sources.blob import decode
from release_parser.sources.dom import element_text, flatten, open_layout_tables
from release_parser.sources.headline import find_headline, states_a_headline
from release_parser.sources.metadata import ADDRESSES, describe, is_american, make_document, one_line, with_title
from release_parser.sources.page_date import date_at_headline, forget_other_dates
from release_parser.sources.published import find_published, read_date
from release_parser.sources.sites import Site, drop_widgets, find_site
from release_parser.sources.tidy import tidy

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from release_parser.records import Failure
    from release_parser.sources.blob import Blob, Options
    from release_parser.text import Document

Element = Any  # lxml's elements have no types of their own
# control characters, which libxml2 reads and lxml refuses to write; a form feed is white space, U+FFFD is noted as damage
_NO_XML = dict.fromkeys((*range(0x09), *range(0x0E, 0x20), 0xFFFE, 0xFFFF), "\ufffd") | dict.fromkeys((0x0B, 0x0C), " ")
_CHARSET = regex.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*(?P<name>[\w-]{2,30})""", regex.IGNORECASE)
_ARTICLE_BODY = "//*[@itemprop='articleBody']"
_STYLE = regex.compile(r"</?(?:b|i|u|em|strong|font|small|big|span|tt|s|a)(?:\s[^<>]{0,2000}+)?+>", regex.IGNORECASE)
# a tag, whatever its quoted values hold; libxml2 compares each attribute with all before it
_TAG = regex.compile(r"""<[A-Za-z](?:[^"'>]++|"[^"]*+"|'[^']*+')*+""")
_ATTRIBUTE = regex.compile(r"""[\s/"'][^\s/"'=>]""")
_MOST_ATTRIBUTES = 1000
_DEEPEST_LEVEL = 240  # levels: what parsers take without asking
_MOST_ELEMENTS = 150_000  # a page has some thousands; the general extraction takes a second for each 10,000
_LONGEST_SIMPLE_PAGE = 3000  # characters: a page that the general extraction does not take apart
_SHORTEST_SURE_BODY = 250  # characters: a body that is smaller may be a wrong one


def read(blob: Blob, options: Options) -> Iterator[Document | Failure]:
    """One document."""
    raw = blob.read(options.limits)
    if not raw.strip():
        raise InputError(f"{blob.name} is empty: there is nothing to parse")
    yield read_page(decode_page(raw, blob.name, stated=blob.charset), blob.name, options)


def decode_page(raw: bytes, name: str, *, stated: str | None = None) -> str:
    """A page's text: by byte order mark or as UTF-8, else in the encoding that the server or the page states, else as Windows-1252."""
    if stated is None and (charset := _CHARSET.search(raw, 0, 4096)):
        stated = charset["name"].decode("ascii")
    try:
        if stated and not raw.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
            try:
                return raw.decode("utf-8")
            except UnicodeDecodeError:
                if stated.lower() not in ("utf-8", "utf8", "iso-8859-1", "latin1", "windows-1252"):
                    return _in_its_encoding(raw, stated, name)
        return decode(raw)
    except UnicodeError as error:
        raise InputError(f"{name}: {error}") from None


def _in_its_encoding(raw: bytes, stated: str, name: str) -> str:
    """The text in the stated encoding. Raises `InputError` where that is unknown or wrong."""
    try:
        return raw.decode(stated)
    except LookupError:
        raise InputError(f"{name} states an encoding that nobody knows, {stated!r}; save it as UTF-8") from None
    except UnicodeError:
        raise InputError(f"{name} is not in {stated}, the encoding that it states; save it as UTF-8") from None


def read_page(html: str, source: str, options: Options) -> Document:
    """The document of one page."""
    tree = parse_html(html, source)
    url = _address(tree, source)
    site = find_site(tree, url)
    drop_widgets(tree, site)
    tidy(tree)
    forget_other_dates(tree)
    lexicon = options.lexicon()
    fields = _fields(tree) | {name: value for name, paths in site.fields.items() if (value := _first(tree, paths))}
    text = _main_text(tree, site, source)
    stated = describe(fields, lexicon, url=url)
    headline = None if "title" in site.fields else find_headline(tree, text, stated.title, lexicon)
    said = fields.get("og.title") or fields.get("headline")
    if headline is not None and not (said and states_a_headline(stated.title, lexicon)):
        stated = replace(stated, title=headline)
    month_first = is_american(stated.publisher, lexicon)
    published = stated.published or _day(tree, text, headline or stated.title, month_first=month_first)
    text = with_title(headline or stated.title, text)
    if not text.strip():
        raise InputError(
            f"{source} holds no text: the page has no main content that can be found; save its text as .txt"
        )
    return make_document(stated, text, source, options, published=published)


def _address(tree: Element, source: str) -> str | None:
    """The address that a page states; in a crawl, the source. A path without a host is no address."""
    stated = _first(tree, ("string(//link[@rel='canonical']/@href)", "string(//meta[@property='og:url']/@content)"))
    return next((url for url in (stated, source) if (url or "").startswith(("http://", "https://"))), None)


def _day(tree: Element, text: str, title: str | None, *, month_first: bool) -> dt.date | None:
    """The date that the page itself shows: beside its headline with a label, in its `time` element, beside its headline, or in its lines."""
    near = date_at_headline(tree, title, month_first=month_first)
    if near is not None and near.labelled:
        return near.date
    stated = read_date(_first(tree, ("string(//time/@datetime)",)))
    if stated is not None:
        return stated
    lines = [line for line in text.split("\n") if line.strip()]
    return find_published(lines, month_first=month_first) if near is None else near.date


def parse_html(html: str, source: str) -> Element:
    """The page's tree. Raises `InputError` where it is too large, too deep or no HTML."""
    etree, lxml_html = need("lxml.etree", "html", source), need("lxml.html", "html", source)
    # an encoding that the text states is no longer true of it
    html = regex.sub(r"^\s*<\?xml[^>]{0,200}\?>", "", html)
    html = html.translate(_NO_XML)
    if any(
        match.end() - match.start() > _MOST_ATTRIBUTES and len(_ATTRIBUTE.findall(match.group())) > _MOST_ATTRIBUTES
        for match in _TAG.finditer(html)
    ):
        raise InputError(f"{source} has an element with more than {_MOST_ATTRIBUTES:,} attributes: it is not a release")
    try:
        parser = lxml_html.HTMLParser()
        tree = lxml_html.document_fromstring(html, parser=parser)
        if _is_cut(parser):
            # where the parser stops, at 256 levels, the rest of the page would be lost: '<font>' in each paragraph, and none closed
            parser = lxml_html.HTMLParser(huge_tree=True)
            tree = lxml_html.document_fromstring(_STYLE.sub("", html), parser=parser)
            if _is_cut(parser) or not flatten(tree, _DEEPEST_LEVEL):
                raise InputError(f"{source} is nested too deep for a page; save its text as .txt")
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError(f"{source} is not an HTML page: {error}") from error
    if sum(1 for _ in tree.iter()) > _MOST_ELEMENTS:
        raise InputError(f"{source} has more than {_MOST_ELEMENTS:,} elements: it is not a release")
    return tree


def _is_cut(parser: Any) -> bool:
    """Whether the parser gave up at a depth."""
    return any("depth" in entry.message for entry in parser.error_log)


def _main_text(tree: Element, site: Site, source: str) -> str:
    """The text by the site's selectors, else by the general extraction."""
    text = ""
    for path in (*site.body, _ARTICLE_BODY):
        found = tree.xpath(path)
        known = set(found)
        found = [element for element in found if not any(above in known for above in element.iterancestors())]
        text = "\n\n".join(filter(None, map(element_text, found)))
        if len(text) > _SHORTEST_SURE_BODY:
            return text
        if text:
            break
    general = _general_text(tree, source)
    # a short release, or a selector that found a corner of the page only
    return text if text and len(general) < 3 * len(text) else general


def _general_text(tree: Element, source: str) -> str:
    """The text by trafilatura."""
    open_layout_tables(tree)
    html = need("lxml.html", "html", source).tostring(tree, encoding="unicode")
    bare_extraction = need("trafilatura", "html", source).bare_extraction
    extracted = bare_extraction(
        html, favor_recall=True, include_comments=False, include_tables=True, with_metadata=False
    )
    if extracted is not None and extracted.body is not None:
        text = element_text(extracted.body)
        # a short page comes out as one stretch of words, whatever its paragraphs were: 'Home Nine held Officers made …'
        if "\n" in text or len(text) > _LONGEST_SIMPLE_PAGE or len(tree.xpath("//p|//h1|//h2|//li|//tr")) < 2:
            return text
    story = next(
        (found for name in ("article", "main", "body") if (found := tree.find(f".//{name}")) is not None), None
    )
    return "" if story is None else element_text(story)


def _fields(tree: Element) -> dict[str, Any]:
    """What the page tells about itself: JSON-LD, then meta elements, then its <title> and <time>."""
    fields: dict[str, Any] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop")
        name = (name or "").lower().replace(":", ".")
        if name and meta.get("content") and name not in ADDRESSES:  # 'url' may be the publisher's own
            fields.setdefault(name, meta.get("content"))
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or ""):
            fields |= {name: value for name, value in _linked_data(script.text or "").items() if value}
    page = {
        "title": fields.get("og.title") or fields.get("headline") or _first(tree, ("string(//title)", "string(//h1)")),
        "page_title": _first(tree, ("string(//title)",)),
        "date": _first(tree, ("string(//*[@itemprop='datePublished']/@content)",)),
    }
    return fields | {name: value for name, value in page.items() if value and (name == "title" or name not in fields)}


def _linked_data(content: str) -> dict[str, Any]:
    """The fields of JSON-LD; empty where it is damaged or nested too deep."""
    try:
        data = json.loads(content)
    except (ValueError, RecursionError):
        return {}
    items = data.get("@graph", data) if isinstance(data, dict) else data
    for item in items if isinstance(items, list) else [items]:
        if isinstance(item, dict) and (item.get("datePublished") or item.get("headline")):
            publisher = item.get("publisher")
            return {
                "published": item.get("datePublished"),
                "headline": item.get("headline"),
                "publisher": publisher.get("name") if isinstance(publisher, dict) else publisher,
            }
    return {}


def _first(tree: Element, paths: tuple[str, ...] | list[str]) -> str | None:
    """The first value that one of these XPath expressions finds."""
    return next((value for path in paths if (value := one_line(str(tree.xpath(path))))), None)
