"""Periods that a claim can be about, with their preposition: 'In 2020', 'since their launch in May', 'on Monday 4 and Tuesday 5 May'.

In: a page, its dates, and the day of publication. Out: `PeriodMention`s in text order. `context/periods.py` decides which of them a claim is about.
The year of an Act, a day of birth, the date of a reference or a dateline, and the day of a future hearing are left out.

>>> from release_parser.text import read_page
>>> from release_parser.text.dates import find_dates
>>> page = read_page("In 2020, burglary fell to 40 cases.")
>>> [period] = find_periods(page, find_dates(page.text), published=None)
>>> page.text[period.start : period.end], period.start_date
('In 2020', datetime.date(2020, 1, 1))
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from release_parser.lexicon import WordPattern
from release_parser.regexes import Regex
from release_parser.text.dates.resolve import bounds_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from release_parser.text import Page
    from release_parser.text.dates import DateMention


@dataclass(frozen=True, slots=True)
class PeriodMention:
    """The words that give a claim's time, in page offsets, and its first and last day; either day is None where open or unknown."""

    start: int
    end: int
    start_date: dt.date | None
    end_date: dt.date | None


# 'two days later', 'within 24 hours', 'three weeks ago' place one event against another; they are no time that a count covers
_NO_PERIOD = WordPattern(
    r"(?i)(?:within|inside)\b.*|.*\b(?:ago|earlier|later|before|afterwards?|previously|after|since|«claim_words.before_that»|on|time)|.*\b(?:the same|next(?![ ][a-z]{3,6}day\b))\b.*"
)
# 'incident 428 of 28 March', 'quoting 12 of 4 May', 'born on', 'reference 5, 4 May'
_REFERENCE_LEAD = WordPattern(
    r"(?i)(?:(?<![\w.:])\d[\d/*-]*,?[ ](?:of|on|from|«claim_words.dated»)[ ](?:the[ ])?|\b(?:«claim_words.born»)(?:[ ]on)?[ ]|\b(?:number|«claim_words.dated_paper»)[ :]{1,3}|\b(?:date|«claim_words.dated»)[ ])$"
)
# 'the Police Act 1996', 'the Theft Act (1968)', 'the Misuse of Drugs Act, 1971', 'the Public Order Act of 1986', 'the 1968 Act'
_LAW_LEAD = WordPattern(r"\b(?:«claim_words.law»)(?:[ ][(][^()]{1,40}[)])?,?[ ][(]?(?:of[ ])?(?:the[ ])?$")
_LAW_BEHIND = WordPattern(r"[ ](?:\p{Lu}\p{L}+[ ]){0,4}(?:«claim_words.law»)\b")
# 'the 11 September 2001 attacks', 'announced on 4 May'
_EVENT_LEAD = Regex(
    r"(?<!\b(?:[Ii]n|[Oo]n|[Oo]f|[Ff]rom|[Ss]ince|[Uu]ntil|[Dd]uring|[Aa]t|[Tt]o))[ ]the[ ]$", library="regex"
)
_EVENT_BEHIND = Regex(r"[ ]\p{Ll}{4,}")
_ANNOUNCED = WordPattern(r"\b(?:«claim_words.announced»)[ ](?:on[ ]|in[ ])?$")
# 'KELSHAM, May 4, 2020 –', 'ASHTOWN, ON (May 4, 2026) –'
_DATELINE = Regex(r"\p{Lu}[\p{L} .,'’-]{1,60}[(]?")
_DATELINE_END = Regex(r"[)]?,?[ ]?(?:[-–—]|--)[ ]")
# 'is due in court on', 'will next appear at the court on', 'scheduled to stand trial on': nothing has happened on that day
_HEARING = WordPattern(
    r"\b(?:due|«claim_words.to_come»|(?:will|to|must)(?:[ ]be)?(?:[ ]next)?[ ](?:«claim_words.comes_to_court»))\b(?:(?!\b(?:after|following|when|who|over)\b)[^.;!?\n]){0,80}$",
    re.IGNORECASE,
)
_COURT = WordPattern(r"\b(?:«claim_words.court_stem»)", re.IGNORECASE)
_LEAD = WordPattern(
    r"(?i)\b(?:in|on|during|between|from|over|throughout|across|for|since|until|by|of|at)(?:[ ]the)?(?:[ ](?:month|early[ ]hours|«claim_words.end_of»|morning|afternoon|evening|night|week|weekend|year)s?[ ]of)?[ ](?:the[ ])?$"
)
# 'Between the first theft in May and June 2026'
_BETWEEN_LEAD = Regex(r"\b[Bb]etween[ ](?:the[ ])?(?:[\p{L}’'-]+[ ]){1,7}(?:in|on)[ ]$")
_JOINT = Regex(
    r"(?i)[\s,(]{0,4}(?:and|to|until|till|through|&|[-–—,/])?[\s,)]{0,4}(?:(?:on|at|between|from|around|about|again on|until|the)[ ]+){0,3}\s*"
)


