"""Whose dollars a bare '$' is: those of the country whose force publishes the release.

In: a text, its quantities, and the publisher's country. Out: the quantities, the unit of bare dollars set. '$900' is USD unless
the publisher is at home where dollars are others; 'US$900' and '900 American dollars' are USD everywhere.

>>> from decimal import Decimal
>>> bare = QuantityMention(0, 4, "money", 1, 4, Decimal(900), kind="money", unit="USD")
>>> [found.unit for found in local_dollars("$900", [bare], "CA")]
['CAD']
"""

from __future__ import annotations

from dataclasses import replace

import regex

from release_parser.extract.mentions import QuantityMention

_LOCAL = {"AU": "AUD", "BM": "BMD", "CA": "CAD", "HK": "HKD", "JM": "JMD", "NZ": "NZD", "SG": "SGD"}
_AMERICAN = regex.compile(r"U\.?S|United States|American", regex.IGNORECASE)


def local_dollars(text: str, quantities: list[QuantityMention], country: str | None) -> list[QuantityMention]:
    """The quantities, bare dollars in the currency of `country` (ISO 3166, as the table of forces has it)."""
    currency = _LOCAL.get(country or "")
    if currency is None:
        return quantities
    return [
        replace(found, unit=currency)
        if found.unit == "USD" and not _AMERICAN.search(text, found.start, found.end)
        else found
        for found in quantities
    ]
