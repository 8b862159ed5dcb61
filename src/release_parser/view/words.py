"""The index that the page is searched with: for each word the numbers of the records that hold it, packed small.

In: texts in order, each with its number. Out: all words, sorted, and for each the numbers as differences in variable-length bytes
(seven bits a byte, the lowest first; the top bit says that more follow). `assets/search.js` reads it; `fold` must fold as it does.

>>> index = WordIndex()
>>> index.add(0, "3,810 arrests in Café Road")
>>> index.add(5, "Arrests")
>>> index.words()
['3810', 'arrests', 'cafe', 'in', 'road']
>>> [bytes(packed) for packed in index.packed()][1] == bytes([0, 5])
True
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORD = regex.compile(r"[\p{L}\p{N}]++")
_INSIDE = regex.compile(r"(?<=\p{N}),(?=\p{N})|['’\p{M}]")
LONGEST_KEPT_WORD = 40
"""Characters of a word that are kept: a longer one is a code, which is found by its beginning."""


def fold(text: str) -> list[str]:
    """The words of a text as they are searched for: lower case, without accents, apostrophes and the commas of numbers."""
    plain = _INSIDE.sub("", unicodedata.normalize("NFD", text)).lower()
    return [word[:LONGEST_KEPT_WORD] for word in _WORD.findall(plain)]


class WordIndex:
    """Words and the numbers of the records that hold them. Numbers must be added in rising order."""

    def __init__(self) -> None:
        self._postings: dict[str, bytearray] = {}
        self._last: dict[str, int] = {}

    def add(self, number: int, text: str) -> None:
        """Index a record's text under its number."""
        for word in dict.fromkeys(fold(text)):
            rest = number - self._last.get(word, 0)
            self._last[word] = number
            packed = self._postings.setdefault(word, bytearray())
            while rest > 0x7F:
                packed.append(rest & 0x7F | 0x80)
                rest >>= 7
            packed.append(rest)

    def words(self) -> list[str]:
        """All words, sorted by code point."""
        return sorted(self._postings, key=lambda word: word.encode("utf-16-be"))  # as JavaScript sorts

    def packed(self) -> Iterator[bytearray]:
        """The packed numbers of each word, in the order of `words()`."""
        return (self._postings[word] for word in self.words())
