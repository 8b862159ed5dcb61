"""The rules of `link/predicates/verbs.py`, called one by one on syntax that is written down here."""

from __future__ import annotations

from dataclasses import replace

import pytest

from release_parser.link.counted import Counted, Entity
from release_parser.link.predicates import Predicate, find_predicate, verbs
from syntaxes import counted_in


def counted_of(text: str, pos: str, tags: str = "", tree: str = "", noun: str = "") -> Counted:
    """The last quantity of a text; `noun` is what it counts: a token of the text."""
    deps, heads = zip(*(token.split(":") for token in tree.split()), strict=True) if tree else ((), ())
    counted = counted_in(text, pos, tags=tags, deps=" ".join(deps), heads=" ".join(heads))[-1]
    if not noun:
        return counted
    start, token = text.rindex(noun), counted.syntax.words.index(noun)
    return replace(counted, entity=Entity(start, start + len(noun), noun, token, "by_hand"))


def verb(rule, *arguments: str) -> str | None:
    """The word that a rule takes for the verb of the last quantity."""
    counted = counted_of(*arguments)
    found = rule(counted)
    return None if found is None else counted.syntax.words[found]


@pytest.mark.parametrize(
    ("text", "pos", "tags", "found"),
    [
        ("Police arrest 12 men", "NOUN VERB NUM NOUN", "NN VBP CD NNS", "arrest"),
        ("Raid nets 12 men", "NOUN NOUN NUM NOUN", "NN VBZ CD NNS", "nets"),
        ("Raid nets 12 men", "NOUN NOUN NUM NOUN", "NN NNS CD NNS", None),
        ("Raids help 12 men", "NOUN VERB NUM NOUN", "NNS VBP CD NNS", None),
        ("12 men", "NUM NOUN", "CD NNS", None),
    ],
)
def test_verb_of_a_headline(text, pos, tags, found):
    assert verb(verbs.verb_of_a_headline, text, pos, tags) == found


@pytest.mark.parametrize(
    ("text", "pos", "tags", "found"),
    [
        ("It is punishable by 12 years.", "PRON AUX ADJ ADP NUM NOUN PUNCT", "PRP VBZ JJ IN CD NNS .", "punishable"),
        ("Punishable by a fine or 12 years.", "ADJ ADP DET NOUN CCONJ NUM NOUN PUNCT", "JJ IN DT NN CC CD NNS .", "Punishable"),
        ("It is punishable, as stated, by 12 years.", "PRON AUX ADJ PUNCT SCONJ VERB PUNCT ADP NUM NOUN PUNCT", "PRP VBZ JJ , IN VBN , IN CD NNS .", "punishable"),
        ("It is punishable and got 12 years.", "PRON AUX ADJ CCONJ VERB NUM NOUN PUNCT", "PRP VBZ JJ CC VBD CD NNS .", None),
        ("It is punishable; 12 years.", "PRON AUX ADJ PUNCT NUM NOUN PUNCT", "PRP VBZ JJ : CD NNS .", None),
        ("He got 12 years.", "PRON VERB NUM NOUN PUNCT", "PRP VBD CD NNS .", None),
    ],
)  # fmt: skip
def test_predicative(text, pos, tags, found):
    assert verb(verbs.predicative, text, pos, tags) == found


@pytest.mark.parametrize(
    ("text", "pos", "found"),
    [
        ("It fell 26%.", "PRON VERB NUM NOUN PUNCT", "fell"),
        ("It fell by nearly 26%.", "PRON VERB ADP ADV NUM NOUN PUNCT", "fell"),
        ("It has 26%.", "PRON VERB NUM NOUN PUNCT", None),
        ("A fall from 90 men.", "DET NOUN ADP NUM NOUN PUNCT", "fall"),
        ("A fall of 26%.", "DET NOUN ADP NUM NOUN PUNCT", "fall"),
        ("A fall by 26%.", "DET NOUN ADP NUM NOUN PUNCT", "fall"),
        ("A fall to 26%.", "DET NOUN ADP NUM NOUN PUNCT", None),
        ("A raid of 26 men.", "DET NOUN ADP NUM NOUN PUNCT", None),
        ("About 26%.", "ADP NUM NOUN PUNCT", None),
    ],
)
def test_verb_of_the_change(text, pos, found):
    assert verb(verbs.verb_of_the_change, text, pos) == found


