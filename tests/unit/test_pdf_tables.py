"""Tables and lists in PDF: read as the rows and items that they are, however a program has set them."""

from __future__ import annotations

import random
from functools import partial
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

import release_parser as rp
from pdfs import pdf
from release_parser.records import Failure
from release_parser.sources.page_rows import in_lines
from release_parser.sources.reading_order import Piece

if TYPE_CHECKING:
    from release_parser.text import Document

pytest.importorskip("pypdfium2", reason="needs the extra pdf")
Placed = tuple[float, float, float, str]
COLUMNS = (50.0, 250.0, 350.0)


def read(lines: list[Placed]) -> Document | Failure:
    (document,) = rp.read(pdf([lines]))
    return document


def text(lines: list[Placed]) -> str:
    document = read(lines)
    assert not isinstance(document, Failure)
    return document.text


def table(rows: list[tuple[str, ...]], columns: tuple[float, ...] = COLUMNS, step: float = 16.0) -> list[Placed]:
    """A table set row by row; an empty string is a cell without text."""
    return [
        (x, 700.0 - step * at, 10.0, cell)
        for at, row in enumerate(rows)
        for x, cell in zip(columns, row, strict=True)
        if cell
    ]


def rows_of(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.startswith("|")]


YEARS = [("Offence", "2020", "2021"), ("Burglary", "120", "96"), ("Robbery", "", "14"), ("Vehicle crime", "300", "310")]


def test_a_number_stands_in_its_column_where_the_one_before_is_missing():
    assert rows_of(text(table(YEARS))) == [
        "| Offence | 2020 | 2021 |",
        "| Burglary | 120 | 96 |",
        "| Robbery |  | 14 |",
        "| Vehicle crime | 300 | 310 |",
    ]


def test_a_table_that_is_set_column_by_column_is_the_same():
    placed = table(YEARS)
    assert rows_of(text(sorted(placed, key=lambda piece: piece[0]))) == rows_of(text(placed))


def test_columns_that_are_near_each_other_are_told_apart():
    rows = [("Burglary", "120", "96"), ("Robbery", "15", "14"), ("Vehicle crime", "300", "310")]
    assert rows_of(text(table(rows, (50.0, 125.0, 150.0)))) == [f"| {' | '.join(row)} |" for row in rows]


def test_numbers_that_end_at_one_place_are_one_column():
    placed = [
        (50, 700, 10, "Arrests"), (300, 700, 10, "34"),
        (50, 684, 10, "Charges"), (305.5, 684, 10, "1"),
        (50, 668, 10, "Knives"), (283, 668, 10, "3,930"),
    ]  # fmt: skip
    assert rows_of(text(placed)) == ["| Arrests | 34 |", "| Charges | 1 |", "| Knives | 3,930 |"]


def test_a_heading_over_two_columns_joins_none():
    heads = [(50.0, 716.0, 10.0, "Kelsham"), (262.0, 716.0, 10.0, "Recorded in the year to May")]
    found = rows_of(text([*heads, *table(YEARS)]))
    assert found[0] == "| Kelsham | Recorded in the year to May |  |"
    assert found[3] == "| Robbery |  | 14 |"


def test_the_second_line_of_a_cell_joins_its_first():
    rows = [("Offence", "Outcome", "Number"), ("Burglary of a", "Charged and", "12"), ("dwelling", "remanded", ""), ("Robbery", "Cautioned", "3")]  # fmt: skip
    heights = dict(zip(rows, (700.0, 682.0, 670.0, 652.0), strict=True))
    placed = [(x, heights[row], 10.0, cell) for row in rows for x, cell in zip(COLUMNS, row, strict=True) if cell]
    document = read(placed)
    assert rows_of(document.text) == [
        "| Offence | Outcome | Number |",
        "| Burglary of a dwelling | Charged and remanded | 12 |",
        "| Robbery | Cautioned | 3 |",
    ]
    assert document.title is None  # a row of two lines is no larger type


def test_a_row_below_a_gap_is_no_second_line():
    """A head with room below it: the rows are near each other, and are rows."""
    rows = [("Force", "Arrests", "Charges"), ("Kelsham", "34", "12"), ("Ferrow", "19", ""), ("Exampleton", "7", "3")]
    heights = dict(zip(rows, (700.0, 676.0, 664.0, 652.0), strict=True))
    placed = [(x, heights[row], 10.0, cell) for row in rows for x, cell in zip(COLUMNS, row, strict=True) if cell]
    assert rows_of(text(placed))[1:] == ["| Kelsham | 34 | 12 |", "| Ferrow | 19 |  |", "| Exampleton | 7 | 3 |"]


