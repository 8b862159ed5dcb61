"""Records that take the place of older ones in DuckDB, where that takes more than one transaction: what a kill leaves, and what others see."""

from __future__ import annotations

import os
import shutil
from decimal import Decimal
from pathlib import Path

import pytest

pytest.importorskip("duckdb", reason="needs the extra duckdb")
pytest.importorskip("pyarrow", reason="needs the extra duckdb")

import duckdb

from release_parser.records import Failure, ParserInfo, Release
from release_parser.sinks import load, open_sink
from release_parser.sinks.duck import DuckDatabase, DuckSession
from release_parser.sinks.duck_replacing import JOURNAL
from release_parser.tables import TABLES
from sink_records import as_json, fixture_records, query, read, release, write
from warm_command import Running

NEW = release("60 knives and 7 axes", source="new.txt")


def newer() -> tuple[Release | Failure, ...]:
    """Some of the fixture releases, with what every table has rows for."""
    return fixture_records()[:9]


def older() -> list[Release | Failure]:
    """The fixture releases as a parser of an older version found them."""
    old = ParserInfo(version="0.0.1", model="none")
    return [
        each.model_copy(update={"parser": old, "title": "A title"}) if isinstance(each, Release) else each
        for each in newer()
    ]


def night() -> list[tuple[Release | Failure, str | None]]:
    """A batch that replaces what is there, adds a release, and edits one document; another document has a text that is replaced."""
    records = newer()
    first = next(each for each in records if isinstance(each, Release) and each.claims)
    edited = release("9 raids", source="edited.txt")
    return [*((each, each.source) for each in records), (first, "copy.txt"), (NEW, "new.txt"), (edited, "edited.txt")]


def first_night(target: str) -> None:
    write(target, [*older(), release("8 raids", source="edited.txt")])


def second_night(target: str) -> None:
    with open_sink(target) as sink:
        for record, identity in night():
            sink.write_of(record, identity)


def whole(target: str) -> dict[str, list[tuple]]:
    """All rows, but the list of runs, and when something was met or written."""
    left_out = {"first_seen", "last_seen", "run", "written_at", "parsed_at"}
    with duckdb.connect(target.removeprefix("duckdb:///")) as connection:
        return {
            table.name: connection.execute(
                f"SELECT {', '.join(column.name for column in table.columns if column.name not in left_out)} FROM {table.name} ORDER BY ALL"
            ).fetchall()
            for table in TABLES
            if table.name not in ("parser_runs", "schema_version")
        }


def has_journal(target: str) -> bool:
    """Whether releases are being replaced."""
    return bool(query(target, f"SELECT 1 FROM duckdb_schemas() WHERE schema_name = '{JOURNAL}'"))


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory) -> tuple[str, list[str], list[str]]:
    """A database after two nights that nobody disturbed, what it holds, and what it held after the first."""
    target = f"duckdb:///{tmp_path_factory.mktemp('undisturbed')}/releases.duckdb"
    first_night(target)
    before = read(target)
    second_night(target)
    return target, read(target), before


def test_a_batch_that_replaces_nothing_is_one_transaction(new_target, monkeypatch):
    target = new_target("duckdb")
    first_night(target)
    statements = spied(monkeypatch)
    write(target, [*older(), NEW, release("9 raids", source="edited.txt")])
    assert [each for each in statements if each.startswith(("BEGIN", "CREATE SCHEMA"))] == []
    second_night(target)
    assert [each for each in statements if each.startswith("CREATE SCHEMA")] == [f"CREATE SCHEMA {JOURNAL}"]
    assert statements.count("BEGIN") == statements.count("COMMIT") == 7


def spied(monkeypatch) -> list[str]:
    """The statements that sessions execute from now on; the transaction of a batch is the database's own."""
    statements: list[str] = []
    execute = DuckSession.execute
    monkeypatch.setattr(
        DuckSession,
        "execute",
        lambda self, statement, rows=None: (statements.append(statement), execute(self, statement, rows))[1],
    )
    return statements


