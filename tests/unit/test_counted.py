"""A quantity in its sentence: its tokens, its neighbours, the text that a rule may read."""

from __future__ import annotations

from release_parser.link.counted import SENTENCE_REACH
from syntaxes import counted_in


def test_tokens_of_the_quantity_and_of_its_neighbours():
    two, five = counted_in("Two men and five dogs ran.", "NUM NOUN CCONJ NUM NOUN VERB PUNCT")
    assert (two.first, two.last, two.after) == (0, 0, 1)
    assert (five.first, five.last) == (3, 3)
    assert (two.stop, five.stop) == ({3}, {0})
    assert (two.previous, two.following) == (None, five.quantity)
    assert (five.previous, five.following) == (two.quantity, None)


def test_the_ages_of_a_sentence_end_a_phrase_and_are_known_as_ages():
    two, age = counted_in("Two 34-year-old men ran.", "NUM NUM PUNCT NOUN PUNCT ADJ NOUN VERB PUNCT")
    assert age.quantity.kind == "age"
    assert two.ages == two.stop == set(range(age.first, age.last + 1))
    assert age.ages == frozenset()


def test_the_text_before_and_behind_stays_in_the_sentence():
    (two,) = counted_in("They ran. Two men hid. We saw.", "NUM NOUN VERB PUNCT", sentence=(10, 22))
    assert (two.before(50), two.behind(4), two.behind(50)) == ("", " men", " men hid.")
    assert two.sentence_index == 0


def test_a_quantity_that_the_parse_does_not_reach_has_no_tokens():
    text = "Two men ran and then five dogs ran."
    two, five = counted_in(text, "NUM NOUN VERB", parsed="Two men ran")
    assert two.parsed
    assert not five.parsed
    assert two.within.quantities == (two.quantity,)
    assert two.stop == frozenset()


def test_a_sentence_without_end_is_read_in_part():
    text = "Two men ran" + " and ran" * SENTENCE_REACH
    (two,) = counted_in(text, "NUM NOUN VERB", parsed="Two men ran")
    assert (two.low, two.high) == (0, 3 + SENTENCE_REACH)
