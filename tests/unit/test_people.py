"""Who is named with a rank, an office or a role."""

import pytest

from patience import never_hangs
from release_parser.extract.names import NameGrammar
from release_parser.extract.people import find_people
from release_parser.lexicon import Lexicon
from release_parser.text import read_page

LEXICON = Lexicon.default()


def people(text):
    return [(person.name, person.rank, person.role) for person in find_people(read_page(text), LEXICON)]


@pytest.mark.parametrize(
    ("text", "rank", "name"),
    [
        ("Detective Chief Inspector Ann Pole said", "Detective Chief Inspector", "Ann Pole"),
        ("T/DI Siân O’Neill-Roe said", "T/DI", "Siân O’Neill-Roe"),
        ("Acting Sergeant Jan van Dyk said", "Acting Sergeant", "Jan van Dyk"),
        ("Det. Supt. J. P. Ash said", "Det. Supt.", "J. P. Ash"),
        ("PC 1234 Tom Ash said", "PC", "Tom Ash"),
        ("Deputy Chief Constable (DCC) Zoë Łuk said", "Deputy Chief Constable", "Zoë Łuk"),
        ("Cst. Ana de la Cruz said", "Cst.", "Ana de la Cruz"),
        ("Detective Senior Sergeant Tom Ash said", "Detective Senior Sergeant", "Tom Ash"),
        ("Garda Superintendent Seán Roe said", "Garda Superintendent", "Seán Roe"),
        ("Special Agent in Charge Tom Ash said", "Special Agent in Charge", "Tom Ash"),
        ("Sergeant Ann North said", "Sergeant", "Ann North"),
        ("PC Ann Pole QPM said", "PC", "Ann Pole"),
    ],
)
def test_ranks_and_names(text, rank, name):
    assert [(found[1], found[0]) for found in people("A headline\n\n" + text + " that it was over.")] == [(rank, name)]


def test_a_plural_rank_is_everybodys():
    assert people("PCs Ann Pole and Tom Ash were thanked.") == [("Ann Pole", "PC", None), ("Tom Ash", "PC", None)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Inspector Ann Pole, the force's lead for rural crime, said so.",
            ("Ann Pole", "Inspector", "force's lead for rural crime"),
        ),
        (
            "Commander Ann Pole, who is the Force’s lead for roads, said so.",
            ("Ann Pole", "Commander", "Force’s lead for roads"),
        ),
        ("Head of Ashford CID, DCI Ann Pole, said so.", ("Ann Pole", "DCI", "Head of Ashford CID")),
        ("The Mayor of Ashford, Ann Pole, said so.", ("Ann Pole", None, "Mayor of Ashford")),
        (
            "Ashford Police and Crime Commissioner Ann Pole said so.",
            ("Ann Pole", None, "Ashford Police and Crime Commissioner"),
        ),
        (
            "Police and Crime Commissioner for Ashford Ann Pole said so.",
            ("Ann Pole", None, "Police and Crime Commissioner for Ashford"),
        ),
        (
            "Cllr Ann Pole, Cabinet Member for Health, Leisure and Safety, said so.",
            ("Ann Pole", None, "Cabinet Member for Health, Leisure and Safety"),
        ),
        ("Ann Pole, Chief Constable of Ashford Police, said so.", ("Ann Pole", "Chief Constable", None)),
        ("PC Ann Pole, who led the investigation, said so.", ("Ann Pole", "PC", None)),
        (
            "Inspector Ann Pole, lead for eels and major floods, Police Eastham, said so.",
            ("Ann Pole", "Inspector", "lead for eels and major floods"),
        ),
        (
            "Further to the figures provided by the Chief Constable, Ann Pole the Police and Crime Commissioner said so.",
            ("Ann Pole", None, "Police and Crime Commissioner"),
        ),
        ("PC Ann Pole is our new lead for eels and rides.", ("Ann Pole", "PC", "lead for eels and rides")),
        ("Ann Pole is the Force’s Eel Officer.", ("Ann Pole", None, "Force’s Eel Officer")),
        (
            "Inspector Ann Pole, who is from Ashford, has been appointed as chair of the panel and lives in Elm.",
            ("Ann Pole", "Inspector", "chair of the panel"),
        ),
        ("PC Ann Pole is leading the work.", ("Ann Pole", "PC", None)),
        ("Judge Pole said so.", ("Pole", None, "Judge")),
        ("U.S. Attorney Ann B. Pole said so.", ("Ann B. Pole", None, "U.S. Attorney")),
    ],
)
def test_roles(text, expected):
    assert people("A headline\n\n" + text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "John Smith, 34, of Ashford Road, was jailed.",
        "John Smith, a company director, was jailed for theft.",
        "The victim, Tom Ash, died at the scene.",
        "John Smith is a teacher from Ashford.",
        "John Smith is the owner of the van and was jailed.",
        "Officers from the Rural Crime Team met at Bishops Marsh.",
        "The Ashford Police Chief Constable's office moved.",
        "Teacher John Smith pleaded guilty.",
        "The men drove along Pole Lane to the Ashford Retail Park.",
    ],
)
def test_suspects_victims_and_places_are_no_people(text):
    assert people("A headline\n\n" + text) == []


