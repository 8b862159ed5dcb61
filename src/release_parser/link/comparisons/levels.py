"""Which of two compared levels is the current one, by the words around them.

In: two levels that stand near each other. Out: the current level and the baseline, and the name of the rule that decided.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from release_parser.lexicon import WordPattern
from release_parser.link.comparisons.level_pair import ABOUT, LevelPair, Ordered
from release_parser.link.comparisons.order import later_of
from release_parser.link.comparisons.told_twice import told_of_two_times
from release_parser.regexes import Regex
from release_parser.rules import Rule, RuleTable

_FROM = Regex(rf"\bfrom[ ]+{ABOUT}$", re.IGNORECASE)
# 'from 1,965 in 2016/17 down to 1,365', 'rose from 40 to 60'
_TO = Regex(rf"^(?:[^.;!?]{{0,60}}?)[ ,](?:down[ ]to|up[ ]to|to)[ ]+{ABOUT}$", re.IGNORECASE)
_IN_SERIES = Regex(r"^[^.;:!?]{0,40}[ ](?:and[ ])?to[ ]$")
# '63 seizures, over three times the 19 of last year'
_MULTIPLE_OF = Regex(r"^[ ](?:the[ ](?:\p{Ll}+[ ]){0,2}|as[ ]many[ ]as[ ](?:the[ ])?|of[ ](?:the[ ])?)?$")
_OPENS_BRACKET = Regex(r"[(](?:from[ ])?$")
# '187 thefts. That compares with 254'
_NEXT_SENTENCE = WordPattern(
    r"^[^.!?]{0,120}[.!?][\"”]?[ ](?:That|This|It|Which)[ ](?:«claim_words.compares»|is[ ](?:up|down)|was[ ](?:up|down))[ ](?:with|to|from|against)[ ](?:a[ ]total[ ]of[ ]|just[ ]|the[ ])?$"
)
# '9 offences down to 8', '40 cases (up to 52)'
_DOWN_TO = WordPattern(
    r"^(?:[ ]\p{L}[\p{L}-]*){0,3}[ ,(]+(?:down|up|«claim_words.going_to»)[ ]to[ ](?:just[ ]|only[ ])?$",
    re.IGNORECASE,
)
_COMPARED = r"(?:«claim_words.compared_with»)|against|versus|vs\.?|down[ ]from|up[ ]from|from|compared"
_TO_BASELINE = WordPattern(
    rf"^(?:[^.;!?]{{0,60}}?)(?:[ ,(]+|^)(?:{_COMPARED})(?:[ ](?:a[ ]total[ ]of|the|just|only|around|about|nearly|some|over|more[ ]than))?(?:[ ](?:previous|last[ ]year's|last[ ]year’s))?[ ]*$",
    re.IGNORECASE,
)
_V = Regex(r"[ ]vs?\.?[ ]")
_PLAINLY_COMPARED = WordPattern(
    r"\b(?:«claim_words.compares»|«claim_words.compared_with»|against|versus|vs?\b|(?:down|up)[ ]from)",
    re.IGNORECASE,
)
# 'recoveries from the $2 million': a source, not a level before; 'down from', 'a rise of 19% from' are levels
_OTHER_FROM = WordPattern(
    r"\b(?!(?:up|down|of|«claim_words.changes_from»)\b)\p{L}+[ ]from[ ]",
    re.IGNORECASE,
)
# ', a 20 per cent increase on the year before, when 533 were recorded'
_WHEN = WordPattern(
    rf"\b(?:on|from|over|than|against|«claim_words.compared_with»)[ ][^.;:!?()]{{2,50}}?,?[ ](?:when|which[ ](?:«claim_words.saw»)|where)[ ](?:(?:there|it|we|the[ ](?:number|total)|«claim_words.who_counts»)[ ](?:\p{{L}}+[ ]){{1,2}}(?:at[ ])?)?{ABOUT}$",
    re.IGNORECASE,
)
# '640, 200 fewer than the 800 of 2019'
_FEWER_THAN = WordPattern(
    r"[ ](?:fewer|less|more|«claim_words.higher»|«claim_words.lower»|up|down)[ ](?:than|on|from)[ ](?:the[ ])?$",
    re.IGNORECASE,
)
# 'in June 2016 (66) rose 10% compared to June 2015 (60)'
_BOTH_IN_BRACKETS = WordPattern(
    r"^\)[^.;!?()]{0,80}?\b(?:«claim_words.compares»|«claim_words.comparison»|than|from|against|versus|vs|on)\b[^.;!?()]{0,40}[(]$",
    re.IGNORECASE,
)
# '90 guns, up from 60', 'halved (8 down from 16)'
_UP_FROM = Regex(
    rf"^(?:[^.;!?]{{0,60}}?)[ ,(]+(?:up|down)[ ](?:by[ ])?[ ]?from[ ]+{ABOUT}(?:last[ ]year[’']s[ ])?$",
    re.IGNORECASE,
)
_COMPARED_IN_FRONT = Regex(rf"(?:^|[.!?\n][ ]?)Compared[ ](?:to|with)[ ]{ABOUT}$")
_OTHER_CLAUSE = Regex(r"^[^.;:!?]{0,60},[ ](?:(?:a[ ]total[ ]of|some|about|just|only)[ ])?$")
_DATED_COMMA = Regex(r"^[^.;:!?()]{2,40}(?:,|[ ]and)[ ]$")
_NEAR_BRACKET = 12
_DATED_AND = Regex(r"^[^.;:!?]{0,60}?,?[ ]and[ ](?:just[ ]|only[ ])?$")
_AND_SO_CHANGED = Regex(r"^[^.;:!?]{0,40}?[,–—-][ ]?(?:which[ ]is[ ]|this[ ]is[ ])?(?:an?|the|down|up)\b")
# 'Figures for 2023 in brackets', '(last year's figures in brackets)', 'compared to (2024)'
_BRACKETS_ARE_BEFORE = WordPattern(
    r"\b(?:last[ ]year|previous|20\d\d|«claim_words.time_before»)[^.;!?\n]{0,60}[ ]in[ ](?:«claim_words.brackets»)\b"
    r"|\bin[ ](?:«claim_words.brackets»)[^.;!?\n]{0,30}\b(?:last[ ]year|previous|20\d\d|«claim_words.time_before»)|\b(?:«claim_words.compares»|versus|vs\.?|against)[^.;!?\n]{0,20}[(](?:20\d\d|last[ ]year)[)]|20\d\d[ ][(](?:\p{L}+[ ]){0,3}20\d\d[)]",
    re.IGNORECASE,
)
_ONE_BRACKET = Regex(r"^(?:[ ]\p{L}[\p{L}’'-]*){0,5}[ ]?[(]$")
_FALLING = ("duration", "money", "percentage", "rate")
_LONGEST_SERIES = 20
_BLOCKS_ABOVE_LIST = 3
"""How many blocks above its list the line may stand that says what is in brackets."""
_BLOCKS_BELOW_ITEM = 10
"""How many blocks below an item that line may stand: 'Last year's figures are in brackets' also ends a list."""


