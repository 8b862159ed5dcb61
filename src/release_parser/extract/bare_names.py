"""Names without a rank or title: two to four capitalised words that may be a person's name.

In: text. Out: the spans of such names. A role, an acronym or a word such as 'Quick-thinking' before a name is cut off. What only looks like a name
is left out: an acronym of two words, or a place name that goes on with another capitalised word.

>>> from release_parser.lexicon import Lexicon
>>> grammar = NameGrammar.of(Lexicon.default())
>>> text = "Stepdad Tom Ash met VCO Ann Pole at the Ann Pole Centre."
>>> [text[start:end] for start, end in bare_names(grammar, text, 0, len(text))]
['Tom Ash', 'Ann Pole']
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from release_parser.extract.name_parts import TOKEN, Span, glued, with_generation
from release_parser.extract.names import NameGrammar
from release_parser.lexicon import compile_forms, fold, trie_pattern
from release_parser.regexes import Regex
from release_parser.rules import Rule, RuleTable

_COMPOUND = Regex(r"\p{Lu}\p{Ll}+-(?:\p{Ll}+(?:ing|ed|old|year|based|born|time)|(?:of|to|in)-\p{Ll}+)")
# 'Sentencing', not 'King', 'Fleming'
_PARTICIPLE = Regex(r"\p{Lu}\p{Ll}{5,}ing")
_LONGEST_NAME = 4
_LONGEST_PLACE = 70
_LONGEST_SHOUT = 3


@dataclass(slots=True)
class BareName:
    """A run of capitalised words that may be a name.

    Rules cut words off its front; `begin` is the offset of the first of the `words` that are left.
    """

    grammar: NameGrammar
    text: str
    start: int
    end: int
    begin: int
    stop: int
    words: list[str]

    def drop(self, count: int) -> None:
        """Cut off the first `count` words of the run."""
        for word in self.words[:count]:
            self.begin = self.text.index(word, self.begin) + len(word)
        self.words = self.words[count:]
        self.begin = self.text.index(self.words[0], self.begin)


def bare_names(grammar: NameGrammar, text: str, start: int, end: int) -> Iterator[Span]:
    """The spans of two to four capitalised words that may be a name, without rank or title, in text order."""
    at = start
    while token := TOKEN.search(text, at, end):
        at = token.end()
        begin = _beginning(grammar, text, token, start)
        if begin is None:
            continue
        stop = grammar.read(text, begin, end)
        if stop is None:
            continue
        at = max(at, stop)
        name = BareName(grammar, text, start, end, begin, stop, text[begin:stop].split())
        for cut in _CUTS:
            cut(name)
        if NO_BARE_NAME.first(name) is None:
            yield name.begin, with_generation(text, stop, end)


def _beginning(grammar: NameGrammar, text: str, token: re.Match[str], start: int) -> int | None:
    """The offset at which a name may begin in this word, or None."""
    word, at = token.group(), token.start()
    if at > start and (text[at - 1].isalnum() or text[at - 1] in "’'-/@."):
        return None
    if word in grammar.never or (word.isupper() and len(word) > _LONGEST_SHOUT and "." not in word):
        return None  # a headline in capitals names nobody that a rank does not name
    cut = glued(word, grammar.lexicon)
    return at + cut if cut and word[:cut] in grammar.never else at  # 'Agent in ChargeAnn Pole'


def _cut_place(name: BareName) -> None:
    """'Commissioner for Kelsham Tom Pole': the place ends where two words are left."""
    ahead = name.text[max(name.start, name.begin - _LONGEST_PLACE) : name.begin]
    if len(name.words) > 2 and _role_of_place(name.grammar).search(ahead):
        known = next((count for count in (3, 2, 1) if " ".join(name.words[:count]) in name.grammar.areas), 0)
        if known and len(name.words) - known >= 2:  # 'U.S. Attorney for the District of Puerto Rico Ann Maria Pole'
            name.drop(known)
            return
        # '... for the District of Kelshire Ann L. Pole': an initial belongs to the name
        kept = 3 if name.words[-2].endswith(".") or name.words[-3].endswith(".") else 2
        name.drop(len(name.words) - kept)


def _cut_role(name: BareName) -> None:
    """'Prosecuting Barrister Ann Pole', 'Co-Chairs Ann Pole and': the name stands behind the role."""
    last = max((index for index, word in enumerate(name.words[:-2]) if _is_role(name.grammar, word)), default=-1)
    if last >= 0:
        name.drop(last + 1)


def _cut_acronym(name: BareName) -> None:
    """'VCO Ann Pole', 'Quick-thinking Ann Pole': cut off the word before the name."""
    if len(name.words) > 2 and (_is_acronym(name.words) or _COMPOUND.fullmatch(name.words[0])):
        name.drop(1)


def _cut_participle(name: BareName) -> None:
    """'Sentencing Tom Ash': cut off a participle that opens the sentence."""
    if len(name.words) > 2 and _PARTICIPLE.fullmatch(name.words[0]):
        name.drop(1)


_CUTS: tuple[Callable[[BareName], None], ...] = (_cut_place, _cut_role, _cut_acronym, _cut_participle)


@lru_cache(maxsize=4)
def _role_of_place(grammar: NameGrammar) -> Regex:
    """The pattern for an office, 'of', 'for' or 'in', and the beginning of a place: 'Commissioner for Kelsham'."""
    return compile_forms(
        rf"(?<!\w)(?:{trie_pattern(grammar.office_words)})[ ](?:\([^)]{{1,12}}\)[ ])?(?:of|for|in)[ ](?:[\p{{L}}’'&-]+[ ]){{0,6}}$",
        re.IGNORECASE,
    )


def _is_role(grammar: NameGrammar, word: str) -> bool:
    """Whether a word is a noun for a role, singular or plural, with or without a word that a hyphen joins: 'Barrister', 'Co-Chairs', 'Vice-Mayor'."""
    role = fold(word).replace("’", "'")
    parts = {role, role.rpartition("-")[2]}
    return not grammar.role_words.isdisjoint(parts | {part.removesuffix("s") for part in parts})


def _is_acronym(words: list[str]) -> bool:
    """Whether the first word is an acronym before words that are not in capitals."""
    first = words[0]
    return len(first) > 1 and first.isupper() and "." not in first and not words[1].isupper()


def too_short_or_long(name: BareName) -> bool | None:
    """No name: fewer than two or more than four words, or an initial without a full stop in front."""
    return None if 2 <= len(name.words) <= _LONGEST_NAME and len(name.words[0]) > 1 else True


def acronyms(name: BareName) -> bool | None:
    """No name: an acronym is part of it, as in 'SE ROCU', 'VCO Pole', 'Kelsham CIB'."""
    if _is_acronym(name.words):
        return True
    last = name.words[-1]
    if last.isupper() and 1 < len(last) <= _LONGEST_SHOUT and not name.words[0].isupper():
        return True  # 'Kelsham CIB'
    return True if all(map(str.isupper, name.words)) and any(len(word) < 4 for word in name.words) else None


def compound(name: BareName) -> bool | None:
    """No name: a compound adjective begins it, as in 'Kelsham-based Ann'."""
    return True if _COMPOUND.fullmatch(name.words[0]) else None


def role_in_front_of_one_name(name: BareName) -> bool | None:
    """No full name: a role and a given name, as in 'Parents Tim and Sue Ash'."""
    return True if len(name.words) == 2 and _is_plural_role(name.grammar, name.words[0]) else None


def _is_plural_role(grammar: NameGrammar, word: str) -> bool:
    """Whether a word is a role in the plural or one with a hyphen: 'Parents', 'Vice-Mayor'."""
    role = fold(word)
    return ("-" in word and _is_role(grammar, word)) or (
        role.endswith("s") and _is_role(grammar, word) and len(role) > 3
    )


def role_behind(name: BareName) -> bool | None:
    """No name: the last word is a noun for a role, as in 'Ann Pole, Skills Trainer, said'."""
    if fold(name.words[-1]) not in name.grammar.role_words:
        return None
    return True if len(name.words) > 2 or name.text[name.begin - 2 : name.begin] == ", " else None


def area_behind_an_office(name: BareName) -> bool | None:
    """No name: a part of the county behind an office of several words, as in 'Area Commander Kelsham East, said'."""
    end = name.begin - (name.text[name.begin - 1 : name.begin] == " ")
    return name.grammar.is_area_of_an_office(name.text, end, name.words)


def goes_on(name: BareName) -> bool | None:
    """No name: a word follows that names do not have, as in 'Ann Pole Centre'."""
    if name.text[name.stop : name.stop + 1] != " ":
        return None
    follows = TOKEN.match(name.text, name.stop + 1, name.end)
    return None if follows is None or follows.group() in name.grammar.post_nominals or _has_generation(name) else True


def _has_generation(name: BareName) -> bool:
    """Whether 'Jr.' or 'III' follows the name."""
    return with_generation(name.text, name.stop, name.end) > name.stop


NO_BARE_NAME: RuleTable[BareName, bool] = RuleTable(
    "person",
    (
        Rule(
            "too_short_or_long",
            too_short_or_long,
            ignores=("“We act,” said K Pole.",),
        ),
        Rule("acronyms", acronyms, ignores=("SE ROCU said: “We act.”",)),
        Rule("compound", compound, ignores=("Kelsham-based Ann said: “We act.”",)),
        Rule(
            "role_in_front_of_one_name",
            role_in_front_of_one_name,
            finds=('Grandparents Tim and Sue Ash said: “<quote speaker="Tim and Sue Ash">He was kind.</quote>”',),
        ),
        Rule("role_behind", role_behind, finds=("<person>Ann Pole</person>, Skills Trainer, said: “We act.”",)),
        Rule(
            "area_behind_an_office",
            area_behind_an_office,
            ignores=("Area Commander Kelsham West, said: “We hear you.”",),
        ),
        Rule("goes_on", goes_on, ignores=("“We act,” said Ann Pole Centre staff.",)),
    ),
    kinds=("person",),
)
"""Capitalised words that are nobody's name."""
