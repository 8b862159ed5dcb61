"""Parts that words of another clause connect with their total: 'A fourth suspect', 'with 11 held for theft'.

In: a figure as a whole. Out: its parts, by the rules of `LOOSE_PARTS`, which `named_parts.py` tries last among its own.
"""

from __future__ import annotations

from release_parser.link.sums.figures import is_of_an_indictment
from release_parser.link.sums.wholes import Parts, Whole, figures_behind, fits, sum_of
from release_parser.regexes import Regex
from release_parser.rules import Rule

NTH = ("second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
"""What the last of two to ten is called."""
# 'A fourth suspect remains in custody'
_ANOTHER = Regex(rf"(?:^|[.][ \n]+)(?:a|the)[ ](?P<nth>{'|'.join(NTH)})[ ](?P<noun>\p{{Ll}}+)\b")
_NEXT = 220
"""So many characters behind a part the sentence with the last one may begin."""


def all_but_the_last(whole: Whole) -> Parts | None:
    """'Police arrested four men. Three have been released. A fourth man is held': the ordinal tells how many there were."""
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
        last = match is not None and NTH.index(match["nth"]) + 2 == total.value
        named = match is not None and whole.account.thing_of(match["noun"]) in (total.thing, figure.thing)
        return Parts((figure,), complete=False) if last and named else None
    return None


def counts_of_an_indictment(whole: Whole) -> Parts | None:
    """'The 10-count indictment charges him with seven counts of fraud and three of theft': its counts, if their sum is right."""
    if not is_of_an_indictment(whole.total):
        return None
    behind = [
        figure for figure in figures_behind(whole) if figure.topic == whole.total.topic and fits(whole.total, figure)
    ]
    return Parts(tuple(behind), complete=True) if len(behind) > 1 and sum_of(behind) == whole.total.value else None


LOOSE_PARTS: tuple[Rule[Whole, Parts], ...] = (
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
        "counts_of_an_indictment",
        counts_of_an_indictment,
        finds=(
            "The <claim value=10>10</claim>-count indictment charges Ann Pole with <claim value=7 partof=c1>seven</claim> counts of fraud and <claim value=3 partof=c1>three</claim> counts of theft.",
        ),
        ignores=(
            "The <claim value=12>12</claim>-count indictment charges Ann Pole with <claim value=7 partof=null>seven</claim> counts of fraud and <claim value=3 partof=null>three</claim> counts of theft.",
        ),
    ),
)
