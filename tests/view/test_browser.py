"""The page in a browser, as its reader uses it."""

from __future__ import annotations

import json
import re

import pytest

import release_parser as rp
from pages import span
from release_parser.evaluate.verdicts import judge, read_verdicts
from release_parser.records import Comparison, Failure, Quantity
from releases import RELEASES


@pytest.fixture(scope="session")
def parsed(parser):
    """The fixture releases, parsed, and one input that could not be read."""
    return [
        *(
            parser.parse(
                path.read_text(encoding="utf-8"), source=path.name, publisher="Kelsham Police" if number % 2 else None
            )
            for number, path in enumerate(RELEASES)
        ),
        Failure(source="scan.pdf", stage="read", error="it has no text: run OCR over it first"),
    ]


@pytest.fixture(scope="session")
def every_release(parsed, tmp_path_factory):
    """The page of all of them: to save it each text is read once more, which takes longer than most tests."""
    return rp.view(parsed).save(tmp_path_factory.mktemp("pages") / "every-release.html")


@pytest.fixture(scope="session")
def one_release(parsed, tmp_path_factory):
    """The page of the first."""
    return rp.view(parsed[0]).save(tmp_path_factory.mktemp("pages") / "one-release.html")


def hits(page) -> str:
    return page.text_content("#hits")


def search(page, words: str) -> None:
    page.fill("#query", words)
    page.wait_for_timeout(150)


class TestTheList:
    def test_only_the_rows_that_are_seen_exist(self, open_page, parsed):
        page = open_page(rp.view(parsed * 40))
        assert hits(page) == f"{40 * len(parsed):,} of {40 * len(parsed):,} releases"
        assert page.locator(".row").count() < 40

    def test_scrolling_draws_the_rows_further_down(self, open_page, parsed):
        page = open_page(rp.view(parsed * 40))
        page.evaluate("document.getElementById('list').scrollTop = 1e9")
        page.wait_for_selector(f"#row-{40 * len(parsed) - 1}")
        assert "scan.pdf" in page.text_content(f"#row-{40 * len(parsed) - 1}")

    @pytest.mark.parametrize(
        ("query", "sought"),
        [("cannabis", "cannabis"), ("CANNAB", "cannabis"), ("Łucja", "Łucja"), ("1.4m cannabis", "cannabis")],
    )
    def test_words_are_found_while_they_are_written(self, open_page, parsed, every_release, query, sought):
        page = open_page(every_release)
        search(page, query)
        count = sum(sought.casefold() in record.text.casefold() for record in parsed[:-1])
        assert 0 < int(hits(page).split(" of ")[0]) <= count

    def test_nothing_found_is_said(self, open_page, every_release):
        page = open_page(every_release)
        search(page, "zzzz")
        assert hits(page).startswith("Nothing found")
        assert page.is_hidden("#list")

    def test_filters(self, open_page, every_release):
        page = open_page(every_release)
        page.click("#more")
        page.select_option("#filter-force", label=f"Kelsham Police ({len(RELEASES) // 2})")
        assert hits(page).startswith(f"{len(RELEASES) // 2} of")
        assert page.text_content("#more") == "Filters (1)"
        page.click("#clear")
        page.check("#failed")
        assert hits(page).startswith("1 of")
        page.click(".row")
        page.wait_for_selector(".failure")
        assert page.text_content(".failure") == "Could not be read: it has no text: run OCR over it first"

    @pytest.mark.parametrize("name", ["force", "month", "kind", "topic", "operation", "rule"])
    def test_each_filter_leaves_as_many_as_it_says(self, open_page, every_release, name):
        page = open_page(every_release)
        page.click("#more")
        label = page.locator(f"#filter-{name} option").nth(1).text_content()
        page.select_option(f"#filter-{name}", index=1)
        assert hits(page).startswith(f"{re.search(r'[(]([0-9]+)[)]$', label)[1]} of")

    def test_what_does_not_hold_can_be_asked_for(self, open_page, parsed, every_release):
        page = open_page(every_release)
        page.click("#more")
        page.check("#broken")
        found = [*(item for record in parsed[:-1] for item in (*record.comparisons, *record.breakdowns))]
        assert any(item.consistent is False for item in found)
        wrong = sum(
            any(item.consistent is False for item in (*record.comparisons, *record.breakdowns))
            for record in parsed[:-1]
        )
        assert hits(page).startswith(f"{wrong} of")

    def test_a_sample_is_the_same_for_its_seed(self, open_page, every_release):
        page = open_page(every_release)
        page.click("#more")
        page.fill("#size", "5")
        page.fill("#seed", "3")
        page.click("#draw")
        first = page.locator(".row b").all_text_contents()
        assert len(first) == 5
        page.fill("#seed", "4")
        page.click("#draw")
        assert page.locator(".row b").all_text_contents() != first
        page.fill("#seed", "3")
        page.click("#draw")
        assert page.locator(".row b").all_text_contents() == first


