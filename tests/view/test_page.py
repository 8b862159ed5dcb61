"""The page's data: whole, in order, found again, and nothing of a record stands in it as HTML."""

from __future__ import annotations

from pathlib import Path

import pytest

import release_parser as rp
from fakes import record
from pages import TEXT, blob, index, records
from release_parser.errors import InputError, ModelNotFoundError
from release_parser.records import Failure
from release_parser.sinks import open_sink
from release_parser.text import Document
from release_parser.view.compact import compact
from release_parser.view.sample import sample
from release_parser.view.words import WordIndex, fold


def test_a_record_is_whole_but_for_the_words_that_its_text_has(release):
    found = compact(release)
    assert found["text"] == TEXT
    claim = found["claims"][0]
    assert TEXT[slice(*claim["span"])] == "34"
    assert TEXT[slice(*claim["measured_entity"])] == "arrests"
    assert claim["quantity"]["value"] == 34
    assert (claim["id"], claim["quote"], claim["rule"]) == ("c1", "q1", "digits")
    assert found["people"][0]["id"] == "p1"
    assert "topic" not in claim  # what is empty is left out


def test_offsets_count_as_javascript_counts():
    text = "\N{POLICE CAR}\N{POLICE CAR} 34 arrests \N{POLICE CAR}"
    release = record(Document(text))
    start, end = compact(release)["claims"][0]["span"]
    units = text.encode("utf-16-le")
    assert units[2 * start : 2 * end].decode("utf-16-le") == "34"


def test_nothing_of_a_record_is_html(release):
    page = rp.view([release, Failure(source="<b>", stage="read", error="<i>")], title="<u>").html
    for hostile in ("<script>alert", "<img src=x", "<Bloggs>", "<b>", "<i>", "<u>"):
        assert hostile not in page
    assert "&lt;u&gt;" in page


def test_the_list_knows_what_records_are_filtered_by(release):
    columns = index(rp.view([release, Failure(source="a.pdf", stage="read", error="x")]).html)
    assert columns["title"] == ['Title <script>alert("x")</script>', "a.pdf"]
    assert columns["failed"] == [0, 1]
    assert columns["claims"] == [1, 0]
    assert [columns["names"]["operation"][at] for at in columns["operation"][0]] == ["Sandpiper"]
    assert [columns["names"]["kind"][at] for at in columns["kind"][0]] == ["count"]
    assert {columns["names"]["rule"][at] for at in columns["rule"][0]} == {
        "digits",
        "marks",
        "marker",
        "rank",
        "head",
        "number",
    }
    assert columns["key"][0] == release.id[:16]


def test_the_same_text_twice_has_two_addresses(release):
    assert index(rp.view([release, release]).html)["key"] == [release.id[:16], f"{release.id[:16]}-2"]


def test_all_records_are_there_in_order():
    many = [record(Document(f"Release {number}")) for number in range(100)]
    page = rp.view(many)
    assert [each["text"] for each in records(page.html)] == [f"Release {number}" for number in range(100)]
    assert page.count == 100


def test_a_page_of_nothing():
    page = rp.view([]).html
    assert records(page) == []
    assert index(page)["title"] == []


class TestExplanations:
    TEXT = "\N{POLICE CAR} Officers made 34 arrests on 4 May 2020."

    def test_say_the_rule_of_each_field_and_what_took_the_other_numbers(self, parser):
        page = rp.view(parser.parse(self.TEXT), parser=parser).html
        (found,), abouts = records(page), index(page)["abouts"]
        fields = {name: (value, rule, abouts[about]) for name, value, rule, about, _ in found["why"]["c1"]}
        assert fields["head"][:2] == ("arrest", "noun_behind")
        assert fields["predicate"][2].startswith("The nearest verb above")
        (other,) = found["non_claims"]
        units = self.TEXT.encode("utf-16-le")
        assert units[2 * other["span"][0] : 2 * other["span"][1]].decode("utf-16-le") == "4 May 2020"
        assert (other["id"], other["rule"], abouts[other["about"]]) == ("x1", "date", "A date or a time of day.")

    def test_a_few_records_are_explained_many_only_where_that_is_asked_for(self, parser):
        release = parser.parse("Two arrests.")
        assert "why" in records(rp.view([release] * 31).html)[0]
        assert "why" not in records(rp.view([release] * 32).html)[0]
        assert "why" in records(rp.view([release] * 32, explain=True, parser=parser).html)[31]
        assert "why" not in records(rp.view(release, explain=False).html)[0]

    def test_what_rules_are_for_is_there_in_any_case_but_one(self, parser):
        release = parser.parse("Two arrests.")
        assert "count" in index(rp.view([release] * 32).html)["names"]["rule"]
        assert index(rp.view(release, explain=False).html)["rules"] == {}

    def test_a_claim_that_is_read_otherwise_today_has_none(self, parser):
        release = parser.parse("Two arrests and three raids.")
        moved = release.claims[0].model_copy(update={"span": release.claims[0].sentence})
        other = release.model_copy(update={"claims": (moved, *release.claims[1:])})
        assert list(records(rp.view(other, parser=parser).html)[0]["why"]) == ["c2"]

    def test_without_a_model_a_page_is_whole_and_says_so_only_where_it_was_asked_to(self, release, monkeypatch):
        def none(_):
            raise ModelNotFoundError("no model")

        monkeypatch.setattr("release_parser.view.page.Explanations", none)
        assert "why" not in records(rp.view(release).html)[0]
        with pytest.raises(ModelNotFoundError):
            rp.view(release, explain=True).html  # noqa: B018 - the page is made when it is asked for


