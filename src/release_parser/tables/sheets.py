"""The sheets of a workbook, for people: what they read stands first, offsets and hashes are left to the other formats.

In: records. Out: rows by sheet. A sheet is a list of columns, each a heading and what its cell is, so that a new column is one line.

>>> [sheet.name for sheet in SHEETS]
['tallies', 'claims', 'quotes', 'people', 'operations', 'contradictions', 'releases', 'failures']
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from release_parser.records import Breakdown, Claim, Comparison, Failure, Release, Tally
from release_parser.records.shown import headline_of

Cell = str | int | Decimal | dt.date | bool | None
Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column: its heading, what a cell of it is made of, how wide it is (in characters)."""

    name: str
    cell: Callable[[Any, Release], Cell]
    width: int = 14


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: a row for each item that `items` gives of a release."""

    name: str
    items: Callable[[Release], Iterable[Any]]
    columns: tuple[SheetColumn, ...]

    def rows(self, release: Release) -> Iterator[Row]:
        """The rows of one release."""
        for item in self.items(release):
            yield tuple(column.cell(item, release) for column in self.columns)


def _field(name: str, width: int = 14) -> SheetColumn:
    """A plain field of the item; of a span its words."""

    def cell(item: Any, _: Release) -> Cell:
        value: Cell = getattr(item, name)
        text = getattr(value, "text", value)
        return text  # noqa: RET504 - named for the reader

    return SheetColumn(name, cell, width)


def _quantity(name: str, width: int = 14) -> SheetColumn:
    """A column with one field of the claim's quantity."""

    def cell(claim: Claim, _: Release) -> Cell:
        value: Cell = getattr(claim.quantity, name)
        return value

    return SheetColumn(name, cell, width)


def _joined(name: str, width: int = 24) -> SheetColumn:
    """A column with the values of a list, divided by semicolons."""

    def cell(item: Any, _: Release) -> Cell:
        return "; ".join(str(each) for each in getattr(item, name)) or None

    return SheetColumn(name, cell, width)


_RELEASE = (
    SheetColumn("title", lambda _, release: headline_of(release), 40),
    SheetColumn("url", lambda _, release: release.url, 30),
    SheetColumn("published", lambda _, release: release.published, 12),
    SheetColumn("publisher", lambda _, release: release.publisher, 24),
)
_LAST = (
    SheetColumn("source", lambda _, release: release.source, 30),
    SheetColumn("release_id", lambda _, release: release.id, 12),
)
_PERIOD = (
    SheetColumn("period", lambda item, _: item.period and item.period.span.text, 24),
    SheetColumn("period_start", lambda item, _: item.period and item.period.start, 12),
    SheetColumn("period_end", lambda item, _: item.period and item.period.end, 12),
)


def _place(identity: str) -> int:
    """Where the claim or quote of this id stands in its list: a record numbers them from 1, 'c1' and 'q1'."""
    return int(identity[1:]) - 1


def _tally_sentence(tally: Tally, release: Release) -> Cell:
    """The sentence of a tally's first claim."""
    return release.claims[_place(tally.claims[0])].sentence.text


def _tally_operations(tally: Tally, release: Release) -> tuple[list[str], str | None]:
    """The operations of a figure and what ties it to them, as the view `operation_tallies` has it."""
    claims = [release.claims[_place(each)] for each in tally.claims]
    names = list(dict.fromkeys(name for claim in claims for name in claim.operations))
    if names:
        return names, "sentence" if any(claim.credit == "sentence" for claim in claims) else "reference"
    if len(release.operations) == 1:
        return [release.operations[0].name], "release"
    return [], None


def _speaker(claim: Claim, release: Release) -> Cell:
    """The speaker of the quote in which a claim stands."""
    speaker = None if claim.quote is None else release.quotes[_place(claim.quote)].speaker
    return None if speaker is None else speaker.person


def _broken(release: Release) -> Iterator[tuple[str, Comparison | Breakdown]]:
    """The comparisons and breakdowns whose arithmetic is wrong."""
    yield from (("comparison", each) for each in release.comparisons if each.consistent is False)
    yield from (("breakdown", each) for each in release.breakdowns if each.consistent is False)


def _ids(found: Comparison | Breakdown) -> list[str]:
    """The ids of the claims of a comparison or breakdown."""
    if isinstance(found, Breakdown):
        return [found.total, *found.parts]
    return [each for each in (found.current, found.baseline, found.change) if each is not None]