class TestTheRelease:
    def test_its_text_is_whole_and_its_rows_are_its_findings(self, open_page, parsed, one_release):
        page = open_page(one_release)
        assert page.evaluate("document.querySelector('.text').textContent") == parsed[0].text
        assert page.locator("button.item[data-list=claims]").count() == len(parsed[0].claims)

    def test_a_row_shows_its_place_and_a_mark_its_row(self, open_page, parsed, one_release):
        page = open_page(one_release)
        claim = parsed[0].claims[2]
        page.click(f"#item-{claim.id}")
        assert page.locator(".text .hit").first.text_content() in (claim.span.text, claim.measured_entity.text)
        page.locator(".text mark.claims").first.click()
        assert page.get_attribute("#item-c1", "aria-current") == "true"

    def test_every_claim_and_quote_has_an_address(self, open_page, parsed, every_release):
        release = next(each for each in parsed if each.quotes)
        page = open_page(every_release, address=f"#{release.id[:16]}/q1")
        assert page.get_attribute("#item-q1", "aria-current") == "true"
        assert page.get_attribute("#item-q1 ~ a", "href") == f"#{release.id[:16]}/q1"
        page.click("#item-c1")
        assert page.evaluate("location.hash") == f"#{release.id[:16]}/c1"

    def test_the_whole_id_is_an_address_too(self, open_page, parsed, every_release):
        page = open_page(every_release, address=f"#{parsed[3].id}")
        assert page.evaluate("document.querySelector('.text').textContent") == parsed[3].text

    def test_the_original_page_can_be_opened(self, open_page, release):
        page = open_page(rp.view(release.model_copy(update={"url": "https://example.org/news/1"})))
        assert page.get_attribute(".from a", "href") == "https://example.org/news/1"

    @pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,<script>alert(1)</script>"])
    def test_an_address_that_is_a_program_is_no_link(self, open_page, release, url):
        page = open_page(rp.view(release.model_copy(update={"url": url})))
        assert page.locator(".from a").count() == 0

    def test_nothing_of_a_record_runs(self, open_page, release):
        hostile = release.model_copy(
            update={"title": "<img src=x onerror=alert(2)>", "publisher": "<script>alert(3)</script>"}
        )
        page = open_page(
            rp.view([hostile, Failure(source="<svg onload=alert(4)>", stage="read", error="</script><script>alert(5)")])
        )
        assert page.locator("#record img, #record svg, #record script").count() == 0
        page.keyboard.press("j")
        page.wait_for_timeout(100)
        assert page.locator("#record img, #record svg, #record script").count() == 0
        assert "<script>alert" in page.text_content("#record")

    def test_what_does_not_hold_stands_on_top(self, open_page, release):
        claim = release.claims[0]
        two = claim.model_copy(update={"id": "c2", "span": span("101"), "quantity": Quantity(value=101), "quote": None})
        broken = release.model_copy(
            update={
                "claims": (claim, two),
                "comparisons": (
                    Comparison(current="c1", baseline="c2", direction="increase", consistent=False, rule="against"),
                ),
            }
        )
        page = open_page(rp.view(broken))
        assert page.locator(".found > *").first.text_content() == "Does not hold"
        assert "34 (c1) against 101 (c2)" in page.text_content(".broken")

    def test_overlapping_marks_are_all_there(self, open_page, release):
        page = open_page(rp.view(release))
        piece = page.locator(".text mark", has_text="34").first
        assert set(piece.get_attribute("class").split()) == {"claims", "quotes"}
        assert piece.get_attribute("data-first") == "C"


class TestTheKeyboard:
    def test_walks_through_releases_and_rows(self, open_page, every_release):
        page = open_page(every_release)
        first = page.text_content("#record h2")
        page.keyboard.press("j")
        page.wait_for_function("first => document.querySelector('#record h2').textContent !== first", arg=first)
        page.keyboard.press("k")
        page.wait_for_function("first => document.querySelector('#record h2').textContent === first", arg=first)
        page.keyboard.press("ArrowDown")
        assert page.locator(".item[aria-current=true]").count() == 1

    def test_enter_goes_to_the_text_and_back(self, open_page, one_release):
        page = open_page(one_release)
        page.click("#item-c1")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.matches('.text mark')")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "item-c1"

    def test_letters_that_are_written_are_no_commands(self, open_page, one_release):
        page = open_page(one_release)
        page.keyboard.press("/")
        page.keyboard.type("jyn?")
        assert page.input_value("#query") == "jyn?"
        assert not page.is_visible("#help")

    def test_help(self, open_page, one_release):
        page = open_page(one_release)
        page.keyboard.press("?")
        assert "verdict: right" in page.text_content("#keys")
        page.keyboard.press("Escape")
        assert not page.is_visible("#help")


