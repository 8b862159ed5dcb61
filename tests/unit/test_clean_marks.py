"""Quotation marks that were typed as two single ones."""

import pytest

from release_parser.text import read_page


@pytest.mark.parametrize(
    ("given", "cleaned"),
    [
        ("PC Pole said: ''We act.''", 'PC Pole said: "We act."'),
        ("PC Pole said: '' We act.''", 'PC Pole said: " We act."'),
    ],
)
def test_two_single_marks_are_a_double_one(given, cleaned):
    assert read_page(given).text == cleaned
