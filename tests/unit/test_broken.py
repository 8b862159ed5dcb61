"""Lines that were broken inside a sentence are one sentence again, and nothing else is joined."""

from __future__ import annotations

import pytest

from release_parser.lexicon import Lexicon
from release_parser.text import read_page
from release_parser.text.broken import mend
from release_parser.text.clean import clean
from release_parser.text.seams import SEAMS
from spoken import listen


def mended(text: str) -> str:
    return mend(clean(text), Lexicon.default()).text


WRAPPED = "Officers from the town team have been out\n" + "and about every evening, and so were those of\n" * 5 + "Elm."
BROKEN = [
    ("On May 2\nnd\n, 2021, two men ran.", "On May 2nd, 2021, two men ran."),
    ("a shop at 118\nth\nStreet was robbed.", "a shop at 118th Street was robbed."),
    ("The\nElm County\npolice said so.", "The Elm County police said so."),
    (
        "It is led by the Elm Gang Crime\nUnit, and by Ann Pole.",
        "It is led by the Elm Gang Crime Unit, and by Ann Pole.",
    ),
    ("The value of the drugs is approximately\n$53,640.", "The value of the drugs is approximately $53,640."),
    ("Tips go to\nElm Crime Stoppers\n. Thank you.", "Tips go to Elm Crime Stoppers. Thank you."),
    (
        "Anyone who saw the men is asked to call\nElm Crime Line\nbefore Friday.",
        "Anyone who saw the men is asked to call Elm Crime Line before Friday.",
    ),
    ("They are asked to please email\nann@police.example\n.", "They are asked to please email ann@police.example."),
    ("A man with a pistol\n\u2011\ngrip shotgun ran.", "A man with a pistol-grip shotgun ran."),
    ("T\nhree stolen bicycles", "Three stolen bicycles"),
    ("a notice (\n219 KB\n)\n.", "a notice (219 KB)."),
    (
        "ASHTOWN, ON (May 4, 2021)\n– Members of the Elm County police arrested three men at a farm.",
        "ASHTOWN, ON (May 4, 2021) – Members of the Elm County police arrested three men at a farm.",
    ),
    (
        "ASHTOWN, ON –\nMembers of the Elm County police arrested three men at a farm on Monday.",
        "ASHTOWN, ON – Members of the Elm County police arrested three men at a farm on Monday.",
    ),
    ("Ashtown, AB,\n10\nApril\n2021\n|\n08:25", "Ashtown, AB, 10 April 2021 | 08:25"),
    ("By\nElm County Police\n-\nMay 04, 2021", "By Elm County Police - May 04, 2021"),
    (
        "The men fled the shop with the cash. The\nElm police found them.",
        "The men fled the shop with the cash. The Elm police found them.",
    ),
    (
        "The bad driving has led to the loss of lives in the town. Each\nOfficer of the unit will act.",
        "The bad driving has led to the loss of lives in the town. Each Officer of the unit will act.",
    ),
    ("Officers in Operation\nHeron made arrests.", "Officers in Operation Heron made arrests."),
]
APART = [
    "Thefts of the week\nMay\nBurglaries",
    "Charged with:\npossession of a weapon\nbreach of an order\nassault",
    "Impaired Operation\nOperation While Over 80 mg",
    "Call the Elm Gang Crime\nUnit 5 of the Ashtown Estate",
    "Breach of an Order made by the Court\nOn December 3, police were called.",
    "He was held.\nShe was not.",
    "The result:\n34 arrests\n12 knives",
    "Possession of a weapon; and\nAssault",
    "Golf day raises $35k\n-\nMay 01, 2021",
    "Possession of Cocaine for the Purpose of Trafficking\n" * 8 + "End",
    "An end\n\nof it",
    "Results of the\n* Elm patrols",
]


@pytest.mark.parametrize(("broken", "whole"), BROKEN)
def test_a_sentence_that_was_broken(broken, whole):
    assert mended(broken) == whole


@pytest.mark.parametrize("text", APART)
def test_lines_of_their_own(text):
    assert mended(text) == text


def test_each_rule_speaks_in_a_case(monkeypatch):
    spoke = listen(monkeypatch, {"release_parser.text.broken.SEAMS": SEAMS})
    for text in [*(broken for broken, _ in BROKEN), *APART, "Charged with:\n·\nTwo counts of theft", WRAPPED]:
        mended(text)
    assert {rule.name for rule in SEAMS} <= spoke


def test_a_bullet_on_a_line_of_its_own_marks_the_next_line():
    page = read_page("Charged with:\n·\nTwo counts of theft;\n·\nOne count of fraud.")
    assert [(block.kind, page.text[block.start : block.end]) for block in page.blocks[1:]] == [
        ("bullet", "Two counts of theft;"),
        ("bullet", "One count of fraud."),
    ]


def test_offsets_lead_back_over_joined_lines():
    text = "On May 2\nnd\n, 2021, the&nbsp;\nElm County\npolice made 34 arrests."
    page = read_page(text)
    at = page.text.index("2nd")
    assert text[slice(*page.offsets.original(at, at + 3))] == "2\nnd"
    at = page.text.index("34 arrests")
    assert text[slice(*page.offsets.original(at, at + 10))] == "34 arrests"


@pytest.mark.parametrize(
    ("dateline", "sentence"),
    [
        ("ASHTOWN, ON (May 4, 2021) –", "Members of the service arrested three men."),
        ("(Elm Falls, ON) –", "Police arrested 22 men at a farm on Monday."),
        ("Ashtown, BC – May 26th, 2021 –", "On May 23, 2021, officers came to the farm."),
        ("ASHTOWN –", "Two men were held at a farm on Monday."),
        ("ELM FALLS, N.S., May 4, 2021 –", "Two men were held at a farm on Monday."),
    ],
)
def test_a_dateline_is_no_part_of_the_sentence_behind_it(dateline, sentence):
    page = read_page(f"Farm searched\n\n{dateline} {sentence} They ran.")
    assert [page.text[one.start : one.end] for one in page.sentences[1:]] == [dateline, sentence, "They ran."]


def test_a_place_and_a_dash_are_no_dateline_without_capitals_region_or_day():
    page = read_page("A headline\n\nHill Street - two men were held there on Monday night.")
    assert len(page.sentences) == 2
