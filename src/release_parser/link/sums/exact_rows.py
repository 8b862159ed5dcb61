"""Parts that come exactly to their total in a phrase, sentence, row or list of their own: 'a three-car crash involving a taxi and two vans'.

In: a figure as a whole. Out: its parts, by the rules of `ROWS_NAMED`, which `named_parts.py` tries among its own, and of `ROWS`, which
`exact_parts.py` tries among its own. A part without a number ('a taxi') counts as one; then the breakdown is not complete.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from release_parser.lexicon import WordPattern
from release_parser.link.sums.figures import Figure
from release_parser.link.sums.wholes import Parts, Whole, agrees, fits, is_smaller, joined_run, sum_of
from release_parser.regexes import Regex
from release_parser.rules import Rule

# 'a taxi and ', 'a lorry, a car and '
_ONES = r"(?P<ones>(?:an?[ ][^.,;:!?]{2,40}?(?:,[ ]and|,|[ ]and)[ ]){0,4})"
# '-vehicle collision', ' car crash': not ' recent incidents', which are three
_COMPOUND = r"(?:[-‐‑]\p{Ll}+|[ ]\p{Ll}*[^\Ws])[ ](?:\p{Ll}+[ ]){0,2}?\p{Ll}*[^\Ws]\b"
_INVOLVING = WordPattern(
    rf"{_COMPOUND}[^.;:!?]{{0,60}}?[ ](?:«claim_words.involving»|(?:which|that)[ ](?:«claim_words.involved»)|between)[ ]{_ONES}"
)
_IS_COMPOUND = Regex(_COMPOUND)
_INVOLVED = WordPattern(rf"(?:(?:the|this)[ ](?:\p{{Ll}}+[ ]){{1,2}}?|it[ ])(?:«claim_words.involved»)[ ]{_ONES}")
_AN = Regex(r"(?:^|,[ ](?:and[ ])?|[ ]and[ ])an?[ ]")
# behind the last part: ' vans and a lorry'
_ANOTHER_ONE = Regex(r"(?:[ ]\p{L}[\p{L}-]*){1,4}?(?:,|,?[ ]and)[ ]an?[ ]")


def involved(whole: Whole) -> Parts | None:
    """'A three-car crash involving a taxi and two vans', 'The crash involved a taxi and two vans': what a compound noun counts."""
    if whole.total.kind != "count" or not whole.total.exact or not _IS_COMPOUND.match(whole.total.tail):
        return None
    first = next((figure for figure in whole.behind if figure.kind != "age"), None)
    if first is None or first.sentence > whole.total.sentence + 1:
        return None
    own = first.sentence == whole.total.sentence
    lexicon = whole.account.lexicon
    match = (
        _INVOLVING.of(lexicon).fullmatch(whole.between(first)) if own else _INVOLVED.of(lexicon).fullmatch(first.lead)
    )
    return None if match is None else _exactly(whole, first, match["ones"])


def _exactly(whole: Whole, first: Figure, ones: str) -> Parts | None:
    """The parts from the first one on, if they and the things named with 'a' around them are exactly the total."""
    same = [figure for figure in whole.behind if figure.sentence == first.sentence and figure.index >= first.index]
    parts = tuple(joined_run(whole, [figure for figure in same if figure.kind != "age"], is_smaller))
    if not parts or whole.total.value is None:
        return None
    missing = whole.total.value - sum_of(parts)
    if missing == 0 and not ones:
        return Parts(parts, complete=True) if len(parts) > 1 else None
    last = 1 if _ANOTHER_ONE.match(parts[-1].tail) else 0
    named = len(_AN.findall(ones))
    return Parts(parts, complete=False) if missing > 0 and missing in (named, named + last) else None


# 'The stolen goats consist of ', 'The defendants are '
_CONSIST = Regex(
    rf"(?:the|these|those)[ ](?:\p{{Ll}}+[ ]){{0,2}}?(?P<noun>\p{{Ll}}+)[ ](?:(?:are|were)(?:[ ]made[ ]up[ ]of)?|consist(?:s|ed)?[ ]of|compris(?:es?|ed)(?:[ ]of)?|includ(?:es?|ed))[ ]{_ONES}"
)
_SENTENCES = 8
"""How many sentences behind a total its things may be named again."""


def consist_of(whole: Whole) -> Parts | None:
    """'Four goats were stolen. … The stolen goats consist of three nannies and one billy': the total's noun again, and exactly its parts."""
    total, seen = whole.total, whole.total.sentence
    if total.kind != "count" or not total.exact or total.thing is None:
        return None
    for figure in whole.behind:
        if figure.sentence > total.sentence + _SENTENCES:
            return None
        if figure.kind == "age" or figure.sentence == seen:
            continue
        seen = figure.sentence
        match = _CONSIST.fullmatch(figure.lead)
        if match is not None and whole.account.thing_of(match["noun"]) == total.thing:
            return _exactly(whole, figure, match["ones"])
    return None


