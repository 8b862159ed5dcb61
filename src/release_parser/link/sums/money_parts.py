"""Amounts of money and drugs in the sentences behind a total whose sum it is: 'She lost £12,000. She withdrew £4,500 and £7,500'.

In: a figure as a whole. Out: its parts, by the rules of `MONEY_PARTS`, which `exact_parts.py` tries among its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from release_parser.link.sums.figures import FURTHER, Figure
from release_parser.link.sums.wholes import Parts, Whole, agrees, fits, is_smaller, parts_that_agree, sum_of
from release_parser.regexes import Regex
from release_parser.rules import Rule

# 'a total of', 'Combined, this makes an overall surplus of', 'bringing the total to'
IN_ALL = Regex(r"\b(?:total(?:s|led|ling|ing)?|combined|altogether|overall|in[ ]all|between[ ]them|bringing)\b")
"""Words at a figure that call it a total."""
_SENTENCES = 3
"""How many sentences behind a total its parts may be told of."""


def sum_of_money(whole: Whole) -> Parts | None:
    """'She lost £12,000. She withdrew £4,500 on Monday and £7,500 on Tuesday': amounts of one sentence whose sum is exactly the total."""
    total = whole.total
    if total.unit is None or total.kind == "duration" or not (total.exact or _is_called_a_total(total)):
        return None
    parts: list[Figure] = []
    for figure in _amounts(whole):
        parts.append(figure)
        if (found := _come_to_it(whole, parts)) is not None:
            return found
    return None


def _is_called_a_total(total: Figure) -> bool:
    """Whether the words at an amount call it a total, so that its parts may be of other things: 'a combined value of $90,000'."""
    return IN_ALL.search(total.lead[-60:] + " " + total.tail[:20]) is not None


def _amounts(whole: Whole) -> Iterator[Figure]:
    """The amounts behind a total that may be its parts: those of one sentence, and further ones called 'a further £7,100'."""
    total, called, last = whole.total, _is_called_a_total(whole.total), None
    for figure in whole.behind:
        if figure.sentence > total.sentence + _SENTENCES or whole.firsts[figure.index] == whole.firsts[total.index]:
            return
        if figure.sentence == total.sentence and not called:
            continue
        if (figure.kind, figure.unit) != (total.kind, total.unit) or not _may_be_part(total, figure, called=called):
            continue
        if last not in (None, figure.sentence) and not FURTHER.search(figure.lead):
            return
        last = figure.sentence
        yield figure


def _may_be_part(total: Figure, figure: Figure, *, called: bool) -> bool:
    """Whether an amount has the total's topic and things, or is merely smaller where the text calls the total one."""
    if called:
        return is_smaller(total, figure)
    return figure.topic in (total.topic, None) and fits(total, figure)


def _come_to_it(whole: Whole, parts: Sequence[Figure]) -> Parts | None:
    """The amounts if their sum is the total, exactly or within what 'more than' allows; else None."""
    total = whole.total
    if total.exact and not (sum_of(parts) == total.value and all(part.exact for part in parts)):
        return None
    if not _is_called_a_total(total):
        return parts_that_agree(whole, parts)
    return Parts(tuple(parts), complete=True) if len(parts) > 1 and agrees(total, parts) else None


MONEY_PARTS: tuple[Rule[Whole, Parts], ...] = (
    Rule(
        "sum_of_money",
        sum_of_money,
        finds=(
            "A raid took place in Kelsham in the early hours of a cold Monday morning.\n\nA woman from Thorn lost <claim value=12000 holds=true>£12,000</claim>. She withdrew <claim value=4500 partof=c1>£4,500</claim> on Monday and <claim value=7500 partof=c1>£7,500</claim> on Tuesday.",
            "Police seized drugs and cash with a combined value of <claim value=61000 holds=true>£61,000</claim>. The cash came to <claim value=9000 partof=c1>£9,000</claim> and the drugs were worth <claim value=52000 partof=c1>£52,000</claim>.",
            "The hall has a total cost of <claim value=8100 holds=true>£8,100</claim>. The club gave <claim value=1000 partof=c1>£1,000</claim>. A further <claim value=7100 partof=c1>£7,100</claim> came from the town.",
        ),
        ignores=(
            "A woman from Thorn lost <claim value=12000 holds=null>£12,000</claim>.\n\nShe withdrew <claim value=4500 partof=null>£4,500</claim> on Monday and <claim value=9400 partof=null>£9,400</claim> on Tuesday.",
            "Police seized drugs and cash with a combined value of <claim value=61000 holds=null>£61,000</claim>. The cash came to <claim value=9000 partof=null>£9,000</claim> and the drugs were worth <claim value=40000 partof=null>£40,000</claim>.",
        ),
    ),
)
"""Amounts that come to their total."""
