r"""How a rule that masks numbers is written: a pattern, what its matches begin with, and the sentences that prove it.

In: a text, its words, the lexicon. Out: `MaskedStretch`es, whose digits and number words count and measure nothing.

>>> from release_parser.lexicon import Lexicon
>>> from release_parser.text.words import words_of
>>> rule = mask("final_score", r"\b\d{1,2}-\d{1,2}[ ]win\b", about="Results of games.", starts="0")
>>> text = "a 2-1 win"
>>> [(found.start, found.end, found.rule) for found in rule.find(MaskText(text, words_of(text), Lexicon.default()))]
[(2, 9, 'final_score')]
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final, NamedTuple

from release_parser.lexicon import Lexicon, PerLexicon, compile_forms, forms_of, with_words
from release_parser.regexes import Regex
from release_parser.rules import Rule
from release_parser.text.windows import around
from release_parser.text.words import Words, begin_at, first_words

__all__ = ["MaskText", "MaskedStretch", "mask"]


AROUND: Final = (70, 210)
"""Characters before and behind a word of `near` in which a match lies, unless a rule says otherwise."""
FILE: Final = "mask_words"
"""The vocabulary whose lists patterns of masks name."""


class MaskedStretch(NamedTuple):
    """The characters text[start:end], which hold no quantity, and the name of the rule that masks them."""

    start: int
    end: int
    rule: str


@dataclass(frozen=True)
class MaskText:
    """A text with its words and the vocabulary: the value that rules for masks take."""

    text: str
    words: Words
    lexicon: Lexicon

    @cached_property
    def digits(self) -> list[int]:
        """The offsets of digits at which at least one pattern that begins with digits matches: one search instead of forty."""
        match_at = _AT_DIGITS.of(self.lexicon).match
        return [at for at in self.words.digits if match_at(self.text, at)]


MaskRule = Rule[MaskText, tuple[MaskedStretch, ...]]


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern, and where its matches can begin. It is tried only there, which takes a tenth of the time of a search.

    `words`: a match begins with one of these; `digits`: also at digits; `glued`: at words that digits follow directly; `signs`: at a sign itself.
    `needs`: a text without any of these words has no match. `near`: a match lies in the neighbourhood of one of these words or signs,
    of which `around` gives the number of characters before and behind it.
    """

    pattern: Regex
    words: frozenset[str] = frozenset()
    digits: bool = False
    glued: bool = False
    signs: re.Pattern[str] | None = None
    needs: frozenset[str] = frozenset()
    near: frozenset[str] = frozenset()
    around: tuple[int, int] = AROUND
    at_digits: str | None = None
    """Its source in the one pattern that tells at each digit whether any matches there; None where it is tried at every digit itself."""

    def find(self, subject: MaskText) -> Iterable[re.Match[str]]:
        """All stretches of a text that the pattern matches."""
        text, words = subject.text, subject.words
        if self.needs and not words.has(self.needs):
            return ()
        if self.near:
            return self._around(text, words)
        others: list[Iterable[int]] = []
        if self.digits:
            others.append(words.digits if self.at_digits is None else subject.digits)
        if self.glued:
            others.append(words.glued)
        if self.signs is not None:
            others.append([match.start() for match in self.signs.finditer(text)])
        starts = words.starts(self.words, *others)
        return begin_at(self.pattern, text, starts) if starts else ()

    def _around(self, text: str, words: Words) -> Iterator[re.Match[str]]:
        """The matches in the neighbourhood of the words or signs of `near`."""
        signs = () if self.signs is None else [match.start() for match in self.signs.finditer(text)]
        before, after = self.around
        for low, high in around(words.starts(self.near, signs), text, before=before, after=after):
            yield from self.pattern.finditer(text, low, high)


def mask(
    name: str,
    pattern: str,
    *,
    about: str,
    starts: str = "",
    signs: str = "",
    needs: str = "",
    near: str = "",
    around: tuple[int, int] = AROUND,
    finds: tuple[str, ...] = (),
    ignores: tuple[str, ...] = (),
) -> MaskRule:
    """A rule of the grammar of masks. `finds` are sentences without a claim, `ignores` sentences whose marked claims must stay.

    In `pattern`, and in `starts`, `needs` and `near`, which hold words, «name» stands for a word list of `mask_words.toml`. `starts` may
    also hold '0' for digits and 'A0' for words that digits follow directly.
    """
    patterns = PerLexicon(
        lambda lexicon: replace(_compiled(lexicon, pattern, starts, signs, needs, near), around=around)
    )

    def find(subject: MaskText) -> tuple[MaskedStretch, ...] | None:
        matches = patterns.of(subject.lexicon).find(subject)
        return tuple(MaskedStretch(match.start(), match.end(), name) for match in matches) or None

    find.__doc__ = about
    find.__name__ = name
    PATTERNS[name] = patterns.of
    return Rule(name, find, finds, ignores)


PATTERNS: Final[dict[str, Callable[[Lexicon], Pattern]]] = {}
"""Each rule's pattern over a lexicon, for the test that none is lost by looking only where it can begin."""


def _at_digits(lexicon: Lexicon) -> re.Pattern[str]:
    """The pattern that tells at which digits any rule can match."""
    parts = [part for of_lexicon in PATTERNS.values() if (part := of_lexicon(lexicon).at_digits) is not None]
    return re.compile("|".join(parts) or "(?!)")


_AT_DIGITS: Final = PerLexicon(_at_digits)
"""What matches at a digit wherever a pattern of the table that begins with digits does, but for those that are tried on their own."""


def _compiled(lexicon: Lexicon, pattern: str, starts: str, signs: str, needs: str, near: str) -> Pattern:
    """The pattern of a rule with its word lists filled in."""
    begins = starts.split()
    compiled = compile_forms(with_words(pattern, lexicon, FILE), re.VERBOSE | re.MULTILINE)
    return Pattern(
        compiled,
        _words(begins, lexicon),
        digits="0" in begins,
        # a pattern with thousands of a user's words is made anew for each text
        at_digits=compiled.as_part() if "0" in begins and isinstance(compiled, Regex) else None,
        glued="A0" in begins,
        signs=re.compile(signs, re.MULTILINE) if signs else None,
        needs=_words(needs.split(), lexicon),
        near=_words(near.split(), lexicon),
    )


def _words(words: Iterable[str], lexicon: Lexicon) -> frozenset[str]:
    """The words of a rule in lower case; for a «list» the first words of its forms."""
    found: set[str] = set()
    for word in words:
        forms = forms_of(word, lexicon, FILE)
        if forms is not None:
            found |= first_words(forms)
        elif word not in ("0", "A0"):
            found.add(word)
    return frozenset(found)
