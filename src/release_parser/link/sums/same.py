"""When two figures may be one fact: the same topic, the same thing counted, a place where releases repeat figures.

In: two figures of one page, in text order. Out: whether they may state the same fact, as far as their words tell.
"""

from __future__ import annotations

from release_parser.link.sums.figures import PEOPLE, Figure
from release_parser.regexes import Regex

_OPEN_TOPICS = frozenset({None, "suspect", "person"})
"""Topics of people of whom the sentence says too little: the two men of 'two men held' were arrested."""


def same_topic(first: Figure, again: Figure) -> bool:
    """Whether two figures have the same topic, as far as their sentences tell."""
    open_ = first.topic in _OPEN_TOPICS or again.topic in _OPEN_TOPICS
    return first.topic == again.topic or open_ or same_in_quote(first, again)


def same_in_quote(first: Figure, again: Figure) -> bool:
    """Whether a quote repeats a figure in other words: '£30,000 will no longer fund crime' about the £30,000 that the release told of."""
    if not quoted_again(first, again) or again.of_people:
        return False
    large = again.kind == "money" and again.value is not None and again.value >= LARGE
    return large or (first.thing == again.thing and again.thing is not None)


LARGE = 1000
"""A sum of money that comes out the same by chance is smaller."""


def alike(first: Figure, again: Figure) -> bool:
    """Whether two figures may count the same thing."""
    one, two = _counted(first), _counted(again)
    return same_topic(first, again) and (one == two or one is None or two is None or _general(first, again))


def _counted(figure: Figure) -> str | None:
    """What a figure counts; people in 'THREE CHARGED' and 'the two ran off', but not in counts of an offence."""
    people = figure.kind == "count" and figure.unit is None and figure.topic in _OF_PEOPLE
    return PEOPLE if figure.thing is None and people and figure.draft.entity is None else figure.thing


_OF_PEOPLE = frozenset({"arrest", "charge", "conviction", "sentence", "victim", "suspect", "person"})


def _general(first: Figure, again: Figure) -> bool:
    """Whether one noun names the class of the other: 'Two weapons seized' above 'two knives were seized'."""
    return first.early and first.topic == again.topic and (first.general or again.general) and first.value != 1


# 'the two men', 'all 12 of them', 'the remaining three', 'his five years'
_DEFINITE = Regex(r"\b(?:the|these|those|all|both|his|her|their|its)(?:[ ](?!another\b)\p{L}{1,12})?[ ]$")


def retells(first: Figure, again: Figure) -> bool:
    """Whether a figure stands where releases repeat figures: the first at the top, the second in a quote or with 'the'."""
    return (
        first.early
        or (again.draft.quote is not None and first.draft.quote is None)
        or bool(_DEFINITE.search(again.lead))
    )


def is_of_each(figure: Figure) -> bool:
    """Whether the number may be told of several people: 'convicted of 28 counts' may hold for each defendant."""
    return figure.topic in ("charge", "conviction") and not figure.of_people


def quoted_again(first: Figure, again: Figure) -> bool:
    """Whether a quote repeats what the release said itself."""
    return again.draft.quote is not None and first.draft.quote is None
