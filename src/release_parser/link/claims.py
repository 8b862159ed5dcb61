"""Quantities to claims: entity, predicate, direction, period, place, operations and quote of each.

In: a page, its quantities, the syntax of the sentences that hold one, and what else was found. Out: `ClaimDraft`s in text order
and the comparisons between them. A bullet takes what it lacks from the line that introduces its list.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from dataclasses import replace

import regex

from release_parser.extract.mentions import NamedEntity, QuantityMention, QuoteMention
from release_parser.link.changes import find_direction
from release_parser.link.comparisons import ComparisonLink, LinkedClaim, find_comparisons
from release_parser.link.drafts import ClaimDraft
from release_parser.link.entities import Entity, find_entity
from release_parser.link.periods import link_periods
from release_parser.link.places import find_place
from release_parser.link.predicates import find_predicate
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
    drafts = _share_heads(page.text, drafts, places)
    drafts = _said_again(page.text, drafts, places)
    drafts = _share_directions(page.text, drafts, places)
    drafts = _share_predicates(page, drafts, places)
    drafts = _from_introduction(page, drafts, places)
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


_PERSONS = frozenset(
    {
        "man",
        "woman",
        "people",
        "person",
        "boy",
        "girl",
        "teenager",
        "suspect",
        "male",
        "female",
        "driver",
        "officer",
        "victim",
        "youth",
        "child",
        "motorist",
        "individual",
        "offender",
        "defendant",
        "vehicle",
        "car",
        "property",
        "premises",
        "dog",
        "adult",
        "resident",
    }
)


# 'against 150 in 2019', 'up from 19', 'compared with 31': the other level of the same thing
_COMPARED = regex.compile(
    r"\b(?:against|versus|vs|compared[ ](?:with|to)|than|from|of which|including)[ ](?:just[ ]|only[ ]|the[ ]|about[ ]|a[ ]total[ ]of[ ])?$"
)


_BRACKET = regex.compile(r"(?:[ ][\p{L}’'-]+){0,7}+[ ]?[(](?:or[ ]|about[ ]|around[ ]|nearly[ ]|almost[ ])?")


def _said_again(text: str, drafts: list[ClaimDraft], places: list[tuple[int, int]]) -> list[ClaimDraft]:
    """'three in five (60%) drivers', '34 of the searches (30%)': the share in brackets is of what the quantity before it is."""
    same = list(drafts)
    for index in range(1, len(same)):
        draft, before = same[index], same[index - 1]
        if (
            places[index] == places[index - 1]
            and before.quantity.kind in ("proportion", "percentage", "count")
            and draft.quantity.kind == "percentage"
            and text[draft.quantity.end : draft.quantity.end + 1] == ")"
            and _BRACKET.fullmatch(between := text[before.quantity.end : draft.quantity.start])
            and not _OWN_VERB.search(between)
            and not regex.search(r"\p{L}ing\b", between)
        ):
            same[index] = replace(draft, entity=before.entity, predicate=before.predicate, actor=before.actor)
    return same


# 'two sites, with three more to open soon'
_MORE = regex.compile(r"[ ]more(?=[.,;)]|[ ](?:to|in|on|at|are|were|have|had|will|since|by|from)\b)")


def _share_heads(text: str, drafts: list[ClaimDraft], places: list[tuple[int, int]]) -> list[ClaimDraft]:
    """A bare count takes the noun of the count before it in the sentence: 'of 30 arrests, five were charged'."""
    shared = list(drafts)
    for index in range(1, len(shared)):
        draft, at = shared[index], index - 1
        if draft.quantity.kind == "count" and shared[at].quantity.kind == "percentage" and index > 1:
            at -= 1  # '2,034 searches (30 per cent), compared with 1,956'
        before = shared[at]
        if draft.entity is not None or before.entity is None or places[index][0] != places[at][0]:
            continue
        if regex.match(r"[ ]of[ ](?:them|whom|us)\b", text[draft.quantity.end : draft.quantity.end + 9]):
            continue  # 'phones were seized from five of them': not five phones
        counted = draft.quantity.kind == before.quantity.kind == "count" and (
            before.entity.head in _PERSONS
            or _COMPARED.search(text[before.quantity.end : draft.quantity.start]) is not None
            or _MORE.match(text, draft.quantity.end) is not None
            or regex.search(
                r"\bof[ ](?:which|whom|these|those|the)\b|\bOf[ ](?:the[ ]|these[ ]|those[ ])?\d|\b(?:another|further|other|remaining|rest)\b",
                text[before.sentence[0] : draft.quantity.start],
            )
            is not None
        )
        if counted or (draft.direction is not None and draft.direction == before.direction):
            shared[index] = replace(draft, entity=replace(before.entity, rule="entity_shared"))
    return shared


_NEXT_SHARE = regex.compile(
    r"(?:,|,?[ ]and|,?[ ]while|;|,[ ]with)[ ](?:\p{L}[\p{L}’'-]*[ ]){1,6}?(?:by[ ]|(?:has|have|is|are|was|were)[ ](?:down|up)[ ](?:by[ ])?|down[ ]|up[ ])?"
)


# 'up by 14% year on year and by 31% on the average'
_AND_BY = regex.compile(r"[^.;:()\d]{0,50}[ ]and[ ]by[ ]")


def _share_directions(text: str, drafts: list[ClaimDraft], places: list[tuple[int, int]]) -> list[ClaimDraft]:
    """'crime is down by 20% and ASB 22%': the second share of a list goes where the first goes."""
    shared = list(drafts)
    for index in range(1, len(shared)):
        draft, before = shared[index], shared[index - 1]
        if (
            draft.direction is None
            and before.direction is not None
            and draft.quantity.kind == before.quantity.kind == "percentage"
            and places[index] == places[index - 1]
            and (between := text[before.quantity.end : draft.quantity.start])
            and (
                _NEXT_SHARE.fullmatch(between)
                or _AND_BY.fullmatch(between)
                # 'fell by 12 and 15 per cent', but not 'rose by 12% and 15% of drivers were fined'
                or (between in (" and ", ", ") and not text.startswith(" of", draft.quantity.end))
            )
        ):
            shared[index] = replace(draft, direction=before.direction)
    return shared


_JOINED = regex.compile(
    r"(?:,|\band|\bas well as|;|\bplus|&)[ ]+(?:also[ ]|with[ ]|a[ ]further[ ]|another[ ]|an[ ]additional[ ]|for[ ]|of[ ])?$"
)
_OWN_VERB = regex.compile(
    r"\b(?:was|were|is|are|has|have|had|been|will|who|which|that|while|when|after|before|seized|arrested|charged|found|made|issued|stopped|recovered|jailed|sentenced|pleaded|admitted)\b"
)


def _share_predicates(page: Page, drafts: list[ClaimDraft], places: list[tuple[int, int]]) -> list[ClaimDraft]:
    """Counts of the same noun in one list share their verb: 'charged with two counts of theft and one count of fraud'."""
    shared = list(drafts)
    for index in range(1, len(shared)):
        draft, before = shared[index], shared[index - 1]
        if (
            places[index] == places[index - 1]
            and draft.entity is not None
            and before.entity is not None
            and draft.entity.head == before.entity.head
            and draft.quantity.kind == before.quantity.kind == "count"
            and before.predicate is not None
        ):
            between = page.text[before.quantity.end : draft.quantity.start]
            if len(between) < 160 and _JOINED.search(between) and not _OWN_VERB.search(between):
                shared[index] = replace(draft, predicate=before.predicate, actor=before.actor)
    return shared


def _from_introduction(page: Page, drafts: list[ClaimDraft], places: list[tuple[int, int]]) -> list[ClaimDraft]:
    """'Officers seized:' gives its verb to bullets that have none of their own."""
    verbs: dict[int, str | None] = {}
    completed = []
    for draft, (index, _) in zip(drafts, places, strict=True):
        intro = page.intro_of(page.sentences[index])
        if draft.predicate is None and intro is not None and draft.quantity.kind != "age":
            if intro.start not in verbs:
                verbs[intro.start] = _introducing_verb(page.text[intro.start : intro.end])
            completed.append(replace(draft, predicate=verbs[intro.start]))
        else:
            completed.append(draft)
    return completed


# The verbs that introduce a list of results, with their lemma.
_INTRODUCING = regex.compile(
    r"\b(?:(?P<seize>seiz(?:ed|ing|ures?))|(?P<arrest>arrest(?:ed|ing|s)?)|(?P<make>ma(?:de|king))|(?P<recover>recover(?:ed|ing))|(?P<issue>issu(?:ed|ing))|(?P<stop>stopp(?:ed|ing))"
    r"|(?P<charge>charg(?:ed|es))|(?P<execute>execut(?:ed|ing))|(?P<conduct>conduct(?:ed|ing))|(?P<report>report(?:ed|ing))|(?P<record>record(?:ed|ing))|(?P<deal>dealt)"
    r"|(?P<find>found|discover(?:ed|ing))|(?P<result>result(?:ed|ing|s)?)|(?P<achieve>achiev(?:ed|ing))|(?P<see>saw|seen)|(?P<include>includ(?:ed?|ing|es))|(?P<visit>visit(?:ed|ing))|(?P<steal>stolen|stole))\b",
    regex.IGNORECASE,
)


def _introducing_verb(intro: str) -> str | None:
    """The last verb of the introduction: 'Officers also seized:'; 'The week resulted in:'."""
    verb = None
    for match in _INTRODUCING.finditer(intro):
        if match.lastgroup == "include" and verb is not None:
            continue
        verb = match.lastgroup
    return verb
