"""Which pronoun, 'he' or 'she', fits a name or a noun, where that is certain.

In: a name or a phrase. Out: 'he', 'she' or None. A given name decides only if it is used for one gender in every culture that has it.
Otherwise a title ('Mrs'), a noun for relatives ('mother') or the Sikh names 'Kaur' and 'Singh' decide.

>>> genders = Genders.of(Lexicon.default())
>>> [genders.of_name(name) for name in ("Siobhán Roe", "Tom Ash", "Kim Ash", "Jaspreet Kaur")]
['she', 'he', None, 'she']
>>> [genders.of_phrase(phrase) for phrase in ("Lena's mother", "a 40-year-old man", "the victim")]
['she', 'he', None]
"""

from __future__ import annotations

import re
from functools import lru_cache

from release_parser.extract.name_parts import name_words
from release_parser.lexicon import Lexicon, compile_forms, fold, trie_pattern
from release_parser.regexes import Regex

# 'Jean-Luc Pole': either half of a double name may tell
_HYPHEN = Regex(r"[-‐‑]")


class Genders:
    """The names and nouns of a lexicon that tell which pronoun fits."""

    def __init__(self, lexicon: Lexicon) -> None:
        names = lexicon.vocabulary("given_names")
        people = lexicon.vocabulary("people")
        self._names = {fold(form): gender for gender in ("she", "he") for form in names[gender].forms}
        self._last_names = {
            fold(form): gender for gender in ("she", "he") for form in people[f"last_name_of_{gender}"].forms
        }
        self.given = frozenset(fold(form) for entry in names for form in entry.forms)
        """Given names of any gender, folded."""
        self._nouns = compile_forms(
            rf"(?<![\w-])(?:(?P<she>{trie_pattern(people['she'].forms)})|(?P<he>{trie_pattern(people['he'].forms)}))(?![\w])",
            re.IGNORECASE,
        )

    @staticmethod
    @lru_cache(maxsize=4)
    def of(lexicon: Lexicon) -> Genders:
        """The gendered words of this lexicon."""
        return Genders(lexicon)

    def of_name(self, name: str) -> str | None:
        """'he' or 'she' for a name whose given name only men or only women have, else None."""
        words = [fold(word) for word in name_words(name)]
        for word in words[1:]:
            if word in self._last_names:
                return self._last_names[word]
        if not words:
            return None
        halves = {self._names[half] for half in _HYPHEN.split(words[0]) if half in self._names}
        return self._names.get(words[0]) or (halves.pop() if len(halves) == 1 else None)

    def is_given(self, word: str) -> bool:
        """Whether a word is a given name that the lexicon knows."""
        return fold(word) in self.given or _HYPHEN.split(fold(word))[0] in self.given

    def of_phrase(self, phrase: str) -> str | None:
        """'she' for 'Lena's mother', 'he' for 'a 40-year-old man', None for 'the victim'; the last such noun before a comma decides."""
        found = None
        for match in self._nouns.finditer(phrase.split(",", maxsplit=1)[0]):
            found = "she" if match.group("she") else "he"
        return found
