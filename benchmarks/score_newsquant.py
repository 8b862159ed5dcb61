"""Scores predictions on NewsQuant, the gold set of CQE: what `newsquant.py` writes against the gold file.

    python benchmarks/score_newsquant.py PREDICTIONS.jsonl GOLD.json

Out: precision, recall and F1 for the value, and for the value with its unit, its change, its concept and all of them.

The quantities of a sentence are paired one to one, so that as many values agree as can, then as many units, changes and concepts. Values are
equal to five digits, ranges at both ends. Units are compared in one spelling: 'meters' and 'metre' are the same. Concepts agree where
they share a word.
"""

from __future__ import annotations

import json
import math
import sys
from pathlib import Path
from typing import Any, Final

import regex

LEVELS: Final = ("value", "unit", "change", "concept", "all")
WEIGHTS: Final = {"value": 1000, "unit": 100, "change": 30, "concept": 9}
MOST = 14  # predictions of one sentence; the pairings of more are too many
SAME: Final = {
    "%": "percentage", "percent": "percentage", "per cent": "percentage", "$": "dollar", "us dollar": "dollar", "usd": "dollar",
    "pound": "pound sterling", "gbp": "pound sterling", "eur": "euro", "yen": "japanese yen", "yuan": "chinese yuan", "rand": "south african rand",
    "ringgit": "malaysian ringgit", "israeli new shekel": "shekel", "lira": "turkish lira", "franc": "swiss franc", "kph": "kilometre per hour",
    "mph": "mile per hour", "mpg": "mile per gallon", "rpm": "revolutions per minute", "revolution per minute": "revolutions per minute",
    "degree celsius": "celsius", "degree fahrenheit": "fahrenheit", "tonne": "metric ton", "hp": "horsepower", "person": "people", "kg": "kilogram",
    "ppb": "parts-per-billion", "year old": "year of age", "year-old": "year of age", "month-old": "month of age", "gb": "gigabyte", "kw": "kilowatt",
    "dimensionless": "-", "number": "-", "": "-", "time": "count", "jpy": "japanese yen",
}  # fmt: skip
SINGULAR: Final = {"women": "woman", "men": "man", "children": "child", "feet": "foot", "inches": "inch"}
Quantity = dict[str, Any]


def unit_of(written: str | None) -> str:
    """A unit in one spelling: singular, lower case, British."""
    words = regex.sub(r"\s+", " ", (written or "-").strip().lower()).split(" ")
    unit = regex.sub(r"\b(\p{L}*(?:met|lit))er\b(?<!perimeter|diameter)", r"\1re", " ".join(map(_singular, words)))
    return SAME.get((written or "").strip().lower(), SAME.get(unit, unit))


def _singular(word: str) -> str:
    if word in SINGULAR:
        return SINGULAR[word]
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    if regex.search(r"(?:ch|sh|x|ss)es$", word):
        return word[:-2]
    return word[:-1] if regex.search(r"[^sui]s$", word) and len(word) > 2 else word


def value_of(written: Any) -> tuple[float, ...]:
    """A number as (12.0,), a range as its two ends."""
    if isinstance(written, str):
        written = written.replace(",", "")
        ends = regex.fullmatch(r"(-?[\d.]+(?:[eE][+-]?\d+)?)\s*-\s*(-?[\d.]+(?:[eE][+-]?\d+)?)", written)
        written = list(ends.groups()) if ends else written
    return tuple(sorted(map(float, written))) if isinstance(written, list) else (float(written),)


def words_of(written: str | list[str] | None) -> frozenset[str]:
    """The words of a concept; '-' is none."""
    words = regex.split(r"[,\s]+", written.strip()) if isinstance(written, str) else written or []
    return frozenset(word.lower() for word in words if word and word != "-") or frozenset("-")


def agreements(gold: Quantity, found: Quantity) -> dict[str, bool]:
    """What of a quantity was found: nothing counts where the value is another."""
    ends = list(zip(gold["value"], found["value"], strict=False))
    value = len(gold["value"]) == len(found["value"]) and all(
        math.isclose(*pair, rel_tol=1e-5, abs_tol=1e-8) for pair in ends
    )
    agree = {
        "value": value,
        "unit": value and gold["unit"] == found["unit"],
        "change": value and gold["change"] == found["change"],
        "concept": value and bool(gold["concept"] & found["concept"]),
    }
    return {**agree, "all": all(agree.values())}


def paired(gold: list[Quantity], found: list[Quantity]) -> list[dict[str, bool]]:
    """The agreements of the best pairing: for each set of predictions that is used up, the best so far."""
    found = found[:MOST]
    best: dict[int, tuple[int, list[dict[str, bool]]]] = {0: (0, [])}
    for quantity in gold:
        after = dict(best)
        for used, (weight, pairs) in best.items():
            for number, prediction in enumerate(found):
                agree = agreements(quantity, prediction)
                if agree["value"] and not used >> number & 1:
                    more = weight + sum(WEIGHTS[level] for level in WEIGHTS if agree[level])
                    key = used | 1 << number
                    if more > after.get(key, (0, []))[0]:
                        after[key] = (more, [*pairs, agree])
        best = after
    return max(best.values(), key=lambda state: state[0])[1]


def main() -> None:
    predictions, target = map(Path, sys.argv[1:3])
    found: dict[str, list[Quantity]] = {}
    for line in predictions.read_text(encoding="utf-8").splitlines():
        sentence = json.loads(line)
        found[sentence["text"]] = [
            {"value": value_of(q["value"]), "unit": unit_of(q["unit"]), "change": q["change"], "concept": words_of(q["concept"])}
            for q in sentence["quantities"]
        ]  # fmt: skip
    right, in_gold, predicted, empty, disturbed = dict.fromkeys(LEVELS, 0), 0, 0, 0, 0
    for sentence in json.loads(target.read_text(encoding="utf-8")):
        gold = [
            {"value": value_of(q["value"]), "unit": unit_of(q["normalized_unit"]), "change": q["change"], "concept": words_of(q["referred_concepts"])}
            for q in sentence["quantities"]
        ]  # fmt: skip
        here = found.get(sentence["text"], [])
        in_gold, predicted = in_gold + len(gold), predicted + len(here)
        empty, disturbed = empty + (not gold), disturbed + (not gold and bool(here))
        for agree in paired(gold, here):
            for level in LEVELS:
                right[level] += agree[level]
    for level in LEVELS:
        precision, recall = right[level] / max(1, predicted), right[level] / max(1, in_gold)
        score = 2 * right[level] / max(1, predicted + in_gold)
        print(f"{level:8} precision {100 * precision:5.1f}  recall {100 * recall:5.1f}  F1 {100 * score:5.1f}")
    print(f"sentences without a quantity in which one is found: {disturbed} of {empty}")


if __name__ == "__main__":
    main()
