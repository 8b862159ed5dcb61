"""Parts that no words name as parts, but whose sum is exactly the total: the items of a list, the terms of several people.

In: a figure as a whole. Out: its parts, by the first rule of `SUMS` that finds some.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from release_parser.link.sums.exact_rows import ROWS
from release_parser.link.sums.figures import FURTHER, Figure
from release_parser.link.sums.money_parts import IN_ALL, MONEY_PARTS
from release_parser.link.sums.some_of_its_act import SOME_OF_ITS_ACT
from release_parser.link.sums.wholes import Parts, Whole, fits, joined_run, parts_that_agree, sum_of
from release_parser.regexes import Regex
from release_parser.rules import Rule, RuleTable


def list_items(whole: Whole) -> Parts | None:
    """'Officers made 12 arrests:' over list items whose sum is 12."""
    items = [figure for figure in whole.behind if figure.item == whole.total.block and figure.kind != "age"]
    first: dict[int, Figure] = {}
    for figure in items:
        first.setdefault(figure.block, figure)
    parts = list(first.values())
    return parts_that_agree(whole, parts) or _labels(whole, parts)


_LABELS = 3
"""So many labelled items that come to a total are no chance, whatever their labels name."""


def _labels(whole: Whole, items: Sequence[Figure]) -> Parts | None:
    """'61 offences were found:' over 'Speeding: 22', 'No insurance: 39': labelled items, which may have any topic."""
    total = whole.total
    labelled = all(
        figure.kind == "count" and figure.exact and figure.draft.direction is None and figure.value for figure in items
    )
    if total.kind != "count" or not total.exact or len(items) < _LABELS or not labelled:
        return None
    return Parts(tuple(items), complete=True, alike=True) if sum_of(items) == total.value else None


_SENTENCES = 3
"""How many sentences from a total its parts may stand."""
_QUARTER_OF_TOTAL = 4
"""A sum that misses its total by more than a quarter is of something else."""
_MANY = 5
"""Smaller totals come out by chance: two knives, one car and one van are not two of anything."""


def exact_sum(whole: Whole) -> Parts | None:
    """'Six arrests. Five males and one woman were held': counts in the sentences behind whose sum is exactly the total."""
    total = whole.total
    if total.kind != "count" or total.value is None or total.value < _MANY:
        return None
    parts: list[Figure] = []
    for figure in whole.behind:
        if figure.sentence > total.sentence + _SENTENCES or whole.firsts[figure.index] == whole.firsts[total.index]:
            break
        if figure.kind == "age" or figure.topic != total.topic or figure.kind != total.kind:
            continue
        if figure.of_people != total.of_people and not figure.bare:
            continue  # 'charged with 19 offences against nine boys': no part, nor between parts
        if not fits(total, figure) or figure.sentence == total.sentence or _is_item_beside(total, figure):
            break
        parts.append(figure)
        if (found := parts_that_agree(whole, parts)) is not None:
            return found
    return None


def _is_item_beside(total: Figure, figure: Figure) -> bool:
    """Whether a figure is another item of the same list and so no part: 'Five counts of theft', 'three counts of fraud', 'two counts of arson'."""
    return total.item is not None and figure.item == total.item


_AT_MOST = 200
"""Parts of a total: nobody lists more in a release."""


def persons_in_a_phrase(whole: Whole) -> Parts | None:
    """'Three charged' above 'Two men and one woman have been charged': people in one phrase soon behind their total."""
    total = whole.total
    people = total.of_people or (total.bare and total.kind == "count")
    if not people:
        return None
    by_sentence: dict[int, list[Figure]] = {}
    for figure in whole.behind:
        if figure.sentence > total.sentence + _SENTENCES or whole.firsts[figure.index] == whole.firsts[total.index]:
            break
        if figure.of_people and figure.kind == "count" and figure.sentence != total.sentence:
            by_sentence.setdefault(figure.sentence, []).append(figure)
    near = total.sentence + 1
    phrases = (
        _phrase(whole, same) or _both_genders(whole, same)
        for sentence, same in by_sentence.items()
        if (total.early and sentence == near) or _same_act(total, same)
    )
    return next((parts for parts in phrases if parts is not None), None)


def _both_genders(whole: Whole, persons: Sequence[Figure]) -> Parts | None:
    """'Four people were attacked. A man hit two men and a woman hit two women': all people of one sentence, though no phrase joins them."""
    return parts_that_agree(whole, persons) if _same_act(whole.total, persons) else None


def _same_act(total: Figure, persons: Sequence[Figure]) -> bool:
    """Whether the same act happened to people of both genders: 'two men and one woman were arrested'."""
    genders = {figure.gender for figure in persons}
    return {"he", "she"} <= genders and all(figure.topic == total.topic for figure in persons)


def _phrase(whole: Whole, persons: Sequence[Figure]) -> Parts | None:
    """The people of one sentence whom a phrase joins, if their sum is the total; else None."""
    parts: list[Figure] = []
    for figure in joined_run(whole, persons):
        parts.append(figure)
        if (found := parts_that_agree(whole, parts)) is not None:
            return found
    return None


def all_of_its_sort(whole: Whole) -> Parts | None:
    """A total of the opening that is the sum of all figures of its topic and thing in the body."""
    total = whole.total
    if total.value is None or not _may_hold_its_sort(whole):
        return None
    parts: list[Figure] = []
    come_to = Decimal(0)
    for figure in whole.account.behind_of_its_sort(total):
        if figure.value is None or not _is_new_of_its_sort(whole, figure):
            continue
        if not total.early and figure.thing != total.thing:
            return None
        if figure.sentence == total.sentence or _is_item_beside(total, figure):
            return None  # 'nine thefts in Kelsham, two in Thorn and seven in Ely': items beside it
        parts.append(figure)
        come_to += figure.value
        if come_to == total.value and total.unit is not None and len(parts) > 1 and _is_odd(total.value):
            break  # '£98,315' comes out by no chance, whatever else is told behind it
        # what is rounded may come to thrice the total at most: a list of a thousand like figures is not added up for each of them
        if len(parts) > _AT_MOST or come_to > 3 * total.value:
            return None
    return parts_that_agree(whole, parts)


def _may_hold_its_sort(whole: Whole) -> bool:
    """Whether a figure may be the total of all figures like it: it stands in the opening or first, and is no small count."""
    total = whole.total
    if total.value is None or total.topic is None or (total.unit is None and total.value < _MANY):
        return False
    return total.early or whole.account.figures[whole.firsts[total.index]].early or _opens_its_sort(whole)


def _is_new_of_its_sort(whole: Whole, figure: Figure) -> bool:
    """Whether a figure states a fact first, is no part of another figure, and counts the total's things or names none."""
    if whole.firsts[figure.index] != figure.index or figure.index in whole.parts:
        return False
    return whole.total.unit is not None or whole.total.thing in (figure.thing, None) or figure.thing is None