class TestWhy:
    TEXT = "Officers made 34 arrests on 4 May 2020 for 12 thefts a week in Kelsham."

    @pytest.fixture
    def page(self, open_page, parser):
        return open_page(rp.view(parser.parse(self.TEXT), parser=parser))

    def test_w_says_which_rule_gave_each_field_of_the_chosen_row(self, page):
        page.click("#item-c1")
        page.keyboard.press("w")
        assert "arrest noun_behind" in page.text_content(".why")
        assert "verb_above The nearest verb above" in page.text_content(".why")
        page.click("#item-c2")
        assert "theft" in page.text_content(".why")
        page.keyboard.press("w")
        assert page.locator(".why").count() == 0

    def test_a_number_that_is_no_claim_says_which_mask_took_it(self, page):
        page.click(".text mark.none")
        assert page.get_attribute("#item-x1", "aria-current") == "true"
        assert "4 May 2020" in page.text_content("#item-x1")
        assert "no claim A date or a time of day. · rule date" in page.text_content("#item-x1")
        assert page.evaluate("location.hash").endswith("/x1")

    def test_without_explanations_the_rule_that_found_it_is_told_and_where_the_others_are(self, open_page, parser):
        page = open_page(rp.view(parser.parse("Thefts fell by 5%."), explain=False))
        page.click("#item-c1")
        page.click("#why")
        assert "release-parser explain FILE c1" in page.text_content(".why")
        assert page.locator(".text mark.none").count() == 0

    def test_what_is_measured_is_said_as_people_say_it(self, open_page, parser):
        page = open_page(
            rp.view(
                parser.parse(
                    "Officers seized 4kg of heroin. The 45-year-old driver was held. Robbery fell by 20 per cent."
                )
            )
        )
        said = page.locator("[id^=item-c] .said").all_text_contents()
        assert said[0] == "4 kilograms of heroin"
        assert said[1] == "45 years old · driver"
        assert said[2] == "20 percent · Robbery"

    def test_a_rate_is_said_behind_what_is_counted(self, page):
        assert "12 thefts a week" in page.text_content("#item-c2 .said")


class TestVerdicts:
    def test_are_kept_and_saved_as_json_lines(self, open_page, parsed, every_release, tmp_path):
        release = parsed[0]
        page = open_page(every_release)
        page.click("#item-c1")
        page.keyboard.press("y")
        page.click("#item-c2")
        page.keyboard.press("n")
        page.keyboard.press("m")
        page.fill("#note-text", "counts homes, not break-ins")
        page.click("#note-save")
        page.click("#more")
        with page.expect_download() as download:
            page.click("#export")
        download.value.save_as(tmp_path / "verdicts.jsonl")
        verdicts = [json.loads(line) for line in (tmp_path / "verdicts.jsonl").read_text(encoding="utf-8").splitlines()]
        assert [(each["item"], each["verdict"], each.get("note")) for each in verdicts] == [
            ("c1", "right", None),
            ("c2", "wrong", "counts homes, not break-ins"),
        ]
        judged = judge(read_verdicts(tmp_path / "verdicts.jsonl"))  # what `release-parser evaluate` reads
        assert (judged["claims"].right, judged["claims"].wrong) == (1, 1)
        for each, claim in zip(verdicts, release.claims, strict=False):
            assert (each["release"], each["list"], each["span"], each["rule"]) == (
                release.id,
                "claims",
                claim.span.text,
                claim.rule,
            )

    def test_unjudged_releases_can_be_asked_for(self, open_page, parsed, every_release):
        page = open_page(every_release)
        page.click("#item-c1")
        page.keyboard.press("y")
        page.click("#more")
        page.check("#unjudged")
        assert hits(page).startswith(f"{len(parsed) - 1} of")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [400, 800, 1600])
def test_it_can_be_used_by_all(open_page, parsed, every_release, scheme, width):
    """axe-core, the accessibility checks of the field, finds nothing; nothing is wider than the window."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    page = open_page(
        every_release,
        color_scheme=scheme,
        viewport={"width": width, "height": 900},
        address=f"#{parsed[2].id[:16]}/c1",
    )
    page.click("#more")
    found = axe.Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_theme_is_the_systems_until_it_is_switched(open_page, one_release):
    page = open_page(one_release, color_scheme="dark")
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.click("#theme")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != dark


def test_on_paper_it_is_the_release_and_its_record(open_page, one_release):
    page = open_page(one_release)
    page.wait_for_selector("#item-c1")
    page.emulate_media(media="print")
    assert not page.is_visible("#query")
    assert not page.is_visible("#list")
    assert page.is_visible("#item-c1")
    assert page.is_visible(".text")


def test_a_notebook_shows_it_in_a_frame(browser, parsed):
    page = browser.new_page()
    page.set_content(f"<body style='background:#111'>{rp.view(parsed[0])._repr_html_()}</body>")
    frame = page.frame_locator("iframe")
    frame.locator("body[data-ready]").wait_for()
    frame.locator("#item-c1").click()
    assert frame.locator(".text .hit").count() >= 1
    page.close()