def test_later_mentions_belong_to_the_person():
    text = "DCI Ann Pole spoke. DCI Pole thanked all. Ann Pole left. Pole Lane is shut, and Tom Pole is a suspect."
    page = read_page(text)
    (person,) = find_people(page, LEXICON)
    assert [page.text[start:end] for start, end in person.mentions] == ["Ann Pole", "Pole", "Ann Pole"]


def test_a_rank_at_a_later_mention_counts():
    assert people("A headline\n\nSupt Pole, Head of Roads, met Ann Pole, a visitor. Superintendent Ann Pole left.")[0][
        1:
    ] == ("Superintendent", "Head of Roads")


def test_every_rank_is_found_in_front_of_a_name():
    grammar = NameGrammar.of(LEXICON)
    for rank in LEXICON.vocabulary("ranks"):
        for form in rank.forms:
            text = f"{form} Ann Pole"
            assert [person.rank for person in grammar.titled(text, 0, len(text))] == [form]


def test_a_surname_with_a_rank_is_given_in_full_where_the_release_has_it():
    assert people("A headline\n\nTom Ash praised the team. Chief Constable Ash left.") == [
        ("Tom Ash", "Chief Constable", None)
    ]
    assert people("A headline\n\nTom Ash, of Ashford, was bailed. PC Ash left.") == [("Ash", "PC", None)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "A baker was jailed, announced Principal Deputy Assistant Attorney General Kay L. Roe of the Justice Departments Peat Division and U.S. Attorney Ray M. Ash of the District of Eastham.",
            [
                ("Kay L. Roe", None, "Principal Deputy Assistant Attorney General"),
                ("Ray M. Ash", None, "U.S. Attorney"),
            ],
        ),
        (
            "Assistant U.S. Attorney Tom B. Ash III and Trial Attorney Ann Pole of the Peat Division are on the case.",
            [("Tom B. Ash III", None, "Assistant U.S. Attorney"), ("Ann Pole", None, "Trial Attorney")],
        ),
        (
            "Senior Trial Attorney Jan Roe of the Peat and Special Moors Section and Assistant U.S. Attorney Ann Pole agreed.",
            [("Jan Roe", None, "Senior Trial Attorney"), ("Ann Pole", None, "Assistant U.S. Attorney")],
        ),
        ("Crime and Policing Minister Kit Roe agreed.", [("Kit Roe", None, "Crime and Policing Minister")]),
    ],
)
def test_a_title_ends_where_the_next_one_in_the_list_begins(text, expected):
    assert people(text) == expected


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        (
            "Rotten eggs harm children, said Assistant Attorney General for the Justice Departments Egg Division Kay L. Roe. It is over.",
            "Kay L. Roe",
            "Assistant Attorney General for the Justice Departments Egg Division",
        ),
        (
            "Rotten eggs harm children, said U.S. Attorney for the Western District of Eastham Kay L. Roe.",
            "Kay L. Roe",
            "U.S. Attorney for the Western District of Eastham",
        ),
        (
            "Rotten eggs harm children, said U.S. Attorney for the Northern District of New Eastham Ray Ash.",
            "Ray Ash",
            "U.S. Attorney for the Northern District of New Eastham",
        ),
    ],
)
def test_what_an_office_is_for_may_stand_before_the_name(text, name, role):
    assert people("A headline\n\n" + text) == [(name, None, role)]


