"""Totals and the parts that a release gives of them, with a check: a wrong breakdown is worse than none.

In: the account of a page and what its figures restate. Out: `BreakdownLink`s over figure indices. A rule looks at one figure as the
whole and at the few figures behind or before it as its parts; only the text's own words, or a sum that comes out exactly, tie them.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

import regex

from release_parser.link.sums.figures import Account, Figure
from release_parser.rules import Rule, RuleTable

_AROUND = 24
"""How many figures behind or before a total its parts may stand."""
_ADDITIVE = ("count", "money", "mass", "volume")


@dataclass(frozen=True, slots=True)
class BreakdownLink:
    """A total and its parts by figure indices."""

    total: int
    parts: tuple[int, ...]
    complete: bool
    rule: str
    expected: Decimal | None = None
    consistent: bool | None = None


@dataclass(frozen=True, slots=True)
class Whole:
    """One figure as a total, and the figures around it."""

    total: Figure
    account: Account
    firsts: Sequence[int]
    """For each figure the first one that states the same fact, which may be itself."""
    parts: frozenset[int] = frozenset()
    """The figures that are known to be parts of another."""

    @property
    def behind(self) -> Sequence[Figure]:
        """The figures behind the total, the nearest first."""
        return self.account.figures[self.total.index + 1 : self.total.index + 1 + _AROUND]

    @property
    def before(self) -> Sequence[Figure]:
        """The figures before the total, the nearest first."""
        return self.account.figures[max(0, self.total.index - _AROUND) : self.total.index][::-1]

    def between(self, figure: Figure) -> str:
        """The words between the total and a figure behind it."""
        return self.account.between(self.total, figure)


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a whole, and whether they are all of it."""

    figures: tuple[Figure, ...]
    complete: bool
    share: Figure | None = None
    """The part as a share of the whole, where the text gives it too."""


def find_breakdowns(account: Account, firsts: Sequence[int]) -> list[BreakdownLink]:
    """All breakdowns of a page, in the order of their totals: first what the text calls a part, then what comes out exactly."""
    found: dict[tuple[int, frozenset[int]], BreakdownLink] = {}
    parts: set[int] = set()
    for table in (NAMED_PARTS, SUMS):
        for figure in account.figures:
            if not _may_be_total(figure) or (table is SUMS and firsts[figure.index] in parts):
                continue
            result = table.first(Whole(figure, account, firsts, frozenset(parts)))
            # a list whose every item was taken for something else is named, and has no part left
            if result is None or not (result[0].figures or result[0].share):
                continue
            link = _checked(figure, *result)
            if firsts[figure.index] in {firsts[part] for part in link.parts}:
                continue  # '40 arrests', told again in the list, is no part of itself
            key = firsts[figure.index], frozenset(firsts[part] for part in link.parts)
            found[key] = link  # the nearest mention of a total that is told twice
        parts.update(part for _, several in found for part in several)
    return sorted(found.values(), key=lambda link: (link.total, link.parts))


def _may_be_total(figure: Figure) -> bool:
    return (
        figure.value is not None
        and figure.upper is None
        and figure.draft.direction is None
        and (figure.kind in _ADDITIVE or (figure.kind == "duration" and figure.topic == "sentence"))
        and figure.value > 1
    )


_PER_PERSON = ("sentence", "penalty")
"""Topics whose amounts add up whatever they are called: 'community service' and 'unpaid work'."""


def _fits(total: Figure, part: Figure) -> bool:
    """Whether a figure may be a part of another by what both count or measure."""
    return (
        part.value is not None
        and total.value is not None
        and part.upper is None
        and part.kind == total.kind
        and part.unit == total.unit
        and part.draft.direction is None
        and (part.value < total.value or (part.value == total.value and total.draft.quantity.bound == "more_than"))
        and _alike(total, part)
    )


def _alike(total: Figure, part: Figure) -> bool:
    """People of people, knives of weapons, a bare number of anything."""
    if part.bare or part.thing is None or total.thing is None or total.thing == part.thing:
        return True
    return (
        total.of_people == part.of_people
        and total.topic == part.topic
        and (total.general or total.topic in _PER_PERSON)
    )


