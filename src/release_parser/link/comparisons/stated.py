"""Which stated change belongs to which pair of levels, and which change is stated twice.

In: the claims of a page. Out: for a pair of levels the index of the claim that gives the size of their change; pairs of claims that give
one change in two forms; levels whose change is stated but whose baseline is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from release_parser.lexicon import Lexicon, WordPattern
from release_parser.link.comparisons.pairs import same_thing
from release_parser.link.drafts import ClaimDraft
from release_parser.regexes import Regex
from release_parser.rules import Rule, RuleTable

_SHARES = frozenset({"percentage", "proportion"})
_RESTATED = Regex(
    r"^[ ]?(?:\(|,?[ ]or[ ]|,[ ]or[ ]|[ ][-–][ ]|,[ ])(?:about[ ]|around[ ]|nearly[ ]|almost[ ]|by[ ]|an?[ ])?$",
    re.IGNORECASE,
)
# a noun between a change and the same change said again: ' reports, or'
_NOUN_FIRST = Regex(r"^[ ]\p{Ll}+(?=[ ,(])")
# '640 robberies were recorded, a decline of', '2,110 crimes - down', '40 calls, representing a': a level and its change
_LEVEL_CHANGED = WordPattern(
    r"^[^.;:!?()]{0,90}?(?:,|[ ][-–—])[ ]?(?:(?:which|and[ ]this|this)[ ](?:is|was|«claim_words.amounts_to»)[ ]|(?:«claim_words.amounting_to»)[ ])?"
    r"(?:an?[ ]|the[ ])?(?:\p{L}[\p{L}-]*[ ]){0,2}?(?:(?:«claim_words.change»)[ ]of[ ](?:by[ ])?|up[ ](?:by[ ])?|down[ ](?:by[ ])?)?$",
    re.IGNORECASE,
)
# 'dealt with 10 calls. This is a reduction of'
_LEVEL_CHANGED_NEXT = WordPattern(
    r"^[^.;:!?]{0,60}[.!]\s+(?:This|That|It)[ ](?:is|was|«claim_words.said_of_a_level»)[ ](?:an?[ ])?(?:\p{L}[\p{L}-]*[ ]){0,2}?(?:(?:«claim_words.change»)[ ]of[ ])?$"
)
# 'compared to 720 the previous year. This is a 5 per cent increase': the level before the change, whose current one is further off
_IS_BASELINE = WordPattern(
    r"\b(?:«claim_words.compared_with»|against|from|than|versus|vs\.?)[ ](?:(?:just|only|the|a[ ]total[ ]of|around|about)[ ])*$"
)
# 'a 20 per cent increase on the year before, when 533 were recorded': the level of the change's baseline
_BASELINE_BEHIND = WordPattern(
    r"^[^.;:!?()]{0,60}\b(?:on|from|over|«claim_words.compared_with»)[ ][^.;:!?()]{2,40}?,?[ ](?:when|which[ ](?:«claim_words.saw»))[ ](?:(?:there|it|we|the[ ](?:number|total)|«claim_words.who_counts»)[ ](?:\p{L}+[ ]){1,2}(?:at[ ])?)?(?:just[ ]|only[ ]|around[ ]|about[ ])*$",
    re.IGNORECASE,
)
# ' as violent crime dropped by', ' and the queue was cut by': another subject with a verb of its own
_OTHER_CLAUSE = WordPattern(
    r"(?:\b(?:as|while|whilst|whereas|but|although|though|and)|;)[ ]"
    r"(?!(?:this|that|it|which|so|is|was|are|were|now|also|then|overall|by|from|to|an?|down|up|«claim_words.amounts_to»|«claim_words.amounting_to»)\b|\d)\p{L}",
    re.IGNORECASE,
)
_TAKES_UP = WordPattern(
    r"\s*(?:[\"“])?(?:This|That|It|Which|These|The[ ](?:numbers?|total|«claim_words.figure»)|An?[ ](?:\p{L}+[ ]){0,3}?(?=(?:«claim_words.change»|\d))|Up|Down|[(])",
)


@dataclass(frozen=True, slots=True)
class StatedChange:
    """A pair of levels and a change near it, for the rules that decide whether the change is the pair's."""

    text: str
    claims: Sequence[ClaimDraft]
    change: int
    current: int
    baseline: int

    @property
    def lexicon(self) -> Lexicon:
        """The parser's vocabulary."""
        return self.claim.counted.lexicon

    @property
    def claim(self) -> ClaimDraft:
        """The claim that gives the size of the change."""
        return self.claims[self.change]

    @property
    def levels(self) -> tuple[ClaimDraft, ClaimDraft]:
        """The current level and the baseline."""
        return self.claims[self.current], self.claims[self.baseline]

    @property
    def ends(self) -> tuple[int, int]:
        """Where the pair begins and ends, in characters of the page."""
        starts = sorted(claim.quantity.start for claim in self.levels)
        return starts[0], max(claim.quantity.end for claim in self.levels)

    @property
    def between(self) -> str:
        """The text between the pair and the change; empty where the change stands inside the pair."""
        quantity, (start, end) = self.claim.quantity, self.ends
        if quantity.start >= end:
            return self.text[end : quantity.start]
        return self.text[quantity.end : start] if quantity.end <= start else ""


