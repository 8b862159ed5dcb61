"""The views that most people query, for every database that has views.

`claims_flat`: a row a claim, with its release, its operations, who says it and what it adds up to. `tallies_flat`: a row a figure to take;
`operation_tallies`: the same by operation; `operation_claims`: every claim by operation. `contradictions`: what does not add up.
`quotes_flat`, `people_flat`, `operations_over_time`. `tables.flat` gives the rows of `claims_flat` in Python, for frames and CSV.
"""

from __future__ import annotations

from functools import cache
from typing import Literal

import regex

from release_parser.lexicon import Lexicon, Rank
from release_parser.measures import BASES
from release_parser.tables.bookkeeping import NUMBER
from release_parser.tables.generate import TABLE
from release_parser.tables.spec import Column

Dialect = Literal["sqlite", "postgresql", "duckdb"]
SEPARATOR = "; "

PUBLISHED = ("source", "url", "title", "published", "publisher")
RELEASE = (
    TABLE["releases"].columns[0],
    Column("release_id", "text", description="SHA-256 of the release's text"),
    *(column for column in TABLE["releases"].columns if column.name in PUBLISHED),
    Column("month", "text", True, "the month of publication: '2021-01'"),
)
_CLAIM = tuple(column for column in TABLE["claims"].flat if column.name not in (NUMBER, "id"))
_QUOTE = tuple(column for column in TABLE["quotes"].columns if column.name not in (NUMBER, "id"))
_TALLY = tuple(column for column in TABLE["tallies"].columns if column.name not in (NUMBER, "number"))
_SPEAKER = tuple(column for column in TABLE["people"].columns if column.name in ("rank", "role", "organisation"))
_OPERATION_KEY = Column(
    "operation_key", "text", description="the name in lower case without hyphens, in which its spellings meet"
)
_CREDIT = Column(
    "credit",
    "text",
    description="what ties it to the operation: its own sentence names it, it refers to it ('the operation', the lines above its list), or the release names no other",
    values=("sentence", "reference", "release"),
)
ADDITIVE = ("count", "money", "mass", "volume")
"""Kinds of quantities that can be added up."""

