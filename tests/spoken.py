"""Which rules of a table speak while a test runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pytest

    from release_parser.rules import RuleTable


class Listening:
    """A rule table that notes in `spoke` the name of each rule that finds something, and None where none does."""

    def __init__(self, table: RuleTable[Any, Any], spoke: set[str | None]) -> None:
        self._table, self._spoke = table, spoke

    def first(self, subject: object) -> tuple[Any, str] | None:
        found = self._table.first(subject)
        self._spoke.add(None if found is None else found[1])
        return found


def listen(monkeypatch: pytest.MonkeyPatch, tables: dict[str, RuleTable[Any, Any]]) -> set[str | None]:
    """Have tables listened to, by where a module keeps them ('release_parser.text.broken.SEAMS'): the set in which names will stand."""
    spoke: set[str | None] = set()
    for place, table in tables.items():
        monkeypatch.setattr(place, Listening(table, spoke))
    return spoke
