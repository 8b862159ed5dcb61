"""Finds every date, time of day, year and relative expression of time in a text.

In: a page's text, and the day of publication where it is known. Out: `DateMention`s in text order that do not overlap.

>>> text = "18 calls in June, at 7.45pm on 4 May 2020"
>>> [text[mention.start : mention.end] for mention in find_dates(text)]
['June', '7.45pm', '4 May 2020']
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, Literal

from release_parser.lexicon import Lexicon, PerLexicon, WordSet, fold
from release_parser.regexes import Regex, captures
from release_parser.text.dates.grammar import (
    CALENDAR,
    CLOCK,
    FEAST,
    FEASTS,
    MONTH_FOLLOWS,
    MONTH_LEAD,
    MONTHS,
    NUMERIC,
    RELATIVE,
    WEEKDAYS,
    YEARS,
)
from release_parser.text.dates.join import explain_twice, join_ranges, open_ends
from release_parser.text.dates.mention import DateMention, Moment
from release_parser.text.dates.relative import relative_bounds, speaking_day
from release_parser.text.dates.resolve import agrees, make_day
from release_parser.text.dates.settle import settle, share_years
from release_parser.text.windows import windows
from release_parser.text.words import ahead_of, begin_at, first_words, words_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

DateOrder = Literal["day_first", "month_first"]
"""How a country writes a date in figures."""


def _with_calendar(words: str, *lists: str) -> PerLexicon[frozenset[str]]:
    """The given function words and the first words of lists of the lexicon, in lower case."""
    listed = WordSet(*lists)
    return PerLexicon(lambda lexicon: frozenset(words.split()) | first_words(listed.of(lexicon)))


# What each family cannot do without, as a plain pattern that is cheap to run over all of a text.
_YEAR_BEGINS = ("18", "19", "20")
_YEAR_SHORT = re.compile(r"\d0s|\bFY ?[’']?\d\d")
_YEAR_REACH = 4
# What stands before a year and belongs to it: 'the third quarter of 2020', 'FY20', 'mid-2019'.
_YEAR_LEADS = _with_calendar(
    "fy cy year years early late later mid middle beginning start end first second third fourth last final performance q h the",
    "text_words.fiscal",
    "calendar.season",
    "calendar.part_of_year",
)
_YEAR_LEAD_REACH = 40
_NUMERIC_DIGITS = re.compile(r"\d[/.-]\w{1,3}|\d/\d")
# What calendar dates, clock times and relative times begin with, where not with a digit.
_MONTH_OR_DAY = _with_calendar(
    "", "calendar.month", "calendar.month_short", "calendar.weekday", "calendar.weekday_short"
)
_SMALL = "one two three four five six seven eight nine ten eleven twelve"
_HOUR = frozenset(f"noon midday midnight mid half quarter twenty {_SMALL}".split())
_RELATIVE = _with_calendar(
    f"later that on over in during within for throughout across the these this his her their its our last past next coming previous preceding following final first recent"
    f" opening inside yesterday today tonight tomorrow overnight a an half several few couple {_SMALL} thirteen fourteen fifteen sixteen seventeen eighteen"
    " nineteen twenty thirty forty fifty sixty seventy eighty ninety",
    "calendar.weekday",
)
_FEAST = PerLexicon(lambda lexicon: first_words(FEASTS.of(lexicon)))
_AMBIGUOUS_MONTHS = WordSet("calendar.month_or_name")
_ON = Regex(r"\b(?:[Oo]n|[Oo]f|[Ss]ince|[Uu]ntil)[ ]$")
_AND_ON = Regex(r"[.,;)]|[ ](?:and|at|around|between|from|in|when|to)\b|$")
_ORDINAL = Regex(r"\d(?:st|nd|rd|th)$", re.IGNORECASE)
_LEADING_DIGITS = Regex(r"\d+")
_MONTH_PREPOSITION = Regex(r"\b(?:[Ii]n|[Dd]uring|[Ll]ast|[Tt]his)[ ]$")

# Every relative time has one of these words within a line of its beginning: 'over just the last twenty-one and a half years'.
_RELATIVE_NEEDS = _with_calendar(
    f"{' '.join(f'{unit} {unit}s' for unit in 'second sec minute min hour hr day night week weekend fortnight month quarter year decade time period'.split())}"
    " yesterday today tonight tomorrow overnight morning afternoon evening christmas",
    "text_words.lifetime",
    "calendar.season",
    "calendar.weekday",
)
_RELATIVE_REACH = 70


def find_dates(
    text: str,
    *,
    published: dt.date | None = None,
    order: DateOrder | None = "day_first",
    lexicon: Lexicon | None = None,
) -> list[DateMention]:
    """All dates, times and periods, in text order and without overlap; years are inferred from the day of publication.

    `order` says how '05/03/2026' is read: 5 March ('day_first'), May 3 ('month_first'), or None where it is not known. A date of the text
    that can be read in one way only ('25/03/2026') decides it for the whole text. Without `lexicon` the default one is used.
    """
    lexicon = Lexicon.default() if lexicon is None else lexicon
    written = join_ranges(
        text,
        _apart(
            [
                *_calendar(text, lexicon),
                *_numeric(text, order, lexicon),
                *_years(text, lexicon),
                *_feasts(text, lexicon),
            ]
        ),
    )
    whole = share_years(text, [mention for mention in written if _is_whole(text, mention)])
    settled = settle(text, whole, published, lexicon)
    today = published or speaking_day(text, settled)
    if today and not published:
        settled = settle(text, whole, today, lexicon)
    others = [
        *_relative(text, today, lexicon),
        *(DateMention(match.start(), match.end(), "time") for match in _clock(text, lexicon)),
    ]
    # 'last Friday 15 January': the calendar has the say
    return open_ends(text, explain_twice(text, _apart([*settled, *_outside(settled, others)])))


def _scan(pattern: Regex, anchor: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """The pattern's matches, sought only around matches of `anchor`, which takes a third of the time of a search of the whole text."""
    for start, end in windows(anchor, text, before=60, after=60):
        yield from pattern.finditer(text, start, end)


