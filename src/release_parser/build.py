"""Builds a validated `Release` from linked mentions: page offsets become offsets of the caller's text, ids are given, duplicates joined.

This is the only place where page offsets become `Span`s; `Release` then checks every one of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from release_parser.extract.mentions import ContactMention, NamedEntity, PersonEntity, QuoteMention
from release_parser.link.comparisons import ComparisonLink
from release_parser.link.context.operations import credit_of
from release_parser.link.drafts import ClaimDraft
from release_parser.link.periods import PeriodMention
from release_parser.link.sums import BreakdownLink, TallyLink
from release_parser.records import (
    Breakdown,
    Claim,
    Comparison,
    Contact,
    Operation,
    ParserInfo,
    Period,
    Person,
    PoliceUnit,
    Quantity,
    Quote,
    Release,
    Span,
    Speaker,
    Tally,
    release_id,
)
from release_parser.text import Document, Page


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything found on a page, in page offsets and text order."""

    claims: Sequence[ClaimDraft] = ()
    comparisons: Sequence[ComparisonLink] = ()
    breakdowns: Sequence[BreakdownLink] = ()
    tallies: Sequence[TallyLink] = ()
    operations: Sequence[NamedEntity] = ()
    police_units: Sequence[NamedEntity] = ()
    people: Sequence[PersonEntity] = ()
    quotes: Sequence[QuoteMention] = ()
    contacts: Sequence[ContactMention] = ()


def build_release(document: Document, page: Page, findings: Findings, parser: ParserInfo) -> Release:
    """The validated record. A wrong offset raises `ValueError` here, so that no wrong record leaves the library."""
    make = _Spans(document.text, page)
    return Release(
        id=release_id(document.text),
        source=document.source,
        url=document.url,
        title=document.title,
        published=document.published,
        publisher=document.publisher,
        text=document.text,
        claims=tuple(_claim(make, number, draft) for number, draft in enumerate(findings.claims, 1)),
        comparisons=tuple(_comparison(link) for link in findings.comparisons),
        breakdowns=tuple(_breakdown(link) for link in findings.breakdowns),
        tallies=tuple(_tally(make, link) for link in findings.tallies),
        operations=tuple(
            Operation(
                name=item.name,
                span=make(*item.mentions[0]),
                mentions=make.all(item.mentions),
                aliases=item.aliases,
                rule=item.rule,
            )
            for item in findings.operations
        ),
        police_units=tuple(
            PoliceUnit(
                name=item.name,
                acronym=item.acronym,
                span=make(*item.mentions[0]),
                mentions=make.all(item.mentions),
                rule=item.rule,
            )
            for item in findings.police_units
        ),
        people=tuple(
            Person(
                name=item.name,
                rank=item.rank,
                role=item.role,
                organisation=item.organisation,
                span=make(*item.mentions[0]),
                mentions=make.all(item.mentions),
                rule=item.rule,
            )
            for item in findings.people
        ),
        quotes=tuple(_quote(make, page, number, item) for number, item in enumerate(findings.quotes, 1)),
        contacts=tuple(_contacts(make, findings.contacts)),
        parser=parser,
    )


class _Spans:
    """Makes spans of the caller's text from page offsets."""

    def __init__(self, text: str, page: Page) -> None:
        self._text, self._page = text, page

    def __call__(self, start: int, end: int) -> Span:
        start, end = self._page.offsets.original(start, end)
        return Span(start=start, end=end, text=self._text[start:end])

    def all(self, stretches: Sequence[tuple[int, int]]) -> tuple[Span, ...]:
        """The spans of several stretches."""
        return tuple(self(start, end) for start, end in stretches)