def test_the_role_between_two_names_of_a_list_is_the_first_ones():
    text = "A headline\n\nIt was agreed by Kay Roe, the Police and Crime Commissioner for North Eastham, Chief Constable Ray Ash, and their staff.\n\n"
    assert people(text + "Ray Ash, Chief Constable for North Eastham Police said so.") == [
        ("Kay Roe", None, "Police and Crime Commissioner for North Eastham"),
        ("Ray Ash", "Chief Constable", None),
    ]
    text = "A headline\n\nFollowing the trial of Tom Roe, the head of Eastham CID, DCI Ann Pole, said so."
    assert ("Ann Pole", "DCI", "head of Eastham CID") in people(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "It was announced by U.S. Attorney Kay Roe of Eastham, Special Agent in Charge Ray B. Ash of the FBIs Eastham Field Office and others.",
            [("Kay Roe", None, "U.S. Attorney"), ("Ray B. Ash", "Special Agent in Charge", None)],
        ),
        (
            "It was announced by Kay Roe, head of the Peat Division and U.S. Attorney Ray B. Ash of Eastham.",
            [("Kay Roe", None, "head of the Peat Division"), ("Ray B. Ash", None, "U.S. Attorney")],
        ),
        (
            "It was agreed by Sergeant Kay Roe and Senior Project Manager Ray Ash.",
            [("Kay Roe", "Sergeant", None), ("Ray Ash", None, "Senior Project Manager")],
        ),
        (
            "It was announced by U.S. Attorney Kay Roe of the District of Eastham and Ray B. Ash, Chief of the Ashford Police, today.",
            [("Kay Roe", None, "U.S. Attorney"), ("Ray B. Ash", None, "Chief of the Ashford Police")],
        ),
        (
            "Kay Roe, United States Attorney for the District of Eastham, said so.",
            [("Kay Roe", None, "United States Attorney for the District of Eastham")],
        ),
        (
            "It was agreed by Chief Magistrate Judge Kay Roe.",
            [("Kay Roe", None, "Chief Magistrate Judge")],
        ),
    ],
)
def test_a_role_holds_nobody_elses_name(text, expected):
    assert people("A headline\n\n" + text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Attorney General Roe Signs First Pact On Eels\n\nAttorney General Kay Roe signed it.",
            [("Kay Roe", None, "Attorney General")],
        ),
        ("Former Eastham Police Officer Sentenced For Selling Eels\n\nHe sold eels.", []),
        ("Eastham Sheriff Opens Office\n\nThe office is open.", []),
        (
            "Tribute From Chief Constable Kay Roe on the Flood\n\nIt was wet.",
            [("Kay Roe", "Chief Constable", None)],
        ),
        ("Team Award - Eastham River Patrol PC Tom Jones, Ashford\n\nIt was wet.", [("Tom Jones", "PC", None)]),
    ],
)
def test_words_of_a_headline_in_title_case_are_no_names(text, expected):
    assert people(text) == expected


def test_a_name_ends_where_a_lost_space_was():
    text = "A headline\n\nColonel Kay PoleSuperintendent of the Eastham State Police and PC Ann McCourt agreed."
    assert people(text) == [("Kay Pole", "Colonel", None), ("Ann McCourt", "PC", None)]


@pytest.mark.parametrize(
    ("text", "organisation"),
    [
        (
            "Contact PC Ann Pole at Ashford Police Station on 101 quoting crime reference 12/34.",
            "Ashford Police Station",
        ),
        ("Contact PC Ann Pole of Ashford CID by calling 101.", "Ashford CID"),
        ("PC Ann Pole from the Ash and Elm Team, the winner, said so.", "the Ash and Elm Team"),
        ("PC Ann Pole, from our dog unit, said so.", "our dog unit"),
        ("PC Ann Pole, of the Ash-on-Eel team, said so.", "the Ash-on-Eel team"),
        ("PC Ann Pole of Ash on Eel said so.", "Ash on Eel"),
        ("PC Ann Pole, who was a cadet at the time of the flood, said so.", None),
        ("They thanked PC Ann Pole for her courage.", None),
    ],
)
def test_the_name_of_an_organisation_ends(text, organisation):
    (person,) = find_people(read_page("A headline\n\n" + text), LEXICON)
    assert person.organisation == organisation


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "A dealer was jailed, announced Commissioner for Eel Safety Kay L. Roe and Sheriff Tom Ash.",
            [("Kay L. Roe", None, "Commissioner for Eel Safety"), ("Tom Ash", "Sheriff", None)],
        ),
        (
            "A dealer was jailed, announced Sheriff Tom Ash of Eastham; and Kay L. Roe, Director of the Eel Office.",
            [("Tom Ash", "Sheriff", None), ("Kay L. Roe", None, "Director of the Eel Office")],
        ),
        ("Tom Ash was jailed, said PC Ann Pole.", [("Ann Pole", "PC", None)]),
        ("Kay Roe, director of a dairy, was jailed, PC Ann Pole announced.", [("Ann Pole", "PC", None)]),
    ],
)
def test_those_who_announce_a_sentence_do_not_serve_it(text, expected):
    assert people("A headline\n\n" + text) == expected


