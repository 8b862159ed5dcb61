"""The date that an archive gives a release, in every form that archives use.

In: a value from a header or a line of a page. Out: a date, or None where it cannot be read without guessing.

>>> read_date("Posted at 13:24 on 12th February 2021")
datetime.date(2021, 2, 12)
>>> read_date("Lun, 07 Jun 2021 10:00:00 GMT"), read_date("2021.06.07 09:00")
(datetime.date(2021, 6, 7), datetime.date(2021, 6, 7))
>>> read_date("22:51 13/12/2019")
datetime.date(2019, 12, 13)
>>> read_date("03/04/2021", month_first=True)
datetime.date(2021, 3, 4)
>>> read_date("in the spring of 2021") is None
True
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

import regex

from release_parser.text.document import EARLIEST, LATEST

if TYPE_CHECKING:
    from collections.abc import Sequence

MONTHS = {
    name: number
    for number, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], start=1
    )
}

_MONTH = r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s{0,3})"
_TIME = (
    r"(?:[0-9]{1,2}[:.][0-9]{2}(?:[:.][0-9]{2})?\s{0,2}(?:[ap]\.?m\.?)?|[0-9]{1,2}\s?(?:[ap]m|noon|midday|midnight))"
)
_YEAR = r"(?P<year>(?:19|20)[0-9]{2}|[0-9]{2})(?![0-9:.][0-9]|[0-9])"

_DATE = regex.compile(
    rf"""
      (?P<year>(?:19|20)[0-9]{{2}})(?P<mark>[-/.])(?P<number>[0-9]{{1,2}})(?P=mark)(?P<day>[0-9]{{1,2}})(?![0-9/-]|\.[0-9])(?:[T ]\S{{1,40}})?   # '2021-02-25T13:59:18+00:00', '2018/09/21'
    | {_WEEKDAY}?(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?[\s/-]{{1,3}}(?:of\s)?{_MONTH},?[\s/-]{{1,3}}{_YEAR}  # 'Thursday 21st May 2020', '19/Mar/2021'
    | {_WEEKDAY}?{_MONTH}\s{{1,3}}(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?,?\s{{1,3}}(?:{_TIME}\s{{1,3}})?{_YEAR}  # 'Tuesday, July 28, 2009', 'Tue Jul 28 10:15:00 2009'
    | {_WEEKDAY}?(?P<first>[0-9]{{1,2}})(?P<mark>[/.-])(?P<second>[0-9]{{1,2}})(?P=mark)(?P<year>(?:19|20)[0-9]{{2}}|[0-9]{{2}})(?![0-9])  # '13/12/2019', '13.12.19'
    """,
    regex.VERBOSE | regex.IGNORECASE,
)
# Around the date a value or a date line may have a time, and words that say what it is: 'Posted on 15:46:00 on 30th …', 'Date published: …'
_LABEL = (
    r"(?:(?:date\s(?:published|posted|of\s(?:issue|release|publication))|(?:publication|release|publish(?:ed)?)\sdate|news\srelease"
    r"|posted|published|issued|released|dated?|created)\b\s{0,3}(?::|-|–)?\s{0,3}(?:(?:at|on)\s{1,3})?)"
)
_BEFORE = regex.compile(rf"\s{{0,9}}{_LABEL}?(?:{_TIME},?\s{{0,3}}(?:on\s{{1,3}}|[-–|]\s{{0,3}})?)?", regex.IGNORECASE)
_FOREIGN_WEEKDAY = regex.compile(r"^\s*\p{L}{2,12}\.?,\s+(?=[0-9])")  # 'Lun, 07 Jun 2021'
_LABELLED = regex.compile(rf"\s{{0,9}}{_LABEL}", regex.IGNORECASE)
_TOP_LINES = 5  # lines in which a page shows its own date: headline, section, date, standfirst
_BEHIND = regex.compile(
    rf"\s{{0,3}}(?:(?:,|at|[-–|])?\s{{0,3}}{_TIME})?\s{{0,3}}(?:GMT|BST|UTC|E[SD]T|[+-][0-9][0-9]:?[0-9][0-9])?(?:\((?:edited|updated|amended)[^()]{{0,60}}\))?[\s.,;]{{0,5}}",
    regex.IGNORECASE,
)


def read_date(value: object, *, month_first: bool = False) -> dt.date | None:
    """The date in a field, or None. `month_first` is for sources that write 7/28/2009."""
    if isinstance(value, dt.datetime):
        value = value.date()
    if isinstance(value, dt.date):
        return value if is_day_of_publication(value) else None
    if not isinstance(value, str):
        return None
    value = _FOREIGN_WEEKDAY.sub("", value)
    before = _BEFORE.match(value)
    match = _DATE.match(value, before.end() if before else 0) or _DATE.match(value.lstrip())
    return _date(match, month_first=month_first) if match else None


@dataclass(frozen=True, slots=True)
class DateLine:
    """A line that holds only a date; `labelled`: it says so ('Published …'); `timed`: it has a time of day."""

    date: dt.date
    labelled: bool
    timed: bool


def date_line(line: str, *, month_first: bool = False) -> DateLine | None:
    """The date of a line that holds nothing but a date, a time, and a word such as 'Published'; else None."""
    if len(line) > 90:
        return None
    before = _BEFORE.match(line)
    match = _DATE.match(line, before.end() if before else 0)
    if match is None or _BEHIND.fullmatch(line, match.end()) is None:
        return None
    found = _date(match, month_first=month_first)
    if found is None:
        return None
    return DateLine(
        found,
        labelled=_LABELLED.match(line) is not None,
        timed=regex.search(_TIME, line.replace(match.group(), "")) is not None,
    )


def find_published(lines: Sequence[str], *, month_first: bool = False) -> dt.date | None:
    """The date that a page gives its release: a line with a label anywhere, a date line at the top, or date and time as the last line.

    A plain date further down is not taken, since it may be that of a court ('12 May 2020') or a caption.
    """
    found = [(at, line) for at, raw in enumerate(lines) if (line := date_line(raw, month_first=month_first))]
    for at, line in found:
        if line.labelled or at < _TOP_LINES:
            return line.date
    return next((line.date for at, line in found if line.timed and at == len(lines) - 1), None)


def read_parts(day: object, month: object, year: object) -> dt.date | None:
    """A date whose day, month and year an archive keeps apart: '02', 'Mar', 2021."""
    name = month.strip().lower() if isinstance(month, str) else ""
    number, parts = MONTHS.get(name[:3]) or _small(month), (_small(year), _small(day))
    return None if number is None or parts[0] is None or parts[1] is None else _valid(parts[0], number, parts[1])


def _small(value: object) -> int | None:
    """A number of at most four digits; None for anything else: a day of twenty digits is none."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value if 0 <= value <= 9999 else None
    return int(value) if isinstance(value, str) and regex.fullmatch(r"\s*[0-9]{1,4}\s*", value) else None


def is_day_of_publication(date: dt.date) -> bool:
    """Whether a press release may be of that day: 0001-01-01 and 9999-12-31 stand for 'unknown' where programs write them."""
    return EARLIEST <= date <= LATEST


def url_month(url: str) -> tuple[int, int] | None:
    """Year and month that a URL states as folders: '/news/2021/march/' is (2021, 3)."""
    match = regex.search(
        rf"/(?P<year>20[0-9]{{2}})/(?:{_MONTH}|(?P<number>0?[1-9]|1[0-2]))(?=[/_-])", url, regex.IGNORECASE
    )
    if match is None:
        return None
    number = int(match["number"]) if match["number"] else MONTHS[match["month"][:3].lower()]
    return int(match["year"]), number


def _date(match: regex.Match[str], *, month_first: bool) -> dt.date | None:
    """The date of a match, or None."""
    year = int(match["year"])
    year += 2000 if year < 100 else 0  # '19 Mar 21'
    if match["first"]:
        first, second = int(match["first"]), int(match["second"])
        month, day = (first, second) if month_first else (second, first)
        # 07/28/2009 can be read in one way only, whoever wrote it
        return _valid(year, month, day) or _valid(year, day, month)
    month = int(match["number"]) if match["number"] else MONTHS[match["month"][:3].lower()]
    return _valid(year, month, int(match["day"]))


def _valid(year: int, month: int, day: int) -> dt.date | None:
    """The date, or None where no calendar has it."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
