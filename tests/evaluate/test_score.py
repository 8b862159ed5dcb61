"""The scorer: what is right, what is missed, what is free, each in a small gold release."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from release_parser.errors import InputError
from release_parser.evaluate.gold import GoldRelease, locate, read_gold
from release_parser.evaluate.matching import fold, same_number, same_words
from release_parser.evaluate.score import as_json, as_text, score
from release_parser.records import (
    Breakdown,
    Claim,
    Comparison,
    Contact,
    Operation,
    ParserInfo,
    Period,
    Person,
    Quantity,
    Quote,
    Release,
    Span,
    Speaker,
    Tally,
    release_id,
)
from releases import SHARED

FIXTURES = Path(__file__).parents[1] / "fixtures" / "gold"
TEXT = 'Twelve people were arrested: seven men and five women. "Well done," said DI Kay Ash. Op Sandpiper. Call 101.'


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start=start, end=start + len(words), text=words)


def claim(number: int, words: str, value: int, **fields) -> Claim:
    given = {"head": "people", "predicate": "arrest", "topic": "arrest"} | fields
    return Claim(
        id=f"c{number}", span=span(words), quantity=Quantity(value=value), sentence=span(words), rule="count", **given
    )


CLAIMS = (claim(1, "Twelve", 12), claim(2, "seven", 7, head="man"), claim(3, "five", 5, head="woman"))
GOLD = [
    {"text": "Twelve", "value": 12, "kind": "count", "head": "people", "predicate": "arrest", "topic": "arrest"},
    {"text": "seven", "value": 7, "kind": "count", "head": "man"},
    {"text": "five", "value": 5, "kind": "count", "head": ["woman", "female"]},
]


def release(**lists) -> Release:
    return Release(id=release_id(TEXT), text=TEXT, parser=ParserInfo(version="0", model="m"), **lists)


def scored(gold: dict, **lists):
    return score([GoldRelease("kelsham", TEXT, gold)], [release(**lists)])


class TestClaims:
    def test_that_are_right(self):
        figure = scored({"claims": GOLD}, claims=CLAIMS).figure("claims, strict")
        assert (figure.precision, figure.recall, figure.gold, figure.found) == (1, 1, 3, 3)

    def test_that_are_missed_and_too_many(self):
        scores = scored({"claims": GOLD[:2]}, claims=(CLAIMS[0], claim(2, "five", 5)))
        assert (scores.figure("claims").precision, scores.figure("claims").recall) == (0.5, 0.5)
        assert [error.split(":")[1].strip() for error in scores.errors] == [
            "claim missed",
            "claim not in gold, or value wrong",
        ]

    def test_a_wrong_value_is_missed_and_too_many(self):
        scores = scored({"claims": GOLD[:1]}, claims=(claim(1, "Twelve", 13),))
        assert scores.figure("claims").f1 == 0
        assert len(scores.errors) == 2

    def test_a_wrong_head_is_found_but_not_strictly(self):
        scores = scored({"claims": GOLD[:1]}, claims=(claim(1, "Twelve", 12, head="person"),))
        assert (scores.figure("claims").f1, scores.figure("claims, strict").f1) == (1, 0)
        assert scores.accuracies()["claim head"] == (0, 1)
        assert "wrong head: {'head': 'person'}" in scores.errors[0]

    def test_a_list_has_alternatives(self):
        assert (
            scored({"claims": GOLD}, claims=(*CLAIMS[:2], claim(3, "five", 5, head="female")))
            .figure("claims, strict")
            .f1
            == 1
        )

    def test_optional_ones_cost_nothing(self):
        gold = [*GOLD[:2], GOLD[2] | {"optional": True}]
        for found in (CLAIMS, CLAIMS[:2]):
            assert scored({"claims": gold}, claims=found).figure("claims").f1 == 1

    def test_a_wrong_predicate_is_an_attribute_and_not_strict(self):
        scores = scored({"claims": GOLD[:1]}, claims=(claim(1, "Twelve", 12, predicate="detain"),))
        assert scores.figure("claims, strict").f1 == 1
        assert scores.accuracies()["claim predicate"] == (0, 1)


class TestContext:
    def test_the_words_of_an_actor_may_be_fewer_or_more(self):
        gold = [GOLD[0] | {"actor": "DI Kay Ash"}]
        assert scored({"claims": gold}, claims=(claim(1, "Twelve", 12, actor=span("Kay Ash")),)).figure("actor").f1 == 1

    def test_where_the_gold_also_takes_none_nothing_costs_nothing(self):
        gold = [GOLD[0] | {"actor": [None, "DI Kay Ash"]}]
        for actor, found in ((None, 0), (span("Kay Ash"), 0), (span("Op Sandpiper"), 1)):
            figure = scored({"claims": gold}, claims=(claim(1, "Twelve", 12, actor=actor),)).figure("actor")
            assert (figure.gold, figure.found) == (0, found)

    def test_a_period_is_its_dates(self):
        gold = [GOLD[0] | {"period": {"start": "2021-05-04", "end": None}}]
        for start, right in (("2021-05-04", 1), ("2021-05-05", 0)):
            period = Period(span=span("Op Sandpiper"), start=start)
            assert (
                scored({"claims": gold}, claims=(claim(1, "Twelve", 12, period=period),)).figure("period").f1 == right
            )


class TestSums:
    def test_restated(self):
        gold = [GOLD[0] | {"restates": None}, GOLD[1] | {"restates": 0}]
        lists = {"claims": gold, "breakdowns": []}
        right = (CLAIMS[0], claim(2, "seven", 7, restates="c1"))
        assert scored(lists, claims=right).figure("restates").f1 == 1
        assert "missed" in scored(lists, claims=CLAIMS[:2]).errors[-1]

    def test_a_breakdown_link_by_link(self):
        lists = {"claims": GOLD, "breakdowns": [{"total": 0, "parts": [1, 2]}]}
        whole = Breakdown(total="c1", parts=("c2", "c3"), rule="colon")
        half = Breakdown(total="c1", parts=("c2",), rule="colon")
        assert scored(lists, claims=CLAIMS, breakdowns=(whole,)).figure("breakdowns").f1 == 1
        assert scored(lists, claims=CLAIMS, breakdowns=(half,)).figure("breakdowns").recall == 0.5

    def test_a_total_is_any_mention_of_it(self):
        gold = [GOLD[0], GOLD[1] | {"restates": 0}, GOLD[2]]
        lists = {"claims": gold, "breakdowns": [{"total": 0, "parts": [2]}]}
        assert (
            scored(lists, claims=CLAIMS, breakdowns=(Breakdown(total="c2", parts=("c3",), rule="x"),))
            .figure("breakdowns")
            .f1
            == 1
        )

    @pytest.mark.parametrize(("unit", "value", "right"), [("kilogram", 2, 1), ("gram", 2000, 1), ("gram", 2, 0)])
    def test_a_mass_in_any_unit(self, unit, value, right):
        gold = {"tallies": [{"topic": "seizure.drugs", "thing": "cannabis", "value": 2, "unit": "kilogram"}]}
        tally = Tally(topic="seizure.drugs", unit=unit, value=value, claims=("c1",), rule="x")
        assert scored(gold, claims=CLAIMS[:1], tallies=(tally,)).figure("tallies").f1 == right

    def test_the_arrests_of_a_release_are_right_where_none_is_too_many(self):
        gold = {"tallies": [{"topic": "arrest", "value": 12}]}
        right = Tally(topic="arrest", value=12, claims=("c1",), rule="x")
        more = Tally(topic="arrest", value=7, claims=("c2",), rule="x")
        assert scored(gold, claims=CLAIMS, tallies=(right,)).accuracies()["tally arrests of a release"] == (1, 1)
        assert scored(gold, claims=CLAIMS, tallies=(right, more)).accuracies()["tally arrests of a release"] == (0, 1)

    def test_a_comparison_by_the_words_of_its_sides(self):
        gold = {"comparisons": [{"current": "seven", "baseline": "Twelve", "change": None}]}
        right = Comparison(current="c2", baseline="c1", rule="x")
        wrong = Comparison(current="c1", baseline="c2", rule="x")
        assert scored(gold, claims=CLAIMS, comparisons=(right,)).figure("comparisons").f1 == 1
        assert scored(gold, claims=CLAIMS, comparisons=(wrong,)).figure("comparisons").f1 == 0


class TestNames:
    def operation(self, name: str) -> Operation:
        return Operation(name=name, span=span("Sandpiper"), mentions=(span("Sandpiper"),), rule="marker")

    def test_case_and_alternatives(self):
        gold = {"operations": [{"name": "SANDPIPER", "or": ["Sand Piper"]}]}
        for name in ("Sandpiper", "Sand piper"):
            assert scored(gold, operations=(self.operation(name),)).figure("operations").f1 == 1
        assert scored(gold, operations=(self.operation("Heron"),)).figure("operations").f1 == 0

    def test_the_same_name_twice_is_one_too_many(self):
        found = (self.operation("Sandpiper"), self.operation("Sandpiper"))
        assert scored({"operations": [{"name": "Sandpiper"}]}, operations=found).figure("operations").precision == 0.5

    def test_the_rank_of_a_person(self):
        person = Person(name="Kay Ash", rank="DC", span=span("Kay Ash"), mentions=(span("Kay Ash"),), rule="rank")
        scores = scored({"people": [{"name": "Kay Ash", "rank": ["DI", "Detective Inspector"]}]}, people=(person,))
        assert (scores.figure("people").f1, scores.accuracies()["people rank"]) == (1, (0, 1))

    @pytest.mark.parametrize(("speaker", "right"), [("Kay Ash", 1), ("Ray Pole", 0), (None, 0)])
    def test_a_quote_and_its_speaker(self, speaker, right):
        gold = {"quotes": [{"spans": [{"text": "Well done"}], "speaker": "Kay Ash", "cue": "said"}]}
        quote = Quote(
            id="q1",
            content="Well done,",
            spans=(span("Well done,"),),
            speaker=speaker and Speaker(person=speaker, span=span("Kay Ash")),
            cue=span("said"),
            rule="marks",
        )
        scores = scored(gold, quotes=(quote,))
        assert (scores.figure("quotes").f1, scores.figure("quotes with speaker").f1) == (1, right)
        assert scores.accuracies()["quote cue"] == (1, 1)

    @pytest.mark.parametrize("value", ["214", "214 of 4 May", "214of4May"])
    def test_a_reference_with_its_date_or_without(self, value):
        contact = Contact(kind="reference", value=value, span=span("101"), rule="x")
        assert (
            scored({"contacts": [{"kind": "reference", "value": "214 of 4 May"}]}, contacts=(contact,))
            .figure("contacts")
            .f1
            == 1
        )


def test_a_release_without_a_record_is_one_in_which_nothing_was_found():
    scores = score([GoldRelease("kelsham", TEXT, {"claims": GOLD})], [])
    assert scores.missing == ["kelsham"]
    assert scores.figure("claims").recall == 0


def test_what_is_not_annotated_is_not_scored():
    scores = scored({"operations": []}, claims=CLAIMS)
    assert scores.rows() == []


def test_the_report():
    scores = scored({"claims": GOLD[:2]}, claims=CLAIMS)
    assert "claims                       0.667     1.000   0.800      2      3" in as_text(scores)
    assert "claim not in gold" in as_text(scores, errors=True)
    assert json.loads(as_json(scores))["figures"]["claims"]["predicted"] == 3


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [(3, "3.0", True), (0.33, 0.333333, False), (0.3333, 0.3333333333, True), (None, None, True), (None, 0, False)],
)
def test_numbers(one, other, same):
    assert same_number(one, other) is same


def test_words():
    assert fold("  The Chief’s  Unit, ") == "chief's unit"
    assert same_words("officers", "Officers from Kelsham")
    assert not same_words("office", "officers")
    assert not same_words("", "officers")


class TestTheFormat:
    def write(self, folder: Path, content: object, text: str | None = TEXT) -> Path:
        (folder / "a.gold.json").write_text(
            content if isinstance(content, str) else json.dumps(content), encoding="utf-8"
        )
        if text is not None:
            (folder / "a.txt").write_text(text, encoding="utf-8")
        return folder

    @pytest.mark.parametrize(
        ("content", "message"),
        [
            ("{", "is not JSON"),
            ([], "is not an annotation"),
            ({"claims": {}}, "is not an annotation"),
            ({"claims": [{"text": "Thirteen"}]}, "'Thirteen' is not in the text"),
            ({"claims": [{"text": "e"}]}, "times in the text: give a longer context, or nth"),
            ({"claims": [{"text": "e", "nth": 99}]}, "there is no nth 99"),
            ({"claims": [{"text": "men", "context": "five"}]}, "'men' is not in its context"),
            ({"claims": [{"value": 1}]}, "has no 'text'"),
            ({"claims": ["Twelve"]}, "is no object"),
            ({"claims": [{"text": "Twelve", "vlaue": 12}]}, "unknown field 'vlaue'"),
            ({"claims": [{"text": "Twelve", "kind": "number"}]}, "kind is 'number'; it is one of count"),
            ({"claims": [{"text": "Twelve", "restates": 4}]}, "names claim 4; claims are numbered from 0 to 0"),
            ({"quotes": [{"spans": [{"text": "Well said"}], "speaker": None}]}, "'Well said' is not in the text"),
        ],
    )
    def test_what_is_wrong_with_it_is_said(self, tmp_path, content, message):
        with pytest.raises(InputError, match=r"a\.gold\.json") as raised:
            list(read_gold(self.write(tmp_path, content)))
        assert message in str(raised.value)

    def test_a_text_that_is_missing(self, tmp_path):
        with pytest.raises(InputError, match="no text beside it"):
            list(read_gold(self.write(tmp_path, {}, text=None)))

    def test_a_text_that_is_no_utf_8(self, tmp_path):
        self.write(tmp_path, {})
        (tmp_path / "a.txt").write_bytes(b"\xff")
        with pytest.raises(InputError, match="not UTF-8"):
            list(read_gold(tmp_path))

    def test_a_folder_without_any(self, tmp_path):
        with pytest.raises(InputError, match="has no gold"):
            list(read_gold(tmp_path))

    def test_the_nth_of_several(self):
        assert locate("one one one", {"text": "one", "nth": 2}) == (8, 11)


class TestTheFixtures:
    """The gold that comes with the project: invented releases, annotated by hand."""

    def test_are_scored(self, parser):
        gold = list(read_gold(FIXTURES))
        scores = score(gold, [parser.parse(release.text) for release in gold])
        for row in ("claims, strict", "comparisons", "operations", "people", "quotes with speaker", "contacts"):
            assert scores.figure(row).f1 == 1, scores.errors


@pytest.mark.skipif(
    SHARED is None or not (SHARED / "tools" / "score.py").is_file(), reason="the shared scorer is not here"
)
def test_the_figures_are_those_of_the_shared_scorer(parser, tmp_path):
    gold = list(read_gold(SHARED / "gold"))
    records = [parser.parse(release.text) for release in gold]
    (tmp_path / "records.jsonl").write_text(
        "".join(f"{record.model_dump_json()}\n" for record in records), encoding="utf-8"
    )
    command = [sys.executable, SHARED / "tools" / "score.py", SHARED / "gold", tmp_path / "records.jsonl", "--json"]
    theirs = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    theirs.pop("ungrounded")
    assert json.loads(as_json(score(gold, records))) == theirs
