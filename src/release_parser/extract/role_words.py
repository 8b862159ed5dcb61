"""The words of which roles are made: 'head of roads policing', 'Police and Crime Commissioner for Kelshire', 'Area Commander Kelsham West'.

In: a noun phrase. Out: whether it is a role, that is, whether its head is a noun for a role.

>>> words = RoleWords.of(Lexicon.default())
>>> [words.is_role(phrase) for phrase in ("force's lead for rural crime", "Vice-Mayor", "the case of the eel")]
[True, True, False]
>>> words.is_office("Prevention Manager Kelsham East")
True
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from release_parser.extract.bare_names import bare_names
from release_parser.extract.names import NameGrammar
from release_parser.extract.organisations import Organisations
from release_parser.extract.quote_cues import CuePatterns
from release_parser.lexicon import Lexicon, WordPattern, compile_forms, fold, trie_pattern
from release_parser.regexes import Regex

ARTICLE = Regex(r"(?P<article>the|a|an|our|The|A|An|Our)[ ]")
VERB = WordPattern(
    r"\b(?:was|were|has|have|had|is|are|will|would|can|been|being|«people.no_role»|where|when|which|that|if)\b",
    re.IGNORECASE,
)
# where a role's head may end, from the widest to the narrowest: 'Police and Crime Commissioner', 'Citizens in Policing Coordinator'
_PREPOSITIONS = tuple(
    compile_forms(rf"(?<!^)\b(?:{words})\b")
    for words in (
        "of|for|at|in|within|with|from|to|on|across|responsible|based|or|who|by|and",
        "of|for|at|in|within|with|from|to|on|across|or|who",
        "of|for|at|within|with|from|or|who",
    )
)
_ASIDE = Regex(r"[ ]\([^)]{1,40}\)")
_OFFICE_WORD = Regex(r"\p{Lu}[\p{L}’'-]*|of|for|in|and|the|&")
_SKIPS = WordPattern(
    r"(?:who|whose|\d|from|of|at|with|for|in|«people.skipped»)\b",
    re.IGNORECASE,
)
_LEAST_OFFICE = 2


@dataclass(frozen=True, slots=True)
class Standing:
    """What the words beside a name tell about the person; `article` is the one that stood before the role."""

    role: str | None = None
    organisation: str | None = None
    rank: str | None = None
    before: bool = False
    article: str | None = None


class RoleWords:
    """The nouns for roles of one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        people = lexicon.vocabulary("people")
        self._weak = frozenset(fold(form) for form in people["weak_roles"].forms)
        self._kin = frozenset(fold(form) for form in people["kin"].forms)
        self._letters = compile_forms(rf"(?:{trie_pattern(people['post_nominals'].forms)})\b")
        self.names = NameGrammar.of(lexicon)
        self.heads = self.names.office_words
        self.cues = CuePatterns.of(lexicon)
        self.organisations = Organisations.of(lexicon)

    @staticmethod
    @lru_cache(maxsize=4)
    def of(lexicon: Lexicon) -> RoleWords:
        """The words of this lexicon, made once for each lexicon."""
        return RoleWords(lexicon)

    def is_head(self, word: str) -> bool:
        """Whether a word is a noun for a role, singular or plural, with or without a word that a hyphen joins: 'Vice-Mayor', 'Co-Chairs'."""
        role = fold(word)
        if role in self.heads:
            return True
        last = role.rpartition("-")[2]
        if "-in-" in role and role.partition("-")[0] in self.heads:  # 'Agent-in-Charge'
            return True
        return "-" in role and (last in self.heads or last.removesuffix("s") in self.heads)

    def is_role(self, phrase: str, *, kin: bool = False) -> bool:
        """Whether the head of a noun phrase is a noun for a role; `kin` includes relatives."""
        phrase = _ASIDE.sub("", phrase)
        for cut in _PREPOSITIONS:
            words = fold(cut.split(phrase, maxsplit=1)[0]).replace("/", " ").split()
            if words and (
                self.is_head(words[-1])
                or " ".join(words[-2:]) in self.heads
                or (kin and cut is _PREPOSITIONS[0] and not self._kin.isdisjoint(words[-2:]))
            ):
                return True
        return False

    def is_office(self, phrase: str, *, placed: bool = True) -> bool:
        """Whether a capitalised phrase is an office followed by its field: 'Manager Crime Operations'.

        With `placed` False nothing need follow the noun or rank: 'Area Commander'.
        """
        words = phrase.split()
        capitals = words and words[0][0].isupper() and all(_OFFICE_WORD.fullmatch(word) for word in words)
        if not capitals or (placed and len(words) < _LEAST_OFFICE):
            return False
        rank = self.names.rank_at(phrase, 0, len(phrase))
        held = rank is not None and (not placed or rank[1] < len(phrase))
        return held or any(map(self.is_head, words[:-1] if placed else words))

    def names_another(self, role: str) -> bool:
        """Whether a role contains somebody else's name: 'lead for eels and policing minister Tom Ash'."""
        for start, _ in bare_names(self.names, role, 0, len(role)):
            ahead = role[:start].split()[-1:]
            given = self.names.is_given(role[start:].split(maxsplit=1)[0])
            if given and ahead and ahead[0] not in ("of", "for", "the", "at"):
                return True
        return False

    def is_weak(self, role: str) -> bool:
        """Whether anybody may have the role, so that it makes no official: 'owner', 'teacher'."""
        return not self._weak.isdisjoint(fold(_PREPOSITIONS[0].split(role, maxsplit=1)[0]).split()[-1:])

    def skips(self, chunk: str) -> bool:
        """Whether a chunk between commas tells no role, which may stand behind it: 'who led the case', 'QPM'."""
        return _SKIPS.of(self.lexicon).match(chunk) is not None or self._letters.match(chunk) is not None

    def next_one(self, organisation: str, following: str) -> int | None:
        """The offset at which a list goes on to the next person: 'the Dog Unit and Sheriff Tom Ash'; None where it does not."""
        named = self.names.titled_inside(organisation)
        start = named[0] if named is not None else organisation.rfind(" and ") + len(" and ")
        if start < len(" and ") or not organisation[:start].endswith(" and "):
            return None
        if named is None:
            whole = [*bare_names(self.names, organisation, start, len(organisation))] == [(start, len(organisation))]
            article = ARTICLE.match(following.lstrip())
            role = following.lstrip()[article.end() if article else 0 :]
            if not (whole and role and (self.is_role(role) or self.names.rank_at(role, 0, len(role)))):
                return None
        return start - len(" and ")
