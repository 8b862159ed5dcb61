"""What stands beside a number and makes it a measure, as an ordered table of rules.

In: a number in its text, and the words of the lexicon. Out: the `Measure` that the first matching rule reads.

>>> [rule.name for rule in MEASURES][0]
'currency_sign'
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from release_parser.extract.dollars import BARE
from release_parser.extract.measure import GLUED_SCALES, MONEY_SCALE, SCALES, Measure, scaled
from release_parser.extract.money_words import MoneyWords
from release_parser.extract.numbers import Number
from release_parser.extract.unit_words import UnitWords, unit_name
from release_parser.lexicon import Lexicon, Unit, Word, WordPattern, compile_forms, fold, trie_pattern
from release_parser.regexes import Regex
from release_parser.rules import Rule, RuleTable

__all__ = ["MEASURES", "MeasureWords", "NumberInText"]

# 'the dog weighed 40 pounds', 'his weight fell to 190 pounds': no money
_IN_WEIGHT = WordPattern(r",?[ ](?:«measure_words.in_weight»)\b")
# '60 pounds of cannabis worth 90,000 pounds': what it is worth is money, also where pounds are a weight
_WORTH = WordPattern(r"\b(?:«measure_words.worth»)[ ](?:\p{Ll}+[ ]){0,3}$")
# '15 pounds of cannabis and 300 pounds in cash'
_IN_CASH = WordPattern(r"[ ](?:in[ ])?(?:«measure_words.in_money»|«measure_words.note_of_money»)\b")
# 'a package of 11 pounds'
_LOAD = WordPattern(
    r"\b(?:«measure_words.load»)[ ]of[ ](?:(?:about|around|nearly|almost|over|some)[ ])?$", re.IGNORECASE
)
_WEIGHT = WordPattern(r"\b(?:«measure_words.weighs»)\b[^.;,]{0,30}$", re.IGNORECASE)
# '5ft 9in and 160 pounds', 'about six feet tall and 190 pounds', '6'1", 190 pounds'
_BUILD_BEFORE = WordPattern(r"(?:\b(?:«measure_words.build_before»)\b|\d[’'\"”″])[^.;\n]{0,25}$", re.IGNORECASE)
_BUILD_BEHIND = WordPattern(
    r",?[ ](?:and[ ])?(?:with[ ]|has[ ])?(?:a[ ])?(?:\p{Ll}+[ ]){0,2}(?:«measure_words.build_behind»)\b"
)
_POUNDS = Regex(r"(?:[ ]|-)(?:pounds?|lbs?)(?!\w)", re.IGNORECASE)
_HYPHENED_POUND = Regex(r"-pounds?[ -](?P<noun>\p{L}+)", re.IGNORECASE)
# '50p', '118.5p': never '8p.m.'
_PENCE = Regex(r"(?:p(?![\w.]\w|\w)|[ ]p(?=[ ,;)]|[.]?(?:[ ]|$)))")
# '500£', '20,000 €'
_SIGN_BEHIND = Regex(r"[£€$]|[ ]€")
# Short words that need to stand glued to their number: '10 in total', '6 St Ann’s', '5 m', '12 bar staff', '2 PS'.
_GLUED = frozenset({"in", "ins", "st", "m", "g", "l", "v", "w", "ps", "ha", "t", "c"})
# '35C' is a temperature where the sentence is about heat, else a flat or a bus
_WEATHER = WordPattern(r"\b(?:«measure_words.weather»)\b", re.IGNORECASE)
# 'day-to-day', '10 years-old', 'down 64 year on year'
_NO_UNIT = WordPattern(
    r"-(?:to|in|for|up|on|«measure_words.hyphened»)\b|[ ]?[-–][ ]?(?:old)\b|[ ](?:on[ ](?:year|month|week)|to[ ]date)\b"
)
# '6’2"', '6’2 tall', '6’2’ tall', '6’ tall'; '5”8’ tall' has its marks exchanged
_FOOT = WordPattern(
    r"[’'′](?=[ ]?\d{1,2}[ ]?(?:\"|”|″|ins?\b|[’']{2})|(?:[ ]?\d{1,2}[’'′]?)?[ ](?:«measure_words.tall»)\b|(?:\d|1[01])(?![\w’'′.]))|[\"”″](?=(?:\d|1[01])[’'′][ ](?:«measure_words.tall»)\b)"
)
# 'a 12" kitchen knife', 'an 18'' sword', '26" wheels', 'a 50" TV'
_INCH = Regex(r"(?P<mark>\"|”|″|’’|'')(?=[ -]\p{Ll}|[ ]\p{Lu}{2,}\b|[ ]\p{Lu}\p{L}+[ ]\p{Ll}|[ ]?[x×]|[,.;)]|$)")
# marks that close a quotation, and are no inches
_CLOSING_CURLY = Regex(r"(?<!\d)”")
_CLOSING_STRAIGHT = Regex(r'(?<!\d)"')
# '2 m (6 ft)', '2 m high'
_LONG = WordPattern(r"[ ](?:\(\d|(?:«measure_words.tall»|«measure_words.extent»)\b)")
_FEET = WordPattern(r"(?:«measure_words.feet»|’|')[ ]?$")
# '6 ft tall', '6 ft.'
_HIGH = WordPattern(r"[ ]?(?:high|«measure_words.tall»|[.,;)]|$)")


class MeasureWords:
    """Everything that the rules ask of a lexicon, compiled once."""

    def __init__(self, lexicon: Lexicon) -> None:
        lists = lexicon.typed("measure_words", Word)
        self.lexicon = lexicon
        self.money = MoneyWords(lexicon)
        self.units = UnitWords(lexicon)
        self.priced = frozenset(lists["priced"].forms)
        value_of = trie_pattern(lists["value_of"].forms)
        taken = trie_pattern(lists["taken_goods"].forms)
        # '300 pounds of copper wire', '12 pounds (5.4 kg)'
        self.weighs = compile_forms(
            rf"(?:[ ]|-)pounds?(?=[ ]of[ ](?:(?:{taken})[ ](?!(?:{value_of})(?!\p{{L}}))|(?!(?:{value_of})(?!\p{{L}}))\p{{L}})|[ ]\(\d)",
            re.IGNORECASE,
        )
        units = [unit for unit in lexicon.typed("units", Unit) if unit.kind == "mass"]
        masses = trie_pattern(form + ending for unit in units for form in unit.forms for ending in ("", "s"))
        self.converted = compile_forms(rf"(?:(?<=\d)|\b)(?:{masses})[ ]?\($", re.IGNORECASE)
        """'two tonnes (4,400 pounds)': a weight, said again in pounds."""
        # Without a currency sign only these scale: '400k', '1.2bn', '3 million'; '1.2m' is metres unless things are counted.
        counted = trie_pattern(lists["counted_in_millions"].forms)
        lengths = trie_pattern(lists["of_some_length"].forms)
        extent = trie_pattern(lists["extent"].forms)
        self.scale = compile_forms(
            rf"(?:[ ]|-)?(?P<word>{SCALES}|dozen)(?![\w])|(?<=\d)(?P<word>{GLUED_SCALES})(?![\w])|(?P<word>k)(?![\w])"
            # '4.3M views', but '2M SOCIAL DISTANCE' is metres
            r"|(?P<word>(?-i:M))(?![\w]|(?-i:[ ]\p{Lu}{2}))"
            rf"|(?P<word>m)(?=[ ](?:(?:(?!(?:of|in|from|away|by|to|on|at|and|or|above|below|{extent}|x|as|is|was)\b)\p{{Ll}}+[ ]){{0,2}}(?!(?:{lengths})\b)(?!(?:is|was|as|this|across|towards|upwards|downwards|perhaps|always)\b)\p{{Ll}}{{3,}}(?<!s)s\b|(?:{counted})\b))",
            re.IGNORECASE,
        )


@dataclass(frozen=True, slots=True)
class NumberInText:
    """A number in its text: the value that the rules of the table take."""

    text: str
    number: Number
    words: MeasureWords
    weighs: bool
    """Whether pounds are a weight in this text."""

    @property
    def glued(self) -> Measure:
        """The number with the scale behind it, without a unit."""
        end, value, scale = scaled(self.text, self.number, self.words.scale)
        return Measure(self.number.start, end, value, scale=scale)

    def before(self, length: int) -> str:
        """The last `length` characters before the number."""
        return self.text[max(0, self.number.start - length) : self.number.start]


def currency_sign(beside: NumberInText) -> Measure | None:
    """A sign of money before the number: '£2.5m', 'US$40', '$-50m', '$1 million dollars'."""
    text, number, money = beside.text, beside.number, beside.words.money
    sign = money.before.search(beside.before(6))
    if sign is None:
        return None
    end, value, scale = scaled(text, number, MONEY_SCALE)
    unit = money.symbols[sign.group().rstrip("-− ").strip()]
    if sign.group("minus") and value is not None:
        value = -value
    if unit == BARE:
        unit, end = money.owner(text, end)
    end = money.said_again(text, end, unit)
    return Measure(number.start - len(sign.group()), end, value, "money", unit, scale)


def pence(beside: NumberInText) -> Measure | None:
    """'50p', '118.5p'."""
    glued = beside.glued
    if beside.number.form != "digits" or (match := _PENCE.match(beside.text, glued.end)) is None:
        return None
    value = None if glued.value is None else glued.value / 100
    return replace(glued, end=match.end(), value=value, kind="money", unit="GBP")


def sign_behind(beside: NumberInText) -> Measure | None:
    """A sign of money behind the number: '500£', '20,000 €'."""
    glued = beside.glued
    if beside.number.form != "digits" or (sign := _SIGN_BEHIND.match(beside.text[glued.end : glued.end + 2])) is None:
        return None
    unit = beside.words.money.symbols[sign.group().strip()]
    return replace(glued, end=glued.end + sign.end(), kind="money", unit=unit)


def pounds_of_weight(beside: NumberInText) -> Measure | None:
    """Pounds that are a weight: 'weighed 40 pounds', '160-180 pounds' beside a height, a '200-pound safe', '72 pounds' in a country that weighs in pounds."""
    glued = beside.glued
    if (pounds := _POUNDS.match(beside.text, glued.end)) is None:
        return None
    if (hyphened := _HYPHENED_POUND.match(beside.text, glued.end)) is not None:
        # 'a million-pound home' has a price, 'a 40-pound bale' weighs
        if glued.scale or hyphened.group("noun").lower() in beside.words.priced:
            return None
    elif _is_worth(beside, pounds.end()) or not (
        beside.weighs
        or beside.words.converted.search(beside.before(24))
        or _IN_WEIGHT.of(beside.words.lexicon).match(beside.text, pounds.end())
        or _WEIGHT.of(beside.words.lexicon).search(beside.before(50))
        or _LOAD.of(beside.words.lexicon).search(beside.before(40))
        or _BUILD_BEFORE.of(beside.words.lexicon).search(beside.before(40))
        or _BUILD_BEHIND.of(beside.words.lexicon).match(beside.text, pounds.end())
    ):
        return None
    return replace(glued, end=pounds.end(), kind="mass", unit="pound")


def _is_worth(beside: NumberInText, end: int) -> bool:
    """Whether pounds are money even in a country that weighs in them: 'worth 300 pounds', '300 pounds in cash'."""
    lexicon = beside.words.lexicon
    return bool(_WORTH.of(lexicon).search(beside.before(40)) or _IN_CASH.of(lexicon).match(beside.text, end))


def currency_word(beside: NumberInText) -> Measure | None:
    """A currency behind the number: '400 pounds', 'a 500-pound fine', '35 MUSD', '19 cents'."""
    glued = beside.glued
    found = beside.words.money.behind(beside.text, glued.end)
    if found is None:
        return None
    unit, parts, power, end = found
    value = None if glued.value is None else glued.value * 10**power / parts
    if unit == BARE:
        unit, end = beside.words.money.owner(beside.text, end)
    return replace(glued, end=end, value=value, kind="money", unit=unit)


def unit_word(beside: NumberInText) -> Measure | None:
    """A unit in words or a sign of per cent: 'nine minutes', 'two further years', '12%'; but not 'day-to-day'."""
    glued, units = beside.glued, beside.words.units
    word = units.word.match(beside.text, glued.end)
    if word is None:
        return None
    if word.group("sign"):
        return replace(glued, end=word.end(), kind="percentage", unit="percent")
    unit = units.of(word.group("word"))
    if unit.kind == "duration" and _NO_UNIT.of(beside.words.lexicon).match(beside.text[word.end() : word.end() + 10]):
        return None
    return replace(glued, end=word.end(), kind=unit.kind, unit=unit_name(unit))


def unit_symbol(beside: NumberInText) -> Measure | None:
    """A symbol behind the number: '2kg', '40mph', '5ft 10in'. Short ones must follow directly: '10 in total' are no inches."""
    glued, units = beside.glued, beside.words.units
    symbol = units.symbol.match(beside.text, glued.end)
    if symbol is None or not _is_symbol(beside, symbol, glued):
        return None
    unit = units.of(symbol.group("word"))
    stop = _ABBREVIATING_STOP.match(beside.text, symbol.end())
    end = stop.end() if stop and len(symbol.group("word")) > 1 else symbol.end()
    return replace(glued, end=end, kind=unit.kind, unit=unit_name(unit))


# '45 lbs. of cannabis': the stop of an abbreviation, which the sentence goes on behind
_ABBREVIATING_STOP = Regex(r"\.(?=[ ](?i:of)\b)")


def _is_symbol(beside: NumberInText, symbol: re.Match[str], glued: Measure) -> bool:
    """Whether the matched letters are a unit here, by their capitals and by the space before them."""
    written, spaced = symbol.group("word"), symbol.group("space") is not None
    form = fold(written)
    cased = beside.words.units.cased
    # 'M' is million or a motorway, not metres
    if (form in cased and written not in cased[form]) or (form == "m" and written == "M"):
        return False
    if spaced and form in _GLUED and not (form == "g" and written == "g"):
        if form == "m" and written == "m":
            return _LONG.of(beside.words.lexicon).match(beside.text, symbol.end()) is not None
        return form == "in" and _inches(beside, symbol, glued)
    around = beside.text[max(0, glued.start - 60) : symbol.end() + 40]
    return form != "c" or _WEATHER.of(beside.words.lexicon).search(around) is not None


def _inches(beside: NumberInText, symbol: re.Match[str], glued: Measure) -> bool:
    """'5 ft 10 in tall': inches behind feet, at the end of a height."""
    text = beside.text
    feet = _FEET.of(beside.words.lexicon).search(text[max(0, glued.start - 5) : glued.start])
    ends = _HIGH.of(beside.words.lexicon).match(text[symbol.end() : symbol.end() + 10])
    return feet is not None and ends is not None


def foot_mark(beside: NumberInText) -> Measure | None:
    """'6’2"', '6’ tall'."""
    glued = beside.glued
    foot = _FOOT.of(beside.words.lexicon).match(beside.text, glued.end)
    if foot is None or glued.value is None or not 3 <= glued.value <= 7:
        return None
    return replace(glued, end=foot.end(), kind="length", unit="foot")


def inch_mark(beside: NumberInText) -> Measure | None:
    """'a 12" kitchen knife': a mark of inches, where it does not close a quotation."""
    glued, text = beside.glued, beside.text
    inch = _INCH.match(text, glued.end) if beside.number.form == "digits" else None
    if inch is None or glued.value is None or glued.value > 120 or glued.scale or _closes(text, inch):
        return None
    return replace(glued, end=inch.end(), kind="length", unit="inch")


def _closes(text: str, mark: re.Match[str]) -> bool:
    """Whether the mark closes a quotation that its line opens; other marks behind digits are inches."""
    sign = mark.group("mark")
    if sign == "″":
        return False
    low = max(0, mark.start() - 600)
    line = text[max(low, text.rfind("\n", low, mark.start()) + 1) : mark.start()]
    if sign == "”":
        return line.count("“") > len(_CLOSING_CURLY.findall(line))
    if sign in ("’’", "''"):
        return False
    return len(_CLOSING_STRAIGHT.findall(line)) % 2 == 1


MEASURES: RuleTable[NumberInText, Measure] = RuleTable(
    "unit",
    (
        Rule(
            "currency_sign",
            currency_sign,
            finds=(
                "Bags worth <claim value=2500000 unit=GBP>£2.5m</claim> were seized.",
                "The scheme netted <claim value=1000000 unit=dollar>$1MM</claim>.",
                "Officers found <claim value=64000 unit=GBP head=cash>£64,000 pounds</claim> in cash.",
            ),
        ),
        Rule(
            "pence", pence, finds=("It cost <claim value=0.5 unit=GBP>50p</claim>.",), ignores=("It was 8p.m. then.",)
        ),
        Rule("sign_behind", sign_behind, finds=("He lost <claim value=500 unit=GBP>500£</claim>.",)),
        Rule(
            "pounds_of_weight",
            pounds_of_weight,
            finds=(
                "He is <claim value=6 unit=foot>six feet</claim> tall and <claim value=160 upper=180 unit=pound>160-180 pounds</claim>.",
                "They took <claim value=300 unit=pound>300 pounds</claim> of copper wire.",
                "They took <claim value=90 unit=pound>90 pounds</claim> of stolen meat and <claim value=300 unit=GBP>300 pounds</claim> in cash.",
                "A parcel of <claim value=11 unit=pound>11 pounds</claim> was stopped.",
                "A <claim value=40 unit=pound>40-pound</claim> bale was found.",
            ),
            ignores=("He did <claim value=300 unit=GBP>300 pounds</claim> of damage.",),
        ),
        Rule(
            "currency_word",
            currency_word,
            finds=(
                "She lost <claim value=400 unit=GBP>400 pounds</claim>.",
                "She paid a <claim value=500 unit=GBP>500-pound</claim> fine.",
                "<claim value=35000000 unit=USD>35 MUSD</claim> were claimed.",
            ),
        ),
        Rule(
            "in_words",
            unit_word,
            finds=(
                "It took <claim value=9 unit=minute>nine minutes</claim>.",
                "A <claim value=5000 unit=square_foot head=warehouse>5,000-square-foot</claim> warehouse burned.",
            ),
        ),
        Rule(
            "in_symbols",
            unit_symbol,
            finds=(
                "They found <claim value=2 unit=kilogram>2kg</claim> of heroin.",
                "A <claim value=2 unit=meter>2 m</claim> (<claim value=6 unit=foot>6 ft</claim>) rope was found.",
            ),
            ignores=("They held <claim value=10 unit=null>10</claim> in total.",),
        ),
        Rule(
            "foot_mark",
            foot_mark,
            finds=(
                "He is <claim value=6 unit=foot>6’</claim> tall.",
                "She is <claim value=68 unit=inch>5”8’</claim> tall.",
            ),
        ),
        Rule(
            "inch_mark",
            inch_mark,
            finds=('He pulled out a <claim value=12 unit=inch head=knife>12"</claim> kitchen knife.',),
            ignores=("“We held <claim value=12 unit=null>12</claim>”, he said.",),
        ),
    ),
)
"""What a number measures in, surest first."""
