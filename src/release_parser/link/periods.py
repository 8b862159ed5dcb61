"""The time that a claim covers: from its own clause, the opening of its sentence, or the line that introduces its list.

In: a page, its quantities and dates. Out: for each quantity a `PeriodMention` or None. Ages have none: they are of a person,
not of a time.

>>> from release_parser.extract.mentions import QuantityMention
>>> from release_parser.text import read_page
>>> from release_parser.text.dates import find_dates
>>> page = read_page("In 2020, burglary fell to 40 cases.")
>>> forty = QuantityMention(25, 27, "cardinal", 25, 27, None)
>>> [period] = link_periods(page, [forty], find_dates(page.text), published=None)
>>> page.text[period.start : period.end], period.start_date
('In 2020', datetime.date(2020, 1, 1))
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import regex

from release_parser.text.dates.resolve import bounds_of

if TYPE_CHECKING:
    from release_parser.extract.mentions import QuantityMention
    from release_parser.text import Page
    from release_parser.text.dates import DateMention


@dataclass(frozen=True, slots=True)
class PeriodMention:
    """The words that give a claim's time, and its bounds; either is None where open or unknown."""

    start: int
    end: int
    start_date: dt.date | None
    end_date: dt.date | None


# 'two days later', 'within 24 hours', 'three weeks ago' place one event against another; they are no time that a count covers
_NO_PERIOD = regex.compile(
    r"(?i)(?:within|inside)\b.*|.*\b(?:ago|earlier|later|before|beforehand|afterwards?|previously|prior|after|since|on|time)|.*\b(?:the same|next)\b.*"
)
# 'incident 428 of 28 March', 'quoting 12 of 4 May', 'born on', 'reference 5, 4 May'
_REFERENCE_LEAD = regex.compile(
    r"(?i)(?:(?<![\w.:])\d[\d/*-]*,?[ ](?:of|on|from|dated)[ ](?:the[ ])?|\bborn(?:[ ]on)?[ ]|\b(?:log|incident|reference|number|cad|dob|d\.o\.b\.?)[ :]{1,3}|\bdated?[ ])$"
)
_LEAD = regex.compile(
    r"(?i)\b(?:in|on|during|between|from|over|throughout|across|for|since|until|by|of|at)(?:[ ]the)?(?:[ ](?:beginning|start|end|month|early[ ]hours|morning|afternoon|evening|night|week|weekend|year)s?[ ]of)?[ ](?:the[ ])?$"
)
_JOINT = regex.compile(
    r"(?i)[\s,(]{0,4}(?:and|to|until|till|through|&|[-–—,/])?[\s,)]{0,4}(?:(?:on|at|between|from|around|about|again on|until|the)[ ]+){0,3}\s*"
)
# what sets a number against the time behind it: '126 compared with 150 in 2019'
_COMPARED = regex.compile(
    r"(?i)\b(?:compar(?:ed|ing|ison)|versus|vs|than|opposed[ ]to|against|the[ ]same[ ](?:period|time|month|week|quarter|day)|on[ ]the[ ]previous|(?:up|down)[ ]from|corresponding)\b"
)
_FROM = regex.compile(r"(?i)\bfrom[ ](?:\w+[ ]){0,2}$")
# 'and will appear in court on 4 May', ', who is due before magistrates on': another event
_OTHER_EVENT = regex.compile(
    r"(?i)(?:\b(?:and|but|or)\b|[,;.])[ ](?:(?:and|who|he|she|they|both|all|is|are|was|were|has|have|been)[ ]){0,4}?(?:will|due|remanded|bailed|returns?|are[ ]to|is[ ]to|scheduled|expected|until|pending)\b|;|[.][ ]\p{Lu}"
)
_FROM_NUMBER = regex.compile(r"(?i)\bfrom[ ](?:\w+[ ])?[£$€]?\d[\d,.]*(?:[ ]\w+){0,3}[ ]?$")
_NEW_CLAUSE = regex.compile(r",[ ](?:while|whereas|and|with)\b|;")
_WILL = regex.compile(r"\band[ ](?:\w+[ ])?will\b")
# 'compared with 2019, when 150 were recorded'
_WHEN = regex.compile(r",?[ ](?:when|which[ ]saw|where)\b.*", regex.DOTALL)
_AFTER = regex.compile(
    r"(?i)\b(?:after|following|when|before|ahead[ ]of|in[ ]connection[ ]with|in[ ]relation[ ]to|relating[ ]to|which[ ]happened|that[ ]happened|where|roles?|part|death|murder|killing|involvement)\b"
)
_CLAUSE_OPENING = regex.compile(
    r"(?i)(?:\b(?:and|but|while|whereas)|[,;–—-])[ ]+(?:in|on|during|between|since|from|for|by)?[ ]?(?:the[ ])?$"
)
_SPEECH = regex.compile(
    r"\b(?:said|says|added|adds|commented|explained|warned|continued|stated|urged|told|tweeted|wrote)\b"
)
_DIGIT = regex.compile(r"\d")
_REACH = 800
"""How far from a number, in characters, the time of its sentence may stand: a list without full stops has a thousand of both."""
_OPENING = 40
"""So near its beginning a date opens the sentence: 'In the early hours of Monday 4 May, officers …'."""


