"""A figure as a possible total, the figures that may be its parts, and the sum of parts.

In: figures of an account. Out: whether one may be a part of another, the sum of several, and whether that agrees with the total.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from release_parser.link.sums.figures import Account, Figure, is_of_crime, is_times_of_a_charge
from release_parser.regexes import Regex

_AROUND = 24
"""How many figures behind or before a total its parts may stand."""
_ADDITIVE = ("count", "money", "mass", "volume", "area")


@dataclass(frozen=True, slots=True)
class Whole:
    """One figure as a possible total, and the figures around it: the value that the rules for parts take."""

    total: Figure
    account: Account
    firsts: Sequence[int]
    """For each figure the first one that states the same fact, which may be itself."""
    parts: frozenset[int] = frozenset()
    """The figures that are known to be parts of another."""
    referring: Sequence[int] | None = None
    """The figures whose words say 'of them', by index, where that was looked up for the whole account."""

    @property
    def behind(self) -> Sequence[Figure]:
        """The figures behind the total, the nearest first."""
        return self.account.figures[self.total.index + 1 : self.total.index + 1 + _AROUND]

    @property
    def before(self) -> Sequence[Figure]:
        """The figures before the total, the nearest first."""
        return self.account.figures[max(0, self.total.index - _AROUND) : self.total.index][::-1]

    @property
    def is_referred_to(self) -> bool:
        """Whether the words at some figure behind the total may connect it with an earlier one; also True where that was not looked up."""
        if self.referring is None:
            return True
        at = bisect_right(self.referring, self.total.index)
        return at < len(self.referring) and self.referring[at] <= self.total.index + len(self.behind)

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
    alike: bool = False
    """Whether the parts are of the whole's kind whatever their own words are about: 'in Kelsham (eight)'."""


def may_be_total(figure: Figure) -> bool:
    """Whether a figure may have parts: it is a level and more than one of something that adds up."""
    return (
        figure.value is not None
        and figure.upper is None
        and figure.draft.direction is None
        and not is_times_of_a_charge(figure)
        and (figure.kind in _ADDITIVE or (figure.kind == "duration" and figure.topic == "sentence"))
        and figure.value > 1
    )


_PER_PERSON = ("sentence", "penalty")
"""Topics whose amounts add up whatever they are called: 'community service' and 'unpaid work'."""


def fits(total: Figure, part: Figure) -> bool:
    """Whether a figure may be a part of another, by what both count or measure."""
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
    """Whether the part counts the total's things: people of people, knives of weapons, a number without a noun of anything."""
    if part.bare or part.thing is None or total.thing is None or total.thing == part.thing:
        return True
    if is_of_crime(part) and not total.of_people:
        return True  # '18 charges, among them four of assault'
    return (
        total.of_people == part.of_people
        and total.topic == part.topic
        and (total.general or total.topic in _PER_PERSON)
    )


def is_smaller(total: Figure, part: Figure) -> bool:
    """Whether a figure is of the kind and unit of the total and less than it."""
    return (
        part.value is not None
        and total.value is not None
        and part.upper is None
        and part.draft.direction is None
        and (part.kind, part.unit) == (total.kind, total.unit)
        and part.value < total.value
    )


# 'seven were charged and two were bailed': a further part of the same clause
_AND = Regex(
    r"[^.;:!?]{0,110}?(?:,|[ ]and|[ ]or|[ ]plus|[ ]while|[ ]with)[ ](?:(?:and|a[ ]further|another|the[ ](?:other|remaining))[ ])?"
)


def joined_run(
    whole: Whole, figures: Sequence[Figure], fit: Callable[[Figure, Figure], bool] = fits
) -> Iterator[Figure]:
    """The parts from the first of these figures on, as long as each is joined to the one before and their sum does not exceed the total."""
    left = whole.total.value or Decimal(0)
    for number, figure in enumerate(figures):
        if not fit(whole.total, figure) or figure.value is None or figure.value > left:
            return
        if number and not _AND.fullmatch(whole.account.between(figures[number - 1], figure)):
            return
        left -= figure.value
        yield figure


def figures_behind(whole: Whole) -> list[Figure]:
    """The figures behind the total in its own sentence, except ages."""
    return [figure for figure in whole.behind if figure.sentence == whole.total.sentence and figure.kind != "age"]


def is_share(figure: Figure) -> bool:
    """Whether a figure is a share of something, and not a rise or fall."""
    return figure.kind in ("percentage", "proportion") and figure.draft.direction is None and figure.value is not None


def parts_that_agree(whole: Whole, parts: Sequence[Figure]) -> Parts | None:
    """These parts, if their sum is exactly the total, except for the rounding of money; else None."""
    total = whole.total.value
    if len(parts) < 2 or total is None or not all(fits(whole.total, figure) for figure in parts):
        return None
    # no word ties them: '£100,000', rounded, is not the sum of what comes to £113,015
    near = abs(sum_of(parts) - total) * _CLOSE <= total
    return Parts(tuple(parts), complete=True) if near and agrees(whole.total, parts) else None


_CLOSE = 20
"""Parts that only their sum ties to a total miss it by a twentieth at most."""


def sum_of(figures: Sequence[Figure]) -> Decimal:
    """The sum of the values of figures."""
    return sum((figure.value for figure in figures if figure.value is not None), Decimal(0))


def agrees(total: Figure, parts: Sequence[Figure]) -> bool | None:
    """Whether parts that make up a total agree with it; None where bounds leave it open."""
    whole, bound, expected = total.value, total.draft.quantity.bound, sum_of(parts)
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
    """Half of the last digit that an amount or measure gives: 50,000 for '£1.2m'. Counts and terms are exact."""
    value = figure.value
    if value is None or figure.unit is None or figure.unit in ("month", "second"):
        return Decimal(0)
    exponent = value.normalize().as_tuple().exponent
    return Decimal(5).scaleb(exponent - 1) if isinstance(exponent, int) else Decimal(0)


def parts_named(whole: Whole, figures: Iterable[Figure]) -> Parts:
    """The parts that the text names; they are complete if their sum is the whole."""
    parts = tuple(figures)
    return Parts(parts, complete=len(parts) > 1 and sum_of(parts) == whole.total.value)


def share_behind(whole: Whole, part: Figure) -> Figure | None:
    """The share that stands behind a part: '640 (80 per cent)', '640, or 80 per cent'; or None."""
    index = part.index + 1
    if index >= len(whole.account.figures) or not is_share(figure := whole.account.figures[index]):
        return None
    return figure if _SHARE_BEHIND.fullmatch(whole.account.between(part, figure)) else None


_SHARE_BEHIND = Regex(
    r"(?:[ ]\p{L}[\p{L}’'-]*){0,3}[ ]?(?:[(]|,?[ ]or[ ]|,[ ]|[ ][-–][ ])(?:about[ ]|around[ ]|nearly[ ])?"
)
