"""Claims in table rows take what they count from the row or the column, and their time from the column."""

import datetime as dt

import pytest

from release_parser.link.tables import find_tables
from release_parser.text import read_page

YEARS = """Crime in Kelsham

The figures are:

| Offence | 2019 | 2020 | Change |
|---|---|---|---|
| Burglary | 1,200 | 900 | -25% |
| Theft from shops | 400 | 500 | 30% |
"""

DIVISIONS = """A week of checks

The results were:

| Division | Vehicles stopped | Highest speed |
| --- | --- | --- |
| Easterby | 412 | 121mph |
| Kelsham | 390 | 97mph |
"""


@pytest.fixture(scope="module")
def years(parser):
    return parser.parse(YEARS)


def test_years_in_the_head_are_no_claims(years):
    assert [claim.span.text for claim in years.claims] == ["1,200", "900", "25%", "400", "500", "30%"]


def test_a_row_says_what_is_counted(years):
    assert [(claim.head, claim.measured_entity.text) for claim in years.claims[2:4]] == [
        ("burglary", "Burglary"),
        ("theft", "Theft from shops"),
    ]


def test_a_column_says_when(years):
    assert [claim.period.start for claim in years.claims[:2]] == [dt.date(2019, 1, 1), dt.date(2020, 1, 1)]


def test_two_years_are_compared_and_checked(years):
    first, second = years.comparisons
    assert (first.current, first.baseline, first.change, first.direction, first.consistent) == (
        "c2",
        "c1",
        "c3",
        "decrease",
        True,
    )
    assert (second.expected_change, second.consistent) == (25, False)


def test_a_column_of_results_says_what_is_counted(parser):
    claims = parser.parse(DIVISIONS).claims
    assert [(claim.span.text, claim.head, claim.predicate) for claim in claims[::2]] == [
        ("412", "vehicle", "stop"),
        ("390", "vehicle", "stop"),
    ]
    assert claims[1].head == "speed"


def claims_of(parser, table: str) -> list[tuple]:
    return [
        (claim.span.text, claim.head) for claim in parser.parse(f"Crime in Kelsham\n\nThe figures:\n\n{table}").claims
    ]


def test_a_table_without_outer_bars(parser):
    assert claims_of(parser, "Offence | 2019 | 2020\nBurglary | 420 | 315\nTheft | 800 | 720") == [
        ("420", "burglary"),
        ("315", "burglary"),
        ("800", "theft"),
        ("720", "theft"),
    ]


def test_a_year_before_its_row_is_a_label_and_says_when(parser):
    release = parser.parse("Crime in Kelsham\n\nThe figures:\n\n| Year | Arrests |\n| 2019 | 420 |\n| 2020 | 315 |")
    assert [(claim.span.text, claim.head, claim.period.start.year) for claim in release.claims] == [
        ("420", "arrest", 2019),
        ("315", "arrest", 2020),
    ]


def test_a_change_takes_its_unit_from_the_head(parser):
    release = parser.parse(
        "Crime\n\nThe figures:\n\n| Offence | 2019 | 2020 | Change (%) |\n| Theft | 800 | 720 | -10 |"
    )
    assert [(claim.quantity.kind, claim.direction) for claim in release.claims][-1] == ("percentage", "decrease")
    assert release.comparisons[0].consistent is True


def test_last_years_figure_in_brackets(parser):
    release = parser.parse(
        "Crime\n\nThe figures:\n\n| Offence | 2020 (2019) |\n|---|---|\n| Theft | 720 (800) |\n| Fraud | 40 (30) |"
    )
    assert [(claim.span.text, claim.head, claim.period.start.year) for claim in release.claims] == [
        ("720", "theft", 2020),
        ("800", "theft", 2019),
        ("40", "fraud", 2020),
        ("30", "fraud", 2019),
    ]


def test_a_rate_has_its_denominator_in_the_head(parser):
    release = parser.parse(
        "Crime\n\nThe figures:\n\n| Offence | Rate per 100,000 |\n|---|---|\n| Theft | 72.5 |\n| Fraud | 40.1 |"
    )
    assert [claim.quantity.per for claim in release.claims] == ["per 100,000", "per 100,000"]


def test_bars_of_a_menu_are_no_table(parser):
    page = read_page("Crime in Kelsham\n\nHome | News | 34 videos\n\nOfficers made 12 arrests.")
    assert "row" not in [block.kind for block in page.blocks]


def test_cells_that_tabs_part(parser):
    text = "Crime\n\nOffence\t2024\t2025\nBurglary\t40\t31\nRobbery\t\t12\t14\n\nItem\tQuantity\nGuns\t4\nKnives\t7"
    release = parser.parse(text)
    assert [(claim.span.text, claim.head, claim.period and claim.period.start.year) for claim in release.claims] == [
        ("40", "burglary", 2024),
        ("31", "burglary", 2025),
        ("12", "robbery", 2024),
        ("14", "robbery", 2025),
        ("4", "gun", None),
        ("7", "knife", None),
    ]
    assert [text[claim.span.start : claim.span.end] for claim in release.claims][:2] == ["40", "31"]


def test_a_tab_inside_prose_is_a_space(parser):
    release = parser.parse("Police\tarrested two men.\nThey were held.")
    assert [claim.predicate for claim in release.claims] == ["arrest"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Area | North | South\nThefts | 3 | 4", [(["Area", "North", "South"], [["Thefts", "3", "4"]])]),
        ("Offence | 2019 | 2020\nThefts | 3 | 4", [(["Offence", "2019", "2020"], [["Thefts", "3", "4"]])]),
        ("Thefts | 3 | 4\nArson | 5 | 6", [([], [["Thefts", "3", "4"], ["Arson", "5", "6"]])]),
        # a row that stands alone above a gap names no columns
        (
            "Police met.\n\n| Seized | 3 knives | 4 guns |\n\n| Area | North | South |\n| Thefts | 3 | 4 |",
            [([], [["Seized", "3 knives", "4 guns"]]), (["Area", "North", "South"], [["Thefts", "3", "4"]])],
        ),
    ],
)
def test_the_row_that_names_the_columns(text, found):
    assert [
        ([cell.text for cell in table.head], [[cell.text for cell in row] for row in table.rows])
        for table in find_tables(read_page(text))
    ] == found


def test_rows_of_counted_things_have_no_head(parser):
    release = parser.parse("Officers acted.\n\n| Seized | 3 knives | 4 guns |\n| Found | 2 cars | 1 bike |\n")
    assert [(claim.span.text, claim.head) for claim in release.claims] == [
        ("3", "knife"),
        ("4", "gun"),
        ("2", "car"),
        ("1", "bike"),
    ]


def test_counted_things_above_bare_numbers_name_their_columns(parser):
    release = parser.parse("Officers acted.\n\n| Area | 3 knives | 4 guns |\n| North | 5 | 6 |\n")
    assert [(claim.span.text, claim.head) for claim in release.claims] == [("5", "knife"), ("6", "gun")]
