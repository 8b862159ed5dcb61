"""Whether a stated change agrees with the levels that it stands between, within the rounding of its own digits."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from release_parser.extract.mentions import QuantityMention
from release_parser.records import Direction


def check_change(
    current: QuantityMention, baseline: QuantityMention, change: QuantityMention, direction: Direction | None
) -> tuple[Decimal | None, bool | None]:
    """What the levels give in the unit of the stated change, and whether the stated change agrees within its own rounding.

    A stated '16 per cent' stands for 15.5 to 16.5; '15.9' for 15.85 to 15.95; 'nearly', 'over' and ranges cannot be checked to a digit
    and get room of a tenth; where the levels are no exact numbers, nothing can be checked.
    """
    now, then, stated = current.value, baseline.value, change.value
    if (
        now is None
        or then is None
        or stated is None
        or change.upper is not None
        or current.upper is not None
        or baseline.upper is not None
    ):
        return None, None
    if change.kind == "percentage" and change.unit == "percent":
        if current.kind == "percentage":
            return abs(now - then), None  # per cent of per cent, or points: writers mean either
        if then == 0:
            return None, None
        exact = abs(now - then) / then * 100
    elif change.kind == "proportion":
        if then == 0:
            return None, None
        exact = abs(now - then) / then
    elif change.kind == "multiplier":
        if then == 0:
            return None, None
        exact = now / then
    else:
        exact = abs(now - then)
    places = max(0, -stated.as_tuple().exponent) if isinstance(stated.as_tuple().exponent, int) else 0  # type: ignore[operator]
    step = Decimal(1).scaleb(-places)
    shown = exact.quantize(
        step if change.kind in ("percentage", "count", "money") else Decimal("0.01"), ROUND_HALF_UP
    ).normalize()
    shown = shown if shown != shown.to_integral_value() else Decimal(int(shown))
    if current.bound != "exactly" or baseline.bound != "exactly":
        return shown, None
    if (
        direction is not None
        and change.kind != "multiplier"
        and now != then
        and (now > then) != (direction == "increase")
    ):
        return shown, False
    if change.kind in ("proportion", "multiplier"):
        tolerance = Decimal("0.05") * max(stated, Decimal(1)) if change.kind == "multiplier" else Decimal("0.03")
    else:
        tolerance = step / 2
    if change.bound == "about":
        tolerance = max(tolerance, stated / 10)
    if change.bound in ("more_than", "at_least"):
        return shown, stated - tolerance <= exact
    if change.bound in ("less_than", "at_most"):
        return shown, exact <= stated + tolerance
    return shown, abs(exact - stated) <= tolerance
