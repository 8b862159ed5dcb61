"""Quantity expressions: bounds on both sides, ranges, vague plurals, and numbers that are masked."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patience import never_hangs
from release_parser.extract.mentions import QuantityMention
from release_parser.extract.quantities import QuantityGrammar
from release_parser.lexicon import BoundWord, Lexicon

LEXICON = Lexicon.default()
GRAMMAR = QuantityGrammar(LEXICON)


def only(text: str) -> QuantityMention:
    found = GRAMMAR.find(text, ())
    assert len(found) == 1, [(text[q.start : q.end], q.value) for q in found]
    return found[0]


@pytest.mark.parametrize(
    "entry", [e for e in LEXICON.typed("bounds", BoundWord) if e.side == "before"], ids=lambda e: e.name
)
def test_every_bound_before_a_number_is_read(entry):
    for form in entry.forms:
        text = f"There were {form} 40 of them."
        quantity = only(text)
        assert quantity.bound == entry.bound, form
        assert text[quantity.start : quantity.end].startswith(form[:4])


@pytest.mark.parametrize(
    "entry", [e for e in LEXICON.typed("bounds", BoundWord) if e.side == "after"], ids=lambda e: e.name
)
def test_every_bound_behind_a_number_is_read(entry):
    for form in entry.forms:
        text = f"There were 40{'' if form[0] in '-+' or form == 'ish' else ' '}{form}."
        assert only(text).bound == entry.bound, text


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("Officers pulled over 12 cars", "exactly"),  # the particle of a verb
        ("He handed over two knives", "exactly"),
        ("It took under nine minutes", "less_than"),
        ("They took as many as 40", "at_most"),
        ("up to around 30 cars", "at_most"),  # the outer word decides
        ("more or less than ever, 30 cars", "exactly"),
        ("300-plus cars", "at_least"),
        ("sub-7 degrees", "less_than"),
    ],
)
def test_which_word_bounds(text, bound):
    assert only(text).bound == bound


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("between 10 and 15 cars", 10, 15, None),
        ("10-15 cars", 10, 15, None),
        ("10 – 15 cars", 10, 15, None),
        ("from 20 to 30kg", 20, 30, "kilogram"),
        ("20 to 30 years", 20, 30, "year"),
        ("£115m-£130m", 115_000_000, 130_000_000, "GBP"),
        ("£2-3m", 2_000_000, 3_000_000, "GBP"),
        ("£10 to £12 million", 10_000_000, 12_000_000, "GBP"),
        ("$200 to $4 million", 200, 4_000_000, "dollar"),
        ("1 to 2 thousand people", 1000, 2000, None),
        ("two to three million", 2_000_000, 3_000_000, None),
        ("24.2 to 33 degrees", Decimal("24.2"), 33, "degree"),
        ("5k-20k", 5000, 20_000, None),
        ("two or three men", 2, 3, None),
        ("20 through 30 people", 20, 30, None),
        ("6 months to two years", 6, 24, "month"),
        ("fell by 1 to 1.5 degrees", 1, Decimal("1.5"), "degree"),
        ("rise between 5% and 6%", 5, 6, "percent"),
        ("0 to 60mph", 0, 60, "mile_per_hour"),
    ],
)
def test_a_range(text, low, high, unit):
    quantity = only(text)
    assert (quantity.value, quantity.upper, quantity.unit) == (low, high, unit)


@pytest.mark.parametrize(
    "text",
    ["rose from 40 to 60", "fell 12 to 126", "20 and 30 cars", "30 to 20", "grew by £4bn to £9bn", "400 or 2 of them"],
)
def test_two_numbers_that_are_no_range(text):
    assert [quantity.upper for quantity in GRAMMAR.find(text, ())] == [None, None]


@given(st.integers(1, 10**6), st.integers(1, 10**6))
def test_a_range_runs_upwards(one, other):
    low, high = sorted((one, other))
    found = GRAMMAR.find(f"between {low} and {high} cars", ())
    assert [(q.value, q.upper) for q in found] == ([(low, high)] if low < high else [(low, None), (high, None)])


@pytest.mark.parametrize(
    ("text", "vague", "kind"),
    [
        ("hundreds of pupils", "hundreds", "count"),
        ("thousands of pounds", "thousands", "money"),
        ("hundreds of thousands of pounds", "hundreds of thousands", "money"),
        ("dozens of cars", "dozens", "count"),
        ("1,000s of parents", "thousands", "count"),
        ("100s of pounds", "hundreds", "money"),
    ],
)
def test_a_vague_plural_has_no_value(text, vague, kind):
    quantity = only(text)
    assert (quantity.value, quantity.vague, quantity.kind) == (None, vague, kind)


@pytest.mark.parametrize(
    ("text", "value", "direction"),
    [
        ("twice the limit", 2, None),
        ("three times the limit", 3, None),
        ("2.5 times earnings", Decimal("2.5"), None),
        ("has doubled", 2, "increase"),
        ("has halved", Decimal("0.5"), "decrease"),
        ("tenfold", 10, None),
    ],
)
def test_a_multiplier(text, value, direction):
    quantity = only(text)
    assert (quantity.kind, quantity.value, quantity.direction) == ("multiplier", value, direction)


def test_times_that_happened_are_a_count():
    assert only("He hit him three times.").kind == "count"
    assert only("She rang seven times that day.").kind == "count"
    assert only("She rang seven times the same night.").kind == "count"
    assert only("It was seven times that of a year ago.").kind == "multiplier"


def test_what_is_masked_is_nothing():
    text = "Call 101 about the 34 arrests."
    assert [q.value for q in GRAMMAR.find(text, ((5, 8),))] == [34]
    assert GRAMMAR.find(text, ((0, len(text)),)) == []


def test_quantities_come_in_order_and_apart():
    text = "Between 10 and 15 men, aged 19 to 30, took £2-3m, 4kg of tea and at least two vans worth twice the limit."
    found = GRAMMAR.find(text, ())
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(quantity.start <= quantity.number_start < quantity.number_end <= quantity.end for quantity in found)


@pytest.mark.parametrize(
    "piece",
    [
        "1,",
        "£",
        "one ",
        "more than ",
        "between 1 and ",
        "10-",
        "aged 1, ",
        "up to ",
        "5ft ",
        "6' ",
        "1,000s of ",
        "his 30s to 40s ",
        "late ",
        "half a ",
        "12 years and ",
        "-",
        "'",
        "twenty-",
    ],
)
def test_any_length_comes_to_an_end(piece):
    GRAMMAR.find(piece * 10, ())
    with never_hangs():
        GRAMMAR.find(piece * 5_000, ())


@pytest.mark.parametrize(
    ("text", "values", "unit"),
    [
        ("They were jailed for 20 and 25 years.", [20, 25], "year"),
        ("They were jailed for five, seven and nine years.", [5, 7, 9], "year"),
        ("Thefts fell by 12 and 15 per cent.", [12, 15], "percent"),
    ],
)
def test_a_unit_behind_the_last_number_is_that_of_all(text, values, unit):
    found = GRAMMAR.find(text, ())
    assert [int(quantity.value) for quantity in found] == values
    assert {quantity.unit for quantity in found} == {unit}


def test_a_count_before_a_measure_stays_a_count():
    assert [quantity.unit for quantity in GRAMMAR.find("Two, three-year sentences were given.", ())] == [None, "year"]


def test_a_form_is_a_name_and_each_one_a_pronoun(parser):
    assert parser.parse("He filed IRS Form 1040 and Forms 1099 and 1041, each one wrong.").claims == ()
