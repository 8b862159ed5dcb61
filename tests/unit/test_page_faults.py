"""What pages and mails show otherwise than their tags or lines say: headlines, dates, struck-out words, footnotes, quotations."""

from __future__ import annotations

import datetime as dt

import pytest

from release_parser.sources import read_source
from release_parser.sources.dom import element_text
from release_parser.text import Document
from release_parser.text.clean import clean

pytest.importorskip("trafilatura")
fromstring = pytest.importorskip("lxml.html").fromstring

STORY = (
    "<p>Officers from Exampleton police station carried out a day of action at the harbour, with partners of the council "
    "and of the coastguard taking part until late in the evening.</p><p>Two vans were seized.</p>"
)
HEADLINE = "Nine held in harbour raids"


def read(body: str, title: str = "Exampleton Police", head: str = "") -> Document:
    page = f"<!DOCTYPE html><html><head><title>{title}</title>{head}</head><body>{body}</body></html>"
    (document,) = read_source(page.encode())
    assert isinstance(document, Document), document
    return document


class TestHeadlines:
    @pytest.mark.parametrize(
        "title",
        [
            "Exampleton Police",
            "News",
            "News | Exampleton Police",
            "Harbour raids",
            f"{HEADLINE} - News - Exampleton Police",
        ],
    )
    @pytest.mark.parametrize(
        "body",
        [
            f"<div><h1>{HEADLINE}</h1>{STORY}</div>",
            f"<article><header><h1>{HEADLINE}</h1></header>{STORY}</article>",
            f"<h1>Exampleton Police</h1><div><h1>{HEADLINE}</h1>{STORY}</div>",
            f"<header><h1>Exampleton Police</h1></header><main><h2>{HEADLINE}</h2>{STORY}</main>",
        ],
    )
    def test_a_heading_is_the_headline_where_the_title_says_less(self, title, body):
        document = read(body, title)
        assert document.title == HEADLINE
        assert document.text.startswith(f"{HEADLINE}\n\n")
        assert document.text.count(HEADLINE) == 1

    def test_two_words_are_a_headline_where_nothing_else_is(self):
        assert read(f"<h1>Driver jailed</h1>{STORY}").title == "Driver jailed"

    def test_a_section_is_no_headline(self):
        assert read(f"<h1>Latest news and appeals</h1>{STORY}", f"{HEADLINE} | Exampleton Police").title == HEADLINE

    def test_a_title_for_social_networks_stays_the_title_and_the_heading_is_in_the_text(self):
        document = read(
            f"<h1>{HEADLINE} at Kelsham</h1>{STORY}", head=f'<meta property="og:title" content="{HEADLINE}">'
        )
        assert document.title == HEADLINE
        assert document.text.startswith(f"{HEADLINE} at Kelsham\n\n")


