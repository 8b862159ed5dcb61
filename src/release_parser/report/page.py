"""Makes the HTML of a report from collected figures, by a Jinja template that escapes everything from a record.

In: records, or the path of what `parse` wrote. Out: HTML which needs no network. With `viewer` each tally leads to its place in a page that
`release-parser view` made of the same records.
"""

from __future__ import annotations

import os
import statistics
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from importlib.resources import files
from pathlib import Path
from typing import Any

from release_parser.checked import of_type
from release_parser.errors import InputError
from release_parser.lexicon.lexicon import plural
from release_parser.report import plots
from release_parser.report.gather import Gathered, ReportedTally, total
from release_parser.sinks.protect import Output, beginning, page_target, refuse_foreign, refuse_inputs
from release_parser.sinks.turns import whole_file
from release_parser.view.facets import KEY_DIGITS
from release_parser.view.given import Records, given_records

TALLIES_SHOWN = 200
"""Tallies listed for one figure; the note below the list says how many more there are, and where."""
NAMES_SHOWN = 25
"""Operations and speakers that are listed."""
THINGS_SHOWN = 12
"""Things of a topic that stand open; the others are behind a line that says how many they are."""
SEIZED = ("seizure.weapons", "seizure.drugs", "seizure.cash")
"""What is asked for first; other seizures follow."""
_MARK = b'<meta name="generator" content="release_parser report">'
_VIEWER = b'<meta name="generator" content="release_parser">'


@dataclass(frozen=True, slots=True)
class Sum:
    """A line of the report: what is counted, its sum, its tallies."""

    anchor: str
    thing: str
    unit: str
    value: Decimal
    figures: list[ReportedTally]

    @property
    def left_out(self) -> int:
        """The number of tallies that are listed but not added."""
        return sum(not figure.added for figure in self.figures)

    @property
    def is_known(self) -> bool:
        """Whether any tally is added."""
        return self.left_out < len(self.figures)

    @property
    def seized(self) -> str:
        """The text of a seizure: '3 knives', '4 kg of cannabis', '500 GBP', '1,200 GBP worth of tools'."""
        amount = number(self.value, self.unit)
        if not self.thing or self.thing == "cash":
            return amount
        if not self.unit:
            return f"{amount} {self.thing if self.value == 1 else plural(self.thing)}"
        return f"{amount} of {self.thing}" if self.unit == "gram" else f"{amount} worth of {self.thing}"


