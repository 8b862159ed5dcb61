"""The days that calendar fields mean: which year, which day, or None where the text does not decide.

In: `Moment`s as written and the day of publication, if known. Out: first and last day. Nothing is guessed: a date without a year needs the day of
publication, and if its weekday contradicts a year, the year stays unknown.

>>> from release_parser.text.dates.mention import Moment
>>> resolve_day(Moment(month=1, day=25, weekday=0), dt.date(2021, 2, 3)), resolve_day(Moment(month=1, day=25), None)
(datetime.date(2021, 1, 25), None)
"""

from __future__ import annotations

import calendar
import dataclasses
import datetime as dt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from release_parser.text.dates.mention import Moment

# '3 August' in a release of 20 July is in two weeks, not 50 weeks ago
_PAST_DAYS = 335
_FUTURE_DAYS = 300
_SOON_DAYS = 120

Bounds = tuple[dt.date | None, dt.date | None]
UNKNOWN: Bounds = (None, None)


def resolve_day(moment: Moment, published: dt.date | None, *, future: bool = False) -> dt.date | None:
    """The day of a moment with month and day; `future` where the text is about what will happen."""
    if moment.month is None or moment.day is None:
        return None
    if moment.year is not None:
        day = make_day(moment.year, moment.month, moment.day)
        return day if day and agrees(day, moment.weekday) else None
    return _nearest(moment.month, moment.day, moment.weekday, published, future=future)


def bounds_of(first: Moment, last: Moment, published: dt.date | None, *, future: bool = False) -> Bounds:
    """The first and last day of a period; a first moment without a year takes the year of the last."""
    if first.years_back is not None or last.years_back is not None:
        if published is None:
            return UNKNOWN
        first, last = _counted_back(first, published), _counted_back(last, published)
    if first.year is None and last.year is not None:
        first = _with_year(first, _year_before(first, last))
    elif last.year is None and first.year is not None:
        last = _with_year(last, _year_after(first, last))
    end = _edge(last, published, last=True, future=future)
    start = end if first == last and first.day else _edge(first, published, last=False, future=future)
    # 'between 20 December and 3 January', published in between
    if start and end and start > end and first.year is None:
        start = make_day(start.year - 1, start.month, start.day)
    if start is None or end is None or start > end:
        return UNKNOWN
    return start, end


def make_day(year: int, month: int, day: int) -> dt.date | None:
    """A date, or None for one that no calendar has, such as 31 June."""
    if not 1 <= month <= 12 or not 1 <= day <= calendar.monthrange(year, month)[1]:
        return None
    return dt.date(year, month, day)


def agrees(day: dt.date, weekday: int | None) -> bool:
    """Whether the day falls on the weekday that the text gives, if it gives one."""
    return weekday is None or day.weekday() == weekday


def month_bounds(year: int, month: int) -> tuple[dt.date, dt.date]:
    """First and last day of a month."""
    return dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1])


def months_before(day: dt.date, months: int) -> dt.date:
    """The same day of the month a number of months earlier, or that month's last day where it is shorter."""
    index = day.year * 12 + day.month - 1 - months
    year, month = divmod(index, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _edge(moment: Moment, published: dt.date | None, *, last: bool, future: bool) -> dt.date | None:
    """The first day of a moment, or with `last` its last day; None where the year is not known."""
    if moment.day is not None:
        return resolve_day(moment, published, future=future)
    if moment.month is not None:
        year = moment.year
        if year is None:
            # 'in June' of a release of March is last year's June
            if published is None:
                return None
            year = published.year + (moment.month < published.month if future else -(moment.month > published.month))
        return month_bounds(year, moment.month)[last]
    if moment.year is not None:
        return dt.date(moment.year, 12, 31) if last else dt.date(moment.year, 1, 1)
    return None


def _nearest(month: int, day: int, weekday: int | None, published: dt.date | None, *, future: bool) -> dt.date | None:
    """The nearest day with this month and day whose weekday the text does not contradict; a past day before a future one unless `future`."""
    if published is None:
        return None
    days = [
        made
        for year in (published.year, published.year - 1, published.year + 1)
        if (made := make_day(year, month, day))
    ]
    gone = [made for made in days if 0 <= (published - made).days <= _PAST_DAYS]
    coming = [made for made in days if 0 < (made - published).days <= _FUTURE_DAYS]
    if gone and not future:  # a weekday that fits in nine months' time only is a slip, not an appointment
        coming = [made for made in coming if (made - published).days <= _SOON_DAYS]
    ordered = sorted(coming) + gone if future else gone + coming
    return next((made for made in ordered if agrees(made, weekday)), None)


def _counted_back(moment: Moment, published: dt.date) -> Moment:
    """The moment with the year of 'in May last year', counted from publication."""
    return moment if moment.years_back is None else _with_year(moment, published.year - moment.years_back)


def _with_year(moment: Moment, year: int) -> Moment:
    """The moment in this year."""
    return dataclasses.replace(moment, year=year)


def _year_before(first: Moment, last: Moment) -> int:
    """The first moment's year: 'between 20 December and 3 January 2020' begins in 2019."""
    year = last.year or 0
    return year - 1 if (first.month or 0, first.day or 0) > (last.month or 12, last.day or 31) else year


def _year_after(first: Moment, last: Moment) -> int:
    """The last moment's year: 'from 20 December 2019 to 3 January' ends in 2020."""
    year = first.year or 0
    return year + 1 if (last.month or 12, last.day or 31) < (first.month or 0, first.day or 0) else year
