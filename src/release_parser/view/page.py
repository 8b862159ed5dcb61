"""The page: a release's text with its marks, and tables of what they mean. Everything that comes from a record is escaped.

In: records. Out: HTML, piece by piece, so that a page over a whole archive is written in constant memory.
"""

from __future__ import annotations

import os
from functools import cache
from html import escape
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from release_parser.records import Failure, Release
from release_parser.sinks import file_of, load
from release_parser.sinks.protect import Output, beginning, followed, refuse_foreign, refuse_inputs
from release_parser.stream import ReleaseStream
from release_parser.view.marks import KINDS, marked_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from release_parser.records import Claim


_MARK = b'<meta name="generator" content="release_parser">'
"""By which a page is known for one of ours."""


class View:
    """A page over records. Saving it runs a lazy stream; showing it in a notebook needs records that can be read twice."""

    def __init__(
        self, records: Release | Iterable[Release | Failure] | str | os.PathLike[str], *, title: str | None = None
    ) -> None:
        self._title = title
        self._records: Iterable[Release | Failure]
        self._read_from: Path | None = None
        if isinstance(records, Release):
            self._records = (records,)
        elif isinstance(records, str | os.PathLike):
            self._records = load(records)
            self._read_from = file_of(records)
            self._title = title or Path(records).name
        else:
            self._records = records
        self.count = 0
        """Records in the page that was made last."""

    def pieces(self) -> Iterator[str]:
        """The page in pieces: its head, each record, its end."""
        self.count = 0
        title = escape(self._title or "Releases")
        controls = "".join(
            f'<label class="k-{kind}"><input type="checkbox" checked data-kind="{kind}">{name}</label>'
            for kind, name in KINDS.items()
        )
        yield (
            f'<!doctype html><html lang="en"><head><meta charset="utf-8">{_MARK.decode()}<meta name="viewport" content="width=device-width">'
            f"<title>{title}</title><style>{_asset('page.css')}</style></head><body>"
            f'<header><strong>{title}</strong> {controls}<input type="search" placeholder="filter" aria-label="filter"></header><main>'
        )
        for record in self._records:
            self.count += 1
            yield render(record)
        yield f"</main><script>{_asset('page.js')}</script></body></html>\n"

    @property
    def html(self) -> str:
        """The whole page as text."""
        return "".join(self.pieces())

    def save(self, path: str | os.PathLike[str], *, force: bool = False) -> Path:
        """Write the page, whole or not at all, and return its path.

        `InputError` where something stands there that is no page of this program, unless `force` says to replace it, and always
        where the page's own records come from that file.
        """
        target = followed(os.fspath(path))
        output = Output(target, lambda path: _MARK in beginning(path))
        if isinstance(self._records, ReleaseStream):
            self._records.refuse_inputs([output])
        if self._read_from is not None:
            refuse_inputs([output], [(self._read_from, True)])
        if not force:
            refuse_foreign([output])
        temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
        try:
            with temporary.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
                file.writelines(self.pieces())
            temporary.replace(target)
        finally:
            temporary.unlink(missing_ok=True)
        return target

    def _repr_html_(self) -> str:
        """The page in a frame of its own, so that its style stays out of the notebook's."""
        return f'<iframe srcdoc="{escape(self.html)}" style="width:100%;height:480px;border:1px solid #ccc"></iframe>'


@cache
def _asset(name: str) -> str:
    return (files("release_parser.view") / name).read_text(encoding="utf-8")


def render(record: Release | Failure) -> str:
    """One record as an article."""
    if isinstance(record, Failure):
        return f'<article class="failure"><h2>{escape(record.source or "input")}</h2><p>{escape(record.stage)}: {escape(record.error)}</p></article>'
    title = record.title or record.text.strip().split("\n", 1)[0]
    line = " · ".join(escape(str(part)) for part in (record.publisher, record.published, record.source) if part)
    return (
        f'<article><h2>{escape(title)}</h2><p class="from">{line}</p>'
        f'<div class="both"><div class="text">{marked_text(record)}</div><div class="found">{_tables(record)}</div></div></article>'
    )


def _tables(release: Release) -> str:
    quotes = {quote.id: quote.speaker.person if quote.speaker else quote.id for quote in release.quotes}
    spans = {claim.id: claim.span.text for claim in release.claims}
    return "".join(
        (
            _table(
                "Claims",
                ("", "claim", "value", "unit", "of", "what happened", "period", "operations", "quoted"),
                [
                    (
                        claim.id,
                        claim.span.text,
                        _value(claim),
                        claim.quantity.unit,
                        claim.measured_entity.text if claim.measured_entity else claim.head,
                        claim.predicate,
                        claim.period.span.text if claim.period else None,
                        ", ".join(claim.operations),
                        quotes.get(claim.quote or ""),
                    )
                    for claim in release.claims
                ],
            ),
            _table(
                "Comparisons",
                ("now", "before", "change", "restated", "direction", "expected", "holds"),
                [
                    (
                        *(
                            spans.get(side or "")
                            for side in (
                                comparison.current,
                                comparison.baseline,
                                comparison.change,
                                comparison.restated,
                            )
                        ),
                        comparison.direction,
                        None if comparison.expected_change is None else f"{comparison.expected_change:,}",
                        {True: "yes", False: "no", None: None}[comparison.consistent],
                    )
                    for comparison in release.comparisons
                ],
            ),
            _table(
                "Quotes",
                ("", "speaker", "quote"),
                [(quote.id, quotes[quote.id] if quote.speaker else None, quote.content) for quote in release.quotes],
            ),
            _table(
                "Operations",
                ("name", "aliases"),
                [(operation.name, ", ".join(operation.aliases)) for operation in release.operations],
            ),
            _table("Units", ("name", "acronym"), [(unit.name, unit.acronym) for unit in release.police_units]),
            _table(
                "People",
                ("rank", "name", "role", "organisation"),
                [(person.rank, person.name, person.role, person.organisation) for person in release.people],
            ),
            _table("Contacts", ("kind", "value"), [(contact.kind, contact.value) for contact in release.contacts]),
        )
    )


def _value(claim: Claim) -> str:
    quantity = claim.quantity
    if quantity.value is None:
        return quantity.vague or ""
    value = f"{quantity.value:,}" + (f" to {quantity.upper:,}" if quantity.upper is not None else "")
    return value if quantity.bound == "exactly" else f"{quantity.bound.replace('_', ' ')} {value}"


def _table(name: str, columns: tuple[str, ...], rows: list[tuple[str | None, ...]]) -> str:
    if not rows:
        return ""
    filled = [at for at in range(len(columns)) if any(row[at] for row in rows)]
    columns, rows = tuple(columns[at] for at in filled), [tuple(row[at] for at in filled) for row in rows]
    head = "".join(f"<th>{escape(column)}</th>" for column in columns)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell or '')}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<details open><summary>{name} ({len(rows)})</summary><table><tr>{head}</tr>{body}</table></details>"