CLAIMS_FLAT: tuple[Column, ...] = (
    *RELEASE,
    Column("claim", "text", description="c1, c2 … in text order"),
    *_CLAIM,
    Column("operations", "text", True, f"the operations that are credited, joined by '{SEPARATOR}'"),
    Column("speaker", "text", True, "who says it, where the claim stands in a quote"),
    Column(
        "part_of", "text", True, "the claim that gives the total of which it is a part; add totals or parts, never both"
    ),
    Column(
        "countable",
        "boolean",
        description="whether it may be added to others: a count, money, mass or volume that restates no earlier claim, is no part of a total, no rate and no change",
    ),
    Column("base_value", "number", True, "its value in base_unit, to six decimals"),
    Column(
        "base_unit", "text", True, "gram, meter, liter, second, month, or the currency; null for counts and other units"
    ),
)
_PERSON = (
    Column("rank_name", "text", True, "the rank in full and lower case: 'detective chief inspector' of 'DCI'"),
    Column(
        "person_key",
        "text",
        True,
        "name and publisher in lower case: one person's spellings meet, namesakes of two forces do not; null without a name",
    ),
)
QUOTES_FLAT: tuple[Column, ...] = (
    *RELEASE,
    Column("quote", "text", description="q1, q2 … in text order"),
    *_QUOTE,
    *_SPEAKER,
    *_PERSON,
)
PEOPLE_FLAT: tuple[Column, ...] = (
    *RELEASE,
    Column("number", "integer", description="its place among the release's people, from 1"),
    Column("name", "text", description="the full name"),
    *_SPEAKER,
    *_PERSON,
)
TALLIES_FLAT: tuple[Column, ...] = (
    *RELEASE,
    Column("tally", "integer", description="its place among the release's tallies, from 1"),
    *_TALLY,
    Column("claims", "text", description=f"the claims that it is made of, joined by '{SEPARATOR}'"),
    Column("operations", "text", True, f"the operations that one of its claims credits, joined by '{SEPARATOR}'"),
)
OPERATION_TALLIES: tuple[Column, ...] = (
    *RELEASE,
    Column("operation", "text", description="the canonical name, as the release writes it"),
    _OPERATION_KEY,
    _CREDIT,
    Column("tally", "integer", description="its place among the release's tallies, from 1"),
    *_TALLY,
)
OPERATION_CLAIMS: tuple[Column, ...] = (
    *RELEASE,
    Column("operation", "text", description="the canonical name, as the release writes it"),
    _OPERATION_KEY,
    _CREDIT,
    Column("claim", "text", description="c1, c2 … in text order"),
    *(column for column in _CLAIM if column.name != "credit"),
)
CONTRADICTIONS: tuple[Column, ...] = (
    *RELEASE,
    Column("kind", "text", description="what does not hold", values=("comparison", "breakdown")),
    Column("number", "integer", description="its place among the release's comparisons or breakdowns"),
    Column("stated", "text", description="the change or the total that the release states"),
    Column("stated_value", "number", True, "its number"),
    Column("expected", "number", True, "what the two levels, or the parts, give"),
    Column("sentence", "text", description="the sentence that states it"),
    Column(
        "other_sentence", "text", True, "the sentence of what it is set against: the level before, or the first part"
    ),
    Column("rule", "text", description="name of the rule that found it"),
)
OPERATIONS_OVER_TIME: tuple[Column, ...] = (
    Column(
        "operation",
        "text",
        description="the canonical name; the first in the alphabet of spellings that differ only in case or hyphens",
    ),
    _OPERATION_KEY,
    Column("publisher", "text", True, "the force or office that published"),
    Column("month", "text", True, "the month of publication: '2021-01'"),
    Column("releases", "integer", description="releases that name it"),
    Column("claims", "integer", description="claims that credit it"),
)
VIEWS = {
    "claims_flat": CLAIMS_FLAT,
    "tallies_flat": TALLIES_FLAT,
    "operation_tallies": OPERATION_TALLIES,
    "operation_claims": OPERATION_CLAIMS,
    "contradictions": CONTRADICTIONS,
    "quotes_flat": QUOTES_FLAT,
    "people_flat": PEOPLE_FLAT,
    "operations_over_time": OPERATIONS_OVER_TIME,
}
VIEW_DESCRIPTIONS = {
    "claims_flat": "One row for each claim, with its release, its operations, who says it and whether it may be added up",
    "tallies_flat": "One row for each figure to take from a release: what to add up for arrests, charges, searches, seizures, victims and losses",
    "operation_tallies": "One row for each figure to take and operation. `credit` says what ties them: one of its claims names the operation in its sentence (`sentence`) or refers to it (`reference`), or the release names no other (`release`)",
    "operation_claims": "One row for each claim and operation: credited by the claim's sentence or by reference, or only in the same release as its only operation (`release`)",
    "contradictions": "One row for each comparison or breakdown whose arithmetic does not hold, with both sentences",
    "quotes_flat": "One row for each quote, with its release and its speaker",
    "people_flat": "One row for each person of a release, with a key that is the same for all spellings of a name",
    "operations_over_time": "One row for each operation, publisher and month",
}

CURRENT = "(SELECT * FROM releases WHERE is_current)"
"""What views are over: what documents say now, and not what they said before they were edited or taken down."""
_MONTH = "substr(CAST(r.published AS TEXT), 1, 7)"
_RELEASE_SQL = ", ".join(
    (f"r.{NUMBER}", "r.id AS release_id", *(f"r.{name}" for name in PUBLISHED), f"{_MONTH} AS month")
)


