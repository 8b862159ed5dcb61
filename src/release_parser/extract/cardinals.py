"""Cardinal numbers in words: 'two hundred and fifty', 'half a million', 'two and a half thousand'.

In: words in lower case, and the number words of a lexicon. Out: the value of the longest sequence from the first word on that is one number, and its
length in words.

>>> words = NumberWords(Lexicon.default())
>>> words.evaluate("two hundred and fifty")
(Decimal('250'), 21)
>>> words.evaluate("two three-bedroom")
(Decimal('2'), 3)
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from release_parser.lexicon import Lexicon, NumberWord, compile_forms, trie_pattern
from release_parser.regexes import Regex

THIRD_DIGITS = Decimal("1e-10")
"""A fraction that has no exact decimal is rounded to ten places."""

SCALE_VALUES = {"dozen": 12, "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_SMALL_DIGITS = {
    word: str(digit) for digit, word in enumerate("zero one two three four five six seven eight nine".split())
} | {"oh": "0", "nought": "0"}
_DIGIT_WORD = rf"(?:{'|'.join(_SMALL_DIGITS)})"
PARTS = {
    "half": Decimal("0.5"),
    "quarter": Decimal("0.25"),
    "three quarters": Decimal("0.75"),
    "three quarter": Decimal("0.75"),
    "third": Decimal(1) / 3,
    "one third": Decimal(1) / 3,
    "two thirds": Decimal(2) / 3,
}
# What may stand behind a cardinal and belongs to it
TAIL = rf"""(?:
        (?:[ ]|-)and(?:[ ]|-)(?:an?(?:[ ]|-)|one(?:[ ]|-))?(?P<half>half|quarter|three[ -]quarters?)\b   # 'two and a half', 'one and one-half', 'six-and-a-half'
      | [ ]and[ ](?:(?:a|one)[ -](?P<half>third)|(?P<half>two[ -]thirds))\b                     # 'two and a third'
      | [ ]point[ ](?P<point>{_DIGIT_WORD}(?:[ ]{_DIGIT_WORD}){{0,5}}+)\b                        # 'two point four'
    )(?:(?:[ ]|-)(?P<scale>dozen|hundred|thousand|million|billion|trillion)(?!\w))?+               # 'two and a half million'
"""
_BLANKS_OR_HYPHENS = Regex(r"[\s-]+")
_PLAIN = Regex(r"\d+(?:\.\d+)?")
_A_SCALE = Regex(r"a[ -](hundred|thousand|million|billion|trillion)")
_SCALED = Regex(r"(\d{1,5})[ ](hundred|thousand|million|billion|trillion)")
# 'half a million', 'a hundred'
_ARTICLE = Regex(r"half[ ]an?[ ]{1,2}|an?[ ]{1,2}")
# 'two hundred and six', 'twenty-one', 'two thousand, four hundred'
_JOINT = Regex(r"(?P<and>[ ]{1,2}and[ ]{1,2})|-|[ ]{1,2}|,[ ]")


class NumberWords:
    """The number words of one lexicon, with their roles and values."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._words = {form: entry for entry in lexicon.typed("number_words", NumberWord) for form in entry.forms}
        self.cardinal = trie_pattern(self.forms("one", "teen", "ten", "hundred", "scale", "dozen"))
        self.tail = compile_forms(TAIL, re.VERBOSE | re.IGNORECASE)
        self._word = compile_forms(rf"(?:{self.cardinal})(?![\p{{L}}])", re.IGNORECASE)

    def forms(self, *roles: str) -> list[str]:
        """The number words that have one of these roles, or all of them where no role is given."""
        return [form for form, entry in self._words.items() if not roles or entry.role in roles]

    def entry(self, word: str) -> NumberWord:
        """The entry of the lexicon for a number word in lower case."""
        return self._words[word]

    def value(self, words: str) -> Decimal | None:
        """The value of a number in digits or words, or None where the text is no number."""
        digits = words.replace(",", "").replace(" ", "")
        if _PLAIN.fullmatch(digits):
            return Decimal(digits)
        if (scale := _A_SCALE.fullmatch(words.lower())) is not None:  # 'one in a hundred'
            return Decimal(SCALE_VALUES[scale.group(1)])
        if (scaled := _SCALED.fullmatch(words.lower())) is not None:  # 'one in 6 billion'
            return Decimal(scaled.group(1)) * SCALE_VALUES[scaled.group(2)]
        value, length = self.evaluate(words.lower())
        return value if length == len(words) else None

    def evaluate(self, content: str) -> tuple[Decimal | None, int]:
        """The value of the longest number at the beginning of the words, and its length: 'two three-bedroom' gives 2."""
        article = _ARTICLE.match(content)
        at = article.end() if article else 0
        reading = _CardinalReading(group=Decimal(1) if article else None)
        found: tuple[Decimal | None, int] = (None, 0)
        while word := self._word.match(content, at):
            entry = self._words[word.group()]
            if not reading.take(entry.role, Decimal(entry.value)):
                break
            at = word.end()
            found = reading.value, at
            if entry.role == "dozen":
                break
            joint = _JOINT.match(content[at:])
            if joint is None or not reading.join(joint.group()):
                break
            at += joint.end()
        value, length = found
        return value / 2 if value is not None and content.startswith("half") and article else value, length