def test_whatever_is_on_disk_at_any_moment_is_read_whole_and_finished(new_target, tmp_path, monkeypatch, undisturbed):
    """A kill leaves the file and its log as they are: so they are copied where they have changed, and each copy is opened."""
    target = new_target("duckdb")
    first_night(target)
    path = Path(target.removeprefix("duckdb:///"))
    copies: list[tuple[str, Path]] = []
    execute = DuckSession.execute

    states = set()

    def copying(self, statement, rows=None):
        state = tuple(each.read_bytes() for each in sorted(path.parent.glob(f"{path.name}*")))
        if state in states:
            return execute(self, statement, rows)
        states.add(state)
        folder = tmp_path / str(len(copies))
        folder.mkdir()
        for each in path.parent.glob(f"{path.name}*"):
            shutil.copy(each, folder / each.name)
        copies.append((statement, folder / path.name))
        return execute(self, statement, rows)

    monkeypatch.setattr(DuckSession, "execute", copying)
    second_night(target)
    monkeypatch.undo()
    wanted, after, before = undisturbed
    seen = set()
    for statement, copy in copies:
        killed = f"duckdb:///{copy}"
        found = read(killed)
        assert found in (before, after), statement
        left = has_journal(killed)
        seen.add((left, found == after))
        if left:
            with DuckDatabase(killed).write():
                pass
            assert not has_journal(killed), statement
        if found == after:
            assert whole(killed) == whole(wanted), statement
    assert seen == {(False, False), (True, True), (False, True)}
    assert len(copies) > 8  # the batch, and seven transactions


KILLED = """
import os, signal
from release_parser.sinks import duck, load, open_sink
def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)
left, execute = {commits}, duck.DuckSession.execute
def until(self, statement, rows=None):
    global left
    execute(self, statement, rows)
    left -= statement == "COMMIT"
    if not left:
        die()
if left:
    duck.DuckSession.execute = until
else:
    keep = duck.keep_journal
    def kept(session, rows):
        duck.DuckDatabase._finish = die
        keep(session, rows)
    duck.keep_journal = kept
with open_sink({target!r}) as sink:
    for record in load({records!r}):
        sink.write(record)
"""
"""A run that is killed when its batch is written, or when so many of the transactions that replace have been committed."""


@pytest.mark.skipif(os.name != "posix", reason="kill -9")
def test_a_run_that_is_killed_between_two_transactions_is_finished_by_the_next(
    new_target, tmp_path, warm_command, undisturbed
):
    _, after, _ = undisturbed
    records = [record for record, _ in night()[: len(newer())]]
    with open_sink(str(tmp_path / "night.jsonl")) as sink:
        for record in records:
            sink.write(record)
    first_night(f"duckdb:///{tmp_path}/first.duckdb")
    for commits in (0, 1, 4, 6, 7):  # seven transactions, and the run that ends undisturbed
        target = f"duckdb:///{shutil.copy(tmp_path / 'first.duckdb', tmp_path / f'{commits}.duckdb')}"
        code = KILLED.format(commits=commits, target=target, records=str(tmp_path / "night.jsonl"))
        process = Running(str(warm_command), code=code)
        process.wait()
        edited = release("8 raids", source="edited.txt")
        assert has_journal(target) == (commits < 7), commits
        assert sorted(read(target)) == sorted(as_json([*records, edited]))
        second_night(target)
        assert read(target) == after


def test_another_program_sees_a_release_whole_or_not(new_target, monkeypatch):
    target = new_target("duckdb")
    first_night(target)
    monkeypatch.setattr(DuckDatabase, "_finish", lambda *_: None)
    monkeypatch.setattr("release_parser.sinks.duck.finish", lambda _: None)
    second_night(target)
    counted = "SELECT COUNT(*), COUNT(DISTINCT release_number) FROM claims_flat"
    assert query(target, counted) == [(3, 2)]  # the two releases that were not there before
    monkeypatch.undo()
    write(target, [])
    (claims, releases), *_ = query(target, counted)
    assert claims > 20
    assert releases > 8


