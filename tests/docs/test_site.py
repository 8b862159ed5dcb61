"""The site builds without a warning, with the examples that `docs/hooks.py` makes, and its code is highlighted."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("mkdocs", reason="needs the extra docs")
pytest.importorskip("material", reason="needs the extra docs")
pytest.importorskip("mkdocstrings", reason="needs the extra docs")
pytest.importorskip("matplotlib", reason="needs the extra report")

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    """The site, built strictly: a link that leads nowhere, or a page that no menu has, is an error."""
    target = tmp_path_factory.mktemp("site")
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
        "NO_MKDOCS_2_WARNING": "1",
    }
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(target)],
        cwd=ROOT, capture_output=True, text=True, timeout=600, check=False, env=environment,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return target


def test_every_page_is_there(site):
    for page in (ROOT / "docs").rglob("*.md"):
        place = page.relative_to(ROOT / "docs").with_suffix("")
        assert (site / ("index.html" if place.name == "index" else place / "index.html")).is_file(), page.name


def test_the_hooks_make_a_viewer_and_a_report_of_the_fixtures(site):
    viewer = (site / "example" / "page.html").read_text(encoding="utf-8")
    report = (site / "example" / "report.html").read_text(encoding="utf-8")
    assert '<meta name="generator" content="release_parser">' in viewer
    assert "27 releases" in report
    assert 'href="page.html#' in report


def test_code_is_highlighted(site):
    start = (site / "index.html").read_text(encoding="utf-8")
    assert '<span class="kn">import</span>' in start
    assert '<div class="highlight">' in start


def test_the_reference_of_python_is_written_from_the_docstrings(site):
    page = (site / "api" / "index.html").read_text(encoding="utf-8")
    assert "InputError" in page
    assert "The record of one release." in page
    assert ":::" not in page
    assert "<blockquote>" not in page  # examples are code


def test_nothing_is_loaded_from_elsewhere(site):
    for name in ("index.html", "tutorial/index.html"):
        page = (site / name).read_text(encoding="utf-8")
        assert "fonts.googleapis" not in page
        assert 'src="http' not in page
