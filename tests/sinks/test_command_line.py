"""Databases from the command line and from a stream, end to end."""

from __future__ import annotations

import pytest

import release_parser as rp
from fakes import FakeParser
from release_parser.cli import main
from release_parser.errors import InputError
from release_parser.records import Failure
from release_parser.sinks import open_sink
from sink_records import as_json, query, read, release

pytest.importorskip("sqlalchemy", reason="needs the extra sql")


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "in").mkdir()
    for number in range(5):
        (tmp_path / "in" / f"{number}.txt").write_text(f"{number} arrests", encoding="utf-8")
    (tmp_path / "in" / "5.txt").write_bytes(b"\x00")
    return tmp_path


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as done:
        main(["parse", *arguments])
    return done.value.code


def test_an_archive_into_a_database(folder, capsys):
    target = f"sqlite:///{folder}/releases.db"
    assert run(f"{folder}/in", target) == 0
    assert "6 read, 5 parsed, 1 failed" in capsys.readouterr().err
    assert query(target, "SELECT SUM(value) FROM claims_flat WHERE head = 'arrest'") == [(10,)]
    assert run(f"{folder}/in", target, "--replace-newer") == 0
    assert query(target, "SELECT COUNT(*) FROM releases") == [(5,)]


def test_replace_newer_is_for_databases(folder, capsys):
    assert run(f"{folder}/in", f"{folder}/x.jsonl", "--replace-newer") == 2
    assert "replace_newer is for databases" in capsys.readouterr().err
    with pytest.raises(InputError):
        open_sink(folder / "x.parquet", replace_newer=True)


@pytest.mark.parametrize("kind", ["sqlite", "duckdb", "postgresql"])
def test_a_stream_that_is_resumed_parses_only_what_is_new(folder, kind, new_target):
    target = new_target(kind)
    first = rp.read(folder / "in" / "[0-2].txt").parse(parser=FakeParser()).write(target)
    assert (first.parsed, first.kept) == (3, 0)
    second = rp.read(folder / "in").parse(parser=FakeParser()).write(target, resume=True)
    assert (second.parsed, second.kept, second.failed) == (2, 3, 1)
    third = rp.read(folder / "in").parse(parser=FakeParser()).write(target, resume=True)
    assert (third.parsed, third.kept, third.failed) == (0, 5, 1)
    whole = as_json(rp.read(folder / "in").parse(parser=FakeParser()))
    assert read(target) == whole


def test_what_the_target_refuses_is_counted_as_failed(folder, new_target):
    target = new_target("duckdb")
    (folder / "in" / "3.txt").write_text(f"{10**30} arrests", encoding="utf-8")
    summary = rp.read(folder / "in").parse(parser=FakeParser()).write(target)
    assert (summary.parsed, summary.failed) == (4, 2)
    records = list(rp.load(target))
    assert [type(record) for record in records].count(Failure) == 2
    assert records[3].stage == "write"


def test_frames_of_a_stream(folder):
    pytest.importorskip("pandas", reason="needs the extra frames")
    stream = rp.read(folder / "in").parse(parser=FakeParser())
    assert list(stream.to_pandas()["value"]) == list(stream.to_polars()["value"]) == [0, 1, 2, 3, 4]


def test_records_from_a_database_are_viewed_like_those_of_a_file(folder):
    target = f"{folder}/releases.db"
    with open_sink(target) as sink:
        sink.write(release("34 arrests"))
    assert "34" in rp.view(target).html


@pytest.mark.parametrize("module", ["pyarrow", "sqlalchemy", "duckdb", "pandas"])
def test_a_missing_extra_is_named(module, monkeypatch, tmp_path):
    import sys

    monkeypatch.setitem(sys.modules, module, None)
    extras = {"pyarrow": ("x.parquet", "arrow"), "sqlalchemy": ("x.db", "sql"), "duckdb": ("x.duckdb", "duckdb")}
    if module == "pandas":
        with pytest.raises(rp.MissingExtraError, match=r"release-parser\[frames\]"):
            rp.read(b"5 arrests").parse(parser=FakeParser()).to_pandas()
        return
    target, extra = extras[module]
    with pytest.raises(rp.MissingExtraError, match=rf"release-parser\[{extra}\]"):
        open_sink(tmp_path / target)
