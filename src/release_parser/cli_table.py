"""Records as tables on a terminal, for people."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text as RichText

from release_parser.records import Claim, Failure, Period, Release
from release_parser.stream import Summary
from release_parser.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from release_parser.stream import Observer


def Text(text: str, style: str = "") -> RichText:  # noqa: N802 - stands for rich's own wherever a record is shown
    """Text of a record, with what a terminal would obey written out."""
    return RichText(visible(text), style=style)


def print_records(
    records: Iterable[Release | Failure], *, observe: Observer | None = None, console: Console | None = None
) -> Summary:
    """Print each record as it comes, and count them."""
    console = console or Console(width=None if Console().is_terminal else 160)
    summary = Summary()
    started = time.perf_counter()
    for record in records:
        summary.add(record)
        summary.seconds = time.perf_counter() - started
        console.print(render(record))
        if observe is not None:
            observe(record, summary)
    summary.seconds = time.perf_counter() - started
    return summary


def render(record: Release | Failure) -> RenderableType:
    """One record: its title, the figures to take, its claims and how they add up, its quotes, its names."""
    if isinstance(record, Failure):
        where = "" if record.source is None or record.source in record.error else f"{record.source}: "
        return RichText.assemble(("failed ", "bold red"), visible(f"{where}{record.error}"), overflow="fold")
    title = record.title or record.text.strip().split("\n", 1)[0]
    parts: list[RenderableType] = [Text(title, style="bold")]
    line = " · ".join(str(part) for part in (record.publisher, record.published, record.source) if part)
    if line:
        parts.append(Text(line, style="dim"))
    if record.tallies:
        parts.append(_tallies(record))
    if record.claims:
        parts.append(_claims(record))
    if record.breakdowns:
        parts.append(_breakdowns(record))
    if record.comparisons:
        parts.append(_comparisons(record))
    if record.quotes:
        parts.append(_quotes(record))
    names = Table.grid(padding=(0, 2))
    for label, values in (
        ("operations", [operation.name for operation in record.operations]),
        ("units", [f"{unit.name} ({unit.acronym})" if unit.acronym else unit.name for unit in record.police_units]),
        (
            "people",
            [
                " ".join(part for part in (person.rank, person.name) if part)
                + (f", {person.role}" if person.role else "")
                for person in record.people
            ],
        ),
        ("contacts", [f"{contact.kind} {contact.value}" for contact in record.contacts]),
    ):
        if values:
            names.add_row(Text(label, style="cyan"), Text("; ".join(values)))
    if names.row_count:
        parts.append(Padding(names, (0, 1)))
    if len(parts) == 1 + bool(line):
        parts.append(Text("nothing found", style="dim"))
    parts.append(Text(""))
    return Group(*parts)


def number(claim: Claim) -> str:
    """A claim's value as people write it, with its bound and range."""
    quantity = claim.quantity
    if quantity.value is None:
        return quantity.vague or ""
    return _figure(quantity.value, quantity.upper, quantity.bound)


def _figure(value: Decimal, upper: Decimal | None, bound: str) -> str:
    written = f"{value:,}" if upper is None else f"{value:,} to {upper:,}"
    return written if bound == "exactly" else f"{bound.replace('_', ' ')} {written}"


def _period(period: Period | None) -> str:
    """The dates of a period; its words where the year is not known."""
    if period is None:
        return ""
    if period.start and period.end:
        return str(period.start) if period.start == period.end else f"{period.start} to {period.end}"
    if period.start:
        return f"since {period.start}"
    return f"until {period.end}" if period.end else period.span.text


def _table(*columns: str) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="cyan", pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def _claims(record: Release) -> RenderableType:
    quotes = {quote.id: quote for quote in record.quotes}
    spans = {claim.id: claim.span.text for claim in record.claims}
    shown: list[tuple[str, ...]] = []
    for claim in record.claims:
        quote = quotes.get(claim.quote or "")
        shown.append(
            (
                number(claim),
                " ".join(
                    part
                    for part in (claim.quantity.unit, f"per {claim.quantity.per}" if claim.quantity.per else None)
                    if part
                ),
                claim.head or "",
                claim.topic or "",
                claim.measured_entity.text if claim.measured_entity else "",
                " ".join(
                    part
                    for part in (claim.predicate, {"increase": "↑", "decrease": "↓"}.get(claim.direction or ""))
                    if part
                ),
                _period(claim.period),
                claim.place.text if claim.place else "",
                ", ".join(claim.operations),
                (quote.speaker.person if quote.speaker else quote.id) if quote else "",
                "" if claim.restates is None else spans[claim.restates],
            )
        )
    names = (
        "value",
        "unit",
        "head",
        "topic",
        "of",
        "predicate",
        "period",
        "place",
        "operations",
        "quoted by",
        "restates",
    )
    kept = [
        at for at in range(len(names)) if names[at] in ("value", "head", "predicate") or any(row[at] for row in shown)
    ]
    table = _table(*(names[at] for at in kept))
    for row in shown:
        table.add_row(*(Text(row[at]) for at in kept))
    return Padding(table, (0, 1))


def _tallies(record: Release) -> RenderableType:
    """The figures to take, before all else: what most people came for."""
    table = _table("take", "topic", "thing", "unit", "period", "from")
    for tally in record.tallies:
        table.add_row(
            Text(_figure(tally.value, tally.upper, tally.bound), style="bold"),
            Text(tally.topic),
            Text(tally.thing or ""),
            Text(tally.unit or ""),
            Text(_period(tally.period)),
            Text(", ".join(tally.claims)),
        )
    return Padding(table, (0, 1))


def _breakdowns(record: Release) -> RenderableType:
    claims = {claim.id: claim.span.text for claim in record.claims}
    table = _table("total", "parts", "come to", "holds")
    for breakdown in record.breakdowns:
        holds = _HOLDS[breakdown.consistent]
        table.add_row(
            Text(claims[breakdown.total]),
            Text(" + ".join(claims[part] for part in breakdown.parts) + ("" if breakdown.complete else " + …")),
            f"{breakdown.expected:,}" if breakdown.expected is not None else "",
            Text(holds, style="bold red" if holds == "NO" else ""),
        )
    return Padding(table, (0, 1))


_HOLDS = {True: "yes", False: "NO", None: ""}


def _comparisons(record: Release) -> RenderableType:
    claims = {claim.id: claim.span.text for claim in record.claims}
    table = _table("now", "before", "change", "restated", "direction", "expected", "holds")
    for comparison in record.comparisons:
        sides = (comparison.current, comparison.baseline, comparison.change, comparison.restated)
        holds = _HOLDS[comparison.consistent]
        expected = f"{comparison.expected_change:,}" if comparison.expected_change is not None else ""
        table.add_row(
            *(Text(claims.get(side or "", "")) for side in sides),
            comparison.direction or "",
            expected,
            Text(holds, style="bold red" if holds == "NO" else ""),
        )
    return Padding(table, (0, 1))


def _quotes(record: Release) -> RenderableType:
    table = _table("speaker", "cue", "quote")
    for quote in record.quotes:
        content = " ".join(quote.content.split())
        table.add_row(
            Text(quote.speaker.person if quote.speaker else ""),
            Text(quote.cue.text if quote.cue else ""),
            Text(content if len(content) <= 200 else content[:197] + "…"),
        )
    return Padding(table, (0, 1))
