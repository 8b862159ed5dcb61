"""The offsets of each word of a text, found once, so that slow patterns are tried only where they can begin.

In: a text. Out: the offsets of its words, by the word in lower case, and of its digits. A pattern whose matches all begin with one of a few
words or a digit is tried only there; that finds what `finditer` over the whole text finds, in a tenth of the time.

>>> import re
>>> text = "Two men, aged 27 and 31, ran. Two dogs followed."
>>> words = words_of(text)
>>> [match.group() for match in begin_at(re.compile("[Tt]wo [a-z]+"), text, words.starts(frozenset({"two"})))]
['Two men', 'Two dogs']
>>> words.digits
[14, 21]
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache
from itertools import accumulate, compress
from typing import TYPE_CHECKING

from release_parser.regexes import Regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


# letters in a run, or digits in a run: 'U18' is two words, and so is 'M25'; the mark of a footnote is none of them: 'weapons¹'
_LETTERS_LAST = re.compile(r"[^\W\d_]+\Z")
_RUN = re.compile(r"([^\W\d_¹²³⁰⁴-⁹]+|\d+)")
_CHARACTERS_BETWEEN = 2


class Words:
    """The offsets of a text's words and digits."""

    __slots__ = ("_at", "_known", "digits", "glued")

    def __init__(self, text: str) -> None:
        lower = text.lower()
        if len(lower) != len(text):  # 'İ' is two characters in lower case
            lower = "".join(low if len(low := character.lower()) == 1 else character for character in text)
        # gaps and runs in turns: adding lengths up is cheaper than asking a match for its offsets
        parts = _RUN.split(lower)
        words = parts[1::2]
        starts = list(accumulate(map(len, parts)))[: 2 * len(words) : 2]
        self._at: dict[str, list[int]] = defaultdict(list)
        for word, start in zip(words, starts, strict=True):
            self._at[word].append(start)
        self._known = frozenset(self._at)  # sets meet ten times faster than the keys of a dict and a set
        numbers = list(compress(range(len(words)), map(str.isdecimal, words)))
        self.digits: list[int] = [starts[at] for at in numbers]
        """Where the runs of digits begin."""
        self.glued: list[int] = [
            starts[at - 1]
            for at in numbers
            if at and len(parts[2 * at]) <= _CHARACTERS_BETWEEN and not words[at - 1].isdecimal()
        ]
        """Where words begin that a digit follows, at once or behind one or two other characters: 'A38', 'AK-47', 'Ely, 27'."""

    def starts(self, words: frozenset[str], *others: Iterable[int]) -> list[int]:
        """The offsets of all these words, together with the `others`, in text order and each once."""
        at = self._at
        known = self._known & words
        if not known and len(others) == 1 and isinstance(others[0], list):
            return others[0]
        found = {start for word in known for start in at[word]}
        found.update(*others)
        return sorted(found)

    def starts_near(
        self, words: frozenset[str], needs: frozenset[str], reach: int, *others: Iterable[int]
    ) -> list[int]:
        """Those of `starts` behind which, or at which, one of the words of `needs` begins within `reach` characters."""
        needed = self.starts(needs)
        return ahead_of(needed, self.starts(words, *others), reach) if needed else []

    def has(self, words: frozenset[str]) -> bool:
        """Whether the text has one of the words."""
        return not self._known.isdisjoint(words)


def ahead_of(needed: list[int], starts: Iterable[int], reach: int) -> list[int]:
    """Those of `starts` that stand at or before one of the offsets in `needed`, at most `reach` characters; both are sorted.

    >>> ahead_of([20, 50], [1, 14, 20, 30, 45, 60], 10)
    [14, 20, 45]
    """
    near = []
    at, last = 0, len(needed)
    for start in starts:
        while at < last and needed[at] < start:
            at += 1
        if at < last and needed[at] - start <= reach:
            near.append(start)
    return near


@lru_cache(maxsize=2)
def words_of(text: str) -> Words:
    """The words of a text; those of the last two texts are kept, since many rules ask for the same one."""
    return Words(text)


def begin_at(pattern: Regex | re.Pattern[str], text: str, starts: Iterable[int]) -> Iterator[re.Match[str]]:
    """The matches that `pattern.finditer(text)` finds, where each can begin only at one of `starts`, which are sorted."""
    behind = 0
    match_at = pattern.match
    for start in starts:
        if start >= behind and (match := match_at(text, start)) is not None:
            behind = max(match.end(), start + 1)
            yield match


def first_words(forms: Iterable[str]) -> frozenset[str]:
    """The first words of forms, as `Words.starts` takes them: 'Mercedes-Benz' begins with 'mercedes'."""
    return frozenset(match.group().lower() for form in forms if (match := _RUN.match(form)))


def last_word(form: str) -> str:
    """The last word of a form in lower case, or its last character where that is no letter: '£' for 'some £'."""
    match = _LETTERS_LAST.search(form)
    return match.group().lower() if match else form[-1:]
