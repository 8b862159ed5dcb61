"""Collects what the report shows, record by record.

In: records, one by one. Out: `Gathered`. Only tallies are added up: they already leave out repetitions, parts of totals that are taken,
plans and other stories. A tally without an exact value ('up to 40', 'hundreds') is listed but not added.

>>> gathered = Gathered()
>>> gathered.add(Failure(source="a.pdf", stage="read", error="it has no text: run OCR over it first"))
>>> [(first.error, count) for first, count in gathered.failures]
[('it has no text: run OCR over it first', 1)]
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from release_parser.failures import FailureKinds
from release_parser.measures import mass_in_grams
from release_parser.records import Breakdown, Claim, Comparison, Failure, Release, Tally
from release_parser.records.shown import headline_of

ADDED = ("exactly", "about", "more_than", "at_least")
"""Bounds of figures that are added up: what is at most or less than a figure may be anything."""
TIMES = ("day", "week", "month", "year")
LONGEST_SHOWN_SENTENCE = 300
"""Characters of a sentence that are shown."""


@dataclass(frozen=True, slots=True)
class ReleaseOrigin:
    """The release from which something comes."""

    id: str
    title: str
    publisher: str
    month: str
    url: str


@dataclass(frozen=True, slots=True)
class ReportedTally:
    """A tally with its release and its sentences. `number` is its place among the release's tallies."""

    tally: Tally
    number: int
    origin: ReleaseOrigin
    sentences: tuple[str, ...]

    @property
    def amount(self) -> tuple[Decimal, str]:
        """Value and unit; masses are in grams."""
        grams = mass_in_grams(self.tally.value, self.tally.unit)
        return (self.tally.value, self.tally.unit or "") if grams is None else (grams, "gram")

    @property
    def added(self) -> bool:
        """Whether it counts in a sum."""
        return _is_added(self.tally)


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A comparison or breakdown whose arithmetic is wrong: its figures, and the value that they would give."""

    kind: str
    said: str
    expected: str
    origin: ReleaseOrigin
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """The length of a sentence that a court gave, in years."""

    years: Decimal
    origin: ReleaseOrigin
    sentence: str


@dataclass(slots=True)
class Gathered:
    """Everything that the report shows."""

    releases: int = 0
    by_force: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    figures: list[ReportedTally] = field(default_factory=list)
    operations: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    operation_names: dict[str, str] = field(default_factory=dict)
    arrests: dict[str, list[ReportedTally]] = field(default_factory=lambda: defaultdict(list))
    terms: list[Term] = field(default_factory=list)
    speakers: dict[tuple[str, str], Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    contradictions: list[Contradiction] = field(default_factory=list)
    failures: FailureKinds = field(default_factory=FailureKinds)
    without: Counter[str] = field(default_factory=Counter)

    def add(self, record: Release | Failure) -> None:
        """Add one record."""
        if isinstance(record, Failure):
            self.failures.add(record)
            return
        self.releases += 1
        origin = _origin(record)
        self.by_force[origin.publisher or "not known"][origin.month or "no date"] += 1
        claims = {claim.id: claim for claim in record.claims}
        for number, tally in enumerate(record.tallies, start=1):
            figure = ReportedTally(tally, number, origin, _sentences(claims, tally.claims))
            self.figures.append(figure)
            if tally.topic == "arrest" and figure.added:
                for name in claims[tally.claims[0]].operations:
                    self.arrests[_key(name)].append(figure)
        self._add_operations(record, origin)
        self.terms += _terms(record, origin)
        self._add_speakers(record)
        self.contradictions += _contradictions(record, origin, claims)
        for name, there in (
            ("date", record.published),
            ("publisher", record.publisher),
            ("claim", record.claims),
            ("tally", record.tallies),
            ("quote", record.quotes),
        ):
            self.without[name] += not there

    def _add_operations(self, record: Release, origin: ReleaseOrigin) -> None:
        """Count the operations of a release."""
        for operation in record.operations:
            key = _key(operation.name)
            self.operation_names.setdefault(key, operation.name)
            self.operations[key][origin.month or "no date"] += 1

    def _add_speakers(self, record: Release) -> None:
        """Count the quotes of each speaker of a release."""
        people = {person.name: person for person in record.people}
        for quote in record.quotes:
            if quote.speaker is not None and quote.speaker.person in people:
                person = people[quote.speaker.person]
                self.speakers[person.name, record.publisher or ""][person.rank or person.role or ""] += 1

    @property
    def months(self) -> list[str]:
        """The months from the first release to the last, in order, including those without a release, so that a timeline has no gaps."""
        found = sorted({month for counts in self.by_force.values() for month in counts} - {"no date"})
        if not found:
            return []
        first, last = (int(month[:4]) * 12 + int(month[5:]) - 1 for month in (found[0], found[-1]))
        return [f"{number // 12:04}-{number % 12 + 1:02}" for number in range(first, last + 1)]

    def sums(self) -> dict[str, dict[tuple[str, str], list[ReportedTally]]]:
        """The tallies by topic, then by thing and unit, topics and things with most tallies first."""
        grouped: dict[str, dict[tuple[str, str], list[ReportedTally]]] = defaultdict(lambda: defaultdict(list))
        for figure in self.figures:
            grouped[figure.tally.topic][figure.tally.thing or "", figure.amount[1]].append(figure)
        ordered = sorted(grouped.items(), key=lambda pair: (-sum(map(len, pair[1].values())), pair[0]))
        return {
            topic: dict(sorted(things.items(), key=lambda pair: (-len(pair[1]), pair[0]))) for topic, things in ordered
        }


def _key(operation: str) -> str:
    """One spelling of an operation's name: 'GREY HERON' and 'Grey-Heron' are the same."""
    return operation.casefold().replace("-", " ")