def _dated_by_introduction(page: Page, dates: Sequence[DateMention]) -> list[DateMention]:
    """Dates of list items with the year of the line above: '* On Friday 14 August' under 'between 14 August and 4 October 2020'."""
    dated = list(dates)
    introduced: dict[int, list[tuple[dt.date, dt.date]]] = {}
    for index, mention in enumerate(dates):
        first, last = mention.first, mention.last
        if mention.start_date or first is None or first.day is None or first.year is not None or last is None:
            continue
        block = page.block_at(mention.start)
        intro = None if block is None else page.blocks[block].intro
        if intro is None:
            continue
        if intro not in introduced:  # once a list, not once a date of it
            introduced[intro] = [
                (other.start_date, other.end_date)
                for other in dates
                if page.blocks[intro].start <= other.start < page.blocks[intro].end
                and other.start_date
                and other.end_date
            ][:20]
        for low, high in introduced[intro]:
            for year in {low.year, high.year}:
                start, end = bounds_of(replace(first, year=year), replace(last, year=year), None)
                if start and end and low <= start and end <= high:
                    dated[index] = replace(mention, start_date=start, end_date=end)
    return dated


def find_periods(page: Page, dates: Sequence[DateMention], *, published: dt.date | None) -> list[PeriodMention]:
    """The dates that can be a claim's period, with their preposition; dates joined by 'and' are one: 'yesterday (24/02) and today (25/02)'.

    `published` is the day of publication, or None where it is not known.
    """
    text = page.text
    dates = _dated_by_introduction(page, dates)
    periods: list[PeriodMention] = []
    times: list[DateMention] = []  # the clock times since the last period
    for mention in dates:
        if mention.kind == "time":
            times.append(mention)
            continue
        if not _covers(page, mention):
            continue
        start_date, end_date = _with_future(text, mention, published)
        before = periods[-1] if periods else None
        joined = before and _joined(page, before, mention, (start_date, end_date), times)
        if joined:
            periods[-1] = joined
            times.clear()
            continue
        periods.append(_period(page, mention, start_date, end_date))
        times.clear()
    return periods


# 'beginning in August 2000', 'starting on or about 4 May'
_BEGINNING = WordPattern(
    r"\b(?i:«claim_words.beginning»)[ ](?:in|on|from)[ ](?:(?:or[ ])?(?:about|around)[ ]|approximately[ ])?$"
)
# 'beginning in August 2000 and continuing through October 2011'
_CONTINUING = WordPattern(
    r",?[ ](?:and[ ])?(?:(?:«claim_words.continuing»)[ ])?(?:until|through|to|up[ ]to|in|on|into)[ ](?:at[ ]least[ ]|about[ ])?"
)


def _period(page: Page, mention: DateMention, start: dt.date | None, end: dt.date | None) -> PeriodMention:
    """A date with its preposition; a period that only begins has None as its last day."""
    text, lexicon = page.text, page.lexicon
    low = max(0, mention.start - 40)
    opening = _BEGINNING.of(lexicon).search(text, low, mention.start)
    if opening is not None:
        return PeriodMention(opening.start(), mention.end, start, None)
    lead = _LEAD.of(lexicon).search(text, low, mention.start)
    if mention.kind == "range":
        lead = _BETWEEN_LEAD.search(text, max(0, mention.start - 90), mention.start) or lead
    return PeriodMention(lead.start() if lead else mention.start, mention.end, start, end)


def _joined(
    page: Page,
    before: PeriodMention,
    mention: DateMention,
    dates: tuple[dt.date | None, dt.date | None],
    times: list[DateMention],
) -> PeriodMention | None:
    """The period before, extended by this date, or None: 'on 13 and 14 July', 'beginning in 2000 and continuing through 2011'."""
    start, end = dates
    if not before.end <= mention.start < before.end + 60:
        return None
    text = page.text
    if _opens(page, before) and _CONTINUING.of(page.lexicon).fullmatch(text, before.end, mention.start):
        return PeriodMention(before.start, mention.end, before.start_date, end)
    between = _without_times(text, before.end, mention.start, times)
    if _is_last_years(between, before, start):
        return None
    if between.strip() and _JOINT.fullmatch(between) and _same_grain(before, start, end):
        return _union(before, mention.end, start, end)
    return None


