"""Dates, times and stretches of time in prose."""

from release_parser.text.dates.find import find_dates
from release_parser.text.dates.mention import DateMention, Moment
from release_parser.text.dates.published import find_published

__all__ = ["DateMention", "Moment", "find_dates", "find_published"]