_FEW = 12
"""A smaller total equals the sum of two neighbours by chance."""
_NEAR = 2
"""How many sentences behind a total the sentence with its parts may stand."""


def one_sentence(whole: Whole) -> Parts | None:
    """'A course for 40 people … Twenty-six have signed up and 14 places are free': all counts of one sentence, exactly the total."""
    total = whole.total
    if total.kind != "count" or not total.exact or total.value is None or total.value < _FEW_OF_AN_ACT:
        return None
    reach = [
        figure
        for figure in whole.behind
        if figure.kind != "age" and total.sentence < figure.sentence <= total.sentence + _NEAR_OF_AN_ACT
    ]
    for sentence, same in groupby(reach, key=lambda figure: figure.sentence):
        parts = tuple(figure for figure in same if not _ASIDE.search(figure.lead))
        near = total.value >= _FEW and sentence <= total.sentence + _NEAR
        if (near or _same_act(total, parts)) and _makes_up(whole, parts):
            return Parts(parts, complete=True)
    return None


_FEW_OF_AN_ACT = 4
_NEAR_OF_AN_ACT = 5
"""Where the parts repeat what was done to the same things, the total may be smaller and further away."""


def _same_act(total: Figure, parts: Sequence[Figure]) -> bool:
    """Whether parts count the total's things and tell the same act of them: 'arrested five people', 'arrested one boy and four men'."""
    act = total.draft.predicate
    return act is not None and all(part.thing == total.thing and part.draft.predicate == act for part in parts)


# 'including the four who'
_ASIDE = Regex(r"\bincluding[ ](?:the[ ])?$")
_OF_ONE_SENTENCE = 4


def _makes_up(whole: Whole, parts: Sequence[Figure]) -> bool:
    """Whether two or a few exact counts, joined to each other, are exactly the total."""
    if not 1 < len(parts) <= _OF_ONE_SENTENCE or not all(
        part.exact and is_smaller(whole.total, part) for part in parts
    ):
        return False
    return sum_of(parts) == whole.total.value and len(tuple(joined_run(whole, parts, is_smaller))) == len(parts)


# '; Thorn ', ', Thorn: '
_NEXT_LABEL = Regex(r"[;,][ ]+(?:and[ ])?\p{Lu}[\p{L}’' -]{1,30}?[ ]?[:–-]?[ ]")
_FIRST_LABEL = Regex(r"[*•\s-]*\p{Lu}[\p{L}’' -]{1,30}?[ ]?[:–-]?[ ]")
_LABELS = 3


def labels_in_a_row(whole: Whole) -> Parts | None:
    """'65 drivers were arrested.' and in a line 'Kelsham 8; Thorn 19; Ely 38': labels with numbers, exactly the total."""
    total, page = whole.total, whole.account.page
    if total.kind != "count" or not total.exact or total.value is None or total.value < _FEW:
        return None
    for block, same in groupby(whole.behind, key=lambda figure: figure.block):
        parts = tuple(same)
        if block == total.block or len(parts) < _LABELS or sum_of(parts) != total.value:
            continue
        label = page.text[page.blocks[block].start : parts[0].draft.quantity.start]
        labelled = _FIRST_LABEL.fullmatch(label) and all(
            _NEXT_LABEL.fullmatch(whole.account.between(one, two)) for one, two in pairwise(parts)
        )
        if labelled and all(part.exact and is_smaller(total, part) for part in parts):
            return Parts(parts, complete=True, alike=True)
    return None


def list_of_the_opening(whole: Whole) -> Parts | None:
    """'Nearly 90 drivers were arrested' in the opening, and a list further down whose items begin with numbers that come to it."""
    total = whole.total
    if total.kind != "count" or not total.early or total.value is None or total.value < _FEW:
        return None
    for parts in _lists(whole):
        close = abs(sum_of(parts) - total.value) * _CLOSE <= total.value
        if len(parts) >= _LABELS and close and all(fits(total, part) for part in parts) and agrees(total, parts):
            return Parts(tuple(parts), complete=True)
    return None


_CLOSE = 20
"""The items of a list miss a rounded total by a twentieth at most."""


def _lists(whole: Whole) -> Iterator[Sequence[Figure]]:
    """For each list behind the total the numbers with which its items begin, if each begins with one."""
    for item, same in groupby(whole.behind, key=lambda figure: figure.item):
        if item is None:
            continue
        firsts = [next(of_block) for _, of_block in groupby(same, key=lambda figure: figure.block)]
        if all(not figure.lead.strip(" *•-") for figure in firsts):
            yield firsts


