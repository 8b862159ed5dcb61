"""Police units: which words before 'Team' are its name, and whose team it is."""

from __future__ import annotations

import pytest

from patience import never_hangs
from release_parser.extract.police_units import find_police_units
from release_parser.lexicon import Lexicon
from release_parser.text import read_page


def units(text: str):
    page = read_page(text)
    return page, find_police_units(page, Lexicon.default())


def names(text: str) -> list[str]:
    return [unit.name for unit in units(text)[1]]


@pytest.mark.parametrize(
    "name",
    [
        "Kent and Essex Serious Crime Directorate",
        "Ashtown Neighbourhood Policing Team",
        "Roads and Transport Policing Command",
        "Suffolk, Norfolk and Essex Road Policing Unit",
        "Chief Constable's Crime Squad",
        "King’s Ash Neighbourhood Policing Team",
        "Ashtown CID",
        "Economic Crime Unit",
        "Violent Crime Taskforce",
        "Paramilitary Crime Task Force",
        "Major Crime Unit",
        "Tactical Support Group",
        "Professional Standards Department",
        "Dog Section",
        "National Fraud Intelligence Bureau",
        "National Organised Crime Group",
        "Counter Terrorism Policing South East",
        "Environmental Crimes Section",
        "Ashtown Field Office",
        "Operation Heron Team",
        "Op Heron team",
        "Rural Crime team",
        "serious collision investigation unit",
        "rural crime team",
        "Ashtown local policing unit",
        "43 Division",
    ],
)
def test_a_unit_is_named(name):
    assert names(f"Officers from the {name} were there on Monday.") == [name]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kent Police’s Serious Crime Team led it.", "Serious Crime Team"),
        ("It was the Met's Violence Intervention Unit.", "Violence Intervention Unit"),
        ("Essex Police Roads Policing and Response Unit led it.", "Roads Policing and Response Unit"),
        ("Our Rural Crime Team led it.", "Rural Crime Team"),
        ("Inspector Jo Ash, Rural Crime Team, led it.", "Rural Crime Team"),
        ("DS Jo Ash of Ashtown CID led it.", "Ashtown CID"),
        ("It was the Ash County Sheriff's Office Gang Unit.", "Gang Unit"),
    ],
)
def test_owners_openers_and_ranks_are_no_part_of_it(text, expected):
    assert names(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "The team worked hard. Officers from the unit came.",
        "Specialist units were there. Our specialist team searched.",
        "Call your local policing team. Our neighbourhood policing teams will patrol.",
        "Neighbourhood teams will patrol.",
        "Kent Police said so. South Wales Police teams helped.",
        "The Ashtown Mountain Rescue Team came.",
        "The Ashtown Council's Enforcement Team came.",
        "The Youth Offending Team came.",
        "He was part of an Organised Crime Group. Two County Lines groups fell.",
        "He lives in Unit 5. An order under Section 60 was made.",
        "The Ashtown Police Department said so.",
        "They play in the Premier Division.",
        "He joined the meeting on Microsoft Teams.",
        "Ashtown Crown Court heard it.",
    ],
)
def test_whose_team_is_no_unit(text):
    assert names(text) == []


def test_neighbours_are_two_units():
    text = "The Ashtown Neighbourhood Policing Team, Tactical Support Group and Dog Unit helped."
    assert names(text) == ["Ashtown Neighbourhood Policing Team", "Tactical Support Group", "Dog Unit"]


@pytest.mark.parametrize(
    ("text", "acronym", "mentions"),
    [
        ("The Roads Policing Unit (RPU) came. An RPU car was hit.", "RPU", 2),
        ("Violence Suppression Units (VSUs) came. The VSUs left. A VSU stayed.", "VSUs", 3),
        ("RPU (Roads Policing Unit) cars came.", "RPU", 1),
        ("Officers of the Roads Policing Unit, or RPU, came.", "RPU", 2),
        ("The Child Protection (CP) Team came.", "CP", 1),
        ("The Roads Policing Unit (Ashtown) came.", None, 1),
        ("The Roads Policing Unit (NASA) came.", None, 1),
    ],
)
def test_acronyms_belong_to_their_unit(text, acronym, mentions):
    _, (unit,) = units(text)
    assert unit.acronym == acronym
    assert len(unit.mentions) == mentions


def test_a_shorter_later_form_is_the_same_unit():
    page, (unit,) = units("The Ashtown Rural Crime Team came. The Rural Crime Team left. The rural crime team slept.")
    assert unit.name == "Ashtown Rural Crime Team"
    assert [page.text[slice(*mention)] for mention in unit.mentions] == [
        "Ashtown Rural Crime Team",
        "Rural Crime Team",
        "rural crime team",
    ]


def test_known_acronyms_need_no_explanation():
    assert names("Officers from SEROCU led it.") == ["SEROCU"]


def test_a_headline_alone_names_no_unit_but_repeats_one():
    assert names("Man Held By Ashtown Crime Squad\n\nA man was held.") == []
    _, (unit,) = units("Man Held By Rural Crime Team\n\nThe Rural Crime Team held a man.")
    assert unit.name == "Rural Crime Team"


@pytest.mark.parametrize(
    "piece", ["Rural Crime Team ", "Ash, Elm and ", "Crime and ", "Department of ", "Unit (", "A.", "Ash's "]
)
def test_any_length_comes_to_an_end(piece):
    page = read_page(piece * 2000)
    with never_hangs():
        find_police_units(page, Lexicon.default())
