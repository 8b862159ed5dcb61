"""What a page says around a release is told as furniture: by what a line says, and by where it stands."""

from __future__ import annotations

import pytest

from release_parser import parse
from release_parser.lexicon import Lexicon, fold
from release_parser.text import read_page
from release_parser.text.furniture_lines import ALONE, BESIDE, FurnitureWords, Said

ALONE_CASES = [
    "Back to news search", "« Back to search", "Facebook", "SEE MORE", "Read more …", "0 Comments", "3 min read", "-30-", "###", "EN",
    "Posted on Jan  3, 2021 by Media Relations", "Posted: May 4, 2021 - 3:39 pm", "Created: 22 January 2021", "Published on May  4, 2021",
    "By Elm County Police - May 04, 2021", "21025752_3", "seizure-1.jpg", "213 KB", "Europe/Dublin", "© 2021 Elm County", "Page 1 of 9",
    "11:05 09/02/2021", "Share this on Facebook", "View | Download (JPG - 20 KB)", "News Release", "|", "****",
    "Comments (3)", "Next: 12 charged in raid", "Tags: theft, burglary", "Home / News / Arrests", "Newsroom > News releases",
]  # fmt: skip
BESIDE_CASES = [
    "May 4, 2021",
    "2021",
    "October 2021",
    "555-012-3456",
    "Non-emergency: 555-0123",
    "By Ann Pole",
    "Mon - Fri: 8:30am - 5pm",
]
BODY = "Officers made 34 arrests in Kelsham on Monday."


def furniture(text: str, **options) -> list[str]:
    page = read_page(text, **options)
    return [page.text[block.start : block.end] for block in page.blocks if block.kind == "furniture"]


@pytest.mark.parametrize("line", ALONE_CASES)
def test_a_line_that_is_furniture_wherever_it_stands(line):
    assert furniture(f"Arrests made\n\n{BODY}\n\n{line}\n\n{BODY}") == [line]


@pytest.mark.parametrize(
    "line",
    [
        *BESIDE_CASES, "Search of two homes", "21-30477", "Posted letters were stolen", "Share of the takings", "Comments by the chief", "Home searched", "Likes: 34 arrests",
    ],
)  # fmt: skip
def test_a_line_that_alone_is_the_releases(line):
    assert furniture(f"Arrests made\n\n{BODY}\n\n{line}\n\n{BODY}") == []


def test_each_rule_speaks_in_a_case():
    words = FurnitureWords.of(Lexicon.default())
    for table, lines in ((ALONE, ALONE_CASES), (BESIDE, BESIDE_CASES)):
        spoke = {found[1] for line in lines if (found := table.first(Said(line, fold(line), words)))}
        assert spoke == {rule.name for rule in table}


def test_short_lines_between_lines_of_a_menu_belong_to_it():
    foot = ["Subscribe", "Back to search", "Contact us", "City of Kelsham", "27 Heron Street", "Kelsham, MB R1B 2C3", "Mon - Thu: 9am - 4pm", "Fri - Sun: Closed"]  # fmt: skip
    assert furniture("\n".join(["Arrests made", BODY, *foot])) == foot


def test_a_phone_box_and_an_archive_by_month_before_the_headline():
    head = ["Non emergency phone:", "555-012-3456", "X", "Facebook", "October 2021", "November 2021", "See more", "2021", "2020"]  # fmt: skip
    text = "\n".join(["Project Heron nets 34", *head, "Project Heron nets 34", "Official news release download", BODY])
    assert furniture(text) == [*head, "Official news release download"]


def test_the_headline_between_a_menu_and_its_day_is_the_releases():
    menu = ["Home", "Share", "Print", "Email", "News Release"]
    text = "\n".join(["Home / News", *menu, "Two held after raid", "May 4, 2021", BODY])
    assert furniture(text) == ["Home / News", *menu, "May 4, 2021"]


@pytest.mark.parametrize("body", [[BODY], [BODY, BODY]])
def test_it_is_so_too_where_the_page_has_a_name_above_its_menu(body):
    menu = ["Home", "Share", "Print", "Email", "News Release"]
    text = "\n".join(["Kelsham today", *menu, "Two held after raid", "May 4, 2021", *body])
    assert furniture(text) == [*menu, "May 4, 2021"]


def test_an_archive_by_month_alone():
    months = ["May 2021 (12)", "April 2021", "March & April", "January / February 2021", "2020"]
    assert furniture("\n".join(["Arrests made", BODY, *months])) == months


def test_items_of_a_list_are_no_menu():
    text = f"{BODY}\nTips can be given by any of these:\nTALK: 1-800-555-0123\nTYPE: www.police.example\nAPP: Tips\n"
    assert furniture(text) == []


def test_nothing_in_furniture_is_a_claim_a_contact_or_the_headline():
    text = f"Home\nNews\n0 comments\nNon-emergency: 555-012-3456\nSubscribe\nArrests made\n{BODY} Call 555-765-4321.\nPosted on Jan  3, 2021"
    release = parse(text)
    assert [claim.span.text for claim in release.claims] == ["34"]
    assert [contact.value for contact in release.contacts] == ["5557654321"]
    page = read_page(text)
    assert [page.text[block.start : block.end] for block in page.blocks if block.kind == "headline"] == ["Arrests made"]


def test_a_day_in_furniture_is_still_the_day_of_publication():
    assert str(parse(f"Arrests made\n{BODY}\nPosted on Jan 3, 2021 by Media Relations").published) == "2021-01-03"


def test_a_sentence_between_lines_of_a_menu_is_the_releases():
    foot = ["Subscribe", "Back to search", "Contact us", "Share", "Print"]
    text = ["Arrests made", BODY, *foot, "Two men were held.", "Subscribe", "Share"]
    assert furniture("\n".join(text)) == [*foot, "Subscribe", "Share"]
