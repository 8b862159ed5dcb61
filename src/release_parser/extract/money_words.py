"""How money is written: signs before the number, words behind it, and words that say which country's dollars are meant.

In: the lexicon's currencies and countries. Out: the currency that a sign or a word stands for.

>>> from release_parser.lexicon import Lexicon
>>> MoneyWords(Lexicon.default()).owner("$500 CAD", 4)
('CAD', 8)
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from release_parser.extract.dollars import BARE
from release_parser.lexicon import Currency, Lexicon, Word, compile_forms, fold, trie_pattern, with_words
from release_parser.regexes import Regex

if TYPE_CHECKING:
    from collections.abc import Mapping


class MoneyWords:
    """The words for money of one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        currencies = list(lexicon.typed("currencies", Currency))
        self.symbols = {symbol: currency.name for currency in currencies for symbol in currency.symbols}
        self.words: dict[str, tuple[str, int]] = {}
        for currency in currencies:
            self.words |= {fold(form): (currency.name, 1) for form in currency.forms}
            self.words |= {fold(form): (currency.name, 100) for form in currency.minor}
        self._whose = _whose_dollars(lexicon)
        self._owned = _owned_dollars(self._whose, lexicon)
        for whose, name in self._whose.items():
            self.words |= {fold(f"{whose} {word}"): (name, 1) for word in ("dollar", "dollars")}
        self._singular = {fold(form): currency.name for currency in currencies for form in currency.singular}
        every = trie_pattern(self.words)
        one = trie_pattern(self._singular)
        lists = lexicon.typed("measure_words", Word)
        pressed = trie_pattern(lists["pressed_on"].forms)
        notes = trie_pattern(lists["note_of_money"].forms)
        codes = trie_pattern(currency.name for currency in currencies if currency.name != BARE)
        self.before = compile_forms(rf"(?<![\w£$€])(?:{trie_pattern(sorted(self.symbols))})[ ]?(?P<minus>[-−])?\Z")
        self._behind = compile_forms(
            rf"""
              (?:[ ]|-)?(?P<word>{every})(?![\w-]|[ ]per[ ](?:{pressed}))
            | -(?P<word>{every})(?=-\p{{Ll}})                                # 'a 20-euro-note'
            | -(?P<one>{one})(?=[ -]\p{{L}})                                 # 'a 500-pound fine', 'a million-pound-plus haul'
            | [ ](?P<one>{one})(?=[ ](?:{notes})\b)                          # 'a 20 pound note'
            | [ ]in[ ](?P<word>{every})(?![\w-])                             # '20,000 in euros'
            | [ ]?(?-i:M(?P<code>{codes}))(?!\w)                             # '35 MUSD'
            """,
            re.IGNORECASE | re.VERBOSE,
        )
        self._again = compile_forms(rf"(?:[ ]|-)(?P<word>{every}|{one})(?![\w-])(?![ ](?:{notes})\b)", re.IGNORECASE)
        self._vague = compile_forms(
            rf"(?:[ ]of|[ ]in)?[ ](?:(?:thousands|millions)[ ]of[ ])?(?P<word>{every})(?!\w)", re.IGNORECASE
        )

    def behind(self, text: str, at: int) -> tuple[str, int, int, int] | None:
        """The currency of the word at `at`, how many of it make one unit (100 for pence), the power of ten in the word, and where it ends; None where it is no money."""
        match = self._behind.match(text, at)
        if match is None:
            return None
        if match.group("code"):
            return match.group("code"), 1, 6, match.end()
        if match.group("one"):
            return self._singular[fold(match.group("one"))], 1, 0, match.end()
        name, parts = self.words[fold(match.group("word"))]
        return name, parts, 0, match.end()

    def said_again(self, text: str, at: int, unit: str) -> int:
        """Where an amount ends that names its currency twice ('£64,000 pounds', '$1 million dollars'), else `at`."""
        match = self._again.match(text, at)
        if match is None:
            return at
        word = fold(match.group("word"))
        name = self.words[word][0] if word in self.words else self._singular[word]
        return match.end() if name == unit or (name == BARE and unit in self._whose.values()) else at

    def owner(self, text: str, end: int) -> tuple[str, int]:
        """The currency of the dollars before `end`, and where the words that tell it end: '$500 CAD', '$900 in Canadian notes'."""
        owned = self._owned.match(text, end)
        return (BARE, end) if owned is None else (self._whose[owned.group("whose")], owned.end())

    def vague(self, text: str, at: int) -> tuple[int, str] | None:
        """Where ' of pounds', ' in pounds' or ' pounds' behind a vague plural ends, and its currency; None where no money follows."""
        match = self._vague.match(text, at)
        if match is None:
            return None
        name, parts = self.words[fold(match.group("word"))]
        return (match.end(), name) if parts == 1 else None


def _whose_dollars(lexicon: Lexicon) -> dict[str, str]:
    """The currency for each word that tells whose dollars are meant: 'CAD', 'Canadian', 'US'."""
    dollars = {country.dollar for country in lexicon.countries if country.dollar}
    codes = {
        sign: currency.name
        for currency in lexicon.typed("currencies", Currency)
        if currency.name in dollars
        for sign in currency.symbols
        if sign.isalpha()
    }
    # a country that counts in dollars of its own: Britain means American ones, and 'British dollars' are none
    return codes | {
        adjective: country.dollar
        for country in lexicon.countries
        if country.dollar and country.dollar[:2] == country.code
        for adjective in country.adjectives
    }


def _owned_dollars(whose: Mapping[str, str], lexicon: Lexicon) -> Regex:
    """The pattern for such a word behind an amount: '$500 CAD', '$500 (Canadian)'."""
    codes = trie_pattern(word for word in whose if word.isupper() and len(word) == 3)
    words = trie_pattern(word for word in whose if not (word.isupper() and len(word) == 3))
    no_money, currency = (with_words(f"«measure_words.{name}»", lexicon) for name in ("of_a_nation", "currency"))
    return compile_forms(
        rf"""
          [ ]?(?P<whose>{codes})(?!\w)                                                    # '$500 CAD'
        | [ ]\((?P<whose>{codes}|{words})\)                                                # '$500 (CAD)', '$500 (Canadian)'
        | [ ]?(?P<whose>{words})(?!\w|[ ](?:\p{{Lu}}|(?:{no_money})\b))              # '$76 US a barrel', '$300 Canadian'
        | (?=[ ](?:in|of)[ ](?P<whose>{words})[ ](?:{currency})\b)  # '$900 in Canadian currency'
        """,
        re.VERBOSE,
    )
