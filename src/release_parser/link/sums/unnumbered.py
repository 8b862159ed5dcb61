"""People beside a count who have no number of their own: 'Two men and a woman were arrested' tells of three.

In: a count of people with its page. Out: how many more people its phrase tells of, by the rules of `UNNUMBERED`, or None.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from release_parser.link.sums.figures import PEOPLE, Account, Figure
from release_parser.link.sums.things import OF_PERSONS
from release_parser.regexes import Regex
from release_parser.rules import Rule, RuleTable

_ONE = r"an?[ ](?:(?!and\b|of\b|by\b|in\b|at\b|on\b|from\b|to\b|for\b)[\p{L}-]+[ ]){0,2}?"


@dataclass(frozen=True, slots=True)
class PeopleCount:
    """A count of people and the page around it: the value that the rules of the table take."""

    count: Figure
    account: Account


# 'two men and a woman', 'two men, a woman and a teenage boy'; not 'two men and a woman, aged 30', 'and a woman is in hospital'
_AND = rf"(?:[ ][\p{{L}}’'-]+){{1,3}}?(?P<more>(?:,[ ]{_ONE}\p{{Ll}}+){{0,2}}),?[ ]and[ ]an?[ ]"
_NOUN_OF_ONE = r"(?P<noun>\p{Ll}+)\b(?!,?[ ](?:\(|[–—-]|aged?\b|in[ ](?:his|her|their)\b|\d|was\b|is\b|has\b|had\b|of[ ]\d|of[ ]whom\b)|[’'-])"
_AND_ONE = tuple(Regex(rf"{_AND}(?:[\p{{L}}-]+[ ]){{{words}}}{_NOUN_OF_ONE}") for words in range(3))
"""With none, one and two words before the noun: 'a boy', 'a teenage boy', 'a local teenage boy'."""
_ITEM = Regex(r"(?P<noun>\p{Ll}+)(?:,|$)")


def one_more_behind(counted: PeopleCount) -> int | None:
    """'Two men and a woman', 'two men, a woman and a boy': people who are told behind a count, each by a noun of one person."""
    found = (pattern.match(counted.count.tail) for pattern in _AND_ONE)
    match = next((each for each in found if each is not None and _is_of_one(each["noun"], counted.account)), None)
    if match is None:
        return None
    others = [each["noun"] for each in _ITEM.finditer(match["more"][2:])]
    if others and len(others) + 1 == counted.count.value:
        return None  # 'Two people, a man and a woman, were arrested'
    return len(others) + 1 if all(_is_of_one(noun, counted.account) for noun in others) else None


# 'A woman and two teenage boys have been arrested'; not 'Police arrested a woman and two boys were hurt'
_ONE_AND = Regex(rf"(?:^|.*[ ](?P<act>\p{{L}}+)[ ]){_ONE}(?P<noun>\p{{Ll}}+)[ ]and[ ]$")
_OWN_VERB = Regex(r"(?:[ ][\p{L}’'-]+){1,3}[ ](?:were|are|have|had)\b")


def one_more_before(counted: PeopleCount) -> int | None:
    """'A woman and two boys were arrested', 'officers arrested a woman and two boys': one person is told before a count."""
    match = _ONE_AND.match(counted.count.lead)
    if match is None or not _is_of_one(match["noun"], counted.account):
        return None
    return None if match["act"] is not None and _OWN_VERB.match(counted.count.tail) else 1


def _is_of_one(noun: str, account: Account) -> bool:
    """Whether a noun in the singular means a person."""
    return account.thing_of(noun) == PEOPLE


UNNUMBERED: RuleTable[PeopleCount, int] = RuleTable(
    "tallies",
    (
        Rule(
            "one_more_behind",
            one_more_behind,
            finds=(
                "<claim value=2 tally=3>Two</claim> men and a woman were arrested in Kelsham.",
                "Officers arrested <claim value=3 tally=5>three</claim> men, a woman and a teenage boy in Kelsham.",
            ),
            ignores=(
                "<claim value=2 tally=2>Two</claim> men and a dog were arrested in Kelsham.",
                "Officers arrested <claim value=2 tally=2>two</claim> men and a woman is in hospital.",
                "<claim value=4 tally=4>Four</claim> people, <claim value=3 tally=null>three</claim> men and a woman, were arrested in Kelsham.",
                "<claim value=2 tally=2>Two</claim> people, a man and a woman, were arrested in Kelsham.",
                "<claim value=2 tally=3>Two</claim> men and a woman, aged <claim value=37 tally=3>37</claim>, were arrested in Kelsham.",
            ),
        ),
        Rule(
            "one_more_before",
            one_more_before,
            finds=(
                "A woman and <claim value=2 tally=3>two</claim> teenage boys were arrested in Kelsham.",
                "Officers arrested a woman and <claim value=2 tally=3>two</claim> boys in Kelsham.",
            ),
            ignores=("Officers met a woman and <claim value=2 tally=2>two</claim> boys were arrested.",),
        ),
    ),
    kinds=("claim",),
)
"""How a phrase tells of more people than its number says."""


def without_a_number(group: Sequence[Figure], account: Account) -> Decimal:
    """How many people the phrases of a group tell of beside their numbers: 1 for 'two men and a woman', 0 where the numbers tell of all."""
    if group[0].topic not in OF_PERSONS:
        return Decimal(0)
    counts = (figure for figure in group if figure.kind == "count" and figure.of_people)
    found = (UNNUMBERED.first(PeopleCount(count, account)) for count in counts)
    return Decimal(sum(each[0] for each in found if each is not None))
