"""What an archive tells about a release: title, date and publisher, from whichever fields it has.

In: the fields of a Markdown header or a JSON row. Out: a `Metadata`; each value is None where the fields do not give it.

>>> from release_parser.lexicon import Lexicon
>>> describe({"title": "Eight arrested in Exampleton | Exampleshire Police", "publish": {"date": "09:43 23/10/2020"}}, Lexicon({}, ()))
Metadata(title='Eight arrested in Exampleton', published=datetime.date(2020, 10, 23), publisher='Exampleshire Police', url=None, unread=())
"""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

import regex

from release_parser.lexicon import fold
from release_parser.lexicon.forces import find_force
from release_parser.sources.addresses import host_of, read_address
from release_parser.sources.published import read_date, read_parts, url_month
from release_parser.text import Document

if TYPE_CHECKING:
    import datetime as dt

    from release_parser.lexicon import Lexicon
    from release_parser.sources.blob import Options


@dataclass(frozen=True, slots=True)
class Metadata:
    """Title, date, publisher and address, as far as the archive gives them."""

    title: str | None = None
    published: dt.date | None = None
    publisher: str | None = None
    url: str | None = None
    unread: tuple[str, ...] = ()
    """What is stated and could not be read, in words for a note."""


_Read = TypeVar("_Read")
_LARGEST_NAMING_NUMBER = 10**40  # a number that names something; Python writes none of thousands of digits
TITLES = ("title", "headline", "og.title", "twitter.title", "name", "subject", "page_title")
# in this order: a field that says when the release was published, then what may mean the same; never a date of modification
DATES = ("published", "publish.date", "published.date", "article.published.time", "article.published_time", "date", "pubdate", "date_published", "datepublished", "published_at", "publication_date", "release_date", "og.published.time", "posted", "dc.date", "created")  # fmt: skip
PUBLISHERS = ("publisher", "force", "force_or_agency", "agency", "organisation", "organization", "site_name")
# the page that the release was published on; 'id', 'guid' and 'source' may hold an address, too, but do not say of what
ADDRESSES = ("url", "link", "canonical_url", "canonical", "permalink", "page_url", "web_url", "source_url", "original_url", "og.url", "uri")  # fmt: skip
UNREAD_DATE = "a date that cannot be read"
UNREAD_ADDRESS = "an address that is none"
_BAR = regex.compile(r"\s*\|\s*|\s[-–—](?:\s+|$)")
_POLICE = regex.compile(
    r"(?:police|constabulary|sheriff['’]?s? office|police (?:service|department))$|^police (?:service )?(?:of )?\w+$",
    regex.IGNORECASE,
)


def describe(fields: Mapping[str, object], lexicon: Lexicon, *, url: str | None = None) -> Metadata:
    """The metadata in a set of fields, nested or flat."""
    flat = {name.lower(): value for name, value in islice(_flat(fields), 1000) if not _is_empty(value)}
    url = read_address(url) or _first_read(read_address, flat, ADDRESSES)
    site = one_line(flat.get("og.site.name") or flat.get("og.site_name"))
    area = one_line(flat.get("area"))
    titles = [
        split_title(whole, lexicon, site=site, area=area) for name in TITLES if (whole := one_line(flat.get(name)))
    ]
    title = next((title for title, _ in titles if title), None)
    suffix = next((suffix for _, suffix in titles if suffix), None)
    publisher = _publisher(
        [one_line(flat.get(name)) for name in PUBLISHERS],
        [site, area, suffix],
        suffix,
        lexicon,
        _host(url),
    )
    month_first = is_american(publisher, lexicon)
    published = _first_read(partial(read_date, month_first=month_first), flat, DATES) or _parts(flat, url)
    stated = ((UNREAD_DATE, DATES, published), (UNREAD_ADDRESS, ADDRESSES, url))
    unread = tuple(note for note, names, read in stated if read is None and not flat.keys().isdisjoint(names))
    return Metadata(title, published, publisher, url, unread)


def _first_read(
    read: Callable[[object], _Read | None], flat: Mapping[str, object], names: Sequence[str]
) -> _Read | None:
    """The value of the first of these fields that can be read."""
    return next((value for name in names if (value := read(flat.get(name)))), None)


def make_document(
    stated: Metadata, text: str, source: str, options: Options, *, published: dt.date | None = None
) -> Document:
    """The document of a text with the archive's metadata; `published` is a date that the text itself gives.

    Metadata that cannot be read are noted, and the release stands without them.
    """
    published = stated.published or published
    for kind in stated.unread:
        if kind != UNREAD_DATE or published is None:
            options.tally.note_left_out(kind, source)
    return Document(
        text, source=source, url=stated.url, title=stated.title, published=published, publisher=stated.publisher
    )


