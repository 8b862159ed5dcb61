"""Records keep their contract: what breaks it cannot be built."""

from __future__ import annotations

import datetime as dt
import json
import pickle
import re
from decimal import Decimal
from typing import Literal

import pytest
from pydantic import BaseModel, Field, ValidationError

from release_parser.records import (
    Breakdown,
    Claim,
    Comparison,
    Contact,
    Failure,
    Operation,
    ParserInfo,
    Period,
    Person,
    PoliceUnit,
    Quantity,
    Quote,
    Release,
    Span,
    Speaker,
    Tally,
    release_id,
    spans_of,
)
from release_parser.records.faults import say_fault
from release_parser.records.shown import amount

TEXT = 'Operation Gannet: 34 arrests, 12.5kg seized. "Well done," said DI Ray Ash.'


def span(piece: str, text: str = TEXT) -> Span:
    start = text.index(piece)
    return Span(start=start, end=start + len(piece), text=piece)


def claim(number: int = 1, **fields) -> Claim:
    given = {
        "span": span("34"),
        "quantity": Quantity(value=34),
        "head": "arrest",
        "sentence": span(TEXT),
        "rule": "number",
    }
    return Claim(id=f"c{number}", **given | fields)


def quote(number: int = 1) -> Quote:
    return Quote(
        id=f"q{number}",
        content="Well done,",
        spans=(span("Well done,"),),
        speaker=Speaker(person="Ray Ash", span=span("DI Ray Ash")),
        cue=span("said"),
        rule="cue-after",
    )


def release(**fields) -> Release:
    return Release(**{"id": release_id(TEXT), "text": TEXT, "parser": ParserInfo(version="0", model="none")} | fields)


class TestNumbers:
    @pytest.mark.parametrize(
        ("value", "wire"),
        [
            ("34", "34"),
            ("2500000", "2500000"),
            ("2.5", "2.5"),
            ("0.25", "0.25"),
            ("1E+6", "1000000"),
            ("0.10", "0.1"),
            ("34.0", "34"),
        ],
    )
    def test_exact_decimals_are_plain_numbers_in_json(self, value, wire):
        quantity = Quantity(value=Decimal(value))
        assert isinstance(quantity.value, Decimal)
        assert f'"value":{wire},' in quantity.model_dump_json()
        assert Quantity.model_validate_json(quantity.model_dump_json()) == quantity

    def test_a_third_is_rounded_before_it_becomes_a_record(self):
        with pytest.raises(ValidationError, match="more digits than a JSON number carries"):
            Quantity(value=Decimal(1) / Decimal(3))
        assert Quantity(value=Decimal("0.333333333333333")).value == Decimal("0.333333333333333")

    @pytest.mark.parametrize("value", ["NaN", "Infinity"])
    def test_what_is_no_number_is_refused(self, value):
        with pytest.raises(ValidationError):
            Quantity(value=Decimal(value))

    def test_a_vague_plural_has_no_value_and_a_value_is_not_vague(self):
        assert Quantity(value=None, vague="dozens").value is None
        for fields in ({"value": None}, {"value": 12, "vague": "dozens"}):
            with pytest.raises(ValidationError, match="either a value or a vague plural"):
                Quantity(**fields)

    def test_a_range_runs_upwards(self):
        assert Quantity(value=10, upper=15).upper == 15
        with pytest.raises(ValidationError, match="runs downwards"):
            Quantity(value=15, upper=10)


