"""Numbers in prose: digits, words, fractions, vague plurals.

In: a text and the lexicon's number words. Out: `Number` stretches with exact values, in text order. What the number counts,
and whether it counts anything, is decided elsewhere.

>>> from release_parser.lexicon import Lexicon
>>> [(n.value, n.form) for n in NumberGrammar(Lexicon.default()).find("two hundred and fifty of 1,200")]
[(Decimal('250'), 'words'), (Decimal('1200'), 'digits')]
"""

from __future__ import annotations

import re

import regex

from release_parser.extract.cardinals import TAIL, NumberWords
from release_parser.extract.number_forms import NUMBERS, VULGAR, Number, NumberMatch
from release_parser.lexicon import Currency, Lexicon, compile_forms, trie_pattern, with_words
from release_parser.text.words import first_words, words_of

__all__ = ["Number", "NumberGrammar"]

_DIGITS = r"""
    # 'Covid-19' is a name, 'under-18s', 'sub-20 degrees' and 'minus-5' are not; 'EUR20' and '$US300' are money
    (?:(?<![\w.,/:\#%]|(?<!\d)[’']|(?<!\b(?:unde|ove|mi|age|su|minu|pos)|\d[kcm]?)\p{L}-)|(?<=(?<![\w$])(?:CURRENCIES))
      |(?<=(?<![\w.,£$€])(?:\d{1,2},){1,6})(?=BEHIND)           # '31,44 and 50'
      |(?<=[ (][xX×])(?=\d{1,3}[ ]*(?:[),.;\n]|$)))              # 'Assault x3', 'Theft (x2)': how often somebody is charged
    (?:(?<digits>
        \d{1,3}(?:,\d{3}(?!\d))++(?:\.\d{1,6})?+     # 3,810 and 1,234.50
      | \d{1,3}(?:[ ](?!999|101|111)\d{3}(?!\d)){1,3}+(?=[ ]\p{Ll}) # 1 803 arrests; '120 999 calls' are 120
      | (?<=(?:[£$€]|(?<!\w)(?:CURRENCIES))[ ]?)\d{1,3}(?:[ ]\d{3}(?![\d-]))++  # '€3 800,', 'R50 000.'
      | \d{1,15}(?:\.\d{1,6})?+                      # 81 and 2.5
      | (?<![\w.)”’"'])\.\d{1,6}+                      # '.08 per cent'
    )(?:[ ]?(?<vulgar>[½¼¾⅓⅔⅕⅛⅜⅝⅞])|[ -](?<mixed>1/[2348]|2/3|3/[48]|[57]/8)(?![\d/]))?+ | (?<vulgar>[½¼¾⅓⅔⅕⅛⅜⅝⅞]))
    (?!\d|(?!(?<=(?<!\d)\d{1,2}),BEHIND)[.,:/⁄]\d|(?:nd|rd|th)\b|(?<=(?<!1)1)st\b  # '21st' is an ordinal, '11st' stones
      |[ ]?[ap]\.?m\b|fm\b)                                          # '7.30am', '97.8fm'
"""
# the rest of a list of small numbers whose commas lost their spaces: '31,44 and 50'
_BEHIND = r"\d{1,2}(?:,\d{1,2}){0,5},?[ ](?:and|&)[ ]\d{1,2}(?![\d%]|[.,:]\d)"
_ARTICLES = frozenset(("a", "an"))
_VULGAR_MARK = re.compile(f"[{''.join(VULGAR)}]")