@pytest.mark.parametrize(
    ("text", "pos", "tags", "found"),
    [
        ("Two men were in jail.", "NUM NOUN AUX ADP NOUN PUNCT", "CD NNS VBD IN NN .", "were"),
        ("Two men were then in jail.", "NUM NOUN AUX ADV ADP NOUN PUNCT", "CD NNS VBD RB IN NN .", "were"),
        ("Two men were not safe.", "NUM NOUN AUX PART ADJ PUNCT", "CD NNS VBD RB JJ .", "were"),
        ("Two men were linked to it.", "NUM NOUN AUX VERB ADP PRON PUNCT", "CD NNS VBD VBN IN PRP .", "were"),
        ("Two men were jailed there.", "NUM NOUN AUX VERB ADV PUNCT", "CD NNS VBD VBN RB .", None),
        ("Two men were hiding there.", "NUM NOUN AUX VERB ADV PUNCT", "CD NNS VBD VBG RB .", None),
        ("Two men been in jail.", "NUM NOUN AUX ADP NOUN PUNCT", "CD NNS VBN IN NN .", None),
        ("Two men had a car.", "NUM NOUN VERB DET NOUN PUNCT", "CD NNS VBD DT NN .", None),
        ("Two men were", "NUM NOUN AUX", "CD NNS VBD", None),
    ],
)
def test_be_behind(text, pos, tags, found):
    assert verb(verbs.be_behind, text, pos, tags, "", "men") == found


def test_be_behind_a_measure_says_nothing_of_it():
    assert verb(verbs.be_behind, "2kg were in it.", "NUM NOUN AUX ADP PRON PUNCT", "CD NN VBD IN PRP .") is None


@pytest.mark.parametrize(
    ("text", "pos", "tags", "found"),
    [
        ("Tests with two men failing.", "NOUN ADP NUM NOUN VERB PUNCT", "NNS IN CD NNS VBG .", "failing"),
        ("Tests with two men being held.", "NOUN ADP NUM NOUN AUX VERB PUNCT", "NNS IN CD NNS VBG VBN .", "held"),
        ("Tests with two men being ill.", "NOUN ADP NUM NOUN AUX ADJ PUNCT", "NNS IN CD NNS VBG JJ .", None),
        ("Tests with two men including Ann.", "NOUN ADP NUM NOUN VERB PROPN PUNCT", "NNS IN CD NNS VBG NNP .", None),
        ("Tests of two men failing.", "NOUN ADP NUM NOUN VERB PUNCT", "NNS IN CD NNS VBG .", None),
        ("Tests with two men held.", "NOUN ADP NUM NOUN VERB PUNCT", "NNS IN CD NNS VBN .", None),
        ("Tests with two men", "NOUN ADP NUM NOUN", "NNS IN CD NNS", None),
    ],
)
def test_participle_behind_with(text, pos, tags, found):
    assert verb(verbs.participle_behind_with, text, pos, tags, "", "men") == found


@pytest.mark.parametrize(
    ("text", "pos", "tags", "found"),
    [
        ("There are two men hiding.", "PRON VERB NUM NOUN VERB PUNCT", "EX VBP CD NNS VBG .", "hiding"),
        ("There are two men including Ann.", "PRON VERB NUM NOUN VERB PROPN PUNCT", "EX VBP CD NNS VBG NNP .", None),
        ("There came two men hiding.", "PRON VERB NUM NOUN VERB PUNCT", "EX VBD CD NNS VBG .", None),
        ("Here are two men hiding.", "ADV VERB NUM NOUN VERB PUNCT", "RB VBP CD NNS VBG .", None),
        ("There are two men hidden.", "PRON VERB NUM NOUN VERB PUNCT", "EX VBP CD NNS VBN .", None),
        ("There are two men", "PRON VERB NUM NOUN", "EX VBP CD NNS", None),
    ],
)
def test_participle_behind_there(text, pos, tags, found):
    assert verb(verbs.participle_behind_there, text, pos, tags, "", "men") == found


