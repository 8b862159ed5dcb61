"""Which country's dollars a '$' means: those of the release's country, or `dollar` where the country is not known.

In: the quantities of a text and the country. Out: the quantities with the unit of plain dollars replaced. 'US$900', '$900 CAD' and '900 American
dollars' name their currency themselves and are not changed.

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
    from release_parser.lexicon import Country, Lexicon

_LONGEST_SIGN = 4
"""How many characters of a sign before a number are looked at."""


def without_foreign_signs(
    text: str, quantities: list[QuantityMention], country: Country | None, lexicon: Lexicon
) -> list[QuantityMention]:
    """The quantities without those whose sign is money only in other countries: 'R50,000' is money in South Africa and a code elsewhere."""
    own = country.signs if country is not None else ()
    foreign = {sign for other in lexicon.countries for sign in other.signs} - set(own)
    return [found for found in quantities if not foreign or _sign_before(text, found, foreign) is None]


def _sign_before(text: str, found: QuantityMention, signs: set[str]) -> str | None:
    """The one of these signs that stands right before the number of an amount, or None."""
    if found.kind != "money":
        return None
    before = text[max(found.start, found.number_start - _LONGEST_SIGN) : found.number_start].rstrip()
    return next((sign for sign in signs if before == sign or before.endswith(f" {sign}")), None)


BARE = "dollar"
"""The unit of dollars of which nothing says whose they are."""


def local_dollars(quantities: list[QuantityMention], country: Country | None) -> list[QuantityMention]:
    """The quantities, with plain dollars in the currency of the country."""
    if country is None or country.dollar is None:
        return quantities
    return [replace(found, unit=country.dollar) if found.unit == BARE else found for found in quantities]
