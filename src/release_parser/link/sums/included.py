"""Parts that a sentence of their own names after the total: 'Notable arrests include two men', 'more than £3m of the total'.

In: a figure as a whole. Out: its parts, by the first rule of `INCLUDED` that finds some. Parts of this kind are rarely all of a total.
"""

from __future__ import annotations

from release_parser.lexicon import WordPattern
from release_parser.link.sums.figures import Account, Figure, singular, topics_of_nouns
from release_parser.link.sums.what_is_left import further_sums
from release_parser.link.sums.wholes import Parts, Whole, fits, is_smaller, joined_run, sum_of
from release_parser.regexes import Regex
from release_parser.rules import Rule, RuleTable

_SENTENCES = 3
"""How many sentences behind a total its parts may be told of."""
_MADE = r"(?:[ ](?:«claim_words.done_to_the_whole»))?"
# 'Notable arrests include', 'The total also included', 'Among those arrested were', 'Among the weapons seized were'
_INCLUDE = WordPattern(
    rf"(?:(?:among|amongst)[ ](?:those|the)(?:[ ](?:\p{{L}}+[ ])?(?P<noun>\p{{L}}+))??{_MADE}[ ](?:was|were|is|are)"
    rf"|(?:(?:the|these|those|some|other)[ ])?(?:\p{{L}}+[ ])?(?P<noun>\p{{L}}+){_MADE}[ ](?:also[ ])?includ(?:e|es|ed))"
    r"[ ](?:also[ ])?(?:the[ ]|a[ ]total[ ]of[ ])?"
)


def include(whole: Whole) -> Parts | None:
    """'16 people were arrested. Notable arrests include two men and one woman': the sentence names the total's things again."""
    total, seen = whole.total, whole.total.sentence
    for first in whole.behind:
        if first.sentence > total.sentence + _SENTENCES:
            return None
        if first.kind == "age" or first.sentence == seen:
            continue
        seen = first.sentence
        match = _INCLUDE.of(whole.account.lexicon).fullmatch(first.lead)
        if match is not None and is_smaller(total, first) and names_it(whole, match["noun"]):
            same = [figure for figure in whole.behind if figure.sentence == seen and figure.kind != "age"]
            parts = tuple(joined_run(whole, same, is_smaller))
            return Parts(parts, complete=len(parts) > 1 and sum_of(parts) == total.value)
    return None


# "Ash's payment includes", 'The settlement also includes'
_SUM_INCLUDES = WordPattern(r"(?:[^ ,;:]+[ ]){0,4}?(?:«claim_words.whole_sum»)[ ](?:also[ ])?includ(?:e|es|ed)[ ]")
# "The town's share of the settlement is $5,217,460"
_SHARE_IS = WordPattern(
    r"(?:[^ ,;:]+[ ]){0,5}?(?:«claim_words.share_noun»)[ ]of[ ](?:the|this)[ ](?:«claim_words.whole_sum»)[ ](?:\p{L}+[ ])?(?:is|was|will[ ]be)[ ]"
)
# 'will receive $5.7m as its share of the settlement', 'from the federal share of the settlement'
_AS_A_SHARE = WordPattern(
    r"[^.;]{0,40}?[ ](?:as|from|out[ ]of)[ ](?:its|his|her|their|the)[ ](?:\p{L}+[ ])?(?:«claim_words.share_noun»)[ ]of[ ](?:the|this)[ ](?:«claim_words.whole_sum»)\b"
)


def part_of_a_sum(whole: Whole) -> Parts | None:
    """'Ash paid $48m. The payment includes $41m for the state', 'the town's share of the settlement is $9m': parts of the sum in the opening."""
    total = whole.total
    if total.kind != "money" or not total.early:
        return None
    for figure in whole.behind:
        if figure.kind != "money":
            continue
        if _is_called_a_part(whole, figure) and is_smaller(total, figure):
            parts = (figure, *further_sums(whole, (figure,)))
            return Parts(parts, complete=len(parts) > 1 and sum_of(parts) == total.value)
        if figure.value == total.value or (figure.topic == total.topic and whole.firsts[figure.index] == figure.index):
            return None  # told again nearer to its parts, or another sum
    return None


def _is_called_a_part(whole: Whole, figure: Figure) -> bool:
    """Whether the words around an amount call it a part of a payment or settlement."""
    lexicon = whole.account.lexicon
    before = _SUM_INCLUDES.of(lexicon).fullmatch(figure.lead) or _SHARE_IS.of(lexicon).fullmatch(figure.lead)
    return before is not None or _AS_A_SHARE.of(lexicon).match(figure.tail) is not None


def names_it(whole: Whole, noun: str | None) -> bool:
    """Whether a noun means what the total counts: 'arrests' for people arrested, 'haul' for weapons seized, 'total' for anything."""
    total, account = whole.total, whole.account
    if noun is None or noun == "total":
        return True
    thing = account.entry_of(noun)
    if thing is not None and thing.general and total.topic in thing.topics:
        return True
    topics = topics_of_nouns(total.draft.counted.lexicon, persons=False)
    topic = topics.get(noun) or topics.get(singular(noun))
    return account.thing_of(noun) == total.thing or (topic is not None and topic == total.topic)


# '£3m of the total', 'more than 12kg of the haul'
_OF_TOTAL = WordPattern(
    r"[ ]of[ ](?:the|this|that)[ ](?:(?:overall|«claim_words.whole»)[ ])?(?:total|«claim_words.haul»)\b(?![ ]number\b)"
)
_TOTAL = WordPattern(r"\b(?:total|overall|altogether|in[ ]all|«claim_words.combined»)\b")


