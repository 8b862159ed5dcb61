"""Pass rates on the English cases of Microsoft's Recognizers-Text, by file and by class of failure.

    python benchmarks/recognizers.py FOLDER [--failures]

In: the folder that holds `Number/English` and `NumberWithUnit/English`. Out: a table; with `--failures` each failed expectation.

A case is a sentence with expected stretches. An expectation is met where the quantity grammar finds a quantity that touches the stretch
and has its value, its range or its bound, and, for cases with units, the unit. The grammar runs without masks: what is a date, a phone number or a
name is decided elsewhere, and most cases are bare phrases. A case without an expectation is not counted here.
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Final

import pint
import regex

from release_parser.extract.mentions import QuantityMention
from release_parser.extract.quantities import QuantityGrammar
from release_parser.lexicon import Currency, Lexicon, Unit

FILES: Final = (
    "Number/English/NumberModel.json", "Number/English/PercentModel.json", "Number/English/NumberRangeModel.json",
    "NumberWithUnit/English/AgeModel.json", "NumberWithUnit/English/CurrencyModel.json", "NumberWithUnit/English/DimensionModel.json",
    "NumberWithUnit/English/TemperatureModel.json",
)  # fmt: skip
DEGREES: Final = {
    "C": "degree_Celsius",
    "F": "degree_Fahrenheit",
    "K": "kelvin",
    "Degree": "degree",
    "R": "degree_Rankine",
}
NAMES: Final = {"Mile per hour": "mile_per_hour", "Kilometer per hour": "kilometer_per_hour", "Square meter": "meter ** 2", "Square kilometer": "kilometer ** 2",
                "Cubic meter": "meter ** 3", "Liter": "liter", "Ton": "ton", "Metric ton": "metric_ton", "Foot-pound": "foot_pound", "Inch": "inch",
                "Barrel": "oil_barrel", "Milliliter": "milliliter", "Gallon": "gallon", "Pound": "pound", "Mile": "mile"}  # fmt: skip
# The class of a failure, by what the expected stretch looks like; the first that fits.
CLASSES: Final = (
    ("no value: a unit or sign alone", None),
    ("negative number", regex.compile(r"^\s*(?:[-−]|minus\b|negative\b)|[(]-|<-|<=-|>-|>=-", regex.IGNORECASE)),
    ("power, exponent", regex.compile(r"\^|\de[+-]?\d|\b10\^", regex.IGNORECASE)),
    ("decimal comma, spaces in numbers, other scripts", regex.compile(r"\d,\d{1,2}(?!\d)|\d [,.]\d|\d \. \d|[^\x00-\u024F’“”£€¥₩₹–−]|\d\.\d{3}\.\d")),
    ("fraction with a slash", regex.compile(r"\d\s*/\s*\d")),
    ("decimal in words ('one point five')", regex.compile(r"\bpoint\b", regex.IGNORECASE)),
    ("fraction in words", regex.compile(r"\b(?:half|halves|quarters?|thirds?|fifths?|\w+(?:eenth|ieth|dredth|sandth|llionth)s?|fourths?|sixths?|sevenths?|eighths?|ninths?|tenths?|twelfths?|over)\b", regex.IGNORECASE)),
    ("mathematical comparison ('x > 5', 'equal to')", regex.compile(r"[<>=≤≥]|\bequal|\bgreater\b|\bsmaller\b|\blarger\b|\bbigger\b|\bexceed|\bdoes not\b|\bnot (?:more|less)|\bbelow\b|\babove\b", regex.IGNORECASE)),
    ("'one', 'a' and 'dozen' as numbers", regex.compile(r"^(?:a|an|one|dozen|a dozen|a few|couple)\b", regex.IGNORECASE)),
    ("money of other countries", regex.compile(r"\p{L}{4,}", regex.IGNORECASE)),
)  # fmt: skip


class Reader:
    """The grammar, and the units that cases name."""

    def __init__(self) -> None:
        lexicon = Lexicon.default()
        self.grammar = QuantityGrammar(lexicon)
        self.money = lexicon.typed("currencies", Currency)
        self.units = lexicon.typed("units", Unit)
        self.registry: Any = pint.UnitRegistry()

    def meets(self, expected: dict[str, Any], found: list[QuantityMention]) -> bool:
        start, end = expected.get("Start"), expected.get("End", 0)
        near = [q for q in found if start is None or (q.start <= end and q.end > start)]
        resolution = expected["Resolution"]
        value, kind = resolution.get("value"), expected["TypeName"]
        if kind == "numberrange":
            return any(_in_range(q, value) for q in near)
        number = _number(value)
        if number is None:
            return False
        if kind == "dimension":
            return any(self._measures(q, number, resolution.get("unit") or "") for q in near)
        return any(_equal(q, number) and self._unit(q, kind, resolution.get("unit")) for q in near)

    def _unit(self, quantity: QuantityMention, kind: str, unit: str | None) -> bool:
        if kind == "percentage":
            return quantity.kind in ("percentage", "proportion")
        if kind == "age":
            return quantity.kind == "age" and quantity.unit == (unit or "").lower()
        if kind == "temperature":
            return quantity.unit == DEGREES.get(unit or "", unit)
        if kind == "currency":
            if quantity.kind != "money":
                return False
            entry = self.money.find(unit or "")
            return entry is None or entry.name == quantity.unit or unit in ("Dollar", "Pound", "Cent", "Pence", "Penny")
        return True

    def _measures(self, quantity: QuantityMention, number: Decimal, unit: str) -> bool:
        """Whether the quantity is so much of the unit: 62 inches are 5.1667 feet, and '8 to 10 feet' has 10 feet at its end."""
        name = NAMES.get(unit, unit.lower().replace(" ", "_"))
        try:
            return quantity.unit is not None and any(
                abs(self.registry.Quantity(float(value), quantity.unit).to(name).magnitude - float(number))
                <= abs(float(number)) * 1e-6
                for value in (quantity.value, quantity.upper)
                if value is not None
            )
        except (pint.UndefinedUnitError, pint.DimensionalityError, ValueError, TypeError):
            return False


def _number(value: str | None) -> Decimal | None:
    try:
        return None if value is None else Decimal(value.rstrip("%").replace(",", ""))
    except InvalidOperation:
        return None


def _close(one: Decimal, other: Decimal) -> bool:
    return abs(one - other) <= abs(other) * Decimal("1e-6")


def _equal(quantity: QuantityMention, number: Decimal) -> bool:
    if quantity.value is None:
        return False
    return any(
        _close(value, number)
        for value in (
            quantity.value,
            quantity.upper or quantity.value,
            quantity.value * 100 if quantity.kind in ("proportion", "money") else quantity.value,
        )
    )


def _in_range(quantity: QuantityMention, value: str) -> bool:
    match = regex.fullmatch(r"[(\[](?P<low>[^,]*),(?P<high>[^,]*)[)\]]", value)
    if match is None or quantity.value is None:
        return False
    low, high = _number(match["low"] or None), _number(match["high"] or None)
    if low is not None and high is not None:
        return quantity.upper is not None and _close(quantity.value, low) and _close(quantity.upper, high)
    if quantity.upper is not None:
        return False
    if low is not None:
        return quantity.bound in ("more_than", "at_least") and _close(quantity.value, low)
    return high is not None and quantity.bound in ("less_than", "at_most") and _close(quantity.value, high)


def classify(expected: dict[str, Any], number: Decimal | None) -> str:
    for name, pattern in CLASSES:
        if pattern is None:
            if number is None and expected["TypeName"] != "numberrange":
                return name
        elif pattern.search(expected["Text"]) and (
            name != "money of other countries" or expected["TypeName"] == "currency"
        ):
            return name
    return "other"


def main() -> None:
    folder, verbose = Path(sys.argv[1]), "--failures" in sys.argv
    reader = Reader()
    for name in FILES:
        passed, total = 0, 0
        failures: dict[str, list[str]] = defaultdict(list)
        for case in json.loads((folder / name).read_text(encoding="utf-8-sig")):
            found = reader.grammar.find(case["Input"], ())
            for expected in case["Results"]:
                total += 1
                if reader.meets(expected, found):
                    passed += 1
                else:
                    read = [
                        (case["Input"][q.start : q.end], str(q.value), str(q.upper), q.unit, q.bound) for q in found
                    ]
                    label = classify(expected, _number(expected["Resolution"].get("value")))
                    failures[label].append(
                        f"{case['Input'][:100]!r}: {expected['Text']!r} {expected['Resolution']} read as {read[:4]}"
                    )
        print(f"{Path(name).stem:24} {passed:4} of {total:4}  {100 * passed / total:5.1f} %")
        for label, count in Counter({label: len(lines) for label, lines in failures.items()}).most_common():
            print(f"    {count:4}  {label}")
            if verbose:
                print("\n".join(f"            {line}" for line in failures[label]))


if __name__ == "__main__":
    main()
