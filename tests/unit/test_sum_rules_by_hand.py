"""Rules of `link/sums` called by hand: what is a part of what, told again, another fact, or beside the largest figure."""

from __future__ import annotations

from dataclasses import replace

import pytest

from release_parser.lexicon import Lexicon
from release_parser.link.sums.apart import APART, Pair
from release_parser.link.sums.exact_parts import SUMS
from release_parser.link.sums.figures import Account, measure
from release_parser.link.sums.included import INCLUDED
from release_parser.link.sums.named_parts import NAMED_PARTS
from release_parser.link.sums.part_topics import PART_TOPICS, Levels, PartOf, of_the_other_level
from release_parser.link.sums.restates import RESTATEMENTS
from release_parser.link.sums.together import BESIDE, Held
from release_parser.link.sums.told import Again, Told, keys
from release_parser.link.sums.wholes import Whole
from syntaxes import counts, drafts_in

LEXICON = Lexicon.default()
ARRESTED = {"predicate": "arrest", "topic": "arrest"}
SEIZED = {"predicate": "seize", "topic": "seizure.cash"}
FELL = {"direction": "decrease", "topic": "offence"}
CASH = ("cash", "cash")


def account_of(text: str, *nouns: tuple[str, str], **fields: object) -> Account:
    """The figures of a text; each quantity counts the noun at its place in the list, and all behind it the last one."""
    page, drafts = drafts_in(text)
    nouns = (*nouns, *nouns[-1:] * (len(drafts) - len(nouns)))
    counted = [
        counts(page.text, draft, noun, head).given("by_hand", **fields)
        for draft, (noun, head) in zip(drafts, nouns, strict=True)
    ]
    return measure(page, counted, (), LEXICON)


def whole(account: Account, at: int = 0) -> Whole:
    """One figure of an account as a total; none states the same fact as another."""
    return Whole(account.figures[at], account, range(len(account.figures)))


def parts_of(table, text: str, *nouns: tuple[str, str], at: int = 0) -> tuple[list[int], str] | None:
    """The values of the parts that a table finds for one figure of a text, and the rule that finds them."""
    found = table.first(whole(account_of(text, *nouns, **ARRESTED), at))
    return None if found is None else ([int(part.draft.quantity.value) for part in found[0].figures], found[1])


PEOPLE, MEN, WOMEN = ("people", "people"), ("men", "man"), ("women", "woman")
WOMAN, ARRESTS = ("woman", "woman"), ("arrests", "arrest")


def test_notable_arrests_are_some_of_all():
    text = "Police arrested 16 people. Notable arrests include two men and one woman."
    assert parts_of(INCLUDED, text, PEOPLE, MEN, WOMAN) == ([2, 1], "include")
    assert parts_of(INCLUDED, text.replace("Notable arrests", "Recent patrols"), PEOPLE, MEN, WOMAN) is None


@pytest.mark.parametrize(
    ("text", "nouns", "parts", "rule"),
    [
        ("Police arrested 16 people, including two men.", (PEOPLE, MEN), [2], "of_which"),
        ("Of the 16 people arrested, nine live alone.", (PEOPLE, PEOPLE), [9], "of_the_whole"),
        ("Police arrested 16 people: nine for theft and seven for fraud.", (PEOPLE,), [9, 7], "made_up_of"),
        ("Police held 16 people, nine men and seven women.", (PEOPLE, MEN, WOMEN), [9, 7], "in_an_aside"),
        ("Police held 16 people. Nine of them are men.", (PEOPLE,), [9], "of_them"),
    ],
)  # fmt: skip
def test_a_sentence_names_the_parts_of_its_figure(text, nouns, parts, rule):
    assert parts_of(NAMED_PARTS, text, *nouns) == (parts, rule)


def test_what_only_stands_behind_a_figure_is_no_part_of_it():
    assert parts_of(NAMED_PARTS, "Police arrested 16 people and met nine men.", PEOPLE, MEN) is None


def test_some_are_told_before_their_whole():
    assert parts_of(NAMED_PARTS, "Nine men out of the 16 people were held.", MEN, PEOPLE, at=1) == (
        [9],
        "out_of_the_whole",
    )


@pytest.mark.parametrize(
    ("text", "noun", "told", "parts", "rule"),
    [
        (
            "Police made 12 arrests:\n\n* seven arrests for theft\n* five arrests for fraud", ARRESTS, ARRESTED,
            [7, 5], "list_items",
        ),
        (
            "They were jailed for a total of 10 years.\n\nAnn Pole was jailed for six years. Bo Ash was jailed for four years.",
            ("years", "year"), {"predicate": "jail", "topic": "sentence"}, [6, 4], "terms",
        ),
        (
            "A woman lost £12,000.\n\nShe paid £4,500 on Monday and £7,500 on Tuesday.", WOMAN,
            {"predicate": "lose", "topic": "loss"}, [4500, 7500], "sum_of_money",
        ),
    ],
)  # fmt: skip
def test_what_adds_up_to_a_figure_in_other_sentences(text, noun, told, parts, rule):
    found = SUMS.first(whole(account_of(text, noun, **told)))
    assert (found and [int(part.draft.quantity.value) for part in found[0].figures]) == parts
    assert (found and found[1]) == rule


