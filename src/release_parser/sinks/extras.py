"""Packages that only some sinks need: imported when the first such target comes, or an error that names the extra."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from release_parser.errors import MissingExtraError


def need(module: str, extra: str, what: str) -> Any:
    """The module; `MissingExtraError` with the install command where it is not installed."""
    try:
        return import_module(module)
    except ImportError as error:
        raise MissingExtraError(
            f'{what} needs an extra; install it with `pip install "release-parser[{extra}]"`'
        ) from error
