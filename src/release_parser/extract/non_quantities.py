"""Digits and number words that are no quantity: names, addresses, laws, pronouns, ordinals.

In: a page's text and its dates. Out: (start, end, rule), sorted; stretches of different rules may touch or overlap.
Dates, contacts, operations and units mask their own digits and are not repeated here.

>>> text = "Two men of 27 Acacia Road, one of the pair aged 34, were held under Section 60."
>>> [(text[start:end], rule) for start, end, rule in find_non_quantities(text, [])]
[('27 Acacia Road', 'house_number'), ('one of', 'pronoun_one'), ('Section 60', 'section_of_law')]
"""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from release_parser.extract.non_quantity_patterns import RULES, Rule, numbered_name_rules
from release_parser.lexicon import Lexicon
from release_parser.text.words import words_of

if TYPE_CHECKING:
    from release_parser.text.dates import DateMention


def find_non_quantities(text: str, dates: list[DateMention]) -> list[tuple[int, int, str]]:
    """Stretches whose digits or number words count and measure nothing; those inside dates are left to the dates."""
    starts = [mention.start for mention in dates]
    found = set()
    words = words_of(text)
    for rule in _rules():
        for match in rule.find(text, words):
            index = bisect_right(starts, match.start()) - 1
            if index < 0 or match.end() > dates[index].end:
                found.add((match.start(), match.end(), rule.name))
    return sorted(found)


@lru_cache(maxsize=1)
def _rules() -> tuple[Rule, ...]:
    return (*numbered_name_rules(Lexicon.default()), *RULES)


__all__: Final = ["find_non_quantities"]
