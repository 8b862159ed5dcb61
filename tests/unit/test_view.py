"""The viewer: every mark in its place, everything escaped, whole files."""

from __future__ import annotations

import html
import re

import pytest

import release_parser as rp
from fakes import record
from release_parser.records import (
    Claim,
    Contact,
    Failure,
    Operation,
    ParserInfo,
    Person,
    PoliceUnit,
    Quantity,
    Quote,
    Release,
    Span,
    Speaker,
    release_id,
)
from release_parser.sinks import open_sink
from release_parser.text import Document
from release_parser.view.marks import marked_text

TEXT = 'Title <script>alert("x")</script>\n\n“We made 34 arrests in Operation Sandpiper & more,” said DC Jo Bloggs of the Example Unit. Call 101.'


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start=start, end=start + len(words), text=words)


@pytest.fixture
def release() -> Release:
    quote = "We made 34 arrests in Operation Sandpiper & more,"
    return Release(
        id=release_id(TEXT),
        source='"><img src=x onerror=alert(1)>',
        text=TEXT,
        claims=(
            Claim(
                id="c1",
                span=span("34"),
                quantity=Quantity(value=34),
                measured_entity=span("arrests"),
                quote="q1",
                sentence=span(quote),
                rule="digits",
            ),
        ),
        quotes=(
            Quote(
                id="q1",
                content=quote,
                spans=(span(quote),),
                speaker=Speaker(person="Jo <Bloggs>", span=span("DC Jo Bloggs")),
                rule="marks",
            ),
        ),
        operations=(Operation(name="Sandpiper", span=span("Sandpiper"), mentions=(span("Sandpiper"),), rule="marker"),),
        people=(
            Person(name="Jo Bloggs", rank="DC", span=span("Jo Bloggs"), mentions=(span("Jo Bloggs"),), rule="rank"),
        ),
        police_units=(
            PoliceUnit(name="Example Unit", span=span("Example Unit"), mentions=(span("Example Unit"),), rule="head"),
        ),
        contacts=(Contact(kind="phone", value="101", span=span("101"), rule="number"),),
        parser=ParserInfo(version="0", model="fake"),
    )


def test_the_text_is_whole_and_every_mark_has_its_words(release):
    marked = marked_text(release)
    assert html.unescape(re.sub(r"<[^>]*>", "", marked)) == TEXT
    pieces = {
        (kinds, html.unescape(words))
        for kinds, words in re.findall(r'<span class="m ([^"]*)" title="[^"]*">([^<]*)</span>', marked)
    }
    assert ("quote claim", "34") in pieces
    assert ("quote entity", "arrests") in pieces
    assert ("quote operation", "Sandpiper") in pieces
    assert ("speaker person", "Jo Bloggs") in pieces
    assert ("unit", "Example Unit") in pieces
    assert ("contact", "101") in pieces


def test_what_comes_from_a_record_is_escaped(release):
    page = rp.view([release, Failure(source="<b>", stage="read", error="<i>")]).html
    for hostile in ("<script>alert", "<img src=x", "<Bloggs>", "<b>", "<i>"):
        assert hostile not in page
    assert page.count("<article") == 2


def test_it_is_saved_whole_over_a_file_of_records(tmp_path, release):
    with open_sink(tmp_path / "out.jsonl") as sink:
        for each in (release, record(Document("Two arrests.")), Failure(source=None, stage="read", error="x")):
            sink.write(each)
    page = rp.view(str(tmp_path / "out.jsonl"))
    assert page.save(tmp_path / "out.html") == tmp_path / "out.html"
    assert page.count == 3
    assert (tmp_path / "out.html").read_text(encoding="utf-8").count("<article") == 3
    assert not list(tmp_path.glob(".*"))


def test_it_shows_itself_in_notebooks(release):
    assert rp.view(release)._repr_html_().startswith('<iframe srcdoc="&lt;!doctype html&gt;')


def test_the_name_works_whoever_was_imported_first(release):
    import release_parser.view.page  # noqa: F401

    assert rp.view(release).html == release_parser_view()(release).html


def release_parser_view():
    from release_parser.view import view

    return view
