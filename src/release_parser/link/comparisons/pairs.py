"""Pairs of levels that a text compares: '126 raids, compared with 150 in 2019'.

In: the claims of a page, in text order. Out: pairs of a current level and a baseline, with the name of the rule that found each. A claim with a
direction is the size of a change; one without is a level.

`levels.py` decides from the words between two levels which is the current one. Where both have a time, `order.py` overrules it: in
'800 last year, compared with 640 this year' the baseline stands first.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from release_parser.link.comparisons.level_pair import LevelPair
from release_parser.link.comparisons.levels import BY_GRAMMAR, LEVELS
from release_parser.link.comparisons.order import begins_before, later_of
from release_parser.link.drafts import ClaimDraft
from release_parser.regexes import Regex
from release_parser.text import Page

_LIKE_KINDS = frozenset(
    {"count", "money", "mass", "percentage", "rate", "duration", "length", "speed", "proportion", "area", "volume"}
)


# 'down from 540 in 2017/18 and 610 in 2016/17': a second baseline
_NEXT_BASELINE = Regex(r"^[^.;!?,]{0,30},?[ ](?:and|from|and[ ]from)[ ](?:the[ ])?$")


def level_pairs(page: Page, claims: Sequence[ClaimDraft]) -> Iterator[tuple[int, int, str]]:
    """Pairs of levels, the current one first, with the rule that found them.

    A level belongs to one pair only, except that a current level may have a further baseline.
    """
    levels = [
        index
        for index, claim in enumerate(claims)
        if claim.direction is None and claim.quantity.kind in _LIKE_KINDS and claim.quantity.value is not None
    ]
    used: set[int] = set()
    for position, first in enumerate(levels):
        if first in used:
            continue
        for second in levels[position + 1 : position + 3]:
            if second in used or not _comparable(claims[first], claims[second]):
                continue
            pair = _pair(page, claims, levels, first, second)
            found = None if _is_a_crime_against(pair) else LEVELS.first(pair)
            if found is None:
                continue
            (current, baseline), rule = found
            if rule not in BY_GRAMMAR and later_of(page.text, claims[current], claims[baseline]) is claims[baseline]:
                current, baseline = baseline, current
            yield current, baseline, rule
            used |= {first, second, current, baseline}
            further = _next_baseline(page.text, claims, levels, second) if baseline == second else None
            if further is not None and rule in ("compared_with_the_other", "up_from_the_other"):
                yield current, further, rule
                used.add(further)
            break


# '19 offences against nine girls': whom they were done to, and nothing compared
_AGAINST = Regex(r"\bagainst[ ](?:\p{Ll}+[ ])?$")


def _is_a_crime_against(pair: LevelPair) -> bool:
    """Whether 'against' belongs to an offence and compares nothing: 'three offences against 20 children'."""
    return pair.a.head != pair.b.head and None not in (pair.a.head, pair.b.head) and bool(_AGAINST.search(pair.between))


def _pair(page: Page, claims: Sequence[ClaimDraft], levels: Sequence[int], first: int, second: int) -> LevelPair:
    """Two levels, by their places in `levels`, with the words around them."""
    start = claims[first].quantity.start
    between = _without_claims(page.text, claims, first, second)
    return LevelPair(page, claims, levels, first, second, between, page.text[max(0, start - 100) : start])


_BLANKS = Regex(r"[ ]{2,}")


def _without_claims(text: str, claims: Sequence[ClaimDraft], first: int, second: int) -> str:
    """The text between two claims without the claims that stand there."""
    parts, at = [], claims[first].quantity.end
    for index in range(first + 1, second):
        parts.append(text[at : claims[index].quantity.start])
        at = claims[index].quantity.end
    parts.append(text[at : claims[second].quantity.start])
    return _BLANKS.sub(" ", "".join(parts))


def _comparable(a: ClaimDraft, b: ClaimDraft) -> bool:
    """Whether two levels may be levels of one thing: they are near each other, of one kind and unit, and of one noun where both have one."""
    return (
        a.block == b.block
        and b.sentence_index - a.sentence_index <= 1
        and a.quantity.kind == b.quantity.kind
        and a.quantity.unit == b.quantity.unit
        and (same_thing(a, b) or {a.head, b.head} <= a.counted.words.cases or b.head in a.counted.words.containers)
        and (a.per is None or b.per is not None or not _has_noun(b))
    )


def _has_noun(claim: ClaimDraft) -> bool:
    """Whether a count has a noun of its own, without which '(148.3 per 100,000), compared to 31 cases elsewhere' would compare a rate with a count."""
    return claim.entity is not None and claim.entity.rule in ("noun_behind", "of_phrase")


def same_thing(a: ClaimDraft, b: ClaimDraft) -> bool:
    """Whether both claims measure the same noun, or one of them has no noun."""
    return a.head is None or b.head is None or a.head == b.head


def _next_baseline(text: str, claims: Sequence[ClaimDraft], levels: Sequence[int], baseline: int) -> int | None:
    """The level of a still earlier time: '480, down from 540 in 2018 and 610 in 2017'."""
    at = bisect_right(levels, baseline)
    if at == len(levels):
        return None
    index = levels[at]
    a, b = claims[baseline], claims[index]
    joined = a.beside(b) and _comparable(a, b) and _NEXT_BASELINE.match(text[a.quantity.end : b.quantity.start])
    return index if joined and begins_before(b, a) else None
