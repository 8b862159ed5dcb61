"""Parts that are numbers alone, right behind their total: '224 arrests (122 were wanted)', 'two drivers, one for theft and one for fraud'.

In: a figure as a whole. Out: its parts, by the rules of `BARE_PARTS`, which `named_parts.py` tries among its own.
"""

from __future__ import annotations

import itertools
from dataclasses import replace

from release_parser.link.sums.figures import Figure
from release_parser.link.sums.wholes import (
    Parts,
    Whole,
    fits,
    joined_run,
    parts_named,
    parts_that_agree,
    share_behind,
    sum_of,
)
from release_parser.regexes import Regex
from release_parser.rules import Rule

# '224 arrests (122 were wanted)', '43 arrests, with 24 made in Kelsham', 'although only two succeeded', '210 tests with 92 positive'
_BARE_BEHIND = Regex(
    r"(?!.*\bcompared\b)[^.;:!?()]{0,90}?(?:[(]|,?[ ](?:and[ ])?with[ ](?:(?:only|just|a[ ]further)[ ])?|,[ ](?:(?:al)?though|but)[ ](?:\p{L}+ly[ ])?(?:just|only)[ ])"
)
# '89 incidents. The majority were minor, with only 10 involving a weapon'
_ONLY_NEXT = Regex(r"[^.;!?]{0,90}[.][ ][^.;!?]{0,120}?,[ ](?:with[ ](?:only|just)|(?:al)?though[ ]only)[ ]")
_VERB_BEHIND = Regex(
    r"(?:[ ][(][^()]{1,12}[)])?[ ](?:of[ ]|(?:were|was|are|is|have|has|had)[ ]|\p{L}+(?:ed|en|ing)\b|made\b|found\b|\p{Ll}+[ ](?:for|after|by)\b|in\b|from\b|at\b|\p{L}+(?:[.,;)]|[ ](?:or|and)\b))"
)


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
    parts = parts_named(whole, joined_run(whole, list(bare)))
    return replace(parts, share=share_behind(whole, parts.figures[0])) if len(parts.figures) == 1 else parts


# '12 arrests, seven for theft', '12 tests in all, seven by'
_LIST_BEHIND = Regex(r"[^.;:!?()]{0,90}?,[ ]")
_KIND_BEHIND = Regex(r"[ ](?:for|in|from|at|on|by|under|to)[ ]")


def bare_list(whole: Whole) -> Parts | None:
    """'Two drivers were arrested, one for theft and one for fraud': bare numbers right behind a count, each with what sets it apart."""
    total, part = whole.total, next(iter(whole.behind), None)
    if part is None or not part.bare or total.kind != "count" or not fits(total, part):
        return None
    between, kind = whole.between(part), _KIND_BEHIND.match(part.tail)
    # 'nine offences in Kelsham, two in Thorn': items of one list, each behind the same word
    if _LIST_BEHIND.fullmatch(between) is None or kind is None or kind.group() in between:
        return None
    # 'two men, one in his 40s and one in his 20s'
    counts = (figure for figure in whole.behind if figure.kind != "age")
    bare = itertools.takewhile(lambda figure: figure.bare and figure.sentence == part.sentence, counts)
    parts = parts_named(whole, joined_run(whole, list(bare)))
    return parts if parts.complete or not total.bare else None


# 'three people, two men and a woman,', 'three people: two men'
_APPOSED = Regex(r"(?:[ ]\p{L}[\p{L}’'-]*){0,3}(?:,|:|[ ][-–—]|[ ][(])[ ]?(?:namely[ ])?")
_AND_ONE = Regex(r"(?:[ ]\p{L}[\p{L}’'-]*){1,3}?[ ]and[ ](?:an?)[ ]")


