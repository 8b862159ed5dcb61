"""Compares claims, their attributes and their context with the gold annotations.

A claim is found where its span overlaps the annotated one and its value is right; *strict* also asks for unit, kind, bound, direction and
head. Actor, place and period are scored separately: where the gold accepts none as well, finding nothing and finding another accepted value
both cost nothing. Optional annotations cost nothing either way.
"""

from __future__ import annotations

from typing import Any

from release_parser.evaluate.gold import Item, choices, locate
from release_parser.evaluate.matching import fold, pair_claims, same_number, same_words
from release_parser.evaluate.scores import Scores
from release_parser.records import Claim, Release


def score_claims(scores: Scores, name: str, text: str, gold: list[Item], release: Release) -> None:
    """Count the claims of a release."""
    pairs = pair_claims([(item, locate(text, item)) for item in gold], release.claims)
    optional = {place for place, item in enumerate(gold) if item.get("optional")}
    free = {claim.id for place, claim in pairs if place in optional}
    for row in ("claims", "claims, strict"):
        scores.count(row, gold=len(gold) - len(optional), found=len(release.claims) - len(free))
    right_gold, right_found = set(optional), set(free)
    for place, claim in pairs:
        if place in optional or not _same_value(gold[place], claim):
            continue
        right_gold.add(place)
        right_found.add(claim.id)
        _score_found(scores, name, gold[place], claim)
    for place, item in enumerate(gold):
        if place not in right_gold:
            scores.errors.append(f"{name}: claim missed: {_shown(item)} (value {item.get('value')})")
    for claim in release.claims:
        if claim.id not in right_found:
            scores.errors.append(
                f"{name}: claim not in gold, or value wrong: {claim.span.text!r} = {claim.quantity.value} "
                f"{claim.quantity.unit or ''} in {claim.sentence.text[:110]!r}"
            )


def _shown(item: Item) -> str:
    """The words of an annotation, with the longer words around them where it gives some."""
    return f"{item['text']!r} in {item['context']!r}" if "context" in item else repr(item["text"])


def _same_value(item: Item, claim: Claim) -> bool:
    """Whether a claim has the annotated value."""
    quantity = claim.quantity
    return (
        any(same_number(quantity.value, value) for value in choices(item.get("value")))
        and any(same_number(quantity.upper, value) for value in choices(item.get("upper")))
        and (not item.get("vague") or quantity.vague is not None)
    )


def _score_found(scores: Scores, name: str, item: Item, claim: Claim) -> None:
    """Score the attributes of a claim that was found."""
    strict = _strict_checks(item, claim)
    further = _further_checks(item, claim)
    scores.count("claims", hit=1)
    scores.count("claims, strict", hit=all(strict.values()))
    for field in ("actor", "place", "period"):
        if field in item:
            _score_context(scores, name, field, item, claim)
    wrong = [
        field for field, right in {**strict, **further}.items() if not scores.attribute(f"claim {field}", right=right)
    ]
    if wrong:
        have = {field: _value(claim, field) for field in wrong if field != "quoted"}
        scores.errors.append(f"{name}: claim {_shown(item)}: wrong {', '.join(wrong)}: {have}")


def _strict_checks(item: Item, claim: Claim) -> dict[str, bool]:
    """Which of the strict attributes are right."""
    quantity = claim.quantity
    checks = {
        "unit": quantity.unit in choices(item.get("unit")),
        "kind": quantity.kind in choices(item.get("kind")),
        "bound": quantity.bound in choices(item.get("bound", "exactly")),
        "direction": claim.direction in choices(item.get("direction")),
    }
    if "head" in item:
        heads = choices(item["head"])
        checks["head"] = fold(claim.head) in {fold(head) for head in heads} or (None in heads and not claim.head)
    return checks


def _further_checks(item: Item, claim: Claim) -> dict[str, bool]:
    """Which of the other annotated attributes are right."""
    checks: dict[str, bool] = {}
    if "predicate" in item:
        checks["predicate"] = claim.predicate in choices(item["predicate"])
    if "operations" in item:
        checks["operations"] = {fold(each) for each in claim.operations} == {fold(each) for each in item["operations"]}
    if "quoted" in item:
        checks["quoted"] = (claim.quote is not None) == bool(item["quoted"])
    if "topic" in item:
        checks["topic"] = claim.topic in choices(item["topic"])
    return checks


def _value(claim: Claim, field: str) -> Any:
    """The value of a field, for messages."""
    value = getattr(claim.quantity if field in ("unit", "kind", "bound") else claim, field)
    return list(value) if isinstance(value, tuple) else value


def _score_context(scores: Scores, name: str, field: str, item: Item, claim: Claim) -> None:
    """Score actor, place or period of one claim."""
    options = choices(item[field])
    wanted = [option for option in options if option is not None]
    required = None not in options
    scores.count(field, gold=required)
    have = getattr(claim, field)
    if have is None:
        if required:
            scores.errors.append(f"{name}: {field} missed: {wanted[0]!r} of {item['text']!r}")
        return
    if field == "period":
        dates = tuple(day and day.isoformat() for day in (have.start, have.end))
        right = any(dates == (option.get("start"), option.get("end")) for option in wanted)
        shown: Any = (have.span.text, *dates)
    else:
        right = any(same_words(have.text, option) for option in wanted)
        shown = have.text
    if right and not required:
        return
    scores.count(field, found=1, hit=right)
    if not right:
        scores.errors.append(f"{name}: {field} of {item['text']!r} is {shown!r}, not {options}")