# ------------------------------------------------------------------ parts that the text names as parts

# 'of which 24', 'of whom seven', 'including two guns'
_OF_WHICH = regex.compile(
    r"[^.;:!?]{0,90}?(?:,|[ ][-–—]|[(]|[ ])[ ]?(?:(?:and[ ]|with[ ])?(?:of|among)[ ](?:which|whom|them|these|those)|includ(?:ing|es|ed)|(?:which|this|these)[ ]includ(?:es?|ed))(?:[ ](?:about|around|just|only|over|at[ ]least|the|a[ ]further))?[ ]?"
)
# '224 arrests (122 were wanted)', '43 arrests, with 24 made in Kelsham', 'although only two succeeded'
_BARE_BEHIND = regex.compile(
    r"[^.;:!?()]{0,90}?(?:[(]|,[ ](?:with[ ]|(?:al)?though[ ]|but[ ]|while[ ])(?:\p{L}+ly[ ])?(?:just[ ]|only[ ])?)"
)
# '89 incidents. The majority were minor, with only 10 involving a weapon'
_ONLY_NEXT = regex.compile(r"[^.;!?]{0,90}[.][ ][^.;!?]{0,120}?,[ ](?:with[ ](?:only|just)|(?:al)?though[ ]only)[ ]")
_VERB_BEHIND = regex.compile(
    r"[ ](?:of[ ]|(?:were|was|are|is|have|has|had)[ ]|\p{L}+(?:ed|en|ing)\b|made\b|found\b|in\b|from\b|at\b)"
)
# 'seven were charged and two were bailed': a further part of the same clause
_AND = regex.compile(
    r"[^.;:!?]{0,110}?(?:,|[ ]and|[ ]or|[ ]plus|[ ]while|[ ]with)[ ](?:(?:and|a[ ]further|another|the[ ](?:other|remaining))[ ])?"
)


def of_which(whole: Whole) -> Parts | None:
    """'30 arrests, of which 21 were for drugs and five for theft', '12 weapons, including two guns'."""
    behind = _in_sentence(whole)
    if not behind or not _fits(whole.total, behind[0]) or not _OF_WHICH.fullmatch(whole.between(behind[0])):
        return None
    return _parts(whole, _run(whole, behind))


def _parts(whole: Whole, figures: Iterable[Figure]) -> Parts:
    """Parts that the text names; the whole where they come to it."""
    parts = tuple(figures)
    return Parts(parts, complete=len(parts) > 1 and _sum(parts) == whole.total.value)


def bare_behind(whole: Whole) -> Parts | None:
    """'224 arrests (122 were wanted)', '43 arrests, with 24 made in Kelsham': a bare number right behind a count of it."""
    part = next((figure for figure in whole.behind if figure.kind != "age"), None)
    if (
        part is None
        or (whole.total.bare and whole.total.kind == "count")
        or not part.bare
        or not _fits(whole.total, part)
    ):
        return None
    between = whole.between(part)
    tied = (_BARE_BEHIND.fullmatch(between) or _ONLY_NEXT.fullmatch(between)) and _VERB_BEHIND.match(part.tail)
    if not tied:
        return None
    bare = itertools.takewhile(lambda figure: figure.bare and figure.sentence == part.sentence, whole.behind)
    return _parts(whole, _run(whole, list(bare)))


def _in_sentence(whole: Whole) -> list[Figure]:
    """The figures behind the total in its own sentence, but for ages."""
    return [figure for figure in whole.behind if figure.sentence == whole.total.sentence and figure.kind != "age"]


def _run(whole: Whole, figures: Sequence[Figure]) -> Iterator[Figure]:
    """The parts from the first of these figures on, as long as each is joined to the one before and they do not exceed the total."""
    left = whole.total.value or Decimal(0)
    for number, figure in enumerate(figures):
        if not _fits(whole.total, figure) or figure.value is None or figure.value > left:
            return
        if number and not _AND.fullmatch(whole.account.between(figures[number - 1], figure)):
            return
        left -= figure.value
        yield figure