class NumberGrammar:
    """The number grammar over one lexicon: compiled once, used on many texts."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.words = words = NumberWords(lexicon)
        cardinal, scale = words.cardinal, trie_pattern(words.forms("hundred", "scale", "dozen"))
        fraction = trie_pattern(words.forms("fraction"))
        ordinal = r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|\p{L}+(?:teenth|tieth|dredth))\b"
        part_of = with_words("«measure_words.part_of»", lexicon)
        small = r"(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten)"
        self._pattern = compile_forms(
            rf"""
              (?<share>(?<![\w.,/-])(?!(?!1[ ]){small}[ ]in[ ](?:19|20)\d\d(?!\d|,\d)){small}[ -](?:in|out[ -]of)[ -](?:every[ -])?(?:\d{{1,5}}(?:,\d{{3}})?|one|two|three|four|five|six|seven|eight|nine|ten|twenty|a[ -](?:hundred|thousand|million|billion|trillion))(?:[ ](?:hundred|thousand|million|billion|trillion)(?!\w))?+(?![\w:/]|[.,]\d|[ ]?(?:%|am|pm|per[ ]cent)|[-])
                 (?=[ ]*(?:[.,;:)\n(]|$)|[ ](?:of|men|(?:is|are|was|were|has|have|had|do|did|can|may|will)\b|\p{{Ll}}{{1,2}}ed\b|(?!(?:minutes|hours|days|nights|weeks|months|years)\b)\p{{Ll}}{{4,}})))
            # 'one in five drivers', 'one in ten led to an arrest'; neither 'nine in 2019' nor 'three in ten days'
            # '2/3 of drivers', '1/16 of a pint'
            | (?<slash>(?<![\w.,/£$€-])[1-9]\d?[/⁄][1-9]\d{{0,3}}(?=[ ](?:of|the)[ ]\p{{Ll}}|[ -](?:{part_of})\b))
            # '1.99×10−30', '6.02 x 10^23', '1e10'
            | (?<power>(?<![\w.,])\d{{1,3}}(?:\.\d{{1,6}})?(?:[ ]?[×x*][ ]?10\^?(?<exponent>[-−]?\d{{1,3}})|e\+?(?<exponent>-?\d{{1,2}}))(?![\w.]\d|\w))
            # 'a quarter of a million', 'half million', 'three-quarters of a million'
            | (?<part>(?<![\w-])(?:an?[ ])?(?<share_of>half|quarter|three(?:[ ]|-)quarters|(?:one[ -])?third|two(?:[ ]|-)thirds)(?:(?:[ ]of)?[ ]an?[ ]|-an?-|[ ]|-)(?<scale_of>dozen|hundred|thousand|million|billion|trillion)(?!\w))
            # '1,000s of parents', '100’s of calls', '10s of thousands'
            | (?<rounded>(?<![\w.,/-])(?:(?P<of_large>10|100)[’']?s[ ]of[ ](?P<large>thousands|millions)(?!\w)|(?:100|1,?000|1,000,000)[’']?s(?=[ ]of[ ]\p{{L}})))
            | (?<vague>(?<![\w-])(?:{trie_pattern(words.forms("vague"))})(?!\w)(?!-strong))
            | (?<fraction>(?<![\w-])(?:(?:one|two|three|four|five|six|seven|nine)[ -](?:{fraction})|an?[ ](?:half|{fraction})|half)(?![\w-]|[ ]an?[ ]{{1,2}}(?:{scale})\b))
            | (?<multiplier>(?<![\w-])(?:{trie_pattern(words.forms("multiplier"))})(?![\w-]))
            | (?<fold>(?<![\w-])(?:\d{{1,4}}|{cardinal})(?:-|[ ])?fold(?!\w))
            | (?<words>(?<![\p{{L}}_]|[\p{{L}}]-)(?:half[ ]an?[ ]{{1,2}}(?={scale})|an?[ ]{{1,2}}(?=(?:{scale})\b))?(?:{cardinal})
                 (?:(?:-|[ ]{{1,2}}|,[ ]|[ ]{{1,2}}and[ ]{{1,2}})(?:{cardinal})(?![\p{{L}}])){{0,23}}+(?![\p{{L}}_]|-(?:{ordinal})(?<!\bone-third)|(?<=ty)[ ](?:{ordinal}))
                 (?:{TAIL})?+)
            | {_DIGITS.replace("CURRENCIES", _lettered(lexicon)).replace("BEHIND", _BEHIND)}
            """,
            re.VERBOSE | re.IGNORECASE,
        )
        # what every number begins with that does not begin with a digit, and what stands behind its article
        forms = words.forms()
        articled = [form.split(" ", 1)[1] for form in forms if form.startswith(("a ", "an "))]
        self._first = first_words([*forms, *(f"{form}fold" for form in forms), "half"]) - {"a", "an"}
        self._articled = self._first | first_words(articled)

    def starts(self, text: str) -> list[int]:
        """Where a number can begin."""
        words = words_of(text)
        behind = set(words.starts(self._articled))
        articles = (start for start in words.starts(_ARTICLES) if _next_word(text, start) in behind)
        points = (start - 1 for start in words.digits if text[start - 1 : start] == ".")  # '.08 per cent'
        vulgar = (match.start() for match in _VULGAR_MARK.finditer(text))
        return words.starts(self._first, words.digits, articles, points, vulgar)

    def find(self, text: str) -> list[Number]:
        """All numbers of a text, in order."""
        numbers: list[Number] = []
        at = 0
        match_at = self._pattern.match
        for start in self.starts(text):
            if start < at or (match := match_at(text, start)) is None:
                continue
            read = NUMBERS.first(NumberMatch(match, self.words))
            number = None if read is None else read[0]
            if number is not None:
                numbers.append(number)
            at = max(match.end() if number is None else number.end, start + 1)
        return numbers


def _next_word(text: str, article: int) -> int:
    """Where the word behind 'a' or 'an' begins, which one space parts from it or two."""
    end = article + (2 if text[article + 1 : article + 2] in ("n", "N") else 1)
    return end + (2 if text.startswith("  ", end) else 1)


def _lettered(lexicon: Lexicon) -> str:
    """Signs of money that end in a letter, which may stand glued to a number: 'EUR', '$US', 'RM'."""
    signs = {
        sign for currency in lexicon.typed("currencies", Currency) for sign in currency.symbols if sign[-1].isalpha()
    }
    return "|".join(
        regex.escape(sign, special_only=True) for sign in sorted(signs, key=lambda sign: (-len(sign), sign))
    )
