"""Arrow tables: what Spark, Dask and Ray Data hand over, and what they get back."""

from __future__ import annotations

import datetime as dt
import os
import pickle
import shutil
import sys

import pytest

pa = pytest.importorskip("pyarrow", reason="the extra 'arrow' is not installed")

import pyarrow.parquet as pq  # noqa: E402 - without pyarrow there is nothing to test

from fakes import FakeParser  # noqa: E402 - without pyarrow there is nothing to test
from release_parser.engines import serial  # noqa: E402
from release_parser.engines.arrow import SCHEMA, SPARK_SCHEMA, ParseTable, documents_of  # noqa: E402
from release_parser.engines.batch import ParseBatch  # noqa: E402
from release_parser.errors import InputError  # noqa: E402
from release_parser.text import Document  # noqa: E402

TABLE = pa.table(
    {
        "text": ["Officers made 34 arrests.", "", None, "Five men."],
        "source": ["a", "b", "c", None],
        "published": ["2021-01-15", "last week", None, "2021-01-16T10:00:00Z"],
        "views": [1, 2, 3, 4],
    }
)


@pytest.fixture
def parse_table():
    return pickle.loads(pickle.dumps(ParseTable(ParseBatch(FakeParser()))))


def lines(documents):
    return [record.model_dump_json() for record in serial.run(documents, FakeParser())]


class TestParseTable:
    def test_gives_a_row_for_each_row_in_order(self, parse_table):
        parsed = parse_table(TABLE)
        assert parsed.schema == SCHEMA
        assert parsed["source"].to_pylist() == ["a", "b", "c", None]
        assert parsed["record"].to_pylist() == lines(documents_of(TABLE))
        assert [error is None for error in parsed["error"].to_pylist()] == [True, False, False, True]

    def test_takes_what_the_columns_say(self):
        assert documents_of(TABLE)[0] == Document(
            "Officers made 34 arrests.", source="a", published=dt.date(2021, 1, 15)
        )
        assert [document.published for document in documents_of(TABLE)[1:]] == [None, None, dt.date(2021, 1, 16)]

    def test_keeps_the_address(self):
        table = pa.table({"text": ["One."], "url": ["https://kelsham.example/1"]})
        assert documents_of(table) == [Document("One.", url="https://kelsham.example/1")]

    @pytest.mark.parametrize("type_", [pa.date32(), pa.timestamp("us")])
    def test_takes_typed_dates(self, type_):
        dates = pa.array(["2021-01-15"]).cast(pa.timestamp("us")).cast(type_)
        table = pa.table({"text": ["One."], "published": dates})
        assert documents_of(table)[0].published == dt.date(2021, 1, 15)

    def test_without_a_text_says_which_columns_there_are(self, parse_table):
        with pytest.raises(InputError, match="story, views"):
            parse_table(pa.table({"story": ["x"], "views": [1]}))


class TestSpark:
    def test_record_batches_in_and_out(self, parse_table):
        """What `dataframe.mapInArrow(parse.batches, SPARK_SCHEMA)` does on each executor, without Spark."""
        batches = list(parse_table.batches(iter(TABLE.to_batches(max_chunksize=3))))
        assert {type(batch) for batch in batches} == {pa.RecordBatch}
        assert pa.Table.from_batches(batches)["record"].to_pylist() == lines(documents_of(TABLE))

    def test_an_empty_partition(self, parse_table):
        assert pa.Table.from_batches(parse_table.batches(TABLE.slice(0, 0).to_batches()), schema=SCHEMA).num_rows == 0

    def test_the_schema_for_spark_is_the_schema(self):
        written = ", ".join(f"{field.name} {str(field.type).removesuffix('32[day]')}" for field in SCHEMA)
        assert written == SPARK_SCHEMA

    def test_in_spark_itself(self, parse_table, tmp_path, monkeypatch):
        """The recipe as the documentation has it, from Parquet to Parquet. Needs pyspark 4 and Java."""
        sql = pytest.importorskip("pyspark.sql", reason="pyspark is not installed")
        if shutil.which("java") is None:
            pytest.skip("there is no Java, which Spark runs on")
        # what runs in Spark's own Python finds what the tests import
        monkeypatch.setenv("PYTHONPATH", os.pathsep.join(sys.path))
        monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
        pq.write_table(TABLE, tmp_path / "in.parquet")
        settings = {"spark.ui.enabled": "false", "spark.sql.execution.arrow.maxRecordsPerBatch": "2"}
        spark = sql.SparkSession.builder.master("local[2]").config(map=settings).getOrCreate()
        try:
            frame = spark.read.parquet(str(tmp_path / "in.parquet")).select("text", "source", "published")
            frame.mapInArrow(parse_table.batches, SPARK_SCHEMA).write.parquet(str(tmp_path / "out.parquet"))
        finally:
            spark.stop()
        parsed = pq.read_table(tmp_path / "out.parquet")
        assert sorted(parsed["record"].to_pylist()) == sorted(lines(documents_of(TABLE)))


class TestDask:
    def test_partitions_in_and_out(self, parse_table):
        pytest.importorskip("pandas")
        dataframe = pytest.importorskip("dask.dataframe", reason="dask is not installed")
        rows = pa.table(
            {
                "text": [f"Officers made {number} arrests." for number in range(20)],
                "source": [str(number) for number in range(20)],
            }
        )

        def parse(frame):
            return parse_table(pa.Table.from_pandas(frame, preserve_index=False)).to_pandas()

        frame = dataframe.from_pandas(rows.to_pandas(), npartitions=3)
        parsed = frame.map_partitions(parse, meta=SCHEMA.empty_table().to_pandas()).compute(scheduler="synchronous")
        assert list(parsed["record"]) == lines(documents_of(rows))
