"""The floor of coverage says which folder is below it."""

from __future__ import annotations

import importlib.util
from pathlib import Path

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "coverage_floor.py"
SPEC = importlib.util.spec_from_file_location("coverage_floor", SCRIPT)
FLOOR = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(FLOOR)


def report(**lines: int) -> dict:
    """Coverage of a file of 100 lines and ten branches in each folder."""
    return {
        "files": {
            f"src/release_parser/{folder}/words.py": {
                "summary": {
                    "covered_lines": covered,
                    "missing_lines": 100 - covered,
                    "covered_branches": 9,
                    "missing_branches": 1,
                }
            }
            for folder, covered in lines.items()
        }
    }


def test_enough_is_enough():
    assert FLOOR.below(report(extract=95, link=100, text=99)) == []


def test_a_folder_below_its_floor_is_named():
    assert FLOOR.below(report(extract=95, link=94, text=99)) == [
        "link has 94.0 % of its lines and 90.0 % of its branches"
    ]


def test_a_folder_that_no_test_reaches_is_named_too():
    assert [fault.split()[0] for fault in FLOOR.below(report(extract=95, link=95))] == ["text"]