def from_one_to_other(pair: LevelPair) -> Ordered | None:
    """'rose from 40 to 60', 'from 1,965 in 2016/17 down to 1,365': the baseline comes first; in a series the last level is the current one."""
    if not _FROM.search(pair.before) or not _TO.match(pair.between):
        return None
    if not _falls(pair) and not pair.changing(pair.before + pair.between):
        return None
    return _last_of_series(pair), pair.first


def _falls(pair: LevelPair) -> bool:
    """Whether two levels joined by 'to' fall, so that they cannot be a range: 'shortened waits from nine minutes to four'."""
    a, b = pair.a.quantity, pair.b.quantity
    return pair.between == " to " and a.kind in _FALLING and (a.value or 0) > (b.value or 0)


def _last_of_series(pair: LevelPair) -> int:
    """The index of the last level of a series: 'from 1,043 in 2009 to 1,126 in 2010 to 1,580 in 2012'."""
    current, text = pair.second, pair.page.text
    for index in pair.levels[bisect_right(pair.levels, current) :][:_LONGEST_SERIES]:
        a, b = pair.claims[current], pair.claims[index]
        joined = _IN_SERIES.match(text[a.quantity.end : b.quantity.start]) if a.beside(b) else None
        if joined is None or a.quantity.kind != b.quantity.kind:
            break
        current = index
    return current