def _calendar(text: str, lexicon: Lexicon) -> Iterator[DateMention]:
    """Dates with the name of a month or weekday."""
    words = words_of(text)
    month_or_day = _MONTH_OR_DAY.of(lexicon)
    if not words.has(month_or_day):
        return
    for match in begin_at(CALENDAR.of(lexicon), text, words.starts(month_or_day, words.digits)):
        days = [_leading_number(day) for day in captures(match, "day")]
        weekdays = [_weekday(word) for word in captures(match, "weekday")]
        if match["partial"]:
            moment = Moment(None, None, days[0], weekdays[0])
            yield DateMention(match.start(), match.end(), "date", first=moment, last=moment)
            continue
        years_back = {"this": 0, "last": 1}.get(match["near"] or "")
        year, month = _year(match["year"]), _month(match["month"])
        if not days:
            if _is_month(text, match, lexicon):
                moment = Moment(year, month, years_back=years_back)
                yield DateMention(match.start(), match.end(), "month", first=moment, last=moment)
        elif _counts_behind_month(text, match):
            moment = Moment(None, month)
            yield DateMention(match.start(), match.end("month"), "month", first=moment, last=moment)
        else:
            single = len(days) == 1
            first = Moment(year, month, days[0], weekdays[0] if weekdays else None, years_back)
            last = (
                first
                if single
                else Moment(year, month, days[-1], weekdays[-1] if len(weekdays) > 1 else None, years_back)
            )
            yield DateMention(
                match.start(), _closed(text, match), "date" if single else "range", first=first, last=last
            )


def _clock(text: str, lexicon: Lexicon) -> Iterator[re.Match[str]]:
    """Matches of times of day."""
    words = words_of(text)
    return begin_at(CLOCK.of(lexicon), text, words.starts(_HOUR, words.digits))


def _is_month(text: str, match: re.Match[str], lexicon: Lexicon) -> bool:
    """'in May', 'since March' and 'June 2020' are months; 'Theresa May', 'June was' and 'they may' are none."""
    if match["year"] or match["near"]:
        return True
    word = match["month"].rstrip(".")
    if len(word) > 3 and word.lower() not in _AMBIGUOUS_MONTHS.of(lexicon) and word[0].isupper():
        return True
    lead = MONTH_LEAD.search(text, max(0, match.start() - 12), match.start())
    return lead is not None or MONTH_FOLLOWS.of(lexicon).match(text, match.end()) is not None


def _counts_behind_month(text: str, match: re.Match[str]) -> bool:
    """'in June 18 people were helped': a count, since a day would have 'on June 18'."""
    if (
        match["weekday"]
        or match["year"]
        or match.start("month") > match.start("day")
        or _ORDINAL.search(captures(match, "day")[0])
    ):
        return False
    lead = _MONTH_PREPOSITION.search(text, max(0, match.start() - 8), match.start())
    return lead is not None and text[match.end() : match.end() + 2].lstrip(" ").islower()


