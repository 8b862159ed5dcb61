"""What holds for every record, whatever the text: grounded, whole, explained, repeatable, and the same after JSON."""

from __future__ import annotations

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from invariants import check
from release_parser.records import Quantity
from releases import read_release
from strategies import spoilt_releases, texts


def test_every_fixture_is_grounded_whole_and_explained(parser, release_path):
    text = read_release(release_path)
    check(parser.parse(text), text)


def test_the_same_text_gives_the_same_bytes_in_any_order(parser, release_path):
    from release_parser.parser import Parser

    text = read_release(release_path)
    first = parser.parse(text).model_dump_json()
    parser.parse("Two men, 34 and 36, were arrested in Operation Basalt.")
    assert parser.parse(text).model_dump_json() == first
    assert Parser().parse(text).model_dump_json() == first


@settings(max_examples=60)
@given(text=spoilt_releases())
def test_a_spoilt_release_is_grounded(parser, text):
    check(parser.parse(text), text)


@settings(max_examples=120)
@given(text=texts())
def test_no_arrangement_of_marks_digits_and_markers_breaks_the_parser(parser, text):
    assume(text.strip())
    check(parser.parse(text), text)


@given(
    st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=3),
)
def test_a_number_is_the_same_after_json(value):
    quantity = Quantity(value=value)
    assert Quantity.model_validate_json(quantity.model_dump_json()).value == value
