"""Every date, clock time, year and relative time expression of a text.

In: a page's text, and the day of publication where it is known. Out: `DateMention`s, sorted and apart.

>>> [text[m.start : m.end] for text in ["18 calls in June, at 7.45pm on 4 May 2020"] for m in find_dates(text)]
['June', '7.45pm', '4 May 2020']
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from bisect import bisect_right
from typing import TYPE_CHECKING

import regex

from release_parser.text.dates.grammar import CALENDAR, CLOCK, MONTH_LEAD, MONTHS, NUMERIC, RELATIVE, WEEKDAYS, YEARS
from release_parser.text.dates.mention import DateMention, Moment
from release_parser.text.dates.relative import last_weekday, relative_bounds
from release_parser.text.dates.resolve import UNKNOWN, bounds_of

if TYPE_CHECKING:
    from collections.abc import Iterator

# 'to', '-', 'until' join two dates to a range; 'and' does so only behind 'between'
_RANGE = regex.compile(r"(?:,?[ ](?:to|until|till|through|up to)[ ](?:the[ ])?|[ ]?[-–—][ ]?)(?:and[ ]including[ ])?(?:on[ ])?")
_AND = regex.compile(r",?[ ]and[ ](?:on[ ])?(?:the[ ])?")
_BETWEEN = regex.compile(r"\b[Bb]etween[ ](?:the[ ])?$")
_SINCE = regex.compile(r"\b[Ss]ince[ ](?:the[ ])?$")
_UNTIL = regex.compile(r"\b(?:[Uu]ntil|[Tt]ill|[Uu]p[ ]to)[ ](?:the[ ])?$")
# 'today (Thursday 4 March 2021)': the day on which the release speaks
_ASIDE = regex.compile(r"[ ]?[(]|,?[ ]|,?[ ]on[ ]")
_SPEAKING_OFFSET = {"today": 0, "tonight": 0, "this morning": 0, "this afternoon": 0, "this evening": 0, "yesterday": 1, "last night": 1, "tomorrow": -1}


def find_dates(text: str, *, published: dt.date | None = None) -> list[DateMention]:
    """Dates, times and stretches of time, sorted, not overlapping; years are resolved against the day of publication."""
    calendar = _join(text, _apart([*_calendar(text), *_numeric(text), *_years(text)]), published)
    today = published or _speaking_day(text, calendar)
    if today and not published:
        calendar = [_resolved(mention, today) for mention in calendar]
    relative = list(_relative(text, today))
    clock = [DateMention(match.start(), match.end(), "time") for match in CLOCK.finditer(text)]
    # 'last Friday 15 January': the calendar has the say
    return _open_ends(text, _asides(text, _apart([*calendar, *_outside(calendar, [*relative, *clock])])))


def _calendar(text: str) -> Iterator[DateMention]:
    for match in CALENDAR.finditer(text):
        days = [int(regex.match(r"\d+", day).group()) for day in match.captures("day")]  # type: ignore[union-attr]
        weekdays = [_weekday(word) for word in match.captures("weekday")]
        year, near = _year(match["year"]), match["near"]
        del near  # 'August last year': resolved with the day of publication only, as the nearest August would be
        if match["partial"]:
            moment = Moment(None, None, days[0], weekdays[0])
            yield DateMention(match.start(), match.end(), "date", first=moment, last=moment)
            continue
        month = MONTHS.index(match["month"][:3].lower()) + 1
        if not days:
            if year is None and not match["near"] and match["month"] in ("May", "March", "MAY", "MARCH", "may", "Mar", "Jan", "Dec", "Oct", "Jun", "Apr", "Sep", "Sept", "Nov", "Aug", "Feb", "Jul") and not MONTH_LEAD.search(text, max(0, match.start() - 12), match.start()):
                continue
            moment = Moment(year, month)
            yield DateMention(match.start(), match.end(), "month", first=moment, last=moment)
            continue
        # 'in June 18 people were helped': a count, since a day would have 'on June 18'
        if not match["weekday"] and match.start("month") < match.start("day") and year is None and _counts_behind_month(text, match):
            moment = Moment(None, month)
            yield DateMention(match.start(), match.end("month"), "month", first=moment, last=moment)
            continue
        first = Moment(year, month, days[0], weekdays[0] if weekdays else None)
        last = Moment(year, month, days[-1], weekdays[-1] if len(weekdays) > 1 or (len(days) == 1 and weekdays) else None)
        yield DateMention(match.start(), match.end(), "date" if len(days) == 1 else "range", first=first, last=last)


def _counts_behind_month(text: str, match: regex.Match[str]) -> bool:
    ordinal = not match.captures("day")[0].isdigit()
    lead = regex.search(r"\b(?:[Ii]n|[Dd]uring|[Ll]ast|[Tt]his)[ ]$", text[max(0, match.start() - 8) : match.start()])
    return lead is not None and not ordinal and regex.match(r"[ ]\p{Ll}", text[match.end() : match.end() + 2]) is not None


def _numeric(text: str) -> Iterator[DateMention]:
    matches = list(NUMERIC.finditer(text))
    # '10/25/2019' in one place says that all of them put the month first
    month_first = any(int(match["month"]) > 12 and int(match["day"]) <= 12 for match in matches if match["year"] and match["mark"])
    for match in matches:
        month = MONTHS.index(match["name"][:3].lower()) + 1 if match["name"] else int(match["month"])
        day, year = int(match["day"]), _year(match["year"], birth=match["mark"] == ".")
        if match["mark"] and month_first:
            day, month = month, day
        if not (1 <= month <= 12 and 1 <= day <= 31):
            continue
        weekday = _weekday(match["weekday"]) if match["weekday"] else None
        moment = Moment(year, month, day, weekday)
        yield DateMention(match.start(), match.end(), "date", first=moment, last=moment)


def _years(text: str) -> Iterator[DateMention]:
    for match in YEARS.finditer(text):
        if match["decade"]:
            decade = int(match["decade"]) if len(match["decade"]) == 4 else 1900 + int(match["decade"])
            first, last = Moment(decade), Moment(decade + 9)
            yield DateMention(match.start(), match.end(), "range", first=first, last=last)
            continue
        year = int(match["year"])
        if match["until"]:
            until = int(match["until"]) if len(match["until"]) == 4 else year // 100 * 100 + int(match["until"])
            if until != year + 1 and not (match["split"] != "/" and year < until < year + 20):
                continue
            # '2019/20' and 'financial year 2019-20' run from April to March, '2019-2020' is two years
            fiscal = match["split"] == "/" or match["fiscal"]
            first, last = (Moment(year, 4), Moment(until, 3)) if fiscal else (Moment(year), Moment(until))
            yield DateMention(match.start(), match.end(), "range", first=first, last=last)
            continue
        part = match["part"]
        if part is None:
            yield DateMention(match.start(), match.end(), "year", first=Moment(year), last=Moment(year))
        elif part.lower().startswith(("beginning", "start", "end")):
            moment = Moment(year, 12, 31) if part.lower().startswith("end") else Moment(year, 1, 1)
            yield DateMention(match.start(), match.end(), "range", first=moment, last=moment)
        else:  # 'early 2019', 'spring 2021': no day to hold on to
            yield DateMention(match.start(), match.end(), "range")


def _relative(text: str, today: dt.date | None) -> Iterator[DateMention]:
    for match in RELATIVE.finditer(text):
        start, end = relative_bounds(match, today)
        yield DateMention(match.start(), match.end(), "relative", start, end)


def _weekday(word: str) -> int:
    return WEEKDAYS.index(word[:3].lower())


def _year(digits: str | None, *, birth: bool = False) -> int | None:
    if digits is None or len(digits) == 4:
        return int(digits) if digits else None
    # '10.07.73' is a date of birth; '12/03/21' is of this century
    return int(digits) + (1900 if int(digits) > (21 if birth else 50) else 2000)


def _apart(mentions: list[DateMention]) -> list[DateMention]:
    """The earliest of mentions that overlap, and of those the longest."""
    kept: list[DateMention] = []
    for mention in sorted(mentions, key=lambda mention: (mention.start, -mention.end)):
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept


def _outside(kept: list[DateMention], others: list[DateMention]) -> list[DateMention]:
    """Those of the others that overlap none of the kept, which are sorted and apart."""
    ends = [mention.end for mention in kept]
    outside = []
    for other in others:
        index = bisect_right(ends, other.start)
        if index == len(kept) or kept[index].start >= other.end:
            outside.append(other)
    return outside


def _join(text: str, mentions: list[DateMention], published: dt.date | None) -> list[DateMention]:
    """Two dates around 'to' or a dash, or behind 'between', are one range; partial dates that nothing takes up go."""
    joined: list[DateMention] = []
    for mention in mentions:
        before = joined[-1] if joined else None
        if before and before.first and before.last and mention.first and _is_range(text, before, mention):
            joined[-1] = DateMention(before.start, mention.end, "range", first=_borrow(before.first, mention.first), last=mention.last)
        else:
            joined.append(mention)
    whole = [mention for mention in joined if mention.first is None or mention.first.month or mention.first.year or _stands_alone(text, mention)]
    return [_resolved(mention, published) for mention in whole]


def _is_range(text: str, before: DateMention, mention: DateMention) -> bool:
    between = text[before.end : mention.start]
    if len(between) > 20 or before.first is None or mention.first is None or (mention.first.month is None and mention.first.year is None):
        return False
    if _RANGE.fullmatch(between):
        return True
    partial = before.first.month is None and before.first.year is None
    return _AND.fullmatch(between) is not None and (partial or _BETWEEN.search(text[max(0, before.start - 12) : before.start]) is not None)


def _borrow(first: Moment, following: Moment) -> Moment:
    """'Monday 25 - Sunday December 2nd': the first takes the month, which is the one before where its day is later."""
    if first.month is not None or first.day is None or following.month is None:
        return first
    month = following.month
    if following.day and first.day > following.day:
        month = month - 1 or 12
    return Moment(None, month, first.day, first.weekday)


def _stands_alone(text: str, mention: DateMention) -> bool:
    """'on Thursday 14th' is a date without month; 'on Friday 14 officers' is not."""
    return regex.search(r"\d(?:st|nd|rd|th)$", text[mention.start : mention.end], regex.IGNORECASE) is not None


def _resolved(mention: DateMention, today: dt.date | None) -> DateMention:
    if mention.start_date or mention.first is None or mention.last is None:
        return mention
    start, end = bounds_of(mention.first, mention.last, today)
    return dataclasses.replace(mention, start_date=start, end_date=end)


def _speaking_day(text: str, calendar: list[DateMention]) -> dt.date | None:
    """The day that the text calls today: 'yesterday (Thursday 4 March 2021)' was written on the fifth."""
    starts = {mention.start: mention for mention in calendar if mention.kind == "date" and mention.start_date}
    if not starts:
        return None
    for match in RELATIVE.finditer(text):
        word = (match["day"] or "").lower()
        aside = _ASIDE.match(text, match.end())
        if word in _SPEAKING_OFFSET and aside and (mention := starts.get(aside.end())) and mention.start_date:
            return mention.start_date + dt.timedelta(days=_SPEAKING_OFFSET[word])
    return None


def _asides(text: str, mentions: list[DateMention]) -> list[DateMention]:
    """'yesterday (Wednesday 31 March)', 'Friday night (26/02)': one time said twice, the second exact."""
    merged: list[DateMention] = []
    for mention in mentions:
        before = merged[-1] if merged else None
        if (
            before
            and before.kind == "relative"
            and mention.kind in ("date", "range", "relative")
            and regex.fullmatch(r"[ ]?[(]|,?[ ](?:on[ ])?" if mention.kind != "relative" else r"[ ][(]", text[before.end : mention.start])
        ):
            close = text[mention.end : mention.end + 1] == ")"
            start, end = (mention.start_date, mention.end_date) if mention.kind != "relative" else (before.start_date or mention.start_date, before.end_date or mention.end_date)
            merged[-1] = DateMention(before.start, mention.end + close, mention.kind, start, end, mention.first, mention.last)
        else:
            merged.append(mention)
    return merged


def _open_ends(text: str, mentions: list[DateMention]) -> list[DateMention]:
    """'since November 2019' has no end, 'until March 2020' no beginning."""
    opened: list[DateMention] = []
    for mention in mentions:
        lead = text[max(0, mention.start - 12) : mention.start]
        if mention.kind == "time":
            opened.append(mention)
        elif match := _SINCE.search(lead):
            start = mention.start - (len(lead) - match.start())
            opened.append(dataclasses.replace(mention, start=start, kind="range" if mention.kind != "relative" else "relative", end_date=None))
        elif _UNTIL.search(lead) and mention.end_date:
            opened.append(dataclasses.replace(mention, kind="range", start_date=None))
        else:
            opened.append(mention)
    return opened


__all__ = ["UNKNOWN", "find_dates", "last_weekday"]
