"""Stretches around what a rule needs: whole words, merged, and no match of the rule lost."""

from __future__ import annotations

import re
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from release_parser.text.windows import windows

DIGITS = re.compile(r"\d+")


def test_words_are_not_cut():
    text = "nothing here, then seventeen or 17 of them, then nothing again"
    [(start, end)] = windows(DIGITS, text, before=5, after=5)
    assert text[start:end] == "seventeen or 17 of them,"


def test_neighbours_are_one():
    assert windows(DIGITS, "1 and 2", before=3, after=3) == [(0, 7)]


@given(st.text(alphabet="ab 1\n", max_size=300), st.integers(0, 20), st.integers(0, 20))
def test_every_anchor_is_inside_one_stretch(text, before, after):
    stretches = windows(DIGITS, text, before=before, after=after)
    assert stretches == sorted(stretches)
    assert all(a[1] < b[0] for a, b in pairwise(stretches))
    for match in DIGITS.finditer(text):
        assert sum(start <= match.start() and match.end() <= end for start, end in stretches) == 1