@pytest.mark.parametrize(
    ("text", "noun", "told", "parts", "rule"),
    [
        (
            "The appeal raised £15m. More than £12m of the total came from firms.", ("appeal", "appeal"),
            {"predicate": "raise", "topic": "resource"}, [12000000], "of_the_total",
        ),
        (
            "Total cases reviewed: 12\nReleased on bail: seven\nRemanded in custody: five", ("cases", "case"), ARRESTED,
            [7, 5], "labels_of_a_total",
        ),
    ],
)  # fmt: skip
def test_what_is_said_of_the_total(text, noun, told, parts, rule):
    found, found_by = INCLUDED.first(whole(account_of(text, noun, **told)))
    assert ([int(part.draft.quantity.value) for part in found.figures], found_by) == (parts, rule)


def test_figures_that_come_to_the_total_exactly_are_its_parts():
    text = "Police made 40 arrests in Elm and 25 arrests in Thorn, a total of 65 arrests."
    assert parts_of(SUMS, text, ARRESTS, ARRESTS, ARRESTS, at=2) == ([40, 25], "before_it")
    assert parts_of(SUMS, text.replace("65", "70"), ARRESTS, ARRESTS, ARRESTS, at=2) is None


@pytest.mark.parametrize(
    ("text", "again", "told", "veto"),
    [
        ("Police held two men and two men.", MEN, ARRESTED, "same_sentence"),
        ("Police held two men. A further two men were held.", MEN, ARRESTED, "another"),
        ("Police seized:\n\n* two men\n* two men", MEN, ARRESTED, "items_of_one_list"),
        ("Police held two men. Two women were held.", WOMEN, ARRESTED, "other_gender"),
        (
            "For men thefts rose by 20%. Thefts fell by 20%.",
            ("Thefts", "theft"),
            {"topic": "offence"},
            "other_direction",
        ),
        ("Police held two men. The two men were held at home.", MEN, ARRESTED, None),
    ],
)
def test_why_the_same_figure_is_another_fact(text, again, told, veto):
    account = account_of(text, MEN, again, **told)
    found = APART.first(Pair(account.figures[0], account.figures[1], account))
    assert (found and found[1]) == veto


def test_what_a_phrase_joins_to_the_largest_figure_stands_beside_it():
    account = account_of("Police held 12 men and one woman.", MEN, WOMAN, **ARRESTED)
    largest, other = account.figures
    assert BESIDE.first(Held(other, largest, frozenset({other.index}), largest, account)) == (True, "joined")
    assert BESIDE.first(Held(other, largest, frozenset(), None, account)) is None


def test_a_further_figure_stands_beside_the_largest():
    account = account_of("Police held 12 men. A further three men were held.", MEN, MEN, **ARRESTED)
    largest, other = account.figures
    assert BESIDE.first(Held(other, largest, frozenset(), largest, account)) == (True, "further")


@pytest.mark.parametrize(
    ("text", "noun", "given", "rule"),
    [
        ("They rode 30 miles (48 kilometres).", ("They", "ride"), {}, "measure_in_brackets"),
        ("They rode 30 miles and 48 kilometres.", ("They", "ride"), {}, None),
        ("Police held two men in Elm. Both of the two men ran.", MEN, ARRESTED, "same_count"),
        ("Police seized £2,000 of cash. The £2,000 was in a bag.", CASH, SEIZED, "same_amount"),
        ("Police seized more than £2m of cash. The £2.1m was in bags.", CASH, SEIZED, "rounded"),
        (
            "A 40-year-old man was held.\n\nThe 40-year-old is safe.",
            ("man", "man"),
            {"topic": "suspect"},
            "age_of_person",
        ),
        ("Thefts fell by 20%. The 20% fall is good.", ("Thefts", "theft"), FELL, "same_change"),
    ],
)
def test_which_figure_is_told_again(text, noun, given, rule):
    account = account_of(text, noun, **given)
    told = Told(account)
    told.add(account.figures[0], keys(account.figures[0]))
    found = RESTATEMENTS.first(Again(account.figures[1], told))
    assert (found and (found[0], found[1])) == (rule and (account.figures[0].index, rule))


def test_a_part_without_a_topic_has_its_totals():
    total, part = account_of("Of the 18 men, five ran.", ("men", "man"), **ARRESTED).figures
    told = {
        topic: replace(part, draft=part.draft.given("by_hand", topic=topic))
        for topic in (None, "circumstance", "charge")
    }
    assert PART_TOPICS.first(PartOf(total, told[None])) == ("arrest", "of_its_total")
    assert PART_TOPICS.first(PartOf(told["circumstance"], told[None])) is None
    assert PART_TOPICS.first(PartOf(total, told["charge"])) is None


@pytest.mark.parametrize(
    ("text", "topic", "found"),
    [
        ("There were 640 thefts, down from 800.", None, "offence"),
        ("There were 640 thefts, down from 800.", "arrest", None),
        ("There were 640 thefts, down by 20%.", None, None),
    ],
)
def test_a_level_without_a_topic_is_of_what_the_other_level_counts(text, topic, found):
    other, level = account_of(text, ("thefts", "theft"), **FELL).figures
    level = replace(level, draft=replace(level.draft, topic=topic))
    assert of_the_other_level(Levels(other, level)) == found
