"""Feeds, Word documents, Parquet and Arrow: formats that come with extras."""

from __future__ import annotations

import datetime as dt
import sys

import pytest

from pdfs import pdf
from release_parser.errors import MissingExtraError
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
        assert (entry.text, entry.source, entry.published) == (
            "Two charged\n\nTwo men were charged.",
            "ex:2",
            dt.date(2021, 2, 25),
        )

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
        assert (found.title, found.published, found.publisher) == (
            "Van found",
            dt.date(2020, 5, 4),
            "Exampleshire Police",
        )

    def test_no_word_is_lost_in_links_changes_controls_boxes_and_tables_in_tables(self, tmp_path):
        docx = pytest.importorskip("docx")
        from docx.oxml import parse_xml

        space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
        document = docx.Document()
        document.core_properties.title = "Template 2019 v3"
        document.add_paragraph("Officers made ")
        last = document.paragraphs[-1]._p
        for part in (
            '<w:ins {s}><w:r><w:t xml:space="preserve">34 arrests </w:t></w:r></w:ins>',
            "<w:del {s}><w:r><w:delText>43 arrests</w:delText></w:r></w:del>",
            '<w:hyperlink {s}><w:r><w:t xml:space="preserve">in Exampleton</w:t><w:br/><w:t>on Monday</w:t></w:r></w:hyperlink>',
        ):
            last.append(parse_xml(part.format(s=space)))
        control = parse_xml(
            f"<w:sdt {space}><w:sdtContent><w:p><w:r><w:t>In a form: 12 knives.</w:t></w:r></w:p></w:sdtContent></w:sdt>"
        )
        last.addnext(control)
        box = f"<w:p {space}><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>In a box: £500.</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>"
        control.addnext(parse_xml(box))
        table = document.add_table(rows=2, cols=3)
        table.rows[0].cells[0].merge(table.rows[0].cells[1]).text = "Merged"
        table.rows[0].cells[2].text = "2020"
        inner = table.rows[1].cells[0].add_table(rows=1, cols=2)
        inner.rows[0].cells[0].text, inner.rows[0].cells[1].text = "Thefts", "1,204"
        table.rows[1].cells[1].text = "down"
        document.save(tmp_path / "a.docx")
        (found,) = documents(tmp_path / "a.docx")
        assert found.text == (
            "Officers made 34 arrests in Exampleton\non Monday\n\nIn a form: 12 knives.\n\nIn a box: £500.\n\n"
            "| Merged | 2020 |\n| | Thefts | 1,204 | | down |  |"
        )
        assert found.title is None

    def test_a_table_that_lays_out_the_page_is_no_table(self, tmp_path):
        docx = pytest.importorskip("docx")
        document = docx.Document()
        cell = document.add_table(rows=1, cols=2).rows[0].cells[1]
        for number in range(4):
            cell.add_paragraph(
                f"Paragraph {number} tells of {number + 10} burglaries that were solved in the town "
                + "and around it " * 5
            )
        document.save(tmp_path / "a.docx")
        assert documents(tmp_path / "a.docx")[0].text.count("\n\n") == 3

    def test_a_damaged_document_is_a_failure(self, tmp_path):
        pytest.importorskip("docx")
        (tmp_path / "a.docx").write_bytes(b"PK\x03\x04 broken")
        (found,) = documents(tmp_path / "a.docx")
        assert "no Word document" in found.error


class TestPdf:
    @pytest.fixture(autouse=True)
    def _extra(self):
        pytest.importorskip("pypdfium2")

    @staticmethod
    def page(number: int, lines: list[str], headline: str | None = None) -> list[tuple[float, float, float, str]]:
        """A page with header and footer; an empty line is the space between paragraphs."""
        y = 740.0
        placed = [(50.0, 800.0, 9.0, "Exampleshire Police News"), (280.0, 30.0, 9.0, f"Page {number} of 2")]
        if headline:
            placed.append((50.0, y, 18.0, headline))
            y -= 30
        for line in lines:
            if line:
                placed.append((50.0, y, 11.0, line))
            y -= 14
        return placed

    def test_lines_become_paragraphs_and_the_pages_furniture_goes(self):
        first = [
            "Published: 4 May 2020", "", "Officers found a van in Exampleton on Tuesday, and it held fourteen", "knives, which have since been des-",
            "troyed under the law, in an operation against anti-", "social behaviour (see below).", "", "They seized:", "",
            "• 14 knives", "• £500 in cash that had been hidden under the seat of the", "driver", "", "The last paragraph of the page goes on over",
        ]  # fmt: skip
        second = ["the end of it.", "", "Call 101."]
        (document,) = documents(pdf([self.page(1, first, "Van found in Exampleton"), self.page(2, second)]))
        assert document.text == (
            "Van found in Exampleton\n\nPublished: 4 May 2020\n\n"
            "Officers found a van in Exampleton on Tuesday, and it held fourteen knives, which have since been destroyed under the law, "
            "in an operation against anti-social behaviour (see below).\n\nThey seized:\n\n"
            "• 14 knives\n• £500 in cash that had been hidden under the seat of the driver\n\n"
            "The last paragraph of the page goes on over the end of it.\n\nCall 101."
        )
        assert (document.title, document.published) == ("Van found in Exampleton", dt.date(2020, 5, 4))

    def test_a_scan_and_a_damaged_file_are_failures(self, tmp_path):
        (tmp_path / "scan.pdf").write_bytes(pdf([[]]))
        (tmp_path / "torn.pdf").write_bytes(b"%PDF-1.4 torn")
        assert "run OCR" in documents(tmp_path / "scan.pdf")[0].error
        assert "no PDF that can be read" in documents(tmp_path / "torn.pdf")[0].error


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
    ("name", "module", "extra"),
    [
        ("a.html", "trafilatura", "html"),
        ("a.rss", "feedparser", "feeds"),
        ("a.docx", "docx", "docx"),
        ("a.pdf", "pypdfium2", "pdf"),
        ("a.parquet", "pyarrow", "arrow"),
        ("a.warc", "fastwarc", "warc"),
    ],
)
def test_a_missing_extra_is_an_error_for_a_file_that_was_named_and_a_failure_for_one_in_a_folder(
    name, module, extra, monkeypatch, tmp_path
):
    (tmp_path / name).write_bytes(b"<html><p>x</p></html>")
    for loaded in [each for each in sys.modules if each == module or each.startswith(f"{module}.")]:
        monkeypatch.setitem(sys.modules, loaded, None)
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(MissingExtraError, match=rf"pip install \"release-parser\[{extra}\]\""):
        read_source(tmp_path / name)
    (found,) = documents(tmp_path)
    assert f'pip install "release-parser[{extra}]"' in found.error