def multiple_of_the_other(pair: LevelPair) -> Ordered | None:
    """'63 seizures, over three times the 19 of last year': the multiplier stands between them."""
    if len(pair.inner) != 1 or pair.inner[0].quantity.kind != "multiplier":
        return None
    between = pair.page.text[pair.inner[0].quantity.end : pair.b.quantity.start]
    return (pair.first, pair.second) if _MULTIPLE_OF.match(between) else None


def in_the_bracket_of_the_change(pair: LevelPair) -> Ordered | None:
    """'down 10% (800 to 720)': the bracket right behind a change gives its levels, the baseline first."""
    if pair.between != " to " or not _OPENS_BRACKET.search(pair.before) or pair.first == 0:
        return None
    change = pair.claims[pair.first - 1]
    near = change.direction is not None and pair.a.quantity.start - change.quantity.end < _NEAR_BRACKET
    return (pair.second, pair.first) if near else None


def compared_in_the_next_sentence(pair: LevelPair) -> Ordered | None:
    """'187 thefts. That compares with 254 last year.': the baseline stands in the next sentence."""
    return (pair.first, pair.second) if _NEXT_SENTENCE.of(pair.lexicon).match(pair.between) else None


def down_to_the_other(pair: LevelPair) -> Ordered | None:
    """'9 offences down to 8': the baseline comes first."""
    return (pair.second, pair.first) if _DOWN_TO.of(pair.lexicon).match(pair.between) else None


def fewer_than_the_other(pair: LevelPair) -> Ordered | None:
    """'640, 200 fewer than the 800 of 2019': the size of the change stands between them."""
    change = any(claim.direction is not None for claim in pair.inner)
    return (pair.first, pair.second) if change and _FEWER_THAN.of(pair.lexicon).search(pair.between) else None


def when_it_was_the_other(pair: LevelPair) -> Ordered | None:
    """'640 thefts, a 20 per cent increase on the year before, when 533 were recorded': 'when' leads to the baseline."""
    if not _WHEN.of(pair.lexicon).search(pair.between):
        return None
    change = any(claim.direction is not None for claim in pair.inner)
    return (pair.first, pair.second) if change or pair.changing(pair.between) else None


def both_in_brackets(pair: LevelPair) -> Ordered | None:
    """'Robbery in June 2016 (66) rose 10% compared to June 2015 (60)': each level stands in brackets behind its time."""
    opened = pair.before.endswith("(") and _BOTH_IN_BRACKETS.of(pair.lexicon).match(pair.between)
    return (pair.first, pair.second) if opened else None


def up_from_the_other(pair: LevelPair) -> Ordered | None:
    """'90 guns, up from 60 in 2020': the baseline comes second, whatever times the text names."""
    return (pair.first, pair.second) if _UP_FROM.match(pair.between) else None


def compared_in_front(pair: LevelPair) -> Ordered | None:
    """'Compared to 80 last year, 64 drivers were caught this year': the sentence opens with the baseline."""
    opens = _COMPARED_IN_FRONT.search(pair.before) is not None and _OTHER_CLAUSE.match(pair.between) is not None
    return (pair.second, pair.first) if opens else None


def both_in_the_bracket_of_the_change(pair: LevelPair) -> Ordered | None:
    """'went up 20% (120 this year, 100 last year)': the bracket gives both levels with their times."""
    text = pair.page.text
    if pair.first == 0 or not pair.before.endswith("(") or not _DATED_COMMA.match(pair.between):
        return None
    change, later = pair.claims[pair.first - 1], later_of(text, pair.a, pair.b)
    if change.direction is None or pair.a.quantity.start - change.quantity.end >= _NEAR_BRACKET or later is None:
        return None
    return (pair.first, pair.second) if later is pair.a else (pair.second, pair.first)


