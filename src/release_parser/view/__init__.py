"""Records for the eye: one HTML page with everything that was found, marked where it stands.

In: a release, many, a stream, or the path of what `parse` wrote. Out: a `View` that saves itself and shows itself in notebooks.

    rp.view(release).save("release.html")
    rp.view("releases.jsonl").save("releases.html")

The folder itself is callable, because `release_parser.view` is both this package and the public verb: Python binds the name
to the package whenever a module below it is imported first.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING

from release_parser.view.given import Records
from release_parser.view.page import View

if TYPE_CHECKING:
    from release_parser.parser import Parser

__all__ = ["View", "view"]


def view(
    records: Records,
    *,
    title: str | None = None,
    sample_size: int | None = None,
    seed: int = 0,
    explain: bool | None = None,
    parser: Parser | None = None,
) -> View:
    """A page of these records; a string is the path of what `parse` wrote.

    `sample_size` records are drawn by chance, always the same ones for a `seed`; without it all are taken. `explain` adds which rule gave
    each field, and what took each number that is no claim; it reads each text once more, by `parser` or the default one, and is on where
    there are few records.
    """
    return View(records, title=title, sample_size=sample_size, seed=seed, explain=explain, parser=parser)


class _Callable(ModuleType):
    """A module that is its own main function."""

    __call__ = staticmethod(view)


sys.modules[__name__].__class__ = _Callable