# 'Of the 18 people who called,', 'Out of 40 drivers stopped,'
_OF_THE = regex.compile(r"(?:\(?of|out of|among)[ ](?:the[ ]|these[ ]|those[ ]|all[ ]|a total of[ ]|some[ ])?")


def of_the_whole(whole: Whole) -> Parts | None:
    """'Of the 18 people who called, 10 live alone and seven are over 75': parts that may overlap, or come to the whole."""
    if not _OF_THE.fullmatch(whole.total.lead):
        return None
    parts = tuple(figure for figure in _in_sentence(whole) if _fits(whole.total, figure))
    if not parts:
        share = next((figure for figure in _in_sentence(whole) if _is_share(figure)), None)
        return None if share is None else Parts((share,), complete=False)
    share = _share_behind(whole, parts[0]) if len(parts) == 1 else None
    return Parts(parts, complete=len(parts) > 1 and _sum(parts) == whole.total.value, share=share)


def _is_share(figure: Figure) -> bool:
    return figure.kind in ("percentage", "proportion") and figure.draft.direction is None and figure.value is not None


def _share_behind(whole: Whole, part: Figure) -> Figure | None:
    """'640 (80 per cent)', '640, or 80 per cent': the share that a part is."""
    index = part.index + 1
    if index >= len(whole.account.figures) or not _is_share(figure := whole.account.figures[index]):
        return None
    return figure if _SHARE_BEHIND.fullmatch(whole.account.between(part, figure)) else None


_SHARE_BEHIND = regex.compile(
    r"(?:[ ]\p{L}[\p{L}’'-]*){0,3}[ ]?(?:[(]|,?[ ]or[ ]|,[ ]|[ ][-–][ ])(?:about[ ]|around[ ]|nearly[ ])?"
)
# '24 of them', 'nine of those arrested', '120 of these arrests'
_OF_THEM = regex.compile(
    r"[ ](?:\p{L}+[ ])?of[ ](?:(?:them|those|these|whom|which)\b|(?:the|his|her|their)[ ](?P<noun>\p{Ll}+)\b)"
)
# 'Of these, 120 were', 'Of those arrested, nine', 'the other two'
_OF_THESE = regex.compile(
    r"(?:.*[.,;–-][ ])?(?P<of>of[ ](?:them|those|these|whom|which))\b[^.;:]{0,40}?[ ]|(?:.*[ ])?the[ ](?:other|remaining)[ ]"
)
# 'an additional $20,000 of those funds'
_MORE = regex.compile(r"\b(?:additional|another|further)[ ]$")
# 'seized from five of them': those who are not what was seized
_FROM_SOME = regex.compile(r"\b(?:from|by|to|against|for)[ ]$")


def of_them(whole: Whole) -> Parts | None:
    """'43 arrests were made. 24 of them were for drugs', 'Of those arrested, nine were charged': parts of the nearest figure that fits."""
    total = whole.total
    nearer: list[Figure] = []
    parts: list[Figure] = []
    for figure in whole.behind:
        if figure.sentence > total.sentence + 1 or (parts and figure.sentence != parts[0].sentence):
            break
        if figure.kind == "age":
            continue
        tied = parts or _is_of_them(total, figure, whole.account)
        if (
            _fits(total, figure)
            and tied
            and not any(_fits(near, figure) and _is_of_them(near, figure, whole.account) for near in nearer)
        ):
            parts.append(figure)
        else:
            nearer.append(figure)
    return _parts(whole, parts) if parts else None


def _is_of_them(total: Figure, figure: Figure, account: Account) -> bool:
    """Whether the words at a figure say that it is a part of the total."""
    match = _OF_THEM.match(figure.tail)
    if match is not None and match["noun"] is not None and account.thing_of(match["noun"]) != total.thing:
        return False
    if match is None and not _is_of_these(total, figure):
        return False
    return not _MORE.search(figure.lead) and (total.of_people or not _FROM_SOME.search(figure.lead))