def apposition(whole: Whole) -> Parts | None:
    """'Three people, two men and a woman, were arrested': who they are stands right behind their number."""
    total, behind = whole.total, [figure for figure in whole.behind if figure.kind != "age"]
    if not total.of_people or not behind or total.value is None or not behind[0].of_people or behind[0].bare:
        return None
    first = behind[0]
    if first.sentence != total.sentence or _APPOSED.fullmatch(whole.between(first)) is None or not fits(total, first):
        return None
    # a part without a number: the breakdown is incomplete
    if first.value == total.value - 1 and _AND_ONE.match(first.tail):
        return Parts((first,), complete=False)
    parts = tuple(joined_run(whole, [figure for figure in behind if figure.sentence == total.sentence]))
    return Parts(parts, complete=True) if len(parts) > 1 and sum_of(parts) == total.value else None


# 'in Kelsham (eight) and Thorn (six)'
def in_brackets(whole: Whole) -> Parts | None:
    """'14 knives were handed in at Kelsham (eight) and Thorn (six)': numbers alone in brackets that come to the total."""
    total, text = whole.total, whole.account.page.text
    if total.kind != "count" or not total.exact:
        return None
    parts: list[Figure] = []
    for figure in whole.behind:
        quantity = figure.draft.quantity
        alone = text[quantity.start - 1 : quantity.start] == "(" and text[quantity.end : quantity.end + 1] == ")"
        if figure.sentence != total.sentence or not alone or figure.kind != "count" or figure.value is None:
            break
        parts.append(figure)
    exact = len(parts) > 1 and sum_of(parts) == total.value
    return Parts(tuple(parts), complete=True, alike=True) if exact else None


def told_apart_next(whole: Whole) -> Parts | None:
    """'Four men were arrested. Two were charged and two released': bare numbers that the next sentence opens with come to the total."""
    total = whole.total
    if total.kind != "count" or not total.exact:
        return None
    nearby = itertools.takewhile(lambda figure: figure.sentence <= total.sentence + 1, whole.behind)
    parts = [figure for figure in nearby if figure.sentence > total.sentence and figure.kind != "age"]
    if not parts or not _tells_of_it(whole, parts[0]) or not all(part.bare for part in parts):
        return None
    return parts_that_agree(whole, parts)


# 'The teenagers, one aged 14 and two aged 15,'
_THE_SAME = Regex(r"(?:the|these|those|all)[ ](?P<noun>\p{Ll}+),[ ]")


def _tells_of_it(whole: Whole, part: Figure) -> bool:
    """Whether a sentence opens with a number alone, in the total's own paragraph, or with what the total counts: 'The teenagers, one aged 14'."""
    if not part.lead.strip():
        return part.block == whole.total.block
    match = _THE_SAME.fullmatch(part.lead)
    return match is not None and whole.account.thing_of(match["noun"]) == whole.total.thing


