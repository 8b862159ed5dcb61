"""Reasons why two figures with the same value are two facts: vetoes over a pair of figures, each a rule with a name.

In: a `Pair`: the figure that may state a fact first, and the one that may state it again. Out: True from the first veto that applies, or None.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from release_parser.lexicon import WordPattern, WordSet
from release_parser.link.sums.figures import Account, Figure, are_of_other_times, same_person
from release_parser.link.sums.logs import is_heading
from release_parser.regexes import Regex
from release_parser.rules import Rule, RuleTable


@dataclass(frozen=True, slots=True)
class Pair:
    """Two figures of one page, in text order: the value that the vetoes take."""

    first: Figure
    again: Figure
    account: Account


Veto = Literal[True] | None


# 'another two', 'a further 12', 'two more', 'two other homes'
_OTHER_LEAD = Regex(r"\b(?:another|further|additional|extra|second|more than one|different)[ ]$")
_OTHER_TAIL = Regex(r"^[ ](?:(?:more|other|others|further|additional|extra|different)\b)")


# 'the other two', which a quote may also say of the two before
_THE_OTHERS = Regex(r"\b(?:other|remaining)[ ]$")


def another(pair: Pair) -> Veto:
    """'Another two men', 'the other two' are not those told before, unless these were called 'another two' themselves."""
    if pair.again.draft.quote is None and _THE_OTHERS.search(pair.again.lead):
        return True
    return True if _is_other(pair.again) and not _is_other(pair.first) else None


def _is_other(figure: Figure) -> bool:
    """Whether words such as 'another' or 'other' stand at a figure."""
    return bool(_OTHER_LEAD.search(figure.lead) or _OTHER_TAIL.match(figure.tail))


def same_sentence(pair: Pair) -> Veto:
    """'Two men and two women': two figures of one sentence are two facts."""
    return True if pair.first.sentence == pair.again.sentence else None


def items_of_one_list(pair: Pair) -> Veto:
    """'Three knives' and 'three axes' in one list: each item is a fact of its own."""
    return True if pair.first.item is not None and pair.first.item == pair.again.item else None


def other_time(pair: Pair) -> Veto:
    """'12 arrests in May 2020' and '12 arrests in June 2020': the periods differ."""
    return True if are_of_other_times(pair.first, pair.again) else None


def other_names(pair: Pair) -> Veto:
    """'Pole, 40, was jailed for two years', 'Ash, 31, was jailed for two years': the names differ."""
    one, two = pair.first.name, pair.again.name
    return True if one is not None and two is not None and not same_person(one, two) else None


# 'A 33-year-old man'
_ANEW = Regex(r"(?:^|[ ])an?[ ]$")


def introduced_anew(pair: Pair) -> Veto:
    """'A 33-year-old man was held' under two headings: with 'a' it is another man; the same man would be 'the man'."""
    if pair.again.kind != "age" or _in_opening(pair):
        return None
    anew = _ANEW.search(pair.first.lead) and _ANEW.search(pair.again.lead)
    return True if anew and _is_headed(pair) else None


def _in_opening(pair: Pair) -> bool:
    """Whether the first figure stands in the opening, whose people the body may introduce with 'a' again; a log of incidents has no such opening."""
    blocks, first = pair.account.page.blocks, pair.first.block
    return pair.first.early and not (first and is_heading(pair.account.page, blocks[first - 1]))


def _is_headed(pair: Pair) -> bool:
    """Whether a heading stands between the two, right above the second, so that another incident begins there."""
    blocks, again = pair.account.page.blocks, pair.again.block
    above = range(max(pair.first.block + 1, again - _HEADED), again)
    return any(is_heading(pair.account.page, blocks[index]) for index in above)


_HEADED = 3
"""How many blocks above a paragraph its heading is looked for."""


# 'The second man is in his 30s', 'a third suspect, 24'
_NEXT_ONE = Regex(r"\b(?:second|third|fourth|fifth|sixth|other|another)[ ](?:\p{L}+[ ])?\p{L}+\b[^.;]{0,60}$")


# 'Suspect two is described as', 'Man #2:'
_NUMBERED = Regex(
    r"\p{L}+[ ](?:no\.?[ ]|number[ ]|\#)?(?P<which>one|two|three|four|five|six|[1-9])\b(?:[:,–-]|[ ](?:is|was)\b)"
)


def next_one(pair: Pair) -> Veto:
    """'The first man is in his 30s. The second man is in his 30s', 'Suspect two is 20': their order tells them apart."""
    if pair.again.kind != "age":
        return None
    one, two = _which(pair.first), _which(pair.again)
    return True if two is not None and one != two else None


def _which(figure: Figure) -> str | None:
    """The ordinal by which a sentence tells which of several people it means, or None."""
    numbered = _NUMBERED.match(figure.lead)
    if numbered is not None:
        return numbered["which"]
    ordinal = _NEXT_ONE.search(figure.lead)
    return None if ordinal is None else ordinal.group().split()[0]


# 'two of the three suspects', 'four of them'
_SOME_OF = Regex(r"[ ](?:\p{L}+[ ])?of[ ](?:the|these|those|them|whom|which)\b")


def some_of_them(pair: Pair) -> Veto:
    """'Two of the three suspects were named', then 'two men went in': a number alone does not mean the part again."""
    if pair.first.kind != "count" or pair.again.draft.quote is not None:
        return None
    return True if _SOME_OF.match(pair.first.tail) and not _SOME_OF.match(pair.again.tail) else None


def other_gender(pair: Pair) -> Veto:
    """A man of 40 is not the woman of 40."""
    genders = {_gender(pair.first, pair.account), _gender(pair.again, pair.account)}
    return True if genders == {"he", "she"} else None


# 'The man, 44, had been hurt'
_NOUN_BEFORE = Regex(r"\b(?P<noun>\p{Ll}+),?[ ](?:aged[ ])?[(]?$")


def _gender(figure: Figure, account: Account) -> str | None:
    """'he' or 'she' by the noun beside a figure; for an age also by the noun before it."""
    if figure.gender is not None or figure.kind != "age":
        return figure.gender
    noun = _NOUN_BEFORE.search(figure.lead)
    entry = None if noun is None else account.things.find(noun["noun"])
    return None if entry is None else entry.gender


_LAW = ("arrest", "charge", "conviction", "sentence", "penalty")


def other_side(pair: Pair) -> Veto:
    """A man of 44 who was hurt and a 44-year-old who was arrested are two people, unless the second is 'the 44-year-old' or has the same name."""
    topics = {pair.first.topic, pair.again.topic}
    if pair.again.kind != "age" or "victim" not in topics or not topics & set(_LAW):
        return None
    decade = pair.again.draft.quantity.rule == "age_decade"
    if pair.again.name is not None and pair.first.name is None and pair.first.topic == "victim":
        return None if _TOLD_BEFORE.search(pair.again.lead) else True
    if pair.again.name is not None or (pair.again.upper is not None and not decade):
        return None
    return None if _TOLD_BEFORE.search(pair.again.lead) else True


_ANYBODY = WordSet("persons.anybody", "persons.young", "persons.accused")


def other_people(pair: Pair) -> Veto:
    """'Two guards were convicted', then 'two witnesses': people with another noun about whom nothing is told are others."""
    if pair.first.kind != "count" or {pair.first.topic, pair.again.topic}.isdisjoint(_LAW):
        return None
    for one, other in ((pair.first, pair.again), (pair.again, pair.first)):
        head = one.draft.head
        if one.topic == "person" and head != other.draft.head and head not in _ANYBODY.of(pair.account.lexicon):
            return True if head is not None else None
    return None


# 'the 44-year-old', 'his 44-year-old attacker'
_TOLD_BEFORE = Regex(r"\b(?:the|his|her|their|this|that|who|he|she)(?:[ ]\p{L}+,?){0,3}[ ]$")


def bound_lost(pair: Pair) -> Veto:
    """'More than £2,000' in the headline is not the £2,000 of one offence; only a speaker may leave the bound out."""
    lost = (
        pair.again.draft.quote is None
        and pair.first.draft.quantity.bound in ("more_than", "less_than")
        and pair.again.draft.quantity.bound == "exactly"
    )
    return True if lost and pair.first.value == pair.again.value else None


def other_direction(pair: Pair) -> Veto:
    """A rise of 12 per cent is neither a fall of 12 per cent nor a share."""
    return True if pair.first.draft.direction != pair.again.draft.direction else None


# 'two counts of domestic assault', 'four charges of theft under $5,000'
_COUNTS_OF = WordPattern(r"[ ](?:«nouns.charge»)s?[ ]of[ ](?P<crime>[^,.;:\n]{3,60})")
_CRIME_WORD = Regex(r"\p{L}{4,}")


def other_crimes(pair: Pair) -> Veto:
    """'Two counts of theft' and 'two counts of assault' are four counts."""
    counts = _COUNTS_OF.of(pair.account.page.lexicon)
    one, two = counts.match(pair.first.tail), counts.match(pair.again.tail)
    if one is None or two is None:
        return None
    words = [set(_CRIME_WORD.findall(match["crime"].lower())) for match in (one, two)]
    return True if all(words) and words[0].isdisjoint(words[1]) else None


def levels_compared(pair: Pair) -> Veto:
    """'126, the same as the 126 of last year': the levels of one comparison are of two times."""
    return True if frozenset((pair.first.index, pair.again.index)) in pair.account.levels else None


APART: RuleTable[Pair, Literal[True]] = RuleTable(
    "restates",
    (
        Rule(
            "same_sentence",
            same_sentence,
            finds=(
                "Police arrested <claim value=2 restates=null>two</claim> men and <claim value=2 restates=null>two</claim> boys.",
            ),
        ),
        Rule(
            "another",
            another,
            finds=(
                "Two men held in Kelsham\n\n<claim value=2 restates=c1>Two</claim> men were arrested in Kelsham. A further <claim value=2 restates=null>two</claim> men were arrested in Thorn.",
                "Two men held in Kelsham\n\n<claim value=2 restates=c1>Two</claim> men were arrested in Kelsham. <claim value=2 restates=null>Two</claim> other men were arrested in Thorn.",
            ),
        ),
        Rule(
            "items_of_one_list",
            items_of_one_list,
            finds=(
                "Officers seized:\n* <claim value=3 restates=null>three</claim> knives\n* <claim value=3 restates=null>three</claim> knives from a car",
                "Knives seized: 30\n\nOfficers seized:\n* <claim value=30 restates=null>30</claim> wraps of heroin\n* <claim value=30 restates=null>30</claim> wraps of cocaine",
            ),
        ),
        Rule(
            "other_time",
            other_time,
            finds=(
                "Officers made <claim value=32 restates=null>32</claim> arrests in May 2020. They made <claim value=32 restates=null>32</claim> arrests in June 2020.",
            ),
        ),
        Rule(
            "other_names",
            other_names,
            finds=(
                "Ann Pole, <claim value=40 restates=null>40</claim>, was jailed for <claim value=2 restates=null>two years</claim>. Bo Ash, <claim value=31 restates=null>31</claim>, was jailed for <claim value=2 restates=null>two years</claim>.",
            ),
        ),
        Rule(
            "introduced_anew",
            introduced_anew,
            finds=(
                "Officers in Elmshire were busy over the whole of the long weekend, the force said.\n\nA <claim value=33 restates=null>33-year-old</claim> man was arrested in Kelsham.\n\nDOMESTIC ASSAULT\n\nA <claim value=33 restates=null>33-year-old</claim> man was arrested in Thorn.",
                "Daily log of 11 May\n\nFAIL TO ATTEND\n\nA <claim value=33 restates=null>33-year-old</claim> man from Kelsham was arrested on a warrant in the early morning.\n\nASSAULT\n\nA <claim value=33 restates=null>33-year-old</claim> man from Kelsham was arrested at home.",
                "A 33-year-old man was arrested\n\nA <claim value=33 restates=c1>33-year-old</claim> man was arrested in Kelsham on Friday, the force said in the evening.",
            ),
        ),
        Rule(
            "next_one",
            next_one,
            finds=(
                "Suspect one is described as <claim value=20 upper=25 restates=null>20-25 years old</claim>. Suspect two is described as <claim value=20 upper=25 restates=null>20-25 years old</claim>.",
                "The first man is described as in his <claim value=30 restates=null>30s</claim>. The second man is described as also in his <claim value=30 restates=null>30s</claim>.",
            ),
        ),
        Rule(
            "some_of_them",
            some_of_them,
            finds=(
                "Police in Kelsham have identified <claim value=2 restates=null>two</claim> of the <claim value=3>three</claim> suspects after the robbery.\n\nIt is said that <claim value=2 restates=null>two</claim> men went in.",
            ),
        ),
        Rule(
            "other_gender",
            other_gender,
            finds=(
                "A <claim value=40 restates=null>40-year-old</claim> man was hurt. A <claim value=40 restates=null>40-year-old</claim> woman was arrested.",
                "A man, <claim value=44 restates=null>44</claim>, spoke to a <claim value=44 restates=null>44-year-old</claim> woman.",
                "Police held <claim value=2 restates=null>two</claim> men. <claim value=2 restates=null>Two</claim> women were held.",
            ),
        ),
        Rule(
            "other_side",
            other_side,
            finds=(
                "A <claim value=26 topic=victim>26-year-old</claim> man was stabbed in Kelsham. Kit Ash, <claim value=26 restates=null topic=charge>26</claim>, has been charged.",
                "A <claim value=18 topic=victim>18-year-old</claim> man was stabbed in Kelsham. An <claim value=18 restates=null topic=arrest>18-year-old</claim> man has been arrested.",
            ),
            ignores=(
                "A <claim value=18 topic=arrest>18-year-old</claim> man was arrested. The <claim value=18 restates=c1>18-year-old</claim> was not hurt.",
            ),
        ),
        Rule(
            "other_people",
            other_people,
            finds=("Two guards convicted\n\nThey lied to <claim value=2 restates=null>two</claim> witnesses.",),
        ),
        Rule(
            "bound_lost",
            bound_lost,
            finds=(
                "Man to pay more than £2,000\n\nHe has to pay <claim value=2000 restates=null>£2,000</claim> in compensation for the car and £60 for the window.",
                'Officers found drugs worth more than £5,000\n\nSergeant Ann Pole said: "We took drugs worth <claim value=5000 restates=c1>£5,000</claim> away."',
            ),
        ),
        Rule(
            "other_direction",
            other_direction,
            finds=(
                "Burglary fell by <claim value=12 restates=null>12 per cent</claim>. Burglary rose by <claim value=12 restates=null>12 per cent</claim> the year before.",
            ),
        ),
        Rule(
            "other_crimes",
            other_crimes,
            finds=(
                "Ash faces <claim value=2 restates=null>two</claim> counts of theft. Roe was charged with <claim value=2 restates=null>two</claim> counts of domestic assault.",
            ),
            ignores=(
                "Ash charged with two counts of fraud\n\nAsh is charged with <claim value=2 restates=c1>two</claim> counts of wire fraud.",
            ),
        ),
        Rule(
            "levels_compared",
            levels_compared,
            finds=(
                "The force recorded <claim value=126 restates=null>126</claim> burglaries. That compares with <claim value=126 restates=null>126</claim> burglaries the year before.",
            ),
        ),
    ),
)
"""Any of them parts two figures; none comes before another."""


def may_be_same(first: Figure, again: Figure, account: Account) -> bool:
    """Whether no veto says that two figures are two facts."""
    return APART.first(Pair(first, again, account)) is None
