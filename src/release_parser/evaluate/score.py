"""Records against a gold set: precision and recall by kind, attributes, and every error in words.

In: gold releases, and records or a parser. Out: `Scores`, as a table for people or as JSON.

    release-parser evaluate GOLD_FOLDER                  # parses the texts of the gold itself
    release-parser evaluate GOLD_FOLDER records.jsonl    # scores records that are there
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from release_parser.evaluate.claims import score_claims
from release_parser.evaluate.gold import GoldRelease
from release_parser.evaluate.names import NAMED, score_contacts, score_names, score_quotes
from release_parser.evaluate.scores import Scores
from release_parser.evaluate.sums import Relations, score_breakdowns, score_comparisons, score_restated, score_tallies
from release_parser.records import Failure, Release, release_id
from release_parser.records.release import ParserInfo


def score(gold: Iterable[GoldRelease], records: Iterable[Release | Failure]) -> Scores:
    """The figures of these records. They are paired by text, so order and source do not matter.

    A gold release without a record counts as one in which nothing was found, and is listed in `missing`.
    """
    by_text = {record.text.strip(): record for record in records if isinstance(record, Release)}
    scores = Scores()
    for release in gold:
        record = by_text.get(release.text.strip())
        if record is None:
            scores.missing.append(release.name)
            record = Release(
                id=release_id(release.text), text=release.text, parser=ParserInfo(version="none", model="none")
            )
        score_release(scores, release, record)
    return scores


def score_release(scores: Scores, gold: GoldRelease, release: Release) -> None:
    """Add one release to the scores."""
    scores.releases += 1
    # the record's text may lack the edges of the gold's file; offsets are those of the record
    text, lists, name = release.text, gold.lists, gold.name
    claims = lists.get("claims", [])
    if "claims" in lists:
        score_claims(scores, name, text, claims, release)
    if "breakdowns" in lists:
        relations = Relations(text, claims, release)
        score_restated(scores, name, claims, relations)
        score_breakdowns(scores, name, claims, lists["breakdowns"], release, relations)
    if "tallies" in lists:
        score_tallies(scores, name, lists["tallies"], release.tallies)
    if "comparisons" in lists:
        score_comparisons(scores, name, lists["comparisons"], release)
    for kind in NAMED:
        if kind in lists:
            score_names(scores, name, kind, lists[kind], getattr(release, kind))
    if "quotes" in lists:
        score_quotes(scores, name, text, lists["quotes"], release.quotes)
    if "contacts" in lists:
        score_contacts(scores, name, lists["contacts"], release.contacts)


def as_text(scores: Scores, *, errors: bool = False) -> str:
    """The figures as a table, after the errors where these are asked for."""
    lines = list(scores.errors) if errors else []
    lines.append(f"{'':24}{'precision':>10}{'recall':>10}{'F1':>8}{'gold':>7}{'found':>7}")
    for row in scores.rows():
        figure = scores.figure(row)
        lines.append(
            f"{row:24}{figure.precision:10.3f}{figure.recall:10.3f}{figure.f1:8.3f}{figure.gold:7}{figure.found:7}"
        )
    lines += [f"  {name:28}{share:6.3f} of {asked}" for name, (share, asked) in scores.accuracies().items()]
    without = f"; without a record: {', '.join(scores.missing[:5])}" if scores.missing else ""
    more = f" and {len(scores.missing) - 5} more" if len(scores.missing) > 5 else ""
    lines.append(f"{scores.releases} release{'' if scores.releases == 1 else 's'}{without}{more}")
    return "\n".join(lines)


def as_json(scores: Scores, *, errors: bool = False) -> str:
    """The figures as JSON: `figures`, `attributes`, `missing`, and `errors` where these are asked for."""
    content: dict[str, Any] = {
        "figures": {},
        "attributes": {name: {"accuracy": share, "of": asked} for name, (share, asked) in scores.accuracies().items()},
        "missing": scores.missing,
    }
    for row in scores.rows():
        figure = scores.figure(row)
        content["figures"][row] = {
            "precision": figure.precision,
            "recall": figure.recall,
            "f1": figure.f1,
            "gold": figure.gold,
            "predicted": figure.found,
        }
    if errors:
        content["errors"] = list(scores.errors)
    return json.dumps(content, indent=1)
