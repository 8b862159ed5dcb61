"""Claims in rows of a table: the row's first cell or the column's head names what is counted, the column's head names the time.

In: a page and its drafts. Out: the drafts with entity, period and direction from their table, without the years of the head row; and
the pairs of levels that two dated columns compare.

'| Burglary | 1,200 | 900 | -25% |' under '| Offence | 2019 | 2020 | Change |' counts burglary in 2019 and in 2020.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from release_parser.lexicon import Lexicon, compile_forms, trie_pattern
from release_parser.link.counted import Entity
from release_parser.link.drafts import ClaimDraft
from release_parser.link.periods import PeriodMention
from release_parser.regexes import Regex
from release_parser.text import Page
from release_parser.text.dates import DateMention

Lemmatize = Callable[[str, str], str]

_RULE = Regex(r"[|:\s-]+")
_NUMERIC = Regex(r"[\s£$€+−-]*\d[\d,.]*[\s%+km]*(?:\([^()\p{L}]{1,20}\))?")
_YEAR = Regex(r"(?:19|20)\d\d")
_YEAR_ALONE = Regex(rf"(?<!\d){_YEAR.pattern}(?!\d)")
_YEARS = Regex(r"(?:(?:19|20)\d\d[ ()/–-]*){1,2}")
# 'Total number of arrests', 'No. of arrests'
_NUMBER_OF = Regex(r"^(?:total|number|no\.?)[ ](?:number[ ])?(?:of[ ])?", re.IGNORECASE)
# 'Cocaine (grams)'
_BRACKET_LAST = Regex(r"[ ]?[(][^()]*[)]$")
_WORD = Regex(r"\p{L}[\p{L}’'-]*")
_BEHIND_THE_HEAD = frozenset("of from for in with by on against per over under".split())
_PER = Regex(r"\bper[ ]\d[\d,]*(?:[ ]\p{Ll}+)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a row, without its outer spaces."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class PageTable:
    """Rows that follow each other; `head` is the first row if its cells are no numbers, else empty."""

    head: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class ColumnMeaning:
    """What the head of a column says about the numbers below it."""

    head: Cell | None
    periods: tuple[PeriodMention, ...] = ()
    """The times of its numbers; where there are two, the second is of those in brackets: '2020 (2019)'."""
    change: bool = False
    names: bool = False
    """Whether it names what is counted."""
    per: str | None = None
    """The denominator of a rate."""


def find_tables(page: Page) -> list[PageTable]:
    """All tables of a page, in text order."""
    tables: list[PageTable] = []
    rows: list[tuple[Cell, ...]] = []
    for block in (*page.blocks, None):
        row: tuple[Cell, ...] = ()
        if block is not None and block.kind == "row" and not _RULE.fullmatch(page.text, block.start, block.end):
            row = tuple(_cells(page.text, block.start, block.end))
        ends = block is None or block.kind != "row" or (block.gap and bool(row) and _is_head(row))
        if ends and rows:
            headed = len(rows) > 1 and _is_head(rows[0]) and not (_counts(rows[0]) and _counts(rows[1]))
            tables.append(PageTable(rows[0] if headed else (), tuple(rows[1:] if headed else rows)))
            rows = []
        if row:
            rows.append(row)
    return tables


def _is_head(row: tuple[Cell, ...]) -> bool:
    """Whether a row names the columns: no cell behind the first is a number, except that years count as names."""
    return not any(_NUMERIC.fullmatch(cell.text) and not _YEARS.fullmatch(cell.text) for cell in row[1:])


# '3 knives', '4 guns'; '7 days' above bare numbers names their column
_COUNTED = Regex(r"[£$€]?\d[\d,.]*[ ]\p{Ll}{2,}.*")


def _counts(row: tuple[Cell, ...]) -> bool:
    """Whether a cell behind the first holds a number and what it counts: rows such as 'Seized | 3 knives' name no columns."""
    return any(_COUNTED.fullmatch(cell.text) for cell in row[1:])


def _cells(text: str, start: int, end: int) -> Iterator[Cell]:
    """The cells of the table row text[start:end], divided by '|' or by tabs."""
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


class Labels:
    """The cells of tables that only label others: head rows, and years that stand before their row."""

    def __init__(self, tables: Sequence[PageTable]) -> None:
        cells = [cell for table in tables for cell in table.head]
        cells += [row[0] for table in tables for row in table.rows if row and _YEAR.fullmatch(row[0].text)]
        self._cells = sorted((cell.start, cell.end) for cell in cells)

    def hold(self, at: int) -> bool:
        """Whether the offset stands in a label: its number is no claim."""
        index = bisect_right(self._cells, at, key=lambda cell: cell[0]) - 1
        return index >= 0 and at < self._cells[index][1]


class _Heads:
    """The patterns for words of column heads, made from one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        entries = lexicon.vocabulary("table_heads").entries

        def pattern(name: str) -> str:
            return trie_pattern(form for form in entries[name].forms) if name in entries else r"(?!)"

        self.change = compile_forms(rf"(?<!\w)(?:{pattern('change')})(?!\w)|^%$", re.IGNORECASE)
        self.unnamed = compile_forms(rf"(?:{pattern('time')}|{pattern('number')})", re.IGNORECASE)

    @staticmethod
    @lru_cache(maxsize=8)
    def of(lexicon: Lexicon) -> _Heads:
        """The words of this lexicon."""
        return _Heads(lexicon)


