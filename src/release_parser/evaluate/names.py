"""Compares operations, units, people, quotes and contacts with the gold annotations.

Names are the same if they differ only in capitals, articles and kinds of apostrophe. A quote is right where all its spans are, except marks
and commas at their ends. A contact is right by its value; a reference may be given with or without its date.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from release_parser.evaluate.gold import Item, choices, locate
from release_parser.evaluate.matching import fold, trim
from release_parser.evaluate.scores import Scores
from release_parser.records import Contact, Named, Quote

NAMED: dict[str, tuple[str, tuple[str, ...]]] = {
    "operations": ("operations", ()),
    "police_units": ("police units", ("acronym",)),
    "people": ("people", ("rank", "role")),
}
"""List of the record -> row of the report, and the attributes that are judged."""


def score_names(scores: Scores, name: str, kind: str, gold: list[Item], found: Sequence[Named]) -> None:
    """Count the names of one kind, and judge the attributes of those that are right."""
    row, attributes = NAMED[kind]
    spellings = {
        fold(spelling): place for place, item in enumerate(gold) for spelling in (item["name"], *item.get("or", ()))
    }
    scores.count(row, gold=sum(not item.get("optional") for item in gold))
    taken: set[int] = set()
    for named in found:
        place = spellings.get(fold(named.name))
        if place is None or place in taken:
            scores.count(row, found=1)
            scores.errors.append(f"{name}: {row} not in gold: {named.name!r}")
            continue
        taken.add(place)
        if not gold[place].get("optional"):
            scores.count(row, found=1, hit=1)
            _score_attributes(scores, name, row, attributes, gold[place], named)
    for place, item in enumerate(gold):
        if place not in taken and not item.get("optional"):
            scores.errors.append(f"{name}: {row} missed: {item['name']!r}")


def _score_attributes(
    scores: Scores, name: str, row: str, attributes: tuple[str, ...], item: Item, named: Named
) -> None:
    """Score the attributes of a name that was found."""
    for attribute in attributes:
        if attribute in item:
            have = getattr(named, attribute)
            right = fold(have) in {fold(option) for option in choices(item[attribute])}
            if not scores.attribute(f"{row} {attribute}", right=right):
                scores.errors.append(
                    f"{name}: {row} {item['name']!r}: {attribute} is {have!r}, not {item[attribute]!r}"
                )


def score_quotes(scores: Scores, name: str, text: str, gold: list[Item], found: Sequence[Quote]) -> None:
    """Count the quotes, alone and with their speakers, and judge speakers and cues of those that are right."""
    rows = ("quotes", "quotes with speaker")
    want = {tuple(trim(text, locate(text, span)) for span in item["spans"]): item for item in gold}
    optional = {spans for spans, item in want.items() if item.get("optional")}
    for row in rows:
        scores.count(row, gold=len(gold) - sum(bool(item.get("optional")) for item in gold))
    for quote in found:
        spans = tuple(trim(text, (span.start, span.end)) for span in quote.spans)
        item = want.pop(spans, None)
        if spans in optional:
            continue
        for row in rows:
            scores.count(row, found=1)
        if item is None:
            scores.errors.append(f"{name}: quote not in gold: {quote.content[:90]!r} ({len(spans)} spans)")
            continue
        scores.count("quotes", hit=1)
        scores.count("quotes with speaker", hit=_score_speaker(scores, name, item, quote))
    scores.errors += [
        f"{name}: quote missed: {item['spans'][0]['text'][:90]!r} ({len(spans)} spans)"
        for spans, item in want.items()
        if spans not in optional
    ]


def _score_speaker(scores: Scores, name: str, item: Item, quote: Quote) -> bool:
    """Score speaker and cue of a quote, and return whether the speaker is right."""
    speaker = quote.speaker.person if quote.speaker else None
    right = fold(speaker) in {fold(option) for option in choices(item["speaker"])}
    scores.attribute("quote speaker", right=right)
    if not right:
        scores.errors.append(f"{name}: quote {quote.content[:60]!r}: speaker {speaker!r}, not {item['speaker']!r}")
    if "cue" in item:
        cue = fold(quote.cue.text if quote.cue else None)
        scores.attribute("quote cue", right=cue in {fold(option) for option in choices(item["cue"])})
    return right


def _squeezed(value: str) -> str:
    """A contact without spaces, brackets, hyphens and the beginning of a web address."""
    plain = re.sub(r"[\s().,\u2010-\u2015-]", "", value).casefold()
    return plain.removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")


def _same_contact(item: Item, value: str) -> bool:
    """Whether a contact's value is the annotated one."""
    want = _squeezed(item["value"])
    loose = item.get("kind") == "reference" and sum(map(str.isdigit, value)) > 1
    return want == value or (loose and (want.startswith(value) or value.startswith(want)))


def score_contacts(scores: Scores, name: str, gold: list[Item], found: Sequence[Contact]) -> None:
    """Count the contacts by their values, each value once."""
    have = list(dict.fromkeys(_squeezed(contact.value) for contact in found))
    for item in {_squeezed(item["value"]): item for item in gold}.values():
        required = not item.get("optional")
        hit = next((value for value in have if _same_contact(item, value)), None)
        scores.count("contacts", gold=required)
        if hit is not None:
            have.remove(hit)
            scores.count("contacts", found=required, hit=required)
        elif required:
            scores.errors.append(f"{name}: contacts missed: {item['value']!r}")
    scores.count("contacts", found=len(have))
    scores.errors += [f"{name}: contacts not in gold: {value!r}" for value in have]
