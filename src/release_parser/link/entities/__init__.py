"""What a quantity counts or measures.

In: one quantity in its sentence. Out: an `Entity` (its offsets, its head noun and the rule that found it), or None where the sentence names
none. Each kind of quantity has its own table of rules. The docstring of a rule begins with the wording that it reads.
"""

from __future__ import annotations

from release_parser.link.counted import Counted, Entity
from release_parser.link.entities.ages import AGES
from release_parser.link.entities.counts import COUNTS
from release_parser.link.entities.durations import DURATIONS
from release_parser.link.entities.measures import MEASURES
from release_parser.link.entities.phrases import NOTHING, named
from release_parser.link.entities.shares import SHARES
from release_parser.records import Kind
from release_parser.rules import RuleTable

__all__ = ["NOTHING", "Entity", "entity_table", "find_entity"]

# Every other kind is a measure.
_TABLES: dict[Kind, RuleTable[Counted, Entity]] = {
    "age": AGES,
    "count": COUNTS,
    "duration": DURATIONS,
    "percentage": SHARES,
    "proportion": SHARES,
    "multiplier": SHARES,
}


def entity_table(kind: Kind) -> RuleTable[Counted, Entity]:
    """The rules for quantities of this kind."""
    return _TABLES.get(kind, MEASURES)


def find_entity(counted: Counted) -> tuple[Entity | None, str | None]:
    """The entity of a quantity that the parse covers, and the name of the rule that found it or that decided that there is none."""
    found = entity_table(counted.quantity.kind).first(counted)
    if found is None:
        return None, None
    entity, rule = found
    return (None if entity is NOTHING else named(entity, rule)), rule
