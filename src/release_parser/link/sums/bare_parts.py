"""Parts that are only numbers, right behind their total: '236 arrests (131 were wanted)', 'two drivers, one for theft and one for fraud'.

In: a figure as a whole. Out: its parts, by the rules of `BARE_PARTS`, which `named_parts.py` tries among its own.
"""

from __future__ import annotations

import itertools
from dataclasses import replace

from release_parser.lexicon import WordPattern
from release_parser.link.sums.figures import Figure
from release_parser.link.sums.wholes import (
    Parts,
    Whole,
    fits,
    joined_run,
    parts_named,
    share_behind,
    sum_of,
)
from release_parser.regexes import Regex
from release_parser.rules import Rule

# '236 arrests (131 were wanted)', '43 arrests, with 24 made in Kelsham', 'although only two succeeded', '210 tests with 92 positive'
_BARE_BEHIND = Regex(
    r"(?!.*\bcompared\b)[^.;:!?()]{0,90}?(?:[(]|,?[ ](?:and[ ])?with[ ](?:(?:only|just|a[ ]further)[ ])?|,[ ](?:(?:al)?though|but)[ ](?:\p{L}+ly[ ])?(?:just|only)[ ])"
)
# '89 incidents. The majority were minor, with only 10 involving a weapon'
_ONLY_NEXT = Regex(r"[^.;!?]{0,90}[.][ ][^.;!?]{0,120}?,[ ](?:with[ ](?:only|just)|(?:al)?though[ ]only)[ ]")
_VERB_BEHIND = Regex(
    r"(?:[ ][(][^()]{1,12}[)])?[ ](?:of[ ]|(?:were|was|are|is|have|has|had)[ ]|\p{L}+(?:ed|en|ing)\b|made\b|found\b|\p{Ll}+[ ](?:for|after|by)\b|in\b|from\b|at\b|\p{L}+(?:[.,;)]|[ ](?:or|and)\b))"
)


# 'with 12 cars having no tax', 'with 12 of the cars': the total's own noun, behind which the verb stands
_NOUN_AGAIN = Regex(r"[ ](?:of[ ](?:the|these|those)[ ])?(?P<noun>\p{Ll}+)(?=[ ])")


# '812 people answered with 563 people saying'
_DOING = Regex(r"[ ]\p{L}+ing\b")


def _told_of(whole: Whole, part: Figure) -> str | None:
    """The words of a part behind the total's noun, where they repeat it; all of them where they name nothing."""
    if part.bare:
        return part.tail
    again = _NOUN_AGAIN.match(part.tail)
    same = again is not None and part.draft.head == whole.total.draft.head
    if again is None or not same or whole.account.thing_of(again["noun"]) != part.thing:
        return None
    tail = part.tail[again.end() :]
    # 'ten counts of theft, and Bo Ash is charged with four counts': another person's
    told = part.lead.endswith(", with ") or (part.lead.endswith(" with ") and _DOING.match(tail))
    return tail if told else None


# '14 involving weapons'
_INVOLVING = WordPattern(r"[ ](?:«claim_words.involving»)\b")


def _without_object(figure: Figure) -> Figure:
    """A figure without a noun where what seems its noun is only involved: '14 involving weapons'."""
    return replace(figure, bare=True) if _INVOLVING.of(figure.draft.counted.lexicon).match(figure.tail) else figure


def bare_behind(whole: Whole) -> Parts | None:
    """'236 arrests (131 were wanted)', '43 arrests, with 24 made in Kelsham': a number without a noun right behind a count."""
    counts = (_without_object(figure) for figure in whole.behind if figure.kind != "age")
    part = next(counts, None)
    if (
        part is None
        or (whole.total.bare and whole.total.kind == "count")
        or (tail := _told_of(whole, part)) is None
        or not fits(whole.total, part)
    ):
        return None
    if part.block != whole.total.block:
        return None  # '* 51 phones' and below the list 'The arrests were of men, with eight under 18'
    between = whole.between(part)
    tied = (_BARE_BEHIND.fullmatch(between) or _ONLY_NEXT.fullmatch(between)) and _VERB_BEHIND.match(tail)
    if not tied:
        return None
    alike = itertools.takewhile(lambda figure: figure.bare == part.bare and figure.sentence == part.sentence, counts)
    parts = parts_named(whole, joined_run(whole, [part, *alike]))
    return replace(parts, share=share_behind(whole, parts.figures[0])) if len(parts.figures) == 1 else parts


# '12 arrests, seven for theft', '12 tests in all, seven by'
_LIST_BEHIND = Regex(r"[^.;:!?()]{0,90}?,[ ]")
_KIND_BEHIND = Regex(r"[ ](?:for|in|from|at|on|by|under|to)[ ]")
# behind which a number is a part only where all of them come to the total: 'six drivers, five with no insurance' are eleven
_PERHAPS = Regex(r"[ ](?:(?:with|near|after)[ ]|\p{Ll}+ly(?=[ ]|[,.;]))")


