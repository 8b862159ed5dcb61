"""Ages in a list behind the people they belong to, one for each person: 'three men, 19, 20 and 27, were held'.

In: a text. Out: `QuantityMention`s of kind age. The list must have as many numbers as there are people; otherwise the numbers are counts.

>>> from release_parser.lexicon import Lexicon
>>> ages = AgeLists(Lexicon.default()).find("Two men, 19 and 24, were held, and three women, 30 and 41 of them, left.")
>>> [age.value for age in ages]
[Decimal('19'), Decimal('24')]
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from release_parser.extract.mentions import QuantityMention
from release_parser.lexicon import WordSet, compile_forms, plural, trie_pattern
from release_parser.regexes import spans as spans_of
from release_parser.text.words import begin_at, words_of

if TYPE_CHECKING:
    from release_parser.lexicon import Lexicon

_COUNTS = {word: count for count, word in enumerate("two three four five six seven eight nine ten".split(), start=2)}
_FIRST = frozenset(_COUNTS)
_IRREGULAR = WordSet("measure_words.irregular_people")
_VERBS = WordSet("measure_words.verb_behind_age")


class AgeLists:
    """Finds lists of ages with one lexicon's nouns for people."""

    def __init__(self, lexicon: Lexicon) -> None:
        nouns = {form for entry in lexicon.vocabulary("persons") for form in entry.forms}
        verbs = trie_pattern(_VERBS.of(lexicon))
        people = trie_pattern({*(plural(noun) for noun in nouns), *_IRREGULAR.of(lexicon)})
        self._list = compile_forms(
            rf"""
            \b(?P<count>{"|".join(_COUNTS)}|[2-9]|10)[ ](?:\p{{L}}[\p{{L}}’'-]*[ ]){{0,3}}?(?:{people})   # 'three local men'
            (?:,[ ]?|[ ]?\()(?:both[ ]|all[ ])?
            (?P<age>[1-9]\d?)(?:(?:,[ ]?(?:and[ ])?|[ ]?(?:and|&)[ ]?)(?P<age>[1-9]\d?)(?!\d)){{0,9}}
            (?=[ ]?[,;)]|[.](?!\d)|[ ](?:were|was|and|from|are|have|had|both|all|who|respectively)\b)
            """,
            re.VERBOSE | re.IGNORECASE,
            library="regex",
        )
        # 'the men, 22, 25 and 31, were charged': nobody counts them, and so a clause must go on behind the list
        self._uncounted = compile_forms(
            rf"""
            (?<=\b(?:the|these|those|both|all|his|her|their|other)[ ](?:\p{{L}}[\p{{L}}’'-]*[ ]){{0,2}}(?:{people})(?:,[ ]|[ ]\())
            (?P<age>[1-9]\d)(?:(?:,[ ](?:and[ ])?|[ ](?:and|&)[ ])(?P<age>[1-9]\d)(?!\d)){{1,9}}
            (?=\)[ ]\p{{Ll}}|,[ ](?:were|was|are|have|had|who|both|all|from|of|will|{verbs})\b)
            """,
            re.VERBOSE | re.IGNORECASE,
            library="regex",
        )

    def find(self, text: str) -> list[QuantityMention]:
        """All ages of lists such as 'three men, 19, 20 and 27', in text order."""
        words = words_of(text)
        ages: list[QuantityMention] = []
        for match in begin_at(self._list, text, words.starts(_FIRST, words.digits)):
            spans, count = spans_of(match, "age"), match.group("count").lower()
            number = _COUNTS[count] if count in _COUNTS else int(count)
            same_age = len(spans) == 1 and text[match.end() : match.end() + 1] in (",", ")")  # 'two women, both 30,'
            if len(spans) != number and not same_age:
                continue  # 'three women, 30 and 41 of them'
            ages += [_age(text, *span) for span in spans]
        taken = {age.start for age in ages}
        opening = [at for at in words.digits if text[at - 2 : at] in (", ", " (") and at not in taken]
        for match in begin_at(self._uncounted, text, opening):
            ages += [_age(text, *span) for span in spans_of(match, "age")]
        return sorted(ages, key=lambda age: age.start)


def _age(text: str, start: int, end: int) -> QuantityMention:
    """The number at text[start:end] as an age in years."""
    return QuantityMention(start, end, "age_listed", start, end, Decimal(text[start:end]), kind="age", unit="year")
