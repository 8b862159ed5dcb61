"""Claims that the text sets against each other, and whether their arithmetic holds.

In: the linked claims of a page, in text order. Out: comparisons over claim indices. Levels and changes are told apart by their
direction: a claim with one is the size of a change.

'40 thefts compared with 50 in 2019, a decline of 20 per cent' has all of current, baseline and change.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import regex

from release_parser.link.arithmetic import check_change
from release_parser.link.drafts import ClaimDraft
from release_parser.records import Direction


@dataclass(frozen=True, slots=True)
class ComparisonLink:
    """A comparison by claim indices."""

    rule: str
    current: int | None = None
    baseline: int | None = None
    change: int | None = None
    restated: int | None = None
    direction: Direction | None = None
    expected_change: Decimal | None = None
    consistent: bool | None = None


# What stands between a current level and the baseline behind it.
_TO_BASELINE = regex.compile(
    r"^(?:[^.;!?]{0,60}?)(?:[ ,(]+|^)(?:compared[ ](?:with|to|from|against)|in[ ]comparison[ ](?:with|to)|against|as[ ]opposed[ ]to|versus|vs\.?|down[ ]from|up[ ]from|from|compared)"
    r"(?:[ ](?:a[ ]total[ ]of|the|just|only|around|about|nearly|some|over|more[ ]than))?(?:[ ](?:previous|last[ ]year's|last[ ]year’s))?[ ]*$",
    regex.IGNORECASE,
)
# '187 thefts. That compares with 254'
_NEXT_SENTENCE = regex.compile(
    r"^[^.!?]{0,120}[.!?][\"”]?[ ](?:That|This|It|Which)[ ](?:compare[sd]?|is[ ](?:up|down)|was[ ](?:up|down))[ ](?:with|to|from|against)[ ](?:a[ ]total[ ]of[ ]|just[ ]|the[ ])?$"
)
# 'down from 540 in 2017/18 and 610 in 2016/17': a second baseline
_NEXT_BASELINE = regex.compile(
    r"^[^.;!?,]{0,30},?[ ](?:and|from|and[ ]from)[ ](?:the[ ])?$",
)
# '(800 to 720)': the levels of the change before the bracket
_IN_BRACKET = regex.compile(r"[(](?:from[ ])?$")
# '640 robberies were recorded, a decline of', '2,110 crimes - down', '40 calls, representing a': a level and its change
_LEVEL_CHANGED = regex.compile(
    r"^[^.;:!?()]{0,90}?(?:,|[ ][-–—])[ ]?(?:(?:which|and[ ]this|this)[ ](?:is|was|represent(?:s|ed)|mean(?:s|t)|equates[ ]to)[ ]|(?:representing|equating[ ]to|marking|meaning)[ ])?"
    r"(?:an?[ ]|the[ ])?(?:\p{L}[\p{L}-]*[ ]){0,2}?(?:(?:rise|increase|fall|drop|reduction|decrease|decline|jump)[ ]of[ ](?:by[ ])?|up[ ](?:by[ ])?|down[ ](?:by[ ])?)?$",
    regex.IGNORECASE,
)
# 'dealt with 10 calls. This is a reduction of'
_LEVEL_CHANGED_NEXT = regex.compile(
    r"^[^.;:!?]{0,60}[.!]\s+(?:This|That|It)[ ](?:is|was|represents|represented|marks)[ ](?:an?[ ])?(?:\p{L}[\p{L}-]*[ ]){0,2}?(?:(?:rise|increase|fall|drop|reduction|decrease|decline)[ ]of[ ])?$"
)
# 'compared to 720 the previous year. This is a 5 per cent increase': the level before the change, whose current one is further off
_IS_BASELINE = regex.compile(
    r"\b(?:compared[ ](?:with|to|from|against)|against|from|than|versus|vs\.?)[ ](?:(?:just|only|the|a[ ]total[ ]of|around|about)[ ])*$"
)
# '63 seizures, over three times the 19 of last year'
_MULTIPLE_OF = regex.compile(r"^[ ](?:the[ ]|as[ ]many[ ]as[ ](?:the[ ])?|of[ ](?:the[ ])?)?$")
_IN_SERIES = regex.compile(r"^[^.;:!?]{0,40}[ ](?:and[ ])?to[ ]$")
# 'recoveries from the $2 million': a source, not a level before; 'down from', 'a rise of 19% from' are levels
_OTHER_FROM = regex.compile(
    r"\b(?!(?:up|down|increase[sd]?|rise[ns]?|rose|falls?|fell|fallen|drops?|dropped|reductions?|reduced|declines?|declined|decrease[sd]?|increasing|rising|falling|cents?|percent|compared|improved|climbed|jumped|narrowed|of|grew|grown|cent)\b)\p{L}+[ ]from[ ]",
    regex.IGNORECASE,
)
# '9 offences down to 8', '40 cases (up to 52)'
_DOWN_TO = regex.compile(
    r"^(?:[ ]\p{L}[\p{L}-]*){0,3}[ ,(]+(?:down|up|falling|rising|dropping|reduced|reducing|increasing)[ ]to[ ](?:just[ ]|only[ ])?$",
    regex.IGNORECASE,
)
# 'from 1,965 in 2016/17 down to 1,365', 'rose from 40 to 60': the baseline comes first
_TO_CURRENT = regex.compile(
    r"^(?:[^.;!?]{0,60}?)[ ,](?:down[ ]to|up[ ]to|to)[ ]*(?:just[ ]|only[ ]|around[ ]|nearly[ ]|over[ ])?$",
    regex.IGNORECASE,
)
_FROM = regex.compile(r"\bfrom[ ]+(?:around[ ]|about[ ]|nearly[ ]|just[ ]|over[ ])?$", regex.IGNORECASE)
_CHANGE_VERB = regex.compile(
    r"\b(?:increas|ris(?:e|en|ing)\b|rose\b|gr[eo]w|f[ae]ll|drop|reduc|decreas|declin|narrow|went\b|go(?:ne|ing)?[ ](?:up|down)|improv|climb|jump|cut\b|rais|chang|slash|compar|doubl|trebl|tripl|halv|(?:up|down)\b)\w*",
    regex.IGNORECASE,
)
_RESTATED = regex.compile(
    r"^[ ]?(?:\(|,?[ ]or[ ]|,[ ]or[ ]|[ ][-–][ ]|,[ ])(?:about[ ]|around[ ]|nearly[ ]|almost[ ]|by[ ]|an?[ ])?$",
    regex.IGNORECASE,
)
_LIKE_KINDS = frozenset(
    {"count", "money", "mass", "percentage", "rate", "duration", "length", "speed", "proportion", "area", "volume"}
)


_BESIDE = 50
"""How many claims before or behind two levels the size of their change may stand."""


def find_comparisons(
    text: str, claims: list[ClaimDraft], table_pairs: Sequence[tuple[int, int]] = ()
) -> list[ComparisonLink]:
    """All comparisons, in the order of their first claim. A claim is the baseline of one comparison at the most.

    `table_pairs` are levels, the current one first, that two columns of a table set against each other.
    """
    pairs = [(current, baseline, "levels_table") for current, baseline in table_pairs]
    paired = {index for pair in table_pairs for index in pair}
    pairs += [pair for pair in _level_pairs(text, claims) if not paired & set(pair[:2])]
    multiples = {
        first + 1
        for first, _, rule in [(min(a, b), max(a, b), rule) for a, b, rule in pairs]
        if rule == "levels_multiple"
    }
    changes = [index for index, claim in enumerate(claims) if claim.direction is not None or index in multiples]
    used: set[int] = set()
    links: list[tuple[int, ComparisonLink]] = []
    restated = _restatements(text, claims, changes)
    again_of = dict(reversed(restated))
    taken = {second for _, second in restated}
    for current, baseline, rule in pairs:
        # a sentence without end may hold thousands of both
        beside = changes[
            bisect_left(changes, min(current, baseline) - _BESIDE) : bisect_left(
                changes, max(current, baseline) + _BESIDE
            )
        ]
        candidates = [
            index
            for index in beside
            if index not in used and index not in taken and _near(claims, index, current, baseline)
        ]
        if _bracketed(text, claims, min(current, baseline)):
            # 'an increase of 39% (up from 90 to 125), and an increase of 31% …'; '… reduced by 20%. (802 crimes compared to 637)'
            before = [index for index in candidates if index < min(current, baseline)]
            stated = [
                index
                for index in beside
                if index not in used and index not in taken and _explained(claims, index, current, baseline)
            ]
            candidates = before or stated or candidates
        change = min(candidates, key=lambda index: _distance(claims, index, current, baseline), default=None)
        again = again_of.get(change) if change is not None else None
        used |= {index for index in (change, again) if index is not None}
        links.append((min(current, baseline), _checked(claims, rule, current, baseline, change, again)))
    levels = {level for pair in pairs for level in pair[:2]}
    for level, change in _changed_levels(text, claims, changes):
        if change in used or change in taken or level in levels:
            continue
        used.add(change)
        again = again_of.get(change)
        used |= {again} if again is not None else set()
        links.append(
            (level, ComparisonLink("level_changed", level, None, change, again, direction=claims[change].direction))
        )
    for first, second in restated:
        if first not in used and second not in used:
            share = second if claims[second].quantity.kind == "percentage" else first
            other = first if share == second else second
            links.append(
                (
                    first,
                    ComparisonLink(
                        "change_restated",
                        change=share,
                        restated=other,
                        direction=claims[first].direction,
                        consistent=_agree(claims[share], claims[other]),
                    ),
                )
            )
    links.sort(key=lambda item: item[0])
    return [link for _, link in links]


def _changed_levels(text: str, claims: list[ClaimDraft], changes: list[int]) -> list[tuple[int, int]]:
    """Levels whose change is stated and whose baseline is not: '640 robberies were recorded, a decline of 12 per cent'."""
    found: list[tuple[int, int]] = []
    for change in changes:
        level = change - 1
        if level < 0:
            continue
        a, b = claims[level], claims[change]
        if (
            a.direction is not None
            or a.quantity.kind not in ("count", "money", "mass", "rate")
            or a.quantity.value is None
            or b.quantity.kind not in ("percentage", "proportion")
            or b.sentence_index - a.sentence_index > 1
            or not _same_thing(a, b)
            or _IS_BASELINE.search(text, max(0, a.quantity.start - 40), a.quantity.start)
        ):
            continue
        between = text[a.quantity.end : b.quantity.start]
        if (a.sentence_index == b.sentence_index and _LEVEL_CHANGED.match(between)) or (
            a.sentence_index != b.sentence_index and _LEVEL_CHANGED_NEXT.match(between)
        ):
            found.append((level, change))
    return found


def _level_pairs(text: str, claims: list[ClaimDraft]) -> list[tuple[int, int, str]]:
    pairs: list[tuple[int, int, str]] = []
    used: set[int] = set()
    levels = [
        index
        for index, claim in enumerate(claims)
        if claim.direction is None and claim.quantity.kind in _LIKE_KINDS and claim.quantity.value is not None
    ]
    for position, first in enumerate(levels):
        if first in used:
            continue
        for second in levels[position + 1 : position + 3]:
            a, b = claims[first], claims[second]
            if (
                second in used
                or a.block != b.block
                or a.quantity.kind != b.quantity.kind
                or a.quantity.unit != b.quantity.unit
            ):
                continue
            if b.sentence_index - a.sentence_index > 1 or not _same_thing(a, b):
                continue
            # the words between, without the change that may stand there: '126, down 16% from 150'
            between = _without_claims(text, claims, first, second)
            before = text[max(0, a.quantity.start - 100) : a.quantity.start]
            if _FROM.search(before) and _TO_CURRENT.match(between) and _CHANGE_VERB.search(before + between):
                last = _last_of_series(text, claims, levels, second)
                pairs.append((last, first, "levels_from_to"))
                used.add(last)
            elif (
                second == first + 2
                and claims[first + 1].quantity.kind == "multiplier"
                and _MULTIPLE_OF.match(text[claims[first + 1].quantity.end : b.quantity.start])
            ):
                pairs.append((first, second, "levels_multiple"))
            elif (
                between == " to "
                and _IN_BRACKET.search(before)
                and first > 0
                and claims[first - 1].direction is not None
                and a.quantity.start - claims[first - 1].quantity.end < 12
            ):
                pairs.append((second, first, "levels_from_to"))
            elif _NEXT_SENTENCE.match(between):
                pairs.append((first, second, "levels_compared"))
            elif _DOWN_TO.match(between):
                pairs.append((second, first, "levels_from_to"))
            elif (
                _TO_BASELINE.match(between)
                and not _OTHER_FROM.search(between)
                and (
                    _CHANGE_VERB.search(between)
                    or regex.search(r"\b(?:compar|against|versus|vs|opposed|(?:down|up)[ ]from)", between)
                    or _CHANGE_VERB.search(before[-60:])
                )
            ):
                # '802 in 2018 compared to 637 in 2019': the later time is the current one
                later = _begins_before(a, b)
                pairs.append((second, first, "levels_compared") if later else (first, second, "levels_compared"))
            else:
                continue
            used |= {first, second}
            if pairs[-1] == (first, second, "levels_compared"):
                further = _next_baseline(text, claims, levels, second)
                if further is not None:
                    pairs.append((first, further, "levels_compared"))
                    used.add(further)
            break
    return pairs


def _next_baseline(text: str, claims: list[ClaimDraft], levels: list[int], baseline: int) -> int | None:
    """'480, down from 540 in 2018 and 610 in 2017': the level of the year before the baseline's."""
    index = next((index for index in levels if index > baseline), None)
    if index is None:
        return None
    a, b = claims[baseline], claims[index]
    dated = _begins_before(b, a)
    return (
        index
        if dated
        and a.sentence_index == b.sentence_index
        and a.quantity.kind == b.quantity.kind
        and a.quantity.unit == b.quantity.unit
        and _same_thing(a, b)
        and _NEXT_BASELINE.match(text[a.quantity.end : b.quantity.start])
        else None
    )


