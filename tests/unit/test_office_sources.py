"""Feeds, Word documents, Parquet and Arrow: formats that come with extras."""

from __future__ import annotations

import datetime as dt
import io
import sys

import pytest

from release_parser.lexicon import Lexicon
from release_parser.lexicon.lexicon import Force
from release_parser.records import Failure
from release_parser.sources import read_source

LEXICON = Lexicon({}, (Force(name="Exampleshire Police", short="EP", country="GB", kind="territorial"),))

RSS = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>News - Exampleshire Police</title>
<item><title>Van found &amp; seized</title><link>https://exampleshire.example/van</link><pubDate>Thu, 25 Feb 2021 13:59:18 +0000</pubDate>
<description>A van was found.</description>
<content:encoded><![CDATA[<p>A van was found with:</p><ul><li>14 knives</li><li>£500</li></ul>]]></content:encoded></item>
<item><title></title><description></description></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title><entry><title>Two charged</title><id>ex:2</id>
<published>2021-02-25T13:59:18Z</published><summary>Two men were charged.</summary></entry></feed>"""


def documents(target, **options):
    return list(read_source(target, lexicon=lambda: LEXICON, **options))


class TestFeeds:
    @pytest.fixture(autouse=True)
    def _extra(self):
        pytest.importorskip("feedparser")
        pytest.importorskip("lxml")

    @pytest.mark.parametrize("name", ["a.rss", "a.xml", None])
    def test_an_entry_is_a_release(self, tmp_path, name):
        target = RSS.encode()
        if name:
            (tmp_path / name).write_bytes(target)
            target = tmp_path / name
        first, second = documents(target)
        assert first.text == "Van found & seized\n\nA van was found with:\n\n* 14 knives\n* £500"
        assert (first.source, first.published, first.publisher) == (
            "https://exampleshire.example/van",
            dt.date(2021, 2, 25),
            "Exampleshire Police",
        )
        assert isinstance(second, Failure)

    def test_atom(self):
        (entry,) = documents(ATOM.encode())
        assert (entry.text, entry.source, entry.published) == ("Two charged\n\nTwo men were charged.", "ex:2", dt.date(2021, 2, 25))

    def test_what_is_no_feed_is_a_failure(self, tmp_path):
        (tmp_path / "a.xml").write_text("<sitemap><loc>x</loc></sitemap>")
        (found,) = documents(tmp_path / "a.xml")
        assert "no RSS or Atom feed" in found.error


class TestWord:
    def test_paragraphs_bullets_and_tables_in_their_order(self, tmp_path):
        docx = pytest.importorskip("docx")
        document = docx.Document()
        document.core_properties.title = ""
        document.core_properties.author = "Exampleshire Police"
        document.add_heading("Van found", level=1)
        document.add_paragraph("Published: 4 May 2020")
        document.add_paragraph("Officers seized:")
        document.add_paragraph("14 knives", style="List Bullet")
        document.add_paragraph("£500", style="List Bullet")
        table = document.add_table(rows=2, cols=2)
        for row, cells in zip(table.rows, [("Year", "Thefts"), ("2019", "1,204")], strict=True):
            for cell, words in zip(row.cells, cells, strict=True):
                cell.text = words
        document.add_paragraph("Call 101.")
        document.save(tmp_path / "a.docx")
        (found,) = documents(tmp_path / "a.docx")
        assert found.text == (
            "Van found\n\nPublished: 4 May 2020\n\nOfficers seized:\n\n* 14 knives\n* £500\n\n| Year | Thefts |\n| 2019 | 1,204 |\n\nCall 101."
        )
        assert (found.title, found.published, found.publisher) == ("Van found", dt.date(2020, 5, 4), "Exampleshire Police")

    def test_a_damaged_document_is_a_failure(self, tmp_path):
        pytest.importorskip("docx")
        (tmp_path / "a.docx").write_bytes(b"PK\x03\x04 broken")
        (found,) = documents(tmp_path / "a.docx")
        assert "no Word document" in found.error


class TestArrow:
    def test_a_row_is_a_release(self, tmp_path):
        pyarrow = pytest.importorskip("pyarrow")
        parquet = pytest.importorskip("pyarrow.parquet")
        ipc = pytest.importorskip("pyarrow.ipc")
        table = pyarrow.table({"Story": ["34 arrests", None], "date": [dt.date(2021, 1, 2), None], "id": [7, 8]})
        parquet.write_table(table, tmp_path / "a.parquet")
        with ipc.new_file(tmp_path / "a.arrow", table.schema) as writer:
            writer.write_table(table)
        for name in ("a.parquet", "a.arrow"):
            first, second = documents(tmp_path / name)
            assert (first.text, first.published, first.source) == ("34 arrests", dt.date(2021, 1, 2), "7")
            assert second.source.endswith(f"{name}:2")
        assert "no column 'nothing'" in documents(tmp_path / "a.parquet", columns={"text": "nothing"})[0].error
        (tmp_path / "b.parquet").write_bytes((tmp_path / "a.parquet").read_bytes()[:100])
        assert "no whole Parquet" in documents(tmp_path / "b.parquet")[0].error


@pytest.mark.parametrize(
    ("name", "module", "extra"), [("a.rss", "feedparser", "feeds"), ("a.docx", "docx", "docx"), ("a.parquet", "pyarrow", "arrow")]
)
def test_a_missing_extra_is_a_failure_that_names_it(name, module, extra, monkeypatch, tmp_path):
    (tmp_path / name).write_bytes(io.BytesIO(b"x").getvalue())
    monkeypatch.setitem(sys.modules, module, None)
    (found,) = documents(tmp_path / name)
    assert f"pip install 'release-parser[{extra}]'" in found.error