class TestWords:
    def test_fold(self):
        assert fold("3,810 ARRESTS at the Chief’s café, 12th") == [
            "3810",
            "arrests",
            "at",
            "the",
            "chiefs",
            "cafe",
            "12th",
        ]

    def test_postings_unpack_to_the_numbers_that_went_in(self):
        words = WordIndex()
        numbers = [0, 1, 5, 127, 128, 129, 300, 70_000]
        for number in numbers:
            words.add(number, "Arrests arrests")
        assert words.words() == ["arrests"]
        (packed,) = words.packed()
        assert unpack(packed) == numbers

    def test_the_page_holds_them_in_the_order_of_the_words(self):
        page = rp.view([record(Document("Two arrests")), record(Document("No arrests"))]).html
        columns = index(page)
        packed, found = blob(page, "postings"), {}
        for word, length in zip(columns["words"].split("\n"), columns["lengths"], strict=True):
            found[word], packed = unpack(packed[:length]), packed[length:]
        assert found == {"arrests": [0, 1], "no": [1], "two": [0]}
        assert not packed


def unpack(packed) -> list[int]:
    numbers, last, value, shift = [], 0, 0, 0
    for byte in packed:
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            last += value
            numbers.append(last)
            value = shift = 0
    return numbers


class TestSample:
    def test_is_the_same_for_a_seed_and_in_order(self):
        first = sample(range(1000), 20, seed=7)
        assert first == sample(range(1000), 20, seed=7) == sorted(first)
        assert first != sample(range(1000), 20, seed=8)

    def test_is_all_where_there_are_fewer(self):
        assert sample(range(3), 20) == [0, 1, 2]

    def test_takes_every_item_as_often_as_any_other(self):
        taken = [0] * 10
        for seed in range(2000):
            for item in sample(range(10), 3, seed=seed):
                taken[item] += 1
        assert all(500 < times < 700 for times in taken)  # 600 each

    def test_of_none_is_refused(self):
        with pytest.raises(InputError, match="sample of 0"):
            sample(range(3), 0)

    def test_of_a_page(self):
        many = [record(Document(f"Release {number}")) for number in range(50)]
        page = rp.view(many, sample_size=5, seed=1).html
        assert len(records(page)) == 5
        assert records(page) == records(rp.view(many, sample_size=5, seed=1).html)


def test_it_is_saved_whole_over_a_file_of_records(tmp_path, release):
    with open_sink(tmp_path / "out.jsonl") as sink:
        for each in (release, record(Document("Two arrests.")), Failure(source=None, stage="read", error="x")):
            sink.write(each)
    page = rp.view(str(tmp_path / "out.jsonl"))
    assert page.save(tmp_path / "out.html") == tmp_path / "out.html"
    assert page.count == 3
    assert len(records((tmp_path / "out.html").read_text(encoding="utf-8"))) == 3
    assert not list(tmp_path.glob(".*"))


def test_bytes_are_no_records():
    with pytest.raises(InputError, match="bytes"):
        rp.view(b"Two arrests.")


def test_it_shows_itself_in_notebooks(release):
    assert rp.view(release)._repr_html_().startswith('<iframe srcdoc="&lt;!doctype html&gt;')


def test_nothing_in_the_page_asks_the_network():
    assets = Path(rp.view.__file__).parent / "assets"
    for asset in assets.iterdir():
        content = asset.read_text(encoding="utf-8")
        for call in ("fetch(", "XMLHttpRequest", "import(", 'src="http', "url(http", "@import", "innerHTML", "eval("):
            assert call not in content, f"{asset.name} has {call}"
    assert "default-src 'none'" in (assets / "page.html").read_text(encoding="utf-8")


def test_the_name_works_whoever_was_imported_first(release):
    import release_parser.view.page  # noqa: F401

    assert rp.view(release).html == release_parser_view()(release).html


def release_parser_view():
    from release_parser.view import view

    return view