class TestRecords:
    def test_records_are_frozen_and_know_their_fields(self):
        with pytest.raises(ValidationError, match="frozen"):
            claim().head = "charge"
        with pytest.raises(ValidationError, match="Extra inputs"):
            claim(confidence=0.9)

    def test_a_period_runs_forwards(self):
        whole = Period(span=span("34"), start="2020-01-01", end="2020-12-31")
        assert whole.end == dt.date(2020, 12, 31)
        with pytest.raises(ValidationError, match="runs backwards"):
            Period(span=span("34"), start="2021-01-01", end="2020-12-31")

    def test_a_comparison_has_two_sides(self):
        assert Comparison(current="c1", baseline="c2", rule="levels").consistent is None
        with pytest.raises(ValidationError, match="at least two"):
            Comparison(change="c1", rule="levels")

    def test_a_rule_is_always_named(self):
        with pytest.raises(ValidationError, match="rule"):
            claim(rule="")

    @pytest.mark.parametrize(
        ("record", "short"),
        [
            (span("34"), "Span(18:20 '34')"),
            (Quantity(value=34), "Quantity(34, count)"),
            (
                Quantity(value=Decimal("2.5"), unit="kilogram", kind="mass", bound="about"),
                "Quantity(about 2.5 kilogram, mass)",
            ),
            (claim(), "Claim(c1 '34': Quantity(34, count) of arrest)"),
            (quote(), "Quote(q1 'Ray Ash': 'Well done,')"),
            (
                Person(name="Ray Ash", rank="DI", span=span("Ray Ash"), mentions=(span("Ray Ash"),), rule="rank"),
                "Person('DI Ray Ash')",
            ),
            (Contact(kind="phone", value="101", span=span("34"), rule="phone"), "Contact(phone '101')"),
            (
                Comparison(current="c1", baseline="c2", rule="levels"),
                "Comparison(current='c1', baseline='c2', rule='levels')",
            ),
        ],
    )
    def test_a_repr_fits_on_a_line(self, record, short):
        assert repr(record) == short

    def test_a_failure_says_what_and_where(self):
        with pytest.raises(ValidationError):
            Failure(source="a.txt", stage="read", error="")


class TestRelease:
    def test_the_same_text_has_the_same_id(self):
        with pytest.raises(ValidationError, match="SHA-256"):
            release(id="0" * 64)

    def test_a_wrong_offset_cannot_leave_the_library(self):
        moved = Span(start=19, end=21, text="34")
        with pytest.raises(ValidationError, match="is not '34' in the text"):
            release(claims=(claim(span=moved),))
        with pytest.raises(ValidationError, match="cannot hold"):
            Span(start=0, end=5, text="34")

    def test_offsets_are_code_points(self):
        text = "😀 Łucja: 34"
        at = Span(start=9, end=11, text="34")
        record = Release(
            id=release_id(text),
            text=text,
            claims=(claim(span=at, sentence=Span(start=0, end=len(text), text=text)),),
            parser=ParserInfo(version="0", model="none"),
        )
        assert record.text[9:11] == "34"

    def test_ids_are_in_order(self):
        with pytest.raises(ValidationError, match="ids of claims"):
            release(claims=(claim(2),))
        with pytest.raises(ValidationError, match="ids of quotes"):
            release(quotes=(quote(1), quote(1)))

    def test_claims_point_to_what_exists(self):
        with pytest.raises(ValidationError, match="unknown quote q1"):
            release(claims=(claim(quote="q1"),))
        with pytest.raises(ValidationError, match="unknown operation"):
            release(claims=(claim(operations=("Gannet",)),))
        with pytest.raises(ValidationError, match="unknown claims"):
            release(claims=(claim(),), comparisons=(Comparison(current="c1", baseline="c2", rule="levels"),))
        gannet = Operation(name="Gannet", span=span("Gannet"), mentions=(span("Gannet"),), rule="operation")
        assert release(claims=(claim(operations=("Gannet",), quote="q1"),), quotes=(quote(),), operations=(gannet,))

    def test_it_survives_json_and_pickle(self):
        unit = PoliceUnit(name="Ash", span=span("Ash"), mentions=(span("Ash"),), rule="unit")
        record = release(claims=(claim(),), quotes=(quote(),), police_units=(unit,), published=dt.date(2021, 1, 2))
        assert Release.model_validate_json(record.model_dump_json()) == record
        assert pickle.loads(pickle.dumps(record)) == record
        assert json.loads(record.model_dump_json())["published"] == "2021-01-02"

    def test_every_span_is_reached(self):
        record = release(claims=(claim(),), quotes=(quote(),))
        assert [found.text for found in spans_of(record)] == ["34", TEXT, "Well done,", "DI Ray Ash", "said"]

    def test_the_repr_counts_what_was_found(self):
        assert repr(release(title="Raids", claims=(claim(),))) == "Release('Raids': 1 claims)"
        assert repr(release(title="Raids")) == "Release('Raids': nothing found)"

    def test_the_repr_has_the_figures_to_take(self):
        tally = Tally(topic="arrest", thing="people", value=34, bound="more_than", claims=("c1",), rule="one_figure")
        record = release(title="Raids", claims=(claim(),), tallies=(tally,))
        assert repr(record) == "Release('Raids': 1 claims, 1 tallies | arrest: more than 34 people)"
        assert repr(release(title="Raids", claims=(claim(),), tallies=(tally,) * 5)).endswith("people; and 2 more)")

    def test_as_text_it_shows_marks_values_units_and_who_speaks(self):
        weight = claim(quantity=Quantity(value=1200, upper=1500, unit="kilogram", kind="mass", bound="about"))
        shown = str(release(title="Raids", claims=(weight,), quotes=(quote(),)))
        assert "[34]c1" in shown
        assert "c1  about 1,200 to 1,500 kilogram" in shown
        assert "q1  Ray Ash: “Well done,”" in shown

    @pytest.mark.parametrize(
        ("fields", "words"),
        [
            ({"value": 3810, "bound": "more_than"}, "more than 3,810"),
            ({"value": 2, "upper": 3, "unit": "kilogram", "kind": "mass"}, "2 to 3 kilogram"),
            ({"value": None, "vague": "dozens"}, "dozens"),
            ({"value": 31, "per": "a week", "kind": "rate"}, "31 a week"),
            ({"value": 4, "per": "officer", "kind": "rate"}, "4 per officer"),
            ({"value": 9, "per": "per 1,000 people", "kind": "rate"}, "9 per 1,000 people"),
        ],
    )
    def test_a_quantity_in_words(self, fields, words):
        assert amount(Quantity(**fields)) == words

    def test_as_text_it_sends_nothing_to_the_terminal(self):
        assert "\x1b" not in str(release(title="\x1b[2J"))

    def test_a_notebook_shows_marks_values_and_tallies_in_the_colours_of_its_ground(self):
        tally = Tally(topic="arrest", thing="people", value=34, claims=("c1",), rule="one_figure")
        shown = release(title="Raids", claims=(claim(),), tallies=(tally,), quotes=(quote(),))._repr_html_()
        assert re.search(r"<mark [^>]*color:inherit[^>]*>34<sub> c1</sub></mark>", shown)
        assert not re.search(r"(?<![\w-])(?:background|color):#", shown)
        assert re.search(r"<td[^>]*>arrest</td><td[^>]*>34</td><td[^>]*>people</td>", shown)

    def test_a_notebook_shows_text_that_is_escaped(self):
        text = "<script>alert(34)</script>"
        record = Release(
            id=release_id(text),
            text=text,
            claims=(claim(span=Span(start=14, end=16, text="34"), sentence=Span(start=0, end=26, text=text)),),
            parser=ParserInfo(version="0", model="none"),
        )
        assert "<script>" not in record._repr_html_()

    def test_the_schema_is_published(self):
        schema = Release.model_json_schema()
        assert schema["additionalProperties"] is False
        assert schema["$defs"]["Quantity"]["properties"]["value"]["anyOf"][0] == {"type": "number"}
        assert set(schema["$defs"]["Claim"]["properties"]) == {
            "id",
            "span",
            "quantity",
            "measured_entity",
            "head",
            "predicate",
            "direction",
            "period",
            "place",
            "actor",
            "operations",
            "credit",
            "quote",
            "topic",
            "restates",
            "sentence",
            "rule",
        }


