r"""Spoken words without quotation marks behind the speaker's name: 'Inspector Ann Pole: We will be back.'

In: a page whose marked quotes are known. Out: a quote for each line that begins with a rank, a name and a colon and is spoken.

>>> from release_parser.lexicon import Lexicon
>>> from release_parser.text import read_page
>>> page = read_page("Talks in Kelsham\n\nInspector Ann Pole: We will be back.\n\nContact: Inspector Ann Pole.")
>>> [page.text[slice(*quote.spans[0])] for quote in transcribed(page, CuePatterns.of(Lexicon.default()), [])]
['We will be back.']
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from release_parser.extract.mentions import QuoteMention
from release_parser.extract.quote_cues import CuePatterns
from release_parser.extract.quote_marks import DOUBLES
from release_parser.lexicon import WordPattern
from release_parser.regexes import Regex
from release_parser.text import Page

_LABELLED = Regex(r"(?P<label>\p{Lu}[^:\n\"“”]{3,60}):[ ]+(?P<words>[\p{Lu}\d£$€][^\n]*[.!?…])[ ]*")
_SPOKEN = Regex(r"\b(?:we|our|I|my|we[’'](?:re|ve|ll)|I[’'](?:m|ve|ll))\b", re.IGNORECASE)
# 'Reporter: Who was held?', 'Q: Who was held?': somebody asks, so that the lines are a talk
_ASKED = WordPattern(r"(?:«people.asks»)[ ]?:[ ]+[^\n]*\?[ ]*")
_LEAST_WORDS = 2


def transcribed(page: Page, cues: CuePatterns, quotes: list[QuoteMention]) -> list[QuoteMention]:
    """The lines of a page that begin with a rank, a name and a colon, and in which the speaker says 'we' or 'I' or is asked something.

    'PC Ann Pole: 2024 Officer of the Year.' is not spoken.
    """
    lines = [*_labelled(page, cues, {page.block_at(quote.spans[0][0]) for quote in quotes})]
    if not lines:
        return []
    asked = _ASKED.of(page.lexicon)
    talk = any(asked.match(page.text, block.start, block.end) for block in page.blocks)
    return [
        QuoteMention((span,), "quote_transcript")
        for span in lines
        if talk or _SPOKEN.search(page.text, *span) is not None
    ]


def _labelled(page: Page, cues: CuePatterns, quoted: set[int | None]) -> Iterator[tuple[int, int]]:
    """The spans of the words behind each label of a rank and a name, outside of quotes."""
    for index, block in enumerate(page.blocks):
        if (
            block.kind in ("furniture", "row")
            or index in quoted
            or ":" not in page.text[block.start : block.start + 64]
        ):
            continue
        match = _LABELLED.fullmatch(page.text, block.start, block.end)
        if match is None or any(mark in match.group("words") for mark in DOUBLES):
            continue
        if len(match.group("words").split()) >= _LEAST_WORDS and cues.is_named_label(match.group("label")):
            yield match.span("words")
