r"""One bad row is one failure: what stands before and behind it is read, in every format that holds many releases."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from release_parser.errors import describe_fault
from release_parser.lexicon import Lexicon
from release_parser.records import Failure
from release_parser.sources import Limits, read_source

LEXICON = Lexicon({}, ())
GOOD = {"text": "Officers made 34 arrests.", "url": "https://kelsham.example/1"}
LAST = {"text": "Two vans were seized.", "url": "https://kelsham.example/3"}

# what stands between two good rows: the row is a release all the same, and what cannot be read of it is noted
DROPPED = {
    "an address with brackets": {"url": "http://[site]/x"},
    "an address with a port in words": {"url": "https://kelsham.example:port/x"},
    "an address without a host": {"link": "/news/34"},
    "an address that is a script": {"url": "javascript:alert(1)"},
    "an address with a line end": {"url": "https://kelsham.example/a\nb"},
    "a day of twenty digits": {"day": "99999999999999999999", "month": "5", "year": "2021"},
    "a year of twenty digits": {"day": 1, "month": 5, "year": 10**20},
    "a day that is none": {"date": "0000-00-00"},
    "a thirtieth of February": {"published": "2021-02-30"},
    "a day in words": {"date": "last Tuesday"},
    "a day of the year 1": {"date": "0001-01-01"},
    "a date in digits that are not ours": {"date": "𐵀𐵀/𐵀𐵀/2021"},
    "a lone surrogate in the title": {"title": "\ud800"},
    "a number of many digits as the id": {"id": 10**60},
    "a list in the place of the date": {"date": [2021, 5, 4]},
}
# the row cannot be a release
BROKEN = {
    "a number instead of the text": {"text": 5},
    "no text at all": {"headline": "34 arrests"},
    "an empty text": {"text": " "},
    "a lone text": "34 arrests",
    "null": None,
}


def read(path, **options):
    source = read_source(path, lexicon=lambda: LEXICON, **options)
    return list(source), [str(note) for note in source.notes]


def texts(items):
    return [None if isinstance(item, Failure) else item.text.split("\n")[-1] for item in items]


@pytest.mark.parametrize("suffix", [".jsonl", ".json"])
@pytest.mark.parametrize("row", DROPPED.values(), ids=DROPPED)
def test_what_cannot_be_read_of_a_row_is_left_out_and_noted(row, suffix, tmp_path):
    row = {"text": "A man was held."} | row
    rows = [json.dumps(each) for each in (GOOD, row, LAST)]
    path = tmp_path / f"a{suffix}"
    path.write_text("\n".join(rows) if suffix == ".jsonl" else f"[{','.join(rows)}]", encoding="utf-8")
    items, notes = read(path)
    assert texts(items) == [GOOD["text"], "A man was held.", LAST["text"]]
    assert [item.url for item in items] == [GOOD["url"], None, LAST["url"]]
    assert items[1].published is None
    dated = {"url", "link", "date", "published"} & set(row)
    assert len(notes) == bool(dated), notes
    assert all("left out" in note for note in notes)


@pytest.mark.parametrize("suffix", [".jsonl", ".json"])
@pytest.mark.parametrize("row", BROKEN.values(), ids=BROKEN)
def test_a_row_that_is_no_release_is_one_failure(row, suffix, tmp_path):
    rows = [json.dumps(each) for each in (GOOD, row, LAST)]
    path = tmp_path / f"a{suffix}"
    path.write_text("\n".join(rows) if suffix == ".jsonl" else f"[{','.join(rows)}]", encoding="utf-8")
    items, _ = read(path)
    assert texts(items) == [GOOD["text"], None, LAST["text"]]
    assert items[1].source == str(path) + (":2" if suffix == ".jsonl" else "[1]")


@pytest.mark.parametrize("suffix", [".jsonl", ".json"])
@pytest.mark.parametrize(
    "row",
    [
        '{"text": "open',
        '{"text": "A man" "was held"}',
        '{"text": ' + "[" * 100_000 + "]" * 100_000 + "}",
        '{"text": ' + "1" * 5000 + "}",
        '{"text": "A man was held.", "tags": [{"a": 1}, {"b": }]}',
        '{"text": "A line\nend"}',
        "{text: 'A man was held.'}",
    ],
)
def test_a_row_that_is_no_json_is_one_failure(row, suffix, tmp_path):
    rows = [json.dumps(GOOD), row, json.dumps(LAST)]
    path = tmp_path / f"a{suffix}"
    if suffix == ".jsonl" and "\n" in row:
        pytest.skip("a line is a row")
    path.write_text("\n".join(rows) if suffix == ".jsonl" else "[" + ",\n".join(rows) + "]", encoding="utf-8")
    items, _ = read(path)
    assert texts(items)[0] == GOOD["text"]
    assert texts(items)[-1] == LAST["text"]
    assert sum(isinstance(item, Failure) for item in items) == 1
    assert len(items) == 3


def test_a_control_character_in_a_list_costs_no_row(tmp_path):
    path = tmp_path / "a.json"
    path.write_text('[{"text": "One arrest."}, {"text": "A \x01 man."}, {"text": "Two vans."}]', encoding="utf-8")
    items, _ = read(path)
    assert texts(items) == ["One arrest.", "A \ufffd man.", "Two vans."]


def test_a_truncated_list_gives_what_it_held_and_then_a_failure(tmp_path):
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"count": 2, "items": [GOOD, LAST]})[:-20], encoding="utf-8")
    items, _ = read(path)
    assert texts(items) == [GOOD["text"], None]


class TestTables:
    @pytest.mark.parametrize("suffix", [".csv", ".tsv"])
    @pytest.mark.parametrize(
        "row",
        [
            ["http://[site]/x", "A man was held.", "0000-00-00"],
            ["", "A man was held.", "99999999999999999999"],
            ["x", "A man was held.", "𐵀𐵀/𐵀𐵀/2021"],
            ["x", "A man was held.", "0001-01-01", "cells", "beyond"],
        ],
    )
    def test_fields_that_cannot_be_read(self, row, suffix, tmp_path):
        mark = "," if suffix == ".csv" else "\t"
        rows = [["url", "text", "date"], [GOOD["url"], GOOD["text"], "2021-05-04"], row, [LAST["url"], LAST["text"]]]
        path = tmp_path / f"a{suffix}"
        path.write_text("\n".join(map(mark.join, rows)), encoding="utf-8")
        items, notes = read(path)
        assert texts(items) == [GOOD["text"], "A man was held.", LAST["text"]]
        assert items[0].published == dt.date(2021, 5, 4)
        assert items[1].url is None
        assert items[1].published is None
        assert any("a date that cannot be read, left out" in note for note in notes)

    @pytest.mark.parametrize(
        "row",
        [
            '2,"A man was held.',  # nothing closes it until the file ends
            '2,"A man "was held".',
            '2,"A man was held.""',
        ],
    )
    @pytest.mark.parametrize("behind", ["3,Two vans were seized.", '3,"Two vans were seized."'])
    def test_a_mark_that_nobody_closes_costs_its_own_row(self, row, behind, tmp_path):
        path = tmp_path / "a.csv"
        path.write_text(f'id,text\n1,"Officers made 34\narrests."\n{row}\n{behind}\n4,Done.\n', encoding="utf-8")
        items, _ = read(path)
        assert texts(items)[0] == "arrests."
        assert texts(items)[2:] == ["Two vans were seized.", "Done."]
        assert items[2].source == "3"

    def test_a_cell_without_end_is_one_failure(self, tmp_path):
        path = tmp_path / "a.csv"
        path.write_text(f"id,text\n1,One arrest.\n2,{'x' * 5000}\n3,Two vans were seized.\n", encoding="utf-8")
        items, _ = read(path, limits=Limits(document=1000))
        assert texts(items) == ["One arrest.", None, "Two vans were seized."]
        assert "longer than" in items[1].error

    def test_a_table_of_broken_rows_is_none(self, tmp_path):
        path = tmp_path / "a.csv"
        path.write_text("id,text\n" + '1,"x" y\n2,"\n' * 500, encoding="utf-8")
        items, _ = read(path)
        assert isinstance(items[-1], Failure)
        assert "not CSV" in items[-1].error


class TestArrow:
    @pytest.fixture
    def pa(self):
        return pytest.importorskip("pyarrow")

    def write(self, pa, table, path):
        if path.suffix == ".parquet":
            pytest.importorskip("pyarrow.parquet").write_table(table, path)
        else:
            with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, table.schema) as writer:
                writer.write_table(table)

    def column(self, pa, values):
        """A column of text that is not checked to be UTF-8."""
        return pa.array(values, pa.binary()).view(pa.string())

    @pytest.mark.parametrize("suffix", [".parquet", ".arrow"])
    def test_a_text_that_is_no_utf_8_is_one_failure(self, suffix, pa, tmp_path):
        path = tmp_path / f"a{suffix}"
        texts_ = self.column(pa, [b"Officers made 34 arrests.", b"caf\xe9 \xff", b"Two vans were seized."])
        self.write(pa, pa.table({"text": texts_}), path)
        items, _ = read(path)
        assert texts(items) == [GOOD["text"], None, LAST["text"]]
        assert items[1].source == f"{path}:2"
        assert "not UTF-8" in items[1].error

    @pytest.mark.parametrize("suffix", [".parquet", ".arrow"])
    def test_another_cell_is_left_out_with_a_note(self, suffix, pa, tmp_path):
        path = tmp_path / f"a{suffix}"
        rows = [GOOD["text"], "A man was held.", LAST["text"]]
        self.write(
            pa,
            pa.table(
                {
                    "text": rows,
                    "url": self.column(
                        pa, [b"https://kelsham.example/1", b"http://\xff", b"https://kelsham.example/3"]
                    ),
                    "date": pa.array([18_000, 2**31 - 1, 18_001], pa.date32()),
                }
            ),
            path,
        )
        items, notes = read(path)
        assert texts(items) == rows
        assert [item.url for item in items] == [GOOD["url"], None, LAST["url"]]
        assert [item.published is None for item in items] == [False, True, False]
        assert any("a cell that cannot be read, left out" in note for note in notes)

    def test_offsets_that_lie_are_no_text(self, pa, tmp_path):
        path = tmp_path / "a.arrow"
        self.write(pa, pa.table({"text": ["34 arrests"]}), path)
        true, lying = (b"".join(at.to_bytes(4, "little") for at in (0, end)) for end in (10, 90_000_000))
        whole = path.read_bytes()
        at = whole.rindex(true, 0, whole.index(b"34 arrests"))  # the offsets stand before the characters
        path.write_bytes(whole[:at] + lying + whole[at + 8 :])
        items, _ = read(path)
        assert [type(item) for item in items] == [Failure]
        assert "damaged behind row 0" in items[0].error


class TestFeeds:
    FEED = (
        '<?xml version="1.0"?><rss version="2.0"><channel><title>K</title>'
        "<item><title>1</title><description>Officers made 34 arrests.</description></item>"
        "<item><title>2</title>{}</item>"
        "<item><title>3</title><description>Two vans were seized.</description></item></channel></rss>"
    )

    @pytest.mark.parametrize(
        "entry",
        [
            "<description>A man &#xD800; was held.</description>",
            "<description>A man &#99999999999; was held.</description>",
            "<description>A man &#x110000; was held.</description>",
            "<description>A man &#0; was held.</description>",
            "<description>A man </div> was held.</description>",
            "<description>A <b>man was held.</description>",
            "<description>A man &bogus; was held.</description>",
            "<description>A man \x01 was held.</description>",
            "<description>A man was held.</description></b>",
            "<link>http://[site]/x</link><description>A man was held.</description>",
            "<pubDate>0000-00-00</pubDate><description>A man was held.</description>",
            "<pubDate>Fri, 99999999999999999999 Nov 2019</pubDate><description>A man was held.</description>",
            "<pubDate>Mon, 31 Feb 2020 10:00:00</pubDate><description>A man was held.</description>",
        ],
    )
    def test_one_bad_entry_leaves_the_others(self, entry, tmp_path):
        pytest.importorskip("feedparser")
        path = tmp_path / "a.rss"
        path.write_text(self.FEED.format(entry), encoding="utf-8")
        items, _ = read(path)
        assert texts(items)[0] == GOOD["text"]
        assert texts(items)[2] == LAST["text"]
        assert len(items) == 3
        assert "held" in items[1].text
        assert items[1].published is None
        assert items[1].url is None

    def test_an_entry_without_words_is_one_failure(self, tmp_path):
        pytest.importorskip("feedparser")
        path = tmp_path / "a.rss"
        path.write_text(
            self.FEED.replace("<title>2</title>", "").format("<description> </description>"), encoding="utf-8"
        )
        items, _ = read(path)
        assert texts(items) == [GOOD["text"], None, LAST["text"]]

    def test_an_entry_that_breaks_the_library_is_one_failure(self, tmp_path, monkeypatch):
        feedparser = pytest.importorskip("feedparser")
        parse = feedparser.parse

        def fragile(raw, **options):
            if b"held" in raw:
                raise OverflowError("Python int too large to convert to C int")
            return parse(raw, **options)

        monkeypatch.setattr(feedparser, "parse", fragile)
        path = tmp_path / "a.rss"
        path.write_text(self.FEED.format("<description>A man was held.</description>"), encoding="utf-8")
        items, _ = read(path, limits=Limits(apart=False))
        assert texts(items) == [GOOD["text"], None, LAST["text"]]
        assert "Python" not in items[1].error


def test_a_fault_that_nobody_foresaw_names_input_and_place_and_not_pythons_words():
    try:
        len(5)
    except TypeError as error:
        said = describe_fault("news.csv:7", error)
    assert said.startswith("news.csv:7 cannot be read")
    assert "TypeError in test_bad_rows.py, line" in said
    assert "has no len" not in said
