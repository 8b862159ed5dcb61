"""Postpones garbage collection while a release is parsed.

Python searches for cycles of unused objects after every few hundred new ones, and sometimes goes through everything loaded, the model's
vocabulary included. That takes a twentieth of the time of a parse, which makes no such cycles. Objects without references are still freed
at once.

>>> import gc
>>> with uncollected():
...     gc.isenabled()
False
>>> gc.isenabled()
True
"""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def uncollected() -> Iterator[None]:
    """No search for cycles inside the block; afterwards as before, whatever happens inside."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()
