"""Records as people give them to a page: one, many, a stream, or the path of what `parse` wrote.

>>> given_records(None)
Traceback (most recent call last):
release_parser.errors.InputError: None holds no records: give a release, records, or the path of what `parse` wrote
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from release_parser.errors import InputError
from release_parser.records import Failure, Release
from release_parser.sinks import file_of, load
from release_parser.sinks.passwords import masked

Records = Release | Failure | Iterable[Release | Failure] | str | os.PathLike[str]


@dataclass(frozen=True, slots=True)
class GivenRecords:
    """What was given: the records, and where they were written the file and its name."""

    records: Iterable[Release | Failure]
    path: Path | None = None
    name: str | None = None

    def __iter__(self) -> Iterator[Release | Failure]:
        """The records; `InputError` for what is none."""
        for record in self.records:
            if not isinstance(record, Release | Failure):
                raise InputError(
                    f"{str(record)[:60]!r} is not a record: parse texts first, with rp.parse or rp.read(...).parse()"
                )
            yield record


def title_of(target: str | os.PathLike[str]) -> str:
    """The last part of a path, address or URL, to stand on top of a page: without the password that a URL may hold.

    >>> title_of("news/may.zip"), title_of("postgresql://host/releases?user=desk&password=secret")
    ('may.zip', 'releases')
    """
    name = masked(os.fspath(target))
    return Path(name.partition("?")[0] if "://" in name else name).name


def given_records(records: Records | object) -> GivenRecords:
    """The records; `InputError` for what holds none."""
    if isinstance(records, Release | Failure):
        return GivenRecords((records,))
    if isinstance(records, str | os.PathLike):
        return GivenRecords(load(records), file_of(records), title_of(records))
    if isinstance(records, bytes | bytearray) or not isinstance(records, Iterable):
        what = "bytes" if isinstance(records, bytes | bytearray) else repr(records)
        raise InputError(f"{what} holds no records: give a release, records, or the path of what `parse` wrote")
    return GivenRecords(cast("Iterable[Release | Failure]", records))  # looked at one by one
