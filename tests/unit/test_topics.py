"""What a claim is about: every rule finds what its sentences mark, and words of one's own make topics of one's own."""

from __future__ import annotations

import pytest

from release_parser import Parser
from release_parser.evaluate.marked import check_marked
from release_parser.lexicon import Lexicon
from release_parser.link.context.clues import Clues, inflections
from release_parser.link.context.topics import TOPICS
from release_parser.text import read_page


@pytest.mark.parametrize("sentence", [sentence for rule in TOPICS for sentence in rule.finds])
def test_rule_finds(parser, sentence):
    assert check_marked(parser, sentence) == []


def topics(parser, text: str) -> list[str | None]:
    return [claim.topic for claim in parser.parse(text).claims]


@pytest.mark.parametrize(
    "text",
    ["Police made 34 arrests.", "34 people were arrested.", "The arrest of 34 men followed.", "34 detained in Kelsham"],
)
def test_however_it_is_worded_it_is_one_topic(parser, text):
    assert topics(parser, text) == ["arrest"]


def test_officers_who_arrest_are_not_arrested(parser):
    assert topics(parser, "More than 200 officers arrested the gang.") == ["resource"]


def test_an_item_of_a_list_takes_the_act_of_its_introduction(parser):
    text = "Officers seized:\n\n- 4 phones\n- 6 cars\n- 2 knives\n"
    assert topics(parser, text) == ["seizure.other", "seizure.vehicles", "seizure.weapons"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He was charged with two robberies and four burglaries.", ["charge", "charge"]),
        ("He admitted nine thefts in Ashshire, two in Elmshire.", ["conviction", "conviction"]),
        (
            "More than 380 people were arrested and 60 vulnerable girls were referred to a charity.",
            ["arrest", "engagement"],
        ),
        ("Tools worth £1,700 were stolen from the site.", ["loss"]),
        (
            "The searches led to the recovery of stolen property, including:\n\n- 3 vehicles\n- 5 tools\n",
            ["seizure.vehicles", "seizure.other"],
        ),
        ("Two others presented at hospital with stab wounds.", ["victim"]),
        ("Three executives were indicted for fraud.", ["charge"]),
        ("He is 5ft 8in tall and weighs 140lbs.", ["suspect", "suspect"]),
        ("Missing man: he weighs 140lbs and has brown hair.", ["victim"]),
    ],
)
def test_the_nearest_act_that_can_happen_to_it_decides(parser, text, expected):
    assert topics(parser, text) == expected


def test_nothing_where_nothing_fits(parser):
    assert topics(parser, "The other two were not.") == [None]


def test_a_topic_of_ones_own_needs_only_its_nouns(tmp_path):
    mine = tmp_path / "mine.toml"
    mine.write_text('[topics."seizure.tobacco"]\nforms = ["cigarette", "tobacco"]\n', encoding="utf-8")
    parser = Parser(lexicon=Lexicon.default().overlay(mine))
    assert topics(parser, "Officers seized 400 cigarettes and two knives.") == ["seizure.tobacco", "seizure.weapons"]


def test_every_regular_form_of_a_verb_is_a_clue():
    assert {"stop", "stops", "stopped", "stopping"} <= set(inflections("stop"))
    assert {"carry out", "carries out", "carried out", "carrying out"} <= set(inflections("carry out"))
    clues = Clues(read_page("Raids led to arrests of men who were fined."), Lexicon.default())
    assert [topic.name for clue in clues.within(0, 50) for topic in clue.topics if topic.done_to] == [
        "search", "arrest", "penalty"
    ]  # fmt: skip


@pytest.mark.parametrize(
    "sentence",
    [
        "They made <claim value=220 topic=arrest>220</claim> arrests. <claim value=100 topic=arrest>100</claim> of these were in Kelsham.",
        "They seized <claim value=327 topic=seizure.vehicles>327</claim> cars. In July they seized a further <claim value=262 topic=seizure.vehicles>262</claim>.",
        "We hired <claim value=6 topic=resource>six</claim> officers. <claim value=0.5 topic=resource>Half</claim> of them will go on patrol.",
    ],
)
def test_what_is_of_these_has_the_topic_of_the_number_before(parser, sentence):
    assert check_marked(parser, sentence) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "The case of Elm\n\nOfficers met a <claim value=31 topic=arrest>31-year-old</claim> man there. His sister sang in a choir and had a dog. It rained all day. The street was quiet. The town hall was shut. The lamps were lit. The bells rang. A <claim value=31 topic=arrest>31-year-old</claim> man was arrested.",
        "The case of Elm\n\nOfficers met a <claim value=31 topic=suspect>31-year-old</claim> man there. His sister sang in a choir and had a dog. It rained all day. The street was quiet. The town hall was shut. The lamps were lit. The bells rang. A <claim value=32 topic=arrest>32-year-old</claim> man was arrested.",
        "The case of Elm\n\nOfficers met a <claim value=31 topic=suspect>31-year-old</claim> man there. His sister sang in a choir and had a dog. It rained all day. The street was quiet. The town hall was shut. The lamps were lit. The bells rang. A <claim value=31 topic=arrest>31-year-old</claim> woman was arrested.",
    ],
)
def test_somebody_told_of_again_as_arrested_was_so_from_the_start(parser, sentence):
    assert check_marked(parser, sentence) == []