def _is_of_these(total: Figure, figure: Figure) -> bool:
    """Whether the words before a figure say so: 'of which 21 were for theft and nine' makes nine no part of the 21."""
    match = _OF_THESE.fullmatch(figure.lead)
    if match is None:
        return False
    before = figure.draft.quantity.start - len(figure.lead)
    return match["of"] is None or before + match.start("of") >= total.draft.quantity.end


# 'Those arrested included:'
_INCLUDED = regex.compile(
    r"\b(?:those|these|them|they)\b[^.]{0,60}\binclud(?:e|es|ed|ing)\b[^.]{0,20}:$", regex.IGNORECASE
)


def some_listed(whole: Whole) -> Parts | None:
    """'43 arrests. Those arrested included:' and bullets: parts, not all of them."""
    total, page = whole.total, whole.account.page
    item = next((figure.item for figure in whole.behind if figure.item is not None), None)
    if item is None or not total.block < item <= total.block + 2:
        return None
    intro = page.blocks[item]
    if _INCLUDED.search(page.text, max(intro.start, intro.end - 120), intro.end) is None:
        return None
    parts = tuple(
        figure
        for figure in whole.behind
        if figure.item == item and figure.topic == total.topic and _fits(total, figure)
    )
    return Parts(parts, complete=False) if parts and total.value is not None and _sum(parts) <= total.value else None


# '63 per cent of the 977 votes', '640 out of a total of 800', '640 of the 800 calls'
_OUT_OF = regex.compile(
    r"(?:[ ]\p{L}[\p{L}’'-]*){0,2}[)]?[ ](?:out[ ])?of[ ](?:(?:the|all|those|these|a[ ]total[ ]of)[ ])?(?:\p{Ll}+[ ])?"
)


def out_of_the_whole(whole: Whole) -> Parts | None:
    """'80 per cent of the 800 calls', '640 out of a total of 800 calls': a part before its whole."""
    before = next(iter(whole.before), None)
    if (
        before is None
        or before.sentence != whole.total.sentence
        or not _OUT_OF.fullmatch(whole.account.between(before, whole.total))
    ):
        return None
    return Parts((before,), complete=False) if _is_share(before) or _fits(whole.total, before) else None


# '63 per cent of the votes'
_SHARE_OF = regex.compile(r"[ ]of[ ](?:the|all|these|those)[ ](?:total[ ])?(?P<noun>\p{Ll}+)\b")


def share_of_it(whole: Whole) -> Parts | None:
    """'977 votes were cast, with Rex getting 63 per cent of the votes': a share of the noun that the total counts."""
    share = next((figure for figure in _in_sentence(whole) if _is_share(figure)), None)
    if share is None or whole.total.thing is None or (match := _SHARE_OF.match(share.tail)) is None:
        return None
    return Parts((share,), complete=False) if match["noun"].startswith(whole.total.thing) else None


# ------------------------------------------------------------------ parts that make up the whole

# 'Twelve people were arrested: seven', '18 offences, comprising nine', 'made up of'
_MADE_OF = regex.compile(
    r"[^.;!?]{0,140}?(?::|[ ][-–—]|\b(?:compris(?:ing|ed)|made[ ]up[ ]of|consist(?:ing|ed)[ ]of|namely|split[ ]between|broken[ ]down[ ](?:as|into)|divided[ ]into)\b)[^.;:!?]{0,60}?"
)
_MADE_OF_NEXT = regex.compile(
    r"[^.!?]{0,140}[.][ \n]+(?:These|They|This|The[ ]total)[ ](?:were[ ]|was[ ]|is[ ])?(?:compris\w+|consist\w+|made[ ]up[ ]of|includ\w+)[ ](?:of[ ])?"
)
# ', a man for theft': a part without a number; 'these include': not all of them
_OPEN = regex.compile(r"(?:,|\band)[ ](?:an?|another|several|some|the[ ]rest|others)[ ]|\binclud")


