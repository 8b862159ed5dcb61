"""Whether the database's record of a document still agrees with the metadata that the archive gives.

>>> agree(["34 arrests", None], facts_of(["34 arrests", "2026-11-27"]))
True
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

FACTS = ("title", "published", "publisher", "url")
"""What an archive may say of a document besides its text."""
_DIGEST_BYTES = 8


def facts_of(values: Sequence[Any]) -> bytes:
    """Eight bytes for each value of a record, for a quick comparison."""
    return b"".join(_fact(value) for value in values)


def _fact(value: Any) -> bytes:
    """Eight bytes for one value; all zero for None."""
    return (
        bytes(_DIGEST_BYTES)
        if value is None
        else hashlib.sha256(str(value).encode("utf-8", "surrogatepass")).digest()[:_DIGEST_BYTES]
    )


def agree(given: Sequence[Any], facts: bytes) -> bool:
    """Whether a record agrees with the archive's metadata. Where the archive gives none, the parser may have found the value in the text."""
    return all(
        value is None or _fact(value) == facts[at * _DIGEST_BYTES : (at + 1) * _DIGEST_BYTES]
        for at, value in enumerate(given)
    )
