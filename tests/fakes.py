"""A parser that finds the numbers and nothing else: sources, streams and sinks are tested without a model."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from release_parser.errors import InputError
from release_parser.records import Claim, Failure, ParserInfo, Quantity, Release, Span, release_id
from release_parser.text import Document

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class FakeParser:
    version = "0"
    model_name = "fake"

    def parse(self, text: str) -> Release:
        return record(Document(text))

    def parse_batch(self, documents: Iterable[Document]) -> Iterator[Release | Failure]:
        for document in documents:
            try:
                document.check()
            except InputError as error:
                yield Failure(source=document.source, stage="parse", error=str(error))
                continue
            if "KILL" in document.text:
                os._exit(9)  # what the kernel does to a process that takes too much memory
            if "BREAK" in document.text:
                raise RuntimeError("broken")
            yield record(document)


def record(document: Document) -> Release:
    whole = Span(start=0, end=len(document.text), text=document.text)
    claims = tuple(
        Claim(
            id=f"c{number}",
            span=Span(start=match.start(), end=match.end(), text=match.group()),
            quantity=Quantity(value=int(match.group())),
            sentence=whole,
            rule="digits",
        )
        for number, match in enumerate(re.finditer(r"\d+", document.text), start=1)
    )
    return Release(
        id=release_id(document.text),
        source=document.source,
        url=document.url,
        title=document.title,
        published=document.published,
        publisher=document.publisher,
        text=document.text,
        claims=claims,
        parser=ParserInfo(version="0", model="fake"),
    )
