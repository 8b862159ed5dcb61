"""Parts whose counterpart is told without a number, or as what remains: 'Two were held; the others were released'.

In: a figure as a whole. Out: its parts, by the rules of `WHAT_IS_LEFT`, which `named_parts.py` tries among its own.
"""

from __future__ import annotations

from collections.abc import Sequence

from release_parser.link.sums.figures import FURTHER, Figure
from release_parser.link.sums.wholes import Parts, Whole, fits, sum_of
from release_parser.regexes import Regex
from release_parser.rules import Rule

# 'One was held while the other was released', 'Two were held; the others were released', 'one in Kelsham and the other in Thorn'
_THE_REST = Regex(
    r"[^.!?]{2,150}?(?:;|,|[ ]while|[ ]and|[ ]but|[ ]with)[ ](?:(?:and|while|with)[ ])?the[ ](?:(?P<one>other)|others|rest)\b(?![ ](?:of|side|hand|way)\b)"
)


# 'One man spoke to her. The other man ran in'
_THE_REST_NEXT = Regex(r"[ ]+The[ ](?:(?P<one>other)[ ](?:\p{Ll}+\b)|others\b)(?![ ](?:of|side|hand|way)\b)")
_NEXT = 40
"""So many characters of the next sentence say whether it tells of the rest."""


def and_the_rest(whole: Whole) -> Parts | None:
    """'Five adults were arrested. Two were held; the others were released': a part, and the rest of the whole without its number."""
    total = whole.total
    part = next((figure for figure in whole.behind if figure.kind != "age"), None)
    if part is None or total.kind != "count" or part.sentence > total.sentence + 1 or not fits(total, part):
        return None
    end = part.draft.sentence.end
    match = _THE_REST.match(part.tail) or _THE_REST_NEXT.match(whole.account.page.text, end, end + _NEXT)
    if match is None or total.value is None or part.value is None or (total.bare and part.bare):
        return None
    left = total.value - part.value
    return Parts((part,), complete=False) if (left == 1 if match["one"] else left > 1) else None


# 'The remaining three', 'the other 12'
_REMAINING = Regex(r"(?:^|[ ,;])the[ ](?:other|remaining)[ ](?:\p{L}+[ ])?$")
_SENTENCES = 4
"""How many sentences behind a total what remains of it may be told of."""


def the_remaining(whole: Whole) -> Parts | None:
    """'Six people left. One wore a hat. The remaining three wore coats': what remains of the nearest total that fits."""
    total = whole.total
    if total.kind != "count" or not total.exact or not whole.is_referred_to:
        return None
    for figure in whole.behind:
        if figure.sentence > total.sentence + _FAR:
            return None
        if figure.kind == "age":
            continue
        if _REMAINING.search(figure.lead):
            near = figure.sentence <= total.sentence + _SENTENCES or _is_all_but_one(total, figure)
            return _with_what_it_leaves(whole, figure) if near else None
        if figure.kind == "count" and figure.value is not None and figure.value > 1 and _is_alike(total, figure):
            return None  # a nearer total, or another part, of which the words say nothing
    return None


_FAR = 20
"""How many sentences behind a total all but one of its people may be told of: their charges stand between."""


def _is_all_but_one(total: Figure, rest: Figure) -> bool:
    """Whether a count names the total's people but one: 'Three suspects … Ann Pole is charged … The other two suspects'."""
    named = total.of_people and rest.of_people and not rest.bare
    return named and total.value is not None and rest.value == total.value - 1


_OTHERS = Regex(r"[ ]others?\b")


def two_and_two_others(whole: Whole) -> Parts | None:
    """'Four men broke in. Two people were arrested. Two other suspects are at large': the two sentences behind it that open with people, exactly the total."""
    total = whole.total
    if total.kind != "count" or not total.exact or not total.of_people:
        return None
    last: Figure | None = None
    for figure in whole.behind:
        if figure.kind != "count" or not (figure.of_people or figure.bare):
            continue
        if figure.sentence > total.sentence + _SENTENCES or whole.firsts[figure.index] == whole.firsts[total.index]:
            return None
        if figure.lead:
            return None  # 'Seven of the ten men were held, and two others': of other people
        if last is not None:
            parts = (last, figure)
            others = _OTHERS.match(figure.tail) and figure.sentence == last.sentence + 1
            exact = sum_of(parts) == total.value and all(fits(total, part) for part in parts)
            return Parts(parts, complete=True) if others and exact else None
        last = figure
    return None


def _is_alike(total: Figure, figure: Figure) -> bool:
    """Whether two figures count the same thing; what remains of people is people."""
    return figure.bare or total.thing == figure.thing


