"""Leave garbage for later while a release is parsed.

Python looks for cycles of dead objects after every few hundred new ones, and at times goes through all that is loaded, the model's
vocabulary too: a twentieth of the time of a parse, which makes no such cycles. Counting references frees what is done with, as ever.

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
    """No search for cycles inside; afterwards as it was before, whatever happens inside."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()
