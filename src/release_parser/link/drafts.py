"""A claim as it grows: a quantity and everything that is linked to it, in page offsets."""

from __future__ import annotations

from dataclasses import dataclass

from release_parser.extract.mentions import QuantityMention
from release_parser.link.entities import Entity
from release_parser.link.periods import PeriodMention
from release_parser.records import Direction


@dataclass(frozen=True, slots=True)
class ClaimDraft:
    """A quantity with everything that was linked to it."""

    quantity: QuantityMention
    sentence: tuple[int, int]
    entity: Entity | None = None
    predicate: str | None = None
    actor: tuple[int, int] | None = None
    direction: Direction | None = None
    period: PeriodMention | None = None
    place: tuple[int, int] | None = None
    operations: tuple[str, ...] = ()
    quote: int | None = None
    per: str | None = None
