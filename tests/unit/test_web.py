"""Saved pages: the whole release, nothing of the page around it, and what the page says of itself."""

from __future__ import annotations

import datetime as dt

import pytest

from release_parser.records import Failure
from release_parser.sources import read_source
from release_parser.text import Document

pytest.importorskip("trafilatura")

AROUND = """<!DOCTYPE html><html lang="en"><head><title>Twelve arrested in Exampleton | Exampleshire Police</title>{head}</head><body>
<nav><a href="/">Home</a> <a href="/news">News</a></nav><header><h1>Twelve arrested in Exampleton</h1></header>{body}
<aside>Related: <a href="/x">Van found</a></aside><footer>Cookies. Accessibility. Copyright.</footer>
<script>var tracker = "x";</script></body></html>"""

STORY = """<p>Twelve people were arrested in a week of action in <b>Exampleton</b>, officers said today.</p>
<p>The week resulted in:</p><ul><li>12 arrests</li><li><p>14&nbsp;knives seized</p></li></ul>
<table><tr><th>Year</th><th>Thefts</th></tr><tr><td>2019</td><td>1,204</td></tr></table>
<p>&ldquo;We will be back,&rdquo; said Sergeant Jo Bloggs.<br>Call 101.</p>"""

PLAIN = (
    "Twelve arrested in Exampleton\n\n"
    "Twelve people were arrested in a week of action in Exampleton, officers said today.\n\n"
    "The week resulted in:\n\n* 12 arrests\n* 14\u00a0knives seized\n\n"
    "| Year | Thefts |\n| 2019 | 1,204 |\n\n"
    "“We will be back,” said Sergeant Jo Bloggs.\nCall 101."
)


def page(body: str = f"<main><article>{STORY}</article></main>", head: str = "") -> bytes:
    return AROUND.format(body=body, head=head).encode()


def only(content: bytes) -> Document:
    (document,) = read_source(content)
    assert isinstance(document, Document), document
    return document


def test_a_page_with_schema_orgs_body_is_taken_whole():
    assert only(page(f'<div itemprop="articleBody">{STORY}</div>')).text == PLAIN


def test_a_site_with_selectors_is_taken_by_them():
    head = '<link rel="canonical" href="https://www.justice.gov/opa/pr/twelve">'
    body = (
        '<main><h1 id="node-title">Twelve arrested in Exampleton</h1><span property="dc:date" content="2018-03-23T00:00:00-04:00">Friday</span>'
        f'<div class="field field--name-field-pr-body">{STORY}</div><div>Updated March 24, 2018</div></main>'
    )
    document = only(page(body, head))
    assert document.text == PLAIN
    assert document.published == dt.date(2018, 3, 23)


def test_any_other_page_keeps_every_word_of_its_story():
    text = only(page()).text
    for words in (
        "Twelve people were arrested",
        "12 arrests",
        "knives seized",
        "1,204",
        "“We will be back,”",
        "Call 101.",
    ):
        assert words in text
    assert "Cookies" not in text
    assert "tracker" not in text


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2021-02-25T13:59:18+00:00">',
        '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2021-02-25"}</script>',
        '<script type="application/ld+json">{"@graph": [{"@type": "WebSite"}, {"headline": "Twelve arrested in Exampleton", "datePublished": "2021-02-25"}]}</script>',
        '<script type="application/ld+json">{"@graph": {"headline": "Twelve arrested in Exampleton", "datePublished": "2021-02-25"}}</script>',
        '<meta name="DC.date" content="25 February 2021"><script type="application/ld+json">{broken</script>',
        '<meta name="DC.date" content="25 February 2021"><script type="application/ld+json">{"@graph": 5}</script>',
        '<meta name="DC.date" content="25 February 2021"><script type="application/ld+json">{"@graph": null}</script>',
        '<meta name="DC.date" content="25 February 2021"><script type="application/ld+json">'
        + "[" * 50_000
        + "</script>",
    ],
)
def test_title_date_and_publisher_are_what_the_page_says(head):
    document = only(page(head=head))
    assert document.title == "Twelve arrested in Exampleton"
    assert document.published == dt.date(2021, 2, 25)
    assert document.publisher == "Exampleshire Police"


def test_a_date_line_on_the_page_will_do():
    assert only(page(f'<div itemprop="articleBody"><p>Published: 4 May 2020</p>{STORY}</div>')).published == dt.date(
        2020, 5, 4
    )


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "iso-8859-1", "utf-16"])
def test_encodings(encoding, tmp_path):
    html = AROUND.format(
        body='<div itemprop="articleBody"><p>£500 was seized.</p></div>', head=f'<meta charset="{encoding}">'
    )
    (tmp_path / "a.html").write_bytes(html.encode(encoding))
    (document,) = read_source(tmp_path / "a.html")
    assert "£500 was seized." in document.text


def test_a_page_without_text_is_a_failure(tmp_path):
    (tmp_path / "a.html").write_text("<html><body><script>x</script></body></html>")
    (found,) = read_source(tmp_path / "a.html")
    assert isinstance(found, Failure)
    assert "no text" in found.error


@pytest.mark.parametrize("tag", ["b", "font", "div"])
@pytest.mark.parametrize("depth", [200, 300, 1500])
def test_no_word_is_lost_behind_deep_nesting(tag, depth):
    """Old pages open a <font> in each paragraph and close none; parsers stop at 256 levels."""
    nested = f"<{tag}>" * depth + "34 arrests were made in Exampleton." + f"</{tag}>" * depth
    text = only(
        f"<html><body><p>Before it, 12 knives.</p>{nested}<p>After it, 56 vans.</p></body></html>".encode()
    ).text
    assert [words for words in ("12 knives", "34 arrests", "56 vans") if words in text] == [
        "12 knives",
        "34 arrests",
        "56 vans",
    ]


def test_nesting_without_end_is_a_failure():
    (found,) = read_source(("<html><body>" + "<div>x" * 5000).encode())
    assert "nested too deep" in found.error


def test_a_font_that_nobody_closes():
    html = (
        "<html><body>"
        + "".join(f"<p><font size=2>Paragraph {number} is about {number} vans." for number in range(400))
        + "</body></html>"
    )
    text = only(html.encode()).text
    assert "Paragraph 0 is" in text
    assert "Paragraph 399 is about 399 vans." in text


def test_a_page_of_a_million_elements_is_a_failure_and_does_not_take_minutes():
    (found,) = read_source(("<html><body>" + "<p>x" * 160_000).encode())
    assert "elements" in found.error
