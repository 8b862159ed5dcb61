"""Lines read by hand: which are bullets, headings and items of a list in one line."""

from __future__ import annotations

import pytest

from release_parser.text.lines import read_lines


def kinds(text: str) -> list[tuple[str, str]]:
    return [(line.kind, text[line.start : line.end]) for line in read_lines(text)]


def test_a_list_counts_on_from_the_item_before():
    assert kinds("1. Two knives\n2) A gun\n4. April") == [
        ("bullet", "Two knives"),
        ("bullet", "A gun"),
        ("paragraph", "4. April"),
    ]


def test_a_list_that_begins_again_counts_from_one():
    assert [kind for kind, _ in kinds("1. Two knives\n2. A gun\n1. A car")] == ["bullet", "bullet", "bullet"]


def test_a_number_that_no_list_has_come_to_is_no_bullet():
    assert kinds("(34) arrests were made") == [("paragraph", "(34) arrests were made")]


def test_dashes_in_lower_case_are_bullets_behind_a_colon_and_behind_each_other():
    text = "Police seized:\n– two knives\n– a gun\nThey left\n– at last"
    assert [kind for kind, _ in kinds(text)] == ["paragraph", "bullet", "bullet", "paragraph", "paragraph"]


def test_hashes_make_a_heading_and_leave_a_bullet_one():
    lines = read_lines("## Results\n* # Two knives")
    assert [(line.kind, line.mark) for line in lines] == [("heading", "##"), ("bullet", "*")]


def test_a_list_in_one_line():
    assert kinds("Results: • 23 people arrested • 9 guns seized") == [
        ("paragraph", "Results:"),
        ("bullet", "23 people arrested"),
        ("bullet", "9 guns seized"),
    ]


@pytest.mark.parametrize("text", ["Results: 23 held • 9 guns", "Results: • 23 held", "We held 23 • and 9 • and more"])
def test_marks_between_words_are_no_list(text):
    assert kinds(text) == [("paragraph", text)]


def test_only_a_line_behind_a_blank_one_has_a_gap():
    assert [line.gap for line in read_lines("One\nTwo\n \nThree")] == [True, False, True]
