"""The operations to which a claim is credited: those that its sentence names or refers to.

In: a page, its claims and the operations of the page. Out: the claims with the names of their operations, and the rule that credited each:
`operations_in_sentence`, `operations_in_introduction`, `operation_before_list` or `operation_referred_to`.

'The operation resulted in 32 arrests' is credited to the only operation that the release has named before. Where a release names two, or
mentions another one ('a separate operation'), a reference is not credited.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import regex

from release_parser.extract.mentions import NamedEntity
from release_parser.lexicon import Lexicon, Marker, compile_forms, with_words
from release_parser.link.drafts import ClaimDraft
from release_parser.link.surroundings import Surroundings
from release_parser.records import Credit
from release_parser.regexes import Regex
from release_parser.rules import Rule, RuleTable
from release_parser.text import Block, Page

Names = tuple[str, ...]
_REFERENCE_REACH = 400
"""How far from a number, in characters, a sentence without end may refer to an operation."""
# 'in a separate operation', 'another campaign': of which the text says no name
_OTHER = r"\b(?:an?(?:[ ]\p{Ll}+){0,2}|another|other|earlier|second|«claim_words.of_another_operation»)[ ]"


@dataclass(frozen=True, slots=True)
class _References:
    """The words by which a release refers to an operation: 'the operation', 'this week of action', 'the warrants'."""

    to_it: Regex
    to_another: Regex


@lru_cache(maxsize=8)
def _references(lexicon: Lexicon) -> _References:
    """The patterns for such words of this lexicon."""
    nouns = "|".join(
        regex.escape(form).replace("\\ ", "[ ]")
        for marker in lexicon.typed("operation_markers", Marker)
        if marker.role == "reference"
        for form in marker.forms
    )
    return _References(
        Regex(rf"\b(?:the|this|these|our)[ ](?:\p{{Ll}}+[ ])?(?:{nouns})\b(?![ ](?:to|that|which)\b)", re.IGNORECASE),
        compile_forms(with_words(rf"{_OTHER}(?:{nouns})\b", lexicon), re.IGNORECASE),
    )


class _Operations:
    """The operations of a page by their mentions."""

    def __init__(self, page: Page, operations: Sequence[NamedEntity], lexicon: Lexicon) -> None:
        self.page, self.references = page, _references(lexicon)
        self._mentions = sorted((start, operation.name) for operation in operations for start, _ in operation.mentions)
        self.only = operations[0].name if len({operation.name for operation in operations}) == 1 else None
        self.others = [match.start() for match in self.references.to_another.finditer(page.text)] if self.only else []

    def inside(self, start: int, end: int) -> Names:
        """The names of the operations that a stretch mentions, each once, in text order."""
        first = bisect_left(self._mentions, (start, ""))
        return tuple(dict.fromkeys(name for _, name in self._mentions[first : bisect_left(self._mentions, (end, ""))]))

    def named_before(self, at: int) -> int | None:
        """Where the last mention before an offset begins, or None."""
        index = bisect_left(self._mentions, (at, "")) - 1
        return self._mentions[index][0] if index >= 0 else None

    def speaks_of_another(self, start: int, end: int) -> bool:
        """Whether a stretch mentions an operation that the release does not name."""
        index = bisect_right(self.others, start - 1)
        return index < len(self.others) and self.others[index] < end


@dataclass(frozen=True)
class _Credited:
    """A claim and the operations of its page: the value that the rules of the table take."""

    operations: _Operations
    draft: ClaimDraft

    @cached_property
    def intro(self) -> Block | None:
        """The block that introduces the claim's list."""
        return self.operations.page.intro_of(self.draft.sentence)


def _in_sentence(credited: _Credited) -> Names | None:
    """The operations that the claim's own sentence names."""
    sentence = credited.draft.sentence
    return credited.operations.inside(sentence.start, sentence.end) or None


