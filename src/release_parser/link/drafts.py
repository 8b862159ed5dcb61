"""A claim as it grows: a quantity in its sentence and everything that is linked to it, in page offsets.

In: what the passes of `link/claims.py` find, one after the other. Out: what `build.py` makes a `Claim` of.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from release_parser.extract.mentions import QuantityMention
from release_parser.link.counted import Counted, Entity
from release_parser.link.periods import PeriodMention
from release_parser.records import Direction
from release_parser.text import Sentence


@dataclass(frozen=True, slots=True)
class ClaimDraft:
    """A quantity in its sentence (`counted`) with everything that was linked to it.

    `rules` names the rule that gave each field: {'entity': 'following_noun', 'predicate': 'verb_behind'}. A pass that finds something uses
    `given`, which changes fields and says by which rule.
    """

    counted: Counted
    entity: Entity | None = None
    predicate: str | None = None
    """The lemma of the verb or noun that says what happened."""
    verb: int | None = None
    """The token of the predicate in `counted.syntax`; None where it stands in another sentence or was taken over from another claim."""
    actor: tuple[int, int] | None = None
    direction: Direction | None = None
    period: PeriodMention | None = None
    place: tuple[int, int] | None = None
    operations: tuple[str, ...] = ()
    quote: int | None = None
    """The index of the quote that it stands in."""
    per: str | None = None
    """The denominator of a rate."""
    topic: str | None = None
    also: tuple[str, ...] = ()
    """The other steps of the law that its words tell of the same people: 'charge' of 'two men were arrested and charged'."""
    restates: int | None = None
    """The index, among the page's drafts, of the first claim that states the same fact."""
    rules: Mapping[str, str] = field(default_factory=dict)

    @property
    def quantity(self) -> QuantityMention:
        """The quantity expression."""
        return self.counted.quantity

    @property
    def head(self) -> str | None:
        """The lemma of the measured entity's head noun."""
        return None if self.entity is None else self.entity.head

    @property
    def sentence(self) -> Sentence:
        """The sentence that it stands in."""
        return self.counted.within.sentence

    @property
    def sentence_index(self) -> int:
        """The index of its sentence among `page.sentences`."""
        return self.counted.within.index

    @property
    def block(self) -> int:
        """The index of its block among `page.blocks`."""
        return self.counted.within.sentence.block

    def beside(self, other: ClaimDraft) -> bool:
        """Whether both stand in one sentence."""
        return self.counted.within.index == other.counted.within.index

    def given(self, rule: str, **fields: Any) -> ClaimDraft:
        """The draft with these fields, each given by this rule: `draft.given('place_in', place=(12, 18))`."""
        return replace(self, rules={**self.rules, **dict.fromkeys(fields, rule)}, **fields)
