r"""Direct quotations: what somebody said, word for word.

In: a page. Out: `QuoteMention`s in text order, with the reporting verb where it stands beside the quote; `link_speakers` adds the speakers.
A quote whose paragraphs open again, or that its own attribution interrupts, is one quote with several spans.

>>> from release_parser.text import read_page
>>> page = read_page('PC Ann Pole said: "We act.\n\n"We always act."\n\nThe "Eyes Open" campaign goes on.')
>>> [[page.text[a:b] for a, b in quote.spans] for quote in find_quotes(page, Lexicon.default())]
[['We act.', 'We always act.']]
"""

from __future__ import annotations

from release_parser.extract.mentions import QuoteMention
from release_parser.extract.names import NameGrammar
from release_parser.extract.quote_cues import CuePatterns
from release_parser.extract.quote_groups import group
from release_parser.extract.quote_lost import missing_openings, unmarked_blocks, without_lost_marks
from release_parser.extract.quote_marks import find_stretches
from release_parser.extract.quote_transcripts import transcribed
from release_parser.lexicon import Lexicon
from release_parser.regexes import Regex
from release_parser.text import Page

_SIGNED_LINE = Regex(r"[\"“][^\"“”]{8,400}[\"”],?[ ]*(?:[–—~-]{1,2}[ ]?|[(\[])?(?=\p{Lu})")


def find_quotes(page: Page, lexicon: Lexicon) -> list[QuoteMention]:
    """The page's direct quotations, without speakers."""
    cues = CuePatterns.of(lexicon)
    stretches = find_stretches(page, missing_openings(page, cues), _signed_headlines(page, NameGrammar.of(lexicon)))
    quotes = [
        QuoteMention(
            spans=tuple((s.start, s.end) for s in draft.stretches if s.end > s.start), rule=draft.rule, cue=draft.cue
        )
        for draft in group(page, stretches, lexicon)
    ]
    quotes += unmarked_blocks(page, cues, stretches)
    # "added: ''" quotes nothing
    quotes = [quote for quote in without_lost_marks(page, quotes) if quote.spans]
    quotes += transcribed(page, cues, quotes)
    return _without_repeats(page, sorted(quotes, key=lambda quote: quote.spans[0]))


def _signed_headlines(page: Page, names: NameGrammar) -> frozenset[int]:
    """The indices of the first blocks that look like headlines but are signed quotes: '“We act on it.” – Superintendent Ann Pole'."""
    signed = set()
    for index, block in enumerate(page.blocks):
        if block.kind != "headline":
            continue
        match = _SIGNED_LINE.match(page.text, block.start, block.end)
        named = names.titled_inside(page.text[match.end() : block.end]) if match else None
        if named is not None and named[0] == 0:
            signed.add(index)
    return frozenset(signed)


def _without_repeats(page: Page, quotes: list[QuoteMention]) -> list[QuoteMention]:
    """The quotes without paragraphs that only repeat words of an attributed quote in large print."""
    contents = [" ".join(page.text[a:b] for a, b in quote.spans) for quote in quotes]
    attributed = "\0".join(
        content for quote, content in zip(quotes, contents, strict=True) if quote.cue is not None
    )  # no text holds a NUL
    return [
        quote
        for quote, content in zip(quotes, contents, strict=True)
        if quote.cue is not None or quote.rule != "quote_paragraph" or content.strip(" .") not in attributed
    ]