def bare_list(whole: Whole) -> Parts | None:
    """'Two drivers were arrested, one for theft and one for fraud': numbers without nouns right behind a count, each with what distinguishes it."""
    # 'three men were jailed for a total of 20 years, two for six years and one for eight'
    total, part = whole.total, next((figure for figure in whole.behind if figure.kind == "count"), None)
    if part is None or not part.bare or total.kind != "count" or not fits(total, part):
        return None
    between, sure = whole.between(part), _KIND_BEHIND.match(part.tail)
    kind = sure or _PERHAPS.match(part.tail)
    # 'nine offences in Kelsham, two in Thorn': items of one list, each behind the same word
    if _LIST_BEHIND.fullmatch(between) is None or kind is None or kind.group() in between:
        return None
    # 'two men, one in his 40s and one in his 20s'
    counts = (figure for figure in whole.behind if figure.kind == "count")
    bare = itertools.takewhile(lambda figure: figure.bare and figure.sentence == part.sentence, counts)
    parts = parts_named(whole, joined_run(whole, list(bare)))
    return parts if parts.complete or (sure and not total.bare) else None


_SEMICOLON = Regex(r"[^.;:!?()]{0,90};[ ](?:of[ ](?:these|those|them),?[ ])?")


def behind_a_semicolon(whole: Whole) -> Parts | None:
    """'Police arrested nine people; six were charged and three were released': numbers without nouns that come to the total."""
    total, own = whole.total, [figure for figure in whole.behind if figure.kind != "age"]
    if total.kind != "count" or not own or not own[0].bare or _SEMICOLON.fullmatch(whole.between(own[0])) is None:
        return None
    bare = itertools.takewhile(lambda figure: figure.bare and figure.sentence == total.sentence, own)
    parts = parts_named(whole, joined_run(whole, list(bare)))
    return parts if parts.complete else None


# 'Police stopped 80 drivers and 12 failed the test': not 'ten were jailed and two were fined', who are others
_AND_SOME = Regex(r"(?![^.;:!?()]*\b(?:was|were|been|being|is|are)\b)[^.;:!?(),]{0,50}?,?[ ]and[ ]")
_DID = Regex(r"[ ](?:were|was|had|have|has|are|\p{Ll}{2,}ed)\b")


def and_some_did(whole: Whole) -> Parts | None:
    """'Police stopped 80 drivers and 12 failed the test': a number without a noun that does something, behind those to whom an act happened."""
    total, part = whole.total, next((figure for figure in whole.behind if figure.kind != "age"), None)
    if part is None or not part.bare or not total.of_people or total.bare or part.sentence != total.sentence:
        return None
    tied = fits(total, part) and _AND_SOME.fullmatch(whole.between(part)) and _DID.match(part.tail)
    return Parts((part,), complete=False) if tied else None


# 'in Kelsham (eight) and Thorn (six)'
def in_brackets(whole: Whole) -> Parts | None:
    """'14 knives were handed in at Kelsham (eight) and Thorn (six)': numbers in brackets that add up to the total."""
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


BARE_PARTS: tuple[Rule[Whole, Parts], ...] = (
    Rule(
        "bare_behind",
        bare_behind,
        finds=(
            "Officers made <claim value=224 >224</claim> arrests (<claim value=122 partof=c1>122</claim> were wanted on warrants).",
            "Officers made <claim value=43 >43</claim> arrests, with <claim value=24 partof=c1>24</claim> made in Kelsham.",
            "A total of <claim value=812>812</claim> people answered with <claim value=563 partof=c1>563</claim> people saying that they felt safe.",
            "Officers carried out <claim value=50 holds=true>50</claim> tests, with <claim value=10 partof=c1>10</claim> (<claim value=20 partof=c1>20%</claim>) failing.",
            "Officers arrested <claim value=18>18</claim> people, with <claim value=11 partof=c1>11</claim> held for theft and <claim value=7 partof=c1>seven</claim> for assault.",
            "The force recorded <claim value=89>89</claim> incidents, with only <claim value=10 partof=c1>ten</claim> involving a knife.",
            "Police took <claim value=120>120</claim> reports, most of them at night, with just <claim value=14 partof=c1>14</claim> involving weapons.",
            "Officers carried out <claim value=210>210</claim> drug tests with <claim value=92 partof=c1>92</claim> positive.",
        ),
        ignores=(
            "Officers arrested <claim value=18>18</claim> people, with <claim value=11 partof=null>11</claim> cars seized and <claim value=7 partof=null>seven</claim> homes searched.",
            "The force recorded <claim value=89>89</claim> incidents, with only <claim value=10 partof=null>ten</claim> officers on duty.",
            "The force recorded <claim value=89>89</claim> thefts, with only <claim value=10 partof=null>ten</claim> driving bans.",
            "Officers made <claim value=43 >43</claim> arrests, with <claim value=24 partof=null>24</claim> cars seized in Kelsham.",
            "Ann Pole was charged with <claim value=8>eight</claim> counts of theft, and Bo Ash was charged with <claim value=4 partof=null>four</claim> counts of theft.",
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
        "behind_a_semicolon",
        behind_a_semicolon,
        finds=(
            "Police arrested <claim value=9 holds=true>nine</claim> people; <claim value=6 partof=c1>six</claim> were later charged and <claim value=3 partof=c1>three</claim> were released.",
        ),
        ignores=(
            "Police arrested <claim value=9 holds=null>nine</claim> people; <claim value=6 partof=null>six</claim> cars were found and <claim value=3 partof=null>three</claim> were towed.",
        ),
    ),
    Rule(
        "and_some_did",
        and_some_did,
        finds=(
            "Police stopped <claim value=80>80</claim> drivers and <claim value=12 partof=c1>12</claim> failed the test.",
        ),
        ignores=(
            "<claim value=10>Ten</claim> men were jailed and <claim value=2 partof=null>two</claim> were fined.",
            "Police stopped <claim value=80>80</claim> cars and <claim value=12 partof=null>12</claim> were fined.",
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
)
"""Numbers alone behind their total."""