def made_up_of(whole: Whole) -> Parts | None:
    """'Twelve people were arrested: seven for assault and five for theft'; '18 offences. These comprised nine, two and seven'."""
    behind = [figure for figure in whole.behind if figure.kind != "age" and figure.sentence <= whole.total.sentence + 1]
    if len(behind) < 2:
        return None
    between = whole.between(behind[0])
    own = behind[0].sentence == whole.total.sentence
    if not (_MADE_OF.fullmatch(between) if own else _MADE_OF_NEXT.fullmatch(between)):
        return None
    # 'three thefts and nine burglaries, and was jailed for five years'
    parts = [
        figure
        for figure in behind
        if figure.sentence == behind[0].sentence and (figure.kind, figure.unit) == (whole.total.kind, whole.total.unit)
    ]
    if len(parts) < 2 or not all(_fits(whole.total, figure) for figure in parts):
        return None
    text = whole.account.page.text[whole.total.draft.quantity.end : parts[-1].draft.quantity.end + 60]
    return Parts(tuple(parts), complete=_sum(parts) == whole.total.value or not _OPEN.search(text))


def list_items(whole: Whole) -> Parts | None:
    """'Officers made 12 arrests:' and bullets that come to 12."""
    items = [figure for figure in whole.behind if figure.item == whole.total.block and figure.kind != "age"]
    first: dict[int, Figure] = {}
    for figure in items:
        first.setdefault(figure.block, figure)
    return _exact(whole, list(first.values()))


_MANY = 5
"""Smaller totals come out by chance: two knives, one car and one van are not two of anything."""


def exact_sum(whole: Whole) -> Parts | None:
    """'Six arrests. Five males and one woman were held': counts in the sentences behind it that come to the total exactly."""
    total = whole.total
    if total.kind != "count" or total.value is None or total.value < _MANY:
        return None
    parts: list[Figure] = []
    for figure in whole.behind:
        if figure.sentence > total.sentence + 3 or whole.firsts[figure.index] == whole.firsts[total.index]:
            break
        if figure.kind == "age" or figure.topic != total.topic or figure.kind != total.kind:
            continue
        if not _fits(total, figure) or figure.sentence == total.sentence:
            break
        parts.append(figure)
        if (found := _exact(whole, parts)) is not None:
            return found
    return None


def all_of_its_sort(whole: Whole) -> Parts | None:
    """A total of the opening that all figures of its topic and thing in the body come to exactly."""
    total = whole.total
    if not total.early or total.value is None or total.topic is None or (total.unit is None and total.value < _MANY):
        return None
    parts = [
        figure
        for figure in whole.account.figures[total.index + 1 :]
        if figure.value is not None
        and whole.firsts[figure.index] == figure.index
        and figure.index not in whole.parts
        and (figure.topic, figure.unit, figure.kind) == (total.topic, total.unit, total.kind)
        and (total.unit is not None or total.thing in (figure.thing, None) or figure.thing is None)
    ]
    return _exact(whole, parts)


def _exact(whole: Whole, parts: Sequence[Figure]) -> Parts | None:
    """These parts, where they are parts and come to the total exactly, but for the rounding of money."""
    if len(parts) < 2 or whole.total.value is None or not all(_fits(whole.total, figure) for figure in parts):
        return None
    return Parts(tuple(parts), complete=True) if _agrees(whole.total, parts) else None


def _sum(figures: Sequence[Figure]) -> Decimal:
    return sum((figure.value for figure in figures if figure.value is not None), Decimal(0))


# 'a total of', 'Combined, this makes an overall surplus of', 'bringing the total to'
_IN_ALL = regex.compile(
    r"\b(?:total(?:s|led|ling|ing)?|combined|altogether|overall|in[ ]all|between[ ]them|bringing)\b"
)


def before_it(whole: Whole) -> Parts | None:
    """'40 in Kelsham and 25 in Thorn, a total of 65': like figures before it that come to the total exactly."""
    if not _IN_ALL.search(whole.total.lead[-60:]):
        return None
    parts: list[Figure] = []
    for figure in whole.before:
        if figure.sentence < whole.total.sentence - 3:
            break
        if figure.kind == "age":
            continue
        if not _fits(whole.total, figure):
            break
        parts.append(figure)
        if (found := _exact(whole, parts[::-1])) is not None:
            return found
    return None


