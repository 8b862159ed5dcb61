"""The text layer: odd characters made ordinary, offsets that lead back, blocks and sentences."""

from __future__ import annotations

import pytest

from release_parser.errors import InputError
from release_parser.lexicon import Lexicon
from release_parser.text import Document, OffsetMap, read_page
from release_parser.text.clean import clean
from release_parser.text.sentences import split_sentences


def blocks(text: str, **options) -> list[tuple[str, str]]:
    page = read_page(text, **options)
    return [(block.kind, page.text[block.start : block.end]) for block in page.blocks]


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text, 0, len(text), Lexicon.default())]


class TestClean:
    @pytest.mark.parametrize(
        ("given", "cleaned"),
        [
            ("12\u00a0kg", "12 kg"),
            ("1\u2009500\u202fkm", "1 500 km"),
            ("opera\u00adtion", "operation"),
            ("\u200bPolice\ufeff", "Police"),
            ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
            ("police &amp; partners", "police & partners"),
            ("&pound;22,500 &#8211; &#x00A3;5", "£22,500 – £5"),
            ("9&nbsp;bars", "9 bars"),
            ("**34 arrests** were *made*", "34 arrests were made"),
            ("__bold__ and _slanted_", "bold and slanted"),
            ("**Marked: ** text", "Marked:  text"),
            (r"cost £400\.", "cost £400."),
            ("``We acted''", '"We acted"'),
        ],
    )
    def test_what_a_reader_does_not_see_is_gone(self, given, cleaned):
        assert clean(given).text == cleaned

    @pytest.mark.parametrize(
        ("given", "cleaned"),
        [
            ("raids on Tuesday.They found", "raids on Tuesday. They found"),
            ("“We acted.”He added", "“We acted.” He added"),
            ("Tuesday (23 March)officers", "Tuesday (23 March) officers"),
            ("(Monday)officers", "(Monday) officers"),
            ("(34)arrests", "(34) arrests"),
            ("said:“We", "said: “We"),
            ("the Lamp Team (KLT).Officers found", "the Lamp Team (KLT). Officers found"),
            ("twelve lamps;a saw;and 40 keys", "twelve lamps; a saw; and 40 keys"),
        ],
    )
    def test_glued_words_are_parted(self, given, cleaned):
        assert clean(given).text == cleaned

    @pytest.mark.parametrize(
        "text",
        [
            "20*355541",
            "snake_case_name",
            "* a bullet",
            "5 * 4",
            "AT&T",
            "R&B; soul",
            "https://police.example/a;bc;de",
            "www.westvale.police.example/a_b_c_d",
            "https://police.example/?a=1&copy=2&amp;b=3",
            "half ½ café Łucja",
            "Mr.and",
        ],
    )
    def test_what_is_no_mark_stays(self, text):
        assert clean(text).text == text

    def test_offsets_lead_back_over_entities_and_emphasis(self):
        text = "seized&nbsp;**12\u00adkg** of &pound;5"
        cleaned = clean(text)
        start = cleaned.text.index("12kg")
        begin, end = cleaned.original(start, start + 4)
        assert text[begin:end] == "12\u00adkg"
        at = cleaned.text.index("£")
        assert text[slice(*cleaned.original(at, at + 1))] == "&pound;"


class TestOffsets:
    def test_a_text_without_edits_is_itself(self):
        offsets = OffsetMap.build("34 arrests", ())
        assert (offsets.text, offsets.original(3, 10)) == ("34 arrests", (3, 10))

    def test_edits_at_both_ends(self):
        offsets = OffsetMap.build("**a**", [(0, 2, ""), (3, 5, "")])
        assert (offsets.text, offsets.original(0, 1)) == ("a", (2, 3))

    def test_an_insertion_belongs_to_nothing(self):
        offsets = OffsetMap.build("end.Next", [(4, 4, " ")])
        assert offsets.text == "end. Next"
        assert offsets.original(5, 9) == (4, 8)
        assert offsets.original(0, 4) == (0, 4)

    def test_an_empty_text(self):
        assert OffsetMap.build("", ()).original(0, 0) == (0, 0)

    def test_edits_must_be_apart(self):
        with pytest.raises(ValueError, match="overlaps"):
            OffsetMap.build("abcdef", [(0, 3, ""), (2, 4, "")])

    def test_a_stretch_outside_is_an_error(self):
        with pytest.raises(ValueError, match="not inside"):
            OffsetMap.build("abc", ()).original(1, 9)


