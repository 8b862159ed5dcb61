"""Quotation marks typed as two single ones, tabs of tables, marks in addresses of the web."""

import unicodedata

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


ACCENTED = "Sergeant José Peña said: “We seized 3 knives in Ynys Môn.” The **Café** is shut."


def test_an_accent_that_is_a_character_of_its_own_is_joined_to_its_letter():
    apart = unicodedata.normalize("NFD", ACCENTED)
    assert len(apart) == len(ACCENTED) + 4
    assert clean(apart).text == clean(ACCENTED).text
    assert clean("x\u0301 stays, and so does 5\u0301").text == "x\u0301 stays, and so does 5\u0301"


def test_names_with_such_accents_are_whole_and_grounded(parser):
    """'Jose' and 'Ynys Mo' were read: to `re` a mark of its own ends a word."""
    apart = unicodedata.normalize("NFD", ACCENTED)
    release = parser.parse(apart)
    assert release.text == apart
    assert [person.name for person in release.people] == ["José Peña"]
    (claim,) = release.claims
    spans = [claim.place, *release.people[0].mentions]
    assert [apart[span.start : span.end] for span in spans] == [span.text for span in spans]
    assert [unicodedata.normalize("NFC", span.text) for span in spans] == ["Ynys Môn", "José Peña"]
