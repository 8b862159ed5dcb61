"""Parts that the text names as parts: 'of which 24', 'of whom seven', 'made up of', '80 per cent of the 800 calls'.

In: a figure as a whole. Out: its parts, by the first rule of `NAMED_PARTS` that finds some.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from release_parser.link.sums.bare_parts import BARE_PARTS
from release_parser.link.sums.exact_rows import ROWS_NAMED
from release_parser.link.sums.figures import Figure
from release_parser.link.sums.included import names_it
from release_parser.link.sums.loose_parts import LOOSE_PARTS
from release_parser.link.sums.of_them import OF_THEM, THE_OTHERS, is_of_them
from release_parser.link.sums.shares import SHARES, share_of_the_whole
from release_parser.link.sums.told_apart import TOLD_APART
from release_parser.link.sums.what_is_left import WHAT_IS_LEFT, further_sums
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
from release_parser.regexes import Regex
from release_parser.rules import Rule, RuleTable

# 'of which 24', 'of whom seven', 'including two guns', 'and of those, 31'
_OF_WHICH = Regex(
    r"[^.;:!?]{0,90}?(?:,|[ ][-–—]|[(]|[ ])[ ]?(?:(?:and[ ]|with[ ])?(?P<alone>of|among)[ ](?:which|whom|them|these|those),?|includ(?:ing|ed|es?)|(?:which|this|these)[ ]includ(?:es?|ed))(?:[ ](?:about|around|just|only|over|at[ ]least|the|a[ ]further|an?[ ](?:\p{Ll}+[ ]){1,3}of))?[ ]?"
)


# 'of which 41 held knives and 28 were opened': the verb's own words are not what is counted
_SAID_OF_IT = Regex(r"[ ](?:\p{L}+-)?(?:\p{L}+ed|were|was|are|is|had|have|has|went|led)\b")


def of_which(whole: Whole) -> Parts | None:
    """'30 arrests, of which 21 were for drugs and five for theft', '12 weapons, including two guns'."""
    behind = figures_behind(whole)
    match = _OF_WHICH.fullmatch(whole.between(behind[0])) if behind else None
    if match is None:
        return None
    if match["alone"]:
        behind = [replace(figure, bare=True) if _SAID_OF_IT.match(figure.tail) else figure for figure in behind]
    if not fits(whole.total, behind[0]):
        return None
    parts = parts_named(whole, joined_run(whole, behind))
    return replace(parts, alike=bool(match["alone"]) and all(_SAID_OF_IT.match(part.tail) for part in parts.figures))


# 'Of the 18 people who called,', 'Out of 40 drivers stopped,'
_OF_THE = Regex(r"(?:\(?of|out of|among)[ ](?:the[ ]|these[ ]|those[ ]|all[ ]|a total of[ ]|some[ ])?")


def of_the_whole(whole: Whole) -> Parts | None:
    """'Of the 18 people who called, 10 live alone and seven are over 75': parts that may overlap, or make up the whole."""
    if not _OF_THE.fullmatch(whole.total.lead):
        return None
    parts = _not_of_another(whole, [figure for figure in figures_behind(whole) if fits(whole.total, figure)])
    if not parts:
        share = share_of_the_whole(whole)
        return None if share is None else Parts((share,), complete=False)
    share = share_behind(whole, parts[0]) if len(parts) == 1 else None
    parts = (*parts, *further_sums(whole, parts))
    return Parts(parts, complete=len(parts) > 1 and sum_of(parts) == whole.total.value, share=share)


def _not_of_another(whole: Whole, parts: Sequence[Figure]) -> tuple[Figure, ...]:
    """The parts without those of another part: 'Of the 124 arrests, 32 were for theft, with 27 of those made in Kelsham'."""
    account = whole.account
    return tuple(
        part
        for number, part in enumerate(parts)
        if not any(
            fits(near, part) and (is_of_them(near, part, account) or _ASIDE.fullmatch(account.between(near, part)))
            for near in parts[:number]
        )
    )


# between a part and those that an aside behind it tells apart: 'three - two aged 16 and one aged 17 - were hurt'
_ASIDE = Regex(r"(?:[ ]\p{Ll}+){0,3}[ ]?(?:[-–—][ ]|\()[^-–—()]{0,120}")


# 'Those arrested included:', 'The arrests included:', 'Notable seizures include the following:'
_INCLUDED = Regex(
    r"(?:\b(?:those|these|them|they)\b[^.]{0,60}|(?:^|[.\n][ ]*)(?:the[ ])?(?:\p{L}+[ ])?(?P<noun>\p{L}+)[ ](?:made[ ])?(?:also[ ])?)\binclud(?:e|es|ed|ing)\b[^.]{0,20}:$",
    re.IGNORECASE,
)


def some_listed(whole: Whole) -> Parts | None:
    """'43 arrests. Those arrested included:' over list items: some of the parts."""
    total, page = whole.total, whole.account.page
    item = next((figure.item for figure in whole.behind if figure.item is not None), None)
    if item is None or not total.block < item <= total.block + 2:
        return None
    intro = page.blocks[item]
    match = _INCLUDED.search(page.text[max(intro.start, intro.end - 120) : intro.end])
    if match is None or not names_it(whole, match["noun"] and match["noun"].lower()):
        return None
    parts = tuple(
        figure for figure in whole.behind if figure.item == item and figure.topic == total.topic and fits(total, figure)
    )
    return Parts(parts, complete=False) if parts and total.value is not None and sum_of(parts) <= total.value else None


# '45 per cent of the 860 entries', '640 out of a total of 800', '640 of the 800 calls'
_OUT_OF = Regex(
    # not 'a surcharge of £128 and compensation of £200'
    # nor '1,545 burglaries instead of 1,924'
    r"(?:[ ](?!(?:and|or|plus|with|instead)\b)\p{L}[\p{L}’'-]*){0,2}[)]?[ ](?:out[ ])?of[ ](?:(?:the|all|those|these|a[ ]total[ ]of)[ ])?(?:\p{Ll}+[ ])?"
)


def out_of_the_whole(whole: Whole) -> Parts | None:
    """'80 per cent of the 800 calls', '640 out of a total of 800 calls': the part stands before its whole."""
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
    if rest is not None:
        return Parts((before, rest), complete=True)
    return parts_named(whole, (before, *_told_on(whole, before)))


def _told_on(whole: Whole, part: Figure) -> Iterator[Figure]:
    """'163 of the 240 people fined were men, 14 were boys', '* Nine were Asian': more parts of the whole, in its sentence or its list."""
    if is_share(part) or part.value is None or whole.total.value is None:
        return
    left, items = whole.total.value - part.value, {whole.total.block}
    for figure in whole.behind:
        own = figure.sentence == whole.total.sentence
        listed = whole.total.item is not None and figure.item == whole.total.item and figure.block not in items
        alike = figure.bare or figure.topic in (whole.total.topic, part.topic)
        if (
            figure.value is None
            or not (own or listed)
            or not alike
            or not fits(whole.total, figure)
            or figure.value > left
        ):
            return
        items.add(figure.block)
        left -= figure.value
        yield figure


def _the_others(whole: Whole, part: Figure) -> Figure | None:
    """The rest of the whole: 'Four of the six were released, while the other two remain in custody'; or None."""
    found = (
        figure
        for figure in whole.behind
        if figure.sentence <= whole.total.sentence + 1 and THE_OTHERS.search(figure.lead) and figure.kind == part.kind
    )
    rest = next(found, None)
    return rest if rest is not None and sum_of((part, rest)) == whole.total.value else None


# 'Twelve people were arrested: seven', '18 offences, comprising nine', 'made up of'
_MADE_OF = Regex(
    r"[^.;!?]{0,140}?(?::|[ ][-–—]|\b(?:compris(?:ing|ed)|made[ ]up[ ]of|consist(?:ing|ed)[ ]of|namely|split[ ]between|broken[ ]down[ ](?:as|into)|divided[ ]into)\b)[^.;:!?]{0,60}?"
)
_MADE_OF_NEXT = Regex(
    r"[^.!?]{0,140}[.][ \n]+(?:These|They|This|The[ ]total)[ ](?:were[ ]|was[ ]|is[ ])?(?:compris\w+|consist\w+|made[ ]up[ ]of|includ\w+)[ ](?:of[ ])?"
)
# ', a man for theft': a part without a number; 'these include': not all of them
_OPEN = Regex(r"(?:,|\band)[ ](?:an?|another|several|some|the[ ]rest|others)[ ]|\binclud")


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
    # 'a haul of £19,500, made up of £12,000 in cash and £7,500 in jewels': amounts are of many things
    amounts = whole.total.unit is not None and sum_of(parts) == whole.total.value
    if len(parts) < 2 or not (amounts or all(fits(whole.total, figure) for figure in parts)):
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
                "They made <claim value=95>95</claim> searches, of which <claim value=58 partof=c1>58</claim> found weapons and <claim value=37 partof=c1>37</claim> ended early.",
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
                "Of the <claim value=6>six</claim> hurt, <claim value=3 partof=c1>three</claim> - <claim value=2 partof=c2>two</claim> aged 16 and <claim value=1 partof=c2>one</claim> aged 17 - are at home.",
                "Of the <claim value=124>124</claim> arrests, <claim value=32 partof=c1>32</claim> were for theft, with <claim value=27 partof=c2>27</claim> of those made in Kelsham.",
                "Of the <claim value=4000000>£4m</claim> that victims will get, <claim value=2200000 partof=c1>£2.2m</claim> was raised by firms. A further <claim value=1700000 partof=c1>£1.7m</claim> was raised by the town.",
                "Of <claim value=800 holds=false>800</claim> calls, <claim value=640 partof=c1>640</claim> (<claim value=70 partof=c1>70 per cent</claim>) were answered within a minute.",
                "Of <claim value=800 holds=true>800</claim> calls, <claim value=640 partof=c1>640</claim> (<claim value=80 partof=c1>80 per cent</claim>) were answered within a minute.",
            ),
            ignores=(
                "Of the <claim value=4000000>£4m</claim> that victims will get, <claim value=2200000 partof=c1>£2.2m</claim> was raised by firms. A further <claim value=1700000 partof=null>£1.7m</claim> was spent on the town.",
                "Of the <claim value=4000000>£4m</claim> that victims will get, <claim value=2200000 partof=c1>£2.2m</claim> was raised by firms. A further <claim value=2700000 partof=null>£2.7m</claim> was raised by the town.",
                "Of the <claim value=18 >18</claim> shops, <claim value=0.2 partof=null>four out of 20</claim> failed.",
                "Of the <claim value=18 >18</claim> drivers, many were tired. They drove <claim value=10 partof=null>10</claim> lorries.",
            ),
        ),
        Rule(
            "out_of_the_whole",
            out_of_the_whole,
            ignores=(
                "<claim value=12 partof=c2>12</claim> of the <claim value=40>40</claim> people arrested were charged and <claim value=3 partof=null>three</claim> officers were hurt.",
                "He must pay a surcharge of <claim value=128 partof=null>£128</claim> and compensation of <claim value=200 holds=null>£200</claim>.",
            ),
            finds=(
                "<claim value=80 partof=c2>80 per cent</claim> of the <claim value=800 >800</claim> calls were answered.",
                "<claim value=163 partof=c2>163</claim> of the <claim value=240>240</claim> people fined were men, <claim value=14 partof=c2>14</claim> were boys.",
                "It shows that:\n\n* <claim value=163 partof=c2>163</claim> of the <claim value=240>240</claim> people fined were men\n* <claim value=14 partof=c2>14</claim> were boys",
                "They answered <claim value=640 partof=c2>640</claim> out of a total of <claim value=800 >800</claim> calls.",
                "<claim value=4 partof=c2>Four</claim> of the <claim value=6 holds=true>six</claim> men were released, while the other <claim value=2 partof=c2>two</claim> remain in custody.",
            ),
        ),
        *BARE_PARTS,
        *ROWS_NAMED,
        *TOLD_APART,
        *OF_THEM,
        Rule(
            "some_listed",
            some_listed,
            finds=(
                "Raids led to <claim value=43>43</claim> arrests.\n\nThe arrests included:\n* <claim value=2 partof=c1>Two</claim> men were arrested at home.\n* A boy was arrested later.",
                "Raids led to <claim value=43>43</claim> arrests.\n\nThose arrested included:\n* <claim value=5 partof=c1>five</claim> people arrested for theft\n* <claim value=8 partof=c1>eight</claim> people arrested for assault",
            ),
            ignores=(
                "Raids led to <claim value=43>43</claim> arrests.\n\nThe events included:\n* <claim value=5 partof=null>five</claim> people arrested for theft\n* <claim value=8 partof=null>eight</claim> people arrested for assault",
                "Raids led to <claim value=43>43</claim> arrests.\n\nThe week also led to:\n* <claim value=5 partof=null>five</claim> people arrested for theft\n* <claim value=8 partof=null>eight</claim> people arrested for assault",
            ),
        ),
        *SHARES,
        *WHAT_IS_LEFT,
        *LOOSE_PARTS,
    ),
)
