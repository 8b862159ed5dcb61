"""Named operations: where a name begins, where it ends, and what only looks like one."""

from __future__ import annotations

import pytest

from patience import never_hangs
from release_parser.extract.operation_marks import MARKS
from release_parser.extract.operations import find_operations
from release_parser.lexicon import Lexicon
from release_parser.text import read_page
from spoken import listen


def operations(text: str):
    page = read_page(text)
    found = find_operations(page, Lexicon.default())
    for operation in found:
        assert operation.mentions
        assert list(operation.mentions) == sorted(set(operation.mentions))
    return page, found


def names(text: str) -> list[str]:
    return [operation.name for operation in operations(text)[1]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Officers in Operation Heron made 12 arrests.", ["Heron"]),
        ("Quote Op Lapwing.", ["Lapwing"]),
        ("Quote Op. Lapwing, please.", ["Lapwing"]),
        ("As part of Operation Winter Tide, cars were stopped.", ["Winter Tide"]),
        ("It was the first day of Operation VENDACE.", ["VENDACE"]),
        ("Operation Sweep 9 ran along the river.", ["Sweep 9"]),
        ("Operation Sweep 9 is about fishing.", ["Sweep 9"]),
        ("Operation Gale II ended.", ["Gale II"]),
        ("Officers ran ‘Operation Drive Sober’ again.", ["Drive Sober"]),
        ('Officers ran Operation "Winter Tide" again.', ["Winter Tide"]),
        ("The raids, codenamed Heron, took place at dawn.", ["Heron"]),
        ("The raids, codenamed Operation Heron, took place at dawn.", ["Heron"]),
        ("It follows an operation, dubbed Heron, in spring.", ["Heron"]),
        ("We took part in a national operation, Heron, led by others.", ["Heron"]),
        ("It is operations like ‘Heron’ that help.", ["Heron"]),
        ("Officers from Project Heron patrolled.", ["Heron"]),
        ("Detectives under Strike Force Heron charged him.", ["Heron"]),
        ("Detectives from Taskforce Heron charged him.", ["Heron"]),
        ("The forces met in Exercise Winter Tide.", ["Winter Tide"]),
        ("Officers of Project K-Kestrel were there.", ["K-Kestrel"]),
        ("Quote Operation July.", ["July"]),
        ("Operation Kent is named after the county.", ["Kent"]),
        ("Operation Silver Coin ended.", ["Silver Coin"]),
        ("Projects Heron, Lapwing and Winter Tide led to 20 arrests.", ["Heron", "Lapwing", "Winter Tide"]),
        ("Under Exercises Red Tide and Blue Jay, 120 officers were tested.", ["Red Tide", "Blue Jay"]),
        ("Strike Forces Heron and Lapwing charged him.", ["Heron", "Lapwing"]),
        ("It was part of Project Heron, and of operation heron as the force wrote.", ["Heron"]),
    ],
)
def test_a_name_follows_its_marker(text, expected):
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Operation Heron Team members helped.",
        "The Operation Heron team helped.",
        "The Operation Heron Week of Action is over.",
        "As part of Operation Heron Sgt Jo Ash spoke to shoppers.",
        "As part of Operation Heron Detective Inspector Jo Ash spoke.",
        "Operation Heron's officers helped.",
        "Operation Heron’s officers helped.",
        "Under Operation Heron Kent Police has made arrests.",
        "OPERATION HERON LAUNCHED IN TOWN CENTRE\n\nOfficers ran Operation Heron in May.",
        "Operation Heron Launched To Tackle Theft\n\nOfficers stopped nine cars.",
        "More Held In Operation Heron Swoop\n\nOfficers ran Operation Heron, and stopped nine cars.",
    ],
)
def test_a_name_ends_before_other_capitals(text):
    assert [name.title() for name in names(text)] == ["Heron"]


