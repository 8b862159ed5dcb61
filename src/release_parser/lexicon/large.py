r"""Vocabularies of thousands of forms: a pattern is compiled for each text, from the forms that the text contains.

A pattern of 200,000 forms takes a minute to compile and a gigabyte of memory. But a form that a text does not contain cannot match there,
and look-ups find quickly which forms it contains. So `trie_pattern` returns a reference to a large list instead of its forms, and
`compile_forms` a pattern that resolves the reference for each text. Small lists, such as all that the package ships, are compiled at once.

>>> compile_forms(rf"\d+[ ](?:{reference(['kilo', 'pound of tea'])})").search("2 pounds of tea, 34 Kilo", 3)
>>> compile_forms(rf"(?i)\d+[ ](?:{reference(['kilo', 'pound of tea'])})").search("2 pounds of tea, 34 Kilo").group()
'34 Kilo'
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, cast

from release_parser.lexicon.trie import MOST_FORMS_OF_ONE_PATTERN, fold, tree_pattern
from release_parser.regexes import Library, Regex

_KEY_CHARACTERS = 5
"""Characters that a form is looked up by."""
_KNOWN: dict[str, LargeList] = {}
"""The large lists that patterns refer to, by the name in the reference."""
_REFERENCE = Regex(r"\\L<(forms_\d+)>")


class LargeList:
    """Many forms, by their first characters."""

    def __init__(self, forms: frozenset[str]) -> None:
        self._by_key: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for form in forms:
            folded = fold(form)
            self._by_key[folded[:_KEY_CHARACTERS]].append((folded, form))
        self._lengths = sorted({len(key) for key in self._by_key})
        self.held_by = lru_cache(maxsize=8)(self._held_by)

    def _held_by(self, text: str) -> frozenset[str]:
        """The forms that the text contains, whatever their capitals, also inside words."""
        folded = fold(text)
        found: set[str] = set()
        for length in self._lengths:
            for key in {folded[at : at + length] for at in range(len(folded) - length + 1)} & self._by_key.keys():
                found.update(form for whole, form in self._by_key[key] if whole in folded)
        return frozenset(found)


class LargePattern:
    """A pattern with large lists in it; it has those methods of a compiled pattern that the rules use."""

    def __init__(self, source: str, flags: int, *, library: Library) -> None:
        self.pattern, self._flags, self._library = source, flags, library
        self._lists = {name: _KNOWN[name] for name in _REFERENCE.findall(source)}
        self._with = lru_cache(maxsize=64)(self._compile)

    def _compile(self, *held: frozenset[str]) -> Regex:
        """The pattern with the forms that a text contains."""
        sources = {name: tree_pattern(forms) or "(?!)" for name, forms in zip(self._lists, held, strict=True)}
        source = _REFERENCE.sub(lambda name: f"(?:{sources[name[1]]})", self.pattern)
        return Regex(source, self._flags, library=self._library)

    def _for(self, text: str) -> Regex:
        """The pattern for this text."""
        return self._with(*(forms.held_by(text) for forms in self._lists.values()))

    def match(self, text: str, *where: Any, **options: Any) -> re.Match[str] | None:
        """As that of a compiled pattern."""
        return self._for(text).match(text, *where, **options)

    def fullmatch(self, text: str, *where: Any, **options: Any) -> re.Match[str] | None:
        """As that of a compiled pattern."""
        return self._for(text).fullmatch(text, *where, **options)

    def search(self, text: str, *where: Any, **options: Any) -> re.Match[str] | None:
        """As that of a compiled pattern."""
        return self._for(text).search(text, *where, **options)

    def finditer(self, text: str, *where: Any, **options: Any) -> Iterator[re.Match[str]]:
        """As that of a compiled pattern."""
        return self._for(text).finditer(text, *where, **options)

    def findall(self, text: str, *where: Any, **options: Any) -> list[Any]:
        """As that of a compiled pattern."""
        return self._for(text).findall(text, *where, **options)

    def sub(self, given: Any, text: str, *where: Any, **options: Any) -> str:
        """As that of a compiled pattern."""
        return self._for(text).sub(given, text, *where, **options)

    def split(self, text: str, *where: Any, **options: Any) -> list[Any]:
        """As that of a compiled pattern."""
        return self._for(text).split(text, *where, **options)


def reference(forms: Iterable[str]) -> str:
    """What stands in a pattern for a large list; only `compile_forms` understands it, and other compilers refuse it."""
    whole = frozenset(forms)
    name = f"forms_{abs(hash(whole))}"
    if name not in _KNOWN:
        _KNOWN[name] = LargeList(whole)
    return rf"\L<{name}>"


def trie_pattern(forms: Iterable[str]) -> str:
    """The source of a regular expression for the forms, longer ones first; of thousands, a reference to them.

    >>> trie_pattern(["kg", "kilo", "kilogram"])
    'k(?:g|ilo(?:gram)?+)'
    """
    every = tuple(forms)
    return tree_pattern(every) if len(every) <= MOST_FORMS_OF_ONE_PATTERN else reference(every)


def compile_forms(source: str, flags: int = 0, *, library: Library = "re") -> Regex:
    """The pattern of a source with forms of the lexicon in it, however many they are; for `library` see `Regex`."""
    if _REFERENCE.search(source) is None:
        return Regex(source, flags, library=library)
    return cast("Regex", LargePattern(source, flags, library=library))
