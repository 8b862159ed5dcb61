"""Which quotation marks open and which close, read from the characters beside them."""

from __future__ import annotations

import string

import pytest

from release_parser.extract.quote_marks import find_marks


def read(text: str) -> list[tuple[str, bool, bool]]:
    """Each mark of a text, and whether it may open and may close."""
    return [(text[mark.at], mark.opens, mark.closes) for mark in find_marks(text, 0, len(text))]


OPENS, CLOSES, BOTH, NEITHER = (True, False), (False, True), (True, True), (False, False)


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ('"We act', [OPENS]),
        ('We act"', [CLOSES]),
        ('"', [NEITHER]),
        ('He said "we act" again', [OPENS, CLOSES]),
        ('He said"We act', [BOTH]),
        ('We act."He left', [CLOSES]),
        ("“We act” again", [OPENS, CLOSES]),
        ("“We act.”He left", [OPENS, CLOSES]),
        ("“We act”He left", [OPENS, CLOSES]),
        ("”We act", [OPENS]),
        ("He said: ”We act”", [OPENS, CLOSES]),
        ("in (”Elm”)", [OPENS, CLOSES]),
        ("We act.“ He left", [CLOSES]),
        ("We act.“", [CLOSES]),
        ("We say “ act", [OPENS]),
        ("‘We act’ again", [OPENS, CLOSES]),
        ("'We act' again", [OPENS, CLOSES]),
        ("Ann's flat", []),
        ("rock ’n’ roll", [NEITHER, CLOSES]),
        ("in the '90s", [NEITHER]),
        ("men–’ and", [CLOSES]),
    ],
)
def test_a_mark_opens_or_closes_by_what_stands_beside_it(text, marks):
    assert [(opens, closes) for _, opens, closes in read(text)] == marks


@pytest.mark.parametrize("letter", string.ascii_letters + string.digits)
def test_behind_a_letter_a_mark_closes_and_opens_nothing(letter):
    assert read(f'We {letter}" again') == [('"', *CLOSES)]
    assert read(f'We "{letter} again') == [('"', *OPENS)]


@pytest.mark.parametrize(("before", "after"), [("act.", ""), ("act!", " now"), ("act?", ""), ("act,", " he")])
def test_punctuation_before_a_closer_is_kept_in_mind(before, after):
    (mark,) = find_marks(f'{before}"{after}', 0, len(before) + 1 + len(after))
    assert mark.closes
    assert mark.strong


def test_an_opener_is_never_strong():
    text = 'He said. "We act'
    (mark,) = find_marks(text, 0, len(text))
    assert not mark.strong