class TestLayout:
    def test_headline_paragraph_bullets_and_their_introduction(self):
        text = "Knives seized\n\nOfficers were out all week.\n\nThe week resulted in:\n\n* 34 arrests\n* 12 knives\n\nCall 101."
        page = read_page(text)
        assert [block.kind for block in page.blocks] == [
            "headline",
            "paragraph",
            "paragraph",
            "bullet",
            "bullet",
            "paragraph",
        ]
        assert [block.intro for block in page.blocks] == [None, None, None, 2, 2, None]
        bullet = page.sentences[-2]
        assert page.text[bullet.start : bullet.end] == "12 knives"
        assert page.intro_of(bullet) == page.blocks[2]

    @pytest.mark.parametrize("marker", ["* ", "- ", "• ", "•", "– ", "· ", "1. ", "a) ", "(i) ", "\u25aa "])
    def test_bullets_of_every_kind(self, marker):
        assert blocks(f"The result:\n\n{marker}Six arrests") == [
            ("paragraph", "The result:"),
            ("bullet", "Six arrests"),
        ]

    def test_a_list_counts_from_one_and_a_number_in_brackets_is_none(self):
        assert blocks("Never do this.\n1. tell\n2. pay\n34. is no item of it\n(12) men")[1:] == [
            ("bullet", "tell"),
            ("bullet", "pay"),
            ("paragraph", "34. is no item of it"),
            ("paragraph", "(12) men"),
        ]

    def test_a_dash_before_lower_case_is_no_bullet(self):
        assert [kind for kind, _ in blocks("He ran.\n\n– and fell.")] == ["paragraph", "paragraph"]

    def test_lines_that_open_with_a_number_are_items_of_the_list_before_them(self):
        assert blocks("The results so far:\n\n34 arrests\n\n£5,000 seized\n\nPolice said they were pleased.") == [
            ("paragraph", "The results so far:"),
            ("bullet", "34 arrests"),
            ("bullet", "£5,000 seized"),
            ("paragraph", "Police said they were pleased."),
        ]

    def test_hard_wrapped_lines_are_one_paragraph_of_the_same_length(self):
        text = "Officers from the town team have been out\n" + "and about every evening, and so were those of\n" * 5
        text += "the county."
        page = read_page(text)
        assert [(block.start, block.end) for block in page.blocks] == [(0, len(text))]
        assert len(page.text) == len(text)

    def test_short_lines_without_an_end_are_headings(self):
        assert blocks("It began in May.\n\nWhat happened next\n\nThey ran.")[1] == ("heading", "What happened next")

    def test_hashes_rows_and_furniture(self):
        assert blocks("## Results\n\n| Town | Arrests |\n| --- | --- |\n\n3 min read\n\nIt was quiet.")[0] == (
            "headline",
            "Results",
        )
        kinds = [
            kind for kind, _ in blocks("Words here.\n\n| Town | Arrests |\n\n3 min read\n\n11:05 09/02/2021\n\nEnd.")
        ]
        assert kinds == ["paragraph", "row", "furniture", "furniture", "paragraph"]

    def test_the_given_title_names_the_headline(self):
        assert blocks("It is over.\n\nText.", title="It is over.")[0] == ("headline", "It is over.")

    def test_carriage_returns_part_paragraphs(self):
        assert len(blocks("One.\r\n\r\nTwo.")) == 2

    def test_blocks_and_sentences_are_found_by_offset(self):
        page = read_page("One. Two.\n\nThree.")
        assert page.sentence_at(5) == 1
        assert page.block_at(12) == 1
        assert page.block_at(10) is None
        assert page.sentence_at(4) is None

    def test_nothing_in_nothing_out(self):
        assert read_page(" \n\n ").blocks == ()


class TestSentences:
    @pytest.mark.parametrize(
        "text",
        [
            "Det. Supt. Hester Vaisey spoke to Mr. Dunn of St. John Ambulance.",
            "It happened at 4 p.m. on Friday.",
            "John C. Ash was held.",
            "It cost £1.5m in all.",
            "The B.3187 (i.e. the old road) was shut.",
            "She lives in the U.S. Virgin Islands.",
        ],
    )
    def test_a_full_stop_inside_a_sentence(self, text):
        assert sentences(text) == [text]

    @pytest.mark.parametrize(
        ("text", "parts"),
        [
            ("He ran. She fell.", ["He ran.", "She fell."]),
            ("He ran! “Stop,” she said. 34 came.", ["He ran!", "“Stop,” she said.", "34 came."]),
            ("“He ran.” She fell.", ["“He ran.”", "She fell."]),
            ("It was 4 p.m. The men ran.", ["It was 4 p.m.", "The men ran."]),
            ("They left… Nobody saw.", ["They left…", "Nobody saw."]),
            ("He lives in the U.S. She does not.", ["He lives in the U.S.", "She does not."]),
            ("One.\nTwo", ["One.", "Two"]),
        ],
    )
    def test_where_sentences_end(self, text, parts):
        assert sentences(text) == parts


class TestDocument:
    @pytest.mark.parametrize("text", ["", " \n\t"])
    def test_an_empty_text_is_an_error_that_names_the_source(self, text):
        with pytest.raises(InputError, match=r"a\.txt is empty"):
            Document(text, source="a.txt").check()

    def test_binary_and_undecodable_texts_are_errors(self):
        with pytest.raises(InputError, match="NUL"):
            Document("P\x00K").check()
        with pytest.raises(InputError, match="lone surrogate at character 2"):
            Document("ab\ud800").check()
