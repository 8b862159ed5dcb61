"""Failures are told by kind: how many, the first one, and what to do about it."""

from __future__ import annotations

import pytest

from release_parser.failures import FailureKinds
from release_parser.records import Failure

EXTRA = '{} needs an extra; install it with `pip install "release-parser[{}]"`'


def failures(*errors: tuple[str | None, str]) -> FailureKinds:
    kinds = FailureKinds()
    for source, error in errors:
        kinds.add(Failure(source=source, stage="read", error=error))
    return kinds


def test_the_remedy_is_said_once_for_each_extra():
    kinds = failures(
        *((f"news/{number}.pdf", EXTRA.format(f"news/{number}.pdf", "pdf")) for number in range(40)),
        ("a.docx", EXTRA.format("a.docx", "docx")),
    )
    lines = list(kinds.lines())
    assert len(lines) == 2
    assert lines[0].startswith("40 inputs failed like this one: news/0.pdf needs an extra")
    assert 'pip install "release-parser[docx]"' in lines[1]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("a.csv", "a.csv:7: 'x' is no date"), ("b.csv", "b.csv:912: 'yesterday' is no date")),
        (("d/a.txt", "a.txt: there is nothing to parse"), ("d/b.txt", "b.txt: there is nothing to parse")),
        ((None, "larger than 64 MB"), (None, "larger than 1 MB")),
    ],
)
def test_names_and_numbers_make_no_new_kind(one, other):
    ((first, count),) = failures(one, other)
    assert (first.error, count) == (one[1], 2)


def test_many_kinds_are_cut_and_the_rest_is_counted():
    kinds = failures(*(("a", f"reason {'x' * number}") for number in range(1, 15)))
    lines = list(kinds.lines())
    assert len(lines) == 11
    assert lines[-1] == "4 inputs failed in other ways"


def test_a_source_that_ends_with_a_slash_is_no_trouble():
    assert list(failures(("news/", "news/ is empty")).lines()) == ["1 input failed: news/ is empty"]
