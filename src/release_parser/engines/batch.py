"""The function that every engine runs on a batch: one record for each document, whatever happens to one of them.

`ParseBatch` is small when pickled (a `Parser` travels as its settings and not as its model), builds its parser once where it arrives, and
keeps it. Records travel between processes as JSON: a record is some kilobytes, the model's own objects are forty times that.

>>> from release_parser.text import Document
>>> batch = ParseBatch()
>>> [record.claims[0].span.text for record in batch([Document("Officers made 34 arrests.")])]
['34']
>>> (packed,) = batch.packed([Document("Officers made 34 arrests.", source="a.txt")])
>>> unpack(packed).source
'a.txt'
"""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from release_parser.clock import TimeUp, alarm
from release_parser.errors import describe_fault
from release_parser.records import Failure, Release
from release_parser.text import Document

Item = Document | Failure | Release
"""What an engine is given: documents to parse; a `Failure` of reading or a `Release` from an earlier run keeps its place."""
Packed = tuple[bool, bytes]
"""A record on the wire: whether it is a `Release`, and its JSON."""
LONGEST_TEXT = 5_000_000
"""Characters of one text. The longest real releases, reports with tables, have some 200,000."""


class BatchParser(Protocol):
    """What an engine needs of a `Parser`."""

    def parse_batch(self, documents: Iterable[Document]) -> Iterator[Release | Failure]:
        """One output per document, in order."""
        ...


class ParseBatch:
    """Parses batches of documents. Without a parser it builds the default one for the first batch."""

    def __init__(self, parser: BatchParser | None = None, *, longest: int = LONGEST_TEXT) -> None:
        self._parser, self.longest = parser, longest

    @property
    def parser(self) -> BatchParser:
        """The parser, built once."""
        if self._parser is None:
            from release_parser.parser import Parser  # noqa: PLC0415 - loads spaCy, and only where it is used

            self._parser = Parser()
        return self._parser

    def __call__(self, documents: Iterable[Document]) -> Iterator[Release | Failure]:
        """One record for each document, in order."""
        return parse_items(list(documents), self.parser, longest=self.longest)

    def warm(self) -> None:
        """Build everything that is built on first use, so that no time limit counts it for the first documents."""
        for _ in self.parser.parse_batch([]):
            pass

    def packed(self, documents: Iterable[Document]) -> list[Packed]:
        """The same as JSON."""
        return [pack(record) for record in self(documents)]


def pack(record: Release | Failure) -> Packed:
    """A record as JSON."""
    return isinstance(record, Release), record.model_dump_json().encode()


def unpack(packed: Packed) -> Release | Failure:
    """The record from its JSON, validated, so that an invalid record of a worker is refused."""
    whole, data = packed
    return Release.model_validate_json(data) if whole else Failure.model_validate_json(data)


def parse_items(
    items: Sequence[Item], parser: BatchParser, *, longest: int = LONGEST_TEXT, time_limit: float | None = None
) -> Iterator[Release | Failure]:
    """Exactly one output for each item of a batch, whatever the parser does.

    Where the parser fails in the middle of a batch, or takes longer than the batch may, it is not known which document was the cause (it
    reads all of them before the first record), so the rest is parsed one by one. `time_limit` is in seconds for one document; it works
    where `release_parser.clock.alarm` does.
    """
    checked = [check_length(item, longest) for item in items]
    parsed = parser.parse_batch([item for item in checked if isinstance(item, Document)])
    alone = False
    for item in checked:
        if not isinstance(item, Document):
            yield item
            continue
        if not alone:
            try:
                with alarm(None if time_limit is None else batch_limit(time_limit, len(items))):
                    record = next(parsed)
            except (Exception, TimeUp):  # noqa: BLE001 - whatever it is, _parse_alone meets it again and says so; StopIteration is one as well
                alone = True
            else:
                yield record
                continue
        yield _parse_alone(item, parser, time_limit)


def _parse_alone(document: Document, parser: BatchParser, time_limit: float | None) -> Release | Failure:
    """The record of one document, or a `Failure` with what the parser raised."""
    try:
        with alarm(time_limit):
            return next(iter(parser.parse_batch([document])))
    except TimeUp:
        return too_slow(document, time_limit or 0)
    except StopIteration:
        error = "the parser gave no record for it"
    except Exception as broken:  # noqa: BLE001 - a batch never dies of one input
        error = describe_fault(document.source or "the text", broken, "parsed")
    return Failure(source=document.source, stage="parse", error=error)


def check_length(item: Item, longest: int) -> Item:
    """The item, or a `Failure` for a text of more than `longest` characters."""
    if not isinstance(item, Document) or len(item.text) <= longest:
        return item
    where = item.source or "the text"
    return Failure(
        source=item.source,
        stage="parse",
        error=f"{where} has {len(item.text):,} characters, more than the {longest:,} of one release: split it, or raise the limit with longest=",
    )


def batch_limit(seconds: float, documents: int) -> float:
    """The seconds that a batch may take: the whole limit for one of its documents, and for each other one second or less."""
    return seconds + min(seconds, 1.0) * (documents - 1)


def too_slow(document: Document, seconds: float) -> Failure:
    """The `Failure` of an input that takes too long."""
    where = document.source or "the text"
    return Failure(
        source=document.source,
        stage="parse",
        error=f"{where} took longer than {seconds:g} s and was given up: raise the limit with time_limit=",
    )


def portable(error: BaseException) -> BaseException:
    """The error itself if it can be pickled, else its text."""
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301
    except Exception:  # noqa: BLE001
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error