class TestDates:
    @pytest.mark.parametrize(
        "elsewhere",
        [
            '<aside>Related: <time datetime="2020-01-02">2 January 2020</time> Van found</aside>',
            '<nav>Next event: <time datetime="2022-09-01">1 Sept</time></nav>',
            '<div class="related-stories"><time datetime="2020-01-02">2 January</time></div>',
            '<p>Last updated <time datetime="2023-12-01">1 December 2023</time></p>',
            '<section><h3>More news</h3><article><time datetime="2020-01-02">2 January</time><h4>Van found</h4></article></section>',
            '<div class="carousel"><time datetime="2020-01-02">2 January</time> Van found</div>',
            '<ul><li><a href="/van">Van found in a lake</a> <time datetime="2020-01-02">2 January</time></li></ul>',
            '<a href="/van">Van found in a lake <time datetime="2020-01-02">2 January</time></a>',
            f'{STORY * 4}<ul><li><time datetime="2020-01-02">2 January</time> Van found</li></ul>',
        ],
    )
    def test_the_date_of_something_else_is_not_the_pages(self, elsewhere):
        assert read(f"<main><h1>{HEADLINE}</h1>{STORY}{elsewhere}</main>").published is None
        dated = read(f"<main><h1>{HEADLINE}</h1><p>Published: 4 May 2021</p>{STORY}{elsewhere}</main>")
        assert dated.published == dt.date(2021, 5, 4)

    def test_nor_is_that_of_a_story_above_it(self):
        news = '<p><a href="/van">Van found in a lake</a> <time datetime="2020-01-02">2 January</time></p>'
        assert read(f"{news}<article><h1>{HEADLINE}</h1>{STORY}</article>").published is None

    @pytest.mark.parametrize(
        "line",
        [
            '<p><a href="/news">All our news</a> <time datetime="2021-05-04">4 May</time></p>',
            '<div class="meta">Published: 10:15 04/05/2021</div>',
            "<p>Posted on 4 May 2021</p>",
            '<time datetime="2021-05-04">4 May</time>',
            '<p>Meet us on <time datetime="2022-09-01">1 September</time></p><p>Posted 4 May 2021</p>',
            "<span>4 May 2021</span>",
        ],
    )
    def test_the_date_at_the_headline_is_the_pages(self, line):
        assert read(f"<main><h1>{HEADLINE}</h1>{line}{STORY}</main>").published == dt.date(2021, 5, 4)

    def test_what_the_page_states_of_itself_comes_first(self):
        head = '<meta property="article:published_time" content="2021-05-03T23:10:00+01:00">'
        assert read(f"<h1>{HEADLINE}</h1><p>Published: 4 May 2021</p>{STORY}", head=head).published == dt.date(
            2021, 5, 3
        )


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("There were <del>52</del> <ins>25</ins> raids.", "There were 25 raids."),
        ("They seized <strike>12</strike> 21 knives.", "They seized 21 knives."),
        ("They seized <template>12 guns</template> 21 knives.", "They seized 21 knives."),
        ("They seized £<s>500</s>5,000.", "They seized £5,000."),
        ("Four <span style='color: red; text-decoration-line: line-through'>three</span>guns.", "Four guns."),
        ("Two guns.<span style='display:none'>99 arrests</span>", "Two guns."),
        ("Two guns.<span hidden>99 arrests</span>", "Two guns."),
        ("Officers made 34<sup>1</sup> arrests.", "Officers made 34 arrests."),
        ("Crime fell 12%<sup>[2]</sup> and 40<sup>*</sup> men were held.", "Crime fell 12% and 40 men were held."),
        ("They made 30<a href='#n2'>[2]</a> arrests.", "They made 30 arrests."),
        ("They made 30<a href='#n2'>*</a> arrests<a href='#n2'>^</a>.", "They made 30 arrests."),
        ("They made 30<a href='/2'>[2]</a> arrests.", "They made 30[2] arrests."),
        ("On the 4<sup>th</sup> of May", "On the 4th of May"),
        ("They searched 200 m<sup>2</sup> of land.", "They searched 200 m² of land."),
        ("She said: <q>We <b>won</b></q> today.", "She said: “We won” today."),
        ("She said: <q>“We won”</q> today.", "She said: “We won” today."),
    ],
)
def test_what_a_reader_sees(html, text):
    assert text in read(f"<main><h1>{HEADLINE}</h1><p>{html}</p>{STORY}</main>").text


def test_lines_of_a_headline_are_parted_by_a_space():
    document = read(f"<h1>Nine held<br>over raids <span>in Kelsham</span></h1>{STORY}")
    assert document.title == "Nine held over raids in Kelsham"
    assert document.text.count("over raids") == 1


def test_a_short_page_laid_out_in_a_table_is_paragraphs():
    menu = "<td>Home<br>News</td>"
    cells = "<td><h1>Nine held in Kelsham</h1><p>Officers made nine arrests.</p><table><tr><th>Offence</th><th>2020</th></tr><tr><td>Theft</td><td>12</td></tr></table></td>"
    text = read(f"<table><tr>{menu}{cells}</tr></table>").text
    assert "Nine held in Kelsham\n\nOfficers made nine arrests.\n\n| Offence | 2020 |\n| Theft | 12 |" in text


