"""Where the name of an operation begins and ends.

In: a text and the offset behind a marker ('Operation '). Out: the bounds of the name, and whether its end is certain. A name is one or more
capitalised words. The words behind it may be capitalised for other reasons ('Operation Heron Team', 'Operation Heron Sgt Ash said',
'Operation Heron Launched'), which the vocabulary lists.

>>> from release_parser.lexicon import Lexicon
>>> grammar = OperationNames.of(Lexicon.default())
>>> text = "Operation Winter Tide Week of Action"
>>> name = grammar.read(text, 10)
>>> text[name.start:name.end]
'Winter Tide'
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from release_parser.lexicon import Lexicon, Marker, UnitNoun, WordPattern, WordSet, compile_forms, fold, trie_pattern
from release_parser.regexes import Regex

if TYPE_CHECKING:
    from release_parser.text import Block, Page

# a word is no longer than words are, so that the time stays linear on 'AAAA…'
_WORD = Regex(r"\p{Lu}[\p{L}\d]{0,40}+(?![\p{L}\d])(?:['’](?!s\b|S\b)[\p{L}]{1,40}+|[-&‐‑][\p{L}\d]{1,40}+){0,6}+")
_FORCE = WordSet("contact_words.force")
_NUMBER = WordPattern(
    r"(?:\d{1,2}|[IVX]{1,4})(?![\p{L}\d.,:/%-]|[ ](?:(?!(?:is|was|has|«name_words.operation_does»)\b)\p{Ll}+s|of|and|«contact_words.counted_person»)\b)"
)
_POSSESSIVE = Regex(r"['’][sS]?\b|['’](?=[ ])")
_QUOTES = {"'": "'’", "‘": "’'", '"': '"”', "“": '”"', "`": "`'"}
_QUOTED = Regex(
    r"[ ]?(?P<name>\p{Lu}[^'’‘\"“”`\n.;:!?()]{1,40}?|\p{Lu}\p{L}*[’'][^'’‘\"“”`\n.;:!?()]{1,40}?)[ ,.]?(?=(?P<close>['’\"”`])(?!\w))"
)
_EXTRA_WORDS = 3
_LONGEST_WORD = 40  # characters: longer ones are no words
# 'July 2020', 'July and 4'
_DATED = Regex(r"[ ](?:\d|\p{Ll}+[ ]\d)")
_CAPITAL_BEHIND = Regex(r"[ ]\p{Lu}")
_HEADLINE_VERB = Regex(r"\p{L}{3,}(?:ed|ing|ED|ING)")


@dataclass(frozen=True, slots=True)
class Name:
    """The bounds of a name. `certain`: quotation marks, punctuation or a word in lower case end it."""

    start: int
    end: int
    certain: bool


_LONG_WORD = Regex(r"\p{L}{4,}+")


_JOINTS = Regex(r"[\s-]+")


def key_of(name: str) -> str:
    """The form in which names are compared: 'WINTER-TIDE' and 'Winter Tide' have the same key."""
    return _JOINTS.sub(" ", name.replace("’", "'")).strip().casefold()


class OperationNames:
    """The grammar of names over one lexicon; `OperationNames.of(lexicon)` gives a cached one."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        markers = lexicon.typed("operation_markers", Marker)
        nouns = [
            form for entry in lexicon.typed("unit_nouns", UnitNoun) if entry.role == "noun" for form in entry.forms
        ]
        self.never_first = {fold(form) for entry in markers if entry.role == "false_friend" for form in entry.forms}
        self._months = {fold(month) for month in lexicon.vocabulary("calendar")["month"].forms}
        self.ends = {fold(form) for entry in markers if entry.role == "end" for form in entry.forms} | self.never_first
        for noun in nouns:
            self.ends |= {fold(noun), fold(noun) + "s"}
        ranks = {form for entry in lexicon.vocabulary("ranks") for form in entry.forms}
        forces = {form for force in lexicon.forces for form in (force.name, *force.aliases)} | {
            f"{force.short} {kind}" for force in lexicon.forces for kind in _FORCE.of(lexicon)
        }
        self._stop = compile_forms(rf"(?:{trie_pattern(ranks | forces)})(?![\p{{L}}\d])" if ranks | forces else r"(?!)")

    @staticmethod
    @lru_cache(maxsize=8)
    def of(lexicon: Lexicon) -> OperationNames:
        """The grammar for this lexicon, made once for each lexicon."""
        return OperationNames(lexicon)

    def read(self, text: str, at: int, *, shouting: bool = False, titled: bool = False) -> Name | None:
        """The name that begins at `at`, or None. `shouting`: its line is all in capitals; `titled`: its line is in title case."""
        if at < len(text) and text[at] in _QUOTES:
            return self._quoted(text, at) or self._plain(text, at + 1, shouting=shouting, titled=titled)
        return self._plain(text, at, shouting=shouting, titled=titled)

    def _quoted(self, text: str, at: int) -> Name | None:
        """The name inside the quotation marks that begin at `at`, or None."""
        match = _QUOTED.match(text, at + 1)
        if match is None or match["close"] not in _QUOTES[text[at]] or len(match["name"].split()) > 5:
            return None
        words = match["name"].split()
        if fold(words[0]) in self.never_first and len(words) == 1:
            return None
        # "Operation 'Heron Week of Action'" is rare, a whole clause behind a lost mark is not
        if sum(word[0].islower() for word in words) > len(words) / 2:
            return None
        return Name(match.start("name"), match.end("name"), certain=True)

    def _plain(self, text: str, at: int, *, shouting: bool, titled: bool) -> Name | None:
        """The name that begins at `at` without quotation marks, or None."""
        first = _WORD.match(text, at)
        if first is None or not 2 <= len(first.group()) <= _LONGEST_WORD or not self._may_begin(text, first):
            return None
        goes_on = _CAPITAL_BEHIND.match(text[first.end() : first.end() + 2])
        if titled and goes_on and _HEADLINE_VERB.fullmatch(first.group()):
            return None  # 'Ten Held in Operation Targeting Gangs'
        headline = titled or shouting
        end, certain = first.end(), True
        for _ in range(_EXTRA_WORDS):
            if (number := _number_behind(text, end, self._lexicon, shouting=shouting)) is not None:
                end = number
                break
            word = _WORD.match(text, end + 1) if text[end : end + 1] == " " else None
            if word is None or not self._goes_on(text, word, headline=headline):
                break
            end, certain = word.end(), not headline
        else:
            certain = _WORD.match(text, end + 1) is None
        return Name(first.start(), end, certain)

    def _goes_on(self, text: str, word: re.Match[str], *, headline: bool) -> bool:
        """Whether this word belongs to the name; the verb of a headline does not: 'Operation Heron Nets Ten'."""
        if len(word.group()) > _LONGEST_WORD or self._ends(text, word):
            return False
        return not headline or _HEADLINE_VERB.fullmatch(word.group()) is None

    def _may_begin(self, text: str, word: re.Match[str]) -> bool:
        """Whether a name can begin with this word: not with a rank, a whole force or a month before a year."""
        if fold(word.group()) in self.never_first:
            return False
        if _DATED.match(text[word.end() : word.end() + 12]) and fold(word.group()) in self._months:
            return False  # 'Operation July' is a name, 'operation, July 2020' none
        stop = self._stop.match(text, word.start())
        # a rank ('Operation Sgt Ash') or a whole force ('Operation Ashshire Police'), not a place alone ('Operation Ashshire')
        return stop is None or (
            " " not in stop.group() and text[stop.end() : stop.end() + 1] in ("", ",", ".", "'", "’")
        )

    def _ends(self, text: str, word: re.Match[str]) -> bool:
        """Whether the name ends before this word."""
        return fold(word.group()) in self.ends or self._stop.match(text, word.start()) is not None