def _said(pair: tuple[str, Comparison | Breakdown], release: Release) -> Cell:
    """The words of these claims."""
    return " / ".join(release.claims[_place(each)].span.text for each in _ids(pair[1]))


def _sentences(pair: tuple[str, Comparison | Breakdown], release: Release) -> Cell:
    """The sentences of these claims."""
    return "\n".join(dict.fromkeys(release.claims[_place(each)].sentence.text for each in _ids(pair[1])))


def _expected(pair: tuple[str, Comparison | Breakdown], _: Release) -> Cell:
    """The value that the claims would give."""
    found = pair[1]
    return found.expected if isinstance(found, Breakdown) else found.expected_change


SHEETS: tuple[Sheet, ...] = (
    Sheet(
        "tallies",
        lambda release: release.tallies,
        (
            *_RELEASE,
            SheetColumn("month", lambda _, release: release.published and f"{release.published:%Y-%m}", 9),
            SheetColumn("operations", lambda tally, release: "; ".join(_tally_operations(tally, release)[0]) or None, 24),
            SheetColumn("credit", lambda tally, release: _tally_operations(tally, release)[1], 10),
            _field("topic", 16),
            _field("thing", 16),
            _field("value"),
            _field("upper"),
            _field("unit"),
            _field("bound"),
            *_PERIOD,
            SheetColumn("sentence", _tally_sentence, 60),
            _joined("claims", 12),
            _field("rule", 18),
            *_LAST,
        ),
    ),
    Sheet(
        "claims",
        lambda release: release.claims,
        (
            *_RELEASE,
            _field("sentence", 60),
            _quantity("value"),
            _quantity("upper"),
            _quantity("unit"),
            _quantity("bound"),
            _quantity("kind"),
            _quantity("per"),
            _quantity("vague"),
            _field("head", 16),
            _field("measured_entity", 24),
            _field("predicate"),
            _field("direction", 10),
            _field("topic", 16),
            _field("actor", 20),
            _field("place", 20),
            *_PERIOD,
            _joined("operations"),
            _field("credit", 10),
            SheetColumn("speaker", _speaker, 20),
            _field("restates", 8),
            _field("id", 6),
            _field("rule", 18),
            *_LAST,
        ),
    ),
    Sheet(
        "quotes",
        lambda release: release.quotes,
        (
            *_RELEASE,
            SheetColumn("speaker", lambda quote, _: quote.speaker and quote.speaker.person, 24),
            _field("cue", 10),
            _field("content", 80),
            _field("id", 6),
            _field("rule", 18),
            *_LAST,
        ),
    ),
    Sheet(
        "people",
        lambda release: release.people,
        (*_RELEASE, _field("rank", 20), _field("name", 24), _field("role", 40), _field("organisation", 24), _field("rule", 18), *_LAST),
    ),
    Sheet(
        "operations",
        lambda release: release.operations,
        (
            *_RELEASE,
            _field("name", 24),
            _joined("aliases"),
            SheetColumn("mentions", lambda operation, _: len(operation.mentions), 10),
            _field("rule", 18),
            *_LAST,
        ),
    ),
    Sheet(
        "contradictions",
        lambda release: list(_broken(release)),
        (
            *_RELEASE,
            SheetColumn("kind", lambda pair, _: pair[0], 12),
            SheetColumn("says", _said, 40),
            SheetColumn("expected", _expected),
            SheetColumn("sentences", _sentences, 80),
            *_LAST,
        ),
    ),
    Sheet(
        "releases",
        lambda release: (release,),
        (
            *_RELEASE,
            SheetColumn("claims", lambda release, _: len(release.claims), 8),
            SheetColumn("quotes", lambda release, _: len(release.quotes), 8),
            SheetColumn("tallies", lambda release, _: len(release.tallies), 8),
            *_LAST,
        ),
    ),
    Sheet("failures", lambda _: (), (SheetColumn("source", lambda *_: None, 40), SheetColumn("stage", lambda *_: None), SheetColumn("error", lambda *_: None, 80))),
)  # fmt: skip


def failure_row(failure: Failure) -> Row:
    """The row of an input that could not be read."""
    return failure.source, failure.stage, failure.error
