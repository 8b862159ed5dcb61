"""Turns the main element of a page into plain text: paragraphs, `* ` bullets, `| a | b |` rows. No word of it is lost.

In: an lxml element of a page, or of the small vocabulary that trafilatura returns. Out: text in the form that the layout reads.
"""

from __future__ import annotations

from typing import Any

import regex

from release_parser.sources.prune import prune

_DROPPED = frozenset(
    {
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "button",
        "select",
        "textarea",
        "iframe",
        "object",
        "form",
        "input",
        "nav",
    }
)
_BREAKS = frozenset({"br", "lb"})
_BULLETS = frozenset({"li", "item", "dd", "dt"})
_ROWS = frozenset({"tr", "row"})
_CELLS = frozenset({"td", "th", "cell"})
_BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "caption", "center", "details", "div", "dl", "fieldset", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hr", "legend", "list", "main", "ol", "p", "pre", "quote", "section", "summary", "table", "ul"}
)  # fmt: skip


def element_text(element: Any) -> str:
    """The text of an element and everything below it."""
    pieces: list[str] = []
    _walk(element, pieces)
    text = "".join(pieces)
    text = regex.sub(r"[ \t\r\f\v]*+([\n\x1e\x1d])[ \t\r\f\v]*+", r"\1", text)
    text = regex.sub(r"(?<=[\x1e\x1d\n])[^\S\n\x1e\x1d]+(?=[\x1e\x1d\n])", "", text)  # '<p>&nbsp;</p>'
    # '\x1e' ends a block: a blank line, however many ends meet; '\x1d' ends a bullet or row: one line end
    text = regex.sub(r"\n*[\x1e\x1d\n]*\x1e[\x1e\x1d\n]*", "\n\n", text)
    text = regex.sub(r"\n*\x1d[\x1d\n]*", "\n", text)
    text = regex.sub(r"(?m)^(?:\*[ ]){2,}+", "* ", text)  # a list in a bullet that has no words of its own
    text = regex.sub(r"(?m)^\*[ ]?\n+", "* ", text)  # a bullet whose words stand in a paragraph of their own
    text = regex.sub(r"(?m)^\*[ ]*$\n?", "", text)
    return regex.sub(r"\n{3,}", "\n\n", text).strip()


def open_layout_tables(tree: Any) -> None:
    """Turn tables that only lay out a page, as on old sites, into blocks: where a cell holds the blocks of a story, its row is no table row."""
    for table in tree.iter("table"):
        if any(_is_story(cell) for cell in table.iter("td")):
            # a table of figures inside a cell stays one
            own = [each for each in table.iter("tbody", "tr", "td", "th") if next(each.iterancestors("table")) is table]
            for element in (table, *own):
                element.tag = "div"


def flatten(tree: Any, deepest: int) -> bool:
    """Remove elements that only contain another one. False where the tree is still deeper than `deepest` levels."""
    prune(
        (),
        [
            element
            for element in tree.iter("div", "section", "span", "center", "article")
            if len(element) == 1 and not (element.text or "").strip() and not (element[0].tail or "").strip()
        ],
    )
    level = {tree: 1}
    for element in tree.iter():
        above = element.getparent()
        level[element] = level.get(above, 0) + 1
    return max(level.values()) <= deepest


def _is_story(cell: Any) -> bool:
    """Whether a cell lays out a page: it holds the headline, paragraphs, or several blocks of prose, while a cell of figures has one block at most."""
    blocks = cell.xpath(".//p|.//ul|.//ol|.//h1|.//h2|.//h3|.//table")
    length = len(cell.text_content())
    headlines = {block.tag for block in blocks} & {"h1", "h2"}
    return (
        "h1" in headlines
        or (len(blocks) > 2 and length > 400)
        or (bool(headlines) and len(blocks) > 1 and length > 100)
    )


def _tag(element: Any) -> str:
    """The name of an element, or '' for comments and the like."""
    return element.tag.rsplit("}", 1)[-1].lower() if isinstance(element.tag, str) else ""


_LONGEST_TERM = 80  # characters of a term, and of what stands beside it


