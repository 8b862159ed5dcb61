"""Contacts: numbers to call, places to write to, references to quote; and counts that only look like them."""

from __future__ import annotations

import pytest

from patience import never_hangs
from release_parser.extract.contacts import find_contacts
from release_parser.lexicon import Lexicon
from release_parser.text import read_page


def contacts(text: str) -> list[tuple[str, str]]:
    return [(found.kind, found.value) for found in find_contacts(read_page(text), Lexicon.default())]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Call 101.", "101"),
        ("Calls to 999 rose.", "999"),
        ("There were 120 999 calls.", "999"),
        ("Ring Crimestoppers on 0800 555 111.", "0800555111"),
        ("Ring Crimestoppers on 0800 555111.", "0800555111"),
        ("Ring Crimestoppers on 0800555111.", "0800555111"),
        ("Ring 01632 960 417.", "01632960417"),
        ("Ring (01632) 960417.", "01632960417"),
        ("Ring 020 7946 0123.", "02079460123"),
        ("Ring +44 (0)20 7946 0123.", "+442079460123"),
        ("Ring +353 1 666 0123.", "+35316660123"),
        ("Ring (01) 666 0123.", "016660123"),
        ("Ring 1800 555 012.", "1800555012"),
        ("Ring 714-555-0123.", "7145550123"),
        ("Ring (714) 555-0123.", "7145550123"),
        ("Ring 1-800-555-0123.", "18005550123"),
        ("Text 61999 for help.", "61999"),
        ("Use textphone 18001 101.", "18001101"),
        ("In New Zealand call 105.", "105"),
    ],
)
def test_a_phone_is_its_digits(text, value):
    assert contacts(text) == [("phone", value)]


@pytest.mark.parametrize(
    "text",
    [
        "Officers made 101 arrests.",
        "The number fell from 999 to 705.",
        "It was 105 miles away.",
        "He lives at 111 Ash Road.",
        "It cost £101.",
        "Police found 1,101 plants.",
        "It happened between 1990 and 2021.",
        "It was 12/05/2021 at 10.30am.",
        "Log fires and a crime 20 years ago.",
        "The incident involved 12 people.",
        "In this case 1,200 people were hurt.",
        "The court heard Case No. 4:12-cv-00123.",
    ],
)
def test_a_count_is_no_contact(text):
    assert contacts(text) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Quote crime number 46/123456/20.", "46/123456/20"),
        ("Quote reference 20*123456.", "20*123456"),
        ("Quote reference number 21* 12345.", "21* 12345"),
        ("Call quoting incident 428 of 28 March.", "428 of 28 March"),
        ("Call quoting incident 428 of March 28, 2021.", "428 of March 28, 2021"),
        ("Call quoting log 1135 of December.", "1135 of December"),
        ("Call quoting CAD 3041/25Apr.", "3041/25Apr"),
        ("Call quoting reference 355 of 15/08/20.", "355 of 15/08/20"),
        ("Call quoting log 1852 07/10/17.", "1852 07/10/17"),
        ("Call quoting incident number 22:527.", "22:527"),
        ("Call quoting crime number JH/13654/2018.", "JH/13654/2018"),
        ("Quote crime reference number PR/ 45201234567.", "PR/ 45201234567"),
        ("Quote reference 0058S 090521.", "0058S 090521"),
        ("Quote IML 123456.", "IML 123456"),
        ("Quote ISR 540, 5 April 2020.", "ISR 540, 5 April 2020"),
        ("Incident number: 55200030752", "55200030752"),
        ("Crime/incident number: 224, 12/11/20", "224, 12/11/20"),
        ("Call quoting Operation Heron reference 4521000123.", "4521000123"),
        ("Quote serial 860 of 23/06.", "860 of 23/06"),
        ("Quote log 154 of today.", "154 of today"),
        ("He stole a till (36/12345/21).", "36/12345/21"),
    ],
)
def test_a_reference_is_given_without_the_words_that_lead_it(text, value):
    assert contacts(text) == [("reference", value)]


def test_coordinated_references_are_two():
    assert contacts("Quote references 4521000123 or 4521000456.") == [
        ("reference", "4521000123"),
        ("reference", "4521000456"),
    ]


def test_the_span_covers_the_whole_reference_with_its_date():
    page = read_page("Quote incident 428 of 28 March or call 101.")
    reference, phone = find_contacts(page, Lexicon.default())
    assert page.text[reference.start : reference.end] == "428 of 28 March"
    assert page.text[phone.start : phone.end] == "101"


def test_every_occurrence_is_found():
    assert contacts("Call 101. Always call 101.") == [("phone", "101"), ("phone", "101")]


@pytest.mark.parametrize(
    ("text", "contact"),
    [
        ("Visit www.ash.police.uk/report.", ("url", "www.ash.police.uk/report")),
        ("Visit https://ash.example.org/a?b=1&c=2.", ("url", "https://ash.example.org/a?b=1&c=2")),
        ("Visit (ash.police.uk).", ("url", "ash.police.uk")),
        ("Visit https://ash.police.uk/eels/or the website.", ("url", "https://ash.police.uk/eels/")),
        ("Visit https://ash.police.uk/eels/or.", ("url", "https://ash.police.uk/eels/or")),
        ("Visit https://ash.police.uk/eels/more now.", ("url", "https://ash.police.uk/eels/more")),
        ("Visit OurTown.org today.", ("url", "OurTown.org")),
        ("Write to 101@ash.police.uk.", ("email", "101@ash.police.uk")),
        ("Follow @AshPolice.", ("handle", "@AshPolice")),
    ],
)
def test_an_address_ends_before_the_sentence_does(text, contact):
    assert contacts(text) == [contact]


def test_a_glued_sentence_is_no_address():
    assert contacts("They left the scene.In May they came back.") == []


@pytest.mark.parametrize(
    "piece", ["1,", "quoting ", "incident number ", "0800 ", "101 ", "a.", "www.", "@", "20*", "1 of May ", "("]
)
def test_any_length_comes_to_an_end(piece):
    page = read_page(piece * 2000)
    with never_hangs():
        find_contacts(page, Lexicon.default())
