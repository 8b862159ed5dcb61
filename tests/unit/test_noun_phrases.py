"""Noun phrases behind a number, read on syntax written by hand."""

from __future__ import annotations

import pytest

from release_parser.lexicon import Lexicon
from release_parser.link.noun_phrases import phrase_from
from release_parser.link.words import link_words
from syntaxes import syntax_of

WORDS = link_words(Lexicon.default())


@pytest.mark.parametrize(
    ("text", "pos", "phrase"),
    [
        ("12 men yesterday", "NUM NOUN NOUN", "men"),
        ("12 men Monday", "NUM NOUN PROPN", "men"),
        ("six Sunday services", "NUM PROPN NOUN", "Sunday services"),
    ],
)
def test_a_time_ends_the_phrase_unless_its_noun_follows(text, pos, phrase):
    syntax = syntax_of(text, pos)
    read = phrase_from(syntax, 1, WORDS)
    assert " ".join(syntax.words[read.start : read.end]) == phrase


def test_a_time_is_nothing_that_is_counted():
    assert phrase_from(syntax_of("14 yesterday", "NUM NOUN"), 1, WORDS) is None
