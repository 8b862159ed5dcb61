"""Dates, times and stretches of time in prose."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date, time or stretch of time. `start_date`/`end_date` bound it where the year is known."""

    start: int
    end: int
    kind: Literal["date", "time", "month", "year", "range", "relative"]
    start_date: dt.date | None = None
    end_date: dt.date | None = None


def find_dates(text: str, *, published: dt.date | None = None) -> list[DateMention]:
    return []
