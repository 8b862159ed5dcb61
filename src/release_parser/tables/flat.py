"""The rows of the view `claims_flat` in Python, for frames and CSV: the same as a database gives.

In: the rows of releases in the flat tables (`tables.rows`). Out: a row a claim, in the columns of `CLAIMS_FLAT`.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from release_parser.measures import in_base
from release_parser.tables.generate import TABLE
from release_parser.tables.views import ADDITIVE, PUBLISHED, RELEASE, SEPARATOR

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_SIXTH = Decimal("0.000001")


def _places(table: str, *names: str) -> list[int]:
    """Where columns stand in a table's flat rows."""
    columns = [column.name for column in TABLE[table].flat]
    return [columns.index(name) for name in names]


_ID_AT, _PUBLISHED_AT = _places("releases", "id", "published")
_PUBLISHED_PLACES = _places("releases", *(column.name for column in RELEASE if column.name in PUBLISHED))
(_SPEAKER_AT,) = _places("quotes", "speaker_person")
(_QUOTE_AT,) = _places("claims", "quote")
_KIND, _VALUE, _UNIT, _PER, _RESTATES, _DIRECTION = _places(
    "claims", "kind", "value", "unit", "per", "restates", "direction"
)
(_TOTAL_AT,) = _places("breakdowns", "total")


def flat_claims(rows: Mapping[str, list[tuple[Any, ...]]]) -> Iterator[tuple[Any, ...]]:
    """The rows of `claims_flat` for the rows of releases in the flat tables."""
    releases = {row[0]: row for row in rows["releases"]}
    speakers = {(row[0], row[1]): row[_SPEAKER_AT] for row in rows["quotes"]}
    operations: dict[tuple[int, str], list[str]] = {}
    for row in rows["claim_operations"]:
        operations.setdefault((row[0], row[1]), []).append(row[3])
    totals = _totals(rows)
    for row in rows["claims"]:
        release = releases[row[0]]
        published = release[_PUBLISHED_AT]
        credited = operations.get((row[0], row[1]))
        total = totals.get((row[0], row[1]))
        yield (
            row[0],
            release[_ID_AT],
            *(release[at] for at in _PUBLISHED_PLACES),
            None if published is None else published.isoformat()[:7],
            *row[1:],
            None if credited is None else SEPARATOR.join(credited),
            None if row[_QUOTE_AT] is None else speakers[row[0], row[_QUOTE_AT]],
            total,
            total is None and _is_countable(row),
            *_in_base(row),
        )


def _totals(rows: Mapping[str, list[tuple[Any, ...]]]) -> dict[tuple[int, str], str]:
    """The total of each claim that is a part, by release and claim; of the first breakdown where there are several."""
    total = {(row[0], row[1]): row[_TOTAL_AT] for row in rows["breakdowns"]}
    found: dict[tuple[int, str], str] = {}
    for release, breakdown, _, part in rows["breakdown_parts"]:
        found.setdefault((release, part), total[release, breakdown])
    return found


def _is_countable(row: Sequence[Any]) -> bool:
    """Whether a claim may be added up, as far as its own row tells."""
    stated = row[_KIND] in ADDITIVE and row[_VALUE] is not None
    return stated and row[_RESTATES] is None and row[_PER] is None and row[_DIRECTION] is None


def _in_base(row: Sequence[Any]) -> tuple[Decimal | None, str | None]:
    """A claim's value and unit in the base unit, to six decimals."""
    value, unit = row[_VALUE], row[_UNIT]
    based = None if value is None else in_base(value, unit)
    if based is None:
        return None, None
    rounded = based[0].quantize(_SIXTH) if based[0] != based[0].to_integral_value() else based[0]
    return rounded, based[1]
