"""Records as a data frame for pandas or polars: one row for each claim with the columns of its release, as in the view `claims_flat`.

In: records with the identity of their document. Out: exact decimals and dates. Failures are left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from release_parser.errors import InputError
from release_parser.extras import need
from release_parser.sinks.files import Pair
from release_parser.tables.flat import flat_claims
from release_parser.tables.rows import numbered_rows
from release_parser.tables.views import CLAIMS_FLAT

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd
    import polars as pl


def claims_table(records: Iterable[Pair], *, what: str = "a table of claims") -> Any:
    """The claims as an Arrow table."""
    pyarrow = need("pyarrow", "frames", what)
    from release_parser.tables.arrow import flat_table  # noqa: PLC0415 - needs pyarrow

    rows: list[tuple[Any, ...]] = []
    for position, (record, identity) in enumerate(records):
        rows.extend(flat_claims(numbered_rows([record], position, [identity])))
    try:
        return flat_table(CLAIMS_FLAT, rows)
    except pyarrow.ArrowInvalid as error:
        raise InputError(f"a number does not fit into a frame: {error}; write to a database instead") from error


def to_pandas(records: Iterable[Pair]) -> pd.DataFrame:
    """The claims as a pandas frame with Arrow's types."""
    pandas = need("pandas", "frames", "to_pandas()")
    frame: pd.DataFrame = claims_table(records, what="to_pandas()").to_pandas(types_mapper=pandas.ArrowDtype)
    return frame


def to_polars(records: Iterable[Pair]) -> pl.DataFrame:
    """The claims as a polars frame."""
    polars = need("polars", "frames", "to_polars()")
    frame: pl.DataFrame = polars.from_arrow(claims_table(records, what="to_polars()"))
    return frame
