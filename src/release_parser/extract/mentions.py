"""What extractors yield: cheap, frozen, in characters of the page's text. Each names the rule that found it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from release_parser.records import Bound, Direction, Kind


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of the page's text that means something."""

    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class QuantityMention(Mention):
    """A quantity expression. `number_start:number_end` is the number alone, without bound words and unit."""

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
    """Somebody with a rank, a role or a quote, and all mentions of the name, in text order."""

    name: str
    mentions: tuple[tuple[int, int], ...]
    rule: str
    rank: str | None = None
    role: str | None = None
    organisation: str | None = None


@dataclass(frozen=True, slots=True)
class QuoteMention:
    """One utterance: its stretches without marks, and who says it with which cue."""

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
    """A phone number, address on the web, handle, or a reference to quote; `value` is normalised."""

    kind: Literal["phone", "url", "email", "reference", "handle"]
    value: str
