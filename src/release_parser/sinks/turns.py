"""Only one run at a time writes to a file or folder, and a run that waits for another one says so.

In: paths. Out: temporary files and folders that belong to one run while it is alive. A run that was killed leaves its temporary file
behind; nobody holds its lock, so the next run of the same target takes it over or removes it.
"""

from __future__ import annotations

import logging
import os
import shutil
import stat
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from release_parser.errors import TargetError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

log = logging.getLogger("release_parser")
SECONDS_BEFORE_IT_IS_SAID = 5.0
"""Seconds of waiting for another run after which it is said."""


@contextmanager
def announced(waiting: str, seconds: float | None = None) -> Iterator[None]:
    """Log `waiting` as a warning if the block takes longer than this many seconds."""
    timer = threading.Timer(SECONDS_BEFORE_IT_IS_SAID if seconds is None else seconds, log.warning, (waiting,))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


@contextmanager
def saying(path: object, then: str = "") -> Iterator[None]:
    """Turn an error of the file system, such as a full disk or a missing right, into a `TargetError` that names the target."""
    try:
        yield
    except BrokenPipeError:  # the reader of a pipe has gone, which is no fault
        raise
    except OSError as error:
        raise TargetError(f"{path} cannot be written: {error.strerror or error}{then}") from error


def claim(temporary: Path, target: Path, *, folder: bool) -> int | None:
    """Create an empty temporary file or folder that no other run writes; the result is given to `release` at the end.

    Raises `TargetError` where another run has it. The result is None where the system has no such locks.
    """
    while True:
        _unlink_alias(temporary)
        if folder:
            temporary.mkdir(exist_ok=True)
        held = _opened(temporary, folder=folder)
        if held is not None and not lock(held):
            os.close(held)
            raise TargetError(f"{target} is being written by another run; wait for it, or name another target")
        # the run that had it may have given it its name between our opening it and our having it
        if held is None or _is_at(held, temporary):
            break
        os.close(held)
    if folder:
        for path in temporary.iterdir():
            remove(path)
    elif held is not None:
        os.ftruncate(held, 0)
    return held


def _unlink_alias(path: Path) -> None:
    """Remove a link at this predictable name, which would lead the run to another file. No run leaves a link there."""
    with suppress(FileNotFoundError):
        status = path.lstat()
        if not stat.S_ISDIR(status.st_mode) and (not stat.S_ISREG(status.st_mode) or status.st_nlink > 1):
            path.unlink()


def release(held: int | None) -> None:
    """Release the lock, so that another run may write."""
    if held is not None:
        os.close(held)


def _opened(path: Path, *, folder: bool) -> int | None:
    """The file descriptor on which the lock is taken."""
    try:
        import fcntl  # noqa: F401, PLC0415 - Unix alone has it, and elsewhere a folder cannot be opened
    except ImportError:
        return None
    return os.open(path, os.O_RDONLY if folder else os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o666)


def _is_at(held: int, path: Path) -> bool:
    """Whether an open file still stands at its path, under this name only."""
    try:
        status = path.lstat()
        return os.path.samestat(os.fstat(held), status) and (stat.S_ISDIR(status.st_mode) or status.st_nlink == 1)
    except FileNotFoundError:
        return False


def lock(file: int) -> bool:
    """Lock a file, and return whether nobody else has it; true where the system cannot tell."""
    try:
        import fcntl  # noqa: PLC0415 - Unix alone has it
    except ImportError:
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a file system without locks
        return True
    return True


def lock_folder(folder: Path) -> int | None:
    """Lock a folder while this process is alive; the result is given to `release`, or None where another process has it or the system cannot tell."""
    held = _opened(folder, folder=True)
    if held is None or lock(held):
        return held
    os.close(held)
    return None


def temporary_of(path: Path) -> Path:
    """The path at which a file or folder is written before it is renamed."""
    return path.with_name(f".{path.name}.tmp")


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """A temporary path to write to, which is renamed to the target after success and removed otherwise."""
    temporary = temporary_of(path)
    with saying(path):
        held = claim(temporary, path, folder=False)
        try:
            yield temporary
            put(temporary, path)
        finally:
            with suppress(OSError):
                remove(temporary)
            release(held)


def put(temporary: Path, path: Path) -> None:
    """Rename a written file to its target after it is safely on disk.

    A folder cannot replace another in one step: the old one is moved aside, and `put_back` restores it if the run is killed in between.
    """
    for file in temporary.rglob("*") if temporary.is_dir() else (temporary,):
        sync(file)
    if temporary.is_dir() and path.exists():
        aside = _aside(path)
        path.replace(aside)
        temporary.replace(path)
        remove(aside)
    else:
        temporary.replace(path)
    sync(path.parent)


def put_back(path: Path) -> None:
    """Restore a folder whose run was killed while exchanging two folders."""
    aside = _aside(path)
    if aside.is_dir() and not aside.is_symlink():
        if path.exists():
            remove(aside)
        else:
            aside.replace(path)


def _aside(path: Path) -> Path:
    """Where the old folder is kept meanwhile."""
    return path.with_name(f".{path.name}.old.tmp")


def sync(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk."""
    if os.name != "posix" and path.is_dir():
        return
    file = os.open(path, os.O_RDONLY if os.name == "posix" else os.O_RDWR)
    try:
        os.fsync(file)
    finally:
        os.close(file)


def remove(path: Path) -> None:
    """Remove a file or a folder, if it is there."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