def view_statements(dialect: Dialect) -> dict[str, str]:
    """The SELECT of each view."""
    return {
        "claims_flat": _claims_flat(dialect),
        "tallies_flat": _tallies_flat(dialect),
        "operation_tallies": _operation_tallies(),
        "operation_claims": _operation_claims(),
        "contradictions": _contradictions(),
        "quotes_flat": (
            f"SELECT {_RELEASE_SQL}, q.id AS quote, {_columns('q', _QUOTE)},\n"
            f"  {_columns('p', _SPEAKER)}, {_rank_sql()} AS rank_name,\n"
            f"  {_person_sql('q.speaker_person')} AS person_key\n"
            f"FROM quotes q JOIN {CURRENT} r ON r.{NUMBER} = q.{NUMBER}\n"
            f"LEFT JOIN quote_speakers s ON s.{NUMBER} = q.{NUMBER} AND s.quote = q.id\n"
            f"LEFT JOIN people p ON p.{NUMBER} = s.{NUMBER} AND p.number = s.person"
        ),
        "people_flat": (
            f"SELECT {_RELEASE_SQL}, p.number, p.name, {_columns('p', _SPEAKER)},\n"
            f"  {_rank_sql()} AS rank_name,\n"
            f"  {_person_sql('p.name')} AS person_key\n"
            f"FROM people p JOIN {CURRENT} r ON r.{NUMBER} = p.{NUMBER}"
        ),
        "operations_over_time": (
            f"SELECT MIN(o.name) AS operation, {_key_sql('o.name')} AS operation_key, r.publisher, {_MONTH} AS month,\n"
            f"  COUNT(DISTINCT o.{NUMBER}) AS releases, COUNT(c.claim) AS claims\n"
            f"FROM operations o JOIN {CURRENT} r ON r.{NUMBER} = o.{NUMBER}\n"
            f"LEFT JOIN claim_operations c ON c.{NUMBER} = o.{NUMBER} AND c.operation_number = o.number\n"
            f"GROUP BY {_key_sql('o.name')}, r.publisher, {_MONTH}"
        ),
    }


def _columns(table: str, columns: tuple[Column, ...]) -> str:
    """The columns of a table as SQL."""
    return ", ".join(f"{table}.{column.name}" for column in columns)


def _joined(dialect: Dialect, column: str, source: str, order: str) -> str:
    """The values of a column in an order, in one text."""
    if dialect == "sqlite":
        return f"(SELECT group_concat({column}, '{SEPARATOR}') FROM (SELECT {source} ORDER BY {order}))"
    return f"(SELECT string_agg({column}, '{SEPARATOR}' ORDER BY {order}) FROM (SELECT {source}) AS listed)"


_ACCENTED = "ÁÉÍÓÚÇÑÖÜ"


def _lower_sql(text: str) -> str:
    """A text in lower case, the common accents too, which the LOWER of SQLite leaves; its parser bears no long nest of them."""
    for capital in _ACCENTED:
        text = f"REPLACE({text}, '{capital}', '{capital.lower()}')"
    return f"LOWER({text})"


def _person_sql(name: str) -> str:
    """What the spellings of one person's name share within a force: 'Kay O’Dell' and 'KAY O'DELL' meet."""
    plain = f"REPLACE({name}, '’', '''')"
    publisher = "COALESCE(r.publisher, '')"
    return f"{_lower_sql(plain)} || ' | ' || {_lower_sql(publisher)}"


_HYPHENS = "-\u2010\u2011\u2013"
"""A typed hyphen, the true one, the one that does not break, and the dash that stands for it."""


def _key_sql(name: str) -> str:
    """A name in lower case with spaces for hyphens: 'Winter-Nights' and 'WINTER NIGHTS' meet."""
    for hyphen in _HYPHENS:
        name = f"REPLACE({name}, '{hyphen}', ' ')"
    return _lower_sql(name)


def _claims_flat(dialect: Dialect) -> str:
    """The SQL of the view `claims_flat`."""
    operations = _joined(
        dialect,
        "operation",
        f"o.operation, o.number FROM claim_operations o WHERE o.{NUMBER} = c.{NUMBER} AND o.claim = c.id",
        "number",
    )
    part_of = (
        f"(SELECT b.total FROM breakdown_parts p JOIN breakdowns b ON b.{NUMBER} = p.{NUMBER} AND b.number = p.breakdown\n"
        f"    WHERE p.{NUMBER} = c.{NUMBER} AND p.part = c.id ORDER BY b.number LIMIT 1)"
    )
    kinds = ", ".join(f"'{kind}'" for kind in ADDITIVE)
    countable = (
        f"(c.kind IN ({kinds}) AND c.value IS NOT NULL AND c.restates IS NULL AND c.per IS NULL AND c.direction IS NULL\n"
        f"    AND NOT EXISTS (SELECT 1 FROM breakdown_parts p WHERE p.{NUMBER} = c.{NUMBER} AND p.part = c.id))"
    )
    return (
        f"SELECT {_RELEASE_SQL}, c.id AS claim, {_columns('c', _CLAIM)},\n"
        f"  {operations} AS operations, q.speaker_person AS speaker,\n"
        f"  {part_of} AS part_of,\n"
        f"  {countable} AS countable,\n"
        f"  {_base_value_sql(dialect)} AS base_value,\n"
        f"  {_base_unit_sql()} AS base_unit\n"
        f"FROM claims c JOIN {CURRENT} r ON r.{NUMBER} = c.{NUMBER}\n"
        f"LEFT JOIN quotes q ON q.{NUMBER} = c.{NUMBER} AND q.id = c.quote"
    )


