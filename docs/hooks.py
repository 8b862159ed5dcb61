"""Builds the example pages of the site from the fixtures: a viewer and a report, made by the code that the site describes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from mkdocs.structure.files import File, Files

FIXTURES = Path(__file__).parents[1] / "tests" / "fixtures" / "releases"


def on_files(files: Files, config: Any) -> Files:
    """Add `example/page.html` and `example/report.html`."""
    import release_parser as rp  # noqa: PLC0415 - only when the site is built
    from release_parser.report import Report  # noqa: PLC0415

    records = list(rp.read(FIXTURES).parse())
    pages = {
        "example/page.html": rp.view(records, title="Fixtures").html,
        "example/report.html": Report(records, title="Fixtures", viewer="page.html").html,
    }
    for path, content in pages.items():
        files.append(File.generated(config, path, content=content))
    return files