@pytest.mark.parametrize("heading", ['<th colspan="3">Violent crime</th>', "<td>Violent crime</td><td></td><td></td>"])
def test_a_heading_within_a_table_is_a_row_of_it(heading):
    rows = f"<tr><th>Offence</th><th>2020</th><th>2021</th></tr><tr>{heading}</tr><tr><td>Robbery</td><td>15</td><td>14</td></tr>"
    page = f"<main><h1>{HEADLINE}</h1>{STORY}<table>{rows}</table></main>"
    assert "| Offence | 2020 | 2021 |\n| Violent crime |  |  |\n| Robbery | 15 | 14 |" in read(page).text


def test_a_sentence_in_a_cell_of_its_own_is_none():
    rows = "<tr><td>Robbery</td><td>15</td></tr><tr><td colspan=2>No man was hurt.</td></tr><tr><td>Assault</td><td>5</td></tr>"
    text = read(f"<main><h1>{HEADLINE}</h1>{STORY}<table>{rows}</table></main>").text
    assert "| Robbery | 15 |\nNo man was hurt.\n| Assault | 5 |" in text


def test_headings_of_tables_in_tables_are_looked_for_once():
    """Each level that read its neighbours whole would double the time: sixty would never end."""
    cell = "a"
    for _ in range(60):
        cell = f"<table><tr><td>{cell}</td></tr><tr><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>"
    assert element_text(fromstring(f"<div>{cell}</div>")).startswith("a")


class TestBlockQuotations:
    def test_paragraphs_behind_a_colon_open_each_and_close_once(self):
        said = "<p>Sergeant Bo Ash said:</p><blockquote><p>We won.</p><p>We will be back.</p></blockquote>"
        assert (
            "Sergeant Bo Ash said:\n\n“We won.\n\n“We will be back.”"
            in read(f"<main><h1>{HEADLINE}</h1>{said}{STORY}</main>").text
        )

    def test_one_that_is_signed_is_quoted_and_its_signature_is_not(self):
        below = "<blockquote><p>We act fast.</p></blockquote><p>— Inspector Ann Pole</p>"
        assert "“We act fast.”" in read(f"<main><h1>{HEADLINE}</h1>{STORY}{below}</main>").text
        pictured = "<figure><blockquote>We act fast.</blockquote><figcaption>Inspector Ann Pole</figcaption></figure>"
        assert "“We act fast.”" in read(f"<main><h1>{HEADLINE}</h1>{STORY}{pictured}</main>").text
        signed = "<blockquote>We act <b>fast</b>.<footer>Inspector Ann Pole</footer></blockquote>"
        assert "“We act fast.”\n\nInspector Ann Pole" in read(f"<main><h1>{HEADLINE}</h1>{STORY}{signed}</main>").text

    @pytest.mark.parametrize("indented", ["<p>The map shows the road.</p>", "“We won,” said Sergeant Ash."])
    def test_one_that_only_indents_is_no_quotation(self, indented):
        text = read(f"<main><h1>{HEADLINE}</h1>{STORY}<blockquote>{indented}</blockquote></main>").text
        assert "“The map" not in text
        assert "““" not in text


@pytest.mark.parametrize("headline", ["h1", "h2"])
def test_a_short_page_laid_out_in_a_table_is_no_row(headline):
    menu = '<td width="150"><a href="/">Home</a><br><a href="/n">News</a></td>'
    text = read(f"<table><tr>{menu}<td><{headline}>{HEADLINE}</{headline}>{STORY}</td></tr></table>").text
    assert "\n\nTwo vans were seized." in text
    assert "|" not in text


