"""Which claims may be added up: repeated facts, totals with their parts, and the figures to take from a release.

In: the linked claims of a page and the comparisons between them. Out: `Sums`, with the claim that each one restates, the breakdowns and the tallies.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from release_parser.lexicon import Lexicon
from release_parser.link.comparisons import ComparisonLink
from release_parser.link.drafts import ClaimDraft
from release_parser.link.sums.breakdowns import BreakdownLink, find_breakdowns
from release_parser.link.sums.figures import measure
from release_parser.link.sums.part_topics import topics_of_levels, topics_of_parts
from release_parser.link.sums.restates import find_restatements
from release_parser.link.sums.tallies import TallyLink, find_tallies
from release_parser.text import Page

__all__ = ["BreakdownLink", "Sums", "TallyLink", "add_up"]


@dataclass(frozen=True, slots=True)
class Sums:
    """The drafts of a page with what each restates, and its breakdowns and tallies."""

    claims: list[ClaimDraft]
    breakdowns: list[BreakdownLink]
    tallies: list[TallyLink]


def add_up(page: Page, drafts: Sequence[ClaimDraft], comparisons: Sequence[ComparisonLink], lexicon: Lexicon) -> Sums:
    """Which claims of a page restate others, which are parts of others, and which figures to take."""
    account = measure(page, drafts, comparisons, lexicon)
    again = find_restatements(account)
    claims = [
        draft if found is None else draft.given(found[1], restates=found[0])
        for draft, found in zip(drafts, again, strict=True)
    ]
    firsts = [index if found is None else found[0] for index, found in enumerate(again)]
    breakdowns = find_breakdowns(account, firsts)
    told = {**topics_of_levels(account), **topics_of_parts(account, breakdowns)}
    for index, (topic, rule) in told.items():
        claims[index] = claims[index].given(rule, topic=topic)
    return Sums(claims, breakdowns, find_tallies(account, firsts, breakdowns))