def test_claims_of_a_table_have_their_columns_and_rows(parser):
    (record,) = rp.read(pdf([table(YEARS)])).parse(parser=parser)
    found = {
        int(claim.quantity.value): (claim.head, claim.period and claim.period.start.year) for claim in record.claims
    }
    assert found == {
        120: ("burglary", 2020),
        96: ("burglary", 2021),
        14: ("robbery", 2021),
        300: ("crime", 2020),
        310: ("crime", 2021),
    }
    assert "| Robbery |  | 14 |" in record.text


CELLS = st.sampled_from(["", "12", "3,930", "Theft", "of cars", "96%", "Kelsham"])


@given(
    rows=st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=2, max_size=8),
    by_column=st.booleans(),
)
def test_every_cell_of_a_table_is_where_it_was(rows, by_column):
    named = [("Place", "2020", "2021"), *((f"Row {'abcdefgh'[at]}", *row[1:]) for at, row in enumerate(rows))]
    pieces = [
        Piece(cell, x, 700.0 - 16 * at, x + 5.0 * len(cell), 710.0 - 16 * at)
        for at, row in enumerate(named)
        for x, cell in zip(COLUMNS, row, strict=True)
        if cell
    ]
    if by_column:
        pieces.sort(key=lambda piece: piece.left)
    found = [line.text for line in in_lines(pieces, 595.0)]
    alone = [row for row in named if not any(row[1:])]
    if not alone:  # a name without a number beside it is a line of its own
        assert found == [f"| {' | '.join(row)} |" for row in named]
    assert sorted(" ".join(found).replace("|", " ").split()) == sorted(" ".join(piece.text for piece in pieces).split())


def test_a_heading_within_a_table_is_a_row_of_it(parser):
    rows = [("Offence", "2020", "2021"), ("of which violent", "", ""), ("Robbery", "15", "14"), ("Assault", "5", "4")]
    content = pdf([table(rows)])
    (record,) = rp.read(content).parse(parser=parser)
    assert rows_of(record.text) == [f"| {' | '.join(row)} |" for row in rows]
    years = {int(claim.quantity.value): claim.period.start.year for claim in record.claims}
    assert years == {15: 2020, 14: 2021, 5: 2020, 4: 2021}


def test_a_sentence_between_two_tables_is_none_of_their_rows():
    rows = [("Robbery", "15", "14"), ("In Ferrow none.", "", ""), ("Assault", "5", "4")]
    assert "\n\nIn Ferrow none.\n\n" in text(table(rows))


def test_a_row_of_numbers_alone_is_cells():
    large = [(50.0, 716.0, 20.0, "34"), (200.0, 716.0, 20.0, "12"), (350.0, 716.0, 20.0, "930")]
    small = [(50.0, 696.0, 10.0, "arrests"), (200.0, 696.0, 10.0, "charges"), (350.0, 696.0, 10.0, "knives seized")]
    document = read([*large, *small, (50.0, 660.0, 10.0, "Officers of Kelsham were at work for a week.")])
    assert rows_of(document.text)[0] == "| 34 | 12 | 930 |"
    assert document.title is None
    assert rows_of(text([(50, 700, 10, "Robbery"), (250, 700, 10, "15"), (350, 700, 10, "14")])) == [
        "| Robbery | 15 | 14 |"
    ]


def test_a_headline_stands_below_a_row():
    head = [(50.0, 780.0, 11.0, "PRESS RELEASE"), (450.0, 780.0, 11.0, "4 May 2021")]
    story = [
        (50.0, 710.0 - 14 * at, 11.0, line)
        for at, line in enumerate(("Officers arrested nine people", "after a raid."))
    ]
    assert read([*head, (50.0, 740.0, 18.0, "Nine held in Kelsham"), *story]).title == "Nine held in Kelsham"


ITEMS = ("34 people were arrested for burglary", "12 knives were seized", "two cars were taken")
LIST = "\n".join(f"• {item}" for item in ITEMS)


