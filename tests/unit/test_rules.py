"""A table of rules gives what the first rule that finds something finds, and says which it was."""

from __future__ import annotations

from release_parser.rules import Rule, RuleTable


def small(number: int) -> str | None:
    """Under ten.

    More of it.
    """
    return "small" if number < 10 else None


def any_number(number: int) -> str | None:
    """Whatever it is."""
    return f"number {number}"


TABLE = RuleTable("size", (Rule("small", small), Rule("any", any_number)))


def test_the_first_rule_that_finds_something_wins():
    assert TABLE.first(3) == ("small", "small")
    assert TABLE.first(30) == ("number 30", "any")


def test_none_where_no_rule_finds_anything():
    assert RuleTable("size", (Rule("small", small),)).first(30) is None


def test_a_rule_is_explained_by_the_first_paragraph_of_its_docstring():
    assert [rule.about for rule in TABLE] == ["Under ten.", "Whatever it is."]
