"""What changed between two versions: each finding at its place, each field by name."""

from __future__ import annotations

import gzip
import json

import pytest

from release_parser.errors import InputError
from release_parser.evaluate.differ import KINDS, as_json, as_text, compare, read_records


@pytest.fixture
def records(parser):
    """Two releases as plain JSON."""
    return [
        json.loads(parser.parse(text, publisher=force).model_dump_json())
        for text, force in (
            ("Officers made 34 arrests in Operation Sandpiper.", "Kelsham Police"),
            ("Two men were charged. “We will not stop,” said DI Kay Ash.", "Northby Police"),
        )
    ]


def changed(records, change):
    other = json.loads(json.dumps(records))
    change(other)
    return compare(records, other)


def findings(records) -> int:
    return sum(len(record[kind]) for record in records for kind in KINDS)


def test_the_same_is_the_same(records):
    changes = compare(records, records)
    assert (changes.releases, changes.changes) == (2, [])
    assert changes.same == findings(records) > 5


def test_a_field_that_changed(records):
    changes = changed(records, lambda new: new[0]["claims"][0].update(predicate="detain"))
    (change,) = changes.changes
    assert (change.sort, change.kind, change.words, change.force) == ("changed", "claims", "34", "Kelsham Police")
    assert change.fields == {"predicate": ("make", "detain")}


def test_a_field_inside_a_record(records):
    changes = changed(records, lambda new: new[0]["claims"][0]["quantity"].update(bound="about"))
    assert changes.changes[0].fields == {"quantity.bound": ("exactly", "about")}


def test_what_is_gained_and_lost(records):
    def change(new):
        new[1]["people"] = []
        new[0]["contacts"] = [
            {"kind": "phone", "value": "101", "span": {"start": 0, "end": 1, "text": "O"}, "rule": "phone"}
        ]

    assert sorted((each.sort, each.kind) for each in changed(records, change).changes) == [
        ("gained", "contacts"),
        ("lost", "people"),
    ]


def test_numbers_of_claims_that_shift_are_no_change(records):
    def change(new):
        claim = new[1]["claims"][0]
        new[1]["claims"] = [claim | {"id": "c1", "span": {"start": 4, "end": 7, "text": "men"}}, claim | {"id": "c2"}]

    (gained,) = changed(records, change).changes
    assert (gained.sort, gained.words) == ("gained", "men")


def test_releases_that_only_one_file_has(records):
    changes = compare(records[:1], records[1:])
    assert (changes.releases, len(changes.only_old), len(changes.only_new)) == (0, 1, 1)


def test_the_report_counts_by_kind_field_rule_and_force(records):
    text = as_text(changed(records, lambda new: new[0]["claims"][0].update(head="man")))
    assert f"2 releases compared: {findings(records) - 1} findings the same, 0 gained, 0 lost, 1 changed" in text
    for line in ("claims: head", "claims: count", "Kelsham Police"):
        assert line in text
    assert "changed claims: '34' in" in text
    assert "head 'arrest' is now 'man'" in text


def test_as_json(records):
    content = json.loads(as_json(changed(records, lambda new: new[0]["claims"][0].update(head="man"))))
    assert content["changes"][0]["fields"] == {"head": ["arrest", "man"]}


def test_records_are_read_from_gzip_too_and_failures_left_out(tmp_path, records):
    lines = "".join(json.dumps(each) + "\n" for each in [*records, {"source": "a", "stage": "read", "error": "x"}])
    (tmp_path / "a.jsonl").write_text(lines, encoding="utf-8")
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(lines.encode()))
    assert list(read_records(tmp_path / "a.jsonl")) == list(read_records(tmp_path / "a.jsonl.gz")) == records


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{", "not a file of records"),
        ('{"a": 1}', "line 1 is not a record"),
        ('{"text": "an input, not a record"}', "line 1 is not a record: it needs id, text and claims"),
        (None, "is not a file"),
    ],
)
def test_a_file_that_is_none(tmp_path, content, message):
    if content is not None:
        (tmp_path / "a.jsonl").write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        list(read_records(tmp_path / "a.jsonl"))


def test_a_packed_file_that_was_cut(tmp_path, records):
    packed = gzip.compress("".join(json.dumps(each) + "\n" for each in records).encode())
    (tmp_path / "a.jsonl.gz").write_bytes(packed[:-8])
    with pytest.raises(InputError, match="is not a file of records"):
        list(read_records(tmp_path / "a.jsonl.gz"))


def test_changes_stand_in_the_order_of_the_records(records):
    """Twice the same comparison is the same report, whatever order Python's sets have."""

    def emptied(other):
        for kind in KINDS:
            other[0][kind] = other[1][kind] = []

    changes = changed(records, emptied).changes
    words = [change.words for change in changes if change.kind == "people"]
    assert words == [person["name"] for record in records for person in record["people"]]
    claims = [change.words for change in changes if change.kind == "claims"]
    assert len(claims) > 1
    assert claims == [claim["span"]["text"] for record in records for claim in record["claims"]]
