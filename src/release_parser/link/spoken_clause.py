"""The clause beside a quote that names its speaker, prepared once for all rules.

In: a reporting verb in its text, and the people that were found. Out: the clause before or behind the verb, with the names in it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from release_parser.lexicon import Lexicon, WordPattern
from release_parser.link.subjects import NameMention, SpeakerMention, Subjects
from release_parser.link.unnamed import ADVERBS
from release_parser.regexes import Regex

ADVERBIAL = Regex(
    r"(?:Following|After|Before|Speaking|On|In|At|As|When|While|During|Since|Despite|With|For|Upon|\p{Lu}\p{Ll}+ing)[ ][^,]{3,200},"
)
BESIDE_THE_VERB = WordPattern(rf"[ ,]*{ADVERBS}")
# 'told the crowd that Tom Ash had shouted', 'stayed calm when Ann Pole said'
CONJUNCTION = Regex(r"\b(?:that|when|while|whilst|because|if|until|as|after|before)[ ]$", re.IGNORECASE)


@dataclass
class SpokenClause:
    """The text[start:end] before a reporting verb, or behind it up to the end of its clause; `verb_end` is where the verb ends."""

    subjects: Subjects
    start: int
    end: int
    verb_end: int = 0

    @property
    def lexicon(self) -> Lexicon:
        """The parser's vocabulary."""
        return self.subjects.lexicon

    @cached_property
    def text(self) -> str:
        """The words of the clause."""
        return self.subjects.text[self.start : self.end]

    @cached_property
    def named(self) -> list[NameMention]:
        """The names in the clause that own nothing: 'Ann Pole' in 'Ann Pole's partner' is left out."""
        return [item for item in self.subjects.named(self.start, self.end) if not self.subjects.owns(item.span[1])]

    @cached_property
    def candidates(self) -> list[NameMention]:
        """The names in the clause that may be its subject."""
        found = [
            item
            for item in self.named
            if not self.subjects.is_object(item.span[0], self.start) or self._opens_a_clause(item)
        ]
        if not found:  # 'Crime and Policing Minister, Ann Pole, said'
            found = [item for item in self.named if self._ahead(item.span[0], 4) == "and "]
        if (
            len(found) > 1
            and (adverbial := ADVERBIAL.match(self.text))
            and found[0].span[0] > self.start  # not 'Acting Sergeant Ann Pole, of Kelsham Road,'
            and found[0].span[1] <= self.start + adverbial.end() <= found[1].span[0]
        ):
            return found[1:]  # 'Following the death of cyclist Tom Ash, PC Ann Pole said'
        return found

    def _opens_a_clause(self, item: NameMention) -> bool:
        """Whether a name is the subject of a clause of its own: in 'told the crowd that Tom Ash had shouted' it stands between a conjunction and the verb."""
        text = self.subjects.text
        return (
            BESIDE_THE_VERB.of(self.lexicon).fullmatch(text, item.span[1], self.end) is not None
            and CONJUNCTION.search(text, self.start, item.span[0]) is not None
        )

    @cached_property
    def described(self) -> SpeakerMention | None:
        """Somebody without a name in the clause: 'A spokesperson for the trust'."""
        return self.subjects.describe(self.start, self.end)

    def _ahead(self, at: int, count: int) -> str:
        """Up to `count` characters of the clause before the offset `at`."""
        return self.subjects.text[max(self.start, at - count) : at]
