"""The fixture releases, for every test that wants a whole one."""

from __future__ import annotations

from pathlib import Path

FIXTURES = Path(__file__).parent / "fixtures"
RELEASES = sorted(path for path in (FIXTURES / "releases").iterdir() if path.suffix in (".txt", ".md"))


def read_release(path: Path) -> str:
    """A fixture's text, line ends as they stand in the file."""
    return path.read_bytes().decode("utf-8")
