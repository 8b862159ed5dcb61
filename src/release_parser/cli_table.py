"""Records as tables on a terminal, for people."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text as RichText

from release_parser.records import Claim, Failure, Release
from release_parser.stream import Summary
from release_parser.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterable

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
    """One record: its title, its claims, its quotes, its names."""
    if isinstance(record, Failure):
        where = "" if record.source is None or record.source in record.error else f"{record.source}: "
        return RichText.assemble(("failed ", "bold red"), visible(f"{where}{record.error}"), overflow="fold")
    title = record.title or record.text.strip().split("\n", 1)[0]
    parts: list[RenderableType] = [Text(title, style="bold")]
    line = " · ".join(str(part) for part in (record.publisher, record.published, record.source) if part)
    if line:
        parts.append(Text(line, style="dim"))
    if record.claims:
        parts.append(_claims(record))
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
    value = f"{quantity.value:,}" if quantity.upper is None else f"{quantity.value:,} to {quantity.upper:,}"
    return value if quantity.bound == "exactly" else f"{quantity.bound.replace('_', ' ')} {value}"


def _period(claim: Claim) -> str:
    """The dates of a claim's period; its words where the year is not known."""
    period = claim.period
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
                claim.measured_entity.text if claim.measured_entity else "",
                " ".join(
                    part
                    for part in (claim.predicate, {"increase": "↑", "decrease": "↓"}.get(claim.direction or ""))
                    if part
                ),
                _period(claim),
                claim.place.text if claim.place else "",
                ", ".join(claim.operations),
                (quote.speaker.person if quote.speaker else quote.id) if quote else "",
            )
        )
    names = ("value", "unit", "head", "of", "predicate", "period", "place", "operations", "quoted by")
    kept = [at for at in range(len(names)) if at in (0, 2, 4) or any(row[at] for row in shown)]
    table = _table(*(names[at] for at in kept))
    for row in shown:
        table.add_row(*(Text(row[at]) for at in kept))
    return Padding(table, (0, 1))


def _comparisons(record: Release) -> RenderableType:
    claims = {claim.id: claim.span.text for claim in record.claims}
    table = _table("now", "before", "change", "restated", "direction", "expected", "holds")
    for comparison in record.comparisons:
        sides = (comparison.current, comparison.baseline, comparison.change, comparison.restated)
        holds = {True: "yes", False: "NO", None: ""}[comparison.consistent]
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