def _bracketed(text: str, claims: list[ClaimDraft], index: int) -> bool:
    before = text[max(0, claims[index].quantity.start - 60) : claims[index].quantity.start]
    return before.rfind("(") > before.rfind(")")


def _last_of_series(text: str, claims: list[ClaimDraft], levels: list[int], current: int) -> int:
    """'from 1,091 in 2009 to 1,138 in 2010 to 1,677 in 2012': the last level is the current one."""
    for index in levels[levels.index(current) + 1 :]:
        a, b = claims[current], claims[index]
        if (
            a.sentence_index != b.sentence_index
            or a.quantity.kind != b.quantity.kind
            or not _IN_SERIES.match(text[a.quantity.end : b.quantity.start])
        ):
            break
        current = index
    return current


def _without_claims(text: str, claims: list[ClaimDraft], first: int, second: int) -> str:
    parts, at = [], claims[first].quantity.end
    for index in range(first + 1, second):
        parts.append(text[at : claims[index].quantity.start])
        at = claims[index].quantity.end
    parts.append(text[at : claims[second].quantity.start])
    return regex.sub(r"[ ]{2,}", " ", "".join(parts))


def _begins_before(a: ClaimDraft, b: ClaimDraft) -> bool:
    """Whether both claims have a period and the first one's begins earlier."""
    first = None if a.period is None else a.period.start_date
    second = None if b.period is None else b.period.start_date
    return first is not None and second is not None and first < second


