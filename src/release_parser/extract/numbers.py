"""Numbers in prose: digits, words, fractions, vague plurals.

In: a text and the lexicon's number words. Out: `Number` stretches with exact values, in text order. What the number counts,
and whether it counts anything, is decided elsewhere.

>>> from release_parser.lexicon import Lexicon
>>> [(n.value, n.form) for n in NumberGrammar(Lexicon.default()).find("two hundred and fifty of 1,200")]
[(Decimal('250'), 'words'), (Decimal('1200'), 'digits')]
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

import regex

from release_parser.lexicon import Currency, Lexicon, NumberWord, trie_pattern
from release_parser.text.words import first_words, words_of

NumberForm = Literal["digits", "words", "fraction", "multiplier", "vague"]

THIRD_DIGITS = Decimal("1e-10")
"""A fraction that has no exact decimal is rounded to ten places."""

_VULGAR = {
    "½": "0.5",
    "¼": "0.25",
    "¾": "0.75",
    "⅓": "0.3333333333",
    "⅔": "0.6666666667",
    "⅕": "0.2",
    "⅛": "0.125",
    "⅜": "0.375",
    "⅝": "0.625",
    "⅞": "0.875",
}

_SCALE_VALUES = {"dozen": 12, "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_BIG_SCALE = regex.compile(r"(?:million|billion|trillion)\Z", regex.IGNORECASE)
_SMALL_DIGITS = {
    word: str(digit) for digit, word in enumerate("zero one two three four five six seven eight nine".split())
} | {"oh": "0", "nought": "0"}
_DIGIT_WORD = rf"(?:{'|'.join(_SMALL_DIGITS)})"
_PARTS = {
    "half": Decimal("0.5"),
    "quarter": Decimal("0.25"),
    "three quarters": Decimal("0.75"),
    "three quarter": Decimal("0.75"),
    "third": Decimal(1) / 3,
    "one third": Decimal(1) / 3,
    "two thirds": Decimal(2) / 3,
}
# What may stand behind a cardinal and belongs to it
_TAIL = rf"""(?:
        (?:[ ]|-)and(?:[ ]|-)(?:an?(?:[ ]|-)|one(?:[ ]|-))?(?P<half>half|quarter|three[ -]quarters?)\b   # 'two and a half', 'one and one-half', 'six-and-a-half'
      | [ ]and[ ](?:a|one)[ -](?P<half>third)\b                                               # 'two and a third'
      | [ ]point[ ](?P<point>{_DIGIT_WORD}(?:[ ]{_DIGIT_WORD}){{0,5}}+)\b                        # 'two point four'
    )(?:(?:[ ]|-)(?P<scale>dozen|hundred|thousand|million|billion|trillion)(?!\w))?+               # 'two and a half million'
