"""The claims of a page, each measured once, with what the rules of sums ask of them.

In: a page, its claim drafts and comparisons. Out: an `Account`: `Figure`s in text order, their values in base units, what they
count, whom they are of, where they stand.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

import regex

from release_parser.lexicon import Lexicon, Thing, Vocabulary
from release_parser.link.comparisons import ComparisonLink
from release_parser.link.drafts import ClaimDraft
from release_parser.measures import in_base
from release_parser.records import Kind
from release_parser.text import Page

Gender = Literal["he", "she"]
PEOPLE = "people"
_REACH = 160
"""How many characters before a quantity its introduction may take: 'the last 14 of the'."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One claim: its draft and what was measured of it."""

    index: int
    draft: ClaimDraft
    sentence: int
    block: int
    early: bool
    """Whether it stands in the headline or the first paragraph, whose figures the rest tells again."""
    item: int | None
    """The block that introduces the list that it is an item of."""
    value: Decimal | None
    """In the base unit of its kind, where it has one; so is `upper`."""
    upper: Decimal | None
    unit: str | None
    thing: str | None
    """What it counts: 'people' for people of any name."""
    gender: Gender | None
    lead: str
    """The words before it in its sentence, in lower case."""
    tail: str
    """The words behind it in its sentence, in lower case."""
    names: frozenset[str] = frozenset()
    """The surnames of those whom it is of, where the sentence names any."""

    @property
    def kind(self) -> Kind:
        """The kind of its quantity."""
        return self.draft.quantity.kind

    @property
    def topic(self) -> str | None:
        """The topic of its claim."""
        return self.draft.topic

    @property
    def exact(self) -> bool:
        """Whether it is one number, without a bound."""
        return self.value is not None and self.upper is None and self.draft.quantity.bound == "exactly"

    @property
    def of_people(self) -> bool:
        """Whether it counts people."""
        return self.thing == PEOPLE


@dataclass(frozen=True, slots=True)
class Account:
    """All figures of a page, and how they compare."""

    page: Page
    figures: tuple[Figure, ...]
    comparisons: Sequence[ComparisonLink] = ()
    levels: frozenset[frozenset[int]] = field(default=frozenset())
    """Pairs of figures that a comparison sets against each other as levels."""

    def between(self, first: Figure, second: Figure) -> str:
        """The words between two figures of one page."""
        return self.page.text[first.draft.quantity.end : second.draft.quantity.start]


def measure(
    page: Page, drafts: Sequence[ClaimDraft], comparisons: Sequence[ComparisonLink], lexicon: Lexicon
) -> Account:
    """The account of a page."""
    things = lexicon.typed("things", Thing)
    persons = _Persons(page.text, drafts)
    opening = _opening(page)
    figures = tuple(_figure(page, index, draft, things, persons, opening) for index, draft in enumerate(drafts))
    levels = frozenset(
        frozenset((link.current, link.baseline))
        for link in comparisons
        if link.current is not None and link.baseline is not None
    )
    return Account(page, figures, comparisons, levels)


def _opening(page: Page) -> int:
    """The last block of a release's opening: its headlines and its first paragraph."""
    return next(
        (index for index, block in enumerate(page.blocks) if block.kind not in ("headline", "heading", "furniture")), 0
    )


def _figure(
    page: Page, index: int, draft: ClaimDraft, things: Vocabulary[Thing], persons: _Persons, opening: int
) -> Figure:
    quantity, sentence = draft.quantity, draft.sentence
    value, upper, unit = quantity.value, quantity.upper, quantity.unit
    if value is not None and (based := in_base(value, unit)) is not None:
        value, base = based
        upper = None if upper is None else in_base(upper, unit)[0]  # type: ignore[index]
        unit = base
    return Figure(
        index,
        draft,
        draft.sentence_index,
        draft.block,
        draft.block <= opening,
        page.blocks[draft.block].intro,
        value,
        upper,
        unit,
        *_thing(draft, things),
        page.text[max(sentence.start, quantity.start - _REACH) : quantity.start].lower(),
        page.text[quantity.end : min(sentence.end, quantity.end + _REACH)].lower(),
        persons.of(draft, sentence.start, sentence.end),
    )


def _thing(draft: ClaimDraft, things: Vocabulary[Thing]) -> tuple[str | None, Gender | None]:
    """What a claim counts, and of whom its noun is always said."""
    head = None if draft.entity is None else draft.entity.head
    if head is None:
        return None, None
    entry = things.find(head)
    if entry is None or (entry.topics and draft.topic not in entry.topics):
        return head.lower(), None
    return entry.thing or entry.name, entry.gender


# 'Ann Pole, 40', 'ANN POLE (40)', 'Ann Pole, aged 40', 'Ann Pole is 40'
_NAME = r"(?P<name>\p{Lu}[\p{L}’'-]++(?:[ ](?:(?:de|van|von|bin|al|la|di|le|el|ap)[ ])?\p{Lu}[\p{L}’'.-]*+){1,3})"
_NAME_BEFORE = regex.compile(
    _NAME
    + r"(?:[’']s?)?(?:[ ]?[,(–-]{1,2}[ ]?|[ ](?:is|was)[ ]|[ ](?=aged|age))(?:(?:now|then|also)[ ])?(?:aged?[ ]|aged:[ ]?)?$"
)
# '40-year-old Ann Pole', '40 year old defendant Ann Pole'
_NAME_BEHIND = regex.compile(r"[ ](?:\p{Ll}[\p{L}-]*+[ ]){0,2}" + _NAME)
_WORD = regex.compile(r"\p{L}[\p{L}’'-]*")


class _Persons:
    """Who has an age on this page, and where their surnames stand."""

    def __init__(self, text: str, drafts: Sequence[ClaimDraft]) -> None:
        self._text = text
        self._of = {draft.quantity.start: name for draft in drafts if (name := self._named(draft)) is not None}
        known = sorted(set(self._of.values()))
        self._at: list[tuple[int, str]] = []
        if known:
            pattern = regex.compile(r"\b\L<names>\b", regex.IGNORECASE, names=known)
            self._at = [
                (match.start(), match.group().casefold())
                for match in pattern.finditer(text)
                if match.group()[0].isupper()
            ]

    def _named(self, draft: ClaimDraft) -> str | None:
        """The surname of the person whose age it is, where the text names one beside it."""
        quantity = draft.quantity
        if quantity.kind != "age":
            return None
        start = max(draft.sentence.start, quantity.start - 70)
        match = _NAME_BEFORE.search(self._text, start, quantity.start) or _NAME_BEHIND.match(
            self._text, quantity.end, min(draft.sentence.end, quantity.end + 70)
        )
        if match is None:
            return None
        return match["name"].rsplit(" ", 1)[-1].rstrip(".’'").casefold()

    def of(self, draft: ClaimDraft, start: int, end: int) -> frozenset[str]:
        """The surnames that a claim is of: of an age its own, else those of its sentence."""
        if draft.quantity.kind == "age":
            name = self._of.get(draft.quantity.start)
            return frozenset() if name is None else frozenset((name,))
        low = bisect_left(self._at, (start, ""))
        names = set()
        for at, name in self._at[low : low + 60]:
            if at >= end:
                break
            names.add(name)
        return frozenset(names)
