"""Whether a record that is held says what the archive says of its document besides the text.

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
    """What a record says, in eight bytes for each value."""
    return b"".join(_fact(value) for value in values)


def _fact(value: Any) -> bytes:
    return (
        bytes(_DIGEST_BYTES)
        if value is None
        else hashlib.sha256(str(value).encode("utf-8", "surrogatepass")).digest()[:_DIGEST_BYTES]
    )


def agree(given: Sequence[Any], facts: bytes) -> bool:
    """Whether a record says what the archive says; what the archive does not say, the parser may have read in the text."""
    return all(
        value is None or _fact(value) == facts[at * _DIGEST_BYTES : (at + 1) * _DIGEST_BYTES]
        for at, value in enumerate(given)
    )