def _numeric(text: str, order: DateOrder | None, lexicon: Lexicon) -> Iterator[DateMention]:
    """Dates in digits: '05/03/2026', '12 Mar 21'."""
    matches = list(_scan(NUMERIC.of(lexicon), _NUMERIC_DIGITS, text))
    order = _told_order(matches) or order
    for match in matches:
        day, year = int(match["day"]), _year(match["year"], birth=match["mark"] == ".")
        month = _month(match["name"]) if match["name"] else int(match["month"])
        is_ordered = match["name"] is not None or (match["year"] is not None and match["mark"] is None)
        if not is_ordered and order == "month_first":
            day, month = month, day
        if not (1 <= month <= 12 and 1 <= day <= 31):
            continue
        moment: Moment | None = Moment(year, month, day, _weekday(match["weekday"]) if match["weekday"] else None)
        if not is_ordered and order is None and day != month and moment is not None:
            moment = _by_weekday_alone(moment)
        yield DateMention(match.start(), _closed(text, match), "date", first=moment, last=moment)


def _told_order(matches: list[re.Match[str]]) -> DateOrder | None:
    """Whether the day or the month stands first, if one date of the text decides it: '10/25/2019' puts the month first, '25/10/2019' the day."""
    pairs = [(int(match["day"]), int(match["month"])) for match in matches if match["mark"] in ("/", "-")]
    if any(second > 12 >= first for first, second in pairs):
        return "month_first"
    return "day_first" if any(first > 12 >= second for first, second in pairs) else None


def _by_weekday_alone(moment: Moment) -> Moment | None:
    """The reading of 'Tuesday 05/03/2024' that its weekday confirms, or None."""
    if moment.year is None or moment.month is None or moment.day is None:
        return None
    readings = [
        Moment(moment.year, month, day, moment.weekday)
        for month, day in ((moment.month, moment.day), (moment.day, moment.month))
        if moment.weekday is not None and (made := make_day(moment.year, month, day)) and agrees(made, moment.weekday)
    ]
    return readings[0] if len(readings) == 1 else None


def _closed(text: str, match: re.Match[str]) -> int:
    """Where a match ends, including the closing bracket of one that it opened: 'Wednesday (14 August)'."""
    return match.end() + ("(" in match.group() and text[match.end() : match.end() + 1] == ")")


def _years(text: str, lexicon: Lexicon) -> Iterator[DateMention]:
    """Years, decades and ranges of years."""
    for match in begin_at(YEARS.of(lexicon), text, _year_starts(text, lexicon)):
        start, end = match.span()
        if match["decade"]:
            decade = int(match["decade"]) if len(match["decade"]) == 4 else 1900 + int(match["decade"])
            yield DateMention(start, end, "range", first=Moment(decade), last=Moment(decade + 9))
        elif match["part"] and match["until"]:  # 'Q4 2019/20'
            yield DateMention(start, end, "range")
        elif match["until"]:
            if bounds := _year_range(match):
                yield DateMention(start, end, "range", first=bounds[0], last=bounds[1])
        elif match["fiscal"] and match["fiscal"] != "CY":  # where one begins is the treasury's business
            yield DateMention(start, end, "range")
        elif match["part"] and (bounds := part_of_year(match["part"], int(match["year"]))):
            yield DateMention(start, end, "range", first=bounds[0], last=bounds[1])
        elif match["part"] is None:
            yield DateMention(start, end, "year", first=Moment(int(match["year"])), last=Moment(int(match["year"])))
        elif match["part"].lower().startswith(("beginning", "start", "end")):
            year = int(match["year"])
            moment = Moment(year, 12, 31) if match["part"].lower().startswith("end") else Moment(year, 1, 1)
            yield DateMention(start, end, "range", first=moment, last=moment)
        else:  # 'early 2019', 'spring 2021': no day to hold on to
            yield DateMention(start, end, "range")


def _year_starts(text: str, lexicon: Lexicon) -> list[int]:
    """The offsets at which a year may begin: at its digits or at a word shortly before them, as in '2019', 'the ’80s', 'FY20', 'early in 2019'."""
    words = words_of(text)
    years = [
        start
        for start in words.digits
        if text.startswith(_YEAR_BEGINS, start)
        or _YEAR_SHORT.search(text, max(0, start - _YEAR_REACH), start + _YEAR_REACH)
    ]
    return ahead_of(years, words.starts(_YEAR_LEADS.of(lexicon), words.digits), _YEAR_LEAD_REACH) if years else []