def _base_unit_sql() -> str:
    """The base unit of a claim's unit; a currency is its own."""
    quoted = {base: ", ".join(f"'{unit}'" for unit in units) for base, units in BASES.items()}
    cases = " ".join(f"WHEN c.unit IN ({units}) THEN '{base}'" for base, units in quoted.items())
    return f"CASE WHEN c.value IS NULL THEN NULL WHEN c.kind = 'money' THEN c.unit {cases} END"


def _base_value_sql(dialect: Dialect) -> str:
    """A claim's value in its base unit, to six decimals; a decimal of DuckDB has no room for the product, so there it is a double."""
    value = "CAST(c.value AS DOUBLE)" if dialect == "duckdb" else "c.value"
    cases = " ".join(
        f"WHEN '{unit}' THEN ROUND({value} * {factor}, 6)" for units in BASES.values() for unit, factor in units.items()
    )
    return f"CASE WHEN c.kind = 'money' AND c.unit IS NOT NULL THEN {value} ELSE CASE c.unit {cases} END END"


def _tallies_flat(dialect: Dialect) -> str:
    """The SQL of the view `tallies_flat`."""
    claims = _joined(
        dialect,
        "claim",
        f"tc.claim, tc.number FROM tally_claims tc WHERE tc.{NUMBER} = t.{NUMBER} AND tc.tally = t.number",
        "number",
    )
    operations = _joined(
        dialect,
        "operation",
        f"DISTINCT o.operation FROM tally_claims tc JOIN claim_operations o ON o.{NUMBER} = tc.{NUMBER} AND o.claim = tc.claim"
        f" WHERE tc.{NUMBER} = t.{NUMBER} AND tc.tally = t.number",
        "operation",
    )
    return (
        f"SELECT {_RELEASE_SQL}, t.number AS tally, {_columns('t', _TALLY)},\n"
        f"  {claims} AS claims,\n"
        f"  {operations} AS operations\n"
        f"FROM tallies t JOIN {CURRENT} r ON r.{NUMBER} = t.{NUMBER}"
    )


_ONLY = f"NOT EXISTS (SELECT 1 FROM operations other WHERE other.{NUMBER} = o.{NUMBER} AND other.number <> o.number)"
"""An operation `o` that is its release's only one."""


def _operation_tallies() -> str:
    """The SQL of the view `operation_tallies`."""
    # MAX, because one claim whose sentence names the operation is enough; records of older parsers do not say
    credit = (
        f"(SELECT MAX(COALESCE(c.credit, 'reference')) FROM tally_claims tc\n"
        f"    JOIN claim_operations co ON co.{NUMBER} = tc.{NUMBER} AND co.claim = tc.claim\n"
        f"    JOIN claims c ON c.{NUMBER} = tc.{NUMBER} AND c.id = tc.claim\n"
        f"    WHERE tc.{NUMBER} = t.{NUMBER} AND tc.tally = t.number AND co.operation_number = o.number)"
    )
    return (
        f"SELECT {_RELEASE_SQL}, o.name AS operation, {_key_sql('o.name')} AS operation_key,\n"
        f"  COALESCE({credit}, 'release') AS credit,\n"
        f"  t.number AS tally, {_columns('t', _TALLY)}\n"
        f"FROM tallies t JOIN {CURRENT} r ON r.{NUMBER} = t.{NUMBER}\n"
        f"JOIN operations o ON o.{NUMBER} = t.{NUMBER}\n"
        f"WHERE {credit} IS NOT NULL OR {_ONLY}"
    )


