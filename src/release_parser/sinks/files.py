"""What sinks for files share: they write under a temporary name beside the target and rename it at the end.

A reader finds a whole file or none. A run that is interrupted leaves what it has written under the name of `partial`, and an older result
stays as it was.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Self, TypeAlias

from release_parser.errors import InputError, TargetError
from release_parser.records import Failure, Release
from release_parser.sinks.protect import Output, followed, refuse_foreign
from release_parser.sinks.storage import Here
from release_parser.sinks.turns import claim, put, put_back, release, remove, saying, temporary_of
from release_parser.sinks.writable import escaped, writable
from release_parser.tables import FLAT
from release_parser.tables.keys import identity_of

if TYPE_CHECKING:
    from types import TracebackType

Pair: TypeAlias = tuple[Release | Failure, str | None]
"""A record and what its document is."""
RECORDS_PER_ROW_GROUP = 500
"""Records that a columnar file holds together."""


class WholeFile(ABC):
    """A file or folder that appears at its target only when the run has ended normally."""

    folder = False
    """Whether it is a folder."""

    def __init__(self, target: str) -> None:
        self.path = followed(target)
        if not self.path.parent.is_dir():
            raise InputError(f"{target}: there is no folder {self.path.parent} to write to; make it first")
        self.refused: list[Failure] = []
        """Records that the format could not hold."""
        self.force = False
        self.storage = Here()

    def outputs(self) -> list[Output]:
        """The files that a run would overwrite."""
        return [Output(self.path, self._wrote), Output(self.partial, self._wrote)]

    def __enter__(self) -> Self:
        for path in (self.path, self.partial):
            self.storage.bring(path, whole=self._continues)
        if not self.force:
            refuse_foreign(self.outputs(), self.storage.shown)
        self._temporary = temporary_of(self.path)
        with saying(self.path):
            self._held = claim(self._temporary, self.path, folder=self.folder)
            try:
                put_back(self.path)
                self._open(self._temporary)
            except BaseException:
                self._drop()
                raise
        return self

    def write(self, record: Release | Failure) -> None:
        """Append one record."""
        self.write_of(record, identity_of(record))

    def write_of(self, record: Release | Failure, identity: str | None) -> None:
        """Append the record of a document."""
        with saying(self.path):
            self._take(writable(record), escaped(identity))

    @abstractmethod
    def _take(self, record: Release | Failure, identity: str | None) -> None:
        """Append one record."""

    @abstractmethod
    def _wrote(self, path: Path) -> bool:
        """Whether this program wrote the file there, in this format."""

    @abstractmethod
    def _open(self, path: Path) -> None:
        """Open the temporary file."""

    def _complete(self) -> None:  # noqa: B027 - most have nothing left to write
        """Write what is still in memory."""

    @abstractmethod
    def _close(self) -> None:
        """Close the file, whether or not the run succeeded."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        interrupted = kind is not None and issubclass(kind, KeyboardInterrupt)
        name = self.path if kind is None else self.partial if interrupted else None
        try:
            with saying(self.path):
                self._end(name)
        except TargetError:
            if name is not None:  # else the first error is the one to show
                raise
        finally:
            self._drop()

    def _drop(self) -> None:
        """Remove the temporary file, and let another run have the target."""
        with suppress(OSError):
            remove(self._temporary)
        release(self._held)

    def _end(self, name: Path | None) -> None:
        """Close the file and, with `name`, rename it to its target."""
        try:
            if name is not None:
                self._complete()
        finally:
            self._close()
        if name is not None:
            put(self._temporary, name)
            self.storage.send(name)

    @property
    def _continues(self) -> bool:
        """Whether the sink keeps what stands at the target."""
        return False

    @property
    def partial(self) -> Path:
        """Where an interrupted run leaves what it has written."""
        return self.path.with_name(f"{self.path.stem}.partial{self.path.suffix}")

    def __repr__(self) -> str:
        return f"{type(self).__name__}({str(self.path)!r})"


class Grouped(WholeFile):
    """A file whose records are written in groups; a record that the format cannot hold becomes a `Failure` in its place."""

    refusals: tuple[type[Exception], ...] = ()

    def _take(self, record: Release | Failure, identity: str | None) -> None:
        """Take one record, and write the group if it is full."""
        self._group.append((record, identity))
        if len(self._group) >= RECORDS_PER_ROW_GROUP:
            self._flush()

    def _open(self, path: Path) -> None:
        """Open the temporary file, with an empty group."""
        self._group: list[Pair] = []
        self._begin(path)

    def _complete(self) -> None:
        """Write the last group."""
        self._flush()

    def _flush(self) -> None:
        """Write the group so far."""
        group, self._group = self._group, []
        if group:
            self._write(group)

    def _write(self, group: list[Pair]) -> None:
        """Write a group; where the format refuses it, its halves, until the record is found that it cannot hold."""
        try:
            self._append(group)
        except self.refusals as error:
            if len(group) == 1:
                ((record, identity),) = group
                failure = Failure(
                    source=record.source,
                    stage="write",
                    error=f"{self.path.name} cannot hold it: {' '.join(str(error).split())}",
                )
                self.refused.append(failure)
                self._append([(failure, identity)])
                return
            half = len(group) // 2
            self._write(group[:half])
            self._write(group[half:])

    @abstractmethod
    def _begin(self, path: Path) -> None:
        """Open the temporary file."""

    @abstractmethod
    def _append(self, group: list[Pair]) -> None:
        """Write a group completely or, with an error of `refusals`, not at all."""


def existing(target: str) -> Path:
    """The path of a target to load. Raises `InputError` where there is none."""
    path = Path(target)
    if not path.exists():
        raise InputError(f"{target}: there is no such file; name one that `parse` wrote")
    return path


def check_tables_there(folder: Path, suffix: str) -> None:
    """Raise `InputError` where a folder of tables lacks one, so that its records cannot be read whole."""
    missing = [table.name for table in FLAT if not (folder / f"{table.name}{suffix}").is_file()]
    if "releases" in missing:
        raise InputError(f"{folder} holds no tables of release_parser: there is no releases{suffix}")
    if missing:
        raise InputError(f"{folder} lacks the table {missing[0]}{suffix}: write the folder again")
