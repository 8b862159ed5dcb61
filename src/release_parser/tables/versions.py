"""The version of our tables in a database, and what changed between versions.

A change of the record types changes the tables. Then the fingerprint below is not theirs any more and a test fails: add a
version, its fingerprint, and, where new tables or columns want to be filled in databases that are there already, its step.
Tables and nullable columns that are new need no step: `sinks.migrate` adds what is missing.

>>> FINGERPRINTS[SCHEMA_VERSION] == fingerprint()
True
"""

from __future__ import annotations

import hashlib

from release_parser.tables.ddl import CLOSED, SEARCH
from release_parser.tables.generate import TABLES

SCHEMA_VERSION = 10
FINGERPRINTS = {
    2: "4f5c3ee7a3351e0c",
    3: "e1797be55414ec89",
    4: "e1797be55414ec89",  # views alone: what adds up, and what does not
    5: "2983cdcb5364c557",
    6: "b4105efdc51ace0f",
    7: "b4105efdc51ace0f",  # views alone: the address of the original page in each row
    8: "b2645ecb0896a00d",
    9: "d320a2d63d81282e",
    10: "d320a2d63d81282e",  # DuckDB alone: every reference is a foreign key (`sinks.migrate` makes its tables anew)
}
STEPS: dict[int, dict[str, tuple[str, ...]]] = {
    # version -> dialect -> statements that fill what it added; '' is every dialect
    2: {
        # quotes are linked to people by the table quote_speakers
        "": (
            """INSERT INTO quote_speakers (release_number, quote, person)
            SELECT q.release_number, q.id, MIN(p.number) FROM quotes q
            JOIN people p ON p.release_number = q.release_number AND p.name = q.speaker_person GROUP BY q.release_number, q.id""",
        ),
        # the full-text index
        "sqlite": (f"INSERT INTO {SEARCH} ({SEARCH}) VALUES ('rebuild')",),
    },
    5: {
        # documents have versions: until a run meets them again they are known by where they were read from, and have no run
        "": (
            """UPDATE releases SET is_current = TRUE, first_seen = written_at, last_seen = written_at""",
            """UPDATE sources SET is_current = TRUE, run = 0, identity = source,
            first_seen = (SELECT r.written_at FROM releases r WHERE r.release_number = sources.release_number),
            last_seen = (SELECT r.written_at FROM releases r WHERE r.release_number = sources.release_number)""",
            """UPDATE sources SET identity = (SELECT r.id FROM releases r WHERE r.release_number = sources.release_number)
            WHERE identity IS NULL""",
            """UPDATE parser_runs SET superseded = 0, gone = 0, heartbeat_at = COALESCE(finished_at, started_at)""",
        ),
    },
    8: {
        # files that need not be read again, keys of claims everywhere (`sinks.migrate` makes them), keys in DuckDB
        "": ("UPDATE releases SET parsed_at = written_at",),
    },
    9: {
        # credited by the sentence, where one of the claim's operations is mentioned in it, or else by reference
        "": (
            """UPDATE claims SET credit = CASE WHEN EXISTS (
                SELECT 1 FROM claim_operations o
                JOIN mentions m ON m.release_number = o.release_number AND m.operation = o.operation_number
                WHERE o.release_number = claims.release_number AND o.claim = claims.id
                AND m.span_start >= claims.sentence_start AND m.span_start < claims.sentence_end
            ) THEN 'sentence' ELSE 'reference' END
            WHERE EXISTS (
                SELECT 1 FROM claim_operations o WHERE o.release_number = claims.release_number AND o.claim = claims.id
            )""",
        ),
    },
}


def fingerprint() -> str:
    """A hash of names, types, keys and closed lists of all tables; descriptions may change as they like."""
    parts = [
        (
            table.name,
            tuple((column.name, column.type, column.nullable) for column in table.columns),
            # what CHECK holds to cannot be widened without a step
            tuple(column.values for column in table.columns if column.values and column.name in CLOSED),
            table.key,
            tuple((reference.columns, reference.table, reference.target) for reference in table.references),
            table.unique,
        )
        for table in TABLES
    ]
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]