def compared_with_the_other(pair: LevelPair) -> Ordered | None:
    """'126 raids, compared with 150 in 2019', 'down to 126 from 150', '(73 v. 97)': the baseline comes second."""
    between = pair.between
    if _V.fullmatch(between) and "(" in pair.before[-20:]:
        return pair.first, pair.second
    if not _TO_BASELINE.of(pair.lexicon).match(between) or _OTHER_FROM.of(pair.lexicon).search(between):
        return None
    plain = (
        _PLAINLY_COMPARED.of(pair.lexicon).search(between) or pair.changing(between) or pair.changing(pair.before[-60:])
    )
    return (pair.first, pair.second) if plain else None


def dated_and_then_changed(pair: LevelPair) -> Ordered | None:
    """'640 in 2020 and 800 in 2019, a fall of 20 per cent': two years joined by 'and', followed by the change between them."""
    following = pair.second + 1
    if following >= len(pair.claims) or not _DATED_AND.match(pair.between):
        return None
    change, later = pair.claims[following], later_of(pair.page.text, pair.a, pair.b)
    behind = pair.page.text[pair.b.quantity.end : change.quantity.start]
    if later is None or change.direction is None or not _AND_SO_CHANGED.match(behind):
        return None
    return (pair.first, pair.second) if later is pair.a else (pair.second, pair.first)


def last_years_in_brackets(pair: LevelPair) -> Ordered | None:
    """'Burglaries: 640 (800)' in a list whose heading says that last year's figures stand in brackets."""
    text, end = pair.page.text, pair.b.quantity.end
    if pair.inner or not _ONE_BRACKET.match(pair.between) or text[end : end + 1] != ")":
        return None
    blocks, at = pair.page.blocks, pair.a.block
    intro = blocks[at].intro
    above = range(max(0, at - _BLOCKS_ABOVE_LIST), at + 1) if intro is None else range(max(0, intro - 1), intro + 1)
    below = range(at + 1, min(len(blocks), at + _BLOCKS_BELOW_ITEM))
    before = _BRACKETS_ARE_BEFORE.of(pair.lexicon)
    said = any(before.search(text, blocks[line].start, blocks[line].end) for line in (*above, *below))
    return (pair.first, pair.second) if said else None


