"""Claims in table rows: what they count stands in the row's first cell or in the column's head, their time in the head.

In: a page and its drafts. Out: the drafts with entity, period and direction from their table, without the years of the head row, and
the pairs of levels that two dated columns set against each other.

'| Burglary | 1,200 | 900 | -25% |' under '| Offence | 2019 | 2020 | Change |' counts burglary in 2019 and in 2020.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import regex

from release_parser.link.counted import Entity
from release_parser.link.drafts import ClaimDraft
from release_parser.link.noun_phrases import OUTCOMES
from release_parser.link.periods import PeriodMention
from release_parser.text import Page
from release_parser.text.dates import DateMention

_RULE = regex.compile(r"[|:\s-]+")
_NUMERIC = regex.compile(r"[\s£$€+−-]*\d[\d,.]*[\s%+km]*")
_CHANGE = regex.compile(r"\b(?:change|difference|variation|\+/-|% ?change)\b|^%$", regex.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a row, without its outer spaces."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """Rows that follow each other; `head` is the first where its cells are no numbers, else empty."""

    head: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]


def find_tables(page: Page) -> list[Table]:
    """All tables of a page."""
    tables: list[Table] = []
    rows: list[tuple[Cell, ...]] = []
    for block in (*page.blocks, None):
        if block is not None and block.kind == "row":
            if not _RULE.fullmatch(page.text, block.start, block.end):
                rows.append(tuple(_cells(page.text, block.start, block.end)))
        elif rows:
            headed = len(rows) > 1 and not any(
                _NUMERIC.fullmatch(cell.text) and not _is_year(cell.text) for cell in rows[0][1:]
            )
            tables.append(Table(rows[0] if headed else (), tuple(rows[1:] if headed else rows)))
            rows = []
    return tables


def _is_year(text: str) -> bool:
    return regex.fullmatch(r"(?:19|20)\d\d", text) is not None


def _cells(text: str, start: int, end: int) -> Iterator[Cell]:
    mark = "|" if "|" in text[start:end] else "\t"
    at = start + (text[start] == mark)
    stop = end - (end > start and text[end - 1] == mark)
    while at <= stop:
        bound = text.find(mark, at, stop)
        bound = stop if bound < 0 else bound
        content = text[at:bound]
        left = at + len(content) - len(content.lstrip())
        yield Cell(left, left + len(content.strip()), content.strip())
        at = bound + 1


def in_head(tables: list[Table], at: int) -> bool:
    """Whether the offset stands in a head row: its numbers are years and labels, no claims."""
    return any(cell.start <= at < cell.end for table in tables for cell in table.head)


def read_tables(
    tables: list[Table], drafts: list[ClaimDraft], dates: list[DateMention], lemmatize: Callable[[str, str], str]
) -> tuple[list[ClaimDraft], list[tuple[int, int]]]:
    """The drafts, completed, and (current, baseline) pairs of their indices."""
    kept = list(drafts)
    pairs: list[tuple[int, int]] = []
    for table in tables:
        for row in table.rows:
            levels: list[int] = []
            for index, draft in enumerate(kept):
                column = _column(row, draft.quantity.start)
                if column is None:
                    continue
                head = table.head[column] if column < len(table.head) else None
                kept[index] = _completed(draft, row, column, head, dates, lemmatize)
                if kept[index].period is not None and kept[index].direction is None:
                    levels.append(index)
            pairs += _pairs(kept, levels)
    return kept, pairs


def _column(row: tuple[Cell, ...], at: int) -> int | None:
    if not row or not row[0].start <= at < row[-1].end:
        return None
    return bisect_right(row, at, key=lambda cell: cell.start) - 1


def _completed(
    draft: ClaimDraft,
    row: tuple[Cell, ...],
    column: int,
    head: Cell | None,
    dates: list[DateMention],
    lemmatize: Callable[[str, str], str],
) -> ClaimDraft:
    label = row[0] if column > 0 and not _NUMERIC.fullmatch(row[0].text) else None
    dated = (
        None
        if head is None
        else next((date for date in dates if head.start <= date.start < head.end and date.kind != "time"), None)
    )
    change = head is not None and _CHANGE.search(head.text) is not None
    period = None if dated is None else PeriodMention(dated.start, dated.end, dated.start_date, dated.end_date)
    if head is not None and period is None and _is_year(head.text):
        period = PeriodMention(head.start, head.end, dt.date(int(head.text), 1, 1), dt.date(int(head.text), 12, 31))
    named = label if head is None or period is not None or change else head
    if named is not None:
        entity, verb = _named(named, lemmatize)
        draft = replace(draft, entity=entity, predicate=verb or draft.predicate)
    if period is not None:
        draft = replace(draft, period=period)
    if change and draft.direction is None and draft.quantity.kind in ("percentage", "count"):
        sign = row[column].text[:1]
        draft = replace(draft, direction="decrease" if sign in "-−–" else "increase")
    return draft


def _named(cell: Cell, lemmatize: Callable[[str, str], str]) -> tuple[Entity | None, str | None]:
    """The entity and predicate of a label: 'Vehicles stopped', 'Theft from shops', 'Number of arrests'."""
    counted = regex.sub(r"^(?:total|number|no\.?)[ ](?:number[ ])?(?:of[ ])?", "", cell.text, flags=regex.IGNORECASE)
    start = cell.end - len(counted)
    words = list(regex.finditer(r"\p{L}[\p{L}’'-]*", counted))
    verb = None
    if len(words) > 1 and words[-1].group().lower() in OUTCOMES:
        verb = lemmatize(words[-1].group().lower(), "VERB")
        words = words[:-1]
    if words and words[0].group().lower() in OUTCOMES:  # 'Reported for speeding' says what happened, not to what
        return None, lemmatize(words[0].group().lower(), "VERB")
    for index, word in enumerate(words):  # the head stands before 'of', 'from', 'for'
        if index and word.group().lower() in ("of", "from", "for", "in", "with", "by", "on", "against"):
            words = words[:index]
            break
    if not words:
        return None, verb
    end = start + (words[-1].end() if verb else len(counted))
    return Entity(start, end, lemmatize(words[-1].group().lower(), "NOUN"), -1, "entity_table"), verb


def _pairs(drafts: list[ClaimDraft], levels: list[int]) -> list[tuple[int, int]]:
    """The last two dated columns of a row, the later one first."""
    starts = [
        (period.start_date, index)
        for index in levels
        if (period := drafts[index].period) is not None and period.start_date is not None
    ]
    if len(starts) < 2:
        return []
    (_, baseline), (_, current) = sorted(starts)[-2:]
    same = drafts[current].quantity.kind == drafts[baseline].quantity.kind
    return [(current, baseline)] if same else []
