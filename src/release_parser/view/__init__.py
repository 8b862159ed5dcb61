"""Records for the eye: one HTML page with everything that was found, highlighted where it stands.

In: a release, many, a stream, or the path of a `.jsonl` file. Out: a `View` that saves itself and shows itself in notebooks.

    rp.view(release).save("release.html")
    rp.view("releases.jsonl").save("releases.html")

The folder itself is callable, because `release_parser.view` is both this package and the public verb: Python binds the name
to the package whenever a module below it is imported first.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING

from release_parser.view.page import View

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable

    from release_parser.records import Failure, Release

__all__ = ["View", "view"]


def view(records: Release | Iterable[Release | Failure] | str | os.PathLike[str], *, title: str | None = None) -> View:
    """A page of these records; a string is the path of a `.jsonl` file that `parse` wrote."""
    return View(records, title=title)


class _Callable(ModuleType):
    """A module that is its own main function."""

    def __call__(
        self, records: Release | Iterable[Release | Failure] | str | os.PathLike[str], *, title: str | None = None
    ) -> View:
        """A page of these records."""
        return view(records, title=title)


sys.modules[__name__].__class__ = _Callable