def _number_behind(text: str, at: int, lexicon: Lexicon, *, shouting: bool) -> int | None:
    """Where a number behind a name ends: 'Operation Heron 2', 'Operation Heron II'; 'I' among capitals may be the pronoun."""
    number = _NUMBER.of(lexicon).match(text, at + 1) if text[at : at + 1] == " " else None
    return None if number is None or (shouting and number.group() == "I") else number.end()


class Lines:
    """How the lines of a page are capitalised; each line is examined once."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self.lexicon = page.lexicon
        self._known: dict[int | None, tuple[bool, bool]] = {None: (False, False)}

    def capitals(self, start: int) -> tuple[bool, bool]:
        """Whether the line around an offset is all in capitals, and whether it is in title case ('Four Held In Raid')."""
        index = self._page.block_at(start)
        if index not in self._known:
            self._known[index] = self._look(self._page.blocks[index] if index is not None else None)
        return self._known[index]

    def _look(self, block: Block | None) -> tuple[bool, bool]:
        """The two answers of `capitals` for one block."""
        line = "" if block is None else self._page.text[block.start : block.end]
        words = _LONG_WORD.findall(line)
        if len(words) < 3:
            return False, False
        shouting = sum(word.isupper() for word in words) >= 0.8 * len(words)
        # a sentence may hold many names; a title-case line has no other long words in lower case, and no end
        titled = (
            len(words) <= 25
            and not line.endswith((".", "!", ":", "”", '"'))
            and sum(word[0].isupper() for word in words) >= 0.85 * len(words)
        )
        return shouting, titled and not shouting
