r"""The parts of a web page around a release: menus, share bars, telephone boxes, lists of months, bylines.

In: a text and its lines. Out: the indices of the lines that belong to the page and not to the release. A line is recognized by its words ('Back to
search', 'Posted on May 4') or by its place: short lines without a full stop between such lines belong to the same menu.

>>> from release_parser.lexicon import Lexicon
>>> from release_parser.text.lines import read_lines
>>> text = "Arrests made\nOfficers made 34 arrests.\nSubscribe\nElm County\n410 9th Street\nContact us\nMap this location"
>>> sorted(find_furniture(text, read_lines(text), Lexicon.default()))
[2, 3, 4, 5, 6]
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from release_parser.lexicon import Lexicon, fold
from release_parser.regexes import Regex
from release_parser.text.furniture_lines import ALONE, AROUND, BESIDE, DATE_LINE, FurnitureWords, Said
from release_parser.text.lines import TERMINAL, Line

_LONGEST_MENU_LINE: Final = 70
"""Characters of a line of a menu."""
_MOST_WORDS: Final = 8
_WORD = Regex(r"\p{L}{2}")
_FEWEST_MENU_LINES: Final = 3
"""Lines that a menu has at least."""
_FEWEST_ARCHIVE_ENTRIES: Final = 5
"""Entries of a calendar that are an archive, although no other furniture stands beside them."""


def find_furniture(text: str, lines: list[Line], lexicon: Lexicon) -> set[int]:
    """The indices of the lines that are furniture."""
    words = FurnitureWords.of(lexicon)
    alone: set[int] = set()
    beside: dict[int, str] = {}
    for index, line in enumerate(lines):
        if line.kind == "row" or line.end - line.start > 2 * _LONGEST_MENU_LINE:
            continue
        content = text[line.start : line.end]
        said = Said(content, fold(content), words)
        if ALONE.first(said):
            alone.add(index)
        elif found := BESIDE.first(said):
            beside[index] = found[1]
    furniture = alone | _cards(text, lines, words)
    headline = _headline(text, lines, alone | beside.keys())
    for run in _runs(text, lines, alone):
        furniture |= _menu(text, lines, run, alone, beside, headline, lexicon)
    return furniture


_MOST_CARD_LINES: Final = 4
"""Lines of a card at most: a heading, its text, the link."""


def _cards(text: str, lines: list[Line], words: FurnitureWords) -> set[int]:
    """The lines of cards that link to other pages: 'City Hall', 'Welcome to City Hall.', 'Keep reading', then the next card."""
    ends = [
        index
        for index, line in enumerate(lines)
        if line.end - line.start <= _LONGEST_MENU_LINE
        and fold(text[line.start : line.end]).strip(AROUND) in words.teasers
    ]
    cards: set[int] = set()
    for first, second in pairwise(ends):
        size = second - first
        heading = lines[first + 1]
        if 2 < size <= _MOST_CARD_LINES and not TERMINAL.search(text, heading.start, heading.end):
            cards.update(range(max(1, first - size + 1), second + 1))
    return cards


def _headline(text: str, lines: list[Line], told: set[int]) -> str:
    """The first line that belongs to the release; where the same line stands again, it is no link."""
    first = next((line for index, line in enumerate(lines) if index not in told), None)
    return "" if first is None else text[first.start : first.end]


def _runs(text: str, lines: list[Line], alone: set[int]) -> Iterator[list[int]]:
    """Groups of short lines that end without a full stop."""
    run: list[int] = []
    for index, line in enumerate(lines):
        if index in alone or (
            line.kind != "row"
            and line.end - line.start <= _LONGEST_MENU_LINE
            and (not TERMINAL.search(text, line.start, line.end) or text[line.end - 1] == ":")
        ):
            run.append(index)
        else:
            yield run
            run = []
    yield run


def _menu(
    text: str,
    lines: list[Line],
    run: list[int],
    alone: set[int],
    beside: dict[int, str],
    headline: str,
    lexicon: Lexicon,
) -> set[int]:
    """The lines of a group from its first to its last line of furniture, if these are most of it."""
    marked = [index for index in run if index in alone or index in beside]
    if sum(beside.get(index) == "calendar_entry" for index in marked) < _FEWEST_ARCHIVE_ENTRIES and (
        len(marked) < _FEWEST_MENU_LINES or alone.isdisjoint(marked)
    ):
        return set()
    inside = range(marked[0], marked[-1] + 1)
    if len(marked) < 0.4 * len(inside):
        return set()
    title = _title_of_the_body(text, lines, run, alone, set(marked), lexicon)
    return {
        index
        for index in inside
        if index in alone
        or (
            index
            and index != title
            and (content := text[lines[index].start : lines[index].end]) != headline
            and (index in beside or (content.count(" ") < _MOST_WORDS and _WORD.search(content)))
        )
    }


def _title_of_the_body(
    text: str, lines: list[Line], run: list[int], alone: set[int], told: set[int], lexicon: Lexicon
) -> int | None:
    """The index of a headline between a menu and the body, with only its date between it and the first line of prose, or None."""
    if run[-1] + 1 >= len(lines):
        return None
    at = len(run) - 1
    while at > 0 and (
        run[at] in alone or DATE_LINE.of(lexicon).fullmatch(text, lines[run[at]].start, lines[run[at]].end)
    ):
        at -= 1
    below = run[at] not in told and at > 0 and run[at - 1] in told
    return run[at] if below else None
