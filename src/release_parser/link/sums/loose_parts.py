"""Parts that the words of another clause tie to their total: 'looked at 53 buses and took eight off the road', 'A fourth suspect', 'the federal share is'.

In: a figure as a whole. Out: its parts, by the rules of `LOOSE_PARTS`, which `named_parts.py` tries last among its own.
"""

from __future__ import annotations

from release_parser.lexicon import WordPattern
from release_parser.link.sums.figures import Figure, is_of_an_indictment
from release_parser.link.sums.wholes import Parts, Whole, figures_behind, fits, joined_run, sum_of
from release_parser.regexes import Regex
from release_parser.rules import Rule

# 'looked at 53 buses and took the permits of eight', 'stopped 40 drivers and reported nine'
_AND_DID = Regex(r"[^.;:!?()]{0,90}?[ ]and[ ](?:then[ ]|also[ ])?\p{L}+ed[ ](?:the[ ]\p{L}+[ ]of[ ])?")
_CLAUSE_ENDS = Regex(r"(?:[ ](?:for|after|because|who|which|that|on|as)\b|[.,;)]|\s*$)")


def and_some(whole: Whole) -> Parts | None:
    """'They looked at 53 buses and took the permits of eight for faults': a number alone, of what the clause before it counts."""
    behind = figures_behind(whole)
    if not behind or whole.total.kind != "count" or whole.total.bare:
        return None
    part = behind[0]
    another_act = part.draft.predicate is not None and part.draft.predicate != whole.total.draft.predicate
    alone = part.bare and another_act and _CLAUSE_ENDS.match(part.tail) is not None
    if not alone or not fits(whole.total, part) or _AND_DID.fullmatch(whole.between(part)) is None:
        return None
    return Parts((part,), complete=False)


