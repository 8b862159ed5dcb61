"""The rules of people, names, quotes and speakers prove themselves: what they must find, and the traps that they must not."""

from __future__ import annotations

import importlib
import pkgutil

import pytest

import release_parser.extract
import release_parser.link
from release_parser.evaluate.marked import check_marked
from release_parser.rules import RuleTable

KINDS = {"person", "quote"}


def tables() -> dict[str, RuleTable]:
    """The tables of rules about people and quotes, by module and name."""
    found = {}
    for package in (release_parser.extract, release_parser.link):
        for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            for name, value in vars(importlib.import_module(module.name)).items():
                if isinstance(value, RuleTable) and KINDS.issuperset(value.kinds):
                    found[f"{module.name.rpartition('.')[2]}.{name}"] = value
    return found


PROOFS = [
    pytest.param(sentence, kinds, id=f"{where}.{rule.name}")
    for where, table in tables().items()
    for rule in table
    for sentences, kinds in ((rule.finds, None), (rule.ignores, table.kinds))
    for sentence in sentences
]


@pytest.mark.parametrize(("marked", "kinds"), PROOFS)
def test_a_rule_finds_what_it_says_and_nothing_in_its_traps(parser, marked, kinds):
    faults = check_marked(parser, marked, kinds)
    assert not faults, "\n".join(faults)


def test_every_rule_says_what_it_is_for_and_proves_it():
    assert len(tables()) >= 2
    for where, table in tables().items():
        for rule in table:
            assert rule.about, f"{where}.{rule.name} has no docstring"
            assert rule.finds or rule.ignores, f"{where}.{rule.name} proves nothing"
