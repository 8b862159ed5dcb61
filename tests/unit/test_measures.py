"""What stands around a number: signs, scales, units, compounds. Every unit of the lexicon is one that pint knows."""

from __future__ import annotations

from decimal import Decimal

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from release_parser.extract.quantities import QuantityGrammar
from release_parser.extract.unit_words import unit_name
from release_parser.lexicon import Currency, Lexicon, Unit

LEXICON = Lexicon.default()
GRAMMAR = QuantityGrammar(LEXICON)
UNITS = list(LEXICON.typed("units", Unit))
CURRENCIES = list(LEXICON.typed("currencies", Currency))
CRYPTO = {"BTC", "ETH"}


def measures(text: str) -> list[tuple[str, Decimal | None, str | None]]:
    return [(text[q.start : q.end], q.value, q.unit) for q in GRAMMAR.find(text, ())]


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_pint_knows_every_unit_but_percentages(unit):
    pint = pytest.importorskip("pint")
    if unit.kind == "percentage":
        assert unit.name in ("percent", "percentage_point")
        return
    assert pint.Unit(unit_name(unit)) is not None


@pytest.fixture(scope="module")
def registry():
    """pint's units."""
    return pytest.importorskip("pint").UnitRegistry()


DIMENSIONS = {
    "mass": "[mass]", "length": "[length]", "area": "[length] ** 2", "volume": "[length] ** 3", "speed": "[length] / [time]",
    "duration": "[time]", "temperature": "[temperature]",
}  # fmt: skip


# pint's own 'decade' is ten times a frequency; its name for ten years is the same word
AMBIGUOUS = {"decade"}


@pytest.mark.parametrize(
    "unit",
    [unit for unit in UNITS if unit.kind in DIMENSIONS and unit.name not in AMBIGUOUS],
    ids=lambda unit: unit.name,
)
def test_the_kind_of_a_unit_is_its_dimension(unit, registry):
    assert registry.Quantity(1, unit_name(unit)).check(DIMENSIONS[unit.kind]), unit.name


@pytest.mark.parametrize("currency", CURRENCIES, ids=lambda currency: currency.name)
def test_a_currency_is_named_by_its_code(currency):
    # dollars of which nothing says whose they are have no code
    assert regex.fullmatch(r"[A-Z]{3}|dollar", currency.name)
    assert (currency.note is not None) == (currency.name in CRYPTO | {"dollar"})


@pytest.mark.parametrize("unit", [unit for unit in UNITS if unit.kind != "percentage"], ids=lambda unit: unit.name)
def test_every_form_of_a_unit_is_read(unit):
    for form in unit.forms:
        written = f"it was 12{form} there" if unit.symbol else f"it was 12 {form} there"
        if form in ("in", "″", "C") or regex.search(r"\d", form):
            continue  # inches need their feet: see below
        assert [(value, name) for _, value, name in measures(written)] == [(Decimal(12), unit_name(unit))], written


@given(st.decimals("0.01", 10**6, places=2), st.sampled_from(["kg", "miles", "litres", "mph", "km", "acres"]))
def test_a_measure_keeps_its_number(number, unit):
    ((_, value, name),) = measures(f"It was {number} {unit}.")
    assert value == number
    assert name is not None


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("£2.5m", "2500000", "GBP"),
        ("£10k", "10000", "GBP"),
        ("£1.5 million", "1500000", "GBP"),
        ("$4 hundred million", "400000000", "dollar"),
        ("US$50", "50", "USD"),
        ("$US50", "50", "USD"),
        ("USD50", "50", "USD"),
        ("HK$5.4m", "5400000", "HKD"),
        ("A$5,000", "5000", "AUD"),
        ("$5,000 CAD", "5000", "CAD"),
        ("RM23.50", "23.5", "MYR"),
        ("€20,000", "20000", "EUR"),
        ("20,000 €", "20000", "EUR"),
        ("500£", "500", "GBP"),
        ("50p", "0.5", "GBP"),
        ("19 cents", "0.19", "dollar"),
        ("three dollars and 50 cents", "3.5", "dollar"),
        ("5 lakh rupees", "500000", "INR"),
        ("$-50m", "-50000000", "dollar"),
        ("12 years and six months", "150", "month"),
        ("two years, 6 months", "30", "month"),
        ("five years and 218 days", "2043", "day"),
        ("5ft 10in", "70", "inch"),
        ("5 ft 10 in", "70", "inch"),
        ("5'10\"", "70", "inch"),
        ("11st 4lb", "158", "pound"),
        ("1h", None, None),
        ("three further years", "3", "year"),
        ("half an hour", "0.5", "hour"),
        ("half a kilo", "0.5", "kilogram"),
        ("1/4 mile", "0.25", "mile"),
        ("26 per cent", "26", "percent"),
        ("5pc", "5", "percent"),
        ("two percentage points", "2", "percentage_point"),
        ("minus five degrees Celsius", "-5", "degree_Celsius"),
        ("-5°C", "-5", "degree_Celsius"),
        ("64GB", "64", "gigabyte"),
        ("30 miles per gallon", "30", "mile / gallon"),
        ("15 parts per billion", "15", "nanogram / gram"),
        ("2,204 square metres", "2204", "meter ** 2"),
    ],
)
def test_one_measure(text, value, unit):
    found = measures(text)
    if value is None:
        assert all(name is None for _, _, name in found)
        return
    assert found == [(text, Decimal(value), unit)]


@pytest.mark.parametrize(
    ("text", "found", "value", "unit"),
    [
        ("He is 6’ tall.", "6’", 6, "foot"),
        ("She is 5' tall with fair hair.", "5'", 5, "foot"),
        ("He is 5'10 tall.", "5'10", 70, "inch"),
        ("He is 5'9' tall.", "5'9'", 69, "inch"),
        ("He is 5’9’’ in height.", "5’9’’", 69, "inch"),
        ("He wore a ‘6’ on a tall hat.", "6", 6, None),
    ],
)
def test_how_tall_somebody_is(text, found, value, unit):
    assert measures(text)[-1] == (found, Decimal(value), unit)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("10 in total", None),  # no inches
        ("12 bar staff", None),  # no pressure
        ("3 St Ann’s Terrace", None),
        ("5 PS Ash", None),  # a sergeant, no horsepower
        ("2M SOCIAL DISTANCE", None),  # metres in capitals, at least no two million
        ("12 w", None),
        ("two second-hand cars", None),
    ],
)
def test_what_only_looks_like_a_unit(text, unit):
    assert [(value is not None and value < 100, name) for _, value, name in measures(text)] == [(True, unit)]


def test_pounds_weigh_where_the_sentence_weighs():
    assert measures("The dog weighed 40 pounds.")[0][2] == "pound"
    assert measures("The dog cost 40 pounds.")[0][2] == "GBP"
    assert measures("They seized 40 pounds of cocaine and $900.")[0][2] == "pound"
