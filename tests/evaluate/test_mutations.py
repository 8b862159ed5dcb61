"""The order in which a mutant meets the tests."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import SimpleNamespace

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "mutations.py"
SPEC = importlib.util.spec_from_file_location("mutations", SCRIPT)
MUTATIONS = importlib.util.module_from_spec(SPEC)
sys.modules["mutations"] = MUTATIONS  # dataclasses look for the module of their annotations
SPEC.loader.exec_module(MUTATIONS)

AGES = "tests/unit/test_ages.py::test_ages"
SLOW = "tests/unit/test_ages.py::test_many_ages"
TABLE = "tests/unit/test_rule_tables.py::test_every_rule_proves_itself[release_parser.extract.age_forms.AGES]"
GOLDEN = "tests/golden/test_golden.py::test_golden[raid]"
OTHER = "tests/unit/test_quotes.py::test_quotes"


def order(costs: dict[str, float]) -> list[str]:
    mutant = MUTATIONS.Mutant("src/release_parser/extract/ages.py", 1, "number", "1", "2", 0, "find_ages")
    items = [SimpleNamespace(nodeid=node) for node in (OTHER, GOLDEN, SLOW, TABLE, AGES)]
    return [item.nodeid for item in MUTATIONS.nearest(items, mutant, costs)]


def test_the_nearest_tests_run_first():
    assert order({SLOW: 2.0}) == [AGES, SLOW, TABLE, GOLDEN, OTHER]


def test_a_cheap_test_of_something_else_waits():
    assert order({AGES: 3.0, SLOW: 2.0, OTHER: 0.1}) == [SLOW, AGES, TABLE, GOLDEN, OTHER]


def test_a_mutant_meets_the_tests_that_reach_its_function():
    reach = MUTATIONS.Reach(functions={
        "extract/ages.py:find_ages": [AGES],
        "extract/ages.py:_words": [SLOW],
        "extract/ages_more.py:find_ages": [OTHER],
    })  # fmt: skip
    mutant = MUTATIONS.Mutant("src/release_parser/extract/ages.py", 1, "number", "1", "2", 0, "find_ages")
    assert reach.tests_of(mutant, whole_file=False) == {AGES}
    assert reach.tests_of(mutant, whole_file=True) == {AGES, SLOW}
