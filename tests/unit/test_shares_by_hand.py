"""The rules of `link/entities/shares.py` and `share_levels.py`, called one by one on syntax that is written down here."""

from __future__ import annotations

import pytest

from release_parser.link.counted import Counted
from release_parser.link.entities import share_levels, shares
from release_parser.link.entities.phrases import NOTHING
from syntaxes import counted_in


def whole(rule, text: str, pos: str, tags: str = "", tree: str = "", at: int = -1) -> str | None:
    """What one rule takes the share of a text for a share of; '' where it says that nobody says it."""
    deps, heads = zip(*(token.split(":") for token in tree.split()), strict=True) if tree else ((), ())
    counted: Counted = counted_in(text, pos, tags=tags, deps=" ".join(deps), heads=" ".join(heads))[at]
    entity = rule(counted)
    if entity is None:
        return None
    return "" if entity is NOTHING else text[entity.start : entity.end]


@pytest.mark.parametrize(
    ("text", "pos", "tags", "found"),
    [
        ("25% of drivers ran.", "NUM NOUN ADP NOUN VERB PUNCT", "CD NN IN NNS VBD .", "drivers"),
        ("25% of those say so.", "NUM NOUN ADP PRON VERB ADV PUNCT", "CD NN IN DT VBP RB .", ""),
        ("25% of these said so.", "NUM NOUN ADP PRON VERB ADV PUNCT", "CD NN IN DT VBD RB .", ""),
        ("25% of those who ran.", "NUM NOUN ADP PRON PRON VERB PUNCT", "CD NN IN DT WP VBD .", ""),
        ("25% of those men ran.", "NUM NOUN ADP DET NOUN VERB PUNCT", "CD NN IN DT NNS VBD .", "men"),
        ("A third (33%) of men ran.", "DET NOUN PUNCT NUM NOUN PUNCT ADP NOUN VERB PUNCT", "DT NN ( CD NN ) IN NNS VBD .", "men"),
        ("25% ran.", "NUM NOUN VERB PUNCT", "CD NN VBD .", None),
        ("25% the men ran.", "NUM NOUN DET NOUN VERB PUNCT", "CD NN DT NNS VBD .", None),
        ("It is three times that price.", "PRON AUX NUM NOUN DET NOUN PUNCT", "PRP VBZ CD NNS DT NN .", "price"),
        ("It is three times the price.", "PRON AUX NUM NOUN DET NOUN PUNCT", "PRP VBZ CD NNS DT NN .", "price"),
        ("It is three times as big.", "PRON AUX NUM NOUN ADV ADJ PUNCT", "PRP VBZ CD NNS RB JJ .", None),
        ("It has three times as many men.", "PRON VERB NUM NOUN ADV ADJ NOUN PUNCT", "PRP VBZ CD NNS RB JJ NNS .", "as many men"),
        ("It has three times more men.", "PRON VERB NUM NOUN ADJ NOUN PUNCT", "PRP VBZ CD NNS JJR NNS .", "men"),
        ("It is three times more bigger.", "PRON VERB NUM NOUN ADJ ADJ PUNCT", "PRP VBZ CD NNS RBR JJR .", None),
        ("Half the men ran.", "NOUN DET NOUN VERB PUNCT", "NN DT NNS VBD .", "men"),
    ],
)  # fmt: skip
def test_of_phrase(text, pos, tags, found):
    assert whole(shares.of_phrase, text, pos, tags, at=0) == found


@pytest.mark.parametrize(
    ("text", "pos", "tags", "found"),
    [
        ("Five men trained (60%).", "NUM NOUN VERB PUNCT NUM NOUN PUNCT PUNCT", "", None),
        ("Five trained as guards (60%).", "NUM VERB ADP NOUN PUNCT NUM NOUN PUNCT PUNCT", "", ""),
        ("Five men as guards (60%).", "NUM NOUN ADP NOUN PUNCT NUM NOUN PUNCT PUNCT", "", None),
        ("Five trained as guards 60%.", "NUM VERB ADP NOUN NUM NOUN PUNCT", "", None),
        ("Five trained as guards (60% rise).", "NUM VERB ADP NOUN PUNCT NUM NOUN NOUN PUNCT PUNCT", "", None),
    ],
)
def test_a_share_aside_is_of_nobody_near(text, pos, tags, found):
    assert whole(shares.aside, text, pos, tags) == found


