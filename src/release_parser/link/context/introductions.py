"""The sentence that introduces the list that a claim stands in: 'Officers seized:'."""

from __future__ import annotations

from collections.abc import Iterable

from release_parser.extract.mentions import QuantityMention
from release_parser.text import Page, Sentence


def introduction_of(page: Page, sentence: Sentence) -> int | None:
    """The index of the last sentence of the block that introduces the list of this sentence, or None."""
    intro = page.intro_of(sentence)
    return (
        None
        if intro is None or intro.end <= intro.start
        else page.sentence_at(_last(page.text, intro.start, intro.end))
    )


def _last(text: str, start: int, end: int) -> int:
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
        if (intro := introduction_of(page, page.sentences[index])) is not None:
            wanted.add(intro)
    return sorted(wanted)
