"""The sentences that introduce the list in which a claim stands: 'Officers seized:'.

In: a page and the sentence of an item. Out: the indices of the sentences that introduce its list, the innermost first.
"""

from __future__ import annotations

from collections.abc import Iterable

from release_parser.extract.mentions import QuantityMention
from release_parser.text import Page, Sentence


def introductions_of(page: Page, sentence: Sentence) -> list[int]:
    """The indices of the last sentences of the blocks that introduce the lists of this sentence, the innermost first."""
    ends = (
        _last(page.text, intro.start, intro.end) for intro in page.introductions(sentence) if intro.end > intro.start
    )
    return [index for end in ends if (index := page.sentence_at(end)) is not None]


def _last(text: str, start: int, end: int) -> int:
    """The offset of the last character of a stretch that is no white space."""
    while end > start + 1 and text[end - 1].isspace():
        end -= 1
    return end - 1


def sentences_to_parse(page: Page, quantities: Iterable[QuantityMention]) -> list[int]:
    """The indices of the sentences that hold a quantity, and of those that introduce their lists."""
    wanted: set[int] = set()
    for quantity in quantities:
        index = page.sentence_at(quantity.start)
        if index is None or index in wanted:
            continue
        wanted.add(index)
        wanted.update(introductions_of(page, page.sentences[index]))
    return sorted(wanted)
