"""Periods that have a name and no date: 'over the bank holiday weekend', 'throughout the week of action'.

In: a page, the periods that have dates, the vocabulary, and the day of publication. Out: `PeriodMention`s in text order. Only a plain
'over the weekend' gets a first and a last day, and only where the day of publication is known.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache

import regex

from release_parser.lexicon import Lexicon
from release_parser.link.periods import PeriodMention
from release_parser.regexes import Regex
from release_parser.text import Page
from release_parser.text.words import begin_at

_PREPOSITIONS = frozenset({"over", "during", "throughout", "across", "in", "on", "at"})
_NUMBER = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fourteen|thirty"
_PLAIN = Regex(r"\w+[ ]the[ ](?:past[ ]|last[ ])?weekend", re.IGNORECASE)
_SATURDAY = 5
# 'over the weekend of 4 May', 'during the week (4 to 10 May)', 'over the weekend, 4 and 5 May'
_EXPLAINED = Regex(r"(?:[ ]of|,)?[ ]?(?:[(]|[–—-][ ])?(?:\p{L}+[ ]){0,2}$")
_CHARACTERS_TO_DATE = 25


@lru_cache(maxsize=8)
def _pattern(lexicon: Lexicon) -> Regex:
    """The pattern for the named periods of `stretches.toml`."""
    words = lexicon.vocabulary("stretches")

    def nouns(name: str) -> str:
        return "|".join(regex.escape(form) for form in sorted(words[name].forms, key=len, reverse=True))

    told = r"(?:the|this|our|its)[ ]"
    # 'over the course of the two-week period', 'during our ten-day campaign'
    numbered = rf"(?:over|during|throughout|across|in)[ ]{told}(?:[\p{{L}}’'-]+[ ]){{0,3}}?(?:\d{{1,3}}|{_NUMBER})[ -](?:day|week|month|year|hour)[ -]"
    return Regex(
        rf"\b(?:(?:over|during|throughout|across)[ ]{told}(?:[\p{{L}}’'-]+[ ]){{0,2}}?(?:{nouns('time_of_year')})"
        rf"|(?:during|throughout)[ ]{told}(?:[\p{{L}}’'-]+[ ]){{0,2}}?(?:{nouns('days_of_action')})"
        rf"|(?:over|during|in)[ ](?:{nouns('in_the_course')})|{numbered}(?:{nouns('of_so_many_days')})"
        rf"|(?:on|at)[ ]the[ ](?:{nouns('at_the_weekend')}))\b(?![-’'])",
        re.IGNORECASE,
    )


def find_stretches(
    page: Page, dated: Sequence[PeriodMention], lexicon: Lexicon, published: dt.date | None
) -> list[PeriodMention]:
    """The named periods that hold no date and that no date explains."""
    starts = [period.start for period in dated]
    found = []
    for match in begin_at(_pattern(lexicon), page.text, page.words.starts(_PREPOSITIONS)):
        at = bisect_left(starts, match.start())
        before, behind = dated[at - 1] if at else None, dated[at] if at < len(dated) else None
        if before is not None and before.end > match.start():
            continue
        if behind is not None and (behind.start < match.end() or _explains(page.text, match.end(), behind.start)):
            continue
        weekend = published is not None and _PLAIN.fullmatch(match.group()) is not None
        found.append(PeriodMention(match.start(), match.end(), *(_weekend(published) if weekend else (None, None))))
    return found


def _explains(text: str, end: int, start: int) -> bool:
    """Whether a date right behind a named period gives its days: 'over the weekend (4 and 5 May)'."""
    return start - end <= _CHARACTERS_TO_DATE and _EXPLAINED.match(text, end, start) is not None


def _weekend(published: dt.date | None) -> tuple[dt.date | None, dt.date | None]:
    """The first and last day of the latest weekend: the one of the day of publication, or the one before it."""
    if published is None:
        return None, None
    days = published.weekday() - _SATURDAY
    saturday = published - dt.timedelta(days=days if days >= 0 else days + 7)
    return saturday, saturday + dt.timedelta(days=1)
