"""Groups failures by kind: thousands of inputs usually fail in a few ways, and the first failure of each way is worth reading.

In: failures as they come. Out: for each kind the number of failures and the first one, whose message says what to do.

>>> from release_parser.records import Failure
>>> kinds = FailureKinds()
>>> errors = [(name, f"{name}: it has no text: run OCR over it first") for name in ("a.pdf", "b.pdf")]
>>> [kinds.add(Failure(source=name, stage="read", error=error)) for name, error in errors]
[True, False]
>>> list(kinds.lines())
['2 inputs failed like this one: a.pdf: it has no text: run OCR over it first']
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from release_parser.records import Failure

KINDS_SHOWN = 10
"""Kinds that are told one by one."""
_VARYING = re.compile(r"'[^']*'|\d[\d,.:]*")
"""What differs between failures of one kind: quoted words and numbers. The extra of a `pip install "…"` does not."""


def kind_of(failure: Failure) -> str:
    """What failures of one kind have in common: the error without names and numbers."""
    error = failure.error
    if failure.source:
        name = re.split(r"[/\\]", failure.source)[-1]
        error = error.replace(failure.source, "…").replace(name or failure.source, "…")
    return f"{failure.stage}: {_VARYING.sub('…', error)}"


class FailureKinds:
    """How many failures there were of each kind, and the first of each."""

    def __init__(self) -> None:
        self._kinds: dict[str, tuple[Failure, int]] = {}

    def add(self, failure: Failure) -> bool:
        """Count a failure, and return whether it is the first of its kind."""
        kind = kind_of(failure)
        first, count = self._kinds.get(kind, (failure, 0))
        self._kinds[kind] = (first, count + 1)
        return not count

    def __iter__(self) -> Iterator[tuple[Failure, int]]:
        """The first failure of each kind with the number of failures, the most frequent kind first."""
        return iter(sorted(self._kinds.values(), key=lambda pair: -pair[1]))

    def lines(self) -> Iterator[str]:
        """One line for each kind."""
        kinds = list(self)
        for first, count in kinds[:KINDS_SHOWN]:
            where = "" if first.source is None or first.source in first.error else f"{first.source}: "
            head = "1 input failed" if count == 1 else f"{count:,} inputs failed like this one"
            yield f"{head}: {where}{first.error}"
        if len(kinds) > KINDS_SHOWN:
            yield f"{sum(count for _, count in kinds[KINDS_SHOWN:]):,} inputs failed in other ways"
