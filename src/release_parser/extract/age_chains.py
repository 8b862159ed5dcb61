"""Ages told one behind the other, where only the first has its 'aged': 'two aged 24, one 22 and one 19'.

In: a text. Out: `QuantityMention`s of kind age: the numbers behind 'one', 'another', 'the third', in a row that an age or people begin.

>>> from release_parser.lexicon import Lexicon
>>> ages = AgeChains(Lexicon.default()).find("Three men, one 41, one 38 and one 22, met. There were two aged 24, one 26 and one dog.")
>>> [age.value for age in ages]
[Decimal('41'), Decimal('38'), Decimal('22'), Decimal('26')]
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from release_parser.extract.mentions import QuantityMention
from release_parser.lexicon import WordSet, compile_forms, plural, trie_pattern
from release_parser.text.words import words_of

if TYPE_CHECKING:
    from release_parser.lexicon import Lexicon

_COUNT = "one|two|three|four|five|six|seven|eight|nine|ten"
_EACH = rf"(?:{_COUNT}|another|the[ ](?:other|second|third|fourth|fifth|sixth))"
# what the text before an age of a row ends with: looked at before any pattern is tried
_LAST_WORDS = (
    *(f" {word}" for word in _COUNT.split("|")),
    *(f"({word}" for word in _COUNT.split("|")),
    *" another, other, second, third, fourth, fifth, sixth, was, is".split(","),
)
_REACH = 60
_IRREGULAR = WordSet("measure_words.irregular_people")
_VERBS = WordSet("measure_words.verb_behind_age")


class AgeChains:
    """Rows of ages over one lexicon's nouns for people."""

    def __init__(self, lexicon: Lexicon) -> None:
        nouns = {form for entry in lexicon.vocabulary("persons") for form in entry.forms}
        people = trie_pattern({*(plural(noun) for noun in nouns), *_IRREGULAR.of(lexicon)})
        self._before = compile_forms(
            rf"""
            (?:(?P<aged>\baged[ ][1-9]\d(?:(?:,|,?[ ]and)[ ][1-9]\d){{0,5}}) | (?P<people>\b(?:{people})(?:[ ]\p{{Ll}}+){{0,3}}))?
            (?P<link>,[ ](?:and[ ])?|[ ]and[ ]|;[ ]|[ ]\(|:[ ]|[ ][-–—][ ]){_EACH}[ ](?P<said>(?:is|was)[ ])?\Z
            """,
            re.VERBOSE | re.IGNORECASE,
            library="regex",
        )
        # a number with a noun or a unit behind it counts or measures: 'one 20 mile walk'
        self._age = compile_forms(
            rf"[1-9]\d(?=[ ]?[,;)]|[.](?!\d)|[ ](?:and|were|was|are|is|from|have|had|both|all|who|respectively|{trie_pattern(_VERBS.of(lexicon))})\b|[ ][-–—]|\s*\Z)",
            re.IGNORECASE,
            library="regex",
        )
        self._next = compile_forms(
            rf"(?:,[ ](?:and[ ])?|[ ]and[ ]|;[ ]){_EACH}[ ](?:(?:is|was|aged)[ ])?[1-9]\d\b",
            re.IGNORECASE,
            library="regex",
        )

    def find(self, text: str) -> list[QuantityMention]:
        """All ages of a text that a row goes on with, in text order."""
        ages: list[QuantityMention] = []
        last = -1
        for at in words_of(text).digits:
            if text[at - 1 : at] != " " or not text[max(0, at - 12) : at - 1].lower().endswith(_LAST_WORDS):
                continue
            match = self._age.match(text, at)
            if match is not None and self._is_in_a_row(text, at, match.end(), last):
                last = match.end()
                ages.append(
                    QuantityMention(at, last, "age_in_a_row", at, last, Decimal(text[at:last]), kind="age", unit="year")
                )
        return ages

    def _is_in_a_row(self, text: str, start: int, end: int, last: int) -> bool:
        """Whether an age stands before the number, or people whose ages begin with it and go on behind it."""
        low = max(0, start - _REACH)
        before = self._before.search(text[low:start])
        if before is None:
            return False
        if before["aged"] is not None or low + before.start("link") == last:
            return True
        opens = before["people"] is not None or before["said"] is not None
        return opens and self._next.match(text, end) is not None
