"""A random sample of a stream, the same for the same seed, read once.

In: records, how many, a seed. Out: as many of them, in their order, each as likely as any other (reservoir sampling, Vitter's R).

>>> sample(range(100), 3, seed=1) == sample(range(100), 3, seed=1)
True
>>> len(sample(range(2), 3, seed=1))
2
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, TypeVar

from release_parser.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable

Item = TypeVar("Item")


def sample(items: Iterable[Item], size: int, seed: int = 0) -> list[Item]:
    """`size` of the items, or all where there are fewer. Raises `InputError` for a size below 1."""
    if size < 1:
        raise InputError(f"a sample of {size} releases shows nothing: ask for 1 or more")
    chance = random.Random(seed)  # noqa: S311 - a sample, not a secret
    kept: list[tuple[int, Item]] = []
    for number, item in enumerate(items):
        if number < size:
            kept.append((number, item))
        elif (at := chance.randint(0, number)) < size:
            kept[at] = (number, item)
    return [item for _, item in sorted(kept, key=lambda pair: pair[0])]
