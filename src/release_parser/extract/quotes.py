"""Direct quotations."""

from __future__ import annotations

from release_parser.lexicon import Lexicon
from release_parser.text import Page
from release_parser.extract.mentions import QuoteMention


def find_quotes(page: Page, lexicon: Lexicon) -> list[QuoteMention]:
    return []
