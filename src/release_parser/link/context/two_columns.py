"""Two times in the line above a list: 'May 2025 (May 2024)' over 'Arrests: 44 (51)', '2025 vs 2024' over 'Thefts: 52 vs 40'.

In: the times of the line, and a number of the list. Out: the time of the number, or None where the line does not compare two times.
"""

from __future__ import annotations

import datetime as dt
import re

from release_parser.lexicon import WordPattern
from release_parser.link.drafts import ClaimDraft
from release_parser.link.periods import PeriodMention
from release_parser.regexes import Regex

_AGAINST = r"(?:\(|\b(?:vs?\.?|versus|against|compared[ ](?:to|with))(?!\w))"
_BETWEEN = Regex(rf"^[ ]?{_AGAINST}[ ]?(?:the[ ])?\(?$", re.IGNORECASE)
_SECOND = Regex(rf"\d[^\d]{{0,20}}?[ ]?{_AGAINST}[ ]?[$£€]?$", re.IGNORECASE)
_YEARS = Regex(rf"(?<![\d,.])(?P<now>20\d\d)[ ]?{_AGAINST}[ ]?(?P<then>20\d\d)(?![\d,]|\.\d)", re.IGNORECASE)
# 'Arrests: 44 (51)': a bare number in brackets right behind another is of another time
_OTHER_NUMBER = Regex(r"\d[ ]\([$£€]?$")
_IN_BRACKETS = WordPattern(r"\bin[ ](?:«claim_words.brackets»)\b", re.IGNORECASE)
_BETWEEN_COLUMNS = 40
"""Characters before a number in which the number of the other column may stand."""


def time_of_the_column(
    text: str, line: tuple[int, int], times: list[PeriodMention], draft: ClaimDraft
) -> PeriodMention | None:
    """The first time for the first number of a line, the second for the number in brackets or behind 'vs'; or None."""
    pair = _two_times(text, line, times)
    if pair is None:
        return None
    start = max(draft.sentence.start, draft.quantity.start - _BETWEEN_COLUMNS)
    return pair[1] if _SECOND.search(text[start : draft.quantity.start]) else pair[0]


def is_of_another_time(text: str, line: tuple[int, int], draft: ClaimDraft) -> bool:
    """Whether the number is not of the line's only time: the 51 of 'Arrests: 44 (51)' below 'May 2025', or below 'last year's in brackets'."""
    start, end = draft.quantity.start, draft.quantity.end
    alone = text[end : end + 1] == ")" and _OTHER_NUMBER.search(text[max(0, start - 4) : start]) is not None
    told = _IN_BRACKETS.of(draft.counted.lexicon).search(text, *line) is not None
    return alone != told


def _two_times(
    text: str, line: tuple[int, int], times: list[PeriodMention]
) -> tuple[PeriodMention, PeriodMention] | None:
    """The two times that a line compares, or None."""
    if len(times) == 2 and _BETWEEN.match(text[times[0].end : times[1].start]):
        return times[0], times[1]
    years = _YEARS.search(text, *line)  # '2025 vs 2024': two years without a word for a time
    return None if years is None else (_year(years, "now"), _year(years, "then"))


def _year(match: re.Match[str], group: str) -> PeriodMention:
    """The period of a matched year."""
    year = int(match.group(group))
    return PeriodMention(*match.span(group), dt.date(year, 1, 1), dt.date(year, 12, 31))
