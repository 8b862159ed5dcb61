r"""A page's main element as plain text: paragraphs, `* ` bullets, `| a | b |` rows. No word of it is lost.

In: an lxml element, of a page or of trafilatura's own small vocabulary. Out: text in the form that the layout reads.
"""

from __future__ import annotations

from typing import Any

import regex

_DROPPED = frozenset(
    {"script", "style", "noscript", "template", "svg", "button", "select", "textarea", "iframe", "object", "form", "input", "nav"}
)
_BREAKS = frozenset({"br", "lb"})
_BULLETS = frozenset({"li", "item", "dd", "dt"})
_ROWS = frozenset({"tr", "row"})
_CELLS = frozenset({"td", "th", "cell"})
_BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "caption", "center", "details", "div", "dl", "fieldset", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hr", "legend", "list", "main", "ol", "p", "pre", "quote", "section", "summary", "table", "tbody", "thead", "tfoot", "ul"}
)  # fmt: skip


def element_text(element: Any) -> str:
    """The text of an element and everything below it."""
    pieces: list[str] = []
    _walk(element, pieces)
    text = "".join(pieces)
    text = regex.sub(r"[ \t\r\f\v]*\n[ \t\r\f\v]*", "\n", text)
    text = regex.sub(r"(?<=[\x1e\x1d\n])[^\S\n\x1e\x1d]+(?=[\x1e\x1d\n])", "", text)  # '<p>&nbsp;</p>'
    # '\x1e' ends a block: a blank line, however many ends meet; '\x1d' ends a bullet or row: one line end
    text = regex.sub(r"\n*[\x1e\x1d\n]*\x1e[\x1e\x1d\n]*", "\n\n", text)
    text = regex.sub(r"\n*\x1d[\x1d\n]*", "\n", text)
    text = regex.sub(r"(?m)^\*[ ]?\n+", "* ", text)  # a bullet whose words stand in a paragraph of their own
    text = regex.sub(r"(?m)^\*[ ]*$\n?", "", text)
    return regex.sub(r"\n{3,}", "\n\n", text).strip()


def _walk(element: Any, pieces: list[str]) -> None:
    tag = element.tag if isinstance(element.tag, str) else ""
    tag = tag.rsplit("}", 1)[-1].lower()
    if not tag or tag in _DROPPED:
        return
    if tag in _BREAKS:
        pieces.append("\n")
        return
    if tag in _ROWS:
        cells = [
            " ".join(element_text(cell).split())
            for cell in element
            if isinstance(cell.tag, str) and cell.tag.rsplit("}", 1)[-1].lower() in _CELLS
        ]
        if any(cells):
            # one cell is a page's layout, not a table
            pieces.append("\x1d" + (f"| {' | '.join(cells)} |" if len(cells) > 1 else cells[0]) + "\x1d")
        return
    mark = "\x1d" if tag in _BULLETS else "\x1e" if tag in _BLOCKS else ""
    pieces.append(mark + ("* " if tag in _BULLETS else ""))
    inside = len(pieces)
    pieces.append(_inline(element.text, preformatted=tag == "pre"))
    for child in element:
        _walk(child, pieces)
        pieces.append(_inline(child.tail, preformatted=tag == "pre"))
    if tag in _BULLETS:  # paragraphs inside a bullet are its lines
        pieces[inside:] = ["".join(pieces[inside:]).replace("\x1e", "\x1d").lstrip("\x1d\n ")]
    pieces.append(mark)


def _inline(text: str | None, *, preformatted: bool) -> str:
    if not text:
        return ""
    text = text.replace("\x1e", "").replace("\x1d", "")
    return text if preformatted else regex.sub(r"[ \t\r\n\f\v]+", " ", text)
