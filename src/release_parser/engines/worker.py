"""The program of a worker process: its first message is the task, and each further one a batch of documents.

Whatever the parser or a library prints goes to standard error, since standard output carries the records. The worker ends when its input
ends, even in the middle of a batch: then the caller is gone.
"""

from __future__ import annotations

import faulthandler
import os
import pickle
import queue
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from release_parser.engines.batch import batch_limit, portable
from release_parser.engines.pool import Died, Event, Parsed, Ready
from release_parser.wire import read_message, write_message

if TYPE_CHECKING:
    from release_parser.engines.batch import ParseBatch

PATIENCE_SECONDS = 10.0
"""Seconds that a worker waits to be killed before it ends itself."""


def main() -> None:
    """Answer messages until the input ends."""
    records = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    batches = os.fdopen(os.dup(0), "rb")
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    messages: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(batches, messages), daemon=True).start()
    try:
        task: ParseBatch
        limit: float | None
        task, limit = pickle.loads(messages.get())  # noqa: S301 - from our own parent
        task.warm()
    except BaseException as error:  # noqa: BLE001 - a missing model is the caller's to hear of
        _say(records, Died("it could not start", portable(error)))
        sys.exit(1)
    _say(records, Ready())
    with Path(os.devnull).open("w") as nowhere:
        while True:
            documents = pickle.loads(messages.get())  # noqa: S301 - from our own parent
            if limit is not None:
                # the caller kills a worker that hangs. Where there is no caller any more and a library that hangs lets no other thread
                # run to see that, this alone ends the process: a thread that needs no Python.
                seconds = batch_limit(limit, len(documents)) + PATIENCE_SECONDS
                faulthandler.dump_traceback_later(seconds, exit=True, file=nowhere)
            _say(records, Parsed(task.packed(documents)))
            faulthandler.cancel_dump_traceback_later()


def _listen(stream: BinaryIO, messages: queue.SimpleQueue[bytes]) -> None:
    """Pass messages on, and end the process when the input ends."""
    while (message := read_message(stream)) is not None:
        messages.put(message)
    os._exit(0)


def _say(stream: BinaryIO, event: Event) -> None:
    """Send an event, or end the process where the caller is gone."""
    try:
        write_message(stream, pickle.dumps(event))
    except OSError:
        os._exit(0)