@pytest.mark.parametrize(
    ("text", "pos", "tags", "found"),
    [
        ("It cuts crime by 20%.", "PRON VERB NOUN ADP NUM NOUN PUNCT", "PRP VBZ NN IN CD NN .", "crime"),
        ("A cut of crime by 20%.", "DET NOUN ADP NOUN ADP NUM NOUN PUNCT", "DT NN IN NN IN CD NN .", None),
        ("It fell in May by 20%.", "PRON VERB ADP NOUN ADP NUM NOUN PUNCT", "PRP VBD IN NN IN CD NN .", None),
        ("It fell a week by 20%.", "PRON VERB DET NOUN ADP NUM NOUN PUNCT", "PRP VBD DT NN IN CD NN .", None),
        ("It saw rises by 20%.", "PRON VERB NOUN ADP NUM NOUN PUNCT", "PRP VBD NNS IN CD NN .", None),
        ("Crime by 20%.", "NOUN ADP NUM NOUN PUNCT", "NN IN CD NN .", None),
        ("It fell by 20%.", "PRON VERB ADP NUM NOUN PUNCT", "PRP VBD IN CD NN .", None),
        ("It cuts crime of 20%.", "PRON VERB NOUN ADP NUM NOUN PUNCT", "PRP VBZ NN IN CD NN .", None),
    ],
)
def test_noun_before_by(text, pos, tags, found):
    assert whole(shares.noun_before_by, text, pos, tags) == found


@pytest.mark.parametrize(
    ("text", "pos", "tags", "found"),
    [
        ("Knife crime down 5%.", "NOUN NOUN ADV NUM NOUN PUNCT", "NN NN RB CD NN .", "Knife crime"),
        ("Arson: -12%.", "NOUN PUNCT PUNCT NUM NOUN PUNCT", "NN : HYPH CD NN .", "Arson"),
        ("Reports of arson, down 8%.", "NOUN ADP NOUN PUNCT ADV NUM NOUN PUNCT", "NNS IN NN , RB CD NN .", "Reports"),
        ("Rob up 5%.", "VERB ADP NUM NOUN PUNCT", "VB RP CD NN .", "Rob"),
        ("Arson 5%.", "NOUN NUM NOUN PUNCT", "NN CD NN .", None),
        ("It went down 5%.", "PRON VERB ADV NUM NOUN PUNCT", "PRP VBD RB CD NN .", None),
        ("A rise, up 5%.", "DET NOUN PUNCT ADV NUM NOUN PUNCT", "DT NN , RB CD NN .", None),
        ("The arson, a 5% thing.", "DET NOUN PUNCT DET NUM NOUN NOUN PUNCT", "DT NN , DT CD NN NN .", None),
    ],
)
def test_noun_before_up_or_down(text, pos, tags, found):
    assert whole(shares.noun_before_up_or_down, text, pos, tags) == found


@pytest.mark.parametrize(
    ("text", "pos", "tags", "found"),
    [
        ("Crime fell by 20% and arson 22%.", "NOUN VERB ADP NUM NOUN CCONJ NOUN NUM NOUN PUNCT", "NN VBD IN CD NN CC NN CD NN .", "arson"),
        ("Crime fell by 20%, arson 22%.", "NOUN VERB ADP NUM NOUN PUNCT NOUN NUM NOUN PUNCT", "NN VBD IN CD NN , NN CD NN .", "arson"),
        ("Crime fell by 20% while arson 22%.", "NOUN VERB ADP NUM NOUN SCONJ NOUN NUM NOUN PUNCT", "NN VBD IN CD NN IN NN CD NN .", "arson"),
        ("Crime fell by 20% and rob 22%.", "NOUN VERB ADP NUM NOUN CCONJ VERB NUM NOUN PUNCT", "NN VBD IN CD NN CC VB CD NN .", "rob"),
        ("Crime fell by 20% and rob 22%.", "NOUN VERB ADP NUM NOUN CCONJ VERB NUM NOUN PUNCT", "NN VBD IN CD NN CC VBP CD NN .", None),
        ("Crime fell by 20% and ASB 22%.", "NOUN VERB ADP NUM NOUN CCONJ PROPN NUM NOUN PUNCT", "NN VBD IN CD NN CC NNP CD NN .", "ASB"),
        ("Crime fell by 20% and Ash 22%.", "NOUN VERB ADP NUM NOUN CCONJ PROPN NUM NOUN PUNCT", "NN VBD IN CD NN CC NNP CD NN .", None),
        ("Crime fell by 20% and days 22%.", "NOUN VERB ADP NUM NOUN CCONJ NOUN NUM NOUN PUNCT", "NN VBD IN CD NN CC NNS CD NN .", None),
        ("Crime fell by 20% and rise 22%.", "NOUN VERB ADP NUM NOUN CCONJ NOUN NUM NOUN PUNCT", "NN VBD IN CD NN CC NN CD NN .", None),
        ("Crime fell by 20% with arson 22%.", "NOUN VERB ADP NUM NOUN ADP NOUN NUM NOUN PUNCT", "NN VBD IN CD NN IN NN CD NN .", None),
        ("Crime and arson 22%.", "NOUN CCONJ NOUN NUM NOUN PUNCT", "NN CC NN CD NN .", None),
    ],
)  # fmt: skip
def test_noun_before_the_second_share_of_a_list(text, pos, tags, found):
    assert whole(shares.noun_before_a_listed_change, text, pos, tags) == found


