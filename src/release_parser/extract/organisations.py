"""Where the name of an organisation ends, and which words name none: 'PC Ann Pole at Kelsham CID on 101'.

In: the words behind 'of', 'at' or 'from'. Out: the name alone, or None where they tell where somebody spoke, how long somebody served or what
for.

>>> organisations = Organisations.of(Lexicon.default())
>>> [organisations.name(words) for words in ("Kelsham CID on 101 quoting reference 12", "the dog unit")]
['Kelsham CID', 'the dog unit']
>>> [organisations.name(words) for words in ("the time of the flood", "the steps of the court", "Kelsham Crown Court")]
[None, None, None]
"""

from __future__ import annotations

import re
from functools import lru_cache

from release_parser.lexicon import Lexicon, UnitNoun, WordPattern, fold
from release_parser.regexes import Regex

# 'Kelsham Police Station on 101', 'Kelsham CID by calling 101', 'the Dog Unit today': where the name of a place ends
_ENDS = WordPattern(
    r"""
    [ ]+(?:
        on(?=[ ]+(?:[\d+(]|«contact_words.on_the_phone»|(?:\p{Lu}\p{Ll}+[ ])\d))   # 'on 101', 'on May 3'
      | by(?=[ ]\p{Ll}+ing\b|[ ](?:«contact_words.by_means_of»))                          # 'by calling'
      | (?:or|and)(?=[ ](?:those|by|«contact_words.or_visit»)\b)   # 'or visit'
      | (?:via|either|today|yesterday|«contact_words.behind_a_name»)\b
    ).*
    """,
    re.VERBOSE,
)
# 'thanked PC Ann Pole for her courage', 'from behind the cordon', 'at (613) 555-0101'
_NO_NAME = Regex(r"(?:his|her|their|my|its|all|behind|outside|inside|near|under|within)\b|our$|[\[(\d]|\p{Ll}+ing\b")
_PREPOSITION = Regex(r"[ ](?:of|for|in|at|on|from|with|and)[ ]")
_CAPITAL = Regex(r"\p{Lu}")


class Organisations:
    """The words of a lexicon for organisations and for places where people speak."""

    def __init__(self, lexicon: Lexicon) -> None:
        people = lexicon.vocabulary("people")
        nouns = [
            form for entry in lexicon.typed("unit_nouns", UnitNoun) if entry.role == "noun" for form in entry.forms
        ]
        self._bodies = frozenset(fold(form) for form in (*people["bodies"].forms, *nouns))
        self._lexicon = lexicon
        self._scenes = frozenset(fold(form) for form in people["scenes"].forms)

    @staticmethod
    @lru_cache(maxsize=4)
    def of(lexicon: Lexicon) -> Organisations:
        """The words of this lexicon, made once for each lexicon."""
        return Organisations(lexicon)

    def name(self, words: str, *, belongs: bool = False) -> str | None:
        """The name with which the words begin, or None.

        `belongs`: behind 'of' a court is a judge's organisation, while behind 'at' it is where somebody spoke.
        """
        name = _ENDS.of(self._lexicon).sub("", words).strip()
        if not name or _NO_NAME.match(name):
            return None
        head = _PREPOSITION.split(name, maxsplit=1)[0]
        if fold(head.split()[-1]) in self._scenes and not (belongs and _CAPITAL.search(name)):
            return None
        if _CAPITAL.search(head) or self._is_body(head.split()[-1]):
            return name
        kept = head.split()
        while kept and not self._is_body(kept[-1]):  # 'the dog unit met them'
            kept.pop()
        return " ".join(kept) or None

    def _is_body(self, word: str) -> bool:
        """Whether a word is a noun for an organisation, singular or plural."""
        noun = fold(word)
        return noun in self._bodies or noun.removesuffix("s") in self._bodies
