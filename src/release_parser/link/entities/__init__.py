"""What a quantity counts or measures.

In: one quantity in its sentence. Out: an `Entity`: the stretch of the measured
entity and its head token, or None where the sentence names none.
"""

from __future__ import annotations

from release_parser.link.counted import Counted, Entity
from release_parser.link.entities.ages import AgeFinder
from release_parser.link.entities.counts import CountFinder
from release_parser.link.entities.durations import DurationFinder
from release_parser.link.entities.finder import Finder
from release_parser.link.entities.measures import MeasureFinder
from release_parser.link.entities.shares import ShareFinder
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


def find_entity(counted: Counted) -> Entity | None:
    """The entity of a quantity that the parse reaches."""
    finder = _FINDERS.get(counted.quantity.kind, MeasureFinder)
    return finder(counted.quantity, counted.syntax, counted.stop, counted.ages).find()
