"""Feeds, Word documents, Parquet and Arrow: formats that come with extras."""

from __future__ import annotations

import datetime as dt
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pdfs import pdf
from release_parser.errors import MissingExtraError
from release_parser.lexicon import Country, Force, Lexicon
from release_parser.records import Failure
from release_parser.sources import Limits, read_source

EXAMPLESHIRE = Force(name="Exampleshire Police", short="EP", country="GB", kind="territorial")
KELSHAM = Force(name="Kelsham Police Department", short="KPD", country="US", kind="city")
LEXICON = Lexicon(
    {},
    (
        Country(code="GB", name="United Kingdom", forces=(EXAMPLESHIRE,)),
        Country(code="US", name="United States", forces=(KELSHAM,)),
    ),
)

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

    def test_dublin_cores_date_is_when_a_release_was_published_and_atoms_updated_is_not(self):
        rdf = RSS.replace(
            "<pubDate>Thu, 25 Feb 2021 13:59:18 +0000</pubDate>", "<dc:date>2021-02-25T13:59:18Z</dc:date>"
        )
        rdf = rdf.replace("<rss ", '<rss xmlns:dc="http://purl.org/dc/elements/1.1/" ')
        assert documents(rdf.encode())[0].published == dt.date(2021, 2, 25)
        (entry,) = documents(ATOM.replace("published>", "updated>").encode())
        assert entry.published is None

    def test_an_entry_with_a_table_and_encoded_html(self):
        feed = RSS.replace("<![CDATA[", "").replace("]]>", "")
        story = "&lt;p&gt;Thefts fell:&lt;/p&gt;&lt;table&gt;&lt;tr&gt;&lt;td&gt;2019&lt;/td&gt;&lt;td&gt;1,204&lt;/td&gt;&lt;/tr&gt;&lt;/table&gt;"
        start, end = feed.index("<content:encoded>") + 17, feed.index("</content:encoded>")
        first = documents((feed[:start] + story + feed[end:]).encode())[0]
        assert first.text.endswith("Thefts fell:\n\n| 2019 | 1,204 |")

    def test_a_truncated_feed_gives_what_it_held_and_then_a_failure(self):
        found = documents(RSS[: RSS.index("<item><title></title>")].encode())
        assert [type(item).__name__ for item in found] == ["Document", "Failure"]
        assert "truncated" in found[1].error

    def test_what_is_no_feed_is_a_failure(self, tmp_path):
        (tmp_path / "a.xml").write_text("<sitemap><loc>x</loc></sitemap>")
        (found,) = documents(tmp_path / "a.xml")
        assert "not an RSS or Atom feed" in found.error


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

    @pytest.mark.parametrize(("author", "day"), [(EXAMPLESHIRE, dt.date(2020, 4, 3)), (KELSHAM, dt.date(2020, 3, 4))])
    def test_a_date_is_read_as_its_author_s_country_writes_it(self, tmp_path, author, day):
        docx = pytest.importorskip("docx")
        document = docx.Document()
        document.core_properties.author = author.name
        document.add_paragraph("Published: 03/04/2020")
        document.add_paragraph("Officers found a van.")
        document.save(tmp_path / "a.docx")
        assert documents(tmp_path / "a.docx")[0].published == day

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

    def test_bytes_are_known_by_their_content(self, tmp_path):
        docx = pytest.importorskip("docx")
        document = docx.Document()
        document.add_paragraph("Officers made 34 arrests.")
        document.save(tmp_path / "a.docx")
        assert [item.text for item in documents((tmp_path / "a.docx").read_bytes())] == ["Officers made 34 arrests."]

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
        assert "not a Word document" in found.error


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

    LEFT = (
        "Officers of the county raided six",
        "farms near Exampleton on Friday and",
        "found 412 cannabis plants, which they",
        "value at about £340,000. A man of 44",
        "was arrested; two others ran off and",
        "are still being sought by the des-",
    )
    RIGHT = (
        "patched teams. Inspector Jo Bloggs",
        "said: “We had 19 calls about these",
        "farms since May, and we thank every",
        "one of the people who rang us.”",
        "The farms had been let to a firm",
        "that has no other business.",
    )
    PROSE = (
        "Officers of the county raided six farms near Exampleton on Friday and found 412 cannabis plants, which they value at about £340,000. "
        "A man of 44 was arrested; two others ran off and are still being sought by the despatched teams. Inspector Jo Bloggs said: “We had 19 "
        "calls about these farms since May, and we thank every one of the people who rang us.” The farms had been let to a firm that has no other business."
    )

    @pytest.mark.parametrize("interleaved", [False, True])
    def test_columns_are_read_one_after_the_other(self, interleaved):
        """Some programs set a page line by line, across its columns."""
        columns = [
            [(x, 690.0 - 14 * at, 11.0, line) for at, line in enumerate(lines)]
            for x, lines in ((50.0, self.LEFT), (310.0, self.RIGHT))
        ]
        body = (
            [piece for pair in zip(*columns, strict=True) for piece in pair]
            if interleaved
            else [*columns[0], *columns[1]]
        )
        whole = (
            50.0,
            560.0,
            11.0,
            "Call 101 with information, or report it on the web site of the force; you need not give your name to anybody.",
        )
        (document,) = documents(
            pdf([[(50.0, 740.0, 18.0, "Six farms were raided in one day in the north of the county"), *body, whole]])
        )
        assert document.text == f"{document.title}\n\n{self.PROSE}\n\n{whole[3]}"

    @pytest.mark.parametrize(
        ("lines", "text"),
        [
            (["It was des-", "troyed."], "It was destroyed."),
            (["An anti-", "social act."], "An anti-social act."),
            (["Drink-driving fell; drink-", "driving again."], "Drink-driving fell; drink-driving again."),
            (["A man of the Smith-", "Jones family."], "A man of the Smith-Jones family."),
            (["A girl of 11-", "16 years."], "A girl of 11-16 years."),
            (["He was late -", "again."], "He was late - again."),
            (["It was des\xad", "troyed."], "It was destroyed."),
        ],
    )
    def test_hyphens_at_a_lines_end(self, lines, text):
        placed = [(50.0, 700.0 - 14 * at, 11.0, line) for at, line in enumerate(lines)]
        assert documents(pdf([placed]))[0].text == text

    def test_a_table_is_rows(self):
        lines = [(50.0, 700.0, 11.0, "Thefts by year:")]
        for at, cells in enumerate([("Year", "Thefts", "Arrests"), ("2019", "1,204", "96"), ("2020", "988", "104")]):
            lines += [(60.0 + 150 * column, 670.0 - 16 * at, 11.0, cell) for column, cell in enumerate(cells)]
        lines.append((50.0, 600.0, 11.0, "Call 101."))
        assert documents(pdf([lines]))[0].text == (
            "Thefts by year:\n\n| Year | Thefts | Arrests |\n| 2019 | 1,204 | 96 |\n| 2020 | 988 | 104 |\n\nCall 101."
        )

    def test_a_bullets_wide_gap_is_no_table(self):
        lines = [
            (50.0, 700.0, 11.0, "Seized:"),
            (60.0, 680.0, 11.0, "•"),
            (90.0, 680.0, 11.0, "14 knives"),
            (60.0, 666.0, 11.0, "•"),
            (90.0, 666.0, 11.0, "£500"),
        ]
        assert documents(pdf([lines]))[0].text == "Seized:\n\n• 14 knives\n• £500"

    def test_a_letterhead_below_the_margin_goes_where_it_comes_back(self):
        def page(number: int) -> list[tuple[float, float, float, str]]:
            return [
                (50.0, 735.0, 11.0, "Exampleshire Police Press Office"),
                (50.0, 690.0, 11.0, f"Part {'one two three'.split()[number]} of the story."),
            ]

        assert (
            documents(pdf([page(0), page(1), page(2)]))[0].text
            == "Part one of the story.\n\nPart two of the story.\n\nPart three of the story."
        )
        assert "Press Office" in documents(pdf([page(0), page(1)]))[0].text

    WORDS = st.text("abcdefghijklmnopqrstuvwxyz£0123456789", min_size=1, max_size=9)

    @given(
        placed=st.lists(
            st.tuples(st.integers(40, 420), st.integers(10, 54), st.sampled_from([9, 11, 18]), st.lists(WORDS, min_size=1, max_size=5)),
            min_size=1, max_size=14, unique_by=lambda piece: piece[1],
        )
    )  # fmt: skip
    def test_no_word_is_lost_wherever_it_stands(self, placed):
        """One line on each level, so that none is set over another."""
        content = pdf(
            [[(float(x), float(level * 14), float(size), " ".join(words)) for x, level, size, words in placed]]
        )
        (document,) = documents(content)
        text = document.text if not isinstance(document, Failure) else ""
        numbers_alone = {" ".join(words) for *_, words in placed if " ".join(words).replace(" ", "").isdigit()}
        wanted = sorted(word for *_, words in placed for word in words if " ".join(words) not in numbers_alone)
        found = sorted(text.replace("|", " ").split())
        left = list(found)
        for word in wanted:
            assert word in left, (word, text)
            left.remove(word)

    def test_a_scan_and_a_damaged_file_are_failures(self, tmp_path):
        (tmp_path / "scan.pdf").write_bytes(pdf([[]]))
        (tmp_path / "torn.pdf").write_bytes(b"%PDF-1.4 torn")
        assert "run OCR" in documents(tmp_path / "scan.pdf")[0].error
        assert "not a PDF that can be read" in documents(tmp_path / "torn.pdf")[0].error


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
        with ipc.new_stream(tmp_path / "c.arrow", table.schema) as writer:
            writer.write_table(table)
        assert documents(tmp_path / "c.arrow", columns={"text": "Story"})[0].text == "34 arrests"
        for name in ("a.parquet", "a.arrow"):  # by their content
            assert documents((tmp_path / name).read_bytes(), columns={"text": "Story"})[0].text == "34 arrests"
        assert "no column 'nothing'" in documents(tmp_path / "a.parquet", columns={"text": "nothing"})[0].error
        (tmp_path / "b.parquet").write_bytes((tmp_path / "a.parquet").read_bytes()[:100])
        assert "not a complete Parquet" in documents(tmp_path / "b.parquet")[0].error

    def test_large_rows_come_in_order_and_a_few_at_a_time(self, tmp_path, monkeypatch):
        pyarrow = pytest.importorskip("pyarrow")
        parquet = pytest.importorskip("pyarrow.parquet")
        from release_parser.sources import arrow

        texts = [f"{number} arrests. " + "x" * 1000 for number in range(40)]
        parquet.write_table(
            pyarrow.table({"text": texts}), tmp_path / "a.parquet", row_group_size=15, use_dictionary=False
        )
        asked = []
        whole = parquet.ParquetFile.iter_batches
        monkeypatch.setattr(
            parquet.ParquetFile,
            "iter_batches",
            lambda file, **how: asked.append(how["batch_size"]) or whole(file, **how),
        )
        monkeypatch.setattr(arrow, "_BYTES_PER_BATCH", 3000)
        limits = Limits(apart=False)
        assert [document.text for document in documents(tmp_path / "a.parquet", limits=limits)] == texts
        assert len(asked) == 3  # row groups
        assert max(asked) <= 3


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
