"""Worker processes on this machine: `rp.read(...).parse(workers=2)`.

Each worker is a new Python process that builds the parser once and then reads documents from a pipe and answers with JSON. It imports
nothing of the caller's program, so a script needs no `if __name__ == "__main__"`, and a notebook works like a script. Ctrl-C reaches only
the caller; the workers end when its iteration ends or it dies.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import queue
import signal
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING, Any

from release_parser.engines import pool
from release_parser.engines.batch import LONGEST_TEXT, BatchParser, Item, ParseBatch
from release_parser.errors import InputError
from release_parser.wire import read_message, write_message

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable
    from typing import BinaryIO

    from release_parser.records import Failure, Release
    from release_parser.text import Document


def run(
    items: Iterable[Item],
    parser: BatchParser | None = None,
    *,
    workers: int = 2,
    batch_size: int = pool.DOCUMENTS_PER_BATCH,
    time_limit: float | None = None,
    longest: int = LONGEST_TEXT,
) -> Generator[Release | Failure, None, None]:
    """Parse in this many processes; without a parser each builds the default one."""
    return pool.run(
        items,
        Processes(workers, ParseBatch(parser, longest=longest), time_limit),
        batch_size=batch_size,
        time_limit=time_limit,
        longest=longest,
    )


_LONGEST_WAIT_SECONDS = 2.0


class Processes:
    """A pool of worker processes."""

    def __init__(self, size: int, batch: ParseBatch, time_limit: float | None = None) -> None:
        self.size = size
        try:
            self._task = pickle.dumps((batch, time_limit))
        except (pickle.PicklingError, AttributeError, TypeError) as error:
            raise InputError(
                f"this parser cannot go to another process ({error}): use workers=1, or a Parser made with a model's name"
            ) from error
        if b"__main__" in self._task:
            raise InputError(
                "a parser whose class is defined in the script itself cannot go to another process: put it into a module, or use workers=1"
            )
        self._events: queue.SimpleQueue[tuple[pool.Worker, pool.Event, float]] = queue.SimpleQueue()

    def start(self) -> pool.Worker:
        """A new process."""
        return WorkerProcess(self._task, self._events)

    def wait(self, seconds: float = _LONGEST_WAIT_SECONDS) -> tuple[pool.Worker, pool.Event, float] | None:
        """The next event, or None: nothing so far."""
        try:
            # in slices: where a lock cannot be interrupted (Windows), ctrl-C is heard between them
            return (
                self._events.get(timeout=min(_LONGEST_WAIT_SECONDS, seconds))
                if seconds != 0
                else self._events.get_nowait()
            )
        except queue.Empty:
            return None


class WorkerProcess:
    """One process, and the thread that listens to it."""

    def __init__(self, task: bytes, events: queue.SimpleQueue[tuple[pool.Worker, pool.Event, float]]) -> None:
        code = f"import sys; sys.path[:] = {sys.path!r}; from release_parser.engines.worker import main; main()"
        # one thread each: two workers on two cores shall not be eight threads
        threads = {
            name: os.environ.get(name, "1") for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
        }
        # its own group: a terminal's ctrl-C is for the caller, who ends the workers
        group: dict[str, Any] = (
            {"process_group": 0}
            if os.name == "posix"
            else {"creationflags": getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)}
        )
        self.process = subprocess.Popen(  # noqa: S603 - ourselves
            [sys.executable, "-c", code],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, **threads},
            **group,
        )
        self._events = events
        self._outbox: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        for work, stream in ((self._talk, self.process.stdin), (self._listen, self.process.stdout)):
            threading.Thread(target=work, args=(stream,), daemon=True, name="release_parser worker").start()
        self._outbox.put(task)

    def send(self, documents: list[Document]) -> None:
        """Give a batch to the writing thread: the pipe to a worker that hangs is full, and the caller must not hang too."""
        self._outbox.put(pickle.dumps(documents))

    def kill(self) -> None:
        """Kill the process and wait for its end."""
        self.process.kill()
        self.process.wait()

    def _talk(self, stream: BinaryIO) -> None:
        """Write batches to the process until None comes."""
        # a dead worker is the listener's news
        with contextlib.suppress(OSError), stream:
            while (message := self._outbox.get()) is not None:
                write_message(stream, message)

    def _listen(self, stream: BinaryIO) -> None:
        """Report what the process sends, and then its end."""
        with stream:
            while (message := read_message(stream)) is not None:
                self._events.put((self, pickle.loads(message), time.monotonic()))  # noqa: S301 - from our own process
        code = self.process.wait()
        self._outbox.put(None)
        self._events.put((self, pool.Died(_how(code)), time.monotonic()))


def _how(code: int) -> str:
    """How a process ended: its exit code or signal."""
    if code >= 0:
        return f"exit code {code}"
    with contextlib.suppress(ValueError):
        return f"killed by {signal.Signals(-code).name}"
    return f"killed by signal {-code}"
