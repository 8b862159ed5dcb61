"""What can be added up: claims that state a fact again, totals with their parts, the figures to take from a release."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from release_parser.lexicon import Lexicon
from release_parser.link.comparisons import ComparisonLink
from release_parser.link.drafts import ClaimDraft
from release_parser.link.sums.figures import measure
from release_parser.link.sums.restates import find_restatements
from release_parser.text import Page


@dataclass(frozen=True, slots=True)
class Sums:
    """The drafts of a page, each with what it restates, and what is made of them."""

    claims: list[ClaimDraft]


def add_up(page: Page, drafts: Sequence[ClaimDraft], comparisons: Sequence[ComparisonLink], lexicon: Lexicon) -> Sums:
    """Which claims of a page restate others."""
    account = measure(page, drafts, comparisons, lexicon)
    return Sums(
        [
            draft if found is None else draft.given(found[1], restates=found[0])
            for draft, found in zip(drafts, find_restatements(account), strict=True)
        ]
    )