def one_line(value: object) -> str | None:
    """A field as one line of text with decoded entities, or None where it is empty or no text."""
    if not isinstance(value, str | int) or isinstance(value, bool):
        return None
    # a lone surrogate ('\\ud800' in JSON) is no character, and no record could hold it
    if isinstance(value, int) and abs(value) > _LARGEST_NAMING_NUMBER:
        return None
    whole = html.unescape(str(value)).encode("utf-8", "backslashreplace").decode("utf-8")
    return " ".join(whole.split()) or None


def split_title(
    title: str, lexicon: Lexicon, *, site: str | None = None, area: str | None = None
) -> tuple[str | None, str | None]:
    """A page's title, and the site's name behind a bar or dash in it.

    Only the name of a force is removed: 'Two charged - Exampleton' keeps its place.
    """
    bars = list(_BAR.finditer(title))
    if not bars:
        return title, None
    rest, name = title[: bars[-1].start()], title[bars[-1].end() :]
    initials = (
        {"".join(word[0] for word in f"{area} {kind}".split()).upper() for kind in ("Police", "Constabulary")}
        if area
        else set()
    )
    is_site = (
        not name
        or find_force(name, lexicon) is not None
        or (site is not None and fold(name) == fold(site))
        or name in initials  # '… - XYP'
        or _POLICE.search(name) is not None
    )
    return (rest or None, name if len(name) > 4 else None) if is_site else (title, None)


def is_site_name(name: str) -> bool:
    """Whether a name is that of a force as its site shows it: 'Exampleshire Police', 'Police Scotland'."""
    return _POLICE.search(name) is not None and len(name.split()) <= 6


def is_american(publisher: str | None, lexicon: Lexicon) -> bool:
    """Whether the publisher writes the month first in dates."""
    force = find_force(publisher, lexicon) if publisher else None
    return (force is not None and force.country.upper() in ("US", "USA")) or (publisher or "").startswith(
        ("US ", "U.S. ")
    )


def with_title(title: str | None, body: str) -> str:
    """The release's text: the title, a blank line, the body; only the body where its first lines contain the title."""
    body = body.strip("\n")
    if not title:
        return body
    wanted = _letters(title)
    opening = [line for line in body[:2000].split("\n") if line.strip()][:3]
    for line in opening:
        # '15:44 21/04/2020', 'News': what a page sets above its headline
        if wanted == _letters(line):
            return body
        if len(line) > 40:
            break
    return f"{title}\n\n{body}" if body.strip() else title


def _publisher(
    stated: list[str | None], implied: list[str | None], suffix: str | None, lexicon: Lexicon, host: str | None
) -> str | None:
    """The publisher, by the name that means a force, else by the first name given."""
    stated = [name for name in stated if name and not name.startswith(("http://", "https://"))]
    for name in (*stated, *implied, host):
        if name and (force := find_force(name, lexicon)):
            return force.name
    return next((name for name in (*stated, suffix, *implied) if name), None)


def _host(url: str | None) -> str | None:
    """The host of an address, which the lexicon may have as a force's alias: 'exampleshire.police.uk'."""
    return (host_of(url) or "").removeprefix("www.") or None


def _is_empty(value: object) -> bool:
    """Whether a field has no value."""
    return value is None or (isinstance(value, str) and not value.strip())


def _parts(flat: Mapping[str, object], url: str | None) -> dt.date | None:
    """A date in separate fields; the year may stand only in the URL, and then both months must agree."""
    if "day" not in flat or "month" not in flat:
        return None
    if "year" in flat:
        return read_parts(flat["day"], flat["month"], flat["year"])
    stated = url_month(url or "")
    date = read_parts(flat["day"], flat["month"], stated[0]) if stated else None
    return date if date is not None and stated is not None and date.month == stated[1] else None


def _flat(fields: Mapping[str, object], prefix: str = "", depth: int = 0) -> Iterator[tuple[str, object]]:
    """Fields by their path. Depth and width are limited, since a YAML alias may make a header endless."""
    for name, value in islice(fields.items(), 100):
        path = f"{prefix}{name}".replace(":", ".")
        if isinstance(value, Mapping):
            if depth < 3:
                yield from _flat(value, f"{path}.", depth + 1)
        else:
            yield path, value


def _letters(text: str) -> str:
    """The letters and digits of a text in lower case."""
    return regex.sub(r"[^\p{L}\p{N}]+", "", text).casefold()
