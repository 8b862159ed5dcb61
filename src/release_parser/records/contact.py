"""Where the public is pointed to."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from release_parser.records.base import Record
from release_parser.records.span import Span


class Contact(Record):
    """A phone number, address on the web, handle, or a reference to quote."""

    kind: Literal["phone", "url", "email", "reference", "handle"] = Field(description="what sort of contact it is")
    value: str = Field(min_length=1, description="normalised: a phone number as digits")
    span: Span = Field(description="the contact as it stands in the text")
    rule: str = Field(min_length=1, description="name of the rule that found it")

    def __repr__(self) -> str:
        return f"Contact({self.kind} {self.value!r})"