def too_far(stated: StatedChange) -> bool | None:
    """The change stands in another paragraph, or more than one sentence away from the levels."""
    claim = stated.claim
    near = any(abs(claim.sentence_index - level.sentence_index) <= 1 for level in stated.levels)
    return None if near and claim.block == stated.levels[0].block else True


def other_unit(stated: StatedChange) -> bool | None:
    """The units do not match: '12 kg less' is no change of two counts, and percentage points change only percentages."""
    quantity, level = stated.claim.quantity, stated.levels[0].quantity
    if quantity.unit == "percentage_point" and level.kind != "percentage":
        return True
    if quantity.kind in _SHARES or quantity.kind == "multiplier":
        return None
    return None if quantity.kind == level.kind and quantity.unit == level.unit else True


def rate_and_number(stated: StatedChange) -> bool | None:
    """A rate such as '12 a day' does not change by a plain number."""
    claim, level = stated.claim, stated.levels[0]
    mixed = (claim.per is None) != (level.per is None) and claim.quantity.kind == level.quantity.kind
    return True if mixed else None


def other_clause(stated: StatedChange) -> bool | None:
    """A clause with its own subject tells of something else: 'went from 900 to 720 as car crime dropped by 15 per cent'."""
    return True if _OTHER_CLAUSE.of(stated.lexicon).search(stated.between) else None


def sentence_of_its_own(stated: StatedChange) -> bool | None:
    """The next sentence is about something else: 'It has 1,500 officers, up from 1,200. The unit halved response times.'"""
    claim = stated.claim
    if any(claim.beside(level) for level in stated.levels):
        return None
    if claim.head is not None and any(claim.head == level.head for level in stated.levels):
        return None
    opening = max(claim.sentence.start, min(level.sentence.start for level in stated.levels))
    return None if _TAKES_UP.of(stated.lexicon).match(stated.text, opening) else True


NOT_ITS_CHANGE: RuleTable[StatedChange, bool] = RuleTable(
    "comparison",
    (
        Rule(
            "too_far",
            too_far,
            ignores=(
                "Thefts fell from <claim value=90>90</claim> to <claim value=72>72</claim>.\n\nThis is a drop of <claim value=20 unit=percent side=null>20%</claim>.",
            ),
        ),
        Rule(
            "other_unit",
            other_unit,
            ignores=(
                "Thefts fell from <claim value=90>90</claim> to <claim value=72>72</claim>, down by <claim value=18 side=null>18 kg</claim>.",
            ),
        ),
        Rule(
            "rate_and_number",
            rate_and_number,
            ignores=(
                "Thefts fell from <claim value=90>90</claim> a day to <claim value=72>72</claim> a day, a drop of <claim value=18 side=null>18</claim>.",
            ),
        ),
        Rule(
            "other_clause",
            other_clause,
            ignores=(
                "Thefts fell from <claim side=baseline>900</claim> to <claim side=current>720</claim> as knife crime dropped by <claim side=null>9 per cent</claim>.",
                "Calls went up from <claim side=baseline>3,000</claim> to <claim side=current>3,300</claim> and the queue was cut by <claim side=null>a quarter</claim>.",
            ),
        ),
        Rule(
            "sentence_of_its_own",
            sentence_of_its_own,
            ignores=(
                "Offences fell from <claim side=baseline>800</claim> to <claim side=current>640</claim>. Violent theft dropped by <claim side=null>12 per cent</claim>.",
            ),
        ),
    ),
    kinds=(),
)
"""Why a change near two levels is not theirs."""