def _in_introduction(credited: _Credited) -> Names | None:
    """'Under Operation Heron:': the operations that the nearest line above the list names."""
    operations = credited.operations
    named = (
        operations.inside(intro.start, intro.end) for intro in operations.page.introductions(credited.draft.sentence)
    )
    return next((names for names in named if names), None)


def _before_list(credited: _Credited) -> Names | None:
    """The only operation of the release, where the paragraph right above the list's introduction names it."""
    operations, intro = credited.operations, credited.intro
    if operations.only is None or intro is None:
        return None
    index = operations.page.block_at(intro.start)
    if not index:
        return None
    above = operations.page.blocks[index - 1]
    if operations.speaks_of_another(above.start, credited.draft.quantity.end):
        return None
    return operations.inside(above.start, above.end) or None


def _referred_to(credited: _Credited) -> Names | None:
    """'The operation resulted in 32 arrests': the only operation that the release has named by then."""
    operations, draft = credited.operations, credited.draft
    if operations.only is None:
        return None
    low = max(draft.sentence.start, draft.quantity.start - _REFERENCE_REACH)
    high = min(draft.sentence.end, draft.quantity.end + _REFERENCE_REACH)
    found = operations.references.to_it.search(operations.page.text, low, high)
    if found is None and credited.intro is not None:
        found = operations.references.to_it.search(operations.page.text, credited.intro.start, credited.intro.end)
    if found is None:
        return None
    named = operations.named_before(found.start())
    if named is None or operations.speaks_of_another(named, high):
        return None
    return (operations.only,)


OPERATIONS: RuleTable[_Credited, Names] = RuleTable(
    "operations",
    (
        Rule(
            "operations_in_sentence",
            _in_sentence,
            finds=(
                "Operation <operation>Heron</operation> led to <claim value=32 operations=Heron>32</claim> arrests.",
            ),
        ),
        Rule(
            "operations_in_introduction",
            _in_introduction,
            finds=("Under Operation Heron police made:\n- <claim value=12 operations=Heron>12</claim> arrests",),
        ),
        Rule(
            "operation_before_list",
            _before_list,
            finds=(
                "Operation Heron ran in May.\n\nPolice made:\n- <claim value=12 operations=Heron>12</claim> arrests",
            ),
        ),
        Rule(
            "operation_referred_to",
            _referred_to,
            finds=(
                "Operation <operation>Heron</operation> began in May. The operation resulted in <claim value=32 operations=Heron>32</claim> arrests.",
                "Operation <operation>Heron</operation> began in May. During the week of action <claim value=32 operations=Heron>32</claim> cars were stopped.",
                "Operation <operation>Heron</operation> began in May. Police held <claim value=32 operations=null>32</claim> men.",
                "Operation <operation>Heron</operation> began in May. In a separate operation on the coast, <claim value=2 operations=null>two</claim> men were held and the operation goes on.",
                "Operations <operation>Heron</operation> and <operation>Lapwing</operation> began in May. The operation resulted in <claim value=32 operations=null>32</claim> arrests.",
                "The operation resulted in <claim value=32 operations=null>32</claim> arrests. It was named Operation <operation>Heron</operation>.",
            ),
        ),
    ),
    kinds=("claim", "operation"),
)
"""How a claim is credited to operations, surest first."""


def credit_of(draft: ClaimDraft) -> Credit | None:
    """Whether the claim's own sentence names its operations or only refers to them; None without operations."""
    if not draft.operations:
        return None
    return "sentence" if draft.rules["operations"] == "operations_in_sentence" else "reference"


def credit_operations(page: Page, drafts: list[ClaimDraft], around: Surroundings) -> list[ClaimDraft]:
    """The drafts with the names of the operations that they are credited to."""
    if not around.operations:
        return drafts
    operations = _Operations(page, around.operations, around.lexicon)
    completed = []
    for draft in drafts:
        found = OPERATIONS.first(_Credited(operations, draft))
        completed.append(draft if found is None else draft.given(found[1], operations=found[0]))
    return completed