@pytest.mark.parametrize(
    ("text", "pos", "tags", "found"),
    [
        ("A drop in arson of 12%.", "DET NOUN ADP NOUN ADP NUM NOUN PUNCT", "DT NN IN NN IN CD NN .", "arson"),
        ("A drop of arson by 12%.", "DET NOUN ADP NOUN ADP NUM NOUN PUNCT", "DT NN IN NN IN CD NN .", "arson"),
        ("A day in bed of 12%.", "DET NOUN ADP NOUN ADP NUM NOUN PUNCT", "DT NN IN NN IN CD NN .", None),
        ("A drop in Elm of 12%.", "DET NOUN ADP PROPN ADP NUM NOUN PUNCT", "DT NN IN NNP IN CD NN .", None),
        ("A drop of 12%.", "DET NOUN ADP NUM NOUN PUNCT", "DT NN IN CD NN .", None),
        ("A drop in Elm in arson of 12%.", "DET NOUN ADP PROPN ADP NOUN ADP NUM NOUN PUNCT", "DT NN IN NNP IN NN IN CD NN .", None),
    ],
)  # fmt: skip
def test_in_phrase_of_the_change(text, pos, tags, found):
    assert whole(shares.in_phrase_of_the_change, text, pos, tags) == found


@pytest.mark.parametrize(
    ("text", "pos", "tags", "found"),
    [
        ("A rise of 7% in thefts.", "DET NOUN ADP NUM NOUN ADP NOUN PUNCT", "DT NN IN CD NN IN NNS .", "thefts"),
        ("A rise of 7% on thefts.", "DET NOUN ADP NUM NOUN ADP NOUN PUNCT", "DT NN IN CD NN IN NNS .", "thefts"),
        ("A rise of 7% for thefts.", "DET NOUN ADP NUM NOUN ADP NOUN PUNCT", "DT NN IN CD NN IN NNS .", "thefts"),
        ("A rise of 7% for arson.", "DET NOUN ADP NUM NOUN ADP NOUN PUNCT", "DT NN IN CD NN IN NN .", None),
        ("A rise of 7% in June for thefts.", "DET NOUN ADP NUM NOUN ADP PROPN ADP NOUN PUNCT", "DT NN IN CD NN IN NNP IN NNS .", "thefts"),
        ("A rise of 7% in autumn in thefts.", "DET NOUN ADP NUM NOUN ADP NOUN ADP NOUN PUNCT", "DT NN IN CD NN IN NN IN NNS .", "thefts"),
        ("A rise of 7%; in thefts.", "DET NOUN ADP NUM NOUN PUNCT ADP NOUN PUNCT", "DT NN IN CD NN : IN NNS .", None),
        ("A rise of 7% to 9 in thefts.", "DET NOUN ADP NUM NOUN ADP NUM ADP NOUN PUNCT", "DT NN IN CD NN IN CD IN NNS .", None),
        ("A rate of 7% in thefts.", "DET NOUN ADP NUM NOUN ADP NOUN PUNCT", "DT NN IN CD NN IN NNS .", None),
    ],
)  # fmt: skip
def test_in_phrase_behind(text, pos, tags, found):
    assert whole(shares.in_phrase_behind, text, pos, tags, at=0) == found


