"""Files that have not changed are not even read; and everything is still as if they had been."""

from __future__ import annotations

import os
import zipfile

import pytest

import release_parser as rp
from fakes import FakeParser
from release_parser.records import Release
from release_parser.sources.targets import InputEntry
from sink_records import query

pytest.importorskip("sqlalchemy", reason="needs the extra sql")
OLD = 1_700_000_000


@pytest.fixture
def opened(monkeypatch) -> list[str]:
    """The files that are read, by their last name."""
    names: list[str] = []
    read = InputEntry.read

    def noting(self, options):
        names.append(self.name.rsplit("/", 1)[-1])
        return read(self, options)

    monkeypatch.setattr(InputEntry, "read", noting)
    return names


def put(path, text: str | dict[str, str], *, age: int = 0) -> None:
    path.parent.mkdir(exist_ok=True)
    if isinstance(text, str):
        path.write_text(text)
    else:
        with zipfile.ZipFile(path, "w") as archive:
            for name, content in text.items():
                archive.writestr(name, content)
    os.utime(path, (OLD - age, OLD - age))


def night(source, target, **options):
    return rp.read(source).parse(parser=FakeParser()).write(target, **{"resume": True, **options})


def texts(target) -> list[str]:
    return sorted(record.text for record in rp.load(target) if isinstance(record, Release))


def test_an_unchanged_file_is_not_read(database, tmp_path, opened):
    folder = tmp_path / "in"
    put(folder / "a.txt", "1 arrest")
    put(folder / "b.zip", {"1.txt": "2 arrests", "2.txt": "3 arrests"})
    night(folder, database, resume=False)
    opened.clear()
    put(folder / "c.txt", "4 arrests")
    summary = night(folder, database, prune=True)
    assert opened == ["c.txt"]
    assert (summary.read, summary.kept, summary.parsed, summary.gone) == (4, 3, 1, 0)
    assert texts(database) == ["1 arrest", "2 arrests", "3 arrests", "4 arrests"]
    seen = query(database, "SELECT COUNT(DISTINCT last_seen), COUNT(*) FROM sources WHERE is_current")
    assert seen == [(1, 4)]
    opened.clear()
    assert night(folder, database).kept == 4
    assert opened == []


def test_a_file_that_changed_is_read(database, tmp_path, opened):
    put(tmp_path / "in" / "a.txt", "1 arrest")
    night(tmp_path / "in", database)
    put(tmp_path / "in" / "a.txt", "2 arrest", age=-60)
    opened.clear()
    assert night(tmp_path / "in", database).superseded == 1
    assert opened == ["a.txt"]
    assert texts(database) == ["2 arrest"]


def test_a_file_that_was_written_to_just_now_is_read_again(tmp_path, opened):
    target = tmp_path / "out.db"
    (tmp_path / "a.txt").write_text("1 arrest")
    for _ in range(2):
        night(tmp_path / "a.txt", target)
    assert opened == ["a.txt", "a.txt"]


def test_a_file_of_which_a_part_failed_is_read_again(tmp_path, opened):
    target = tmp_path / "out.db"
    put(tmp_path / "in" / "a.zip", {"1.txt": "1 arrest", "2.txt": ""})
    put(tmp_path / "in" / "b.zip", {"1.txt": "3 arrests"})
    for _ in range(2):
        night(tmp_path / "in", target)
    assert opened == ["a.zip", "b.zip", "a.zip"]


def test_another_parser_reads_everything(tmp_path, opened):
    class Better(FakeParser):
        model_name = "better"

    target = tmp_path / "out.db"
    put(tmp_path / "a.txt", "1 arrest")
    night(tmp_path / "a.txt", target)
    rp.read(tmp_path / "a.txt").parse(parser=Better()).write(target, resume=True)
    assert opened == ["a.txt", "a.txt"]


def test_the_same_file_under_other_names_for_its_documents_is_read(tmp_path, opened):
    target = tmp_path / "out.db"
    put(tmp_path / "in" / "a.txt", "1 arrest")
    night(tmp_path / "in", target)
    night(tmp_path, target)
    rp.read(tmp_path / "in", identity="kelsham").parse(parser=FakeParser()).write(target, resume=True)
    assert opened == ["a.txt"] * 3


