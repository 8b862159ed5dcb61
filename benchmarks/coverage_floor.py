"""Whether the tests reach enough of each folder: at least 95 of 100 lines and 90 of 100 branches of extract/, link/ and text/.

coverage run --branch --source=src/release_parser -m pytest tests/unit tests/golden
coverage json -o coverage.json && python benchmarks/coverage_floor.py coverage.json [--lines 95] [--branches 90]
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from pathlib import Path

LINES, BRANCHES = 95.0, 90.0
FOLDERS = ("extract", "link", "text")


def by_folder(report: dict) -> dict[str, tuple[float, float]]:
    """For each folder the shares of lines and of branches that were run, in per cent, from the JSON of `coverage json`."""
    sums: dict[str, Counter[str]] = {}
    for file, found in report["files"].items():
        folder = Path(file.replace("\\", "/")).parts[2:3]
        sums.setdefault(folder[0] if folder else "", Counter()).update(
            {name: number for name, number in found["summary"].items() if isinstance(number, int)}
        )
    return {
        folder: (
            100 * total["covered_lines"] / max(1, total["num_statements"]),
            100 * total["covered_branches"] / max(1, total["num_branches"]),
        )
        for folder, total in sums.items()
    }


def below(report: dict, lines_floor: float = LINES, branches_floor: float = BRANCHES) -> list[str]:
    """The folders that are below a floor, with their shares."""
    shares = by_folder(report)
    faults = []
    for folder in FOLDERS:
        lines, branches = shares.get(folder, (0.0, 0.0))
        print(f"{folder:<8} lines {lines:5.1f} %  branches {branches:5.1f} %")
        if lines < lines_floor or branches < branches_floor:
            faults.append(f"{folder} has {lines:.1f} % of its lines and {branches:.1f} % of its branches")
    return faults


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("report", type=Path)
    parser.add_argument("--lines", type=float, default=LINES)
    parser.add_argument("--branches", type=float, default=BRANCHES)
    asked = parser.parse_args()
    found = below(json.loads(asked.report.read_text(encoding="utf-8")), asked.lines, asked.branches)
    sys.exit("\n".join(found) if found else 0)
