"""Reads police press releases and returns grounded records.

>>> import release_parser as rp
>>> release = rp.parse("Officers made 34 arrests in Operation Sandpiper.")
>>> [(claim.quantity.value, claim.head) for claim in release.claims]
[(Decimal('34'), 'arrest')]

Three verbs and one class: `parse` one text, `read` an archive, `view` the result; `Parser` to choose model and lexicon.
The names are loaded when they are used (PEP 562): `import release_parser` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from release_parser._version import __version__

if TYPE_CHECKING:
    from release_parser.errors import (
        InputError,
        LexiconError,
        MissingExtraError,
        ModelNotFoundError,
        ReleaseParserError,
        TargetError,
        UnsupportedFormatError,
    )
    from release_parser.lexicon import Lexicon
    from release_parser.parser import Parser
    from release_parser.records import (
        Breakdown,
        Claim,
        Comparison,
        Contact,
        Failure,
        Operation,
        Period,
        Person,
        PoliceUnit,
        Quantity,
        Quote,
        Release,
        Span,
        Speaker,
        Tally,
    )
    from release_parser.sinks import load
    from release_parser.stream import ReleaseStream, Stream, parse, read
    from release_parser.summary import Summary
    from release_parser.text import Document
    from release_parser.view import view

_HOMES = {
    "errors": ("InputError", "LexiconError", "MissingExtraError", "ModelNotFoundError", "ReleaseParserError", "TargetError", "UnsupportedFormatError"),
    "lexicon": ("Lexicon",),
    "parser": ("Parser",),
    "records": ("Breakdown", "Claim", "Comparison", "Contact", "Failure", "Operation", "Period", "Person", "PoliceUnit", "Quantity", "Quote", "Release", "Span", "Speaker", "Tally"),
    "sinks": ("load",),
    "stream": ("ReleaseStream", "Stream", "parse", "read"),
    "summary": ("Summary",),
    "text": ("Document",),
}  # fmt: skip
_HOME = {name: module for module, names in _HOMES.items() for name in names}

# written out, so that type checkers know what is public
__all__ = [
    "Breakdown",
    "Claim",
    "Comparison",
    "Contact",
    "Document",
    "Failure",
    "InputError",
    "Lexicon",
    "LexiconError",
    "MissingExtraError",
    "ModelNotFoundError",
    "Operation",
    "Parser",
    "Period",
    "Person",
    "PoliceUnit",
    "Quantity",
    "Quote",
    "Release",
    "ReleaseParserError",
    "ReleaseStream",
    "Span",
    "Speaker",
    "Stream",
    "Summary",
    "Tally",
    "TargetError",
    "UnsupportedFormatError",
    "__version__",
    "load",
    "parse",
    "read",
    "view",
]


def __getattr__(name: str) -> Any:
    """Load a public name from its module when it is first used."""
    if name == "view":  # the folder is callable: see release_parser.view
        return import_module("release_parser.view")
    if name not in _HOME:
        raise AttributeError(f"module 'release_parser' has no attribute {name!r}")
    value = getattr(import_module(f"release_parser.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
