"""Lists with bullets and without, and the lines that introduce them."""

from __future__ import annotations

import pytest

from release_parser.lexicon import Lexicon
from release_parser.text import read_page
from release_parser.text.introductions import ITEMS, OPENINGS, ListWords, introduce
from release_parser.text.lines import read_lines
from spoken import listen


def introduced(text: str) -> list[tuple[str, str | None]]:
    """Each line of the text behind its headline, with the line that introduces it."""
    page = read_page("Homes searched\n\n" + text)
    blocks = page.blocks[1:]
    said = [page.text[block.start : block.end] for block in page.blocks]
    return [
        (page.text[block.start : block.end], None if block.intro is None else said[block.intro]) for block in blocks
    ]


def items(text: str) -> list[str]:
    """The lines that any line introduces."""
    return [line for line, introduction in introduced(text) if introduction]


def test_bullets_inside_one_line_are_items():
    assert items("Results: • 23 people arrested • 9 guns seized") == ["23 people arrested", "9 guns seized"]
    assert [line for line, _ in introduced("• 23 people arrested • 9 guns seized")] == [
        "23 people arrested",
        "9 guns seized",
    ]


@pytest.mark.parametrize("opening", ["Police seized the following:", "Seized:", "Items seized include:", "Charges:", "As a result the team found –"])  # fmt: skip
@pytest.mark.parametrize("marker", ["", "* ", "-", "- ", "• ", "– ", "1. "])
def test_one_item_a_line(opening, marker):
    listed = ["34 g of cocaine", "Two knives"]
    lines = [marker + item for item in listed] if marker != "1. " else ["1. 34 g of cocaine", "2. Two knives"]
    text = "\n".join([opening, *lines, "The men were released on bail."])
    assert introduced(text)[1:] == [(item, opening) for item in listed] + [("The men were released on bail.", None)]


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        ("They found:\nCocaine;\nscales; and\n$500.\nThe men were charged.", ["Cocaine;", "scales; and", "$500."]),
        ("He is charged with:\nBreach of an order.\nTheft under $5000.00\nThree people were stopped on Monday.", ["Breach of an order.", "Theft under $5000.00"]),
        ("Results include:\n87 safety plans made.\n4 cases moved to the Elm team.\nSince May the force has had 89 calls.", ["87 safety plans made.", "4 cases moved to the Elm team."]),
        ("Police seized:\nFentanyl\nTwo cars\nThe value of all the drugs totals more than $500.", ["Fentanyl", "Two cars"]),
        ("The following items were seized.\n34 g of cocaine\n12 knives", ["34 g of cocaine", "12 knives"]),
        ("DRUGS SEIZED\n34 g of cocaine\n12 g of heroin\nThe men were charged.", ["34 g of cocaine", "12 g of heroin"]),
        ("Campaign results\nDrivers stopped: 52\nTickets: 40\nThe men were charged.", ["Drivers stopped: 52", "Tickets: 40"]),
        ("Charges\nBreach of an order x 14\nTheft x 2\nHe will appear in court.", ["Breach of an order x 14", "Theft x 2"]),
        ("As a result of the checks,\n-8 drivers were warned.\n-2 drivers were charged.", ["8 drivers were warned.", "2 drivers were charged."]),
        ("The results so far:\n\n34 arrests\n\n£5,000 seized\n\nPolice were pleased with that.", ["34 arrests", "£5,000 seized"]),
        ("They seized:\n– 64 grams of cocaine\n– two replica guns", ["64 grams of cocaine", "two replica guns"]),
    ],
)  # fmt: skip
def test_where_a_list_ends(text, listed):
    assert items(text) == listed


@pytest.mark.parametrize(
    "text",
    [
        "Sergeant Ann Pole said:\nWe will act on this\nEvery day",
        "Ann Pole added:\n“34 arrests is a good result.”",
        "Two men were held in Kelsham\nThey ran",
        "What happened next\nPolice came. They were quick.",
    ],
)
def test_what_is_no_list(text):
    assert items(text) == []


def test_the_end_of_a_release_ends_its_last_list():
    assert items("He faces charges of:\nTheft x 4\nFraud\n-30-\n21-20909") == ["Theft x 4", "Fraud"]


def test_each_new_heading_introduces_its_own_lines():
    text = "They found:\nDRUGS\n34 g of cocaine\n12 g of heroin\nWEAPONS SEIZED\n2 guns\n4 knives"
    assert introduced(text)[1:] == [
        ("DRUGS", "They found:"),
        ("34 g of cocaine", "DRUGS"),
        ("12 g of heroin", "DRUGS"),
        ("WEAPONS SEIZED", "They found:"),
        ("2 guns", "WEAPONS SEIZED"),
        ("4 knives", "WEAPONS SEIZED"),
    ]


def test_a_list_inside_a_list():
    outer = "The following were charged in Operation Heron:"
    text = f"{outer}\nAl Roe, 40, is charged with:\nTheft x 4\nFraud\nBo Ash, 41, is charged with:\nTheft x 2\nThey are in custody."
    assert introduced(text)[1:] == [
        ("Al Roe, 40, is charged with:", outer),
        ("Theft x 4", "Al Roe, 40, is charged with:"),
        ("Fraud", "Al Roe, 40, is charged with:"),
        ("Bo Ash, 41, is charged with:", outer),
        ("Theft x 2", "Bo Ash, 41, is charged with:"),
        ("They are in custody.", None),
    ]
    page = read_page(text)
    theft = next(one for one in page.sentences if page.text[one.start : one.end] == "Theft x 2")
    said = [page.text[block.start : block.end] for block in page.introductions(theft)]
    assert said == ["Bo Ash, 41, is charged with:", outer]


def test_bullets_of_two_kinds():
    text = "Results:\n* Kelsham:\n- 34 arrests\n- 12 knives\n* Elm: 4 arrests"
    assert introduced(text)[1:] == [
        ("Kelsham:", "Results:"),
        ("34 arrests", "Kelsham:"),
        ("12 knives", "Kelsham:"),
        ("Elm: 4 arrests", "Results:"),
    ]


def test_each_rule_speaks_in_a_case(monkeypatch):
    where = "release_parser.text.introductions"
    spoke = listen(monkeypatch, {f"{where}.ITEMS": ITEMS, f"{where}.OPENINGS": OPENINGS})
    for text in [
        "They found:\n34 g of cocaine\nTwo knives\nScales\nWEAPONS SEIZED\n2 guns\n4 knives",
        "They found:\nCocaine\nThe value of all the drugs totals $500.",
        "They found:\nCocaine\nTHE MEN HELD\nThey ran.",
        "They were charged:\nAl Roe, 40:\nTheft",
        "* Results\n* 34 arrests\nEnd",
        "Results so far\n* 34 arrests\nEnd",
        "The following were seized.\n* 34 knives",
        "DRUGS SEIZED\n34 g of cocaine\n2 g of heroin",
        "They said:\n“We will act.”",
        "They found:\n“We will act.”",
    ]:
        introduce(text, read_lines(text), Lexicon.default())
    assert {rule.name for table in (ITEMS, OPENINGS) for rule in table} <= spoke


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("34 g of heroin", True),
        ("£500 in cash", True),
        ("two knives", True),
        ("half a kilo of heroin", True),
        ("dozens of phones", True),
        ("about twenty phones", True),
        ("2,021 phones", True),
        ("2021 was a good year", False),
        ("twofold", False),
        ("halfway there", False),
        ("a knife", False),
    ],
)
def test_what_begins_with_a_number(text, begins):
    assert (ListWords.of(Lexicon.default()).number.match(text) is not None) is begins
