"""Recognizes addresses of web pages and their hosts.

In: a field of an archive. Out: the address as written, or None where a browser could not open it.

>>> read_address("https://www.kelsham.example/news/34")
'https://www.kelsham.example/news/34'
>>> read_address("http://[site]/news/34") is None, read_address("/news/34") is None
(True, True)
"""

from __future__ import annotations

from urllib.parse import urlsplit

import regex

_LONGEST_ADDRESS = 2048  # characters: what browsers and servers take
_NEVER = regex.compile(r"[\s\p{Cc}\p{Cs}<>\"]")


def read_address(value: object) -> str | None:
    """The absolute http or https address in a field; None for anything else, including a path without a host."""
    if not isinstance(value, str) or len(value) > _LONGEST_ADDRESS:
        return None
    address = value.strip()
    return address if host_of(address) and _NEVER.search(address) is None else None


def host_of(address: str | None) -> str | None:
    """The host of an address in lower case; None where the text is no address."""
    try:
        parts = urlsplit(address or "")
        parts.port  # noqa: B018 - reading it checks it
    except ValueError:  # 'http://[site]/x', 'http://kelsham.example:port/'
        return None
    return (parts.hostname or None) if parts.scheme in ("http", "https") else None
