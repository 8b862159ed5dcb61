r"""A text as headline, paragraphs, bullets and sentences.

In: the release's text as given. Out: a `Page`: the cleaned text (soft line breaks inside a paragraph are spaces, one for one),
its blocks, its sentences, and the way back to the caller's offsets.

>>> page = read_page("The week resulted in:\n* 34 arrests\n* 12 knives seized")
>>> [(block.kind, page.text[block.start:block.end]) for block in page.blocks]
[('paragraph', 'The week resulted in:'), ('bullet', '34 arrests'), ('bullet', '12 knives seized')]
>>> page.blocks[2].intro
0
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import regex

from release_parser.text.clean import clean
from release_parser.text.offsets import OffsetMap
from release_parser.text.sentences import split_sentences

BlockKind = Literal["headline", "heading", "paragraph", "bullet", "row", "furniture"]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, bullet, heading or table row; offsets are of the page's text and leave out markers and outer spaces."""

    start: int
    end: int
    kind: BlockKind
    intro: int | None = None
    """Index of the block that introduces the list this bullet stands in."""
    gap: bool = True
    """Whether a blank line stands before it."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, or a whole bullet, heading or row that is none."""

    start: int
    end: int
    block: int


@dataclass(frozen=True, slots=True)
class Page:
    """A cleaned text with its structure. All offsets are of `text`; `offsets.original` maps them to the caller's."""

    text: str
    offsets: OffsetMap
    blocks: tuple[Block, ...]
    sentences: tuple[Sentence, ...]

    def block_at(self, at: int) -> int | None:
        """Index of the block that covers the offset, or None between blocks."""
        index = bisect_right(self.blocks, at, key=lambda block: block.start) - 1
        return index if index >= 0 and at < self.blocks[index].end else None

    def sentence_at(self, at: int) -> int | None:
        """Index of the sentence that covers the offset, or None between sentences."""
        index = bisect_right(self.sentences, at, key=lambda sentence: sentence.start) - 1
        return index if index >= 0 and at < self.sentences[index].end else None

    def intro_of(self, sentence: Sentence) -> Block | None:
        """The block that introduces the list that this sentence's bullet stands in."""
        intro = self.blocks[sentence.block].intro
        return None if intro is None else self.blocks[intro]


_MARKER = regex.compile(
    r"""
      [*•▪●◦‣·∙○■□➢➤✓✔❖\uf0b7-]{1,2}[ ]+(?=\S)     # '* 34 arrests', '- two knives'
    | [–—][ ]+(?=[\p{Lu}\d£$€])                      # '– 12 arrests'; a dash before lower case is speech or an aside
    | [•▪●◦‣∙○■□➢➤✓✔❖\uf0b7](?=\S)                   # glued: '•34 arrests'
    | \(?(?:(?P<number>\d{1,2})|[a-z]|[ivx]{1,4})[.)][ ]+(?=\S)  # '1. ', 'a) ', '(iv) '
    | o[ ]+(?=\p{Lu})                                # a Word bullet that became a letter
    """,
    regex.VERBOSE,
)
_HASHES = regex.compile(r"(#{1,6})[ ]*(?=\S)")
_TERMINAL = regex.compile(r"[.!?:;…][\"”’')\]]*$|[\"”]$")
# A page's own text around the release: a date line, a reading time, a share bar, captions.
_FURNITURE = regex.compile(
    r"""
      (?:\d{1,2}[:.]\d{2}[ ]*(?:[ap]m)?[ ,]*)?\d{1,2}[/.]\d{1,2}[/.]\d{2,4}(?:[ ]*,?[ ]*\d{1,2}[:.]\d{2}[ ]*(?:[ap]m)?)?
    | \d{1,3}[ ]min(?:ute)?s?[ ]read
    | (?:share|tweet|print|email|like)(?:[ ](?:this|on|via|by)\b[ \w]{0,30})?
    | leave[ ]a[ ]reply\d*
    | (?:read|view)[ ]more|back[ ]to[ ]top|related[ ](?:news|articles|links)|related[ ]information
    | view[ ][|][ ]download.*
    | \#{3}|-30-|\*{3,}|-{3,}|_{3,}|={3,}
    """,
    regex.VERBOSE | regex.IGNORECASE,
)
_HEADLINE_LIMIT = 220


def read_page(text: str, *, title: str | None = None) -> Page:
    """Clean a text and find its blocks and sentences. `title`, where the archive gives it, names the headline."""
    offsets = clean(text)
    page_text, blocks = _blocks(offsets.text, title)
    sentences = tuple(
        Sentence(start, end, index)
        for index, block in enumerate(blocks)
        for start, end in split_sentences(page_text, block.start, block.end)
    )
    return Page(page_text, offsets, tuple(blocks), sentences)


@dataclass(slots=True)
class _Line:
    start: int
    end: int
    kind: BlockKind
    gap: bool


