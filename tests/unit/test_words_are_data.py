"""Words that releases use stand in `lexicon/data`; how many still stand in Python only goes down."""

from __future__ import annotations

from words_in_code import words_in_code, words_of

# lower it with every list that moves into the lexicon
AT_MOST = 260


def test_fewer_content_words_stand_in_code():
    by_file = words_in_code()
    different = set().union(*by_file.values())
    longest = sorted(by_file.items(), key=lambda item: -len(item[1]))[:5]
    listed = "\n".join(f"{file}: {' '.join(sorted(words))}" for file, words in longest)
    assert len(different) <= AT_MOST, f"{len(different)} words; move a list into lexicon/data. Most stand in\n{listed}"


def test_patterns_are_read_for_their_words():
    assert set(words_of(r"\b(?P<verb>arrest(?:ed|ing)?)[ ](?:of|the)\b")) == {"arrest"}


def test_months_weekdays_and_units_of_time_are_words():
    assert set(words_of(r"(?:March|Mon(?:day)?|weeks?)[ ]early")) == {"march", "mon", "day", "weeks", "early"}


def test_names_of_lists_and_labels_of_the_model_are_no_words():
    assert set(words_of(r"(?:«mask_words.colour»|[Ss]ince|nsubj)[ ]painted")) == {"painted"}
