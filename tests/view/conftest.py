"""A view, saved and opened in the browser of all tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from pages import TEXT, span
from release_parser.records import (
    Claim,
    Contact,
    Operation,
    ParserInfo,
    Person,
    PoliceUnit,
    Quantity,
    Quote,
    Release,
    Speaker,
    release_id,
)


@pytest.fixture
def open_page(browser, tmp_path):
    """Save a view, or take a saved one, open it, and fail the test if a script of the page failed or anything was asked of a network."""
    contexts, faults = [], []

    def opened(view, address: str = "", **options):
        path = view if isinstance(view, Path) else view.save(tmp_path / "page.html")
        options.setdefault("viewport", {"width": 1400, "height": 900})
        context = browser.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(f"script failed: {error}"))
        page.on("dialog", lambda dialog: faults.append(f"a script of a record ran: {dialog.message}"))
        page.on(
            "request", lambda request: request.url.startswith(("file:", "data:", "blob:")) or faults.append(request.url)
        )
        page.goto(path.as_uri() + address)
        page.wait_for_selector("body[data-ready]")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert faults == []


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
