"""Messages on a pipe: eight bytes with the length, then as many bytes.

>>> import io
>>> pipe = io.BytesIO()
>>> write_message(pipe, b"34 arrests")
>>> _ = pipe.seek(0)
>>> read_message(pipe), read_message(pipe)
(b'34 arrests', None)
"""

from __future__ import annotations

from typing import BinaryIO

_LENGTH_BYTES = 8


def write_message(stream: BinaryIO, message: bytes) -> None:
    """Write one complete message and flush it."""
    stream.write(len(message).to_bytes(_LENGTH_BYTES, "little"))
    stream.write(message)
    stream.flush()


def read_message(stream: BinaryIO) -> bytes | None:
    """The next message, or None where the stream has ended, even in the middle of a message."""
    head = stream.read(_LENGTH_BYTES)
    if len(head) < _LENGTH_BYTES:
        return None
    length = int.from_bytes(head, "little")
    message = stream.read(length)
    return message if len(message) == length else None
