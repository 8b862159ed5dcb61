r"""Quotes whose quotation marks are missing: the opening one, those around an attribution, or all of them.

In: a page. Out: where a quote opens without a mark, quotes without any mark, and marked quotes divided at the attribution inside them.

>>> from release_parser.lexicon import Lexicon
>>> from release_parser.text import read_page
>>> page = read_page("PC Ann Pole said:\n\nWe are grateful to our neighbours, who called us at once.\n\nThe trial goes on.")
>>> [[page.text[a:b] for a, b in quote.spans] for quote in unmarked_blocks(page, CuePatterns.of(Lexicon.default()), [])]
[['We are grateful to our neighbours, who called us at once.']]
"""

from __future__ import annotations

import re
from dataclasses import replace

from release_parser.extract.mentions import QuoteMention
from release_parser.extract.quote_cues import CuePatterns, Span
from release_parser.extract.quote_marks import DOUBLES, Stretch, find_marks
from release_parser.lexicon import WordPattern
from release_parser.regexes import Regex
from release_parser.text import Block, Page

_FIRST_PERSON = Regex(r"\b(?:we|our|us|I|I[’']m|I[’']d|my|me|we[’'](?:re|ve|d|ll))\b", re.IGNORECASE)
_COLON = Regex(r"[:;][ ]*[-–—]?[ ]*$")
_COLONS = Regex(r"[:;]")
_COLON_AND_CAPITAL = Regex(r"[ ]?[:;][ ]*(?=[\p{Lu}\d£])")
# 'We act, said U.S. Attorney Ann Pole. We will go on.': the marks around the attribution are gone
_NAME_WORD = r"(?:(?:\p{Lu}\.){1,4}|\p{Lu}[\p{L}/’'-]*(?:(?<=\b(?:«people.cut_short»))\.)?|\(\p{Lu}[\w/-]{1,11}\))"
_SAID_INSIDE = WordPattern(
    rf",[ ]?(?P<cue>«people.said_inside»)[ ](?P<subject>(?:{_NAME_WORD}|the)(?:[ ,]{{1,2}}(?:{_NAME_WORD}|\p{{Ll}}+)){{1,24}}?)"
    r"(?:(?<!\b\p{Lu})\.[ ]*[“\"]?(?=[\p{Lu}\d]|$)|\.$|$)"
)
# a text that lost its quotation marks lost its apostrophes with them: 'the Justice Departments lawyers', 'Todays trial', 'wont'
_LOST = WordPattern(
    r"""
    \b(?:
        (?:[Tt]oday|[Yy]esterday)s\b
      | (?:«people.agency»)s[ ](?!and\b|or\b)           # 'the FBIs Eastham office'
      | (?:«people.office»)s[ ]\p{Lu}\p{Ll}   # 'the Peat Divisions Bog Section'
      | (?i:the[ ](?:«people.owner»)s)[ ](?:own|most|«people.owned»)\b
      | (?i:won|can|didn|doesn|isn|wasn|aren|weren|wouldn|couldn|haven|hasn|don)t\b
    )
    """,
    re.VERBOSE,
)
_NAMES_SOMEBODY = Regex(r"\p{Lu}")
_MOST_UNMARKED_BLOCKS = 12
_SERVES_AT = Regex(r"[ ](?:for|of|at|with)[ ]|,")
_LONGEST_TITLE = 3
"""With how many words at the most a sentence opens that begins with its subject's rank and surname: 'Mr. Pole thanked the team'."""


def last_sentence(page: Page, block: int) -> int:
    """Where the last sentence of a block begins, in characters of the page."""
    sentence = page.sentence_at(page.blocks[block].end - 1)
    return page.blocks[block].start if sentence is None else page.sentences[sentence].start


def missing_openings(page: Page, cues: CuePatterns) -> dict[int, int]:
    """The offsets, by the index of their block, at which a quote begins without a mark: 'PC Ann Pole said: We are glad ...'."""
    openings: dict[int, int] = {}
    for index, block in enumerate(page.blocks):
        if block.kind in ("headline", "furniture", "row", "bullet") or not _COLONS.search(
            page.text, block.start, block.end
        ):
            continue
        for match in cues.strong.finditer(page.text, block.start, block.end):
            found = _COLON_AND_CAPITAL.match(page.text, match.end(), block.end)
            if found is None or block.end - found.end() < 30:
                continue
            if not page.text[block.start : match.start()].strip(" _*"):
                break  # 'Note: the pictures show stock'
            quoted = any(mark in page.text[block.start : match.start()] for mark in DOUBLES)
            if not quoted:
                openings[index] = found.end()
            break
    return openings


def unmarked_blocks(page: Page, cues: CuePatterns, stretches: list[Stretch]) -> list[QuoteMention]:
    """The blocks without marks that a block before introduces with 'PC Ann Pole said:' at its end, as quotes."""
    text = page.text
    quoted = {stretch.block for stretch in stretches}
    quotes: list[QuoteMention] = []
    for index, block in enumerate(page.blocks[:-1]):
        if block.kind in ("furniture", "row") or not _COLON.search(text, max(block.start, block.end - 6), block.end):
            continue
        cue = cues.lead(text, last_sentence(page, index), block.end, speech=True)
        if cue is None or cues.strong.fullmatch(text, *cue) is None or index in quoted:
            continue
        late = _late_close(page, index + 1)
        spans = _spoken(page, index + 1, quoted) if late is None else _up_to(page, index + 1, *late)
        if spans and (late is not None or any(_FIRST_PERSON.search(text, *span) for span in spans)):
            quotes.append(QuoteMention(tuple(spans), "quote_unmarked", cue=cue))
    return quotes


