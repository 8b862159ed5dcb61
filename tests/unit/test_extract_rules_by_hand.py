"""Rules of `extract/` called one by one on text that is written down here: rates, references, and what is no quantity."""

from __future__ import annotations

import pytest

from release_parser.evaluate.marked import parse_marked
from release_parser.extract import rates, reference_rules
from release_parser.extract.masks.grammar import MaskText
from release_parser.extract.masks.table import MASKS
from release_parser.extract.reference_rules import Led
from release_parser.extract.references import _LED
from release_parser.lexicon import Lexicon
from release_parser.text.words import words_of
from syntaxes import GRAMMAR

LEXICON = Lexicon.default()


@pytest.mark.parametrize(
    ("rule", "text", "denominator"),
    [
        (rates.no_rate, "It took 40 officers a month to search the wood.", ""),
        (rates.no_rate, "It took 40 officers a month in the wood.", None),
        (rates.no_rate, "They met 40 officers a month to thank a man.", None),
        (rates.no_rate, "A boy aged 12 a week later fled.", ""),
        (rates.price_for, "It sells at £40 a gram.", "a gram"),
        (rates.price_for, "It sells at £40 (50 euros) a gram.", "a gram"),
        (rates.price_for, "He paid £40 a week ago.", None),
        (rates.price_for, "It fell by 40% a week.", None),
        (rates.per_time_of, "They sold 2 kg a week of heroin.", "a week"),
        (rates.per_time_of, "They sold 2 kg a week of action.", None),
        (rates.per_time_of, "They made £2 a week of tips.", None),
        (rates.each, "Rings worth £265 each were found.", "each"),
        (rates.each, "Rings worth £265 each other were found.", None),
        (rates.each, "They sold 12 each.", None),
        (rates.each_of, "He faces 12 years for each of the counts.", "each of the counts"),
        (rates.each_of, "He faces 12 years on each count.", "each count"),
        (rates.each_of, "He met 12 men on each other day.", None),
        (rates.each_time, "She earns £1,800 each month.", "each month"),
        (rates.each_time, "She earns £1,800 each month-long spell.", None),
        (rates.per_thing, "There were 9 crimes per 100,000 people.", "per 100,000 people"),
        (rates.per_thing, "There were 9 crimes per 100,000 in May.", "per 100,000"),
        (rates.per_thing, "There were 9 crimes per cent.", None),
        (rates.per_every, "They lose one van every 17 minutes.", "every 17 minutes"),
        (rates.per_every, "They lose one van every other day.", "every other day"),
        (rates.per_every, "They lose one van every one.", None),
        (rates.per_time, "They stop 512 lorries a week on the bypass.", "a week"),
        (rates.per_time, "They stop 512 lorries during a week of action.", None),
        (rates.per_time, "They stop 512 lorries a week ago.", None),
        (rates.per_time, "They stop 512 lorries a week-long spell.", None),
    ],
)  # fmt: skip
def test_what_a_rate_is_per(rule, text, denominator):
    quantity = GRAMMAR.find(text, ())[0]
    assert rule(rates.Rated(text, quantity, len(text), LEXICON)) == denominator


def led_number(text: str) -> Led:
    """The number of a text behind the words that may lead a reference."""
    match = _LED.of(LEXICON).search(text)
    assert match is not None, text
    return Led(text, match, LEXICON)


@pytest.mark.parametrize(
    ("rule", "text", "is_reference"),
    [
        (reference_rules.docket, "Case No. 4:12-cv-00123", False),
        (reference_rules.docket, "Case No. 4512", None),
        (reference_rules.measured, "using 40 per cent", False),
        (reference_rules.measured, "using 4512 today", None),
        (reference_rules.amount, "He paid CAD 500", False),
        (reference_rules.amount, "Log CAD 500", None),
        (reference_rules.telephone, "using 01632960417", False),
        (reference_rules.telephone, "quoting number 01632960417", None),
        (reference_rules.telephone, "using 4512", None),
        (reference_rules.day_or_time, "the incident 12/05", False),
        (reference_rules.day_or_time, "the log number 12/05", None),
        (reference_rules.day_or_time, "the log 4512", None),
        (reference_rules.service_number, "quoting 101", False),
        (reference_rules.service_number, "quoting 102", None),
        (reference_rules.word_apart, "the incident, 12 of May", False),
        (reference_rules.word_apart, "the incident 12 of May", None),
        (reference_rules.word_apart, "the log, 12 of May", None),
        (reference_rules.word_and_date, "incident 214 of 9 May", True),
        (reference_rules.word_and_date, "incident 214", None),
        (reference_rules.word_and_date, "quoting 214 of 9 May", None),
        (reference_rules.word_and_number, "log 77", True),
        (reference_rules.word_and_number, "log 7", False),
        (reference_rules.word_and_number, "crime 77", False),
        (reference_rules.word_and_number, "log 2019", False),
        (reference_rules.word_and_number, "quoting 77", None),
        (reference_rules.lead_and_date, "quoting 21 of 9 May", True),
        (reference_rules.lead_and_date, "quoting 21 - 9 May", False),
        (reference_rules.lead_and_date, "quoting 21", None),
        (reference_rules.long_number, "quoting 5123", True),
        (reference_rules.long_number, "quoting 2019", False),
        (reference_rules.long_number, "quoting number 2019", True),
        (reference_rules.long_number, "quoting 51", None),
        (reference_rules.quoted_log, "quoting log number 7", True),
        (reference_rules.quoted_log, "quoting 7", None),
        (reference_rules.quoted_log, "giving log number 7", None),
        (reference_rules.code, "reference number AB7", True),
        (reference_rules.code, "reference number 77", None),
        (reference_rules.code, "using AB7", None),
    ],
)  # fmt: skip
def test_whether_a_number_is_a_reference(rule, text, is_reference):
    assert rule(led_number(text)) is is_reference


def masked(rule, marked: str) -> list[str]:
    """What one rule takes of a sentence for no quantity."""
    text, _ = parse_marked(marked)
    return [text[found.start : found.end] for found in rule.find(MaskText(text, words_of(text), LEXICON)) or ()]


@pytest.mark.parametrize("rule", list(MASKS), ids=lambda rule: rule.name)
def test_each_mask_takes_something_of_each_of_its_sentences_by_itself(rule):
    assert rule.finds
    assert [marked for marked in rule.finds if not masked(rule, marked)] == []


@pytest.mark.parametrize("rule", [rule for rule in MASKS if rule.ignores], ids=lambda rule: rule.name)
def test_no_mask_takes_a_quantity_that_its_traps_mark(rule):
    for marked in rule.ignores:
        text, marks = parse_marked(marked)
        quantities = [text[mark.start : mark.end] for mark in marks if mark.kind == "claim"]
        assert not [taken for taken in masked(rule, marked) if any(quantity in taken for quantity in quantities)], (
            marked
        )
