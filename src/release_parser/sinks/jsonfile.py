"""One JSON document: an array of records, a line each, in input order.

In: records. Out: `[`, a record a line, `]`. Read back line by line where it still looks so, else whole.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from pydantic import TypeAdapter, ValidationError

from release_parser.errors import InputError
from release_parser.records import Failure, Release
from release_parser.records.faults import say_fault
from release_parser.sinks.files import WholeFile, existing
from release_parser.sinks.protect import beginning, is_record_array

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_RECORD: TypeAdapter[Release | Failure] = TypeAdapter(Release | Failure)
_RECORDS: TypeAdapter[list[Release | Failure]] = TypeAdapter(list[Release | Failure])


class JsonSink(WholeFile):
    """A `.json` file."""

    def _wrote(self, path: Path) -> bool:
        """Whether the file begins as an array of our records."""
        return is_record_array(beginning(path))

    def _open(self, path: Path) -> None:
        """Open the file."""
        self._file: BinaryIO = path.open("wb")
        self._between = b"[\n"

    def _take(self, record: Release | Failure, identity: str | None) -> None:  # noqa: ARG002 - records have no keys
        """Write one record on a line of its own."""
        self._file.write(self._between + record.model_dump_json().encode())
        self._between = b",\n"

    def _complete(self) -> None:
        """Close the array."""
        self._file.write(b"[]\n" if self._between == b"[\n" else b"\n]\n")

    def _close(self) -> None:
        self._file.close()


def load(target: str) -> Iterator[Release | Failure]:
    """The records of a `.json` file."""
    return _load(existing(target))


def _load(path: Path) -> Iterator[Release | Failure]:
    """The records, read line by line if the file is as written, else as a whole."""
    try:
        with path.open("rb") as file:
            if file.readline() == b"[\n" and file.peek(2)[:2] in (b'{"', b"]\n"):
                for line in file:
                    if line.rstrip() == b"]":
                        return
                    yield _RECORD.validate_json(line.rstrip().removesuffix(b","))
                return
            file.seek(0)
            yield from _RECORDS.validate_json(file.read())
    except ValidationError as error:
        raise InputError(f"{path} holds something that is not a record of release_parser: {say_fault(error)}") from None
