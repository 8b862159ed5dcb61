"""Records on a terminal: within its width, between words, with topic and tallies."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from release_parser.cli_columns import Columns, widths
from release_parser.cli_table import print_records, render
from release_parser.records import Failure
from releases import RELEASES


def printed(*records, width: int = 80) -> str:
    out = io.StringIO()
    console = Console(file=out, width=width)
    for record in records:
        console.print(render(record) if not isinstance(record, Columns) else record)
    return out.getvalue()


@pytest.mark.parametrize("path", RELEASES, ids=lambda path: path.name)
@pytest.mark.parametrize("width", [80, 100])
def test_no_line_is_wider_than_the_terminal_and_no_word_is_cut(parser, path, width):
    release = parser.parse(path.read_bytes().decode("utf-8"), source=path.name)
    shown = printed(release, width=width)
    assert max(map(len, shown.splitlines())) <= width
    for claim in release.claims:
        for word in (claim.topic or "").split() + (claim.predicate or "").split() + (claim.quantity.unit or "").split():
            assert word in shown.split() or len(word) > 30


def test_tallies_topics_and_circumstances_are_there(parser):
    shown = printed(
        parser.parse("In Operation Sandpiper officers in Kelsham made 34 arrests in May 2020, 12 of them of boys.")
    )
    assert [line.split() for line in shown.splitlines() if line.startswith(" take")] == [
        ["take", "topic", "of", "period", "from"]
    ]
    (claim,) = [line for line in shown.splitlines() if line.startswith(" c1")]
    assert claim.split() == ["c1", "34", "arrests", "make", "arrest"]
    below = " ".join(shown.split(claim)[1].split())
    assert below.startswith(
        "by Operation Sandpiper officers · 2020-05-01 to 2020-05-31 · in Kelsham · operation Sandpiper"
    )


def test_what_does_not_hold_says_so(parser):
    shown = printed(parser.parse("Burglaries fell from 420 to 315, a decrease of 35 per cent."))
    assert "NO" in shown.split()


def test_the_widest_column_gives_way_first_and_words_stay_whole():
    assert widths([["a", "b"], ["xx", "long words in a row"]], 14) == [2, 10]
    assert widths([["a", "b"], ["xx", "unbreakable words"]], 15) == [2, 11]


def test_a_word_that_is_wider_than_the_terminal_is_cut_and_nothing_is_lost():
    table = Columns("word")
    table.add("x" * 200)
    assert printed(table, width=40).replace("\n", "").replace(" ", "").endswith("x" * 200)


def test_columns_without_a_value_are_left_out():
    table = Columns("name", "empty")
    table.add("Sandpiper", "")
    assert "empty" not in printed(table)


def test_a_failure_of_a_kind_that_was_shown_is_short():
    out = io.StringIO()
    remedy = 'install it with `pip install "release-parser[pdf]"`'
    records = [Failure(source=name, stage="read", error=f"{name}: {remedy}") for name in ("a.pdf", "b.pdf", "c.pdf")]
    print_records(records, console=Console(file=out, width=200))
    assert out.getvalue().count("pip install") == 1
    assert "failed: c.pdf: as the one before of this kind" in out.getvalue()
