"""A stretch of the release's text."""

from __future__ import annotations

from pydantic import Field, model_validator

from release_parser.records.base import Record


class Span(Record):
    """`text` is the release's text from `start` to `end`, in Unicode code points; `Release` checks that it is."""

    start: int = Field(ge=0, description="offset of the first character, in code points")
    end: int = Field(ge=0, description="offset behind the last character")
    text: str = Field(description="the characters between the two, exactly")

    @model_validator(mode="after")
    def _length(self) -> Span:
        """Check that the offsets fit the length of the text."""
        if self.end - self.start != len(self.text):
            raise ValueError(
                f"span {self.start}:{self.end} cannot hold the {len(self.text)} characters of {self.text[:40]!r}"
            )
        return self

    def __repr__(self) -> str:
        return f"Span({self.start}:{self.end} {self.text if len(self.text) <= 40 else self.text[:37] + '...'!r})"

    def __str__(self) -> str:
        return self.text
