"""Runs other libraries' readers in a child process, which may die without harm.

pdfium and Arrow are C++ and end the calling process on some damaged files; lxml, python-docx, feedparser and Python's own mail package can
be made to take gigabytes or minutes. So they run in a child with limits on its memory and on the time for each document. If it dies, the
input that caused it is one `Failure`, and the next input gets a new child.

In: a blob and its format. Out: what the reader returns, item by item. Where such a process is not possible (Windows), the reader runs here.
"""

from __future__ import annotations

import atexit
import contextlib
import io
import os
import pickle
import shutil
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from release_parser.errors import InputError, ReleaseParserError, in_our_words
from release_parser.lexicon import Lexicon
from release_parser.sources.blob import Blob, Options, in_units, raise_limit
from release_parser.wire import read_message, write_message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from release_parser.records import Failure
    from release_parser.sources.blob import Limits, Note
    from release_parser.sources.formats import Format
    from release_parser.text import Document

POSSIBLE = os.name == "posix"


def read(blob: Blob, found: Format, options: Options) -> Iterator[Document | Failure]:
    """What the format's reader returns, read in a child. Raises `InputError` where the child dies."""
    child = _take()
    clean = False
    try:
        with _as_file(blob, found, options) as given:
            child.send((blob.name, blob.charset, given, found.suffixes[0], _portable(options, child)))
            while (message := child.receive()) is not None:
                if not isinstance(message, _End):
                    yield message
                    continue
                clean = True
                options.tally.add(message.skipped, message.notes)
                if message.error is not None:
                    raise message.error
                return
        raise InputError(_how(child.ended(), blob.name, options.limits))
    finally:
        if clean:
            _idle.append(child)
        else:
            child.kill()


@contextlib.contextmanager
def _as_file(blob: Blob, found: Format, options: Options) -> Iterator[bytes | Path]:
    """What the child shall read: the bytes of a small input, the path of a file, or a copy of an input that is no file."""
    name = getattr(blob.stream, "name", None)
    if not options.depth and isinstance(name, str) and Path(name).is_file():
        yield Path(name)
        return
    if found.single:
        yield blob.stream.read(options.limits.document + 1)
        return
    with tempfile.NamedTemporaryFile(prefix="release-parser-") as copy:
        if options.depth:  # one byte too many, and the reader says so
            remaining = options.limits.whole + 1
            while remaining and (chunk := blob.stream.read(min(remaining, 2**20))):
                copy.write(chunk)
                remaining -= len(chunk)
        else:
            shutil.copyfileobj(blob.stream, copy)
        copy.flush()
        yield Path(copy.name)


def _portable(options: Options, child: _Child) -> dict[str, Any]:
    """The options for the child, with the lexicon only where the child has another one."""
    lexicon = None if options.lexicon == Lexicon.default else options.lexicon()
    if lexicon is child.lexicon:
        given: Any = "same"
    else:
        given, child.lexicon = lexicon, lexicon
    return {"limits": options.limits, "columns": dict(options.columns), "depth": options.depth, "lexicon": given}


def _how(code: int, name: str, limits: Limits) -> str:
    """Why a child died, and what to do about it, for messages."""
    if code == -signal.SIGALRM:
        return too_slow(name, limits)
    if code in (-signal.SIGKILL, _NO_MEMORY):
        return f"{name} needs more than {in_units(limits.memory)} of memory to be read: it is damaged, or made to do harm; {raise_limit('memory')}"
    kind = signal.Signals(-code).name if code < 0 else f"exit code {code}"
    return f"{name} is damaged: it ended the process that read it ({kind}); fetch it again"


def too_slow(name: str, limits: Limits) -> str:
    """The message for an input whose reading takes too long."""
    return f"{name} took longer than {limits.seconds:g} s to be read and was given up: raise Limits(seconds=…) if you trust it"


_NO_MEMORY = 77  # the exit code of a child that ran out of memory and could say so


@dataclass(frozen=True, slots=True)
class _End:
    """The last message about an input: what was skipped and noted, and the error that ended its reading."""

    error: ReleaseParserError | None
    skipped: int
    notes: dict[str, Note]