def terms(whole: Whole) -> Parts | None:
    """'jailed for a total of 36 years' and the term of each person, whether they come to it or not."""
    total = whole.total
    if total.kind != "duration" or not _IN_ALL.search(total.lead[-60:] + " " + total.tail[:40]):
        return None
    parts: list[Figure] = []
    for figure in whole.account.figures[total.index + 1 :]:
        is_term = (figure.topic, figure.kind, figure.unit) == ("sentence", "duration", "month")
        if not is_term or whole.firsts[figure.index] != figure.index:
            continue
        if not _fits(total, figure):
            return None
        parts.append(figure)
        if (found := _exact(whole, parts)) is not None:
            return found
    return Parts(tuple(parts), complete=True) if len(parts) > 1 and _a_person_each(whole, parts) else None


def _a_person_each(whole: Whole, terms: Sequence[Figure]) -> bool:
    """Whether each term is another person's; one person's may run at the same time and need not come to a total."""
    names = {figure.name for figure in terms}
    if len(names) == len(terms) and None not in names:
        return True
    beside = (figure for figure in whole.before if figure.sentence == whole.total.sentence)
    return any(figure.of_people and figure.kind == "count" and figure.value == len(terms) for figure in beside)


# ------------------------------------------------------------------ the check


def _checked(total: Figure, parts: Parts, rule: str) -> BreakdownLink:
    """The breakdown, with what its parts come to and whether that agrees."""
    figures = parts.figures if parts.share is None else (*parts.figures, parts.share)
    indices = tuple(sorted(figure.index for figure in figures))
    share = next((figure for figure in figures if _is_share(figure)), None)
    if share is not None:
        expected, consistent = _share_check(total, parts.figures, share)
        return BreakdownLink(total.index, indices, parts.complete, rule, expected, consistent)
    agree = _agrees(total, parts.figures) if parts.complete else True
    return BreakdownLink(total.index, indices, parts.complete, rule, _in_unit(_sum(parts.figures), total), agree)


def _share_check(total: Figure, parts: Sequence[Figure], share: Figure) -> tuple[Decimal | None, bool | None]:
    """What a share of the total comes to, and whether the part that is stated with it is that share."""
    whole, value = total.value, share.value
    if whole is None or value is None:
        return None, None
    fraction = value / 100 if share.kind == "percentage" else value
    part = next((figure.value for figure in parts if not _is_share(figure)), None)
    if part is None or not total.exact:
        return _in_unit(whole * fraction, total), None
    exponent = value.as_tuple().exponent
    digit = Decimal(1).scaleb(min(0, exponent if isinstance(exponent, int) else 0)) / 100
    room = digit if share.kind == "percentage" and share.draft.quantity.bound == "exactly" else Decimal("0.05")
    return _in_unit(whole * fraction, total), abs(part / whole - fraction) <= room


def _agrees(total: Figure, parts: Sequence[Figure]) -> bool | None:
    """Whether parts that make up a total agree with it; None where bounds leave it open."""
    whole, bound, expected = total.value, total.draft.quantity.bound, _sum(parts)
    if whole is None:
        return None
    if bound in ("more_than", "at_least"):
        return whole <= expected <= whole + whole / 10 or None
    if bound in ("less_than", "at_most"):
        return whole - whole / 10 <= expected <= whole or None
    if bound == "about" or not all(figure.exact for figure in parts):
        return abs(expected - whole) <= whole / 10 or None
    return abs(expected - whole) <= sum((_rounding(figure) for figure in (total, *parts)), Decimal(0))


def _rounding(figure: Figure) -> Decimal:
    """Half of the last digit that money or a measure is given with: 50,000 of '£1.2m'. Counts and terms are exact."""
    value = figure.value
    if value is None or figure.unit is None or figure.unit in ("month", "second"):
        return Decimal(0)
    exponent = value.normalize().as_tuple().exponent
    return Decimal(5).scaleb(exponent - 1) if isinstance(exponent, int) else Decimal(0)


def _in_unit(value: Decimal, total: Figure) -> Decimal:
    """A sum in the unit that the total's claim has, 2 kilogram and not 2000 gram, to the cent."""
    stated = total.draft.quantity.value
    if stated is not None and total.value:
        value = value * stated / total.value
    return value if value == value.to_integral_value() else value.quantize(Decimal("0.01")).normalize()


