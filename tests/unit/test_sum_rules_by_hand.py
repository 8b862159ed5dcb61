"""Rules of `link/sums` called by hand: what is a part of what, told again, another fact, or beside the largest figure."""

from __future__ import annotations

import pytest

from release_parser.lexicon import Lexicon
from release_parser.link.sums.apart import APART, Pair
from release_parser.link.sums.exact_parts import SUMS
from release_parser.link.sums.figures import Account, measure
from release_parser.link.sums.included import INCLUDED
from release_parser.link.sums.named_parts import NAMED_PARTS
from release_parser.link.sums.restates import RESTATEMENTS
from release_parser.link.sums.together import BESIDE, Held
from release_parser.link.sums.told import Again, Told, keys
from release_parser.link.sums.wholes import Whole
from syntaxes import counts, drafts_in

LEXICON = Lexicon.default()
ARRESTED = {"predicate": "arrest", "topic": "arrest"}


def account_of(text: str, *nouns: tuple[str, str], **fields: object) -> Account:
    """The figures of a text; each quantity counts the noun at its place in the list."""
    page, drafts = drafts_in(text)
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


PEOPLE, MEN, WOMAN, ARRESTS = ("people", "people"), ("men", "man"), ("woman", "woman"), ("arrests", "arrest")


def test_notable_arrests_are_some_of_all():
    text = "Police arrested 16 people. Notable arrests include two men and one woman."
    assert parts_of(INCLUDED, text, PEOPLE, MEN, WOMAN) == ([2, 1], "include")
    assert parts_of(INCLUDED, text.replace("Notable arrests", "Recent patrols"), PEOPLE, MEN, WOMAN) is None


@pytest.mark.parametrize(
    ("text", "nouns", "parts", "rule"),
    [
        ("Police arrested 16 people, including two men.", (PEOPLE, MEN), [2], "of_which"),
        ("Of the 16 people arrested, nine live alone.", (PEOPLE, PEOPLE), [9], "of_the_whole"),
        ("Police arrested 16 people: nine for theft and seven for fraud.", (PEOPLE, PEOPLE, PEOPLE), [9, 7], "made_up_of"),
    ],
)  # fmt: skip
def test_a_sentence_names_the_parts_of_its_figure(text, nouns, parts, rule):
    assert parts_of(NAMED_PARTS, text, *nouns) == (parts, rule)


def test_what_only_stands_behind_a_figure_is_no_part_of_it():
    assert parts_of(NAMED_PARTS, "Police arrested 16 people and met nine men.", PEOPLE, MEN) is None


def test_figures_that_come_to_the_total_exactly_are_its_parts():
    text = "Police made 40 arrests in Elm and 25 arrests in Thorn, a total of 65 arrests."
    assert parts_of(SUMS, text, ARRESTS, ARRESTS, ARRESTS, at=2) == ([40, 25], "before_it")
    assert parts_of(SUMS, text.replace("65", "70"), ARRESTS, ARRESTS, ARRESTS, at=2) is None


@pytest.mark.parametrize(
    ("text", "veto"),
    [
        ("Police held two men and two men.", "same_sentence"),
        ("Police held two men. A further two men were held.", "another"),
        ("Police held two men. The two men were held at home.", None),
    ],
)
def test_why_the_same_figure_is_another_fact(text, veto):
    account = account_of(text, MEN, MEN, **ARRESTED)
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
    ("text", "rule"),
    [
        ("They rode 30 miles (48 kilometres).", "measure_in_brackets"),
        ("They rode 30 miles and 48 kilometres.", None),
    ],
)
def test_which_figure_is_told_again(text, rule):
    account = account_of(text, ("They", "ride"), ("They", "ride"))
    told = Told(account)
    told.add(account.figures[0], keys(account.figures[0]))
    found = RESTATEMENTS.first(Again(account.figures[1], told))
    assert (found and (found[0], found[1])) == (rule and (account.figures[0].index, rule))
