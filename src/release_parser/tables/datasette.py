"""Metadata for Datasette: what each table and column means, what to narrow it by, and the question that most people ask.

In: the name of the database, which is its file's without the suffix. Out: `metadata.json`, as `datasette releases.db -m metadata.json`
takes it. The facets are columns that an index or a short view answers in a fraction of Datasette's limit of 200 ms.

>>> found = datasette_metadata("releases")["databases"]["releases"]["tables"]["claims_flat"]
>>> found["facets"], found["columns"]["month"]
(['topic', 'publisher', 'month'], "the month of publication: '2021-01'")
"""

from __future__ import annotations

from typing import Any

from release_parser.tables.generate import TABLES
from release_parser.tables.views import VIEW_DESCRIPTIONS, VIEWS

FACETS: dict[str, tuple[str, ...]] = {
    "claims_flat": ("topic", "publisher", "month"),
    "tallies_flat": ("topic", "thing", "publisher", "month"),
    "operation_tallies": ("topic", "operation_key", "month"),
    "operation_claims": ("topic", "operation_key", "credit"),
    "contradictions": ("kind", "publisher"),
    "quotes_flat": ("publisher", "rank"),
    "people_flat": ("publisher",),
    "operations_over_time": ("publisher", "month"),
    "releases": ("publisher", "published"),
    "claims": ("topic", "kind", "head", "predicate"),
    "tallies": ("topic", "thing"),
    "operations": ("name",),
    "police_units": ("name",),
    "people": ("name",),
    "quotes": ("speaker_person",),
    "contacts": ("kind",),
    "failures": ("stage",),
}
"""What each table and view is narrowed by."""
_ARRESTS = """SELECT operation_key, month, SUM(value) AS arrests, COUNT(*) AS releases
FROM operation_tallies WHERE topic = 'arrest' AND thing = 'people' AND month IS NOT NULL
GROUP BY operation_key, month ORDER BY month, operation_key"""


def datasette_metadata(database: str) -> dict[str, Any]:
    """The metadata as a dict for `json.dumps`."""
    tables = {
        table.name: {
            "description": table.description,
            "columns": {column.name: column.description for column in table.columns if column.description},
            **({"hidden": True} if table.bookkeeping else {}),
            **_facets(table.name),
        }
        for table in TABLES
    }
    tables |= {
        name: {
            "description": VIEW_DESCRIPTIONS[name],
            "columns": {column.name: column.description for column in columns if column.description},
            **_facets(name),
        }
        for name, columns in VIEWS.items()
    }
    return {
        "title": "Police releases",
        "description": "What releases count, name and quote; each row leads to its sentence and its page.",
        "source": "release_parser",
        "databases": {
            database: {
                "tables": tables,
                "queries": {
                    "arrests_by_operation_and_month": {
                        "title": "Arrests by operation and month",
                        "description": "Each figure once, however often a release tells it. Two releases may tell of the same raid.",
                        "sql": _ARRESTS,
                    }
                },
            }
        },
    }


def _facets(name: str) -> dict[str, Any]:
    """The facets of a table or view, if it has any."""
    return {"facets": list(FACETS[name])} if name in FACETS else {}
