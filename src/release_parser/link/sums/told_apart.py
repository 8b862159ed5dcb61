"""Parts that are told one after the other until their sum is the total, in brackets or in the sentences behind it.

In: a figure as a whole. Out: its parts, by the rules of `TOLD_APART`, which `named_parts.py` tries among its own. A part without a number
('and a woman', 'the third') counts as one; then the breakdown is not complete.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from release_parser.link.sums.figures import PEOPLE, Figure, is_of_crime
from release_parser.link.sums.loose_parts import NTH
from release_parser.link.sums.wholes import Parts, Whole, figures_behind, fits, joined_run, sum_of
from release_parser.regexes import Regex
from release_parser.rules import Rule

# ', a woman', ' and a teenage boy', 'a man, three women', 'and a 28-year-old man'
_A_PERSON = Regex(
    r"(?:^|[,:(]|\band|[-–—])[ ]?(?:an?|another)[ ](?:\d\d?[- ]year[- ]old[ ])?(?P<words>\p{Ll}+(?:[ -](?!(?:and|or|an?)\b)\p{Ll}+){0,2})"
)
# 'and the third', 'while the other', 'The last'
_THE_LAST = Regex(rf"\b(?:the|a)[ ](?P<nth>other|last|final|{'|'.join(NTH)})\b(?:[ ](?P<noun>\p{{L}}+))?")
# 'the third was fined', 'the other for theft', 'the second remains in hospital': no noun that could be of something else
_NO_NOUN = Regex(r"(?:was|is|were|has|had|will|would|to|in|on|at|for|from|by|with|who|\p{L}+ed)")
_VERB = Regex(r"\p{L}+s")
_LAST_REACH = 90


def _without_a_number(whole: Whole, parts: Sequence[Figure], end: int) -> int:
    """How many of a total's people the text mentions without a number between the total and `end`."""
    text, thing_of = whole.account.page.text, whole.account.thing_of
    words = text[whole.total.draft.quantity.end : end].lower() if whole.total.of_people else ""
    persons = sum(
        any(thing_of(word) == PEOPLE for word in match["words"].replace("-", " ").split())
        for match in _A_PERSON.finditer(words)
    )
    last = _THE_LAST.search(text[parts[-1].draft.quantity.end : end + _LAST_REACH].lower())
    return persons + (last is not None and _is_the_last(whole, last["nth"], last["noun"]))


def _is_the_last(whole: Whole, nth: str, noun: str | None) -> bool:
    """Whether an ordinal equals the total and belongs to what it counts."""
    if nth in NTH and NTH.index(nth) + 2 != whole.total.value:
        return False
    if noun is None or _NO_NOUN.fullmatch(noun) or (nth in NTH and _VERB.fullmatch(noun)):
        return True
    return whole.account.thing_of(noun) == whole.total.thing


def _come_to_it(whole: Whole, parts: Sequence[Figure], end: int) -> Parts | None:
    """These parts, if their sum, together with those mentioned without a number, is the total; else None."""
    total = whole.total.value
    if not parts or total is None:
        return None
    missing = total - sum_of(parts)
    if missing == 0 and len(parts) > 1:
        return Parts(tuple(parts), complete=True)
    return Parts(tuple(parts), complete=False) if 0 < missing == _without_a_number(whole, parts, end) else None


# 'Three teenagers, two', 'four men (one', 'two boys were arrested - one', 'three counts of theft (one count'
_OPENS_ASIDE = Regex(
    r"[^.;:!?()]{0,60}?(?P<mark>,|:|[ ][-–—]|[ ]\()[ ]?(?:namely[ ]|an?[ ](?:\p{Ll}+[ -]){0,2}\p{Ll}+(?:,?[ ]aged[ ]\d\d?)?(?:,|,?[ ]and)[ ])?"
)
_AGED = Regex(r",?[ ](?:(?:was|is|are|were)[ ])?(?:aged[ ]|both[ ]|all[ ]|in[ ](?:his|her|their)[ ])?\d")
_ENDS = {" (": ")"}


