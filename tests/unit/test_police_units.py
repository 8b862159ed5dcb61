"""Police units: which words before 'Team' are its name, and whose team it is."""

from __future__ import annotations

import pytest

from patience import never_hangs
from release_parser.extract.police_units import find_police_units
from release_parser.extract.unit_naming import NAMING
from release_parser.extract.unit_runs import RUNS
from release_parser.lexicon import Lexicon
from release_parser.text import read_page
from spoken import listen


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
        "Management of Violent Offenders and Stalkers team",
        "Protection of Vulnerable Adults Unit",
        "Royal Ashton Community Policing Team",
        "Hospital Policing Team",
        "U.S. Navy Criminal Investigation Division",
        "Health Care Fraud Enforcement Team",
        "Counterterrorism Section",
        "Joint Response Team",
        "Police Support Group",
        "Crisis Negotiators Unit",
        "Missing from Home team",
        "National Farm Crime Intelligence Service",
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
        ("It was the National Crime Agency's Modern Slavery Unit.", "Modern Slavery Unit"),
        ("It was the U.S. Department of Justices Environmental Crimes Section.", "Environmental Crimes Section"),
        ("It was the Drug Enforcement Administrations Ashtown Field Division.", "Ashtown Field Division"),
        ("It was the U.S. Marshals Service (USMS) Gang Investigations Branch.", "Gang Investigations Branch"),
        ("It was President Jo Elms Mail Fraud Task Force.", "Mail Fraud Task Force"),
        ("DC Ash of the force's Amber team led it.", "Amber team"),
        ("DC Ash of our Amber team led it. The Amber team met.", "Amber team"),
        ("Officers from the Amber team led it.", "Amber team"),
        ("Sergeant Ann Pole, from the Amber team, led it.", "Amber team"),
        ("The FBI, ABC-OIG and Ashtown Fraud Control Unit led it.", "Ashtown Fraud Control Unit"),
        ("XPS and Ashtown Counter Terrorism Unit led it.", "Ashtown Counter Terrorism Unit"),
        ("The Office of Public Affairs and Ashtown Gang Unit led it.", "Ashtown Gang Unit"),
        ("Attorneys Lee L. Meads and Amy L. Cork and Mail Fraud Unit led it.", "Mail Fraud Unit"),
        ("The Attorney General's Task Force on Human Trafficking led it.", "Task Force on Human Trafficking"),
        ("The ASB and Licensing Team led it.", "ASB and Licensing Team"),
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
        "The National Highways Agency's Bridge Unit came.",
        "The Operations Team and the Senior Leadership Team met. A local response team came.",
        "The Ash and Elm units came.",
        "He ran the Ashtown Fraud Recovery Group Inc. and a shop.",
        "He ran Elm Security Group, LLC.",
        "The Utopian Directorate for Investigating Theft helped.",
        "The Utopian National Criminal Bureau of Investigation helped.",
        "More is in the stalking section of our website.",
        "The Ashtown Code Enforcement Department helped.",
        "The bank's Fraud Department rang her. The Amber team lost.",
        "He works for Pole & Ash LLP's Mass Torts Litigation Group.",
        "The ambulance service sent its Hazardous Area Response Team.",
        "A taskforce on Monday and a Task Force on Tuesday.",
    ],
)
def test_whose_team_is_no_unit(text):
    assert names(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("PC Ash, of the traffic unit, spoke.", "traffic unit"),
        ("PC Ash, from our dedicated burglary team, spoke.", "burglary team"),
        ("Kent Police's newly formed off-road bike team came.", "off-road bike team"),
        ("The specialist drugs squad came.", "drugs squad"),
        ("Officers from rural crime team came.", "rural crime team"),
        ("A marine unit officer dived in.", "marine unit"),
        ("It was led by the Kent Police mounted drugs squad.", "drugs squad"),
        ("We have a small retail crime unit (RCU) now.", "retail crime unit"),
        ("They will have a rural crime team. The rural crime team starts today.", "rural crime team"),
    ],
)
def test_a_definite_name_in_lower_case_is_a_unit(text, expected):
    assert names(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "They want to create a homicide unit.",
        "It will pay for a sizeable night-time mounted unit.",
        "An integrated fraud investigation unit is what they want.",
        "The plan for the combined marine unit was agreed.",
        "They share their marine unit. Each marine unit has a boat.",
        "It pays for an additional arson and burglary team.",
        "Merged police drugs squad opens\n\nThe forces agreed.",
    ],
)
def test_any_team_of_its_kind_is_no_unit(text):
    assert names(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The case was brought by the FBIs Elm Island Division.", "Elm Island Division"),
        ("The case was brought by the DEA's Elm Island Division.", "Elm Island Division"),
        ("The case was brought by the Elm Island Division of the FBI.", "Elm Island Division"),
        ("The case was brought by the FBIs Ashtown Office.", "Ashtown Office"),
        ("The case was brought by ICEs Looted Art Center.", "Looted Art Center"),
    ],
)
def test_what_a_federal_police_owns_is_a_unit(text, expected):
    assert names(text) == [expected]


