"""Which figures of one topic, thing and unit are added up, after parts and figures that are no results are removed.

In: the figures of a sort, in text order. Out: groups whose values are added, a tally for each group. A figure of the opening, or one that
sums up, is taken to include all the others; a rule of `BESIDE` decides which of them still count beside it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Literal

from release_parser.link.sums.figures import (
    FURTHER,
    Account,
    Figure,
    are_of_other_times,
    is_of_an_indictment,
    is_of_crime,
)
from release_parser.link.sums.same import is_of_each
from release_parser.regexes import Regex
from release_parser.rules import Rule, RuleTable


@dataclass(frozen=True, slots=True)
class Held:
    """A figure of a sort, and the figure that is taken to include it: the value that the rules of the table take."""

    figure: Figure
    holding: Figure
    joined: frozenset[int]
    """The figures that a phrase joins to the holding one, where it is told first or told again."""
    before: Figure | None
    """What the text has told last of this sort before the figure: of the holding figure any telling."""
    account: Account


def put_together(sort: Sequence[Figure], account: Account, told: Mapping[int, Sequence[Figure]]) -> list[list[Figure]]:
    """The groups of a sort; `told` gives all tellings of a first figure."""
    holding = _holding(sort)
    sort = _without_one_of_them(sort)
    if holding is None:
        return _by_period(sort)
    tellings = sorted(
        ((again, figure) for figure in sort for again in told.get(figure.index, (figure,))),
        key=lambda each: each[0].index,
    )
    joined = _joined_to(holding, tellings, account)
    before = {again.index: last for (last, _), (again, _) in pairwise(tellings)}
    kept: list[Figure] = []
    for figure in sort:
        last = before.get(figure.index)
        if figure is holding or BESIDE.first(Held(figure, holding, joined, last, account)) is not None:
            kept.append(figure)
    return _by_period(kept)


def _without_one_of_them(sort: Sequence[Figure]) -> Sequence[Figure]:
    """The figures without one of those counted before: 'Two women were held captive. One woman told a neighbour'."""
    kept: list[Figure] = []
    several: Figure | None = None
    for figure in sort:
        if several is None or not _is_one_of(several, figure):
            kept.append(figure)
        if figure.kind == "count" and figure.value is not None and figure.value > 1:
            several = figure
    return kept


def _is_one_of(several: Figure, figure: Figure) -> bool:
    """Whether a count of one means one of several: of victims anywhere, else if it opens a sentence right behind theirs."""
    if figure.kind != "count" or figure.value != 1 or _ONE_MORE.search(figure.lead) or _MORE_BEHIND.match(figure.tail):
        return False
    opens = not figure.lead.strip() and figure.sentence == several.sentence + 1 and figure.block == several.block
    return figure.topic == "victim" or (opens and figure.draft.head == several.draft.head)


_ONE_MORE = Regex(r"\b(?:and|plus|a further|another|additional)[ ]$")
_MORE_BEHIND = Regex(r"[ ](?:more|other|further|additional)\b")


# ------------------------------------------------------------------ what holds the others


# 'All three remain in custody', when two and a third have been told of
_ALL = Regex(r"\ball[ ](?:the[ ]|of the[ ])?$")
# 'In total 14 knives were found', 'bringing the total to 14', '14 arrests in all'
_SUMS_UP = Regex(
    r"\b(?:in total,?|altogether,?|in all,?|overall,?|(?:bring|brings|bringing)[ ](?:the|our|its)[ ](?:\p{L}+[ ]){0,2}?total(?:[ ]\p{L}+){0,4}?[ ]to)[ ](?:\p{L}+[ ]){0,4}$"
)
_SUMMED_UP = Regex(r"^(?:[ ]\p{L}[\p{L}’'-]*){0,4},?[ ](?:in total|altogether|in all|overall)\b")


def _holding(sort: Sequence[Figure]) -> Figure | None:
    """The largest figure of the opening, or of those that sum up what was told before; or None."""
    early = max((figure for figure in sort if figure.early), key=value_of, default=None)
    time = () if early is None else time_of(early)
    summing = (
        figure
        for figure in sort
        if not figure.early
        and time_of(figure) in ((), time)
        and (_ALL.search(figure.lead) or _sums_up(figure) or _is_indictment(figure))
    )
    found = max((figure for figure in (early, *summing) if figure is not None), key=value_of, default=None)
    return found if found is not None else _told_in_full(sort)


def _told_in_full(sort: Sequence[Figure]) -> Figure | None:
    """The first figure of which the others are parts: 'They seized more than 600 plants', then '311 in Mill Lane, 84 in Elm and 45 in Thorn'; or None."""
    first, others = sort[0], sort[1:]
    rough = first.draft.quantity.bound in ("more_than", "about", "at_least")
    if len(others) < _SEVERAL or not rough or any(FURTHER.search(figure.lead) for figure in others):
        return None
    behind = all(figure.sentence > first.sentence and time_of(figure) == time_of(first) for figure in others)
    return first if behind and value_of(first) >= sum(value_of(figure) for figure in others) else None


_SEVERAL = 2
"""So many smaller figures behind a rough one are its parts."""


def _is_indictment(figure: Figure) -> bool:
    """Whether a figure is the number of an indictment's counts, which includes the counts in it: 'An 11-count indictment charging Ann Pole with one count of conspiracy and two counts of fraud'."""
    return figure.topic == "charge" and is_of_an_indictment(figure)


