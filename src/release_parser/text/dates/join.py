"""Dates that belong together: ranges, a time said twice, and ends left open.

In: mentions in text order. Out: the same, fewer and longer.

>>> from release_parser.text.dates.find import find_dates
>>> text = "from Monday 25 - Sunday December 2nd"
>>> [text[mention.start : mention.end] for mention in find_dates(text)]
['Monday 25 - Sunday December 2nd']
"""

from __future__ import annotations

import dataclasses
import datetime as dt

import regex

from release_parser.text.dates.mention import DateKind, DateMention, Moment
from release_parser.text.dates.resolve import months_before

# 'to', '-', 'until' join two dates to a range; 'and' does so only behind 'between'
_RANGE = regex.compile(
    r"(?:,?[ ](?:to|into|until|till|through|up[ ]to)[ ](?:the[ ])?|[ ]?[-–—][ ]?)(?:and[ ]including[ ])?(?:on[ ])?"
)
_AND = regex.compile(r",?[ ]and[ ](?:on[ ])?(?:the[ ])?")
_BETWEEN = regex.compile(r"\b[Bb]etween[ ](?:the[ ])?$")
_SINCE = regex.compile(r"\b[Ss]ince[ ](?:the[ ](?:(?:start|beginning|turn)[ ]of[ ](?:the[ ])?)?|(?:about|around)[ ])?$")
_UNTIL = regex.compile(r"\b(?:[Uu]ntil|[Tt]ill|[Uu]p[ ]to|[Bb]y)[ ](?:the[ ])?$")
# 'the year ending March 2019', 'in the 12 months to June 2020', 'the three months to June 2020'
_ONE_DAY = dt.timedelta(days=1)
_MONTHS_TO = {"3": 3, "three": 3, "6": 6, "six": 6, "9": 9, "nine": 9, "12": 12, "twelve": 12}
_YEAR_ENDING = regex.compile(
    r"(?i)\b(?:the[ ]|a[ ])?(?:(?:financial[ ])?year|(?P<months>3|6|9|12|three|six|nine|twelve)[ ]months)[ -](?:ending|ended|end[ ]to|to|up[ ]to)[ ](?:the[ ]end[ ]of[ ]|in[ ]|on[ ])?$"
)
# between two ways of saying one time: 'yesterday (', 'Friday night, ', 'today, on '
_ASIDE = regex.compile(r"[ ]?[(]|,?[ ](?:on[ ])?")


def join_ranges(text: str, mentions: list[DateMention]) -> list[DateMention]:
    """Two dates around 'to' or a dash, or behind 'between', become one."""
    joined: list[DateMention] = []
    for mention in mentions:
        before = joined[-1] if joined else None
        if before and before.first and before.last and mention.first and _is_range(text, before, mention):
            first = _borrow(before.first, mention.first)
            joined[-1] = DateMention(before.start, mention.end, "range", first=first, last=mention.last)
        else:
            joined.append(mention)
    return joined


def _is_range(text: str, before: DateMention, mention: DateMention) -> bool:
    between = text[before.end : mention.start]
    if len(between) > 20 or before.first is None or mention.first is None:
        return False
    if mention.first.month is None and mention.first.year is None:
        return False
    if _RANGE.fullmatch(between):
        return True
    partial = before.first.month is None and before.first.year is None
    return _AND.fullmatch(between) is not None and (
        partial or _BETWEEN.search(text, max(0, before.start - 12), before.start) is not None
    )


def _borrow(first: Moment, following: Moment) -> Moment:
    """'Monday 25 - Sunday December 2nd': the first takes the month, which is the one before where its day is later."""
    if first.month is not None or first.day is None or following.month is None:
        return first
    month = following.month
    if following.day and first.day > following.day:
        month = month - 1 or 12
    return Moment(None, month, first.day, first.weekday, following.years_back)


def explain_twice(text: str, mentions: list[DateMention]) -> list[DateMention]:
    """'yesterday (Wednesday 31 March)', 'Friday night (26/02)', 'the last three months of 2020': one time, the second exact."""
    merged: list[DateMention] = []
    for mention in mentions:
        before = merged[-1] if merged else None
        if before and before.kind == "relative" and mention.kind != "time" and mention.start - before.end <= 5:
            between = text[before.end : mention.start]
            if between == " of " and (part := _part_of(text[before.start : before.end], mention)):
                merged[-1] = dataclasses.replace(part, start=before.start)
                continue
            if _ASIDE.fullmatch(between) and (mention.kind != "relative" or "(" in between):
                merged[-1] = _said_twice(text, before, mention)
                continue
        merged.append(mention)
    return merged


def _said_twice(text: str, before: DateMention, mention: DateMention) -> DateMention:
    end = mention.end + (text[mention.end : mention.end + 1] == ")")
    if mention.kind == "relative" and before.start_date:  # 'today (Friday)'
        return dataclasses.replace(before, end=end)
    return dataclasses.replace(mention, start=before.start, end=end)


_PART = regex.compile(
    r"(?i)(?:\w+[ ])*?(?P<side>first|opening|last|final)[ ](?P<count>\d{1,2}|two|three|four|six)[ ](?P<unit>months|weeks|days)"
)
_COUNTS = {"two": 2, "three": 3, "four": 4, "six": 6}


def _part_of(words: str, whole: DateMention) -> DateMention | None:
    """'the last three months of 2020' is October to December."""
    match = _PART.fullmatch(words)
    if not match or whole.kind not in ("year", "month"):
        return None
    start, end = whole.start_date, whole.end_date
    if start is None or end is None:
        return dataclasses.replace(whole, kind="range")
    count = _COUNTS.get(match["count"].lower()) or int(match["count"])
    if match["unit"].lower() != "months":  # weeks and days of a month: where they begin is not said
        return dataclasses.replace(whole, kind="range", start_date=None, end_date=None)
    day_after = (
        end.replace(year=end.year + 1, month=1, day=1) if end.month == 12 else end.replace(month=end.month + 1, day=1)
    )
    if match["side"].lower() in ("last", "final"):
        return dataclasses.replace(whole, kind="range", start_date=months_before(day_after, count))
    following = months_before(start, -count)
    return dataclasses.replace(whole, kind="range", end_date=following.fromordinal(following.toordinal() - 1))


def open_ends(text: str, mentions: list[DateMention]) -> list[DateMention]:
    """'since November 2019' has no end, 'until March 2020' no beginning, 'the year ending March 2019' began in April 2018."""
    opened: list[DateMention] = []
    for mention in mentions:
        low = max(opened[-1].end if opened else 0, mention.start - 45)
        if mention.kind == "time":
            opened.append(mention)
        elif match := _SINCE.search(text, low, mention.start):
            kind: DateKind = "relative" if mention.kind == "relative" else "range"
            opened.append(dataclasses.replace(mention, start=match.start(), kind=kind, end_date=None))
        elif (match := _YEAR_ENDING.search(text, low, mention.start)) and mention.kind != "relative":
            end = mention.end_date
            # counted from the day after, so that the months before 30 June begin on the first
            start = months_before(end + _ONE_DAY, _MONTHS_TO[(match["months"] or "12").lower()]) if end else None
            opened.append(dataclasses.replace(mention, start=match.start(), kind="range", start_date=start))
        elif _UNTIL.search(text, low, mention.start) and mention.end_date and mention.kind != "relative":
            opened.append(dataclasses.replace(mention, kind="range", start_date=None))
        else:
            opened.append(mention)
    return opened
