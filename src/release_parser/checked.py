"""Refuses options of a wrong type or size by name before anything is read, for callers without a type checker.

>>> number_at_least("workers", "4", 1)
Traceback (most recent call last):
release_parser.errors.InputError: workers is '4'; give a whole number, 1 or more
"""

from __future__ import annotations

import math

from release_parser.errors import InputError

NO_LEXICON = "give Lexicon.default().overlay('mine.toml'), or leave it out"
"""The remedy for what is given as a lexicon and is none."""


def number_at_least(name: str, value: object, least: int) -> None:
    """Raise `InputError`, which names the option, where its value is no whole number or is less than `least`."""
    if not isinstance(value, int) or isinstance(value, bool):
        raise InputError(f"{name} is {value!r}; give a whole number, {least} or more")
    if value < least:
        raise InputError(f"{name} is {value}; it must be {least} or more")


def seconds_or_none(name: str, value: object) -> None:
    """Raise `InputError`, which names the option, where its value is neither None nor a number of seconds above 0."""
    if value is None:
        return
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise InputError(f"{name} is {value!r}; give a number of seconds, or None for no limit")
    if not 0 < value < math.inf:
        raise InputError(f"{name} is {value}; it must be a number of seconds above 0, or None for no limit")


def of_type(name: str, value: object, kind: type | tuple[type, ...], remedy: str) -> None:
    """Raise `InputError`, which names the option and the remedy, where its value is neither None nor of this type."""
    if value is not None and not isinstance(value, kind):
        raise InputError(f"{name} is {type(value).__name__}; {remedy}")