class TestSums:
    """What refers to claims refers to claims that are there."""

    TEXT = "Twelve people were arrested: seven men and five women."

    def claims(self, **last):
        return tuple(
            Claim(
                id=f"c{number}",
                span=span(word, self.TEXT),
                quantity=Quantity(value=value),
                sentence=span(self.TEXT, self.TEXT),
                rule="count",
                **(last if number == 3 else {}),
            )
            for number, (word, value) in enumerate((("Twelve", 12), ("seven", 7), ("five", 5)), 1)
        )

    def release(self, **lists):
        lists.setdefault("claims", self.claims())
        return Release(id=release_id(self.TEXT), text=self.TEXT, parser=ParserInfo(version="0", model="m"), **lists)

    def test_a_total_and_its_parts(self):
        breakdown = Breakdown(total="c1", parts=("c2", "c3"), complete=True, expected=12, consistent=True, rule="colon")
        assert self.release(breakdowns=(breakdown,)).breakdowns[0].parts == ("c2", "c3")

    @pytest.mark.parametrize("parts", [("c1",), ("c2", "c2"), ()])
    def test_no_part_of_itself_nor_twice_nor_none(self, parts):
        with pytest.raises(ValidationError):
            Breakdown(total="c1", parts=parts, rule="colon")

    @pytest.mark.parametrize(("total", "parts"), [("c9", ("c2",)), ("c1", ("c9",))])
    def test_a_breakdown_is_of_claims_that_are_there(self, total, parts):
        with pytest.raises(ValidationError, match="breakdown of unknown claims"):
            self.release(breakdowns=(Breakdown(total=total, parts=parts, rule="colon"),))

    def test_a_tally_is_of_claims_that_are_there(self):
        assert self.release(tallies=(Tally(topic="arrest", value=12, claims=("c1",), rule="stated"),))
        with pytest.raises(ValidationError, match="tally of unknown claims"):
            self.release(tallies=(Tally(topic="arrest", value=12, claims=("c4",), rule="stated"),))

    def test_a_tally_takes_a_fact_once(self):
        """Its exact telling may be the one that restates; both together would count the fact twice."""
        claims = self.claims(restates="c1")
        assert self.release(claims=claims, tallies=(Tally(topic="arrest", value=5, claims=("c3",), rule="stated"),))
        with pytest.raises(ValidationError, match="a fact stands twice"):
            self.release(claims=claims, tallies=(Tally(topic="arrest", value=17, claims=("c1", "c3"), rule="stated"),))

    @pytest.mark.parametrize("first", ["c3", "c4"])
    def test_a_claim_restates_an_earlier_one(self, first):
        with pytest.raises(ValidationError, match="not an earlier claim"):
            self.release(claims=self.claims(restates=first))

    def test_what_is_restated_is_the_first_of_all(self):
        claims = self.claims(restates="c2")
        again = claims[1].model_copy(update={"restates": "c1"})
        with pytest.raises(ValidationError, match="restates another itself"):
            self.release(claims=(claims[0], again, claims[2]))

    def test_a_topic_is_words_parted_by_a_dot(self):
        with pytest.raises(ValidationError):
            Tally(topic="Arrest made", value=1, claims=("c1",), rule="stated")


