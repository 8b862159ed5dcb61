"""Limits the time that a piece of work may take in this process.

It uses a signal that interrupts Python, so it works on the main thread of a Unix process. A library that does not return to Python
meanwhile is not interrupted; such libraries run in a process of their own, which can be killed.
"""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType


class TimeUp(BaseException):
    """The time is up. It is no `Exception`, so that no code in between takes it for an error of the input."""


@contextmanager
def alarm(seconds: float | None) -> Iterator[None]:
    """Raise `TimeUp` after this many seconds, where that is possible and no other code uses the alarm."""
    if (
        seconds is None
        or not hasattr(signal, "setitimer")
        or threading.current_thread() is not threading.main_thread()
        or signal.getsignal(signal.SIGALRM) is not signal.SIG_DFL
    ):
        yield
        return

    def ring(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 - a handler's signature
        raise TimeUp

    signal.signal(signal.SIGALRM, ring)
    # and again every second, should somebody in between swallow it
    signal.setitimer(signal.ITIMER_REAL, seconds, 1.0)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
