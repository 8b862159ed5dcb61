"""Predictions on NewsQuant, the gold set of CQE (EMNLP 2023), in the format of its scorer.

    python benchmarks/newsquant.py GOLD.json PREDICTIONS.jsonl

In: the gold file, of which only the sentences are read. Out: one JSON line for each sentence with its quantities.

The grammar is the product's; NewsQuant asks for more than a press release's record does, and for some of it in another form. What is
adapted, all of it here:

- A duration that says when ('over the past two years') is no claim but a period: NewsQuant counts it, so dates mask only what has no
  number and unit of time. So are 'one of the best …' (1) and numbers in compounds ('three-point range').
- 'hundreds' is the range 100 to 1,000, as NewsQuant has it; the record keeps the word.
- 'rose from 21 to 23 mpg' is one range for NewsQuant and two levels for the record.
- 'five times the limit', 'double' and 'twice' are multipliers; NewsQuant has only those in digits, as 'count'.
- A count's unit is the noun that it counts; its concept is who has, does or suffers that. The record calls the noun the entity.
- NewsQuant's text went through a transliteration: 'PS2.7m' was £2.7m and 'Y=590' was ¥590, and is read as that.
- NewsQuant marks the direction of verbs ('fell 3%', 'up 3%'), not of nouns and adjectives ('a 3% drop', '3% lower'), and 'averaged' is about.
- A measure said again in other units in brackets has the bound of the first.
- Money in hundredths ('19 cents') is given as written, and 'p' is 'point', as NewsQuant has it.
- 'bhp', 'pound-feet' and 'basis points' keep the name that is written; the record has pint's.
- Bare years are masked: news writes '2018 sales', where a release would write 'sales in 2018'.
"""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import regex

from release_parser.extract.mentions import QuantityMention
from release_parser.extract.non_quantities import find_non_quantities
from release_parser.lexicon import Unit
from release_parser.link.syntax import NOUNS, Syntax
from release_parser.parser import Parser, Reading
from release_parser.records import Claim, Release
from release_parser.text import Document

# Units whose common name is not pint's name with spaces.
UNITS: Final = {
    "percent": "percentage", "percentage_point": "percentage point", "pound": "pound-mass", "meter ** 2": "square metre", "degree_Celsius": "celsius",
    "degree_Fahrenheit": "fahrenheit", "metric_ton": "metric ton", "part_per_billion": "parts-per-billion", "newton_meter": "newton metre",
    "foot_pound": "foot pound-force", "revolutions_per_minute": "revolutions per minute", "nanogram / gram": "parts-per-billion",
    "newton * meter": "newton metre", "metric_horsepower": "horsepower", "mile / gallon": "mile per gallon", "milliampere_hour": "milliampere-hour",
    "kilometer ** 2": "square kilometre", "meter ** 3": "cubic metre",
}  # fmt: skip
MONEY: Final = {
    "GBP": "pound sterling", "EUR": "euro", "USD": "dollar", "CAD": "canadian dollar", "AUD": "australian dollar", "NZD": "new zealand dollar",
    "HKD": "hong kong dollar", "CHF": "swiss franc", "JPY": "japanese yen", "CNY": "chinese yuan", "INR": "indian rupee", "ZAR": "south african rand",
    "MYR": "malaysian ringgit", "ILS": "shekel", "TRY": "turkish lira", "DKK": "danish krone", "SEK": "swedish krona", "NOK": "norwegian krone",
    "RUB": "russian ruble", "HRK": "croatian kuna", "SGD": "singapore dollar", "KRW": "south korean won", "PLN": "polish zloty", "MXN": "mexican peso",
    "BRL": "brazilian real", "THB": "thai baht", "PHP": "philippine peso", "IDR": "indonesian rupiah", "BTC": "bitcoin",
}  # fmt: skip
CHANGES: Final = {"about": "~", "more_than": ">", "at_least": ">", "less_than": "<", "at_most": "<", "exactly": "="}
TENS: Final = {
    "dozen": 12,
    "score": 20,
    "hundred": 100,
    "thousand": 1000,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
}
FUNCTION_WORDS: Final = frozenset(
    "of the a an and or in on at for to from with by its his her their our which that than as one".split()
)
_GARBLED: Final = regex.compile(r"\b(?:PS|Y=)(?=\d)")
_MINOR: Final = regex.compile(r"(?:^|[\d\s-])(?P<word>cents?|pence|p|penny|pennies|sen|c)$", regex.IGNORECASE)
_WRITTEN: Final = regex.compile(r"basis points?\b|p\.?$")
_NOMINAL: Final = regex.compile(
    r"(?:[ ]point)?[ -](?:\p{Ll}+[ ]){0,2}(?:drop|rise|fall|increase|decrease|decline|reduction|jump|gain|cut|growth|higher|lower|more|less|fewer)\b"
)
_WHEN_BEFORE: Final = regex.compile(
    r"\b(?:in|over|for|within|during|last|past|next|after|every|the)(?:[ ](?:just|about|only|under))?[ ]$",
    regex.IGNORECASE,
)
_WHEN_AFTER: Final = regex.compile(r"[ ](?:ago|later|earlier|before)\b")
_AVERAGED: Final = regex.compile(r"\baverag(?:ed|ing|es)[ ]$", regex.IGNORECASE)
_YEAR: Final = regex.compile(
    r"(?<![\w.,£$€-])(?:19[5-9]\d|20[0-4]\d)(?=[ s’'.,;)]|$)(?![.,]\d|[ ](?:people|men|women))"
)
_TIME_COUNT: Final = regex.compile(
    r"\b(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|twelve|half)\b.*\b(?:second|minute|hour|day|week|month|year|decade)s?\b",
    regex.IGNORECASE,
)
_ONE_OF: Final = regex.compile(r"\bone(?=[ ]of[ ](?:the|his|her|their|its|our)\b)", regex.IGNORECASE)


