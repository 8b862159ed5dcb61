"""Sinks: what is written is whole, and reads back as it was."""

from __future__ import annotations

import gzip
import io
import json

import pytest

from fakes import record
from release_parser.errors import InputError, UnsupportedFormatError
from release_parser.records import Failure
from release_parser.sinks import find_sink, load, open_sink
from release_parser.sinks.jsonl import StdoutSink
from release_parser.text import Document

RECORDS = [
    record(Document("34 arrests – “£5” \u2028 \U0001f694", source="a.txt", title="34 arrests")),
    Failure(source="b\\.txt", stage="read", error='b is "empty"'),
    Failure(source=None, stage="parse", error="c"),
]


@pytest.mark.parametrize("name", ["out.jsonl", "out.jsonl.gz", "OUT.JSONL", "out.ndjson"])
def test_records_read_back_as_they_were(tmp_path, name):
    with open_sink(tmp_path / name) as sink:
        for each in RECORDS:
            sink.write(each)
        assert not (tmp_path / name).exists()
    assert list(load(tmp_path / name)) == RECORDS
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_record_is_one_line_of_json(tmp_path):
    with open_sink(tmp_path / "out.jsonl.gz") as sink:
        for each in RECORDS:
            sink.write(each)
    lines = gzip.decompress((tmp_path / "out.jsonl.gz").read_bytes()).decode().removesuffix("\n").split("\n")
    assert [json.loads(line)["source"] for line in lines] == ["a.txt", "b\\.txt", None]


def test_standard_output_is_a_line_at_a_time():
    stream = io.BytesIO()
    with StdoutSink(stream=lambda: stream) as sink:
        sink.write(RECORDS[1])
        assert json.loads(stream.getvalue()) == {"source": "b\\.txt", "stage": "read", "error": 'b is "empty"'}


@pytest.mark.parametrize("target", ["out.xyz", "out", "out.gz", "jsonl", ""])
def test_an_unknown_suffix_is_an_error_that_names_the_known(target):
    assert find_sink(target) is None
    with pytest.raises(UnsupportedFormatError, match=r"known are \.jsonl"):
        open_sink(target)


def test_a_folder_that_is_not_there_is_an_error_at_once(tmp_path):
    with pytest.raises(InputError, match="there is no folder"):
        open_sink(tmp_path / "missing" / "out.jsonl")
    (tmp_path / "x.jsonl").mkdir()
    with pytest.raises(InputError, match="is a folder"):
        open_sink(tmp_path / "x.jsonl")


def test_loading_what_is_no_record_names_the_line(tmp_path):
    (tmp_path / "x.jsonl").write_text('{"source": null, "stage": "read", "error": "x"}\n\n{"text": "x"}\n')
    with pytest.raises(InputError, match=r"x\.jsonl:3 is not a record"):
        list(load(tmp_path / "x.jsonl"))
    with pytest.raises(InputError, match="no such file"):
        load(tmp_path / "y.jsonl")