def _is_last_years(between: str, before: PeriodMention, start: dt.date | None) -> bool:
    """Whether a bracket gives an earlier time for comparison, so that the two are not joined: 'Results for May 2025 (May 2024)'."""
    return "(" in between and start is not None and before.start_date is not None and start < before.start_date


def _opens(page: Page, period: PeriodMention) -> bool:
    """Whether a period has a beginning only: 'beginning in May'."""
    return period.end_date is None and _BEGINS.of(page.lexicon).match(page.text, period.start, period.end) is not None


_BEGINS = WordPattern(r"(?i:«claim_words.beginning»)[ ]")


def _union(before: PeriodMention, end: int, start_date: dt.date | None, end_date: dt.date | None) -> PeriodMention:
    """Two periods as one: 'on 13 July and 14 July' is one stretch of time; 'in May 2018 and May 2019' is two, so its first and last day are None."""
    low, high, gap_from = before.start_date, end_date, before.end_date
    if low and high and gap_from and start_date and low <= high and (start_date - gap_from).days <= 7:
        return PeriodMention(before.start, end, low, high)
    return PeriodMention(before.start, end, None, None)


def _covers(page: Page, mention: DateMention) -> bool:
    """Whether a date can be the period of a claim: not of an Act, a birth, a reference, an announcement or a hearing."""
    text, lexicon = page.text, page.lexicon
    if mention.kind == "relative" and _NO_PERIOD.of(lexicon).fullmatch(text, mention.start, mention.end):
        return text[mention.start : mention.start + 5].lower() == "since"
    before = text[max(0, mention.start - 110) : mention.start]
    if _REFERENCE_LEAD.of(lexicon).search(before[-40:]) or _ANNOUNCED.of(lexicon).search(before[-20:]):
        return False
    if text[mention.start].isdigit() and _LAW_LEAD.of(lexicon).search(before[-60:]):
        return False
    if mention.kind == "year" and _LAW_BEHIND.of(lexicon).match(text, mention.end):
        return False
    if mention.kind == "date" and _EVENT_LEAD.search(before) and _EVENT_BEHIND.match(text, mention.end):
        return False
    hearing = _HEARING.of(lexicon).search(before)
    if hearing is not None and _COURT.of(lexicon).search(
        before[max(0, hearing.start() - 40) :] + text[mention.end : mention.end + 60]
    ):
        return False
    return not _in_dateline(page, mention)


def _in_dateline(page: Page, mention: DateMention) -> bool:
    """Whether a date belongs to the dateline that opens a paragraph."""
    if mention.kind != "date" or _DATELINE_END.match(page.text, mention.end) is None:
        return False
    block = page.block_at(mention.start)
    return block is not None and (_DATELINE.fullmatch(page.text, page.blocks[block].start, mention.start) is not None)


_WEEKDAY = Regex(r"(?is)(?!to|yester).*?day\b")
_TO_COME = Regex(r"\b(?:will|due|next)\b[^.]*$|\bto appear\b[^.]*$")


def _with_future(text: str, mention: DateMention, published: dt.date | None) -> tuple[dt.date | None, dt.date | None]:
    """The first and last day of a date, moved to the coming week where the words say so: 'will appear on Monday'."""
    start, end = mention.start_date, mention.end_date
    if mention.kind == "relative" and published and start and start == end and (published - start).days < 7:
        clause = text[max(0, mention.start - 80) : mention.start]
        if _WEEKDAY.match(text[mention.start : mention.end]) and _TO_COME.search(clause):
            start = end = start + dt.timedelta(days=7) if start != published else start
    return start, end


def _without_times(text: str, start: int, end: int, dates: list[DateMention]) -> str:
    """The text between two offsets without the times of day in it."""
    between = text[start:end]
    for mention in dates:
        if mention.kind == "time" and start <= mention.start and mention.end <= end:
            between = between.replace(text[mention.start : mention.end], "")
    return between


def _same_grain(before: PeriodMention, start: dt.date | None, end: dt.date | None) -> bool:
    """Whether two periods may be joined: days with days and months with months, as in 'in March 2020, on the 4th'; never one with an open end."""
    if before.start_date is None or before.end_date is None or start is None or end is None:
        return False
    return ((before.end_date - before.start_date).days < 27) == ((end - start).days < 27)