@pytest.mark.parametrize("generation", ["Jr.", "Jr", "II", "III", "IV"])
def test_what_tells_a_son_from_his_father_belongs_to_the_name(generation):
    pole = ("Ann Pole", "PC", None)
    behind_a_comma, behind = (f"Tom V. Ash, {generation}", "PC", None), (f"Tom V. Ash {generation}", "PC", None)
    assert people(f"A headline\n\nThey thanked PCs Tom V. Ash, {generation} and Ann Pole.") == [behind_a_comma, pole]
    assert people(f"A headline\n\nThey thanked PCs Tom V. Ash {generation} and Ann Pole.") == [behind, pole]
    assert people(f"They thanked PCs Ann Pole and Tom V. Ash, {generation} of Ashford.") == [pole, behind_a_comma]


def test_a_surname_means_the_one_of_any_generation():
    text = "Sheriff Tom Ash Jr. met them. Sheriff Ash thanked them, and Tom Ash left."
    assert [len(person.mentions) for person in find_people(read_page(text), LEXICON)] == [3]
    assert [name for name, _, _ in people("PC Tom Ash Sr. met his son, PC Tom Ash Jr.")] == [
        "Tom Ash Sr.",
        "Tom Ash Jr.",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "They thanked Tom Ash, the Egg Office trial attorney who led the case and Kay Roe, the senior adviser who helped.",
            [("Tom Ash", None, "Egg Office trial attorney"), ("Kay Roe", None, "senior adviser")],
        ),
        (
            "They thanked Tom Ash, head of the Egg Division and Kay Roe, head of the Milk Division.",
            [("Tom Ash", None, "head of the Egg Division"), ("Kay Roe", None, "head of the Milk Division")],
        ),
        (
            "Eggs are safe, said Chief Inspector of the Egg Division Tom Ash and Director for the Eastern District of Ashland Kay L. Roe.",
            [("Kay L. Roe", None, "Director for the Eastern District of Ashland")],
        ),
        (
            "Eggs are safe, said Sheriff Tom Ash of the Elm Office and Administrator Kay L. Roe.",
            [("Tom Ash", "Sheriff", None), ("Kay L. Roe", None, "Administrator")],
        ),
        (
            "They thanked Kay Roe, Director of the U.S. State Egg Service.",
            [("Kay Roe", None, "Director of the U.S. State Egg Service")],
        ),
        (
            "They thanked Kay Roe, Assistant Secretary of State for Eggs.",
            [("Kay Roe", None, "Assistant Secretary of State for Eggs")],
        ),
    ],
)
def test_a_role_ends_before_what_its_holder_did_and_before_the_next_one(text, expected):
    assert [found for found in people("A headline\n\n" + text) if found in expected] == expected


def test_a_sentence_may_say_as_what_somebody_works():
    text = "A headline\n\nAnn Pole-Ash works in the Eel Control Room as a Sergeant and will be there at Easter."
    assert people(text) == [("Ann Pole-Ash", "Sergeant", None)]
    assert people("A headline\n\nAnn Pole works as the press officer of the trust.") == [
        ("Ann Pole", None, "press officer of the trust")
    ]


@pytest.mark.parametrize(
    "piece", ["Sheriff Opens Office\n\n", "Sheriff Ann Pole and ", "PoleChief ", "Chief Ann Roe Opens "]
)
def test_headlines_and_lists_of_any_length_come_to_an_end(piece):
    page = read_page(piece * (60_000 // len(piece)))
    with never_hangs():
        find_people(page, LEXICON)