def _is_odd(value: Decimal) -> bool:
    """Whether a number has so many digits that no sum equals it by chance."""
    return len(value.normalize().as_tuple().digits) >= _DIGITS


_DIGITS = 4


def _opens_its_sort(whole: Whole) -> bool:
    """Whether a count is the first one told: 'The 14-count indictment' in the second paragraph."""
    total = whole.total
    named = total.kind == "count" and total.thing is not None
    return named and whole.account.sorts[total.sort][0] is total


# '19 people in all'
_PEOPLE_IN_ALL = Regex(r"(?:[ ]\p{Ll}+){0,2}[ ]in[ ](?:all|total)\b")


def before_it(whole: Whole) -> Parts | None:
    """'40 in Kelsham and 25 in Thorn, a total of 65': like figures before the total whose sum it is."""
    label = whole.account.label_above(whole.total)
    if not (IN_ALL.search(label or whole.total.lead[-60:]) or _PEOPLE_IN_ALL.match(whole.total.tail)):
        return None
    parts: list[Figure] = []
    for figure in whole.before:
        if figure.sentence < whole.total.sentence - _SENTENCES and figure.item is None and label is None:
            break
        if figure.kind == "age" or (figure.kind, figure.unit) != (whole.total.kind, whole.total.unit):
            continue
        if not fits(whole.total, figure):
            if figure.item is not None and not figure.bare:
                continue  # '90 written warnings' among the items of '410 tickets in all'
            break
        parts.append(figure)
        if (found := parts_that_agree(whole, parts[::-1])) is not None:
            return found
    return None