def _year_range(match: re.Match[str]) -> tuple[Moment, Moment] | None:
    """The first and last moment of a range: '2019/20' and 'financial year 2019-20' run from April to March, '2019-2020' is two years; None for '2019-05'."""
    year, until = _year(match["year"]) or 0, int(match["until"])
    if len(match["until"]) == 2:
        until += year // 100 * 100
    if until != year + 1 and not (match["split"] != "/" and year < until < year + 20):
        return None
    if match["split"] == "/" or match["fiscal"]:
        return Moment(year, 4), Moment(until, 3)
    return Moment(year), Moment(until)


_PART_OF_YEAR = Regex(
    r"(?i)(?:(?P<nth>first|second|third|fourth|last|final|[1-4](?:st|nd|rd|th))[ ](?P<part>quarter|half)|(?P<part>[qh])(?P<nth>[1-4]))(?:,|[ ]of|[ ]in)?"
)
_NTH = {"first": 1, "second": 2, "third": 3, "fourth": 4}


def part_of_year(words: str, year: int) -> tuple[Moment, Moment] | None:
    """The first and last month of 'the first quarter of 2020' or 'Q1 2020'; None for a part that no year has, such as a third half."""
    match = _PART_OF_YEAR.fullmatch(words)
    if match is None:
        return None
    parts = 4 if match["part"].lower() in ("q", "quarter") else 2
    word = match["nth"].lower()
    nth = parts if word in ("last", "final") else _NTH.get(word) or int(word[0])
    months = 12 // parts
    return (Moment(year, months * (nth - 1) + 1), Moment(year, months * nth)) if nth <= parts else None


def _feasts(text: str, lexicon: Lexicon) -> Iterator[DateMention]:
    """Feasts that fall on the same day every year: 'Christmas Eve 2020'."""
    for match in begin_at(FEAST.of(lexicon), text, words_of(text).starts(_FEAST.of(lexicon))):
        month, day = FEASTS.of(lexicon)[fold(match["feast"])]
        moment = Moment(_year(match["year"]), month, day, years_back={"this": 0, "last": 1}.get(match["near"] or ""))
        yield DateMention(match.start(), match.end(), "date", first=moment, last=moment)


def _relative_starts(text: str, lexicon: Lexicon) -> list[int]:
    """The offsets at which a relative expression may begin."""
    words = words_of(text)
    return words.starts_near(_RELATIVE.of(lexicon), _RELATIVE_NEEDS.of(lexicon), _RELATIVE_REACH, words.digits)


def _relative(text: str, today: dt.date | None, lexicon: Lexicon) -> Iterator[DateMention]:
    """Relative expressions such as 'yesterday' and 'last week', with the days that they mean."""
    for match in begin_at(RELATIVE.of(lexicon), text, _relative_starts(text, lexicon)):
        start, end = relative_bounds(match, today)
        yield DateMention(match.start(), match.end(), "relative", start, end)


def _is_whole(text: str, mention: DateMention) -> bool:
    """Whether a date without a month is one: 'Thursday 14th' is; 'on Friday 14 officers' is only if a full date includes it."""
    moment = mention.first
    if moment is None or moment.month or moment.year or _ORDINAL.search(text, mention.start, mention.end):
        return True
    # 'at 3am on Sunday 21 and has not been seen since'
    return bool(_ON.search(text, max(0, mention.start - 6), mention.start) and _AND_ON.match(text, mention.end))


def _leading_number(day: str) -> int:
    """The digits at the beginning of a day such as '14th', or 0."""
    match = _LEADING_DIGITS.match(day)
    return int(match.group()) if match else 0


def _month(word: str) -> int:
    """The number of a month, 1 to 12."""
    return MONTHS.index(word[:3].lower()) + 1


def _weekday(word: str) -> int:
    """The number of a weekday; Monday is 0."""
    return WEEKDAYS.index(word[:3].lower())


def _year(digits: str | None, *, birth: bool = False) -> int | None:
    """The year of two or four digits, or None without digits. A birth may lie further back than other dates."""
    if digits is None or len(digits) == 4:
        return int(digits) if digits else None
    # '10.07.73' is a date of birth; '12/03/21' is of this century
    return int(digits) + (1900 if int(digits) > (21 if birth else 50) else 2000)


def _apart(mentions: list[DateMention]) -> list[DateMention]:
    """Of mentions that overlap, the earliest, and of those with the same beginning the longest."""
    kept: list[DateMention] = []
    for mention in sorted(mentions, key=lambda mention: (mention.start, -mention.end)):
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept


def _outside(kept: list[DateMention], others: list[DateMention]) -> list[DateMention]:
    """The others that overlap none of `kept`, which are sorted and do not overlap."""
    ends = [mention.end for mention in kept]
    outside = []
    for other in others:
        index = bisect_right(ends, other.start)
        if index == len(kept) or kept[index].start >= other.end:
            outside.append(other)
    return outside