def _sums_up(figure: Figure) -> bool:
    """Whether words such as 'in total' stand at a figure."""
    return bool(_SUMS_UP.search(figure.lead) or _SUMMED_UP.match(figure.tail))


# ------------------------------------------------------------------ what stands beside it


# ' men and', ' people and injured', ' counts of fraud and', ', '
_AND = Regex(
    r"(?:(?!\bincluding\b|\bof (?:which|whom|them|these|those)\b)[^.;:!?()]){0,140}?(?:,?[ ](?:and|plus|as well as)|,)[ ](?:\p{Ll}+[ ]){0,3}?"
)
_CONJUNCTION = Regex(r"[ ](?:and|plus|as well as)[ ]")


def _joined_to(holding: Figure, tellings: Sequence[tuple[Figure, Figure]], account: Account) -> frozenset[int]:
    """The indices of the first figures of all that a phrase joins to a telling of the including figure: 'two men and a dozen women'."""
    joined: set[int] = set()
    run: list[Figure] = []
    closed = 0
    for number, (again, first) in enumerate(tellings):
        link = _link(tellings[number - 1][0], again, account) if number else None
        if link is None:
            joined |= _with(holding, run[:closed])
            run, closed = [], 1
        run.append(first)
        if link == "and":
            closed = len(run)  # 'three people, two men and a woman': a comma alone closes no list
    return frozenset(joined | _with(holding, run[:closed]))


def _with(holding: Figure, run: Sequence[Figure]) -> set[int]:
    """The indices of a run of figures, if the including one is among them; else an empty set."""
    return {figure.index for figure in run} if any(figure is holding for figure in run) else set()


def _link(one: Figure, two: Figure, account: Account) -> Literal["and", "comma"] | None:
    """What joins two figures that each have their own words: 'killed two people and injured three others'; or None."""
    if one.sentence != two.sentence or (two.bare and not _has_own_act(one, two) and not goes_on(one, two, account)):
        return None
    between = account.between(one, two)
    if _AND.fullmatch(between) is None:
        return None
    if _CONJUNCTION.search(between):
        return "and"
    # 'six counts of assault, one count of theft and one of fraud' go on with the same noun
    return "comma" if one.draft.head != two.draft.head or is_of_each(two) else None


# 'five houses in Kelsham and two in Thorn'; not 'and two were let go'
_LISTED = Regex(r"[^.;:!?()]{1,80}?(?:,[ ]|,?[ ]and[ ])(?:\p{L}[\p{L}’'.-]*,?[ ](?:\d{2},[ ])?){0,3}?")
_OWN_ACT = Regex(r"[ ](?:was|were|is|are|has|have|had)\b")


def goes_on(before: Figure, figure: Figure, account: Account) -> bool:
    """Whether a number without a noun counts what the one before it counts: 'searched five houses in Kelsham and two in Thorn'."""
    return (
        (figure.bare or is_of_crime(figure))
        and figure.kind == before.kind == "count"
        and figure.sentence == before.sentence
        and figure.topic == before.topic
        and before.thing is not None
        and (not before.of_people or _elsewhere(before, figure))
        and _OWN_ACT.match(figure.tail) is None
        and _LISTED.fullmatch(account.between(before, figure)) is not None
    )


