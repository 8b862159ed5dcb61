"""The base of every record, and the number type that all of them share."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, PlainSerializer, WithJsonSchema


class Record(BaseModel):
    """A frozen, validated piece of what a release says. Unknown fields are errors."""

    model_config = ConfigDict(frozen=True, extra="forbid", ser_json_inf_nan="strings")

    def __repr_args__(self) -> Any:
        """Leave out what is empty, so that a repr fits on a line."""
        return [(name, value) for name, value in super().__repr_args__() if value not in (None, (), [])]

    def __str__(self) -> str:
        """As short as the repr: a printed record is for people, its JSON for machines."""
        return repr(self)


def plain_number(value: Decimal) -> int | float:
    """The JSON number of an exact decimal: an int where it is whole, else the float that reads back as the same decimal."""
    return int(value) if value == value.to_integral_value() else float(value)


def exact(value: Decimal) -> Decimal:
    """Refuse what a JSON number cannot carry: NaN, infinity, fractions with more digits than a double holds."""
    if not value.is_finite():
        raise ValueError(f"{value} is not a finite number")
    if Decimal(repr(plain_number(value))) != value:
        raise ValueError(
            f"{value} has more digits than a JSON number carries exactly; round it to 15 significant digits"
        )
    return value.normalize() if value != value.to_integral_value() else Decimal(int(value))


Number = Annotated[
    Decimal,
    AfterValidator(exact),
    PlainSerializer(plain_number, return_type=int | float, when_used="json"),
    WithJsonSchema({"type": "number"}),
]
"""An exact `Decimal` in Python, a plain number in JSON."""
