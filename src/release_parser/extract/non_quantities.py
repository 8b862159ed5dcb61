"""Digits and number words that are no quantity: names, addresses, laws, pronouns, ordinals.

In: a page's text and its dates. Out: (start, end, rule), sorted; stretches of different rules may touch or overlap.
Dates, contacts, operations and units mask their own digits and are not repeated here.

>>> text = "Two men of 27 Acacia Road, one of the pair aged 34, were held under Section 60."
>>> [(text[start:end], rule) for start, end, rule in find_non_quantities(text, [])]
[('27 Acacia Road', 'house_number'), ('one of', 'pronoun_one'), ('Section 60', 'section_of_law')]
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from release_parser.extract.non_quantity_patterns import PATTERNS, numbered_name_patterns
from release_parser.lexicon import Lexicon
from release_parser.text.windows import windows

if TYPE_CHECKING:
    import regex

    from release_parser.text.dates import DateMention


# what the number extractor could take for a number; the rest of a text needs no mask
_NUMBER = re.compile(
    r"\d+|\b(?:one|once|two|twice|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[a-z]{3,5}teen|twenty|thirty|forty|fifty|sixty"
    r"|seventy|eighty|ninety|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|half|halfway|quarter|zero|hundred|thousand)s?\b",
    re.IGNORECASE,
)


def find_non_quantities(text: str, dates: list[DateMention]) -> list[tuple[int, int, str]]:
    """Stretches whose digits or number words count and measure nothing; those inside dates are left to the dates."""
    starts = [mention.start for mention in dates]
    found = set()
    stretches = windows(_NUMBER, text, before=60, after=60)
    for rule, pattern in _patterns():
        for low, high in stretches:
            for match in pattern.finditer(text, low, high):
                index = bisect_right(starts, match.start()) - 1
                if index < 0 or match.end() > dates[index].end:
                    found.add((match.start(), match.end(), rule))
    return sorted(found)


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[str, regex.Pattern[str]], ...]:
    return (*numbered_name_patterns(Lexicon.default()), *PATTERNS)


__all__: Final = ["find_non_quantities"]
