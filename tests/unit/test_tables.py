"""Claims in table rows take what they count from the row or the column, and their time from the column."""

import datetime as dt

import pytest

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
