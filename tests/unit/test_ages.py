"""Ages in all their forms, and what only looks like one."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from release_parser.extract.quantities import QuantityGrammar
from release_parser.lexicon import Lexicon

GRAMMAR = QuantityGrammar(Lexicon.default())


def ages(text: str) -> list[tuple[str, Decimal | None, Decimal | None, str | None, str]]:
    return [
        (text[q.start : q.end], q.value, q.upper, q.unit, q.bound) for q in GRAMMAR.find(text, ()) if q.kind == "age"
    ]


@pytest.mark.parametrize(
    ("text", "found", "value", "upper", "unit"),
    [
        ("A 34-year-old man", "34-year-old", 34, None, "year"),
        ("A 34 year old man", "34 year old", 34, None, "year"),
        ("a three-year-old girl", "three-year-old", 3, None, "year"),
        ("an 18-month-old boy", "18-month-old", 18, None, "month"),
        ("Fifty-three year-old Ash", "Fifty-three year-old", 53, None, "year"),
        ("Twenty-five-year-old Ash", "Twenty-five-year-old", 25, None, "year"),
        ("boys of eleven-twelve years old", "eleven-twelve years old", 11, 12, "year"),
        ("the 31-year-old’s driving", "31-year-old", 31, None, "year"),
        ("Maria, now 33, was found", "33", 33, None, "year"),
        ("a six-week-old baby", "six-week-old", 6, None, "week"),
        ("a 200-year-old bridge", "200-year-old", 200, None, "year"),
        ("a 2,900-year-old site", "2,900-year-old", 2900, None, "year"),
        ("Ann Ash, 27, from Elmfield", "27", 27, None, "year"),
        ("Ann Ash (34) was held", "34", 34, None, "year"),
        ("a man aged 61 was held", "61", 61, None, "year"),
        ("a man (40s) was held", "40s", 40, 49, "year"),
        ("He is in his 30s.", "30s", 30, 39, "year"),
        ("He is in his late twenties.", "late twenties", 25, 29, "year"),
        ("She is in her early 40s.", "early 40s", 40, 44, "year"),
        ("aged between 12 and 15", "between 12 and 15", 12, 15, "year"),
        ("children between four and six years old", "between four and six years old", 4, 6, "year"),
        ("She will be 35 by the end of May", "35", 35, None, "year"),
        ("Ann Ash, 34, 11 years’ imprisonment;", "34", 34, None, "year"),
        ("Ann Ash, 34, 6 months in prison", "34", 34, None, "year"),
        ("I’m 47 this year.", "47", 47, None, "year"),
        ("“I was 12 when I met him”", "12", 12, None, "year"),
        ("a man aged 30s to 40s", "30s to 40s", 30, 49, "year"),
        ("He is in his 30s to 40s.", "30s to 40s", 30, 49, "year"),
        ("He is in his late 20’s to early 30’s.", "late 20’s to early 30’s", 25, 34, "year"),
        ("She is in her late teens to early twenties.", "late teens to early twenties", 17, 24, "year"),
        ("He is aged mid 20s-early 30s.", "mid 20s-early 30s", 24, 34, "year"),
        ("ninety five years of age", "ninety five years of age", 95, None, "year"),
    ],
)
def test_an_age(text, found, value, upper, unit):
    ((span, low, high, name, _),) = ages(text)
    assert (low, high, name) == (value, upper, unit)
    assert found in span


def test_a_list_of_ages_is_an_age_each():
    assert [value for _, value, *_ in ages("men aged 19, 20 and 54 were bailed")] == [19, 20, 54]


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("under 25s", "less_than"),
        ("the over-60s", "more_than"),
        ("children under 14", "less_than"),
        ("anyone over 75", "more_than"),
        ("aged at least 18", "at_least"),
    ],
)
def test_bounds_of_ages(text, bound):
    assert [age[4] for age in ages(text)] == [bound]


@pytest.mark.parametrize(
    "text",
    [
        "He was jailed for 12 years.",
        "They met on Monday, 27 May",
        "Officers in Elmfield, 12 of them new",
        "three years ago",
        "a 30-minute walk",
        "aged 18 per cent",
        "I’m 100 miles away",
        "I was 12 minutes late",
        "Officers in Elmfield, 34, 11 of them new",
    ],
)
def test_no_age(text):
    assert [age for age in ages(text) if "18" not in age[0]] == []


@given(st.integers(1, 110))
def test_every_age_is_read(age):
    assert [value for _, value, *_ in ages(f"A {age}-year-old man was found.")] == [age]
    assert [value for _, value, *_ in ages(f"A man, aged {age}, was found.")] == [age]
