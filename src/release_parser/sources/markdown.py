"""Reads Markdown with a header of fields, as archives of saved pages keep releases.

In: a file that begins with a fenced ```` ```yaml ```` or `---` header, or none. Out: one `Document`: the title, a blank line, the body as plain text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

import regex

from release_parser.errors import InputError
from release_parser.sources.metadata import describe, is_american, make_document, with_title
from release_parser.sources.published import find_published
from release_parser.sources.render import plain_text

if TYPE_CHECKING:
    from release_parser.records import Failure
    from release_parser.sources.blob import Blob, Options
    from release_parser.text import Document

_HEAD = regex.compile(
    r"""
      \s*+```ya?ml[ \t]*\n (?P<head>.*?) \n```[ \t]*(?:\n|$)      # ```yaml … ```
    | \s*+---[ \t]*\n (?P<head>.*?) \n(?:---|\.\.\.)[ \t]*(?:\n|$)   # --- … ---
    """,
    regex.VERBOSE | regex.DOTALL,
)
_TITLE = regex.compile(r"\s*+\#[ ]+(?P<title>[^\n]+)")


def read(blob: Blob, options: Options) -> Iterator[Document | Failure]:
    """One document."""
    yield read_markdown(blob.text(options.limits), blob.name, options)


def read_markdown(content: str, source: str, options: Options) -> Document:
    """The document of one file's content."""
    content = regex.sub(r"\r\n?", "\n", content)
    fields, body = split_head(content, source)
    lexicon = options.lexicon()
    stated = describe(fields, lexicon)
    text = plain_text(body)
    heading = _TITLE.match(body)
    title = stated.title or (heading["title"] if heading else None)
    title = " ".join(plain_text(title).split()) or None if title else None  # '**UPDATE** Two charged'
    published = stated.published or find_published(
        [line for line in text.split("\n") if line.strip()], month_first=is_american(stated.publisher, lexicon)
    )
    text = with_title(title, text)
    if not text.strip():
        raise InputError(f"{source} is empty: there is nothing to parse behind its head")
    return make_document(replace(stated, title=title), text, source, options, published=published)


def split_head(content: str, source: str) -> tuple[Mapping[str, Any], str]:
    """The header's fields and the body. A file that begins with a line of dashes and no fields has no header."""
    match = _HEAD.match(content)
    if match is None:
        return {}, content
    import yaml  # noqa: PLC0415 - only archives with heads need it

    try:
        fields = yaml.load(match["head"], Loader=_loader())  # noqa: S506 - a SafeLoader
    except yaml.YAMLError as error:
        where = getattr(error, "problem_mark", None)
        raise InputError(
            f"{source}: the YAML head is not valid{f' in line {where.line + 2}' if where else ''}: {getattr(error, 'problem', error)}"
        ) from None
    if isinstance(fields, Mapping):
        return fields, content[match.end() :]
    return {}, content


@cache
def _loader() -> Any:
    """The fast YAML loader, with dates left as written: YAML itself reads `time: 10:55` as the number 655."""
    import yaml  # noqa: PLC0415

    base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

    class Loader(base):  # type: ignore[misc]
        """Strings stay strings, but for null and booleans."""

    Loader.yaml_implicit_resolvers = {
        first: [
            (tag, pattern) for tag, pattern in resolvers if tag in ("tag:yaml.org,2002:null", "tag:yaml.org,2002:merge")
        ]
        for first, resolvers in base.yaml_implicit_resolvers.items()
    }
    return Loader
