"""The report of gains and losses that a pull request carries."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
RELEASE = "tests/fixtures/releases/missing-teenager.txt"
# `python -m release_parser …` of a version, which is written down by where its source is; the version that is warm answers for both
PYTHON = """#!/bin/sh
echo "$PYTHONPATH" >> "{log}"
shift 2
exec "{python}" -S -E "{tests}/warm_command.py" call "{warm}" "$@"
"""


@pytest.mark.skipif(
    not (ROOT / ".git").exists() or shutil.which("git") is None, reason="needs the history of the project"
)
def test_a_version_is_compared_with_another_each_from_its_own_source(tmp_path, warm_command):
    program, log = tmp_path / "python", tmp_path / "log"
    program.write_text(
        PYTHON.format(log=log, python=sys.executable, tests=ROOT / "tests", warm=warm_command), encoding="utf-8"
    )
    program.chmod(0o755)
    run = subprocess.run(
        [ROOT / ".ci" / "changes", "HEAD", RELEASE],
        env=os.environ | {"PYTHON": str(program)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert "1 release compared" in run.stdout
    base, *own = log.read_text(encoding="utf-8").split()
    assert base.endswith("/base/src")
    assert own == [str(ROOT / "src")] * 2
