"""What stands around a number and makes it a measure: currency signs, scales, units, compounds.

In: a text and a number in it. Out: a `Measure`: the stretch with sign and unit, the value in that unit.

>>> from release_parser.lexicon import Lexicon
>>> grammar, text = MeasureGrammar(Lexicon.default()), "£2.5m"
>>> measure = grammar.read(text, NumberGrammar(Lexicon.default()).find(text)[0])
>>> measure.value, measure.unit
(Decimal('2500000.0'), 'GBP')
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

import regex

from release_parser.extract.dollars import BARE
from release_parser.extract.numbers import Number, NumberGrammar
from release_parser.lexicon import Currency, Lexicon, Unit, fold, plural, trie_pattern
from release_parser.records import Kind

__all__ = ["Measure", "MeasureGrammar", "NumberGrammar"]

_SCALES = {
    "k": 3,
    "thousand": 3,
    "m": 6,
    "mn": 6,
    "mil": 6,
    "mill": 6,
    "million": 6,
    "b": 9,
    "bn": 9,
    "bln": 9,
    "billion": 9,
    "lakh": 5,
    "crore": 7,
    "tn": 12,
    "trillion": 12,
    "hundred": 2,
}
_SCALE = regex.compile(
    r"(?:[ ]|-)?(?P<word>million|billion|trillion|thousand|hundred|lakh|crore|mill|mil|bln|bn|mn|tn|k|m|b)(?![\w])",
    regex.IGNORECASE,
)
# Without a currency sign only these scale: '400k', '1.2bn', '3 million'; '1.2m' is metres unless people or pounds follow.
_BARE_SCALE = regex.compile(
    r"(?:[ ]|-)?(?P<word>million|billion|trillion|thousand|hundred|lakh|crore|bln|bn|dozen)(?![\w])|(?<=\d)(?P<word>mill|mil|mn)(?![\w])|(?P<word>k)(?![\w])"
    # '4.3M views', but '2M SOCIAL DISTANCE' is metres
    r"|(?P<word>(?-i:M))(?![\w]|(?-i:[ ]\p{Lu}{2}))"
    r"|(?P<word>m)(?=[ ](?:people|pounds|adults|children|users|records|accounts|members|homes|households|visitors|cigarettes|calls|views|messages|tablets|pills)\b)",
    regex.IGNORECASE,
)

_SCALE_WORD = regex.compile(r"(?:thousand|million|billion|trillion)$", regex.IGNORECASE)
# 'the dog weighed 40 pounds', 'his weight fell to 190 pounds': no money
_WEIGHT = regex.compile(r"\bweigh(?:t|s|ed|ing)?\b[^.;,]{0,30}$", regex.IGNORECASE)
_POUNDS = regex.compile(r"(?:[ ]|-)pounds?(?!\w)", regex.IGNORECASE)
# '50p', '118.5p': never '8p.m.'
_PENCE = regex.compile(r"(?:p(?![\w.]\w|\w)|[ ]p(?=[ ,;)]|[.]?(?:[ ]|$)))")
# Short words that need to stand glued to their number: '10 in total', '6 St Ann’s', '5 m', '12 bar staff', '2 PS'.
_GLUED = frozenset({"in", "ins", "st", "m", "g", "l", "v", "w", "ps", "ha", "t", "c"})
# '35C' is a temperature where the sentence is about heat, else a flat or a bus
_WEATHER = regex.compile(
    r"\b(?:temperatures?|heat|hot|warm|cold|freez\p{Ll}+|degrees|weather|thermometers?|mercury)\b", regex.IGNORECASE
)

# How many of the smaller unit the larger holds; the record gives compounds in their smallest stated unit.
# Days in a year and weeks in a month are conventional: a sentence of 'five years and 218 days' is 5 × 365 + 218.
_FACTORS: dict[tuple[str, str], int] = {
    ("century", "year"): 100, ("decade", "year"): 10,
    ("year", "month"): 12, ("year", "week"): 52, ("year", "day"): 365,
    ("month", "week"): 4, ("month", "day"): 30, ("week", "day"): 7, ("day", "hour"): 24, ("day", "minute"): 1440,
    ("hour", "minute"): 60, ("hour", "second"): 3600, ("minute", "second"): 60,
    ("foot", "inch"): 12, ("yard", "foot"): 3, ("mile", "yard"): 1760, ("meter", "centimeter"): 100, ("kilometer", "meter"): 1000,
    ("stone", "pound"): 14, ("pound", "ounce"): 16, ("kilogram", "gram"): 1000, ("metric_ton", "kilogram"): 1000,
}  # fmt: skip


_ARTICLED_MASS = regex.compile(
    r"(?<![\w-])an?[ ](?P<unit>kilo(?:gram(?:me)?)?|kg|gram(?:me)?|tonne|ton|ounce|litre|gallon)(?=[ ]of[ ])",
    regex.IGNORECASE,
)
# '500£', '20,000 €'
_SIGN_BEHIND = regex.compile(r"[£€$]|[ ]€")
# 'day-to-day', '10 years-old'
_NO_UNIT = regex.compile(r"-(?:to|in|for|up|on|hand|floor|class|degree|home)\b|[ ]?[-–][ ]?(?:old)\b")
# '6’2"', '6’2 tall', '6’2’ tall', '6’ tall'
_FOOT = regex.compile(
    r"[’'′](?=[ ]?\d{1,2}[ ]?(?:\"|”|″|ins?\b|[’']{2})|(?:[ ]?\d{1,2}[’'′]?)?[ ](?:tall|in[ ]height)\b)"
)
_INCH = regex.compile(r"\"|”|″|’’|''|[’'′](?=[ ](?:tall|in[ ]height)\b)")
# '12 years and six months', '5ft 10in'
_COMPOUND_JOINT = regex.compile(r",[ ]|[ ]and[ ]|[ ]{0,2}")


@dataclass(frozen=True, slots=True)
class Measure:
    """A number with its sign and unit; `value` is in that unit."""

    start: int
    end: int
    value: Decimal | None
    kind: Kind = "count"
    unit: str | None = None
    scale: int = 0
    """The power of ten that a word behind the number stands for: 6 in '2.5 million'."""


class MeasureGrammar:
    """The grammar of measures over one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        currencies = list(lexicon.typed("currencies", Currency))
        self._symbols = {symbol: currency.name for currency in currencies for symbol in currency.symbols}
        self._money_words: dict[str, tuple[str, int]] = {}
        for currency in currencies:
            self._money_words |= {fold(form): (currency.name, 1) for form in currency.forms}
            self._money_words |= {fold(form): (currency.name, 100) for form in currency.minor}
        self._whose = _whose_dollars(lexicon)
        self._owned = _owned_dollars(self._whose)
        for whose, name in self._whose.items():
            self._money_words |= {fold(f"{whose} {word}"): (name, 1) for word in ("dollar", "dollars")}
        self._before = regex.compile(rf"(?<![\w£$€])(?:{trie_pattern(sorted(self._symbols))})[ ]?(?P<minus>[-−])?\Z")
        self._money = regex.compile(
            rf"(?:[ ]|-)?(?P<word>{trie_pattern(self._money_words)})(?![\w-]|[ ]per[ ]square[ ]inch)", regex.IGNORECASE
        )
        self._units: dict[str, Unit] = {}
        self._cased: dict[str, set[str]] = {}
        symbols: list[str] = []
        words: list[str] = []
        for unit in lexicon.typed("units", Unit):
            if unit.cased:
                for form in unit.forms:
                    self._cased.setdefault(fold(form), set()).add(form)
            for form in unit.forms:
                for written in (form,) if unit.symbol else (form, plural(form)):
                    self._units.setdefault(fold(written), unit)
                    (symbols if unit.symbol else words).append(fold(written))
        # 'two further years', 'ten consecutive days': words that leave the unit what it is
        self._word_unit = regex.compile(
            rf"(?:[ ]{{1,2}}(?:(?:further|additional|extra|consecutive|full|whole|straight|successive|calendar|previous)[ ])?|-)?(?:(?P<word>{trie_pattern(words)})(?![\p{{L}}\d])|(?P<sign>%|(?-i:(?<=\d)pc(?![\p{{L}}\d]))))",
            regex.IGNORECASE,
        )
        self._symbol_unit = regex.compile(
            rf"(?P<space>[ ]|-)?(?P<word>{trie_pattern(symbols)})(?![\p{{L}}]|\d(?!\d?[ ]?(?:in|lb)))", regex.IGNORECASE
        )
        self._weighs_pounds = regex.compile(
            r"(?:[ ]|-)pounds?(?=[ ]of[ ](?:\p{Ll}|suspected)|[ ]\(\d)", regex.IGNORECASE
        )
        self._vague_money = regex.compile(
            rf"(?:[ ]of|[ ]in)?[ ](?:{trie_pattern(['thousands', 'millions'])}[ ]of[ ])?(?P<word>{trie_pattern(self._money_words)})(?!\w)",
            regex.IGNORECASE,
        )
        self._articled = regex.compile(
            rf"[ ]an?[ ](?P<word>{trie_pattern(words)}|kg)(?![\p{{L}}\d])|-(?P<word>{trie_pattern(words)}|kg)(?![\p{{L}}\d])",
            regex.IGNORECASE,
        )

    def read(self, text: str, number: Number) -> Measure:
        """The number with the currency sign before it, or the scale and unit behind it."""
        sign = self._before.search(text[max(0, number.start - 6) : number.start])
        if sign is not None:
            end, value, scale = self._scaled(text, number, _SCALE)
            written = sign.group().rstrip("-− ").strip()
            unit = self._symbols[written]
            if sign.group("minus") and value is not None:  # '$-50m'
                value = -value
            if unit == BARE:
                unit, end = self._owner(text, end)
            return Measure(number.start - len(sign.group()), end, value, "money", unit, scale)
        end, value, scale = self._scaled(text, number, _BARE_SCALE)
        glued = Measure(number.start, end, value, scale=scale)
        if number.form == "digits" and (pence := _PENCE.match(text, end)):
            return replace(
                glued, end=pence.end(), value=None if value is None else value / 100, kind="money", unit="GBP"
            )
        if number.form == "digits" and (tail := _SIGN_BEHIND.match(text[end : end + 2])):  # '500£', '20,000 €'
            return replace(glued, end=end + tail.end(), kind="money", unit=self._symbols[tail.group().strip()])
        if (pounds := _POUNDS.match(text, end)) and _WEIGHT.search(text[max(0, number.start - 50) : number.start]):
            return replace(glued, end=pounds.end(), kind="mass", unit="pound")
        if "$" in text and "£" not in text and (pounds := self._weighs_pounds.match(text, end)):
            return replace(glued, end=pounds.end(), kind="mass", unit="pound")
        if money := self._money.match(text, end):
            name, parts = self._money_words[fold(money.group("word"))]
            end = money.end()
            if name == BARE:
                name, end = self._owner(text, end)
            return replace(glued, end=end, value=None if value is None else value / parts, kind="money", unit=name)
        return self._with_unit(text, glued)

    def _owner(self, text: str, end: int) -> tuple[str, int]:
        """Whose the dollars before `end` are, and where the words end that say so: '$500 CAD', '$900 in Canadian notes'."""
        owned = self._owned.match(text, end)
        return (BARE, end) if owned is None else (self._whose[owned.group("whose")], owned.end())

    def _scaled(self, text: str, number: Number, scale: regex.Pattern[str]) -> tuple[int, Decimal | None, int]:
        """End and value of the number with the scale behind it, and the scale: '2.5 million', 'two million'."""
        if number.form == "words" and (word := _SCALE_WORD.search(text, number.start, number.end)):
            return number.end, number.value, _SCALES[word.group().lower()]
        match = scale.match(text, number.end) if number.form == "digits" else None
        if match is None or number.value is None:
            return number.end, number.value, 0
        if match.group("word").lower() == "dozen":
            return match.end(), number.value * 12, 0
        exponent = _SCALES[match.group("word").lower()]
        if exponent == 2 and (second := scale.match(text, match.end())) is not None:  # '4 hundred million'
            match, exponent = second, 2 + _SCALES[second.group("word").lower()]
        return match.end(), number.value * 10**exponent, exponent

    def _with_unit(self, text: str, measure: Measure) -> Measure:
        if word := self._word_unit.match(text, measure.end):
            if word.group("sign"):
                return replace(measure, end=word.end(), kind="percentage", unit="percent")
            unit = self._units[fold(word.group("word"))]
            if (
                unit.kind != "duration"
                or _NO_UNIT.match(
                    text[word.end() : word.end() + 6],
                )
                is None
            ):
                return replace(measure, end=word.end(), kind=unit.kind, unit=unit_name(unit))
        if symbol := self._symbol_unit.match(text, measure.end):
            written, spaced = symbol.group("word"), symbol.group("space") is not None
            form = fold(written)
            # 'M' is million or a motorway, not metres
            if form in self._cased and written not in self._cased[form]:
                return measure
            inches = (
                form == "in"
                and regex.search(r"(?:ft|foot|feet|’|')[ ]?$", text[max(0, measure.start - 5) : measure.start])
                and regex.match(r"[ ]?(?:tall|high|in height|[.,;)]|$)", text[symbol.end() : symbol.end() + 10])
            )
            if (
                (spaced and form in _GLUED and not inches)
                or (form == "m" and written == "M")
                or (
                    form == "in"
                    and not regex.search(r"(?:ft|foot|’|')[ ]?\Z", text[max(0, measure.start - 5) : measure.start])
                    and spaced
                )
            ):
                return measure
            if form == "c" and not _WEATHER.search(text[max(0, measure.start - 60) : symbol.end() + 40]):
                return measure
            unit = self._units[form]
            return replace(measure, end=symbol.end(), kind=unit.kind, unit=unit_name(unit))
        foot = _FOOT.match(text, measure.end)
        if foot and measure.value is not None and 3 <= measure.value <= 7:
            return replace(measure, end=foot.end(), kind="length", unit="foot")
        return measure

    def compound(self, text: str, measure: Measure, numbers: list[Number], index: int) -> tuple[Measure, int]:
        """'12 years and six months', '5ft 10in': the whole in the smallest stated unit, and how many numbers it took."""
        used = 1
        while index + used < len(numbers) and measure.unit is not None and measure.value is not None:
            joint = _COMPOUND_JOINT.match(text[measure.end : measure.end + 8])
            number = numbers[index + used]
            if joint is None or number.start != measure.end + joint.end() or number.value is None:
                break
            part = self.read(text, number)
            if (
                part.unit is None
                and measure.unit == "foot"
                and number.form in ("digits", "words")
                and number.value < 12
                and "and" not in joint.group()
            ):
                # '5ft 10', 'six foot two', 5'10"
                mark = _INCH.match(text, part.end)
                if mark or "," not in joint.group():
                    part = replace(part, end=mark.end() if mark else part.end, kind="length", unit="inch")
            if (
                part.kind == measure.kind == "money"
                and part.unit == measure.unit
                and measure.value >= 1 > (part.value or 1)
                and measure.value == measure.value.to_integral_value()
            ):
                # 'three dollars and 50 cents', '£4 and 20p'
                return replace(measure, end=part.end, value=measure.value + (part.value or 0)), used + 1
            factor = _FACTORS.get((measure.unit, part.unit or ""))
            if factor is None or part.value is None or part.value >= factor:
                break
            measure = Measure(measure.start, part.end, measure.value * factor + part.value, measure.kind, part.unit)
            used += 1
        return measure, used

    def articled(self, text: str) -> Iterator[tuple[int, int, str, Kind]]:
        """'a kilo of heroin', 'an ounce of cannabis': one unit of mass or volume of something."""
        for match in _ARTICLED_MASS.finditer(text):
            unit = self._units.get(fold(match.group("unit")))
            if unit is not None and unit.kind in ("mass", "volume"):
                yield match.start(), match.end(), unit_name(unit), unit.kind

    def as_money(self, text: str, number: Number, unit: str) -> Measure:
        """The number as an amount of this currency, whose sign stands before the bottom of its range: '£2-3m'."""
        end, value, scale = self._scaled(text, number, _SCALE)
        return Measure(number.start, end, value, "money", unit, scale=scale)

    def align(self, low: Measure, high: Measure) -> tuple[Decimal | None, Decimal | None, str | None, Kind]:
        """Both ends of a range in one unit: '10-15kg', '£115m-£130m', 'six months and two years'."""
        if low.unit == high.unit:
            return self._shared_scale(low, high), high.value, high.unit, high.kind
        if low.unit is None:
            return self._shared_scale(low, high), high.value, high.unit, high.kind
        if high.unit is None and low.kind == "money":
            return self._shared_scale(low, high), high.value, low.unit, low.kind
        if (factor := _FACTORS.get((high.unit or "", low.unit))) and high.value is not None:
            return low.value, high.value * factor, low.unit, low.kind
        if (factor := _FACTORS.get((low.unit, high.unit or ""))) and low.value is not None:
            return low.value * factor, high.value, high.unit, high.kind
        return None, None, None, "count"

    @staticmethod
    def _shared_scale(low: Measure, high: Measure) -> Decimal | None:
        # '£2-3m', '10 to 12 million people': the scale of the top is that of the bottom; '$200 to $4 million' has two
        if (
            low.value is None
            or high.value is None
            or low.scale
            or not high.scale
            or low.value > high.value.scaleb(-high.scale)
        ):
            return low.value
        return low.value.scaleb(high.scale)

    def vague_money(self, text: str, at: int) -> tuple[int, str] | None:
        """The end and currency of ' of pounds', ' in pounds', ' pounds' behind a vague plural."""
        match = self._vague_money.match(text, at)
        if match is None:
            return None
        name, parts = self._money_words[fold(match.group("word"))]
        return (match.end(), name) if parts == 1 else None

    def unit_after_article(self, text: str, at: int) -> tuple[int, str, Kind] | None:
        """End, unit and kind of ' an hour', ' a mile', '-kilo' behind 'half'."""
        match = self._articled.match(text, at)
        if match is None:
            return None
        unit = self._units[fold(match.group("word"))]
        return match.end(), unit_name(unit), unit.kind


def _whose_dollars(lexicon: Lexicon) -> dict[str, str]:
    """What says whose dollars they are, to the currency: 'CAD', 'Canadian', 'US'."""
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


def _owned_dollars(whose: Mapping[str, str]) -> regex.Pattern[str]:
    codes = trie_pattern(word for word in whose if word.isupper() and len(word) == 3)
    words = trie_pattern(word for word in whose if not (word.isupper() and len(word) == 3))
    return regex.compile(
        rf"""
          [ ]?(?P<whose>{codes})(?!\w)                                                    # '$500 CAD'
        | [ ]?(?P<whose>{words})(?!\w|[ ](?:\p{{Lu}}|citizens?\b|authorit))              # '$76 US a barrel', '$300 Canadian'
        | (?=[ ](?:in|of)[ ](?P<whose>{words})[ ](?:currency|funds|notes|cash|bills|money|bank[ ]?notes)\b)  # '$900 in Canadian currency'
        """,
        regex.VERBOSE,
    )


def unit_name(unit: Unit) -> str:
    """Pint's name of a unit entry: a short form is an entry of its own with the same name."""
    return unit.name.removesuffix("_symbol").removesuffix("_word")
