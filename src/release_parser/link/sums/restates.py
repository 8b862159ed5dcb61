"""Claims that repeat what the release stated before. Only claims that restate none may be added up.

In: the account of a page. Out: for each claim the index of the first claim that states the same fact, or None. Earlier figures are looked
up by value, so that a page of a thousand claims is read once.
"""

from __future__ import annotations

from decimal import Decimal

from release_parser.link.sums.figures import Account, Figure
from release_parser.link.sums.logs import incident_of
from release_parser.link.sums.same import LARGE, alike, is_of_each, quoted_again, retells, same_topic
from release_parser.link.sums.same_noun import SAME_NOUN
from release_parser.link.sums.told import SHARES, Again, Told, keys, worth
from release_parser.regexes import Regex
from release_parser.rules import Rule, RuleTable


def find_restatements(account: Account) -> list[tuple[int, str] | None]:
    """For each figure the index of the first one that states the same fact and the rule that decided, or None."""
    told = Told(account)
    found: list[tuple[int, str] | None] = []
    for figure in account.figures:
        result = RESTATEMENTS.first(Again(figure, told))
        if result is None:
            told.add(figure, keys(figure))
            found.append(None)
            continue
        first = told.root(result[0])
        told.restate(figure.index, first)
        if worth(figure) != worth(account.figures[first]):
            # 'more than 40', then '43': the next mention may be of either number
            told.add(account.figures[first], [worth(figure)])
        found.append((first, result[1]))
    return found


# ------------------------------------------------------------------ rules


def age_of_person(subject: Again) -> int | None:
    """'a 40-year-old man' in the headline and 'a man, aged 40' or 'Bo Ash, 40' in the body."""
    figure = subject.figure
    if figure.kind != "age":
        return None
    return next((first.index for first in subject.same_worth()), None)


def same_amount(subject: Again) -> int | None:
    """'£5,000 in cash' and '£5,000': the same money or measure of the same topic."""
    figure = subject.figure
    if figure.unit is None or figure.kind in ("age", "percentage"):
        return None
    return next((first.index for first in subject.same_worth() if _same_amount(first, figure)), None)


_DISTINCT = ("seizure", "loss")
"""Topics whose amounts hardly ever come out the same by chance; a fine or a term of two years does."""


def _same_amount(first: Figure, again: Figure) -> bool:
    """Whether two amounts are the same fact, by topic and place in the release."""
    if not same_topic(first, again) and not _same_large_sum(first, again):
        return False
    if again.topic == "sentence" and _penal(first) != _penal(again):
        return False
    distinct = (again.topic or "").startswith(_DISTINCT) and _digits(again.value or Decimal(0)) > 1
    return distinct or retells(first, again) or (alike(first, again) and None not in (first.name, again.name))


_PRISON = "prison"


def _penal(figure: Figure) -> str:
    """The kind of sentence of a term: 'three years of supervised release' is not 'three years in prison'."""
    return figure.thing or _PRISON


_FINED = "penalty"


def _same_large_sum(first: Figure, again: Figure) -> bool:
    """Whether a large sum repeats the opening's, whatever the words around: 'a $48 million fraud' and '$48 million in claims'; a fine is another sum."""
    large = again.kind == "money" and again.value is not None and again.value >= LARGE
    return large and first.early and (first.topic == _FINED) == (again.topic == _FINED)


def same_count(subject: Again) -> int | None:
    """'19 arrests' and 'Nineteen people were arrested': the same count of the same things."""
    figure = subject.figure
    if figure.unit is not None or figure.kind in ("age", "proportion", "multiplier"):
        return None
    return next(
        (
            first.index
            for first in subject.same_worth()
            if first.kind == figure.kind
            and same_topic(first, figure)
            and (_same_things(first, figure) or _heads_it(first, figure, subject.account))
        ),
        None,
    )


_FEW = 20
"""Counts below it come out the same by chance."""


def _same_things(first: Figure, again: Figure) -> bool:
    """Whether two counts of equal value count the same things."""
    if first.value is None or (first.value >= _FEW and not is_of_each(again)):
        return alike(first, again) or first.early
    if quoted_again(first, again) and first.topic == again.topic is not None:
        return True  # 'three others were issued with notices', then in a quote 'three fines'
    return alike(first, again) and retells(first, again)


def _heads_it(first: Figure, again: Figure, account: Account) -> bool:
    """'Three drivers held' heads an incident of a log in which 'three residents were arrested': its heading and its first count."""
    heads = account.heads
    return (
        first.block in heads
        and incident_of(heads, first.block) == incident_of(heads, again.block)
        and alike(first, again)
    )


