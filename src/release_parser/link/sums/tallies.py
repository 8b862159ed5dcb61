"""The figures to take from a release: the row that a careful researcher would type, once for each topic and thing.

In: the account of a page, which figures restate others, its breakdowns. Out: `TallyLink`s over figure indices. First vetoes leave out what
is no result (planned, possible, the law's maximum, another time); then the rest is put together by topic, thing, unit and period.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from release_parser.lexicon import WordPattern
from release_parser.link.periods import PeriodMention
from release_parser.link.sums.breakdowns import BreakdownLink
from release_parser.link.sums.figures import FURTHER, PEOPLE, Account, Figure
from release_parser.link.sums.left_out import KINDS, LEFT_OUT, Candidate
from release_parser.link.sums.logs import incident_of
from release_parser.link.sums.things import OF_PERSONS, thing_counted
from release_parser.link.sums.together import goes_on, put_together, time_of, value_of
from release_parser.link.sums.unnumbered import without_a_number
from release_parser.records import Bound
from release_parser.regexes import Regex

TALLIED = ("arrest", "charge", "conviction", "search", "seizure", "victim", "loss")
"""Topics, and families of topics, that tallies are made for."""


@dataclass(frozen=True, slots=True)
class TallyLink:
    """A figure to take, and the figures of which it is made."""

    topic: str
    thing: str | None
    unit: str | None
    value: Decimal
    upper: Decimal | None
    bound: Bound
    period: PeriodMention | None
    claims: tuple[int, ...]
    rule: str


def find_tallies(account: Account, firsts: Sequence[int], breakdowns: Sequence[BreakdownLink]) -> list[TallyLink]:
    """The tallies of a page, in the order of their first figures."""
    candidates = [step for figure in account.figures for step in _steps(figure) if is_tallied(step.topic)]
    taken = _once([figure for figure in candidates if LEFT_OUT.first(Candidate(figure, account)) is None], firsts)
    finest = _finest(account, firsts)
    counted = [figure for figure in taken if figure.kind in KINDS]
    told: dict[int, list[Figure]] = {}
    for figure in account.figures:
        told.setdefault(firsts[figure.index], []).append(figure)
    groups = _groups(_without_parts(counted, firsts, breakdowns), account, told)
    groups = _with_persons_of_a_log(groups, taken, account)
    tallies = [
        _tally([*group, *others], finest, firsts, Decimal(0) if others else without_a_number(group, account))
        for group in groups
        for others in [_joined(group, taken, account, told)]
    ]
    tallies = [tally for tally in tallies if not _is_told_in_one(tally, tallies)]
    told_one_by_one = _with_the_sentenced(taken, account, firsts)
    tallies += _persons(told_one_by_one, {tally.topic for tally in tallies if tally.thing == PEOPLE}, account)
    return sorted(tallies, key=lambda tally: (tally.claims, tally.topic))


def _steps(figure: Figure) -> list[Figure]:
    """A figure under each step of the law that is told about it: 'two men were arrested and charged' stands under both."""
    others = (replace(figure, draft=replace(figure.draft, topic=topic)) for topic in figure.draft.also)
    return [figure, *others]


def _once(figures: Sequence[Figure], firsts: Sequence[int]) -> list[Figure]:
    """Each fact once for each topic: a man who was arrested and then charged stands under both."""
    once: dict[tuple[int, str | None], Figure] = {}
    law: set[int] = set()
    for figure in figures:
        first = firsts[figure.index]
        if figure.kind == "age":
            # who is charged in one sentence is not hurt in another, whatever stands beside 'the 17-year-old' there
            if figure.topic == "victim" and first in law:
                continue
            law.update({first} if figure.topic != "victim" else ())
        # people go from one step of the law to the next; money told again is the same money
        moves = figure.kind == "age" or figure.of_people or figure.unit is None
        once.setdefault((first, figure.topic if moves else None), figure)
    return list(once.values())


def is_tallied(topic: str | None) -> bool:
    """Whether figures of this topic are added up."""
    return topic is not None and topic.split(".", 1)[0] in TALLIED


def _without_parts(figures: list[Figure], firsts: Sequence[int], breakdowns: Sequence[BreakdownLink]) -> list[Figure]:
    """The figures without parts of another figure that is taken for the same topic."""
    facts = {(firsts[figure.index], figure.topic) for figure in figures}
    nouns = {(firsts[figure.index], noun) for figure in figures if (noun := _own_noun(figure)) is not None}
    wholes: dict[int, set[int]] = {}
    alike: set[int] = set()
    for link in breakdowns:
        for part in link.parts:
            wholes.setdefault(firsts[part], set()).add(firsts[link.total])
        alike.update(firsts[part] for part in link.parts if link.alike)
    return [
        figure
        for figure in figures
        if firsts[figure.index] not in alike
        and not any(
            (whole, figure.topic) in facts or (whole, _own_noun(figure)) in nouns
            for whole in wholes.get(firsts[figure.index], ())
        )
    ]


def _own_noun(figure: Figure) -> str | None:
    """The noun of a figure, since figures with the same noun may be one fact under several topics: 'Guilty of 16 charges, including five charges of theft'."""
    return None if figure.of_people or figure.unit is not None else figure.draft.head


# ------------------------------------------------------------------ what is put together


def _groups(figures: Sequence[Figure], account: Account, told: Mapping[int, Sequence[Figure]]) -> list[list[Figure]]:
    """The figures by topic, thing and unit, divided into those that are added up together."""
    sorts: dict[tuple[str | None, str | None, str | None], list[Figure]] = {}
    before: Figure | None = None
    for figure in figures:
        thing = thing_counted(figure)
        if before is not None and goes_on(before, figure, account):
            thing = thing_counted(before)
        else:
            before = figure
        sorts.setdefault((figure.topic, thing, figure.unit), []).append(figure)
    return [group for sort in sorts.values() for group in put_together(sort, account, told)]


# 'two men and a 17-year-old boy', 'two men, aged 40 and 43, and a woman in her 30s'
_AND_ONE = Regex(
    r"[ ,](?:[ ]?(?!(?:was|were|is|are|has|have|had)\b)\p{L}[\p{L}’'-]*[ ,]){0,5}?[ ]?(?:and|plus)[ ](?:an?|one)[ ](?:\p{Ll}+,?[ ]){0,4}"
)


def _joined(
    group: Sequence[Figure], taken: Sequence[Figure], account: Account, told: Mapping[int, Sequence[Figure]]
) -> list[Figure]:
    """The ages of people told right behind a count of others, where it is first told or told again."""
    if thing_counted(group[0]) != PEOPLE:
        return []
    among = {figure.index for figure in group}
    ages = {figure.index: figure for figure in taken if figure.kind == "age" and figure.topic == group[0].topic}
    counts = [again for figure in group if figure.kind == "count" for again in told.get(figure.index, (figure,))]
    found = dict.fromkeys(
        index for count in counts if ages for index in (_one_more(count, account), _one_before(count, account))
    )
    found |= dict.fromkeys(_told_before_the_others(group, ages))
    return [ages[index] for index in found if index in ages and index not in among]


# '13 other people', 'two others', 'four more'
_OTHERS_TAIL = Regex(r"[ ](?:others?|more|further|additional)\b(?![ ]than\b)")
_KNOWN = Regex(r"\b(?:all|the|these|those)[ ]$")
_BEFORE_NOW = WordPattern(r"\b(?:«claim_words.previously»)\b")


def _told_before_the_others(group: Sequence[Figure], ages: Mapping[int, Figure]) -> list[int]:
    """The ages of people told before a count of others: 'A 33-year-old man was arrested. 13 other people were arrested'."""
    first = group[0]
    if first.kind != "count" or not (FURTHER.search(first.lead) or _OTHERS_TAIL.match(first.tail)):
        return []
    previously = _BEFORE_NOW.of(first.draft.counted.lexicon)
    if previously.search(first.lead) or previously.search(first.tail) or _KNOWN.search(first.lead):
        return []  # 'Eleven others were previously charged': another time; 'All four others': told of before
    return [index for index, age in ages.items() if index < first.index and _is_person(age)]


def _one_more(count: Figure, account: Account) -> int | None:
    """The age of one more person, behind a count and the ages of all whom it counts: 'two men, aged 40 and 43, and a woman of 30'; or None."""
    before, ages = count, 0
    for figure in account.figures[count.index + 1 :]:
        if figure.sentence != count.sentence or not (figure.kind == "age" or (figure.kind == "count" and figure.bare)):
            return None
        if figure.kind == "age":
            if ages in (0, count.value) and _AND_ONE.fullmatch(account.between(before, figure)):
                return figure.index
            # 'two 18-year-old men' are of one age
            ages = int(value_of(count)) if not account.between(count, figure).strip() else ages + 1
        before = figure
    return None


# 'a boy aged 16 and two girls'
_ONE_AND = Regex(r"(?:[ ]\p{Ll}+){0,3}(?:,[ ]|,?[ ]and[ ])")


def _one_before(count: Figure, account: Account) -> int | None:
    """The age of one person right before a count of others: 'a boy aged 16 and two girls'; or None."""
    before = account.figures[count.index - 1] if count.index else None
    if before is None or before.kind != "age" or before.sentence != count.sentence or not count.of_people:
        return None
    if before.index and account.figures[before.index - 1].sentence == before.sentence:
        return None  # 'two men, aged 39 and 41, and two women'
    return before.index if _ONE_AND.fullmatch(account.between(before, count)) else None


def _finest(account: Account, firsts: Sequence[int]) -> dict[int, Figure]:
    """For each first figure the most exact statement of its fact: '£203,450' for '£200k'."""
    finest: dict[int, Figure] = {}
    for figure in account.figures:
        first = firsts[figure.index]
        if first not in finest or _fineness(figure) > _fineness(finest[first]):
            finest[first] = figure
    return finest


def _fineness(figure: Figure) -> tuple[bool, int]:
    """How exact a figure is, for sorting."""
    digits = 0 if figure.value is None else len(figure.value.normalize().as_tuple().digits)
    return figure.exact, digits


def _is_told_in_one(tally: TallyLink, tallies: Sequence[TallyLink]) -> bool:
    """Whether a number tells of those whom a phrase tells of in part: 'Two men and a woman arrested' above 'Three people were arrested on Monday'."""
    return tally.rule == _MORE_THAN_NUMBERED and any(
        other.rule == "one_figure"
        and (other.topic, other.thing, other.value) == (tally.topic, tally.thing, tally.value)
        for other in tallies
    )


_MORE_THAN_NUMBERED = "figures_and_one_more"


def _tally(group: list[Figure], finest: dict[int, Figure], firsts: Sequence[int], more: Decimal) -> TallyLink:
    """The tally of a group of figures, each fact once, and of `more` people without a number."""
    facts = {firsts[figure.index]: finest.get(figure.index, figure) for figure in reversed(group)}
    figures = sorted(facts.values(), key=lambda figure: figure.index)
    first = group[0]
    tops = [figure for figure in figures if figure.upper is not None and figure.kind != "age"]
    value = sum((value_of(figure) for figure in figures), more)
    assert first.topic is not None
    return TallyLink(
        first.topic,
        thing_counted(first),
        first.unit,
        value,
        value + sum((top.upper - value_of(top) for top in tops if top.upper is not None), Decimal(0)) if tops else None,
        _bound(figures),
        _period(figures),
        tuple(figure.index for figure in figures),
        _MORE_THAN_NUMBERED if more else "one_figure" if len(figures) == 1 else "sum_of_figures",
    )


def _period(figures: Sequence[Figure]) -> PeriodMention | None:
    """The period of a tally, if its figures agree on one; ages have none."""
    counts = [figure for figure in figures if figure.kind != "age"]
    times = {time_of(figure) for figure in counts}
    return next((figure.draft.period for figure in counts), None) if len(times) == 1 else None


def _bound(figures: Sequence[Figure]) -> Bound:
    """The bound of a tally: that of its figures if they agree, else 'at least' or 'about'."""
    bounds = {figure.draft.quantity.bound for figure in figures}
    if len(bounds) == 1:
        return bounds.pop()
    return "at_least" if bounds <= {"exactly", "more_than", "at_least"} else "about"


# 'men in their 30s'
_PLURAL = Regex(r"\btheir[ ]$")


def _is_person(figure: Figure) -> bool:
    """Whether an age is one person's: 'aged 34', 'in his 30s', but not 'under 18', 'aged between 20 and 30', 'in their 30s', '17-year-olds'."""
    quantity = figure.draft.quantity
    if quantity.bound != "exactly" or _PLURAL.search(figure.lead):
        return False
    if figure.draft.counted.text.endswith("olds", quantity.start, quantity.end):
        return False  # 'names of 17 year-olds'
    return figure.upper is None or quantity.rule == "age_decade"


