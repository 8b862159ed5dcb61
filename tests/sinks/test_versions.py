"""Documents over time: edited, taken down, brought back, moved; and what a resumed run parses."""

from __future__ import annotations

import datetime as dt
import importlib
import random
import zipfile

import pytest

import release_parser as rp
from fakes import FakeParser
from release_parser.records import Release
from sink_records import query, read, release

pytest.importorskip("sqlalchemy", reason="needs the extra sql")
STATE = "SELECT s.identity, r.text, s.is_current, s.superseded_by FROM sources s JOIN releases r ON r.release_number = s.release_number ORDER BY s.position"


class Counting(FakeParser):
    """Counts what it parses."""

    def __init__(self):
        self.texts: list[str] = []

    def parse_batch(self, documents):
        for document in documents:
            self.texts.append(document.text)
            yield from super().parse_batch([document])


@pytest.fixture
def night(tmp_path):
    """A run over an archive that holds these texts by name, under another file name every night."""
    nights = []

    def run(target, texts: dict[str, str], **options):
        nights.append(1)
        path = tmp_path / f"rel-{len(nights)}.zip"
        with zipfile.ZipFile(path, "w") as archive:
            for name, text in texts.items():
                archive.writestr(f"{name}.txt", text)
        parser = Counting()
        summary = rp.read(path).parse(parser=parser).write(target, **{"resume": True, **options})
        return summary, parser.texts

    return run


def current(target) -> list[str]:
    return [record.text for record in rp.load(target) if isinstance(record, Release)]


def state(target) -> list[tuple]:
    return [(identity, text, bool(now), by) for identity, text, now, by in query(target, STATE)]


def test_an_edited_release_supersedes_its_older_text(database, night):
    night(database, {"a": "1 arrest", "b": "2 arrests"})
    summary, parsed = night(database, {"a": "10 arrests", "b": "2 arrests"})
    assert (parsed, summary.kept, summary.superseded) == (["10 arrests"], 1, 1)
    assert current(database) == ["2 arrests", "10 arrests"]
    assert state(database) == [
        ("a.txt", "1 arrest", False, 3),
        ("b.txt", "2 arrests", True, None),
        ("a.txt", "10 arrests", True, None),
    ]
    assert sorted(query(database, "SELECT value FROM claims_flat")) == [(2,), (10,)]
    every = [record.text for record in rp.load(database, versions="all")]
    assert every == ["1 arrest", "2 arrests", "10 arrests"]
    flags = query(database, "SELECT text, is_current, superseded_by FROM releases ORDER BY release_number")
    assert [(text, bool(now), by) for text, now, by in flags] == [
        ("1 arrest", False, 3),
        ("2 arrests", True, None),
        ("10 arrests", True, None),
    ]


@pytest.mark.parametrize("resume", [True, False])
def test_a_text_that_comes_back_is_current_again(database, night, resume):
    night(database, {"a": "1 arrest"})
    night(database, {"a": "10 arrests"})
    summary, parsed = night(database, {"a": "1 arrest"}, resume=resume)
    assert parsed == ([] if resume else ["1 arrest"])
    assert summary.superseded == 1
    assert current(database) == ["1 arrest"]
    assert state(database) == [("a.txt", "1 arrest", True, None), ("a.txt", "10 arrests", False, 1)]


def test_the_same_archive_under_another_name_is_the_same(database, night):
    texts = {name: f"{number} arrests" for number, name in enumerate("abcde")}
    for _ in range(3):
        night(database, texts)
    _, parsed = night(database, texts)
    assert parsed == []
    assert query(database, "SELECT COUNT(*) FROM sources") == [(5,)]
    assert all("rel-4.zip/" in record.source for record in rp.load(database))  # where it was seen last


def test_what_is_gone_is_marked_where_that_is_asked(database, night):
    night(database, {"a": "1 arrest", "b": "2 arrests"})
    night(database, {"a": "1 arrest"})
    assert current(database) == ["1 arrest", "2 arrests"]
    summary, _ = night(database, {"a": "1 arrest"}, prune=True)
    assert summary.gone == 1
    assert current(database) == ["1 arrest"]
    assert [record.text for record in rp.load(database, versions="all")] == ["1 arrest", "2 arrests"]
    assert query(database, "SELECT value FROM claims_flat") == [(1,)]
    _, parsed = night(database, {"a": "1 arrest", "b": "2 arrests"}, prune=True)
    assert (parsed, current(database)) == ([], ["1 arrest", "2 arrests"])