def in_an_earlier_version(subject: Again) -> int | None:
    """The same count of the same things in paragraphs that an update repeats below 'UPDATE: …'."""
    figure, again = subject.figure, subject.account.again_from
    if again is None or figure.kind == "age" or figure.draft.quantity.start < again:
        return None
    return next(
        (
            first.index
            for first in subject.same_worth()
            if first.draft.quantity.start < again and first.kind == figure.kind and alike(first, figure)
        ),
        None,
    )


def same_change(subject: Again) -> int | None:
    """'fell by a fifth' in the headline, and again for the same thing or in a quote."""
    figure = subject.figure
    if figure.kind not in SHARES:
        return None
    return next(
        (
            first.index
            for first in subject.same_worth()
            if first.topic == figure.topic and (_same_noun(first, figure) or quoted_again(first, figure))
        ),
        None,
    )


def _same_noun(first: Figure, again: Figure) -> bool:
    """Whether two shares are of the same noun; a headline may leave it out."""
    return first.thing == again.thing or (first.early and None in (first.thing, again.thing))


def change_in_words(subject: Again) -> int | None:
    """'a quarter (26 per cent)', 'nearly halved' and later '47 per cent': a share in words and as a percentage."""
    figure = subject.figure
    return next(
        (
            first.index
            for first in subject.shares()
            if first.draft.direction is not None and _same_noun(first, figure) and _same_share(first, figure)
        ),
        None,
    )


def share_in_brackets(subject: Again) -> int | None:
    """'a quarter (26 per cent)': a share that a comparison found to be given twice; never 'by 16 reports, or 15 per cent'."""
    figures, index = subject.account.figures, subject.figure.index
    for link in subject.account.comparisons:
        if link.change is None or link.restated is None or index != max(link.change, link.restated):
            continue
        first = min(link.change, link.restated)
        return first if {figures[first].kind, subject.figure.kind} <= set(SHARES) else None
    return None


def measure_in_brackets(subject: Again) -> int | None:
    """'30 miles (48 km)', '12 feet or 3.7 metres': the measure before it in another unit."""
    figure = subject.figure
    if figure.unit is None or figure.value is None or figure.index == 0:
        return None
    first = subject.account.figures[figure.index - 1]
    if first.unit != figure.unit or first.value is None or first.draft.quantity.unit == figure.draft.quantity.unit:
        return None
    near = abs(first.value - figure.value) * 20 <= first.value
    return first.index if near and _IN_BRACKETS.fullmatch(subject.account.between(first, figure)) else None


_IN_BRACKETS = Regex(r"[ ]?(?:[(\[]|,?[ ]or[ ]|[ ]?/[ ]?|,[ ])(?:about[ ]|around[ ])?")


def rounded(subject: Again) -> int | None:
    """'£200k' in the headline and '£203,450'; 'nearly 200 plants' and '184 plants'; 'nine years' and 'nine years and four months'."""
    figure = subject.figure
    if figure.value is None or figure.kind == "age" or figure.unit in ("percent", "percentage_point"):
        return None
    return next(
        (
            first.index
            for first in subject.near_worth()
            if _rounds(first, figure)
            and (first.early or (alike(first, figure) and _is_told_roughly(first, figure)))
            and not subject.told.is_other(first, figure)
        ),
        None,
    )


def _is_told_roughly(first: Figure, again: Figure) -> bool:
    """Whether one of two figures is called rough, or stands where releases repeat figures; 'one lost £50,000, another £48,315' does not."""
    rough = {first.draft.quantity.bound, again.draft.quantity.bound} != {"exactly"}
    return rough or retells(first, again)


def _rounds(first: Figure, again: Figure) -> bool:
    """Whether one of two numbers is the other, rounded."""
    one, two = first.value, again.value
    if one is None or two is None or one == two or first.upper is not None or again.upper is not None:
        return False
    if first.unit == "month":
        return first.topic == "sentence" and _is_term(first, again)
    return _is_rounding(first, again) or _is_rounding(again, first)


def _is_term(rough: Figure, fine: Figure) -> bool:
    """Whether a term is another one rounded: 'A nine-year sentence' of nine years and four months."""
    one, two = rough.value, fine.value
    return one is not None and two is not None and rough.early and one % 12 == 0 and one <= two < one + 12


