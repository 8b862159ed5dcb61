"""The queries of docs/databases.md run as printed, with the same answers everywhere; the codebook is the one that is generated."""

from __future__ import annotations

import datetime as dt
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import pytest
import regex

from release_parser.cli import main
from release_parser.records import (
    Claim,
    Comparison,
    Failure,
    Operation,
    ParserInfo,
    Quantity,
    Release,
    Tally,
    release_id,
)
from release_parser.sinks import load
from release_parser.tables.codebook import codebook
from release_parser.tables.ddl import create_all
from sink_records import fixture_records, query, span, write

DOCS = Path(__file__).parents[2] / "docs"
QUERIES = regex.findall(
    r"^(?P<title>[^\n]+):\n\n```sql\n(?P<sql>.*?);\n```$",
    (DOCS / "databases.md").read_text(encoding="utf-8"),
    regex.MULTILINE | regex.DOTALL,
)


def knives() -> Release:
    """What the questions ask for, whatever the parser finds today."""
    text = "Operation Sceptre: 34 knives seized. £2,500 seized. Jailed for six years. Robberies fell from 420 to 315, by 35 per cent."
    sentence = span(text, text)
    plain = {"sentence": sentence, "rule": "test"}
    claims = (
        Claim(id="c1", span=span(text, "34"), quantity=Quantity(value=Decimal(34)), head="knife", predicate="seize", topic="seizure.weapons", operations=("Sceptre",), **plain),
        Claim(id="c2", span=span(text, "£2,500"), quantity=Quantity(value=Decimal(2500), kind="money", unit="GBP"), predicate="seize", topic="seizure.cash", **plain),
        Claim(id="c3", span=span(text, "six years"), quantity=Quantity(value=Decimal(6), kind="duration", unit="year"), predicate="jail", topic="sentence", **plain),
        Claim(id="c4", span=span(text, "420"), quantity=Quantity(value=Decimal(420)), head="robbery", **plain),
        Claim(id="c5", span=span(text, "315"), quantity=Quantity(value=Decimal(315)), head="robbery", **plain),
        Claim(id="c6", span=span(text, "35 per cent"), quantity=Quantity(value=Decimal(35), kind="percentage", unit="percent"), head="robbery", direction="decrease", topic="offence", **plain),
    )  # fmt: skip
    name = span(text, "Sceptre")
    return Release(
        id=release_id(text), source="knives.txt", title="Knives", published=dt.date(2021, 1, 15), publisher="Kelsham Police", text=text,
        claims=claims,
        comparisons=(Comparison(current="c5", baseline="c4", change="c6", expected_change=Decimal(25), consistent=False, rule="test"),),
        tallies=(
            Tally(topic="seizure.weapons", thing="knife", value=Decimal(34), claims=("c1",), rule="test"),
            Tally(topic="seizure.cash", unit="GBP", value=Decimal(2500), claims=("c2",), rule="test"),
        ),
        operations=(Operation(name="Sceptre", span=name, mentions=(name,), rule="test"),),
        parser=ParserInfo(version="1", model="none"),
    )  # fmt: skip


def comparable(rows):
    """Rows as every database gives them: numbers as numbers, dates as text, in any order of what is equal."""

    def value(cell):
        if isinstance(cell, bool):
            return cell
        if isinstance(cell, (int, float, Decimal)):
            return round(float(cell), 9)
        return str(cell) if isinstance(cell, dt.date) else cell

    return sorted([tuple(map(value, row)) for row in rows], key=repr)


@pytest.fixture(scope="module")
def records():
    return [*fixture_records(), knives()]


def test_there_are_ten():
    assert len(QUERIES) == 10


