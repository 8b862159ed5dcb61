"""Claims that the text compares with each other, and whether their arithmetic is right.

In: the linked claims of a page, in text order. Out: comparisons that name claims by index. '40 thefts compared with 50 in 2019, a decline of 20
per cent' has a current level (40), a baseline (50) and the size of the change (20 per cent).

`pairs.py` finds two levels that are compared, `order.py` tells which is the later one, `stated.py` finds the change that belongs to them, and
`arithmetic.py` checks whether it is right.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from decimal import Decimal

from release_parser.link.comparisons.arithmetic import check_change
from release_parser.link.comparisons.link import ComparisonLink
from release_parser.link.comparisons.order import later_of
from release_parser.link.comparisons.pairs import level_pairs
from release_parser.link.comparisons.stated import change_of, changed_baselines, changed_levels, restatements
from release_parser.link.comparisons.two_changes import change_pairs
from release_parser.link.drafts import ClaimDraft
from release_parser.records import Direction
from release_parser.text import Page

__all__ = ["ComparisonLink", "find_comparisons"]

_CLAIMS_TO_CHANGE = 50
"""How many claims before or behind two levels the size of their change may stand: a sentence without end may hold thousands of both."""


def find_comparisons(
    page: Page, claims: Sequence[ClaimDraft], table_pairs: Sequence[tuple[int, int]] = ()
) -> list[ComparisonLink]:
    """All comparisons, in the order of their first claim. A claim is the baseline of at most one comparison.

    `table_pairs` are pairs of levels, the current one first, that two columns of a table compare.
    """
    return _Comparing(page, claims, table_pairs).links()


class _Comparing:
    """Collects the comparisons of one page; `taken` are the changes that belong to a comparison already."""

    def __init__(self, page: Page, claims: Sequence[ClaimDraft], table_pairs: Sequence[tuple[int, int]]) -> None:
        self.page, self.claims = page, claims
        in_table = {index for pair in table_pairs for index in pair}
        self.pairs = [(current, baseline, "levels_table") for current, baseline in table_pairs]
        self.pairs += [pair for pair in level_pairs(page, claims) if not in_table & set(pair[:2])]
        self.pairs += change_pairs(page.text, claims)
        multiples = {min(pair[:2]) + 1 for pair in self.pairs if pair[2] == "multiple_of_the_other"}
        changes = [index for index, claim in enumerate(claims) if claim.direction is not None or index in multiples]
        self.restated = restatements(page.text, claims, changes)
        self.again = dict(reversed(self.restated))
        second = {again for _, again in self.restated}
        self.changes = [index for index in changes if index not in second]
        two_changes = {index for pair in self.pairs for index in pair[:2]} & set(self.changes)
        self.taken: set[int] = set(second) | two_changes
        self.found: list[tuple[int, ComparisonLink]] = []

    def links(self) -> list[ComparisonLink]:
        """All comparisons, in the order of their first claim."""
        for current, baseline, rule in self.pairs:
            self._compare(current, baseline, rule)
        levels = {level for pair in self.pairs for level in pair[:2]}
        for level, change in changed_levels(self.page.text, self.claims, self.changes):
            if level not in levels and change not in self.taken:
                self._add(level, "level_changed", current=level, change=change)
        for baseline, change in changed_baselines(self.page.text, self.claims, self.changes):
            if baseline not in levels and change not in self.taken:
                self._add(change, "baseline_of_the_change", baseline=baseline, change=change)
        self._restate()
        self.found.sort(key=lambda item: item[0])
        return [link for _, link in self.found]

    def _compare(self, current: int, baseline: int, rule: str) -> None:
        """Record two levels as a comparison, with the stated change between them if there is one."""
        low, high = min(current, baseline) - _CLAIMS_TO_CHANGE, max(current, baseline) + _CLAIMS_TO_CHANGE
        beside = self.changes[bisect_left(self.changes, low) : bisect_left(self.changes, high)]
        free = [index for index in beside if index not in self.taken]
        change = change_of(self.page.text, self.claims, current, baseline, free)
        again = None if change is None else self.again.get(change)
        link = _checked(self.claims, rule, current, baseline, change, again)
        if link.consistent is False and self._may_be_swapped(link):
            return
        self._take(change, again)
        self.found.append((min(current, baseline), link))

    def _may_be_swapped(self, link: ComparisonLink) -> bool:
        """Whether the stated change is right only with the levels exchanged and no time tells which is later: then nothing is recorded."""
        if link.current is None or link.baseline is None or link.rule == "from_one_to_other":
            return False
        turned = _checked(self.claims, link.rule, link.baseline, link.current, link.change, link.restated)
        if turned.consistent is not True:
            return False
        return later_of(self.page.text, self.claims[link.current], self.claims[link.baseline]) is None

    def _add(self, at: int, rule: str, *, change: int, current: int | None = None, baseline: int | None = None) -> None:
        """Record a level and its change where the other level is not stated."""
        again = self.again.get(change)
        self._take(change, again)
        direction = self.claims[change].direction
        self.found.append((at, ComparisonLink(rule, current, baseline, change, again, direction=direction)))

    def _take(self, *changes: int | None) -> None:
        """Mark changes as belonging to a comparison, so that no other comparison takes them."""
        self.taken.update(index for index in changes if index is not None)

    def _restate(self) -> None:
        """Record changes that are stated twice and belong to no levels: 'a quarter (26 per cent)'."""
        for first, second in self.restated:
            if first in self.taken:
                continue
            share = second if self.claims[second].quantity.kind == "percentage" else first
            other = first if share == second else second
            link = ComparisonLink(
                "change_restated",
                change=share,
                restated=other,
                direction=self.claims[first].direction,
                consistent=_agree(self.claims[share], self.claims[other]),
            )
            self.found.append((first, link))


def _checked(
    claims: Sequence[ClaimDraft], rule: str, current: int, baseline: int, change: int | None, again: int | None
) -> ComparisonLink:
    """The comparison of two levels, with the direction and the check of its arithmetic where a change is stated."""
    now, then = claims[current].quantity.value, claims[baseline].quantity.value
    direction: Direction | None = claims[change].direction if change is not None else None
    if direction is None and now is not None and then is not None and now != then:
        direction = "increase" if now > then else "decrease"
    if change is None or now is None or then is None:
        return ComparisonLink(rule, current, baseline, change, again, direction)
    check = check_change(claims[current].quantity, claims[baseline].quantity, claims[change].quantity, direction)
    return ComparisonLink(
        rule, current, baseline, change, again, direction, check.expected, check.gap, check.consistent
    )


def _agree(percentage: ClaimDraft, other: ClaimDraft) -> bool | None:
    """Whether a percentage and a fraction state the same change within a twentieth, as 'a quarter (26 per cent)' do."""
    share, part = percentage.quantity.value, other.quantity.value
    if share is None or part is None or other.quantity.kind != "proportion":
        return None
    return abs(share / 100 - part) <= Decimal("0.05")