@dataclass(slots=True)
class _CardinalReading:
    """The number words read so far. `group` is the part below the next thousand or million, `total` the part above it."""

    group: Decimal | None
    total: Decimal = Decimal(0)
    role: str = ""
    """The role of the word before; a dozen is a scale behind which nothing follows."""
    scale: Decimal = Decimal("Infinity")
    joined: bool = False
    """Whether 'and' stands before the next word."""

    @property
    def value(self) -> Decimal:
        """The value of all words read so far."""
        return self.total + (self.group or Decimal(0))

    def take(self, role: str, value: Decimal) -> bool:
        """Add the next word if it belongs to the number, and say whether it does."""
        if role in ("one", "teen", "ten"):
            fits = self._add(role, value)
        elif not self.role and self.group is None:
            return False  # 'million' alone is a scale without a number
        elif role == "hundred":
            fits = self._hundreds()
        else:
            fits = self._scale(value)
        self.role = role if role not in ("scale", "dozen") else "scale"
        return fits

    def _add(self, role: str, value: Decimal) -> bool:
        """Add a word below a hundred: 'twenty', 'one' behind 'twenty', 'six' behind 'hundred' or 'thousand'."""
        behind_ten = self.role == "ten" and role == "one" and value > 0 and not self.joined
        if self.role not in ("", "hundred", "scale") and not behind_ten:
            return False
        if self.joined and self.role == "scale" and self.group is None and self.scale < 1000:
            return False
        self.group = (self.group or Decimal(0)) + value
        return True

    def _hundreds(self) -> bool:
        """Multiply by a hundred, where a number below twenty stands before."""
        if self.role not in ("", "one", "teen") or (self.joined and self.role):
            return False
        self.group = (self.group or Decimal(1)) * 100
        return True

    def _scale(self, value: Decimal) -> bool:
        """Multiply by 'thousand', 'dozen' and so on; a scale behind a larger one must be smaller."""
        if value >= self.scale or (self.joined and self.role):
            return False
        self.total += (self.group or Decimal(1)) * value
        self.group, self.scale = None, value
        return True

    def join(self, joint: str) -> bool:
        """Whether the number may go on behind 'and', a hyphen, spaces or a comma."""
        self.joined = joint.strip() == "and"
        if self.joined:
            return self.role in ("hundred", "scale")
        return joint != ", " or self.role == "scale"


def with_tail(value: Decimal, tail: re.Match[str]) -> Decimal:
    """A cardinal together with 'and a half' or 'point four' behind it, and a scale for the whole."""
    if tail.group("half") is not None:
        value += PARTS[_BLANKS_OR_HYPHENS.sub(" ", tail.group("half").lower())].quantize(THIRD_DIGITS).normalize()
    else:
        value = Decimal(f"{value}.{''.join(_SMALL_DIGITS[word] for word in tail.group('point').lower().split())}")
    return value * SCALE_VALUES[tail.group("scale").lower()] if tail.group("scale") is not None else value


def ratio(top: Decimal, bottom: Decimal) -> Decimal:
    """One integer divided by another, rounded to ten decimal places: a third is 0.3333333333."""
    return (top / bottom).quantize(THIRD_DIGITS).normalize()
