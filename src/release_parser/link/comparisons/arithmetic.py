"""Whether a stated change agrees with the two levels it belongs to, within the rounding of its own digits.

In: the current level, the baseline and the change. Out: a `Check` with the change that follows from the levels, the difference from the stated
one, and whether the two agree.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from release_parser.extract.mentions import QuantityMention
from release_parser.records import Direction


class Check(NamedTuple):
    """The change that follows from two levels, in the unit of the stated change, and whether the statement agrees with it.

    `expected` has one digit more than the statement, so that a reader can judge it: 16.7 where 16 per cent is stated. `gap` is the stated change
    minus `expected`, or their sum where the statement has the wrong direction. All three are None where nothing can be checked.
    """

    expected: Decimal | None = None
    gap: Decimal | None = None
    consistent: bool | None = None


def check_change(
    current: QuantityMention, baseline: QuantityMention, change: QuantityMention, direction: Direction | None
) -> Check:
    """Whether a change agrees with its levels.

    A stated '16 per cent' stands for 15.5 to 16.5 and '15.9' for 15.85 to 15.95. 'nearly', 'over' and ranges are given a tolerance of a tenth.
    Where a level is not an exact number, nothing can be checked.
    """
    now, then, stated = current.value, baseline.value, change.value
    ranges = change.upper is not None or current.upper is not None or baseline.upper is not None
    if now is None or then is None or stated is None or ranges:
        return Check()
    if current.kind == "percentage" and change.unit == "percent":
        return Check(abs(now - then))  # per cent of per cent, or points: writers mean either
    exact = _exact(now, then, change)
    if exact is None:
        return Check()
    step = _step(stated)
    expected = _shown(exact, change, step)
    if current.bound != "exactly" or baseline.bound != "exactly":
        return Check(expected)
    if (
        direction is not None
        and change.kind != "multiplier"
        and now != then
        and (now > then) != (direction == "increase")
    ):
        return Check(expected, stated + expected, consistent=False)
    return Check(expected, stated - expected, consistent=_agrees(exact, stated, change, step))


def _exact(now: Decimal, then: Decimal, change: QuantityMention) -> Decimal | None:
    """The change from `then` to `now`, in the unit of the stated one."""
    points = change.kind == "percentage" and change.unit != "percent"
    relative = change.kind in ("percentage", "proportion", "multiplier") and not points
    if not relative:
        return abs(now - then)
    if then == 0:
        return None
    if change.kind == "multiplier":
        return now / then
    return abs(now - then) / then * (100 if change.kind == "percentage" else 1)


def _step(stated: Decimal) -> Decimal:
    """The value of one unit in the last stated digit: 1 for 16, 0.1 for 15.9."""
    exponent = stated.as_tuple().exponent
    return Decimal(1).scaleb(exponent) if isinstance(exponent, int) and exponent < 0 else Decimal(1)


def _shown(exact: Decimal, change: QuantityMention, step: Decimal) -> Decimal:
    """The expected change as it is reported: one digit more than the statement, without trailing zeros."""
    finer = step / 10 if change.kind == "percentage" else Decimal("0.001")
    shown = exact.quantize(finer, ROUND_HALF_UP)
    whole = shown.to_integral_value()
    return Decimal(int(whole)) if shown == whole else shown.normalize()


def _agrees(exact: Decimal, stated: Decimal, change: QuantityMention, step: Decimal) -> bool:
    """Whether the stated change lies within the tolerance of its kind and bound."""
    tolerance = step / 2
    if change.kind == "multiplier":
        tolerance = Decimal("0.05") * max(stated, Decimal(1))
    elif change.kind == "proportion":
        tolerance = Decimal("0.03")
    if change.bound == "about":
        tolerance = max(tolerance, stated / 10)
    if change.bound in ("more_than", "at_least"):
        return stated - tolerance <= exact
    if change.bound in ("less_than", "at_most"):
        return exact <= stated + tolerance
    return abs(exact - stated) <= tolerance
