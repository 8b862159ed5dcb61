"""Parts that a pronoun or a repeated noun connects with an earlier total: '24 of them', 'of those arrested, nine', 'seven of the executives'.

In: a figure as a whole. Out: its parts, by the rules of `OF_THEM`, which `named_parts.py` tries among its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from release_parser.lexicon import Lexicon, WordPattern
from release_parser.link.context.story import LAW
from release_parser.link.sums.figures import FURTHER, Account, Figure, are_of_other_times, singular, topics_of_nouns
from release_parser.link.sums.wholes import Parts, Whole, figures_behind, fits, joined_run, parts_named, sum_of
from release_parser.regexes import Regex
from release_parser.rules import Rule

# 'the other two'
THE_OTHERS = Regex(r"\bthe[ ](?:other|remaining)[ ]$")
# '24 of them', 'nine of those arrested', '120 of these arrests'
_OF_THEM = Regex(
    r"[ ](?:\p{L}+[ ])?of[ ](?:(?:them|those|these|whom|which|it)\b|(?:the|his|her|their)[ ](?P<noun>\p{Ll}+)\b)"
)
# 'Of these, 120 were', 'Of those arrested, nine', 'Of that amount, the county will receive $90,000', 'the other two'
_OF_THESE = WordPattern(
    r"(?:.*(?:[.,;–-]|\band)[ ])?(?P<of>of[ ](?:them|those|these|whom|which|th(?:at|is)[ ](?:total|«claim_words.haul»)))\b(?:[^.;:]{0,40}?[ ]|[^.;:]{0,120}?[ ](?:along[ ]with|as[ ]well[ ]as)[ ])|(?:.*[ ])?the[ ](?:other|remaining)[ ]"
)
# 'seized from five of them': those who are not what was seized
_FROM_SOME = Regex(r"\b(?:from|by|to|against|for)[ ]$")


def of_them(whole: Whole) -> Parts | None:
    """'43 arrests were made. 24 of them were for drugs', 'Of those arrested, nine were charged': parts of the nearest figure that fits."""
    total = whole.total
    if not whole.is_referred_to:
        return None
    nearer: list[Figure] = []
    parts: list[Figure] = []
    for figure in whole.behind:
        if figure.sentence > total.sentence + 2 or (parts and figure.sentence != parts[0].sentence):
            break
        if figure.kind == "age":
            continue
        if are_of_other_times(total, figure) or _of_another_year(total, figure):
            return None  # '212 arrests in 2021, 260 in 2020. Of those arrested in 2021, 131'
        soon = figure.sentence <= total.sentence + 1 or _names_them(figure) or bool(_besides(whole, [figure]))
        tied = parts or (soon and is_of_them(total, figure, whole.account))
        if (
            _may_be_of(total, figure, whole.account)
            and tied
            and _leaves_room(total, (*parts, figure))
            and not any(
                _may_be_of(near, figure, whole.account) and is_of_them(near, figure, whole.account) for near in nearer
            )
        ):
            parts.append(figure)
        else:
            nearer.append(figure)
    return parts_named(whole, [*_besides(whole, parts), *parts]) if parts else None


def referring(account: Account) -> list[int]:
    """The indices of figures whose words may connect them with an earlier total: 'of them' behind, 'of these' or 'the other' before."""
    lexicon = account.lexicon
    return [
        figure.index
        for figure in account.figures
        if _OF_THEM.match(figure.tail) or _said_of_these(figure.lead, lexicon) is not None
    ]


def _leaves_room(total: Figure, parts: Sequence[Figure]) -> bool:
    """Whether the sum of parts does not exceed the total.

    In '£18,000 of those funds, and a further £6,000. He hid the £24,000' the last amount is the total told again and no part.
    """
    return len(parts) == 1 or total.value is None or sum_of(parts) <= total.value


def _besides(whole: Whole, parts: Sequence[Figure]) -> list[Figure]:
    """The figure that completes the total: 'Three people fought when one threatened the other two', '£3m for a £8m school. The remaining £5m'."""
    total, rest = whole.total, parts[0]
    if len(parts) != 1 or not THE_OTHERS.search(rest.lead):
        return []
    nearby = whole.account.figures[max(0, total.index - 1) : rest.index]
    told = (figure for figure in nearby if figure.index != total.index and _completes(total, figure, rest))
    return [figure for figure in told if figure.sentence == rest.sentence or not figure.of_people]


def _completes(total: Figure, figure: Figure, rest: Figure) -> bool:
    """Whether a figure of people, or an amount beside its total, equals the total together with what remains."""
    beside = figure.of_people or (figure.unit is not None and figure.sentence == total.sentence)
    same = (figure.kind, figure.unit) == (rest.kind, rest.unit)
    return beside and same and sum_of((figure, rest)) == total.value


_YEAR = Regex(r"\b(?:19|20)\d\d\b")


def _of_another_year(total: Figure, figure: Figure) -> bool:
    """Whether a figure is of another year than the total: 'Of those arrested in 2021, 131' are no part of a total of 2020."""
    period = total.draft.period
    years = _YEAR.findall(figure.lead) if period is not None and period.start_date is not None else []
    return (
        bool(years)
        and period is not None
        and period.start_date is not None
        and str(period.start_date.year) not in years
    )


def _names_them(figure: Figure) -> bool:
    """Whether the words at a figure name the total's things, also after a sentence about something else: 'Seven of the executives'.

    'Of them' refers to the nearest figure only.
    """
    match = _OF_THEM.match(figure.tail)
    return match is not None and match["noun"] is not None


_SIDES = ("victim", "resource")
"""Topics whose nouns name people on one side of a crime: 'two of the victims' are none of the four officers who are charged."""


def _is_called(total: Figure, noun: str, account: Account) -> bool:
    """Whether a noun may mean what a total counts."""
    if account.thing_of(noun) != total.thing:
        return _is_class_of(total, noun, account)
    if not total.of_people:
        return True
    topics = topics_of_nouns(total.draft.counted.lexicon)
    side, own = topics.get(noun) or topics.get(singular(noun)), topics.get(total.draft.head or "")
    return side in {own, total.topic} or not {side, own} & set(_SIDES)


def _is_class_of(total: Figure, noun: str, account: Account) -> bool:
    """Whether a noun means the whole class of what the total counts: '52 attempts. Nineteen of the incidents'."""
    entry, topics = account.entry_of(noun), topics_of_nouns(account.lexicon, persons=False)
    topic = topics.get(noun) or topics.get(singular(noun))
    if topic == "charge" and not total.of_people and total.topic in ("charge", "conviction"):
        return True  # 'nine counts of fraud. Six of the charges'
    return entry is not None and entry.general and topic is not None and topic == total.topic


def _may_be_of(total: Figure, figure: Figure, account: Account) -> bool:
    """Whether a figure counts what the total counts, or the class of it: incidents, for attempts."""
    noun = figure.draft.head
    of_class = noun is not None and (_is_class_of(total, noun, account) or _takes_it_up(total, figure, account))
    return fits(total, replace(figure, thing=total.thing) if of_class else figure)


# '31 of these convictions'
_OF_THESE_ACTS = Regex(r"[ ]of[ ](?:these|those)[ ](?P<noun>\p{Ll}+)\b")


def _takes_it_up(total: Figure, figure: Figure, account: Account) -> bool:
    """Whether 'these' and a noun for an act refer to the total: 'Convicted of 34 offences, 31 of these convictions'."""
    match = _OF_THESE_ACTS.match(figure.tail)
    if match is None or total.topic is None:
        return False
    return topics_of_nouns(account.lexicon, persons=False).get(singular(match["noun"])) == total.topic


def is_of_them(total: Figure, figure: Figure, account: Account) -> bool:
    """Whether the words at a figure make it a part of the total."""
    match = _OF_THEM.match(figure.tail)
    if match is not None and match.group().endswith(" it") and total.unit is None:
        return False  # 'made two of it', but '£60,000 of it'
    if match is not None and match["noun"] is not None and not _is_called(total, match["noun"], account):
        return False
    if match is None and not _is_of_these(total, figure, account):
        return False
    if _is_of_another_act(total, figure):
        return False
    return not FURTHER.search(figure.lead) and (total.of_people or not _FROM_SOME.search(figure.lead))


@lru_cache(maxsize=256)
def _said_of_these(lead: str, lexicon: Lexicon) -> re.Match[str] | None:
    """The match of 'of these' and the like before a figure; remembered, since every total before a figure asks for the same words."""
    return _OF_THESE.of(lexicon).fullmatch(lead)


def _is_of_these(total: Figure, figure: Figure, account: Account) -> bool:
    """Whether the words before a figure make it a part of this total: in 'of which 21 were for theft and nine' nine is no part of the 21."""
    match = _said_of_these(figure.lead, account.lexicon)
    if match is None:
        return False
    before = figure.draft.quantity.start - len(figure.lead)
    return match["of"] is None or before + match.start("of") >= total.draft.quantity.end


# 'Eight of those arrested', 'Of those charged, eight'
_OF_THOSE = Regex(r"[ ]of[ ](?:those|the[ ]people)[ ](?P<act>\p{L}+ed)\b")
_OF_THOSE_BEFORE = Regex(r"of[ ](?:those|the[ ]people)[ ](?P<act>\p{L}+ed)\b[^.;:]{0,40}?[ ]")
_STEM = 4
"""So many letters tell that an act is of a topic: 'convicted' of 'conviction'."""


def _is_of_another_act(total: Figure, figure: Figure) -> bool:
    """Whether a figure names people of another act: 'Of those arrested, one' is no part of the three boys who were helped."""
    match = _OF_THOSE.match(figure.tail) or _OF_THOSE_BEFORE.fullmatch(figure.lead)
    if match is None or total.topic is None:
        return False
    act = match["act"][:_STEM]
    return not total.topic.startswith(act) and any(topic.startswith(act) for topic in LAW)


def of_those_of_the_act(whole: Whole) -> Parts | None:
    """'Nine people were arrested.' and, further down, 'Eight of those arrested have been charged': the act names the total."""
    total = whole.total
    if total.topic is None or not (total.of_people or total.bare):
        return None
    for figure in whole.behind:
        match = _OF_THOSE.match(figure.tail) or _OF_THOSE_BEFORE.fullmatch(figure.lead)
        if are_of_other_times(total, figure) or _of_another_year(total, figure):
            continue
        if match is not None and match["act"].startswith(total.topic[:_STEM]):
            return parts_named(whole, _joined_to(whole, figure)) if fits(total, figure) else None
        if figure.topic == total.topic and figure.of_people and figure.kind == "count":
            return None  # a nearer count of the same act
    return None


# 'Of the drivers we stopped,', 'among the people stopped,'
_OF_THE_NOUN = Regex(
    r"(?:.*[.,;–-][ ])?(?:out[ ]of|of|among|from)[ ](?:all[ ])?the[ ](?P<noun>\p{Ll}+)(?:[ ](?:who|that|we|they|officers|police|were|was|had|have|been)){0,4}[ ](?P<act>\p{Ll}+ed)(?:[ ](?:in|on|at|over|during)[ ][^.,;:]{1,40})?,[ ](?:only[ ]|just[ ])?"
)


def of_the_noun_and_act(whole: Whole) -> Parts | None:
    """'Police stopped 230 drivers. Of the drivers we stopped, 17 were speeding': the noun and the act of the total, told again."""
    total = whole.total
    if total.thing is None or total.draft.predicate is None or total.kind != "count":
        return None
    for figure in whole.behind:
        if figure.kind == "age" or figure.sentence == total.sentence:
            continue
        match = _OF_THE_NOUN.fullmatch(figure.lead)
        if match is not None and match["act"].startswith(total.draft.predicate[:_STEM]):
            named = whole.account.thing_of(match["noun"]) == total.thing
            return parts_named(whole, _joined_to(whole, figure)) if named and fits(total, figure) else None
        if figure.thing == total.thing and figure.draft.predicate == total.draft.predicate:
            return None  # a nearer count of the same act
    return None


def _joined_to(whole: Whole, part: Figure) -> Iterator[Figure]:
    """A part and those that its sentence joins to it."""
    return joined_run(whole, [part, *figures_behind(replace(whole, total=part))])


OF_THEM: tuple[Rule[Whole, Parts], ...] = (
    Rule(
        "of_them",
        of_them,
        finds=(
            "Officers made <claim value=43 >43</claim> arrests. <claim value=24 partof=c1>Twenty-four</claim> of them were for drugs.",
            "A total of <claim value=42>42</claim> weapons and <claim value=700>700</claim> rounds of ammunition were handed in. Of these, <claim value=4 partof=c1>four</claim> rifles were surrendered in Kelsham, along with <claim value=60 partof=c2>60</claim> rounds of shotgun ammunition.",
            "Officers made <claim value=30 >30</claim> arrests, of which <claim value=21 partof=c1>21</claim> were for theft and <claim value=9 partof=c1>nine</claim> for assault.",
            "<claim value=8>Eight</claim> managers and <claim value=4>four</claim> companies have been charged. <claim value=3 partof=c2>Three</claim> of the companies have paid fines. <claim value=7 partof=c1>Seven</claim> of the managers have been jailed.",
            "They say that <claim value=3 holds=true>three</claim> people fought when <claim value=1 partof=c1>one</claim> person threatened the other <claim value=2 partof=c1>two</claim>.",
            "Officers seized <claim value=90000>£90,000</claim> in cash, <claim value=60000 partof=c1>£60,000</claim> of it from a house in Kelsham.",
            "Ash faces <claim value=9>nine</claim> counts of fraud worth £310,000. <claim value=6 partof=c1>Six</claim> of the charges relate to Kelsham.",
            "There were <claim value=52>52</claim> attempts at blackmail in Kelsham. <claim value=19 partof=c1>Nineteen</claim> of the incidents involved threats.",
            "The firm paid <claim value=90000 holds=true>$90,000</claim>. Of that amount, the county will receive <claim value=60000 partof=c1>$60,000</claim> and the town <claim value=30000 partof=c1>$30,000</claim>.",
            "Officers arrested <claim value=58>58</claim> people between 1 May and 14 May and of those, <claim value=31 partof=c1>31</claim> were for theft, while <claim value=19 partof=c1>19</claim> were for assault.",
            "Police arrested <claim value=32 >32</claim> people. Of those, <claim value=9 partof=c1>nine</claim> were charged.",
            "Ash was convicted of <claim value=34>34</claim> offences, <claim value=31 partof=c1>31</claim> of these convictions were for theft.",
            "She wanted to know why <claim value=3>three</claim> men were there. <claim value=2 partof=c1>Two</claim> of the men left on foot.",
            "The town has <claim value=3000000 partof=c2>£3m</claim> for this <claim value=8000000 holds=true>£8m</claim> school. Work begins once the remaining <claim value=5000000 partof=c2>£5m</claim> is raised.",
            "During 2021 officers arrested <claim value=212 holds=true>212</claim> drivers. During 2020 they arrested <claim value=260 holds=null>260</claim> drivers. Of those arrested in 2021, <claim value=131 partof=c1>131</claim> were charged and <claim value=81 partof=c1>81</claim> were released.",
        ),
        ignores=(
            "Officers arrested <claim value=3>three</claim> men and helped <claim value=4 topic=engagement|person|victim holds=null>four</claim> girls. Of those arrested, <claim value=2 partof=c1>two</claim> were charged.",
            "Officers seized <claim value=6 >six</claim> phones from <claim value=5 partof=null>five</claim> of them.",
            "She took <claim value=270000>£270,000</claim> of the funds. Ash sent <claim value=180000 partof=c1>£180,000</claim> of those funds home, took another <claim value=60000 partof=c1>£60,000</claim> of those funds and hid the <claim value=240000 partof=null>£240,000</claim>.",
            "The <claim value=4>four</claim> officers were charged. They lied in the case of <claim value=2 partof=null>two</claim> of the victims.",
        ),
    ),
    Rule(
        "of_those_of_the_act",
        of_those_of_the_act,
        finds=(
            "<claim value=9>Nine</claim> people were arrested in Kelsham. Officers searched homes. They found knives. <claim value=8 partof=c1>Eight</claim> of those arrested have been charged.",
        ),
        ignores=(
            "<claim value=9>Nine</claim> people were arrested in Kelsham. Officers searched homes. They found knives. <claim value=8 partof=null>Eight</claim> of those visited were out.",
        ),
    ),
    Rule(
        "of_the_noun_and_act",
        of_the_noun_and_act,
        finds=(
            "Police stopped <claim value=230>230</claim> drivers in Kelsham. They spoke to all. Of the drivers we stopped, <claim value=17 partof=c1>17</claim> were speeding.",
            "Officers searched <claim value=19>19</claim> cars. Of the cars searched, <claim value=4 partof=c1>four</claim> were stolen.",
        ),
        ignores=(
            "Police stopped <claim value=230>230</claim> drivers in Kelsham. Of the drivers we fined, <claim value=17 partof=null>17</claim> were speeding.",
            "Police stopped <claim value=230>230</claim> drivers in Kelsham. Of the riders we stopped, <claim value=9 partof=null>nine</claim> cars were new.",
        ),
    ),
)
