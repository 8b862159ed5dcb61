"""The views: current rows alone, one person and one operation under each of their spellings, and what ties a figure to an operation."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
import regex

from release_parser.parser import Parser
from release_parser.records import Claim, Operation, ParserInfo, Person, Quantity, Quote, Release, Speaker, release_id
from release_parser.sinks import open_sink
from release_parser.tables.views import VIEWS
from release_parser.text import Document
from sink_records import query, span, write

pytest.importorskip("sqlalchemy", reason="needs the extra sql")
QUESTIONS = regex.findall(
    r"^([^\n]+):\n\n```sql\n(.*?);\n```$",
    (Path(__file__).parents[2] / "docs" / "databases.md").read_text(encoding="utf-8"),
    regex.MULTILINE | regex.DOTALL,
)
NEW = (
    "Operation Sandpiper: 34 arrests\n\n34 people were arrested in Kelsham, and £2,500 in cash was seized. Ann Pole, 40, was jailed for six years.\n\n"
    "DI Kay Ash, of the Burglary Taskforce, said: “We seized 12 knives. Burglary fell from 420 to 315, a fall of 35 per cent.”"
)


@pytest.fixture(scope="module")
def versions() -> tuple[Release, Release]:
    """A release that every view and question has something of, and the same under an older text."""
    return tuple(
        Parser().parse(Document(text, source="a.txt", publisher="Kelsham Police", published=dt.date(2021, 1, 15)))
        for text in (NEW.replace("Sandpiper", "Dunlin").replace("34", "31").replace("Burglary", "Robbery"), NEW)
    )


def test_views_and_questions_are_of_what_is_current(database, versions, tmp_path):
    older, newer = versions
    with open_sink(database) as sink:
        sink.write_of(older, "a.txt")
        sink.write_of(newer, "a.txt")
    alone = f"sqlite:///{tmp_path}/alone.db"
    write(alone, [newer])
    assert sink.counts["superseded"] == 1
    statements = {name: f"SELECT COUNT(*) FROM {name}" for name in VIEWS}
    statements |= {f"{name}, old": f"SELECT * FROM {name} WHERE release_number = 1" for name in VIEWS if name != "operations_over_time"}  # fmt: skip
    statements |= {
        title: f"SELECT COUNT(*) FROM ({sql}) AS answers" for title, sql in QUESTIONS if "'sceptre'" not in sql
    }
    for name, statement in statements.items():
        found = query(database, statement)
        if name.endswith(", old"):
            assert found == [], name
        else:
            assert found == query(alone, statement), name
            assert found[0][0] > 0, name
    assert query(database, "SELECT operation, releases FROM operations_over_time") == [("Sandpiper", 1)]


def spoken(text: str, name: str, rank: str | None, publisher: str, operation: str = "Heron") -> Release:
    """A release in which somebody says 'Thanks', under an operation."""
    person, named = span(text, name), span(text, operation)
    return Release(
        id=release_id(text), source=text, text=text, publisher=publisher, published=dt.date(2021, 1, 15),
        claims=(Claim(id="c1", span=span(text, "34"), quantity=Quantity(value=34), topic="arrest", operations=(operation,), credit="sentence", sentence=span(text, text), rule="test"),),
        operations=(Operation(name=operation, span=named, mentions=(named,), rule="test"),),
        people=(Person(name=name, span=person, mentions=(person,), rank=rank, rule="test"),),
        quotes=(Quote(id="q1", content="Thanks", spans=(span(text, "Thanks"),), speaker=Speaker(person=name, span=person), rule="test"),),
        parser=ParserInfo(version="1", model="none"),
    )  # fmt: skip


def test_spellings_of_one_person_meet_and_namesakes_do_not(database):
    write(
        database,
        [
            spoken("Op Heron, 34: DCI Kay Ash said: “Thanks”", "Kay Ash", "DCI", "Kelsham Police"),
            spoken("Op Heron, 34: Detective Chief Inspector Kay Ash said: “Thanks”", "Kay Ash", "Detective Chief Inspector", "Kelsham Police"),
            spoken("Op Heron, 34: Temporary Det Ch Insp Kay ASH said: “Thanks”", "Kay ASH", "Temporary Det Ch Insp", "KELSHAM Police"),
            spoken("Op Heron, 34: DCI Kay Ash of Northmere said: “Thanks”", "Kay Ash", "DCI", "Northmere Police"),
        ],
    )  # fmt: skip
    keys = "SELECT person_key, rank_name, COUNT(*) FROM {} GROUP BY person_key, rank_name ORDER BY person_key"
    for view in ("people_flat", "quotes_flat"):
        assert query(database, keys.format(view)) == [
            ("kay ash | kelsham police", "detective chief inspector", 3),
            ("kay ash | northmere police", "detective chief inspector", 1),
        ]
    most = dict(QUESTIONS)["Who is quoted most"]
    assert [(row[0], *row[2:]) for row in query(database, most)] == [
        ("kay ash | kelsham police", "detective chief inspector", 3, 3),
        ("kay ash | northmere police", "detective chief inspector", 1, 1),
    ]


def test_spellings_of_one_operation_meet(database):
    names = ("Winter Nights", "Winter-Nights", "WINTER NIGHTS", "Winter‑Nights", "Winter–Nights")
    write(
        database,
        [spoken(f"Op {name}, 34: DC Kay Ash said: “Thanks”", "Kay Ash", "DC", "Force", name) for name in names],
    )
    over_time = query(database, "SELECT operation_key, releases, claims FROM operations_over_time")
    assert over_time == [("winter nights", len(names), len(names))]
    keys = query(database, "SELECT DISTINCT operation_key FROM operation_claims")
    assert keys == [("winter nights",)]


def test_credited_by_sentence_by_reference_or_only_named_beside_it(database):
    text = (
        "Operation Heron began in May. The operation led to 12 arrests. Under Operation Heron 40 knives were seized. "
        "Police recovered £2,500 in cash on the coast."
    )
    record = Parser().parse(Document(text, source="a.txt"))
    assert isinstance(record, Release)
    write(database, [record])
    rows = query(database, "SELECT span, credit, operation_key FROM operation_claims ORDER BY span_start")
    assert rows == [("12", "reference", "heron"), ("40", "sentence", "heron"), ("£2,500", "release", "heron")]
    rows = query(database, "SELECT value, credit FROM operation_tallies ORDER BY value")
    assert rows == [(12, "reference"), (40, "sentence"), (2500, "release")]
    assert query(database, "SELECT span, credit FROM claims_flat ORDER BY span_start") == [
        ("12", "reference"),
        ("40", "sentence"),
        ("£2,500", None),
    ]


def test_bullets_are_credited_by_their_introduction():
    text = "Operation Heron resulted in:\n\n- 12 arrests\n- 40 knives seized\n"
    record = Parser().parse(Document(text))
    assert isinstance(record, Release)
    assert [(claim.operations, claim.credit) for claim in record.claims] == [(("Heron",), "reference")] * 2
