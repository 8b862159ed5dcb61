r"""The day of publication, where the text states it clearly; it is never guessed.

In: a page. Out: a date, or None. Clear are: a line before the release's body that holds only a date ('15:12 29/01/2020'), a line
'Published: …' anywhere, and a dateline ('BRISTOL, May 4, 2020 –').

>>> from release_parser.text.layout import read_page
>>> find_published(read_page("Two men charged\n\n15:12 29/01/2020\n\nTwo men have been charged."))
datetime.date(2020, 1, 29)
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from release_parser.lexicon import Lexicon, WordPattern
from release_parser.regexes import Regex
from release_parser.text.dates.find import DateOrder, find_dates

if TYPE_CHECKING:
    import datetime as dt

    from release_parser.text.layout import Page

# 'Published: 4 May 2020', 'Date published:', 'Posted on', 'Issued at 2.30pm on', 'Date: May 4, 2020'. 'Last modified' is no publication.
_LABEL = WordPattern(
    r"[\W_]{0,4}(?:(?:date|first|«text_words.what_is_published»)[ ]){0,2}(?:date|«text_words.published»)\b(?:[ ](?:on|at|date|by))?[: ]{1,3}",
    re.IGNORECASE,
)
# what may stand on a date line beside the date: times, marks, the words of the label
_BESIDE = WordPattern(
    r"[\W_]*(?:(?:at|on|by|in|«text_words.beside_a_date»)\b[\W_]*){0,3}(?:(?:in|by)[ ][\p{L} &.]{3,30})?",
    re.IGNORECASE,
)
_DIGIT = Regex(r"\d")
_IN_CAPITALS = Regex(r"\p{Lu}{3}")
_DATELINE = Regex(r"[\p{Lu}][\p{L} .,'’-]{1,50}?(?:[-–—(,][ ]?|[ ])$")
_DATELINE_END = Regex(r"[)]?[.,]?[ ]?(?:[-–—]|--)[ ]?|[)][.:]?[ ]")
_SHORTEST_BODY_PARAGRAPH = 160
"""A paragraph as long as this is the body; date lines behind the second of them date other stories."""


def find_published(page: Page, order: DateOrder | None = "day_first") -> dt.date | None:
    """The day of publication that the page states, or None; `order` as in `find_dates`."""
    alone: dt.date | None = None
    bodies = 0
    for block in page.blocks:
        line = page.text[block.start : block.end]
        if len(line) <= 120 and _DIGIT.search(line):
            label = _LABEL.of(page.lexicon).match(line)
            day = _only_date(line, label.end() if label else 0, order, page.lexicon)
            if label and day:
                return day
            if alone is None and bodies < 2:
                alone = day
        if bodies < 2 and alone is None and block.kind == "paragraph":
            alone = _dateline(line, order, page.lexicon)
        bodies += len(line) >= _SHORTEST_BODY_PARAGRAPH
    return alone


def _only_date(line: str, at: int, order: DateOrder | None, lexicon: Lexicon) -> dt.date | None:
    """The date of a line that holds nothing else from `at` on, or None."""
    dates = [mention for mention in find_dates(line, order=order, lexicon=lexicon) if mention.end > at]
    full = [mention for mention in dates if mention.kind == "date" and mention.start_date]
    if not full or any(mention.start_date != full[0].start_date for mention in full):
        return None
    rest, here = "", at
    for mention in dates:
        rest += line[here : mention.start]
        here = mention.end
    rest += line[here:]
    return full[0].start_date if _BESIDE.of(lexicon).fullmatch(rest) else None


def _dateline(line: str, order: DateOrder | None, lexicon: Lexicon) -> dt.date | None:
    """The date in a dateline: 'KENTVILLE, N.S., May 4, 2020 – Two men …'."""
    head = line[:90]
    if not _IN_CAPITALS.match(head):
        return None
    for mention in find_dates(head, order=order, lexicon=lexicon):
        if mention.kind == "date" and mention.start_date and mention.start <= 60:
            if _DATELINE.fullmatch(head[: mention.start]) and _DATELINE_END.match(head, mention.end):
                return mention.start_date
            return None
    return None
