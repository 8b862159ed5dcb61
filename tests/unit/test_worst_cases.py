"""Texts that were made to hurt: the work and the record grow with the text and not with its square."""

from __future__ import annotations

import pytest

import release_parser as rp
from patience import never_hangs
from release_parser.build import LONGEST_SENTENCE

HOSTILE = {
    "a name without end": lambda size: "Operation " + "A" * size,
    "a name of names": lambda size: "Operation Heron " * (size // 16),
    "operations each a letter longer": lambda size: " ".join(
        f"Operation {'A' * n} ran." for n in range(2, min(size // 20, 200))
    ),
    "lines of one word": lambda size: "word\n" * (size // 5),
    "lines of a marker": lambda size: "Op\n" * (size // 3),
    "lines of a time": lambda size: "1pm \n" * (size // 5),
    "rows": lambda size: "| North | 34 | 12 |\n" * (size // 20),
    "a sentence of numbers": lambda size: "They seized " + "12 knives, " * (size // 11),
    "closing marks": lambda size: "." + "”" * size,
    "stars": lambda size: "*a" * (size // 2),
    "digits": lambda size: "1" * size,
    "commas and digits": lambda size: "1," * (size // 2),
    "quotation marks": lambda size: "“a " * (size // 3),
    "capitals": lambda size: "Al " * (size // 3),
    "ranks": lambda size: "Sergeant " * (size // 9),
    "brackets": lambda size: "(34) " * (size // 5),
    "ampersands": lambda size: "&amp;" * (size // 5),
    "at signs": lambda size: "a@" * (size // 2),
    "slashes": lambda size: "http://" * (size // 7),
}


@pytest.mark.parametrize("make", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_text_comes_to_an_end(make):
    with never_hangs():
        release = rp.parse(make(10_000))
    assert len(release.model_dump_json()) < 10_000 * 1000


def test_a_claim_of_a_sentence_without_end_shows_what_stands_around_it():
    text = "They seized " + "12 knives, " * 1000
    claims = rp.parse(text).claims
    assert len(claims) == 1000
    for claim in claims:
        assert claim.sentence.start <= claim.span.start < claim.span.end <= claim.sentence.end
        assert len(claim.sentence.text) <= LONGEST_SENTENCE


def test_a_long_sentence_of_prose_stands_whole():
    text = f"Officers {'who walked along the quay ' * 50}made 34 arrests."
    assert rp.parse(text).claims[0].sentence.text == text
