"""What the date finder returns: a stretch of text, the calendar fields that it writes, and its first and last day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import datetime as dt

DateKind = Literal["date", "time", "month", "year", "range", "relative"]


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, month or year as written; fields that the text leaves out are None. Monday is weekday 0."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    years_back: int | None = None
    """'in May last year' is 1, 'this May' 0; None where nothing of the kind is said."""


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date, time or period. `start_date` and `end_date` are its first and last day, where the year is known."""

    start: int
    end: int
    kind: DateKind
    start_date: dt.date | None = None
    end_date: dt.date | None = None
    first: Moment | None = None
    """The calendar fields of the date, or of the first one of a range or list."""
    last: Moment | None = None
    """The calendar fields of the last one."""
