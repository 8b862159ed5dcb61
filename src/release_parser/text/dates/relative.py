"""The days that relative expressions mean: 'yesterday', 'last week', 'over the past 12 months', 'on Friday'.

In: a match of `grammar.RELATIVE` and the day of publication. Out: first and last day, None where open or unknown.

>>> from release_parser.lexicon import Lexicon
>>> from release_parser.text.dates.grammar import RELATIVE
>>> relative_bounds(RELATIVE.of(Lexicon.default()).search("seized yesterday"), dt.date(2021, 3, 2))
(datetime.date(2021, 3, 1), datetime.date(2021, 3, 1))
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from release_parser.regexes import Regex
from release_parser.text.dates.grammar import WEEKDAYS
from release_parser.text.dates.resolve import UNKNOWN, Bounds, month_bounds, months_before

if TYPE_CHECKING:
    from release_parser.text.dates.mention import DateMention

_ONE_DAY = dt.timedelta(days=1)
_NUMBERS = dict(
    zip(
        ("a", "an", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
        (1, 1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12),
        strict=True,
    )
)
_MONTHS_IN = {"month": 1, "quarter": 3, "year": 12, "decade": 120}
_DAYS_IN = {"day": 1, "night": 1, "week": 7, "fortnight": 14}


def relative_bounds(match: re.Match[str], today: dt.date | None) -> Bounds:
    """The first and last day of a relative expression, where the text and `today` make them certain, else None."""
    if today is None:
        return UNKNOWN
    groups = match.groupdict()
    # of a day that stands elsewhere; where a fiscal year begins is the treasury's business
    if groups["then"] or groups["fiscal"]:
        return UNKNOWN
    if groups["same"]:
        day = months_before(today, 12)
        return (day, day) if "this time" in groups["same"].lower() else UNKNOWN
    if groups["day"]:
        day = _named_day(groups["day"].lower(), today)
        return day, day
    if groups["turn"]:
        return _turn(groups["turn"].lower(), groups["what"].lower(), groups["weekday"], today)
    if groups["alone"]:
        day = last_weekday(WEEKDAYS.index(groups["alone"][:3].lower()), today)
        return day, day
    if groups["stretch"] and groups["last"].lower() in ("last", "past", "previous", "preceding"):
        start = _before(groups["amount"] or "a", groups["span"], today)
        return (start, today) if start else UNKNOWN
    return UNKNOWN


def last_weekday(weekday: int, today: dt.date) -> dt.date:
    """The latest such weekday, today included: 'on Sunday' in a release of a Monday is the day before."""
    return today - dt.timedelta(days=(today.weekday() - weekday) % 7)


def _named_day(word: str, today: dt.date) -> dt.date:
    """The day that 'yesterday', 'overnight', 'today' or 'tomorrow' means."""
    if word in ("yesterday", "last night", "overnight"):
        return today - _ONE_DAY
    return today + _ONE_DAY if word == "tomorrow" else today


def _turn(turn: str, what: str, weekday: str | None, today: dt.date) -> Bounds:
    """The bounds of 'last', 'this' or 'next' with a week, month, year or weekday."""
    back = {"last": 1, "this": 0, "next": -1}.get(turn)
    if back is None:  # 'the previous year', 'the same week': of a time that stands elsewhere
        return UNKNOWN
    if weekday:
        day = last_weekday(WEEKDAYS.index(weekday[:3].lower()), today)
        return (day, day) if turn == "last" and day != today else UNKNOWN
    if what == "year":
        return dt.date(today.year - back, 1, 1), dt.date(today.year - back, 12, 31)
    if what == "month":
        month = months_before(today, back)
        return month_bounds(month.year, month.month)
    monday = today - dt.timedelta(days=today.weekday() + 7 * back)
    if what == "week":
        return monday, monday + 6 * _ONE_DAY
    if what == "weekend":
        return monday + 5 * _ONE_DAY, monday + 6 * _ONE_DAY
    return UNKNOWN


def _before(amount: str, span: str, today: dt.date) -> dt.date | None:
    """The day a number of days, weeks, months or years before today: 'the past 12 months'."""
    count = int(amount) if amount.isdigit() else _NUMBERS.get(amount.lower())
    unit = span.lower().rstrip("s’'")
    if not count or count > 400:
        return None
    if unit in ("hour", "hr") and count % 24 == 0:  # 'over the last 24 hours': since the day before
        return today - count // 24 * _ONE_DAY
    if unit in _MONTHS_IN:
        return months_before(today, count * _MONTHS_IN[unit])
    return today - dt.timedelta(days=count * _DAYS_IN[unit]) if unit in _DAYS_IN else None


_SPEAKING_OFFSET = {
    "today": 0,
    "tonight": 0,
    "this morning": 0,
    "this afternoon": 0,
    "this evening": 0,
    "yesterday": 1,
    "last night": 1,
    "tomorrow": -1,
}
_SPEAKING = Regex(
    r"\b(?:to(?:day|night|morrow)|this (?:morning|afternoon|evening)|yesterday|last night)\b", re.IGNORECASE
)
_ASIDE = Regex(r"(?:[ ](?:morning|afternoon|evening|night))?(?:[ ]?[(]|,?[ ](?:on[ ])?)")


def speaking_day(text: str, dates: list[DateMention]) -> dt.date | None:
    """The day that the text itself calls today: a text with 'yesterday (Thursday 4 March 2021)' was written on the 5th."""
    starts = {mention.start: mention.start_date for mention in dates if mention.kind == "date" and mention.start_date}
    if not starts:
        return None
    for match in _SPEAKING.finditer(text):
        if (aside := _ASIDE.match(text, match.end())) and (day := starts.get(aside.end())):
            return day + dt.timedelta(days=_SPEAKING_OFFSET[match.group().lower()])
    return None
