"""`evaluate` and `diff` on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

import release_parser as rp
from fakes import FakeParser
from release_parser.cli import app
from release_parser.errors import InputError
from release_parser.evaluate.verdicts import judge, read_verdicts

GOLD = Path(__file__).parents[1] / "fixtures" / "gold"


def run(*arguments):
    return CliRunner().invoke(app, [str(argument) for argument in arguments], catch_exceptions=False)


def test_evaluate_parses_the_texts_itself():
    result = run("evaluate", GOLD)
    assert result.exit_code == 0
    assert "claims, strict" in result.output
    assert result.output.rstrip().endswith("3 releases")


def test_evaluate_of_records_gives_the_same(tmp_path):
    rp.read([str(path) for path in sorted(GOLD.glob("*.txt"))]).parse().write(tmp_path / "records.jsonl")
    assert run("evaluate", GOLD, tmp_path / "records.jsonl", "--json").output == run("evaluate", GOLD, "--json").output


def test_evaluate_lists_errors(tmp_path):
    rp.read([str(GOLD / "kelsham-warrants.txt")]).parse(parser=FakeParser()).write(tmp_path / "records.jsonl")
    result = run("evaluate", GOLD, tmp_path / "records.jsonl", "--errors")
    assert "kelsham-warrants: claim missed" in result.output
    assert "without a record: easterby-burglary-figures" in result.output


def test_errors_are_listed_in_json_too(tmp_path):
    rp.read([str(GOLD / "kelsham-warrants.txt")]).parse(parser=FakeParser()).write(tmp_path / "records.jsonl")
    listed = json.loads(run("evaluate", GOLD, tmp_path / "records.jsonl", "--json", "--errors").output)["errors"]
    assert any("kelsham-warrants: claim missed" in error for error in listed)
    assert "errors" not in json.loads(run("evaluate", GOLD, tmp_path / "records.jsonl", "--json").output)


VERDICTS = [
    {"release": "1f", "item": "c1", "list": "claims", "rule": "count", "verdict": "right"},
    {"release": "1f", "item": "c2", "list": "claims", "rule": "count", "verdict": "wrong", "note": "a year"},
    {"release": "1f", "item": "q1", "list": "quotes", "rule": "quote_led_in", "note": "look again"},
]


@pytest.fixture
def verdicts(tmp_path):
    path = tmp_path / "verdicts.jsonl"
    path.write_text("".join(json.dumps(each) + "\n" for each in VERDICTS), encoding="utf-8")
    return path


def test_verdicts_are_added_up(verdicts):
    judged = judge(read_verdicts(verdicts))
    assert {name: (each.right, each.wrong) for name, each in judged.items()} == {
        "claims": (1, 1),
        "claims: count": (1, 1),
    }
    low, high = judged["claims"].interval
    assert low == pytest.approx(0.0945, abs=1e-3)  # Wilson's interval of 1 of 2
    assert high == pytest.approx(0.9055, abs=1e-3)


def test_evaluate_of_verdicts(verdicts):
    assert "claims: count" in run("evaluate", verdicts).output
    assert json.loads(run("evaluate", verdicts, "--json").output)["claims"] == {"right": 1, "wrong": 1, "share": 0.5}


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["records.jsonl"], "leave out RECORDS: verdicts are added up as they are"),
        (["--errors", "--model", "x"], "leave out --model, --errors"),
        (["--lexicon", "words.toml"], "leave out --lexicon"),
    ],
)
def test_what_has_no_part_in_adding_up_verdicts_is_refused(verdicts, more, said):
    with pytest.raises(InputError, match=said):
        run("evaluate", verdicts, *more)


def test_a_vocabulary_has_no_part_in_scoring_records_that_are_there():
    with pytest.raises(InputError, match="leave out --lexicon: the records are there already"):
        run("evaluate", GOLD, "records.jsonl", "--lexicon", "words.toml")


def test_a_file_that_holds_no_verdicts(tmp_path):
    (tmp_path / "a.jsonl").write_text('{"text": "x"}\n', encoding="utf-8")
    with pytest.raises(InputError, match="line 1 is not a verdict"):
        run("evaluate", tmp_path / "a.jsonl")


def test_diff(tmp_path):
    for name, text in (("old", "Officers made 34 arrests."), ("new", "Officers made 34 arrests.")):
        record = rp.parse(text)
        if name == "new":
            record = record.model_copy(update={"claims": ()})
        (tmp_path / f"{name}.jsonl").write_text(record.model_dump_json() + "\n", encoding="utf-8")
    result = run("diff", tmp_path / "old.jsonl", tmp_path / "new.jsonl")
    assert (result.exit_code, "lost claims: '34'" in result.output) == (0, True)
    assert run("diff", tmp_path / "old.jsonl", tmp_path / "new.jsonl", "--strict").exit_code == 1
    assert run("diff", tmp_path / "old.jsonl", tmp_path / "old.jsonl", "--strict").exit_code == 0


def test_diff_of_other_texts_is_refused(tmp_path):
    for name in ("old", "new"):
        (tmp_path / f"{name}.jsonl").write_text(
            rp.parse(f"Officers made 34 {name} arrests.").model_dump_json(), encoding="utf-8"
        )
    with pytest.raises(InputError, match="no release in common"):
        run("diff", tmp_path / "old.jsonl", tmp_path / "new.jsonl")


def test_a_file_of_verdicts_that_is_no_text(tmp_path):
    (tmp_path / "verdicts.jsonl").write_bytes(b"\xff\x00")
    with pytest.raises(InputError, match="byte 0 is not UTF-8; save it as UTF-8"):
        list(read_verdicts(tmp_path / "verdicts.jsonl"))