def _claim(make: _Spans, number: int, draft: ClaimDraft) -> Claim:
    """The claim of a draft."""
    quantity = draft.quantity
    return Claim(
        id=f"c{number}",
        span=make(quantity.start, quantity.end),
        quantity=Quantity(
            value=_exact(quantity.value),
            upper=_exact(quantity.upper),
            bound=quantity.bound,
            kind=quantity.kind,
            unit=quantity.unit,
            per=quantity.per or draft.per,
            vague=quantity.vague,
        ),
        measured_entity=None if draft.entity is None else make(draft.entity.start, draft.entity.end),
        head=None if draft.entity is None else draft.entity.head,
        predicate=draft.predicate,
        direction=draft.direction,
        period=_period(make, draft.period),
        place=None if draft.place is None else make(*draft.place),
        actor=None if draft.actor is None else make(*draft.actor),
        topic=draft.topic,
        restates=None if draft.restates is None else f"c{draft.restates + 1}",
        operations=draft.operations,
        credit=credit_of(draft),
        quote=None if draft.quote is None else f"q{draft.quote + 1}",
        sentence=make(*_stretch(draft.sentence.start, draft.sentence.end, quantity.start, quantity.end)),
        rule=quantity.rule,
    )


LONGEST_SENTENCE = 2000
"""Characters of a sentence that a claim shows. One of police prose has a few hundred; a list of thousands of numbers without a full stop
would stand in the record once for each of them."""


def _stretch(start: int, end: int, claim_start: int, claim_end: int) -> tuple[int, int]:
    """The bounds of a sentence or, where it is very long, of the part around the claim."""
    if end - start <= LONGEST_SENTENCE:
        return start, end
    around = max(0, (LONGEST_SENTENCE - (claim_end - claim_start)) // 2)
    return max(start, claim_start - around), min(end, claim_end + around)


def _exact(value: Decimal | None) -> Decimal | None:
    """The number as a record holds it: whole numbers stay whole, fractions keep the 15 digits that a JSON number can carry."""
    if value is None or value == value.to_integral_value():
        return value
    return Decimal(f"{value:.15g}")


def _comparison(link: ComparisonLink) -> Comparison:
    """The comparison with ids instead of indices."""
    ids = [
        None if index is None else f"c{index + 1}"
        for index in (link.current, link.baseline, link.change, link.restated)
    ]
    return Comparison(
        current=ids[0],
        baseline=ids[1],
        change=ids[2],
        restated=ids[3],
        direction=link.direction,
        expected_change=link.expected_change,
        gap=link.gap,
        consistent=link.consistent,
        rule=link.rule,
    )


def _period(make: _Spans, period: PeriodMention | None) -> Period | None:
    """The period with its span, or None."""
    if period is None:
        return None
    return Period(span=make(period.start, period.end), start=period.start_date, end=period.end_date)


def _breakdown(link: BreakdownLink) -> Breakdown:
    """The breakdown with ids instead of indices."""
    return Breakdown(
        total=f"c{link.total + 1}",
        parts=tuple(f"c{part + 1}" for part in link.parts),
        complete=link.complete,
        expected=_exact(link.expected),
        consistent=link.consistent,
        rule=link.rule,
    )


def _tally(make: _Spans, link: TallyLink) -> Tally:
    """The tally with ids instead of indices."""
    return Tally(
        topic=link.topic,
        thing=link.thing,
        unit=link.unit,
        value=_exact(link.value),
        upper=_exact(link.upper),
        bound=link.bound,
        period=_period(make, link.period),
        claims=tuple(f"c{index + 1}" for index in link.claims),
        rule=link.rule,
    )


def _quote(make: _Spans, page: Page, number: int, item: QuoteMention) -> Quote:
    """The quote with its spans, speaker and cue."""
    speaker = None
    if item.speaker is not None and item.speaker_span is not None:
        speaker = Speaker(person=item.speaker, span=make(*item.speaker_span))
    return Quote(
        id=f"q{number}",
        content="\n\n".join(page.text[start:end] for start, end in item.spans),
        spans=make.all(item.spans),
        speaker=speaker,
        cue=None if item.cue is None else make(*item.cue),
        rule=item.rule,
    )


def _contacts(make: _Spans, mentions: Sequence[ContactMention]) -> list[Contact]:
    """Each different contact once, at its first mention."""
    first: dict[tuple[str, str], ContactMention] = {}
    for mention in mentions:
        first.setdefault((mention.kind, mention.value), mention)
    return [
        Contact(kind=mention.kind, value=mention.value, span=make(mention.start, mention.end), rule=mention.rule)
        for mention in first.values()
    ]
