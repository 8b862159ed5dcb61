"""Hashes by which a sink recognizes records that it has seen before, and the order of versions.

>>> version_key("0.10.0rc1") < version_key("0.10.0") < version_key("0.10.0.post1") < version_key("0.11")
True
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

import regex

if TYPE_CHECKING:
    from collections.abc import Iterable

    from release_parser.records import Failure, Release


def content_hash(release: Release) -> str:
    """A hash that is the same for two records of a text, wherever they came from."""
    return hashlib.sha256(release.model_dump_json(exclude={"source"}).encode()).hexdigest()


def failure_key(failure: Failure) -> str:
    """A failure as text, from which its hash is made."""
    return json.dumps([failure.source, failure.stage, failure.error])


def failure_hash(key: str, nth: int) -> str:
    """A hash by which a later run recognizes the failure with this key; `nth` distinguishes equal failures of one run."""
    return hashlib.sha256(f"{nth}{key}".encode()).hexdigest()


_VERSION = regex.compile(r"v?(?P<release>\d++(?:\.\d++)*+)?(?P<rest>[^+]*+)")
_PART = regex.compile(r"\d++|[a-z]++")
_STAGES = {"dev": -2, "post": 1}
"""Where a word stands to the release itself, which is 0; any other word ('rc', 'b') comes before it."""

VersionKey = tuple[tuple[int, ...], tuple[tuple[int, int, str], ...]]


def version_key(version: str) -> VersionKey:
    """Orders versions as packages do.

    >>> version_key("0.10") == version_key("0.10.0") < version_key("0.10.1")
    True
    """
    found = _VERSION.match(version.lower())
    if found is None:  # it matches anything
        return (), ()
    numbers = [int(number[:18]) for number in (found["release"] or "").split(".") if number]
    while numbers and numbers[-1] == 0:
        numbers.pop()
    suffix = [
        (0, int(part[:18]), "") if part.isdigit() else (_STAGES.get(part, -1), 0, part)
        for part in _PART.findall(found["rest"])
    ]
    return tuple(numbers), (*suffix, (0, 0, ""))


def listed(numbers: Iterable[int]) -> str:
    """Integers as the list in `IN (…)`."""
    return ", ".join(str(int(number)) for number in numbers)


def storable(text: str | None) -> str | None:
    """A text without characters that PostgreSQL cannot store."""
    return None if text is None else text.replace("\x00", "\\x00")
