"""Who did it: a person, group or body that acts; never what is counted, a number or a thing."""

from __future__ import annotations

import pytest

from release_parser.evaluate.marked import check_marked
from release_parser.link.context.actors import ACTORS


@pytest.mark.parametrize("sentence", [sentence for rule in ACTORS for sentence in rule.finds])
def test_rule_finds(parser, sentence):
    assert check_marked(parser, sentence) == []


def actors(parser, text: str) -> list[str | None]:
    return [claim.actor.text if claim.actor else None for claim in parser.parse(text).claims]


def test_an_item_of_a_list_takes_the_actor_of_its_introduction(parser):
    assert actors(parser, "Officers seized:\n\n- four phones\n- six cars\n") == ["Officers", "Officers"]
    assert (
        actors(parser, "Last week Kelsham Police:\n\n- Issued 59 fines.\n- Made 12 arrests.\n")
        == ["Kelsham Police"] * 2
    )
    assert actors(parser, "The week resulted in:\n\n- four arrests\n- six cars seized\n") == [None, None]


@pytest.mark.parametrize(
    "text",
    [
        "The number of arrests rose to 40.",
        "The sentence was cut by 12 months.",
        "The fine of £400 was paid.",
        "Forty people marched.",
        "A 34-year-old man was arrested by officers.",
        "Man jailed for four years",
        "Robbery fell by 40 per cent.",
        "She was approached by a group of three boys.",
        "COCAINE SEIZED, 40 HELD",
    ],
)
def test_nobody_acts(parser, text):
    assert set(actors(parser, text)) == {None}


def test_the_day_is_no_part_of_who_acts(parser):
    assert actors(parser, "Yesterday officers seized 40 knives.") == ["officers"]
