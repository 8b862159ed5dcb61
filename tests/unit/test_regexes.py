"""Patterns in the syntax of `regex` that `re` runs: both find the same."""

from __future__ import annotations

import gc
import re

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from release_parser.regexes import Regex, captures, spans
from release_parser.regexes.reading import NotExpressibleError, read_pattern
from release_parser.regexes.writing import write_pattern
from release_parser.text import Document
from releases import RELEASES, read_release

TEXTS = (
    "Two men, aged 27 and 31, ran from 4½ Low Road, Kelsham; 5² m of it. They said: “We’re sorry”.",
    "the  old man At Ely, near É-lodge, a co-op's van (No. 4)\nSEIZED - 3 x 9mm\n\t12.5kg, £4m, ÀB",
    "year 2019/20 in-between: it’s 50% of ½ the 3rd; _x_ #5 weapons¹ Ⅳ",
)
EXPRESSED = [
    r"\bthe\b",
    r"\b(?:man|[A-Z]\w+)\b",
    r"\w+",
    r"\W+",
    r"[^\w\s]+",
    r"[\w’-]+",
    r"[\W_]+",
    r"\d+\b",
    r"\d+(?![\w%])",
    r"(?<![\w£$€])\d+(?:\.\d+)?",
    r"(?<!\w)\p{Lu}\p{Ll}+",
    r"[\p{L}\d’'-]+",
    r"\P{Lu}+",
    r"(?<=\b(?:the|a|near)[ ]{1,2})\p{L}+",
    r"(?<!\b(?:aged|and|from)[ ])\d+",
    r"(?<=a(?:ged)?|and)[ ]\d\d?",
    r"(?<=[(]|: )“?",
    r"(?i)kelsham|SEIZED",
    r"(?im)^the\b|^seized",
    r"(?i:LOW)[ ](?-i:Road)",
    r"officers?\b|men\b",
    r"(?>a|an)[ ]\w+",
    r"(?P<quote>[“\"])[^”]*",
    r"(?<first>\w)(?P=first)",
    r"\w++(?=;)",
    r"\s{1,3}?\S",
    r"(?:\b)?\d",
    r"[]a]|[^]b]c|[a\]-]",
    r"é|É|\xc9|\u00c9",
    r"[(\[]No",
    r"\u2019?\w",
    r"\x41?B|e\x64?",
    r"\n\bSEIZED|\t\b1",
    r"\.\b|\bRoad\.?\b",
    r"(?<=\u00e9\b|\n)\W",
    r"(?<=\.|é\.?)[ \n]",
]
KEPT = [
    r"(?P<day>\d)th|the (?P<day>\d)",
    r"(?<=a+)b",
    r"(?<=[\p{L}]{1,40}[ ])\d",
    r"(?|a(b)|c(d))",
    r"\L<words>",
    r"\p{Latin}+",
    r"\X",
    r"(a)\1",
    r"(?:cat){e<=1}",
    r"(?:(a)|b)++c",
]


@pytest.mark.parametrize("source", EXPRESSED)
def test_re_finds_what_regex_finds(source):
    ours = Regex(source)
    assert ours.engine == "re"
    for text in TEXTS:
        theirs = [match.span() for match in regex.finditer(source, text)]
        assert [match.span() for match in ours.finditer(text)] == theirs
        assert [at for at in range(len(text)) if ours.match(text, at)] == [
            at for at in range(len(text)) if regex.compile(source).match(text, at)
        ]


@pytest.mark.parametrize("source", KEPT)
def test_what_re_cannot_say_stays_with_regex(source):
    with pytest.raises((NotExpressibleError, re.error)):
        re.compile(write_pattern(read_pattern(source)))


def test_comments_and_blanks_of_a_verbose_pattern_are_no_part_of_it():
    source = r"""
        (?P<number> \d+ )  # a number: '12', (not closed
        [ ] (?: men | wo\ men )[ #]?   # and who
    """
    for text in ("12 men", "12 wo men#", "12men"):
        ours, theirs = Regex(source, re.VERBOSE).search(text), regex.search(source, text, regex.VERBOSE)
        assert (ours and ours.span()) == (theirs and theirs.span())


def test_a_pattern_is_compiled_when_it_is_first_used():
    pattern = Regex(r"(?P<open>")
    assert pattern.pattern == "(?P<open>"
    with pytest.raises(regex.error):
        pattern.search("a")


def test_a_name_that_is_no_method_is_an_error():
    with pytest.raises(AttributeError, match="searched"):
        Regex("a").searched("a")


def test_all_captures_of_a_group_are_kept_by_regex():
    match = Regex(r"(?:(?P<name>\p{Lu}\p{Ll}+),? ?)+", library="regex").search("Ann, Bo Roe")
    assert captures(match, "name") == ["Ann", "Bo", "Roe"]
    assert spans(match, "name") == [(0, 3), (5, 7), (8, 11)]


@given(st.text(st.sampled_from("aAé12½² _-’.,\n"), max_size=12))
def test_words_end_at_the_same_places(text):
    for source in (r"\b", r"\b\w", r"\w\b", r"(?<!\w)\d", r"[^\W\d_]+", r"\p{Lu}?\p{L}+\b"):
        assert [match.span() for match in Regex(source).finditer(text)] == [
            match.span() for match in regex.finditer(source, text)
        ]


def test_patterns_of_the_package_find_the_same_in_both_libraries(parser):
    """Every pattern that the releases made the parser compile, tried at the words and marks of some of them."""
    texts = [read_release(path) for path in RELEASES]
    list(parser.parse_batch(Document(text) for text in texts))
    patterns = {(one.pattern, one.flags): one for one in gc.get_objects() if type(one) is Regex and one.engine == "re"}
    assert len(patterns) > 500
    text = "\n\n".join(text[:70] for text in texts)
    # to ours a letter is one of an alphabet that has capitals
    text = regex.sub(r"(?![\p{Latin}\p{Greek}\p{Cyrillic}])[\p{L}\p{M}]", "?", text)
    places = [match.start() for match in re.finditer(r"(?<!\w)\w|[^\w\s]", text)]
    for one in patterns.values():
        theirs = regex.compile(one.pattern, one.flags)
        for at in places:
            ours, wanted = one.match(text, at), theirs.match(text, at)
            assert (ours and ours.regs) == (wanted and wanted.regs), (one.pattern, text[at : at + 40])
