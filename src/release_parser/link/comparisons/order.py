"""Which of two levels is the later one, by the times that the text gives them.

In: two claims. Out: the later claim, or None where their times do not tell.

Where a level has no date, the words beside it may tell its time: '800 last year, compared with 640 this year', 'At its peak 800, compared with 640
now'.
"""

from __future__ import annotations

import re

from release_parser.lexicon import Lexicon, WordPattern
from release_parser.link.drafts import ClaimDraft

_THEN = WordPattern(r"\b(?:last|previous|before|earlier|ago|formerly|«claim_words.then»)\b", re.IGNORECASE)
_NOW = WordPattern(r"\b(?:this|now|current|currently|today|so[ ]far|since|«claim_words.now»)\b", re.IGNORECASE)
_CLAUSE_END = WordPattern(
    r"[,;:.!?()–—]|\b(?:«claim_words.compared»|against|versus|vs|from|than|and|with|when|to|while)\b", re.IGNORECASE
)
_CHARACTERS_TO_TIME = 60
"""How many characters beside a level its time is looked for."""


def later_of(text: str, a: ClaimDraft, b: ClaimDraft) -> ClaimDraft | None:
    """The later of two levels, in whichever order they stand; None where nothing tells which it is."""
    if begins_before(a, b):
        return b
    if begins_before(b, a):
        return a
    first, second = (a, b) if a.quantity.start < b.quantity.start else (b, a)
    early, late = _time_of(text, first, opens=True), _time_of(text, second, opens=False)
    if early < late:
        return second
    return first if late < early else None


def begins_before(a: ClaimDraft, b: ClaimDraft) -> bool:
    """Whether both claims have a period and the first claim's period begins earlier."""
    first = None if a.period is None else a.period.start_date
    second = None if b.period is None else b.period.start_date
    return first is not None and second is not None and first < second


def _time_of(text: str, claim: ClaimDraft, *, opens: bool) -> int:
    """The time of a level by its own words: -1 for an earlier time, 1 for the present, 0 where they do not tell.

    `opens`: whether the words that open the sentence belong to this level, as in 'Before the patrols there were 800'.
    """
    lexicon = claim.counted.lexicon
    if claim.period is not None:
        own = _era(text[claim.period.start : claim.period.end], lexicon)
        if own:
            return own
    behind = text[claim.quantity.end : claim.quantity.end + _CHARACTERS_TO_TIME]
    boundary = _CLAUSE_END.of(claim.counted.lexicon).search(behind, 1)
    own = _era(behind if boundary is None else behind[: boundary.start()], lexicon)
    if own or not opens:
        return own
    return _era(
        text[max(claim.sentence.start, claim.quantity.start - _CHARACTERS_TO_TIME) : claim.quantity.start], lexicon
    )


def _era(words: str, lexicon: Lexicon) -> int:
    """The time that words such as 'last year' and 'now' tell: -1 for earlier, 1 for the present, 0 for neither."""
    then, now = _THEN.of(lexicon).search(words), _NOW.of(lexicon).search(words)
    if then is None and now is None:
        return 0
    if then is not None and now is not None:  # 'this time last year'
        return -1
    return -1 if then is not None else 1