def _with_persons_of_a_log(groups: list[list[Figure]], taken: Sequence[Figure], account: Account) -> list[list[Figure]]:
    """The groups; in a log of incidents, counts of people stand together with the single people of other incidents."""
    if not account.heads:
        return groups
    for topic in OF_PERSONS:
        own = [group for group in groups if group[0].topic == topic and thing_counted(group[0]) == PEOPLE]
        if not own or any(figure.early for group in own for figure in group):
            continue
        counted = [figure for group in own for figure in group]
        others = _persons_of_other_incidents(topic, counted, taken, account)
        if others:
            groups = [group for group in groups if group not in own] + [[*counted, *others]]
    return groups


def _persons_of_other_incidents(
    topic: str, counted: Sequence[Figure], taken: Sequence[Figure], account: Account
) -> list[Figure]:
    """The ages of people with this topic in incidents of a log where nobody with it is counted."""
    told_of = {incident_of(account.heads, figure.block) for figure in counted}
    return [
        figure
        for figure in taken
        if figure.kind == "age"
        and figure.topic == topic
        and _is_person(figure)
        and incident_of(account.heads, figure.block) not in told_of
    ]


def _with_the_sentenced(taken: Sequence[Figure], account: Account, firsts: Sequence[int]) -> list[Figure]:
    """'Kit Ash, 40, was jailed for a year. Bo Roe, 31, pleaded guilty': beside people who were convicted, whoever was sentenced was convicted too."""
    convicted = {firsts[figure.index] for figure in taken if figure.kind == "age" and figure.topic == "conviction"}
    if not convicted:
        return list(taken)
    sentenced = (
        replace(figure, draft=replace(figure.draft, topic="conviction"))
        for figure in account.figures
        if figure.kind == "age"
        and figure.topic == "sentence"
        and firsts[figure.index] == figure.index
        # 'A man in his 30s was jailed', then 'Kit Ash, 31, pleaded guilty': the same man
        and figure.name is not None
    )
    others = [
        figure
        for figure in sentenced
        if figure.index not in convicted and LEFT_OUT.first(Candidate(figure, account)) is None
    ]
    return sorted([*taken, *others], key=lambda figure: figure.index)


