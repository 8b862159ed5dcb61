"""Quotation marks typed as two single ones, tabs of tables, marks in addresses of the web."""

import pytest

from release_parser.text import read_page
from release_parser.text.clean import clean


@pytest.mark.parametrize(
    ("given", "cleaned"),
    [
        ("PC Pole said: ''We act.''", 'PC Pole said: "We act."'),
        ("PC Pole said: '' We act.''", 'PC Pole said: " We act."'),
    ],
)
def test_two_single_marks_are_a_double_one(given, cleaned):
    assert read_page(given).text == cleaned


TABLES = [
    ("Offence\t2024\t2025\nTheft\t30\t40", "Offence | 2024 | 2025\nTheft | 30 | 40"),
    ("Theft\t30\nArson\t4\nFraud\t2", "Theft | 30\nArson | 4\nFraud | 2"),
    ("Theft\t\t30\t40\n  Arson\t4\t5", "Theft | 30 | 40\n  Arson | 4 | 5"),
    ("Theft     30    40\nArson      4     5", "Theft | 30 | 40\nArson | 4 | 5"),
    (
        "\t".join(["a" * 80] * 4) + "\n" + "\t".join(["b" * 80] * 4),
        " | ".join(["a" * 80] * 4) + "\n" + " | ".join(["b" * 80] * 4),
    ),
    ("We met.\nTheft\t30\t40\nArson\t4\t5\nThey left.", "We met.\nTheft | 30 | 40\nArson | 4 | 5\nThey left."),
]


@pytest.mark.parametrize(("given", "cleaned"), TABLES)
def test_tabs_between_cells_part_them(given, cleaned):
    assert clean(given).text == cleaned


@pytest.mark.parametrize(
    "given",
    [
        "Theft\t30\t40",  # one row
        "They came.   They saw.\nThey left.   They came again.",  # two rows of two cells
        "Theft\t30\nArson\t4",  # two rows of two cells
        "Theft\t30\t40\nArson\t4",  # other numbers of cells
        "Theft\t30\nArson\t4\n" + "x" * 81 + "\t2",  # a cell that is prose
    ],
)
def test_tabs_of_no_table_are_spaces(given):
    assert clean(given).text == given.replace("\t", " ")


def test_an_address_keeps_its_marks_and_loses_what_nobody_sees():
    assert (
        clean("See www.police.example/a&amp;b\\_c\u200b and&amp;on").text == "See www.police.example/a&amp;b\\_c and&on"
    )


def test_words_on_both_sides_of_an_address_are_prose():
    assert clean("a&amp;b https://police.example/x&amp;y c&amp;d").text == "a&b https://police.example/x&amp;y c&d"
