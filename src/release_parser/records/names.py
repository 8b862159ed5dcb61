"""Named operations, police units and people."""

from __future__ import annotations

from pydantic import Field

from release_parser.records.base import Record
from release_parser.records.span import Span


class Named(Record):
    """Something with a name: its first mention and every one."""

    name: str = Field(min_length=1, description="the canonical name")
    span: Span = Field(description="the first mention of the name")
    mentions: tuple[Span, ...] = Field(description="every mention, the first included, in text order")
    rule: str = Field(min_length=1, description="name of the rule that found it")

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.name!r}, {len(self.mentions)} mentions)"


class Operation(Named):
    """A named police operation; `name` is without its marker, the spans are of the name alone."""

    aliases: tuple[str, ...] = Field(default=(), description="other forms of the name in the text, with their markers")


class PoliceUnit(Named):
    """A named team inside or across forces."""

    acronym: str | None = Field(default=None, description="the acronym that the text defines for it")


class Person(Named):
    """Somebody who is named with a rank, role or quote."""

    rank: str | None = Field(default=None, description="the police rank as written")
    role: str | None = Field(default=None, description="the function as written: 'Mayor of London'")
    organisation: str | None = Field(default=None, description="the body that the person speaks for, as written")

    def __repr__(self) -> str:
        return f"Person({' '.join(part for part in (self.rank, self.name) if part)!r}{', ' + self.role if self.role else ''})"