def test_a_text_of_two_documents_is_current_while_one_has_it(database, night):
    night(database, {"a": "1 arrest", "b": "1 arrest"})
    night(database, {"a": "1 arrest", "b": "2 arrests"})
    assert current(database) == ["1 arrest", "2 arrests"]
    night(database, {"a": "2 arrests", "b": "2 arrests"})
    assert current(database) == ["2 arrests", "2 arrests"]
    assert query(database, "SELECT COUNT(*) FROM claims_flat") == [(1,)]


def test_nothing_is_gone_where_an_archive_was_cut_off(new_target, night, tmp_path, caplog):
    target = new_target("sqlite")
    night(target, {"a": "1 arrest", "b": "2 arrests"})
    broken = tmp_path / "rel-9.zip"
    broken.write_bytes((tmp_path / "rel-1.zip").read_bytes()[:60])
    summary = rp.read([broken]).parse(parser=FakeParser()).write(target, prune=True)
    assert (summary.failed, summary.gone) == (1, 0)
    assert "nothing is marked as gone" in caplog.text
    assert current(target) == ["1 arrest", "2 arrests"]


def test_a_file_that_cannot_be_read_tonight_is_not_gone(new_target, tmp_path):
    target = new_target("sqlite")
    (tmp_path / "news").mkdir()
    for name in "ab":
        (tmp_path / "news" / f"{name}.txt").write_text(f"{ord(name)} arrests")
    stream = rp.read(tmp_path / "news").parse(parser=FakeParser())
    stream.write(target)
    (tmp_path / "news" / "a.txt").write_bytes(b"\x00")
    assert stream.write(target, prune=True).gone == 0
    assert current(target) == ["97 arrests", "98 arrests"]


def test_a_folder_by_any_path(new_target, tmp_path, monkeypatch):
    target = new_target("sqlite")
    (tmp_path / "news" / "2021").mkdir(parents=True)
    (tmp_path / "news" / "2021" / "a.txt").write_text("1 arrest")
    monkeypatch.chdir(tmp_path / "news")
    for path in (tmp_path / "news", ".", "../news"):
        rp.read(path).parse(parser=FakeParser()).write(target)
    assert state(target) == [("2021/a.txt", "1 arrest", True, None)]


def test_texts_without_a_name_are_documents_of_their_own(new_target):
    target = new_target("sqlite")
    for text in (b"1 arrest", b"2 arrests"):
        rp.read(text).parse(parser=FakeParser()).write(target)
    assert current(target) == ["1 arrest", "2 arrests"]


@pytest.mark.parametrize(
    ("identity", "found"),
    [
        (None, ["https://police.example/1", "x"]),
        ("kelsham", ["https://police.example/1", "kelsham/x"]),
        (lambda document: f"own {document.text[0]}", ["own 1", "own 2"]),
    ],
)
def test_identities(new_target, tmp_path, identity, found):
    target = new_target("sqlite")
    (tmp_path / "news.jsonl").write_text(
        '{"text": "1 arrest", "id": "w", "url": "https://police.example/1"}\n{"text": "2 arrests", "id": "x"}\n'
    )
    rp.read(tmp_path / "news.jsonl", identity=identity).parse(parser=FakeParser()).write(target)
    assert [identity for identity, *_ in state(target)] == found


def test_archives_that_come_together_are_told_apart(new_target, tmp_path):
    target = new_target("sqlite")
    (tmp_path / "all").mkdir()
    for name in "ab":
        with zipfile.ZipFile(tmp_path / "all" / f"{name}.zip", "w") as archive:
            archive.writestr("1.txt", f"{ord(name)} arrests")
    rp.read(tmp_path / "all").parse(parser=FakeParser()).write(target)
    assert [identity for identity, *_ in state(target)] == ["a.zip/1.txt", "b.zip/1.txt"]
    rp.read([tmp_path / "all" / "a.zip", tmp_path / "all" / "b.zip"]).parse(parser=FakeParser()).write(
        new_target(".jsonl")
    )


def test_other_metadata_are_parsed_again(new_target, tmp_path):
    target = new_target("sqlite")
    path = tmp_path / "news.jsonl"
    for force, parses in (("one", 1), ("one", 0), ("two", 1)):
        path.write_text(f'{{"text": "1 arrest", "id": "x", "publisher": "{force}"}}\n')
        parser = Counting()
        rp.read(path).parse(parser=parser).write(target, resume=True)
        assert len(parser.texts) == parses
    assert [record.publisher for record in rp.load(target)] == ["two"]
    assert query(target, "SELECT COUNT(*) FROM sources") == [(1,)]


