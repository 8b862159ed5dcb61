"""Every sink reads back what it wrote, byte for byte; what it cannot hold is a failure in its place."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from release_parser.errors import InputError, UnsupportedFormatError
from release_parser.records import Claim, Failure, Quantity
from release_parser.sinks import find_sink, load, open_sink
from release_parser.tables import FLAT
from release_parser.tables.rows import in_order, numbered_rows, records_of
from sink_records import as_json, fixture_records, named_release, query, read, release, write

FILES = [".json", ".csv/", ".parquet", ".parquet/", ".arrow", ".jsonl"]
DATABASES = ["sqlite", "postgresql", "duckdb"]
KINDS = [*FILES, *DATABASES]


@pytest.mark.parametrize("kind", KINDS)
def test_the_fixture_releases_come_back_byte_for_byte(kind, new_target):
    target = new_target(kind)
    write(target, fixture_records())
    assert read(target) == as_json(fixture_records())


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_at_all_comes_back_as_nothing(kind, new_target):
    target = new_target(kind)
    write(target, [])
    assert read(target) == []


@pytest.mark.parametrize("kind", KINDS)
def test_only_failures(kind, new_target):
    target = new_target(kind)
    failures = [
        Failure(source=None, stage="parse", error="x"),
        Failure(source="b.txt", stage="read", error='it is "empty", really'),
        Failure(source=None, stage="parse", error="x"),
    ]
    write(target, failures)
    assert read(target) == as_json(failures)


def test_row_counts_are_those_of_the_records(new_target):
    target = new_target("sqlite")
    write(target, fixture_records())
    rows = numbered_rows(list(fixture_records()), 0)
    assert sum(map(len, rows.values())) > 1000
    for table in FLAT:
        assert query(target, f"SELECT COUNT(*) FROM {table.name}") == [(len(rows[table.name]),)], table.name


HOSTILE = {
    "quotes": "it's \"quoted\" `twice` ''",
    "sql": "Robert'); DROP TABLE releases;--",
    "sql in doubled quotes": '"; DELETE FROM claims; --',
    "parameters": "? %s %(x)s :name $1 {x} %",
    "copy": "\\N\t\\.\n\\\\",
    "csv": '",",\r\n"",\n;=cmd()',
    "empty in quotes": '""',
    "markup": "<script>alert(1)</script>&amp;",
    "astral": "\U0001f694\U0010ffff",
    "controls": "\x01\x02\x1f\x7f\x85\u2028\ufeff",
    "right to left": "\u202egnahc",
    "a megabyte": "x" * 1_000_000,
    "a megabyte of words": "word " * 200_000 + "end",
    "only spaces": "  ",
    "NULL": "NULL",
    "a date": "2021-01-01",
    "a number": "1e5",
}


@pytest.mark.parametrize("kind", KINDS)
def test_hostile_texts_come_back_or_are_failures(kind, new_target):
    target = new_target(kind)
    hostile = [named_release(name) for name in HOSTILE.values()]
    records = [release("5 arrests", source="first.txt"), *hostile, release("6 arrests", source="last.txt")]
    sink = write(target, records)
    back = list(load(target))
    assert len(back) == len(records)
    refused = []
    for about, record, found in zip(("first", *HOSTILE, "last"), records, back, strict=True):
        if isinstance(found, Failure):
            # a name of a megabyte does not fit into PostgreSQL's index
            assert (kind, about) in {("postgresql", "a megabyte"), ("postgresql", "a megabyte of words")}
            assert (found.stage, found.source) == ("write", HOSTILE[about])
            refused.append(found)
        else:
            assert found.model_dump_json() == record.model_dump_json(), about
    if refused:
        assert sink.refused == refused


@pytest.mark.parametrize("kind", KINDS)
def test_nul_in_a_title(kind, new_target):
    target = new_target(kind)
    records = [release("5 arrests"), release("6 arrests", title="a\x00b", source="c\x00d")]
    write(target, records)
    first, second = load(target)
    assert first == records[0]
    if kind == "postgresql":
        assert isinstance(second, Failure)
        assert second.source == "c\\x00d"
        assert "NUL" in second.error
    else:
        assert second == records[1]


@pytest.mark.parametrize("kind", [*KINDS, ".jsonl.gz"])
def test_a_lone_surrogate_is_a_failure(kind, new_target):
    target = new_target(kind)
    records = [
        release("5 arrests"),
        release("6 arrests", title="\ud800", source="a\udcff.txt"),
        Failure(source="\ud800", stage="read", error="x"),
    ]
    write(target, records)
    first, second, third = load(target)
    assert first == records[0]
    assert (second.stage, second.source) == ("write", "a\\udcff.txt")
    assert "lone surrogate" in second.error
    assert third.source == "\\ud800"


@pytest.mark.parametrize("kind", DATABASES)
def test_sql_in_a_title_is_never_executed(kind, new_target):
    target = new_target(kind)
    write(target, [named_release(HOSTILE["sql"]), named_release(HOSTILE["sql in doubled quotes"])])
    assert query(target, "SELECT COUNT(*) FROM releases") == [(2,)]
    assert query(target, "SELECT title FROM releases ORDER BY release_number")[0] == (HOSTILE["sql"],)


def with_value(value: Decimal, upper: Decimal | None = None):
    text = "many arrests"
    plain = release(text)
    span = {"start": 0, "end": 4, "text": "many"}
    claim = Claim(
        id="c1",
        span=span,
        quantity=Quantity(value=value, upper=upper),
        sentence={"start": 0, "end": len(text), "text": text},
        rule="x",
    )
    return plain.model_copy(update={"claims": (claim,)})


VALUES = (
    "0",
    "-3",
    "0.1",
    "0.6666666667",
    "2500000",
    "9007199254740993",
    "9223372036854775807",
    "12345678901234567890",
    "1E-9",
)


@pytest.mark.parametrize("kind", KINDS)
def test_decimals_are_exact(kind, new_target):
    target = new_target(kind)
    records = [with_value(Decimal(value)).model_copy(update={"source": value}) for value in VALUES]
    write(target, records)
    back = list(load(target))
    assert [record.claims[0].quantity.value for record in back] == [Decimal(value) for value in VALUES]
    assert [record.model_dump_json() for record in back] == [record.model_dump_json() for record in records]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("value", [Decimal(10) ** 40 + 1, Decimal("1E-20")])
def test_a_number_of_too_many_digits_comes_back_or_is_a_failure(kind, value, new_target):
    target = new_target(kind)
    records = [release("5 arrests", source="first.txt"), with_value(value), release("6 arrests", source="last.txt")]
    write(target, records)
    back = list(load(target))
    assert [back[0], back[2]] == [records[0], records[2]]
    if kind in ("duckdb", ".parquet", ".parquet/", ".arrow"):
        assert isinstance(back[1], Failure)
        assert back[1].stage == "write"
    else:
        assert back[1].claims[0].quantity.value == value


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=40)
@given(
    names=st.lists(
        st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=20), min_size=1, max_size=4, unique=True
    ),
    value=st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**6), max_value=10**6),
)
def test_any_text_and_number_becomes_rows_and_comes_back(names, value):
    records = [*(named_release(name) for name in names), with_value(value)]
    assert as_json(in_order(numbered_rows(records, 0))) == as_json(records)


def test_the_order_of_rows_does_not_matter():
    rows = numbered_rows(list(fixture_records()), 0)
    straight = records_of(rows)
    assert records_of({name: list(reversed(table)) for name, table in rows.items()}) == straight


def test_claims_alone_are_a_table_and_no_records(tmp_path):
    write(f"{tmp_path}/claims.csv", fixture_records())
    lines = (tmp_path / "claims.csv").read_text(encoding="utf-8")
    assert lines.startswith("title,url,published,publisher,sentence,value,upper,unit,bound,span,topic,head")
    with pytest.raises(InputError, match="claims alone are no whole records"):
        load(f"{tmp_path}/claims.csv")


@pytest.mark.parametrize("kind", FILES)
def test_a_file_appears_when_the_run_has_ended_and_an_error_leaves_the_old_one(kind, new_target, tmp_path):
    target = new_target(kind)
    write(target, [release()])
    before = read(target)
    with pytest.raises(RuntimeError), open_sink(target) as sink:
        sink.write(release("5 arrests"))
        raise RuntimeError
    assert read(target) == before
    write(target, [release("6 arrests")])
    assert read(target) == as_json([release("6 arrests")])
    assert not [path.name for path in tmp_path.iterdir() if path.name.endswith(".tmp")]


@pytest.mark.parametrize("kind", [".json", ".csv/", ".parquet", ".parquet/", ".arrow"])
def test_ctrl_c_leaves_what_was_done_beside_the_target(kind, new_target):
    target = new_target(kind)
    with pytest.raises(KeyboardInterrupt), open_sink(target) as sink:
        sink.write(release())
        raise KeyboardInterrupt
    assert read(str(sink.partial)) == as_json([release()])
    assert not sink.path.exists()


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("mysql://root:secret@host/db", "this is not a target that can be written"),
        ("x.xyz", "this is not a target that can be written"),
        ("sqlite://", "names no file"),
        ("sqlite:///:memory:", "names no file"),
        ("duckdb:///", "names no file"),
        ("sqlite:///missing/x.db", "there is no folder"),
        ("missing/x.parquet", "there is no folder"),
    ],
)
def test_a_target_that_cannot_be_is_an_error_at_once(target, said):
    pytest.importorskip("sqlalchemy")
    pytest.importorskip("duckdb")
    with pytest.raises((InputError, UnsupportedFormatError), match=said) as error:
        open_sink(target)
    assert "secret" not in str(error.value)


def test_a_server_that_is_not_there_is_an_error_without_the_password():
    pytest.importorskip("psycopg")
    with (
        pytest.raises(InputError, match="cannot be opened") as error,
        open_sink("postgresql+psycopg://me:secret@localhost:1/db"),
    ):
        pass
    assert "secret" not in str(error.value)


def test_what_is_no_target_of_ours_cannot_be_loaded(tmp_path):
    pytest.importorskip("sqlalchemy")
    pytest.importorskip("pyarrow")
    query(f"sqlite:///{tmp_path}/other.db", "CREATE TABLE people (name)")
    with pytest.raises(InputError, match="holds no records"):
        list(load(f"sqlite:///{tmp_path}/other.db"))
    with pytest.raises(InputError, match="no such file"):
        load(f"sqlite:///{tmp_path}/none.db")
    (tmp_path / "x.parquet").write_bytes(b"PAR0")
    with pytest.raises(InputError, match="broken"):
        list(load(tmp_path / "x.parquet"))
    (tmp_path / "x.json").write_text('[{"a": 1}]')
    with pytest.raises(InputError, match="not a record"):
        list(load(tmp_path / "x.json"))


@pytest.mark.parametrize("length", [3, 40, -8])
def test_a_packed_file_that_was_cut_is_an_error_that_names_it(tmp_path, length):
    write(f"{tmp_path}/x.jsonl.gz", fixture_records())
    whole = (tmp_path / "x.jsonl.gz").read_bytes()
    (tmp_path / "x.jsonl.gz").write_bytes(whole[:length])
    with pytest.raises(InputError, match=r"x\.jsonl\.gz is not a complete gzip file"):
        list(load(tmp_path / "x.jsonl.gz"))


@pytest.mark.parametrize("kind", [".csv/", ".parquet/"])
@pytest.mark.parametrize(
    ("table", "said"), [("releases", "holds no tables of release_parser"), ("quotes", "lacks the table quotes")]
)
def test_a_folder_that_lacks_a_table_is_an_error_that_names_it(new_target, kind, table, said):
    target = new_target(kind)
    write(target, [release()])
    (Path(target) / f"{table}{kind.rstrip('/')}").unlink()
    with pytest.raises(InputError, match=said):
        list(load(target))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (b"release_number", b"number", "its columns are not those"),
        (b",34,", b",many,", r"claims\.csv:2: 'many' is no number, which value is"),
        (b"\n", b"", "its columns are not those"),
        (b"34", b"\xff", "is not UTF-8"),
    ],
)
def test_a_table_that_somebody_changed_is_an_error_that_names_the_place(new_target, old, new, said):
    target = new_target(".csv/")
    write(target, [release()])
    table = Path(target) / "claims.csv"
    table.write_bytes(table.read_bytes().replace(old, new))
    with pytest.raises(InputError, match=said):
        list(load(target))


def test_a_json_file_that_somebody_formatted_is_read_too(tmp_path):
    import json

    write(f"{tmp_path}/x.json", fixture_records())
    text = json.dumps(json.loads((tmp_path / "x.json").read_text(encoding="utf-8")), indent=4)
    (tmp_path / "x.json").write_text(text, encoding="utf-8")
    assert read(f"{tmp_path}/x.json") == as_json(fixture_records())


def test_paths_and_urls_name_the_same_databases():
    assert find_sink("x.db") == find_sink("sqlite:///x") != find_sink("x.duckdb") == find_sink("duckdb:///x.db")
    assert find_sink("postgresql://host/db") == find_sink("postgresql+psycopg://host/db")
