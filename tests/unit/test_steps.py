"""Who was arrested and charged is counted under both, and nobody under what the release does not tell."""

from __future__ import annotations

import pytest

BOTH = [
    "Two men were arrested and charged with fraud.",
    "Three charged in Kelsham\n\nAs a result, investigators arrested and charged three people.",
    "KELSHAM – A 41-year-old woman was arrested on Nov. 9, 2023, and charged over two thefts.",
    "Officers caught the suspect and arrested him. A 25-year-old Kelsham man is charged with arson.",
    "The suspect was seen by a bus stop and arrested.\nAs a result, a 36-year-old Kelsham woman was charged.",
    "A 40-year-old Kelsham man faces several charges. He was arrested on Monday.",
]


@pytest.mark.parametrize("text", BOTH)
def test_both_steps_are_told(parser, text):
    tallies = {tally.topic: tally.value for tally in parser.parse(text).tallies}
    assert tallies["arrest"] == tallies["charge"]


CHARGED_ONLY = [
    "A woman was arrested in Thorn. A 25-year-old man has been charged with assault.",
    "Officers arrested a man of 40 in Thorn. A 25-year-old man has been charged with assault.",
    "A man could be arrested for that. A 25-year-old man has been charged with assault.",
    "A man was arrested in Thorn.\n\nRoads were busy.\n\nA 25-year-old man has been charged with assault in Ely.",
]


@pytest.mark.parametrize("text", CHARGED_ONLY)
def test_another_person_s_arrest_is_not_theirs(parser, text):
    ages = {claim.id: claim.quantity.value for claim in parser.parse(text).claims if claim.quantity.kind == "age"}
    arrested = [
        ages.get(claim) for tally in parser.parse(text).tallies if tally.topic == "arrest" for claim in tally.claims
    ]
    assert 25 not in arrested