class TableReader:
    """Fills in the claims of a page's tables; `dates` are the page's, in text order."""

    def __init__(self, dates: Sequence[DateMention], lemmatize: Lemmatize, lexicon: Lexicon) -> None:
        self._dates = dates
        self._starts = [date.start for date in dates]
        self._lemmatize = lemmatize
        self._heads = _Heads.of(lexicon)

    def read(
        self, tables: Sequence[PageTable], drafts: list[ClaimDraft]
    ) -> tuple[list[ClaimDraft], list[tuple[int, int]]]:
        """The drafts with what their tables say, and pairs of indices (current level, baseline)."""
        kept = list(drafts)
        pairs: list[tuple[int, int]] = []
        starts = [draft.quantity.start for draft in drafts]
        for table in tables:
            columns = [self._column(cell) for cell in table.head]
            for row in table.rows:
                inside = range(bisect_left(starts, row[0].start), bisect_left(starts, row[-1].end))
                for index in inside:
                    kept[index] = self._completed(kept[index], row, columns)
                pairs += _pairs(kept, inside)
        return kept, pairs

    def _column(self, cell: Cell) -> ColumnMeaning:
        """What the head cell of a column says."""
        periods = self._periods(cell)
        change = self._heads.change.search(cell.text) is not None
        per = _PER.search(cell.text)
        unnamed = bool(periods) or change or self._heads.unnamed.fullmatch(cell.text) is not None
        return ColumnMeaning(cell, periods, change, not unnamed, None if per is None else per.group())

    def _periods(self, cell: Cell) -> tuple[PeriodMention, ...]:
        """The times that a cell names, in text order."""
        inside = self._dates[bisect_left(self._starts, cell.start) : bisect_left(self._starts, cell.end)]
        dated = [
            PeriodMention(date.start, date.end, date.start_date, date.end_date)
            for date in inside
            if date.kind != "time"
        ]
        taken = [(period.start, period.end) for period in dated]
        for match in _YEAR_ALONE.finditer(cell.text):
            start, end = cell.start + match.start(), cell.start + match.end()
            if not any(low < end and start < high for low, high in taken):
                year = int(match.group())
                dated.append(PeriodMention(start, end, dt.date(year, 1, 1), dt.date(year, 12, 31)))
        return tuple(sorted(dated, key=lambda period: period.start))

    def _completed(self, draft: ClaimDraft, row: tuple[Cell, ...], columns: list[ColumnMeaning]) -> ClaimDraft:
        """The draft with entity, predicate, period and direction from its row and column."""
        at = bisect_right(row, draft.quantity.start, key=lambda cell: cell.start) - 1
        if at < 0:
            return draft
        column = columns[at] if at < len(columns) else ColumnMeaning(None)
        label = row[0] if at > 0 and not _NUMERIC.fullmatch(row[0].text) else None
        named = column.head if column.names else label
        if named is not None:
            entity, verb = _named(named, self._lemmatize, draft.counted.words.outcomes)
            if entity is None and _COUNTED.fullmatch(row[at].text):
                entity = draft.entity  # 'Seized | 3 knives'
            draft = draft.given("table", entity=entity, predicate=verb or _said_beside(draft, row[0]))
        period = _period(draft, row[at], column.periods) or next(iter(self._periods(row[0]) if at else ()), None)
        if period is not None:
            draft = draft.given("table", period=period)
        if column.per is not None and draft.per is None:
            draft = draft.given("table", per=column.per)
        return _changed(draft, row[at], column)


