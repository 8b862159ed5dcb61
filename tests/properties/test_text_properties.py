"""What holds for every text: the cleaned text leads back to the one given, blocks and sentences lie in order inside it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from release_parser.text import OffsetMap, read_page
from release_parser.text.clean import clean
from strategies import texts


@st.composite
def edited(draw) -> tuple[str, list[tuple[int, int, str]]]:
    """A text with edits that are sorted and apart."""
    text = draw(st.text(max_size=60))
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    pairs = zip(cuts[::2], cuts[1::2], strict=False)
    return text, [(start, end, draw(st.text(max_size=3))) for start, end in pairs]


@given(edited())
def test_what_was_not_edited_leads_back_to_itself(case):
    text, edits = case
    offsets = OffsetMap.build(text, edits)
    touched = {at for start, end, _ in edits for at in range(start, end)}
    copies = [at for at in range(len(text)) if at not in touched]
    found = []
    for at, character in enumerate(offsets.text):
        start, end = offsets.original(at, at + 1)
        assert 0 <= start <= end <= len(text)
        if end - start == 1 and start not in touched and text[start] == character:
            found.append(start)
    assert set(copies) <= set(found)


@given(edited(), st.data())
def test_longer_stretches_cover_shorter_ones(case, data):
    text, edits = case
    offsets = OffsetMap.build(text, edits)
    start = data.draw(st.integers(0, len(offsets.text)))
    end = data.draw(st.integers(start, len(offsets.text)))
    outer = offsets.original(start, end)
    for at in range(start, end):
        inner = offsets.original(at, at + 1)
        assert outer[0] <= inner[0] <= inner[1] <= outer[1]


@given(texts())
def test_letters_and_digits_are_never_lost(text):
    """Cleaning takes marks away, never words: what is left of the letters is the same, entities aside."""
    plain = text.replace("&", "")
    assert [c for c in clean(plain).text if c.isalnum()] == [c for c in plain if c.isalnum()]


@given(texts())
def test_cleaning_is_done_once(text):
    once = clean(text.replace("&", "").replace("\\", "").replace("*", "").replace("_", "")).text
    assert clean(once).text == once


@given(texts())
def test_blocks_and_sentences_lie_apart_and_in_order(text):
    page = read_page(text)
    for pieces in (page.blocks, page.sentences):
        at = 0
        for piece in pieces:
            assert at <= piece.start < piece.end <= len(page.text)
            assert not page.text[piece.start].isspace()
            assert not page.text[piece.end - 1].isspace()
            at = piece.end
    for sentence in page.sentences:
        block = page.blocks[sentence.block]
        assert block.start <= sentence.start
        assert sentence.end <= block.end


@given(texts())
def test_every_word_of_a_block_is_in_a_sentence(text):
    page = read_page(text)
    for index, block in enumerate(page.blocks):
        inside = "".join(page.text[s.start : s.end] for s in page.sentences if s.block == index)
        assert "".join(inside.split()) == "".join(page.text[block.start : block.end].split())


@given(texts())
def test_a_page_is_a_line_break_away_from_its_cleaned_text(text):
    page = read_page(text)
    assert len(page.text) == len(page.offsets.text)
    assert page.text.replace("\n", " ") == page.offsets.text.replace("\n", " ")
