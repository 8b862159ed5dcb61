"""The topics of parts and levels whose own words give none: '52 were due to open doors' of 140 burglaries is about offences, as its total is.

In: an account, its breakdowns and its comparisons. Out: for each figure that takes the topic of its total, or of the level with which it is
compared, that topic and the rule, by `PART_TOPICS` and `LEVEL_TOPICS`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from release_parser.link.sums.breakdowns import BreakdownLink
from release_parser.link.sums.figures import Account, Figure
from release_parser.link.sums.wholes import is_share
from release_parser.rules import Rule, RuleTable


@dataclass(frozen=True, slots=True)
class PartOf:
    """A figure and the total of which it is a part: the value that the rules take."""

    total: Figure
    part: Figure
    alike: bool = False
    """Whether the text says that the part counts what the total counts."""


_UNTOLD = (None, "circumstance")
"""What the topic of a part is where its own words say nothing of it."""


def of_its_total(pair: PartOf) -> str | None:
    """'Of the 140 burglaries, 52 were due to open doors': a part without a noun has the topic of its total."""
    total, part = pair.total, pair.part
    if total.topic in _UNTOLD or (part.topic not in _UNTOLD and not (pair.alike and is_share(part))):
        return None
    names_nothing = pair.alike or part.bare or part.thing in (None, total.thing) or is_share(part)
    return total.topic if names_nothing else None


_ONLY_SOMEBODY = ("suspect", "person")
"""What the topic of persons is of whom their own words say nothing more."""
_HAPPENED = ("arrest", "charge", "conviction", "sentence", "victim", "search")
"""Topics of what happened to somebody."""


def of_their_total(pair: PartOf) -> str | None:
    """'Three people were arrested over the crash – two women and a man': what happened to all of them happened to each part."""
    total, part = pair.total, pair.part
    told = total.of_people and part.of_people and total.sentence == part.sentence
    return total.topic if told and part.topic in _ONLY_SOMEBODY and total.topic in _HAPPENED else None


PART_TOPICS: RuleTable[PartOf, str] = RuleTable(
    "topic",
    (
        Rule(
            "of_their_total",
            of_their_total,
            finds=(
                "<claim value=3 topic=arrest>Three</claim> people have been arrested in connection with the crash – <claim value=2 topic=arrest partof=c1>two</claim> women and a man.",
            ),
        ),
        Rule(
            "of_its_total",
            of_its_total,
            finds=(
                "Of the <claim value=140 topic=offence>140</claim> burglaries, <claim value=52 topic=offence partof=c1>52</claim> were due to open doors.",
                "The force received <claim value=921 topic=offence>921</claim> calls about parties, <claim value=0.5 topic=offence partof=c1>almost half</claim> of these from Kelsham.",
            ),
            ignores=(
                "Officers seized <claim value=30>30</claim> phones. There were <claim value=6 topic=circumstance>six</claim> shelves in the room.",
            ),
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Levels:
    """A figure and the one with which a comparison compares it: the value that the rules take."""

    other: Figure
    level: Figure


def of_the_other_level(levels: Levels) -> str | None:
    """'There were 640 thefts, down from the year before, when there were 800': a level without a noun has the topic of the other."""
    other, level = levels.other, levels.level
    return other.topic if level.topic is None and level.kind == other.kind and level.unit == other.unit else None


LEVEL_TOPICS: RuleTable[Levels, str] = RuleTable(
    "topic",
    (
        Rule(
            "of_the_other_level",
            of_the_other_level,
            finds=(
                "There were <claim value=640 topic=offence>640</claim> thefts, a <claim value=20 topic=offence>20 per cent</claim> decrease on the year before, when there were <claim value=800 topic=offence>800</claim>.",
            ),
            ignores=(
                "There were <claim value=640 topic=offence>640</claim> thefts in Kelsham. There are <claim value=2 topic=circumstance>two</claim> bridges.",
            ),
        ),
    ),
)


def topics_of_levels(account: Account) -> Mapping[int, tuple[str, str]]:
    """By index, the topic and the rule for the figures that take the topic of the level with which they are compared."""
    found: dict[int, tuple[str, str]] = {}
    for link in account.comparisons:
        if link.current is None or link.baseline is None:
            continue
        one, two = account.figures[link.current], account.figures[link.baseline]
        for levels in (Levels(one, two), Levels(two, one)):
            if (topic := LEVEL_TOPICS.first(levels)) is not None:
                found[levels.level.index] = topic
    return found


def topics_of_parts(account: Account, breakdowns: Iterable[BreakdownLink]) -> Mapping[int, tuple[str, str]]:
    """By index, the topic and the rule for the figures that take the topic of their total."""
    pairs = (
        PartOf(account.figures[link.total], account.figures[part], link.alike)
        for link in breakdowns
        for part in link.parts
    )
    found = ((pair.part.index, PART_TOPICS.first(pair)) for pair in pairs)
    return {index: topic for index, topic in found if topic is not None}
