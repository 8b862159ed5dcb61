"""What the page's list shows of each record and what it is filtered by, column by column.

In: records in order. Out: a dict of columns for `json.dumps`; what repeats (forces, rules …) is a number into a list of names.

>>> from release_parser.records import Failure
>>> facets = Facets()
>>> facets.add(Failure(source="a.pdf", stage="read", error="encrypted"))
>>> facets.columns()["title"], facets.columns()["failed"]
(['a.pdf'], [1])
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from release_parser.records import Failure, Record, Release
from release_parser.records.shown import headline_of
from release_parser.tables.generate import ITEMS

KEY_DIGITS = 16
"""Hex digits of a release's id in its address: two of a million releases share them once in ten million archives."""


class Facets:
    """The columns as they grow."""

    FILTERS = ("force", "month", "kind", "topic", "operation", "rule")
    """Filters with names to choose from; the first two have one value a record, the others several."""

    def __init__(self) -> None:
        self._names: dict[str, dict[str, int]] = {name: {} for name in self.FILTERS}
        self._columns: dict[str, list[Any]] = {
            name: [] for name in ("key", "title", "claims", "broken", "failed", *self.FILTERS)
        }
        self._keys: dict[str, int] = {}

    def add(self, record: Release | Failure) -> None:
        """Add what the list needs of a record."""
        if isinstance(record, Failure):
            self._row(
                key=f"failure-{len(self._columns['key']) + 1}",
                title=record.source or "input",
                failed=1,
                force=(),
                month=(),
            )
            return
        self._row(
            key=self._key(record.id),
            title=_shortened(headline_of(record)),
            claims=len(record.claims),
            broken=int(
                any(each.consistent is False for each in record.comparisons)
                or any(each.consistent is False for each in record.breakdowns)
            ),
            force=(record.publisher,),
            month=(record.published and record.published.strftime("%Y-%m"),),
            kind=(claim.quantity.kind for claim in record.claims),
            topic=(claim.topic for claim in record.claims),
            operation=(operation.name for operation in record.operations),
            rule=_rules(record),
        )

    def columns(self) -> dict[str, Any]:
        """The columns, and the names that their numbers stand for."""
        return {**self._columns, "names": {name: list(values) for name, values in self._names.items()}}

    def _row(self, **values: Any) -> None:
        """Add one row of values to the columns."""
        for name, column in self._columns.items():
            value = values.get(name, 0)
            if name in self.FILTERS:
                names = self._names[name]
                found = [] if value == 0 else dict.fromkeys(each for each in value if each)
                value = [names.setdefault(each, len(names)) for each in found]
            column.append(value)

    def _key(self, release_id: str) -> str:
        """The first digits of the id; the second record of the same text is told by a number behind them."""
        key = release_id[:KEY_DIGITS]
        self._keys[key] = self._keys.get(key, 0) + 1
        return key if self._keys[key] == 1 else f"{key}-{self._keys[key]}"


def _shortened(title: str) -> str:
    """A title of at most 160 characters."""
    return title if len(title) <= 160 else title[:157] + "…"


def _rules(release: Release) -> Iterator[str]:
    """The rules that found the things in a release."""
    for name in ITEMS:
        items: Iterable[Record] = getattr(release, name)
        for item in items:
            yield getattr(item, "rule", "")
