"""The values in a record that the attributes of marks are compared with: the `head` of a claim, the `rank` of a person.

In: a finding and its release. Out: the value for an attribute, or None where the record has none.

>>> sorted(ATTRIBUTES["person"])
['name', 'organisation', 'rank', 'role', 'rule']
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from release_parser.records import Claim, Contact, Operation, Person, PoliceUnit, Quote, Record, Release, Span


def _text(span: Span | None) -> str | None:
    """The text of a span, or None."""
    return None if span is None else span.text


Reader = Callable[[Any, Release], object]
"""What an attribute is in a record (and its release)."""


def _side(claim: Claim, release: Release) -> str | None:
    """The side of a comparison on which the claim stands."""
    for comparison in release.comparisons:
        for side in ("current", "baseline", "change", "restated"):
            if getattr(comparison, side) == claim.id:
                return side
    return None


def _part_of(claim: Claim, release: Release) -> str | None:
    """The text of the total of which the claim is a part."""
    return next((breakdown.total for breakdown in release.breakdowns if claim.id in breakdown.parts), None)


def _holds(claim: Claim, release: Release) -> str | None:
    """Whether the parts of the claim add up to it: 'true', 'false', or None where it has none or the text does not decide."""
    found = next((breakdown.consistent for breakdown in release.breakdowns if breakdown.total == claim.id), None)
    return None if found is None else str(found).lower()


def _tally(claim: Claim, release: Release) -> Decimal | None:
    """The value of the tally to which the claim belongs."""
    return next((tally.value for tally in release.tallies if claim.id in tally.claims), None)


def _tallied(claim: Claim, release: Release) -> str | None:
    """The topics under which the claim is tallied, divided by commas: somebody arrested and charged is counted under both."""
    return ", ".join(tally.topic for tally in release.tallies if claim.id in tally.claims) or None


_CLAIM: dict[str, Reader] = {
    "value": lambda claim, _: claim.quantity.value,
    "upper": lambda claim, _: claim.quantity.upper,
    "bound": lambda claim, _: claim.quantity.bound,
    "kind": lambda claim, _: claim.quantity.kind,
    "unit": lambda claim, _: claim.quantity.unit,
    "per": lambda claim, _: claim.quantity.per,
    "vague": lambda claim, _: claim.quantity.vague,
    "entity": lambda claim, _: _text(claim.measured_entity),
    "head": lambda claim, _: claim.head,
    "predicate": lambda claim, _: claim.predicate,
    "direction": lambda claim, _: claim.direction,
    "period": lambda claim, _: claim.period and claim.period.span.text,
    "start": lambda claim, _: claim.period and claim.period.start,
    "end": lambda claim, _: claim.period and claim.period.end,
    "place": lambda claim, _: _text(claim.place),
    "actor": lambda claim, _: _text(claim.actor),
    "topic": lambda claim, _: claim.topic,
    "restates": lambda claim, _: claim.restates,
    "partof": _part_of,
    "holds": _holds,
    "tally": _tally,
    "tallied": _tallied,
    "operations": lambda claim, _: ", ".join(claim.operations) or None,
    "quoted": lambda claim, _: "false" if claim.quote is None else "true",
    "sentence": lambda claim, _: claim.sentence.text,
    "side": _side,
}
_NAMED: dict[str, Reader] = {"name": lambda named, _: named.name}
ATTRIBUTES: dict[str, dict[str, Reader]] = {
    "claim": _CLAIM,
    "operation": _NAMED,
    "unit": _NAMED | {"acronym": lambda unit, _: unit.acronym},
    "person": _NAMED
    | {
        "rank": lambda person, _: person.rank,
        "role": lambda person, _: person.role,
        "organisation": lambda person, _: person.organisation,
    },
    "quote": {
        "speaker": lambda quote, _: quote.speaker and quote.speaker.person,
        "mention": lambda quote, _: quote.speaker and quote.speaker.span.text,
        "cue": lambda quote, _: _text(quote.cue),
        # pieces with the same letter are the spans of one quote
        "part": lambda quote, _: None,  # noqa: ARG005 - compared across marks, in _parts
    },
    "contact": {"kind": lambda contact, _: contact.kind, "value": lambda contact, _: contact.value},
}
for _readers in ATTRIBUTES.values():
    _readers.setdefault("rule", lambda record, _: record.rule)

KINDS = frozenset(ATTRIBUTES)
"""What records hold, and what can be marked."""

OF_THE_RELEASE: dict[str, dict[str, Callable[[Release], object]]] = {
    "publisher": {"name": lambda release: release.publisher},
    "published": {"day": lambda release: release.published},
}
"""What can be marked as well: where a page says who publishes it, and on which day. A release has one of each, without a span."""


def found_of(release: Release, kind: str) -> Iterator[tuple[Span, Any]]:
    """Every span of one kind in a record, with the claim, quote and so on to which it belongs."""
    records: dict[str, tuple[Record, ...]] = {
        "claim": release.claims,
        "operation": release.operations,
        "unit": release.police_units,
        "person": release.people,
        "quote": release.quotes,
        "contact": release.contacts,
    }
    for record in records[kind]:
        if isinstance(record, Claim | Contact):
            yield record.span, record
        elif isinstance(record, Quote):
            yield from ((span, record) for span in record.spans)
        elif isinstance(record, Operation | PoliceUnit | Person):
            yield from ((span, record) for span in record.mentions)
