"""Where it happened: the name of a place in the claim's own words, and no name of anything else."""

from __future__ import annotations

import pytest

from release_parser.evaluate.marked import check_marked
from release_parser.link.context.places import PLACES


@pytest.mark.parametrize("sentence", [sentence for rule in PLACES for sentence in rule.finds])
def test_rule_finds(parser, sentence):
    assert check_marked(parser, sentence) == []


def places(parser, text: str) -> list[str | None]:
    return [claim.place.text if claim.place else None for claim in parser.parse(text).claims]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Officers made 34 arrests across north Kelsham.", "north Kelsham"),
        ("They seized 34 knives in Ashtown, Elm and Oakford.", "Ashtown, Elm and Oakford"),
        ("34 people were hurt on the M99.", "M99"),
        ("34 people were hurt on Mill Road.", "Mill Road"),
        ("34 people were hurt at Kelsham Hospital.", "Kelsham Hospital"),
        ("There were 34 burglaries in the UK.", "UK"),
        ("There were 34 calls for service in the City of Kelsham.", "City of Kelsham"),
        ("They stopped 34 cars in Kelsham on Friday.", "Kelsham"),
        ("He was charged after 34 thefts that took place in Kelsham.", "Kelsham"),
    ],
)
def test_a_place_is_its_whole_name(parser, text, place):
    assert places(parser, text) == [place]


@pytest.mark.parametrize(
    "text",
    [
        "34 people were arrested in the county.",
        "34 people are in Prison.",
        "34 people were arrested in May.",
        "34 people were arrested in Operation Sandpiper.",
        "34 people who live in Kelsham were arrested.",
        "34 people of Mill Road in Kelsham were arrested.",
        "34 people will appear at Kelsham Magistrates' Court.",
        "34 people took part in Kelsham Police's survey.",
        "A 34-year-old man was arrested in Kelsham.",
        "Police Seize 34 Pounds of Cocaine in Morning Raid",
        "Anyone with information on the 34 is asked to write to us on Facebook.",
    ],
)
def test_no_place(parser, text):
    assert places(parser, text) == [None]


def test_an_item_of_a_list_takes_the_place_of_its_introduction(parser):
    assert places(parser, "In Kelsham, officers seized:\n\n- four phones\n- six cars\n") == ["Kelsham", "Kelsham"]


def test_a_place_that_the_page_knows_stands_for_what_happened_there(parser):
    text = "Two thefts were reported in Kelsham.\n\nKelsham has seen 40 thefts since.\n\nKelsham roads are closed."
    assert places(parser, text) == ["Kelsham", "Kelsham"]
