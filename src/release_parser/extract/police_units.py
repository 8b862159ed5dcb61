"""Named police units."""

from __future__ import annotations

from release_parser.lexicon import Lexicon
from release_parser.text import Page
from release_parser.extract.mentions import NamedEntity


def find_police_units(page: Page, lexicon: Lexicon) -> list[NamedEntity]:
    return []
