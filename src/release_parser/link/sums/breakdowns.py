"""Totals and the parts that a release gives of them, with a check of the sum. A wrong breakdown is worse than none.

In: the account of a page, and which figures restate others. Out: `BreakdownLink`s over figure indices. A rule takes one figure as the whole
and the few figures before or behind it as possible parts. Only the text's own words, or a sum that is exactly right, make them a breakdown.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from release_parser.link.sums.exact_parts import SUMS
from release_parser.link.sums.figures import Account, Figure
from release_parser.link.sums.included import INCLUDED
from release_parser.link.sums.named_parts import NAMED_PARTS
from release_parser.link.sums.of_them import referring
from release_parser.link.sums.wholes import Parts, Whole, agrees, is_share, may_be_total, sum_of
from release_parser.regexes import Regex


@dataclass(frozen=True, slots=True)
class BreakdownLink:
    """A total and its parts, by figure indices."""

    total: int
    parts: tuple[int, ...]
    complete: bool
    rule: str
    expected: Decimal | None = None
    consistent: bool | None = None
    alike: bool = False
    """Whether the parts count what the total counts, whatever topic their own words have."""


def find_breakdowns(account: Account, firsts: Sequence[int]) -> list[BreakdownLink]:
    """All breakdowns of a page, in the order of their totals: first those that the text names, then those whose sum is exactly right."""
    found: dict[tuple[int, frozenset[int]], BreakdownLink] = {}
    parts: set[int] = set()
    referred = referring(account)
    for table in (NAMED_PARTS, INCLUDED, SUMS):
        for figure in account.figures:
            if not may_be_total(figure) or (table is SUMS and firsts[figure.index] in parts):
                continue
            result = table.first(Whole(figure, account, firsts, frozenset(parts), referred))
            # a list whose every item was taken for something else is named, and has no part left
            if result is None or not (result[0].figures or result[0].share):
                continue
            link = _checked(figure, *result)
            if firsts[figure.index] in {firsts[part] for part in link.parts}:
                continue  # '40 arrests', told again in the list, is no part of itself
            key = firsts[figure.index], frozenset(firsts[part] for part in link.parts)
            found[key] = link  # the nearest mention of a total that is told twice
        parts.update(part for _, several in found for part in several)
    return sorted(_without_pieces(found.values(), firsts), key=lambda link: (link.total, link.parts))


def _without_pieces(links: Collection[BreakdownLink], firsts: Sequence[int]) -> Iterator[BreakdownLink]:
    """The breakdowns without those that give only some parts of a total for which another gives all, or one part of another part."""
    whole = {firsts[link.total]: {firsts[part] for part in link.parts} for link in links if link.complete}
    beside = {part: parts for parts in whole.values() for part in parts}
    for link in links:
        parts = {firsts[part] for part in link.parts}
        # 'Five were arrested. Three were held and the other two bailed': the two are none of the three
        around = beside.get(firsts[link.total], set())
        if link.complete or not (parts <= whole.get(firsts[link.total], set()) or parts <= around):
            yield link


_EACH = Regex(r"(?:[ ]\p{L}+)?[ ]each\b")


def _checked(total: Figure, parts: Parts, rule: str) -> BreakdownLink:
    """The breakdown with the sum of its parts, and whether that agrees with the total."""
    figures = parts.figures if parts.share is None else (*parts.figures, parts.share)
    indices = tuple(sorted(figure.index for figure in figures))
    share = next((figure for figure in figures if is_share(figure)), None)
    if share is not None:
        expected, consistent = _share_check(total, parts.figures, share)
        return BreakdownLink(total.index, indices, parts.complete, rule, expected, consistent, parts.alike)
    if any(_EACH.match(figure.tail) for figure in parts.figures):
        # 'two each for number plates, tyres and lights': how many that is, the sum of the numbers does not say
        return BreakdownLink(
            total.index, indices, False, rule, _in_unit(sum_of(parts.figures), total), None, parts.alike
        )
    agree = agrees(total, parts.figures) if parts.complete else True
    expected = _in_unit(sum_of(parts.figures), total)
    return BreakdownLink(total.index, indices, parts.complete, rule, expected, agree, parts.alike)


def _share_check(total: Figure, parts: Sequence[Figure], share: Figure) -> tuple[Decimal | None, bool | None]:
    """The part that follows from a share of the total, and whether the stated part agrees with it."""
    whole, value = total.value, share.value
    if whole is None or value is None:
        return None, None
    fraction = value / 100 if share.kind == "percentage" else value
    part = next((figure.value for figure in parts if not is_share(figure)), None)
    if part is None or not total.exact:
        return _in_unit(whole * fraction, total), None
    exponent = value.as_tuple().exponent
    digit = Decimal(1).scaleb(min(0, exponent if isinstance(exponent, int) else 0)) / 100
    room = digit if share.kind == "percentage" and share.draft.quantity.bound == "exactly" else Decimal("0.05")
    return _in_unit(whole * fraction, total), abs(part / whole - fraction) <= room


def _in_unit(value: Decimal, total: Figure) -> Decimal:
    """A sum in the unit of the total's claim, 2 kilogram and not 2000 gram, with two decimals at most."""
    stated = total.draft.quantity.value
    if stated is not None and total.value:
        value = value * stated / total.value
    return value if value == value.to_integral_value() else value.quantize(Decimal("0.01")).normalize()
