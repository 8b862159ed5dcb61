"""Reads plain text: the file is the release, character for character."""

from __future__ import annotations

from typing import TYPE_CHECKING

from release_parser.text import Document

if TYPE_CHECKING:
    from collections.abc import Iterator

    from release_parser.records import Failure
    from release_parser.sources.blob import Blob, Options


def read(blob: Blob, options: Options) -> Iterator[Document | Failure]:
    """One document; nothing is added to it and nothing taken away."""
    yield Document(blob.text(options.limits), source=blob.name)
