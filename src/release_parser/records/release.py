"""The record of one press release, and the invariants that every record keeps."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from pydantic import Field, model_validator

from release_parser.records.base import Record
from release_parser.records.claim import Claim, Comparison
from release_parser.records.contact import Contact
from release_parser.records.names import Operation, Person, PoliceUnit
from release_parser.records.quote import Quote
from release_parser.records.shown import as_html, as_text, headline_of, tally_text
from release_parser.records.span import Span
from release_parser.records.sums import Breakdown, Tally

if TYPE_CHECKING:
    from release_parser.explain import Explanation


class ParserInfo(Record):
    """What produced the record."""

    version: str = Field(description="version of the parser")
    model: str = Field(description="name and version of the spaCy model")


class Release(Record):
    """Everything that one press release says, each value with the characters that it was read from."""

    id: str = Field(
        pattern=r"^[0-9a-f]{64}$", description="SHA-256 of the text in hex: the same text is the same release"
    )
    source: str | None = Field(default=None, description="path, URL or row id")
    url: str | None = Field(
        default=None, description="the address of the original page, from the archive's metadata, never guessed"
    )
    title: str | None = Field(default=None, description="the headline, where the input or its text says so plainly")
    published: dt.date | None = Field(default=None, description="the day of publication")
    publisher: str | None = Field(default=None, description="the force or office that published it")
    text: str = Field(min_length=1, description="what the parser was given, character for character")
    claims: tuple[Claim, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    breakdowns: tuple[Breakdown, ...] = ()
    tallies: tuple[Tally, ...] = ()
    operations: tuple[Operation, ...] = ()
    police_units: tuple[PoliceUnit, ...] = ()
    people: tuple[Person, ...] = ()
    quotes: tuple[Quote, ...] = ()
    contacts: tuple[Contact, ...] = ()
    parser: ParserInfo

    @model_validator(mode="after")
    def _invariants(self) -> Release:
        """Grounded, numbered, and whole: a record that breaks its contract cannot be built."""
        if self.id != release_id(self.text):
            raise ValueError("id is not the SHA-256 of text")
        for span in spans_of(self):
            if self.text[span.start : span.end] != span.text:
                raise ValueError(f"span {span.start}:{span.end} is not {span.text[:40]!r} in the text")
        for name, records in (("claims", self.claims), ("quotes", self.quotes)):
            if [record.id for record in records] != [f"{name[0]}{number}" for number in range(1, len(records) + 1)]:
                raise ValueError(f"ids of {name} are not in order")
        self._check_claims()
        self._check_relations()
        return self

    def _check_claims(self) -> None:
        """Raise `ValueError` where a claim refers to a quote, an operation or an earlier claim that is not there."""
        quotes, names = {quote.id for quote in self.quotes}, {operation.name for operation in self.operations}
        places = {claim.id: place for place, claim in enumerate(self.claims)}
        restated = {claim.id for claim in self.claims if claim.restates is not None}
        for claim in self.claims:
            if claim.restates is not None and places.get(claim.restates, len(places)) >= places[claim.id]:
                raise ValueError(f"claim {claim.id} restates {claim.restates}, which is not an earlier claim")
            if claim.restates in restated:
                raise ValueError(f"claim {claim.id} restates {claim.restates}, which restates another itself")
            if claim.quote is not None and claim.quote not in quotes:
                raise ValueError(f"claim {claim.id} stands in the unknown quote {claim.quote}")
            if not names.issuperset(claim.operations):
                raise ValueError(f"claim {claim.id} credits an unknown operation: {set(claim.operations) - names}")

    def _check_relations(self) -> None:
        """Raise `ValueError` where a comparison, a breakdown or a tally refers to a claim that is not there."""
        claims = {claim.id for claim in self.claims}
        for comparison in self.comparisons:
            sides = {comparison.current, comparison.baseline, comparison.change, comparison.restated} - {None}
            if not claims.issuperset(sides):
                raise ValueError(f"comparison of unknown claims {sides - claims}")
        for breakdown in self.breakdowns:
            if not claims.issuperset((breakdown.total, *breakdown.parts)):
                raise ValueError(f"breakdown of unknown claims {({breakdown.total, *breakdown.parts}) - claims}")
        self._check_tallies(claims)

    def _check_tallies(self, claims: set[str]) -> None:
        """Raise `ValueError` where a tally is made of a claim that is not there, or of two that state one fact."""
        fact = {claim.id: claim.restates or claim.id for claim in self.claims}
        for tally in self.tallies:
            if not claims.issuperset(tally.claims):
                raise ValueError(f"tally of unknown claims {set(tally.claims) - claims}")
            if len({fact[name] for name in tally.claims}) < len(tally.claims):
                raise ValueError(f"a fact stands twice in the tally of {', '.join(tally.claims)}")

    def explain(self, what: str | None = None, *, at: int | None = None, find: str | None = None) -> Explanation:
        """Why the record says what it says of a claim or quote ('c3'), an offset of the text, or the first such words.

        The text is read once more, with the default lexicon; `release_parser.explain.explain` takes the parser to read it with. Raises
        `InputError` where there is no such id, offset or word.
        """
        from release_parser.explain import explain  # noqa: PLC0415 - the parser is heavy, and above the records

        return explain(self, what, at=at, find=find)

    def __repr__(self) -> str:
        counts = ", ".join(
            f"{len(getattr(self, name))} {name}"
            for name in (
                "claims",
                "comparisons",
                "breakdowns",
                "tallies",
                "operations",
                "police_units",
                "people",
                "quotes",
                "contacts",
            )
            if getattr(self, name)
        )
        label = headline_of(self)
        taken = "; ".join(tally_text(tally) for tally in self.tallies[:TALLIES_IN_REPR])
        more = f"; and {len(self.tallies) - TALLIES_IN_REPR} more" if len(self.tallies) > TALLIES_IN_REPR else ""
        return (
            f"Release({label if len(label) <= 60 else label[:57] + '...'!r}: {counts or 'nothing found'}"
            f"{f' | {taken}{more}' if taken else ''})"
        )

    def __str__(self) -> str:
        """The figures to take, and each sentence with its marks, values and units."""
        return as_text(self)

    def _repr_html_(self) -> str:
        """The same for notebooks, with the whole text; everything that comes from it is escaped."""
        return as_html(self)


TALLIES_IN_REPR = 3
"""Figures that a `repr` shows."""


def release_id(text: str) -> str:
    """The id of the release with this text: its SHA-256 in hex."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def spans_of(record: Any) -> Iterator[Span]:
    """Every span inside a record, depth first."""
    if isinstance(record, Span):
        yield record
    elif isinstance(record, tuple):
        for item in record:
            yield from spans_of(item)
    elif isinstance(record, Record):
        for name in type(record).model_fields:
            value = getattr(record, name)
            if isinstance(value, Record | tuple):
                yield from spans_of(value)
