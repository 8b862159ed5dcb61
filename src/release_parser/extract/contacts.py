"""Contacts."""

from __future__ import annotations

from release_parser.lexicon import Lexicon
from release_parser.text import Page
from release_parser.extract.mentions import ContactMention


def find_contacts(page: Page, lexicon: Lexicon) -> list[ContactMention]:
    return []
