"""The report: every figure is the sum of the tallies below it, and leads to their sentences."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from release_parser.errors import InputError
from release_parser.records import (
    Breakdown,
    Claim,
    Comparison,
    Failure,
    Operation,
    ParserInfo,
    Person,
    Quantity,
    Quote,
    Release,
    Span,
    Speaker,
    Tally,
    release_id,
)
from release_parser.report import Report
from release_parser.report.gather import Gathered, total
from release_parser.report.page import THINGS_SHOWN, Sum, number
from release_parser.report.plots import bars, histogram, spark
from release_parser.view import view

pytest.importorskip("matplotlib", reason="the extra for reports is not installed")

TEXT = "Kelsham raids <b>\n\nOp Sandpiper: 12 men arrested, 2kg and £500 seized, up from 420 to 315. “We go on,” said DI Kay Ash."


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start=start, end=start + len(words), text=words)


def claim(number: int, words: str, value: int, **fields) -> Claim:
    quantity = {key: fields.pop(key) for key in ("unit", "kind", "bound") if key in fields}
    return Claim(
        id=f"c{number}",
        span=span(words),
        quantity=Quantity(value=value, **quantity),
        sentence=span("12 men arrested"),
        rule="x",
        **fields,
    )


def release(month: int = 1, *, extra: str = "", tallies: tuple[Tally, ...] | None = None, **fields) -> Release:
    given = {
        "published": f"2021-{month:02}-15",
        "publisher": "Kelsham Police",
        "url": "https://example.org/1",
        "claims": (
            claim(1, "12", 12, operations=("Sandpiper",)),
            claim(2, "2kg", 2, unit="kilogram", kind="mass"),
            claim(3, "£500", 500, unit="GBP", kind="money"),
            claim(4, "420", 420),
            claim(5, "315", 315),
        ),
        "comparisons": (Comparison(current="c5", baseline="c4", direction="increase", consistent=False, rule="x"),),
        "operations": (Operation(name="Sandpiper", span=span("Sandpiper"), mentions=(span("Sandpiper"),), rule="x"),),
        "people": (Person(name="Kay Ash", rank="DI", span=span("Kay Ash"), mentions=(span("Kay Ash"),), rule="x"),),
        "quotes": (
            Quote(id="q1", content="We go on,", spans=(span("We go on,"),), speaker=Speaker(person="Kay Ash", span=span("Kay Ash")), rule="x"),
        ),
        "tallies": (
            Tally(topic="arrest", thing="people", value=12, claims=("c1",), rule="x"),
            Tally(topic="seizure.drugs", thing="cannabis", value=2, unit="kilogram", claims=("c2",), rule="x"),
        )
        if tallies is None
        else tallies,
    } | fields  # fmt: skip
    text = TEXT + extra
    return Release(id=release_id(text), text=text, parser=ParserInfo(version="0", model="m"), **given)


def gathered(*records) -> Gathered:
    found = Gathered()
    for record in records:
        found.add(record)
    return found


class TestSums:
    def test_a_sum_is_of_its_tallies(self):
        sums = gathered(release(1), release(2, extra=" ")).sums()
        assert {
            topic: {thing: total(figures) for thing, figures in things.items()} for topic, things in sums.items()
        } == {
            "arrest": {("people", ""): 24},
            "seizure.drugs": {("cannabis", "gram"): 4000},
        }

    @pytest.mark.parametrize("fields", [{"bound": "at_most"}, {"bound": "less_than"}, {"upper": 20}])
    def test_what_may_be_anything_is_listed_but_not_added(self, fields):
        tally = Tally(topic="arrest", thing="people", value=12, claims=("c1",), rule="x", **fields)
        ((_, figures),) = gathered(release(tallies=(tally,))).sums()["arrest"].items()
        assert (len(figures), total(figures)) == (1, 0)

    def test_arrests_are_credited_to_the_operation_that_the_claim_credits(self):
        found = gathered(release(1), release(2, extra=" "))
        assert {key: total(figures) for key, figures in found.arrests.items()} == {"sandpiper": 24}

    @pytest.mark.parametrize("fields", [{"bound": "at_most"}, {"upper": 20}])
    def test_arrests_that_are_not_added_are_credited_to_nobody(self, fields):
        tally = Tally(topic="arrest", thing="people", value=12, claims=("c1",), rule="x", **fields)
        assert not gathered(release(tallies=(tally,))).arrests

    def test_spellings_of_an_operation_meet(self):
        name = "SANDPIPER"
        other = release(
            2,
            extra=" ",
            claims=(),
            tallies=(),
            comparisons=(),
            quotes=(),
            operations=(Operation(name=name, span=span("Sandpiper"), mentions=(span("Sandpiper"),), rule="x"),),
        )
        assert gathered(release(1), other).operations == {"sandpiper": {"2021-01": 1, "2021-02": 1}}

    def test_sentences_are_years_of_what_courts_gave(self):
        claims = (
            claim(1, "12", 12, topic="sentence", unit="year", kind="duration"),
            claim(2, "315", 18, topic="sentence", unit="month", kind="duration"),
            claim(3, "420", 14, topic="sentence", unit="year", kind="duration", bound="at_most"),
        )
        found = gathered(release(claims=claims, comparisons=(), tallies=()))
        assert [term.years for term in found.terms] == [12, Decimal("1.5")]

    def test_coverage(self):
        found = gathered(
            release(1), release(2, extra=" ", published=None, tallies=()), Failure(source="a", stage="read", error="x")
        )
        assert (found.without["date"], found.without["tally"], found.without["quote"]) == (1, 1, 0)
        assert [(first.error, count) for first, count in found.failures] == [("x", 1)]
        assert found.months == ["2021-01"]

    def test_a_timeline_has_no_gaps(self):
        assert gathered(release(1), release(4, extra=" ")).months == ["2021-01", "2021-02", "2021-03", "2021-04"]

    @pytest.mark.parametrize(
        ("value", "unit", "shown"),
        [
            ("165", "month", "165 months"),
            ("1", "year", "1 year"),
            ("35", "percent", "35 per cent"),
            ("228", None, "228"),
        ],
    )
    def test_what_the_figures_give_has_its_unit(self, value, unit, shown):
        claims = (
            claim(
                1,
                "12",
                12,
                unit=unit,
                kind="count" if unit is None else "percentage" if unit == "percent" else "duration",
            ),
            claim(2, "420", 420),
            claim(3, "315", 315),
        )
        wrong = Breakdown(total="c1", parts=("c2", "c3"), expected=value, consistent=False, rule="x")
        found = gathered(release(claims=claims, comparisons=(), breakdowns=(wrong,), tallies=()))
        assert [each.expected for each in found.contradictions] == [shown]


class TestThePage:
    def test_arrests_of_an_operation_lead_to_their_tallies(self):
        page = Report([release(1), release(2, extra=" ")]).html
        assert '<a href="#operation-0">24</a>' in page
        assert page[page.index('id="operation-0"') :].split("</details>")[0].count("<tr><td") == 2

    def test_a_speaker_is_one_row_whatever_the_rank(self):
        promoted = Person(name="Kay Ash", rank="DCI", span=span("Kay Ash"), mentions=(span("Kay Ash"),), rule="x")
        page = Report([release(1), release(2, extra=" ", people=(promoted,)), release(3, extra="  ")]).html
        assert page.count('<th scope="row">Kay Ash</th><td>DI</td><td>Kelsham Police</td><td class="value">3</td>') == 1

    def test_rare_things_are_folded_away(self):
        things = [f"thing{number}" for number in range(THINGS_SHOWN + 3)]
        tallies = tuple(Tally(topic="loss", thing=thing, value=1, claims=("c1",), rule="x") for thing in things)
        page = Report([release(tallies=tallies)]).html
        assert "3 more things" in page
        assert all(f"{thing}:" in page for thing in things)

    @pytest.mark.parametrize(
        ("thing", "unit", "value", "shown"),
        [
            ("knife", "", 3, "3 knives"),
            ("firearm", "", 1, "1 firearm"),
            ("cannabis", "gram", 4000, "4 kg of cannabis"),
            ("tool", "GBP", 1200, "1,200 GBP worth of tool"),
            ("cash", "GBP", 500, "500 GBP"),
            ("", "GBP", 500, "500 GBP"),
        ],
    )
    def test_what_was_seized_is_said_in_words(self, thing, unit, value, shown):
        assert Sum("a", thing, unit, Decimal(value), []).seized == shown

    def test_what_has_no_sum_is_no_seizure_of_nothing(self):
        tally = Tally(
            topic="seizure.cash", thing="cash", unit="GBP", value=5, bound="at_most", claims=("c3",), rule="x"
        )
        page = Report([release(tallies=(tally,))]).html
        assert "0 GBP" not in page
        assert "no sum" in page

    def test_the_longest_sentences_are_said(self):
        claims = (claim(1, "12", 12, topic="sentence", unit="year", kind="duration"),)
        page = Report([release(claims=claims, comparisons=(), tallies=())]).html
        assert "1 sentence of a stated length" in page
        assert '<tr><td class="value">12</td><td class="month">2021-01</td>' in page

    def test_a_viewer_that_is_not_there_is_refused(self, tmp_path):
        with pytest.raises(InputError, match=r"--viewer page\.html: there is no such page.*release-parser view"):
            Report([release()], viewer="page.html").save(tmp_path / "report.html")
        (tmp_path / "page.html").write_text("<p>Something else</p>")
        with pytest.raises(InputError, match="is not a page that"):
            Report([release()], viewer="page.html").save(tmp_path / "report.html")
        assert not (tmp_path / "report.html").exists()

    def test_a_viewer_that_is_there_or_elsewhere_is_linked(self, tmp_path):
        view([release()]).save(tmp_path / "page.html")
        Report([release()], viewer="page.html").save(tmp_path / "report.html")
        Report([release()], viewer="https://news.example/page.html").save(tmp_path / "report.html")
        assert 'href="https://news.example/page.html#' in (tmp_path / "report.html").read_text()

    def test_a_figure_leads_to_its_tallies_and_their_sentences(self):
        page = Report([release(1), release(2, extra=" ")], title="Kelsham").html
        assert '<a href="#seizure-drugs-0">4 kg of cannabis</a>' in page
        details = page[page.index('id="seizure-drugs-0"') :].split("</details>")[0]
        assert details.count("<tr><td") == 2
        assert "12 men arrested" in details
        assert '<a href="https://example.org/1" rel="noopener noreferrer">Kelsham raids &lt;b&gt;</a>' in details

    def test_a_click_on_a_figure_opens_its_tallies_even_where_they_are_folded_away(self, browser, tmp_path):
        things = [f"thing{number}" for number in range(THINGS_SHOWN + 1)]
        tallies = tuple(
            Tally(topic="seizure.other", thing=thing, value=1, claims=("c1",), rule="x") for thing in things
        )
        drug = Tally(topic="seizure.other", thing="zinc", value=2, unit="kilogram", claims=("c2",), rule="x")
        path = Report([release(tallies=(*tallies, drug))]).save(tmp_path / "report.html")
        page = browser.new_page()
        page.goto(path.as_uri())
        page.click("text=2 kg of zinc")
        assert page.locator(f"#seizure-other-{THINGS_SHOWN + 1}").is_visible()
        page.close()

    def test_a_tally_leads_to_its_place_in_the_viewer(self):
        page = Report([release()], viewer="page.html").html
        assert f'<a href="page.html#{release().id[:16]}/t2">2 kilogram</a>' in page

    def test_what_comes_from_a_record_is_escaped(self):
        hostile = release(title="<script>alert(1)</script>", publisher='"><img src=x>', url="javascript:alert(1)")
        page = Report([hostile, Failure(source="a", stage="read", error="<i>")], title="<u>").html
        for bad in ("<script", "<img", "<i>", "<u>", "javascript:"):
            assert bad not in page

    @pytest.mark.parametrize(
        ("years", "median"), [((12,), "12"), ((2, 12), "7"), ((1, 2, 12), "2"), ((1, 2, 3, 12), "2.5")]
    )
    def test_the_median_of_sentences_is_half_way_between_the_two_in_the_middle(self, years, median):
        records = [
            release(
                extra=" " * at,
                claims=(claim(1, "12", value, topic="sentence", unit="year", kind="duration"),),
                comparisons=(),
                tallies=(),
            )
            for at, value in enumerate(years)
        ]
        assert f"the median {median} years" in Report(records).html

    def test_contradictions_come_with_their_sentences(self):
        page = Report([release()]).html
        assert "comparison: 315 / 420" in page

    def test_of_nothing(self):
        page = Report([]).html
        assert "0 releases" in page
        assert "No release has a tally." in page

    def test_the_same_records_are_the_same_page(self):
        assert Report([release()]).html == Report([release()]).html

    def test_nothing_asks_the_network(self):
        page = Report([release()]).html
        assert "default-src 'none'" in page
        assert not re.search(r"<(?:script|link|img|iframe)\b", page)

    def test_it_takes_the_place_of_its_own_and_of_no_other(self, tmp_path):
        report = Report([release()])
        report.save(tmp_path / "report.html")
        report.save(tmp_path / "report.html")
        (tmp_path / "mine.html").write_text("<p>mine</p>", encoding="utf-8")
        with pytest.raises(InputError, match="did not write it"):
            report.save(tmp_path / "mine.html")
        report.save(tmp_path / "mine.html", force=True)
        with pytest.raises(InputError, match="there is no folder"):
            report.save(tmp_path / "missing" / "report.html")


@pytest.mark.parametrize(
    ("value", "unit", "written"),
    [
        (1234567, "", "1,234,567"),
        (2500, "gram", "2.5 kg"),
        (500, "gram", "500 g"),
        (1200, "GBP", "1,200 GBP"),
        ("0.125", "", "0.12"),
        (100, "", "100"),
    ],
)
def test_numbers(value, unit, written):
    assert number(Decimal(value), unit) == written


def test_plots_have_titles_and_take_the_colour_of_the_text():
    for plot in (
        bars(["a", "b"], [1, 2], "Bars & more"),
        histogram([1, 2, 9], "Bars & more", "years"),
        spark([1, 2], "Bars & more"),
    ):
        assert plot.startswith('<svg role="img"')
        assert "<title>Bars &amp; more</title>" in plot
        assert "#010203" not in plot


def test_it_can_be_used_by_all(browser, tmp_path):
    """axe-core finds nothing in light and dark, and nothing is wider than the window."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    Report([release(1), release(2, extra=" ")], title="Kelsham").save(tmp_path / "report.html")
    for scheme in ("light", "dark"):
        page = browser.new_page(color_scheme=scheme, viewport={"width": 400, "height": 800})
        page.goto((tmp_path / "report.html").as_uri())
        page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")
        found = axe.Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") <= 400
        page.close()


def test_the_command(tmp_path):
    from typer.testing import CliRunner

    from release_parser.cli import app
    from release_parser.sinks import open_sink

    with open_sink(tmp_path / "records.jsonl") as sink:
        sink.write(release())
    out = tmp_path / "report.html"
    result = CliRunner().invoke(app, ["report", str(tmp_path / "records.jsonl"), "-o", str(out), "--title", "Kelsham"])
    assert (result.exit_code, result.output) == (0, f"1 release and 2 tallies in {out}\n")
    assert "<h1>Kelsham</h1>" in out.read_text(encoding="utf-8")