def in_an_aside(whole: Whole) -> Parts | None:
    """'Three teenagers, two aged 16 and one 17,', 'four people (two men, a woman and a boy)', 'three counts of theft (one count in Kelsham …)'."""
    total, behind = whole.total, figures_behind(whole)
    # 'two aged 22, one aged 21 and one 18': persons of one row
    if total.kind != "count" or not total.exact or not behind or _AGED.match(total.tail):
        return None
    opens = _OPENS_ASIDE.fullmatch(whole.between(behind[0]))
    if opens is None:
        return None
    end = _end_of_aside(whole, behind[0], opens["mark"])
    parts = list(_up_to_it(whole, (figure for figure in behind if figure.draft.quantity.end <= end)))
    bracket = opens["mark"] == " ("
    if not parts or not all(_is_told_apart(total, part, bracket=bracket) for part in parts):
        return None
    return _come_to_it(whole, parts, end)


def _up_to_it(whole: Whole, figures: Iterable[Figure]) -> Iterator[Figure]:
    """The parts joined to each other, until their sum is the total."""
    left = whole.total.value or 0
    for figure in joined_run(whole, list(figures)):
        left -= figure.value or 0
        yield figure
        if left <= 0:
            return


def _end_of_aside(whole: Whole, first: Figure, mark: str) -> int:
    """Where the inserted phrase ends at the latest: at its closing bracket, or at the end of its sentence."""
    text, end = whole.account.page.text, whole.total.draft.sentence.end
    closing = text.find(_ENDS[mark], first.draft.quantity.end, end) if mark in _ENDS else -1
    return end if closing < 0 else closing


def _is_told_apart(total: Figure, part: Figure, *, bracket: bool) -> bool:
    """Whether a part of an inserted phrase fits: a person with an age, people for a total of people, or, in brackets, anything that the total counts."""
    if _AGED.match(part.tail) and (total.of_people or total.bare):
        return True
    if part.of_people and not part.bare:
        return total.of_people
    return bracket and (part.bare or part.thing == total.thing or is_of_crime(part))


# '', 'The other ', 'Another ', 'The remaining '
_OPENS = Regex(r"[ (]*(?:(?:the[ ](?:other|remaining|rest,)|another|a[ ]further|of[ ](?:these|those|them),)[ ])?")
# 'The teenagers, one aged 14 and two aged 15,'
_THE_SAME = Regex(r"(?:the|these|those|all)[ ](?P<noun>\p{Ll}+),[ ]")


# 'Three of the men were held': told of the whole once more
_OF_THEM = Regex(r"[ ]of[ ](?:the|them|those|these)\b")


def in_the_next_sentences(whole: Whole) -> Parts | None:
    """'Four men were arrested. One was charged. Two were bailed and one was released': numbers that open the sentences behind the total."""
    total = whole.total
    if total.kind != "count" or not total.exact:
        return None
    parts = _run(whole, total.sentence)
    if not parts:
        return _with_the_last(whole)
    return None if _are_of_another_side(total, parts) else _come_to_it(whole, parts, parts[-1].draft.sentence.end)


_FAR = 2
"""So many sentences may stand between a total and its parts where an ordinal says how many there were."""


def _with_the_last(whole: Whole) -> Parts | None:
    """'Police found three men. They ran. Two were caught, while the third got away': the ordinal tells how many there were."""
    parts = _run(whole, whole.total.sentence + _FAR)
    if not parts or whole.total.value is None or sum_of(parts) != whole.total.value - 1:
        return None
    end = parts[-1].draft.sentence.end
    last = _THE_LAST.search(whole.account.page.text[parts[-1].draft.quantity.end : end].lower())
    named = last is not None and last["nth"] in NTH and _is_the_last(whole, last["nth"], last["noun"])
    return Parts(tuple(parts), complete=False) if named else None


def _run(whole: Whole, last: int) -> list[Figure]:
    """The counts with which sentences open, the first at most one sentence behind `last`, until their sum is the total."""
    parts: list[Figure] = []
    for figure in _told_on(whole, last):
        parts.append(figure)
        if sum_of(parts) >= (whole.total.value or 0):
            break
    return parts