@pytest.mark.parametrize(
    ("text", "pos", "tags", "found"),
    [
        ("12% drivers ran.", "NUM NOUN NOUN VERB PUNCT", "CD NN NNS VBD .", "drivers"),
        ("12% year ran.", "NUM NOUN NOUN VERB PUNCT", "CD NN NN VBD .", None),
        ("12% ran.", "NUM NOUN VERB PUNCT", "CD NN VBD .", None),
        ("12% arson rise.", "NUM NOUN NOUN NOUN PUNCT", "CD NN NN NN .", None),
        ("It was 12%", "PRON AUX NUM NOUN", "PRP VBD CD NN", None),
    ],
)
def test_noun_behind(text, pos, tags, found):
    assert whole(shares.noun_behind, text, pos, tags) == found


@pytest.mark.parametrize(
    ("text", "pos", "tags", "found"),
    [
        ("A 12% arson rise.", "DET NUM NOUN NOUN NOUN PUNCT", "DT CD NN NN NN .", "arson"),
        ("A 12% rise.", "DET NUM NOUN NOUN PUNCT", "DT CD NN NN .", None),
        ("A 12% steep rise.", "DET NUM NOUN ADJ NOUN PUNCT", "DT CD NN JJ NN .", None),
        ("A 12% man.", "DET NUM NOUN NOUN PUNCT", "DT CD NN NN .", None),
        ("A 12% so, arson rise.", "DET NUM NOUN ADV PUNCT NOUN NOUN PUNCT", "DT CD NN RB , NN NN .", None),
        ("A 12% of so big arson rise.", "DET NUM NOUN ADP ADV ADJ NOUN NOUN PUNCT", "DT CD NN IN RB JJ NN NN .", None),
    ],
)
def test_noun_before_the_change(text, pos, tags, found):
    assert whole(shares.noun_before_the_change, text, pos, tags) == found


@pytest.mark.parametrize(
    ("text", "pos", "tags", "tree", "found"),
    [
        ("25% expected it.", "NUM NOUN VERB PRON PUNCT", "CD NN VBN PRP .", "nummod:1 nsubj:2 ROOT:2 dobj:2 punct:2", ""),
        ("25% expected it.", "NUM NOUN VERB PRON PUNCT", "CD NN VBN PRP .", "nummod:1 nsubjpass:2 ROOT:2 dobj:2 punct:2", ""),
        ("25% expected it.", "NUM NOUN VERB PRON PUNCT", "CD NN VBD PRP .", "nummod:1 dep:1 ROOT:2 dobj:2 punct:2", ""),
        ("25% can expect it.", "NUM NOUN AUX VERB PRON PUNCT", "CD NN MD VB PRP .", "nummod:1 dep:1 aux:3 ROOT:3 dobj:3 punct:3", ""),
        ("25% expected it.", "NUM NOUN VERB PRON PUNCT", "CD NN VBN PRP .", "nummod:1 dep:1 ROOT:2 dobj:2 punct:2", None),
        ("25% men expected it.", "NUM NOUN NOUN VERB PRON PUNCT", "CD NN NNS VBD PRP .", "nummod:1 nmod:2 nsubj:3 ROOT:3 dobj:3 punct:3", None),
        ("A rise of 25% did it.", "DET NOUN ADP NUM NOUN VERB PRON PUNCT", "DT NN IN CD NN VBD PRP .", "det:1 nsubj:5 prep:1 nummod:4 pobj:2 ROOT:5 dobj:5 punct:5", None),
        ("12 expected it.", "NUM VERB PRON PUNCT", "CD VBD PRP .", "nsubj:1 ROOT:1 dobj:1 punct:1", None),
    ],
)  # fmt: skip
def test_share_as_subject(text, pos, tags, tree, found):
    assert whole(shares.share_as_subject, text, pos, tags, tree) == found


@pytest.mark.parametrize(
    ("text", "pos", "found"),
    [
        ("He got a year, half to be served.", "PRON VERB DET NOUN PUNCT NOUN PART AUX VERB PUNCT", ""),
        ("He got a year, half of which waits.", "PRON VERB DET NOUN PUNCT NOUN ADP PRON VERB PUNCT", ""),
        ("He got a year, half of them.", "PRON VERB DET NOUN PUNCT NOUN ADP PRON PUNCT", None),
        ("He got 40% of which he has none.", "PRON VERB NUM NOUN ADP PRON PRON VERB PRON PUNCT", None),
        ("He got 40% to be served.", "PRON VERB NUM NOUN PART AUX VERB PUNCT", None),
    ],
)
def test_part_to_be_served(text, pos, found):
    assert whole(shares.part_to_be_served, text, pos) == found


