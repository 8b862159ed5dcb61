"""What is wrong with fields that somebody wrote, in words that say what to write instead.

In: the error of a Pydantic model. Out: one line on its first fault, with the field's name and what to do.

>>> from release_parser.records import Failure
>>> try:
...     Failure.model_validate({"source": "a.txt", "stage": "lunch"})
... except ValidationError as error:
...     say_fault(error)
"'stage' is 'lunch'; it must be 'read', 'parse' or 'write' (and 1 more fault)"
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

from pydantic import ValidationError

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

_LONGEST_SHOWN_VALUE = 60
"""Characters of a wrong value that are shown."""
_NEEDED: Final[Mapping[str, str]] = {
    "string": "text in quotation marks",
    "int": "a whole number",
    "float": "a number",
    "decimal": "a number",
    "bool": "true or false",
    "tuple": "a list in square brackets",
    "list": "a list in square brackets",
    "set": "a list in square brackets",
    "frozen": "a list in square brackets",
    "dict": "a table of names and values",
    "model": "a table of names and values",
    "date": "a day such as 2021-01-15",
    "datetime": "a time such as 2021-01-15T10:30:00Z",
}
"""What a value must be, by the first word of Pydantic's name for the fault: 'string_type', 'int_parsing', 'frozen_set_type'."""


def say_fault(error: ValidationError) -> str:
    """The first fault of a validation and how to mend it; how many more there are."""
    faults = error.errors(include_url=False)
    more = len(faults) - 1
    counted = "" if not more else f" (and {more} more fault{'s' if more > 1 else ''})"
    return f"{_said(faults[0])}{counted}"


def _said(fault: ErrorDetails) -> str:
    """The text for one fault."""
    where = ".".join(str(part) for part in fault["loc"])
    name = f"'{where}'" if where else "it"
    context = fault.get("ctx", {})
    if (said := _SAID.get(fault["type"])) is not None:
        return said(name, context)
    if fault["type"] == "value_error":  # a check of ours, in words of ours
        return f"{name}: {context['error']}" if where else str(context["error"])
    if fault["type"] == "json_invalid":
        return f"it is not valid JSON ({context['error']})"
    needed = context.get("expected") or _NEEDED.get(fault["type"].split("_")[0])
    return f"{name} is {_shown(fault['input'])}; it must be {needed or 'a value of another kind'}"


_SAID: Final[Mapping[str, Callable[[str, Mapping[str, Any]], str]]] = {
    "missing": lambda name, _: f"{name} is missing: give it a value",
    "extra_forbidden": lambda name, _: f"{name} is no field that is known here: leave it out, or mend its spelling",
    "too_short": lambda name, context: f"{name} is too short: give {context['min_length']} or more",
    "string_too_short": lambda name, context: f"{name} is too short: give {context['min_length']} characters or more",
    "greater_than": lambda name, context: f"{name} is too small: give more than {context['gt']}",
    "greater_than_equal": lambda name, context: f"{name} is too small: give {context['ge']} or more",
    "less_than": lambda name, context: f"{name} is too large: give less than {context['lt']}",
    "less_than_equal": lambda name, context: f"{name} is too large: give {context['le']} or less",
    "string_pattern_mismatch": lambda name, context: f"{name} must match {context['pattern']}",
}


def _shown(value: object) -> str:
    """A wrong value, shortened."""
    shown = repr(value)
    return shown if len(shown) <= _LONGEST_SHOWN_VALUE else f"{shown[:_LONGEST_SHOWN_VALUE]}…"
