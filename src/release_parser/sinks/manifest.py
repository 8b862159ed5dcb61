"""The files that a database has read completely: an unchanged one need not be read again.

In: files that a run met. Out: rows of `files`, and rows of `sources` that tell from which file they were read. A file counts as *known*,
and has a stamp, only where one parser's records of everything in it are held and are current. Where a document was superseded by another
file's, or marked as gone, its file is read again next time, since it may be the current one then. Files that share a document are read in
every run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from release_parser.tables import NUMBER, TABLE

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterable, Sequence

    from release_parser.origins import InputFile
    from release_parser.sinks.protocols import Session

UNKNOWN = ""
"""The stamp of a file that is not known."""


def enter(session: Session, files: Iterable[InputFile], run: int) -> None:
    """Make sure that each file has a row; new files are not known yet."""
    names = {file.key: file.name for file in files}
    if not names:
        return
    keys = sorted(names)
    held = {row[0] for row in session.query(f"SELECT file FROM files WHERE file IN ({_marks(keys)})", keys)}
    new = [(key, names[key], UNKNOWN, None, None, 0, run) for key in keys if key not in held]
    if new:
        session.insert(TABLE["files"], new)


def complete(session: Session, files: Sequence[InputFile], parser: tuple[str | None, str | None], run: int) -> None:
    """Mark files whose documents are all held as known, and detach documents that are no longer in their file."""
    if files:
        of_them = f"file IN ({', '.join(_quoted(file.key) for file in files)})"
        session.execute(f"UPDATE sources SET file = NULL WHERE {of_them} AND is_current AND run < ?", [(run,)])
    session.execute(
        "UPDATE files SET stamp = ?, parser_version = ?, parser_model = ?, documents = ?, run = ? WHERE file = ?",
        [(file.stamp, *parser, file.given, run, file.key) for file in files],
    )


def meet_unread(session: Session, keys: Collection[str], run: int, started: dt.datetime) -> None:
    """Note that everything in known files was met."""
    if not keys:
        return
    found = f"file IN ({', '.join(map(_quoted, keys))}) AND is_current"
    session.execute(
        f"UPDATE releases SET last_seen = ? WHERE {NUMBER} IN (SELECT {NUMBER} FROM sources WHERE {found})",
        [(started,)],
    )
    session.execute(f"UPDATE sources SET last_seen = ?, run = ? WHERE {found}", [(started, run)])


def forget(session: Session, keys: Collection[str]) -> None:
    """Mark these files as not known: the next run reads them again."""
    if keys:
        session.execute(f"UPDATE files SET stamp = '{UNKNOWN}' WHERE file IN ({', '.join(map(_quoted, sorted(keys)))})")


def forget_gone(session: Session, run: int) -> None:
    """Mark the files of documents that a pruning run did not meet as not known."""
    session.execute(
        f"UPDATE files SET stamp = '{UNKNOWN}' WHERE file IN (SELECT file FROM sources WHERE is_current AND run < ?)",
        [(run,)],
    )


def _marks(values: Collection[str]) -> str:
    """Placeholders for these values."""
    return ", ".join("?" * len(values))


def _quoted(key: str) -> str:
    """A key as an SQL literal."""
    # a key is 32 hexadecimal digits
    return f"'{int(key, 16):032x}'"
