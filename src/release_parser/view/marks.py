"""A release's text with its marks. Marks may overlap (a claim in a quote, a person in a claim's sentence), so the text is cut
at every border and each piece carries the classes of all marks that cover it.

In: a release. Out: escaped HTML.
"""

from __future__ import annotations

from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from release_parser.records import Release, Span

KINDS = {
    "claim": "claims",
    "entity": "what is counted",
    "quote": "quotes",
    "speaker": "speakers",
    "operation": "operations",
    "unit": "units",
    "person": "people",
    "contact": "contacts",
}


def marked_text(release: Release) -> str:
    """The text with a `<span class="claim quote …">` around every marked piece; its tooltip says what each mark is."""
    marks = sorted(_marks(release), key=lambda mark: mark[0].start)
    text = release.text
    borders = sorted({0, len(text), *(at for span, _, _ in marks for at in (span.start, span.end))})
    pieces: list[str] = []
    open_marks: list[tuple[Span, str, str]] = []
    following = 0
    for start, end in pairwise(borders):
        open_marks = [mark for mark in open_marks if mark[0].end > start]
        while following < len(marks) and marks[following][0].start <= start:
            if marks[following][0].end > start:
                open_marks.append(marks[following])
            following += 1
        content = escape(text[start:end])
        if open_marks:
            classes = " ".join(dict.fromkeys(kind for _, kind, _ in open_marks))
            notes = escape("\n".join(dict.fromkeys(note for _, _, note in open_marks)))
            content = f'<span class="m {classes}" title="{notes}">{content}</span>'
        pieces.append(content)
    return "".join(pieces)


def _marks(release: Release) -> Iterator[tuple[Span, str, str]]:
    for claim in release.claims:
        facts = [f"{claim.id}: {claim.quantity!r}", claim.head, claim.predicate, claim.direction, f"rule {claim.rule}"]
        yield claim.span, "claim", ", ".join(fact for fact in facts if fact)
        if claim.measured_entity:
            yield claim.measured_entity, "entity", f"{claim.id} counts this"
    for quote in release.quotes:
        for span in quote.spans:
            yield (
                span,
                "quote",
                f"{quote.id}: {quote.speaker.person if quote.speaker else 'nobody named'} (rule {quote.rule})",
            )
        if quote.speaker:
            yield quote.speaker.span, "speaker", f"says {quote.id}: {quote.speaker.person}"
        if quote.cue:
            yield quote.cue, "speaker", f"cue of {quote.id}"
    for operation in release.operations:
        for span in operation.mentions:
            yield span, "operation", f"operation {operation.name} (rule {operation.rule})"
    for unit in release.police_units:
        for span in unit.mentions:
            yield span, "unit", f"unit {unit.name} (rule {unit.rule})"
    for person in release.people:
        for span in person.mentions:
            yield (
                span,
                "person",
                ", ".join(part for part in (person.rank, person.name, person.role, f"rule {person.rule}") if part),
            )
    for contact in release.contacts:
        yield contact.span, "contact", f"{contact.kind} {contact.value} (rule {contact.rule})"