"""
_DIGITS = r"""
    # 'Covid-19' is a name, 'under-18s', 'sub-20 degrees' and 'minus-5' are not; 'EUR20' and '$US300' are money
    (?:(?<![\w.,/:\#%]|(?<!\d)[’']|(?<!\b(?:unde|ove|mi|age|su|minu|pos)|\d[kcm]?)\p{L}-)|(?<=(?<![\w$])(?:CURRENCIES)))
    (?:(?<digits>
        \d{1,3}(?:,\d{3}(?!\d))++(?:\.\d{1,6})?+     # 3,810 and 1,234.50
      | \d{1,3}(?:[ ](?!999|101|111)\d{3}(?!\d)){1,3}+(?=[ ]\p{Ll}) # 1 803 arrests; '120 999 calls' are 120
      | \d{1,15}(?:\.\d{1,6})?+                      # 81 and 2.5
      | (?<![\w.)”’"'])\.\d{1,6}+                      # '.08 per cent'
    )(?:(?<vulgar>[½¼¾⅓⅔⅕⅛⅜⅝⅞])|[ -](?<mixed>1/[2348]|2/3|3/[48]|[57]/8)(?![\d/]))?+ | (?<vulgar>[½¼¾⅓⅔⅕⅛⅜⅝⅞]))
    (?!\d|[.,:/⁄]\d|(?:nd|rd|th)\b|(?<=(?<!1)1)st\b  # '21st' is an ordinal, '11st' stones
      |[ ]?[ap]\.?m\b|fm\b)                                          # '7.30am', '97.8fm'
"""
_VULGAR_MARK = re.compile(f"[{''.join(_VULGAR)}]")
_PLAIN = regex.compile(r"\d+(?:\.\d+)?")
# 'half a million', 'a hundred'
_ARTICLE = regex.compile(r"half[ ]an?[ ]{1,2}|an?[ ]{1,2}")
# 'two hundred and six', 'twenty-one', 'two thousand, four hundred'
_JOINT = regex.compile(r"(?P<and>[ ]{1,2}and[ ]{1,2})|-|[ ]{1,2}|,[ ]")


# a scale without a number before it is one: at the head of a sentence, or behind a bound
_BARE_BEFORE = regex.compile(
    r"(?:^|[\n.!?:•*][ ]{0,2}[“\"‘']?|\b(?:more|less|fewer|greater)[ ]than[ ]|\b(?:over|under|nearly|almost|about|around|some|up[ ]to|at[ ]least|approximately|roughly|close[ ]to)[ ])\Z",
    regex.IGNORECASE,
)
_BARE_BEHIND = regex.compile(r"[ ](?:\p{Ll}[\p{Ll}-]+[ ]){0,2}?(?:\p{Ll}{3,}(?<!s)s|people|men|women|children)\b")


def _is_bare_scale(text: str, start: int, end: int) -> bool:
    """Whether 'hundred', 'million' alone count: 'Thousand plants were burned', 'nearly million cigarettes'."""
    before = text[max(0, start - 16) : start]
    return _BARE_BEFORE.search(before) is not None and _BARE_BEHIND.match(text, end) is not None


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text. `value` is None for vague plurals, whose words are in `vague`."""

    start: int
    end: int
    value: Decimal | None
    form: NumberForm
    vague: str | None = None
    article: bool = False
    """Whether it is a bare word with an article, 'a quarter', that may be something else than a number."""


class NumberGrammar:
    """The number grammar over one lexicon: compiled once, used on many texts."""

    def __init__(self, lexicon: Lexicon) -> None:
        entries = list(lexicon.typed("number_words", NumberWord))
        roles: dict[str, list[str]] = {}
        self._words: dict[str, NumberWord] = {}
        for entry in entries:
            for form in entry.forms:
                roles.setdefault(entry.role, []).append(form)
                self._words[form] = entry
        cardinal = trie_pattern(
            form for role in ("one", "teen", "ten", "hundred", "scale", "dozen") for form in roles.get(role, ())
        )
        scale = trie_pattern(form for role in ("hundred", "scale", "dozen") for form in roles.get(role, ()))
        fraction = trie_pattern(roles.get("fraction", ()))
        ordinal = r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|\p{L}+(?:teenth|tieth|dredth))\b"
        small = r"(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten)"
        self._pattern = regex.compile(
            rf"""
              (?<share>(?<![\w.,/-])(?!(?!1[ ]){small}[ ]in[ ](?:19|20)\d\d(?!\d|,\d)){small}[ -](?:in|out[ -]of)[ -](?:every[ -])?(?:\d{{1,5}}(?:,\d{{3}})?|one|two|three|four|five|six|seven|eight|nine|ten|twenty|a[ ]hundred)(?:[ ](?:hundred|thousand|million)(?!\w))?+(?![\w:/]|[.,]\d|[ ]?(?:%|am|pm|per[ ]cent)|[-])
                 (?=[ ]*(?:[.,;:)\n(]|$)|[ ](?:of|people|adults|children|women|men|drivers|victims|(?!(?:minutes|hours|days|nights|weeks|months|years)\b)\p{{Ll}}{{4,}})))
            # 'one in five drivers'; neither 'nine in 2019' nor 'three in ten days'
            # '2/3 of drivers', '1/16 of a pint'
            | (?<slash>(?<![\w.,/£$€-])[1-9]\d?[/⁄][1-9]\d{{0,3}}(?=[ ](?:of|the)[ ]\p{{Ll}}|[ -](?:mile|inch|hour|pound|ounce|acre|cup|pint|gallon|ton|kilo|gram)(?:e?s)?\b))
            # '1.99×10−30', '6.02 x 10^23', '1e10'
            | (?<power>(?<![\w.,])\d{{1,3}}(?:\.\d{{1,6}})?(?:[ ]?[×x*][ ]?10\^?(?<exponent>[-−]?\d{{1,3}})|e\+?(?<exponent>-?\d{{1,2}}))(?![\w.]\d|\w))
            # 'a quarter of a million', 'half million', 'three-quarters of a million'
            | (?<part>(?<![\w-])(?:an?[ ])?(?<share_of>half|quarter|three(?:[ ]|-)quarters|(?:one[ -])?third|two(?:[ ]|-)thirds)(?:(?:[ ]of)?[ ]an?[ ]|[ ]|-)(?<scale_of>dozen|hundred|thousand|million|billion|trillion)(?!\w))
            # '1,000s of parents', '100’s of calls', '10s of thousands'
            | (?<rounded>(?<![\w.,/-])(?:(?P<of_large>10|100)[’']?s[ ]of[ ](?P<large>thousands|millions)(?!\w)|(?:100|1,?000|1,000,000)[’']?s(?=[ ]of[ ]\p{{L}})))
            | (?<vague>(?<![\w-])(?:{trie_pattern(roles.get("vague", ()))})(?!\w)(?!-strong))
            | (?<fraction>(?<![\w-])(?:(?:one|two|three|four|five|six|seven|nine)[ -](?:{fraction})|an?[ ](?:half|{fraction})|half)(?![\w-]|[ ]an?[ ]{{1,2}}(?:{scale})\b))
            | (?<multiplier>(?<![\w-])(?:{trie_pattern(roles.get("multiplier", ()))})(?![\w-]))
            | (?<fold>(?<![\w-])(?:\d{{1,4}}|{cardinal})(?:-|[ ])?fold(?!\w))
            | (?<words>(?<![\p{{L}}_]|[\p{{L}}]-)(?:half[ ]an?[ ]{{1,2}}(?={scale})|an?[ ]{{1,2}}(?=(?:{scale})\b))?(?:{cardinal})
                 (?:(?:-|[ ]{{1,2}}|,[ ]|[ ]{{1,2}}and[ ]{{1,2}})(?:{cardinal})){{0,23}}+(?![\p{{L}}_]|-(?:{ordinal})(?<!\bone-third)|(?<=ty)[ ](?:{ordinal}))
                 (?:{_TAIL})?+)
            | {_DIGITS.replace("CURRENCIES", _lettered(lexicon))}
            """,
            regex.VERBOSE | regex.IGNORECASE,
        )
        self._tail = regex.compile(_TAIL, regex.VERBOSE | regex.IGNORECASE)
        self._word = regex.compile(rf"(?:{cardinal})(?![\p{{L}}])", regex.IGNORECASE)
        # what every number begins with that does not begin with a digit
        forms = [form for entry in entries for form in entry.forms]
        self._first = first_words([*forms, *(f"{form}fold" for form in forms)]) | {"a", "an", "half"}

    def starts(self, text: str) -> list[int]:
        """Where a number can begin."""
        words = words_of(text)
        points = (start - 1 for start in words.digits if text[start - 1 : start] == ".")  # '.08 per cent'
        vulgar = (match.start() for match in _VULGAR_MARK.finditer(text))
        return words.starts(self._first, words.digits, points, vulgar)

    def find(self, text: str) -> list[Number]:
        """All numbers of a text, in order."""
        numbers: list[Number] = []
        at = 0
        match_at = self._pattern.match
        for start in self.starts(text):
            if start < at or (match := match_at(text, start)) is None:
                continue
            number = self._read(match)
            if number is not None:
                numbers.append(number)
            at = max(match.end() if number is None else number.end, start + 1)
        return numbers

    def _read(self, match: regex.Match[str]) -> Number | None:
        start, end = match.span()
        content = match.group()
        if match.group("share") is not None:
            return self._share(start, end, content)
        if match.group("part") is not None:
            share = _PARTS[regex.sub(r"[ -]+", " ", match.group("share_of").lower())]
            return Number(
                start,
                end,
                (share * _SCALE_VALUES[match.group("scale_of").lower()]).quantize(THIRD_DIGITS).normalize() + 0,
                "words",
            )
        if match.group("power") is not None:
            stem = regex.match(r"[\d.]+", content)
            exponent = int(match.group("exponent").replace("−", "-"))
            return (
                None
                if stem is None or abs(exponent) > 40
                else Number(start, end, Decimal(stem.group()).scaleb(exponent), "digits")
            )
        if match.group("slash") is not None:
            top, bottom = (Decimal(part) for part in regex.split(r"[/⁄]", content))
            measured = match.string[end : end + 4] not in (" of ", " the")  # '1/4 mile', '1/2-inch'
            return (
                Number(start, end, ratio(top, bottom), "digits" if measured else "fraction") if top < bottom else None
            )
        if match.group("rounded") is not None:
            return Number(start, end, None, "vague", vague=_rounded(match))
        if match.group("vague") is not None:
            return Number(start, end, None, "vague", vague=regex.sub(r"\s+", " ", content.lower()))
        if match.group("multiplier") is not None:
            return Number(start, end, Decimal(self._words[content.lower()].value), "multiplier")
        if match.group("fold") is not None:
            stem = regex.match(r"\d+|\p{L}+?(?=-|[ ]|fold)", content)
            value = None if stem is None else self.value(stem.group())
            return None if value is None else Number(start, end, value, "multiplier")
        if match.group("fraction") is not None:
            return self._fraction(start, end, content)
        if match.group("words") is not None:
            return self._cardinal(match.string, start, content)
        return self._digits(match)

    def value(self, words: str) -> Decimal | None:
        """The value of a number written alone, in digits or words; None where it is none."""
        digits = words.replace(",", "").replace(" ", "")
        if _PLAIN.fullmatch(digits):
            return Decimal(digits)
        if words.lower() == "a hundred":
            return Decimal(100)
        value, length = self._evaluate(words.lower())
        return value if length == len(words) else None

    def _digits(self, match: regex.Match[str]) -> Number:
        value = Decimal((match.group("digits") or "0").replace(",", "").replace(" ", "")) + Decimal(
            _VULGAR.get(match.group("vulgar"), "0")
        )
        if match.group("mixed") is not None:  # '10 1/2 miles'
            value += ratio(Decimal(match.group("mixed")[0]), Decimal(match.group("mixed")[2]))
        if tail := self._tail.match(match.string, match.end()):  # '2 and a half years'
            return Number(match.start(), tail.end(), _with_tail(value, tail), "digits")
        return Number(match.start(), match.end(), value, "digits")

    def _share(self, start: int, end: int, content: str) -> Number | None:
        part, whole = regex.split(
            r"[ -](?:in|out[ -]of)[ -](?:every[ -])?", content.lower()
        )  # 'One In Five Drivers': a headline
        top, bottom = self.value(part), self.value(whole)
        if not top or not bottom or top >= bottom:  # '12 in six boxes' is two numbers
            return (
                None
                if top is None
                else Number(start, start + len(part), top, "digits" if part.isdecimal() else "words")
            )
        return Number(start, end, ratio(top, bottom), "fraction")

    def _fraction(self, start: int, end: int, content: str) -> Number | None:
        words = regex.split(r"[ -]", content.lower())
        denominator = Decimal(self._words[words[-1]].value)
        top = Decimal(1) if words[0] in ("a", "an", "half") else self.value(words[0])
        if top is None or top >= denominator:
            return None
        return Number(
            start, end, ratio(top, denominator), "fraction", article=len(words) == 1 or words[0] in ("a", "an")
        )

    def _cardinal(self, text: str, start: int, content: str) -> Number | None:
        value, length = self._evaluate(content.lower())
        if value is None and _is_bare_scale(text, start, start + len(content)):  # 'Hundred and twenty officers'
            value, length = self._evaluate(f"one {content.lower()}")
            length -= len("one ")
        if value is None:
            return None
        # the tail may reach behind the words: 'one and one-half' has two numbers and one value
        if tail := self._tail.match(text, start + length):
            scaled = (
                _BIG_SCALE.search(content, 0, length)
                if tail.group("half") is not None and tail.group("scale") is None
                else None
            )
            if scaled:  # 'two million and a half' is 2.5 million
                scale = _SCALE_VALUES[scaled.group().lower()]
                value = _with_tail(value / scale, tail) * scale
            else:
                value = _with_tail(value, tail)
            length = tail.end() - start
        return Number(start, start + length, value, "words")

    def _evaluate(self, content: str) -> tuple[Decimal | None, int]:
        """The value of the longest prefix that is one number, and its length: 'two three-bedroom' is 2."""
        at, half = 0, False
        if prefix := _ARTICLE.match(content):
            at, half = prefix.end(), content.startswith("half")
        total = Decimal(0)
        group: Decimal | None = Decimal(1) if at else None
        best: tuple[Decimal | None, int] = (None, 0)
        last_role, last_scale, joined = "", Decimal("Infinity"), False
        while word := self._word.match(content, at):
            entry = self._words[word.group()]
            role, value = entry.role, Decimal(entry.value)
            if role in ("one", "teen", "ten"):
                fits = last_role in ("", "hundred", "scale") or (
                    last_role == "ten" and role == "one" and value > 0 and not joined
                )
                if not fits or (joined and last_role == "scale" and group is None and last_scale < 1000):
                    break
                group = (group or Decimal(0)) + value
            elif not last_role and not at:
                break  # 'million' alone is a scale without a number
            elif role == "hundred":
                if last_role not in ("", "one", "teen") or (joined and last_role):
                    break
                group = (group or Decimal(1)) * 100
            else:  # scale, dozen
                if value >= last_scale or (joined and last_role):
                    break
                total += (group or Decimal(1)) * value
                group, last_scale = None, value
            at = word.end()
            last_role = "scale" if role in ("scale", "dozen") else role
            best = (total + (group or Decimal(0)), at)
            if role == "dozen":
                break
            joint = _JOINT.match(content[at:])
            if joint is None or (joint.group() == ", " and last_role != "scale"):
                break
            joined = joint.group("and") is not None
            if joined and last_role not in ("hundred", "scale"):
                break
            at += joint.end()
        value_, length = best
        if half and value_ is not None:
            value_ /= 2
        return value_, length


_ROUNDED = {"10": "tens", "100": "hundreds", "1000": "thousands", "1000000": "millions"}


def _rounded(match: regex.Match[str]) -> str:
    """The words of a vague plural in digits: '100s of thousands' is 'hundreds of thousands'."""
    if (large := match.group("large")) is not None:
        return f"{_ROUNDED[match.group('of_large')]} of {large.lower()}"
    return _ROUNDED[regex.sub(r"\D", "", match.group())]


def _with_tail(value: Decimal, tail: regex.Match[str]) -> Decimal:
    """A cardinal with what stands behind it: 'and a half', 'point four', and a scale of the whole."""
    if tail.group("half") is not None:
        value += _PARTS[regex.sub(r"[\s-]+", " ", tail.group("half").lower())].quantize(THIRD_DIGITS).normalize()
    else:
        value = Decimal(f"{value}.{''.join(_SMALL_DIGITS[word] for word in tail.group('point').lower().split())}")
    return value * _SCALE_VALUES[tail.group("scale").lower()] if tail.group("scale") is not None else value


def _lettered(lexicon: Lexicon) -> str:
    """Signs of money that end in a letter, which may stand glued to a number: 'EUR', '$US', 'RM'."""
    signs = {
        sign for currency in lexicon.typed("currencies", Currency) for sign in currency.symbols if sign[-1].isalpha()
    }
    return "|".join(
        regex.escape(sign, special_only=True) for sign in sorted(signs, key=lambda sign: (-len(sign), sign))
    )


def ratio(top: Decimal, bottom: Decimal) -> Decimal:
    """An exact decimal where there is one of ten places, else rounded to ten."""
    return (top / bottom).quantize(THIRD_DIGITS).normalize()