def _pairs(element: Any) -> dict[Any, Any]:
    """Terms and the text beside them ('Cigarettes', '1,400,000'): each <dt> followed by one short <dd>.

    trafilatura keeps their kind in `rend`: 'dt-1', 'dd-1'.
    """
    children = [child for child in element if _tag(child)]
    kinds = [(child.get("rend") or _tag(child))[:2] for child in children] + ["", ""]
    pairs: dict[Any, Any] = {}
    for at, child in enumerate(children):
        if (
            kinds[at : at + 2] == ["dt", "dd"]
            and kinds[at + 2] != "dd"
            and _is_short(child)
            and _is_short(children[at + 1])
        ):
            pairs[child] = children[at + 1]
    return pairs


def _is_short(element: Any) -> bool:
    """Whether an element holds one short line."""
    text = element_text(element)
    return 0 < len(text) <= _LONGEST_TERM and "\n" not in text


def _cell(element: Any) -> str:
    """The text of a cell on one line."""
    return " ".join(element_text(element).removeprefix("* ").split())


def _cells(row: Any) -> list[str]:
    """The texts of a row's cells."""
    return [_cell(cell) for cell in row if _tag(cell) in _CELLS]


def _as_heading(row: Any, cells: list[str]) -> list[str]:
    """The cells of a row with a single text, filled with empty ones up to the table's width where it is a heading of the rows below.

    '<th colspan="3">Violent crime</th>' stands between other rows; as a line of its own it would separate them from the head of the table.
    """
    beside = [other for other in (row.getprevious(), row.getnext()) if other is not None and _tag(other) in _ROWS]
    widths = [[_has_words(cell) for cell in other if _tag(cell) in _CELLS] for other in beside]
    is_short = len(cells[0]) <= _LONGEST_TERM and not cells[0].endswith((".", ":"))
    if len(widths) < 2 or not is_short or not all(sum(width) > 1 for width in widths):
        return cells[:1]
    return cells[:1] + [""] * (len(widths[-1]) - 1)


def _has_words(cell: Any) -> bool:
    """Whether a cell holds any text."""
    return any(text.strip() for text in cell.itertext())  # not the text itself: a cell may hold tables of tables


def _row(cells: list[str]) -> str:
    """A row as a line."""
    # one cell is a page's layout or a table's caption, not a row
    return "\x1d" + (f"| {' | '.join(cells)} |" if len(cells) > 1 else cells[0]) + "\x1d"


def _walk(element: Any, pieces: list[str]) -> None:
    """Append the text of an element and its children to `pieces`."""
    tag = _tag(element)
    if not tag or tag in _DROPPED:
        return
    if tag in _BREAKS:
        pieces.append("\n")
        return
    if tag in _ROWS:
        cells = _cells(element)
        if any(cells):
            pieces.append(_row(cells if any(cells[1:]) else _as_heading(element, cells)))
        return
    mark = "\x1d" if tag in _BULLETS else "\x1e" if tag in _BLOCKS else ""
    pieces.append(mark + ("* " if tag in _BULLETS else ""))
    inside = len(pieces)
    pieces.append(_inline(element.text, preformatted=tag == "pre"))
    pairs = _pairs(element) if tag in ("dl", "list") else {}
    beside = set(pairs.values())
    for child in element:
        if child in pairs:
            pieces.append(_row([_cell(child), _cell(pairs[child])]))
        elif child not in beside:
            _walk(child, pieces)
        pieces.append(_inline(child.tail, preformatted=tag == "pre"))
    if tag in _BULLETS:  # paragraphs inside a bullet are its lines
        pieces[inside:] = ["".join(pieces[inside:]).replace("\x1e", "\x1d").lstrip("\x1d\n ")]
    pieces.append(mark)


def _inline(text: str | None, *, preformatted: bool) -> str:
    """Text inside a line, with single spaces."""
    if not text:
        return ""
    text = text.replace("\x1e", "").replace("\x1d", "")
    return text if preformatted else regex.sub(r"[ \t\r\n\f\v]+", " ", text)