def _same_thing(a: ClaimDraft, b: ClaimDraft) -> bool:
    return a.head is None or b.head is None or a.head == b.head


def _explained(claims: list[ClaimDraft], change: int, current: int, baseline: int) -> bool:
    """Whether the levels in brackets explain the share right before them, whatever nouns both have."""
    first = min(current, baseline)
    between = claims[change + 1 : first]
    return (
        change < first
        and claims[change].block == claims[first].block
        and claims[first].sentence_index - claims[change].sentence_index <= 1
        and claims[change].quantity.kind in ("percentage", "proportion")
        and all(claim.quantity.kind == "duration" for claim in between)
    )


def _near(claims: list[ClaimDraft], change: int, current: int, baseline: int) -> bool:
    sentences = {claims[current].sentence_index, claims[baseline].sentence_index}
    if (
        not any(abs(claims[change].sentence_index - sentence) <= 1 for sentence in sentences)
        or claims[change].block != claims[current].block
    ):
        return False
    quantity, level = claims[change].quantity, claims[current].quantity
    if quantity.unit == "percentage_point" and level.kind != "percentage":
        return False
    if (claims[change].per is None) != (claims[current].per is None) and quantity.kind == level.kind:
        return False
    heads = {claims[change].head, claims[current].head, claims[baseline].head}
    if not (
        _same_thing(claims[change], claims[current])
        or _same_thing(claims[change], claims[baseline])
        or (heads & _CASES and claims[change].sentence_index in sentences)
    ):
        return False
    return quantity.kind in ("percentage", "proportion", "multiplier") or (
        quantity.kind == level.kind and quantity.unit == level.unit
    )


