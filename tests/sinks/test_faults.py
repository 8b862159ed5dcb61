"""Whose fault it is: a value that a database cannot hold is a release's, everything else the run's, and costs no release."""

from __future__ import annotations

import json
import logging
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

import fakes
import release_parser as rp
from fakes import FakeParser
from release_parser.errors import TargetError
from release_parser.records import Failure
from release_parser.sinks import open_sink, turns
from release_parser.sinks.database import DatabaseSink
from release_parser.sinks.protocols import Fault
from sink_records import as_json, query, read, release

pytest.importorskip("sqlalchemy", reason="needs the extra sql")
NUMBERS = 30


def texts(count: int = NUMBERS) -> list[bytes]:
    return [f"Officers made {number} arrests.".encode() for number in range(count)]


def parse(target, count: int = NUMBERS, **options):
    return rp.read(archive_of(target, count)).parse(parser=FakeParser()).write(target, **options)


def archive_of(target: str, count: int = NUMBERS):
    """A folder beside nothing: the texts, each from a place of its own."""
    folder = Path(os.environ["NEWS"])
    for number, text in enumerate(texts(count)):
        (folder / f"{number:03}.txt").write_bytes(text)
    return folder


@pytest.fixture(autouse=True)
def news(tmp_path, monkeypatch):
    folder = tmp_path / "news"
    folder.mkdir()
    monkeypatch.setenv("NEWS", str(folder))
    monkeypatch.setattr(DatabaseSink, "delays", (0, 0))
    monkeypatch.setattr("release_parser.sinks.database.RECORDS_PER_TRANSACTION", 10)
    return folder


def resumes_exactly(target) -> None:
    """What a run that is resumed makes of the target is what an undisturbed one would have."""
    summary = parse(target, resume=True)
    assert summary.failed == 0
    wanted = as_json(rp.read(archive_of(target)).parse(parser=FakeParser()))
    assert read(target) == wanted


# a database that says no


