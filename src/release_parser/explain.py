"""Explains records: which rule gave each field of a claim, and why a number is no claim.

In: a release, and a claim's id, an offset or some words of its text. Out: an `Explanation`, which prints as a few lines. A record names
only the rule that found each thing; the rules of its fields would double its size, so they are found again here by reading the same text
once more.

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

import regex

from release_parser.checked import of_type
from release_parser.errors import InputError
from release_parser.evaluate.rules import rule_tables
from release_parser.found_by import FOUND_BY
from release_parser.link.changes import DIRECTIONS
from release_parser.link.counted import Counted
from release_parser.link.drafts import ClaimDraft
from release_parser.link.entities import entity_table
from release_parser.link.predicates import VERBS
from release_parser.parser import Parser, Reading
from release_parser.plan import ParserRecipe, built
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
    """One field: its value as text (None where it has none), the rule that gave it or excluded it, and the purpose of that rule.

    `also` names later rules of the same table that would have found something too.
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
        """What was found, and one line for each field that has a value or that a rule excluded."""
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
    """Explain a claim or quote (`what`, its id), an offset of the text (`at`), or the first occurrence of some words (`find`).

    `parser` is the one that made the record; None means the default one. Raises `InputError` where there is no such id, offset or word, and
    where this parser reads the text differently because its version, model or lexicon is another one.
    """
    start, end = _place(release, what, at, find)
    return Explainer(release, parser).explain(what, start, end)


class Explainer:
    """Explains several things of one release, which is read once more. `parser` is the one that made the record, or None for the default one."""

    def __init__(self, release: Release, parser: Parser | None = None) -> None:
        self._release = release
        reader = parser or built(ParserRecipe())
        document = Document(
            release.text,
            source=release.source,
            title=release.title,
            published=release.published,
            publisher=release.publisher,
        )
        reading, findings = reader.trace(document)
        self._reading = reading
        original = reading.page.offsets.original
        self._drafts = {original(draft.quantity.start, draft.quantity.end): draft for draft in findings.claims}
        self._speakers = {original(*quote.spans[0]): quote.speaker_rule for quote in findings.quotes}
        self._masks = sorted((*original(mask.start, mask.end), mask.rule) for mask in reading.masks)
        self._relations = _relations(release)

    def explain(self, what: str | None, start: int, end: int) -> Explanation:
        """What stands from `start` to `end`; `what` is its id, if it has one."""
        release = self._release
        claim = next(
            (
                claim
                for claim in release.claims
                if claim.id == what or (what is None and claim.span.start <= start < claim.span.end)
            ),
            None,
        )
        if claim is not None:
            explained = self.claim(claim)
            if explained is None:
                raise InputError(
                    f"{claim.id} is not found again: the record was made by another version, model or lexicon; parse the release again"
                )
            return explained
        return self._quote(what, start) or _found_at(release, start) or self._nothing(start, end)

    def claim(self, claim: Claim) -> Explanation | None:
        """Which rule gave each field of a claim; None where this version, model or lexicon does not find the claim again."""
        draft = self._drafts.get((claim.span.start, claim.span.end))
        if draft is None:
            return None
        value = claim.quantity.vague or str(claim.quantity.value)
        fields = [_field("number", f"{value} {claim.quantity.unit or claim.quantity.kind}", claim.rule)]
        fields += [_claim_field(claim, draft, field, name) for field, name in _FIELDS.items()]
        fields += self._relations.get(claim.id, ())
        return Explanation(claim.id, claim.span.text, claim.sentence.text, tuple(fields))

    def _quote(self, what: str | None, start: int) -> Explanation | None:
        """Which rules gave the words and the speaker of a quote with this id or at this offset."""
        for quote in self._release.quotes:
            if what == quote.id or (what is None and any(span.start <= start < span.end for span in quote.spans)):
                speaker = quote.speaker.person if quote.speaker else None
                named_by = self._speakers.get((quote.spans[0].start, quote.spans[0].end))
                said = _field("quote", quote.cue.text if quote.cue else None, quote.rule)
                return Explanation(quote.id, quote.content, quote.content, (said, _field("speaker", speaker, named_by)))
        return None

    def numbers_that_are_none(self) -> Iterator[tuple[Span, ExplainedField]]:
        """Each number of the text that is neither a claim nor part of a name or contact, with what it is instead."""
        text, taken = self._release.text, _Stretches(_shown_spans(self._release))
        masks = _Stretches((low, high) for low, high, _ in self._masks)
        written = {found.start(): found.end() for found in _NUMBER.finditer(text)}
        worded = {low: high for low, high, rule in self._masks if ("mask", rule) in _about()}
        for start, end in sorted((worded | written).items()):
            if taken.covers(start):
                continue
            at = masks.at(start)
            low, high, rule = (start, end, None) if at is None else self._masks[at]
            if high - low > LONGEST_MASK:  # a menu, of which the number alone is marked
                low, high = start, end
            low = max(low, taken.end)
            words = text[low:high].rstrip()
            taken.cover(high)
            yield Span(start=low, end=low + len(words), text=words), self._instead(words, rule)

    def _nothing(self, start: int, end: int) -> Explanation:
        """An explanation for a place where nothing was found: the masks that cover it tell what the number is instead."""
        text = self._release.text
        fields = [self._instead(text[low:high], rule) for low, high, rule in self._masks if low < end and start < high]
        if not fields and any(character.isdigit() for character in text[start:end]):
            fields = [self._instead(None, None)]
        return Explanation(None, text[start:end], _line(text, start), tuple(fields))

    def _instead(self, value: str | None, rule: str | None) -> ExplainedField:
        """What a number is instead of a claim, by the rule that masks it."""
        if rule is None:
            return ExplainedField("number", value, None, _NO_RULE)
        return _field("mask", value, rule, about=_about().get(("mask", rule)) or _taken_by(self._reading, rule))


