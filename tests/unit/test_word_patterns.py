"""Patterns whose words stand in the lexicon."""

from __future__ import annotations

import pytest
import regex

from release_parser.errors import LexiconError
from release_parser.lexicon import Lexicon, PerLexicon, WordPattern, WordSet, with_words

DEFAULT = Lexicon.default()


@pytest.fixture
def mine(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text('[mask_words.score_noun]\nforms = ["drubbing", "own-goal farce"]\n', encoding="utf-8")
    return DEFAULT.overlay(path)


def test_a_list_stands_for_its_forms(mine):
    wins = WordPattern(r"\d-\d[ ](?P<what>«mask_words.score_noun»)\b", regex.IGNORECASE)
    assert wins.of(DEFAULT).search("a 2-1 WIN")["what"] == "WIN"
    assert wins.of(DEFAULT).search("a 2-1 drubbing") is None
    assert wins.of(mine).search("a 2-1 drubbing")["what"] == "drubbing"
    assert wins.of(mine).search("a 2-1 own\u2011goal  farce")["what"] == "own\u2011goal  farce"


def test_the_longest_form_wins():
    assert WordPattern("«mask_words.score_noun»").of(DEFAULT).match("wins").group() == "wins"


def test_a_pattern_is_compiled_once_for_a_lexicon():
    made = []
    kept = PerLexicon(lambda lexicon: made.append(lexicon) or object())
    assert kept.of(DEFAULT) is kept.of(DEFAULT)
    assert made == [DEFAULT]


def test_a_set_holds_the_forms_of_all_its_lists(mine):
    both = WordSet("mask_words.score_noun") | WordSet("mask_words.game_verb")
    assert {"win", "beat"} <= both.of(DEFAULT)
    assert "drubbing" in both.of(mine)
    assert "win" not in both.of(mine)


def test_lists_of_one_file_need_no_file():
    assert with_words("«disease»", DEFAULT, "mask_words") == with_words("«mask_words.disease»", DEFAULT)


def test_a_list_that_is_not_there_is_an_error():
    with pytest.raises(KeyError, match="wins"):
        WordPattern("«mask_words.wins»").of(DEFAULT)
    with pytest.raises(LexiconError, match="no vocabulary 'wards'"):
        WordSet("wards.wins").of(DEFAULT)