BARE_PARTS: tuple[Rule[Whole, Parts], ...] = (
    Rule(
        "bare_behind",
        bare_behind,
        finds=(
            "Officers made <claim value=224 >224</claim> arrests (<claim value=122 partof=c1>122</claim> were wanted on warrants).",
            "Officers made <claim value=43 >43</claim> arrests, with <claim value=24 partof=c1>24</claim> made in Kelsham.",
            "Officers carried out <claim value=50 holds=true>50</claim> tests, with <claim value=10 partof=c1>10</claim> (<claim value=20 partof=c1>20%</claim>) failing.",
            "Officers arrested <claim value=18>18</claim> people, with <claim value=11 partof=c1>11</claim> held for theft and <claim value=7 partof=c1>seven</claim> for assault.",
            "The force recorded <claim value=89>89</claim> incidents, with only <claim value=10 partof=c1>ten</claim> involving a knife.",
            "Officers carried out <claim value=210>210</claim> drug tests with <claim value=92 partof=c1>92</claim> positive.",
        ),
        ignores=(
            "Officers arrested <claim value=18>18</claim> people, with <claim value=11 partof=null>11</claim> cars seized and <claim value=7 partof=null>seven</claim> homes searched.",
            "The force recorded <claim value=89>89</claim> incidents, with only <claim value=10 partof=null>ten</claim> officers on duty.",
            "Officers made <claim value=43 >43</claim> arrests, with <claim value=24 partof=null>24</claim> cars seized in Kelsham.",
            "<claim value=3 holds=null>Three</claim> of the men were held for court, while <claim value=1 partof=null>one</claim> was released.",
        ),
    ),
    Rule(
        "bare_list",
        bare_list,
        finds=(
            "<claim value=2 holds=true>Two</claim> drivers were arrested, <claim value=1 partof=c1>one</claim> for theft and <claim value=1 partof=c1>one</claim> for fraud.",
            "Officers made <claim value=12>12</claim> arrests, <claim value=7 partof=c1>seven</claim> for theft and <claim value=3 partof=c1>three</claim> for assault.",
            "<claim value=2 holds=true>Two</claim> men, <claim value=1 partof=c1>one</claim> in his <claim kind=age>40s</claim> and <claim value=1 partof=c1>one</claim> in his <claim kind=age>20s</claim>, were arrested.",
        ),
        ignores=(
            "Officers made <claim value=12>12</claim> arrests, <claim value=7 partof=null>seven</claim> visits and <claim value=3 partof=null>three</claim> searches.",
            "He committed <claim value=9>nine</claim> thefts in Kelsham, <claim value=2 partof=null>two</claim> in Thorn and <claim value=7 partof=null>seven</claim> in Ely.",
        ),
    ),
    Rule(
        "apposition",
        apposition,
        finds=(
            "<claim value=3>Three</claim> people, <claim value=2 partof=c1>two</claim> men and a woman, were arrested in Kelsham.",
            "<claim value=5 holds=true>Five</claim> people, <claim value=3 partof=c1>three</claim> men and <claim value=2 partof=c1>two</claim> women, were arrested in Kelsham.",
        ),
        ignores=(
            "<claim value=5 holds=null>Five</claim> officers, <claim value=3 partof=null>three</claim> paramedics and <claim value=4 partof=null>four</claim> nurses were there.",
        ),
    ),
    Rule(
        "in_brackets",
        in_brackets,
        finds=(
            "<claim value=14 holds=true>Fourteen</claim> knives were handed in at bins in Kelsham (<claim value=8 partof=c1>eight</claim>) and Thorn (<claim value=6 partof=c1>six</claim>).",
        ),
        ignores=(
            "<claim value=15 holds=null>Fifteen</claim> knives were handed in at bins in Kelsham (<claim value=8 partof=null>eight</claim>) and Thorn (<claim value=6 partof=null>six</claim>).",
        ),
    ),
    Rule(
        "told_apart_next",
        told_apart_next,
        finds=(
            "<claim value=4 holds=true>Four</claim> people were arrested on warrants. <claim value=2 partof=c1>Two</claim> were held for court and <claim value=2 partof=c1>two</claim> were released.",
            "<claim value=3 holds=true>Three</claim> teenagers have been charged with robbery.\n\nThe teenagers, <claim value=1 partof=c1>one</claim> aged 14 and <claim value=2 partof=c1>two</claim> aged 15, live in Kelsham.",
            "<claim value=3 holds=true>Three</claim> drivers were stopped. <claim value=1 partof=c1>One</claim> was fined and <claim value=2 partof=c1>two</claim> were given advice.",
        ),
        ignores=(
            "<claim value=4 holds=null>Four</claim> people were arrested on warrants. <claim value=2 partof=null>Two</claim> cars were seized and <claim value=2 partof=null>two</claim> were towed.",
            "<claim value=4 holds=null>Four</claim> people were arrested on warrants. Of the drivers, <claim value=2 partof=null>two</claim> were held and <claim value=3 partof=null>three</claim> were released.",
        ),
    ),
)
"""Numbers alone behind their total."""