def _is_rounding(rough: Figure, fine: Figure) -> bool:
    """Whether a number is another one rounded, with a bound that fits: 'Nearly 200' for 184, 'over £7m' for £7,118,640, '£17k' for £17,240."""
    one, two, bound = rough.value, fine.value, rough.draft.quantity.bound
    if one is None or two is None or one < 20 or _digits(one) >= _digits(two):
        return False
    if bound == "exactly" and rough.unit is None:
        return False
    near = abs(one - two) <= one / 10
    if bound in ("more_than", "at_least"):
        # 'more than 200' in the opening is said of 230 as well: less than one more of its last digit
        loose = rough.early and one <= two < one + _step(one) and two - one <= one / 4
        return (near and two >= one) or loose
    if bound in ("less_than", "at_most"):
        return near and two <= one
    return near and abs(one - two) <= _step(one)


def _step(value: Decimal) -> Decimal:
    """The value of one unit in the last digit that a number gives: 100 for 3,800."""
    return Decimal(1).scaleb(value.adjusted() - _digits(value) + 1)


def _digits(value: Decimal) -> int:
    """The number of digits that a number gives: two for 3,800."""
    return len(value.normalize().as_tuple().digits)


def _same_share(first: Figure, again: Figure) -> bool:
    """Whether a share in words and a percentage are near enough to be the same."""
    one, two = _share(first), _share(again)
    if one is None or two is None or (first.kind == "percentage") == (again.kind == "percentage"):
        return False
    rough = "about" in (first.draft.quantity.bound, again.draft.quantity.bound)
    return abs(one - two) <= (Decimal("0.08") if rough else Decimal("0.03"))


def _share(figure: Figure) -> Decimal | None:
    """A change as a share: 0.26 for 26 per cent, a half for 'halved'; or None."""
    if figure.value is None or figure.upper is not None:
        return None
    return figure.value / 100 if figure.kind == "percentage" else figure.value


