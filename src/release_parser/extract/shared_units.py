"""Units that are written once for several numbers: '20 and 25 years', 'from 14 days to nine'.

In: the quantities of a text, in order. Out: the same quantities, each with the unit that it shares.

>>> from release_parser.extract.quantities import QuantityGrammar
>>> from release_parser.lexicon import Lexicon
>>> [(q.value, q.unit) for q in QuantityGrammar(Lexicon.default()).find("The wait fell from 14 days to nine.", ())]
[(Decimal('14'), 'day'), (Decimal('9'), 'day')]
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from release_parser.extract.mentions import QuantityMention
from release_parser.lexicon import Lexicon, WordPattern
from release_parser.regexes import Regex

# '20 and 25 years', '20- and 50-euro notes'
_LIST_JOINT = Regex(r"-?[ ](?:and|or)[ ]|[ ]?/[ ]?")
_LAST_JOINT = Regex(r",?[ ](?:and|or)[ ]|[ ]?/[ ]?")
_SHARED = frozenset({"duration", "mass", "length", "volume", "speed", "percentage", "money"})
# 'from 14 days to nine', 'from £40 last year to 60'
_TO = Regex(r"(?:[ ](?:last|this|a|the|in|early|late)(?:[ ][\p{L}\d]+){1,3})?,?[ ]to[ ]")
_FROM = Regex(r"\bfrom[ ]+(?:the[ ]+)?(?:(?:about|around|nearly|almost|just over|over)[ ]+)?\Z", re.IGNORECASE)
_NEW_CLAUSE = Regex(r"[ ](?:were|was|are|is|had|have)\b")
_OBJECT = Regex(r"\b\p{Ll}{3,}ed[ ]\Z")
_BY = Regex(r"\b(?:by|of)[ ]+(?:(?:about|around|nearly|almost|just over|over)[ ]+)?\Z", re.IGNORECASE)
# 'nine days from 14', 'nine days instead of 14'
_FROM_BEHIND = Regex(r"(?:,?[ ](?:down|up))?[ ]from[ ]|[ ](?:instead[ ]of|rather[ ]than)[ ]")
_NO_NOUN = Regex(
    r"[ ]*(?:[.,;:!?)”\"’\n–—]|$)|[ ](?:in|by|last|this|over|during|between|within|for|after|before|since|as|and|but|on|at|per|because|when|while|a[ ](?:day|week|month|year))\b"
)


def share_units(text: str, mentions: list[QuantityMention], lexicon: Lexicon) -> list[QuantityMention]:
    """The quantities with the units that they share."""
    return _limits(text, _levels(text, _lists(text, mentions)), lexicon)


def _lists(text: str, mentions: list[QuantityMention]) -> list[QuantityMention]:
    """The quantities of lists with the unit behind the last number: '20 and 25 years in prison', '3, 5, and 8 per cent', '5, 10 and 20 pound notes'.

    In 'down nine, or 28 per cent' and 'from 800 to 600, and 30 per cent of them' the comma ends a count, which shares nothing.
    """
    shared = list(mentions)
    last = -1
    for index in range(len(shared) - 2, -1, -1):
        first, second = shared[index], shared[index + 1]
        between = text[first.end : second.start]
        if not _may_share(text, first, second):
            continue
        if (between == ", " and last == index + 1) or _is_last(text, shared, index, between):
            shared[index] = replace(first, rule=second.rule, kind=second.kind, unit=second.unit)
            last = index
    return shared


def _is_last(text: str, mentions: list[QuantityMention], index: int, between: str) -> bool:
    """Whether the number stands before the last of a list; 'and' behind a comma needs one more number before it."""
    if _LIST_JOINT.fullmatch(between):
        first, second = mentions[index], mentions[index + 1]
        if second.kind == "percentage" and _NEW_CLAUSE.match(text, second.end) and _OBJECT.search(text[: first.start]):
            return False  # 'stopped 40 and 10 per cent were drunk'
        # 'up 24 or 6 per cent' says one thing twice: an alternative counts upwards
        return " or " not in between or (first.value or 0) < (second.value or 0)
    return (
        _LAST_JOINT.fullmatch(between) is not None
        and index > 0
        and text[mentions[index - 1].end : mentions[index].start] == ", "
        and mentions[index - 1].kind == "count"
    )


def _may_share(text: str, first: QuantityMention, second: QuantityMention) -> bool:
    """Whether the first number has no unit and the second has one that lists share."""
    if first.kind != "count" or first.value is None or first.upper is not None or first.end != first.number_end:
        return False
    if text[first.number_start - 1 : first.number_start] in ("'", "’", "′"):  # 'between 5'10 and 6ft'
        return False
    hyphens = text[first.end : first.end + 1] == "-", text[second.number_end : second.number_end + 1] == "-"
    if hyphens not in ((False, False), (True, True)):
        return False
    return second.kind in _SHARED and second.unit is not None and second.start == second.number_start


_LIMIT = WordPattern(
    r"[ ](?:in|through|on|where)[ ](?:an?|the)[ ](?:(?:«measure_words.posted»)[ ])?|[ ]in[ ](?:(?:«measure_words.posted»)[ ])?|[ ][(](?:«measure_words.posted»)[ ](?:at[ ])?"
)
_ZONE = WordPattern(r"[ ](?:«measure_words.zone»)\b|[ ]*(?:[.,;)\n]|$)")


def _limits(text: str, mentions: list[QuantityMention], lexicon: Lexicon) -> list[QuantityMention]:
    """The quantities, with speed limits as speeds: '152 km/h in an 80 zone', '134 km/h in a 60'."""
    shared = list(mentions)
    for index in range(1, len(shared)):
        first, second = shared[index - 1], shared[index]
        if (
            first.kind == "speed"
            and second.kind == "count"
            and second.value is not None
            and (first.value or 0) > second.value > 0
            and _LIMIT.of(lexicon).fullmatch(text[first.end : second.start])
            and _ZONE.of(lexicon).match(text, second.end)
        ):
            shared[index] = replace(second, rule=first.rule, kind=first.kind, unit=first.unit)
    return shared


def _levels(text: str, mentions: list[QuantityMention]) -> list[QuantityMention]:
    """The quantities, the second of two levels with the unit of the first: 'from 14 days to nine', 'from £40 to 60', 'from 12 per cent to 19'."""
    shared = list(mentions)
    for index, (first, second) in enumerate(pairwise(mentions)):
        if first.unit is None or first.kind == "age" or not _is_other_level(text, first, second):
            continue
        if second.kind == "count" and second.value is not None:
            shared[index + 1] = replace(second, rule=first.rule, kind=first.kind, unit=first.unit)
        elif first.kind == "money" and _in_millions(text, second):
            value = None if second.value is None else second.value * 1_000_000
            shared[index + 1] = replace(second, rule=first.rule, kind="money", unit=first.unit, value=value)
    return shared


def _is_other_level(text: str, first: QuantityMention, second: QuantityMention) -> bool:
    """Whether two quantities are levels of one thing: 'from 14 days to nine', 'to nine days from 14', 'nine days instead of 14'."""
    if _NO_NOUN.match(text, second.end) is None:
        return False
    between = text[first.end : second.start]
    if _TO.fullmatch(between):
        return _FROM.search(text[max(0, first.start - 24) : first.start]) is not None
    changed = _BY.search(text[max(0, first.start - 24) : first.start]) is not None  # 'by 20% from 800'
    return _FROM_BEHIND.fullmatch(between) is not None and not changed


def _in_millions(text: str, quantity: QuantityMention) -> bool:
    """Whether the 'm' that was read as metres means millions: 'from £2m to 3m'."""
    return quantity.unit == "meter" and text[quantity.end - 1 : quantity.end] == "m"
