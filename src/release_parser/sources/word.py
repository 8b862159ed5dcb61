"""Reads Word documents (.docx): paragraphs, bullets, tables and text boxes in their order.

In: a file. Out: one `Document`; its title is its first heading or title paragraph, else the file's own title where that occurs in the text.
Of tracked changes, inserted text is read and deleted text is not. Page headers and footers, comments and footnotes are not read.
"""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

from release_parser.errors import InputError
from release_parser.extras import need
from release_parser.lexicon.forces import find_force
from release_parser.sources.blob import in_units, raise_limit
from release_parser.sources.metadata import is_american, one_line, with_title
from release_parser.sources.published import find_published
from release_parser.text import Document

if TYPE_CHECKING:
    from collections.abc import Iterator

    from release_parser.records import Failure
    from release_parser.sources.blob import Blob, Limits, Options

Element = Any  # lxml's elements have no types of their own
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = (
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"  # a text box once more, for old programs
)
_GONE = frozenset({f"{_W}del", f"{_W}moveFrom", f"{_W}pPr", f"{_W}rPr", _FALLBACK})
_LONGEST_CELL = 400  # characters: a cell with more, in several paragraphs, lays out a page


def read(blob: Blob, options: Options) -> Iterator[Document | Failure]:
    """One document."""
    docx = need("docx", "docx", blob.name)
    raw = blob.read(options.limits)
    if not raw.strip():
        raise InputError(f"{blob.name} is empty: there is nothing to parse")
    _check_size(raw, blob.name, options.limits)
    try:
        document = docx.Document(io.BytesIO(raw))
    except Exception as error:
        why = "it is no zip archive" if isinstance(error, zipfile.BadZipFile) else "a part of it is missing or damaged"
        raise InputError(
            f"{blob.name} is not a Word document that can be read: {why}; save it again as .docx or .txt"
        ) from error
    styles = {style.style_id: style.name or "" for style in document.styles}
    blocks = list(_blocks(document.element.body, styles))
    text = ""
    for at, (kind, words) in enumerate(blocks):
        # bullets and rows stand on neighbouring lines, paragraphs apart
        text += ("" if not at else "\n" if kind == blocks[at - 1][0] and kind in ("bullet", "row") else "\n\n") + words
    if not text.strip():
        raise InputError(f"{blob.name} is empty: there is nothing to parse")
    title = _title(blocks, one_line(document.core_properties.title))
    author = one_line(document.core_properties.author)
    force = find_force(author, options.lexicon()) if author else None
    lines = [line for line in text.split("\n") if line.strip()]
    published = find_published(lines, month_first=force is not None and is_american(force.name, options.lexicon()))
    yield Document(
        with_title(title, text),
        source=blob.name,
        title=title,
        published=published,
        publisher=force.name if force else None,
    )


def _check_size(raw: bytes, name: str, limits: Limits) -> None:
    """Raise `InputError` where the file would unpack to more than the limits allow: python-docx unpacks the zip archive completely, so its stated sizes are added up first."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            size = sum(member.file_size for member in archive.infolist() if member.filename.endswith((".xml", ".rels")))
            whole = sum(member.file_size for member in archive.infolist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return  # python-docx will say so
    if size > limits.document or whole > limits.whole:
        raise InputError(
            f"{name} unpacks to something larger than {in_units(limits.document)}, the limit for one release: {raise_limit('document')}"
        )


def _title(blocks: list[tuple[str, str]], stated: str | None) -> str | None:
    """The title of the document."""
    heading = next((words for kind, words in blocks if kind == "title"), None)
    if heading is not None:
        return one_line(heading)
    # a template's title ('Press release 2019 v3') stays in a file for ever: only one that the text shows is its own
    opening = " ".join(" ".join(words for _, words in blocks[:8]).split()).casefold()
    return stated if stated and stated.casefold() in opening else None


def _blocks(container: Element, styles: dict[str, str]) -> Iterator[tuple[str, str]]:
    """The content of a body, cell or box: the kind of each block ('paragraph', 'title', 'bullet', 'row') and its words."""
    for child in container.iterchildren():
        if child.tag == f"{_W}p":
            words = _words(child)
            if words:
                yield _kind(child, styles), f"* {words}" if _kind(child, styles) == "bullet" else words
            for box in child.iter(f"{_W}txbxContent"):
                if not any(above.tag in (_FALLBACK, f"{_W}txbxContent") for above in box.iterancestors()):
                    yield from _blocks(box, styles)
        elif child.tag == f"{_W}tbl":
            yield from _rows(child, styles)
        elif child.tag not in _GONE:  # content controls, insertions and other wrappers
            yield from _blocks(child, styles)


def _rows(table: Element, styles: dict[str, str]) -> Iterator[tuple[str, str]]:
    """The rows of a table, or the blocks of a table that lays out the page."""
    for row in table.iter(f"{_W}tr"):
        if next(row.iterancestors(f"{_W}tbl")) is not table:
            continue
        cells = [
            list(_blocks(cell, styles)) for cell in row.iter(f"{_W}tc") if next(cell.iterancestors(f"{_W}tr")) is row
        ]
        if any(
            len(cell) > 2 and sum(len(words) for _, words in cell) > _LONGEST_CELL for cell in cells
        ):  # a table that lays out the page
            for cell in cells:
                yield from cell
            continue
        texts = [" ".join(" ".join(words for _, words in cell).split()) for cell in cells]
        if any(texts[1:]):
            yield "row", f"| {' | '.join(texts)} |"
        elif any(texts):
            yield "paragraph", texts[0]


def _kind(paragraph: Element, styles: dict[str, str]) -> str:
    """The kind of a paragraph, by its style."""
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    name = styles.get(style.get(f"{_W}val"), "") if style is not None else ""
    if name in ("Title", "Heading 1"):
        return "title"
    return "bullet" if "list" in name.lower() or paragraph.find(f"{_W}pPr/{_W}numPr") is not None else "paragraph"


def _words(paragraph: Element) -> str:
    """The words of a paragraph with links and insertions, without deleted text and text boxes."""
    pieces: list[str] = []
    _collect(paragraph, pieces)
    return "".join(pieces).strip()


def _collect(element: Element, pieces: list[str]) -> None:
    """Append the text of an element to `pieces`."""
    for child in element.iterchildren():
        if child.tag == f"{_W}t":
            pieces.append(child.text or "")
        elif child.tag == f"{_W}tab":
            pieces.append(" ")
        elif child.tag in (f"{_W}br", f"{_W}cr"):
            pieces.append("" if child.get(f"{_W}type") == "page" else "\n")
        elif child.tag == f"{_W}noBreakHyphen":
            pieces.append("-")
        elif child.tag != f"{_W}txbxContent" and child.tag not in _GONE:
            _collect(child, pieces)
