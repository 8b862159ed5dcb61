"""Each field says which rule gave it, and a number that is no claim says why."""

from __future__ import annotations

import json
from pathlib import Path
from typing import get_args

import pytest
from typer.testing import CliRunner

from release_parser.cli import app
from release_parser.errors import InputError
from release_parser.explain import Explainer, about_rule, explain
from release_parser.found_by import FOUND_BY
from release_parser.records import Kind

GOLDENS = Path(__file__).parents[1] / "golden"

TEXT = "Officers made 34 arrests on 4 May 2020. Call 101. “We will act,” said PC Ann Pole."


@pytest.fixture(scope="module")
def release(parser):
    return parser.parse(TEXT)


def rules(explanation) -> dict[str, str | None]:
    return {field.name: field.rule for field in explanation.fields}


def test_a_claim_names_the_rule_of_each_field(parser, release):
    found = explain(release, "c1", parser=parser)
    assert (found.id, found.text) == ("c1", "34")
    assert rules(found) | {"head": "noun_behind", "predicate": "verb_above"} == rules(found)
    assert {field.name: field.value for field in found.fields}["head"] == "arrest"


def test_every_rule_that_spoke_is_explained_and_others_are_named(parser, release):
    fields = {field.name: field for field in explain(release, "c1", parser=parser).fields}
    assert "the nearest verb above" in fields["predicate"].about.lower()
    comparing = parser.parse("Thefts fell by 12%.")
    predicate = next(field for field in explain(comparing, "c1", parser=parser).fields if field.name == "predicate")
    assert predicate.rule == "verb_of_the_change"
    assert "verb_above" in predicate.also


def test_every_rule_that_a_golden_record_names_says_what_it_is_for():
    lists = (
        "claims",
        "quotes",
        "people",
        "operations",
        "police_units",
        "contacts",
        "comparisons",
        "breakdowns",
        "tallies",
    )
    records = [json.loads(path.read_text(encoding="utf-8")) for path in GOLDENS.glob("*.json")]
    named = {found["rule"] for record in records for name in lists for found in record.get(name, ())}
    assert len(named) > 40
    assert sorted(rule for rule in named if not about_rule(rule)) == []


def test_every_kind_of_quantity_that_is_a_rule_says_what_it_is():
    assert set(get_args(Kind)) - {"age", "rate"} <= set(FOUND_BY)


def test_a_veto_says_that_there_is_no_predicate(parser):
    release = parser.parse("Police said two things.")
    predicate = next(field for field in explain(release, "c1", parser=parser).fields if field.name == "predicate")
    assert (predicate.value, predicate.rule) == (None, "reporting_verb")


def test_an_offset_or_words_find_the_claim(parser, release):
    assert explain(release, at=TEXT.index("34"), parser=parser).id == "c1"
    assert explain(release, find="34", parser=parser).id == "c1"


def test_a_number_that_is_no_claim_names_its_mask(parser, release):
    found = explain(release, find="2020", parser=parser)
    assert found.id is None
    assert rules(found) == {"mask": "date"}


def test_names_quotes_and_contacts_are_explained(parser, release):
    assert rules(explain(release, find="101", parser=parser)) == {"contact": "contact_phone_short"}
    assert rules(explain(release, "q1", parser=parser)) == {"quote": "quote_before_cue", "speaker": "name_behind"}
    assert rules(explain(release, find="Ann Pole", parser=parser)) == {"person": "person_with_rank"}


def test_who_speaks_is_explained_by_the_rule_that_found_the_speaker(parser):
    release = parser.parse("PC Ann Pole came. She said: “We act.” A sign reads: “We never close at night.”")
    first, *_ = (explain(release, quote.id, parser=parser) for quote in release.quotes)
    assert rules(first) == {"quote": "quote_after_cue", "speaker": "pronoun_before"}
    assert explain(release, find="We act", parser=parser) == first


def test_relations_are_named(parser):
    release = parser.parse("There were 126 raids, compared with 150 in 2019, a fall of 16 per cent.")
    found = explain(release, "c2", parser=parser)
    assert ("comparison", "its baseline", "compared_with_the_other") in [
        (field.name, field.value, field.rule) for field in found.fields
    ]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({}, "say what to explain"),
        ({"what": "c9"}, "has no c9: it has claim c1 and quote q1"),
        ({"at": 4000}, "outside of the text"),
        ({"find": "Kelsham"}, "does not stand in the release"),
        ({"find": "34", "at": 3}, "say what to explain"),
    ],
)
def test_what_is_not_there_is_an_error(parser, release, arguments, message):
    with pytest.raises(InputError, match=message):
        explain(release, arguments.pop("what", None), parser=parser, **arguments)


def test_a_record_that_is_read_otherwise_today_is_an_error(parser, release):
    other = release.model_copy(
        update={"claims": (release.claims[0].model_copy(update={"span": release.quotes[0].spans[0]}),)}
    )
    with pytest.raises(InputError, match="made by another version"):
        explain(other, "c1", parser=parser)


def test_a_release_explains_itself(release):
    assert release.explain("c1").id == "c1"


def test_the_command_prints_it(tmp_path):
    path = tmp_path / "release.txt"
    path.write_text(TEXT, encoding="utf-8")
    shown = CliRunner().invoke(app, ["explain", str(path), "--find", "34"])
    assert shown.exit_code == 0, shown.output
    assert "c1: '34'" in shown.output
    assert "noun_behind" in shown.output
    everything = CliRunner().invoke(app, ["explain", str(path)])
    assert everything.output.count("\nc") + everything.output.startswith("c") == 1


@pytest.mark.parametrize(
    ("content", "message"),
    [("", "release.txt is empty: there is nothing to parse"), (b"\x00", "release.txt: it is not text")],
)
def test_the_command_says_why_a_release_cannot_be_read(tmp_path, content, message):
    path = tmp_path / "release.txt"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    result = CliRunner().invoke(app, ["explain", str(path)])
    assert isinstance(result.exception, InputError)
    assert message in str(result.exception)


def none(parser, text: str) -> list[tuple[str, str | None]]:
    """Each number of a text that is no claim, with the rule that took it."""
    explainer = Explainer(parser.parse(text), parser)
    return [(span.text, field.rule) for span, field in explainer.numbers_that_are_none()]


def test_every_number_that_is_no_claim_is_named_once_with_its_mask(parser):
    text = "Officers made 34 arrests on 4 May 2020 at 12 Acacia Road. One of the men, 41, was charged under Section 5. Call 101."
    assert none(parser, text) == [
        ("4 May 2020", "date"),
        ("12 Acacia Road", "house_number"),
        ("One of", "one_of"),
        ("Section 5", "section_of_law"),
    ]


def test_a_number_that_no_mask_took_says_so(parser):
    release = parser.parse(TEXT).model_copy(update={"claims": (), "tallies": ()})
    span, field = next(Explainer(release, parser).numbers_that_are_none())
    assert (span.text, field.rule) == ("34", None)
    assert field.about.startswith("No rule took it")


def test_every_mask_says_what_it_is(parser):
    text = "On 4 May 2020 a team of Operation Grey 7 met at 12 Acacia Road. Image 3 of 5"
    explainer = Explainer(parser.parse(text), parser)
    assert all(field.about for _, field in explainer.numbers_that_are_none())
