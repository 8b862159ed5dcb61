"""Counts that repeat an earlier one by its noun or below its heading, whatever else their sentences tell of the same people or things.

In: a figure and what was told before it. Out: the index of the first figure that states the same count, by the rules of `SAME_NOUN`, which
`restates.py` tries after its own.
"""

from __future__ import annotations

from release_parser.link.context.story import LAW
from release_parser.link.sums.figures import Figure
from release_parser.link.sums.logs import incident_of, is_heading
from release_parser.link.sums.same import alike, is_of_each
from release_parser.link.sums.told import Again
from release_parser.regexes import Regex
from release_parser.rules import Rule

_HURT = "victim"
# 'the four drivers', 'all four women', 'these two knives'
_DEFINITE = Regex(r"(?:^|[ ,(“\"])(?:the|these|those|all|all[ ]the)[ ]$")
_BELOW = 3
"""How many blocks below a heading the paragraph stands that it sums up."""


def below_its_heading(subject: Again) -> int | None:
    """'FOUR ARRESTED IN KELSHAM' and right below it 'Police arrested four suspects': a heading that the release's own menu keeps from the top."""
    figure = subject.figure
    if figure.kind != "count" or figure.unit is not None:
        return None
    return next((first.index for first in subject.same_worth() if _heads(first, figure, subject)), None)


def _heads(first: Figure, again: Figure, subject: Again) -> bool:
    """Whether a figure stands in a heading soon above another one that may count the same."""
    page = subject.account.page
    if first.kind != "count" or first.draft.direction or not first.block < again.block <= first.block + _BELOW:
        return False
    same_act = _same_noun(first, again) and first.draft.predicate == again.draft.predicate
    return is_heading(page, page.blocks[first.block]) and (
        same_act or (alike(first, again) and first.topic == again.topic)
    )


def with_the_same_noun(subject: Again) -> int | None:
    """'Four drivers have passed a course' and, of whatever else, 'The four drivers live in Thorn'."""
    figure = subject.figure
    if figure.kind != "count" or figure.draft.head is None or figure.value is None or figure.value < 2:
        return None
    if is_of_each(figure) or not (figure.early or _DEFINITE.search(figure.lead)):
        return None
    found = [first.index for first in subject.same_worth() if _is_the_same(first, figure, subject)]
    # with two counts of the same noun, 'the two men' may be either
    return found[0] if len(found) == 1 else None


def _is_the_same(first: Figure, again: Figure, subject: Again) -> bool:
    """Whether two counts have the same noun and belong to one story and one side of it."""
    heads = subject.account.heads
    sides = {first.topic, again.topic}
    other_side = _HURT in sides and bool(sides & set(LAW))
    # 'Four women were arrested', then 'All four women were charged': another step, another fact
    other_step = len(sides & set(LAW)) > 1 and not again.early
    apart = bool(heads) and incident_of(heads, first.block) != incident_of(heads, again.block)
    definite = _DEFINITE.search(again.lead) is not None
    return _same_noun(first, again) and not other_side and not other_step and not apart and (definite or first.early)


def _same_noun(first: Figure, again: Figure) -> bool:
    """Whether two counts have the same noun."""
    return first.kind == again.kind and first.draft.head is not None and first.draft.head == again.draft.head


SAME_NOUN: tuple[Rule[Again, int], ...] = (
    Rule(
        "below_its_heading",
        below_its_heading,
        finds=(
            "News\n\nA raid took place in Kelsham in the early hours of a cold Monday morning.\n\nFOUR ARRESTED IN ELMSHIRE\n\nIn Thorn, police arrested <claim value=4 restates=c1>four</claim> suspects.",
        ),
        ignores=(
            "News\n\nA raid took place in Kelsham in the early hours of a cold Monday morning.\n\nFOUR ARRESTED IN ELMSHIRE\n\nIn Thorn, police seized <claim value=4 restates=null>four</claim> knives.",
        ),
    ),
    Rule(
        "with_the_same_noun",
        with_the_same_noun,
        finds=(
            "A course was held in Kelsham for those who want to drive well, in the cold month of May.\n\nOn Monday <claim value=4 restates=null>four</claim> drivers were praised. The <claim value=4 restates=c1>four</claim> drivers live in Thorn.",
        ),
        ignores=(
            "Four women were arrested in Kelsham.\n\nThe case went to court. All <claim value=4 restates=null>four</claim> women were charged.",
            "A course was held in Kelsham for those who want to drive well, in the cold month of May.\n\nOn Monday <claim value=4 restates=null>four</claim> drivers were praised. In Thorn <claim value=4 restates=null>four</claim> drivers won.",
        ),
    ),
)
"""The surest first."""