@pytest.mark.parametrize(
    ("text", "pos", "tags", "found"),
    [
        ("Two men facing jail", "NUM NOUN VERB NOUN", "CD NNS VBG NN", "facing"),
        ("Two men facing jail.", "NUM NOUN VERB NOUN PUNCT", "CD NNS VBG NN .", None),
        ("Two men facing jail fled", "NUM NOUN VERB NOUN VERB", "CD NNS VBG NN VBD", None),
        ("Two men following him", "NUM NOUN VERB PRON", "CD NNS VBG PRP", None),
        ("Two men held", "NUM NOUN VERB", "CD NNS VBN", None),
        ("Two men", "NUM NOUN", "CD NNS", None),
    ],
)
def test_participle_of_a_headline(text, pos, tags, found):
    assert verb(verbs.participle_of_a_headline, text, pos, tags, "", "men") == found


@pytest.mark.parametrize(
    ("text", "pos", "tree", "found"),
    [
        ("Two men suspected fled.", "NUM NOUN VERB VERB PUNCT", "nummod:1 nsubj:3 acl:1 ROOT:3 punct:3", "fled"),
        ("Two men named fled.", "NUM NOUN VERB VERB PUNCT", "nummod:1 nsubj:3 amod:1 ROOT:3 punct:3", "fled"),
        ("Two men there fled.", "NUM NOUN ADV VERB PUNCT", "nummod:1 nsubj:3 advmod:1 ROOT:3 punct:3", None),
        ("Two men suspected were.", "NUM NOUN VERB AUX PUNCT", "nummod:1 nsubj:3 acl:1 ROOT:3 punct:3", None),
        ("He saw two men suspected.", "PRON VERB NUM NOUN VERB PUNCT", "nsubj:1 ROOT:1 nummod:3 dobj:1 acl:3 punct:1", None),
    ],
)  # fmt: skip
def test_verb_of_its_subject(text, pos, tree, found):
    assert verb(verbs.verb_of_its_subject, text, pos, "", tree, "men") == found


@pytest.mark.parametrize(
    ("text", "pos", "tree", "found"),
    [
        ("Of two men who called.", "ADP NUM NOUN PRON VERB PUNCT", "ROOT:0 nummod:2 pobj:0 nsubj:4 relcl:2 punct:0", "called"),
        ("Of two men I called.", "ADP NUM NOUN PRON VERB PUNCT", "ROOT:0 nummod:2 pobj:0 nsubj:4 ccomp:2 punct:0", None),
        ("Of two men who were.", "ADP NUM NOUN PRON AUX PUNCT", "ROOT:0 nummod:2 pobj:0 nsubj:4 relcl:2 punct:0", None),
    ],
)  # fmt: skip
def test_verb_of_the_relative_clause(text, pos, tree, found):
    assert verb(verbs.verb_of_the_relative_clause, text, pos, "", tree, "men") == found


@pytest.mark.parametrize(
    ("text", "pos", "tags", "tree", "noun", "found"),
    [
        ("There were two men.", "PRON VERB NUM NOUN PUNCT", "EX VBD CD NNS .", "expl:1 ROOT:1 nummod:3 attr:1 punct:1", "men", "were"),
        ("It being two men.", "PRON VERB NUM NOUN PUNCT", "PRP VBG CD NNS .", "nsubj:1 ROOT:1 nummod:3 attr:1 punct:1", "men", None),
        ("We saw two men.", "PRON VERB NUM NOUN PUNCT", "PRP VBD CD NNS .", "nsubj:1 ROOT:1 nummod:3 dobj:1 punct:1", "men", None),
        ("Just two were.", "ADV NUM AUX PUNCT", "RB CD VBD .", "advmod:1 nsubj:2 ROOT:2 punct:2", "", None),
        ("It was two days.", "PRON AUX NUM NOUN PUNCT", "PRP VBD CD NNS .", "nsubj:1 ROOT:1 nummod:3 attr:1 punct:1", "", "was"),
    ],
)  # fmt: skip
def test_be_alone(text, pos, tags, tree, noun, found):
    assert verb(verbs.be_alone, text, pos, tags, tree, noun) == found


def test_a_predicate_that_is_known_not_to_be_there_has_a_rule():
    (counted,) = counted_in("A man, 34, ran.", "DET NOUN PUNCT NUM PUNCT VERB PUNCT")
    aged = replace(counted, quantity=replace(counted.quantity, kind="age"))
    assert find_predicate(aged) == Predicate(None, None, "age")
