"""Word documents (.docx): paragraphs, bullets and tables in their order.

In: a file. Out: one `Document`; its title is the document's own, else its first heading or title paragraph.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from release_parser.errors import InputError
from release_parser.sources.extras import need
from release_parser.sources.metadata import find_force, one_line, with_title
from release_parser.sources.published import find_published
from release_parser.text import Document

if TYPE_CHECKING:
    from collections.abc import Iterator

    from release_parser.records import Failure
    from release_parser.sources.blob import Blob, Options


def read(blob: Blob, options: Options) -> Iterator[Document | Failure]:
    """One document."""
    docx = need("docx", "docx", blob.name)
    raw = blob.read(options.limits)
    try:
        document = docx.Document(io.BytesIO(raw))
    except Exception as error:
        raise InputError(
            f"{blob.name} is no Word document that can be read ({type(error).__name__}); save it again as .docx or .txt"
        ) from error
    blocks: list[tuple[str, str]] = [block for item in document.iter_inner_content() for block in _blocks(item)]
    text = ""
    for at, (kind, words) in enumerate(blocks):
        # bullets and rows stand on neighbouring lines, paragraphs apart
        text += ("" if not at else "\n" if kind == blocks[at - 1][0] != "paragraph" else "\n\n") + words
    if not text.strip():
        raise InputError(f"{blob.name} is empty: there is nothing to parse")
    title = one_line(document.core_properties.title) or next(
        (paragraph.text for paragraph in document.paragraphs if _is_title(paragraph)), None
    )
    author = one_line(document.core_properties.author)
    force = find_force(author, options.lexicon()) if author else None
    published = find_published([line for line in text.split("\n") if line.strip()])
    yield Document(with_title(title, text), source=blob.name, title=title, published=published, publisher=force.name if force else None)


def _blocks(item: Any) -> Iterator[tuple[str, str]]:
    if hasattr(item, "rows"):
        for row in item.rows:
            cells: list[str] = []
            previous = None
            for cell in row.cells:
                if cell._tc is not previous:  # noqa: SLF001 - a merged cell comes once for each column that it spans
                    cells.append(" ".join(cell.text.split()))
                previous = cell._tc  # noqa: SLF001
            if any(cells):
                yield "row", f"| {' | '.join(cells)} |"
        return
    words = item.text.strip()
    if words:
        listed = "list" in (item.style.name or "").lower() or (item._p.pPr is not None and item._p.pPr.numPr is not None)  # noqa: SLF001
        yield ("bullet", f"* {words}") if listed else ("paragraph", words)


def _is_title(paragraph: Any) -> bool:
    return bool(paragraph.text.strip()) and (paragraph.style.name or "") in ("Title", "Heading 1")
