"""Vocabularies of hundreds of thousands of forms: they find what small ones find, and patterns are made of what a text holds."""

from __future__ import annotations

import pytest

import release_parser as rp
from release_parser.lexicon import Lexicon, compile_forms, large, trie_pattern
from releases import RELEASES, read_release


@pytest.fixture
def everything_is_large(monkeypatch):
    monkeypatch.setattr(large, "MOST_FORMS_OF_ONE_PATTERN", 0)


def another() -> Lexicon:
    """The default lexicon, which no grammar has been made of yet."""
    known = Lexicon.default()
    return Lexicon(known._tables, known.countries)


@pytest.mark.usefixtures("everything_is_large")
def test_records_are_the_same_when_every_list_is_large(parser):
    other = rp.Parser(lexicon=another())
    for path in RELEASES[::3]:
        text = read_release(path)
        assert other.parse(text) == parser.parse(text), path.stem


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("two kilos", ["kilo"]),
        ("two KILO-bags", ["KILO-bag"]),
        ("two kilo–bags of  tea", ["kilo–bag"]),
        ("a  bag  of   tea", ["bag  of   tea"]),
        ("a farmer’s pint", ["farmer’s pint"]),
        ("nothing", []),
    ],
)
def test_a_form_is_found_as_a_small_list_finds_it(text, found):
    forms = ["kilo", "kilo-bag", "bag of tea", "farmer's pint"]
    for source in (trie_pattern(forms), large.reference(forms)):
        pattern = compile_forms(rf"(?<!\w)(?:{source})", 2)
        assert [match.group() for match in pattern.finditer(text)] == found


def test_a_reference_is_no_pattern_for_anybody_else():
    import regex

    with pytest.raises((regex.error, KeyError)):
        regex.compile(large.reference(["kilo"]))


@pytest.mark.parametrize("vocabulary", ["units", "cues", "given_names"])
def test_two_hundred_thousand_forms_are_looked_up(vocabulary):
    """A pattern of them would take minutes and a gigabyte: what is compiled stays small."""
    known = Lexicon.default()
    name, entry = next(iter(known._tables[vocabulary].items()))
    letters = "bcdfghjklmnpqrstvwxz"
    many = tuple(
        f"{a}{b}o{c}{d}a {e}" for a in letters for b in letters for c in letters for d in letters for e in "xy"
    )
    many = many[: 200_000 - len(entry.forms)]
    tables = dict(known._tables)
    tables[vocabulary] = {**tables[vocabulary], name: entry.model_copy(update={"forms": (*entry.forms, *many)})}
    text = read_release(RELEASES[0])
    assert rp.Parser(lexicon=Lexicon(tables, known.countries)).parse(text).text == text
