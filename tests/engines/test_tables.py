"""Tables of claims, tallies and the rest on a cluster: what Ray Data, Spark and Dask give without a database."""

from __future__ import annotations

import datetime as dt
import os
import pickle
import shutil
import sys
from decimal import Decimal

import pytest

pa = pytest.importorskip("pyarrow", reason="the extra 'arrow' is not installed")

import pyarrow.parquet as pq  # noqa: E402 - without pyarrow there is nothing to test

import release_parser as rp  # noqa: E402 - without pyarrow there is nothing to test
from fakes import FakeParser  # noqa: E402
from release_parser.engines.arrow import SPARK_SCHEMA, ParseTable  # noqa: E402
from release_parser.engines.batch import ParseBatch  # noqa: E402
from release_parser.engines.tables import NAMES, RowsOf  # noqa: E402
from release_parser.errors import InputError  # noqa: E402
from release_parser.sinks.loading import load_into  # noqa: E402
from release_parser.tables.keys import claim_keys  # noqa: E402
from sink_records import fixture_records, query  # noqa: E402

GIVEN = {
    "text": ["1 arrest and 2 knives", "", "3 arrests"],
    "source": ["a", "b", "c"],
    "url": ["https://police.example/a", None, None],
    "title": ["A", "B", None],
    "publisher": ["Kelsham Police", None, None],
    "published": ["2026-11-02", None, None],
}
CLAIMS = ["release_id", "title", "publisher", "published", "month", "value", "claim_key"]


@pytest.fixture
def parse():
    return pickle.loads(pickle.dumps(ParseTable(ParseBatch(FakeParser()))))


def records_table():
    lines = [record.model_dump_json() for record in fixture_records()]
    return pa.table({"record": lines})


def test_a_record_keeps_what_was_given(parse):
    (first, second, third) = parse(pa.table(GIVEN)).to_pylist()
    assert {name: first[name] for name in ("source", "url", "title", "publisher", "published", "identity")} == {
        "source": "a",
        "url": "https://police.example/a",
        "title": "A",
        "publisher": "Kelsham Police",
        "published": dt.date(2026, 11, 2),
        "identity": "https://police.example/a",
    }
    assert (second["id"], second["source"]) == (None, "b")
    assert third["identity"] == "c"


def test_claims_with_their_release(parse):
    table = RowsOf("claims")(parse(pa.table({**GIVEN, "identity": ["mine", None, None]})))
    assert table.schema == RowsOf("claims").schema
    (first, second, third) = table.select(CLAIMS).to_pylist()
    release = next(iter(rp.read(b"1 arrest and 2 knives").parse(parser=FakeParser())))
    assert [first["claim_key"], second["claim_key"]] == list(claim_keys(release, "mine"))
    del first["claim_key"]
    assert first == {
        "release_id": release.id,
        "title": "A",
        "publisher": "Kelsham Police",
        "published": dt.date(2026, 11, 2),
        "month": "2026-11",
        "value": Decimal(1),
    }
    assert (third["title"], third["value"]) == (None, Decimal(3))


@pytest.mark.parametrize("name", NAMES)
def test_every_table_has_the_rows_of_a_database(name, tmp_path):
    pytest.importorskip("sqlalchemy", reason="needs the extra sql")
    rows = pickle.loads(pickle.dumps(RowsOf(name)))
    table = rows(records_table())
    assert [field.name for field in table.schema] == [column.name for column in rows.columns]
    assert "release_number" not in table.schema.names
    from sink_records import write

    write(f"sqlite:///{tmp_path}/out.db", fixture_records())
    assert query(f"sqlite:///{tmp_path}/out.db", f"SELECT COUNT(*) FROM {name}") == [(table.num_rows,)]
    assert rows.spark_schema.count(",") >= len(rows.columns) - 1


def test_a_number_that_does_not_fit_is_empty_and_stops_nothing(parse):
    table = RowsOf("claims")(parse(pa.table({"text": [f"{10**30} arrests and 2 knives"]})))
    assert table["value"].to_pylist() == [None, Decimal(2)]
    assert table["span"].to_pylist()[0] == str(10**30)


def test_what_is_wrong_is_said():
    with pytest.raises(InputError, match="there is no table 'sums'; there are"):
        RowsOf("sums")
    with pytest.raises(InputError, match="there is no column 'record', only text"):
        RowsOf("claims")(pa.table({"text": ["x"]}))


def test_into_a_database_with_its_identity(parse, tmp_path):
    pytest.importorskip("sqlalchemy", reason="needs the extra sql")
    pq.write_table(parse(pa.table({**GIVEN, "identity": ["mine", "b", None]})), tmp_path / "part.parquet")
    assert load_into([tmp_path / "part.parquet"], tmp_path / "out.db") == (3, 1)
    found = query(f"sqlite:///{tmp_path}/out.db", "SELECT identity, source FROM sources ORDER BY position")
    assert found == [("mine", "a"), ("c", "c")]
    assert query(f"sqlite:///{tmp_path}/out.db", "SELECT parsed_at FROM releases") == [(None,), (None,)]


def test_in_dask(parse):
    pytest.importorskip("pandas")
    dataframe = pytest.importorskip("dask.dataframe", reason="dask is not installed")
    rows = RowsOf("claims")

    def claims(frame):
        return rows(parse(pa.Table.from_pandas(frame, preserve_index=False))).to_pandas()

    frame = dataframe.from_pandas(pa.table(GIVEN).to_pandas(), npartitions=2)
    found = frame.map_partitions(claims, meta=rows.schema.empty_table().to_pandas()).compute(scheduler="synchronous")
    assert [title if isinstance(title, str) else None for title in found["title"]] == ["A", "A", None]
    assert list(found["value"]) == [1, 2, 3]


def test_in_spark(parse, tmp_path, monkeypatch):
    """Titles, publishers and addresses come through. Needs pyspark 4 and Java."""
    sql = pytest.importorskip("pyspark.sql", reason="pyspark is not installed")
    if shutil.which("java") is None:
        pytest.skip("there is no Java, which Spark runs on")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(sys.path))
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    pq.write_table(pa.table(GIVEN), tmp_path / "in.parquet")
    claims = RowsOf("claims")
    spark = sql.SparkSession.builder.master("local[1]").config(map={"spark.ui.enabled": "false"}).getOrCreate()
    try:
        frame = spark.read.parquet(str(tmp_path / "in.parquet"))
        records = frame.mapInArrow(parse.batches, SPARK_SCHEMA)
        records.mapInArrow(claims.batches, claims.spark_schema).write.parquet(str(tmp_path / "claims.parquet"))
    finally:
        spark.stop()
    found = pq.read_table(tmp_path / "claims.parquet").to_pylist()
    assert sorted((row["title"] or "", row["url"] or "", row["value"]) for row in found) == [
        ("", "", 3),
        ("A", "https://police.example/a", 1),
        ("A", "https://police.example/a", 2),
    ]
