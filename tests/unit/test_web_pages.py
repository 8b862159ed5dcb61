"""Ten pages in the manner of ten systems that forces run their sites on, each with the text that must come out of it.

The facts are invented. With its selectors each page gives its text exactly; without any, by the general extraction, no line is lost.
"""

from __future__ import annotations

import datetime as dt

import pytest

from release_parser.sources import Limits, read_source, web
from release_parser.sources.sites import Site, as_xpath, known_sites
from releases import FIXTURES

pytest.importorskip("trafilatura")

PAGES = FIXTURES / "files" / "pages"
SAID = {
    "canada": ("Bear Lake detachment seizes contraband tobacco", dt.date(2024, 2, 2), "Royal Prairie Police"),
    "civic-alerts": ("Three Arrested After Catalytic Converter Thefts", dt.date(2023, 2, 9), None),
    "divs-only": (
        "Drink-drive campaign: 168 tests fail in first fortnight",
        dt.date(2022, 12, 16),
        "Strathmuir Police",
    ),
    "drupal": (
        "Detectives appeal after aggravated burglary in Ballymoyne",
        dt.date(2021, 8, 3),
        "Lochside Police Service",
    ),
    "govuk": ("Serious violence falls for third year running", dt.date(2023, 7, 20), "Office for Safer Streets"),
    "layout-table": ("Smugglers lose their boat", dt.date(2005, 6, 9), None),
    "newsroom": ("Four men jailed for £1.2m courier fraud", dt.date(2022, 10, 6), "Harbour City Police"),
    "sharepoint": ("Police seek witnesses to Station Road collision", dt.date(2014, 5, 12), None),
    "single-online-home": ("Nine arrested in day of action on rural crime", dt.date(2023, 3, 14), "Wexmoor Police"),
    "wordpress": (
        "Traffic Stop Leads to Seizure of 18 Pounds of Methamphetamine",
        dt.date(2022, 11, 18),
        "Juniper County Sheriff’s Office",
    ),
}
# A page of nothing but <div>s: what stands around the story cannot be told from it, and no word is given up to be rid of it
AROUND = {"divs-only": ["Strathmuir Police", "Tell us what you think", "© Strathmuir Police"]}


def lines(text: str) -> list[str]:
    return [line.replace("\xa0", " ").strip() for line in text.split("\n") if line.strip()]


def known_text(name: str) -> str:
    return (PAGES / f"{name}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(SAID))
def test_a_page_gives_its_text(name):
    (document,) = read_source(PAGES / f"{name}.html")
    assert [line for line in lines(document.text) if line not in AROUND.get(name, ())] == lines(known_text(name))
    assert (document.title, document.published, document.publisher) == SAID[name]


@pytest.mark.parametrize("name", sorted(set(SAID) - set(AROUND)))
def test_paragraphs_bullets_and_rows_stand_as_on_the_page(name):
    (document,) = read_source(PAGES / f"{name}.html")
    assert document.text.replace("\xa0", " ") == known_text(name).strip()


@pytest.mark.parametrize("name", sorted(SAID))
def test_without_selectors_no_line_is_lost(name, monkeypatch):
    monkeypatch.setattr(web, "find_site", lambda *_: Site())
    (document,) = read_source(PAGES / f"{name}.html", limits=Limits(apart=False))
    found = iter(lines(document.text))
    assert [line for line in lines(known_text(name)) if not any(line in each for each in found)] == []  # in their order


def test_every_page_has_its_known_text():
    assert {path.stem for path in PAGES.glob("*.html")} == {path.stem for path in PAGES.glob("*.txt")} == set(SAID)


def test_a_selector_that_finds_a_corner_only_does_not_hide_the_story():
    story = "".join(
        f"<p>Paragraph {number} of a story that goes on for a while about {number} burglaries.</p>"
        for number in range(9)
    )
    html = f'<html><head><link rel="canonical" href="https://www.gov.uk/x"></head><body><main><p class="govspeak">See also.</p>{story}</main></body></html>'
    (document,) = read_source(html.encode())
    assert "about 8 burglaries" in document.text


@pytest.mark.parametrize(
    ("selector", "path"),
    [
        ("//h1/text()", "//h1/text()"),
        ("'US Department of Justice'", "'US Department of Justice'"),
        ("#main .lead", "//*[@id='main']//*[contains(concat(' ', normalize-space(@class), ' '), ' lead ')]"),
        ("main, p.a", "//main|//p[contains(concat(' ', normalize-space(@class), ' '), ' a ')]"),
    ],
)
def test_selectors(selector, path):
    assert as_xpath(selector) == path


def test_every_selector_of_every_site_is_valid():
    from lxml import html

    sites, widgets = known_sites()
    tree = html.document_fromstring("<p>x</p>")
    for path in [
        *widgets,
        *(path for site in sites for path in (*site.signs, *site.body, *site.drop, *sum(site.fields.values(), ()))),
    ]:
        tree.xpath(path)
