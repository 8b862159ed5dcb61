"""Collects the figures: hits, what was found, what the gold has, attributes of the hits, and every error in words.

>>> scores = Scores()
>>> scores.count("claims", gold=4, found=4, hit=2)
>>> scores.figure("claims")
PrecisionRecall(precision=0.5, recall=0.5, f1=0.5, gold=4, found=4)
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

ROWS = (
    "claims",
    "claims, strict",
    "period",
    "place",
    "actor",
    "restates",
    "breakdowns",
    "tallies",
    "comparisons",
    "operations",
    "police units",
    "people",
    "quotes",
    "quotes with speaker",
    "contacts",
)
"""What has precision and recall, in the order of the report."""


@dataclass(frozen=True, slots=True)
class PrecisionRecall:
    """Precision, recall and F1 (0 to 1) of what was found against what the gold has."""

    precision: float
    recall: float
    f1: float
    gold: int
    found: int


@dataclass(slots=True)
class Scores:
    """Counts by row. `right` and `asked` count attributes of what was found, `errors` has one line for each error."""

    hit: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    gold: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)
    releases: int = 0
    missing: list[str] = field(default_factory=list)

    def count(self, row: str, *, gold: int = 0, found: int = 0, hit: int = 0) -> None:
        """Add to a row of the report."""
        self.gold[row] += gold
        self.found[row] += found
        self.hit[row] += hit

    def attribute(self, name: str, *, right: bool) -> bool:
        """Count one judgement of an attribute, and return it."""
        self.asked[name] += 1
        self.right[name] += right
        return right

    def figure(self, row: str) -> PrecisionRecall:
        """The figures of a row; 0 where nothing was found or annotated."""
        precision = self.hit[row] / self.found[row] if self.found[row] else 0.0
        recall = self.hit[row] / self.gold[row] if self.gold[row] else 0.0
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        return PrecisionRecall(precision, recall, f1, self.gold[row], self.found[row])

    def rows(self) -> list[str]:
        """The rows that count anything."""
        return [row for row in ROWS if self.gold[row] or self.found[row]]

    def accuracies(self) -> dict[str, tuple[float, int]]:
        """The share of right values and the number asked for, by attribute."""
        return {name: (self.right[name] / self.asked[name], self.asked[name]) for name in sorted(self.asked)}