def _told_on(whole: Whole, last: int) -> Iterator[Figure]:
    """The counts behind the total's sentence, as long as each sentence opens with one."""
    total = whole.total
    for figure in whole.behind:
        if figure.kind != "count" or figure.sentence == total.sentence:
            continue
        if figure.item is not None:
            return  # the items of a list
        opens = _opens_its_sentence(whole, figure, following=last > total.sentence)
        if figure.sentence > last + 1 or (figure.sentence > last and not opens) or _OF_THEM.match(figure.tail):
            return
        if _is_of_it(whole, figure):
            last = figure.sentence
            yield figure
        elif opens:
            return  # 'Two cars were seized'; but 'two were charged with three thefts' goes on


def _opens_its_sentence(whole: Whole, figure: Figure, *, following: bool) -> bool:
    """Whether a sentence opens with this number, in the total's own paragraph if the total counts no people, or with what the total counts."""
    if _OPENS.fullmatch(figure.lead):
        return following or whole.total.of_people or figure.block == whole.total.block
    match = _THE_SAME.fullmatch(figure.lead)
    return match is not None and whole.account.thing_of(match["noun"]) == whole.total.thing


def _is_of_it(whole: Whole, figure: Figure) -> bool:
    """Whether a number names nothing that it counts, or the total's things, and repeats no earlier figure."""
    total, again = whole.total, whole.firsts[figure.index] == whole.firsts[whole.total.index]
    named = figure.thing == total.thing and figure.thing is not None and figure.topic == total.topic
    alike = figure.bare or named
    return alike and not again and fits(total, figure)


_HURT, _OF_LAW = "victim", ("arrest", "charge", "conviction", "sentence")


def _are_of_another_side(total: Figure, parts: Sequence[Figure]) -> bool:
    """Whether the parts are other people than the total's: 'Three people were hurt. Two were arrested and one was charged'."""
    return total.topic == _HURT and all(part.topic in _OF_LAW for part in parts)


# 'Two men and a woman were among 12 people', 'were among the four people'
_AMONG = Regex(
    r"[^.;:!?()]{0,80}?[ ](?:is|are|was|were|been)[ ](?:also[ ])?among(?:st)?[ ](?:the[ ]|a[ ]total[ ]of[ ])?(?:last[ ])?"
)


def among_the_whole(whole: Whole) -> Parts | None:
    """'Two men and a woman were among 12 people arrested': parts that stand before their total."""
    total = whole.total
    before = [figure for figure in whole.before if figure.sentence == total.sentence and figure.kind != "age"]
    if not before or _AMONG.fullmatch(whole.account.between(before[0], total)) is None:
        return None
    parts = list(joined_run(whole, before[::-1]))
    if before[0] not in parts or not all(part.thing == total.thing and not part.bare for part in parts):
        return None
    return Parts(tuple(parts), complete=len(parts) > 1 and sum_of(parts) == total.value)