def test_what_is_pruned_and_comes_back_is_current_again(database, tmp_path, opened):
    put(tmp_path / "in" / "a.txt", "1 arrest")
    put(tmp_path / "in" / "b.txt", "2 arrests")
    night(tmp_path / "in", database, prune=True)
    (tmp_path / "in" / "a.txt").unlink()
    assert night(tmp_path / "in", database, prune=True).gone == 1
    put(tmp_path / "in" / "a.txt", "1 arrest")
    assert texts(database) == ["2 arrests"]
    night(tmp_path / "in", database, prune=True)
    assert texts(database) == ["1 arrest", "2 arrests"]


def test_a_text_under_a_newer_one_is_there_when_that_goes(database, tmp_path):
    page = '{{"url": "https://police.example/1", "text": "{}"}}'
    put(tmp_path / "in" / "a.jsonl", page.format("1 arrest"))
    put(tmp_path / "in" / "b.jsonl", page.format("2 arrests"))
    for _ in range(3):
        night(tmp_path / "in", database, prune=True)
        assert texts(database) == ["2 arrests"]
    (tmp_path / "in" / "b.jsonl").unlink()
    night(tmp_path / "in", database, prune=True)
    assert texts(database) == ["1 arrest"]


@pytest.mark.parametrize("resume", [True, False])
def test_a_document_that_two_files_have_is_there_as_long_as_one_has_it(database, tmp_path, resume):
    page = '{"url": "https://police.example/1", "text": "1 arrest"}'
    put(tmp_path / "in" / "a.jsonl", page)
    night(tmp_path / "in", database)
    put(tmp_path / "in" / "b.jsonl", page)
    for _ in range(2):
        night(tmp_path / "in", database, prune=True, resume=resume)
    (tmp_path / "in" / "b.jsonl").unlink()
    night(tmp_path / "in", database, prune=True)
    assert texts(database) == ["1 arrest"]
    (tmp_path / "in" / "a.jsonl").unlink()
    put(tmp_path / "in" / "c.txt", "3 arrests")
    night(tmp_path / "in", database, prune=True)
    assert texts(database) == ["3 arrests"]


def test_many_files_over_many_batches(tmp_path, opened):
    target = tmp_path / "out.db"
    for number in range(450):
        put(tmp_path / "in" / f"{number:03}.txt", f"{number} arrests")
    night(tmp_path / "in", target)
    opened.clear()
    for number in (7, 431):
        put(tmp_path / "in" / f"{number:03}.txt", f"{number} new arrests", age=5)
    summary = night(tmp_path / "in", target, prune=True)
    assert opened == ["007.txt", "431.txt"]
    assert (summary.read, summary.kept, summary.parsed, summary.gone) == (450, 448, 2, 0)
    assert len(texts(target)) == 450


def test_an_interrupted_run_knows_what_it_has_read(tmp_path, opened):
    target = tmp_path / "out.db"
    for number in range(5):
        put(tmp_path / "in" / f"{number}.txt", f"{number} arrests")

    def interrupt(_record, summary):
        if summary.read == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        night(tmp_path / "in", target, observe=interrupt)
    opened.clear()
    assert night(tmp_path / "in", target).parsed == 2
    assert set(opened) <= {"2.txt", "3.txt", "4.txt"}  # of the last one its end may not have been read


def test_addresses_have_stamps_as_well(tmp_path, opened):
    fsspec = pytest.importorskip("fsspec")
    files = fsspec.filesystem("memory")
    files.store.clear()
    for name in ("a.txt", "b.txt"):
        with files.open(f"/kelsham/{name}", "wb") as file:
            file.write(b"1 arrest " + name.encode())
    target = tmp_path / "out.db"
    night("memory://kelsham", target)
    opened.clear()
    with files.open("/kelsham/b.txt", "wb") as file:
        file.write(b"2 arrests and more")
    assert night("memory://kelsham", target).kept == 1
    assert opened == ["b.txt"]


def test_what_left_an_archive_on_a_night_that_did_not_prune_is_pruned_later(database, tmp_path, opened):
    """The archive is not even read when it is pruned; what it does not hold any more is not met all the same."""
    path = tmp_path / "in" / "b.zip"
    put(path, {"1.txt": "1 arrest", "2.txt": "2 arrests", "3.txt": "3 arrests"})
    night(tmp_path / "in", database)
    put(path, {"1.txt": "1 arrest"}, age=-60)
    assert night(tmp_path / "in", database).kept == 1
    assert texts(database) == ["1 arrest", "2 arrests", "3 arrests"]
    opened.clear()
    summary = night(tmp_path / "in", database, prune=True)
    assert opened == []
    assert (summary.read, summary.kept, summary.gone) == (1, 1, 2)
    assert texts(database) == ["1 arrest"]
