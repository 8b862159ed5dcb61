"""Levels of one thing that two sentences give for two times: 'There were 40 thefts in May. In May last year there were 52.'

In: two levels that stand near each other. Out: the current level and the baseline, or None where the text may not compare them.
"""

from __future__ import annotations

import re

from release_parser.lexicon import WordPattern
from release_parser.link.comparisons.level_pair import ABOUT, LevelPair, Ordered
from release_parser.link.comparisons.order import begins_before
from release_parser.regexes import Regex

# '40 thefts in May. In May last year there were ': a sentence ends between the two, and the second one's words begin
_NEXT = Regex(r"^[^.;!?\n]{0,140}(?:[.!?][\"”]?|;)[ ](?P<own>[^.;!?\n]{0,140})$")
_TOLD = WordPattern(
    rf"\b(?:there|it|we|that|the[ ](?:number|total)|«claim_words.who_counts»)[ ](?:\p{{L}}+[ ]){{1,2}}(?:at[ ])?{ABOUT}$",
    re.IGNORECASE,
)
# 'In 2024 it was ': the second level is told of the first one's subject
_OF_THE_SAME = WordPattern(
    rf"\b(?:it|that|the[ ](?:«claim_words.same_figure»))[ ](?:is|was|has[ ]been|had[ ]been)[ ]{ABOUT}$", re.IGNORECASE
)
# the same time a year, month or week before
_EARLIER = WordPattern(
    r"\b(?:last[ ](?:year|month|week|quarter)|(?:the[ ])?(?:previous|preceding|«claim_words.time_before»)[ ]\p{Ll}|(?:an?|the)[ ](?:year|month|week|quarter)[ ](?:before|earlier|ago)|same[ ]\p{Ll})",
    re.IGNORECASE,
)
_CLAUSE = Regex(r"[^.;!?,\n]{0,60}")


def told_of_two_times(pair: LevelPair) -> Ordered | None:
    """'There were 40 thefts in May. In May last year there were 52.': the second sentence gives the figure of an earlier time."""
    match = _NEXT.match(pair.between)
    if match is None or _TOLD.of(pair.lexicon).search(match.group("own")) is None or not _one_thing(pair):
        return None
    clause = _CLAUSE.match(pair.page.text, pair.b.quantity.end)
    own = match.group("own") + (clause.group() if clause is not None else "")
    earlier = _EARLIER.of(pair.lexicon).search(own) is not None
    same = _OF_THE_SAME.of(pair.lexicon).search(match.group("own")) is not None
    if not earlier and not same and not _then_changed(pair):
        return None
    if begins_before(pair.a, pair.b) or begins_before(pair.b, pair.a):
        return (pair.second, pair.first) if begins_before(pair.a, pair.b) else (pair.first, pair.second)
    return (pair.first, pair.second) if earlier else None


def _one_thing(pair: LevelPair) -> bool:
    """Whether both levels count the same noun in the same place; the second may leave the noun out."""
    a, b = pair.a, pair.b
    first, second = (claim.place and pair.page.text[slice(*claim.place)] for claim in (a, b))
    same_place = first is None or second is None or first == second
    named = a.head is not None or a.quantity.kind == b.quantity.kind == "duration"
    return named and b.head in (a.head, None, *a.counted.words.containers) and same_place


def _then_changed(pair: LevelPair) -> bool:
    """Whether the size of a change follows the level: 'in 2022 there were 72, down 20%'."""
    following = pair.second + 1
    if following >= len(pair.claims):
        return False
    change = pair.claims[following]
    return change.direction is not None and change.sentence_index - pair.b.sentence_index <= 1