@contextmanager
def locked(postgresql, table: str):
    import psycopg

    with closing(psycopg.connect(postgresql.replace("+psycopg", ""))) as other:
        other.execute(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE")
        yield


@pytest.mark.parametrize("setting", ["statement_timeout", "lock_timeout"])
@pytest.mark.parametrize("table", ["claims", "releases"])
def test_a_timeout_is_the_runs_fault_and_no_releases(postgresql, setting, table):
    parse(postgresql, 5)
    impatient = f"{postgresql}{'&' if '?' in postgresql else '?'}options=-c%20{setting}=400"
    with locked(postgresql, table), pytest.raises(TargetError, match="timeout"):
        parse(impatient)
    assert query(postgresql, "SELECT COUNT(*) FROM failures") == [(0,)]
    (_, (state,)) = query(postgresql, "SELECT state FROM parser_runs ORDER BY run")
    assert state in ("failed", "running")  # a slow machine may not be able to say that it failed, within the time-out
    resumes_exactly(postgresql)


def test_a_lock_that_goes_away_is_waited_for(postgresql, monkeypatch):
    parse(postgresql, 1)
    monkeypatch.setattr(DatabaseSink, "delays", (0.2,) * 20)
    impatient = f"{postgresql}{'&' if '?' in postgresql else '?'}options=-c%20lock_timeout=100"
    lock = locked(postgresql, "claims")
    lock.__enter__()
    threading.Timer(0.5, lambda: lock.__exit__(None, None, None)).start()
    assert parse(impatient).failed == 0
    assert query(postgresql, "SELECT COUNT(*) FROM releases") == [(NUMBERS,)]


def test_missing_rights_are_said_in_a_line_and_at_once(postgresql, monkeypatch):
    parse(postgresql, 5)
    monkeypatch.setattr("release_parser.sinks.retries.time.sleep", lambda _: pytest.fail("it waited"))
    query(postgresql, "DROP ROLE IF EXISTS reader")
    query(postgresql, "CREATE ROLE reader LOGIN")
    query(postgresql, "GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA public TO reader")
    query(postgresql, "REVOKE INSERT ON claims FROM reader")
    reader = postgresql.replace("//postgres:@", "//reader:@").replace("//postgres@", "//reader@")
    assert reader != postgresql
    try:
        with pytest.raises(TargetError, match="permission denied for table claims"):
            parse(reader)
        assert query(postgresql, "SELECT COUNT(*) FROM failures") == [(0,)]
        resumes_exactly(postgresql)
    finally:
        query(postgresql, "DROP OWNED BY reader")
        query(postgresql, "DROP ROLE reader")


def test_what_a_database_cannot_hold_is_still_one_failure(postgresql):
    with open_sink(postgresql) as sink:
        for record in (release("1 arrest"), release("2\x00 arrests", source="b.txt"), release("3 arrests")):
            sink.write(record)
    assert [type(record) for record in rp.load(postgresql)].count(Failure) == 1
    assert query(postgresql, "SELECT COUNT(*) FROM releases") == [(2,)]


def test_a_file_of_sqlite_that_is_full(tmp_path, monkeypatch):
    import sqlalchemy

    target = f"sqlite:///{tmp_path}/releases.db"
    parse(target, 5)
    pages = query(target, "PRAGMA page_count")[0][0]
    sink = open_sink(target)
    sqlalchemy.event.listen(
        sink.database._engine,
        "connect",
        lambda connection, _: connection.execute(f"PRAGMA max_page_count = {pages + 1}"),
    )
    stream = rp.read(archive_of(target, 400)).parse(parser=FakeParser())
    with pytest.raises(TargetError, match="database or disk is full"):
        stream.write(sink)
    assert query(target, "SELECT COUNT(*) FROM failures") == [(0,)]
    assert stream.write(target, resume=True).failed == 0
    assert read(target) == as_json(stream)


@pytest.mark.parametrize(
    ("state", "fault"),
    [
        ("22021", Fault.DATA),
        ("23505", Fault.DATA),
        ("54000", Fault.DATA),
        ("57014", Fault.LOST),
        ("57P01", Fault.LOST),
        ("53100", Fault.LOST),
        ("08006", Fault.LOST),
        ("55P03", Fault.BUSY),
        ("40P01", Fault.BUSY),
        ("42501", Fault.LASTING),
        ("28P01", Fault.LASTING),
        ("25006", Fault.LOST),
    ],
)
def test_states_of_postgresql(state, fault):
    psycopg = pytest.importorskip("psycopg")
    from release_parser.sinks.sql import _postgresql_fault

    assert _postgresql_fault(psycopg.errors.lookup(state)("x")) is fault


# disks


@pytest.fixture
def small_disk(tmp_path):
    """A small disk."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if (
        shutil.which("mount") is None
        or subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(disk)], check=False, capture_output=True
        ).returncode
    ):
        pytest.skip("no disk can be mounted here")
    yield disk
    subprocess.run(["umount", "-l", str(disk)], check=True)


ON_DISK = ["out.jsonl", "out.json", "out.csv", "out.csv/", "out.parquet", "out.parquet/", "out.db", "out.duckdb"]


@pytest.mark.parametrize("name", ON_DISK)
def test_a_full_disk_is_one_line_and_costs_nothing(small_disk, tmp_path, name):
    if "parquet" in name or "duckdb" in name:
        pytest.importorskip("pyarrow")
        pytest.importorskip("duckdb")
    target = f"{small_disk}/{name}"
    stream = rp.read(archive_of(target, 5)).parse(parser=FakeParser())
    stream.write(target)
    before = None if name.endswith(("csv", "csv/")) and not name.endswith("/") else read(target)
    filler = small_disk / "filler"
    with filler.open("wb") as file:  # whatever is left but a little
        free = os.statvfs(small_disk).f_bavail * os.statvfs(small_disk).f_frsize
        file.write(b"x" * max(free - 8192, 0))
    again = rp.read(archive_of(target, 2000)).parse(parser=FakeParser())
    with pytest.raises(TargetError) as said:
        again.write(target)
    assert "\n" not in str(said.value)
    filler.unlink()
    if before is not None and "db" not in name:
        assert read(target) == before  # what was there stays as it was
    assert not [path for path in small_disk.iterdir() if path.name.startswith(".")]
    if hasattr(open_sink(target), "resume"):
        (tmp_path / "news" / "more.txt").write_text("7 arrests")
        few = rp.read([tmp_path / "news" / f"{number:03}.txt" for number in range(300)]).parse(parser=FakeParser())
        assert few.write(target, resume=True).failed == 0
        assert query(target_url(target), "SELECT COUNT(*) FROM failures") == [(0,)] if "db" in name else True


def target_url(target: str) -> str:
    return f"duckdb:///{target}" if target.endswith(".duckdb") else f"sqlite:///{target}"


def test_a_disk_that_may_only_be_read(small_disk):
    targets = [f"{small_disk}/{name}" for name in ("out.db", "out.jsonl", "out.csv/")]
    for target in targets:
        parse(target, 3)
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    for target in targets:
        with pytest.raises(TargetError, match=r"cannot be (written|opened)"):
            parse(target)


# runs that end early


SCRIPT = """
import sys, time; sys.path.insert(0, sys.argv.pop(1))
import fakes, types, os
class Slow(fakes.FakeParser):
    def parse_batch(self, documents):
        for record in super().parse_batch(documents):
            time.sleep(0.02)
            yield record
module = types.ModuleType("p"); module.Parser = lambda **options: Slow()
sys.modules["release_parser.parser"] = module
from release_parser.cli import main
main()
"""


def start(*arguments: str, **options) -> subprocess.Popen:
    """A run in a process of its own, which hears ctrl-C also where the tests themselves run in the background and do not."""
    if os.name == "posix":
        options["preexec_fn"] = lambda: signal.signal(signal.SIGINT, signal.default_int_handler)
    return subprocess.Popen(
        [sys.executable, "-c", SCRIPT, str(Path(fakes.__file__).parent), "parse", *arguments],
        stderr=subprocess.PIPE,
        text=True,
        **options,
    )


@pytest.mark.parametrize("name", ["out.jsonl", "out.db", "out.csv"])
def test_sigterm_ends_a_run_as_ctrl_c_does(tmp_path, name):
    archive = archive_of("", 300)
    ends = {}
    for number, code in ((signal.SIGINT, 130), (signal.SIGTERM, 143)):
        (tmp_path / number.name).mkdir()
        target = tmp_path / number.name / name
        process = start(str(archive), str(target), "--summary", str(tmp_path / f"{number.name}.json"))
        deadline = time.monotonic() + 60
        while not any((tmp_path / number.name).iterdir()) and time.monotonic() < deadline:
            time.sleep(0.05)
        time.sleep(0.5)
        process.send_signal(number)
        said = process.communicate(timeout=60)[1]
        assert process.returncode == code, said
        ends[number] = said.replace(number.name, "NAME")
        summary = json.loads((tmp_path / f"{number.name}.json").read_text())
        assert (summary["state"], summary["exit_code"]) == ("interrupted", code)
        if name == "out.db":
            assert query(f"sqlite:///{target}", "SELECT state FROM parser_runs") == [("interrupted",)]
    assert ends[signal.SIGINT] == ends[signal.SIGTERM]
    assert ends[signal.SIGTERM].startswith("release-parser: interrupted; what was done is in")


@pytest.mark.parametrize("name", ["out.json", "out.csv", "out.csv/", "out.parquet/", "out.jsonl"])
def test_the_second_of_two_runs_on_a_target_is_refused(tmp_path, name):
    if "parquet" in name:
        pytest.importorskip("pyarrow")
    target = f"{tmp_path}/{name}"
    with open_sink(target) as first:
        first.write(release("1 arrest"))
        with pytest.raises(TargetError, match="is being written by another run"), open_sink(target):
            pass
        first.write(release("2 arrests"))
    with open_sink(target) as third:
        third.write(release("3 arrests"))
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(["news", name.rstrip("/")])


@pytest.mark.parametrize("name", ["out.json", "out.csv", "out.csv/", "out.jsonl", "out.jsonl.gz"])
def test_what_a_killed_run_left_is_cleaned_by_the_next(tmp_path, name):
    archive = archive_of("", 100)
    target = f"{tmp_path}/{name}"
    process = start(str(archive), target)
    deadline = time.monotonic() + 60
    while len(list(tmp_path.iterdir())) == 1 and time.monotonic() < deadline:
        time.sleep(0.02)
    process.kill()
    process.communicate()
    assert len(list(tmp_path.iterdir())) > 1
    assert parse(target).read == 100
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(["news", name.rstrip("/")])


def test_a_folder_is_put_back_where_a_run_was_killed_while_it_exchanged_two(tmp_path):
    target = f"{tmp_path}/out.csv/"
    parse(target, 3)
    before = read(target)
    (tmp_path / "out.csv").rename(tmp_path / ".out.csv.old.tmp")
    with pytest.raises(ZeroDivisionError), open_sink(target):
        raise ZeroDivisionError
    assert read(target) == before


def test_waiting_for_another_run_is_said(postgresql, monkeypatch, caplog):
    import psycopg

    from release_parser.sinks.sql import WRITERS_LOCK

    monkeypatch.setattr(turns, "SECONDS_BEFORE_IT_IS_SAID", 0.05)
    with closing(psycopg.connect(postgresql.replace("+psycopg", ""))) as other:
        other.execute("SELECT pg_advisory_xact_lock(%s)", (WRITERS_LOCK,))
        threading.Timer(0.5, other.rollback).start()
        with caplog.at_level(logging.WARNING, "release_parser"):
            parse(postgresql, 1)
    assert "waiting for another run that writes to postgresql" in caplog.text


def test_trying_again_is_said(tmp_path, monkeypatch, caplog):
    import sqlite3

    monkeypatch.setattr("release_parser.sinks.sql.SQLITE_WAIT_SECONDS", 0.05)
    monkeypatch.setattr("release_parser.sinks.turns.SECONDS_BEFORE_IT_IS_SAID", 0.1)
    monkeypatch.setattr(DatabaseSink, "delays", (0.1,) * 50)
    target = f"sqlite:///{tmp_path}/releases.db"
    parse(target, 1)
    with closing(sqlite3.connect(tmp_path / "releases.db", check_same_thread=False)) as other:
        other.execute("BEGIN IMMEDIATE")
        threading.Timer(0.6, other.rollback).start()
        with caplog.at_level(logging.WARNING, "release_parser"):
            parse(target, 2)
    assert "database is locked; trying again in 0.1 s" in caplog.text


def test_waiting_is_said_after_five_seconds(monkeypatch):
    waited = []

    class Timer:
        def __init__(self, seconds, *_):
            waited.append(seconds)

        def start(self):
            pass

        cancel = start

    monkeypatch.setattr(turns.threading, "Timer", Timer)
    with turns.announced("waiting for another run"):
        pass
    assert waited == [5]


HOLDS = """
import sys, time, duckdb
with duckdb.connect(sys.argv[1]):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_waiting_for_another_process_that_has_a_file_of_duckdb_is_said(new_target, monkeypatch, caplog):
    monkeypatch.setattr(turns, "SECONDS_BEFORE_IT_IS_SAID", 0.05)
    monkeypatch.setattr(DatabaseSink, "delays", (0.1,) * 200)
    target = new_target("duckdb")
    parse(target, 1)
    path = target.removeprefix("duckdb:///")
    other = subprocess.Popen(
        [sys.executable, "-c", HOLDS, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert other.stdout.readline() == "held\n"
    threading.Timer(0.5, other.stdin.close).start()
    with caplog.at_level(logging.WARNING, "release_parser"):
        parse(target, 2)
    other.wait()
    assert "trying again in 0.1 s" in caplog.text
    assert len(read(target)) == 2
