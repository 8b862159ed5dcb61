"""The workbook: what a person with Excel sees."""

from __future__ import annotations

import datetime as dt

import openpyxl
import pytest

import release_parser as rp
from fakes import record
from release_parser.errors import InputError, UnsupportedFormatError
from release_parser.records import Failure
from release_parser.sinks import open_sink, workbook
from release_parser.text import Document


@pytest.fixture
def write(tmp_path):
    def written(*records, name="out.xlsx", **options):
        with open_sink(tmp_path / name, **options) as sink:
            for each in records:
                sink.write(each)
        return openpyxl.load_workbook(tmp_path / name)

    return written


@pytest.fixture(scope="module")
def release(parser):
    return parser.parse(
        "Burglars caught in Kelsham\n\nIn 2020 thefts fell from 420 to 315, a decrease of 35 per cent.\n\n"
        "Under Operation Sandpiper, more than 60 suspected burglars were arrested and £2.5m was seized.\n\n"
        "DI Kay Ash said: “We will not stop here.”",
        published="2021-01-15",
        publisher="Kelsham Police",
        url="https://example.org/1",
        source="a.txt",
    )


def rows(book, sheet) -> list[dict]:
    head, *rest = book[sheet].iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rest]


def test_a_claim_is_a_row_with_what_people_read_first(write, release):
    book = write(release)
    assert [cell.value for cell in book["claims"][1]][:5] == ["title", "url", "published", "publisher", "sentence"]
    row = next(each for each in rows(book, "claims") if each["value"] == 60)
    assert (row["title"], row["url"], row["publisher"]) == (
        "Burglars caught in Kelsham",
        "https://example.org/1",
        "Kelsham Police",
    )
    assert (row["published"], row["bound"], row["head"], row["predicate"], row["operations"]) == (
        dt.datetime(2021, 1, 15),  # noqa: DTZ001 - Excel knows no zones
        "more_than",
        "burglar",
        "arrest",
        "Sandpiper",
    )
    assert len(rows(book, "claims")) == len(release.claims)


def test_a_figure_has_its_month_and_its_operations_for_a_pivot_table(write, release):
    (arrests,) = [row for row in rows(write(release), "tallies") if row["topic"] == "arrest"]
    assert (arrests["month"], arrests["operations"], arrests["credit"]) == ("2021-01", "Sandpiper", "sentence")


@pytest.mark.parametrize(
    ("text", "operations", "credit"),
    [
        ("Operation Sandpiper began in May.\n\nThe operation led to 12 arrests.", "Sandpiper", "reference"),
        ("Operation Sandpiper began in May.\n\nPolice in Kelsham made 12 arrests.", "Sandpiper", "release"),
        ("Operations Sandpiper and Heron began.\n\nPolice in Kelsham made 12 arrests.", None, None),
        ("Police in Kelsham made 12 arrests.", None, None),
    ],
)
def test_what_ties_a_figure_to_an_operation(write, parser, text, operations, credit):
    (arrests,) = rows(write(parser.parse(text)), "tallies")
    assert (arrests["operations"], arrests["credit"], arrests["month"]) == (operations, credit, None)


def test_the_sheets(write, release):
    book = write(release, Failure(source="scan.pdf", stage="read", error="it has no text"))
    assert book.sheetnames == [
        "tallies",
        "claims",
        "quotes",
        "people",
        "operations",
        "contradictions",
        "releases",
        "failures",
    ]
    assert [(row["speaker"], row["content"]) for row in rows(book, "quotes")] == [("Kay Ash", "We will not stop here.")]
    assert [(row["rank"], row["name"]) for row in rows(book, "people")] == [("DI", "Kay Ash")]
    assert [row["name"] for row in rows(book, "operations")] == ["Sandpiper"]
    assert [row["says"] for row in rows(book, "contradictions")] == ["315 / 420 / 35 per cent"]
    assert [row["expected"] for row in rows(book, "contradictions")] == [25]
    assert rows(book, "failures") == [{"source": "scan.pdf", "stage": "read", "error": "it has no text"}]
    assert [row["title"] for row in rows(book, "tallies")] == ["Burglars caught in Kelsham"] * len(release.tallies)


def test_headings_stay_in_sight_and_filter(write, release):
    sheet = write(release)["claims"]
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref.startswith("A1:")
    assert sheet["A1"].font.bold


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "https://example.org", "{=1}"])
def test_text_is_never_a_formula_or_a_link(write, text):
    book = write(record(Document("34 arrests", title=text, publisher=text)))
    cell = book["releases"]["D2"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


def test_what_is_longer_than_a_cell_is_cut_and_says_so(write):
    cell = write(record(Document("34 " + "x" * 40_000)))["claims"]["E2"]
    assert cell.value.endswith("x…")
    assert len(cell.value) <= workbook.CHARACTERS_OF_A_CELL


def test_characters_that_xml_cannot_hold_are_shown(write):
    assert write(record(Document("34 \x1b[31m arrests")))["claims"]["E2"].value == "34 \ufffd[31m arrests"


def test_a_number_with_more_digits_than_excel_keeps_is_text(write):
    value = write(record(Document("12345678901234567 arrests")))["claims"]["F2"].value
    assert value in ("12345678901234567", 12345678901234567.0)
    assert str(value) == "12345678901234567"


def test_more_rows_than_a_sheet_holds_go_on_in_the_next(write, monkeypatch):
    monkeypatch.setattr(workbook, "ROWS_OF_A_SHEET", 4)
    book = write(record(Document("1 2 3 4 5 6 7")))
    assert [len(rows(book, name)) for name in ("claims", "claims 2", "claims 3")] == [3, 3, 1]


def test_the_same_records_are_the_same_bytes(write, release, tmp_path):
    write(release, name="a.xlsx")
    write(release, name="b.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_it_takes_the_place_of_its_own_and_of_no_other(write, release, tmp_path):
    write(release)
    write(release)
    other = openpyxl.Workbook()
    other.save(tmp_path / "theirs.xlsx")
    with pytest.raises(InputError, match="did not write it"):
        write(release, name="theirs.xlsx")
    assert write(release, name="theirs.xlsx", force=True).sheetnames[0] == "tallies"


def test_it_is_not_read_back(tmp_path, write, release):
    write(release)
    with pytest.raises(UnsupportedFormatError, match="holds no whole records"):
        list(rp.load(tmp_path / "out.xlsx"))
