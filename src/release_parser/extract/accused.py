"""Sentences about a court, an arrest or a death: a person named in one is taken for a suspect or victim, not for an official who speaks.

In: a text and two offsets. Out: whether the text between them is about one of these.

>>> accused = Accused.of(Lexicon.default())
>>> [accused.tells(text, 0, len(text)) for text in ("Tom Ash was jailed.", "Tom Ash, 40, ran a shop.", "Tom Ash ran a shop.")]
[True, False, False]
>>> accused.tells_or_ages("Tom Ash, 40, ran a shop.", 0, 24)
True
"""

from __future__ import annotations

from functools import lru_cache

from release_parser.lexicon import Lexicon, compile_forms, trie_pattern


class Accused:
    """The words of a lexicon for what happens to suspects and victims."""

    def __init__(self, lexicon: Lexicon) -> None:
        words = rf"\b(?:{trie_pattern(lexicon.vocabulary('people')['accused'].forms)})\b"
        self._words = compile_forms(words)
        self._words_or_age = compile_forms(rf"{words}|,[ ]\d{{2}},")

    @staticmethod
    @lru_cache(maxsize=4)
    def of(lexicon: Lexicon) -> Accused:
        """The words of this lexicon, made once for each lexicon."""
        return Accused(lexicon)

    def tells(self, text: str, start: int, end: int) -> bool:
        """Whether text[start:end] is about a court, an arrest or a death."""
        return self._words.search(text, start, end) is not None

    def tells_or_ages(self, text: str, start: int, end: int) -> bool:
        """Whether text[start:end] is about a court, an arrest or a death, or gives an age: 'Tom Ash, 40,' is no official either."""
        return self._words_or_age.search(text, start, end) is not None
