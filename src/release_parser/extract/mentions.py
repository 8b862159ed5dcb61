"""What the extractors return: small frozen values in characters of the page's text, each with the name of the rule that found it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from release_parser.records import Bound, Direction, Kind


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of the page's text that was found, and the rule that found it."""

    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class QuantityMention(Mention):
    """A quantity. `number_start:number_end` is the number alone, without the words for its bound and unit."""

    number_start: int
    number_end: int
    value: Decimal | None
    upper: Decimal | None = None
    bound: Bound = "exactly"
    kind: Kind = "count"
    unit: str | None = None
    per: str | None = None
    vague: str | None = None
    direction: Direction | None = None


@dataclass(frozen=True, slots=True)
class NamedEntity:
    """An operation or police unit with all its mentions, in text order; the first is its span."""

    name: str
    mentions: tuple[tuple[int, int], ...]
    rule: str
    aliases: tuple[str, ...] = ()
    acronym: str | None = None


@dataclass(frozen=True, slots=True)
class PersonEntity:
    """A person with a rank, a role or a quote, and all mentions of the name, in text order."""

    name: str
    mentions: tuple[tuple[int, int], ...]
    rule: str
    rank: str | None = None
    role: str | None = None
    organisation: str | None = None


@dataclass(frozen=True, slots=True)
class QuoteMention:
    """One utterance: the spans of its words without the marks, the span of its reporting verb, and the speaker once that is known."""

    spans: tuple[tuple[int, int], ...]
    rule: str
    speaker: str | None = None
    """Full name, or the description: 'A spokesperson'."""
    speaker_span: tuple[int, int] | None = None
    cue: tuple[int, int] | None = None
    speaker_rule: str | None = None
    """The rule that found the speaker."""


@dataclass(frozen=True, slots=True)
class ContactMention(Mention):
    """A telephone number, web address, e-mail address, account name or reference; `value` is normalised."""

    kind: Literal["phone", "url", "email", "reference", "handle"]
    value: str
