"""The tables of rules that read quantities: each rule proves itself, and wordings of the same kind."""

from __future__ import annotations

import pytest

from release_parser.evaluate.marked import check_marked
from release_parser.extract.measure_rules import MEASURES
from release_parser.extract.quantities import QuantityGrammar
from release_parser.extract.quantity_rules import QUANTITIES
from release_parser.extract.ranges import VETOES
from release_parser.lexicon import Lexicon

LEXICON = Lexicon.default()
GRAMMAR = QuantityGrammar(LEXICON)
RULES = [(table.field, rule) for table in (QUANTITIES, MEASURES, VETOES) for rule in table]


@pytest.mark.parametrize(("field", "rule"), RULES, ids=[f"{field}-{rule.name}" for field, rule in RULES])
def test_each_rule_proves_itself(parser, field, rule):
    assert rule.about, field
    faults = [fault for marked in (*rule.finds, *rule.ignores) for fault in check_marked(parser, marked, {"claim"})]
    assert not faults, "\n".join(faults)


def read(text: str, country: str | None = None) -> list[tuple[str, str, str | None]]:
    found = GRAMMAR.find(text, (), LEXICON.country(country) if country else None)
    return [(text[q.start : q.end], f"{q.value:f}" if q.value is not None else str(q.vague), q.unit) for q in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("one and one-half miles", [("one and one-half miles", "1.5", "mile")]),
        ("two and three-quarter miles", [("two and three-quarter miles", "2.75", "mile")]),
        ("1-1/2 ounces of cocaine", [("1-1/2 ounces", "1.5", "ounce")]),
        ("nearly one-in-five drivers", [("nearly one-in-five", "0.2", None)]),
        ("Nine-out-of-ten callers", [("Nine-out-of-ten", "0.9", None)]),
        ("Hundred and twelve officers came.", [("Hundred and twelve", "112", None)]),
        ("Almost million masks were burned.", [("Almost million", "1000000", None)]),
        ("In the Hundred Acre wood", []),
        ("a thousand-pound reward", [("a thousand-pound", "1000", "GBP")]),
        ("a two-million-pound fraud", [("two-million-pound", "2000000", "GBP")]),
        ("a 40-pound bale", [("40-pound", "40", "pound")]),
        ("40 pounds of debt", [("40 pounds", "40", "GBP")]),
        ("40 pounds of copper", [("40 pounds", "40", "pound")]),
        ("€300 euro", [("€300 euro", "300", "EUR")]),
        ("£2 million pounds worth", [("£2 million pounds", "2000000", "GBP")]),
        ("a £3,000 pound theft", [("£3,000 pound", "3000", "GBP")]),
        ("$2MM", [("$2MM", "2000000", "dollar")]),
        ("1.4m face masks", [("1.4m", "1400000.0", None)]),
        ("1.4m lengths of rope", [("1.4m", "1.4", "meter")]),
        ("2m away from others", [("2m", "2", "meter")]),
        ("a 900-square-foot flat", [("900-square-foot", "900", "square_foot")]),
        ("an 8'' blade", [("8''", "8", "inch")]),
        ('He said: "We held 12" and left.', [("12", "12", None)]),
        ("down four, or 6 per cent", [("four", "4", None), ("6 per cent", "6", "percent")]),
        ("3, 5, and 8 per cent", [("3", "3", "percent"), ("5", "5", "percent"), ("8 per cent", "8", "percent")]),
        ("two or three years", [("two or three years", "2", "year")]),
        ("rose from £40 to 60.", [("£40", "40", "GBP"), ("60", "60", "GBP")]),
        ("fell from 14 days to nine.", [("14 days", "14", "day"), ("nine", "9", "day")]),
        ("fell from 14 days to nine men", [("14 days", "14", "day"), ("nine", "9", None)]),
        ("18 months and a day", [("18 months and a day", "541", "day")]),
        ("a year and a day", [("a year and a day", "366", "day")]),
        ("aged 31,44 and 50", [("31", "31", "year"), ("44", "44", "year"), ("50", "50", "year")]),
        ("arrests in Kelsham (33) and Ely (4)", [("33", "33", None), ("4", "4", None)]),
        ("Ann Ash (34) and Bo Elm (27) left", [("34", "34", "year"), ("27", "27", "year")]),
    ],
)
def test_a_wording_is_read(text, found):
    assert read(text) == found


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("Losses exceeded £400.", "more_than"),
        ("Fines topped £400.", "more_than"),
        ("Fines must not exceed £400.", "at_most"),
        ("It was carried out over four days.", "exactly"),
        ("They worked over three days to clear it.", "exactly"),
        ("They waited for over three days.", "more_than"),
        ("She brings over 30 years of experience.", "more_than"),
        ("It took over three hours.", "more_than"),
        ("He pulled over 12 cars.", "exactly"),
        ("The top 12 tips.", "exactly"),
    ],
)
def test_words_bound_a_number(text, bound):
    assert [quantity.bound for quantity in GRAMMAR.find(text, ())] == [bound]


def test_pounds_are_a_weight_where_the_country_weighs_in_them():
    assert read("They seized 12 pounds in all.", "US") == [("12 pounds", "12", "pound")]
    assert read("They seized 12 pounds in all.", "GB") == [("12 pounds", "12", "GBP")]
    assert read("They seized 12 pounds and £40.", "US")[0] == ("12 pounds", "12", "GBP")
