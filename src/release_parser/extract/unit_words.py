"""How units of measure are spelled: words behind the number, and symbols directly behind it.

In: the lexicon's units. Out: patterns, and the unit that a form stands for.

>>> from release_parser.lexicon import Lexicon
>>> UnitWords(Lexicon.default()).after_article("half an hour", 4)
(12, 'hour', 'duration')
"""

from __future__ import annotations

import re

from release_parser.lexicon import Lexicon, Unit, compile_forms, fold, plural, trie_pattern, with_words
from release_parser.records import Kind


class UnitWords:
    """The words for units of one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._of: dict[str, Unit] = {}
        self.cased: dict[str, set[str]] = {}
        symbols: list[str] = []
        words: list[str] = []
        for unit in lexicon.typed("units", Unit):
            if unit.cased:
                for form in unit.forms:
                    self.cased.setdefault(fold(form), set()).add(form)
            for form in unit.forms:
                for written in _spellings(unit, form):
                    self._of.setdefault(fold(written), unit)
                    (symbols if unit.symbol else words).append(fold(written))
        every = trie_pattern(words)
        plain = with_words("«measure_words.before_a_unit»", lexicon)
        # 'two further years', 'ten consecutive days': words that leave the unit what it is
        self.word = compile_forms(
            rf"(?:[ ]{{1,2}}(?:(?:further|previous|{plain})[ ])?|-)?(?:(?P<word>{every})(?![\p{{L}}\d])|(?P<sign>%|(?-i:(?<=\d)pc(?![\p{{L}}\d]))))",
            re.IGNORECASE,
        )
        self.symbol = compile_forms(
            rf"(?P<space>[ ]|-)?(?P<word>{trie_pattern(symbols)})(?![\p{{L}}]|\d(?!\d?[ ]?(?:in|lb)))", re.IGNORECASE
        )
        self._articled = compile_forms(
            rf"[ ]an?[ ](?P<word>{every}|kg)(?![\p{{L}}\d])|-(?P<word>{every}|kg)(?![\p{{L}}\d])", re.IGNORECASE
        )

    def of(self, form: str) -> Unit:
        """The unit of a form that one of the patterns matched."""
        return self._of[fold(form)]

    def find(self, form: str) -> Unit | None:
        """The unit that a form stands for, or None."""
        return self._of.get(fold(form))

    def after_article(self, text: str, at: int) -> tuple[int, str, Kind] | None:
        """The end, unit and kind of ' an hour', ' a mile' or '-kilo' behind 'half', or None."""
        match = self._articled.match(text, at)
        if match is None:
            return None
        unit = self.of(match.group("word"))
        return match.end(), unit_name(unit), unit.kind


def _spellings(unit: Unit, form: str) -> tuple[str, ...]:
    """The spellings of a form: its plural, and with hyphens where it has several words, as in 'a 5,000-square-foot warehouse'."""
    if unit.symbol:
        return (form,)
    hyphened = (form.replace(" ", "-"),) if form.startswith(("square ", "cubic ", "sq ")) else ()
    return (form, plural(form), *hyphened)


def unit_name(unit: Unit) -> str:
    """The pint name of a unit entry; a short form is a separate entry with the same name."""
    return unit.name.removesuffix("_symbol").removesuffix("_word")
