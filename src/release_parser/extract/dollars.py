"""Whose dollars a bare '$' is: those of the release's country; where nothing tells the country, `dollar`.

In: the quantities of a text and the country. Out: the quantities, the unit of bare dollars set. 'US$900', '$900 CAD' and '900
American dollars' say whose they are and stay.

>>> from decimal import Decimal
>>> from release_parser.lexicon import Lexicon
>>> bare = QuantityMention(0, 4, "money", 1, 4, Decimal(900), kind="money", unit="dollar")
>>> [found.unit for found in local_dollars([bare], Lexicon.default().country("CA"))]
['CAD']
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from release_parser.extract.mentions import QuantityMention

if TYPE_CHECKING:
    from release_parser.lexicon import Country

BARE = "dollar"
"""The unit of dollars of which nothing says whose they are."""


def local_dollars(quantities: list[QuantityMention], country: Country | None) -> list[QuantityMention]:
    """The quantities, bare dollars in the currency that the country's releases mean by them."""
    if country is None or country.dollar is None:
        return quantities
    return [replace(found, unit=country.dollar) if found.unit == BARE else found for found in quantities]
