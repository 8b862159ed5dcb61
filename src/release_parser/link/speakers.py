"""Quotes to their speakers."""

from __future__ import annotations

from release_parser.extract.mentions import PersonEntity, QuoteMention
from release_parser.lexicon import Lexicon
from release_parser.text import Page


def link_speakers(
    page: Page, quotes: list[QuoteMention], people: list[PersonEntity], lexicon: Lexicon
) -> tuple[list[QuoteMention], list[PersonEntity]]:
    return quotes, people
