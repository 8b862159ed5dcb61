"""Records that are written already, into another target."""

from __future__ import annotations

import pytest

import release_parser as rp
from fakes import FakeParser
from release_parser.cli import main
from release_parser.errors import InputError
from release_parser.records import Failure
from release_parser.sinks.loading import load_into
from release_parser.tables.codebook import codebook
from sink_records import as_json, query, read, release, write

pytest.importorskip("sqlalchemy", reason="needs the extra sql")
RECORDS = [release("1 arrest"), Failure(source="b.txt", stage="read", error="x"), release("3 knives", source="c.txt")]


def test_from_the_command_line(tmp_path, capsys):
    write(str(tmp_path / "a.jsonl"), RECORDS[:2])
    write(str(tmp_path / "b.json"), RECORDS[2:])
    for target in ("out.db", "out.jsonl"):
        with pytest.raises(SystemExit) as ended:
            main(["load", str(tmp_path / "a.jsonl"), str(tmp_path / "b.json"), str(tmp_path / target)])
        assert ended.value.code == 0
        assert capsys.readouterr().err == "3 records written, 1 failure among them\n"
        assert read(str(tmp_path / target)) == as_json(RECORDS)


@pytest.mark.parametrize("name", ["part.parquet", "parts"])
def test_what_a_cluster_wrote(tmp_path, name):
    pa = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    from release_parser.engines.arrow import ParseTable

    table = pa.table(
        {
            "text": ["1 arrest", "2 arrests"],
            "source": ["a", "b"],
            "title": ["A", None],
            "url": [None, "https://police.example/b"],
        }
    )
    path = tmp_path / name
    if name == "parts":
        path.mkdir()
        (path / "_SUCCESS").touch()
    from release_parser.engines.batch import ParseBatch

    parse = ParseTable(ParseBatch(FakeParser()))
    for at in range(2):
        parquet.write_table(
            parse(table.slice(at, 1)) if name == "parts" else parse(table),
            path / f"part-{at}.parquet" if name == "parts" else path,
        )
    target = str(tmp_path / "out.db")
    assert load_into([path], target) == (2, 0)
    assert [(record.title, record.url) for record in rp.load(target)] == [
        ("A", None),
        (None, "https://police.example/b"),
    ]
    assert query(f"sqlite:///{target}", "SELECT identity FROM sources ORDER BY position") == [
        ("a",),
        ("https://police.example/b",),
    ]


def test_a_file_is_not_loaded_into_itself(tmp_path):
    write(str(tmp_path / "a.jsonl"), RECORDS)
    with pytest.raises(InputError, match="is one of the inputs"):
        load_into([tmp_path / "a.jsonl"], tmp_path / "a.jsonl", force=True)
    assert read(str(tmp_path / "a.jsonl")) == as_json(RECORDS)


def test_a_url_as_cloud_services_write_it():
    from release_parser.sinks import find_sink
    from release_parser.sinks.sql import url_of

    assert find_sink("postgres://me@host/db") is not None
    assert url_of("postgres://me@host/db") == "postgresql://me@host/db"


def test_a_schema_for_dbt():
    import yaml

    (source,) = yaml.safe_load(codebook("dbt"))["sources"]
    tables = {table["name"]: {column["name"]: column for column in table["columns"]} for table in source["tables"]}
    assert {"releases", "claims", "claims_flat", "sources"} <= tables.keys()
    assert tables["releases"]["id"]["data_tests"] == ["not_null", "unique"]
    (_, kinds) = tables["claims"]["kind"]["data_tests"]
    assert "percentage" in kinds["accepted_values"]["values"]
    assert {"relationships": {"to": "source('release_parser', 'releases')", "field": "release_number"}} in tables[
        "claims"
    ]["release_number"]["data_tests"]
    assert all(column["description"] for table in tables.values() for column in table.values())
