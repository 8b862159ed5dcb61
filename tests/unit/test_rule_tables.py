"""Every rule of every table finds what its marked sentences mark, and ignores its traps."""

from __future__ import annotations

import importlib.util
import re
from collections import Counter
from pathlib import Path

import pytest

from release_parser.evaluate.rules import check_rules, rule_tables

SPEC = importlib.util.spec_from_file_location("proofs", Path(__file__).parents[2] / "benchmarks" / "proofs.py")
PROOFS = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(PROOFS)

TABLES = list(rule_tables())

each_table = pytest.mark.parametrize("placed", TABLES, ids=lambda placed: f"{placed.where}.{placed.name}")


@each_table
def test_every_rule_proves_itself(parser, placed):
    faults = check_rules(parser, [placed])
    assert not faults, "\n".join(faults)


@each_table
def test_every_rule_is_needed_by_its_sentences(parser, placed):
    """A sentence that is read the same without the rule proves another one."""
    said = [rule for rule in placed.table if rule.finds or rule.ignores]
    assert [rule.name for rule in said if not PROOFS.is_needed(parser, placed, rule)] == []


WITHOUT_SENTENCES = {
    "country_publisher",  # only a caller names a publisher whose words do not tell the country themselves
    "country_publisher_words",  # and whose words tell it although no force of that name is known
    "no_number",  # what it vetoes is told by other rules of the quantities as well
}
"""Rules whose loss no text can show; `test_country` and `test_quantities` call them."""


@each_table
def test_every_rule_has_sentences(placed):
    bare = {rule.name for rule in placed.table if not rule.finds and not rule.ignores}
    assert bare <= WITHOUT_SENTENCES


@each_table
def test_rules_are_named_once_and_explained(placed):
    names = Counter(rule.name for rule in placed.table)
    assert [name for name, times in names.items() if times > 1] == []
    for rule in placed.table:
        assert re.fullmatch(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*", rule.name), rule.name
        assert rule.about, f"{rule.name} has no docstring"


def test_the_tables_of_predicates_are_among_them():
    assert {placed.name for placed in TABLES} >= {"VERBS", "PREDICATES"}
