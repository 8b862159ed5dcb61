"""Quantities to claims: entity, predicate, direction, period, place, operations and quote of each.

In: a page, its quantities, the syntax of the sentences that hold one, and what else was found. Out: `ClaimDraft`s in text order
and the comparisons between them. A bullet takes what it lacks from the line that introduces its list.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right

import regex

from release_parser.extract.mentions import NamedEntity, QuantityMention, QuoteMention
from release_parser.link.changes import find_direction
from release_parser.link.comparisons import ComparisonLink, LinkedClaim, find_comparisons
from release_parser.link.drafts import ClaimDraft
from release_parser.link.entities import Entity, find_entity
from release_parser.link.periods import link_periods
from release_parser.link.places import find_place
from release_parser.link.predicates import find_predicate
from release_parser.link.sharing import share
from release_parser.link.syntax import Syntax
from release_parser.link.tables import find_tables, in_head, read_tables
from release_parser.text import Page, Sentence
from release_parser.text.dates import DateMention

_PER = regex.compile(
    r"(?:(?:[ ]\p{L}[\p{L}’'-]*){0,4}?)[ ](?P<per>(?:per[ ](?!cent\b)|an?[ ](?=(?:second|minute|hour|day|night|week|month|year)\b(?![ ](?:ago|earlier|before|later|old|prior|on\b|after)))|each[ ]|every[ ](?!one|body))(?:\d[\d,]*[ ])?(?:(?:square|cubic|sq)[ ](?=\p{Ll}))?\p{Ll}+)",
    regex.IGNORECASE,
)
# '£40 a gram', '$76 a barrel': what the price is for stands right behind it
_PRICE_PER = regex.compile(
    r"(?:[ ][(][^()]{1,40}[)])?+(?:-|[ ])(?P<per>an?(?:-|[ ])(?:second|minute|hour|day|night|week|month|year|head|person|time|go|litre|liter|gallon|barrel|pint|bottle|can|tonne|ton|kilo|kilogram|gram|ounce|pound|mile|metre|foot"
    r"|square[ ](?:foot|metre|meter|mile)|piece|pop|bag|wrap|tablet|pill|plant|packet|pack|box|share|unit|ticket|copy|item))\b(?![ ](?:old|ago|earlier|before|later|prior|after)\b)",
    regex.IGNORECASE,
)


def link_claims(
    page: Page,
    quantities: list[QuantityMention],
    syntax: dict[int, Syntax],
    operations: list[NamedEntity],
    quotes: list[QuoteMention],
    dates: list[DateMention],
    *,
    published: dt.date | None,
) -> tuple[list[ClaimDraft], list[ComparisonLink]]:
    """All claims of a page and how they compare."""
    periods = link_periods(page, quantities, dates, published=published)
    credits_ = _Credits(page, operations)
    quoted = _Quoted(quotes)
    by_sentence: dict[int, list[QuantityMention]] = {}
    for quantity in quantities:
        index = page.sentence_at(quantity.start)
        if index is not None and _is_parsed(quantity, syntax[index]):
            by_sentence.setdefault(index, []).append(quantity)
    tables = find_tables(page)
    drafts: list[ClaimDraft] = []
    places: list[tuple[int, int]] = []
    for quantity, period in zip(quantities, periods, strict=True):
        index = page.sentence_at(quantity.start)
        if index is None or (tables and in_head(tables, quantity.start)):
            continue
        sentence, parse = page.sentences[index], syntax[index]
        parsed, peers = _is_parsed(quantity, parse), by_sentence.get(index, [])
        entity = find_entity(quantity, parse, peers) if parsed else None
        if _is_bare_year(page.text, quantity, entity):
            continue
        # a sentence without end is read in part, or a table of a thousand numbers would take a thousand times as long
        low, high = max(sentence.start, quantity.start - _REACH), min(sentence.end, quantity.end + _REACH)
        direction = find_direction(quantity, page.text, low, high)
        predicate = find_predicate(quantity, entity, parse, peers, direction) if parsed else None
        per = _per(page.text, quantity, sentence)
        drafts.append(
            ClaimDraft(
                quantity,
                (sentence.start, sentence.end),
                entity,
                predicate.lemma if predicate is not None else None,
                predicate.actor if predicate is not None else None,
                direction,
                period,
                find_place(page.text, quantity.start, quantity.end, low, high),
                credits_.of(sentence),
                quoted.at(quantity.start),
                per,
            )
        )
        places.append((index, sentence.block))
    drafts = share(page, drafts, places)
    pairs: list[tuple[int, int]] = []
    if tables and syntax:
        drafts, pairs = read_tables(tables, drafts, dates, next(iter(syntax.values())).lemmatize)
    linked = [
        LinkedClaim(
            draft.quantity,
            draft.entity.head if draft.entity else None,
            draft.direction,
            sentence,
            block,
            draft.period.start_date if draft.period else None,
            draft.per is not None,
        )
        for draft, (sentence, block) in zip(drafts, places, strict=True)
    ]
    return drafts, find_comparisons(page.text, linked, pairs)


_REACH = 2_000
"""How many characters of its sentence on either side a quantity's direction and place are looked for in."""


