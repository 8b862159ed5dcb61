"""Some parts of a total of the opening: smaller counts of the same things with the same act further down.

In: a figure as a whole. Out: its parts, by the one rule of `SOME_OF_ITS_ACT`, which `exact_parts.py` tries last among its own.
"""

from __future__ import annotations

from collections.abc import Iterator

from release_parser.link.sums.figures import Figure, are_of_other_times
from release_parser.link.sums.wholes import Parts, Whole, fits, sum_of
from release_parser.regexes import Regex
from release_parser.rules import Rule

_ACTS = ("arrest", "search", "seizure")
"""What police did, whose total an opening gives before it tells of each raid."""
# 'Three more children were arrested': beside those before
_MORE = Regex(r"[ ](?:more|others?|further|additional)\b")
_FURTHER = Regex(r"\b(?:another|further|additional|other|extra|previously|already)[ ]$")


def some_of_its_act(whole: Whole) -> Parts | None:
    """'Six homes have been raided.' and further down 'On Friday officers raided two homes in Mill Lane': same noun, same verb, smaller numbers."""
    total = whole.total
    act = (total.topic or "").split(".", 1)[0]
    if not total.early or total.kind != "count" or act not in _ACTS or total.thing is None or total.value is None:
        return None
    if _is_another(total):
        return None
    parts = tuple(_of_the_same_act(whole))
    return Parts(parts, complete=False) if parts and sum_of(parts) < total.value else None


def _is_another(figure: Figure) -> bool:
    """Whether a count is told beside an earlier one: 'three more', 'a further two', 'two other men'."""
    return bool(_MORE.match(figure.tail) or _FURTHER.search(figure.lead))


def _of_the_same_act(whole: Whole) -> Iterator[Figure]:
    """The counts behind the opening with the total's noun and verb that state something new; the items of a list either come to a total or belong to another."""
    total = whole.total
    for figure in whole.account.behind_of_its_sort(total):
        new = whole.firsts[figure.index] == figure.index and figure.index not in whole.parts
        same = figure.thing == total.thing and figure.draft.predicate == total.draft.predicate is not None
        if figure.early or figure.item is not None or not new or not same or _is_another(figure):
            continue
        # '40 arrests' and 'one arrest was for theft': of one alone a release tells for many reasons
        several = figure.value is not None and figure.value > 1
        if several and fits(total, figure) and not are_of_other_times(total, figure):
            yield figure


SOME_OF_ITS_ACT: tuple[Rule[Whole, Parts], ...] = (
    Rule(
        "some_of_its_act",
        some_of_its_act,
        finds=(
            "Officers raided <claim value=6>six</claim> homes in Elmshire in the early hours of a cold Monday morning.\n\nIn Mill Lane they raided <claim value=2 partof=c1>two</claim> homes at once.",
        ),
        ignores=(
            "Officers raided <claim value=6>six</claim> homes in Elmshire in the early hours of a cold Monday morning.\n\nIn Mill Lane they raided a further <claim value=2 partof=null>two</claim> homes at once.",
            "Officers raided <claim value=6>six</claim> homes in Elmshire in the early hours of a cold Monday morning.\n\nIn Mill Lane they raided <claim value=2 partof=null>two</claim> other homes at once.",
            "Officers raided <claim value=6>six</claim> more homes in Elmshire in the early hours of a cold Monday morning.\n\nIn Mill Lane they raided <claim value=2 partof=null>two</claim> homes on Friday.",
        ),
    ),
)
"""The rule, for the table that tries it."""
