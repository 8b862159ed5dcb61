r"""Patterns are written in the syntax of the `regex` library and run by Python's own `re` where it can express them.

Both find the same in a text whose accents are joined to their letters, as `text.clean` leaves it. But `re` tries a pattern at one place in
a third of the time or less, and the parser tries patterns at some thousand places of a release: `regex` took a quarter of all its time.
What `re` cannot express is rewritten: classes such as `\p{Lu}`, lookbehinds whose alternatives differ in length. What cannot be rewritten,
such as a group name that is used twice, is run by `regex`.

In: the source of a pattern and its flags. Out: a pattern with the methods that both libraries share. It is compiled when it is first used,
so that a start pays only for the patterns that the first release needs.

>>> place = Regex(r"(?<=\b(?:at|in|near)[ ])\p{Lu}\p{Ll}+")
>>> place.findall("A man in Kelsham and two at Low Ferry, in town.")
['Kelsham', 'Low']
>>> place.engine
're'
>>> Regex(r"(?P<day>\d)th|the (?P<day>\d)").engine  # `re` takes a name only once
'regex'
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, Final, Literal, cast

import regex

from release_parser.regexes.reading import NotExpressibleError, read_pattern
from release_parser.regexes.writing import forget_groups, write_pattern

__all__ = ["Library", "Regex", "captures", "spans"]

Library = Literal["re", "regex"]

_SHARED: Final = int(re.IGNORECASE | re.MULTILINE | re.DOTALL | re.VERBOSE)

_LETTERS: Final = {"i": re.IGNORECASE, "m": re.MULTILINE, "s": re.DOTALL}


class Regex:
    """A pattern in the syntax of `regex`; `flags` are those of `re`, which have the same values in both libraries.

    Its methods are those of a compiled pattern. `library="regex"` keeps it with `regex`: for a pattern whose matches are asked for all
    captures of a group, and for one that is searched for in whole pages, which `regex` does faster. The first use raises `regex.error`
    where the source is no pattern.
    """

    __slots__ = ("_library", "findall", "finditer", "flags", "fullmatch", "match", "pattern", "search", "split", "sub")

    findall: Callable[..., list[Any]]
    finditer: Callable[..., Iterator[re.Match[str]]]
    fullmatch: Callable[..., re.Match[str] | None]
    match: Callable[..., re.Match[str] | None]
    search: Callable[..., re.Match[str] | None]
    split: Callable[..., list[str | Any]]
    sub: Callable[..., str]

    def __init__(self, source: str, flags: int = 0, *, library: Library = "re") -> None:
        self.pattern = source
        self.flags = flags
        self._library = library

    def __getattr__(self, name: str) -> Any:
        """Called for a method that is not known yet: the pattern is compiled, and from then on its own methods are found at once."""
        if name not in self.__slots__:
            raise AttributeError(name)
        compiled = self.compiled()
        for method in ("findall", "finditer", "fullmatch", "match", "search", "split", "sub"):
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)

    def __repr__(self) -> str:
        return f"Regex({self.pattern!r})"

    @property
    def engine(self) -> str:
        """The library that runs it: 're' or 'regex'."""
        return "re" if isinstance(self.compiled(), re.Pattern) else "regex"

    def as_part(self) -> str | None:
        r"""Its source for `re` as a part of a larger pattern, without groups to ask for; None where `re` cannot express it.

        >>> parts = [Regex(r"(?P<day>\d)th").as_part(), Regex(r"(?P<day>[1-3])st", re.IGNORECASE).as_part()]
        >>> [bool(re.compile("|".join(parts)).match(text)) for text in ("4th", "4", "1ST")]
        [True, False, True]
        """
        if self._library != "re" or self.flags & ~_SHARED:
            return None
        flags = "".join(letter for letter, flag in _LETTERS.items() if self.flags & flag)
        try:
            read = read_pattern(self.pattern, verbose=bool(self.flags & re.VERBOSE), names_again=True)
            return f"(?{flags}:{write_pattern(forget_groups(read))})"
        except NotExpressibleError:
            return None

    def compiled(self) -> re.Pattern[str] | regex.Pattern[str]:
        """The pattern of the library that runs it."""
        if self._library == "re" and not self.flags & ~_SHARED:
            try:
                source = write_pattern(read_pattern(self.pattern, verbose=bool(self.flags & re.VERBOSE)))
                return re.compile(source, self.flags & ~re.VERBOSE)
            except (NotExpressibleError, re.error):  # `regex` itself says what is wrong with a pattern that is none
                pass
        return regex.compile(self.pattern, self.flags)


def captures(match: re.Match[str], group: str) -> list[str]:
    """All that a group of the match captured, in order; the match is one of a `Regex` of `library="regex"`."""
    return cast("regex.Match[str]", match).captures(group)


def spans(match: re.Match[str], group: str) -> list[tuple[int, int]]:
    """Where the captures of a group stand; the match is one of a `Regex` of `library="regex"`."""
    return cast("regex.Match[str]", match).spans(group)