def _place(release: Release, what: str | None, at: int | None, find: str | None) -> tuple[int, int]:
    """The bounds in the text of what is to be explained."""
    if sum(given is not None for given in (what, at, find)) != 1:
        raise InputError("say what to explain by one of an id ('c3'), an offset (at=…) or words (find=…)")
    if what is not None:
        spans = {claim.id: claim.span for claim in release.claims} | {
            quote.id: quote.spans[0] for quote in release.quotes
        }
        if what not in spans:
            raise InputError(
                f"the release has no {what}: it has {_ids_of('claim', 'c', len(release.claims))} and {_ids_of('quote', 'q', len(release.quotes))}"
            )
        span = spans[what]
        return span.start, span.end
    if at is not None:
        if not isinstance(at, int):
            raise InputError(f"at is {at!r}; give an offset of the text, a whole number from 0")
        if not 0 <= at < len(release.text):
            raise InputError(f"offset {at} is outside of the text, which has {len(release.text)} characters")
        return at, at + 1
    of_type("find", find, str, "give words of the text")
    words = find or ""
    start = release.text.find(words) if words else -1
    if start < 0:
        raise InputError(f"{words!r} does not stand in the release: give words as its text has them, capitals too")
    return start, start + len(words)


def _ids_of(kind: str, letter: str, count: int) -> str:
    """The range of ids for a message: 'claims c1 to c12', 'no quotes'."""
    return f"{kind}s {letter}1 to {letter}{count}" if count > 1 else f"{kind} {letter}1" if count else f"no {kind}s"


_NUMBER = regex.compile(r"\d++(?:[.,:/]\d++)*+")
LONGEST_MASK = 80
"""Characters of a mask that is shown as a whole: furniture may be a page of menus."""
_NO_RULE = "No rule took it: a year, a label of a table, or a sentence in another language."


def _taken_by(reading: Reading, rule: str) -> str:
    """What a stretch is that was found by no rule for masks."""
    if rule == "date":
        return "A date or a time of day."
    if rule == "furniture":
        return "What the page says around the release: menus, bylines, links."
    if any(contact.rule == rule for contact in reading.contacts):
        return "A phone number, reference or address that the public is pointed to."
    if any(entity.rule == rule for entity in (*reading.operations, *reading.police_units)):
        return "Part of the name of an operation or a unit."
    return f"Part of a name, by the entry '{rule}' of the vocabulary numbered_names."


def _shown_spans(release: Release) -> Iterator[tuple[int, int]]:
    """The spans of claims, names and contacts, which have explanations of their own."""
    items = (*release.operations, *release.police_units, *release.people)
    yield from ((claim.span.start, claim.span.end) for claim in release.claims)
    yield from ((contact.span.start, contact.span.end) for contact in release.contacts)
    yield from ((span.start, span.end) for item in items for span in item.mentions)


