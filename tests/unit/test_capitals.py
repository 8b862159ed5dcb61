"""Headlines in capitals or title case are read as prose."""

from __future__ import annotations

import pytest

from release_parser.evaluate.marked import check_marked
from release_parser.text.capitals import as_prose

BODY = "\n\nThe inquiry goes on in the town today."


@pytest.mark.parametrize(
    "headline",
    [
        "<claim value=3 bound=more_than unit=kilogram head=meth predicate=seize>MORE THAN 3 KG</claim> OF METH AND <claim value=2 head=handgun predicate=seize>2</claim> HANDGUNS SEIZED",
        "<claim value=19 head=arrest predicate=make>19</claim> ARRESTS MADE AND <claim value=4 head=gun predicate=recover>4</claim> GUNS RECOVERED",
        "POLICE ARREST <claim value=22 head=suspect predicate=arrest actor=POLICE>22</claim> SUSPECTS",
        "Dogs Seen After Police Find <claim value=34 head=bike predicate=find>34</claim> Stolen Bikes",
    ],
)  # fmt: skip
def test_a_headline_gives_the_claims_of_prose(parser, headline):
    assert not check_marked(parser, headline + BODY)


@pytest.mark.parametrize(
    "line",
    [
        "Ann Pole of Elm Road ran.",
        "Officers of the Elm County Police Gang Unit held two men",
        "NCA",
        "Kelsham Police",
        "Elm Road Kelsham Hill.",
        "",
    ],
)
def test_prose_and_names_stay(line):
    assert as_prose(line) == line


def test_the_length_never_changes():
    assert len(as_prose("İSTANBUL POLICE SEIZED GUNS")) == len("İSTANBUL POLICE SEIZED GUNS")


def test_three_long_words_are_enough_for_a_headline():
    assert as_prose("Three Bikes Found") == "three bikes found"
