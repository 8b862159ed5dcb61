"""Counts what a run does.

In: records as they come. Out: numbers, and a line of text with them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from release_parser.failures import FailureKinds
from release_parser.records import Failure, Release

COUNTED = ("claims", "comparisons", "operations", "police_units", "people", "quotes", "contacts")


_SHOWN = {
    "claims": ("claim", "claims"),
    "quotes": ("quote", "quotes"),
    "operations": ("operation", "operations"),
    "police_units": ("unit", "units"),
    "people": ("person", "people"),
}
"""What the closing line counts, in the words for one and for many."""


def _counted(number: int, one: str, many: str) -> str:
    """A number with its noun: '1 quote', '2,000 quotes'."""
    return f"{number:,} {one if number == 1 else many}"


@dataclass(slots=True)
class Summary:
    """Counts of what a run did."""

    read: int = 0
    """Inputs that were met: parsed, kept, failed, or the same as an earlier one and left out."""
    parsed: int = 0
    """Releases that this run made."""
    kept: int = 0
    """Releases that the target held already, from an earlier run."""
    superseded: int = 0
    """Documents whose text in the database was replaced by a newer one."""
    gone: int = 0
    """Documents in the database that the archive does not have any more."""
    failed: int = 0
    """Inputs that could not be read, parsed or written."""
    skipped: int = 0
    """Files that were passed over because no source knows their suffix."""
    older: int = 0
    """Files that were not read because they were not changed since the time that was asked for."""
    same: int = 0
    """Inputs with the text of an earlier one."""
    near: int = 0
    """Inputs with nearly the text of an earlier one."""
    claims: int = 0
    comparisons: int = 0
    operations: int = 0
    police_units: int = 0
    people: int = 0
    quotes: int = 0
    contacts: int = 0
    seconds: float = 0.0
    """How long the run has taken."""
    failures: FailureKinds = field(default_factory=FailureKinds, repr=False, compare=False)
    """The first failure of each kind, and how many there were; `failures.lines()` says it in words."""

    def add(self, record: Release | Failure, *, kept: bool = False) -> bool:
        """Count one record; `kept` where an earlier run made it. Returns whether it is a failure of a kind that was met before."""
        self.read += 1
        if isinstance(record, Failure):
            self.failed += 1
            return not self.failures.add(record)
        self.parsed += not kept
        self.kept += kept
        for name in COUNTED:
            setattr(self, name, getattr(self, name) + len(getattr(record, name)))
        return False

    @property
    def rate(self) -> float:
        """Inputs per second, without those kept from an earlier run, which took no time."""
        return (self.read - self.kept) / self.seconds if self.seconds else 0.0

    def __str__(self) -> str:
        kept = f", {self.kept:,} kept from before" if self.kept else ""
        kept += f", {self.superseded:,} newer than what was held" if self.superseded else ""
        kept += f", {self.gone:,} gone" if self.gone else ""
        skipped = f", {self.skipped:,} skipped" if self.skipped else ""
        skipped += f", {_counted(self.older, 'file', 'files')} older than asked for" if self.older else ""
        repeated = (
            f", {self.same:,} with the text of an earlier one, {self.near:,} with nearly that"
            if self.same or self.near
            else ""
        )
        found = ", ".join(_counted(getattr(self, name), *words) for name, words in _SHOWN.items())
        return f"{self.read:,} read, {self.parsed:,} parsed{kept}, {self.failed:,} failed{skipped}{repeated}: {found} in {self.seconds:.1f} s"


Observer = Callable[[Release | Failure, Summary], None]