def items(mark: str, step: float = 14.0) -> tuple[list[Placed], list[Placed]]:
    """The marks of a list, and what stands behind them."""
    levels = [700.0 - step * at for at in range(len(ITEMS))]
    return [(60.0, y, 11.0, mark) for y in levels], [
        (75.0, y, 11.0, item) for y, item in zip(levels, ITEMS, strict=True)
    ]


INTRODUCED = (50.0, 730.0, 11.0, "The week of action in Kelsham led to these results:")


def test_bullets_that_the_file_has_apart_from_their_items_stand_before_them():
    marks, texts = items("•")
    assert text([INTRODUCED, *marks, *texts]).endswith(f"results:\n\n{LIST}")
    assert text([INTRODUCED, *texts, *marks]).endswith(f"results:\n\n{LIST}")


def test_an_o_is_a_bullet_where_it_comes_back():
    pairs = [piece for pair in zip(*items("o"), strict=True) for piece in pair]
    assert text([INTRODUCED, *pairs]).endswith(f"results:\n\n{LIST}")
    glued = [(60.0, y, 11.0, f"o {item}") for _, y, _, item in items("o")[1]]
    assert text([INTRODUCED, *glued]).endswith(f"results:\n\n{LIST}")
    assert text([(50.0, 700.0, 11.0, "o tempora")]) == "o tempora"


def test_a_line_that_stands_out_to_the_left_ends_the_list():
    pairs = [piece for pair in zip(*items("•"), strict=True) for piece in pair]
    after = (50.0, 658.0, 11.0, "Inspector Ann Pole said: 'We go on.'")
    assert text([INTRODUCED, *pairs, after]).endswith(f"{LIST}\n\nInspector Ann Pole said: 'We go on.'")


def test_an_items_second_line_belongs_to_it():
    second = (75.0, 658.0, 11.0, "from a yard in Ferrow")
    pairs = [piece for pair in zip(*items("•"), strict=True) for piece in pair]
    assert text([INTRODUCED, *pairs, second]).endswith("• two cars were taken from a yard in Ferrow")


def test_items_of_a_list_within_a_list():
    placed = [
        (60, 700, 11, "•"), (75, 700, 11, "Arrests:"),
        (80, 686, 11, "–"), (95, 686, 11, "12 for robbery"),
        (80, 672, 11, "–"), (95, 672, 11, "9 for theft"),
        (60, 658, 11, "•"), (75, 658, 11, "Two cars were taken"),
    ]  # fmt: skip
    assert text([INTRODUCED, *placed]).endswith("• Arrests:\n– 12 for robbery\n– 9 for theft\n• Two cars were taken")


# cost


def calls(work) -> int:
    """How many calls of Python functions some work makes."""
    import sys

    count = 0

    def count_calls(_frame, event, _argument):
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(count_calls)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def piece(x: float, y: float, text: str = "ab") -> Piece:
    return Piece(text, x, y, x + 5.0 * len(text), y + 10.0)


PAGES = {
    "cells, column by column": lambda n: [piece(150.0 * x, -12.0 * y) for x in range(3) for y in range(n // 3)],
    "two rows of many columns": lambda n: [piece(10.0 * x, -20.0 * y) for x in range(n // 2) for y in range(2)],
    "up and down at the end": lambda n: [
        *(piece(50.0, -12.0 * y) for y in range(n)),
        *(piece(200.0 + 9 * x, -12.0 * (n - 2 + x % 2)) for x in range(n)),
    ],
    "second lines without end": lambda n: [
        piece(150.0 * x, -12.0 * y - (50.0 if y else 0.0)) for y in range(n) for x in range(2 if y else 3)
    ],
    "anywhere": lambda n: [
        piece(chance.uniform(0, 500), chance.uniform(0, 800)) for chance in [random.Random(1)] for _ in range(n)
    ],
}


@pytest.mark.parametrize("name", PAGES)
def test_twice_the_pieces_cost_twice_the_calls(name):
    small, large = (calls(partial(in_lines, PAGES[name](n), 595.0)) for n in (1500, 3000))
    assert large < 2.4 * small


def test_a_page_of_too_many_pieces_is_refused():
    placed = [(20.0 + 5 * (at % 110), 830.0 - 8 * (at // 110), 2.0, "ab") for at in range(10_001)]
    document = read(placed)
    assert isinstance(document, Failure)
    assert "separate pieces of text" in document.error