TOLD_APART: tuple[Rule[Whole, Parts], ...] = (
    Rule(
        "in_an_aside",
        in_an_aside,
        finds=(
            "<claim value=3 holds=true>Three</claim> teenagers, <claim value=2 partof=c1>two</claim> aged <claim value=16 kind=age>16</claim> and <claim value=1 partof=c1>one</claim> <claim value=17 kind=age>17</claim>, were arrested in Kelsham.",
            "<claim value=3>Three</claim> people, <claim value=2 partof=c1>two</claim> men and a woman, were arrested in Kelsham.",
            "<claim value=5 holds=true>Five</claim> people, <claim value=3 partof=c1>three</claim> men and <claim value=2 partof=c1>two</claim> women, were arrested in Kelsham.",
            "<claim value=4>Four</claim> people - <claim value=2 partof=c1>two</claim> men, a woman and a teenager - were arrested in Kelsham.",
            "<claim value=3>Three</claim> people have been arrested in connection with the crash – <claim value=2 partof=c1>two</claim> <claim value=26 kind=age>26-year-old</claim> women and a <claim value=29 kind=age>29-year-old</claim> man.",
            "<claim value=3>Three</claim> people, a woman aged <claim value=46 kind=age>46</claim> and <claim value=2 partof=c1>two</claim> men, aged <claim value=37 kind=age>37</claim> and <claim value=22 kind=age>22</claim>, were arrested.",
            "<claim value=5>Five</claim> people were arrested in Kelsham, a man, <claim value=3 partof=c1>three</claim> women and a teenage boy.",
            "Ash admitted <claim value=3 holds=true>three</claim> counts of theft (<claim value=1 partof=c1>one</claim> count in Kelsham, <claim value=1 partof=c1>one</claim> count in Thorn and <claim value=1 partof=c1>one</claim> count in Ely).",
        ),
        ignores=(
            "Of the <claim value=4 holds=true>four</claim> men, <claim value=2 partof=c1>two</claim> aged <claim value=22 kind=age>22</claim>, <claim value=1 partof=c1>one</claim> aged <claim value=21 kind=age>21</claim> and <claim value=1 partof=c1>one</claim> <claim value=18 kind=age>18</claim> are from Kelsham.",
            "<claim value=5 holds=null>Five</claim> officers, <claim value=3 partof=null>three</claim> paramedics and <claim value=4 partof=null>four</claim> nurses were there.",
            "<claim value=4 holds=null>Four</claim> people - <claim value=2 partof=null>two</claim> men and a woman - were arrested in Kelsham.",
            "Ash admitted <claim value=4 holds=null>four</claim> counts of theft (<claim value=1 partof=null>one</claim> count in Kelsham, <claim value=1 partof=null>one</claim> count in Thorn and <claim value=1 partof=null>one</claim> count in Ely).",
        ),
    ),
    Rule(
        "in_the_next_sentences",
        in_the_next_sentences,
        finds=(
            "<claim value=4 holds=true>Four</claim> people were arrested on warrants. <claim value=2 partof=c1>Two</claim> were held for court and <claim value=2 partof=c1>two</claim> were released.",
            "<claim value=3 holds=true>Three</claim> teenagers have been charged with robbery.\n\nThe teenagers, <claim value=1 partof=c1>one</claim> aged 14 and <claim value=2 partof=c1>two</claim> aged 15, live in Kelsham.",
            "<claim value=3 holds=true>Three</claim> drivers were stopped. <claim value=1 partof=c1>One</claim> was fined and <claim value=2 partof=c1>two</claim> were given advice.",
            "<claim value=4 holds=true>Four</claim> men were arrested. <claim value=1 partof=c1>One</claim> has been charged. <claim value=2 partof=c1>Two</claim> have been bailed. <claim value=1 partof=c1>One</claim> was released.",
            "Police found <claim value=3>three</claim> suspects in a hut. They ran off at once. <claim value=2 partof=c1>Two</claim> suspects were caught, while the third was found later.",
            "<claim value=3>Three</claim> men were convicted of fraud. <claim value=1 partof=c1>One</claim> was jailed for two years, <claim value=1 partof=c1>one</claim> for three years and the third was fined.",
            "<claim value=5 holds=true>Five</claim> people were arrested in Kelsham. <claim value=3 partof=c1>Three</claim> were held for theft. The other <claim value=2 partof=c1>two</claim> were released.",
        ),
        ignores=(
            "<claim value=4 holds=null>Four</claim> people were arrested on warrants. <claim value=2 partof=null>Two</claim> cars were seized and <claim value=2 partof=null>two</claim> were towed.",
            "<claim value=4 holds=null>Four</claim> people were arrested on warrants. Of the drivers, <claim value=2 partof=null>two</claim> were held and <claim value=3 partof=null>three</claim> were released.",
            "<claim value=4 holds=null>Four</claim> people were arrested on warrants. <claim value=1 partof=null>One</claim> was also charged with assault. They live in Kelsham. <claim value=3>Three</claim> were bailed.",
            "<claim value=3 holds=null>Three</claim> people were hurt in the fight. <claim value=2 partof=null>Two</claim> were arrested at home and <claim value=1 partof=null>one</claim> was charged.",
        ),
    ),
    Rule(
        "among_the_whole",
        among_the_whole,
        finds=(
            "<claim value=2 partof=c2>Two</claim> men and a woman were among <claim value=12>12</claim> people arrested in Kelsham.",
        ),
        ignores=(
            "<claim value=2 partof=null>Two</claim> homes and a shop were among <claim value=12>12</claim> people arrested in Kelsham.",
        ),
    ),
)
"""Parts that are told until they come to their total."""