def of_the_total(whole: Whole) -> Parts | None:
    """'The campaign raised £15m. More than £12m of the total came from firms': parts of the nearest total of the opening before them."""
    total, lexicon = whole.total, whole.account.lexicon
    if not (total.early or _TOTAL.of(lexicon).search(total.lead) or _TOTAL.of(lexicon).search(total.tail)):
        return None
    parts: list[Figure] = []
    for figure in whole.behind:
        if whole.firsts[figure.index] == whole.firsts[total.index]:
            return None  # told again nearer to its parts
        if (
            _OF_TOTAL.of(lexicon).match(figure.tail)
            and (fits(total, figure) or (figure.kind == "count" and is_smaller(total, figure)))
        ) or (parts and _follows(total, parts[-1], figure, whole.account)):
            parts.append(figure)
    return Parts(tuple(parts), complete=len(parts) > 1 and sum_of(parts) == total.value) if parts else None


# '812 of the total, followed by 190 thefts'
_FOLLOWED = WordPattern(
    r"[^.;:!?]{0,110}?(?:,|[ ]and)[ ](?:and[ ])?(?:then[ ])?(?:(?:«claim_words.followed_by»)[ ])?(?:a[ ]further[ ])?"
)


def _follows(total: Figure, before: Figure, figure: Figure, account: Account) -> bool:
    """Whether a figure is a further item of the parts of the total."""
    return (
        is_smaller(total, figure)
        and _FOLLOWED.of(account.lexicon).fullmatch(account.between(before, figure)) is not None
    )


_LABEL = Regex(r"(?:[^.:]*\b)?total\b[^.:]{0,40}:[ ]*")


def labels_of_a_total(whole: Whole) -> Parts | None:
    """'Total cases: 12', 'Held: five', 'Bailed: seven': lines behind the total's line whose sum is exactly the total."""
    total = whole.total
    if total.kind != "count" or total.value is None or not _LABEL.fullmatch(total.lead):
        return None
    parts: list[Figure] = []
    block = total.block
    for figure in whole.behind:
        if figure.block == block:
            continue
        if figure.block != block + 1 or not figure.lead.rstrip().endswith(":") or not is_smaller(total, figure):
            return None
        block = figure.block
        parts.append(figure)
        if sum_of(parts) == total.value:
            return Parts(tuple(parts), complete=True) if len(parts) > 1 else None
    return None


INCLUDED: RuleTable[Whole, Parts] = RuleTable(
    "breakdowns",
    (
        Rule(
            "include",
            include,
            finds=(
                "In total <claim value=16>16</claim> people were arrested. Notable arrests include <claim value=2 partof=c1>two</claim> men and <claim value=1 partof=c1>one</claim> woman.",
                "Officers seized <claim value=12>12</claim> weapons. Among the weapons were <claim value=5 partof=c1>five</claim> knives.",
                "Officers laid <claim value=64>64</claim> charges. They stopped <claim value=812 partof=null>812</claim> vehicles. The charges include <claim value=38 partof=c1>38</claim> for speeding and <claim value=12 partof=c1>12</claim> for distracted driving.",
            ),
            ignores=(
                "In total <claim value=16>16</claim> people were arrested. Recent patrols include <claim value=2 partof=null>two</claim> on foot.",
            ),
        ),
        Rule(
            "part_of_a_sum",
            part_of_a_sum,
            finds=(
                "Ash paid <claim value=48000000 holds=true>$48 million</claim> to settle the claims of the state.\n\nHer payment includes <claim value=41000000 partof=c1>$41 million</claim> for the state. She agreed to pay another <claim value=7000000 partof=c1>$7 million</claim> to the town.",
                "Ash paid <claim value=5600000>$5.6 million</claim> to settle the claims of the state. The town’s share of the settlement is <claim value=5217460 partof=c1>$5,217,460</claim>.",
                "Ash paid <claim value=5600000>$5.6 million</claim> to settle the claims of the state. The nurse will receive <claim value=41330 partof=c1>$41,330</claim> as her share of the settlement.",
            ),
            ignores=(
                "Ash paid <claim value=5600000>$5.6 million</claim> to settle the claims of the state. The nurse will receive <claim value=41330 partof=null>$41,330</claim> for her share of the work.",
                "Ash paid <claim value=5600000>$5.6 million</claim> to settle the claims of the state. She owns a share of the firm and <claim value=41330 partof=null>$41,330</claim>.",
            ),
        ),
        Rule(
            "of_the_total",
            of_the_total,
            finds=(
                "The appeal raised <claim value=15000000>£15m</claim> for the victims of the flood.\n\n<claim value=12000000 partof=c1>More than £12m</claim> of the total came from firms.",
                "Kelsham recorded <claim value=1199 holds=true>1,199</claim> reports of hate crime last year.\n\nRacist offences accounted for <claim value=812 partof=c1>812</claim> of the total, followed by <claim value=387 partof=c1>387</claim> homophobic offences.",
            ),
            ignores=(
                "The appeal raised <claim value=15000000>£15m</claim> for the victims of the flood.\n\n<claim value=12000000 partof=null>More than £12m</claim> came from firms.",
                "In total <claim value=19000>19,000</claim> notices were issued in England. Here <claim value=318 partof=null>318</claim> of the total number of notices were issued to visitors.",
            ),
        ),
        Rule(
            "labels_of_a_total",
            labels_of_a_total,
            finds=(
                "Total cases reviewed: <claim value=12 holds=true>12</claim>\nReleased on bail: <claim value=7 partof=c1>7</claim>\nRemanded in custody: <claim value=5 partof=c1>5</claim>",
            ),
            ignores=(
                "Total cases reviewed: <claim value=12 holds=null>12</claim>\nReleased on bail: <claim value=7 partof=null>7</claim>\nRemanded in custody: <claim value=6 partof=null>6</claim>",
            ),
        ),
    ),
)
