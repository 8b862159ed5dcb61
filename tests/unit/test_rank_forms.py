"""Ranks and titles in front of names, as the patterns read them."""

from __future__ import annotations

import pytest

from release_parser.extract.rank_forms import RankForms
from release_parser.lexicon import Lexicon
from release_parser.text.words import words_of


@pytest.fixture(scope="module")
def forms() -> RankForms:
    return RankForms(Lexicon.default())


@pytest.mark.parametrize(
    ("text", "rank", "name"),
    [
        ("A/Det.-Sgt. Ann Pole", "A/Det.-Sgt.", "Ann Pole"),
        ("Acting Detective Sergeant Ann Pole", "Acting Detective Sergeant", "Ann Pole"),
        ("PC 1234 Pole", "PC", "Pole"),
        ("PC (1234) Pole", "PC", "Pole"),
        ("CHIEF CONSTABLE Ann Pole", "CHIEF CONSTABLE", "Ann Pole"),
        ("Special Agent-in-Charge Ann Pole", "Special Agent-in-Charge", "Ann Pole"),
        ("Superintendent Mr Tom Ash", "Superintendent", "Tom Ash"),
    ],
)
def test_a_rank_and_where_the_name_begins(forms, text, rank, name):
    match = forms.pattern.match(text)
    assert (match["rank"], text[match.end() :]) == (rank, name)


@pytest.mark.parametrize("text", ["PC 1 Pole", "PC pole", "Sergeants' Pole", "PC (12345678) Pole", "PC  "])
def test_what_stands_before_no_name(forms, text):
    assert forms.pattern.match(text) is None


def test_ranks_in_the_plural_and_a_comma(forms):
    match = forms.pattern.match("Sergeants Ann Pole")
    assert match["plural"] == "s"
    assert forms.pattern.match("the Sheriff, Ann Pole", 4)["comma"] == ","


def test_a_title_is_known_in_capitals_where_it_is_an_office(forms):
    assert forms.titles["MAYOR"] is forms.titles["Mayor"]
    assert "MR" not in forms.titles
    assert "BARONESS" not in forms.titles


def test_an_office_is_a_role_and_a_courtesy_is_none(forms):
    assert forms.office.fullmatch("Mayor")
    assert forms.office.fullmatch("Mr") is None
    assert forms.office.fullmatch("Professor") is None


@pytest.mark.parametrize("text", ["Cpl. Pole", "Mr. Pole", "J. Pole", "St. Pole"])
def test_a_full_stop_that_cuts_short(forms, text):
    assert forms.is_short(text, text.index("."))


@pytest.mark.parametrize("text", ["knife. Pole", "x-J. Pole", "Cpl, Pole", "Cpl; Pole"])
def test_a_stop_that_ends(forms, text):
    assert not forms.is_short(text, next(at for at, mark in enumerate(text) if mark in ".,;"))


def test_a_rank_in_lower_case_begins_where_one_can(forms):
    text = "the acting inspector Ann Pole saw Inspector Tom Ash, and inspected"
    starts = [text[at:].split(maxsplit=1)[0] for at in forms.starts(text, words_of(text))]
    assert "Inspector" in starts
    assert "acting" in starts
    assert "inspected" not in starts


def test_words_that_ranks_end_in(forms):
    assert {"Constable", "Mayor", "Sgt"} <= forms.last_words
