"""Joins dates that belong together: ranges, a time given twice, and periods with an open end.

In: mentions in text order. Out: the same times in fewer and longer mentions.

>>> from release_parser.text.dates.find import find_dates
>>> text = "from Monday 25 - Sunday December 2nd"
>>> [text[mention.start : mention.end] for mention in find_dates(text)]
['Monday 25 - Sunday December 2nd']
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import re

from release_parser.regexes import Regex
from release_parser.text.dates.mention import DateKind, DateMention, Moment
from release_parser.text.dates.resolve import months_before

# 'to', '-', 'until' join two dates to a range; 'and' does so only behind 'between'
_RANGE = Regex(
    r"(?:,?[ ](?:to|into|until|till|through|up[ ]to)[ ](?:the[ ])?|[ ]?[-–—][ ]?)(?:and[ ]including[ ])?(?:on[ ])?(?:the[ ])?(?:(?:end|start|beginning)[ ]of[ ])?"
)
_AND = Regex(r",?[ ]and[ ](?:on[ ])?(?:the[ ])?(?:(?:end|start|beginning)[ ]of[ ])?")
# 'between 3 May and', 'between the start of May and', 'Between the first theft in May and'
_BETWEEN = Regex(
    r"\b[Bb]etween[ ](?:the[ ](?:(?:end|start|beginning)[ ]of[ ])?)?(?:(?:[\p{L}’'-]+[ ]){1,7}(?:in|on)[ ])?$"
)
# 'since May', 'since the start of May', 'since their launch in May', 'since it began on 4 May', 'since the unit was set up 18 months ago'
_SINCE = Regex(
    r"\b[Ss]ince[ ](?:the[ ](?:(?:start|beginning|turn)[ ]of[ ](?:the[ ])?)?|(?:about|around)[ ]|(?:[\p{L}’'-]+[ ]){1,8}(?:(?:back[ ])?(?:in|on)|at[ ]the[ ](?:start|beginning|end)[ ]of)[ ](?:the[ ]|early[ ]|late[ ]|mid-)?)?$"
)
_SINCE_AGO = Regex(r"\b[Ss]ince[ ](?:[\p{L}’'-]+[ ]){1,8}(?:(?:just[ ])?(?:over|about|around|nearly|almost)[ ])?$")
_UNTIL = Regex(r"\b(?:[Uu]ntil|[Tt]ill|[Uu]p[ ]to|[Bb]y)[ ](?:the[ ])?$")
# 'the year ending March 2019', 'in the 12 months to June 2020', 'the three months to June 2020'
_ONE_DAY = dt.timedelta(days=1)
_MONTHS_TO = {"3": 3, "three": 3, "6": 6, "six": 6, "9": 9, "nine": 9, "12": 12, "twelve": 12}
_YEAR_ENDING = Regex(
    r"(?i)\b(?:(?:over|in|during|for)[ ])?(?:the[ ]|a[ ])?(?:(?:financial[ ])?year|(?P<months>3|6|9|12|three|six|nine|twelve)[ ]months|(?P<count>\d{1,2}|two|three|four|five|six|seven|eight|nine|ten)[ -](?P<unit>days?|weeks?)(?:[ -]period)?)[ -](?:ending|ended|end[ ]to|to|up[ ]to)[ ](?:the[ ]end[ ]of[ ]|in[ ]|on[ ])?$"
)
# between two ways of saying one time: 'yesterday (', 'Friday night, ', 'today, on '
_ASIDE = Regex(r"[ ]?[(]|,?[ ](?:on[ ])?")


def join_ranges(text: str, mentions: list[DateMention]) -> list[DateMention]:
    """The mentions, with two dates around 'to' or a dash, or behind 'between', joined to one."""
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
    """Whether the words between two dates make them one range."""
    between = text[before.end : mention.start]
    if len(between) > 30 or before.first is None or mention.first is None:
        return False
    if mention.first.month is None and mention.first.year is None:
        return False
    if _RANGE.fullmatch(between):
        return True
    partial = before.first.month is None and before.first.year is None
    return _AND.fullmatch(between) is not None and (
        partial or _BETWEEN.search(text, max(0, before.start - 90), before.start) is not None
    )


def _borrow(first: Moment, following: Moment) -> Moment:
    """The first date of 'Monday 25 - Sunday December 2nd' with the month of the second, or the month before it where its day is later."""
    if first.month is not None or first.day is None or following.month is None:
        return first
    month = following.month
    if following.day and first.day > following.day:
        month = month - 1 or 12
    return Moment(None, month, first.day, first.weekday, following.years_back)


def explain_twice(text: str, mentions: list[DateMention]) -> list[DateMention]:
    """The mentions, with a time given twice as one mention: 'yesterday (Wednesday 31 March)', 'Friday night (26/02)', 'the last three months of 2020'."""
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
    """Two mentions of one time as one, with the more exact dates."""
    end = mention.end + (text[mention.end : mention.end + 1] == ")")
    if mention.kind == "relative" and before.start_date:  # 'today (Friday)'
        return dataclasses.replace(before, end=end)
    return dataclasses.replace(mention, start=before.start, end=end)


_PART = Regex(
    r"(?i)(?:\w+[ ])*?(?P<side>first|opening|last|final)[ ](?P<count>\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten)[ ](?P<unit>months?|weeks?|days?)"
)
_COUNTS = {
    word: number for number, word in enumerate("one two three four five six seven eight nine ten".split(), start=1)
}


def _part_of(words: str, whole: DateMention) -> DateMention | None:
    """The part of a whole: 'the last three months of 2020' is October to December, 'the first ten days of May 2020' the 1st to the 10th."""
    match = _PART.fullmatch(words)
    if not match or whole.kind not in ("year", "month"):
        return None
    start, end = whole.start_date, whole.end_date
    if start is None or end is None:
        return dataclasses.replace(whole, kind="range")
    count = _COUNTS.get(match["count"].lower()) or int(match["count"])
    unit, last = match["unit"].lower().rstrip("s"), match["side"].lower() in ("last", "final")
    day_after = end + _ONE_DAY
    if unit == "month":
        low, high = months_before(day_after, count), months_before(start, -count) - _ONE_DAY
    else:
        days = count * (7 if unit == "week" else 1) * _ONE_DAY
        low, high = day_after - days, start + days - _ONE_DAY
    if low < start or high > end:
        return dataclasses.replace(whole, kind="range", start_date=None, end_date=None)
    return dataclasses.replace(whole, kind="range", start_date=low if last else start, end_date=end if last else high)


def _since_ago(text: str, low: int, mention: DateMention) -> re.Match[str] | None:
    """The match of 'since it was introduced 18 months ago', a period that began about then, on a day that is not given."""
    if not text[mention.start : mention.end].lower().endswith("ago"):
        return None
    return _SINCE_AGO.search(text, low, mention.start)


def _begun(match: re.Match[str], end: dt.date | None) -> dt.date | None:
    """The first day of a period that ends with a date: 'the 12 months to June 2020', 'the five days ending Friday 6 March 2020'."""
    if end is None:
        return None
    if match["count"]:
        count = _COUNTS.get(match["count"].lower()) or int(match["count"])
        days = count * (7 if match["unit"].lower().startswith("week") else 1)
        return end - (days - 1) * _ONE_DAY
    # counted from the day after, so that the months before 30 June begin on the first
    return months_before(end + _ONE_DAY, _MONTHS_TO[(match["months"] or "12").lower()])


def open_ends(text: str, mentions: list[DateMention]) -> list[DateMention]:
    """The mentions, with open ends: 'since November 2019' has no last day, 'until March 2020' no first, 'the year ending March 2019' began in April 2018."""
    opened: list[DateMention] = []
    for mention in mentions:
        low = max(opened[-1].end if opened else 0, mention.start - 90)
        if mention.kind == "time":
            opened.append(mention)
        elif match := _SINCE.search(text, low, mention.start):
            kind: DateKind = "relative" if mention.kind == "relative" else "range"
            opened.append(dataclasses.replace(mention, start=match.start(), kind=kind, end_date=None))
        elif mention.kind == "relative" and (match := _since_ago(text, low, mention)):
            opened.append(dataclasses.replace(mention, start=match.start(), start_date=None, end_date=None))
        elif (match := _YEAR_ENDING.search(text, low, mention.start)) and mention.kind != "relative":
            start = _begun(match, mention.end_date)
            opened.append(dataclasses.replace(mention, start=match.start(), kind="range", start_date=start))
        elif _UNTIL.search(text, low, mention.start) and mention.end_date and mention.kind != "relative":
            opened.append(dataclasses.replace(mention, kind="range", start_date=None))
        else:
            opened.append(mention)
    return opened
