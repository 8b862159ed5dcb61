"""The files that a database has read whole: an unchanged one need not be read again.

In: files that a run met. Out: rows of `files`, and rows of `sources` that say which of them they were read from. A file is *known*, has
a stamp, only where everything in it is held by one parser, and is what its documents say now: where a document is superseded by
another file's, or marked as gone, its file is read again the next time, since it may be the one that counts then; files that share a
document are read every night.
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
    """Have a row for each file: those that are met first are not known yet."""
    names = {file.key: file.name for file in files}
    if not names:
        return
    keys = sorted(names)
    held = {row[0] for row in session.query(f"SELECT file FROM files WHERE file IN ({_marks(keys)})", keys)}
    new = [(key, names[key], UNKNOWN, None, None, 0, run) for key in keys if key not in held]
    if new:
        session.insert(TABLE["files"], new)


def complete(session: Session, files: Sequence[InputFile], parser: tuple[str | None, str | None], run: int) -> None:
    """Know files whose documents are all held. What was read from one of them before and is not in it any more is not of it."""
    if files:
        of_them = f"file IN ({', '.join(_quoted(file.key) for file in files)})"
        session.execute(f"UPDATE sources SET file = NULL WHERE {of_them} AND is_current AND run < ?", [(run,)])
    session.execute(
        "UPDATE files SET stamp = ?, parser_version = ?, parser_model = ?, documents = ?, run = ? WHERE file = ?",
        [(file.stamp, *parser, file.given, run, file.key) for file in files],
    )


def meet_unread(session: Session, keys: Collection[str], run: int, started: dt.datetime) -> None:
    """Say of everything in known files that it was met."""
    if not keys:
        return
    found = f"file IN ({', '.join(map(_quoted, keys))}) AND is_current"
    session.execute(
        f"UPDATE releases SET last_seen = ? WHERE {NUMBER} IN (SELECT {NUMBER} FROM sources WHERE {found})",
        [(started,)],
    )
    session.execute(f"UPDATE sources SET last_seen = ?, run = ? WHERE {found}", [(started, run)])


def forget(session: Session, keys: Collection[str]) -> None:
    """Forget that these files are known: the next run reads them again."""
    if keys:
        session.execute(f"UPDATE files SET stamp = '{UNKNOWN}' WHERE file IN ({', '.join(map(_quoted, sorted(keys)))})")


def forget_gone(session: Session, run: int) -> None:
    """Forget the files of the documents that a run which prunes did not meet."""
    session.execute(
        f"UPDATE files SET stamp = '{UNKNOWN}' WHERE file IN (SELECT file FROM sources WHERE is_current AND run < ?)",
        [(run,)],
    )


def _marks(values: Collection[str]) -> str:
    return ", ".join("?" * len(values))


def _quoted(key: str) -> str:
    # a key is 32 hexadecimal digits
    return f"'{int(key, 16):032x}'"
