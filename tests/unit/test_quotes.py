"""Which stretches are utterances, and which of them are one."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from patience import never_hangs
from release_parser.extract.quotes import find_quotes
from release_parser.lexicon import Lexicon
from release_parser.text import read_page

LEXICON = Lexicon.default()


def quotes(text):
    page = read_page(text)
    return [[page.text[start:end] for start, end in quote.spans] for quote in find_quotes(page, LEXICON)]


def cue(text):
    page = read_page(text)
    return [page.text[slice(*quote.cue)] if quote.cue else None for quote in find_quotes(page, LEXICON)]


ONE_UTTERANCE = {
    "each paragraph re-opens, the last closes": 'PC Ann Pole said: "We act.\n\n"We always act."\n\nThe trial goes on.',
    "every paragraph is closed": 'PC Ann Pole said: "We act."\n\n"We always act."\n\nThe trial goes on.',
    "curly marks": "PC Ann Pole said: “We act.\n\n“We always act.”\n\nThe trial goes on.",
    "single marks": "PC Ann Pole said: 'We act.\n\n'We always act.'\n\nThe trial goes on.",
    "opened curly, closed straight": 'PC Ann Pole said: “We act.\n\n“We always act."\n\nThe trial goes on.',
    "doubled single marks": "PC Ann Pole said: ''We act.\n\n''We always act.''\n\nThe trial goes on.",
    "the paragraph before introduces": 'PC Ann Pole, who led the inquiry, said:\n\n"We act.\n\n"We always act."\n\nThe trial goes on.',
    "a label introduces": 'The trial ended today.\n\nChief Constable Ann Pole:\n\n"We act.\n\n"We always act."',
    "a semicolon": 'PC Ann Pole said; "We act.\n\n"We always act."',
    "no mark at all after the verb": 'The trial ended.\n\nPC Ann Pole commented "We act.\n\n"We always act."',
    "headings of quotes": 'PC Ann Pole said:\n\n#### "We act.\n\n#### "We always act."\n\nThe trial goes on.',
    "a late close": 'PC Ann Pole said: "We act.\n\nWe always act."\n\nThe trial goes on.',
    "a line of emphasis marks between": 'PC Ann Pole said: "We act.\n\n_ _\n\n"We always act."\n\nThe trial goes on.',
    "a missing opener": 'PC Ann Pole said:\n\nWe act.\n\nWe always act."\n\nThe trial goes on.',
}


@pytest.mark.parametrize("text", ONE_UTTERANCE.values(), ids=ONE_UTTERANCE.keys())
def test_paragraphs_of_one_utterance_are_one_quote(text):
    assert quotes(text) == [["We act.", "We always act."]]


def test_a_paragraph_without_marks_between_two_with_marks_is_quoted_where_we_speak():
    text = 'PC Ann Pole said: "We act.\n\nWe act on every call and our door is open.\n\n"We always act."'
    assert quotes(text) == [["We act.", "We act on every call and our door is open.", "We always act."]]


def test_an_interrupted_quote_has_a_span_per_piece():
    assert quotes("“We will act,” he said, “and soon.”\n\nThe end.") == [["We will act,", "and soon."]]
    assert quotes('"We will act," said PC Ann Pole. "We will act soon."\n\nThe end.') == [
        ["We will act,", "We will act soon."]
    ]
    assert quotes('"We will act," said PC Ann Pole.\n\n"We will act soon."\n\nThe end.') == [
        ["We will act,", "We will act soon."]
    ]


def test_a_new_attribution_is_a_new_quote():
    assert quotes('PC Ann Pole said: "We act."\n\nShe added: "We always act."') == [["We act."], ["We always act."]]


def test_a_missing_close_ends_where_narrative_begins():
    text = 'PC Ann Pole said: "We act on it.\n\nA man was charged with theft.\n\nInsp Tom Ash said: "Thank you."'
    assert quotes(text) == [["We act on it."], ["Thank you."]]


def test_possessives_and_contractions_close_no_single_quote():
    text = "PC Ann Pole said: 'We read officers' notes, it's our job and residents' calls help.'\n\nThe trial goes on."
    assert quotes(text) == [["We read officers' notes, it's our job and residents' calls help."]]


def test_nested_quotes_stay_inside():
    text = (
        "Sgt Ann Pole said: “He called it “a small job” and left. They say ‘cuckooing’ is rare.”\n\nThe trial goes on."
    )
    assert quotes(text) == [["He called it “a small job” and left. They say ‘cuckooing’ is rare."]]


def test_lost_spaces_and_wrong_facing_marks():
    assert quotes("Mr Ash said:“We are glad.”He added:“We are very glad.”") == [["We are glad."], ["We are very glad."]]
    assert quotes("The trial ended.\n\n”We act now,“ said PC Ann Pole.") == [["We act now,"]]


def test_inches_are_no_marks():
    text = 'He had a 6" knife and a 10" blade. PC Ann Pole said: "It was a 6" blade and it was sharp."'
    assert quotes(text) == [['It was a 6" blade and it was sharp.']]


def test_an_orphan_paragraph_is_an_utterance():
    text = 'DS Ann Pole praised the victims.\n\n"They were brave and helped us to convict him."'
    assert quotes(text) == [["They were brave and helped us to convict him."]]


def test_a_block_after_said_needs_no_marks():
    text = "PC Ann Pole said:\n\nWe are grateful to our neighbours, who called us at once.\n\nA man was charged with theft on Monday."
    assert quotes(text) == [["We are grateful to our neighbours, who called us at once."]]


def test_marks_lost_around_the_attribution():
    text = "A case ended.\n\nWe will use every tool that we have, said Sheriff Ann Pole. Our work goes on."
    assert quotes(text) == [["We will use every tool that we have,", "Our work goes on."]]


LOST = "Farm Fined\n\nA farm was fined on Monday, the Justice Departments Egg Division said.\n\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Rotten eggs cannot be sold to anybody, said U.S. Attorney Kay L. Roe. Parents deserve better.",
            ["Rotten eggs cannot be sold to anybody,", "Parents deserve better."],
        ),
        ("Rotten eggs cannot be sold to anybody, said U.S. Attorney Roe.", ["Rotten eggs cannot be sold to anybody,"]),
        (
            "The farmer broke the law for a year, said Special Agent in Charge Tom V. Ash of the U.S. Egg Service. He knew it.",
            ["The farmer broke the law for a year,", "He knew it."],
        ),
        (
            "The farmer broke the law for a year, said Tom V. Ash Jr. of the U.S. Egg Service (USES). He knew it.",
            ["The farmer broke the law for a year,", "He knew it."],
        ),
    ],
)
def test_a_release_that_lost_its_marks_quotes_without_a_first_person(text, expected):
    assert quotes(LOST + text) == [expected]
    # one whose apostrophes still stand never had any marks
    assert quotes(LOST.replace("Departments", "Department's") + text) == []
    # and one that quotes with marks has lost none
    assert len(quotes(LOST + text + '\n\nPC Ann Pole said: "We are glad of it."')) == 1


@pytest.mark.parametrize("attribution", [", stated U.S. Attorney Roe", ",said U.S. Attorney Roe", ",stated Kay L. Roe"])
def test_an_attribution_may_have_lost_its_space_too(attribution):
    text = f"Rotten eggs cannot be sold to anybody{attribution}. Parents deserve better."
    assert quotes(LOST + text) == [["Rotten eggs cannot be sold to anybody,", "Parents deserve better."]]


def test_the_lead_of_a_release_that_lost_its_marks_is_no_quote():
    lead = "A farm was fined on Monday for the sale of rotten eggs, said U.S. Attorney Kay L. Roe of the Justice Departments Egg Division."
    assert quotes("Farm Fined\n\n" + lead + "\n\nIt sold them for a year.") == []


@pytest.mark.parametrize(
    "text",
    [
        'The so-called "county lines" gang was in court for "possession with intent to supply".',
        "The ‘Eyes Open’ campaign and Operation ‘Heron’ go on.",
        'The message reads: "Your parcel is waiting, please pay the fee now."',
        'PC Ann Pole said officers were "very pleased" with it.',
        "'Rule of six' limits apply in Ashford.",
        "Note: The pictures show no stock that was taken in the burglary at all.",
    ],
)
def test_scare_quotes_titles_and_terms_are_none(text):
    assert quotes("Headline of the day\n\n" + text) == []


def test_the_cue_is_the_verb_as_written():
    assert cue('PC Ann Pole told the court on Monday: "We act on it."') == ["told"]
    assert cue('PC Ann Pole, who described it as rare, went on to say: "We act."') == ["say"]
    assert cue('The trial ended.\n\n"We act on it," PC Ann Pole explained.') == ["explained"]
    assert cue('The trial ended.\n\nChief Constable Ann Pole:\n\n"We act on it."') == [None]


def test_a_pull_quote_that_repeats_the_body_is_dropped():
    text = 'PC Ann Pole said: "We act on every call that we get."\n\nThe trial goes on.\n\n"We act on every call that we get."'
    assert quotes(text) == [["We act on every call that we get."]]


@given(st.text(alphabet="\"'“”‘’«» aA.,:\nsaid", max_size=200))
@settings(max_examples=300, deadline=None)
def test_any_arrangement_of_marks_gives_quotes_inside_the_text(text):
    page = read_page(text)
    for quote in find_quotes(page, LEXICON):
        for start, end in quote.spans:
            assert 0 <= start < end <= len(page.text)


@pytest.mark.parametrize("piece", ['"', "“", "'", 'said: "', '"A b c d e f.\n\n', 'a" b "c ', "X said:\n\n", '" said '])
def test_any_number_of_marks_comes_to_an_end(piece):
    page = read_page(piece * (80_000 // len(piece)))
    with never_hangs():
        find_quotes(page, LEXICON)


def test_a_missing_close_does_not_swallow_the_next_speaker():
    text = "Cllr Ann Pole added: “We support it.\n\nShop owner Tom Ash, who has a stall here, said “It was a bad week for us”.\n\nThe end."
    assert quotes(text) == [["We support it."], ["It was a bad week for us"]]


def test_a_second_attribution_in_the_paragraph_is_a_second_quote():
    text = 'The game ended.\n\n"We lost the game," Ann Pole said. "But we will be back," added Tom Ash.'
    assert quotes(text) == [["We lost the game,"], ["But we will be back,"]]
    text = 'The flood came.\n\n"It was awful," Ann Pole recalled. "The water came in," she said, "and we ran."'
    assert quotes(text) == [["It was awful,"], ["The water came in,", "and we ran."]]


def test_a_long_fragment_in_the_sentence_of_its_verb_is_a_quote():
    text = 'Big vote.\n\nCllr Ann Pole said the plan was "dead before it came to this house" on Monday.'
    assert quotes(text) == [["dead before it came to this house"]]


def test_a_later_paragraph_with_its_own_attribution_is_a_second_quote():
    text = 'The fair went on.\n\n"We are glad," PC Ann Pole added.\n\n"We hold a fair each May.\n\n"We also hold a market," she said.\n\nIt ended.'
    assert quotes(text) == [["We are glad,"], ["We hold a fair each May.", "We also hold a market,"]]
    assert cue(text) == ["added", "said"]
    text = 'The fair went on.\n\n"We are glad," PC Ann Pole added.\n\n"We hold a fair each May.\n\n"We also hold a market."\n\nIt ended.'
    assert quotes(text) == [["We are glad,", "We hold a fair each May.", "We also hold a market."]]


def test_the_name_of_a_page_is_no_quote():
    text = "Stolen ducks.\n\nContact us via @EasthamDucks, 'Eastham Police Duck Desk' on Facebook, by calling 101 or report online at www.ash.police.uk."
    assert quotes(text) == []
