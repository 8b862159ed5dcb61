"""Converts measures exactly to the base unit of their kind, so that 2 kg and 500 g can be added up.

In: a number and its unit, by the name that claims use. Out: the number in gram, meter, liter, second, month, or the currency. The factors
are pint's, compared with pint in the tests; pint itself takes a second to load and is not needed at run time.

>>> from decimal import Decimal
>>> in_base(Decimal("2.5"), "kilogram")
(Decimal('2500.0'), 'gram')
>>> in_base(Decimal(18), "year")
(Decimal('216'), 'month')
>>> in_base(Decimal(40), "GBP")
(Decimal('40'), 'GBP')
>>> in_base(Decimal(40), "mile_per_hour") is None
True
"""

from __future__ import annotations

from decimal import Decimal

BASES: dict[str, dict[str, str]] = {
    "gram": {
        "microgram": "0.000001",
        "milligram": "0.001",
        "gram": "1",
        "kilogram": "1000",
        "metric_ton": "1000000",
        "carat": "0.2",
        "ounce": "28.349523125",
        "pound": "453.59237",
        "stone": "6350.29318",
        "ton": "907184.74",
    },
    "meter": {
        "nanometer": "0.000000001",
        "micrometer": "0.000001",
        "millimeter": "0.001",
        "centimeter": "0.01",
        "meter": "1",
        "kilometer": "1000",
        "inch": "0.0254",
        "foot": "0.3048",
        "yard": "0.9144",
        "mile": "1609.344",
        "nautical_mile": "1852",
    },
    "liter": {
        "cubic_centimeter": "0.001",
        "milliliter": "0.001",
        "centiliter": "0.01",
        "liter": "1",
        "meter ** 3": "1000",
        "teaspoon": "0.00492892159375",
        "tablespoon": "0.01478676478125",
        "fluid_ounce": "0.0295735295625",
        "pint": "0.473176473",
        "quart": "0.946352946",
        "gallon": "3.785411784",
        "cubic_foot": "28.316846592",
        "cubic_yard": "764.554857984",
    },
    # days are no fixed part of a month: a term of months and years has a base of its own
    "second": {
        "millisecond": "0.001",
        "second": "1",
        "minute": "60",
        "hour": "3600",
        "day": "86400",
        "week": "604800",
        "fortnight": "1209600",
    },
    "month": {"month": "1", "year": "12", "decade": "120", "century": "1200"},
}
"""Base unit -> unit -> how many of the base it is."""

_FACTORS = {unit: (Decimal(factor), base) for base, units in BASES.items() for unit, factor in units.items()}


def base_unit(unit: str | None) -> str | None:
    """The base unit of a unit, the currency itself for money, or None for counts and units without a base here."""
    if unit is None:
        return None
    if len(unit) == 3 and unit.isupper():  # an ISO 4217 code
        return unit
    known = _FACTORS.get(unit)
    return None if known is None else known[1]


def in_base(value: Decimal, unit: str | None) -> tuple[Decimal, str] | None:
    """A number of this unit in the base unit of its kind, or None where the unit has none."""
    base = base_unit(unit)
    if base is None or unit is None:
        return None
    return (value, base) if base == unit else (value * _FACTORS[unit][0], base)


def mass_in_grams(value: Decimal, unit: str | None) -> Decimal | None:
    """A mass of this unit in grams; None where the unit is none of mass.

    >>> mass_in_grams(Decimal("2.5"), "kilogram"), mass_in_grams(Decimal(40), "GBP")
    (Decimal('2500.0'), None)
    """
    based = in_base(value, unit)
    return based[0] if based is not None and based[1] == "gram" else None
