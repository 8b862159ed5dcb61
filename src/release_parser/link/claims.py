"""The claims of a page: each quantity with its entity, predicate, direction, topic, actor, period, place, operations and quote.

In: a page, its quantities, the syntax of the sentences that hold one, and all other findings of the page. Out: `ClaimDraft`s in text order, and
how they stand to each other. An item of a list takes what it lacks from the line that introduces the list.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from release_parser.extract.mentions import QuantityMention, QuoteMention
from release_parser.extract.rates import find_rate
from release_parser.link.changes import find_direction
from release_parser.link.comparisons import ComparisonLink, find_comparisons
from release_parser.link.context import put_in_context
from release_parser.link.counted import Counted, Entity, count_page
from release_parser.link.drafts import ClaimDraft
from release_parser.link.entities import find_entity
from release_parser.link.predicates import find_predicate
from release_parser.link.sharing import share
from release_parser.link.sums import BreakdownLink, TallyLink, add_up
from release_parser.link.surroundings import Surroundings
from release_parser.link.syntax import Syntax
from release_parser.link.tables import Labels, TableReader, find_tables
from release_parser.regexes import Regex
from release_parser.text import Page


@dataclass(frozen=True, slots=True)
class LinkedPage:
    """The claims of a page in text order, and how they stand to each other. Relations name claims by their index in `drafts`."""

    claims: list[ClaimDraft]
    comparisons: list[ComparisonLink]
    breakdowns: list[BreakdownLink]
    tallies: list[TallyLink]


def link_claims(
    page: Page, quantities: list[QuantityMention], syntax: Mapping[int, Syntax], around: Surroundings
) -> LinkedPage:
    """All claims of a page and their relations; `syntax` maps the index of each sentence that holds a quantity to its tokens.

    The passes run in this order, each over all drafts: what the sentence says of each quantity alone; what claims of one sentence or list
    share; what the labels of a table say; topic, actor, place, period and operations; comparisons; restatements, breakdowns and tallies.
    """
    tables = find_tables(page)
    drafts = _drafts(page, quantities, syntax, around, Labels(tables))
    drafts = share(page, drafts)
    pairs: list[tuple[int, int]] = []
    if tables and syntax:
        reader = TableReader(around.dates, next(iter(syntax.values())).lemmatize, around.lexicon)
        drafts, pairs = reader.read(tables, drafts)
    drafts = put_in_context(page, drafts, around, syntax)
    comparisons = find_comparisons(page, drafts, pairs)
    return _summed(page, drafts, comparisons, around)


def _summed(
    page: Page, drafts: list[ClaimDraft], comparisons: list[ComparisonLink], around: Surroundings
) -> LinkedPage:
    """The finished page: which claims restate another, which are parts of a total, and which figures to take for each topic."""
    sums = add_up(page, drafts, comparisons, around.lexicon)
    return LinkedPage(sums.claims, comparisons, sums.breakdowns, sums.tallies)


def _drafts(
    page: Page,
    quantities: list[QuantityMention],
    syntax: Mapping[int, Syntax],
    around: Surroundings,
    labels: Labels,
) -> list[ClaimDraft]:
    """A draft for each quantity that is a claim, with what its own sentence says of it."""
    quoted = _Quoted(around.quotes)
    drafts: list[ClaimDraft] = []
    for bare in count_page(page, quantities, syntax, around.lexicon):
        quantity = bare.quantity
        if labels.hold(quantity.start):
            continue
        counted = _measured(bare)
        if _is_bare_year(page.text, quantity, counted.entity):
            continue
        predicate = find_predicate(counted) if counted.parsed else None
        drafts.append(
            ClaimDraft(
                counted,
                entity=counted.entity,
                predicate=predicate.lemma if predicate is not None else None,
                verb=predicate.token if predicate is not None else None,
                direction=counted.direction,
                quote=quoted.holding(quantity.start, quantity.end),
                per=rate[0] if (rate := find_rate(page.text, quantity, counted.sentence.end, around.lexicon)) else None,
                rules=counted.rules if predicate is None else {**counted.rules, "predicate": predicate.rule},
            )
        )
    return drafts


def _measured(counted: Counted) -> Counted:
    """The quantity with its entity and its direction, both of which the rules for predicates read."""
    entity, rule = find_entity(counted) if counted.parsed else (None, None)
    direction, way = find_direction(counted)
    rules = {field: name for field, name in (("entity", rule), ("direction", way)) if name is not None}
    return replace(counted, entity=entity, direction=direction, rules=rules)


_YEAR = Regex(r"(?:19[5-9]|20[0-4])\d")
# 'the 1996 guidelines', "the force's 2019 figures"
_DETERMINER = Regex(r"(?:\b(?:the|its|their|our)|[’']s)[ ]$")


def _is_bare_year(text: str, quantity: QuantityMention, entity: Entity | None) -> bool:
    """Whether four digits that count nothing are a year: 'joined the force 1993', 'what 2021 brings'."""
    counts = entity is not None and entity.rule in ("noun_behind", "of_phrase", "label_before", "noun_of_its_item")
    if (
        quantity.kind != "count"
        or quantity.bound != "exactly"
        or _YEAR.fullmatch(text[quantity.start : quantity.end]) is None
    ):
        return False
    return not counts or _DETERMINER.search(text[max(0, quantity.start - 6) : quantity.start]) is not None


class _Quoted:
    """Finds the quote in which a quantity stands."""

    def __init__(self, quotes: Sequence[QuoteMention]) -> None:
        self._stretches = sorted(
            (start, end, index) for index, quote in enumerate(quotes) for start, end in quote.spans
        )

    def holding(self, first: int, last: int) -> int | None:
        """The index of the quote that holds the characters from `first` up to `last`, or None.

        A quantity that reaches over the end of the quote is not inside it: in '“It was 1"' the closing mark is read as inches.
        """
        position = bisect_right(self._stretches, first, key=lambda stretch: stretch[0]) - 1
        if position < 0:
            return None
        _, end, index = self._stretches[position]
        return index if last <= end else None