class _Child:
    """The child process, and the pipes to it."""

    def __init__(self) -> None:
        self.lexicon: Lexicon | None = None
        self.owner = os.getpid()
        code = f"import sys; sys.path[:] = {sys.path!r}; from release_parser.sources.apart import main; main()"
        self._process = subprocess.Popen(  # noqa: S603 - ourselves
            [sys.executable, "-c", code],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            # Arrow's own allocators reserve gigabytes that they do not use
            env={**os.environ, "ARROW_DEFAULT_MEMORY_POOL": "system"},
            stderr=subprocess.DEVNULL,  # what a dying library says is no text for a terminal
            process_group=0,  # a terminal's ctrl-C is for the caller, who ends the child
        )

    def send(self, task: object) -> None:
        """Send a task; a dead child is noticed when its answer is read."""
        with contextlib.suppress(BrokenPipeError):  # it is dead: `receive` will say so
            _write(cast("BinaryIO", self._process.stdin), task)

    def receive(self) -> Document | Failure | _End | None:
        """The next answer, or None where the child has ended."""
        message: Document | Failure | _End | None = _read(cast("BinaryIO", self._process.stdout))
        return message

    def ended(self) -> int:
        """Wait for the child's end, and return its exit code."""
        return self._process.wait()

    def kill(self) -> None:
        """End the child and close its pipes."""
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()


_idle: list[_Child] = []


def _take() -> _Child:
    """An idle child of this process, or a new one; after a fork the children of the parent process are not used."""
    while _idle:
        child = _idle.pop()
        if child.owner == os.getpid():
            return child
    return _Child()


@atexit.register
def _end() -> None:
    """Kill all idle children."""
    while _idle:
        child = _idle.pop()
        if child.owner == os.getpid():
            child.kill()


def _write(stream: BinaryIO, message: object) -> None:
    """Send a message."""
    write_message(stream, pickle.dumps(message))


def _read(stream: BinaryIO) -> Any:
    """The next message, or None at the end."""
    packed = read_message(stream)
    return None if packed is None else pickle.loads(packed)  # noqa: S301 - from our own process


def main() -> None:
    """The program of the child: read one input after the other until the caller is gone."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    tasks = os.fdopen(os.dup(0), "rb")
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    lexicon: Lexicon | None = None
    while (task := _read(tasks)) is not None:
        name, charset, given, suffix, said = task
        if said["lexicon"] != "same":
            lexicon = said["lexicon"]
        options = Options(
            limits=replace(said["limits"], apart=False),
            lexicon=Lexicon.default if lexicon is None else partial(_itself, lexicon),
            columns=said["columns"],
            depth=said["depth"],
        )
        try:
            _serve(name, charset, given, suffix, options, answers)
        except MemoryError:
            os._exit(_NO_MEMORY)
        except BrokenPipeError:
            os._exit(0)


def _itself(lexicon: Lexicon) -> Lexicon:
    """The lexicon itself: what pickled options refer to."""
    return lexicon


def _serve(
    name: str, charset: str | None, given: bytes | Path, suffix: str, options: Options, answers: BinaryIO
) -> None:
    """Read one input and send its items."""
    from release_parser.sources.formats import needs_format  # noqa: PLC0415 - it imports this module

    _limit_memory(options.limits.memory)
    error: ReleaseParserError | None = None
    try:
        with _opened(given) as stream:
            items = needs_format(f"x{suffix}").reader()(Blob(name, stream, charset), options)
            while (item := _next(items, options.limits.seconds)) is not None:
                _write(answers, item)
    except (MemoryError, BrokenPipeError):
        raise
    except Exception as fault:  # noqa: BLE001 - whatever a file does to a library, the caller hears of it in our words
        error = in_our_words(name, fault)
    _write(answers, _End(error, options.tally.skipped, options.tally.notes))


def _next(items: Iterator[Document | Failure], seconds: float | None) -> Document | Failure | None:
    """The next item. The signal's default action ends the process even inside a library that does not return."""
    signal.setitimer(signal.ITIMER_REAL, seconds or 0)
    try:
        return next(items, None)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _opened(given: bytes | Path) -> BinaryIO:
    """A stream for the bytes or the file."""
    if isinstance(given, Path):
        return given.open("rb")
    return cast("BinaryIO", io.BufferedReader(cast("Any", io.BytesIO(given)), 65536))


def _limit_memory(most: int) -> None:
    """Limit the memory of this process, where the system can (Linux)."""
    import resource  # noqa: PLC0415 - Unix has it

    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    most = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (most, hard))
