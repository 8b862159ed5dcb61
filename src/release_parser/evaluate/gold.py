"""Gold sets: releases with what a person found in them, with which the parser's records are compared.

In: a folder of pairs NAME.txt (one release, UTF-8) and NAME.gold.json. Out: `GoldRelease`s that were checked: every annotation stands in
its text, and every reference to a claim has one. docs/evaluation.md describes the format and how to annotate.

>>> locate("Two men and two women", {"text": "two", "context": "two women"})
(12, 15)
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from release_parser.errors import InputError
from release_parser.records import Bound, Direction, Kind
from release_parser.tables.generate import ITEMS

Item = dict[str, Any]
"""One annotation, as it stands in the file."""
LISTS = tuple(ITEMS)
"""What may be annotated. A list that the file does not have is not scored; an empty one says that nothing is there."""
_FIELDS = {
    "claims": "text context nth value upper bound kind unit per vague head direction predicate operations quoted period topic "
    "actor place restates optional",
    "comparisons": "current baseline change restated optional",
    "breakdowns": "total parts complete optional",
    "tallies": "topic thing unit value upper bound period optional",
    "operations": "name or optional",
    "police_units": "name or acronym optional",
    "people": "name or rank role organisation optional",
    "quotes": "spans speaker cue optional",
    "contacts": "kind value optional",
}
_WORDS = {"kind": get_args(Kind), "bound": get_args(Bound), "direction": (*get_args(Direction), None)}


@dataclass(frozen=True, slots=True)
class GoldRelease:
    """A release and its annotation. `lists` has the annotated lists by name."""

    name: str
    text: str
    lists: dict[str, list[Item]]


def choices(value: Any) -> list[Any]:
    """An annotated value as the list of all values that are right; a list in the annotation holds alternatives."""
    return value if isinstance(value, list) else [value]


def locate(text: str, item: Item) -> tuple[int, int]:
    """The start and end of `item["text"]` in the text: inside the only occurrence of `item["context"]`, or inside its `nth`, counted from 0.

    Raises `ValueError` where the context does not occur, or occurs several times and no `nth` is given.
    """
    context = item.get("context") or item["text"]
    count = text.count(context)
    nth = item.get("nth", 0)
    if count == 0:
        raise ValueError(f"{context!r} is not in the text")
    if count > 1 and "nth" not in item:
        raise ValueError(f"{context!r} stands {count} times in the text: give a longer context, or nth")
    at = -1
    for _ in range(nth + 1):
        at = text.find(context, at + 1)
        if at < 0:
            raise ValueError(f"{context!r} stands {count} times in the text, so there is no nth {nth}")
    inner = context.find(item["text"])
    if inner < 0:
        raise ValueError(f"{item['text']!r} is not in its context {context!r}")
    return at + inner, at + inner + len(item["text"])


def read_gold(folder: str | Path) -> Iterator[GoldRelease]:
    """The gold releases of a folder, by name.

    Raises `InputError` for a folder without any, a missing text, invalid JSON, and wrong annotations.
    """
    paths = sorted(Path(folder).glob("*.gold.json"))
    if not Path(folder).exists():
        raise InputError(f"{folder}: there is no such folder; name one with pairs NAME.txt and NAME.gold.json")
    if not paths:
        raise InputError(f"{folder} has no gold: it needs pairs NAME.txt and NAME.gold.json")
    for path in paths:
        yield _read(path)


def _read(path: Path) -> GoldRelease:
    """One gold release."""
    name = path.name.removesuffix(".gold.json")
    text_path = path.with_name(f"{name}.txt")
    try:
        text = text_path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        raise InputError(f"{path} has no text beside it: write the release into {text_path.name}") from None
    except UnicodeDecodeError as error:
        raise InputError(f"{text_path} is not UTF-8: byte {error.start} cannot be read; save it as UTF-8") from None
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise InputError(f"{path} is not JSON: {error}") from None
    if not isinstance(content, dict) or not all(isinstance(content.get(key, []), list) for key in LISTS):
        raise InputError(f"{path} is not an annotation: it needs an object with lists such as claims and quotes")
    lists = {key: content[key] for key in LISTS if key in content}
    faults = list(_faults(text, lists))
    if faults:
        more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
        raise InputError(f"{path}: {faults[0]}{more}")
    return GoldRelease(name, text, lists)


def _faults(text: str, lists: dict[str, list[Any]]) -> Iterator[str]:
    """What is wrong with an annotation, one sentence for each fault."""
    for name, items in lists.items():
        known = set(_FIELDS[name].split())
        for number, item in enumerate(items):
            where = f"{name}[{number}]"
            if not isinstance(item, dict):
                yield f"{where} is no object"
                continue
            if unknown := sorted(item.keys() - known):
                yield f"{where} has the unknown field {unknown[0]!r}; there are {', '.join(sorted(known))}"
            stretches = item.get("spans", []) if name == "quotes" else [item] if name == "claims" else []
            yield from _stretch_faults(text, where, stretches)
            yield from _value_faults(where, item, len(lists.get("claims", [])))


def _stretch_faults(text: str, where: str, stretches: list[Item]) -> Iterator[str]:
    """The faults of spans that do not stand in the text."""
    for stretch in stretches:
        try:
            locate(text, stretch)
        except (ValueError, KeyError) as error:
            yield f"{where}: {error}" if isinstance(error, ValueError) else f"{where} has no {error}"


def _value_faults(where: str, item: Item, claims: int) -> Iterator[str]:
    """The faults of values that no field may have."""
    for field, allowed in _WORDS.items():
        for value in choices(item.get(field, allowed[0])):
            if value not in allowed and not (field == "kind" and where.startswith("contacts")):
                yield f"{where}: {field} is {value!r}; it is one of {', '.join(str(word) for word in allowed)}"
    numbers = [*choices(item.get("restates")), item.get("total"), *item.get("parts", [])]
    for number in numbers:
        if number is not None and not (isinstance(number, int) and 0 <= number < claims):
            yield f"{where} names claim {number!r}; claims are numbered from 0 to {claims - 1}"
