"""A comparison that names its claims by index."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from release_parser.records import Direction


@dataclass(frozen=True, slots=True)
class ComparisonLink:
    """Two levels, the size of the change between them, and the same change in another form; each is the index of a claim, or None."""

    rule: str
    current: int | None = None
    baseline: int | None = None
    change: int | None = None
    restated: int | None = None
    direction: Direction | None = None
    expected_change: Decimal | None = None
    gap: Decimal | None = None
    consistent: bool | None = None
