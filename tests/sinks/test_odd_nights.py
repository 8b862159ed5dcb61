"""Nights that do not go as nights should: the clock goes back, and files change while they are read."""

from __future__ import annotations

import datetime as dt
import os
import zipfile
from types import SimpleNamespace

import pytest

import release_parser as rp
from fakes import FakeParser
from release_parser.records import Release
from release_parser.sinks import batches, runs
from release_parser.sources.targets import InputEntry
from sink_records import query

pytest.importorskip("sqlalchemy", reason="needs the extra sql")
OLD = 1_700_000_000


@pytest.fixture
def clock(monkeypatch):
    """A clock that the test puts forward and back."""

    class Clock(dt.datetime):
        late = dt.timedelta()

        @classmethod
        def now(cls, tz=None):
            return dt.datetime.now(tz) + cls.late

    for module in (batches, runs):
        monkeypatch.setattr(module, "dt", SimpleNamespace(**{**vars(dt), "datetime": Clock}))
    return Clock


@pytest.fixture
def while_reading(monkeypatch):
    """Has something done when the first document of a file has been read, once."""
    read = InputEntry.read

    def plan(name, do):
        waiting = [do]

        def reading(self, options):
            for number, item in enumerate(read(self, options)):
                yield item
                if number == 0 and self.name.endswith(name) and waiting:
                    waiting.pop()()

        monkeypatch.setattr(InputEntry, "read", reading)

    return plan


def put(folder, texts: dict[str, str], *, age: int = 0) -> None:
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / name).write_text(text)
        os.utime(folder / name, (OLD - age, OLD - age))


def night(source, target, **options):
    return rp.read(source).parse(parser=FakeParser()).write(target, **{"resume": True, **options})


def texts(target) -> list[str]:
    return sorted(record.text for record in rp.load(target) if isinstance(record, Release))


def test_the_clock_goes_back_a_day_between_two_nights(database, tmp_path, clock):
    folder = tmp_path / "in"
    put(folder, {"a.txt": "1 arrest", "b.txt": "2 arrests", "c.txt": "3 arrests"})
    night(folder, database)
    clock.late = -dt.timedelta(days=1)
    # edited since, and still with an earlier time than before
    put(folder, {"a.txt": "10 arrests"}, age=3600)
    (folder / "c.txt").unlink()
    summary = night(folder, database, prune=True)
    assert (summary.parsed, summary.kept, summary.superseded, summary.gone) == (1, 1, 1, 1)
    assert texts(database) == ["10 arrests", "2 arrests"]
    wrong = "SELECT COUNT(*) FROM {} WHERE last_seen < first_seen"
    assert [query(database, wrong.format(table)) for table in ("releases", "sources")] == [[(0,)], [(0,)]]
    assert query(database, "SELECT COUNT(*) FROM parser_runs WHERE finished_at < started_at") == [(0,)]
    assert [row[0] for row in query(database, "SELECT state FROM parser_runs ORDER BY run")] == ["done", "done"]


def test_the_clock_goes_back_while_a_run_writes(database, tmp_path, clock):
    def turn_back(_record, summary):
        if summary.read == 1:
            clock.late = -dt.timedelta(hours=2)

    put(tmp_path / "in", {f"{number}.txt": f"{number} arrests" for number in range(5)})
    night(tmp_path / "in", database, observe=turn_back)
    assert len(texts(database)) == 5
    assert query(database, "SELECT COUNT(*) FROM parser_runs WHERE finished_at < started_at") == [(0,)]


def test_a_file_that_changes_after_it_was_read_is_read_the_next_night(database, tmp_path, while_reading):
    put(tmp_path / "in", {"a.txt": "1 arrest", "b.txt": "2 arrests"})
    while_reading("b.txt", lambda: put(tmp_path / "in", {"a.txt": "10 arrests"}, age=-60))
    night(tmp_path / "in", database)
    assert texts(database) == ["1 arrest", "2 arrests"]
    night(tmp_path / "in", database)
    assert texts(database) == ["10 arrests", "2 arrests"]


@pytest.mark.parametrize("kind", [".jsonl", "sqlite"])
def test_a_file_that_goes_while_the_others_are_read_is_one_failure(new_target, tmp_path, kind, while_reading):
    target = new_target(kind)
    put(tmp_path / "in", {"a.txt": "1 arrest", "b.txt": "2 arrests", "c.txt": "3 arrests"})
    while_reading("a.txt", (tmp_path / "in" / "b.txt").unlink)
    summary = night(tmp_path / "in", target)
    assert (summary.read, summary.parsed, summary.failed) == (3, 2, 1)
    assert texts(target) == ["1 arrest", "3 arrests"]
    put(tmp_path / "in", {"b.txt": "2 arrests"})
    night(tmp_path / "in", target)
    assert texts(target) == ["1 arrest", "2 arrests", "3 arrests"]


def test_lines_that_are_added_while_a_file_is_read_are_there_the_next_night(database, tmp_path, while_reading):
    news = tmp_path / "news.jsonl"

    def add():
        with news.open("a") as file:
            file.write('{"text": "3 arr')  # as another program that has not yet written the whole line

    news.write_text('{"text": "1 arrest"}\n{"text": "2 arrests"}\n')
    os.utime(news, (OLD, OLD))
    while_reading("news.jsonl", add)
    night(news, database)
    assert set(texts(database)) == {"1 arrest", "2 arrests"}
    with news.open("a") as file:
        file.write('ests"}\n')
    night(news, database)
    assert texts(database) == ["1 arrest", "2 arrests", "3 arrests"]


def test_an_archive_that_is_cut_short_while_it_is_read_loses_nothing(database, tmp_path, while_reading):
    news = tmp_path / "news.zip"
    several = {f"{number}.txt": f"{number} arrests " + "x" * 50_000 for number in range(40)}

    def publish():
        with zipfile.ZipFile(news, "w") as archive:
            for name, text in several.items():
                archive.writestr(name, text)

    def cut():
        with news.open("r+b") as file:
            file.truncate(1000)

    publish()
    os.utime(news, (OLD, OLD))
    while_reading("news.zip", cut)
    summary = night(news, database, prune=True)
    assert summary.failed >= 1
    publish()
    summary = night(news, database, prune=True)
    assert (summary.failed, summary.gone) == (0, 0)
    assert texts(database) == sorted(several.values())


@pytest.mark.parametrize("held", [0, 3], ids=["its documents are new", "its documents are held"])
def test_an_archive_that_is_whole_again_is_no_failure_any_more(database, tmp_path, held):
    path = tmp_path / "in.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(3):
            archive.writestr(f"{number}.txt", f"{number} arrests")
    whole = path.read_bytes()
    if held:
        night(path, database)
    path.write_bytes(whole[:-30])
    assert night(path, database).failed == 1
    assert night(path, database, prune=True).failed == 1
    assert query(database, "SELECT COUNT(*) FROM failures") == [(1,)]
    path.write_bytes(whole)
    assert night(path, database, prune=True).kept == held
    assert query(database, "SELECT COUNT(*) FROM failures") == [(0,)]
    assert texts(database) == ["0 arrests", "1 arrests", "2 arrests"]