class NewsParser(Parser):
    """The parser, with the masks that NewsQuant asks for; it keeps the last reading and its syntax."""

    reading: Reading
    syntax: dict[int, Syntax]

    def read(self, document: Document) -> Reading:
        reading = super().read(document)
        page = reading.page
        dates = [
            mention
            for mention in reading.dates
            if not (mention.kind == "relative" and _TIME_COUNT.search(page.text[mention.start : mention.end]))
        ]
        masks = [(contact.start, contact.end) for contact in reading.contacts] + [
            (date.start, date.end) for date in dates
        ]
        masks += [(start, end) for start, end, rule in find_non_quantities(page.text, dates, self.lexicon)]
        masks += [match.span() for match in _YEAR.finditer(page.text)]
        quantities = self._quantities.find(page.text, masks)
        quantities += [
            QuantityMention(match.start(), match.end(), "one_of", match.start(), match.end(), Decimal(1))
            for match in _ONE_OF.finditer(page.text)
        ]
        quantities.sort(key=lambda quantity: quantity.start)
        self.reading = replace(
            reading,
            quantities=quantities,
            sentences=sorted({page.sentence_at(quantity.start) or 0 for quantity in quantities}),
        )
        return self.reading

    def finish(self, reading: Reading, syntax: list[Syntax]) -> Release:
        self.syntax = dict(zip(reading.sentences, syntax, strict=True))
        return super().finish(reading, syntax)

    def quantities(self, text: str) -> list[dict[str, Any]]:
        """The quantities of one sentence."""
        release = self.parse(_GARBLED.sub(lambda match: {"PS": "£", "Y=": "¥"}[match.group()], text))
        found: list[dict[str, Any]] = []
        before: Claim | None = None
        for claim in release.claims:
            quantity = claim.quantity
            if quantity.kind == "multiplier" and not regex.search(r"\d", claim.span.text):
                continue
            entry = self._entry(claim)
            if entry is None:
                continue
            if before is not None and found and _is_span(release.text, before, claim):
                found[-1] |= {
                    "value": [found[-1]["value"], entry["value"]],
                    "unit": entry["unit"] if found[-1]["unit"] in ("-", None) else found[-1]["unit"],
                }
                before = None
                continue
            if (
                before is not None
                and found
                and regex.fullmatch(r"[^(]{0,30}?[ ][(]|[ ]/[ ]", release.text[before.span.end : claim.span.start])
                and entry["change"] == "="
                and before.quantity.unit
                and quantity.unit
            ):
                entry["change"] = found[-1]["change"]
            found.append(entry)
            before = claim
        return found

    def _entry(self, claim: Claim) -> dict[str, Any] | None:
        value = _value(claim)
        if value is None:
            return None
        sentence = self.reading.page.text
        change = {"increase": "up", "decrease": "down"}.get(claim.direction or "") or CHANGES[claim.quantity.bound]
        if change in ("up", "down") and _NOMINAL.match(sentence, claim.span.end):
            change = CHANGES[claim.quantity.bound]
        if change == "=" and _AVERAGED.search(sentence[: claim.span.start]):
            change = "~"
        return {
            "value": value, "unit": self._unit(claim), "change": change, "concept": self._concept(claim),
            "span": [claim.span.start, claim.span.end],
        }  # fmt: skip

    def _unit(self, claim: Claim) -> str:
        quantity = claim.quantity
        entity = [] if claim.measured_entity is None else _noun(claim.measured_entity.text)
        if entity and claim.head and entity[-1].lower().startswith(claim.head[:3].lower()):
            entity[-1] = claim.head
        if quantity.kind == "multiplier":
            return "count"
        if claim.measured_entity is not None and claim.measured_entity.start < claim.span.start:
            entity = []  # 'the index closed at 1,480': what stands before the number is the concept
        text = claim.span.text.lower()
        if quantity.kind == "count" and (written := _WRITTEN.match(" ".join(entity).lower())):
            entity = ["point" if written.group().startswith("p") else written.group()]
        if (
            quantity.kind == "proportion"
            and entity
            and (whole_unit := self.lexicon.typed("units", Unit).find(entity[-1])) is not None
        ):
            return whole_unit.name.replace("_", " ")  # '1/16 of a pint'
        if quantity.kind == "proportion":
            return " ".join(["%", *(entity or ["-"])])
        if quantity.kind == "age":
            return f"{quantity.unit} of age"
        if quantity.kind == "count":
            unit = " ".join(entity) or "-"
        elif quantity.kind == "money":
            minor = _MINOR.search(claim.span.text)
            word = minor["word"].lower() if minor else ""
            unit = (
                "cent"
                if word.startswith("c")
                else "point"
                if word == "p"
                else word or MONEY.get(quantity.unit or "", quantity.unit or "-")
            )
        elif text.endswith("bhp"):
            unit = "brake horsepower"
        elif regex.search(r"pound[ -]f(?:oo|ee)t$", text):
            unit = "pound-foot"
        else:
            unit = UNITS.get(quantity.unit or "", (quantity.unit or "-").replace("_", " "))
        if quantity.per is not None and not quantity.per.lower().startswith(("each", "every")):
            whole = regex.sub(r"^(?:per|an?|each|every)[ -]", "", quantity.per)
            unit += " per " + {
                "sq m": "square metre",
                "sq ft": "square foot",
                "mmBTU": "mega british thermal unit",
            }.get(whole, whole)
        return unit

    def _concept(self, claim: Claim) -> list[str]:
        """What is measured: the entity, unless it is the unit; the nouns that the quantity hangs on; the verb's subject."""
        counted = claim.quantity.kind in ("count", "proportion")
        text = self.reading.page.text
        if (
            claim.quantity.kind == "duration"
            and claim.measured_entity is None
            and (_WHEN_BEFORE.search(text[: claim.span.start]) or _WHEN_AFTER.match(text, claim.span.end))
        ):
            return ["-"]  # 'for three years': when, not what
        words = (
            []
            if claim.measured_entity is None or (counted and claim.measured_entity.start > claim.span.start)
            else _words(claim.measured_entity.text)
        )
        syntax = next(
            (s for s in self.syntax.values() if s.starts and s.starts[0] <= claim.span.start < s.ends[-1]), None
        )
        if syntax is not None:
            own = {i for i in range(len(syntax)) if claim.span.start <= syntax.starts[i] < claim.span.end}
            if counted and claim.measured_entity is not None and claim.measured_entity.start > claim.span.start:
                own |= {
                    i
                    for i in range(len(syntax))
                    if claim.measured_entity.start <= syntax.starts[i] < claim.measured_entity.end
                }
            words += [word for word in _governors(syntax, syntax.at(claim.span.end - 1), own) if word not in words]
            if not words and not counted:
                words = _nearest(syntax, min(own, default=0), own)
        return words or ["-"]


