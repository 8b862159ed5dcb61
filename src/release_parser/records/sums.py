"""What can be added up: totals with their parts, and the figures to take from a release."""

from __future__ import annotations

from pydantic import Field, model_validator

from release_parser.records.base import Number, Record
from release_parser.records.claim import Bound, Period


class Breakdown(Record):
    """A total and the parts that the release gives of it: 'Twelve people: seven for assault and five for theft'."""

    total: str = Field(description="id of the claim that gives the whole")
    parts: tuple[str, ...] = Field(min_length=1, description="ids of the claims that give its parts, in text order")
    complete: bool = Field(
        default=False, description="whether the text says that the parts make up the whole: a colon, 'comprising'"
    )
    expected: Number | None = Field(
        default=None, description="the sum of the parts; for a share of the total, what the share comes to"
    )
    consistent: bool | None = Field(
        default=None, description="whether parts and total agree within rounding; null where it cannot be told"
    )
    rule: str = Field(min_length=1, description="name of the rule that found it")

    @model_validator(mode="after")
    def _no_part_of_itself(self) -> Breakdown:
        """Check that each part is another claim than the total, and stands once."""
        if self.total in self.parts:
            raise ValueError(f"claim {self.total} is given as a part of itself")
        if len(set(self.parts)) < len(self.parts):
            raise ValueError(f"a part stands twice among {self.parts}")
        return self

    def __repr__(self) -> str:
        return f"Breakdown({self.total} of {', '.join(self.parts)}{'' if self.consistent is not False else ', does not hold'})"


class Tally(Record):
    """The figure to take from a release for a topic and a thing counted, once."""

    topic: str = Field(pattern=r"^[a-z]+(?:\.[a-z]+)?$", description="the topic that its claims share")
    thing: str | None = Field(
        default=None, description="the singular head that the figure counts; 'people' for people of any name"
    )
    unit: str | None = Field(default=None, description="the unit of the sum; null for counts")
    value: Number = Field(description="the figure to take; the bottom where it is a range")
    upper: Number | None = Field(default=None, description="the top of a range; then value is the bottom")
    bound: Bound = Field(default="exactly", description="what the release says of the figure's exactness")
    period: Period | None = Field(default=None, description="the time that its claims agree on")
    claims: tuple[str, ...] = Field(min_length=1, description="ids of the claims that it is made of, in text order")
    rule: str = Field(min_length=1, description="name of the rule that made it")

    def __repr__(self) -> str:
        number = f"{self.value}" if self.upper is None else f"{self.value}-{self.upper}"
        unit = f" {self.unit}" if self.unit else ""
        return f"Tally({self.topic}: {number}{unit}{' ' + self.thing if self.thing else ''})"
