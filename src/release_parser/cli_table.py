"""Records as tables on a terminal."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from release_parser.cli_columns import Columns
from release_parser.records import Claim, Failure, Period, Person, Quote, Release
from release_parser.records.shown import amount
from release_parser.summary import Summary
from release_parser.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from release_parser.summary import Observer


def shown_text(text: str, style: str = "") -> Text:
    """Text of a record, with control characters shown as escapes."""
    return Text(visible(text), style=style)


def print_records(
    records: Iterable[Release | Failure], *, observe: Observer | None = None, console: Console | None = None
) -> Summary:
    """Print each record as it comes, and return their counts."""
    console = console or Console()
    summary = Summary()
    started = time.perf_counter()
    for record in records:
        repeated = summary.add(record)
        summary.seconds = time.perf_counter() - started
        console.print(_again(record) if repeated else render(record))
        if observe is not None:
            observe(record, summary)
    summary.seconds = time.perf_counter() - started
    return summary


def _again(failure: Release | Failure) -> RenderableType:
    """A failure of a kind that was shown already, without its remedy."""
    return Text.assemble(
        ("failed: ", "bold red"),
        f"{visible(failure.source or 'an input')}: as the one before of this kind",
        overflow="fold",
    )


def render(record: Release | Failure) -> RenderableType:
    """One record: its title, the figures to take, its claims and how they add up, its quotes, its names."""
    if isinstance(record, Failure):
        where = "" if record.source is None or record.source in record.error else f"{record.source}: "
        return Text.assemble(("failed: ", "bold red"), visible(f"{where}{record.error}"), overflow="fold")
    title = record.title or record.text.strip().split("\n", 1)[0]
    parts: list[RenderableType] = [shown_text(title, style="bold")]
    line = " · ".join(str(part) for part in (record.publisher, record.published, record.source) if part)
    if line:
        parts.append(shown_text(line, style="dim"))
    shown = len(parts)
    for items, table in (
        (record.tallies, _tallies),
        (record.claims, _claims),
        (record.breakdowns, _breakdowns),
        (record.comparisons, _comparisons),
        (record.quotes, _quotes),
    ):
        if items:
            parts += [table(record), shown_text("")]
    names = _names(record)
    if names.row_count:
        parts.append(Padding(names, (0, 1)))
    if len(parts) == shown:
        parts.append(shown_text("nothing found", style="dim"))
    if parts[-1] != shown_text(""):
        parts.append(shown_text(""))
    return Group(*parts)


def _names(release: Release) -> Table:
    """The names of a release, one line for each kind of name."""
    names = Table.grid(padding=(0, 2))
    for label, values in (
        ("operations", [operation.name for operation in release.operations]),
        ("units", [f"{unit.name} ({unit.acronym})" if unit.acronym else unit.name for unit in release.police_units]),
        ("people", [_person(person) for person in release.people]),
        ("contacts", [f"{contact.kind} {contact.value}" for contact in release.contacts]),
    ):
        if values:
            names.add_row(shown_text(label, style="cyan"), shown_text("; ".join(values)))
    return names


def _person(person: Person) -> str:
    """The text for a person: 'PC Ann Pole, neighbourhood officer'."""
    name = f"{person.rank} {person.name}" if person.rank else person.name
    return f"{name}, {person.role}" if person.role else name


def _period(period: Period | None) -> str:
    """The dates of a period; its words where the year is not known."""
    if period is None:
        return ""
    if period.start and period.end:
        return str(period.start) if period.start == period.end else f"{period.start} to {period.end}"
    if period.start:
        return f"since {period.start}"
    return f"until {period.end}" if period.end else period.span.text


def _claims(record: Release) -> RenderableType:
    """The table of claims."""
    quotes = {quote.id: quote for quote in record.quotes}
    table = Columns("", "value", "of", "what happened", "topic")
    for claim in record.claims:
        measured = claim.measured_entity.text if claim.measured_entity else claim.head or ""
        direction = {"increase": "↑", "decrease": "↓"}.get(claim.direction or "", "")
        table.add(
            claim.id,
            amount(claim.quantity),
            " ".join(measured.split()),
            " ".join(part for part in (claim.predicate, direction) if part),
            claim.topic or "",
            below=" · ".join(_circumstances(claim, quotes)),
            strong=1,
        )
    return table


def _circumstances(claim: Claim, quotes: Mapping[str, Quote]) -> Iterator[str]:
    """The parts of a claim's second line: who, where, when, in which operation, and whether it was said before."""
    if claim.actor:
        yield f"by {' '.join(claim.actor.text.split())}"
    if claim.period:
        yield _period(claim.period)
    if claim.place:
        yield f"in {' '.join(claim.place.text.split())}"
    if claim.operations:
        yield f"operation {', '.join(claim.operations)}{' by reference' if claim.credit == 'reference' else ''}"
    if quote := quotes.get(claim.quote or ""):
        yield f"says {quote.speaker.person if quote.speaker else 'somebody'}"
    if claim.restates:
        yield f"restates {claim.restates}"


def _tallies(record: Release) -> RenderableType:
    """The table of tallies, which stands first."""
    table = Columns("take", "topic", "of", "period", "from")
    for tally in record.tallies:
        table.add(
            amount(tally),
            tally.topic,
            tally.thing or "",
            _period(tally.period),
            ", ".join(tally.claims),
            strong=0,
        )
    return table


def _breakdowns(record: Release) -> RenderableType:
    """The table of breakdowns."""
    claims = {claim.id: claim.span.text for claim in record.claims}
    table = Columns("total", "parts", "come to", "holds")
    for breakdown in record.breakdowns:
        table.add(
            claims[breakdown.total],
            " + ".join(claims[part] for part in breakdown.parts) + ("" if breakdown.complete else " + …"),
            f"{breakdown.expected:,}" if breakdown.expected is not None else "",
            _HOLDS[breakdown.consistent],
            **_alarm(3, breakdown.consistent),
        )
    return table


_HOLDS = {True: "yes", False: "NO", None: ""}


def _alarm(at: int, consistent: bool | None) -> dict[str, Any]:
    """The style for a row whose arithmetic is wrong."""
    return {"strong": at, "style": "bold red"} if consistent is False else {}


def _comparisons(record: Release) -> RenderableType:
    """The table of comparisons."""
    claims = {claim.id: claim.span.text for claim in record.claims}
    table = Columns("now", "before", "change", "restated", "direction", "expected", "holds")
    for comparison in record.comparisons:
        sides = (comparison.current, comparison.baseline, comparison.change, comparison.restated)
        table.add(
            *(claims.get(side or "", "") for side in sides),
            comparison.direction or "",
            f"{comparison.expected_change:,}" if comparison.expected_change is not None else "",
            _HOLDS[comparison.consistent],
            **_alarm(6, comparison.consistent),
        )
    return table


def _quotes(record: Release) -> RenderableType:
    """The table of quotes."""
    table = Columns("speaker", "cue", "quote")
    for quote in record.quotes:
        content = " ".join(quote.content.split())
        table.add(
            quote.speaker.person if quote.speaker else "",
            quote.cue.text if quote.cue else "",
            content if len(content) <= 200 else content[:197] + "…",
        )
    return table
