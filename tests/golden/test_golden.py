"""Whole releases against their goldens: what the parser makes of each fixture, read and agreed on in the diff.

`pytest tests/golden --update-goldens` rewrites them.
"""

from __future__ import annotations

import json
from difflib import unified_diff
from pathlib import Path

import pytest

import release_parser as rp
from releases import RELEASES, read_release

GOLDEN = Path(__file__).parent


def golden(release: rp.Release) -> str:
    """A record as it stands in a golden: no text, no version, spans on one line, so that a diff can be read."""
    record = release.model_dump(mode="json", exclude={"text", "parser", "id", "source"})
    for claim in record["claims"]:
        # where a sentence stands is told by its offsets; its words are in the fixture
        claim["sentence"] = f"{claim['sentence']['start']}:{claim['sentence']['end']}"
    return json.dumps(_short(record), indent=1, ensure_ascii=False) + "\n"


def _short(value: object) -> object:
    """Leave out what is empty, and write a span as 'start:end text'."""
    if isinstance(value, dict):
        if set(value) == {"start", "end", "text"}:
            return f"{value['start']}:{value['end']} {value['text']}"
        return {key: _short(item) for key, item in value.items() if item not in (None, [])}
    return [_short(item) for item in value] if isinstance(value, list) else value


def test_a_release_gives_its_golden(parser, release_path, request):
    (release,) = rp.read(release_path).parse(parser=parser)
    assert isinstance(release, rp.Release), release
    found = golden(release)
    path = GOLDEN / f"{release_path.stem}.json"
    if request.config.getoption("--update-goldens"):
        path.write_text(found, encoding="utf-8")
    if not path.is_file():
        pytest.fail(f"{path.name} is missing: run pytest tests/golden --update-goldens and read it")
    expected = path.read_text(encoding="utf-8")
    if found != expected:
        lines = unified_diff(expected.splitlines(), found.splitlines(), "golden", "found", lineterm="", n=4)
        pytest.fail(
            f"{path.name} differs; read it, then pytest tests/golden --update-goldens\n" + "\n".join(lines),
            pytrace=False,
        )


def test_every_golden_has_its_release():
    assert {path.stem for path in GOLDEN.glob("*.json")} <= {path.stem for path in RELEASES}


def test_fixtures_are_our_own_and_of_real_length():
    assert len(RELEASES) >= 20
    for path in RELEASES:
        assert 150 <= len(read_release(path).split()) <= 500, path.name
