"""A parsed sentence as plain lists, so that the functions of `link/` are pure and a test can call them with syntax written by hand.

In: what a tagger and parser say of the tokens. Out: a `Syntax` in page offsets; `pipeline.syntax` makes it from spaCy's tokens.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass

NOUNS = frozenset({"NOUN", "PROPN"})
"""The parts of speech of nouns: common nouns and proper names."""


@dataclass(frozen=True, slots=True)
class Syntax:
    """The tokens of one sentence.

    Each list has one value a token: offsets, words, universal part of speech, fine tag, dependency, index of the head.
    """

    starts: list[int]
    ends: list[int]
    words: list[str]
    pos: list[str]
    tags: list[str]
    deps: list[str]
    heads: list[int]
    lemmatize: Callable[[str, str], str]

    def __len__(self) -> int:
        return len(self.words)

    def at(self, offset: int) -> int:
        """The index of the token that covers the offset, or of the first token behind it."""
        index = bisect_right(self.starts, offset) - 1
        if index >= 0 and offset < self.ends[index]:
            return index
        return index + 1

    def before(self, offset: int) -> int:
        """The index of the last token that ends at or before the offset, or -1."""
        return bisect_left(self.ends, offset + 1) - 1

    def lower(self, index: int) -> str:
        """The token's word in lower case; '' outside of the sentence."""
        return self.words[index].lower() if 0 <= index < len(self.words) else ""

    def lemma(self, index: int) -> str:
        """The lemma of the token's word."""
        pos, word = self.pos[index], self.words[index]
        if pos in ("NOUN", "PROPN") and self.tags[index] in ("NN", "NNP"):
            # a singular keeps its form, but for capitals that hide a plural: 'TWO FORMER AGENTS', 'Volunteer Cadet Leaders'
            return (
                self.lemmatize(word.lower(), "NOUN")
                if word[:1].isupper() and word.lower().endswith("s")
                else self.lemmatize(word, "SINGULAR")
            )
        if word.isupper() and len(word) > 4:
            word = word.lower()  # 'TWO FORMER AGENTS' in a headline; 'MDMA' is short
        return self.lemmatize(word, "VERB" if pos in ("VERB", "AUX") else "NOUN" if pos in ("NOUN", "PROPN") else pos)