def test_without_its_police_a_division_or_an_office_is_anything():
    assert names("The Elm Island Division won. The Ashtown Office and the Looted Art Center closed.") == []


@pytest.mark.parametrize(
    "text",
    [
        "The Ashshire, Elmshire and Oakshire Road Policing Unit came. The AEO Road Policing Unit left.",
        "The AEO Road Policing Unit came. The Ashshire, Elmshire and Oakshire Road Policing Unit left.",
    ],
)
def test_an_area_and_its_initials_are_the_same_unit(text):
    _, (unit,) = units(text)
    assert len(unit.mentions) == 2


def test_other_initials_are_another_unit():
    text = "The Ashshire and Elmshire Road Policing Unit came. The OB Road Policing Unit left."
    assert len(names(text)) == 2


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
    "piece",
    [
        "Rural Crime Team ",
        "Ash, Elm and ",
        "Crime and ",
        "Department of ",
        "Unit (",
        "A.",
        "Ash's ",
        "Kent new dog unit ",
        "AEO Dog Unit. ",
        "FBIs Elm Division of the ",
        "President Elm ",
    ],
)
def test_any_length_comes_to_an_end(piece):
    page = read_page(piece * 2000)
    with never_hangs():
        find_police_units(page, Lexicon.default())


def test_a_unit_whose_kind_is_in_initials():
    assert names("PS Ash of Elm Borough NPT spoke.") == ["Elm Borough NPT"]
    assert names("Your Local NPT is here.") == []
    _, (unit,) = units("The Elm Safer Neighbourhood Team (SNT) came. PS Ash of Elm SNT spoke.")
    assert (unit.name, len(unit.mentions)) == ("Elm Safer Neighbourhood Team", 2)


def test_an_agencys_investigators_are_a_unit():
    assert names("Agents of IRS Criminal Investigation came.") == ["IRS Criminal Investigation"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Elm Police Service (EPS) called in the EPS Street Crime Unit.", ["Street Crime Unit"]),
        ("Members of J Division are investigating.", ["J Division"]),
        ("They play in A Division.", []),
        ("Officers of the 12 Division Major Crime Unit came.", ["12 Division Major Crime Unit"]),
        ("Officers of the District 4 Break and Enter Team came.", ["District 4 Break and Enter Team"]),
        ("The Elm Lake RCMP Detachment and the Kelsham OPP detachment helped.", ["Elm Lake RCMP Detachment", "Kelsham OPP detachment"]),
        ("Detectives at Kelsham Garda Station are investigating.", ["Kelsham Garda Station"]),
        ("Call your local Garda Station.", []),
        ("The Kelsham Police Department's Criminal Investigations Division took over.", ["Criminal Investigations Division"]),
        ("RCMP units and additional EPS units were called.", []),
        ("The Public Works team cleared the road.", []),
        ("Two K9 teams and 3 CID units came.", []),
        ("Detectives of Taskforce Heron and Strike Force Lapwing Squad came.", ["Strike Force Lapwing Squad"]),
        ('Officers of "J" Division and the Drug and Serious Crime Group came.', ['"J" Division', "Drug and Serious Crime Group"]),
        ("The Integrated Homicide Investigation Team (IHIT) was called.", ["Integrated Homicide Investigation Team"]),
    ],
)  # fmt: skip
def test_units_of_other_countries(text, expected):
    assert [unit.name for unit in units(text)[1]] == expected


def test_each_rule_speaks_in_a_case(monkeypatch):
    tables = {"release_parser.extract.unit_names.NAMING": NAMING, "release_parser.extract.unit_runs.RUNS": RUNS}
    spoke = listen(monkeypatch, tables)
    for text in [
        "Two K9 teams came.",
        "In Ash, Kelsham Gang Unit came, and the Met's Child Protection (CP) Unit.",
        "The Management of Violent Offenders Team, Roads and Rail Policing Team and the Crime Unit came.",
        "It was J Division, the District 4 Gang Team, 18 Gang Units and the Ambulance Response Unit.",
        "The FBI's Ashtown Office, Ashtown CID, a Specialist Team and the Organised Crime Group.",
        "The Firearms Department, the Command Gang Unit and the RCMP units came.",
        "The Ashtown team came. Narcotics teams will patrol. The Serious Crime team came.",
    ]:
        units(text)
    assert {rule.name for table in (NAMING, RUNS) for rule in table} <= spoke