_NTH = ("second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
# 'A fourth suspect remains in custody'
_ANOTHER = Regex(rf"(?:^|[.][ \n]+)(?:a|the)[ ](?P<nth>{'|'.join(_NTH)})[ ](?P<noun>\p{{Ll}}+)\b")
_NEXT = 220
"""So many characters behind a part the sentence with the last one may begin."""


def all_but_the_last(whole: Whole) -> Parts | None:
    """'Police arrested four men. Three have been released. A fourth man is held': the ordinal says how many there were."""
    total = whole.total
    if not (total.of_people or total.bare) or total.kind != "count" or total.value is None:
        return None
    for figure in whole.behind:
        if figure.sentence <= total.sentence or figure.kind == "age" or whole.firsts[figure.index] != figure.index:
            continue
        if not (figure.of_people or figure.bare) or figure.value != total.value - 1 or not fits(total, figure):
            return None
        text = whole.account.page.text
        end = figure.draft.sentence.end
        match = _ANOTHER.match(text[end : end + _NEXT].lower().lstrip())
        last = match is not None and _NTH.index(match["nth"]) + 2 == total.value
        named = match is not None and whole.account.thing_of(match["noun"]) in (total.thing, figure.thing)
        return Parts((figure,), complete=False) if last and named else None
    return None


# 'The federal share of the settlement is $6.4m', 'the victim's portion of the total was £400'
_SHARE_IS = WordPattern(
    r"(?:.*[.,;][ ])?(?:the|\p{L}+[’']s?)[ ](?:[\p{L}’'.-]+[ ]){0,3}(?:«claim_words.share»)[ ]of[ ](?:the|this|that)[ ](?:«claim_words.whole_sum»)[ ](?:is|was|will[ ]be|«claim_words.comes_to»)[ ]"
)


def share_is(whole: Whole) -> Parts | None:
    """'The firm pays $6.9m. … The federal share of the settlement is $6.4m': an amount that the text calls a share."""
    total = whole.total
    if total.kind != "money" or not total.early:
        return None
    for figure in whole.behind:
        if whole.firsts[figure.index] == whole.firsts[total.index]:
            return None  # told again nearer to its part
        if fits(total, figure) and _SHARE_IS.of(whole.account.lexicon).fullmatch(figure.lead):
            return Parts((figure,), complete=False)
    return None


# ', with 11 held for theft'; not 'compared with 11'
_WITH = Regex(r"(?!.*\bcompared\b)[^.;:!?()]{0,90}?,?[ ](?:and[ ])?with[ ](?:a[ ]further[ ])?")


def with_several(whole: Whole) -> Parts | None:
    """'18 people were arrested, with 11 held for theft and seven for assault': parts behind 'with' that come to the total."""
    behind = figures_behind(whole)
    if len(behind) < 2 or whole.total.kind != "count" or _WITH.fullmatch(whole.between(behind[0])) is None:
        return None
    parts = list(joined_run(whole, behind))
    return Parts(tuple(parts), complete=True) if len(parts) > 1 and sum_of(parts) == whole.total.value else None


# '89 incidents were recorded, with only ten involving a knife'
_WITH_ONLY = Regex(r"(?!.*\bcompared\b)[^.;:!?()]{0,90}?,?[ ](?:and[ ])?with[ ](?:only|just)[ ]")


def with_only(whole: Whole) -> Parts | None:
    """'89 incidents were recorded, with only ten involving a knife': a number alone behind 'with only' is of them."""
    behind = figures_behind(whole)
    if not behind or whole.total.kind != "count" or not _may_be_bare(behind[0]) or not _is_less(whole.total, behind[0]):
        return None
    return Parts((behind[0],), complete=False) if _WITH_ONLY.fullmatch(whole.between(behind[0])) else None


_ING = Regex(r"[ ]\p{Ll}+(?:ing|ed)\b")


def _may_be_bare(part: Figure) -> bool:
    """Whether a number has no noun: 'ten involving shots'."""
    return part.bare or _ING.match(part.tail) is not None


def _is_less(total: Figure, part: Figure) -> bool:
    return part.kind == total.kind and part.value is not None and total.value is not None and part.value < total.value


def counts_of_an_indictment(whole: Whole) -> Parts | None:
    """'The 10-count indictment charges him with seven counts of fraud and three of theft': its counts, where they come to it."""
    if not is_of_an_indictment(whole.total):
        return None
    behind = [
        figure for figure in figures_behind(whole) if figure.topic == whole.total.topic and fits(whole.total, figure)
    ]
    return Parts(tuple(behind), complete=True) if len(behind) > 1 and sum_of(behind) == whole.total.value else None


LOOSE_PARTS: tuple[Rule[Whole, Parts], ...] = (
    Rule(
        "and_some",
        and_some,
        finds=(
            "Inspectors tested <claim value=53>53</claim> buses and revoked the permits of <claim value=8 partof=c1>eight</claim> for faults.",
            "Officers stopped <claim value=40>40</claim> drivers and reported <claim value=9 partof=c1>nine</claim>.",
        ),
        ignores=(
            "Officers stopped <claim value=40>40</claim> drivers and seized <claim value=9 partof=null>nine</claim> cars.",
            "Officers seized <claim value=40>40</claim> phones and searched <claim value=9 partof=null>nine</claim> homes.",
        ),
    ),
    Rule(
        "all_but_the_last",
        all_but_the_last,
        finds=(
            "Police arrested <claim value=4>four</claim> suspects in Kelsham. <claim value=3 partof=c1>Three</claim> suspects have been released. A fourth suspect is being held.",
        ),
        ignores=(
            "Police arrested <claim value=4>four</claim> suspects in Kelsham. <claim value=3 partof=null>Three</claim> officers were hurt. A fourth raid took place.",
            "Police arrested <claim value=5>five</claim> suspects in Kelsham. <claim value=3 partof=null>Three</claim> suspects have been released. A fourth suspect is being held.",
        ),
    ),
    Rule(
        "with_several",
        with_several,
        finds=(
            "Officers arrested <claim value=18>18</claim> people, with <claim value=11 partof=c1>11</claim> held for theft and <claim value=7 partof=c1>seven</claim> for assault.",
        ),
        ignores=(
            "Officers arrested <claim value=18>18</claim> people, with <claim value=11 partof=null>11</claim> cars seized and <claim value=7 partof=null>seven</claim> homes searched.",
        ),
    ),
    Rule(
        "with_only",
        with_only,
        finds=(
            "The force recorded <claim value=89>89</claim> incidents, with only <claim value=10 partof=c1>ten</claim> involving a knife.",
        ),
        ignores=(
            "The force recorded <claim value=89>89</claim> incidents, with only <claim value=10 partof=null>ten</claim> officers on duty.",
        ),
    ),
    Rule(
        "counts_of_an_indictment",
        counts_of_an_indictment,
        finds=(
            "The <claim value=10>10</claim>-count indictment charges Ann Pole with <claim value=7 partof=c1>seven</claim> counts of fraud and <claim value=3 partof=c1>three</claim> counts of theft.",
        ),
        ignores=(
            "The <claim value=12>12</claim>-count indictment charges Ann Pole with <claim value=7 partof=null>seven</claim> counts of fraud and <claim value=3 partof=null>three</claim> counts of theft.",
        ),
    ),
    Rule(
        "share_is",
        share_is,
        finds=(
            "A chain of pharmacies pays <claim value=6900000>$6.9 million</claim> to resolve a case of false bills\n\nIts clerks billed for drugs that nobody got. The federal share of the settlement is <claim value=6412050 partof=c1>$6,412,050</claim>.",
        ),
        ignores=(
            "A chain of pharmacies pays <claim value=6900000>$6.9 million</claim> to resolve a case of false bills\n\nIts clerks billed for drugs that nobody got. The price of the drugs was <claim value=298124 partof=null>$298,124</claim>.",
        ),
    ),
)
