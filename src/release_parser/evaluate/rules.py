"""All rule tables of the package, and whether their rules prove themselves.

In: a parser. Out: readable faults; none where every rule finds what its sentences mark and nothing in its traps.

>>> sorted(table.field for table in rule_tables() if "predicates" in table.where)
['predicate', 'predicate']
"""

from __future__ import annotations

import pkgutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import release_parser.extract
import release_parser.link
import release_parser.text
from release_parser.evaluate.marked import check_marked, parse_marked
from release_parser.parser import Parser
from release_parser.rules import Rule, RuleTable
from release_parser.text import Document

_SPOKEN = frozenset({"predicate", "entity", "direction", "comparison"})
"""Fields whose drafts name the very rule of the table that gave them: there a rule's sentences must be its own work."""


@dataclass(frozen=True, slots=True)
class PlacedTable:
    """A rule table with its module and its name there."""

    table: RuleTable[Any, Any]
    where: str
    name: str
    about: str

    @property
    def field(self) -> str:
        """The field of the record that the table's rules give."""
        return self.table.field

    @property
    def has_its_rules(self) -> bool:
        """Whether the module also holds functions of the table's rules; a module that only imports the table does not."""
        return any(rule.find.__module__ == self.where for rule in self.table)


def rule_tables() -> Iterator[PlacedTable]:
    """Every `RuleTable` of the package, in the order of modules and lines. A new one is found without being listed."""
    tables: dict[int, PlacedTable] = {}
    for package in (release_parser.text, release_parser.extract, release_parser.link):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            content = import_module(module.name)
            about = (content.__doc__ or "").strip().split("\n\n", maxsplit=1)[0]
            for name, value in vars(content).items():
                if isinstance(value, RuleTable) and not module.ispkg:
                    placed = PlacedTable(value, module.name, name, about)
                    if id(value) not in tables or placed.has_its_rules:  # other modules import it
                        tables[id(value)] = placed
    yield from sorted(tables.values(), key=lambda placed: placed.where)


GENERATED = "<!-- Below this line everything is written by `pytest tests/golden --update-goldens`. -->"
"""The line of docs/rules.md behind which the tables stand."""


def rules_page(page: str) -> str:
    """The page of rules with its tables written again: every rule of the package in the order of its table, with an example."""
    parts = [page.split(GENERATED, maxsplit=1)[0].rstrip(), GENERATED, "## Every table, rule by rule", _OPENING]
    for placed in rule_tables():
        place = placed.where.removeprefix("release_parser.")
        parts.append(f"### {placed.field}: `{place}.{placed.name}`\n\n{' '.join(placed.about.split())}")
        parts.append("\n".join(_line(rule) for rule in placed.table))
    return "\n\n".join(parts) + "\n"


_OPENING = (
    "Rules stand in ordered tables, surest first: the first that finds something gives the field, and a veto is a rule that finds that\n"
    'there is nothing. `release.explain("c3")` says which of them decided.'
)


def _line(rule: Rule[Any, Any]) -> str:
    """The line of one rule."""
    example = f" Reads: '{parse_marked(rule.finds[0])[0]}'" if rule.finds else ""
    trap = f" Not: '{parse_marked(rule.ignores[0])[0]}'" if rule.ignores else ""
    return f"- `{rule.name}` — {rule.about}{example}{trap}".replace("\n", " ⏎ ")


def check_rules(parser: Parser, tables: Iterable[PlacedTable] | None = None) -> list[str]:
    """Faults of the rules' own proofs, in all tables if none are given.

    A fault is a marked sentence that is read otherwise, a marked field that another rule gave, or something found in a trap.
    """
    faults: list[str] = []
    for placed in rule_tables() if tables is None else tables:
        kinds = frozenset(placed.table.kinds)
        for rule in placed.table:
            where = f"{placed.where}.{placed.name}, {rule.name}"
            for marked in rule.finds:
                faults += [f"{where}: {fault}" for fault in check_marked(parser, marked, frozenset())]
                spoke = _speakers(parser, marked, placed.field) if placed.field in _SPOKEN else {rule.name}
                if rule.name not in spoke:
                    faults.append(f"{where}: another rule speaks in {marked!r}: {spoke}")
            for marked in rule.ignores:
                text = parse_marked(marked)[0]
                faults += [
                    f"{where}: {fault}"
                    for fault in check_marked(parser, marked, kinds if text == marked else frozenset())
                ]
                if rule.name in _speakers(parser, marked, placed.field):
                    faults.append(f"{where}: it speaks in its trap {marked!r}")
    return faults


def _speakers(parser: Parser, marked: str, field: str) -> set[str]:
    """The rules that gave this field of any claim in a marked sentence."""
    _, findings = parser.trace(Document(parse_marked(marked)[0]))
    if field == "comparison":
        return {comparison.rule for comparison in findings.comparisons}
    return {rule for draft in findings.claims if (rule := draft.rules.get(field)) is not None}