def _value(claim: Claim) -> float | list[float] | None:
    quantity = claim.quantity
    if quantity.vague is not None:
        words = quantity.vague.split()
        scales = [TENS[word.removesuffix("s")] for word in words if word.removesuffix("s") in TENS]
        if not scales:
            return None
        low = scales[-1] * (10 if words[0] == "tens" else 1)
        for scale in scales[:-1]:
            low *= scale
        return [float(low), float(low * 10)]
    if quantity.value is None:
        return None
    scale = 100 if quantity.kind == "money" and _MINOR.search(claim.span.text) else 1
    if quantity.upper is not None:
        return [float(quantity.value * scale), float(quantity.upper * scale)]
    return float(quantity.value * scale)


def _is_span(text: str, low: Claim, high: Claim) -> bool:
    """'from 21 mpg to 23': two levels of one thing."""
    return (
        low.quantity.upper is None and high.quantity.upper is None and (low.quantity.kind == high.quantity.kind or None in (low.quantity.unit, high.quantity.unit))
        and regex.search(r"\bfrom[ ](?:about[ ]|around[ ])?$", text[: low.span.start]) is not None
        and regex.fullmatch(r"(?:[^.;,]|[.]\d){0,40}?[ ](?:up[ ]|down[ ])?to[ ]", text[low.span.end : high.span.start]) is not None
    )  # fmt: skip


