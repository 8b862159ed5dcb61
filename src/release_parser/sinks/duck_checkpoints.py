"""Checkpoints of DuckDB that survive a kill.

In: a DuckDB file, and a connection to it. Out: the file with everything that its log held.

DuckDB writes rows into free blocks and then a header that names them. But its blocks of metadata hold several checkpoints, and are
rewritten where the valid ones stand. A process that is killed during such a write leaves a block that is half old and half new, and DuckDB
then refuses the file: 'Corrupt database file: computed checksum … does not match stored checksum'. So these blocks are copied before a
checkpoint, with the header, to a file beside it, `NAME.blocks`. Whoever finds that file later restores the blocks if the header is still
the same; otherwise the checkpoint had ended. The log, which has the rest, is removed last.

DuckDB's own checkpoints, for a large log and when a file is closed, are switched off.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from release_parser.errors import InputError
from release_parser.sinks.turns import log, sync, temporary_of

if TYPE_CHECKING:
    from contextlib import ExitStack
    from pathlib import Path
    from typing import BinaryIO

MAGIC, MAGIC_AT = b"DUCK", 8
"""What a file of DuckDB has behind its checksum."""
BLOCKS_AT = 3 * 4096
"""Where blocks begin: behind the header of the file, and two of the database, which take turns."""

LONGEST_LIST = 10_000_000
"""Bytes of the list of blocks; a block of metadata is for some hundred megabytes of rows."""


def kept_beside(path: Path) -> Path:
    """The file in which blocks are kept while they are rewritten."""
    return path.with_name(f"{path.name}.blocks")


def hold_checkpoints(connection: Any) -> None:
    """Switch off DuckDB's own checkpoints, so that only `checkpoint` makes one."""
    connection.execute("PRAGMA disable_checkpoint_on_shutdown")
    connection.execute("SET checkpoint_threshold = '1TB'")


def checkpoint(connection: Any, path: Path, closing: ExitStack) -> None:
    """Write what the log holds into the file. The context `closing` is left when the connection is closed."""
    kept = kept_beside(path)
    if os.name == "posix":  # elsewhere nobody can read what DuckDB writes
        # to close a file takes from its process all locks that it has on it, so that has to wait
        _keep(connection, closing.enter_context(path.open("rb")), kept)
    connection.execute("CHECKPOINT")
    kept.unlink(missing_ok=True)


def _keep(connection: Any, file: BinaryIO, kept: Path) -> None:
    """Copy the headers, and the blocks that will be overwritten."""
    ((size,),) = connection.execute("SELECT block_size FROM pragma_database_size()").fetchall()
    blocks = connection.execute("SELECT block_id FROM pragma_metadata_info() ORDER BY block_id").fetchall()
    places = [BLOCKS_AT + block * size for (block,) in blocks]
    temporary = temporary_of(kept)
    temporary.unlink(missing_ok=True)
    try:
        with temporary.open("xb") as copy:
            copy.write(json.dumps({"size": size, "places": places}).encode() + b"\n")
            copy.write(file.read(BLOCKS_AT))
            for place in places:
                copy.write(_read(file, place, size))
        sync(temporary)
        temporary.replace(kept)
    except OSError:
        with suppress(OSError):
            temporary.unlink()
        raise
    sync(kept.parent)


def put_back(path: Path) -> None:
    """Restore a file whose run was killed during a checkpoint. Call it while this process has the file open nowhere."""
    kept = kept_beside(path)
    if not kept.is_file():
        return
    if path.is_file():
        with path.open("r+b") as file:
            if not _lock(file):
                return  # somebody writes it, who is in a checkpoint
            if kept.is_file() and _put_back(file, kept):
                log.warning("%s: a run was killed within a checkpoint; what it had begun to write is put back", path)
            kept.unlink(missing_ok=True)
    else:
        kept.unlink()


def remove_begun(path: Path) -> None:
    """Remove an incomplete new file of a run that was killed while creating it; DuckDB refuses it, and it holds nothing."""
    if path.is_file() and path.stat().st_size < BLOCKS_AT:
        with path.open("r+b") as file:
            start = file.read(BLOCKS_AT)
            if len(start) < BLOCKS_AT and start[MAGIC_AT:].startswith(MAGIC[: len(start)]) and _lock(file):
                if os.name != "posix":  # Windows removes no open file
                    file.close()
                path.resolve().unlink()


def _put_back(file: BinaryIO, kept: Path) -> bool:
    """Restore the blocks of a checkpoint that did not end, and return whether they differed."""
    differed = False
    end = os.fstat(file.fileno()).st_size
    with kept.open("rb") as copy:
        try:
            known = json.loads(copy.readline(LONGEST_LIST))
            size, places = int(known["size"]), [int(place) for place in known["places"]]
        except (ValueError, TypeError, KeyError) as error:
            raise InputError(f"{kept} was not written by release-parser: give it another name") from error
        if file.read(BLOCKS_AT) != copy.read(BLOCKS_AT):
            return False
        for place in places:
            block = copy.read(size)
            if BLOCKS_AT <= place <= end - len(block) and _read(file, place, len(block)) != block:
                differed = True
                file.seek(place)
                file.write(block)
    file.flush()
    os.fsync(file.fileno())
    return differed


def _read(file: BinaryIO, place: int, size: int) -> bytes:
    """The bytes at a place of the file."""
    file.seek(place)
    return file.read(size)


def _lock(file: BinaryIO) -> bool:
    """Whether no other process has this file open in DuckDB, which locks it; true where the system cannot tell."""
    try:
        import fcntl  # noqa: PLC0415 - Unix alone has it
    except ImportError:
        return True
    try:
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
