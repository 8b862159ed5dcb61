"""A limit on how long a piece of work may take, in this process.

It needs a signal that interrupts Python, so it holds on the main thread of a Unix process. A library that does not come back to
Python in between is not interrupted: what may do that runs in a process of its own, which can be ended.
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
    """The alarm rang. No `Exception`, so that nothing in between takes it for a fault of the input."""


@contextmanager
def alarm(seconds: float | None) -> Iterator[None]:
    """Raise `TimeUp` here after so many seconds, where that is possible and nobody else uses the alarm."""
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