def _noun(text: str) -> list[str]:
    """The counted noun without its 'of' phrase, superlatives as NewsQuant's lemmatiser leaves them."""
    words = _words(regex.split(r"[ ]of[ ]", text)[0])
    return [
        {"best": "good", "worst": "bad"}.get(word, regex.sub(r"(?<=\p{L}{4})i?est$", "", word))
        for word in words
        if word not in ("most", "least")
    ]


def _words(text: str) -> list[str]:
    return [word for word in regex.findall(r"[\p{L}\d][\p{L}\d’'./&-]*+", text) if word.lower() not in FUNCTION_WORDS]


def _governors(syntax: Syntax, token: int, own: set[int]) -> list[str]:
    """The content words of the nouns that a quantity hangs on, up to its verb, and of the verb's subject and object."""
    words: list[str] = []
    node = min(token, len(syntax) - 1)
    for _ in range(20):
        parent = syntax.heads[node]
        if syntax.pos[node] in ("VERB", "AUX") and node not in own:
            children = [i for i in range(len(syntax)) if syntax.heads[i] == node and i != node]
            subject = next((i for i in children if syntax.deps[i] in ("nsubj", "nsubjpass")), None)
            if subject is not None and own & set(_inside(syntax, subject)):
                break  # 'two men were …': the quantity is the subject
            for i in children:
                if syntax.deps[i] == "dobj" and syntax.pos[i] in NOUNS and not own & set(_inside(syntax, i)):
                    words += _names(syntax, i)
            if syntax.deps[node] == "relcl" and (subject is None or syntax.tags[subject] in ("WDT", "WP")):
                return words + _names(syntax, parent)  # 'a firm which has 30 users'
            if subject is not None and syntax.pos[subject] not in ("PRON", "DET", "NUM"):
                return words + _names(syntax, subject)
            if subject is not None and syntax.lower(subject) in ("i", "we", "you", "there", "one"):
                break
        elif syntax.pos[node] in NOUNS and node not in own:
            words += _names(syntax, node, own)
        if parent == node:
            break
        node = parent
    return words


def _names(syntax: Syntax, top: int, own: set[int] | frozenset[int] = frozenset()) -> list[str]:
    inside = [i for i in _inside(syntax, top) if i not in own and syntax.pos[i] in (*NOUNS, "ADJ", "X")]
    pieces = []
    for i in inside:  # 'Anne-Marie' is one word here
        glue = (
            "-"
            if i - 2 in inside and syntax.words[i - 1] == "-" and syntax.starts[i] - syntax.ends[i - 2] == 1
            else " "
        )
        pieces.append(glue + syntax.words[i])
    return _words("".join(pieces))


def _nearest(syntax: Syntax, first: int, own: set[int]) -> list[str]:
    """The nearest noun before the quantity, with what belongs to it."""
    at = next((i for i in range(first - 1, -1, -1) if syntax.pos[i] in NOUNS and i not in own), None)
    return [] if at is None else _names(syntax, at, own)


def _inside(syntax: Syntax, top: int) -> list[int]:
    """The tokens of a phrase, without clauses and appositions that hang on it."""
    return [i for i in range(len(syntax)) if _under(syntax, i, top)]


def _under(syntax: Syntax, index: int, top: int) -> bool:
    for _ in range(12):
        if index == top:
            return True
        if syntax.heads[index] == index or syntax.deps[index] in ("relcl", "appos", "acl", "conj"):
            return False
        index = syntax.heads[index]
    return False


def main() -> None:
    gold, target = map(Path, sys.argv[1:3])
    parser = NewsParser()
    with target.open("w", encoding="utf-8") as lines:
        for sentence in json.loads(gold.read_text(encoding="utf-8")):
            entries = parser.quantities(sentence["text"])
            lines.write(
                json.dumps(
                    {"id": sentence.get("id"), "text": sentence["text"], "quantities": entries}, ensure_ascii=False
                )
                + "\n"
            )


if __name__ == "__main__":
    main()
