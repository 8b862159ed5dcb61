"""The list of runs: each notes that it is alive and how it ended, so that runs that were killed can be told from those still at work.

In: a session. Out: rows of `parser_runs`.
"""

from __future__ import annotations

import datetime as dt
import os
import socket
from typing import TYPE_CHECKING

from release_parser._version import __version__
from release_parser.tables import TABLE

if TYPE_CHECKING:
    from collections import Counter

    from release_parser.sinks.protocols import Session

COUNTS = ("added", "replaced", "unchanged", "kept", "failed", "superseded")
SILENT = dt.timedelta(hours=1)
"""A run on another machine that has written nothing for so long is taken for dead; if it is not, its next batch says so."""


def now(session: Session) -> dt.datetime:
    """The current time, but never earlier than the start of the last run: if the clock was set back, nothing may be last seen before it was first seen."""
    last = session.query("SELECT MAX(started_at) FROM parser_runs")[0][0]
    if isinstance(last, str):  # SQLite
        last = dt.datetime.fromisoformat(last)
    clock = dt.datetime.now(dt.UTC)
    return clock if last is None else max(clock, last if last.tzinfo is not None else last.replace(tzinfo=dt.UTC))


def begin(session: Session, now: dt.datetime) -> int:
    """Enter a run into the list, and return its number."""
    _end_dead(session, now)
    run = int(session.query("SELECT COALESCE(MAX(run), 0) + 1 FROM parser_runs")[0][0])
    begun = (run, now, None, "running", __version__, None, None)
    session.insert(TABLE["parser_runs"], [(*begun, *(0 for _ in COUNTS), 0, now, socket.gethostname(), os.getpid())])
    return run


def _end_dead(session: Session, now: dt.datetime) -> None:
    """Mark runs as died that were silent for too long, or whose process on this machine no longer exists."""
    session.execute(
        "UPDATE parser_runs SET state = 'died' WHERE state = 'running' AND heartbeat_at < ?", [(now - SILENT,)]
    )
    here = session.query(
        "SELECT run, process FROM parser_runs WHERE state = 'running' AND host = ?", (socket.gethostname(),)
    )
    dead = [(run,) for run, process in here if process is not None and not _is_alive(process)]
    session.execute("UPDATE parser_runs SET state = 'died' WHERE run = ?", dead)


def _is_alive(process: int) -> bool:
    """Whether a process of this machine runs; always true on Windows, where asking would end it."""
    if os.name != "posix":
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:  # somebody else's
        return True
    return True


def beat(session: Session, run: int, counts: Counter[str], parser: tuple[str | None, str | None]) -> None:
    """Note that a run is alive, and what it has done."""
    session.execute(
        f"UPDATE parser_runs SET state = 'running', heartbeat_at = ?, parser_version = ?, parser_model = ?, "
        f"{', '.join(f'{name} = ?' for name in COUNTS)} WHERE run = ?",
        [(dt.datetime.now(dt.UTC), *parser, *(counts[name] for name in COUNTS), run)],
    )


def end(session: Session, run: int, state: str, gone: int) -> None:
    """Note how a run ended."""
    session.execute(
        "UPDATE parser_runs SET finished_at = ?, state = ?, gone = ? WHERE run = ?",
        [(now(session), state, gone, run)],
    )
