"""What tells a sink that it has seen something before, and which of two is newer.

>>> version_key("0.10.0rc1") < version_key("0.10.0") < version_key("0.10.0.post1") < version_key("0.11")
True
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

import regex

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable

    from release_parser.records import Failure, Release


def content_hash(release: Release) -> str:
    """Tells whether two records of a text are the same, wherever they came from."""
    return hashlib.sha256(release.model_dump_json(exclude={"source"}).encode()).hexdigest()


def failure_key(failure: Failure) -> str:
    """A failure as text."""
    return json.dumps([failure.source, failure.stage, failure.error])


def failure_hash(failure: Failure, seen: Counter[str]) -> str:
    """Tells the failure of a later run; the same twice in a run are two. Counts it."""
    key = failure_key(failure)
    seen[key] += 1
    return hashlib.sha256(f"{seen[key]}{key}".encode()).hexdigest()


_PART = regex.compile(r"\d++|[a-z]++")


def version_key(version: str) -> tuple[tuple[int, int, str], ...]:
    """Orders versions: '0.9.0' < '0.10.0rc1' < '0.10.0' < '0.10.0.post1'.

    >>> version_key("0.10.0rc1") < version_key("0.10.0") < version_key("0.10.0.post1") < version_key("0.11")
    True
    """
    parts: list[tuple[int, int, str]] = []
    for part in _PART.findall(version.lower().split("+")[0]):
        if part.isdigit():
            parts.append((2, int(part[:18]), ""))
        else:
            parts.append((1 if part == "post" else -1, 0, part))
    while parts and parts[-1] == (2, 0, ""):
        parts.pop()
    return (*parts, (0, 0, ""))


def listed(numbers: Iterable[int]) -> str:
    """Integers for `IN (…)`."""
    return ", ".join(str(int(number)) for number in numbers)


def storable(text: str | None) -> str | None:
    """A text without what PostgreSQL's text cannot hold."""
    return None if text is None else text.replace("\x00", "\\x00")