RESTATEMENTS: RuleTable[Again, int] = RuleTable(
    "restates",
    (
        Rule(
            "share_in_brackets",
            share_in_brackets,
            finds=(
                "Thefts fell by <claim value=0.25 restates=null>a quarter</claim> (<claim value=26 restates=c1>26 per cent</claim>) in Kelsham.",
            ),
            ignores=(
                "Thefts fell by <claim value=22 restates=null>22</claim> reports, a reduction of <claim value=11 restates=null>11 per cent</claim>.",
            ),
        ),
        Rule(
            "measure_in_brackets",
            measure_in_brackets,
            finds=(
                "They rode <claim value=30 restates=null>30 miles</claim> (<claim value=48 restates=c1>48 kilometres</claim>) for charity.",
            ),
            ignores=(
                "They found <claim value=2 restates=null>2 kilos</claim> of cannabis, <claim value=40 restates=null>40 grams</claim> of cocaine.",
            ),
        ),
        Rule(
            "age_of_person",
            age_of_person,
            finds=(
                "A <claim value=40 restates=null>40-year-old</claim> man was stabbed in Kelsham.\n\nThe <claim value=40 restates=c1>40-year-old</claim> is in hospital.",
                "A <claim value=33 restates=null>33-year-old</claim> man has been jailed.\n\nBo Ash, <claim value=33 restates=c1>33</claim>, of Kelsham, stole cars.",
                "Ann Pole, <claim value=40 restates=null>40</claim>, of Kelsham, stole a car. She was seen twice by officers. Pole, <claim value=40 restates=c1>40</claim>, was fined.",
            ),
            ignores=(
                "Bo Ash, <claim value=33 restates=null>33</claim>, was fined. Al Roe, <claim value=33 restates=null>33</claim>, was warned.",
                "Nobody <claim value=18 bound=less_than restates=null>under 18</claim> may buy it. An <claim value=18 restates=null>18-year-old</claim> man was fined.",
            ),
        ),
        Rule(
            "same_amount",
            same_amount,
            finds=(
                "Officers seize drugs worth £45,000 in Kelsham\n\nOfficers seized drugs worth <claim value=45000 restates=c1>£45,000</claim> in Thorn.",
                "Kelsham trio charged with $48 million fraud\n\nTheir clinic sent <claim value=48000000 restates=c1>$48 million</claim> in false claims to an insurer.",
                "Man jailed for 40 months\n\nA thief was jailed for <claim value=40 restates=c1>three years and four months</claim>.",
            ),
            ignores=(
                "Man jailed for three years\n\nAnn Pole was also given <claim value=3 restates=null>three years</claim> of supervised release.",
                "A raid took place in Kelsham in the early hours of a cold Monday morning.\n\nOne driver was fined <claim value=200 restates=null>£200</claim> in Thorn. The court sat late.\n\nA cyclist was fined <claim value=200 restates=null>£200</claim> in Ely.",
            ),
        ),
        Rule(
            "same_count",
            same_count,
            finds=(
                "19 arrests in Kelsham\n\n<claim value=19 restates=c1>Nineteen</claim> people were arrested in Kelsham.",
                'Officers recovered <claim value=9 restates=null>nine</claim> stolen bikes.\n\nSergeant Ann Pole said: "These <claim value=9 restates=c1>nine</claim> bikes will go back to those who miss them."',
                "Daily log of 11 May\n\nTools stolen\n\nTools were stolen from a house that is being built in Mill Lane.\n\nBank scams\n\nA man rang people in Kelsham and said that he was from their bank.\n\n<claim value=3 restates=null>Three</claim> drink driving arrests\n\n<claim value=3 restates=c1>Three</claim> Kelsham residents were arrested for impaired driving last weekend.",
                "A raid took place in Kelsham in the early hours of a cold Monday morning.\n\nOfficers arrested <claim value=3 restates=null>three</claim> men. All <claim value=3 restates=c1>three</claim> men were arrested at home.",
            ),
            ignores=(
                "THREE CHARGED AFTER FIGHT\n\nAnn Pole was charged with <claim value=3 restates=null>three</claim> counts of assault.",
                "A raid took place in Kelsham in the early hours of a cold Monday morning.\n\nPolice arrested <claim value=3 restates=null>three</claim> men in Thorn. In Ely police arrested <claim value=3 restates=null>three</claim> men.",
            ),
        ),
        Rule(
            "in_an_earlier_version",
            in_an_earlier_version,
            finds=(
                "Update: officers name man who died in Elm crash\n\nOfficers have now named the man who died.\n\nThe red car failed to stop at the scene of the crash in Mill Lane.\n\nThe car was later found and <claim value=3 restates=null>three</claim> people were arrested.\n\nSunday 6 May\n\nThe red car failed to stop at the scene of the crash in Mill Lane.\n\nThe car was later found. In Elm <claim value=3 restates=c1>three</claim> people were arrested.",
            ),
            ignores=(
                "Officers arrest men in Elm\n\nOfficers were called to a crash in Elm.\n\nThe red car failed to stop at the scene of the crash in Mill Lane.\n\nThe car was later found and <claim value=3 restates=null>three</claim> people were arrested.\n\nSunday 6 May\n\nThe red car failed to stop at the scene of the crash in Mill Lane.\n\nThe car was later found. In Elm <claim value=3 restates=null>three</claim> people were arrested.",
            ),
        ),
        Rule(
            "same_change",
            same_change,
            finds=(
                "Burglary falls by a fifth\n\nBurglary fell by <claim value=0.2 restates=c1>a fifth</claim> in Kelsham.",
            ),
        ),
        Rule(
            "change_in_words",
            change_in_words,
            finds=(
                "Burglary nearly halved in Kelsham\n\nThe force said that burglary fell by <claim value=47 restates=c1>47 per cent</claim> there.",
            ),
            ignores=(
                "Burglary fell by <claim value=0.25 restates=null>a quarter</claim> in Kelsham. In Thorn, robbery fell by <claim value=26 restates=null>26 per cent</claim>.",
            ),
        ),
        Rule(
            "rounded",
            rounded,
            finds=(
                "Officers seize drugs worth £200k in Kelsham\n\nOfficers seized drugs worth <claim value=203450 restates=c1>£203,450</claim> in Thorn.",
                "More than 200 arrested in Kelsham\n\nOfficers made <claim value=230 restates=c1>230</claim> arrests in Kelsham.",
                "Nearly 200 plants seized\n\nOfficers seized <claim value=184 restates=c1>184</claim> plants in Kelsham.",
            ),
            ignores=(
                "More than 200 plants seized\n\nOfficers seized <claim value=184 restates=null>184</claim> plants in Kelsham.",
                "People in Kelsham were conned by men who rang them at home last week.\n\nOne victim lost <claim value=50000 restates=null>£50,000</claim>. Another lost <claim value=48315 restates=null>£48,315</claim>.",
                "40 plants seized in Kelsham\n\nOfficers seized <claim value=41 restates=null>41</claim> plants in Thorn.",
            ),
        ),
        *SAME_NOUN,
    ),
)