def terms(whole: Whole) -> Parts | None:
    """'jailed for a total of 36 years' and the term of each person, whether or not their sum is right."""
    total = whole.total
    if total.kind != "duration" or not IN_ALL.search(total.lead[-60:] + " " + total.tail[:40]):
        return None
    parts: list[Figure] = []
    for figure in whole.account.figures[total.index + 1 :]:
        is_term = (figure.topic, figure.kind, figure.unit) == ("sentence", "duration", "month")
        if not is_term or whole.firsts[figure.index] != figure.index or FURTHER.search(figure.lead):
            continue
        if not fits(total, figure) or _EACH.match(figure.tail):
            return None
        parts.append(figure)
        if (found := parts_that_agree(whole, parts)) is not None:
            return found
    several = len(parts) > 1 and _a_person_each(whole, parts) and _is_near(total, parts)
    return Parts(tuple(parts), complete=True) if several else None


# 'Ann Pole and Bo Ash were jailed for six years each': the term counts once for each of them
_EACH = Regex(r"[ ](?:in[ ]prison[ ]|imprisonment[ ])?each\b")


def _is_near(total: Figure, terms: Sequence[Figure]) -> bool:
    """Whether the sum of terms is near enough to a total to be all of it: three terms are not all of '28 others, jailed for 220 years'."""
    return total.value is not None and abs(sum_of(terms) - total.value) <= total.value / _QUARTER_OF_TOTAL


def _a_person_each(whole: Whole, terms: Sequence[Figure]) -> bool:
    """Whether each term belongs to another person; one person's terms may run at the same time and need not add up."""
    names = {figure.name for figure in terms}
    if len(names) == len(terms) and None not in names:
        return True
    beside = (figure for figure in whole.before if figure.sentence == whole.total.sentence)
    return any(figure.of_people and figure.kind == "count" and figure.value == len(terms) for figure in beside)


_QUARTER_OF_HEADLINE = 4
"""A figure of the body that differs from the headline's by more than a quarter is of something else."""


def headline_against_body(whole: Whole) -> Parts | None:
    """'40 arrested in Kelsham' above '45 people were arrested in Kelsham': the opening's only figure of the sort differs from the body's."""
    total, account = whole.total, whole.account
    if account.page.blocks[total.block].kind != "headline" or not _may_contradict(total):
        return None
    told_again = sum(first == whole.firsts[total.index] for first in whole.firsts)
    opening = [figure for figure in whole.behind if figure.early and figure.block != total.block]
    alike = [figure for figure in opening if figure.topic == total.topic and figure.kind == total.kind]
    if told_again > 1 or len(alike) != 1 or total.value is None:
        return None
    other = alike[0]
    same = _may_contradict(other) and (other.thing == total.thing or total.bare)
    near = other.value is not None and 0 < abs(other.value - total.value) * _QUARTER_OF_HEADLINE <= total.value
    return Parts((other,), complete=True) if same and near else None


def _may_contradict(figure: Figure) -> bool:
    """Whether a figure is an exact count of an act, too large for another one to be its part."""
    return (
        figure.kind == "count"
        and figure.exact
        and figure.value is not None
        and figure.value >= _MANY
        and _is_act(figure)
    )


def _is_act(figure: Figure) -> bool:
    """Whether a figure counts what was done: people arrested or charged, things seized."""
    return (figure.topic or "").split(".", 1)[0] in ("arrest", "charge", "conviction", "search", "seizure", "victim")


