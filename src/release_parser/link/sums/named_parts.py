"""Parts that the text names as parts of a total: 'of which 24', 'of whom seven', 'made up of', '80 per cent of the 800 calls'.

In: a figure as a whole. Out: its parts, by the first rule of `NAMED_PARTS` that finds some.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

import regex

from release_parser.link.sums.bare_parts import BARE_PARTS
from release_parser.link.sums.figures import Account, Figure, are_of_other_times, topics_of_nouns
from release_parser.link.sums.wholes import (
    Parts,
    Whole,
    figures_behind,
    fits,
    is_share,
    joined_run,
    parts_named,
    share_behind,
    sum_of,
)
from release_parser.rules import Rule, RuleTable

# 'of which 24', 'of whom seven', 'including two guns'
_OF_WHICH = regex.compile(
    r"[^.;:!?]{0,90}?(?:,|[ ][-–—]|[(]|[ ])[ ]?(?:(?:and[ ]|with[ ])?(?:of|among)[ ](?:which|whom|them|these|those)|includ(?:ing|ed|es?)|(?:which|this|these)[ ]includ(?:es?|ed))(?:[ ](?:about|around|just|only|over|at[ ]least|the|a[ ]further))?[ ]?"
)


def of_which(whole: Whole) -> Parts | None:
    """'30 arrests, of which 21 were for drugs and five for theft', '12 weapons, including two guns'."""
    behind = figures_behind(whole)
    if not behind or not fits(whole.total, behind[0]) or not _OF_WHICH.fullmatch(whole.between(behind[0])):
        return None
    return parts_named(whole, joined_run(whole, behind))


# 'Of the 18 people who called,', 'Out of 40 drivers stopped,'
_OF_THE = regex.compile(r"(?:\(?of|out of|among)[ ](?:the[ ]|these[ ]|those[ ]|all[ ]|a total of[ ]|some[ ])?")


def of_the_whole(whole: Whole) -> Parts | None:
    """'Of the 18 people who called, 10 live alone and seven are over 75': parts that may overlap, or come to the whole."""
    if not _OF_THE.fullmatch(whole.total.lead):
        return None
    parts = _not_of_another(whole, [figure for figure in figures_behind(whole) if fits(whole.total, figure)])
    if not parts:
        share = next((figure for figure in figures_behind(whole) if is_share(figure)), None)
        return None if share is None else Parts((share,), complete=False)
    share = share_behind(whole, parts[0]) if len(parts) == 1 else None
    return Parts(parts, complete=len(parts) > 1 and sum_of(parts) == whole.total.value, share=share)


def _not_of_another(whole: Whole, parts: Sequence[Figure]) -> tuple[Figure, ...]:
    """Without the parts of a part: 'Of the 124 arrests, 32 were for theft, with 27 of those made in Kelsham'."""
    return tuple(
        part
        for number, part in enumerate(parts)
        if not any(fits(near, part) and _is_of_them(near, part, whole.account) for near in parts[:number])
    )


# '24 of them', 'nine of those arrested', '120 of these arrests'
_OF_THEM = regex.compile(
    r"[ ](?:\p{L}+[ ])?of[ ](?:(?:them|those|these|whom|which)\b|(?:the|his|her|their)[ ](?P<noun>\p{Ll}+)\b)"
)
# 'Of these, 120 were', 'Of those arrested, nine', 'the other two'
_OF_THESE = regex.compile(
    r"(?:.*[.,;–-][ ])?(?P<of>of[ ](?:them|those|these|whom|which))\b[^.;:]{0,40}?[ ]|(?:.*[ ])?the[ ](?:other|remaining)[ ]"
)
# 'an additional $20,000 of those funds'
_MORE = regex.compile(r"\b(?:additional|another|further)[ ]$")
# 'seized from five of them': those who are not what was seized
_FROM_SOME = regex.compile(r"\b(?:from|by|to|against|for)[ ]$")


def of_them(whole: Whole) -> Parts | None:
    """'43 arrests were made. 24 of them were for drugs', 'Of those arrested, nine were charged': parts of the nearest figure that fits."""
    total = whole.total
    nearer: list[Figure] = []
    parts: list[Figure] = []
    for figure in whole.behind:
        if figure.sentence > total.sentence + 1 or (parts and figure.sentence != parts[0].sentence):
            break
        if figure.kind == "age":
            continue
        if are_of_other_times(total, figure) or _of_another_year(total, figure):
            return None  # '212 arrests in 2021, 260 in 2020. Of those arrested in 2021, 131'
        tied = parts or _is_of_them(total, figure, whole.account)
        if (
            fits(total, figure)
            and tied
            and not any(fits(near, figure) and _is_of_them(near, figure, whole.account) for near in nearer)
        ):
            parts.append(figure)
        else:
            nearer.append(figure)
    return parts_named(whole, [*_besides(whole, parts), *parts]) if parts else None


def _besides(whole: Whole, parts: Sequence[Figure]) -> list[Figure]:
    """'Three people fought when one threatened the other two': the figure before 'the other two' that completes the total."""
    if len(parts) != 1 or not _THE_OTHERS.search(parts[0].lead):
        return []
    between = whole.account.figures[whole.total.index + 1 : parts[0].index]
    total = whole.total.value
    return [
        figure
        for figure in between
        if figure.sentence == parts[0].sentence and figure.of_people and sum_of((figure, parts[0])) == total
    ]


_YEAR = regex.compile(r"\b(?:19|20)\d\d\b")


def _of_another_year(total: Figure, figure: Figure) -> bool:
    """'Of those arrested in 2021, 131' are no part of what 2020 counted."""
    period = total.draft.period
    years = _YEAR.findall(figure.lead) if period is not None and period.start_date is not None else []
    return (
        bool(years)
        and period is not None
        and period.start_date is not None
        and str(period.start_date.year) not in years
    )


_SIDES = ("victim", "resource")
"""Topics whose nouns name people on one side of a crime: 'two of the victims' are none of the four officers who are charged."""


def _is_called(total: Figure, noun: str, account: Account) -> bool:
    """Whether a noun may stand for what a total counts."""
    if account.thing_of(noun) != total.thing:
        return False
    if not total.of_people:
        return True
    topics = topics_of_nouns(total.draft.counted.lexicon)
    side, own = topics.get(noun) or topics.get(noun.removesuffix("s")), topics.get(total.draft.head or "")
    return side in {own, total.topic} or not {side, own} & set(_SIDES)


def _is_of_them(total: Figure, figure: Figure, account: Account) -> bool:
    """Whether the words at a figure say that it is a part of the total."""
    match = _OF_THEM.match(figure.tail)
    if match is not None and match["noun"] is not None and not _is_called(total, match["noun"], account):
        return False
    if match is None and not _is_of_these(total, figure):
        return False
    return not _MORE.search(figure.lead) and (total.of_people or not _FROM_SOME.search(figure.lead))


@lru_cache(maxsize=256)
def _said_of_these(lead: str) -> regex.Match[str] | None:
    """Kept, since every total before a figure asks it of the same words."""
    return _OF_THESE.fullmatch(lead)


def _is_of_these(total: Figure, figure: Figure) -> bool:
    """Whether the words before a figure say so: 'of which 21 were for theft and nine' makes nine no part of the 21."""
    match = _said_of_these(figure.lead)
    if match is None:
        return False
    before = figure.draft.quantity.start - len(figure.lead)
    return match["of"] is None or before + match.start("of") >= total.draft.quantity.end


# 'Eight of those arrested', 'Of those charged, eight'
_OF_THOSE = regex.compile(r"[ ]of[ ](?:those|the[ ]people)[ ](?P<act>\p{L}+ed)\b")
_OF_THOSE_BEFORE = regex.compile(r"of[ ](?:those|the[ ]people)[ ](?P<act>\p{L}+ed)\b[^.;:]{0,40}?[ ]")
_STEM = 4
"""So many letters tell that an act is of a topic: 'convicted' of 'conviction'."""


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


def _joined_to(whole: Whole, part: Figure) -> Iterator[Figure]:
    """A part and those that its sentence joins to it."""
    return joined_run(whole, [part, *figures_behind(replace(whole, total=part))])


# 'Those arrested included:'
_INCLUDED = regex.compile(
    r"\b(?:those|these|them|they)\b[^.]{0,60}\binclud(?:e|es|ed|ing)\b[^.]{0,20}:$", regex.IGNORECASE
)


def some_listed(whole: Whole) -> Parts | None:
    """'43 arrests. Those arrested included:' and bullets: parts, not all of them."""
    total, page = whole.total, whole.account.page
    item = next((figure.item for figure in whole.behind if figure.item is not None), None)
    if item is None or not total.block < item <= total.block + 2:
        return None
    intro = page.blocks[item]
    if _INCLUDED.search(page.text, max(intro.start, intro.end - 120), intro.end) is None:
        return None
    parts = tuple(
        figure for figure in whole.behind if figure.item == item and figure.topic == total.topic and fits(total, figure)
    )
    return Parts(parts, complete=False) if parts and total.value is not None and sum_of(parts) <= total.value else None


# '63 per cent of the 977 votes', '640 out of a total of 800', '640 of the 800 calls'
_OUT_OF = regex.compile(
    # not 'a surcharge of £128 and compensation of £200'
    r"(?:[ ](?!(?:and|or|plus|with)\b)\p{L}[\p{L}’'-]*){0,2}[)]?[ ](?:out[ ])?of[ ](?:(?:the|all|those|these|a[ ]total[ ]of)[ ])?(?:\p{Ll}+[ ])?"
)


def out_of_the_whole(whole: Whole) -> Parts | None:
    """'80 per cent of the 800 calls', '640 out of a total of 800 calls': a part before its whole."""
    before = next(iter(whole.before), None)
    if (
        before is None
        or before.sentence != whole.total.sentence
        or not _OUT_OF.fullmatch(whole.account.between(before, whole.total))
    ):
        return None
    if not is_share(before) and not fits(whole.total, before):
        return None
    rest = _the_others(whole, before)
    return Parts((before,), complete=False) if rest is None else Parts((before, rest), complete=True)


_THE_OTHERS = regex.compile(r"\bthe[ ](?:other|remaining)[ ]$")


def _the_others(whole: Whole, part: Figure) -> Figure | None:
    """'Four of the six were released, while the other two remain in custody': what is left of the whole."""
    found = (
        figure
        for figure in whole.behind
        if figure.sentence <= whole.total.sentence + 1 and _THE_OTHERS.search(figure.lead) and figure.kind == part.kind
    )
    rest = next(found, None)
    return rest if rest is not None and sum_of((part, rest)) == whole.total.value else None


# '63 per cent of the votes'
_SHARE_OF = regex.compile(r"[ ]of[ ](?:the|all|these|those)[ ](?:total[ ])?(?P<noun>\p{Ll}+)\b")


def share_of_it(whole: Whole) -> Parts | None:
    """'977 votes were cast, with Rex getting 63 per cent of the votes': a share of the noun that the total counts."""
    share = next((figure for figure in figures_behind(whole) if is_share(figure)), None)
    if share is None or whole.total.thing is None or (match := _SHARE_OF.match(share.tail)) is None:
        return None
    return Parts((share,), complete=False) if match["noun"].startswith(whole.total.thing) else None


# 'Twelve people were arrested: seven', '18 offences, comprising nine', 'made up of'
_MADE_OF = regex.compile(
    r"[^.;!?]{0,140}?(?::|[ ][-–—]|\b(?:compris(?:ing|ed)|made[ ]up[ ]of|consist(?:ing|ed)[ ]of|namely|split[ ]between|broken[ ]down[ ](?:as|into)|divided[ ]into)\b)[^.;:!?]{0,60}?"
)
_MADE_OF_NEXT = regex.compile(
    r"[^.!?]{0,140}[.][ \n]+(?:These|They|This|The[ ]total)[ ](?:were[ ]|was[ ]|is[ ])?(?:compris\w+|consist\w+|made[ ]up[ ]of|includ\w+)[ ](?:of[ ])?"
)
# ', a man for theft': a part without a number; 'these include': not all of them
_OPEN = regex.compile(r"(?:,|\band)[ ](?:an?|another|several|some|the[ ]rest|others)[ ]|\binclud")


def made_up_of(whole: Whole) -> Parts | None:
    """'Twelve people were arrested: seven for assault and five for theft'; '18 offences. These comprised nine, two and seven'."""
    behind = [figure for figure in whole.behind if figure.kind != "age" and figure.sentence <= whole.total.sentence + 1]
    if len(behind) < 2:
        return None
    between = whole.between(behind[0])
    own = behind[0].sentence == whole.total.sentence
    if not (_MADE_OF.fullmatch(between) if own else _MADE_OF_NEXT.fullmatch(between)):
        return None
    # 'three thefts and nine burglaries, and was jailed for five years'
    parts = [
        figure
        for figure in behind
        if figure.sentence == behind[0].sentence and (figure.kind, figure.unit) == (whole.total.kind, whole.total.unit)
    ]
    if len(parts) < 2 or not all(fits(whole.total, figure) for figure in parts):
        return None
    text = whole.account.page.text[whole.total.draft.quantity.end : parts[-1].draft.quantity.end + 60]
    return Parts(tuple(parts), complete=sum_of(parts) == whole.total.value or not _OPEN.search(text))


NAMED_PARTS: RuleTable[Whole, Parts] = RuleTable(
    "breakdowns",
    (
        Rule(
            "made_up_of",
            made_up_of,
            finds=(
                "<claim value=12 holds=true>Twelve</claim> people were arrested: <claim value=7 partof=c1>seven</claim> for assault and <claim value=5 partof=c1>five</claim> for theft.",
                "He admitted <claim value=18 holds=true>18</claim> offences. These comprised <claim value=9 partof=c1>nine</claim> in Kelsham, <claim value=2 partof=c1>two</claim> in Thorn and <claim value=7 partof=c1>seven</claim> in Ely.",
                "<claim value=12 holds=false>Twelve</claim> people were arrested: <claim value=7 partof=c1>seven</claim> for assault and <claim value=4 partof=c1>four</claim> for theft.",
            ),
            ignores=(
                "<claim value=12 holds=null>Twelve</claim> people were arrested: <claim value=3 partof=null>three</claim> cars were found.",
            ),
        ),
        Rule(
            "of_which",
            of_which,
            finds=(
                "Officers made <claim value=30 holds=true>30</claim> arrests, of which <claim value=21 partof=c1>21</claim> were for drugs and <claim value=5 partof=c1>five</claim> were for theft.",
                "They seized <claim value=12 >12</claim> weapons, including <claim value=2 partof=c1>two</claim> knives.",
            ),
            ignores=(
                "They searched <claim value=12 >12</claim> homes, including <claim value=2 partof=null>two</claim> drug dealers.",
            ),
        ),
        Rule(
            "of_the_whole",
            of_the_whole,
            finds=(
                "Of the <claim value=18 >18</claim> people who called, <claim value=10 partof=c1>10</claim> live alone and <claim value=7 partof=c1>seven</claim> are students.",
                "Of the <claim value=124>124</claim> arrests, <claim value=32 partof=c1>32</claim> were for theft, with <claim value=27 partof=c2>27</claim> of those made in Kelsham.",
                "Of <claim value=800 holds=false>800</claim> calls, <claim value=640 partof=c1>640</claim> (<claim value=70 partof=c1>70 per cent</claim>) were answered within a minute.",
                "Of <claim value=800 holds=true>800</claim> calls, <claim value=640 partof=c1>640</claim> (<claim value=80 partof=c1>80 per cent</claim>) were answered within a minute.",
            ),
            ignores=(
                "Of the <claim value=18 >18</claim> drivers, many were tired. They drove <claim value=10 partof=null>10</claim> lorries.",
            ),
        ),
        Rule(
            "out_of_the_whole",
            out_of_the_whole,
            ignores=(
                "He must pay a surcharge of <claim value=128 partof=null>£128</claim> and compensation of <claim value=200 holds=null>£200</claim>.",
            ),
            finds=(
                "<claim value=80 partof=c2>80 per cent</claim> of the <claim value=800 >800</claim> calls were answered.",
                "They answered <claim value=640 partof=c2>640</claim> out of a total of <claim value=800 >800</claim> calls.",
                "<claim value=4 partof=c2>Four</claim> of the <claim value=6 holds=true>six</claim> men were released, while the other <claim value=2 partof=c2>two</claim> remain in custody.",
            ),
        ),
        *BARE_PARTS,
        Rule(
            "of_them",
            of_them,
            finds=(
                "Officers made <claim value=43 >43</claim> arrests. <claim value=24 partof=c1>Twenty-four</claim> of them were for drugs.",
                "Officers made <claim value=30 >30</claim> arrests, of which <claim value=21 partof=c1>21</claim> were for theft and <claim value=9 partof=c1>nine</claim> for assault.",
                "They say that <claim value=3 holds=true>three</claim> people fought when <claim value=1 partof=c1>one</claim> person threatened the other <claim value=2 partof=c1>two</claim>.",
                "Police arrested <claim value=32 >32</claim> people. Of those, <claim value=9 partof=c1>nine</claim> were charged.",
                "During 2021 officers arrested <claim value=212 holds=true>212</claim> drivers. During 2020 they arrested <claim value=260 holds=null>260</claim> drivers. Of those arrested in 2021, <claim value=131 partof=c1>131</claim> were charged and <claim value=81 partof=c1>81</claim> were released.",
            ),
            ignores=(
                "Officers seized <claim value=6 >six</claim> phones from <claim value=5 partof=null>five</claim> of them.",
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
            "some_listed",
            some_listed,
            finds=(
                "Raids led to <claim value=43>43</claim> arrests.\n\nThose arrested included:\n* <claim value=5 partof=c1>five</claim> people arrested for theft\n* <claim value=8 partof=c1>eight</claim> people arrested for assault",
            ),
            ignores=(
                "Raids led to <claim value=43>43</claim> arrests.\n\nThe week also led to:\n* <claim value=5 partof=null>five</claim> people arrested for theft\n* <claim value=8 partof=null>eight</claim> people arrested for assault",
            ),
        ),
        Rule(
            "share_of_it",
            share_of_it,
            finds=(
                "In all <claim value=977 >977</claim> votes were cast, with Rex getting <claim value=63 partof=c1>63 per cent</claim> of the votes.",
            ),
            ignores=(
                "In all <claim value=977 >977</claim> votes were cast, with Rex getting <claim value=63 partof=null>63 per cent</claim> of the bones.",
            ),
        ),
    ),
)
