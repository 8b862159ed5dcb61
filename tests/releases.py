"""The fixture releases, for every test that wants a whole one."""

from __future__ import annotations

import os
from pathlib import Path

FIXTURES = Path(__file__).parent / "fixtures"
_shared = Path(os.environ.get("RELEASE_PARSER_SHARED") or Path(__file__).parents[2] / "shared")
SHARED = _shared if _shared.is_dir() else None
"""The folder of gold and archives that is not part of the repository; None where it is not there."""
RELEASES = sorted(path for path in (FIXTURES / "releases").iterdir() if path.suffix in (".txt", ".md"))


def read_release(path: Path) -> str:
    """A fixture's text, line ends as they stand in the file."""
    return path.read_bytes().decode("utf-8")