@pytest.mark.parametrize(
    "text",
    [
        "It was an operation to find the boat.",
        "The operation, on Monday, was long.",
        "Operations Manager Sue Ash spoke.",
        "The Operations Support Unit and the Dog Unit helped.",
        "Director of Operations Sue Ash and Chief Ray Elm spoke.",
        "The Operational Support Unit was there.",
        "She had an operation at Ash Hospital on Monday.",
        "The CCTV operation is run by Ash Council.",
        "Burglary at the Co-Op Heron Road.",
        "The Project Manager spoke.",
        "The Ash Youth Project Heron Centre opened.",
        "He runs a charity called Project Heron.",
        "The Rural Task Force Facebook page has more.",
        "Operation in Ashtown nets drugs",
        "He ran a drugs operation called ‘Ricky’.",
        "Co-operation With Partners helped.",
        "He was charged with Impaired Operation Causing Death.",
        "She faces charges of Operation Exceeding 80 mg and Dangerous Operation Causing Bodily Harm.",
        "The case was brought as part of Project Safe Childhood, a nationwide initiative.",
        "The money went to Project Heron, a local nonprofit organization.",
        "Project Timeline\n\nThe works begin in May.",
        "Sports Projects, Arts and Music get funds.",
    ],
)
def test_what_is_no_operation(text):
    assert names(text) == []


@pytest.mark.parametrize(
    "headline", ["Project Heron Nets Twenty Drunk Drivers", "POLICE LAUNCH PROJECT HERON IN TOWN", "Kelsham Police Launches Project Heron To Tackle Theft"]
)  # fmt: skip
def test_a_project_in_a_headline_is_one_that_the_body_names(headline):
    page, (heron,) = operations(
        f"{headline}\n\nThis week officers began Project Heron, an effort against drunk drivers."
    )
    assert heron.name == "Heron"
    assert [page.text[slice(*mention)].title() for mention in heron.mentions] == ["Heron", "Heron"]
    assert names(f"{headline}\n\nThis week officers began.") == []


def test_an_operation_in_lower_case_is_one_that_the_page_names():
    _, (heron,) = operations(
        "OPERATION HERON NETS 12\n\nUnder operation heron 12 men were held in Kelsham town centre."
    )
    assert len(heron.mentions) == 2


def test_each_rule_speaks_in_a_case(monkeypatch):
    spoke = listen(monkeypatch, {"release_parser.extract.operation_marks.MARKS": MARKS})
    for text in [
        "He was charged with Impaired Operation Falcon.",
        "Under Project Safe Childhood he was held.",
        "It was an operation 'Op Heron' at dawn.",
        "A charity called Project Heron helped.",
        'It was operation "Heron" at dawn.',
        "It was operation Heron.",
        "The Ash Youth Project Heron Centre opened.",
        "Op Heron ended.",
    ]:
        names(text)
    assert spoke == {rule.name for rule in MARKS}


def test_coordinated_names_are_split():
    text = "Under the banners of Operations Winter Tide, Heron and Lapwing, more than 90 people were arrested."
    page, found = operations(text)
    assert [operation.name for operation in found] == ["Winter Tide", "Heron", "Lapwing"]
    assert [page.text[slice(*operation.mentions[0])] for operation in found] == ["Winter Tide", "Heron", "Lapwing"]


def test_mentions_are_the_name_alone_and_bare_ones_count():
    text = "Op Heron began in May. Heron has shut a shop. The Heron team went on, and in Heron Road a car was stopped."
    page, (heron,) = operations(text)
    assert [start for start, _ in heron.mentions] == [
        text.index("Heron"),
        text.index("Heron has"),
        text.index("Heron team"),
    ]
    assert {page.text[slice(*mention)] for mention in heron.mentions} == {"Heron"}
    assert heron.aliases == ("Op Heron",)


def test_a_place_is_no_bare_mention():
    _, (operation,) = operations("Operation Stirling began. He lives in Stirling. PC Stirling spoke.")
    assert len(operation.mentions) == 1


def test_capitals_of_a_headline_are_not_the_name():
    _, (operation,) = operations("OPERATION HERON: TWO HELD\n\nOfficers in Op Heron held two men.")
    assert operation.name == "Heron"
    assert operation.aliases == ("OPERATION HERON", "Op Heron")
    assert len(operation.mentions) == 2


def test_names_in_capitals_stay():
    assert names("Operation VENDACE ended. VENDACE was big.") == ["VENDACE"]


def test_every_mention_names_its_rule():
    assert {
        operation.rule for operation in operations("Op Heron, and Project Lapwing, codenamed Dunlin, ended.")[1]
    } == {
        "operation_marker",
        "operation_effort",
        "operation_codename",
    }


@pytest.mark.parametrize(
    "piece",
    ['"', "Operation ", "Operation Heron ", "Operations Heron, ", "Op. ", "codenamed ", "A", "Project Ab-", "AAAA"],
)
def test_any_length_comes_to_an_end(piece):
    page = read_page(piece * 2000)
    with never_hangs():
        find_operations(page, Lexicon.default())