def _said_beside(draft: ClaimDraft, label: Cell) -> str | None:
    """The predicate found before, unless it is the last word of a label that names what is counted: 'Fatal crashes', 'Speeding'."""
    if draft.verb is None:
        return draft.predicate
    return None if draft.counted.syntax.ends[draft.verb] == label.end else draft.predicate


def _period(draft: ClaimDraft, cell: Cell, periods: tuple[PeriodMention, ...]) -> PeriodMention | None:
    """The period of the number; where the head has two, the second belongs to the number in brackets: '420 (315)' under '2020 (2019)'."""
    if not periods:
        return None
    bracket = cell.text.find("(")
    inside = 0 <= bracket < draft.quantity.start - cell.start
    return periods[-1] if inside and len(periods) > 1 else periods[0]


def _changed(draft: ClaimDraft, cell: Cell, column: ColumnMeaning) -> ClaimDraft:
    """The number of a column of changes with its direction, and with the unit of the head: '-10' under 'Change (%)'."""
    if not column.change or column.head is None or draft.quantity.kind not in ("percentage", "count"):
        return draft
    if draft.quantity.kind == "count" and "%" in column.head.text:
        quantity = replace(draft.quantity, kind="percentage", unit="percent")
        draft = replace(draft, counted=replace(draft.counted, quantity=quantity))
    if draft.direction is not None:
        return draft
    return draft.given("table", direction="decrease" if cell.text[:1] in "-−–" else "increase")


def _named(cell: Cell, lemmatize: Lemmatize, outcomes: frozenset[str]) -> tuple[Entity | None, str | None]:
    """The entity and predicate of a label: 'Vehicles stopped', 'Theft from shops', 'Number of arrests'."""
    counted = _NUMBER_OF.sub("", cell.text).lstrip()  # 'Total  stolen' has two spaces
    start = cell.end - len(counted)
    counted = _BRACKET_LAST.sub("", counted).rstrip() or counted
    words = list(_WORD.finditer(counted))
    verb = None
    # 'Vehicles stopped', but 'Fatal crashes'
    if len(words) > 1 and words[-1].group().lower() in outcomes and not words[-1].group().endswith("s"):
        verb = lemmatize(words[-1].group().lower(), "VERB")
        words = words[:-1]
    first = words[0].group().lower() if words else ""
    if first in outcomes and not first.endswith("s"):  # 'Reported for speeding' says what happened, not to what
        return None, lemmatize(first, "VERB")
    behind = (index for index, word in enumerate(words) if index and word.group().lower() in _BEHIND_THE_HEAD)
    words = words[: next(behind, None)]
    if not words:
        return None, verb
    end = start + (words[-1].end() if verb else len(counted))
    return Entity(start, end, lemmatize(words[-1].group().lower(), "NOUN"), -1, "entity_table"), verb


def _pairs(drafts: list[ClaimDraft], inside: range) -> list[tuple[int, int]]:
    """The last two dated levels of a row, as pairs with the later one first."""
    starts = [
        (period.start_date, index)
        for index in inside
        if (period := drafts[index].period) is not None
        and period.start_date is not None
        and drafts[index].direction is None
    ]
    if len({start for start, _ in starts}) < 2:
        return []
    (_, baseline), (_, current) = sorted(starts)[-2:]
    same = drafts[current].quantity.kind == drafts[baseline].quantity.kind
    return [(current, baseline)] if same else []
