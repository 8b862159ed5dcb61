"""Real releases, where the machine has them: not part of the repository, so the tests skip without them.

Set RELEASE_PARSER_SHARED to the folder that holds `gold/`.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from release_parser.records import Claim, Release, spans_of

SHARED = Path(os.environ.get("RELEASE_PARSER_SHARED") or Path(__file__).parents[3] / "shared")
GOLD = SHARED / "gold"
METROPOLITAN = GOLD / "met-2021-violence.txt"

pytestmark = pytest.mark.skipif(
    not METROPOLITAN.is_file(), reason="the real releases are not on this machine (RELEASE_PARSER_SHARED)"
)


@pytest.fixture(scope="module")
def release(parser) -> Release:
    """The Metropolitan Police's release of January 2021."""
    return parser.parse(METROPOLITAN.read_text(encoding="utf-8"), published=None)


def claims(release: Release, text: str) -> list[Claim]:
    return [claim for claim in release.claims if claim.span.text == text]


def test_two_years_of_homicides_and_their_fall_are_one_comparison_that_holds(release):
    (now,), (before,), (change,) = (claims(release, text) for text in ("126", "150", "16 per cent"))
    found = [c for c in release.comparisons if c.current == now.id]
    assert [(c.baseline, c.change, c.direction, c.consistent) for c in found] == [
        (before.id, change.id, "decrease", True)
    ]
    assert [claim.head for claim in (now, before)] == ["homicide", "homicide"]


def test_three_operations_are_credited_with_each_of_three_results(release):
    assert [operation.name for operation in release.operations] == ["Winter Nights", "Sceptre", "Pandilla"]
    results = [*claims(release, "more than 3,810"), *claims(release, "930"), *claims(release, "60")]
    assert [(claim.predicate, claim.operations) for claim in results] == [
        (verb, ("Winter Nights", "Sceptre", "Pandilla")) for verb in ("arrest", "seize", "refer")
    ]


def test_quotes_over_paragraphs_are_one_each(release):
    assert [(quote.speaker and quote.speaker.person, len(quote.spans)) for quote in release.quotes] == [
        ("Jane Connors", 5),
        ("Sadiq Khan", 3),
    ]


def test_every_real_release_is_grounded_and_whole(parser):
    for path in sorted(GOLD.glob("*.txt")):
        text = path.read_bytes().decode("utf-8")
        record = parser.parse(text)
        assert record.text == text
        assert all(text[span.start : span.end] == span.text for span in spans_of(record)), path.name