ROWS_NAMED: tuple[Rule[Whole, Parts], ...] = (
    Rule(
        "involved",
        involved,
        finds=(
            "Officers were called to a <claim value=3>three</claim>-vehicle collision involving a lorry and <claim value=2 partof=c1>two</claim> vans near Kelsham.",
            "Officers were called to a <claim value=4>four</claim>-car crash in Kelsham involving <claim value=3 partof=c1>three</claim> taxis and a van.",
            "Officers were called to a <claim value=3>three</claim>-car crash. The crash involved a taxi and <claim value=2 partof=c1>two</claim> vans.",
            "Officers were called to a <claim value=4 holds=true>four</claim>-car crash involving <claim value=2 partof=c1>two</claim> vans and <claim value=2 partof=c1>two</claim> taxis.",
        ),
        ignores=(
            "Officers were called to <claim value=3>three</claim> recent incidents involving a woman and <claim value=2 partof=null>two</claim> men.",
            "Officers were called to a <claim value=4>four</claim>-car crash involving a van and <claim value=2 partof=null>two</claim> taxis.",
        ),
    ),
    Rule(
        "consist_of",
        consist_of,
        finds=(
            "<claim value=4 holds=true>Four</claim> goats were stolen in Kelsham. They were in a shed. The stolen goats consist of <claim value=3 partof=c1>three</claim> nannies and <claim value=1 partof=c1>one</claim> billy.",
            "<claim value=3>Three</claim> people were charged in Kelsham. The raids took weeks. The defendants are a woman and <claim value=2 partof=c1>two</claim> men.",
        ),
        ignores=(
            "<claim value=4 holds=null>Four</claim> goats were stolen in Kelsham. They were in a shed. The neighbours are <claim value=3 partof=null>three</claim> men and <claim value=1 partof=null>one</claim> boy.",
            "<claim value=5 holds=null>Five</claim> goats were stolen in Kelsham. The goats were <claim value=3 partof=null>three</claim> nannies and <claim value=1 partof=null>one</claim> billy.",
        ),
    ),
)
"""Parts that the words name, and that are exactly the total."""

ROWS: tuple[Rule[Whole, Parts], ...] = (
    Rule(
        "labels_in_a_row",
        labels_in_a_row,
        finds=(
            "Police arrested <claim value=65 holds=true>65</claim> drivers in Elmshire.\n\n* Kelsham <claim value=8 partof=c1>8</claim>; Thorn <claim value=19 partof=c1>19</claim>; Ely <claim value=38 partof=c1>38</claim>",
        ),
        ignores=(
            "Police arrested <claim value=65 holds=null>65</claim> drivers in Elmshire.\n\n* Kelsham <claim value=8 partof=null>8</claim>; Thorn <claim value=19 partof=null>19</claim>; Ely <claim value=39 partof=null>39</claim>",
        ),
    ),
    Rule(
        "list_of_the_opening",
        list_of_the_opening,
        finds=(
            "<claim value=90 holds=true>Nearly 90</claim> motorists were arrested in Elmshire.\n\nIn May officers looked for drivers:\n\n* <claim value=35 partof=c1>35</claim> drivers arrested on the road.\n* <claim value=41 partof=c1>41</claim> drivers arrested at home.\n* <claim value=11 partof=c1>11</claim> drivers reported to court.",
        ),
        ignores=(
            "<claim value=90 holds=null>Nearly 90</claim> motorists were arrested in Elmshire.\n\nIn May officers looked for drivers:\n\n* <claim value=35 partof=null>35</claim> drivers arrested on the road.\n* <claim value=41 partof=null>41</claim> drivers arrested at home.\n* <claim value=31 partof=null>31</claim> drivers reported to court.",
        ),
    ),
    Rule(
        "one_sentence",
        one_sentence,
        finds=(
            "The course is open to <claim value=40 holds=true>40</claim> people in Kelsham. <claim value=26 partof=c1>Twenty-six</claim> drivers have signed up and <claim value=14 partof=c1>14</claim> places are free.",
            "Police arrested <claim value=5 holds=true>five</claim> teenagers in Kelsham. They were taken to a cell. A fight had broken out. The street was closed. Officers arrested <claim value=1 partof=c1>one</claim> boy on Monday and <claim value=4 partof=c1>four</claim> boys on Tuesday.",
        ),
        ignores=(
            "The course is open to <claim value=40 holds=null>40</claim> people in Kelsham. <claim value=26 partof=null>Twenty-six</claim> drivers have signed up and <claim value=12 partof=null>12</claim> places are free.",
        ),
    ),
)
"""Parts that only their sum ties to the total."""
