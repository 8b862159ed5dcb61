"""Quotes that a phrase before them attributes, without a reporting verb: 'In the words of PC Ann Pole, “...”', 'Sheriff Pole called it “...”'.

In: a stretch between quotation marks and what stands around it. Out: a `StretchVerdict`, or None where no such phrase stands there.
"""

from __future__ import annotations

from release_parser.extract.marked_stretches import StretchInGroup, StretchVerdict
from release_parser.regexes import Regex

# two words are a term more often: 'Inspector Ann Pole called it “courier fraud”'
_FEWEST_WORDS_OF_A_NAMING = 3
_CREDIT_REACH = 200
_LABEL_ENDS = Regex(r"[ ]*(?:[:–—]|-{1,2})[ ]*$")
_LEADING = " _*#"


def credited_in_front(marked: StretchInGroup) -> StretchVerdict | None:
    """'In the words of Sheriff Ann Pole, “we act”', 'According to PC Ann Pole, “we act”'."""
    if marked.opens_block or not marked.stretch.closed or marked.words < 2:
        return None
    match = marked.grouping.cues.credit.search(marked.between)
    if match is None:
        return None
    rest = marked.between[match.end() - 1 :]
    return (
        StretchVerdict("quote_credited", goes_on=False)
        if rest.rstrip(" :,–—").count(",") <= 2 and "." not in rest[-3:]
        else None
    )


def named_as(marked: StretchInGroup) -> StretchVerdict | None:
    """'Judge Ann Pole called it “a cruel and cowardly attack”': somebody with a rank or office gives a thing a name of several words."""
    if marked.opens_block or not marked.stretch.closed or marked.words < _FEWEST_WORDS_OF_A_NAMING:
        return None
    cues, start = marked.grouping.cues, max(marked.start, marked.stretch.outer_start - _CREDIT_REACH)
    match = cues.names_it.search(marked.text, start, marked.stretch.outer_start)
    if (
        match is None
        or not marked.content[:1].islower()
        or not cues.ends_in_somebody(marked.text[start : match.start("verb")].rstrip(" ,"))
    ):
        return None
    return StretchVerdict("quote_fragment", match.span("verb"), goes_on=False)


def labelled(marked: StretchInGroup) -> StretchVerdict | None:
    """'Inspector Ann Pole: “We act.”', 'Sheriff Pole’s statement:': the line or words before the quote only name a person."""
    label = marked.line_before if marked.opens_block else marked.between
    if label is None or not (marked.ended or marked.speech):
        return None
    cues = marked.grouping.cues
    if cues.states_own.search(label) is not None:
        return StretchVerdict("quote_after_label")
    ends = _LABEL_ENDS.search(label)
    words = label[: ends.start() if ends else len(label)].strip(_LEADING)
    if ends is not None and cues.is_label(words):
        return StretchVerdict("quote_after_label")
    origin = cues.origin.search(words) if marked.opens_block and not words.endswith(".") else None
    return StretchVerdict("quote_after_label") if origin is not None and cues.is_label(words[origin.end() :]) else None