def _with_what_it_leaves(whole: Whole, rest: Figure) -> Parts | None:
    """What remains together with the parts before it, if their sum is the total; else None."""
    total = whole.total
    if not fits(total, rest) or not _is_alike(total, rest) or (rest.bare and not total.of_people):
        return None
    told = [
        figure
        for figure in whole.account.figures[total.index + 1 : rest.index]
        if figure.kind == "count" and _is_alike(total, figure) and fits(total, figure)
    ]
    parts = (*told, rest)
    return Parts(parts, complete=True) if sum_of(parts) == total.value else Parts((rest,), complete=False)


def further_sums(whole: Whole, parts: Sequence[Figure]) -> tuple[Figure, ...]:
    """More of the same money in the next sentence: 'Of the $4m, $2.2m was raised by firms. A further $1.7m was raised by the town'."""
    total, last = whole.total, parts[-1] if parts else None
    if last is None or total.kind != "money" or total.value is None:
        return ()
    further: list[Figure] = []
    left = total.value - sum_of(parts)
    for figure in whole.behind:
        if figure.index <= last.index or figure.kind != "money":
            continue
        told_on = figure.sentence <= last.sentence + 1 and FURTHER.search(figure.lead) is not None
        if not told_on or not fits(total, figure) or figure.value is None or figure.value > left:
            break
        if figure.draft.predicate != last.draft.predicate and figure.value != left:
            break  # 'a further $1.7m was spent'; what comes to the total exactly may be told with any verb
        left -= figure.value
        further.append(figure)
    return tuple(further)


WHAT_IS_LEFT: tuple[Rule[Whole, Parts], ...] = (
    Rule(
        "and_the_rest",
        and_the_rest,
        finds=(
            "<claim value=5>Five</claim> adults were arrested on warrants. <claim value=2 partof=c1>Two</claim> were held for court; the others were released.",
            "<claim value=2>Two</claim> people were arrested on warrants. <claim value=1 partof=c1>One</claim> was held for court while the other was released.",
            "<claim value=2>Two</claim> men came to a house. <claim value=1 partof=c1>One</claim> man spoke to her. The other man ran in.",
            "Officers executed <claim value=2>two</claim> warrants, <claim value=1 partof=c1>one</claim> on Pole Road and the other on Ash Lane.",
        ),
        ignores=(
            "<claim value=5>Five</claim> adults were arrested on warrants. <claim value=2 partof=null>Two</claim> officers were hurt while the other drivers waited.",
            "<claim value=5>Five</claim> adults were arrested. <claim value=2 partof=null>Two</claim> were held while the other was released.",
            "<claim value=2>Two</claim> adults were arrested. <claim value=1 partof=null>One</claim> was hiding on the roof of a house and the other side of the road was shut.",
        ),
    ),
    Rule(
        "two_and_two_others",
        two_and_two_others,
        finds=(
            "<claim value=4 holds=true>Four</claim> men broke into a shop in Kelsham. <claim value=2 partof=c1>Two</claim> people were arrested at home. <claim value=2 partof=c1>Two</claim> other suspects are at large.",
        ),
        ignores=(
            "<claim value=4 holds=null>Four</claim> men broke into a shop in Kelsham. <claim value=2 partof=null>Two</claim> people were arrested at home. <claim value=3 partof=null>Three</claim> other suspects are at large.",
            "<claim value=4 holds=null>Four</claim> men broke into a shop in Kelsham. <claim value=2 partof=null>Two</claim> shops were shut. <claim value=2 partof=null>Two</claim> other shops were open.",
        ),
    ),
    Rule(
        "the_remaining",
        the_remaining,
        finds=(
            "<claim value=6>Six</claim> people left the hut. <claim value=1 partof=null>One</claim> man had a hat. He walked to the sea. They met a woman. The remaining <claim value=3 partof=c1>three</claim> people wore coats.",
            "<claim value=6 holds=true>Six</claim> people left the hut. They walked to the sea. They met a woman. <claim value=1 partof=c1>One</claim> man had a hat. The remaining <claim value=5 partof=c1>five</claim> people wore coats.",
            "<claim value=3>Three</claim> suspects were arrested at home.\n\nAnn Pole, of Kelsham, is charged with theft. She also faces a charge of fraud. She is in custody. She was seen in court. She said nothing.\n\nThe other <claim value=2 partof=c1>two</claim> suspects were released.",
        ),
        ignores=(
            "<claim value=6>Six</claim> people left the hut. They walked to the sea. They met a woman. The remaining <claim value=3 partof=null>three</claim> cars were towed.",
            "<claim value=4>Four</claim> suspects were arrested at home.\n\nAnn Pole, of Kelsham, is charged with theft. She also faces a charge of fraud. She is in custody. She was seen in court. She said nothing.\n\nThe other <claim value=2 partof=null>two</claim> suspects were released.",
            "<claim value=6>Six</claim> people left the hut. They met <claim value=4>four</claim> women. They walked to the sea. The remaining <claim value=3 partof=c2>three</claim> women wore coats.",
        ),
    ),
)
"""Parts, and what is left of their total."""
