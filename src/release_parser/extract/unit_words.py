"""How units of measure are spelled: words behind the number, symbols glued to it.

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
    """The words of units over one lexicon."""

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
        """End, unit and kind of ' an hour', ' a mile', '-kilo' behind 'half'."""
        match = self._articled.match(text, at)
        if match is None:
            return None
        unit = self.of(match.group("word"))
        return match.end(), unit_name(unit), unit.kind


def _spellings(unit: Unit, form: str) -> tuple[str, ...]:
    """A form and its plural; with hyphens too where it is made of words: 'a 5,000-square-foot warehouse'."""
    if unit.symbol:
        return (form,)
    hyphened = (form.replace(" ", "-"),) if form.startswith(("square ", "cubic ", "sq ")) else ()
    return (form, plural(form), *hyphened)


def unit_name(unit: Unit) -> str:
    """Pint's name of a unit entry: a short form is an entry of its own with the same name."""
    return unit.name.removesuffix("_symbol").removesuffix("_word")
