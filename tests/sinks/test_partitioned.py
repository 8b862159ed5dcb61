"""Parquet in parts, by force and month."""

from __future__ import annotations

import datetime as dt
import os

import pytest

import release_parser as rp
from fakes import FakeParser
from release_parser.cli import main
from release_parser.errors import InputError, TargetError
from release_parser.records import Failure, Release
from release_parser.sinks import open_sink
from release_parser.sinks.loading import load_into
from sink_records import as_json, release, write

pytest.importorskip("pyarrow", reason="needs the extra arrow")
KELSHAM, WESTHAVEN = "Kelsham Police", "Westhaven Constabulary"
RECORDS = [
    release("1 arrest", source="a", publisher=KELSHAM, published="2026-10-30"),
    release("2 arrests", source="b", publisher=KELSHAM, published="2026-11-02"),
    release("3 arrests", source="c", publisher=WESTHAVEN, published="2026-11-03"),
    release("4 arrests", source="d"),
    Failure(source="e.pdf", stage="read", error="it is no PDF"),
]


def parts(folder) -> list[str]:
    return sorted(path.parent.relative_to(folder).as_posix() for path in folder.rglob("*.parquet"))


def kept(folder) -> dict[str, tuple[int, int]]:
    return {
        path.parent.relative_to(folder).as_posix(): (path.stat().st_ino, path.stat().st_mtime_ns)
        for path in folder.rglob("*.parquet")
    }


def texts(target) -> list[str]:
    return sorted(record.text for record in rp.load(target) if isinstance(record, Release))


@pytest.fixture
def archive(tmp_path):
    """Writes documents into a folder and runs over it."""
    folder = tmp_path / "in"
    folder.mkdir()

    def night(target, documents: dict[str, str | None], **options):
        for name, text in documents.items():
            path = folder / f"{name}.md"
            if text is None:
                path.unlink()
            else:
                path.write_text(f"---\ndate: 2026-{name[:2]}-05\npublisher: {name[2:]}\n---\n{text}\n")
        given = {"partition": "force,month", "resume": True, **options}
        return rp.read(folder).parse(parser=FakeParser()).write(target, **given)

    return night


def test_parts_are_named_as_hive_names_them(tmp_path):
    out = tmp_path / "out.parquet"
    write(f"{out}/", RECORDS, partition="force,month")
    nothing = "__HIVE_DEFAULT_PARTITION__"
    assert parts(out) == [
        "force=Kelsham%20Police/month=2026-10",
        "force=Kelsham%20Police/month=2026-11",
        "force=Westhaven%20Constabulary/month=2026-11",
        f"force={nothing}/month={nothing}",
    ]
    assert sorted(as_json(rp.load(out))) == sorted(as_json(RECORDS))
    write(out, RECORDS[:1], partition=("month",))
    assert parts(out) == ["month=2026-10"]


def test_duckdb_and_arrow_know_the_parts(tmp_path):
    duckdb = pytest.importorskip("duckdb")
    out = tmp_path / "out.parquet"
    write(out, RECORDS, partition="force,month")
    rows = duckdb.sql(
        f"SELECT force, month, sum(len(claims)) FROM read_parquet('{out}/**/*.parquet', hive_partitioning=true) "
        "WHERE id IS NOT NULL GROUP BY ALL ORDER BY ALL NULLS LAST"
    ).fetchall()
    assert [(force, str(month)[:7] if month else None, number) for force, month, number in rows] == [
        (KELSHAM, "2026-10", 1),
        (KELSHAM, "2026-11", 1),
        (WESTHAVEN, "2026-11", 1),
        (None, None, 1),
    ]
    import pyarrow.dataset as datasets

    table = datasets.dataset(out, partitioning="hive").to_table(columns=["force", "month", "identity"])
    assert set(zip(*(column.to_pylist() for column in table.columns), strict=True)) >= {(KELSHAM, "2026-10", "a")}


