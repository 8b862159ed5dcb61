"""The vocabulary is data that is checked when it is read, and that proves itself."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest
import regex

from release_parser.errors import LexiconError
from release_parser.evaluate.marked import check_lexicon
from release_parser.lexicon import Lexicon, Unit, fold, plural, trie_pattern
from release_parser.lexicon.entries import SCHEMAS

SPEC = importlib.util.spec_from_file_location("proofs", Path(__file__).parents[2] / "benchmarks" / "proofs.py")
PROOFS = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(PROOFS)


def overlay(tmp_path, content: str) -> Lexicon:
    path = tmp_path / "mine.toml"
    path.write_text(content, encoding="utf-8")
    return Lexicon.default().overlay(path)


def test_every_vocabulary_loads_and_compiles():
    lexicon = Lexicon.default()
    assert set(lexicon.vocabularies) == set(SCHEMAS)
    for name in lexicon.vocabularies:
        vocabulary = lexicon.vocabulary(name)
        assert regex.compile(vocabulary.pattern, regex.IGNORECASE)


def test_every_form_is_found_and_matched():
    for name in Lexicon.default().vocabularies:
        vocabulary = Lexicon.default().vocabulary(name)
        pattern = regex.compile(vocabulary.pattern, regex.IGNORECASE)
        for entry in vocabulary:
            for form in entry.forms:
                assert vocabulary.find(form) is not None, f"{name}.{entry.name}: {form}"
                assert pattern.fullmatch(fold(form)), f"{name}.{entry.name}: {form}"


def test_a_form_is_looked_up_whatever_its_case_spaces_and_marks():
    units = Lexicon.default().typed("units", Unit)
    assert units.find("Kilo") == units.find("kilograms") == units["kilogram"]
    assert units.find("furlongs per fortnight") is None


@pytest.mark.parametrize(
    ("form", "folded"), [("  A", " a"), ("Sergeant’s", "sergeant's"), ("twenty‑one", "twenty-one"), ("a  b", "a b")]
)
def test_fold(form, folded):
    assert fold(form) == folded


@pytest.mark.parametrize(
    ("noun", "many"),
    [("squad", "squads"), ("branch", "branches"), ("agency", "agencies"), ("day", "days"), ("gas", "gases")],
)
def test_plural(noun, many):
    assert plural(noun) == many


def test_a_trie_takes_the_longest_form():
    pattern = regex.compile(trie_pattern(["up to", "up", "at least", "at most", "o'clock", "two-week"]))
    assert pattern.match("up to ten").group() == "up to"
    assert pattern.match("up and down").group() == "up"
    assert pattern.match("at  least").group() == "at  least"
    assert pattern.match("o’clock").group() == "o’clock"
    assert pattern.match("two‑week").group() == "two‑week"
    assert pattern.match("at last") is None


def test_an_empty_trie_matches_nothing_but_the_empty_string():
    assert regex.fullmatch(trie_pattern([]), "") is not None


def test_an_overlay_adds_and_replaces_whole_entries(tmp_path):
    mine = overlay(
        tmp_path,
        '[units.firkin]\nkind = "volume"\nforms = ["firkin"]\n[units.kilogram]\nkind = "mass"\nforms = ["kilo"]\n',
    )
    units = mine.typed("units", Unit)
    assert units.find("firkins").kind == "volume"
    assert units.find("kilogramme") is None
    assert Lexicon.default().typed("units", Unit).find("kilogramme") is not None


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("[units.firkin", "cannot be read as TOML"),
        ("[units.firkin", "; mend the file there"),
        ("[wards.ash]\nforms = ['a']", "there is no vocabulary 'wards'; it is one of"),
        ("units = 3", "must be a table of entries"),
        ("[units]\nfirkin = 3", "entry 'firkin' must be a table: write [units.firkin] with its forms"),
        ("[units.firkin]\nforms = ['firkin']", "entry 'firkin': 'kind' is missing: give it a value"),
        ("[units.firkin]\nkind = 'beer'\nforms = ['firkin']", "entry 'firkin': 'kind' is 'beer'; it must be 'count', "),
        ("[units.firkin]\nkind = 'volume'\nforms = []", "entry 'firkin': 'forms' is too short: give 1 or more"),
        (
            "[units.firkin]\nkind = 'volume'\nforms = ['firkin']\ncolour = 'brown'",
            "entry 'firkin': 'colour' is no field that is known here: leave it out, or mend its spelling",
        ),
    ],
)
def test_a_wrong_file_is_an_error_that_names_file_entry_and_fault(tmp_path, content, fault):
    with pytest.raises(LexiconError, match=rf"mine\.toml: .*{regex.escape(fault)}"):
        overlay(tmp_path, content)


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(LexiconError, match=r"none\.toml: cannot be read"):
        Lexicon.default().overlay(tmp_path / "none.toml")


def test_unknown_vocabularies_and_lists_are_errors():
    with pytest.raises(LexiconError, match="no vocabulary 'wards'"):
        Lexicon.default().vocabulary("wards")
    with pytest.raises(LexiconError, match="holds Rank, not Unit"):
        Lexicon.default().typed("ranks", Unit)


def test_unit_names_are_pints():
    pint = pytest.importorskip("pint")
    registry = pint.UnitRegistry()
    for unit in Lexicon.default().typed("units", Unit):
        if unit.kind not in ("count", "percentage", "other"):
            assert registry.Unit(unit.name.removesuffix("_symbol").removesuffix("_word")) is not None, unit.name


@pytest.mark.parametrize("vocabulary", Lexicon.default().vocabularies)
def test_every_entry_proves_itself(parser, vocabulary):
    """`finds` are found to the character, `ignores` yield nothing."""
    faults = check_lexicon(parser, Lexicon.default(), [vocabulary])
    assert not faults, "\n".join(faults)


def test_every_entry_has_a_sentence_that_proves_it():
    lexicon = Lexicon.default()
    bare = [
        f"{name}.{entry.name}"
        for name in lexicon.vocabularies
        for entry in lexicon.vocabulary(name)
        if not entry.finds and not entry.ignores
    ]
    assert bare == []


@pytest.mark.parametrize("vocabulary", Lexicon.default().vocabularies)
def test_every_entry_is_noticed_by_its_sentences(vocabulary):
    """A sentence that is read the same without the entry proves another one. `benchmarks/proofs.py` takes out one entry at a time."""
    assert list(PROOFS.unnoticed_in_batches(vocabulary, Lexicon.default())) == []