def link_periods(
    page: Page, quantities: list[QuantityMention], dates: list[DateMention], *, published: dt.date | None
) -> list[PeriodMention | None]:
    """For each quantity the period that its claim covers, or None where the text gives none."""
    periods = _periods(page, _dated_by_introduction(page, dates), published)
    starts = [period.start for period in periods]
    numbers = [quantity.start for quantity in quantities]
    return [
        None if quantity.kind == "age" else _period_of(page, quantity, numbers, periods, starts)
        for quantity in quantities
    ]


def _dated_by_introduction(page: Page, dates: list[DateMention]) -> list[DateMention]:
    """'* On Friday 14 August' takes its year from the line above that says 'between 14 August and 4 October 2020'."""
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


def _periods(page: Page, dates: list[DateMention], published: dt.date | None) -> list[PeriodMention]:
    """Dates that can be a claim's period, with their preposition; coordinated ones are one: 'yesterday (24/02) and today (25/02)'."""
    text = page.text
    periods: list[PeriodMention] = []
    times: list[DateMention] = []  # the clock times since the last period
    for mention in dates:
        if mention.kind == "time":
            times.append(mention)
            continue
        if not _covers(text, mention):
            continue
        start_date, end_date = _with_future(text, mention, published)
        before = periods[-1] if periods else None
        if before and mention.start >= before.end and mention.start - before.end < 60:
            between = _without_times(text, before.end, mention.start, times)
            if between.strip() and _JOINT.fullmatch(between) and _same_grain(before, start_date, end_date):
                periods[-1] = _union(before, mention.end, start_date, end_date)
                times.clear()
                continue
        lead = _LEAD.search(text, max(0, mention.start - 40), mention.start)
        periods.append(PeriodMention(lead.start() if lead else mention.start, mention.end, start_date, end_date))
        times.clear()
    return periods


def _union(before: PeriodMention, end: int, start_date: dt.date | None, end_date: dt.date | None) -> PeriodMention:
    """'on 13 July and 14 July' is one stretch; 'in May 2018 and May 2019' is two, and so none that two dates could bound."""
    low, high, gap_from = before.start_date, end_date, before.end_date
    if low and high and gap_from and start_date and low <= high and (start_date - gap_from).days <= 7:
        return PeriodMention(before.start, end, low, high)
    return PeriodMention(before.start, end, None, None)


def _covers(text: str, mention: DateMention) -> bool:
    if mention.kind == "relative" and _NO_PERIOD.fullmatch(text, mention.start, mention.end):
        return False
    return _REFERENCE_LEAD.search(text, max(0, mention.start - 40), mention.start) is None


def _with_future(text: str, mention: DateMention, published: dt.date | None) -> tuple[dt.date | None, dt.date | None]:
    """'will appear on Monday' is the Monday to come."""
    start, end = mention.start_date, mention.end_date
    if mention.kind == "relative" and published and start and start == end and (published - start).days < 7:
        clause = text[max(0, mention.start - 80) : mention.start]
        weekday = regex.search(r"(?i)day\b", text[mention.start : mention.end]) and not regex.match(
            r"(?i)(?:to|yester)", text[mention.start : mention.end]
        )
        if weekday and regex.search(r"\b(?:will|due|next|to appear)\b[^.]*$", clause):
            start = end = start + dt.timedelta(days=7) if start != published else start
    return start, end


def _without_times(text: str, start: int, end: int, dates: list[DateMention]) -> str:
    between = text[start:end]
    for mention in dates:
        if mention.kind == "time" and start <= mention.start and mention.end <= end:
            between = between.replace(text[mention.start : mention.end], "")
    return between


def _same_grain(before: PeriodMention, start: dt.date | None, end: dt.date | None) -> bool:
    """Days join days and months months: 'in March 2020, on the 4th'. An open end joins nothing."""
    if before.start_date is None or before.end_date is None or start is None or end is None:
        return False
    return ((before.end_date - before.start_date).days < 27) == ((end - start).days < 27)