def test_keys_of_claims_outlive_the_database(database, tmp_path, night):
    keys = "SELECT c.claim_key, r.text, c.id FROM claims c JOIN releases r ON r.release_number = c.release_number ORDER BY 1"
    night(database, {"a": "1 arrest 2 charged", "b": "3 arrests"})
    other = f"sqlite:///{tmp_path}/other.db"
    night(other, {"z": "9 arrests", "b": "3 arrests", "a": "1 arrest 2 charged"})
    found = query(database, keys)
    assert len({key for key, *_ in found}) == 3
    assert set(found) < set(query(other, keys))


def test_when_something_was_seen(new_target, night):
    target = new_target("sqlite")
    night(target, {"a": "1 arrest"})
    night(target, {"a": "2 arrests"})
    night(target, {"a": "2 arrests"})
    (first, second) = query(target, "SELECT first_seen, last_seen FROM releases ORDER BY release_number")
    runs = [row[0] for row in query(target, "SELECT started_at FROM parser_runs ORDER BY run")]
    assert first == (runs[0], runs[0])
    assert second == (runs[1], runs[2])


def test_records_of_another_run_are_not_resumed_twice(database, night):
    texts = {str(number): f"{number} arrests" for number in range(450)}
    night(database, texts)
    summary, parsed = night(database, {**texts, "new": "1000 arrests"})
    assert (summary.kept, parsed) == (450, ["1000 arrests"])
    assert len(read(database)) == 451


def test_runs_that_were_killed_are_told_from_those_that_run(database):
    import subprocess
    import sys

    from release_parser.sinks import open_sink

    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    with open_sink(database) as first:
        first.write(release("1 arrest"))
        first.flush()
        with open_sink(database):
            pass
        assert [row[0] for row in query(database, "SELECT state FROM parser_runs ORDER BY run")] == ["running", "done"]
    query(database, f"UPDATE parser_runs SET state = 'running', process = {process.pid} WHERE run = 1")
    with open_sink(database):
        pass
    assert [row[0] for row in query(database, "SELECT state FROM parser_runs ORDER BY run")] == ["died", "done", "done"]


def test_a_run_elsewhere_that_has_been_silent_for_an_hour_is_taken_for_dead(database):
    from release_parser.sinks import open_sink

    for _ in range(2):
        with open_sink(database):
            pass
    long_ago, lately = (dt.datetime.now(dt.UTC) - dt.timedelta(minutes=minutes) for minutes in (61, 59))
    for run, beat in ((1, long_ago), (2, lately)):
        at = beat.replace(tzinfo=None) if database.startswith("duckdb") else beat
        query(
            database,
            f"UPDATE parser_runs SET state = 'running', host = 'elsewhere', heartbeat_at = '{at}' WHERE run = {run}",
        )
    with open_sink(database):
        pass
    assert [row[0] for row in query(database, "SELECT state FROM parser_runs ORDER BY run")] == [
        "died",
        "running",
        "done",
    ]


def test_every_batch_is_a_beat(database):
    from release_parser.sinks import open_sink

    with open_sink(database) as sink:
        for number in range(3):
            query(database, "UPDATE parser_runs SET heartbeat_at = '2001-01-01 00:00:00'")
            sink.write(release(f"{number} arrests"))
            sink.flush()
            late = "SELECT added FROM parser_runs WHERE heartbeat_at > '2020-01-01 00:00:00'"
            assert query(database, late) == [(number + 1,)]


@pytest.mark.parametrize(
    ("kind", "module", "session"), [("sqlite", "sql", "SqlSession"), ("duckdb", "duck", "DuckSession")]
)
def test_a_night_costs_as_many_statements_however_much_is_held(kind, module, session, new_target, night, monkeypatch):
    """The archive grows by ten releases a night, and comes in another order every night.

    SQLite runs a statement for all its rows at once, DuckDB one by one, so that there each row counts.
    """
    target, chance, costs = new_target(kind), random.Random(4), []
    cls = getattr(importlib.import_module(f"release_parser.sinks.{module}"), session)

    def counted(name, method):
        def call(self, *given):
            rows = given[1] if name == "execute" and len(given) > 1 else None
            costs[-1] += len(rows) if rows is not None and kind == "duckdb" else 1
            return method(self, *given)

        return call

    for name in ("query", "execute", "insert", "update"):
        monkeypatch.setattr(cls, name, counted(name, getattr(cls, name)))
    names = [str(number) for number in range(100)]
    for held in range(0, 100, 10):
        costs.append(0)
        new = names[held : held + 10]
        given = chance.sample(names[: held + 10], held + 10)
        _, parsed = night(target, {name: f"{name} arrests" for name in given})
        assert sorted(parsed) == sorted(f"{name} arrests" for name in new)
    assert len(set(costs[2:])) == 1
