"""Records to write: those of the fixture releases, invented ones, hostile ones."""

from __future__ import annotations

from contextlib import closing
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

from release_parser.records import (
    Claim,
    Failure,
    Operation,
    ParserInfo,
    Person,
    Quantity,
    Quote,
    Release,
    Span,
    Speaker,
    release_id,
)
from release_parser.sinks import load, open_sink
from releases import RELEASES, read_release

if TYPE_CHECKING:
    from collections.abc import Iterable


@cache
def fixture_records() -> tuple[Release | Failure, ...]:
    """What the parser makes of the fixture releases, with a failure among them."""
    from release_parser.parser import Parser
    from release_parser.text import Document

    documents = [
        Document(read_release(path), source=f"releases/{path.name}", publisher="Kelsham Police") for path in RELEASES
    ]
    records = list(Parser().parse_batch(documents))
    assert all(isinstance(record, Release) for record in records)
    return (*records[:5], Failure(source="releases/broken.pdf", stage="read", error="it is no PDF"), *records[5:])


def release(
    text: str = "Officers made 34 arrests.", *, source: str | None = "a.txt", version: str = "1.0", **fields: Any
) -> Release:
    """A release whose claims are the words that are numbers."""
    claims = []
    start = 0
    for word in text.split(" "):
        if word.isascii() and word.isdigit():
            number = len(claims) + 1
            claims.append(
                Claim(
                    id=f"c{number}",
                    span=Span(start=start, end=start + len(word), text=word),
                    quantity=Quantity(value=Decimal(word)),
                    sentence=Span(start=0, end=len(text), text=text),
                    rule="digits",
                )
            )
        start += len(word) + 1
    given = {"claims": tuple(claims), "parser": ParserInfo(version=version, model="none"), **fields}
    return Release(id=release_id(text), source=source, text=text, **given)


def span(text: str, words: str) -> Span:
    """The first place of some words in a text."""
    start = text.index(words)
    return Span(start=start, end=start + len(words), text=words)


def named_release(name: str, *, title: str | None = None) -> Release:
    """A release in which an operation, a person and a quote have this name."""
    text = f"Operation {name} said: “{name}”"
    first = span(text, name)
    return release(
        text,
        source=name,
        title=title or name,
        publisher=name,
        operations=(Operation(name=name, span=first, mentions=(first,), rule="marker", aliases=(f"Op {name}",)),),
        people=(
            Person(name=name, span=first, mentions=(first,), rule="rank", rank=name, role=name, organisation=name),
        ),
        quotes=(
            Quote(
                id="q1",
                content=name,
                spans=(first,),
                speaker=Speaker(person=name, span=first),
                cue=span(text, "said"),
                rule="marks",
            ),
        ),
    )


def write(target: str, records: Iterable[Release | Failure], **options: Any) -> Any:
    """Write records; the sink, closed."""
    with open_sink(target, **options) as sink:
        for record in records:
            sink.write(record)
    return sink


def read(target: str) -> list[str]:
    """The records of a target, as JSON."""
    return [record.model_dump_json() for record in load(target)]


def as_json(records: Iterable[Release | Failure]) -> list[str]:
    """Records as JSON."""
    return [record.model_dump_json() for record in records]


def query(target: str, statement: str) -> list[tuple[Any, ...]]:
    """The rows of a statement, by the database's own driver."""
    if target.startswith("sqlite"):
        import sqlite3

        with closing(sqlite3.connect(target.removeprefix("sqlite:///"))) as connection:
            rows = connection.execute(statement).fetchall()
            connection.commit()
            return rows
    if target.startswith("duckdb"):
        import duckdb

        with duckdb.connect(target.removeprefix("duckdb:///")) as connection:
            return connection.execute(statement).fetchall()
    import psycopg

    with psycopg.connect(target.replace("+psycopg", "")) as connection:
        cursor = connection.execute(statement)
        return cursor.fetchall() if cursor.description else []


def dump(target: str) -> dict[str, list[tuple[Any, ...]]]:
    """Everything in a database but the list of runs, and when something was met."""
    from release_parser.tables import TABLES

    return {
        table.name: sorted(
            query(
                target,
                f"SELECT {', '.join(column.name for column in table.columns if column.name not in ('first_seen', 'last_seen', 'run'))} FROM {table.name}",
            ),
            key=repr,
        )
        for table in TABLES
        if table.name != "parser_runs"
    }