class _Form(BaseModel, extra="forbid"):
    """A form with fields of every sort that a file may hold."""

    text: str = ""
    count: int = Field(default=3, ge=1, lt=9)
    share: Decimal = Field(default=Decimal(0), gt=-1, le=1)
    yes: bool = False
    names: tuple[str, ...] = Field(default=("a",), min_length=1)
    code: str = Field(default="GB", pattern="^[A-Z]{2}$", min_length=2)
    size: Literal["small", "large"] = "small"
    day: dt.date | None = None
    inner: dict[str, int] = {}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"text": 3}, "'text' is 3; it must be text in quotation marks"),
        ({"count": "many"}, "'count' is 'many'; it must be a whole number"),
        ({"count": 0}, "'count' is too small: give 1 or more"),
        ({"count": 9}, "'count' is too large: give less than 9"),
        ({"share": "half"}, "'share' is 'half'; it must be a number"),
        ({"share": -1}, "'share' is too small: give more than -1"),
        ({"share": 2}, "'share' is too large: give 1 or less"),
        ({"yes": "perhaps"}, "'yes' is 'perhaps'; it must be true or false"),
        ({"names": "a"}, "'names' is 'a'; it must be a list in square brackets"),
        ({"names": []}, "'names' is too short: give 1 or more"),
        ({"names": ["a", 3]}, "'names.1' is 3; it must be text in quotation marks"),
        ({"code": "gb"}, "'code' must match ^[A-Z]{2}$"),
        ({"code": "G"}, "'code' is too short: give 2 characters or more"),
        ({"size": "huge"}, "'size' is 'huge'; it must be 'small' or 'large'"),
        ({"day": "someday"}, "'day' is 'someday'; it must be a day such as 2021-01-15"),
        ({"inner": 3}, "'inner' is 3; it must be a table of names and values"),
        ({"colour": "red"}, "'colour' is no field that is known here: leave it out, or mend its spelling"),
        ({"text": ["long"] * 30}, f"'text' is {str(['long'] * 30)[:60]}…; it must be text in quotation marks"),
        ({"colour": 1, "taste": 2, "text": 3}, "'text' is 3; it must be text in quotation marks (and 2 more faults)"),
        (3, "it is 3; it must be a table of names and values"),
    ],
)
def test_faults_of_fields_are_said_in_our_words(given, said):
    with pytest.raises(ValidationError) as caught:
        _Form.model_validate(given)
    assert say_fault(caught.value) == said


def test_a_check_of_ours_and_broken_json_are_said_as_they_are():
    with pytest.raises(ValidationError) as caught:
        Span(start=3, end=9, text="x")
    assert say_fault(caught.value) == "span 3:9 cannot hold the 1 characters of 'x'"
    with pytest.raises(ValidationError) as caught:
        Failure.model_validate_json("{")
    assert say_fault(caught.value).startswith("it is not valid JSON (EOF while parsing")
