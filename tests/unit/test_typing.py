"""`typing_tests` under pyright; mypy checks them with the package, in `.ci/run`."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.skipif(find_spec("pyright") is None, reason="pyright is not installed")
def test_pyright_agrees_with_what_the_public_names_are():
    command = [sys.executable, "-m", "pyright", "--pythonpath", sys.executable, "typing_tests"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if "npm" in run.stderr or "ENOTFOUND" in run.stderr:
        pytest.skip("pyright could not be fetched")
    assert run.returncode == 0, run.stdout
