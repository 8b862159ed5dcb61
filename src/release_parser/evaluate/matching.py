"""When two values count as the same, and which found claim belongs to which annotated one.

>>> same_number("0.3333", "0.333333"), same_number(3, 4)
(True, False)
>>> fold("The Kelsham  Unit."), same_words("officers from Kelsham", "Officers")
('kelsham unit', True)
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from release_parser.evaluate.gold import Item, choices
from release_parser.records import Claim

QUOTE_EDGE = " \t\n\r\u00a0\"'“”‘’«»,.…"
"""What may stand at the edge of a quote's span or not: marks, and the comma before its attribution."""


def number(value: Any) -> Decimal | None:
    """A value as a number, or None where it is none."""
    if value is None:
        return None
    try:
        return Decimal(str(value)).normalize()
    except InvalidOperation:
        return None


def same_number(one: Any, other: Any) -> bool:
    """Whether two numbers are equal. Below 1 they may differ by half a percent, since a third is given to any number of digits."""
    a, b = number(one), number(other)
    if a is None or b is None:
        return a is b
    return a == b or (b != 0 and abs(b) < 1 and abs(a - b) <= abs(b) * Decimal("0.005"))


def fold(name: str | None) -> str:
    """A name in lower case, without leading article and marks at its ends, with one kind of apostrophe."""
    plain = re.sub(r"[’‘]", "'", name or "").casefold()
    plain = re.sub(r"\s+", " ", plain).strip(" .,")
    return re.sub(r"^(the|a|an) ", "", plain)


def same_words(one: str, other: str) -> bool:
    """Whether the shorter text occurs in the longer one, word for word: 'Officers' and 'officers from Kelsham CID'."""
    shorter, longer = sorted((f" {fold(one)} ", f" {fold(other)} "), key=len)
    return shorter.strip() != "" and shorter in longer


def trim(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """A quote's span without marks at its ends that may or may not belong to it."""
    start, end = span
    while start < end and text[start] in QUOTE_EDGE:
        start += 1
    while end > start and text[end - 1] in QUOTE_EDGE:
        end -= 1
    return start, end


def pair_claims(gold: Sequence[tuple[Item, tuple[int, int]]], found: Sequence[Claim]) -> list[tuple[int, Claim]]:
    """Which found claim belongs to which annotated one: pairs of the annotation's index and the claim.

    `gold` are annotations with their offsets. The spans of a pair overlap; pairs of equal value come first, then those with the larger
    overlap; nothing is in two pairs.
    """
    options = []
    for place, (item, (start, end)) in enumerate(gold):
        for order, claim in enumerate(found):
            shared = min(end, claim.span.end) - max(start, claim.span.start)
            if shared > 0:
                same = any(same_number(claim.quantity.value, value) for value in choices(item.get("value")))
                options.append((not same, -shared, place, order))
    used_gold: set[int] = set()
    used_found: set[int] = set()
    pairs = []
    for _, _, place, order in sorted(options):
        if place not in used_gold and order not in used_found:
            used_gold.add(place)
            used_found.add(order)
            pairs.append((place, found[order]))
    return pairs