def _elsewhere(before: Figure, figure: Figure) -> bool:
    """Whether two figures each have their own place or time: 'two were held on Monday and three on Tuesday'."""
    one, two = before.draft, figure.draft
    if one.period is not None and two.period is not None and one.period.start != two.period.start:
        return True
    return one.place is not None and two.place is not None and one.place != two.place


def _has_own_act(one: Figure, two: Figure) -> bool:
    """Whether the second figure has a verb of its own: 'killed two people and left five injured'."""
    if one.topic != _HURT:
        return False
    acts = {one.draft.predicate, two.draft.predicate}
    return len(acts) > 1 and None not in acts


_HURT = "victim"


def joined(held: Held) -> Literal[True] | None:
    """'12 men and five women', 'killed two people and injured three others': one phrase counts both."""
    return True if held.figure.index in held.joined and not _is_indictment(held.holding) else None


def larger_of_another_time(held: Held) -> Literal[True] | None:
    """'Officers made 40 arrests on Friday', then 'since May, 310': larger than the figure that would include it, and of its own time."""
    figure, holding = held.figure, held.holding
    larger = value_of(figure) > value_of(holding) and figure.draft.period is not None
    return True if larger and time_of(figure) != time_of(holding) else None


def beside_what_goes_on(held: Held) -> Literal[True] | None:
    """'64 people were arrested this week, and 1,260 since November': what is counted since then stands beside a figure of its own time."""
    figure, holding = held.figure, held.holding
    if figure.sentence != holding.sentence or figure.when is None or holding.when is None:
        return None
    return True if _SINCE.match(holding.when) and not _SINCE.match(figure.when) else None


# 'Ann Pole was charged with', 'Ash pleaded'
_OPENS_WITH_NAME = Regex(
    r"(?:\p{Lu}[\p{L}’'-]+[ ]){0,3}(?P<name>\p{Lu}[\p{L}’'-]+)(?:,[^.;]{0,80},)?[ ](?:was|is|has|had|pleaded|pled|admitted)\b"
)
_OF_ONE = ("charge", "conviction")


def of_another_person(held: Held) -> Literal[True] | None:
    """'Ann Pole was charged with two counts. Kit Ash was charged with four': each has their own counts."""
    figure, holding = held.figure, held.holding
    if figure.topic not in _OF_ONE or figure.of_people or figure.sentence == holding.sentence:
        return None
    text = held.account.page.text
    names = [
        _OPENS_WITH_NAME.match(text, each.draft.sentence.start, each.draft.quantity.start) for each in (figure, holding)
    ]
    one, two = names
    return True if one is not None and two is not None and one["name"] != two["name"] else None


def other_dates(held: Held) -> Literal[True] | None:
    """'In May 2021 officers made 40 arrests. In May 2020 they made 60': neither includes the other."""
    return True if are_of_other_times(held.figure, held.holding) else None


def further(held: Held) -> Literal[True] | None:
    """'44 people died. A further 310 were injured': more of the kind, right behind the figure that would include it."""
    figure, before = held.figure, held.before
    if before is None or not _is_further(figure) or before.sentence < figure.sentence - _SENTENCES_TO_A_FURTHER_FIGURE:
        return None
    between = held.account.figures[before.index + 1 : figure.index]
    # 'Five held. A 30-year-old man was held first. A further four': of the five
    persons_between = any(each.kind == "age" and each.topic == figure.topic for each in between)
    return None if persons_between else True


def _is_further(figure: Figure) -> bool:
    """'A further 12 people', 'two other men': more of the kind; 'the two other men' are some that were told of."""
    more = _MORE_BEHIND.match(figure.tail) is not None and _DEFINITE.search(figure.lead) is None
    return more or FURTHER.search(figure.lead) is not None


_DEFINITE = Regex(r"\b(?:the|these|those|his|her|their)[ ]$")
_SENTENCES_TO_A_FURTHER_FIGURE = 2
"""How many sentences behind the figure before it 'a further 12' may stand."""


