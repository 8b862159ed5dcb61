"""Keys that stay: a document by its identity, a claim by its document, the text and its place in it.

In: releases. Out: keys that are the same in every target, on every engine and after a rebuild.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING

from release_parser.records import Failure, Release

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def identity_of(record: Release | Failure) -> str | None:
    """What a document is where nobody says: its URL, else where it was read from, else its text; None for a nameless failure."""
    if isinstance(record, Failure):
        return record.source
    return record.url or record.source or record.id


def claim_key(identity: str, text: str, start: int, end: int) -> str:
    """The key of a claim.

    >>> claim_key("https://police.example/1", "0" * 64, 14, 16)
    '...'
    """
    return hashlib.sha256(
        "\0".join((identity, text, str(start), str(end))).encode("utf-8", "surrogatepass")
    ).hexdigest()[:32]


def claim_keys(release: Release, identity: str | None = None) -> Iterator[str]:
    """The keys of a release's claims, in their order; of two with one place the second has a key of its own."""
    name = identity or identity_of(release) or release.id
    return keys_of(name, release.id, ((claim.span.start, claim.span.end) for claim in release.claims))


def keys_of(identity: str, text: str, places: Iterable[tuple[int, int]]) -> Iterator[str]:
    """The keys of the claims at these places of a text, in their order."""
    seen: Counter[str] = Counter()
    for start, end in places:
        key = claim_key(identity, text, start, end)
        seen[key] += 1
        yield key if seen[key] == 1 else claim_key(key, "", seen[key], 0)
