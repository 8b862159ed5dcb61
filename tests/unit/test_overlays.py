"""A word that a user adds to any vocabulary is read by whatever asks that vocabulary: the parser's lexicon reaches every rule."""

from __future__ import annotations

import json

import pytest

from release_parser.evaluate.marked import check_marked
from release_parser.lexicon import Lexicon
from release_parser.lexicon.entries import SCHEMAS
from release_parser.parser import Parser

# vocabulary, entry to which the word is added, the word, a marked sentence that holds with it and not without it
ADDED = [
    ("units", "mile", "leegs", "They rode <claim value=30 unit=mile>30 leegs</claim>."),
    ("currencies", "GBP", "nicker", "They seized <claim value=30 unit=GBP>30 nicker</claim>."),
    ("number_words", "dozen", "zoon", "They made <claim value=12>a zoon</claim> arrests."),
    ("bounds", "more_than", "way beyond", "They made <claim value=40 bound=more_than>way beyond 40</claim> arrests."),
    ("furniture", "more", "Unfold 12 stories", "Unfold 12 stories\n\nOfficers made <claim value=34>34</claim> arrests."),
    ("table_heads", "number", "tallies", "The figures:\n\n| Offence | Tallies |\n|---|---|\n| Burglary | <claim value=40 head=burglary>40</claim> |\n| Robbery | <claim value=3 head=robbery>3</claim> |"),
    ("ranks", "constable", "Wardmote", "Wardmote <person rank=Wardmote>Ann Pole</person> thanked them."),
    ("titles", "mister", "Squire", '“<quote speaker="Ann Pole">We act,</quote>” said Squire Ann Pole.'),
    ("cues", "say", "quoths", '“<quote speaker="Ann Pole">We act,</quote>” quoths PC Ann Pole.'),
    ("people", "particles", "vom", "PC <person>Ann vom Pole</person> thanked them."),
    ("given_names", "she", "Zorbina", 'PC Zorbina Pole met PC Quill Ash. “<quote speaker="Quill Ash">We act,</quote>” he said.'),
    ("unit_nouns", "team", "Posse", "PC Ash of the <unit>Ashtown Neighbourhood Policing Posse</unit> spoke."),
    ("operation_markers", "operation", "Sweep", "Officers in Sweep <operation>Heron</operation> made arrests."),
    ("numbered_names", "section_of_law", "Clausule", "They used Clausule 60."),
    ("text_words", "counted", "moose", "They counted a total of <claim value=2020>2020</claim> moose."),
    ("calendar", "boxing_day", "Feast of Lamps", "Police held <claim value=3 start=2018-12-26>three</claim> men on the Feast of Lamps 2018."),
    ("claim_words", "how_it_changed", "mucho", "Burglary fell mucho <claim value=12 direction=decrease>12%</claim>."),
    ("contact_words", "texts", "pagering", "Please try pagering <contact kind=phone value=61016>61016</contact>."),
    ("name_words", "credited", "aftermath of", "Operation <operation>Heron</operation> began. It was an aftermath of <operation>Heron</operation>."),
    ("mask_words", "score_noun", "drubbing", "It was a 2-1 drubbing."),
    ("measure_words", "priced", "tiara", "A <claim value=500 unit=GBP>500-pound</claim> tiara was found."),
    ("topics", "arrest", "collaring", "Police made <claim value=34 topic=arrest>34</claim> collarings."),
    ("idioms", "figures_of_speech", "raided the larder", "Pole raided the larder with <claim value=3 topic=person>three</claim> friends."),
    ("stretches", "days_of_action", "jamboree", 'Officers stopped <claim value=3 period="during the jamboree">three</claim> cars during the jamboree.'),
    ("agents", "bodies", "posse", 'The posse seized <claim value=2 actor="The posse">two</claim> cars.'),
    ("places", "roads", "Ginnel", 'Police found <claim value=2 place="Mill Ginnel">two</claim> cars on Mill Ginnel.'),
    ("things", "item", "doodad", "Officers seized <claim value=12>12</claim> doodads, including <claim value=2 partof=c1>two</claim> ladders."),
    ("persons", "anybody", "gongoozler", "Police held <claim value=12>12</claim> gongoozlers and <claim value=3 head=gongoozler>three</claim> were charged."),
    ("nouns", "event_on", "biffing", "He was jailed for a biffing on <claim value=3 predicate=biffing>three</claim> men."),
    ("participles", "worth", "fetching", "They found cocaine fetching <claim value=800 head=cocaine>£800</claim>."),
    ("verbs", "seize", "bagged", "Officers bagged the following:\n\n* <claim value=2 predicate=seize>two</claim> cars\n* <claim value=3 predicate=seize>three</claim> guns"),
    ("change_verbs", "fall", "plopped", "Burglary plopped by <claim value=12 direction=decrease>12%</claim>."),
    ("change_nouns", "fall", "plop", "There was a <claim value=12 direction=decrease>12%</claim> plop in burglary."),
]  # fmt: skip


def with_word(tmp_path, vocabulary: str, entry: str, word: str) -> Lexicon:
    """The default lexicon with one more form of an entry."""
    known = (
        Lexicon.default()
        .vocabulary(vocabulary)[entry]
        .model_dump(exclude_defaults=True, exclude={"name", "finds", "ignores"})
    )
    known["forms"] = [*known["forms"], word]
    lines = [f"{field} = {json.dumps(value)}" for field, value in known.items()]
    path = tmp_path / "mine.toml"
    path.write_text("\n".join([f"[{vocabulary}.{entry}]", *lines]), encoding="utf-8")
    return Lexicon.default().overlay(path)


def test_every_vocabulary_is_among_them():
    assert {vocabulary for vocabulary, *_ in ADDED} == set(SCHEMAS)


@pytest.mark.parametrize(("vocabulary", "entry", "word", "marked"), ADDED, ids=[added[0] for added in ADDED])
def test_a_word_of_an_overlay_is_read(tmp_path, parser, vocabulary, entry, word, marked):
    kinds = {"claim"} if "<" not in marked else None
    assert check_marked(parser, marked, kinds), "it holds without the overlay, and so proves nothing"
    mine = Parser(lexicon=with_word(tmp_path, vocabulary, entry, word))
    assert check_marked(mine, marked, kinds) == []


@pytest.mark.parametrize(("vocabulary", "entry"), [("persons", "mine"), ("places", "premises"), ("places", "lives")])
def test_signs_in_a_word_of_an_overlay_stand_for_themselves(tmp_path, vocabulary, entry):
    path = tmp_path / "mine.toml"
    path.write_text(f'[{vocabulary}.{entry}]\nforms = ["c++ (hut"]\n', encoding="utf-8")
    marked = "A <claim value=40 topic=arrest>40-year-old</claim> man was found in Kelsham. The man was arrested."
    assert check_marked(Parser(lexicon=Lexicon.default().overlay(path)), marked) == []
