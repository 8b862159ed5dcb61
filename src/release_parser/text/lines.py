r"""The lines of a text, each with the kind that its marks show: bullet, heading, row or paragraph.

In: a text. Out: its lines without markers, outer spaces and empty lines; each is a paragraph unless its marks show another kind.

>>> text = "Results:\n* 34 arrests\n\n## Next steps\n| Year | Thefts |"
>>> [(line.kind, text[line.start : line.end], line.gap) for line in read_lines(text)]
[('paragraph', 'Results:', True), ('bullet', '34 arrests', False), ('heading', 'Next steps', True), ('row', '| Year | Thefts |', False)]
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from release_parser.regexes import Regex

BlockKind = Literal["headline", "heading", "paragraph", "bullet", "row", "furniture"]


@dataclass(slots=True)
class Line:
    """A line of the text; its offsets leave out its marker and outer spaces."""

    start: int
    end: int
    kind: BlockKind
    gap: bool
    """Whether a blank line stands before it."""
    mark: str = ""
    """The sign of its bullet or heading: '*', '1', 'a' for any letter, '##'."""


TERMINAL = Regex(r"[.!?:;…][\"”’')\]]*$|[\"”]$")
"""The end of a line that is complete."""

_MARKER = Regex(
    r"""
      [*•▪●◦‣·∙○■□➢➤✓✔❖\uf0b7-]{1,2}[ ]+(?=\S)     # '* 34 arrests', '- two knives'
    | [–—][ ]+(?=[\p{Lu}\d£$€])                      # '– 12 arrests'; a dash before lower case is speech or an aside
    | [•▪●◦‣·∙○■□➢➤✓✔❖\uf0b7](?=\S)                  # glued: '•34 arrests'
    | [-–](?=\p{Lu}\p{L}|\d[\d,.]*[ ]\p{L})(?!\d+-)  # glued: '-Digital scales', '-8 drivers were warned'; '-30-' is none
    | \(?(?:(?P<number>\d{1,2})|(?P<letter>[a-z]|[ivx]{1,4}))[.)][ ]+(?=\S)  # '1. ', 'a) ', '(iv) '
    | o[ ]+(?=\p{Lu})                                # a Word bullet that became a letter
    """,
    re.VERBOSE,
)
_HASHES = Regex(r"(#{1,6}+)[ ]*(?=\S)")


_DASH = Regex(r"[–—][ ]+(?=\p{Ll})")


def read_lines(text: str) -> list[Line]:
    """All lines of a text that are not empty."""
    lines: list[Line] = []
    gap, numbered = True, 0
    dashes = False  # 'Police seized:', '– two knives': where a list of dashes goes on or can begin
    for begin, stop in _raw_lines(text):
        start, end = _within(text, begin, stop)
        if start == end:
            gap = True
            continue
        start = _behind_quote_marks(text, start, end)
        kind: BlockKind = "paragraph"
        mark = ""
        if match := _MARKER.match(text, start, end):
            number = match.group("number")
            # '(34) arrests' is no list number: a list counts from 1, or from the item before
            if number is None or int(number) in (1, numbered + 1):
                mark = "1" if number else "a" if match.group("letter") else text[start]
                kind, start = "bullet", match.end()
                numbered = numbered if number is None else int(number)
        elif dashes and (match := _DASH.match(text, start, end)):
            mark, kind, start = text[start], "bullet", match.end()
        if match := _HASHES.match(text, start, end):
            mark = mark or match.group(1)
            kind, start = ("bullet" if kind == "bullet" else "heading"), match.end()
        if start >= end:
            continue
        if _is_row(text, start, end):
            kind = "row"
        lines.append(Line(start, end, kind, gap, mark))
        gap, dashes = False, mark in ("–", "—") or text[end - 1] == ":"
    return _with_rows(text, lines)


_INLINE = Regex(r"(?<=^|[ ])[•▪●◦‣■□➢✓✔❖](?=[ ])", library="regex")


def _raw_lines(text: str) -> Iterator[tuple[int, int]]:
    """The bounds of all lines; items of a list inside one line count as lines: 'Results: • 23 people arrested • 9 guns seized'."""
    at = 0
    for raw in text.split("\n"):
        begin, stop = at, at + len(raw)
        marks = [match.start() + at for match in _INLINE.finditer(raw)] if len(raw) > 1 else []
        introduced = bool(marks) and text[begin : marks[0]].rstrip()[-1:] in ("", ":")
        if introduced and len(marks) > 1:
            for mark in marks:
                if text[begin:mark].strip():
                    yield begin, mark
                begin = mark
        yield begin, stop
        at = stop + 1


def _within(text: str, start: int, end: int) -> tuple[int, int]:
    """The bounds without outer spaces."""
    while end > start and text[end - 1] == " ":
        end -= 1
    while start < end and text[start] == " ":
        start += 1
    return start, end


def _behind_quote_marks(text: str, start: int, end: int) -> int:
    """The offset behind the '>' of a Markdown block quote."""
    while start < end and text[start] == ">":
        start += 1
        while start < end and text[start] == " ":
            start += 1
    return start


def _with_rows(text: str, lines: list[Line]) -> list[Line]:
    """The lines, of which those with the same number of cells that follow each other are rows: 'Burglary | 40 | 30'."""
    first = 0
    while first < len(lines):
        bars = _bars(text, lines[first])
        last = first + 1
        while bars and last < len(lines) and not lines[last].gap and _bars(text, lines[last]) == bars:
            last += 1
        if last - first >= (2 if bars > 1 else 3):
            for line in lines[first:last]:
                line.kind = "row"
        first = last
    return lines


def _bars(text: str, line: Line) -> int:
    """The number of bars in a line that may be a row."""
    return text.count("|", line.start, line.end) if line.kind == "paragraph" and text[line.end - 1] != ":" else 0


def _is_row(text: str, start: int, end: int) -> bool:
    """Whether a line is a table row: '| Burglary | 40 |', or cells divided by tabs."""
    return start < end and (
        (text[start] == "|" and text.count("|", start, end) >= 2) or text.count("\t", start, end) >= 2
    )
