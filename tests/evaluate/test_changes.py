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


@pytest.mark.skipif(
    not (ROOT / ".git").exists() or shutil.which("git") is None, reason="needs the history of the project"
)
def test_a_version_changes_nothing_against_itself():
    run = subprocess.run(
        [ROOT / ".ci" / "changes", "HEAD", RELEASE],
        env=os.environ | {"PYTHON": sys.executable},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert "1 releases compared" in run.stdout