class _Stretches:
    """Stretches of a text, looked up from left to right."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._spans = sorted(spans)
        self._next, self._last = 0, -1
        self.end = 0
        """Where the last stretch ends that `cover` added."""

    def covers(self, at: int) -> bool:
        """Whether a stretch, or one added by `cover`, covers this offset. Offsets must be asked for in rising order."""
        return self.at(at) is not None or at < self.end

    def cover(self, end: int) -> None:
        """Add a stretch from the offset asked for last up to `end`."""
        self.end = max(self.end, end)

    def at(self, at: int) -> int | None:
        """The index of the stretch that covers this offset: of those that begin before it, the one that reaches furthest; or None."""
        while self._next < len(self._spans) and self._spans[self._next][0] <= at:
            if self._last < 0 or self._spans[self._next][1] >= self._spans[self._last][1]:
                self._last = self._next
            self._next += 1
        return self._last if self._last >= 0 and self._spans[self._last][1] > at else None


def _claim_field(claim: Claim, draft: ClaimDraft, field: str, name: str) -> ExplainedField:
    """One field of a claim with the rules that gave it."""
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
    """The table that gives this field, if its rules read only the quantity in its sentence; else None."""
    counted = draft.counted
    if not counted.parsed:
        return None
    tables: dict[str, RuleTable[Counted, Any]] = {
        "entity": entity_table(counted.quantity.kind),
        "predicate": VERBS,
        "direction": DIRECTIONS,
    }
    return tables.get(field)


def _relations(release: Release) -> dict[str, list[ExplainedField]]:
    """The comparisons, breakdowns and tallies of each claim."""
    found: dict[str, list[ExplainedField]] = {}
    for comparison in release.comparisons:
        for side in ("current", "baseline", "change", "restated"):
            if (claim := getattr(comparison, side)) is not None:
                found.setdefault(claim, []).append(_field("comparison", f"its {side}", comparison.rule))
    for breakdown in release.breakdowns:
        for claim in dict.fromkeys((breakdown.total, *breakdown.parts)):
            part = "its total" if claim == breakdown.total else f"a part of {breakdown.total}"
            found.setdefault(claim, []).append(_field("breakdown", part, breakdown.rule))
    for tally in release.tallies:
        for claim in tally.claims:
            found.setdefault(claim, []).append(_field("tally", f"{tally.topic} {tally.value}", tally.rule))
    return found


def _found_at(release: Release, start: int) -> Explanation | None:
    """The person, operation, unit or contact at an offset."""
    for kind, item, spans in _names(release):
        for span in spans:
            if span.start <= start < span.end:
                return Explanation(kind, span.text, _line(release.text, span.start), (_field(kind, span.text, item),))
    return None


def _names(release: Release) -> Iterator[tuple[str, str, Iterable[Span]]]:
    """The names of a release: kind, rule and mentions."""
    for person in release.people:
        yield "person", person.rule, person.mentions
    for operation in release.operations:
        yield "operation", operation.rule, operation.mentions
    for unit in release.police_units:
        yield "unit", unit.rule, unit.mentions
    for contact in release.contacts:
        yield "contact", contact.rule, (contact.span,)


def _line(text: str, at: int) -> str:
    """The line of the text that the offset stands in."""
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    return text[start : len(text) if end < 0 else end]


def about_rule(rule: str) -> str:
    """The purpose of a rule; empty where it is unknown, or more than one table has a rule of this name."""
    return _about().get(("", rule), "")


def _field(
    name: str, value: object, rule: str | None, also: tuple[str, ...] = (), *, about: str | None = None
) -> ExplainedField:
    """One field with the purpose of its rule."""
    text = None if value is None else str(value)
    told = _about()
    about = about or told.get((name, rule or "")) or told.get(("", rule or ""), "")
    return ExplainedField(name, text, rule, about, also)


@lru_cache(maxsize=1)
def _about() -> dict[tuple[str, str], str]:
    """The purpose of each rule of the package, by its table's field and its name, and by its name alone where only one rule has it.

    Rules of no table have theirs by their name.
    """
    tables = list(rule_tables())
    found = {(placed.field, rule.name): rule.about for placed in tables for rule in placed.table}
    names = Counter(name for _, name in found)
    alone = {("", name): about for (_, name), about in found.items() if names[name] == 1}
    return found | alone | {("", name): about for name, about in FOUND_BY.items()}
