"""The parser's steps, taken from Python, give the trees of its own loop, and other parsers are left to spaCy."""

from __future__ import annotations

import pytest
import spacy

from release_parser.pipeline import transitions
from release_parser.pipeline.model import load_model
from release_parser.pipeline.syntax import SentenceParser
from release_parser.pipeline.transitions import parse_in_steps, takes_steps

TEXTS = [
    "Officers seized 14 knives in Kelsham, and 9 people who had carried them were arrested on Friday.",
    "Two men, aged 27 and 31, were charged.",
    "",
    "Officers",
    "Of the 48 drivers stopped in Amber Vale, 11 were reported; the rest, said Sergeant Ann Pole, were advised.",
]


@pytest.fixture(scope="module")
def nlp():
    return load_model()[0]


def tagged(nlp, texts):
    """Documents as the parser gets them: all of the pipeline before it has run."""
    return list(nlp.pipe(texts, disable=["parser", "attribute_ruler", "lemmatizer", "ner"]))


def trees(docs):
    return [[(token.head.i, token.dep_) for token in doc] for doc in docs]


def by_spacy(nlp, texts):
    return trees(list(nlp.get_pipe("parser").pipe(tagged(nlp, texts))))


def in_steps(nlp, texts):
    docs = tagged(nlp, texts)
    parse_in_steps(nlp.get_pipe("parser"), docs)
    return trees(docs)


def test_the_trees_are_those_of_the_parsers_own_loop(nlp):
    assert in_steps(nlp, TEXTS) == by_spacy(nlp, TEXTS)


def test_documents_come_in_groups_of_so_many_tokens_and_keep_their_order(nlp, monkeypatch):
    monkeypatch.setattr(transitions, "TOKENS", 12)
    assert in_steps(nlp, TEXTS) == by_spacy(nlp, TEXTS)


def test_documents_without_tokens_have_no_tree(nlp):
    assert in_steps(nlp, ["", ""]) == [[], []]


def test_the_parser_of_the_model_that_we_load_takes_steps(nlp):
    assert takes_steps(nlp.get_pipe("parser"))


def test_parsers_that_search_with_a_beam_or_are_not_spacys_are_left_to_spacy(nlp):
    assert takes_steps(spacy.blank("en").add_pipe("parser"))
    assert not takes_steps(spacy.blank("en").add_pipe("beam_parser"))
    assert not takes_steps(spacy.blank("en").add_pipe("sentencizer"))


def test_sentences_are_not_parsed_twice(nlp, monkeypatch):
    disabled = []
    pipe = nlp.pipe
    monkeypatch.setattr(nlp, "pipe", lambda *given, **named: disabled.append(named["disable"]) or pipe(*given, **named))
    texts = [text for text in TEXTS if text]
    parsed = list(SentenceParser(nlp, "a model").parse([(text, 0) for text in texts]))
    assert ["parser" in names for names in disabled] == [True]
    assert [list(zip(one.heads, one.deps, strict=True)) for one in parsed] == by_spacy(nlp, texts)
