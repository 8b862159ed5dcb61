"""A pytest plugin for the blocks of pages that start pytest: of all test files, only these few are collected.

The commands of CONTRIBUTING.md run the tests, which run CONTRIBUTING.md; `stage.Shell` names this plugin in PYTEST_PLUGINS.
"""

from __future__ import annotations

from pathlib import Path

FEW = ("tests/unit/test_rules.py", "tests/fuzz/test_fuzz.py")


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """Leave out every test file that is not among the few."""
    is_file = collection_path.name.startswith("test_") and collection_path.suffix == ".py"
    return True if is_file and not collection_path.as_posix().endswith(FEW) else None