LEVELS: RuleTable[LevelPair, Ordered] = RuleTable(
    "comparison",
    (
        Rule(
            "from_one_to_other",
            from_one_to_other,
            finds=(
                "Raids rose from <claim side=baseline>40</claim> to <claim side=current>60</claim>.",
                "The unit shortened waits from <claim side=baseline>nine minutes</claim> to <claim side=current>four</claim>.",
                "Thefts leapt from <claim side=baseline>40</claim> in May to <claim side=current>60</claim> in June.",
                "Burglary fell by <claim side=change>20%</claim> from <claim side=baseline>800</claim> in 2019 to <claim side=current>640</claim>.",
            ),
            ignores=("The dogs came from 40 homes to 60 officers.",),
        ),
        Rule(
            "multiple_of_the_other",
            multiple_of_the_other,
            finds=(
                "There were <claim side=current>63</claim> seizures, <claim side=change>three times</claim> the <claim side=baseline>21</claim> of 2019.",
            ),
        ),
        Rule(
            "in_the_bracket_of_the_change",
            in_the_bracket_of_the_change,
            finds=(
                "Reports of theft are down <claim side=change>10%</claim> (<claim side=baseline>800</claim> to <claim side=current>720</claim>).",
            ),
        ),
        Rule(
            "compared_in_the_next_sentence",
            compared_in_the_next_sentence,
            finds=(
                "There were <claim side=current>187</claim> thefts. That compares with <claim side=baseline>254</claim> in 2019.",
            ),
        ),
        Rule(
            "down_to_the_other",
            down_to_the_other,
            finds=("They saw <claim side=baseline>nine</claim> offences down to <claim side=current>eight</claim>.",),
        ),
        Rule(
            "fewer_than_the_other",
            fewer_than_the_other,
            finds=(
                "There were <claim side=current>640</claim> thefts, <claim side=change>160</claim> fewer than the <claim side=baseline>800</claim> of 2019.",
            ),
        ),
        Rule(
            "when_it_was_the_other",
            when_it_was_the_other,
            finds=(
                "There were <claim side=current>640</claim> thefts, a <claim side=change>20 per cent</claim> increase on the year before, when <claim side=baseline>533</claim> were recorded.",
            ),
        ),
        Rule(
            "both_in_brackets",
            both_in_brackets,
            finds=(
                "Burglary in April 2019 (<claim side=current>52</claim>) rose <claim side=change>4%</claim> compared to April 2018 (<claim side=baseline>50</claim>).",
            ),
        ),
        Rule(
            "up_from_the_other",
            up_from_the_other,
            finds=(
                "Last year, police seized <claim side=current>90</claim> guns, up from <claim side=baseline>60</claim> in 2020.",
                "Deaths halved (<claim side=current>8</claim> down from <claim side=baseline>16</claim>).",
            ),
        ),
        Rule(
            "compared_in_front",
            compared_in_front,
            finds=(
                "Compared to <claim side=baseline>80</claim> last year, <claim side=current>64</claim> drivers were caught this year.",
            ),
        ),
        Rule(
            "both_in_the_bracket_of_the_change",
            both_in_the_bracket_of_the_change,
            finds=(
                "Arrests went up <claim side=change>20%</claim> (<claim side=current>120</claim> this year, <claim side=baseline>100</claim> last year).",
            ),
        ),
        Rule(
            "compared_with_the_other",
            compared_with_the_other,
            finds=(
                "There were <claim side=current>126</claim> raids, compared with <claim side=baseline>150</claim> in 2019.",
                "Burglary fell <claim side=change>20%</claim> (<claim side=current>80</claim> v. <claim side=baseline>100</claim>).",
                "Last year, <claim side=baseline>800</claim> bikes were stolen, compared to <claim side=current>640</claim> this year.",
            ),
            ignores=("Police recovered £40,000 from the £2m that was stolen.",),
        ),
        Rule(
            "dated_and_then_changed",
            dated_and_then_changed,
            finds=(
                "There were <claim side=current>640</claim> in 2020 and <claim side=baseline>800</claim> in 2019, a fall of <claim side=change>20 per cent</claim>.",
            ),
            ignores=("There were 640 thefts in 2020 and 800 in 2019.",),
        ),
        Rule(
            "told_of_two_times",
            told_of_two_times,
            finds=(
                "There were <claim side=current>40</claim> thefts in May. In May last year there were <claim side=baseline>52</claim>.",
                "Last year, there were <claim side=current>643</claim> thefts in Kelsham. In the same period the previous year there were <claim side=baseline>804</claim> thefts. This is a <claim side=change>20%</claim> reduction.",
                "The average wait was <claim side=current>14 minutes</claim> in May. The year before it was <claim side=baseline>22 minutes</claim>.",
                "<claim side=current>14 per cent</claim> of thefts were solved in May. Last year the figure was <claim side=baseline>9 per cent</claim>.",
                "In 2023 the share of women was <claim side=baseline>30%</claim>. In 2024 it was <claim side=current>34%</claim>.",
                "In 2021 there were <claim side=baseline>90</claim> fires; in 2022 there were <claim side=current>72</claim>, down <claim side=change>20%</claim>.",
            ),
            ignores=(
                "There were 40 thefts in May. In Kelsham last year there were 52 patrols.",
                "There were 40 thefts in May. In May last year there were 52 patrols.",
                "There were 90 fires in 2021. In 2022 there were 72.",
            ),
        ),
        Rule(
            "last_years_in_brackets",
            last_years_in_brackets,
            finds=(
                "Last year's figures are in brackets:\n- Burglaries: <claim side=current>640</claim> (<claim side=baseline>800</claim>)\n- Robberies: <claim side=current>40</claim> (<claim side=baseline>31</claim>)",
            ),
        ),
    ),
    kinds=(),
)
"""Which of two levels is the current one, surest first."""

BY_GRAMMAR = frozenset(
    {
        "from_one_to_other",
        "down_to_the_other",
        "dated_and_then_changed",
        "multiple_of_the_other",
        "up_from_the_other",
        "told_of_two_times",
        "compared_in_front",
        "both_in_the_bracket_of_the_change",
    }
)
"""Rules whose words say which level is the earlier one, whatever times are named."""
