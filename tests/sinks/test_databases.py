"""What a database holds after one run, after two, after a better parser, after trouble."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest
import regex

import loops
from release_parser.errors import InputError
from release_parser.records import Failure, ParserInfo, Release
from release_parser.sinks import load, open_sink, runs
from release_parser.sinks.database import DatabaseSink
from release_parser.tables import TABLE, TABLES
from release_parser.tables.ddl import SEARCH
from release_parser.tables.flat import flat_claims
from release_parser.tables.rows import numbered_rows
from release_parser.tables.versions import FINGERPRINTS, SCHEMA_VERSION, fingerprint
from release_parser.tables.views import CLAIMS_FLAT, VIEWS, quoted
from release_parser.text import Document
from sink_records import as_json, dump, fixture_records, named_release, query, read, release, write

VERSION_1 = Path(__file__).parents[1] / "fixtures" / "databases" / "version-1"


def counts(sink) -> dict[str, int]:
    return {name: count for name, count in sorted(sink.counts.items()) if count}


def test_a_second_load_changes_nothing(database):
    write(database, fixture_records())
    before = dump(database)
    sink = write(database, fixture_records())
    assert dump(database) == before
    assert counts(sink) == {"failed": 1, "unchanged": 27}


def test_batches_of_any_size_give_the_same(new_target, tmp_path):
    whole, single = new_target("sqlite"), f"sqlite:///{tmp_path}/single.db"
    write(whole, fixture_records())
    from release_parser.sinks.sql import SqlSink

    with SqlSink(single, batch_size=1) as sink:
        for record in fixture_records():
            sink.write(record)
    one, other = dump(whole), dump(single)
    for tables in (one, other):
        # but when it was parsed and written
        tables["releases"] = [(*row[:-4], *row[-2:]) for row in tables["releases"]]
        del tables["schema_version"]
    assert one == other


def test_a_better_parser_replaces_what_an_older_one_wrote_and_leaves_no_ghost(database):
    text = "34 arrests and 5 knives"
    write(database, [release(text), named_release("Sandpiper")])
    better = release(text, version="1.1", title="better")
    better = better.model_copy(update={"claims": better.claims[:1]})
    sink = write(database, [better])
    assert counts(sink) == {"replaced": 1}
    assert query(database, "SELECT id, value FROM claims") == [("c1", 34)]
    assert read(database) == as_json([better, named_release("Sandpiper")])


def test_an_older_parser_never_overwrites_unless_told_to(database):
    newer, older = release(version="0.10.0"), release(version="0.9.0", title="old")
    write(database, [newer])
    sink = write(database, [older])
    assert counts(sink) == {"kept": 1}
    assert read(database) == as_json([newer])
    sink = write(database, [older], replace_newer=True)
    assert counts(sink) == {"replaced": 1}
    assert read(database) == as_json([older])


def test_versions_are_ordered_as_packages_order_them():
    from itertools import pairwise

    from release_parser.sinks.fingerprints import version_key

    ordered = [
        "0.9",
        "0.10.0.dev1",
        "0.10.0a1",
        "0.10.0rc1",
        "0.10.0rc2",
        "0.10.0",
        "0.10.0.post1",
        "0.10.1",
        "1.0",
        "1.0.1",
    ]
    assert all(version_key(one) < version_key(other) for one, other in pairwise(ordered))
    assert version_key("1") == version_key("1.0.0") == version_key("v1.0+local")


def test_the_same_parser_with_another_finding_replaces(database):
    write(database, [release()])
    write(database, [release(title="found since")])
    assert read(database) == as_json([release(title="found since")])
    assert query(database, "SELECT COUNT(*) FROM sources") == [(1,)]


def test_the_same_text_twice_is_one_release_with_two_sources(database):
    records = [
        release(source="a.txt"),
        release("5 knives", source="k.txt"),
        release(source="b.txt"),
        release(source=None),
    ]
    sink = write(database, records)
    assert counts(sink) == {"added": 4}
    assert query(database, "SELECT COUNT(*) FROM releases") == [(2,)]
    assert query(database, "SELECT COUNT(*) FROM claims") == [(2,)]
    assert read(database) == as_json(records)
    before = dump(database)
    assert counts(write(database, records)) == {"unchanged": 4}
    assert dump(database) == before


def test_the_same_text_with_another_date_keeps_its_own_record(database):
    records = [release(source="a.txt"), release(source="b.txt", publisher="Kelsham Police"), release(source="c.txt")]
    write(database, records)
    assert read(database) == as_json(records)
    before = dump(database)
    assert counts(write(database, records)) == {"unchanged": 3}
    assert dump(database) == before
    changed = [records[0], release(source="b.txt", publisher="Ashby Police"), records[2]]
    assert counts(write(database, changed)) == {"replaced": 1, "unchanged": 2}
    assert read(database) == as_json(changed)


def test_a_better_parser_replaces_all_sources_of_a_text(database):
    write(database, [release(source="a.txt"), release(source="b.txt")])
    better = [release(source="a.txt", version="2", title="x"), release(source="b.txt", version="2", title="x")]
    assert counts(write(database, better)) == {"replaced": 1, "unchanged": 1}
    assert read(database) == as_json(better)


def test_twice_the_same_text_in_a_batch(database):
    records = [release(), release(title="found since"), release(version="2"), release(version="1.5")]
    write(database, records)
    assert read(database) == as_json([release(version="2")])


def test_what_failed_once_and_is_parsed_now_is_no_failure_any_more(database):
    failures = [
        Failure(source="a.txt", stage="read", error="locked"),
        Failure(source="b.txt", stage="read", error="locked"),
    ]
    write(database, failures)
    write(database, [release(source="a.txt"), failures[1]])
    assert sorted(read(database)) == sorted(as_json([failures[1], release(source="a.txt")]))


@pytest.mark.parametrize("batch_size", [1, 2, 200])
def test_the_same_failure_twice_in_a_run_is_two_and_a_later_run_adds_none(new_target, batch_size):
    from release_parser.sinks.sql import SqlSink

    target = new_target("sqlite")
    failure = Failure(source="a.txt", stage="read", error="a.txt is empty: there is nothing to parse")
    for _ in range(2):
        with SqlSink(target, batch_size=batch_size) as sink:
            for each in (failure, failure, failure.model_copy(update={"source": "b.txt"})):
                sink.write(each)
    assert query(target, "SELECT source, COUNT(*) FROM failures GROUP BY source ORDER BY source") == [
        ("a.txt", 2),
        ("b.txt", 1),
    ]


def test_a_run_is_taken_to_live_where_asking_would_end_it(monkeypatch):
    """On Windows signal 0 is ctrl-C: a run that looks for dead ones would send it to a process."""
    sent = []
    monkeypatch.setattr(runs.os, "kill", lambda *call: sent.append(call))
    with monkeypatch.context() as windows:
        windows.setattr(runs.os, "name", "nt")
        assert runs._is_alive(1)
    assert not sent


def test_every_run_is_listed(database):
    write(database, [release(), Failure(source=None, stage="read", error="x")])
    write(database, [release()])
    with pytest.raises(RuntimeError), open_sink(database):
        raise RuntimeError
    rows = query(
        database,
        "SELECT run, state, parser_version, parser_model, added, unchanged, failed FROM parser_runs ORDER BY run",
    )
    assert rows == [
        (1, "done", "1.0", "none", 1, 0, 1),
        (2, "done", "1.0", "none", 0, 1, 0),
        (3, "failed", None, None, 0, 0, 0),
    ]
    assert query(database, "SELECT run FROM releases") == [(1,)]


def test_ctrl_c_keeps_what_was_done(database):
    with pytest.raises(KeyboardInterrupt), open_sink(database) as sink:
        sink.write(release())
        raise KeyboardInterrupt
    assert read(database) == as_json([release()])
    assert query(database, "SELECT state FROM parser_runs") == [("interrupted",)]


def test_a_resumed_run_takes_what_is_there(database):
    records = [each for each in fixture_records() if not isinstance(each, Failure)]
    write(database, records[:20])
    documents = [Document(each.text, source=each.source, publisher=each.publisher) for each in records]
    sink = open_sink(database)
    sink.resume(records[0].parser)
    with sink:
        assert [sink.holds(document, document.source) for document in documents] == [
            at < 20 for at in range(len(records))
        ]
        other = Document(records[3].text, source=records[3].source, publisher="Ashby Police")
        assert not sink.holds(other, other.source)
        assert not sink.holds(Failure(source="a", stage="read", error="x"), "a")
        for record in records[20:]:
            sink.write(record)
    assert read(database) == as_json(records)
    sink = open_sink(database)
    sink.resume(ParserInfo(version="another", model="one"))
    with sink:
        assert not sink.holds(documents[0], documents[0].source)


# two at once


def _write_some(target: str, start: int, gate) -> None:
    gate.wait()
    with open_sink(target) as sink:
        for number in range(start, 400, 2):
            sink.write(release(f"{number} arrests", source=str(number)))
            sink.write(release(f"{number // 10} knives", source=f"shared {number // 10}"))


def test_two_writers_at_once(database):
    context = multiprocessing.get_context("spawn")
    gate = context.Barrier(2)
    writers = [context.Process(target=_write_some, args=(database, start, gate)) for start in (0, 1)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(120)
    assert [writer.exitcode for writer in writers] == [0, 0]
    assert query(database, "SELECT COUNT(*) FROM releases") == [(440,)]
    assert query(database, "SELECT COUNT(*), COUNT(DISTINCT position) FROM sources") == [(440, 440)]
    assert query(database, "SELECT COUNT(*) FROM claims") == [(440,)]
    assert len(read(database)) == 440


def test_two_writers_in_one_process(database):
    gate = threading.Barrier(2)
    writers = [threading.Thread(target=_write_some, args=(database, start, gate)) for start in (0, 1)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(120)
    assert query(database, "SELECT COUNT(*) FROM releases") == [(440,)]


# lost connections


def _kill_others(target: str) -> None:
    query(
        target,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()",
    )


def test_a_connection_lost_between_batches_loses_nothing(postgresql, monkeypatch):
    monkeypatch.setattr(DatabaseSink, "delays", (0, 0, 0))
    with open_sink(postgresql) as sink:
        for record in fixture_records():
            sink.write(record)
            sink.flush()
            _kill_others(postgresql)
    assert read(postgresql) == as_json(fixture_records())


@pytest.mark.parametrize("when", ["before the rows", "before the commit", "after the commit"])
def test_a_connection_lost_inside_a_batch_loses_nothing_and_writes_nothing_twice(postgresql, monkeypatch, when):
    from release_parser.sinks.sql import SqlDatabase, SqlSession

    monkeypatch.setattr(DatabaseSink, "delays", (0, 0, 0))
    killed = []

    def kill_once() -> None:
        if not killed:
            killed.append(True)
            _kill_others(postgresql)

    insert, commit = SqlSession.insert, SqlDatabase.commit
    with open_sink(postgresql) as sink:
        if when == "before the rows":
            monkeypatch.setattr(
                SqlSession,
                "insert",
                lambda self, table, rows: (table.name == "claims" and kill_once(), insert(self, table, rows)),
            )
        elif when == "before the commit":
            monkeypatch.setattr(
                SqlDatabase, "commit", staticmethod(lambda connection: (kill_once(), commit(connection)))
            )
        else:

            def lost_answer(connection) -> None:
                commit(connection)
                if not killed:
                    kill_once()
                    connection.exec_driver_sql("SELECT 1")

            monkeypatch.setattr(SqlDatabase, "commit", staticmethod(lost_answer))
        for record in fixture_records():
            sink.write(record)
    assert killed
    assert read(postgresql) == as_json(fixture_records())


def test_a_server_that_stays_away_is_an_error_that_says_what_to_do_and_a_second_run_goes_on(postgresql, monkeypatch):
    from release_parser.sinks.sql import SqlSession

    monkeypatch.setattr(DatabaseSink, "delays", (0, 0))
    insert = SqlSession.insert

    def lost(self, table, rows) -> None:
        if table.name == "claims" and len(kept) > 1:
            _kill_others(postgresql)
        if table.name == "claims":
            kept.append(1)
        insert(self, table, rows)

    kept: list[int] = []
    monkeypatch.setattr(SqlSession, "insert", lost)
    with (
        pytest.raises(InputError, match="every batch before this one is written: run the same again"),
        open_sink(postgresql) as sink,
    ):
        for record in fixture_records():
            sink.write(record)
            if len(sink._buffer) == 10:
                sink.flush()
    assert read(postgresql) == as_json(fixture_records()[:20])
    monkeypatch.setattr(SqlSession, "insert", insert)
    write(postgresql, fixture_records())
    assert read(postgresql) == as_json(fixture_records())


def test_a_locked_file_is_waited_for(tmp_path, monkeypatch):
    import sqlite3

    sql = pytest.importorskip("release_parser.sinks.sql")
    monkeypatch.setattr(sql, "SQLITE_WAIT_SECONDS", 0.05)
    target = f"sqlite:///{tmp_path}/releases.db"
    write(target, [])
    with open_sink(target) as sink:
        sink.write(release())
        other = sqlite3.connect(tmp_path / "releases.db", check_same_thread=False)
        other.execute("BEGIN EXCLUSIVE")
        threading.Timer(0.5, other.close).start()
        sink.flush()
    assert read(target) == as_json([release()])


# the tables


def test_keys_references_and_indexes_are_in_the_database(new_target):
    import sqlalchemy

    for kind in ("sqlite", "postgresql"):
        target = new_target(kind)
        write(target, [])
        engine = sqlalchemy.create_engine(target)
        inspector = sqlalchemy.inspect(engine)
        for table in TABLES:
            assert tuple(inspector.get_pk_constraint(table.name)["constrained_columns"]) == table.key
            found = {
                (tuple(key["constrained_columns"]), key["referred_table"])
                for key in inspector.get_foreign_keys(table.name)
            }
            assert found == {(reference.columns, reference.table) for reference in table.references}
            columns = {tuple(index["column_names"]) for index in inspector.get_indexes(table.name)}
            assert columns >= set(table.indexes)
        assert set(inspector.get_view_names()) == set(VIEWS)
        engine.dispose()


def test_duckdb_has_keys_and_references(new_target):
    target = new_target("duckdb")
    write(target, fixture_records())
    found = query(
        target,
        "SELECT table_name, constraint_type, constraint_column_names, referenced_table, referenced_column_names FROM duckdb_constraints()",
    )
    keys = {(table, tuple(columns)) for table, kind, columns, *_ in found if kind == "PRIMARY KEY"}
    assert keys == {(table.name, table.key) for table in TABLES}
    references = {
        (table, tuple(columns), other, tuple(theirs))
        for table, kind, columns, other, theirs in found
        if kind == "FOREIGN KEY"
    }
    assert references == {
        (table.name, each.columns, each.table, each.target) for table in TABLES for each in table.references
    }
    unique = {(table, tuple(columns)) for table, kind, columns, *_ in found if kind == "UNIQUE"}
    assert unique == {(table.name, columns) for table in TABLES for columns in table.unique}
    with pytest.raises(Exception, match=r"(?i)duplicate key"):
        query(target, "INSERT INTO parser_runs SELECT * FROM parser_runs")
    with pytest.raises(Exception, match=r"(?i)foreign key"):
        query(target, "DELETE FROM releases")
    with pytest.raises(Exception, match=r"(?i)foreign key"):
        query(target, "DELETE FROM quotes")


@pytest.mark.parametrize(
    "wrong", ["span_end = span_start - 1", "sentence_start = -1", "kind = 'guess'", "bound = 'perhaps'"]
)
def test_what_always_holds_is_held_to(database, wrong):
    write(database, [release()])
    with pytest.raises(Exception, match=r"(?i)check"):
        query(database, f"UPDATE claims SET {wrong}")
    assert read(database) == as_json([release()])


def test_sqlite_holds_its_references(new_target):
    target = new_target("sqlite")
    write(target, fixture_records())
    assert query(target, "PRAGMA foreign_key_check") == []
    assert query(target, "PRAGMA integrity_check") == [("ok",)]


def test_every_column_is_explained_in_postgresql(new_target):
    target = new_target("postgresql")
    write(target, [])
    rows = query(
        target,
        "SELECT c.relname, a.attname, col_description(c.oid, a.attnum) FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid "
        "WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'v') AND a.attnum > 0",
    )
    comments = {(table, column): comment for table, column, comment in rows}
    assert all(comments.values())
    assert comments["claims", "head"] == "the lemma of the measured entity's head noun"
    assert len(rows) == sum(len(table.columns) for table in TABLES) + sum(map(len, VIEWS.values()))


def test_a_percent_sign_in_a_description_is_one(postgresql):
    with open_sink(postgresql) as sink, sink.database.write() as session:
        session.execute(f"COMMENT ON COLUMN claims.head IS {quoted('100 % of it, 50%s')}")
    rows = query(
        postgresql,
        "SELECT col_description('claims'::regclass, attnum) FROM pg_attribute WHERE attrelid = 'claims'::regclass AND attname = 'head'",
    )
    assert rows == [("100 % of it, 50%s",)]


def test_the_view_of_claims_is_the_frame_of_claims(database):
    records = [each for each in fixture_records() if not isinstance(each, Failure)]
    write(database, records)
    rows = query(database, f"SELECT {', '.join(column.name for column in CLAIMS_FLAT)} FROM claims_flat")
    wanted = [row for position, record in enumerate(records) for row in flat_claims(numbered_rows([record], position))]
    key = [column.name for column in CLAIMS_FLAT].index("claim")
    if database.startswith("sqlite"):
        wanted = [tuple(str(value) if hasattr(value, "isoformat") else value for value in row) for row in wanted]
        rows = [tuple(row) for row in rows]

    def comparable(table):
        return sorted(
            [
                tuple(float(value) if type(value).__name__ in ("Decimal", "int", "float") else value for value in row)
                for row in table
            ],
            key=lambda row: (row[0], row[key]),
        )

    assert comparable(rows) == comparable(wanted)


def test_quotes_have_their_speakers_and_operations_their_months(database):
    import datetime as dt

    text = "Operation Sandpiper 34"
    one = named_release("Kay Ash").model_copy(update={"published": dt.date(2021, 1, 15)})
    write(database, [one, release(text)])
    assert query(database, "SELECT quote, speaker_person, rank, role, organisation, month FROM quotes_flat") == [
        ("q1", "Kay Ash", "Kay Ash", "Kay Ash", "Kay Ash", "2021-01")
    ]
    assert query(database, "SELECT operation, publisher, month, releases, claims FROM operations_over_time") == [
        ("Kay Ash", "Kay Ash", "2021-01", 1, 0)
    ]


def test_full_text_search_follows_what_is_written(new_target):
    target = new_target("sqlite")
    found = f"SELECT r.source FROM {SEARCH} s JOIN releases r ON r.release_number = s.rowid WHERE {SEARCH} MATCH 'knives' ORDER BY 1"
    write(target, [release("34 arrests and 5 knives"), release("6 arrests", source="b.txt", title="no knives")])
    assert query(target, found) == [("a.txt",), ("b.txt",)]
    write(target, [release("6 arrests", source="b.txt", title="nothing")])
    assert query(target, found) == [("a.txt",)]
    query(target, f"INSERT INTO {SEARCH} ({SEARCH}) VALUES ('integrity-check')")
    query(target, "VACUUM")
    assert query(target, found) == [("a.txt",)]
    query(target, "DELETE FROM releases WHERE source = 'a.txt'")
    assert query(target, found) == []


def test_it_opens_in_datasette(new_target, tmp_path):
    datasette_app = pytest.importorskip("datasette.app", reason="needs datasette")
    target = new_target("sqlite")
    write(target, [*fixture_records(), named_release("<script>alert(1)</script>")])

    async def pages() -> list:
        datasette = datasette_app.Datasette([str(tmp_path / "releases.db")])
        paths = (
            "/releases",
            "/releases/claims_flat",
            "/releases/releases?_search=arrested",
            "/releases/releases/1",
            "/releases/claims.json?_shape=array&_size=1",
        )
        return [await datasette.client.get(path) for path in paths]

    answers = loops.run(pages())
    assert [answer.status_code for answer in answers] == [200] * 5
    assert 'name="_search"' in answers[2].text
    assert "<script>alert(1)" not in "".join(answer.text for answer in answers[:4])
    assert answers[4].json()[0]["id"] == "c1"


# versions of the tables


def old_database(target: str) -> None:
    """Make what the first version wrote."""
    make(target, VERSION_1)


def make(target: str, folder: Path) -> None:
    """Make the database that a folder holds as SQL."""
    kind = "postgresql" if target.startswith("postgresql") else target.split(":", maxsplit=1)[0]
    script = (folder / f"{kind}.sql").read_text(encoding="utf-8") + (folder / "rows.sql").read_text(encoding="utf-8")
    if kind == "sqlite":
        import sqlite3
        from contextlib import closing

        with closing(sqlite3.connect(target.removeprefix("sqlite:///"))) as connection:
            connection.executescript(script)
    else:
        query(target, script)


def test_a_database_of_the_first_version_is_read_as_it_is(database):
    old_database(database)
    assert read(database) == read(str(VERSION_1 / "records.jsonl"))
    assert query(database, "SELECT MAX(version) FROM schema_version") == [(1,)]


def test_a_database_of_the_first_version_is_migrated_by_writing(database):
    old_database(database)
    records = list(load(VERSION_1 / "records.jsonl"))
    new = release("5 knives", source="d.txt")
    write(database, [new])
    assert without_credit(read(database)) == as_json([*records, new])
    assert query(database, "SELECT version FROM schema_version ORDER BY version") == [(1,), (SCHEMA_VERSION,)]
    # what the second version added is filled for what the first had written
    assert query(database, "SELECT quote, speaker_person, rank FROM quotes_flat") == [
        ("q1", "Kay Ash", "Detective Inspector")
    ]
    if database.startswith("sqlite"):
        assert query(database, f"SELECT rowid FROM {SEARCH} WHERE {SEARCH} MATCH 'cannabis'") == [(1,)]
        assert query(database, "PRAGMA foreign_key_check") == []


def without_credit(records: list[str]) -> list[str]:
    """Records without what the ninth version of the tables added and filled."""
    return [regex.sub(r'"credit":[^,]+', '"credit":null', record) for record in records]


VERSION_3 = VERSION_1.with_name("version-3")


def test_a_database_of_the_third_version_is_read_as_it_is_and_migrated(database):
    make(database, VERSION_3)
    assert read(database) == read(str(VERSION_3 / "records.jsonl"))
    write(database, [release("5 knives", source="e.txt")])
    assert without_credit(read(database))[:-1] == read(str(VERSION_3 / "records.jsonl"))
    assert query(database, "SELECT COUNT(*) FROM claims_flat WHERE source = 'c.txt'") == [(2,)]


VERSION_7, VERSION_8, VERSION_9 = (VERSION_1.with_name(f"version-{number}") for number in (7, 8, 9))


@pytest.mark.parametrize("folder", [VERSION_7, VERSION_8, VERSION_9], ids=["seventh", "eighth", "ninth"])
def test_a_database_of_a_later_version_is_read_as_it_is_and_migrated(database, folder):
    make(database, folder)
    current, every = read(str(folder / "records.jsonl")), read(str(folder / "all.jsonl"))
    assert read(database) == current
    keys = "SELECT claim_key FROM claims ORDER BY release_number, id"
    before = query(database, keys)
    write(database, [release("5 knives", source="f.txt")])
    assert without_credit(read(database))[:-1] == without_credit(current)
    assert without_credit(as_json(load(database, versions="all")))[:-1] == without_credit(every)
    assert query(database, keys)[:-1] == before
    assert query(database, "SELECT COUNT(*) FROM releases WHERE parsed_at IS NULL OR parsed_at < written_at") == [(0,)]
    # the headline names its operation, and the view is of the text that is current
    assert query(database, "SELECT DISTINCT credit FROM claims WHERE release_number = 1 AND id = 'c1'") == [
        ("sentence",)
    ]
    credited = "SELECT claim, credit FROM operation_claims WHERE release_number = 5 ORDER BY claim"
    assert query(database, credited)[:2] == [("c1", "sentence"), ("c2", "release")]
    # a better parser replaces what is there, with all its rows
    better = [
        record.model_copy(update={"parser": ParserInfo(version="99", model="none")})
        for record in load(database)
        if isinstance(record, Release)
    ]
    with open_sink(database) as sink:
        for record in better:
            sink.write(record)
    assert sink.refused == []
    assert set(as_json(better)) <= set(read(database))


@pytest.mark.parametrize("number", [1, 3, 7, 8, 9])
def test_a_migrated_file_of_duckdb_has_the_keys_of_a_new_one(new_target, tmp_path, number):
    old, new = new_target("duckdb"), f"duckdb:///{tmp_path}/new.duckdb"
    make(old, VERSION_1.with_name(f"version-{number}"))
    write(old, [])
    write(new, [])
    keys = (
        "SELECT table_name, constraint_type, constraint_column_names, referenced_table, referenced_column_names FROM duckdb_constraints() "
        "WHERE constraint_type IN ('PRIMARY KEY', 'UNIQUE', 'FOREIGN KEY') ORDER BY ALL"
    )
    assert query(old, keys) == query(new, keys)
    assert query(old, "SELECT COUNT(*) FROM duckdb_tables()") == query(new, "SELECT COUNT(*) FROM duckdb_tables()")


@pytest.mark.parametrize("folder", [VERSION_1, VERSION_3])
def test_claims_of_older_tables_get_their_keys(database, folder):
    from release_parser.tables.keys import claim_keys

    make(database, folder)
    write(database, [])
    wanted: dict[str, list[str]] = {}
    for record in load(database):
        if isinstance(record, Release) and record.claims:
            wanted.setdefault(record.id, list(claim_keys(record, record.source)))
    found: dict[str, list[str]] = {}
    for text, key in query(
        database,
        "SELECT r.id, c.claim_key FROM claims c JOIN releases r ON r.release_number = c.release_number "
        "ORDER BY r.release_number, LENGTH(c.id), c.id",
    ):
        found.setdefault(text, []).append(key)
    assert found == wanted


def test_documents_of_older_tables_are_known_by_where_they_were_read_from(database):
    make(database, VERSION_3)
    (first, *_) = [each for each in load(VERSION_3 / "records.jsonl") if not isinstance(each, Failure)]
    edited = release("20 arrests", source=first.source)
    with open_sink(database) as sink:
        sink.write_of(first, "a.txt")
        sink.write_of(edited, "a.txt")
    rows = query(
        database,
        "SELECT identity, release_number, is_current FROM sources WHERE identity LIKE '%a.txt' ORDER BY position",
    )
    assert [(identity, bool(now)) for identity, _, now in rows] == [("a.txt", False), ("a.txt", True)]
    assert query(database, "SELECT COUNT(*) FROM claims WHERE release_number = 1 AND claim_key IS NULL") == [(0,)]
    assert sink.counts["superseded"] == 1


def test_a_migrated_database_has_the_columns_of_a_new_one(new_target, tmp_path):
    old, new = new_target("sqlite"), f"sqlite:///{tmp_path}/new.db"
    old_database(old)
    write(old, [])
    write(new, [])
    columns = "SELECT m.name, c.name, c.type FROM sqlite_master m JOIN pragma_table_info(m.name) c ORDER BY 1, 2"
    assert query(old, columns) == query(new, columns)


def test_a_migration_that_fails_leaves_the_old_database(database, monkeypatch):
    old_database(database)
    from release_parser.sinks import migrate

    monkeypatch.setitem(migrate.STEPS, 2, {"": ("SELECT 1 FROM nowhere",)})
    with pytest.raises(Exception, match="nowhere"):
        write(database, [])
    assert query(database, "SELECT MAX(version) FROM schema_version") == [(1,)]
    assert read(database) == read(str(VERSION_1 / "records.jsonl"))


def test_a_database_of_a_newer_version_is_left_alone(database):
    write(database, [release()])
    query(database, f"UPDATE schema_version SET version = {SCHEMA_VERSION + 1}")
    with pytest.raises(InputError, match="newer release_parser"):
        write(database, [release()])
    with pytest.raises(InputError, match="newer release_parser"):
        read(database)


def test_somebody_elses_tables_are_left_alone(database):
    query(database, "CREATE TABLE people (name VARCHAR)")
    with pytest.raises(InputError, match="has a table people that is not release_parser's"):
        write(database, [release()])
    assert query(database, "SELECT * FROM people") == []


def test_a_change_of_the_records_is_a_new_version_of_the_tables():
    assert max(FINGERPRINTS) == SCHEMA_VERSION
    assert FINGERPRINTS[SCHEMA_VERSION] == fingerprint(), (
        "the record types have changed, so the tables have: add a version to release_parser/tables/versions.py, with a step if "
        "databases that are there already can be filled, and a database of the version before to tests/fixtures/databases"
    )


def test_tables_come_from_the_records():
    from release_parser.records import Release
    from release_parser.tables.generate import ITEMS

    assert set(ITEMS) == set(
        "claims comparisons breakdowns tallies operations police_units people quotes contacts".split()
    )
    assert set(ITEMS) <= set(Release.model_fields)
    assert {"claim_operations", "operation_aliases", "quote_spans", "mentions", "quote_speakers", "failures"} <= set(
        TABLE
    )
    for table in TABLES:
        assert all(column.description for column in table.columns), table.name


@pytest.mark.skipif(os.name != "posix", reason="locks of Unix belong to a process and a file")
def test_looking_at_a_file_takes_no_lock_from_those_who_write_it(new_target):
    """`rp.load` in one thread while another one writes: a process that closes a file loses all its locks on it."""
    target = new_target("sqlite")
    from release_parser.sinks.sql import SqlDatabase

    write(target, [release("8 raids")])
    path = target.removeprefix("sqlite:///")
    code = f"import sqlite3; sqlite3.connect({path!r}, timeout=0).execute('BEGIN IMMEDIATE')"
    with closing(SqlDatabase(target)) as database, database.write():
        SqlDatabase(target, must_exist=True).close()
        other = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "database is locked" in other.stderr
