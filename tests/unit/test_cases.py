"""The inline-marked cases of tests/fixtures/cases: a behaviour a line.

`wanted.txt` holds what is not done yet: its cases may fail, and move to another file when they pass.
"""

from __future__ import annotations

import pytest

from release_parser.evaluate.marked import Case, check_marked, read_cases
from releases import FIXTURES

CASES = [case for path in sorted((FIXTURES / "cases").glob("*.txt")) for case in read_cases(path)]


def parameter(case: Case):
    wanted = pytest.mark.xfail(reason="wanted, not done yet", strict=False)
    return pytest.param(case, id=case.where, marks=[wanted] if case.where.startswith("wanted.txt") else [])


@pytest.mark.parametrize("case", [parameter(case) for case in CASES])
def test_what_is_marked_is_found_and_nothing_else(parser, case: Case):
    faults = check_marked(parser, case.marked, case.kinds)
    assert not faults, "\n".join(faults)
