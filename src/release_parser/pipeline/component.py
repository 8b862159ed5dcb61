"""The parser as a component of any spaCy pipeline: `nlp.add_pipe("release_parser")`.

In: a Doc. Out: the same Doc, with a span group for each kind of finding and the record as plain dicts in `doc._.release`. No Pydantic model
is stored on the Doc, so that it can be serialized with `to_bytes()` and sent to other processes. Tokens, tags and sentences of the
surrounding pipeline are neither used nor changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from release_parser.errors import ReleaseParserError
from release_parser.records import Failure, Release
from release_parser.records import Span as Stretch
from release_parser.text import Document

if TYPE_CHECKING:
    from release_parser.parser import Parser

GROUPS = ("claims", "breakdowns", "tallies", "operations", "police_units", "people", "quotes", "contacts")
"""Names of the span groups, which are those of the record's fields."""


@Language.factory(
    "release_parser", assigns=["doc._.release", "doc.spans"], default_config={"model": None, "lexicon": None}
)
def make_release_parser(nlp: Language, name: str, model: str | None, lexicon: str | None) -> ReleaseComponent:  # noqa: ARG001 - spaCy passes them
    """The component; `model` is a spaCy model's name or path, `lexicon` the path of a TOML overlay, both optional."""
    # spaCy imports this module for every pipeline: what the parser needs is loaded when one is made
    from release_parser.lexicon import Lexicon  # noqa: PLC0415
    from release_parser.parser import Parser  # noqa: PLC0415

    overlay = None if lexicon is None else Lexicon.default().overlay(Path(lexicon))
    return ReleaseComponent(Parser(model=model, lexicon=overlay))


class ReleaseComponent:
    """Parses each Doc's text and writes what was found on the Doc."""

    def __init__(self, parser: Parser) -> None:
        self.parser = parser
        if not Doc.has_extension("release"):
            Doc.set_extension("release", default=None)

    def __call__(self, doc: Doc) -> Doc:
        """The Doc with its record; a blank Doc has none."""
        if doc.text.strip():
            write_record(doc, self.parser.parse(doc.text))
        else:
            write_nothing(doc)
        return doc

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 64) -> Iterator[Doc]:
        """The Docs with their records, in order; a batch shares a call of the parser's model."""
        iterator = iter(stream)
        while docs := list(islice(iterator, batch_size)):
            records = iter(self.parser.parse_batch(Document(doc.text) for doc in docs if doc.text.strip()))
            for doc in docs:
                if not doc.text.strip():
                    write_nothing(doc)
                else:
                    record = next(records)
                    if isinstance(record, Failure):
                        raise ReleaseParserError(record.error)
                    write_record(doc, record)
                yield doc


def write_record(doc: Doc, release: Release) -> None:
    """Put a record on its Doc: plain dicts, and spans that begin and end with tokens."""
    doc._.release = release.model_dump(mode="json")
    for group in GROUPS:
        doc.spans[group] = [
            span
            for stretch, label, identity in _stretches(release, group)
            if (span := _span(doc, stretch, label, identity)) is not None
        ]


def write_nothing(doc: Doc) -> None:
    """Give a Doc without a record empty span groups, so that callers need not check whether they exist."""
    doc._.release = None
    for group in GROUPS:
        doc.spans[group] = []


def _stretches(release: Release, group: str) -> Iterator[tuple[Stretch, str, str]]:
    """Every stretch of a group with its label and the id of its record.

    A claim's label is its kind; that of a claim in `tallies` its topic, in `breakdowns` 'total' or 'part'.
    """
    claims = {claim.id: claim.span for claim in release.claims} if group in ("breakdowns", "tallies") else {}
    for record in getattr(release, group):
        if group == "claims":
            yield record.span, record.quantity.kind, record.id
        elif group == "tallies":
            yield from ((claims[claim], record.topic, claim) for claim in record.claims)
        elif group == "breakdowns":
            yield claims[record.total], "total", record.total
            yield from ((claims[part], "part", part) for part in record.parts)
        elif group == "quotes":
            yield from ((span, "quote", record.id) for span in record.spans)
        elif group == "contacts":
            yield record.span, record.kind, ""
        else:
            label = {"operations": "operation", "police_units": "police_unit", "people": "person"}[group]
            yield from ((span, label, "") for span in record.mentions)


def _span(doc: Doc, stretch: Stretch, label: str, identity: str) -> Span | None:
    """A stretch of the record as a span of whole tokens, or None where no token is there."""
    # '(34)arrests' is one token: the group's span is the whole of it, the record keeps the exact characters
    span: Any = doc.char_span(stretch.start, stretch.end, label=label, alignment_mode="expand", span_id=identity)
    return span if isinstance(span, Span) else None
