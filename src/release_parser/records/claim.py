"""What a release says how much or how many of."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import Field, model_validator

from release_parser.records.base import Number, Record
from release_parser.records.span import Span

Bound = Literal["exactly", "about", "more_than", "at_least", "less_than", "at_most"]
Kind = Literal[
    "count",
    "percentage",
    "proportion",
    "multiplier",
    "money",
    "mass",
    "length",
    "area",
    "volume",
    "speed",
    "duration",
    "age",
    "rate",
    "temperature",
    "data",
    "other",
]
Direction = Literal["increase", "decrease"]
Credit = Literal["sentence", "reference"]


class Quantity(Record):
    """A number with what bounds and scales it, after MeasEval's and CQE's quantity models."""

    value: Number | None = Field(description="the number, scaled: 2500000 for '£2.5m'; null only for vague plurals")
    upper: Number | None = Field(default=None, description="the top of a range; then value is the bottom")
    bound: Bound = Field(default="exactly", description="what the words around the number say of its exactness")
    kind: Kind = Field(default="count", description="what sort of quantity it is")
    unit: str | None = Field(
        default=None,
        description="pint's name, ISO 4217 for money ('dollar' where the text does not say whose), percent, percentage_point; null for counts",
    )
    per: str | None = Field(default=None, description="the denominator of a rate: 'per 100,000 people', 'a week'")
    vague: str | None = Field(default=None, description="the vague plural: 'dozens', 'hundreds'; then value is null")

    @model_validator(mode="after")
    def _stated(self) -> Quantity:
        """Check that there is either a value or a vague plural, and that a range runs upwards."""
        if (self.value is None) != (self.vague is not None):
            raise ValueError("a quantity has either a value or a vague plural")
        if self.upper is not None and self.value is not None and self.upper < self.value:
            raise ValueError(f"range {self.value} to {self.upper} runs downwards")
        return self

    def __repr__(self) -> str:
        number = self.vague or (f"{self.value}" if self.upper is None else f"{self.value}-{self.upper}")
        bound = "" if self.bound == "exactly" else f"{self.bound} "
        return f"Quantity({bound}{number}{' ' + self.unit if self.unit else ''}, {self.kind})"


class Period(Record):
    """The time that a claim covers. `start` or `end` is null where it is open or the year cannot be known."""

    span: Span = Field(description="the words that give the period")
    start: dt.date | None = Field(
        default=None, description="its first day; null where it is open or the year cannot be known"
    )
    end: dt.date | None = Field(
        default=None, description="its last day; null where it is open or the year cannot be known"
    )

    @model_validator(mode="after")
    def _order(self) -> Period:
        """Check that the period does not end before it begins."""
        if self.start and self.end and self.end < self.start:
            raise ValueError(f"period {self.start} to {self.end} runs backwards")
        return self


class Claim(Record):
    """One quantity that the release states of the world."""

    id: str = Field(pattern=r"^c[1-9]\d*$", description="c1, c2 … in text order")
    span: Span = Field(description="the quantity expression with its bound words and unit")
    quantity: Quantity
    measured_entity: Span | None = Field(
        default=None, description="what is counted or measured, without number and determiners"
    )
    head: str | None = Field(default=None, description="the lemma of the measured entity's head noun")
    predicate: str | None = Field(
        default=None, description="the lemma of the verb, or noun, that says what happened to it"
    )
    direction: Direction | None = Field(default=None, description="set where the quantity is the size of a change")
    period: Period | None = Field(default=None, description="the time that the claim covers")
    place: Span | None = Field(default=None, description="the place that the claim is limited to")
    actor: Span | None = Field(default=None, description="who did it")
    topic: str | None = Field(
        default=None,
        pattern=r"^[a-z]+(?:\.[a-z]+)?$",
        description="what the number is about, for grouping: 'arrest', 'seizure.drugs'",
    )
    restates: str | None = Field(
        default=None, description="id of the first claim of the release that states the same fact; sum those without"
    )
    operations: tuple[str, ...] = Field(default=(), description="names of the operations that the sentence credits")
    credit: Credit | None = Field(
        default=None,
        description="sentence: its own sentence names the operations; reference: 'the operation', or the lines above its list, do; null without operations",
    )
    quote: str | None = Field(default=None, description="id of the quote that the claim stands in")
    sentence: Span = Field(description="the sentence, or the bullet, that it stands in")
    rule: str = Field(min_length=1, description="name of the rule that found it")

    def __repr__(self) -> str:
        entity = f" of {self.head}" if self.head else ""
        return f"Claim({self.id} {self.span.text!r}: {self.quantity!r}{entity})"


class Comparison(Record):
    """Claims that the text sets against each other, and whether their arithmetic holds."""

    current: str | None = Field(default=None, description="id of the claim that gives the level now")
    baseline: str | None = Field(default=None, description="id of the claim that gives the level before")
    change: str | None = Field(default=None, description="id of the claim that gives the size of the change")
    restated: str | None = Field(default=None, description="id of the claim that gives the change again in other words")
    direction: Direction | None = Field(default=None, description="which way it went")
    expected_change: Number | None = Field(
        default=None, description="what the two levels give, in the unit of the stated change"
    )
    gap: Number | None = Field(
        default=None,
        description="stated change less expected change; their sum where the text says rise for a fall",
    )
    consistent: bool | None = Field(
        default=None, description="whether the stated change agrees with the levels within its own rounding"
    )
    rule: str = Field(min_length=1, description="name of the rule that found it")

    @model_validator(mode="after")
    def _two_sides(self) -> Comparison:
        """Check that at least two claims are compared."""
        if sum(side is not None for side in (self.current, self.baseline, self.change, self.restated)) < 2:
            raise ValueError("a comparison sets at least two claims against each other")
        return self
