r"""A text divided into headline, paragraphs, list items and sentences.

In: the release's text as given. Out: a `Page`: the cleaned text without line breaks inside its sentences, its blocks, its sentences, and
the map back to the caller's offsets.

>>> page = read_page("The week resulted in:\n* 34 arrests\n* 12 knives seized")
>>> [(block.kind, page.text[block.start:block.end]) for block in page.blocks]
[('paragraph', 'The week resulted in:'), ('bullet', '34 arrests'), ('bullet', '12 knives seized')]
>>> page.blocks[2].intro
0
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from release_parser.lexicon import Lexicon
from release_parser.text.broken import mend
from release_parser.text.clean import clean
from release_parser.text.datelines import dateline_end
from release_parser.text.furniture import find_furniture
from release_parser.text.introductions import introduce
from release_parser.text.lines import TERMINAL, BlockKind, Line, read_lines
from release_parser.text.offsets import OffsetMap
from release_parser.text.sentences import split_sentences
from release_parser.text.words import Words, words_of


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, list item, heading or table row; its offsets in the page's text leave out markers and outer spaces."""

    start: int
    end: int
    kind: BlockKind
    intro: int | None = None
    """Index of the block that introduces the list this bullet stands in."""
    gap: bool = True
    """Whether a blank line stands before it."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, or a whole list item, heading or row without one."""

    start: int
    end: int
    block: int


@dataclass(frozen=True)
class Page:
    """A cleaned text with its structure. All offsets are in `text`; `offsets.original` maps them to the caller's text."""

    text: str
    offsets: OffsetMap
    blocks: tuple[Block, ...]
    sentences: tuple[Sentence, ...]
    lexicon: Lexicon = field(default_factory=Lexicon.default, repr=False, compare=False)
    """The vocabulary that the page was read with, and that rules read it with."""

    @cached_property
    def words(self) -> Words:
        """Where each word of the text stands."""
        return words_of(self.text)

    def block_at(self, at: int) -> int | None:
        """Index of the block that covers the offset, or None between blocks."""
        index = bisect_right(self.blocks, at, key=lambda block: block.start) - 1
        return index if index >= 0 and at < self.blocks[index].end else None

    def sentence_at(self, at: int) -> int | None:
        """Index of the sentence that covers the offset, or None between sentences."""
        index = bisect_right(self.sentences, at, key=lambda sentence: sentence.start) - 1
        return index if index >= 0 and at < self.sentences[index].end else None

    def in_furniture(self, at: int) -> bool:
        """Whether the offset stands in a part of the web page around the release."""
        index = self.block_at(at)
        return index is not None and self.blocks[index].kind == "furniture"

    def block_before(self, index: int) -> int | None:
        """Index of the nearest block before this one that belongs to the release, or None."""
        return next((at for at in range(index - 1, -1, -1) if self.blocks[at].kind != "furniture"), None)

    def intro_of(self, sentence: Sentence) -> Block | None:
        """The block that introduces the list in which this sentence stands, or None."""
        intro = self.blocks[sentence.block].intro
        return None if intro is None else self.blocks[intro]

    def introductions(self, sentence: Sentence) -> Iterator[Block]:
        """The blocks that introduce the lists in which this sentence stands, the innermost first."""
        block = self.blocks[sentence.block]
        for _ in range(_DEEPEST_LIST):
            if block.intro is None:
                return
            block = self.blocks[block.intro]
            yield block


_DEEPEST_LIST = 8
"""Lists in lists: a thousand bullets that end in a colon would each be looked at for each behind them."""
_HEADLINE_LIMIT = 220


def read_page(text: str, *, title: str | None = None, lexicon: Lexicon | None = None) -> Page:
    """The cleaned text with its blocks and sentences. `title`, where the archive gives it, identifies the headline.

    `lexicon` is the vocabulary with which the text is read; None means the default one.
    """
    lexicon = Lexicon.default() if lexicon is None else lexicon
    offsets = mend(clean(text), lexicon)
    text = offsets.text
    lines = read_lines(text)
    for index in find_furniture(text, lines, lexicon):
        lines[index].kind = "furniture"
    _mark_headline(text, lines, title)
    told = introduce(text, lines, lexicon)
    blocks = [
        Block(line.start, line.end, kind, intro, line.gap) for line, (kind, intro) in zip(lines, told, strict=True)
    ]
    sentences = tuple(
        Sentence(start, end, index)
        for index, block in enumerate(blocks)
        for start, end in _sentences(text, block, lexicon)
    )
    return Page(text, offsets, tuple(blocks), sentences, lexicon)


def _sentences(text: str, block: Block, lexicon: Lexicon) -> list[tuple[int, int]]:
    """The bounds of a block's sentences; a dateline before the first is not part of it."""
    begin = dateline_end(text, block.start, block.end, lexicon) if block.kind == "paragraph" else block.start
    dateline = split_sentences(text, block.start, begin, lexicon) if begin > block.start else []
    return dateline + split_sentences(text, begin, block.end, lexicon)


def _mark_headline(text: str, lines: list[Line], title: str | None) -> None:
    """Set the kind of the line that is the headline."""
    for line in lines:
        if line.kind == "furniture":
            continue
        content = text[line.start : line.end]
        if (title is not None and content.strip() == title.strip()) or (
            line.kind in ("paragraph", "heading")
            and len(content) <= _HEADLINE_LIMIT
            and not TERMINAL.search(content)
            and len(lines) > 1
        ):
            line.kind = "headline"
        break
    for line in lines[1:]:
        content = text[line.start : line.end]
        # a short line without an end between paragraphs is a heading: 'What happened'
        if (
            line.kind == "paragraph"
            and line.gap
            and len(content) <= 90
            and not TERMINAL.search(content)
            and not content.endswith(",")
            and content[0].isupper()
        ):
            line.kind = "heading"