@pytest.mark.parametrize(
    ("text", "pos", "tags", "found"),
    [
        ("640 raids were made, a 12% rise.", "NUM NOUN AUX VERB PUNCT DET NUM NOUN NOUN PUNCT", "CD NNS VBD VBN , DT CD NN NN .", "raids"),
        ("640 raids were made; a 12% rise.", "NUM NOUN AUX VERB PUNCT DET NUM NOUN NOUN PUNCT", "CD NNS VBD VBN : DT CD NN NN .", None),
        ("640 weeks were had, a 12% rise.", "NUM NOUN AUX VERB PUNCT DET NUM NOUN NOUN PUNCT", "CD NNS VBD VBN , DT CD NN NN .", None),
        ("Raids were made, a 12% rise.", "NOUN AUX VERB PUNCT DET NUM NOUN NOUN PUNCT", "NNS VBD VBN , DT CD NN NN .", None),
    ],
)  # fmt: skip
def test_level_before(text, pos, tags, found):
    assert whole(share_levels.level_before, text, pos, tags) == found


@pytest.mark.parametrize(
    ("text", "pos", "found"),
    [
        ("640 raids were made, down 12%.", "NUM NOUN AUX VERB PUNCT ADV NUM NOUN PUNCT", "raids"),
        ("640 raids were made, up by 12%.", "NUM NOUN AUX VERB PUNCT ADV ADP NUM NOUN PUNCT", "raids"),
        ("640 raids were made, by 12%.", "NUM NOUN AUX VERB PUNCT ADP NUM NOUN PUNCT", None),
        ("640 raids were made down 12%.", "NUM NOUN AUX VERB ADV NUM NOUN PUNCT", None),
    ],
)
def test_level_before_up_or_down(text, pos, found):
    assert whole(share_levels.level_before_up_or_down, text, pos) == found


@pytest.mark.parametrize(
    ("text", "pos", "tree", "found"),
    [
        ("Arson seems to fall, a 6% drop.", "NOUN VERB PART VERB PUNCT DET NUM NOUN NOUN PUNCT", "nsubj:1 ROOT:1 aux:3 xcomp:1 punct:1 det:8 nummod:7 nmod:8 npadvmod:1 punct:1", "Arson"),
        ("Arson fell, a 6% drop.", "NOUN VERB PUNCT DET NUM NOUN NOUN PUNCT", "nsubj:1 ROOT:1 punct:1 det:6 nummod:5 nmod:6 npadvmod:1 punct:1", "Arson"),
        ("It fell, a 6% drop.", "PRON VERB PUNCT DET NUM NOUN NOUN PUNCT", "nsubj:1 ROOT:1 punct:1 det:6 nummod:5 nmod:6 npadvmod:1 punct:1", None),
        ("Arson stayed, a 6% drop.", "NOUN VERB PUNCT DET NUM NOUN NOUN PUNCT", "nsubj:1 ROOT:1 punct:1 det:6 nummod:5 nmod:6 npadvmod:1 punct:1", None),
    ],
)  # fmt: skip
def test_subject_that_moves(text, pos, tree, found):
    assert whole(share_levels.subject_that_moves, text, pos, "", tree) == found


@pytest.mark.parametrize(
    ("text", "pos", "found"),
    [
        ("Arson jumped to a 6% rise.", "NOUN VERB ADP DET NUM NOUN NOUN PUNCT", "Arson"),
        ("Kelsham played to a 6% rise.", "NOUN VERB ADP DET NUM NOUN NOUN PUNCT", None),
        ("It jumped to a 6% rise.", "PRON VERB ADP DET NUM NOUN NOUN PUNCT", None),
    ],
)
def test_subject_of_the_level(text, pos, found):
    tree = "nsubj:1 ROOT:1 prep:1 det:6 nummod:5 nmod:6 pobj:2 punct:1"
    assert whole(share_levels.subject_of_the_level, text, pos, "", tree) == found
