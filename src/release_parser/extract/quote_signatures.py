"""Quotes that a name behind them attributes to a speaker: '“We act on it.” – DCI Ann Pole', '“We act on it.” (DCI Ann Pole)'.

In: a stretch between quotation marks and what stands around it. Out: a `StretchVerdict`, or None where nobody signs it.
"""

from __future__ import annotations

from release_parser.extract.marked_stretches import StretchInGroup, StretchVerdict
from release_parser.regexes import Regex

# '“We act on it.” – DCI Ann Pole', '“We act on it.” (DCI Ann Pole)', '“We act on it,” DCI Ann Pole.'
_DASH = Regex(r"[ ]*(?:[–—~]|-{1,2})[ ]?(?=\p{Lu})")
_BRACKET = Regex(r"[ ]*[(\[][ ]?(?=\p{Lu})")
_COMMA = Regex(r"[ ]*,?[ ](?=\p{Lu})")
# not 'PC Ann Pole on patrol', which is the caption of a picture
_NAME_ENDS = Regex(r"$|[,.)\](]|[ ](?:of|from|at)[ ]")
_LONGEST_SIGNATURE = 100


def signed(marked: StretchInGroup) -> StretchVerdict | None:
    """A name with a rank behind a dash, a comma or in brackets, or on the next line: '“We act.” (PC Ann Pole)'."""
    if not marked.opens_block or not marked.stretch.closed or not (marked.speech or marked.ended):
        return None
    at = marked.stretch.outer_end
    if marked.speech and _DASH.match(marked.text, at, marked.end):
        return StretchVerdict("quote_signed")
    ahead = _DASH.match(marked.text, at, marked.end) or _BRACKET.match(marked.text, at, marked.end)
    if ahead is None and marked.content.endswith(","):
        ahead = _COMMA.match(marked.text, at, marked.end)
    if ahead is not None:
        return StretchVerdict("quote_signed") if _is_ranked(marked, ahead.end(), marked.end) else None
    if marked.ended and marked.grouping.cues.is_label(marked.text[at : marked.end].strip(" .")):
        return StretchVerdict("quote_signed")  # '“We act on it.” Inspector Ann Pole.'
    return (
        StretchVerdict("quote_signed") if marked.ended and marked.fills_block and _signature_follows(marked) else None
    )


def _is_ranked(marked: StretchInGroup, at: int, end: int) -> bool:
    """Whether text[at:end] is a name behind a rank or title with few other words."""
    if end - at > _LONGEST_SIGNATURE:
        return False
    phrase = marked.text[at:end]
    named = marked.grouping.names.titled_inside(phrase)
    return named is not None and named[0] == 0 and _NAME_ENDS.match(phrase, named[1]) is not None


def _signature_follows(marked: StretchInGroup) -> bool:
    """Whether the next line is a name behind a rank. Behind a blank line it may be the press office, so there the text must go on behind it."""
    blocks, following = marked.page.blocks, marked.stretch.block + 1
    if following >= len(blocks):
        return False
    line = blocks[following]
    content = marked.text[line.start : line.end]
    start = line.start + len(content) - len(content.lstrip("–—- "))
    if content.endswith((".", ":")) or not _is_ranked(marked, start, line.end):
        return False
    further = blocks[following + 1] if following + 1 < len(blocks) else None
    return not line.gap or further is None or marked.text[further.start : further.end].endswith(".")
