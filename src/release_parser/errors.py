"""Errors that callers meet. Each message names the input and the remedy."""

from __future__ import annotations


class ReleaseParserError(Exception):
    """The base of every error that this library raises on purpose."""


class InputError(ReleaseParserError, ValueError):
    """An input that cannot be read or parsed: an empty text, a binary file, invalid JSON, a truncated archive."""


class UnsupportedFormatError(ReleaseParserError, ValueError):
    """A path whose suffix no source or sink knows."""


class MissingExtraError(ReleaseParserError, ImportError):
    """A format that needs an extra which is not installed; the message names the install command."""


class ModelNotFoundError(ReleaseParserError, OSError):
    """No usable spaCy model; the message names the install command."""


class LexiconError(ReleaseParserError, ValueError):
    """A vocabulary entry that is not valid; the message names file, entry and fault."""
