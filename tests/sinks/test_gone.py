"""What is gone from an archive is gone from every target: from a file by itself, from databases and parts where that is asked."""

from __future__ import annotations

from pathlib import Path

import pytest

import release_parser as rp
from fakes import FakeParser

FILES = (
    ".jsonl",
    ".jsonl.gz",
    ".json",
    ".csv",
    ".csv/",
    ".parquet",
    ".parquet/",
    ".arrow",
    ".xlsx",
)
"""Targets that are files or folders: what a run writes is what they hold."""
ASKED = ("sqlite", "postgresql", "duckdb", "parts")
"""Targets that keep what a run does not meet, and mark or drop it where the run prunes."""


@pytest.fixture
def news(tmp_path):
    folder = tmp_path / "news"
    folder.mkdir()
    for name, arrests in (("kept", 34), ("gone", 19)):
        (folder / f"{name}.txt").write_text(f"Officers made {arrests} arrests.")
    return folder


def night(news, target: str, **options) -> None:
    rp.read(news).parse(parser=FakeParser()).write(target, **options)


def numbers(target: str) -> list[int]:
    """The numbers of claims that a target gives back."""
    if target.endswith(".xlsx"):
        openpyxl = pytest.importorskip("openpyxl", reason="needs the extra xlsx")
        rows = [row for sheet in openpyxl.load_workbook(target) for row in sheet.iter_rows(values_only=True)]
        return [number for number in (19, 34) if any(number in row or str(number) in row for row in rows)]
    if target.endswith(".csv"):
        text = Path(target).read_text(encoding="utf-8-sig")
        return [number for number in (19, 34) if f"made {number} arrests" in text]
    return sorted(int(claim.quantity.value) for record in rp.load(target) for claim in record.claims)


@pytest.mark.parametrize(
    ("kind", "resume"), [*((kind, False) for kind in FILES), (".jsonl", True), (".jsonl.gz", True)]
)
def test_a_file_holds_what_the_archive_holds(new_target, news, kind, resume):
    target = new_target(kind)
    night(news, target)
    assert numbers(target) == [19, 34]
    (news / "gone.txt").unlink()
    night(news, target, resume=resume)
    assert numbers(target) == [34]


@pytest.mark.parametrize("kind", ASKED)
def test_what_is_kept_over_the_nights_is_dropped_where_that_is_asked(new_target, news, kind):
    options = {"partition": "month"} if kind == "parts" else {}
    target = new_target(".parquet/" if kind == "parts" else kind)
    night(news, target, resume=True, **options)
    (news / "gone.txt").unlink()
    night(news, target, resume=True, **options)
    assert numbers(target) == [19, 34]
    night(news, target, resume=True, prune=True, **options)
    assert numbers(target) == [34]
