"""Repeats work on a database after faults that may be temporary.

In: work on a database. Out: its result, after waiting where that helps; `TargetError`, in one line, where it does not.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, TypeVar

from release_parser.errors import TargetError
from release_parser.sinks import turns
from release_parser.sinks.protocols import Fault

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from release_parser.sinks.protocols import Database

PASSING = (Fault.BUSY, Fault.LOST)
"""Faults that a run which has begun waits for. Missing rights and a database that may only be read are none: nobody mends them meanwhile."""
Result = TypeVar("Result")


def again(
    database: Database,
    work: Callable[[], Result],
    delays: tuple[float, ...],
    passing: Collection[Fault] = PASSING,
    *,
    verb: str = "written",
) -> Result:
    """Do the work; after a fault that may be temporary, repeat it with longer and longer waits.

    A fault of a single record, and an error that is not the database's, is raised at once.
    """
    started = time.monotonic()
    for delay in (*delays, None):
        try:
            return work()
        except Exception as error:
            fault = database.fault(error)
            if fault in (None, Fault.DATA):
                raise
            said = database.explain(error)
            if fault not in passing or delay is None:
                then = (
                    "; every batch before this one is written: run the same again, resumed, when that is mended"
                    if verb == "written"
                    else ""
                )
                raise TargetError(f"{database.name} cannot be {verb}: {said}{then}") from error
            if time.monotonic() - started + delay >= turns.SECONDS_BEFORE_IT_IS_SAID:
                turns.log.warning("%s: %s; trying again in %s s", database.name, said, delay)
            time.sleep(delay)
    raise AssertionError  # the last try returns or raises
