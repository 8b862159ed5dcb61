"""The inline-marked cases of tests/fixtures/cases: a behaviour a line."""

from __future__ import annotations

import pytest

from release_parser.evaluate.marked import Case, check_marked, read_cases
from releases import FIXTURES

CASES = [case for path in sorted((FIXTURES / "cases").glob("*.txt")) for case in read_cases(path)]


@pytest.mark.parametrize("case", CASES, ids=[case.where for case in CASES])
def test_what_is_marked_is_found_and_nothing_else(parser, case: Case):
    assert check_marked(parser, case.marked, case.kinds) == []