NAMED_PARTS: RuleTable[Whole, Parts] = RuleTable(
    "breakdowns",
    (
        Rule(
            "made_up_of",
            made_up_of,
            finds=(
                "<claim value=12 holds=true>Twelve</claim> people were arrested: <claim value=7 partof=c1>seven</claim> for assault and <claim value=5 partof=c1>five</claim> for theft.",
                "He admitted <claim value=18 holds=true>18</claim> offences. These comprised <claim value=9 partof=c1>nine</claim> in Kelsham, <claim value=2 partof=c1>two</claim> in Thorn and <claim value=7 partof=c1>seven</claim> in Ely.",
                "<claim value=12 holds=false>Twelve</claim> people were arrested: <claim value=7 partof=c1>seven</claim> for assault and <claim value=4 partof=c1>four</claim> for theft.",
            ),
            ignores=(
                "<claim value=12 holds=null>Twelve</claim> people were arrested: <claim value=3 partof=null>three</claim> cars were found.",
            ),
        ),
        Rule(
            "of_which",
            of_which,
            finds=(
                "Officers made <claim value=30 holds=true>30</claim> arrests, of which <claim value=21 partof=c1>21</claim> were for drugs and <claim value=5 partof=c1>five</claim> were for theft.",
                "They seized <claim value=12 >12</claim> weapons, including <claim value=2 partof=c1>two</claim> knives.",
            ),
            ignores=(
                "They searched <claim value=12 >12</claim> homes, including <claim value=2 partof=null>two</claim> drug dealers.",
            ),
        ),
        Rule(
            "of_the_whole",
            of_the_whole,
            finds=(
                "Of the <claim value=18 >18</claim> people who called, <claim value=10 partof=c1>10</claim> live alone and <claim value=7 partof=c1>seven</claim> are students.",
                "Of <claim value=800 holds=false>800</claim> calls, <claim value=640 partof=c1>640</claim> (<claim value=70 partof=c1>70 per cent</claim>) were answered within a minute.",
                "Of <claim value=800 holds=true>800</claim> calls, <claim value=640 partof=c1>640</claim> (<claim value=80 partof=c1>80 per cent</claim>) were answered within a minute.",
            ),
            ignores=(
                "Of the <claim value=18 >18</claim> drivers, many were tired. They drove <claim value=10 partof=null>10</claim> lorries.",
            ),
        ),
        Rule(
            "bare_behind",
            bare_behind,
            finds=(
                "Officers made <claim value=224 >224</claim> arrests (<claim value=122 partof=c1>122</claim> were wanted on warrants).",
                "Officers made <claim value=43 >43</claim> arrests, with <claim value=24 partof=c1>24</claim> made in Kelsham.",
            ),
            ignores=(
                "Officers made <claim value=43 >43</claim> arrests, with <claim value=24 partof=null>24</claim> cars seized in Kelsham.",
            ),
        ),
        Rule(
            "of_them",
            of_them,
            finds=(
                "Officers made <claim value=43 >43</claim> arrests. <claim value=24 partof=c1>Twenty-four</claim> of them were for drugs.",
                "Officers made <claim value=30 >30</claim> arrests, of which <claim value=21 partof=c1>21</claim> were for theft and <claim value=9 partof=c1>nine</claim> for assault.",
                "Police arrested <claim value=32 >32</claim> people. Of those, <claim value=9 partof=c1>nine</claim> were charged.",
            ),
            ignores=(
                "Officers seized <claim value=6 >six</claim> phones from <claim value=5 partof=null>five</claim> of them.",
            ),
        ),
        Rule(
            "some_listed",
            some_listed,
            finds=(
                "Raids led to <claim value=43>43</claim> arrests.\n\nThose arrested included:\n* <claim value=5 partof=c1>five</claim> people arrested for theft\n* <claim value=8 partof=c1>eight</claim> people arrested for assault",
            ),
            ignores=(
                "Raids led to <claim value=43>43</claim> arrests.\n\nThe week also led to:\n* <claim value=5 partof=null>five</claim> people arrested for theft\n* <claim value=8 partof=null>eight</claim> people arrested for assault",
            ),
        ),
        Rule(
            "out_of_the_whole",
            out_of_the_whole,
            finds=(
                "<claim value=80 partof=c2>80 per cent</claim> of the <claim value=800 >800</claim> calls were answered.",
                "They answered <claim value=640 partof=c2>640</claim> out of a total of <claim value=800 >800</claim> calls.",
            ),
        ),
        Rule(
            "share_of_it",
            share_of_it,
            finds=(
                "In all <claim value=977 >977</claim> votes were cast, with Rex getting <claim value=63 partof=c1>63 per cent</claim> of the votes.",
            ),
            ignores=(
                "In all <claim value=977 >977</claim> votes were cast, with Rex getting <claim value=63 partof=null>63 per cent</claim> of the bones.",
            ),
        ),
    ),
)
SUMS: RuleTable[Whole, Parts] = RuleTable(
    "breakdowns",
    (
        Rule(
            "list_items",
            list_items,
            finds=(
                "Officers made <claim value=12 holds=true>12</claim> arrests:\n* <claim value=7 partof=c1>seven</claim> arrests for assault\n* <claim value=5 partof=c1>five</claim> arrests for theft",
            ),
            ignores=(
                "Officers made <claim value=12 holds=null>12</claim> arrests:\n* <claim value=7 partof=null>seven</claim> arrests for assault\n* <claim value=4 partof=null>four</claim> arrests for theft",
            ),
        ),
        Rule(
            "terms",
            terms,
            finds=(
                "Two burglars were jailed for a total of <claim value=10 holds=true>10 years</claim>.\n\nAnn Pole was jailed for <claim value=6 partof=c2>six years</claim>. Bo Ash was jailed for <claim value=4 partof=c2>four years</claim>.",
                "Two burglars were jailed for a total of <claim value=153 holds=false>12 years and nine months</claim>.\n\nAnn Pole was jailed for <claim value=7 partof=c2>seven years</claim>. Bo Ash was jailed for <claim value=81 partof=c2>six years and nine months</claim>.",
            ),
            ignores=(
                "A burglar was jailed for <claim value=11 holds=null>11 years</claim>.\n\nAnother was jailed for <claim value=6 partof=null>six years</claim> and a third for <claim value=4 partof=null>four years</claim>.",
            ),
        ),
        Rule(
            "before_it",
            before_it,
            finds=(
                "Officers made <claim value=40 partof=c3>40</claim> arrests in Kelsham and <claim value=25 partof=c3>25</claim> arrests in Thorn, a total of <claim value=65 holds=true>65</claim> arrests.",
            ),
            ignores=(
                "Officers made <claim value=40 partof=null>40</claim> arrests in Kelsham and <claim value=25 partof=null>25</claim> arrests in Thorn, a total of <claim value=70 holds=null>70</claim> arrests.",
            ),
        ),
        Rule(
            "exact_sum",
            exact_sum,
            finds=(
                "Raids led to <claim value=6 holds=true>six</claim> arrests. <claim value=5 partof=c1>Five</claim> men and <claim value=1 partof=c1>one</claim> woman were arrested in Kelsham.",
            ),
            ignores=(
                "Raids led to <claim value=6 holds=null>six</claim> arrests. <claim value=4 partof=null>Four</claim> men and <claim value=1 partof=null>one</claim> woman were arrested in Kelsham.",
            ),
        ),
        Rule(
            "all_of_its_sort",
            all_of_its_sort,
            finds=(
                "Thieves charged with <claim value=67 holds=true>67</claim> offences\n\nThieves in Kelsham have been charged with dozens of crimes.\n\nThe court sat in Thorn. It rained.\n\nAnn Pole was charged with <claim value=49 partof=c1>49</claim> offences.\n\nShe will be in court in May.\n\nShe lives in Ely.\n\nNo plea was made.\n\nBo Ash was charged with <claim value=18 partof=c1>18</claim> offences.",
            ),
        ),
    ),
)