def _operation_claims() -> str:
    """The SQL of the view `operation_claims`."""
    claim = tuple(column for column in _CLAIM if column.name != "credit")
    return (
        f"SELECT {_RELEASE_SQL}, o.name AS operation, {_key_sql('o.name')} AS operation_key,\n"
        f"  CASE WHEN co.claim IS NULL THEN 'release' ELSE COALESCE(c.credit, 'reference') END AS credit,\n"
        f"  c.id AS claim, {_columns('c', claim)}\n"
        f"FROM claims c JOIN {CURRENT} r ON r.{NUMBER} = c.{NUMBER}\n"
        f"JOIN operations o ON o.{NUMBER} = c.{NUMBER}\n"
        f"LEFT JOIN claim_operations co ON co.{NUMBER} = c.{NUMBER} AND co.claim = c.id AND co.operation_number = o.number\n"
        f"WHERE co.claim IS NOT NULL OR {_ONLY}"
    )


def _contradictions() -> str:
    """The SQL of the view `contradictions`."""
    comparison = (
        f"SELECT {_RELEASE_SQL}, 'comparison' AS kind, x.number, stated.span AS stated, stated.value AS stated_value,\n"
        f"  x.expected_change AS expected, stated.sentence, other.sentence AS other_sentence, x.rule\n"
        f"FROM comparisons x JOIN {CURRENT} r ON r.{NUMBER} = x.{NUMBER}\n"
        f"JOIN claims stated ON stated.{NUMBER} = x.{NUMBER} AND stated.id = COALESCE(x.change, x.restated, x.current)\n"
        f"LEFT JOIN claims other ON other.{NUMBER} = x.{NUMBER} AND other.id = COALESCE(x.baseline, x.current, x.restated)\n"
        "WHERE x.consistent = FALSE"
    )
    breakdown = (
        f"SELECT {_RELEASE_SQL}, 'breakdown' AS kind, x.number, stated.span AS stated, stated.value AS stated_value,\n"
        f"  x.expected, stated.sentence, other.sentence AS other_sentence, x.rule\n"
        f"FROM breakdowns x JOIN {CURRENT} r ON r.{NUMBER} = x.{NUMBER}\n"
        f"JOIN claims stated ON stated.{NUMBER} = x.{NUMBER} AND stated.id = x.total\n"
        f"LEFT JOIN breakdown_parts part ON part.{NUMBER} = x.{NUMBER} AND part.breakdown = x.number AND part.number = 1\n"
        f"LEFT JOIN claims other ON other.{NUMBER} = x.{NUMBER} AND other.id = part.part\n"
        "WHERE x.consistent = FALSE"
    )
    return f"{comparison}\nUNION ALL\n{breakdown}"


# 'Detective Sergeant', 'Chief of Police': a rank in full, which is its own name
_IN_FULL = regex.compile(r"\p{Lu}\p{Ll}{4,}+(?:[ ’'-]\p{L}++)*+")


@cache
def rank_names() -> dict[str, str]:
    """Abbreviated ranks, in lower case and without full stops, with the rank in full: 'dci' is 'detective chief inspector'."""
    names: dict[str, str] = {}
    for rank in Lexicon.default().typed("ranks", Rank):
        if rank.name in (form.lower() for form in rank.forms):  # some entries gather ranks that have no name in common
            for form in rank.forms:
                if _IN_FULL.fullmatch(form) is None:
                    names.setdefault(_plain(form), rank.name)
    return names


def _plain(form: str) -> str:
    """A form in lower case without full stops."""
    return form.lower().replace(".", "")


def _rank_sql() -> str:
    """The rank in full: 'detective chief inspector' of 'DCI' and of 'Acting Det. Ch. Insp.'."""
    plain = "REPLACE(REPLACE(REPLACE(LOWER(p.rank), '.', ''), 'acting ', ''), 'temporary ', '')"
    cases = " ".join(f"WHEN {quoted(form)} THEN {quoted(name)}" for form, name in rank_names().items())
    return f"CASE {plain} {cases} ELSE {plain} END"


def quoted(text: str) -> str:
    """A string literal of SQL."""
    return "'" + text.replace("'", "''") + "'"
