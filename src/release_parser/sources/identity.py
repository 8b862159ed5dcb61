"""What a document is, wherever it is read from: by this the same page is known tonight and tomorrow night.

In: a document, the input that it comes from, and what the caller gave. Out: its address where the archive knows it; else its name
inside the archive or below the folder; None for a text without a name.

A single archive that is named is taken for the same one under whatever name it comes ('rel-26.zip', then 'rel-27.zip'), so its members
are known by their own names. Where several archives come together (a folder of them, a glob, a list) their names tell them apart.
"""

from __future__ import annotations

import glob
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from release_parser.text import Document

if TYPE_CHECKING:
    from release_parser.records import Failure
    from release_parser.sources.targets import Entry

Identity: TypeAlias = str | Callable[[Document], str | None]
"""The caller's own: a function of the document, or a name for the whole archive, put before the names in it."""


@dataclass(frozen=True, slots=True)
class Given:
    """What the caller pointed to."""

    below: Path | None
    """The folder that names are relative to; None for a file, standard input or bytes."""
    several: bool
    """Whether it is one of several."""

    def identity(self, item: Document | Failure, entry: Entry, own: Identity | None = None) -> str | None:
        """What a document of this entry is; a failure is what its document would have been."""
        if callable(own) and isinstance(item, Document):
            found = own(item)
            if found is not None:
                return found
        url = item.url if isinstance(item, Document) else None
        found = url or self._named(item.source, entry)
        return f"{own}/{found}" if isinstance(own, str) and found is not None and not url else found

    def _named(self, source: str | None, entry: Entry) -> str | None:
        if source is None or not source.startswith(entry.name):
            return source  # the id of a row, a link of a feed
        rest = source[len(entry.name) :]
        if rest and rest[0] not in "/:":
            return source
        if entry.path is None:
            return rest.lstrip("/") or None  # standard input and bytes have no name
        if rest.startswith("/") and self.below is None and not self.several:
            return rest[1:]
        return f"{self._name(entry.path)}{rest}"

    def _name(self, path: Path) -> str:
        if self.several:
            return os.path.abspath(path)  # noqa: PTH100 - links stay what they are
        return path.name if self.below is None else os.path.relpath(path, self.below)


def given(target: str | os.PathLike[str] | bytes, *, several: bool) -> Given:
    """How documents of a target are named."""
    if isinstance(target, bytes):
        return Given(None, several=False)
    path = Path(os.fspath(target))
    if path.is_dir():
        return Given(path, several)
    if not path.exists() and glob.has_magic(os.fspath(target)):
        magic = next(at for at, part in enumerate(path.parts) if glob.has_magic(part))
        return Given(Path(*path.parts[:magic]), several)
    return Given(None, several)
