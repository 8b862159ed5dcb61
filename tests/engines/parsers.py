"""Parsers that misbehave, for workers: they live in a module, since a worker does not import the test."""

from __future__ import annotations

import os
import re
import signal
import sys
import time
from pathlib import Path

from fakes import FakeParser


class Rough(FakeParser):
    """Does to its process what the text says."""

    def parse_batch(self, documents):
        documents = list(documents)
        for document in documents:
            if "KILL" in document.text:
                os.kill(os.getpid(), signal.SIGKILL)
            if "SEGFAULT" in document.text:
                os.kill(os.getpid(), signal.SIGSEGV)
            if "EXIT" in document.text:
                os._exit(3)
            if "HANG" in document.text:
                time.sleep(60)
            if "SPIN" in document.text:
                while True:
                    pass
            if "MEMORY" in document.text:
                raise MemoryError
            if "PRINT" in document.text:
                sys.stdout.write("noise on standard output\n")
        yield from super().parse_batch(documents)


class DiesOnce(FakeParser):
    """Is killed by the first text that says so, and not again: somebody else's fault."""

    def __init__(self, marker: Path) -> None:
        self.marker = marker

    def parse_batch(self, documents):
        documents = list(documents)
        if any("CRASH" in document.text for document in documents) and not self.marker.exists():
            self.marker.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        yield from super().parse_batch(documents)


class NeverStarts(FakeParser):
    """Cannot be built where it arrives."""

    def __reduce__(self):
        return refuse, ()


class DiesAtStart(FakeParser):
    """Takes its worker with it when it is built."""

    def __reduce__(self):
        return os._exit, (7,)


class Slow(FakeParser):
    """Takes its time."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds

    def parse_batch(self, documents):
        for document in documents:
            time.sleep(self.seconds)
            yield from super().parse_batch([document])


def refuse():
    from release_parser.errors import ModelNotFoundError

    raise ModelNotFoundError("there is no model")


class HangsInC(FakeParser):
    """Hangs where no other thread of its process can run."""

    def parse_batch(self, documents):
        documents = list(documents)
        if any("HANG" in document.text for document in documents):
            re.search("(a|aa)+$", "a" * 60 + "b")
        yield from super().parse_batch(documents)


class NoRoom(FakeParser):
    """Can be built once, and no second time."""

    def __init__(self, marker: Path) -> None:
        self.marker = marker

    def __setstate__(self, state):
        self.__dict__.update(state)
        if self.marker.exists():
            os._exit(9)
        self.marker.touch()
