"""A claim while it is being linked: a quantity in its sentence and everything found about it so far, in page offsets.

In: what the passes of `link/claims.py` find, one after the other. Out: the value from which `build.py` makes a `Claim`.
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

    `rules` names the rule that gave each field: {'entity': 'following_noun', 'predicate': 'verb_behind'}. A pass that finds something calls
    `given`, which returns a copy with the new fields and the name of the rule.
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
        """The sentence in which the quantity stands."""
        return self.counted.within.sentence

    @property
    def sentence_index(self) -> int:
        """The index of the draft's sentence among `page.sentences`."""
        return self.counted.within.index

    @property
    def block(self) -> int:
        """The index of the draft's block among `page.blocks`."""
        return self.counted.within.sentence.block

    def beside(self, other: ClaimDraft) -> bool:
        """Whether both drafts stand in the same sentence."""
        return self.counted.within.index == other.counted.within.index

    def given(self, rule: str, **fields: Any) -> ClaimDraft:
        """A copy of the draft with these fields, each recorded as given by this rule: `draft.given('place_in', place=(12, 18))`."""
        return replace(self, rules={**self.rules, **dict.fromkeys(fields, rule)}, **fields)