SUMS: RuleTable[Whole, Parts] = RuleTable(
    "breakdowns",
    (
        Rule(
            "list_items",
            list_items,
            finds=(
                "Officers made <claim value=4 holds=true>four</claim> arrests:\n* <claim value=3 partof=c1>three</claim> arrests for assault\n* <claim value=1 partof=c1>one</claim> arrest for theft",
                "Officers made <claim value=12 holds=true>12</claim> arrests:\n* <claim value=7 partof=c1>seven</claim> arrests for assault\n* <claim value=5 partof=c1>five</claim> arrests for theft",
                "A total of <claim value=61 holds=true>61</claim> offences were found:\n* Speeding: <claim value=22 partof=c1>22</claim>\n* No insurance: <claim value=30 partof=c1>30</claim>\n* Tyres: <claim value=9 partof=c1>9</claim>",
            ),
            ignores=(
                "Officers made <claim value=12 holds=null>12</claim> arrests:\n* <claim value=7 partof=null>seven</claim> arrests for assault\n* <claim value=4 partof=null>four</claim> arrests for theft",
            ),
        ),
        Rule(
            "terms",
            terms,
            finds=(
                "Two burglars were jailed for a total of <claim value=10 holds=true>10 years</claim>.\n\nAnn Pole was jailed for <claim value=6 partof=c2>six years</claim>. Bo Ash was jailed for <claim value=4 partof=c2>four years</claim>.",
                "Two burglars were jailed for a total of <claim value=10 holds=true>10 years</claim>.\n\nHe got a further <claim value=6 partof=null>six months</claim> for theft.\n\nAnn Pole was jailed for <claim value=6 partof=c2>six years</claim>. Bo Ash was jailed for <claim value=4 partof=c2>four years</claim>.",
                "Two burglars were jailed for a total of <claim value=153 holds=false>12 years and nine months</claim>.\n\nAnn Pole was jailed for <claim value=7 partof=c2>seven years</claim>. Bo Ash was jailed for <claim value=81 partof=c2>six years and nine months</claim>.",
            ),
            ignores=(
                "A burglar was jailed for <claim value=11 holds=null>11 years</claim>.\n\nAnother was jailed for <claim value=6 partof=null>six years</claim> and a third for <claim value=4 partof=null>four years</claim>.",
            ),
        ),
        Rule(
            "before_it",
            before_it,
            finds=(
                "Officers made <claim value=40 partof=c3>40</claim> arrests in Kelsham and <claim value=25 partof=c3>25</claim> arrests in Thorn, a total of <claim value=65 holds=true>65</claim> arrests.",
                "<claim value=13 partof=c3>Thirteen</claim> men and <claim value=6 partof=c3>six</claim> women, <claim value=19 holds=true>19</claim> people in all, were arrested.",
                "Handed in:\n\nRifles\n\n<claim value=3 partof=c3>3</claim>\n\nAir guns\n\n<claim value=12 partof=c3>12</claim>\n\nTotal items\n\n<claim value=15 holds=true>15</claim>",
                "<claim value=700 partof=c4>£700</claim> was taken from <claim value=2>two</claim> men and <claim value=500 partof=c4>£500</claim> from Ann Pole, bringing the total to <claim value=1200 holds=true>£1,200</claim>.",
            ),
            ignores=(
                "Officers made <claim value=40 partof=null>40</claim> arrests in Kelsham and <claim value=25 partof=null>25</claim> arrests in Thorn, a total of <claim value=70 holds=null>70</claim> arrests.",
            ),
        ),
        *MONEY_PARTS,
        Rule(
            "exact_sum",
            exact_sum,
            finds=(
                "Raids led to <claim value=6 holds=true>six</claim> arrests. <claim value=5 partof=c1>Five</claim> men and <claim value=1 partof=c1>one</claim> woman were arrested in Kelsham.",
                "Officers seized <claim value=30 holds=true>30</claim> knives. They found <claim value=20 partof=c1>20</claim> knives in a car. They found <claim value=10 partof=c1>10</claim> knives in a shed. <claim value=5 partof=null>Five</claim> knives were handed in later.",
            ),
            ignores=(
                "Ann Pole was charged with:\n* <claim value=5 holds=null>five</claim> counts of theft\n* <claim value=3 partof=null>three</claim> counts of fraud\n* <claim value=2 partof=null>two</claim> counts of arson",
                "Raids led to <claim value=6 holds=null>six</claim> arrests. <claim value=4 partof=null>Four</claim> men and <claim value=1 partof=null>one</claim> woman were arrested in Kelsham.",
            ),
        ),
        Rule(
            "persons_in_a_phrase",
            persons_in_a_phrase,
            finds=(
                "<claim value=3 holds=true>Three</claim> charged after thefts\n\n<claim value=2 partof=c1>Two</claim> men and <claim value=1 partof=c1>one</claim> woman have been charged.",
                "<claim value=3 holds=true>Three</claim> people were arrested in Kelsham. The raid took place at dawn. <claim value=2 partof=c1>Two</claim> men and <claim value=1 partof=c1>one</claim> woman were arrested at home.",
                "<claim value=4 holds=true>Four</claim> people were attacked. A man punched <claim value=2 partof=c1>two</claim> men from the group and a woman punched <claim value=2 partof=c1>two</claim> women from it.",
            ),
            ignores=(
                "<claim value=3 holds=null>Three</claim> charged after thefts\n\n<claim value=2 partof=null>Two</claim> men have been charged and <claim value=1 partof=null>one</claim> shop was robbed.",
            ),
        ),
        Rule(
            "headline_against_body",
            headline_against_body,
            finds=(
                "<claim value=40 holds=false>40</claim> arrested in Kelsham raids\n\nIn a series of raids in Kelsham on Friday, officers arrested <claim value=45 partof=c1>45</claim> people for theft.",
            ),
            ignores=(
                "<claim value=40 holds=null>40</claim> arrested in Kelsham raids\n\nIn a series of raids in Kelsham on Friday, officers arrested <claim value=12 partof=null>12</claim> people for theft.",
                "<claim value=40 holds=null>40</claim> arrested in Kelsham raids\n\nIn a series of raids in Kelsham on Friday, officers arrested <claim value=45 partof=null>45</claim> people, the force said. It had arrested <claim value=40>40</claim> people by noon.",
            ),
        ),
        Rule(
            "all_of_its_sort",
            all_of_its_sort,
            ignores=(
                "Fraudsters have conned people in Elmshire out of <claim value=100000 holds=null>£100,000</claim> in seven weeks.\n\nOne victim lost <claim value=50000 partof=null>£50,000</claim>.\n\nAnother lost <claim value=63000 partof=null>£63,000</claim>.",
            ),
            finds=(
                "Fraudsters stole £100,000 from people all over the county of Elmshire in seven weeks.\n\nSix people lost a total of <claim value=98315 holds=true>£98,315</claim>.\n\nOne victim lost <claim value=50000 partof=c4>£50,000</claim>.\n\nAnother lost <claim value=48315 partof=c4>£48,315</claim>.\n\nA bank stopped a payment of £6,500.",
                "Thieves charged with <claim value=67 holds=true>67</claim> offences\n\nThieves in Kelsham have been charged with dozens of crimes.\n\nThe court sat in Thorn. It rained.\n\nAnn Pole was charged with <claim value=49 partof=c1>49</claim> offences.\n\nShe will be in court in May.\n\nShe lives in Ely.\n\nNo plea was made.\n\nBo Ash was charged with <claim value=18 partof=c1>18</claim> offences.",
                "A federal jury in Kelsham has heard the case against a councillor for a week now.\n\nThe <claim value=14 holds=true>14</claim>-count indictment was read out in May.\n\nShe is charged with <claim value=9 partof=c1>nine</claim> counts of fraud.\n\nThere are <claim value=5 partof=c1>five</claim> counts of theft as well.",
            ),
        ),
        *ROWS,
        *SOME_OF_ITS_ACT,
    ),
)
"""Parts that only their sum ties to a total, surest first."""
