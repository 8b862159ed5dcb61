"""What can be added up: each rule of `link.sums` finds what its sentences mark and leaves their traps alone."""

from __future__ import annotations

from decimal import Decimal

import pytest

from release_parser.evaluate.marked import check_marked
from release_parser.link.sums.apart import APART
from release_parser.link.sums.exact_parts import SUMS
from release_parser.link.sums.included import INCLUDED
from release_parser.link.sums.left_out import LEFT_OUT
from release_parser.link.sums.named_parts import NAMED_PARTS
from release_parser.link.sums.part_topics import LEVEL_TOPICS, PART_TOPICS
from release_parser.link.sums.restates import RESTATEMENTS
from release_parser.link.sums.together import BESIDE
from release_parser.link.sums.unnumbered import UNNUMBERED
from release_parser.measures import BASES, base_unit, in_base

TABLES = (RESTATEMENTS, APART, NAMED_PARTS, INCLUDED, SUMS, PART_TOPICS, LEVEL_TOPICS, LEFT_OUT, BESIDE, UNNUMBERED)
CASES = [
    pytest.param(sentence, id=f"{table.field}.{rule.name}.{number}")
    for table in TABLES
    for rule in table
    for number, sentence in enumerate((*rule.finds, *rule.ignores))
]


@pytest.mark.parametrize("marked", CASES)
def test_each_rule_holds_in_its_own_sentences(parser, marked: str):
    faults = check_marked(parser, marked, ())
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize(
    "table",
    TABLES,
    ids=(
        "restates",
        "apart",
        "named_parts",
        "included",
        "sums",
        "part_topics",
        "level_topics",
        "left_out",
        "beside",
        "unnumbered",
    ),
)
def test_each_rule_says_what_it_is_for_and_proves_it(table):
    for rule in table:
        assert rule.about, rule.name
        assert rule.finds, rule.name


@pytest.fixture(scope="module")
def registry():
    """pint's units, with exact numbers."""
    return pytest.importorskip("pint").UnitRegistry(non_int_type=Decimal)


@pytest.mark.parametrize(("base", "unit"), [(base, unit) for base, units in BASES.items() for unit in units])
def test_base_units_are_what_pint_makes_of_them(base, unit, registry):
    # pint's 'decade' is a step of a logarithmic scale
    number, name = (Decimal(70), "year") if unit == "decade" else (Decimal(7), unit)
    expected = registry.Quantity(number, name).to(base).magnitude
    value, found = in_base(Decimal(7), unit)
    assert found == base
    assert abs(value - expected) <= expected * Decimal("1e-20")


def test_money_is_its_own_base_and_what_has_none_gives_none():
    assert in_base(Decimal(5), "GBP") == (5, "GBP")
    assert base_unit("percent") is None
    assert in_base(Decimal(30), "mile_per_hour") is None


def test_a_thousand_like_claims_stay_linear(parser):
    """The same count a thousand times is looked up, not compared with all before it."""
    release = parser.parse("\n\n".join(f"In Kelsham {number} men were arrested." for number in range(2, 600)) * 2)
    assert len(release.claims) > 1000
    assert sum(claim.restates is not None for claim in release.claims) >= 500


ONE_OF_THEM = (
    "Officers carried out <claim value=2 tally=2>two</claim> warrants in Kelsham. <claim value=1 tally=null>One</claim> warrant was for another force.",
    "The crash injured <claim value=2 tally=2>two</claim> women. At last <claim value=1 tally=null>one</claim> woman who was hurt told a neighbour.",
    "Officers carried out <claim value=2 tally=3>two</claim> warrants in Kelsham and <claim value=1 tally=3>one</claim> warrant in Thorn.",
)


@pytest.mark.parametrize("marked", ONE_OF_THEM)
def test_one_of_several_who_were_counted_is_not_added(parser, marked: str):
    faults = check_marked(parser, marked, ())
    assert not faults, "\n".join(faults)


COUNTED_AND_TOLD = (
    "Officers arrested <claim value=2 tally=3>two</claim> men, aged <claim kind=age>40</claim> and <claim kind=age>43</claim>, and a <claim kind=age tally=3>44-year-old</claim> woman.",
    "<claim value=2 tally=3>Two</claim> <claim kind=age>18-year-old</claim> men and a <claim kind=age tally=3>17-year-old</claim> boy have been arrested.",
    "<claim value=2 tally=2>Two</claim> people, a man aged <claim kind=age tally=null>40</claim> and a woman aged <claim kind=age tally=null>30</claim>, have been arrested.",
    "<claim value=3 tally=3>Three</claim> people were arrested: <claim value=2 tally=null>two</claim> men, aged <claim kind=age>40</claim> and <claim kind=age>41</claim>, and a woman, <claim kind=age tally=null>39</claim>.",
    "Ash is charged with <claim value=6 tally=8>six</claim> counts of theft, <claim value=1 tally=8>one</claim> count of fraud and <claim value=1 tally=8>one</claim> count of arson.",
    "Kit Ash, <claim kind=age tally=1>40</claim>, pleaded guilty to stealing from <claim kind=age tally=null>17-year-olds</claim>.",
    "A man in his <claim kind=age tally=null>40s</claim> was jailed. Bo Roe, <claim kind=age tally=1>41</claim>, pleaded guilty to fraud.",
    "Kit Ash, <claim kind=age tally=2>40</claim>, was jailed. Bo Roe, <claim kind=age tally=2>31</claim>, pleaded guilty to fraud.",
    "A <claim kind=age tally=15>38-year-old</claim> man was arrested for theft. <claim value=14 tally=15>14</claim> other people were arrested on warrants.",
    "A <claim kind=age tally=7>38-year-old</claim> man was arrested for theft. A further <claim value=6 tally=7>six</claim> people were arrested on warrants.",
    "Kit Ash, <claim kind=age tally=null>38</claim>, was charged with fraud. <claim value=14 tally=14>14</claim> other people were previously charged in the case.",
    "A <claim kind=age tally=null>38-year-old</claim> man was arrested. All <claim value=4 tally=4>four</claim> others who were arrested live in Kelsham.",
    "<claim value=6 topic=charge tally=6>Six</claim> executives have been indicted. The <claim value=6 restates=c1>six</claim> defendants will appear in court.",
)


@pytest.mark.parametrize("marked", COUNTED_AND_TOLD)
def test_who_is_told_behind_a_count_is_added_where_the_count_leaves_him_out(parser, marked: str):
    faults = check_marked(parser, marked, ())
    assert not faults, "\n".join(faults)