def _is_added(tally: Tally) -> bool:
    """Whether a figure counts in a sum; ranges and upper bounds do not, since their exact value is not known."""
    return tally.bound in ADDED and tally.upper is None


def total(figures: list[ReportedTally]) -> Decimal:
    """The sum of the figures that count."""
    return sum((figure.amount[0] for figure in figures if figure.added), Decimal(0))


def _origin(release: Release) -> ReleaseOrigin:
    """What is shown of a release."""
    title = headline_of(release)
    url = release.url or ""
    return ReleaseOrigin(
        release.id,
        title if len(title) <= 140 else f"{title[:139]}…",
        release.publisher or "",
        release.published.strftime("%Y-%m") if release.published else "",
        url if url.lower().startswith(("http://", "https://")) else "",
    )


def _sentences(claims: dict[str, Claim], ids: tuple[str, ...]) -> tuple[str, ...]:
    """The sentences of these claims, shortened."""
    texts = (" ".join(claims[each].sentence.text.split()) for each in ids)
    return tuple(
        dict.fromkeys(
            text if len(text) <= LONGEST_SHOWN_SENTENCE else f"{text[: LONGEST_SHOWN_SENTENCE - 1]}…" for text in texts
        )
    )


def _terms(release: Release, origin: ReleaseOrigin) -> Iterator[Term]:
    """The sentences that courts gave, without maximum and minimum terms and without repetitions."""
    for claim in release.claims:
        quantity = claim.quantity
        if (
            claim.topic == "sentence"
            and quantity.kind == "duration"
            and quantity.bound == "exactly"
            and not claim.restates
        ):
            months = {"year": 12, "month": 1}.get(quantity.unit or "")
            if months is not None and quantity.value is not None and quantity.upper is None:
                (sentence,) = _sentences({claim.id: claim}, (claim.id,))
                yield Term(quantity.value * months / 12, origin, sentence)


def _contradictions(release: Release, origin: ReleaseOrigin, claims: dict[str, Claim]) -> Iterator[Contradiction]:
    """The comparisons and breakdowns of a release whose arithmetic is wrong."""
    found: tuple[Comparison | Breakdown, ...] = (*release.comparisons, *release.breakdowns)
    for item in found:
        if item.consistent is not False:
            continue
        like: str | None
        if isinstance(item, Breakdown):
            ids, expected, like = (item.total, *item.parts), item.expected, item.total
        else:
            ids = tuple(each for each in (item.current, item.baseline, item.change) if each is not None)
            expected, like = item.expected_change, item.change
        kind = "total and parts" if isinstance(item, Breakdown) else "comparison"
        said = " / ".join(claims[each].span.text for each in ids)
        unit = claims[like].quantity.unit if like is not None else None
        yield Contradiction(kind, said, _with_unit(expected, unit), origin, _sentences(claims, ids))


def _with_unit(value: Decimal | None, unit: str | None) -> str:
    """A value with its unit: '165 months', '35 per cent'; '' for None."""
    if value is None:
        return ""
    if unit is None:
        return f"{value:,}"
    words = "per cent" if unit == "percent" else unit.replace("_", " ")
    return f"{value:,} {words}{'s' if unit in TIMES and value != 1 else ''}"
