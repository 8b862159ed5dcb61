"""Totals with their parts: what they are, and whether they agree."""

from __future__ import annotations

import pytest


def test_a_list_of_ages_and_one_of_its_people_is_a_total_without_parts_and_so_no_breakdown(parser):
    text = "Two 17-year-old girls and a 12-year-old girl were hurt in Kelsham, with one taken to hospital with a broken arm."
    release = parser.parse(text)
    assert [claim.span.text for claim in release.claims][:2] == ["Two", "17-year-old"]
    assert all(breakdown.parts for breakdown in release.breakdowns)


@pytest.mark.parametrize(
    ("total", "parts", "holds"),
    [
        ("More than 100", (60, 50), True),
        ("More than 100", (60, 51), None),
        ("More than 100", (60, 39), None),
        ("Fewer than 100", (50, 40), True),
        ("Fewer than 100", (50, 39), None),
        ("Fewer than 100", (61, 40), None),
        ("About 100", (60, 50), True),
        ("About 100", (50, 40), True),
        ("About 100", (60, 51), None),
        ("Exactly 100", (60, 41), False),
    ],
)
def test_a_bound_leaves_a_tenth_open(parser, total, parts, holds):
    """'More than 100' is 100 to 110; what lies elsewhere says nothing, since its parts need not be all."""
    release = parser.parse(f"{total} people were arrested: {parts[0]} in Kelsham and {parts[1]} in Thorn.")
    assert [(each.complete, each.consistent) for each in release.breakdowns] == [(True, holds)]
