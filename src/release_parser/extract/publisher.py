"""The publishing force, where the text says so plainly."""

from __future__ import annotations

from release_parser.lexicon import Lexicon
from release_parser.text import Page


def find_publisher(page: Page, lexicon: Lexicon) -> str | None:
    return None