def test_what_is_new_changes_its_part_alone(tmp_path, archive):
    out = tmp_path / "out.parquet"
    first = archive(out, {"10Kelsham": "1 arrest", "11Kelsham": "2 arrests", "11Westhaven": "3 arrests"})
    assert (first.parsed, first.kept) == (3, 0)
    before = kept(out)
    second = archive(out, {"11Westhaven": "30 arrests", "12Kelsham": "5 arrests"})
    assert (second.parsed, second.kept, second.superseded) == (2, 2, 1)
    assert texts(out) == sorted(["1 arrest", "2 arrests", "30 arrests", "5 arrests"])
    after = kept(out)
    same = [part for part in before if after.get(part) == before[part]]
    assert sorted(same) == ["force=Kelsham/month=2026-10", "force=Kelsham/month=2026-11"]


def test_what_is_gone_stays_unless_it_is_pruned(tmp_path, archive):
    out = tmp_path / "out.parquet"
    archive(out, {"10Kelsham": "1 arrest", "11Kelsham": "2 arrests", "11Kelsham2": "2 arrests"})
    summary = archive(out, {"10Kelsham": None, "11Kelsham2": None})
    assert (summary.kept, summary.gone) == (1, 0)
    assert len(texts(out)) == 3
    summary = archive(out, {}, prune=True)
    assert (summary.kept, summary.gone) == (1, 2)
    assert texts(out) == ["2 arrests"]
    assert parts(out) == ["force=Kelsham/month=2026-11"]


def test_without_resume_it_is_written_anew(tmp_path, archive):
    out = tmp_path / "out.parquet"
    archive(out, {"10Kelsham": "1 arrest", "11Kelsham": "2 arrests"})
    summary = archive(out, {"10Kelsham": None}, resume=False)
    assert (summary.parsed, texts(out)) == (1, ["2 arrests"])


def test_a_document_that_moves_leaves_its_old_part(tmp_path):
    out = tmp_path / "out.parquet"

    def run(record):
        sink = open_sink(out, partition="force,month")
        sink.resume(record.parser)
        with sink:
            sink.write_of(record, "a")

    run(RECORDS[0])
    run(release("1 arrest", source="a", publisher=WESTHAVEN, published="2026-10-30"))
    assert parts(out) == ["force=Westhaven%20Constabulary/month=2026-10"]
    assert texts(out) == ["1 arrest"]


def test_a_failure_leaves_what_the_document_said_and_goes_when_it_is_read(tmp_path, archive):
    out = tmp_path / "out.parquet"
    archive(out, {"10Kelsham": "1 arrest"})
    summary = archive(out, {"10Kelsham": ""}, prune=True)
    assert (summary.failed, summary.gone) == (1, 0)
    assert [type(record) for record in rp.load(out)].count(Failure) == 1
    assert texts(out) == ["1 arrest"]
    archive(out, {"10Kelsham": "2 arrests"})
    assert [type(record) for record in rp.load(out)] == [Release]


def test_twice_one_document_in_a_run_is_its_later_text(tmp_path):
    out = tmp_path / "out.parquet"
    with open_sink(out, partition="month") as sink:
        for number in range(1200):
            sink.write_of(release(f"{number} arrests"), str(number % 700))
    assert len(texts(out)) == 700
    assert "1199 arrests" in texts(out)
    assert "499 arrests" not in texts(out)


def test_a_number_that_does_not_fit_is_a_failure_in_its_place(tmp_path):
    out = tmp_path / "out.parquet"
    sink = write(out, [release("1 arrest", source="a"), release(f"{10**30} arrests", source="b")], partition="month")
    assert len(sink.refused) == 1
    assert sorted(type(record).__name__ for record in rp.load(out)) == ["Failure", "Release"]


def test_every_claim_has_its_key(tmp_path):
    from pyarrow import parquet

    from release_parser.tables.keys import claim_keys

    out = tmp_path / "out.parquet"
    with open_sink(out, partition="month") as sink:
        sink.write_of(release("1 arrest and 2 knives"), "https://police.example/1")
    (row,) = parquet.read_table(next(out.rglob("*.parquet"))).to_pylist()
    assert row["claim_keys"] == list(claim_keys(release("1 arrest and 2 knives"), "https://police.example/1"))
    assert len(set(row["claim_keys"])) == 2