def change_of(
    text: str, claims: Sequence[ClaimDraft], current: int, baseline: int, changes: Sequence[int]
) -> int | None:
    """The index of the stated change of two levels, or None; the nearest one where several could be it.

    `changes` are the indices of the changes near the levels.
    """
    low = min(current, baseline)
    its = [
        index for index in changes if NOT_ITS_CHANGE.first(StatedChange(text, claims, index, current, baseline)) is None
    ]
    if _in_brackets(text, claims[low]):
        # 'an increase of 39% (up from 90 to 125), and an increase of 31% …'; '… reduced by 20%. (802 crimes compared to 637)'
        its = (
            [index for index in its if index < low]
            or [index for index in changes if _explained(claims, index, low)]
            or its
        )
    return min(its, key=lambda index: _distance(claims, index, current, baseline), default=None)


def _in_brackets(text: str, claim: ClaimDraft) -> bool:
    """Whether a claim stands inside round brackets."""
    before = text[max(0, claim.quantity.start - 60) : claim.quantity.start]
    return before.rfind("(") > before.rfind(")")


def _explained(claims: Sequence[ClaimDraft], change: int, first: int) -> bool:
    """Whether levels in brackets explain the share right before them, whatever nouns they have."""
    claim, level = claims[change], claims[first]
    return (
        change < first
        and claim.block == level.block
        and level.sentence_index - claim.sentence_index <= 1
        and claim.quantity.kind in _SHARES
        and all(between.quantity.kind == "duration" for between in claims[change + 1 : first])
    )


def _distance(claims: Sequence[ClaimDraft], change: int, current: int, baseline: int) -> int:
    """How many characters lie between a change and the nearer of its two levels."""
    at = claims[change].quantity.start
    return min(abs(at - claims[level].quantity.end) for level in (current, baseline))


def restatements(text: str, claims: Sequence[ClaimDraft], changes: Sequence[int]) -> list[tuple[int, int]]:
    """The same change stated in two forms, by the indices of both: 'a quarter (26 per cent)', 'by 16 reports, or 15 per cent'."""
    return [
        (first, first + 1)
        for first in changes
        if first + 1 < len(claims) and _says_again(text, claims[first], claims[first + 1])
    ]


def _says_again(text: str, first: ClaimDraft, second: ClaimDraft) -> bool:
    """Whether the second claim states the change of the first in another form."""
    a, b = first.quantity, second.quantity
    if first.block != second.block or a.kind == b.kind or "percentage" not in (a.kind, b.kind):
        return False
    if b.kind not in (*_SHARES, "count"):
        return False
    if second.direction is not None and first.direction == second.direction and first.beside(second):
        case = {first.head, second.head} & first.counted.words.cases
        if b.start - a.end < 80 and (same_thing(first, second) or case):
            return True  # 'fell by four per cent, with 11 fewer incidents'
    if b.kind == "count" and second.direction is None:
        return False
    between = text[a.end : b.start]
    return bool(_RESTATED.match(between) or _RESTATED.match(_NOUN_FIRST.sub("", between)))


def changed_levels(text: str, claims: Sequence[ClaimDraft], changes: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Levels whose change is stated but whose baseline is not: '640 robberies were recorded, a decline of 12 per cent'."""
    for change in changes:
        if change > 0 and _level_of(text, claims[change - 1], claims[change]):
            yield change - 1, change


def _level_of(text: str, level: ClaimDraft, change: ClaimDraft) -> bool:
    """Whether a change belongs to a level that stands before it, without a baseline."""
    a, b = level.quantity, change.quantity
    if level.direction is not None or a.value is None or a.kind not in ("count", "money", "mass", "rate"):
        return False
    if b.kind not in _SHARES or change.sentence_index - level.sentence_index > 1 or not same_thing(level, change):
        return False
    if _IS_BASELINE.of(level.counted.lexicon).search(text, max(0, a.start - 40), a.start):
        return False
    pattern = _LEVEL_CHANGED if level.beside(change) else _LEVEL_CHANGED_NEXT
    return pattern.of(level.counted.lexicon).match(text[a.end : b.start]) is not None


def changed_baselines(text: str, claims: Sequence[ClaimDraft], changes: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Baselines whose current level is not stated: 'a 20 per cent increase on the year before, when 533 were recorded'."""
    for change in changes:
        if change + 1 >= len(claims):
            continue
        a, b = claims[change], claims[change + 1]
        if b.direction is not None or b.quantity.kind not in ("count", "money") or not a.beside(b):
            continue
        if a.quantity.kind in _SHARES and _BASELINE_BEHIND.of(a.counted.lexicon).match(
            text[a.quantity.end : b.quantity.start]
        ):
            yield change + 1, change
