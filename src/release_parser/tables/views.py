"""The views that most people query, and the same rows in Python for frames and CSV.

`claims_flat`: a row a claim, with its release, its operations and who says it. `quotes_flat`: a row a quote, with its release
and its speaker. `operations_over_time`: a row an operation, publisher and month.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from release_parser.tables.generate import NUMBER, TABLE
from release_parser.tables.spec import Column

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

Dialect = Literal["sqlite", "postgresql", "duckdb"]
SEPARATOR = "; "

_PUBLISHED = ("source", "title", "published", "publisher")
_RELEASE = (
    TABLE["releases"].columns[0],
    Column("release_id", "text", description="SHA-256 of the release's text"),
    *(column for column in TABLE["releases"].columns if column.name in _PUBLISHED),
    Column("month", "text", True, "the month of publication: '2021-01'"),
)
_CLAIM = tuple(column for column in TABLE["claims"].columns if column.name not in (NUMBER, "id"))
_QUOTE = tuple(column for column in TABLE["quotes"].columns if column.name not in (NUMBER, "id"))
_SPEAKER = tuple(column for column in TABLE["people"].columns if column.name in ("rank", "role", "organisation"))

CLAIMS_FLAT: tuple[Column, ...] = (
    *_RELEASE,
    Column("claim", "text", description="c1, c2 … in text order"),
    *_CLAIM,
    Column("operations", "text", True, f"the operations that are credited, joined by '{SEPARATOR}'"),
    Column("speaker", "text", True, "who says it, where the claim stands in a quote"),
)
QUOTES_FLAT: tuple[Column, ...] = (
    *_RELEASE,
    Column("quote", "text", description="q1, q2 … in text order"),
    *_QUOTE,
    *_SPEAKER,
)
OPERATIONS_OVER_TIME: tuple[Column, ...] = (
    Column("operation", "text", description="the canonical name"),
    Column("publisher", "text", True, "the force or office that published"),
    Column("month", "text", True, "the month of publication: '2021-01'"),
    Column("releases", "integer", description="releases that name it"),
    Column("claims", "integer", description="claims that credit it"),
)
VIEWS = {"claims_flat": CLAIMS_FLAT, "quotes_flat": QUOTES_FLAT, "operations_over_time": OPERATIONS_OVER_TIME}
VIEW_DESCRIPTIONS = {
    "claims_flat": "A row a claim, with its release, its operations and who says it",
    "quotes_flat": "A row a quote, with its release and its speaker",
    "operations_over_time": "A row an operation, publisher and month",
}

_MONTH = "substr(CAST(r.published AS TEXT), 1, 7)"


def view_statements(dialect: Dialect) -> dict[str, str]:
    """The SELECT of each view."""
    release = ", ".join(
        (f"r.{NUMBER}", "r.id AS release_id", *(f"r.{name}" for name in _PUBLISHED), f"{_MONTH} AS month")
    )
    credited = f"FROM claim_operations o WHERE o.{NUMBER} = c.{NUMBER} AND o.claim = c.id"
    joined = (
        f"(SELECT group_concat(operation, '{SEPARATOR}') FROM (SELECT o.operation {credited} ORDER BY o.number))"
        if dialect == "sqlite"
        else f"(SELECT string_agg(o.operation, '{SEPARATOR}' ORDER BY o.number) {credited})"
    )
    return {
        "claims_flat": (
            f"SELECT {release}, c.id AS claim, {', '.join(f'c.{column.name}' for column in _CLAIM)},\n"
            f"  {joined} AS operations, q.speaker_person AS speaker\n"
            f"FROM claims c JOIN releases r ON r.{NUMBER} = c.{NUMBER}\n"
            f"LEFT JOIN quotes q ON q.{NUMBER} = c.{NUMBER} AND q.id = c.quote"
        ),
        "quotes_flat": (
            f"SELECT {release}, q.id AS quote, {', '.join(f'q.{column.name}' for column in _QUOTE)},\n"
            f"  {', '.join(f'p.{column.name}' for column in _SPEAKER)}\n"
            f"FROM quotes q JOIN releases r ON r.{NUMBER} = q.{NUMBER}\n"
            f"LEFT JOIN quote_speakers s ON s.{NUMBER} = q.{NUMBER} AND s.quote = q.id\n"
            f"LEFT JOIN people p ON p.{NUMBER} = s.{NUMBER} AND p.number = s.person"
        ),
        "operations_over_time": (
            f"SELECT o.name AS operation, r.publisher, {_MONTH} AS month,\n"
            f"  COUNT(DISTINCT o.{NUMBER}) AS releases, COUNT(c.claim) AS claims\n"
            f"FROM operations o JOIN releases r ON r.{NUMBER} = o.{NUMBER}\n"
            f"LEFT JOIN claim_operations c ON c.{NUMBER} = o.{NUMBER} AND c.operation_number = o.number\n"
            f"GROUP BY o.name, r.publisher, {_MONTH}"
        ),
    }


def _places(table: str, names: Sequence[str]) -> list[int]:
    """Where columns stand in a table's flat rows."""
    columns = [column.name for column in TABLE[table].flat]
    return [columns.index(name) for name in names]


def flat_claims(rows: Mapping[str, list[tuple[Any, ...]]]) -> Iterator[tuple[Any, ...]]:
    """The rows of `claims_flat` for the rows of releases in the flat tables."""
    releases = {row[0]: row for row in rows["releases"]}
    speakers = {(row[0], row[1]): row[_SPEAKER_AT] for row in rows["quotes"]}
    operations: dict[tuple[int, str], list[str]] = {}
    for row in rows["claim_operations"]:
        operations.setdefault((row[0], row[1]), []).append(row[3])
    for row in rows["claims"]:
        release = releases[row[0]]
        published = release[_PUBLISHED_AT]
        credited = operations.get((row[0], row[1]))
        yield (
            row[0],
            release[_ID_AT],
            *(release[at] for at in _PUBLISHED_PLACES),
            None if published is None else published.isoformat()[:7],
            *row[1:],
            None if credited is None else SEPARATOR.join(credited),
            None if row[_QUOTE_AT] is None else speakers[row[0], row[_QUOTE_AT]],
        )


_ID_AT, _PUBLISHED_AT = _places("releases", ("id", "published"))
_PUBLISHED_PLACES = _places("releases", [column.name for column in _RELEASE if column.name in _PUBLISHED])
(_SPEAKER_AT,) = _places("quotes", ("speaker_person",))
(_QUOTE_AT,) = _places("claims", ("quote",))
