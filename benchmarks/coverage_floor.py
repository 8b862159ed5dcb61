"""Whether the tests reach enough of each folder: at least 95 of 100 lines and 90 of 100 branches of extract/, link/ and text/.

python benchmarks/coverage_floor.py              runs the tests of the rules under SlipCover and judges what they reach
python benchmarks/coverage_floor.py REPORT.json  judges a report that SlipCover has written
    --tests FILE …  runs these tests only      --lines 95  --branches 90  are the floors

SlipCover writes its counters into the bytecode and takes each out again when it has counted, so the tests take hardly longer than without
it; the tracer of coverage.py, which Python 3.11 calls at each line, makes minutes of them. Only tests of the rules are run, and none that
compiles a large vocabulary or measures costs: a rule should be reached by its own tests, not by chance.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

LINES, BRANCHES = 95.0, 90.0
FOLDERS = ("extract", "link", "text")
ROOT = Path(__file__).parents[1]

OTHER_TESTS = (
    "apart cli component country crawl duplicates failures large_vocabularies lexicon_faults model network office_sources overlays page_faults parse_costs"
    " protection public_surface reading_costs report sinks source_limits sources stream typing web web_pages windows words worst_cases hostile bad_rows table mistakes"
    " attributions pronouns"
).split()
"""Files of tests/unit that test no rule, or what rules cost, or how often they are right."""
SLOW = "comes_to_an_end or come_to_an_end or needs_only_its_nouns"
"""Tests of rules that repeat one thing many times."""


def run(report: Path, tests: list[str]) -> int:
    """Run these tests, or all tests of the rules where none are given, and write what they reach; pytest's exit code."""
    sources = ",".join(f"src/release_parser/{folder}" for folder in FOLDERS)
    cover = ["-m", "slipcover", "--branch", "--source", sources, "--json", "--out", str(report)]
    left_out = [f"--ignore=tests/unit/test_{name}.py" for name in OTHER_TESTS]
    every = ["-k", f"not ({SLOW})", *left_out, "tests/unit", "tests/golden/test_golden.py"]
    command = [sys.executable, *cover, "-m", "pytest", "-q", "-p", "no:cacheprovider", *(tests or every)]
    # inside a worker of pytest-xdist SlipCover would take this run for the worker's own, and measure it twice
    alone = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_XDIST")}
    return subprocess.run(command, cwd=ROOT, env=alone, check=False).returncode


def by_folder(report: dict) -> dict[str, tuple[float, float]]:
    """For each folder the shares of lines and of branches that were run, in per cent, from SlipCover's JSON."""
    sums: dict[str, Counter[str]] = {}
    for file, found in report["files"].items():
        folder = Path(file.replace("\\", "/")).parts[2:3]
        sums.setdefault(folder[0] if folder else "", Counter()).update(
            {name: number for name, number in found["summary"].items() if isinstance(number, int)}
        )
    return {folder: (_share(total, "lines"), _share(total, "branches")) for folder, total in sums.items()}


def _share(total: Counter[str], what: str) -> float:
    covered, missing = total[f"covered_{what}"], total[f"missing_{what}"]
    return 100 * covered / max(1, covered + missing)


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


def main() -> int | str:
    """The exit code, or the faults."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("report", type=Path, nargs="?")
    parser.add_argument("--tests", nargs="+", default=[])
    parser.add_argument("--lines", type=float, default=LINES)
    parser.add_argument("--branches", type=float, default=BRANCHES)
    asked = parser.parse_args()
    if asked.report:
        report = json.loads(asked.report.read_text(encoding="utf-8"))
    else:
        with tempfile.TemporaryDirectory() as folder:
            written = Path(folder) / "report.json"
            if code := run(written, asked.tests):
                return code
            report = json.loads(written.read_text(encoding="utf-8"))
    return "\n".join(below(report, asked.lines, asked.branches)) or 0


if __name__ == "__main__":
    sys.exit(main())
