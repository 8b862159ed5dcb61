"""A pytest plugin for the blocks of pages that start pytest: of all test files, only those that a command names and a quick one are collected.

The commands of CONTRIBUTING.md run the tests, which run CONTRIBUTING.md; `stage.Shell` names this plugin in PYTEST_PLUGINS.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest

QUICK = "tests/unit/test_rules.py"


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave out every test file that is neither named in the command nor the quick one."""
    if not (collection_path.name.startswith("test_") and collection_path.suffix == ".py"):
        return None
    named = any(Path(argument.split("::")[0]).name == collection_path.name for argument in config.args)
    return None if named or collection_path.as_posix().endswith(QUICK) else True
