"""Replaces passwords in targets and errors before they are shown.

>>> masked("postgresql://desk:secret@host/db?password=secret&sslmode=require")
'postgresql://desk:***@host/db?password=***&sslmode=require'
>>> masked("duckdb:///md:news?motherduck_token=eyJh.x.y")
'duckdb:///md:news?motherduck_token=***'
"""

from __future__ import annotations

import regex

_USER = regex.compile(r"(?P<kept>\b[\w+.-]{1,40}:/{2,3}[^\s/@:?#]{0,200}:)[^\s/?#]{0,500}(?=@)")
_NAMED = regex.compile(
    r"(?i)(?P<kept>\b[\w-]{0,40}(?:pass(?:word|wd|phrase)?|pwd|token|secret|api_?key|credential)[\w-]{0,20}[\"']?\s{0,2}[=:]\s{0,2})(?:\"[^\"]{0,500}\"|'[^']{0,500}'|[^\s&;,'\"]{1,500})"
)


def masked(text: str) -> str:
    """The text with '***' instead of each password or token."""
    return _NAMED.sub(r"\g<kept>***", _USER.sub(r"\g<kept>***", text))
