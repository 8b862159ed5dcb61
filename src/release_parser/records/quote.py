"""Direct quotations, in PARC3's terms: speaker, cue, content."""

from __future__ import annotations

from pydantic import Field

from release_parser.records.base import Record
from release_parser.records.span import Span


class Speaker(Record):
    """Who says it: the full name (or the description where no name is given), and the mention at the cue."""

    person: str = Field(min_length=1, description="full name, or the description: 'A spokesperson'")
    span: Span = Field(description="the mention at the cue, which may be 'She'")


class Quote(Record):
    """One utterance, a span per quoted stretch."""

    id: str = Field(pattern=r"^q[1-9]\d*$", description="q1, q2 … in text order")
    content: str = Field(
        min_length=1, description="the words quoted, without quotation marks, paragraphs joined by a blank line"
    )
    spans: tuple[Span, ...] = Field(min_length=1, description="one per quoted stretch, without its quotation marks")
    speaker: Speaker | None = None
    cue: Span | None = Field(default=None, description="the reporting verb: said, added, explained")
    rule: str = Field(min_length=1, description="name of the rule that found it")

    def __repr__(self) -> str:
        who = self.speaker.person if self.speaker else None
        return f"Quote({self.id} {who!r}: {self.content if len(self.content) <= 40 else self.content[:37] + '...'!r})"
