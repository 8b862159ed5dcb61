"""A vocabulary that is not valid is an error that names the file, the entry and the fault, when it is loaded and not while a text is parsed."""

from __future__ import annotations

import pytest

from release_parser.errors import LexiconError
from release_parser.lexicon import Lexicon

FAULTS = {
    "an empty symbol": '[currencies.XTS]\nforms = ["kelm"]\nsymbols = [""]',
    "an empty form": '[units.furlong]\nforms = [""]\nkind = "length"',
    "a form of spaces": '[units.furlong]\nforms = [" "]\nkind = "length"',
    "a form over two lines": '[units.furlong]\nforms = ["fur\\nlong"]\nkind = "length"',
    "a form without end": f'[units.furlong]\nforms = ["{"a" * 101}"]\nkind = "length"',
    "a number in words": '[number_words.umpteen]\nforms = ["umpteen"]\nvalue = "abc"\nrole = "one"',
    "a number without end": f'[number_words.umpteen]\nforms = ["umpteen"]\nvalue = "{"9" * 50}"\nrole = "one"',
    "a number that is none": '[number_words.umpteen]\nforms = ["umpteen"]\nvalue = "nan"\nrole = "one"',
}


@pytest.mark.parametrize("content", FAULTS.values(), ids=FAULTS)
def test_a_fault_is_named_with_its_entry(content, tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(LexiconError, match=r"mine\.toml: entry '(?:XTS|furlong|umpteen)': "):
        Lexicon.default().overlay(path)


@pytest.mark.parametrize("forces", ['"Kelsham Police"', '["Kelsham Police"]', '{ name = "Kelsham Police" }'])
def test_a_force_that_is_no_table_is_not_left_out_in_silence(forces, tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text(f'[country]\ncode = "XK"\nname = "Kelsham"\nforces = {forces}\n', encoding="utf-8")
    with pytest.raises(LexiconError, match=r"mine\.toml: country: 'forces"):
        Lexicon.default().overlay(path)


@pytest.mark.parametrize("raw", [b"\xff\xfe", b"a = " + b"[" * 100_000, b"[units"])
def test_what_is_no_toml_is_our_error(raw, tmp_path):
    path = tmp_path / "mine.toml"
    path.write_bytes(raw)
    with pytest.raises(LexiconError, match=r"mine\.toml"):
        Lexicon.default().overlay(path)


def test_forms_that_begin_alike_are_no_depth(tmp_path):
    path = tmp_path / "mine.toml"
    forms = ", ".join(f'"{"a" * n}"' for n in range(1, 101))
    path.write_text(f'[units.furlong]\nforms = [{forms}]\nkind = "length"', encoding="utf-8")
    assert Lexicon.default().overlay(path).vocabulary("units").pattern
