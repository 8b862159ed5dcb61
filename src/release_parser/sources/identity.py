"""The identity of a document, by which the same page is recognized in a later run.

In: a document, the input from which it comes, and what the caller named. Out: its address where the archive knows it; else its name inside
the archive or below the folder; None for a text without a name.

A single archive that the caller names counts as the same archive under any name ('rel-26.zip', then 'rel-27.zip'), so its members are
identified by their own names alone. Where several archives come together (from a folder, a glob, a list), their names are part of the
identity.
"""

from __future__ import annotations

import glob
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from release_parser.remote import as_path, is_address, is_web, place_of
from release_parser.text import Document

if TYPE_CHECKING:
    from release_parser.records import Failure
    from release_parser.sources.targets import InputEntry

Identity: TypeAlias = str | Callable[[Document], str | None]
"""The caller's own: a function of the document, or a name for the whole archive, put before the names in it."""


@dataclass(frozen=True, slots=True)
class GivenInput:
    """What the caller named: a file, a folder or several archives."""

    below: Path | str | None
    """The folder, or the beginning of the addresses, that names are relative to; None for a file, standard input or bytes."""
    several: bool
    """Whether it is one of several."""

    def identity(self, item: Document | Failure, entry: InputEntry, own: Identity | None = None) -> str | None:
        """The identity of a document of this entry; a failure has that of the document it stands for."""
        if callable(own) and isinstance(item, Document):
            found = own(item)
            if found is not None:
                return found
        url = item.url if isinstance(item, Document) else None
        found = url or self._named(item.source, entry)
        return f"{own}/{found}" if isinstance(own, str) and found is not None and not url else found

    def _named(self, source: str | None, entry: InputEntry) -> str | None:
        """The identity by name: the source without what differs between runs."""
        if source is None or not source.startswith(entry.name):
            return source  # the id of a row, a link of a feed
        rest = source[len(entry.name) :]
        if rest and rest[0] not in "/:":
            return source
        if entry.path is None and entry.place is None:
            return rest.lstrip("/") or None  # standard input and bytes have no name
        if rest.startswith("/") and self.below is None and not self.several:
            return rest[1:]
        return f"{self.name_of(entry)}{rest}"

    def name_of(self, entry: InputEntry) -> str:
        """The name of a file that stands before the names of what is in it."""
        if entry.path is None:
            if self.several or entry.place is None or is_web(entry.name):
                return entry.name
            return entry.place.name if self.below is None else entry.name.removeprefix(str(self.below)).lstrip("/")
        if self.several:
            return os.path.abspath(entry.path)  # noqa: PTH100 - links stay what they are
        return entry.path.name if self.below is None else os.path.relpath(entry.path, self.below)


def given(target: str | os.PathLike[str] | bytes, *, several: bool) -> GivenInput:
    """How the documents of a target are identified."""
    if isinstance(target, bytes):
        return GivenInput(None, several=False)
    name = as_path(os.fspath(target))
    if is_address(name):
        return GivenInput(_folder_of(name), several)
    path = Path(name)
    if path.is_dir():
        return GivenInput(path, several)
    if not path.exists() and glob.has_magic(name):
        magic = next(at for at, part in enumerate(path.parts) if glob.has_magic(part))
        return GivenInput(Path(*path.parts[:magic]), several)
    return GivenInput(None, several)


def _folder_of(address: str) -> str | None:
    """The beginning that the names of everything at an address share."""
    if is_web(address):
        return None
    place = place_of(address)
    if not glob.has_magic(place.path):
        return place.address if place.is_folder() else None
    return place.fixed().address
