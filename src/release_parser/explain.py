"""Why a record says what it says: which rule gave each field of a claim, and why a number is no claim.

In: a release, and a claim's id, an offset or some words of it. Out: an `Explanation`, which prints as a few lines. Records keep only the
rule that found a thing; the rules of its fields would double the size of a record, so they are worked out again here, by reading the same
text once more.

>>> from release_parser.parser import Parser
>>> parser = Parser()
>>> release = parser.parse("Officers made 34 arrests on 4 May 2020.")
>>> explanation = explain(release, "c1", parser=parser)
>>> [(field.name, field.value, field.rule) for field in explanation.fields if field.name in ("head", "predicate")]
[('head', 'arrest', 'noun_behind'), ('predicate', 'make', 'verb_above')]
>>> explain(release, find="2020", parser=parser).fields[0].rule
'date'
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from release_parser.build import Findings
from release_parser.errors import InputError
from release_parser.evaluate.rules import rule_tables
from release_parser.link.changes import DIRECTIONS
from release_parser.link.counted import Counted
from release_parser.link.drafts import ClaimDraft
from release_parser.link.entities import entity_table
from release_parser.link.predicates import VERBS
from release_parser.parser import Parser, Reading
from release_parser.records import Claim, Release, Span
from release_parser.rules import RuleTable
from release_parser.text import Document

_FIELDS = {
    "entity": "head",
    "direction": "direction",
    "predicate": "predicate",
    "actor": "actor",
    "place": "place",
    "period": "period",
    "operations": "operations",
    "topic": "topic",
    "restates": "restates",
}
"""The fields that drafts name a rule for, and what they are called in a record."""


@dataclass(frozen=True, slots=True)
class ExplainedField:
    """One field: its value as text (None where it has none), the rule that gave it or ruled it out, and what the rule is for.

    `also` are the rules of the same table that would have found something, had this one not been surer.
    """

    name: str
    value: str | None
    rule: str | None
    about: str
    also: tuple[str, ...] = ()

    def __str__(self) -> str:
        """The field on one line."""
        also = f" (also: {', '.join(self.also)})" if self.also else ""
        about = f": {self.about}" if self.about else ""
        return f"  {self.name:<11} {self.value or '-':<20} {self.rule or ''}{about}{also}"


@dataclass(frozen=True, slots=True)
class Explanation:
    """What stands at a place of a text: the id of what was found there, or None, its words, its sentence, and its fields."""

    id: str | None
    text: str
    sentence: str
    fields: tuple[ExplainedField, ...]

    def __str__(self) -> str:
        """What was found, and a line for each field that has a value or that a rule ruled out."""
        said = [str(field) for field in self.fields if field.value is not None or field.rule is not None or field.about]
        lines = [f"{self.id or 'no claim'}: '{self.text}' in '{' '.join(self.sentence.split())}'", *said]
        return "\n".join(line.rstrip() for line in lines)


def explain(
    release: Release,
    what: str | None = None,
    *,
    at: int | None = None,
    find: str | None = None,
    parser: Parser | None = None,
) -> Explanation:
    """Why the record says what it says of a claim or quote (`what`, its id), an offset of the text (`at`), or the first such words (`find`).

    `parser` is the one that made the record; without it the default one with the record's model. Raises `InputError` where there is no
    such id, offset or word.
    """
    start, end = _place(release, what, at, find)
    reader = parser or _default()
    document = Document(
        release.text,
        source=release.source,
        title=release.title,
        published=release.published,
        publisher=release.publisher,
    )
    reading, findings = reader.trace(document)
    traced = _Traced(reading, findings)
    claim = next((claim for claim in release.claims if claim.span.start <= start < claim.span.end), None)
    if claim is not None and (what is None or what == claim.id):
        return _explain_claim(release, claim, traced)
    named = None if what is None and find is None and at is None else _found_at(release, what, start)
    if named is not None:
        return named
    return _explain_nothing(release, start, end, traced)


@lru_cache(maxsize=1)
def _default() -> Parser:
    return Parser()


def _place(release: Release, what: str | None, at: int | None, find: str | None) -> tuple[int, int]:
    """Where in the text to look."""
    if sum(given is not None for given in (what, at, find)) != 1:
        raise InputError("say what to explain by one of an id ('c3'), an offset (at=…) or words (find=…)")
    if what is not None:
        spans = {claim.id: claim.span for claim in release.claims} | {
            quote.id: quote.spans[0] for quote in release.quotes
        }
        if what not in spans:
            raise InputError(f"the release has no {what}: its claims are c1 to c{len(release.claims)}")
        span = spans[what]
        return span.start, span.end
    if at is not None:
        if not 0 <= at < len(release.text):
            raise InputError(f"offset {at} is outside of the text, which has {len(release.text)} characters")
        return at, at + 1
    words = find or ""
    start = release.text.find(words) if words else -1
    if start < 0:
        raise InputError(f"{words!r} does not stand in the release")
    return start, start + len(words)


class _Traced:
    """The drafts of a release, by where they stand in the caller's text."""

    def __init__(self, reading: Reading, findings: Findings) -> None:
        self.reading, self.findings = reading, findings

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Page offsets as offsets of the caller's text."""
        return self.reading.page.offsets.original(start, end)

    def draft(self, claim: Claim) -> ClaimDraft | None:
        """The draft that the claim was made of."""
        for draft in self.findings.claims:
            if self.original(draft.quantity.start, draft.quantity.end) == (claim.span.start, claim.span.end):
                return draft
        return None


