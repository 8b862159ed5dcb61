"""A guard against patterns that never end: a test fails where its work takes a minute instead of a moment.

It is no stopwatch: how long things take is for `benchmarks/`, which compare with something measured in the same run.
"""

import signal
from contextlib import contextmanager

GUARD = 60
"""Seconds; what is guarded takes well under one on any machine unless its cost explodes."""


@contextmanager
def never_hangs():
    def ring(_signal, _frame):
        raise AssertionError(f"no end after {GUARD} seconds: the cost grows faster than the text")

    before = signal.signal(signal.SIGALRM, ring)
    signal.alarm(GUARD)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
