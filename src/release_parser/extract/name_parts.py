"""The parts of a written name: its words, 'Jr.' behind it, and the name together with its rank.

In: a name, or the text in which it stands. Out: words, offsets, and `NamedPerson`s.

>>> name_words("Tom Ash, Jr.")
['Tom', 'Ash']
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from release_parser.lexicon import Lexicon, WordSet
from release_parser.regexes import Regex

Span = tuple[int, int]
TOKEN = Regex(
    r"""
      \p{Lu}\.(?:[ ]?\p{Lu}\.){0,2}(?=[ ])                 # 'J.', 'J. P.'
    | \p{Lu}[\p{L}\p{M}]*+(?:(?:[’'](?=\p{Lu}\p{L}|\p{Ll}{3})|[-‐‑](?=\p{L}))[\p{L}\p{M}]++){0,3}+   # 'O’Neill', 'Pole-Ash'
    """,
    re.VERBOSE,
)
# 'PoleChief', 'ChargeAnn': a small letter right before a capital, where archives lost a space
_GLUED = Regex(r"(?<=\p{Ll})(?=\p{Lu}\p{Ll})")
_PREFIX = WordSet("people.glued_prefix")
# 'Tom Ash, Jr. and Ann Pole', 'Tom Ash IV': what tells a son from his father
GENERATION = Regex(r",?[ ](?:Jr\.?|Sr\.?|II|III|IV)(?![\w’'-])")


@dataclass(frozen=True, slots=True)
class NamedPerson:
    """A name in the text with its rank or title; `start` is where the rank begins, `name_start` where the name begins."""

    start: int
    name_start: int
    end: int
    name: str
    rank: str | None = None
    title: str | None = None
    office: bool = False
    role: str | None = None
    gender: str | None = None
    organisation: str | None = None

    @property
    def tokens(self) -> list[str]:
        """The words of the name, without 'Jr.' or 'III'."""
        return name_words(self.name)


def name_words(name: str) -> list[str]:
    """The words of a name without what tells generations apart: ['Tom', 'Ash'] for 'Tom Ash, Jr.'."""
    generation = GENERATION.search(name)
    return (name if generation is None else name[: generation.start()]).split()


def with_generation(text: str, stop: int, end: int) -> int:
    """Where a name that ends at `stop` ends together with 'Jr.' or 'III' behind it."""
    match = GENERATION.match(text, stop, end)
    return stop if match is None else match.end()


def glued(word: str, lexicon: Lexicon) -> int:
    """Where the second of two words that lost the space between them begins, or 0."""
    match = _GLUED.search(word)
    return 0 if match is None or word[: match.start()] in _PREFIX.of(lexicon) else match.start()
