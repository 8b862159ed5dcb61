"""Small functions that rules of `link/` and `extract/` share, called by hand."""

from __future__ import annotations

import pytest

from release_parser.extract.rank_forms import _written_out
from release_parser.extract.role_words import RoleWords
from release_parser.lexicon import Lexicon
from release_parser.link.context.agents import agents_of
from release_parser.link.context.setting import Setting
from release_parser.link.context.story import Story
from release_parser.link.counted import Entity
from release_parser.link.drafts import ClaimDraft
from release_parser.link.entities import find_entity
from release_parser.link.entities.phrases import past_determiners_back
from release_parser.link.predicates.behind import past_auxiliaries
from release_parser.link.sums.figures import same_person
from syntaxes import counted_in, syntax_of

LEXICON = Lexicon.default()


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        ("ann pole", "ann pole", True),
        ("ann pole", "pole", True),
        ("pole", "ann pole", True),
        ("ann mary pole", "ann pole", True),
        ("ann pole", "bo pole", False),
        ("ann pole", "ann ash", False),
        ("pole", "ash", False),
    ],
)
def test_names_that_may_be_of_one_person(one, two, same):
    assert same_person(one, two) is same


@pytest.mark.parametrize(("at", "last", "found"), [(2, 0, 2), (1, 0, 0), (0, 0, 0), (1, 1, 1), (5, 0, 3), (5, 5, 5)])
def test_the_token_before_articles_and_possessives(at, last, found):
    text, tags = "All the men in the their 12 cars", "DT DT NNS IN DT PRP$ CD NNS"
    (counted,) = counted_in(text, "DET DET NOUN ADP DET PRON NUM NOUN", tags=tags)
    assert past_determiners_back(counted, at, last=last) == found


@pytest.mark.parametrize(
    ("tags", "head"),
    [("NN VBD CD NN IN FW .", "miraa"), ("NN VBD CD NN IN JJ .", "miraa")],
)
def test_what_a_measure_is_of_is_a_noun_also_where_the_tagger_knows_it_not(tags, head):
    (counted,) = counted_in("Police took 3kg of miraa.", "NOUN VERB NUM NOUN ADP X PUNCT", tags=tags)
    entity, _ = find_entity(counted)
    assert entity is not None
    assert entity.head == head


@pytest.mark.parametrize(("token", "anchor"), [(3, 3), (9, 2), (-1, 2)])
def test_a_noun_of_another_sentence_is_no_token_of_this_one(token, anchor):
    text = "Police held 12 men."
    (counted,) = counted_in(text, "NOUN VERB NUM NOUN PUNCT")
    draft = ClaimDraft(counted, entity=Entity(15, 18, "man", token, "by_hand"))
    assert Setting(Story(counted.page, LEXICON), draft).anchor == anchor


def test_a_noun_that_stands_elsewhere_is_no_anchor():
    text = "Police held 12 men."
    (counted,) = counted_in(text, "NOUN VERB NUM NOUN PUNCT")
    draft = ClaimDraft(counted, entity=Entity(40, 43, "man", 3, "by_hand"))
    assert Setting(Story(counted.page, LEXICON), draft).anchor == 2


@pytest.mark.parametrize(
    ("organisation", "following", "at"),
    [
        ("Dog Unit and Tom Ash", " Sergeant", 8),
        ("Dog Unit and Tom Ash", " the Mayor of Kelsham", 8),
        ("Dog Unit and Tom Ash", " who left", None),
        ("Dog Unit and Tom Ash", "", None),
        ("Dog Unit and Sheriff Tom Ash", "", 8),
        ("Dog Unit", " Mayor", None),
        ("Tom Ash", " Mayor", None),
    ],
)
def test_where_a_list_goes_over_to_the_next_person(organisation, following, at):
    assert RoleWords.of(LEXICON).next_one(organisation, following) == at


def test_ranks_in_full_stand_in_capitals_and_but_for_offices_in_lower_case():
    forms = ["Inspector", "Mayor", "Major", "Insp", "Chief Constable"]
    assert _written_out(forms, frozenset({"Mayor"})) == {
        "inspector", "INSPECTOR", "MAYOR", "MAJOR", "chief constable", "CHIEF CONSTABLE",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "pos", "verb", "auxiliary"),
    [
        ("men held", "NOUN VERB", 1, False),
        ("men then held", "NOUN ADV VERB", 2, False),
        ("men since held", "NOUN ADV VERB", 1, False),
        ("men so held", "NOUN ADV VERB", 1, False),
        ("men have since been held", "NOUN AUX ADV AUX VERB", 4, True),
        ("men were so held", "NOUN AUX ADV VERB", 3, True),
        ("men had to run", "NOUN AUX PART VERB", 3, True),
        ("men were", "NOUN AUX", None, True),
    ],
)
def test_the_verb_behind_auxiliaries_and_adverbs(text, pos, verb, auxiliary):
    assert past_auxiliaries(syntax_of(text, pos), 1) == (verb, auxiliary)


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        ("Members of clubs came", "Members of clubs"),
        ("Members at clubs came", "Members"),
        ("Officers of clubs came", "Officers"),
        ("Knives of clubs came", None),
        ("Dozens of clubs came", None),
    ],
)
def test_a_group_acts_with_what_it_is_of(text, acts):
    syntax = syntax_of(text, "NOUN ADP NOUN VERB", deps="nsubj prep pobj ROOT", heads="3 0 1 3")
    found = agents_of(LEXICON).phrase(syntax, 0)
    assert (found and text[slice(*found)]) == acts