BESIDE: RuleTable[Held, Literal[True]] = RuleTable(
    "tallies",
    (
        Rule(
            "joined",
            joined,
            finds=(
                "A crash killed <claim value=2 tally=5>two</claim> people and injured <claim value=3 tally=5>three</claim> others in Kelsham on a wet Friday evening.",
                "Ann Pole pleaded guilty to <claim value=1 tally=3>one</claim> count of fraud and <claim value=2 tally=3>two</claim> counts of theft in Kelsham.",
                "A jury in Kelsham returned an <claim value=11 tally=11>11</claim>-count indictment charging Ann Pole with <claim value=1 tally=null>one</claim> count of conspiracy and <claim value=2 tally=null>two</claim> counts of fraud.",
                "Officers arrested <claim value=12 tally=19>12</claim> men, <claim value=4 tally=19>four</claim> women and <claim value=3 tally=19>three</claim> boys in Kelsham on Friday evening.",
            ),
        ),
        Rule(
            "larger_of_another_time",
            larger_of_another_time,
            finds=(
                "Officers made <claim value=40 tally=40>40</claim> arrests in Kelsham on Friday evening, the force has said.\n\nSince May they have made <claim value=310 tally=310>310</claim> arrests.",
            ),
        ),
        Rule(
            "beside_what_goes_on",
            beside_what_goes_on,
            finds=(
                "In Kelsham <claim value=64 tally=64>64</claim> people were arrested this week, and <claim value=1260 tally=1260>1,260</claim> have been arrested since November.",
            ),
            ignores=(
                "In Kelsham <claim value=1260 tally=1260>1,260</claim> people have been arrested since November, <claim value=64 tally=null>64</claim> of them this week.",
            ),
        ),
        Rule(
            "of_another_person",
            of_another_person,
            finds=(
                "Ann Pole was charged with <claim value=2 tally=6>two</claim> counts of fraud. Kit Ash was charged with <claim value=4 tally=6>four</claim> counts of fraud.",
            ),
        ),
        Rule(
            "other_dates",
            other_dates,
            finds=(
                "In May 2021 officers made <claim value=40 tally=40>40</claim> arrests in Kelsham. In May 2020 they made <claim value=60 tally=60>60</claim> arrests in Kelsham.",
            ),
        ),
        Rule(
            "further",
            further,
            finds=(
                "<claim value=3 tally=5>Three</claim> men were arrested in Elm. <claim value=2 tally=5>Two</claim> other men were arrested in Kelsham.",
                "A total of <claim value=44 tally=354>44</claim> people died on the roads of Elmshire, the force has said.\n\nA further <claim value=310 tally=354>310</claim> people were seriously injured.",
            ),
            ignores=(
                "<claim value=3 tally=3>Three</claim> men were arrested in Elm. The <claim value=2 tally=null>two</claim> other men were released.",
                "<claim value=5 tally=5>Five</claim> people were arrested after a fight in the centre of Kelsham on Friday.\n\nA 30-year-old man was arrested in the street. A further <claim value=3 tally=null>three</claim> men were arrested at home.",
            ),
        ),
    ),
    kinds=("claim",),
)
"""What still stands beside the figure that is taken to hold all of its sort."""


# ------------------------------------------------------------------ times


def _by_period(sort: Sequence[Figure]) -> list[list[Figure]]:
    """The figures in groups of the same period."""
    groups: dict[tuple[object, ...], list[Figure]] = {}
    for figure in sort:
        groups.setdefault(time_of(figure), []).append(figure)
    return list(groups.values())


_SINCE = Regex(r"\bsince\b")


def time_of(figure: Figure) -> tuple[object, ...]:
    """The period of a figure for comparison: its dates, or its words where the dates are not known, such as 'in the past 24 hours'."""
    period = figure.draft.period
    if period is None:
        # 'over 300 people have been arrested since it was set up 18 months ago': of another time than 'two men were arrested'
        return ("since", figure.sentence) if _SINCE.search(figure.lead) or _SINCE.search(figure.tail) else ()
    dates = period.start_date, period.end_date
    return (figure.when,) if dates == (None, None) else dates


# 'both 16-year-old boys'
_BOTH = Regex(r"\bboth[ ]$")


def value_of(figure: Figure) -> Decimal:
    """What a figure adds to a tally: an age is one person, or two where it is told of both."""
    if figure.kind == "age":
        return Decimal(2) if _BOTH.search(figure.lead) else Decimal(1)
    return figure.value if figure.value is not None else Decimal(0)
