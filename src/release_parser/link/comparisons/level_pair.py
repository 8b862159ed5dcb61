"""Two levels that stand near each other and the words around them, which is what the rules for comparisons read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from release_parser.lexicon import ChangeNoun, ChangeVerb, Lexicon, compile_forms, trie_pattern, with_words
from release_parser.link.drafts import ClaimDraft
from release_parser.regexes import Regex
from release_parser.text import Page


@dataclass(frozen=True, slots=True)
class LevelPair:
    """Two levels that stand near each other, by their indices, and the words around them.

    `between` are the words between them without the claims that may stand there: '126, down 16% from 150' gives ', down from '.
    """

    page: Page
    claims: Sequence[ClaimDraft]
    levels: Sequence[int]
    """The indices of all levels of the page."""
    first: int
    second: int
    between: str
    before: str

    @property
    def lexicon(self) -> Lexicon:
        """The parser's vocabulary."""
        return self.page.lexicon

    @property
    def a(self) -> ClaimDraft:
        """The draft of the first level in the text."""
        return self.claims[self.first]

    @property
    def b(self) -> ClaimDraft:
        """The draft of the second level in the text."""
        return self.claims[self.second]

    @property
    def inner(self) -> Sequence[ClaimDraft]:
        """The claims between the two levels."""
        return self.claims[self.first + 1 : self.second]

    def changing(self, text: str) -> bool:
        """Whether a verb or noun of change, or 'compared', stands in the text."""
        return _changing(self.lexicon).search(text) is not None


Ordered = tuple[int, int]
"""The index of the current level and of the baseline."""


@lru_cache(maxsize=4)
def _changing(lexicon: Lexicon) -> Regex:
    """A verb or noun of change, or 'compared'."""
    forms = [form for verb in lexicon.typed("change_verbs", ChangeVerb) for form in verb.forms]
    forms += [form for noun in lexicon.typed("change_nouns", ChangeNoun) if noun.size for form in noun.forms]
    compared = with_words("«claim_words.compares»", lexicon)
    return compile_forms(rf"(?<!\w)(?:{trie_pattern(forms)}|{compared})(?!\w)", re.IGNORECASE)


ABOUT = r"(?:(?:around|about|nearly|just|only|over|some|almost|more[ ]than|a[ ]total[ ]of|the)[ ])*"
"""Words that may stand between what leads a level and its number."""
