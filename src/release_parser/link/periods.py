"""The time that a claim covers."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from release_parser.extract.mentions import QuantityMention
from release_parser.text import Page
from release_parser.text.dates import DateMention


@dataclass(frozen=True, slots=True)
class PeriodMention:
    """The words that give a claim's time, and its bounds; either is None where open or unknown."""

    start: int
    end: int
    start_date: dt.date | None
    end_date: dt.date | None


def link_periods(
    page: Page, quantities: list[QuantityMention], dates: list[DateMention], *, published: dt.date | None
) -> list[PeriodMention | None]:
    return [None] * len(quantities)
