"""The CSV that people open in a spreadsheet: what they read first, no formulas, a byte order mark where they ask for it."""

from __future__ import annotations

import csv

import pytest
from typer.testing import CliRunner

from fakes import record
from release_parser.cli import app
from release_parser.errors import InputError
from release_parser.sinks import load, open_sink
from release_parser.sinks.csvfile import CLAIMS_FOR_PEOPLE
from release_parser.tables.views import CLAIMS_FLAT
from release_parser.text import Document

HOSTILE = "=HYPERLINK(1) 34 arrests"


def release(text: str = "Officers made 34 arrests.", **fields):
    return record(Document(text, **fields))


def written(path, *records, **options) -> list[list[str]]:
    with open_sink(path, **options) as sink:
        for each in records:
            sink.write(each)
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_what_people_read_stands_first_and_offsets_and_hashes_last(tmp_path):
    heads, row = written(
        tmp_path / "claims.csv", release(title="Raids", publisher="Kelsham Police", url="https://example.org/1")
    )
    assert heads[:9] == ["title", "url", "published", "publisher", "sentence", "value", "upper", "unit", "bound"]
    assert row[:6] == ["Raids", "https://example.org/1", "", "Kelsham Police", "Officers made 34 arrests.", "34"]
    assert heads[-14:-12] == ["release_number", "release_id"]
    assert heads[-2:] == ["sentence_start", "sentence_end"]
    assert "measured_entity_start" in heads[-12:]


def test_every_column_of_claims_flat_is_there_once():
    assert sorted(column.name for column in CLAIMS_FOR_PEOPLE) == sorted(column.name for column in CLAIMS_FLAT)


@pytest.mark.parametrize("start", ["=1+1", "+44 20", "-5 arrests", "@home", "\tx"])
def test_a_text_that_looks_like_a_formula_is_text_unless_raw_is_asked_for(tmp_path, start):
    each = release(title=start)
    assert written(tmp_path / "a.csv", each)[1][0] == f"'{start}"
    assert written(tmp_path / "b.csv", each, raw=True)[1][0] == start


def test_a_byte_order_mark_on_request(tmp_path):
    written(tmp_path / "with.csv", release(), bom=True)
    written(tmp_path / "without.csv", release())
    marked, plain = (tmp_path / "with.csv").read_bytes(), (tmp_path / "without.csv").read_bytes()
    assert marked == b"\xef\xbb\xbf" + plain
    written(tmp_path / "with.csv", release())  # it is known as ours, and written anew


def test_a_folder_of_tables_with_a_byte_order_mark_is_read_back(tmp_path):
    records = [release(HOSTILE)]
    with open_sink(f"{tmp_path}/tables.csv/", bom=True) as sink:
        sink.write(records[0])
    assert (tmp_path / "tables.csv" / "releases.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert list(load(f"{tmp_path}/tables.csv/")) == records
    with open_sink(f"{tmp_path}/tables.csv/") as sink:
        sink.write(records[0])


def test_the_claims_of_an_older_version_are_known_as_ours(tmp_path):
    (tmp_path / "claims.csv").write_text("release_number,release_id,source,title\n")
    assert len(written(tmp_path / "claims.csv", release())) == 2


@pytest.mark.parametrize(("target", "option"), [("a.jsonl", "raw"), ("a.db", "bom"), ("tables.csv/", "raw")])
def test_the_options_are_for_csv(tmp_path, target, option):
    with pytest.raises(InputError, match=rf"{option} is for a \.csv"):
        open_sink(f"{tmp_path}/{target}", **{option: True})


def test_on_the_command_line(tmp_path):
    with open_sink(tmp_path / "records.jsonl") as sink:
        sink.write(release(HOSTILE))
    for options in (["--raw", "--bom"], []):
        target = tmp_path / f"{len(options)}.csv"
        done = CliRunner().invoke(app, ["load", str(tmp_path / "records.jsonl"), str(target), *options])
        assert done.exit_code == 0, done.output
        content = target.read_bytes()
        assert content.startswith(b"\xef\xbb\xbf") is bool(options)
        assert (b'"=HYPERLINK' in content) is bool(options)
