"""The country of a release: what tells it, and that conflicting evidence decides nothing."""

from __future__ import annotations

import pytest

from release_parser.evaluate.marked import check_marked
from release_parser.extract.contacts import find_contacts
from release_parser.extract.country import COUNTRY, Evidence, find_country
from release_parser.lexicon import Lexicon
from release_parser.parser import Parser
from release_parser.text import read_page

LEXICON = Lexicon.default()


def country(text: str, publisher: str | None = None) -> tuple[str, str] | None:
    page = read_page(text)
    return find_country(Evidence(page, publisher, find_contacts(page, LEXICON), LEXICON))


@pytest.mark.parametrize("rule", list(COUNTRY), ids=lambda rule: rule.name)
def test_each_rule_finds_what_it_says(parser, rule):
    faults = [fault for marked in rule.finds for fault in check_marked(parser, marked)]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize(
    ("text", "publisher", "told"),
    [
        ("Two men were held.", "RCMP", ("CA", "country_publisher")),
        ("Two men were held.", "Ontario Park Wardens", ("CA", "country_publisher_words")),
        ("The FBI thanks the RCMP.", "US Department of Justice / Tax Division", ("US", "country_publisher_words")),
        ("Two held\n\nKELSHAM, Ont. – Two men were held.", None, ("CA", "country_dateline")),
        ("Two held\n\nKelsham, Manitoba (May 9, 2025) – Two men were held.", None, ("CA", "country_dateline")),
        ("Two held\n\nKELSHAM, Calif. — Two men were held.", None, ("US", "country_dateline")),
        ("Two held\n\nKelsham, NSW: Two men were held.", None, ("AU", "country_dateline")),
        ("Two men were held. See www.kelshampolice.ca.", None, ("CA", "country_web_address")),
        ("Two men were held. Write to desk@kelsham.gov.au.", None, ("AU", "country_web_address")),
        ("He was charged under the Cannabis Act.", None, ("CA", "country_law")),
        ("He appeared in U.S. District Court.", None, ("US", "country_law")),
        ("The U.S. Attorney said so.", None, ("US", "country_agency")),
        ("Ash Regional Police Service officers came.", None, ("CA", "country_agency")),
        ("He drove from Nova Scotia.", None, ("CA", "country_state")),
        ("Ring 105.", None, ("NZ", "country_code")),
        ("Ring 416-555-0123.", None, ("CA", "country_code")),
        ("He lives at 4 Elm Road, K0L 1B0.", None, ("CA", "country_code")),
        ("Write to 4 Elm Road, Kelsham, OH 43001.", None, ("US", "country_code")),
        ("Write to 4 Elm Road, Kelsham NSW 2001.", None, ("AU", "country_code")),
        ("NYPD officers came.", None, ("US", "country_agency")),
    ],
)
def test_evidence_tells_the_country(text, publisher, told):
    assert country(text, publisher) == told


@pytest.mark.parametrize(
    "text",
    [
        "Two men were held.",
        "A Holden Colorado was found.",  # a car
        "The FBI and the RCMP held two men.",  # two countries
        "He drove from Ontario to Ohio.",
        "Two held\n\nKELSHAM, WA – Two men were held.",  # Washington, or Western Australia
        "See www.kelsham.gc.ca and www.kelsham.gov.",
        "Call 800-555-0123.",  # a number of the whole plan
        "Ash-Kent Police Service Board",  # no Kent Police
        "The Department of Justice said so.",  # many countries have one
    ],
)
def test_no_evidence_or_a_conflict_tells_nothing(text):
    assert country(text) is None


def test_a_country_can_be_added_by_an_overlay(tmp_path):
    path = tmp_path / "fj.toml"
    path.write_text(
        '[country]\ncode = "FJ"\nname = "Fiji"\ndollar = "FJD"\nadjectives = ["Fijian"]\n'
        'forces = [{ name = "Fiji Police Force", short = "Fiji", kind = "territorial" }]\n'
    )
    parser = Parser(lexicon=LEXICON.overlay(path))
    release = parser.parse("Officers found $900 and 40 Fijian dollars.", publisher="Fiji Police Force")
    assert [claim.quantity.unit for claim in release.claims] == ["FJD", "FJD"]
