"""What a quantity counts or measures.

In: one quantity, the syntax of its sentence, the other quantities of the sentence. Out: an `Entity`: the stretch of the measured
entity and its head token, or None where the sentence names none.
"""

from __future__ import annotations

from release_parser.extract.mentions import QuantityMention
from release_parser.link.entities.ages import AgeFinder
from release_parser.link.entities.counts import CountFinder
from release_parser.link.entities.durations import DurationFinder
from release_parser.link.entities.finder import Entity, Finder
from release_parser.link.entities.measures import MeasureFinder
from release_parser.link.entities.shares import ShareFinder
from release_parser.link.syntax import Syntax
from release_parser.records import Kind

__all__ = ["Entity", "find_entity"]

# Every other kind is a measure.
_FINDERS: dict[Kind, type[Finder]] = {
    "age": AgeFinder,
    "count": CountFinder,
    "duration": DurationFinder,
    "percentage": ShareFinder,
    "proportion": ShareFinder,
    "multiplier": ShareFinder,
}


def find_entity(quantity: QuantityMention, syntax: Syntax, others: list[QuantityMention]) -> Entity | None:
    """The entity of one quantity; `others` are all quantities of the sentence, whose tokens end a phrase."""
    stretches = [
        (other.kind, range(syntax.at(other.start), syntax.at(other.end - 1) + 1))
        for other in others
        if other is not quantity
    ]
    stop = frozenset(index for _, stretch in stretches for index in stretch)
    ages = frozenset(index for kind, stretch in stretches if kind == "age" for index in stretch)
    return _FINDERS.get(quantity.kind, MeasureFinder)(quantity, syntax, stop, ages).find()