def _up_to(page: Page, index: int, last: int, end: int) -> list[Span]:
    """The spans of the blocks from `index` to the last one, whose closing mark at `end` is the only mark of the quote."""
    blocks = [block for block in page.blocks[index:last] if block.kind != "furniture"]
    closing = page.blocks[last]
    spans = [(block.start, block.end) for block in blocks]
    return spans if closing.kind == "furniture" else [*spans, (closing.start, end)]


def _spoken(page: Page, index: int, quoted: set[int]) -> list[Span]:
    """The spans of the paragraphs from `index` on that may be spoken: all but the first must contain 'we', 'our' or 'I'."""
    spans: list[Span] = []
    for at in range(index, min(index - 1 + _MOST_UNMARKED_BLOCKS, len(page.blocks))):
        block = page.blocks[at]
        content = page.text[block.start : block.end]
        if block.kind == "furniture":
            continue
        if at in quoted or block.kind != "paragraph" or _COLON.search(content) or len(content.split()) < 5:
            break
        if spans and not _FIRST_PERSON.search(content):
            break
        spans.append((block.start, block.end))
    return spans


def _late_close(page: Page, index: int) -> tuple[int, int] | None:
    """The block, from `index` on, whose last character is the first double mark, and the offset of that mark; or None."""
    for at in range(index, min(index + _MOST_UNMARKED_BLOCKS, len(page.blocks))):
        block = page.blocks[at]
        content = page.text[block.start : block.end]
        first = min((found for mark in DOUBLES if (found := content.find(mark)) >= 0), default=-1)
        if block.kind not in ("paragraph", "bullet", "furniture", "heading"):
            return None
        if first >= 0:
            end = block.start + len(content[:first].rstrip())
            return (at, end) if not content[first + 1 :].strip(" .*_") and first > 0 else None
    return None


def without_lost_marks(page: Page, quotes: list[QuoteMention]) -> list[QuoteMention]:
    """The quotes, divided at an attribution that lost its marks; and paragraphs that lost all of theirs.

    '"We act, said PC Ann Pole. We will go on."' is one quote of two pieces, with or without the marks at its ends.
    """
    found = [_cut(page, quote) for quote in quotes]
    lost = (
        not quotes
        and not any(mark in page.text for mark in DOUBLES)
        and _LOST.of(page.lexicon).search(page.text) is not None
    )
    lead = next((index for index, block in enumerate(page.blocks) if block.kind == "paragraph"), -1)
    covered = {page.block_at(span[0]) for quote in found for span in quote.spans}
    for index, block in enumerate(page.blocks):
        if block.kind not in ("paragraph", "heading") or index in covered or _has_marks(page, block):
            continue
        match = _SAID_INSIDE.of(page.lexicon).search(page.text, block.start, block.end)
        if match is None or match.start() - block.start < 30:
            continue
        spans = _around(match, block.start, _speaks_until(page, match, block.end))
        named = lost and index > lead and _NAMES_SOMEBODY.search(match.group("subject"))
        if named or any(_FIRST_PERSON.search(page.text, *span) for span in spans):
            found.append(QuoteMention(spans, "quote_unmarked", cue=match.span("cue")))
    return found


def _has_marks(page: Page, block: Block) -> bool:
    """Whether a block has quotation marks, at least one of them double."""
    content = page.text[block.start : block.end]
    return any(mark in content for mark in DOUBLES) and bool(find_marks(page.text, block.start, block.end))


def _speaks_until(page: Page, said: re.Match[str], end: int) -> int:
    """The last offset at which the speaker's words can end: before a sentence that names the speaker, 'Mr. Pole thanked the team'."""
    name = _SERVES_AT.split(said.group("subject"), maxsplit=1)[0].split()
    index = page.sentence_at(said.end())
    while name and index is not None and index < len(page.sentences) and page.sentences[index].start < end:
        sentence = page.sentences[index]
        opening = page.text[sentence.start : sentence.end].split(maxsplit=_LONGEST_TITLE)[:_LONGEST_TITLE]
        if sentence.start >= said.end() and name[-1][0].isupper() and name[-1] in opening:
            return page.sentences[index - 1].end
        index += 1
    return end


def _around(said: re.Match[str], start: int, end: int) -> tuple[Span, ...]:
    """The spans of the words on both sides of an attribution."""
    return tuple(span for span in ((start, said.start() + 1), (said.end(), end)) if span[1] - span[0] > 1)


def _cut(page: Page, quote: QuoteMention) -> QuoteMention:
    """A quote without a reporting verb, divided at an attribution inside it."""
    if quote.cue is not None:
        return quote
    pieces: list[Span] = []
    cue: Span | None = None
    for start, end in quote.spans:
        match = _SAID_INSIDE.of(page.lexicon).search(page.text, start, end) if cue is None else None
        if match is None or match.start() - start < 15:
            pieces.append((start, end))
            continue
        cue = match.span("cue")
        pieces += _around(match, start, end)
    return quote if cue is None else replace(quote, spans=tuple(pieces), cue=cue)