def _explain_claim(release: Release, claim: Claim, traced: _Traced) -> Explanation:
    draft = traced.draft(claim)
    if draft is None:
        raise InputError(f"{claim.id} is not found again: the record was made by another version, model or lexicon")
    value = claim.quantity.vague or str(claim.quantity.value)
    fields = [_field("number", f"{value} {claim.quantity.unit or claim.quantity.kind}", claim.rule)]
    fields += [_claim_field(claim, draft, field, name) for field, name in _FIELDS.items()]
    fields += _relations(release, claim)
    return Explanation(claim.id, claim.span.text, claim.sentence.text, tuple(fields))


def _claim_field(claim: Claim, draft: ClaimDraft, field: str, name: str) -> ExplainedField:
    value = getattr(claim, name)
    if isinstance(value, Span):
        value = value.text
    elif name == "period" and value is not None:
        value = value.span.text
    elif isinstance(value, tuple):
        value = ", ".join(value) or None
    rule, table = draft.rules.get(field), _table(draft, field)
    spoke = [] if table is None else [other for other in table if other.find(draft.counted) is not None]
    own = next((other.about for other in table or () if other.name == rule), None)
    also = tuple(other.name for other in spoke if other.name != rule)
    return _field(name, value, rule, also, about=own or _about().get((field, rule or "")))


def _table(draft: ClaimDraft, field: str) -> RuleTable[Counted, Any] | None:
    """The table that gives this field for a quantity in its sentence, where the rules look at nothing else."""
    counted = draft.counted
    if not counted.parsed:
        return None
    tables: dict[str, RuleTable[Counted, Any]] = {
        "entity": entity_table(counted.quantity.kind),
        "predicate": VERBS,
        "direction": DIRECTIONS,
    }
    return tables.get(field)


def _relations(release: Release, claim: Claim) -> Iterator[ExplainedField]:
    """The comparisons, breakdowns and tallies that the claim stands in."""
    for comparison in release.comparisons:
        for side in ("current", "baseline", "change", "restated"):
            if getattr(comparison, side) == claim.id:
                yield _field("comparison", f"its {side}", comparison.rule)
    for breakdown in release.breakdowns:
        if claim.id in (breakdown.total, *breakdown.parts):
            part = "its total" if claim.id == breakdown.total else f"a part of {breakdown.total}"
            yield _field("breakdown", part, breakdown.rule)
    for tally in release.tallies:
        if claim.id in tally.claims:
            yield _field("tally", f"{tally.topic} {tally.value}", tally.rule)


def _found_at(release: Release, what: str | None, start: int) -> Explanation | None:
    """The quote, person, operation, unit or contact at an offset."""
    for quote in release.quotes:
        if what == quote.id or (what is None and any(span.start <= start < span.end for span in quote.spans)):
            speaker = quote.speaker.person if quote.speaker else None
            return Explanation(quote.id, quote.content, quote.content, (_field("speaker", speaker, quote.rule),))
    for kind, item, spans in _names(release):
        for span in spans:
            if span.start <= start < span.end:
                return Explanation(kind, span.text, _line(release.text, span.start), (_field(kind, span.text, item),))
    return None


def _names(release: Release) -> Iterator[tuple[str, str, Iterable[Span]]]:
    for person in release.people:
        yield "person", person.rule, person.mentions
    for operation in release.operations:
        yield "operation", operation.rule, operation.mentions
    for unit in release.police_units:
        yield "unit", unit.rule, unit.mentions
    for contact in release.contacts:
        yield "contact", contact.rule, (contact.span,)


def _explain_nothing(release: Release, start: int, end: int, traced: _Traced) -> Explanation:
    """A place where nothing was found: the masks that cover it, which say what the number is instead."""
    fields = []
    for mask in traced.reading.masks:
        low, high = traced.original(mask.start, mask.end)
        if low < end and start < high:
            fields.append(_field("mask", release.text[low:high], mask.rule))
    if not fields and any(character.isdigit() for character in release.text[start:end]):
        fields = [ExplainedField("number", None, None, "a year, a table's label, or a sentence in another language")]
    return Explanation(None, release.text[start:end], _line(release.text, start), tuple(fields))


def _line(text: str, at: int) -> str:
    """The line of the text that the offset stands in."""
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    return text[start : len(text) if end < 0 else end]


def _field(
    name: str, value: object, rule: str | None, also: tuple[str, ...] = (), *, about: str | None = None
) -> ExplainedField:
    text = None if value is None else str(value)
    return ExplainedField(name, text, rule, about or _about().get(("", rule or ""), ""), also)


@lru_cache(maxsize=1)
def _about() -> dict[tuple[str, str], str]:
    """What each rule of the package is for, by its table's field and its name, and by its name alone where only one rule has it."""
    tables = list(rule_tables())
    found = {(placed.field, rule.name): rule.about for placed in tables for rule in placed.table}
    names = Counter(name for _, name in found)
    return found | {("", name): about for (_, name), about in found.items() if names[name] == 1}