def _period_of(
    page: Page, quantity: QuantityMention, numbers: list[int], periods: list[PeriodMention], starts: list[int]
) -> PeriodMention | None:
    index = page.sentence_at(quantity.start)
    if index is None:
        return None
    sentence = page.sentences[index]
    inside = _between(
        periods, starts, max(sentence.start, quantity.start - _REACH), min(sentence.end, quantity.end + _REACH)
    )
    if inside and (found := _in_sentence(page.text, sentence.start, quantity, numbers, inside)):
        return found
    intro = page.intro_of(sentence)
    if intro:
        # the last line of an introduction of several sentences is the nearest, its first date the list's
        introduced = _between(periods, starts, intro.start, intro.end)
        return max(introduced, key=lambda period: period.start_date is not None, default=None)
    return None if inside else _section_period(page, sentence.block, periods, starts)


def _between(periods: list[PeriodMention], starts: list[int], start: int, end: int) -> list[PeriodMention]:
    return periods[bisect_left(starts, start) : bisect_right(starts, end - 1)]


def _in_sentence(
    text: str, sentence_start: int, quantity: QuantityMention, numbers: list[int], inside: list[PeriodMention]
) -> PeriodMention | None:
    before = [
        period for period in inside if period.end <= quantity.start and _carries(text, sentence_start, quantity, period)
    ]
    opening = next((period for period in before if period.start - sentence_start <= _OPENING), None)
    near = next(
        (period for period in inside if period.start >= quantity.end and _reaches(text, quantity, numbers, period)),
        None,
    )
    if near and not _AFTER.search(text, quantity.end, near.start):
        opens_clause = _CLAUSE_OPENING.search(text, max(quantity.end, near.start - 25), near.start) is not None
        following = bisect_left(numbers, near.end)
        followed = following < len(numbers) and numbers[following] <= near.end + 80
        if not before or (not (opens_clause and followed) and near.start - quantity.end <= 60):
            return near
    if before:
        resolved = [period for period in before if period.start_date or period.end_date]
        nearest = (resolved or before)[-1]
        # 'In 2020, …, which on Friday 4 May led to 12 arrests': the nearer one, unless it is vague
        if nearest.start_date or nearest.end_date:
            return nearest
        # 'This year, from 1 to 14 December': where nothing resolves, the figures say more than the words
        return next(
            (period for period in reversed(before) if _DIGIT.search(text, period.start, period.end)), opening or nearest
        )
    return near if near and quantity.kind == "count" and not _AFTER.search(text, quantity.end, near.start) else None


def _reaches(text: str, quantity: QuantityMention, numbers: list[int], period: PeriodMention) -> bool:
    """Whether the time behind a number is its own: nothing sets the number against it, and no other event begins between."""
    if _COMPARED.search(text, quantity.end, period.start) or _OTHER_EVENT.search(text, quantity.end, period.start):
        return False
    # 'from 150 in 2018 to 126 in 2019', 'fell by 16 per cent from 150 in 2018'
    return not any(
        _FROM.search(text, max(quantity.end, other - 25), other)
        for other in numbers[bisect_left(numbers, quantity.end) : bisect_left(numbers, period.start)]
    )


def _carries(text: str, sentence_start: int, quantity: QuantityMention, period: PeriodMention) -> bool:
    """Whether the time before a number holds for it: not '… in 2019 compared with 126', nor 'charged on 4 May and will pay £200'."""
    compared = _COMPARED.search(text, period.end, quantity.start)
    # 'In 2020 theft fell by 9 per cent on the same period of 2019, while arrests rose by 12': the comparison ends at 'while'
    if compared and not _NEW_CLAUSE.search(text, compared.end(), quantity.start):
        return False
    if _WILL.search(text, period.end, quantity.start):
        return False
    # 'fell to 126 from 150 in 2019, a decline of 16 per cent': the baseline's time is not the decline's
    baseline = _COMPARED.search(text, max(sentence_start, period.start - 60), period.start) or _FROM_NUMBER.search(
        text, max(sentence_start, period.start - 60), period.start
    )
    return not baseline or _WHEN.match(text, period.end, quantity.start) is not None


def _section_period(page: Page, block: int, periods: list[PeriodMention], starts: list[int]) -> PeriodMention | None:
    """'At hearings in May 2019:' dates the paragraphs behind it."""
    for index in range(block - 1, max(-1, block - 13), -1):
        before = page.blocks[index]
        content = page.text[before.start : before.end]
        if before.kind in ("headline", "furniture", "bullet", "row"):
            return None
        if content.endswith(":"):
            if len(content) > 120 or _SPEECH.search(content):
                return None
            inside = _between(periods, starts, before.start, before.end)
            return inside[0] if inside else None
        if before.kind == "heading":
            return None
    return None
