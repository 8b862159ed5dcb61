"""Logs of incidents: releases that tell of several police matters, each under its own heading.

In: the blocks of a page, and where its claims stand. Out: the blocks at which incidents begin; none where the release tells one story.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from release_parser.lexicon import WordPattern
from release_parser.text import Block, Page

HEADING = 60
"""A heading is shorter, and so are datelines and captions; a paragraph of prose is not."""
ENDS = frozenset('.:!?"”’)')
"""What a paragraph ends in; a headline that is told twice does not."""
_CAPITALS = 160
"""A heading in capitals may be longer: 'FAIL TO COMPLY, DOMESTIC ASSAULT, DOMESTIC ASSAULT CAUSING BODILY HARM'."""
_INCIDENTS = 3
"""Fewer headings are sections of one story."""


def is_heading(page: Page, block: Block) -> bool:
    """Whether a block is a heading: 'What happened', or a line of capitals, 'DOMESTIC ASSAULT'."""
    return block.kind == "heading" or _is_in_capitals(page, block)


def _is_in_capitals(page: Page, block: Block) -> bool:
    """Whether a block is a short line in capitals."""
    return block.end - block.start < _CAPITALS and page.text[block.start : block.end].isupper()


def is_prose(page: Page, block: Block) -> bool:
    """Whether a block is a paragraph of prose."""
    return block.kind == "paragraph" and block.end - block.start >= HEADING and page.text[block.end - 1] in ENDS


def incidents(page: Page, claims: Sequence[int]) -> Sequence[int]:
    """The indices of the blocks that head incidents, given the blocks of the claims; empty for a story that opens without a heading."""
    shown = [index for index, block in enumerate(page.blocks) if block.kind != "furniture"]
    heads = [
        index
        for index, behind in pairwise(shown)
        if _may_head(page, page.blocks[index]) and is_prose(page, page.blocks[behind])
    ]
    first = next((index for index in claims if page.blocks[index].kind != "headline"), None)
    return heads if len(heads) >= _INCIDENTS and first is not None and first > heads[0] else []


def _may_head(page: Page, block: Block) -> bool:
    """Whether a block may be the heading of an incident: a short line without a full stop, 'Breach of the Peace'."""
    short = block.end - block.start < HEADING or _is_in_capitals(page, block)
    return block.kind in ("heading", "paragraph") and short and page.text[block.end - 1] not in ENDS


_UPDATE = WordPattern(r"\b(?i:«claim_words.update»)\b")
_OPENING = 160
"""So far from its beginning a release says that it is an update."""


def earlier_version(page: Page) -> int | None:
    """The block at which an update repeats its earlier version, that is, the first paragraph of prose that stands there a second time; or None."""
    if _UPDATE.of(page.lexicon).search(page.text, 0, _OPENING) is None:
        return None
    paragraphs: set[str] = set()
    for block in page.blocks:
        if is_prose(page, block):
            paragraph = page.text[block.start : block.end]
            if paragraph in paragraphs:
                return block.start
            paragraphs.add(paragraph)
    return None


def incident_of(heads: Sequence[int], block: int) -> int:
    """The number of the incident to which a block belongs; 0 before the first."""
    return bisect_right(heads, block)