def _blocks(text: str, title: str | None) -> tuple[str, list[Block]]:
    lines = _lines(text)
    wrapped = _is_hard_wrapped(text, lines)
    merged: list[_Line] = []
    breaks: list[int] = []
    for line in lines:
        if merged and not line.gap and line.kind == "paragraph" and _continues(text, merged[-1], line, wrapped=wrapped):
            breaks += [at for at in range(merged[-1].end, line.start) if text[at] == "\n"]
            merged[-1].end = line.end
        else:
            merged.append(line)
    if breaks:
        characters = list(text)
        for at in breaks:
            characters[at] = " "
        text = "".join(characters)
    _mark_headline(text, merged, title)
    return text, _introduce(text, merged)


def _lines(text: str) -> list[_Line]:
    lines: list[_Line] = []
    gap, at, numbered = True, 0, 0
    for raw in text.split("\n"):
        start, end = at, at + len(raw)
        at = end + 1
        while end > start and text[end - 1] == " ":
            end -= 1
        while start < end and text[start] == " ":
            start += 1
        if start == end:
            gap = True
            continue
        kind: BlockKind = "paragraph"
        while text.startswith(">", start) and start < end:  # a Markdown block quote
            start += 1
            while start < end and text[start] == " ":
                start += 1
        if match := _MARKER.match(text, start, end):
            number = match.group("number")
            # '(34) arrests' is no list number: a list counts from 1, or from the item before
            if number is None or int(number) in (1, numbered + 1):
                kind, start = "bullet", match.end()
                numbered = numbered if number is None else int(number)
        if match := _HASHES.match(text, start, end):
            kind, start = ("bullet" if kind == "bullet" else "heading"), match.end()
        if start >= end:
            continue
        if _FURNITURE.fullmatch(text, start, end):
            kind = "furniture"
        elif (text[start] == "|" and text.count("|", start, end) >= 2) or text.count("\t", start, end) >= 2:
            kind = "row"
        lines.append(_Line(start, end, kind, gap))
        gap = False
    return lines


def _is_hard_wrapped(text: str, lines: list[_Line]) -> bool:
    """Whether line breaks fall where the column ended: most lines that another follows are long and end in mid-sentence."""
    followed = [line for line, after in pairwise(lines) if not after.gap and after.kind == "paragraph"]
    if len(followed) < 4:
        return False
    cut = sum(
        45 <= line.end - line.start <= 110 and not _TERMINAL.search(text, line.start, line.end) for line in followed
    )
    return cut >= 0.6 * len(followed)


def _continues(text: str, before: _Line, line: _Line, *, wrapped: bool) -> bool:
    if before.kind not in ("paragraph", "bullet", "headline"):
        return False
    if wrapped and before.kind == "paragraph":
        return before.end - before.start >= 30
    if _TERMINAL.search(text, before.start, before.end):
        return False
    # 'Operation\nSceptre', 'the\nA38': a line that ends in mid-phrase
    return (
        text[line.start].islower()
        or regex.search(r"\b(?:the|a|an|of|and|in|at|on|by|to|for|Operation|Op)$", text[before.start : before.end])
        is not None
    )


def _mark_headline(text: str, lines: list[_Line], title: str | None) -> None:
    for line in lines:
        if line.kind == "furniture":
            continue
        content = text[line.start : line.end]
        if (title is not None and content.strip() == title.strip()) or (
            line.kind in ("paragraph", "heading")
            and len(content) <= _HEADLINE_LIMIT
            and not _TERMINAL.search(content)
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
            and not _TERMINAL.search(content)
            and not content.endswith(",")
            and content[0].isupper()
        ):
            line.kind = "heading"


def _introduce(text: str, lines: list[_Line]) -> list[Block]:
    """Blocks, each bullet with the index of the line that introduces its list."""
    blocks: list[Block] = []
    intro: int | None = None
    for index, line in enumerate(lines):
        kind = line.kind
        content = text[line.start : line.end]
        if kind in ("paragraph", "heading") and intro is not None and _is_item(content):
            kind = "bullet"  # 'The results were:' and then lines that open with a number and have no end
        if kind in ("bullet", "row"):
            blocks.append(Block(line.start, line.end, kind, intro, line.gap))
            if content.endswith(":") and index + 1 < len(lines):
                intro = index if kind == "bullet" and not line.gap else intro
            continue
        if kind != "furniture":
            follows = lines[index + 1].kind if index + 1 < len(lines) else None
            opens = content.endswith((":", ":-", ": -", "–", " -")) or (
                follows == "bullet" and not content.endswith((".", "!", "?", "”", '"'))
            )
            intro = index if opens else _introduces(content, index) if follows == "bullet" else None
        blocks.append(Block(line.start, line.end, kind, None, line.gap))
    return blocks


def _introduces(content: str, index: int) -> int | None:
    """'The following items were seized.' introduces the bullets behind it although it ends in a full stop."""
    return (
        index
        if regex.search(r"\b(?:following|below|include[sd]?|results?|resulted|as follows)\b", content[-160:])
        else None
    )


def _is_item(content: str) -> bool:
    return (
        len(content) <= 200
        and regex.match(r"(?:More than |Over |Around |Nearly |Almost )?[£$€]?\d", content) is not None
        and not content.endswith((".", '"', "”"))
    )
