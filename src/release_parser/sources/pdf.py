"""PDF: lines joined to paragraphs, hyphenation undone, the page's own furniture left out.

In: a file. Out: one `Document`; its title is what stands first in a larger type. A line in the margin that comes back on
other pages, or that holds a page number alone, is furniture; every other word is kept.
"""

from __future__ import annotations

import itertools
import statistics
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import regex

from release_parser.errors import InputError
from release_parser.sources.extras import need
from release_parser.sources.metadata import find_force, one_line, with_title
from release_parser.sources.published import find_published
from release_parser.text import Document

if TYPE_CHECKING:
    from collections.abc import Iterator

    from release_parser.records import Failure
    from release_parser.sources.blob import Blob, Options

_MARGIN = 0.1  # of the page's height, at the top and at the bottom
_LARGER = 1.2  # times the usual size: a headline
_APART = 1.3  # times the usual distance of lines: a new paragraph
_NUMBER = regex.compile(r"(?:page\s{0,3})?\d{1,4}(?:\s{0,3}(?:of|/)\s{0,3}\d{1,4})?", regex.IGNORECASE)
_BULLET = regex.compile(r"(?:[*•▪●◦‣·∙○■□➢➤✓✔❖\uf0b7–-]|\(?\d{1,2}[.)])\s")
_HYPHEN = "\x02\ufffe"  # pdfium's marks for a hyphen at a line's end
# 'anti-' at a line's end goes with 'social': these keep their hyphen, others ('des-troyed') lose it
_PREFIXES = frozenset(
    {"anti", "co", "cross", "e", "ex", "follow", "high", "long", "low", "mid", "multi", "non", "off", "on", "post", "pre", "pro", "self", "semi", "short", "so", "stop", "well"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page, and where it stands, in points from the page's bottom left."""

    text: str
    bottom: float
    top: float
    page: int
    margin: bool

    @property
    def height(self) -> float:
        """The size of its type, nearly."""
        return self.top - self.bottom

    @property
    def middle(self) -> float:
        """Half-way up."""
        return (self.top + self.bottom) / 2


def read(blob: Blob, options: Options) -> Iterator[Document | Failure]:
    """One document."""
    pdfium = need("pypdfium2", "pdf", blob.name)
    raw = blob.read(options.limits)
    if not raw.strip():
        raise InputError(f"{blob.name} is empty: there is nothing to parse")
    try:
        document = pdfium.PdfDocument(raw)
        try:
            lines = [line for number in range(len(document)) for line in _lines(document[number], number)]
            author = one_line(document.get_metadata_dict().get("Author"))
        finally:
            document.close()
    except pdfium.PdfiumError as error:
        raise InputError(
            f"{blob.name} is no PDF that can be read ({error}); it may be damaged or need a password"
        ) from error
    lines = _without_furniture(lines)
    if not lines:
        raise InputError(f"{blob.name} holds no text: it may be a scan; run OCR over it first")
    title = _title(lines)
    text = with_title(title, _paragraphs(lines))
    force = find_force(author, options.lexicon()) if author else None
    published = find_published([line for line in text.split("\n") if line.strip()])
    yield Document(text, source=blob.name, title=title, published=published, publisher=force.name if force else None)


def _lines(page: Any, number: int) -> list[Line]:
    """A page's lines, in the order in which they were set; pieces on one level are one line."""
    height = page.get_height()
    textpage = page.get_textpage()
    lines: list[Line] = []
    for at in range(textpage.count_rects()):
        left, bottom, right, top = textpage.get_rect(at)
        text = regex.sub(r"\s+", " ", textpage.get_text_bounded(left, bottom, right, top)).strip()
        if not text:
            continue
        margin = bottom < height * _MARGIN or top > height * (1 - _MARGIN)
        before = lines[-1] if lines else None
        if before is not None and min(top, before.top) - max(bottom, before.bottom) > 0.5 * min(
            top - bottom, before.height
        ):
            lines[-1] = Line(f"{before.text} {text}", min(bottom, before.bottom), max(top, before.top), number, margin)
        else:
            lines.append(Line(text, bottom, top, number, margin))
    return lines


def _without_furniture(lines: list[Line]) -> list[Line]:
    pages = Counter(key for _, key in {(line.page, _key(line)) for line in lines if line.margin})
    return [line for line in lines if not (line.margin and (pages[_key(line)] > 1 or _NUMBER.fullmatch(line.text)))]


def _key(line: Line) -> str:
    return regex.sub(r"\d+", "#", line.text)


def _title(lines: list[Line]) -> str | None:
    """The first lines, where they are set in a larger type than most."""
    usual = statistics.median(line.height for line in lines)
    largest = max(line.height for line in lines if line.page == lines[0].page)
    title: list[str] = []
    for line in lines[:12]:
        if line.height >= max(_LARGER * usual, 0.8 * largest):
            title.append(line.text)
        elif title:
            break
    whole = _join(title)
    return whole if whole and len(whole) <= 250 and len(title) < len(lines) else None


def _paragraphs(lines: list[Line]) -> str:
    """The lines as paragraphs, a blank line between them; bullets stand on lines of their own."""
    steps = [before.middle - after.middle for before, after in itertools.pairwise(lines) if before.page == after.page]
    # the lower quarter, not the middle: a page of short paragraphs has more gaps than lines
    usual = sorted(step for step in steps if step > 0)[len(steps) // 4 :][:1] or [0.0]
    paragraphs: list[list[str]] = []
    bullets: list[bool] = []
    for at, line in enumerate(lines):
        before = lines[at - 1] if at else None
        bullet = _BULLET.match(line.text) is not None
        if before is None or bullet or _is_apart(before, line, usual[0]):
            paragraphs.append([])
            bullets.append(bullet)
        paragraphs[-1].append(line.text)
    text = ""
    for at, paragraph in enumerate(paragraphs):
        text += ("" if not at else "\n" if bullets[at] and bullets[at - 1] else "\n\n") + _join(paragraph)
    return text


def _is_apart(before: Line, line: Line, usual: float) -> bool:
    if not 1 / _LARGER < (line.height or 1) / (before.height or 1) < _LARGER and abs(line.height - before.height) > 4:
        return True  # another size of type: a heading's end
    if before.page != line.page:
        return before.text[-1:] in '.!?:”"' or not line.text[0].islower()
    step = before.middle - line.middle
    return step <= 0 or step > _APART * usual


def _join(lines: list[str]) -> str:
    """Lines as one, with the words whole that were broken at a line's end."""
    whole = ""
    for line in lines:
        if whole and whole[-1] in _HYPHEN:
            word = regex.split(r"[\s-]", whole[:-1])[-1].casefold()
            joined = line[0].islower() and word.isalpha() and word not in _PREFIXES
            whole = whole[:-1] + ("" if joined else "-") + line
        else:
            whole += (" " if whole else "") + line
    return whole.translate({ord(mark): "-" for mark in _HYPHEN})
