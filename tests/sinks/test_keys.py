"""The key of a claim is the same in every target."""

from __future__ import annotations

import csv
import random
import re
from pathlib import Path

import pytest

import release_parser as rp
from fakes import FakeParser
from release_parser.sinks.loading import load_into
from sink_records import as_json, query, read, release, write

pytest.importorskip("sqlalchemy", reason="needs the extra sql")


@pytest.fixture
def archive(tmp_path):
    folder = tmp_path / "in" / "deep"
    folder.mkdir(parents=True)
    (folder / "a.txt").write_text("1 arrest and 2 knives")
    (folder / "b.md").write_text("---\nurl: https://police.example/b\ntitle: B\n---\n3 arrests")
    return folder.parent


def keys_in(target: str, folder) -> list[str]:
    if target.endswith(".db"):
        return [key for (key,) in query(f"sqlite:///{target}", "SELECT claim_key FROM claims_flat")]
    if target.endswith(".duckdb"):
        return [key for (key,) in query(f"duckdb:///{target}", "SELECT claim_key FROM claims_flat")]
    if target.endswith(".csv"):
        with Path(target).open(newline="") as file:
            return [row["claim_key"] for row in csv.DictReader(file)]
    if target.endswith(".csv/"):
        with Path(target, "claims.csv").open(newline="") as file:
            return [row["claim_key"] for row in csv.DictReader(file)]
    from pyarrow import parquet

    if target.endswith(".parquet/"):
        return parquet.read_table(f"{target}claims.parquet").column("claim_key").to_pylist()
    return [key for keys in parquet.read_table(target).column("claim_keys").to_pylist() for key in keys]


TARGETS = ("out.db", "out.duckdb", "claims.csv", "out.csv/", "out.parquet/", "out.parquet")


def test_every_target_gives_a_claim_the_same_key(archive, tmp_path):
    pytest.importorskip("pyarrow")
    pytest.importorskip("duckdb")
    found = {}
    for at, name in enumerate(TARGETS):
        (tmp_path / str(at)).mkdir()
        target = f"{tmp_path}/{at}/{name}"
        rp.read(archive).parse(parser=FakeParser()).write(target)
        found[name] = sorted(keys_in(target, tmp_path))
    stream = rp.read(archive).parse(parser=FakeParser())
    found["pandas"] = sorted(stream.to_pandas()["claim_key"])
    assert len(set(found["out.db"])) == 3
    assert all(keys == found["out.db"] for keys in found.values()), found


@pytest.mark.parametrize("name", ["out.parquet", "out.arrow", "parts.parquet/"])
def test_a_load_keeps_the_keys(archive, tmp_path, name):
    pytest.importorskip("pyarrow")
    partition = "month" if name == "parts.parquet/" else None
    rp.read(archive).parse(parser=FakeParser()).write(f"{tmp_path}/{name}", partition=partition)
    rp.read(archive).parse(parser=FakeParser()).write(tmp_path / "wanted.db")
    assert load_into([f"{tmp_path}/{name}"], tmp_path / "found.db") == (2, 0)
    both = [sorted(keys_in(str(tmp_path / each), tmp_path)) for each in ("wanted.db", "found.db")]
    assert both[0] == both[1]


def test_tables_without_keys_are_still_read(archive, tmp_path):
    pytest.importorskip("pyarrow")
    from pyarrow import parquet

    for name in ("out.csv/", "out.parquet/"):
        target = f"{tmp_path}/{name}"
        rp.read(archive).parse(parser=FakeParser()).write(target)
        wanted = read(target)
        if name == "out.csv/":
            path = tmp_path / "out.csv" / "claims.csv"
            path.write_text(re.sub(r',(?:"[0-9a-f]{32}"|claim_key)$', "", path.read_text(), flags=re.MULTILINE))
        else:
            path = tmp_path / "out.parquet" / "claims.parquet"
            parquet.write_table(parquet.read_table(path).drop_columns("claim_key"), path)
        assert read(target) == wanted


def test_identities_of_any_length_and_script_are_held(database):
    """PostgreSQL's index takes 2,704 bytes, which nine hundred letters of some scripts are more than."""
    chance = random.Random(16)
    names = ["".join(chr(chance.randrange(0x4E00, 0x9FFF)) for _ in range(length)) for length in (800, 900, 1000, 3000)]
    records = [release(f"{number} raids", source=name) for number, name in enumerate(names)]
    assert write(database, records).refused == []
    assert write(database, records).counts["unchanged"] == len(records)
    assert read(database) == as_json(records)
