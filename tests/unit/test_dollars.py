"""Whose dollars a bare '$' is."""

from __future__ import annotations

import pytest


def test_the_rand_is_a_sign_in_south_africa_alone(parser):
    text = "Over R1.2 million was seized, R350,000 of it in cash, on the R50."
    release = parser.parse(text, publisher="South African Police Service")
    assert [(claim.quantity.value, claim.quantity.unit) for claim in release.claims] == [
        (1_200_000, "ZAR"),
        (350_000, "ZAR"),
    ]
    assert parser.parse(text, publisher="Kent Police").claims == ()


@pytest.mark.parametrize(
    ("publisher", "text", "units"),
    [
        ("RCMP", "Officers seized $4,500 in cash.", ["CAD"]),
        ("Royal Canadian Mounted Police", "Officers seized US$4,500 and $300 Canadian.", ["USD", "CAD"]),
        ("New Zealand Police", "Stolen tools worth $1.2 million were found in Taihape.", ["NZD"]),
        ("NSW Police", "Police seized 300 dollars and 200 American dollars.", ["AUD", "USD"]),
        ("Hong Kong Police", "Goods worth $460,000 were seized.", ["HKD"]),
        ("Kent Police", "Officers seized $4,500 and £20 in cash.", ["USD", "GBP"]),
        ("U.S. Attorney's Office", "He must pay $1,200.", ["USD"]),
        (None, "Officers seized $4,500 in cash.", ["dollar"]),
    ],
)
def test_bare_dollars_are_those_of_the_publisher(parser, publisher, text, units):
    release = parser.parse(text, publisher=publisher)
    assert [claim.quantity.unit for claim in release.claims] == units