class Report:
    """A report of records. `title` is its heading; `viewer` is the address of the viewer's page, relative to the report."""

    def __init__(
        self,
        records: Records,
        *,
        title: str | None = None,
        viewer: str | None = None,
    ) -> None:
        of_type("title", title, str, "give a text")
        of_type("viewer", viewer, str, "give the address of a page that `release-parser view` made")
        given = given_records(records)
        self._read_from = given.path
        self._title = title or given.name or "Releases"
        self._viewer = viewer
        self.gathered = Gathered()
        for record in given:
            self.gathered.add(record)

    @property
    def html(self) -> str:
        """The page as text."""
        from jinja2 import Environment  # noqa: PLC0415 - spaCy brings it

        environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
        environment.filters["number"] = number
        template = environment.from_string(_asset("report.html"))
        return template.render(**self._content())

    def save(self, path: str | os.PathLike[str], *, force: bool = False) -> Path:
        """Write the page, completely or not at all, and return its path.

        Raises `InputError` where another program wrote what stands there, unless `force` is true, and always where the records come from that file.
        """
        target = page_target(path)
        self._check_viewer(target)
        output = Output(target, lambda path: _MARK in beginning(path))
        if self._read_from is not None:
            refuse_inputs([output], [(self._read_from, True)])
        if not force:
            refuse_foreign([output])
        with whole_file(target) as temporary:
            temporary.write_text(self.html, encoding="utf-8", errors="backslashreplace", newline="\n")
        return target

    def _check_viewer(self, target: Path) -> None:
        """Raise `InputError` where the links to the viewer would lead nowhere. A web address is not checked."""
        if not self._viewer or "://" in self._viewer:
            return
        page = target.parent / self._viewer
        if not page.is_file():
            raise InputError(
                f"--viewer {self._viewer}: there is no such page in the folder of the report; make it first, with "
                f"`release-parser view RECORDS {page}`"
            )
        if _VIEWER not in beginning(page):
            raise InputError(f"--viewer {self._viewer} is not a page that `release-parser view` made")

    def _content(self) -> dict[str, Any]:
        """The values for the template."""
        gathered = self.gathered
        months = gathered.months
        by_month = [sum(counts[month] for counts in gathered.by_force.values()) for month in months]
        topics = self._topics()
        seizures = [(topic, _seized(sums)) for topic, sums in topics if topic.startswith("seizure.")]
        terms = sorted(gathered.terms, key=lambda term: -term.years)
        years = [float(term.years) for term in terms]
        drawn = years[len(years) // 100 :]
        return {
            "title": self._title,
            "style": _asset("report.css"),
            "gathered": gathered,
            "failures": list(gathered.failures),
            "months": months,
            "forces": [
                (force, counts, self._line(counts, months, force))
                for force, counts in sorted(gathered.by_force.items(), key=lambda pair: (-pair[1].total(), pair[0]))
            ],
            "month_plot": plots.bars(months, by_month, "Releases by month") if months else "",
            "topics": topics,
            "things": THINGS_SHOWN,
            "seizures": sorted(seizures, key=lambda pair: SEIZED.index(pair[0]) if pair[0] in SEIZED else len(SEIZED)),
            "operations": self._operations(months),
            "sentence_plot": plots.histogram(drawn, "Sentences by length", "years") if drawn else "",
            "not_drawn": len(years) - len(drawn),
            "terms": terms,
            "median": _median([term.years for term in terms]),
            "speakers": _speakers(gathered),
            "viewer": self._address,
            "shown": TALLIES_SHOWN,
        }

    def _address(self, figure: ReportedTally) -> str:
        """The address of a tally in the viewer's page, or ''."""
        return f"{self._viewer}#{figure.origin.id[:KEY_DIGITS]}/t{figure.number}" if self._viewer else ""

    def _topics(self) -> list[tuple[str, list[Sum]]]:
        """The sums of each topic."""
        return [
            (
                topic,
                [
                    Sum(f"{topic}-{place}".replace(".", "-"), thing, unit, total(figures), figures)
                    for place, ((thing, unit), figures) in enumerate(things.items())
                ],
            )
            for topic, things in self.gathered.sums().items()
        ]

    @staticmethod
    def _line(counts: Counter[str], months: list[str], name: str) -> str:
        """A small timeline, or '' where there is only one month."""
        return plots.spark([counts[month] for month in months], f"{name} by month") if len(months) > 1 else ""

    def _operations(self, months: list[str]) -> list[tuple[str, int, Sum, str]]:
        """Name, number of releases, arrests and timeline of the most frequent operations."""
        gathered = self.gathered
        ordered = sorted(gathered.operations.items(), key=lambda pair: (-pair[1].total(), pair[0]))[:NAMES_SHOWN]
        return [
            (
                gathered.operation_names[key],
                counts.total(),
                Sum(
                    f"operation-{place}",
                    f"arrests under {gathered.operation_names[key]}",
                    "",
                    total(gathered.arrests.get(key, [])),
                    gathered.arrests.get(key, []),
                ),
                self._line(counts, months, gathered.operation_names[key]),
            )
            for place, (key, counts) in enumerate(ordered)
        ]


def _seized(sums: list[Sum]) -> list[Sum]:
    """The sums of a kind of seizure, weights first: '4 kg of cannabis' before '1,200 plants'."""
    return sorted((each for each in sums if each.is_known), key=lambda each: each.unit != "gram")


def _speakers(gathered: Gathered) -> list[tuple[tuple[str, str, str], int]]:
    """Name, most frequent rank or role, force and number of quotes of the most quoted speakers."""
    counted = sorted(gathered.speakers.items(), key=lambda pair: (-pair[1].total(), pair[0]))[:NAMES_SHOWN]
    return [((name, roles.most_common(1)[0][0], force), roles.total()) for (name, force), roles in counted]


def number(value: Decimal | float, unit: str = "") -> str:
    """A number with commas; from a thousand grams on in kilograms."""
    amount = Decimal(value)
    if unit == "gram" and amount >= 1000:
        amount, unit = amount / 1000, "kg"
    elif unit == "gram":
        unit = "g"
    amount = amount.quantize(Decimal("0.01")) if amount != amount.to_integral_value() else amount.quantize(Decimal(1))
    text = f"{amount:,f}".rstrip("0").rstrip(".") if "." in f"{amount:f}" else f"{amount:,f}"
    return f"{text} {unit}".strip()


def _median(values: list[Decimal]) -> str:
    """The middle value, or half-way between the two middle values; '' for none."""
    return number(statistics.median(values)) if values else ""


def _asset(name: str) -> str:
    """The text of a file of the package."""
    return (files("release_parser.report") / "assets" / name).read_text(encoding="utf-8")
