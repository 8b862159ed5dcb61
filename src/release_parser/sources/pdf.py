"""Reads PDF files: lines are joined to paragraphs, hyphenated words restored, headers and footers left out.

In: a file. Out: one `Document`, whose title is the first text in larger type. A line in the margin that stands on other pages too, or holds
only a page number, is left out; every other word is kept. Columns are read one after the other.
"""

from __future__ import annotations

import itertools
import statistics
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

import regex

from release_parser.errors import InputError
from release_parser.extras import need
from release_parser.lexicon.forces import find_force
from release_parser.sources.blob import in_units
from release_parser.sources.metadata import is_american, one_line, with_title
from release_parser.sources.page_rows import HYPHEN, in_lines
from release_parser.sources.published import find_published
from release_parser.sources.reading_order import Piece, in_reading_order
from release_parser.text import Document

if TYPE_CHECKING:
    from collections.abc import Iterator

    from release_parser.records import Failure
    from release_parser.sources.blob import Blob, Options

_MARGIN_SHARE = 0.1  # of the page's height, at the top and at the bottom
_HEADLINE_SIZE = 1.2  # times the usual size: a headline
_PARAGRAPH_STEP = 1.3  # times the usual distance of lines: a new paragraph
_NUMBER = regex.compile(r"(?:page\s{0,3})?\d{1,4}(?:\s{0,3}(?:of|/)\s{0,3}\d{1,4})?", regex.IGNORECASE)
_BULLET = regex.compile(r"(?:[*•▪●◦‣·∙○■□➢➤✓✔❖–-]|\(?\d{1,2}[.)])\s")
_SYMBOL = regex.compile(r"[\uf000-\uf0ff]\s?(?=\S)")  # a bullet of a font of symbols, which has no character of its own
_LETTER = regex.compile(
    r"(?P<mark>[oØ§ü])\s(?=\S)"
)  # one of Courier or Wingdings, which stands for a bullet where it comes back
_MOST_PIECES = 10_000  # of text on a page; a full page of a release has some hundreds
_PAGES_OF_A_LETTERHEAD = 3  # pages on which a line stands at one height: a letterhead below the margin
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
_BROKEN = regex.compile(rf"(?P<word>[\p{{L}}\p{{N}}]+)(?P<hyphen>[-{HYPHEN}])\Z")
# 'anti-' at a line's end goes with 'social': these keep their hyphen, others ('des-troyed') lose it
_PREFIXES = frozenset(
    {"anti", "co", "cross", "e", "ex", "follow", "high", "long", "low", "mid", "multi", "non", "off", "on", "post", "pre", "pro", "self", "semi", "short", "so", "stop", "well"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line of a page, and where it stands, in points from the page's bottom left."""

    text: str
    row: bool
    left: float
    bottom: float
    top: float
    height: float
    """The size of its type, nearly."""
    page: int
    margin: bool

    @property
    def middle(self) -> float:
        """The height of the line's middle, in points."""
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
            lines: list[PageLine] = []
            size = 0
            for number in range(len(document)):
                lines += (added := _lines(document[number], number))
                size += sum(len(line.text) for line in added)
                if size > options.limits.document:
                    raise InputError(
                        f"{blob.name} holds more text than {in_units(options.limits.document)}: it is not a release"
                    )
            author = one_line(document.get_metadata_dict().get("Author"))
        finally:
            document.close()
    except pdfium.PdfiumError as error:
        raise InputError(
            f"{blob.name} is not a PDF that can be read ({error}); it may be damaged or need a password"
        ) from error
    lines = _with_bullets(_without_furniture(lines))
    if not lines:
        raise InputError(f"{blob.name} holds no text: it may be a scan; run OCR over it first")
    title = _title(lines)
    text = with_title(title, _paragraphs(lines))
    force = find_force(author, options.lexicon()) if author else None
    lines_shown = [line for line in text.split("\n") if line.strip()]
    published = find_published(
        lines_shown, month_first=force is not None and is_american(force.name, options.lexicon())
    )
    yield Document(text, source=blob.name, title=title, published=published, publisher=force.name if force else None)


def _lines(page: Any, number: int) -> list[PageLine]:
    """The lines of a page, column by column."""
    height, width = page.get_height(), page.get_width()
    return [
        PageLine(
            row.text,
            row.is_table,
            row.left,
            row.bottom,
            row.top,
            row.size,
            number,
            margin=row.bottom < height * _MARGIN_SHARE or row.top > height * (1 - _MARGIN_SHARE),
        )
        for row in in_lines(in_reading_order(_pieces(page), width), width)
    ]


def _pieces(page: Any) -> list[Piece]:
    """The pieces of text of a page. Raises `InputError` where there are too many for a release."""
    textpage = page.get_textpage()
    count = textpage.count_rects()
    if count > _MOST_PIECES:  # each costs as much as the page has characters
        raise InputError(
            f"a page has {count:,} separate pieces of text, more than {_MOST_PIECES:,}: it is not a release"
        )
    pieces: list[Piece] = []
    for at in range(count):
        left, bottom, right, top = textpage.get_rect(at)
        text = regex.sub(r"\s+", " ", textpage.get_text_bounded(left, bottom, right, top)).strip().translate(_LIGATURES)
        if text:
            pieces.append(Piece(text, left, bottom, right, top))
    return pieces


def _without_furniture(lines: list[PageLine]) -> list[PageLine]:
    """The lines without headers, footers and page numbers: what stands in the margin of several pages, or at one height on three."""
    pages = Counter(key for _, key in {(line.page, _key(line)) for line in lines if line.margin})
    heights = Counter(place for _, place in {(line.page, _place(line)) for line in lines})
    return [
        line
        for line in lines
        if not (line.margin and (pages[_key(line)] > 1 or _NUMBER.fullmatch(line.text)))
        and heights[_place(line)] < _PAGES_OF_A_LETTERHEAD
    ]


def _with_bullets(lines: list[PageLine]) -> list[PageLine]:
    """The lines, with bullets for marks of other fonts: 'o 34 arrests' where another line begins alike at the same place."""
    letters = Counter(map(_letter, lines))
    marks = [
        _SYMBOL.match(line.text) or (_LETTER.match(line.text) if letters[_letter(line)] > 1 else None) for line in lines
    ]
    return [
        line if mark is None else replace(line, text=f"• {line.text[mark.end() :]}")
        for line, mark in zip(lines, marks, strict=True)
    ]


def _letter(line: PageLine) -> tuple[str, int]:
    """The letter of a line that may be a bullet, and where it stands."""
    mark = _LETTER.match(line.text)
    return ("", 0) if mark is None else (mark["mark"], round(line.left))


def _place(line: PageLine) -> tuple[str, int]:
    """The words of a line and its height on the page."""
    return line.text, round(line.middle / 2)


def _key(line: PageLine) -> str:
    """The words of a line with '#' for numbers."""
    return regex.sub(r"\d+", "#", line.text)


def _title(lines: list[PageLine]) -> str | None:
    """The first lines, where they are in larger type than most."""
    usual = statistics.median(line.height for line in lines)
    largest = max(line.height for line in lines if line.page == lines[0].page)
    title: list[str] = []
    for line in lines[:12]:
        if not line.row and line.height >= max(_HEADLINE_SIZE * usual, 0.8 * largest):
            title.append(line.text)
        elif title:
            break
    whole = _join(title, frozenset())
    return whole if whole and len(whole) <= 250 and len(title) < len(lines) else None


_Kind = Literal["bullet", "row", ""]


def _paragraphs(lines: list[PageLine]) -> str:
    """The text of the lines: paragraphs with blank lines between them, bullets and table rows on lines of their own."""
    known = frozenset(word.casefold() for line in lines for word in regex.findall(r"\w+-\w+", line.text))
    text = before = ""
    for kind, paragraph in _grouped(lines):
        gap = "\n" if kind and kind == before else "\n\n"
        text += (gap if text else "") + _join(paragraph, known)
        before = kind
    return text


def _grouped(lines: list[PageLine]) -> list[tuple[_Kind, list[str]]]:
    """The lines of each paragraph, and whether it is a bullet or a table row."""
    usual = _usual_step(lines)
    paragraphs: list[tuple[_Kind, list[str]]] = []
    item: PageLine | None = None
    for before, line in zip([None, *lines], lines, strict=False):
        kind: _Kind = "bullet" if _BULLET.match(line.text) else "row" if line.row else ""
        is_out = item is not None and line.left < item.left - 1  # behind a list, and not in its last item
        if before is None or kind or before.row or is_out or _is_apart(before, line, usual):
            item = line if kind == "bullet" else None
            paragraphs.append((kind, []))
        paragraphs[-1][1].append(line.text)
    return paragraphs


def _usual_step(lines: list[PageLine]) -> float:
    """The usual distance between lines: the lower quartile and not the median, since a page of short paragraphs has more gaps than lines."""
    steps = [before.middle - after.middle for before, after in itertools.pairwise(lines) if before.page == after.page]
    return next(iter(sorted(step for step in steps if step > 0)[len(steps) // 4 :]), 0.0)


def _is_apart(before: PageLine, line: PageLine, usual: float) -> bool:
    """Whether a new paragraph begins between two lines."""
    if (
        not 1 / _HEADLINE_SIZE < (line.height or 1) / (before.height or 1) < _HEADLINE_SIZE
        and abs(line.height - before.height) > 4
    ):
        return True  # another size of type: a heading's end
    if before.page != line.page:
        return before.text[-1:] in '.!?:”"' or not line.text[0].islower()
    step = before.middle - line.middle
    if step < 0 and line.height:  # the next column's top: a sentence may go on
        return before.text[-1:] in '.!?:”"' or not line.text[0].islower()
    return step <= 0 or step > _PARAGRAPH_STEP * usual


def _join(lines: list[str], known: frozenset[str]) -> str:
    """The lines as one text, with words restored that were broken at a line's end.

    Whether 'drink-' and 'driving' are one word may show elsewhere in the text; otherwise only some prefixes keep the hyphen.
    """
    whole = ""
    for line in lines:
        broken = _BROKEN.search(whole)
        if broken is not None and line:
            before, after = broken["word"].casefold(), regex.match(r"[\w’']*", line)[0].casefold()  # type: ignore[index]
            joined = line[0].islower() and before.isalpha() and before not in _PREFIXES
            if f"{before}-{after}" in known:
                joined = False
            whole = whole[: broken.start("hyphen")] + ("" if joined else "-") + line
        else:
            whole += (" " if whole else "") + line
    return whole.translate({ord(mark): "-" for mark in HYPHEN})
