"""Parts that the text names as parts of a total: 'of which 24', 'of whom seven', 'made up of', '80 per cent of the 800 calls'.

In: a figure as a whole. Out: its parts, by the first rule of `NAMED_PARTS` that finds some.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import replace

import regex

from release_parser.link.sums.figures import Account, Figure
from release_parser.link.sums.wholes import Parts, Whole, figures_behind, fits, is_share, joined_run, sum_of
from release_parser.rules import Rule, RuleTable

# 'of which 24', 'of whom seven', 'including two guns'
_OF_WHICH = regex.compile(
    r"[^.;:!?]{0,90}?(?:,|[ ][-–—]|[(]|[ ])[ ]?(?:(?:and[ ]|with[ ])?(?:of|among)[ ](?:which|whom|them|these|those)|includ(?:ing|es|ed)|(?:which|this|these)[ ]includ(?:es?|ed))(?:[ ](?:about|around|just|only|over|at[ ]least|the|a[ ]further))?[ ]?"
)
# '224 arrests (122 were wanted)', '43 arrests, with 24 made in Kelsham', 'although only two succeeded'
_BARE_BEHIND = regex.compile(
    r"[^.;:!?()]{0,90}?(?:[(]|,[ ](?:with[ ]|(?:al)?though[ ]|but[ ]|while[ ])(?:\p{L}+ly[ ])?(?:just[ ]|only[ ])?)"
)
# '89 incidents. The majority were minor, with only 10 involving a weapon'
_ONLY_NEXT = regex.compile(r"[^.;!?]{0,90}[.][ ][^.;!?]{0,120}?,[ ](?:with[ ](?:only|just)|(?:al)?though[ ]only)[ ]")
_VERB_BEHIND = regex.compile(
    r"(?:[ ][(][^()]{1,12}[)])?[ ](?:of[ ]|(?:were|was|are|is|have|has|had)[ ]|\p{L}+(?:ed|en|ing)\b|made\b|found\b|in\b|from\b|at\b)"
)


def of_which(whole: Whole) -> Parts | None:
    """'30 arrests, of which 21 were for drugs and five for theft', '12 weapons, including two guns'."""
    behind = figures_behind(whole)
    if not behind or not fits(whole.total, behind[0]) or not _OF_WHICH.fullmatch(whole.between(behind[0])):
        return None
    return _parts(whole, joined_run(whole, behind))


def _parts(whole: Whole, figures: Iterable[Figure]) -> Parts:
    """Parts that the text names; the whole where they come to it."""
    parts = tuple(figures)
    return Parts(parts, complete=len(parts) > 1 and sum_of(parts) == whole.total.value)


def bare_behind(whole: Whole) -> Parts | None:
    """'224 arrests (122 were wanted)', '43 arrests, with 24 made in Kelsham': a bare number right behind a count of it."""
    part = next((figure for figure in whole.behind if figure.kind != "age"), None)
    if (
        part is None
        or (whole.total.bare and whole.total.kind == "count")
        or not part.bare
        or not fits(whole.total, part)
    ):
        return None
    between = whole.between(part)
    tied = (_BARE_BEHIND.fullmatch(between) or _ONLY_NEXT.fullmatch(between)) and _VERB_BEHIND.match(part.tail)
    if not tied:
        return None
    bare = itertools.takewhile(lambda figure: figure.bare and figure.sentence == part.sentence, whole.behind)
    parts = _parts(whole, joined_run(whole, list(bare)))
    return replace(parts, share=_share_behind(whole, parts.figures[0])) if len(parts.figures) == 1 else parts


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
    share = _share_behind(whole, parts[0]) if len(parts) == 1 else None
    return Parts(parts, complete=len(parts) > 1 and sum_of(parts) == whole.total.value, share=share)


def _not_of_another(whole: Whole, parts: Sequence[Figure]) -> tuple[Figure, ...]:
    """Without the parts of a part: 'Of the 124 arrests, 32 were for theft, with 27 of those made in Kelsham'."""
    return tuple(
        part
        for number, part in enumerate(parts)
        if not any(fits(near, part) and _is_of_them(near, part, whole.account) for near in parts[:number])
    )


def _share_behind(whole: Whole, part: Figure) -> Figure | None:
    """'640 (80 per cent)', '640, or 80 per cent': the share that a part is."""
    index = part.index + 1
    if index >= len(whole.account.figures) or not is_share(figure := whole.account.figures[index]):
        return None
    return figure if _SHARE_BEHIND.fullmatch(whole.account.between(part, figure)) else None


_SHARE_BEHIND = regex.compile(
    r"(?:[ ]\p{L}[\p{L}’'-]*){0,3}[ ]?(?:[(]|,?[ ]or[ ]|,[ ]|[ ][-–][ ])(?:about[ ]|around[ ]|nearly[ ])?"
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
        tied = parts or _is_of_them(total, figure, whole.account)
        if (
            fits(total, figure)
            and tied
            and not any(fits(near, figure) and _is_of_them(near, figure, whole.account) for near in nearer)
        ):
            parts.append(figure)
        else:
            nearer.append(figure)
    return _parts(whole, parts) if parts else None


def _is_of_them(total: Figure, figure: Figure, account: Account) -> bool:
    """Whether the words at a figure say that it is a part of the total."""
    match = _OF_THEM.match(figure.tail)
    if match is not None and match["noun"] is not None and account.thing_of(match["noun"]) != total.thing:
        return False
    if match is None and not _is_of_these(total, figure):
        return False
    return not _MORE.search(figure.lead) and (total.of_people or not _FROM_SOME.search(figure.lead))


def _is_of_these(total: Figure, figure: Figure) -> bool:
    """Whether the words before a figure say so: 'of which 21 were for theft and nine' makes nine no part of the 21."""
    match = _OF_THESE.fullmatch(figure.lead)
    if match is None:
        return False
    before = figure.draft.quantity.start - len(figure.lead)
    return match["of"] is None or before + match.start("of") >= total.draft.quantity.end


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
    return Parts((before,), complete=False) if is_share(before) or fits(whole.total, before) else None


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
            "bare_behind",
            bare_behind,
            finds=(
                "Officers made <claim value=224 >224</claim> arrests (<claim value=122 partof=c1>122</claim> were wanted on warrants).",
                "Officers made <claim value=43 >43</claim> arrests, with <claim value=24 partof=c1>24</claim> made in Kelsham.",
                "Officers carried out <claim value=50 holds=true>50</claim> tests, with <claim value=10 partof=c1>10</claim> (<claim value=20 partof=c1>20%</claim>) failing.",
            ),
            ignores=(
                "Officers made <claim value=43 >43</claim> arrests, with <claim value=24 partof=null>24</claim> cars seized in Kelsham.",
            ),
        ),
        Rule(
            "of_them",
            of_them,
            finds=(
                "Officers made <claim value=43 >43</claim> arrests. <claim value=24 partof=c1>Twenty-four</claim> of them were for drugs.",
                "Officers made <claim value=30 >30</claim> arrests, of which <claim value=21 partof=c1>21</claim> were for theft and <claim value=9 partof=c1>nine</claim> for assault.",
                "Police arrested <claim value=32 >32</claim> people. Of those, <claim value=9 partof=c1>nine</claim> were charged.",
            ),
            ignores=(
                "Officers seized <claim value=6 >six</claim> phones from <claim value=5 partof=null>five</claim> of them.",
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
            "out_of_the_whole",
            out_of_the_whole,
            ignores=(
                "He must pay a surcharge of <claim value=128 partof=null>£128</claim> and compensation of <claim value=200 holds=null>£200</claim>.",
            ),
            finds=(
                "<claim value=80 partof=c2>80 per cent</claim> of the <claim value=800 >800</claim> calls were answered.",
                "They answered <claim value=640 partof=c2>640</claim> out of a total of <claim value=800 >800</claim> calls.",
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