def _distance(claims: list[ClaimDraft], change: int, current: int, baseline: int) -> int:
    at = claims[change].quantity.start
    return min(abs(at - claims[current].quantity.end), abs(at - claims[baseline].quantity.end))


# What crimes are counted in: 'burglary is down 12%, with 40 fewer victims' is one change
_CASES = frozenset(
    {"incident", "report", "case", "crime", "offence", "offense", "victim", "call", "collision", "death"}
)


def _restatements(text: str, claims: list[ClaimDraft], changes: list[int]) -> list[tuple[int, int]]:
    """'a quarter (26 per cent)', 'by 16 reports, or 15 per cent': the same change twice."""
    found: list[tuple[int, int]] = []
    for first in changes:
        second = first + 1
        if second >= len(claims) or claims[second].block != claims[first].block:
            continue
        a, b = claims[first].quantity, claims[second].quantity
        if (
            a.kind == b.kind
            or b.kind not in ("percentage", "proportion", "count")
            or "percentage" not in (a.kind, b.kind)
        ):
            continue
        if (
            claims[first].direction == claims[second].direction is not None
            and claims[first].sentence_index == claims[second].sentence_index
            and b.start - a.end < 80
            and (_same_thing(claims[first], claims[second]) or {claims[first].head, claims[second].head} & _CASES)
        ):  # 'fell by four per cent, with 11 fewer incidents'
            found.append((first, second))
            continue
        if b.kind == "count" and claims[second].direction is None:
            continue
        between = regex.sub(r"^[ ]\p{Ll}+(?=[ ,(])", "", text[a.end : b.start])
        if _RESTATED.match(text[a.end : b.start]) or _RESTATED.match(between):
            found.append((first, second))
    return found


def _checked(
    claims: list[ClaimDraft], rule: str, current: int, baseline: int, change: int | None, again: int | None
) -> ComparisonLink:
    now, then = claims[current].quantity.value, claims[baseline].quantity.value
    direction: Direction | None = claims[change].direction if change is not None else None
    if direction is None and now is not None and then is not None and now != then:
        direction = "increase" if now > then else "decrease"
    expected = consistent = None
    if change is not None and now is not None and then is not None:
        expected, consistent = check_change(
            claims[current].quantity, claims[baseline].quantity, claims[change].quantity, direction
        )
    return ComparisonLink(rule, current, baseline, change, again, direction, expected, consistent)


def _agree(percentage: ClaimDraft, other: ClaimDraft) -> bool | None:
    """Whether a percentage says again what a fraction says; 'a quarter (26 per cent)' does, within a twentieth."""
    share, part = percentage.quantity.value, other.quantity.value
    if share is None or part is None or other.quantity.kind != "proportion":
        return None
    return abs(share / 100 - part) <= Decimal("0.05")
