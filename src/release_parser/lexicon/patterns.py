r"""Patterns and word lists of rules whose words come from the lexicon: «file.entry» in a pattern stands for the forms of that entry.

A module writes down once what its rule looks for, and asks for it with the lexicon of the parser. So a word that a user adds to a list
reaches every rule that names the list. Patterns are compiled once for each lexicon.

>>> from release_parser.lexicon import Lexicon
>>> wins = WordPattern(r"\d-\d[ ](?P<result>«mask_words.score_noun»)\b")
>>> wins.of(Lexicon.default()).search("a 2-1 win")["result"]
'win'
>>> "victory" in WordSet("mask_words.score_noun").of(Lexicon.default())
True
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Generic, TypeVar

from release_parser.lexicon.large import compile_forms, trie_pattern
from release_parser.lexicon.lexicon import Lexicon
from release_parser.regexes import Library, Regex

Made = TypeVar("Made")
_LEXICONS_KEPT = 4
"""Lexicons for which a pattern stays compiled: as many parsers may take turns."""
_LIST = re.compile(r"«(?:(\w+)\.)?(\w+)»")


class PerLexicon(Generic[Made]):
    """A value that is made once for each lexicon, when it is first needed, and then kept."""

    __slots__ = ("_known", "_make")

    def __init__(self, make: Callable[[Lexicon], Made]) -> None:
        self._make = make
        self._known: dict[Lexicon, Made] = {}

    def of(self, lexicon: Lexicon) -> Made:
        """The value for this lexicon."""
        known = self._known.get(lexicon)
        if known is None:
            if len(self._known) >= _LEXICONS_KEPT:
                self._known.clear()
            known = self._known[lexicon] = self._make(lexicon)
        return known


class WordPattern(PerLexicon[Regex]):
    """A regular expression in which «file.entry» stands for the forms of an entry, the longest first.

    `flags` and `library` are those of `Regex`. Forms match with their capitals as written, unless the pattern ignores case.
    """

    def __init__(self, source: str, flags: int = 0, *, library: Library = "re") -> None:
        super().__init__(lambda lexicon: compile_forms(with_words(source, lexicon), flags, library=library))


class WordSet(PerLexicon[frozenset[str]]):
    """The forms of one or several entries, each named 'file.entry', as they are written there."""

    def __init__(self, *names: str) -> None:
        self._names = names
        lists = [(file, entry) for file, _, entry in (name.partition(".") for name in names)]
        super().__init__(
            lambda lexicon: frozenset(form for file, entry in lists for form in _forms(file, entry, lexicon))
        )

    def __or__(self, other: WordSet) -> WordSet:
        """The forms of both."""
        return WordSet(*self._names, *other._names)


def with_words(source: str, lexicon: Lexicon, file: str = "") -> str:
    """The source of a pattern with the forms in the place of each «file.entry»; of «entry» where one `file` has all lists.

    Raises KeyError where there is no such entry, `LexiconError` where there is no such file.
    """
    return _LIST.sub(lambda name: f"(?:{trie_pattern(_forms(name[1] or file, name[2], lexicon))})", source)


def forms_of(name: str, lexicon: Lexicon, file: str = "") -> tuple[str, ...] | None:
    """The forms of '«file.entry»'; None where the name is no such reference."""
    listed = _LIST.fullmatch(name)
    return _forms(listed[1] or file, listed[2], lexicon) if listed else None


def _forms(vocabulary: str, entry: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The forms of an entry, as written."""
    return lexicon.vocabulary(vocabulary)[entry].forms
