"""Dates, times of day and periods in prose."""

from release_parser.text.dates.find import DateOrder, find_dates
from release_parser.text.dates.grammar import MONTH_BEFORE_DAY
from release_parser.text.dates.mention import DateMention, Moment
from release_parser.text.dates.published import find_published

__all__ = ["MONTH_BEFORE_DAY", "DateMention", "DateOrder", "Moment", "find_dates", "find_published"]