@pytest.mark.parametrize("partition", ["force,year", "", "month,month"])
def test_other_parts_are_refused(tmp_path, partition):
    with pytest.raises(InputError, match="it is force, month, or both"):
        open_sink(tmp_path / "out.parquet", partition=partition)
    with pytest.raises(InputError, match=r"is for a folder whose name ends with \.parquet/"):
        open_sink(tmp_path / "out.jsonl", partition="month")


def test_a_folder_goes_on_in_the_parts_that_it_has(tmp_path, archive):
    out = tmp_path / "out.parquet"
    archive(out, {"10Kelsham": "1 arrest"})
    with pytest.raises(InputError, match="is in parts by force,month: ask for these"):
        archive(out, {}, partition="month")
    assert texts(out) == ["1 arrest"]


def test_somebody_elses_folder_is_left_alone(tmp_path):
    out = tmp_path / "out.parquet" / "month=2026-11"
    out.mkdir(parents=True)
    (out / "theirs.parquet").write_bytes(b"PAR1")
    with pytest.raises(InputError, match="release-parser did not write it"):
        write(out.parent, RECORDS, partition="month")
    assert (out / "theirs.parquet").read_bytes() == b"PAR1"


def test_two_runs_on_one_folder(tmp_path):
    out = tmp_path / "out.parquet"
    with (
        open_sink(out, partition="month"),
        pytest.raises(TargetError, match="is being written by another run"),
    ):
        write(out, RECORDS, partition="month")


def test_in_a_bucket_only_changed_parts_are_sent(archive):
    fsspec = pytest.importorskip("fsspec")
    files = fsspec.filesystem("memory")
    files.store.clear()
    out = "memory://kelsham/out.parquet/"
    archive(out, {"10Kelsham": "1 arrest", "11Kelsham": "2 arrests"})
    before = {name: files.modified(name) for name in files.find("/kelsham")}
    summary = archive(out, {"11Kelsham": "3 arrests"}, prune=True)
    assert (summary.parsed, summary.kept, summary.superseded) == (1, 1, 1)
    after = {name: files.modified(name) for name in files.find("/kelsham")}
    assert [name for name in before if before[name] == after[name]] == [
        "/kelsham/out.parquet/force=Kelsham/month=2026-10/records.parquet"
    ]
    assert texts(out) == ["1 arrest", "3 arrests"]


def test_from_the_command_line_and_into_a_database(tmp_path, capsys):
    pytest.importorskip("sqlalchemy", reason="needs the extra sql")
    write(tmp_path / "a.jsonl", RECORDS)
    with pytest.raises(SystemExit) as ended:
        main(["load", str(tmp_path / "a.jsonl"), f"{tmp_path}/out.parquet/", "--partition", "force,month"])
    assert ended.value.code == 0
    assert len(parts(tmp_path / "out.parquet")) == 4
    assert load_into([tmp_path / "out.parquet"], tmp_path / "out.db") == (5, 1)


def test_files_older_than_asked_for_are_not_read(tmp_path):
    (tmp_path / "a.txt").write_text("1 arrest")
    (tmp_path / "b.txt").write_text("2 arrests")
    old = dt.datetime(2026, 1, 1, tzinfo=dt.UTC).timestamp()
    os.utime(tmp_path / "a.txt", (old, old))
    for since in ("2026-02-01", dt.date(2026, 2, 1), "2026-02-01T12:00", "7d"):
        stream = rp.read(tmp_path, since=since)
        assert [document.text for document in stream] == ["2 arrests"]
        assert stream.source.older == 1
    assert len(list(rp.read(tmp_path, since="2025-12-01T12:00"))) == 2
    with pytest.raises(InputError, match="give a day such as"):
        rp.read(tmp_path, since="yesterday")
    with pytest.raises(InputError, match="leave out prune, or since"):
        rp.read(tmp_path, since="7d").parse(parser=FakeParser()).write(tmp_path / "out.db", prune=True)
    summary = rp.read(tmp_path, since="7d").parse(parser=FakeParser()).write(tmp_path / "out.jsonl")
    assert (summary.read, summary.older) == (1, 1)
    assert "1 file older than asked for" in str(summary)
