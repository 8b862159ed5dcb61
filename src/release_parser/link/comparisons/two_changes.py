"""Two sizes of a change that the text compares: 'Thefts rose by 12%. This year the rate of increase is down to 4%.'

In: the size of a change and the percentage that follows it. Out: the current one and the baseline, or None where nothing is compared.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from release_parser.link.comparisons.order import later_of
from release_parser.link.drafts import ClaimDraft
from release_parser.rules import Rule, RuleTable


@dataclass(frozen=True, slots=True)
class ChangePair:
    """The size of a change and the next percentage, with the index of each claim."""

    text: str
    first: int
    a: ClaimDraft
    b: ClaimDraft

    def later_first(self) -> tuple[int, int] | None:
        """The indices of the later and the earlier claim; None where their times do not tell which is which."""
        later = later_of(self.text, self.a, self.b)
        if later is None:
            return None
        return (self.first, self.first + 1) if later is self.a else (self.first + 1, self.first)


def change_pairs(text: str, claims: Sequence[ClaimDraft]) -> Iterator[tuple[int, int, str]]:
    """Pairs of sizes of a change, the current one first, with the rule that found each pair."""
    for first, (a, b) in enumerate(pairwise(claims)):
        found = CHANGES.first(ChangePair(text, first, a, b)) if a.direction is not None else None
        if found is not None:
            yield *found[0], found[1]


def the_change_is_now(pair: ChangePair) -> tuple[int, int] | None:
    """'Thefts rose by 12% in 2023. In 2024 the increase was only 4%.': the next sentence gives the new size of the same change."""
    a, b = pair.a, pair.b
    nouns = b.counted.words.change_nouns
    of_the_change = b.head in nouns and a.head not in nouns and b.direction is None
    near = a.block == b.block and b.sentence_index - a.sentence_index <= 1
    shares = a.quantity.unit == b.quantity.unit == "percent"
    return pair.later_first() if of_the_change and near and shares else None


CHANGES: RuleTable[ChangePair, tuple[int, int]] = RuleTable(
    "comparison",
    (
        Rule(
            "the_change_is_now",
            the_change_is_now,
            finds=(
                "Thefts rose by <claim side=baseline>12%</claim> in 2023. In 2024 the increase was only <claim side=current>4%</claim>.",
                "Burglary went up <claim side=baseline>9 per cent</claim> last year. This year the rate of increase is down to <claim side=current>3 per cent</claim>.",
            ),
            ignores=("Thefts rose by 12%. The increase in robberies was 4%.",),
        ),
    ),
    kinds=(),
)
"""Which of two sizes of a change is the later one."""