# 'Both victims were treated', when one of them has an age
_BOTH_HURT = WordPattern(r"\b(?i:«claim_words.both_hurt»)\b")


def _how_many(figures: Sequence[Figure], account: Account) -> Decimal:
    """How many people are told of by their ages; 'both victims' are two even if only one has an age."""
    told = sum((value_of(figure) for figure in figures), Decimal(0))
    both = (
        told == 1
        and figures[0].topic == "victim"
        and _BOTH_HURT.of(account.lexicon).search(account.page.text) is not None
    )
    return told + 1 if both else told


def _persons(taken: Sequence[Figure], counted: set[str], account: Account) -> list[TallyLink]:
    """Tallies of people told one by one, where the text counts nobody with the topic: 'Al Roe, 40, and Bo Ash, 41, were charged'."""
    ages: dict[str, list[Figure]] = {}
    for figure in taken:
        if figure.kind == "age" and figure.topic in OF_PERSONS and figure.topic not in counted and _is_person(figure):
            ages.setdefault(figure.topic, []).append(figure)
    return [
        TallyLink(
            topic,
            PEOPLE,
            None,
            _how_many(figures, account),
            None,
            "exactly",
            None,
            tuple(figure.index for figure in figures),
            "persons_told",
        )
        for topic, figures in ages.items()
    ]
