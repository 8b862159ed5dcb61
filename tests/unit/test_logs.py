"""Logs of incidents: each heading begins another story, whose people are others."""

from __future__ import annotations

import pytest

LOG = """Kelsham Police Service, 10 January 2026

Breach of the Peace
On Friday police went to a home in Mill Lane. A 32-year-old man was arrested and held until he was sober again.

Robbery
On Friday a woman was robbed in High Street by a stranger. A 39-year-old woman was arrested nearby within minutes.

Arrest Warrants
Over the last 24 hours three people were arrested on warrants that courts in Kelsham had issued.

Fighting
Over the past 24 hours two boys were arrested for fighting in a home, and were held until the morning.
"""


def arrests(parser, text: str) -> list[int]:
    return [int(tally.value) for tally in parser.parse(text).tallies if tally.topic == "arrest"]


def test_people_counted_and_persons_told_in_other_incidents_stand_together(parser):
    assert arrests(parser, LOG) == [7]


def test_persons_of_an_incident_whose_people_are_counted_are_among_them(parser):
    counted = LOG.replace(
        "two boys were arrested for fighting in a home",
        "a 16-year-old boy was arrested for fighting in a home and a 17-year-old boy was arrested too. The two boys were arrested",
    )
    assert arrests(parser, counted) == [7]


@pytest.mark.parametrize("sections", [2, 1])
def test_a_release_with_fewer_headings_tells_one_story(parser, sections: int):
    """Two sections under a standfirst: the persons are those who were counted."""
    blocks = LOG.split("\n\n")
    story = "\n\n".join([blocks[0], *blocks[1 : 1 + sections], "Two people were arrested in all, the police said."])
    assert arrests(parser, story) == [2]


def test_a_person_joined_to_a_count_told_again_is_taken_once(parser):
    """'The two boys and a 17-year-old boy': the boys are those of the incident before, the third is one more."""
    again = "Warrant\nOn Sunday the two boys and a 17-year-old boy were arrested on a warrant in Mill Lane by the same officers.\n"
    release = parser.parse(f"{LOG}\n{again}")
    tally = next(tally for tally in release.tallies if tally.topic == "arrest")
    assert tally.value == 8
    assert len(set(tally.claims)) == len(tally.claims)
