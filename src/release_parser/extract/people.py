"""People with a rank, a role or a quote."""

from __future__ import annotations

from release_parser.lexicon import Lexicon
from release_parser.text import Page
from release_parser.extract.mentions import PersonEntity


def find_people(page: Page, lexicon: Lexicon) -> list[PersonEntity]:
    return []