def test_a_table_of_figures_in_paragraphs_stays_a_table():
    table = "<table><tr><td><p>Theft</p></td><td><p>34</p></td></tr></table>"
    assert "| Theft | 34 |" in read(f"<main><h1>{HEADLINE}</h1>{STORY}{table}</main>").text


class TestMails:
    def read(self, body: str) -> str:
        (document,) = read_source(
            f"From: desk@exampleton.example\nSubject: Raids\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n{body}".encode()
        )
        return document.text.removeprefix("Raids\n\n")

    @pytest.mark.parametrize(
        ("quoted", "text"),
        [
            ("> Officers made\n> 34 arrests.", "Officers made 34 arrests."),
            (">> Officers made\n>> 34 arrests.\n>>\n>> Two vans went.", "Officers made 34 arrests.\n\nTwo vans went."),
            ("> > Seized:\n> > * two vans\n> > * a boat", "Seized:\n* two vans\n* a boat"),
            ("> Date: 4 May\n> Place: Exampleton", "Date: 4 May\nPlace: Exampleton"),
            ("See below\n\n> Two vans.", "See below\n\nTwo vans."),
            (">10 arrests were made.", ">10 arrests were made."),
        ],
    )
    def test_the_marks_of_a_quoted_mail_are_no_text(self, quoted, text):
        assert self.read(quoted) == text


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("Well done 👩\u200d🚒 and 👨\u200d⚕️.", "Well done 👩\u200d🚒 and 👨\u200d⚕️."),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("क्\u200dष", "क्\u200dष"),
        ("34\u200d arr\u200cests", "34 arrests"),
        ("14 accounts in 3 countries*", "14 accounts in 3 countries"),
        ("£450k+ seized*\n*Provisional", "£450k+ seized\n*Provisional"),
        ("searched 3 houses†.", "searched 3 houses."),
        ("34¹ arrests, 12%² of them, 200 m² of land", "34 arrests, 12% of them, 200 m² of land"),
        ("you b**** and f**k, 20*355541, 21* 355541", "you b**** and f**k, 20*355541, 21* 355541"),
    ],
)
def test_marks_that_are_and_are_not_text(text, cleaned):
    assert clean(text).text == cleaned


def test_struck_out_words_of_markdown_are_no_text(tmp_path):
    path = tmp_path / "a.md"
    path.write_text("Officers made ~~43~~ 34 arrests and seized <del>two</del> three vans.", encoding="utf-8")
    (document,) = read_source(path)
    assert " ".join(document.text.split()) == "Officers made 34 arrests and seized three vans."


@pytest.mark.parametrize("mark", ["\x1b", "\ufffe", "\x0c"])
def test_a_control_character_beside_what_is_taken_out_is_no_fault(mark):
    page = read(f"<h1>34 held</h1><p>Officers made 34<sup>1</sup>{mark} arrests{mark} on <del>3</del>{mark} 4 May.</p>")
    assert "4 May." in page.text
    assert mark not in page.text


@pytest.mark.parametrize(
    ("stated", "said"),
    [
        ("shift_jis", "is not in shift_jis"),
        ("klingon", "nobody knows"),
        ("hex", "nobody knows"),
        ("undefined", "is not in"),
    ],
)
def test_an_encoding_that_a_page_does_not_keep_is_said_in_our_words(stated, said):
    (failure,) = read_source(
        f"<!DOCTYPE html><html><meta charset={stated}><p>A café".encode("cp1252") + b"\x81\xff</p></html>"
    )
    assert said in failure.error
    assert "codec" not in failure.error


def test_a_page_in_utf_16_that_lost_its_last_byte_is_read(tmp_path):
    page = "\ufeff<!DOCTYPE html><html><body><h1>Nine held</h1><p>Officers made 34 arrests.</p></body></html> "
    (tmp_path / "a.html").write_bytes(page.encode("utf-16-be")[:-1])
    (document,) = read_source(tmp_path / "a.html")
    assert document.text.startswith("Nine held\n\nOfficers made 34 arrests.")
