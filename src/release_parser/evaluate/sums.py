"""Compares restated claims, totals with their parts, tallies and comparisons with the gold annotations.

A breakdown is scored link by link: this claim is a part of that total, whichever mention of either was taken. A tally is right where topic,
unit and value are; masses may be in any unit.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from release_parser.evaluate.gold import Item, choices, locate
from release_parser.evaluate.matching import fold, number, pair_claims
from release_parser.evaluate.scores import Scores
from release_parser.measures import mass_in_grams
from release_parser.records import Release, Tally


class Relations:
    """The claims of one release in the gold and in the record, with the first mention of each annotated fact."""

    def __init__(self, text: str, gold: list[Item], release: Release) -> None:
        self.pairs = pair_claims([(item, locate(text, item)) for item in gold], release.claims)
        self.place_of = {claim.id: place for place, claim in self.pairs}
        self._first = [
            next((other for other in choices(item.get("restates")) if other is not None), None) for item in gold
        ]

    def root(self, place: int) -> int:
        """The first mention of the fact that an annotated claim states."""
        for _ in self._first:
            first = self._first[place]
            if first is None:
                break
            place = first
        return place

    def of(self, claim_id: str) -> int | str:
        """The annotated claim that belongs to a found one, or the id of the found one where the gold does not have it."""
        place = self.place_of.get(claim_id)
        return claim_id if place is None else self.root(place)


def score_restated(scores: Scores, name: str, gold: list[Item], relations: Relations) -> None:
    """Count the claims that repeat what the release said before."""
    for place, claim in relations.pairs:
        item = gold[place]
        if "restates" not in item or item.get("optional"):
            continue
        options = choices(item["restates"])
        required = None not in options
        scores.count("restates", gold=required)
        if claim.restates is None:
            if required:
                scores.errors.append(f"{name}: {item['text']!r} restates claim {options} of the gold: missed")
            continue
        wanted = {relations.root(option) for option in options if option is not None}
        right = relations.of(claim.restates) in wanted
        if right and not required:
            continue
        scores.count("restates", found=1, hit=right)
        if not right:
            scores.errors.append(f"{name}: {item['text']!r} restates {claim.restates}: not in gold ({options})")


def score_breakdowns(
    scores: Scores, name: str, gold: list[Item], breakdowns: list[Item], release: Release, relations: Relations
) -> None:
    """Count the links between totals and parts."""
    want = {
        (relations.root(breakdown["total"]), relations.root(part)): breakdown
        for breakdown in breakdowns
        for part in breakdown["parts"]
    }
    have = {
        (relations.of(breakdown.total), relations.of(part))
        for breakdown in release.breakdowns
        for part in breakdown.parts
    }
    optional = {
        link
        for link, breakdown in want.items()
        if breakdown.get("optional") or any(gold[place].get("optional") for place in link)
    }
    scores.count(
        "breakdowns",
        gold=len(want.keys() - optional),
        found=len(have - optional),
        hit=len((have & want.keys()) - optional),
    )
    for total, part in sorted(want.keys() - optional - have):
        scores.errors.append(f"{name}: breakdown missed: {gold[part]['text']!r} is a part of {gold[total]['text']!r}")
    for link in sorted(have - want.keys(), key=str):
        shown = [gold[each]["text"] if isinstance(each, int) else each for each in link]
        scores.errors.append(f"{name}: breakdown not in gold: {shown[1]!r} a part of {shown[0]!r}")


def _plain(value: Any, unit: str | None) -> tuple[Decimal | None, str | None]:
    """A value with its unit; masses in grams."""
    amount = number(value)
    grams = None if amount is None else mass_in_grams(amount, unit)
    return (amount, unit or None) if grams is None else (grams.quantize(Decimal("0.1")), "gram")


def score_tallies(scores: Scores, name: str, gold: list[Item], found: Iterable[Tally]) -> None:
    """Count the tallies; the row `tally arrests of a release` counts releases whose arrests are all right, with none too many."""
    left = [(tally.topic, *_plain(tally.value, tally.unit)) for tally in found]
    arrests: list[bool] = []
    for item in sorted(gold, key=lambda item: bool(item.get("optional"))):
        wanted = {
            (topic, *_plain(value, unit))
            for topic in choices(item["topic"])
            for value in choices(item["value"])
            for unit in choices(item.get("unit"))
        }
        hit = next((tally for tally in left if tally in wanted), None)
        if hit is not None:
            left.remove(hit)
        if item.get("optional"):
            continue
        scores.count("tallies", gold=1, found=hit is not None, hit=hit is not None)
        if hit is None:
            scores.errors.append(
                f"{name}: tally missed: {item['topic']} {item.get('thing')} {item['value']} {item.get('unit') or ''}"
            )
        if "arrest" in choices(item["topic"]):
            arrests.append(hit is not None)
    scores.count("tallies", found=len(left))
    scores.errors += [f"{name}: tally not in gold: {topic} {value} {unit or ''}" for topic, value, unit in left]
    if arrests:
        more = any(topic == "arrest" for topic, _, _ in left)
        scores.attribute("tally arrests of a release", right=all(arrests) and not more)


def score_comparisons(scores: Scores, name: str, gold: list[Item], release: Release) -> None:
    """Count the comparisons, identified by the words of their two levels and their change."""
    spans = {claim.id: claim.span.text for claim in release.claims}
    have = Counter(
        (fold(spans.get(each.current or "")), fold(spans.get(each.baseline or "")), fold(spans.get(each.change or "")))
        for each in release.comparisons
    )
    want: Counter[tuple[str, str, str]] = Counter()
    for item in gold:
        sides = (fold(item.get("current")), fold(item.get("baseline")), fold(item.get("change")))
        if item.get("optional"):
            have.pop(sides, None)
        else:
            want[sides] += 1
    scores.count("comparisons", gold=want.total(), found=have.total(), hit=(want & have).total())
    scores.errors += [f"{name}: comparison missed: {sides}" for sides in want - have]
    scores.errors += [f"{name}: comparison not in gold: {sides}" for sides in have - want]
