"""Digits and number words that are no quantity: parts of names, addresses and laws, pronouns, ordinals.

In: a page's text, its dates, the lexicon. Out: sorted stretches, each with the rule that masks it; stretches of different rules may touch or overlap.
Dates, contacts, operations and units mask their own digits and are not repeated here.

>>> from release_parser.lexicon import Lexicon
>>> text = "Two men of 27 Acacia Road, one of the pair aged 34, were held under Section 60."
>>> [(text[found.start:found.end], found.rule) for found in find_non_quantities(text, [], Lexicon.default())]
[('27 Acacia Road', 'house_number'), ('one of', 'one_of'), ('Section 60', 'section_of_law')]
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from release_parser.extract.masks.grammar import MaskedStretch, MaskText
from release_parser.extract.masks.table import MASKS
from release_parser.text.words import words_of

if TYPE_CHECKING:
    from release_parser.lexicon import Lexicon
    from release_parser.text.dates import DateMention


def find_non_quantities(text: str, dates: list[DateMention], lexicon: Lexicon) -> list[MaskedStretch]:
    """The stretches whose digits or number words count and measure nothing, without those inside dates, which mask their own."""
    starts = [mention.start for mention in dates]
    subject = MaskText(text, words_of(text), lexicon)
    found = set()
    for rule in MASKS:
        for stretch in rule.find(subject) or ():
            index = bisect_right(starts, stretch.start) - 1
            if index < 0 or stretch.end > dates[index].end:
                found.add(stretch)
    return sorted(found)