def test_the_queries_run_as_printed_and_give_the_same_everywhere(new_target, records):
    answers = {}
    for kind in ("sqlite", "postgresql", "duckdb"):
        target = new_target(kind)
        write(target, records)
        answers[kind] = {title: query(target, sql) for title, sql in QUERIES}
    for title, _ in QUERIES:
        assert answers["sqlite"][title], title
        assert (
            comparable(answers["sqlite"][title])
            == comparable(answers["postgresql"][title])
            == comparable(answers["duckdb"][title])
        ), title
    # the order that the query asks for
    credited = {row[:6] for row in answers["sqlite"]["What Operation Sceptre is credited with"]}
    assert ("2021-01-15", "Kelsham Police", "seizure.weapons", "knife", 34, None) in credited
    assert ("2021-01-15", "Kelsham Police", "seizure.cash", None, 2500, "GBP") in credited
    (wrong,) = [
        row
        for row in answers["sqlite"]["Releases whose arithmetic does not hold, with both sentences"]
        if "420 to 315" in row[5]
    ]
    assert wrong[:5] == ("Kelsham Police", "2021-01-15", "comparison", "35 per cent", 25)
    assert "420 to 315" in wrong[5]
    assert "420 to 315" in wrong[6]


def test_frames_are_the_view(records):
    pytest.importorskip("pandas", reason="needs the extra frames")
    pytest.importorskip("polars", reason="needs the extra frames")
    from release_parser.sinks.frames import to_pandas, to_polars

    count = sum(len(record.claims) for record in records if not isinstance(record, Failure))
    pairs = [(record, None) for record in records]
    pandas, polars = to_pandas(pairs), to_polars(pairs)
    assert len(pandas) == len(polars) == count
    assert list(pandas.columns) == polars.columns
    last = pandas[pandas["release_number"] == len(records)]
    assert last["value"].sum() == Decimal(34 + 2500 + 6 + 420 + 315 + 35)
    assert type(last["value"].sum()) is Decimal
    assert set(last["month"]) == {"2021-01"}
    assert polars.filter(polars["release_number"] == len(records))["value"].sum() == Decimal(3310)
    assert len(to_pandas([])) == len(to_polars([])) == 0


def test_the_codebook_is_the_one_that_is_generated():
    assert (DOCS / "codebook.md").read_text(encoding="utf-8") == codebook("md") + "\n", (
        "run `release-parser schema --format md > docs/codebook.md`"
    )


@pytest.mark.parametrize("dialect", ["sqlite", "postgresql", "duckdb"])
def test_the_printed_sql_makes_the_tables(dialect, new_target, capsys):
    with pytest.raises(SystemExit):
        main(["schema", "--format", "sql", "--dialect", dialect])
    script = capsys.readouterr().out
    target = new_target(dialect)
    if dialect == "sqlite":
        import sqlite3

        with closing(sqlite3.connect(target.removeprefix("sqlite:///"))) as connection:
            connection.executescript(script)
    else:
        query(target, script)
    assert query(target, "SELECT COUNT(*) FROM claims_flat") == [(0,)]
    assert script.count("CREATE TABLE") == sum(
        statement.startswith("CREATE TABLE") for statement in create_all(dialect)
    )


def test_schemas_on_the_command_line(capsys):
    for shape, said in (("json", '"$defs"'), ("md", "### claims_flat"), ("arrow", "value: decimal128(38, 12)")):
        with pytest.raises(SystemExit) as done:
            main(["schema", "--format", shape])
        assert done.value.code == 0
        assert said in capsys.readouterr().out
    for arguments in (["--format", "xml"], ["--format", "sql", "--dialect", "oracle"]):
        with pytest.raises(SystemExit) as done:
            main(["schema", *arguments])
        assert done.value.code == 2


def test_a_folder_of_tables_is_what_other_programs_read(new_target, records):
    pytest.importorskip("duckdb", reason="needs the extra duckdb")
    import duckdb

    parquet, csv = new_target(".parquet/"), new_target(".csv/")
    write(parquet, records)
    write(csv, records)
    claims = sum(len(record.claims) for record in records if not isinstance(record, Failure))
    with duckdb.connect() as connection:
        ((counted, total),) = connection.execute(
            f"SELECT COUNT(*), SUM(value) FROM '{parquet}claims.parquet'"
        ).fetchall()
        assert (counted, type(total)) == (claims, Decimal)
        rows = connection.execute(
            f"SELECT COUNT(*) FROM read_csv('{csv}claims.csv', header = true, quote = '\"', escape = '\"')"
        ).fetchall()
        assert rows == [(claims,)]
    assert len(list(load(csv))) == len(records)
