"""The errors that callers may meet. Each message names the input and the remedy."""

from __future__ import annotations

import errno
from pathlib import Path


class ReleaseParserError(Exception):
    """The base of every error that this library raises on purpose."""


class InputError(ReleaseParserError, ValueError):
    """An input that cannot be read or parsed: an empty text, a binary file, invalid JSON, a truncated archive."""


class TargetError(InputError):
    """A target that cannot be written: a full disk, missing rights, a server that does not answer, another run that uses it; or this
    machine has no room for temporary files or open files.

    It concerns the run and no single release: nothing is marked as done or failed, and the same run can be resumed.
    """


class UnsupportedFormatError(ReleaseParserError, ValueError):
    """A path whose suffix no source or sink knows."""


class MissingExtraError(ReleaseParserError, ImportError):
    """A format that needs an extra which is not installed; the message names the install command."""


class ModelNotFoundError(ReleaseParserError, OSError):
    """No usable spaCy model; the message names the install command."""


class LexiconError(ReleaseParserError, ValueError):
    """A vocabulary entry that is not valid; the message names file, entry and fault."""


OF_THE_RUN = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.EAGAIN})
"""What the machine lacks, and no input: disk, open files, memory, processes. The next input would fail by it as well."""


def in_our_words(where: str, error: Exception) -> ReleaseParserError:
    """The error for an input, whatever a library raised; a `TargetError` where the machine is at fault."""
    if isinstance(error, ReleaseParserError):
        return error
    if isinstance(error, OSError) and error.errno in OF_THE_RUN:
        return TargetError(f"the run cannot go on at {where}: {error.strerror or error}")
    if isinstance(error, OSError | EOFError):
        return InputError(
            f"{where} cannot be read: {getattr(error, 'strerror', None) or error or type(error).__name__}"
        )
    return InputError(describe_fault(where, error))


def in_a_line(error: Exception) -> str:
    """An error in one line for a terminal; a system error ('Permission denied') together with its file."""
    said = str(error)
    if isinstance(error, OSError) and not isinstance(error, ReleaseParserError) and error.strerror:
        said = f"{error.filename}: {error.strerror}" if error.filename else error.strerror
    return " ".join(said.split())


def describe_fault(where: str, error: BaseException, task: str = "read") -> str:
    """The text of a `Failure` for an unexpected error: the input, the place in the program, and what to do.

    Python's own message ('object of type … has no len()') tells a user nothing and may quote the input, so it is left out.

    >>> describe_fault("news.csv:7", KeyError("x"))
    'news.csv:7 cannot be read: it met a fault of the program (KeyError in an unknown place); the other inputs are not affected. Please report it with this input'
    """
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = (
        "an unknown place"
        if trace is None
        else f"{Path(trace.tb_frame.f_code.co_filename).name}, line {trace.tb_lineno}"
    )
    return (
        f"{where} cannot be {task}: it met a fault of the program ({type(error).__name__} in {place}); "
        "the other inputs are not affected. Please report it with this input"
    )