def test_what_cannot_be_replaced_now_is_replaced_when_the_file_is_opened_next(
    new_target, monkeypatch, undisturbed, caplog
):
    _, after, _ = undisturbed
    target = new_target("duckdb")
    first_night(target)
    execute, broken = DuckSession.execute, []

    def breaks_once(self, statement, rows=None):
        if "DELETE FROM quotes" in statement and not broken:
            broken.append(statement)
            raise duckdb.IOException("No space left on device")
        execute(self, statement, rows)

    monkeypatch.setattr(DuckSession, "execute", breaks_once)
    second_night(target)
    assert broken
    assert "what is left to do is done when it is opened next" in caplog.text
    assert read(target) == after


def test_a_record_that_cannot_be_held_leaves_the_old_one(new_target):
    target = new_target("duckdb")
    old = [release("5 knives", source="a.txt", version="1.0"), release("6 knives", source="b.txt", version="1.0")]
    write(target, old)
    better = [each.model_copy(update={"parser": ParserInfo(version="2.0", model="none")}) for each in old]
    (claim,) = better[0].claims
    huge = claim.model_copy(update={"quantity": claim.quantity.model_copy(update={"value": Decimal(10) ** 30})})
    sink = write(target, [better[0].model_copy(update={"claims": (huge,)}), better[1]])
    assert [each.stage for each in sink.refused] == ["write"]
    found = [record for record in load(target) if isinstance(record, Release)]
    assert found == [old[0], better[1]]
    assert not has_journal(target)


def test_references_hold_when_every_row_of_every_release_was_replaced(undisturbed):
    target, *_ = undisturbed
    for table in TABLES:
        for reference in table.references:
            own, theirs = (", ".join(columns) for columns in (reference.columns, reference.target))
            given = " AND ".join(f"{column} IS NOT NULL" for column in reference.columns)
            lost = f"SELECT {own} FROM {table.name} WHERE {given} EXCEPT SELECT {theirs} FROM {reference.table}"
            assert query(target, lost) == [], (table.name, reference)


@pytest.mark.parametrize(
    ("statements", "refusal"),
    [
        (("DELETE FROM claims", "DELETE FROM quotes"), "still referenced"),
        (("UPDATE claims SET quote = NULL", "DELETE FROM quotes"), "still referenced"),
        (("DELETE FROM claims WHERE restates IS NOT NULL", "DELETE FROM claims"), "still referenced"),
        (("UPDATE claims SET restates = NULL WHERE restates IS NOT NULL", "DELETE FROM claims"), "still referenced"),
        (("UPDATE quotes SET run = 2",), "still referenced"),
        (("INSERT OR REPLACE INTO claims VALUES (1, 1, NULL)",), "still referenced"),
        (("INSERT INTO claims VALUES (8, 1, NULL), (9, 1, 8)",), "does not exist"),
    ],
    ids=["deleted", "let go", "of one table", "let go in one table", "another run", "upsert", "comes with it"],
)
def test_what_duckdb_refuses_within_a_transaction(statements, refusal):
    """Should these fail one day, `sinks.duck_replacing` may do with less."""
    database = duckdb.connect()
    database.execute("CREATE TABLE runs (run INTEGER PRIMARY KEY)")
    database.execute("CREATE TABLE quotes (number INTEGER PRIMARY KEY, run INTEGER REFERENCES runs (run))")
    database.execute(
        "CREATE TABLE claims (number INTEGER PRIMARY KEY, quote INTEGER REFERENCES quotes (number), "
        "restates INTEGER REFERENCES claims (number))"
    )
    database.execute("INSERT INTO runs VALUES (1), (2)")
    database.execute("INSERT INTO quotes VALUES (1, 1)")
    for number, restates in ((1, None), (2, 1)):
        database.execute("INSERT INTO claims VALUES (?, 1, ?)", [number, restates])
    database.execute("BEGIN")
    with pytest.raises(duckdb.ConstraintException, match=refusal):
        for statement in statements:
            database.execute(statement)
