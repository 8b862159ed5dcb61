"""Imports packages that only some formats and targets need, or raises an error that names the extra to install."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from release_parser.errors import MissingExtraError


def need(module: str, extra: str, what: str) -> Any:
    """The module. Raises `MissingExtraError` with the install command where it is missing; `what` is the input or target that needs it."""
    try:
        return import_module(module)
    except ImportError as error:
        raise missing_extra(extra, what) from error


def missing_extra(extra: str, what: str) -> MissingExtraError:
    """The error that names what needs an extra and how to install it."""
    return MissingExtraError(f'{what} needs an extra; install it with `pip install "release-parser[{extra}]"`')
