"""What a quantity is per, and what only looks like it."""

from __future__ import annotations

import pytest

from release_parser.evaluate.marked import check_marked
from release_parser.extract.rates import RATES


@pytest.mark.parametrize("rule", list(RATES), ids=lambda rule: rule.name)
def test_each_rule_proves_itself(parser, rule):
    faults = [fault for sentence in (*rule.finds, *rule.ignores) for fault in check_marked(parser, sentence)]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize(
    ("text", "pers"),
    [
        ("They found two bags worth £40 each.", [None, "each"]),
        ("He got four years on each count.", ["each count"]),
        ("There was one theft every 17 minutes.", ["every 17 minutes", None]),
        ("It cost £3m a year.", ["a year"]),
        ("We take 400 calls a day and 90 reports a night.", ["a day", "a night"]),
        ("We take 400 calls a week, on average.", ["a week"]),
        ("Officers made 40 arrests over a weekend.", [None]),
        ("Officers seized 40 knives a year on.", [None]),
        ("Two men were jailed a month later.", [None]),
        ("It took 12 officers a week to search it.", [None]),
        ("Nine cars a night shift were stopped.", [None]),
        ("They met each other at 40 homes.", [None]),
        ("Each day 40 cars pass.", [None]),
    ],
)
def test_what_it_is_per(parser, text, pers):
    assert [claim.quantity.per for claim in parser.parse(text).claims] == pers