def _is_parsed(quantity: QuantityMention, parse: Syntax) -> bool:
    """Whether the parse reaches the quantity: the tail of a sentence that never ends is not parsed."""
    return len(parse) > 0 and quantity.end <= parse.ends[-1]


_YEAR = regex.compile(r"(?:19[5-9]|20[0-4])\d")


def _is_bare_year(text: str, quantity: QuantityMention, entity: Entity | None) -> bool:
    """'joined the force 1993', 'what 2021 brings': four digits that count nothing are a year."""
    counts = entity is not None and entity.rule in ("entity_following", "entity_of", "entity_label")
    if (
        quantity.kind != "count"
        or quantity.bound != "exactly"
        or _YEAR.fullmatch(text[quantity.start : quantity.end]) is None
    ):
        return False
    # 'the 1996 guidelines', "the force's 2019 figures"
    return (
        not counts
        or regex.search(r"(?:\b(?:the|its|their|our)|[’']s)[ ]$", text[max(0, quantity.start - 6) : quantity.start])
        is not None
    )


class _Credits:
    """The operations that a sentence names, or the line that introduces its list."""

    def __init__(self, page: Page, operations: list[NamedEntity]) -> None:
        self._page = page
        self._mentions = sorted((start, operation.name) for operation in operations for start, _ in operation.mentions)

    def of(self, sentence: Sentence) -> tuple[str, ...]:
        names = self._inside(sentence.start, sentence.end)
        if not names and (intro := self._page.intro_of(sentence)) is not None:
            names = self._inside(intro.start, intro.end)
        return names

    def _inside(self, start: int, end: int) -> tuple[str, ...]:
        first = bisect_right(self._mentions, (start, ""))
        names: dict[str, None] = {}
        for at, name in self._mentions[first:]:
            if at >= end:
                break
            names[name] = None
        return tuple(names)


class _Quoted:
    """The quote that an offset stands in."""

    def __init__(self, quotes: list[QuoteMention]) -> None:
        self._stretches = sorted(
            (start, end, index) for index, quote in enumerate(quotes) for start, end in quote.spans
        )

    def at(self, offset: int) -> int | None:
        position = bisect_right(self._stretches, offset, key=lambda stretch: stretch[0]) - 1
        if position < 0:
            return None
        _, end, index = self._stretches[position]
        return index if offset < end else None


def _per(text: str, quantity: QuantityMention, sentence: Sentence) -> str | None:
    if quantity.kind in ("age", "multiplier"):
        return None
    end = min(sentence.end, quantity.end + 70)
    match = (
        _PRICE_PER.match(text, quantity.end, end) if quantity.kind in ("money", "volume", "mass", "count") else None
    ) or _PER.match(text, quantity.end, end)
    return None if match is None else match.group("per")
