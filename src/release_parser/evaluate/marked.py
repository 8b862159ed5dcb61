r"""Inline-marked cases: a sentence that says itself what must be found in it, and that nothing else may be.

In: `Officers made <claim value=34 head=arrest>34</claim> arrests in Op <operation>Sceptre</operation>.` and a parser.
Out: readable faults, none where the parser finds every marked stretch, to the character and with the given
attributes, and of each kind that is checked nothing that is not marked.

The mark of a claim stands around the quantity alone, with its bound words and its unit of measure, never around the
counted noun: `<claim value=3810 bound=more_than>more than 3,810</claim> arrests`. Operations, units and people are
marked at every mention, around the name without marker or rank. A mark may stand inside another: a claim in a quote.

`<furniture>Back to search</furniture>` marks a line that is the page's and no part of the release. No record holds it, so it is only
looked for where it is marked.

Attribute values with spaces stand in double quotes; `|` parts values that are all right (`head=people|person`);
`null` says that there is none; `operations` are parted by commas.

>>> text, marks = parse_marked("Op <operation>Sceptre</operation>: <claim value=34>34</claim> arrests.")
>>> text
'Op Sceptre: 34 arrests.'
>>> [(mark.kind, text[mark.start : mark.end], mark.attributes) for mark in marks]
[('operation', 'Sceptre', {}), ('claim', '34', {'value': '34'})]
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import regex

from release_parser.errors import InputError
from release_parser.records import Claim, Contact, Operation, Person, PoliceUnit, Quote, Record, Release, Span
from release_parser.text import read_page

if TYPE_CHECKING:
    from release_parser.lexicon import Lexicon


class Parses(Protocol):
    """What turns a text into its record: `Parser`, or a stand-in."""

    @property
    def lexicon(self) -> Lexicon:
        """The vocabulary that it reads with."""
        ...

    def parse(self, text: str) -> Release:
        """The record of this text."""
        ...


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked stretch of the plain text, and what its attributes say of it."""

    start: int
    end: int
    kind: str
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Case:
    """One line of a case file: the marked text, the kinds in which nothing else may be found, and where it stands."""

    marked: str
    kinds: frozenset[str] | None
    where: str


def _text(span: Span | None) -> str | None:
    return None if span is None else span.text


Reader = Callable[[Any, Release], object]
"""What an attribute is in a record (and its release)."""


def _side(claim: Claim, release: Release) -> str | None:
    """The side of a comparison that the claim stands on."""
    for comparison in release.comparisons:
        for side in ("current", "baseline", "change", "restated"):
            if getattr(comparison, side) == claim.id:
                return side
    return None


def _part_of(claim: Claim, release: Release) -> str | None:
    """The total that the claim is a part of."""
    return next((breakdown.total for breakdown in release.breakdowns if claim.id in breakdown.parts), None)


def _holds(claim: Claim, release: Release) -> str | None:
    """Whether the parts of the claim agree with it: true or false, null where it has none or nobody can tell."""
    found = next((breakdown.consistent for breakdown in release.breakdowns if breakdown.total == claim.id), None)
    return None if found is None else str(found).lower()


def _tally(claim: Claim, release: Release) -> Decimal | None:
    """The figure to take that the claim is added to."""
    return next((tally.value for tally in release.tallies if claim.id in tally.claims), None)


def _tallied(claim: Claim, release: Release) -> str | None:
    """Under which topics the claim is added to a figure to take, parted by commas: who is arrested and charged counts twice."""
    return ", ".join(tally.topic for tally in release.tallies if claim.id in tally.claims) or None


_CLAIM: dict[str, Reader] = {
    "value": lambda claim, _: claim.quantity.value,
    "upper": lambda claim, _: claim.quantity.upper,
    "bound": lambda claim, _: claim.quantity.bound,
    "kind": lambda claim, _: claim.quantity.kind,
    "unit": lambda claim, _: claim.quantity.unit,
    "per": lambda claim, _: claim.quantity.per,
    "vague": lambda claim, _: claim.quantity.vague,
    "entity": lambda claim, _: _text(claim.measured_entity),
    "head": lambda claim, _: claim.head,
    "predicate": lambda claim, _: claim.predicate,
    "direction": lambda claim, _: claim.direction,
    "period": lambda claim, _: claim.period and claim.period.span.text,
    "start": lambda claim, _: claim.period and claim.period.start,
    "end": lambda claim, _: claim.period and claim.period.end,
    "place": lambda claim, _: _text(claim.place),
    "actor": lambda claim, _: _text(claim.actor),
    "topic": lambda claim, _: claim.topic,
    "restates": lambda claim, _: claim.restates,
    "partof": _part_of,
    "holds": _holds,
    "tally": _tally,
    "tallied": _tallied,
    "operations": lambda claim, _: ", ".join(claim.operations) or None,
    "quoted": lambda claim, _: "false" if claim.quote is None else "true",
    "sentence": lambda claim, _: claim.sentence.text,
    "side": _side,
}
_NAMED: dict[str, Reader] = {"name": lambda named, _: named.name}
_ATTRIBUTES: dict[str, dict[str, Reader]] = {
    "claim": _CLAIM,
    "operation": _NAMED,
    "unit": _NAMED | {"acronym": lambda unit, _: unit.acronym},
    "person": _NAMED
    | {
        "rank": lambda person, _: person.rank,
        "role": lambda person, _: person.role,
        "organisation": lambda person, _: person.organisation,
    },
    "quote": {
        "speaker": lambda quote, _: quote.speaker and quote.speaker.person,
        "mention": lambda quote, _: quote.speaker and quote.speaker.span.text,
        "cue": lambda quote, _: _text(quote.cue),
        # pieces with the same letter are the spans of one quote
        "part": lambda quote, _: None,  # noqa: ARG005 - compared across marks, in _parts
    },
    "contact": {"kind": lambda contact, _: contact.kind, "value": lambda contact, _: contact.value},
}
for _readers in _ATTRIBUTES.values():
    _readers.setdefault("rule", lambda record, _: record.rule)

KINDS = frozenset(_ATTRIBUTES)
"""What records hold, and what can be marked."""
_FURNITURE = "furniture"
"""What can be marked as well: lines of the page."""

PROVES = {
    "units": "claim",
    "currencies": "claim",
    "number_words": "claim",
    "bounds": "claim",
    "operation_markers": "operation",
    "unit_nouns": "unit",
    "ranks": "person",
    "titles": "person",
    "cues": "quote",
    "numbered_names": "claim",
    "persons": "claim",
    "nouns": "claim",
    "participles": "claim",
    "verbs": "claim",
    "change_verbs": "claim",
    "change_nouns": "claim",
    "calendar": "claim",
    "text_words": "claim",
    "claim_words": "claim",
    "contact_words": "contact",
    "mask_words": "claim",
    "measure_words": "claim",
}
"""Vocabulary to the kind that its entries help to find, and that its `ignores` must not yield. Others: nothing at all."""

MASKS = frozenset({"numbered_names", "mask_words"})
"""Vocabularies of what looks like a claim and is none: their `finds` carry no marks, and no claim may be found in them."""

_TAG = regex.compile(
    rf"""
      </(?P<close>{"|".join(sorted({*KINDS, _FURNITURE}))})>                                # '</claim>'
    | <(?P<open>{"|".join(sorted({*KINDS, _FURNITURE}))})\b(?P<inside>(?:"[^"\n]*+"|[^<>"\n])*+)>  # '<claim value="2.5" unit=kilogram>'
    """,
    regex.VERBOSE,
)
_ATTRIBUTE = regex.compile(r'[ ]*+(?P<name>[a-z]++)=(?:"(?P<quoted>[^"\n]*+)"|(?P<bare>[^\s"=]++))(?=[ ]|$)')
_KINDS_LINE = regex.compile(r"#[ ]*+kinds:(?P<kinds>[a-z ]*+)")


def parse_marked(marked: str) -> tuple[str, tuple[Mark, ...]]:
    """The plain text and its marks, in the order in which they open; `InputError` where the marking is wrong."""
    pieces: list[str] = []
    marks: list[Mark] = []
    open_marks: list[tuple[int, str, int, dict[str, str]]] = []  # place among the marks, kind, start, attributes
    length = at = 0
    for tag in _TAG.finditer(marked):
        pieces.append(marked[at : tag.start()])
        length += tag.start() - at
        at = tag.end()
        if tag["open"]:
            open_marks.append((len(marks), tag["open"], length, _attributes(tag["open"], tag["inside"], marked)))
            marks.append(Mark(length, length, tag["open"]))
        elif not open_marks or open_marks[-1][1] != tag["close"]:
            raise InputError(f"</{tag['close']}> closes nothing that is open in {marked!r}")
        else:
            index, kind, start, attributes = open_marks.pop()
            marks[index] = Mark(start, length, kind, attributes)
    if open_marks:
        raise InputError(f"<{open_marks[-1][1]}> is never closed in {marked!r}")
    return "".join([*pieces, marked[at:]]), tuple(marks)


def _attributes(kind: str, inside: str, marked: str) -> dict[str, str]:
    attributes: dict[str, str] = {}
    at = 0
    while inside[at:].strip():
        match = _ATTRIBUTE.match(inside, at)
        if match is None:
            raise InputError(
                f'cannot read the attributes {inside.strip()!r} of <{kind}> in {marked!r}: write name=value or name="a value"'
            )
        if match["name"] not in (known := _ATTRIBUTES.get(kind, {})):
            names = f"it is one of {', '.join(known)}" if known else "it has none"
            raise InputError(f"<{kind}> has no attribute {match['name']!r} in {marked!r}; {names}")
        attributes[match["name"]] = match["bare"] if match["quoted"] is None else match["quoted"]
        at = match.end()
    return attributes


def check_marked(parser: Parses, marked: str, kinds: Collection[str] | None = None) -> list[str]:
    """Faults of the parser on a marked text: what it misses, what it reads wrongly, what it finds beside the marks.

    `kinds` are those of which nothing may be found that is not marked; by default those that are marked.
    """
    text, marks = parse_marked(marked)
    release = parser.parse(text)
    checked = {mark.kind for mark in marks} - {_FURNITURE} if kinds is None else set(kinds)
    if unknown := checked - KINDS:
        raise InputError(f"there is no kind {', '.join(sorted(unknown))}; it is one of {', '.join(sorted(KINDS))}")
    faults: list[str] = []
    for mark in marks:
        if mark.kind != _FURNITURE:
            faults += _misses(mark, text, release)
    faults += _unlike_furniture(parser, text, [(mark.start, mark.end) for mark in marks if mark.kind == _FURNITURE])
    faults += _parts(marks, text, release)
    wanted = {(mark.kind, mark.start, mark.end) for mark in marks}
    for kind in sorted(checked):
        faults += [
            f"{kind} {span.text!r} at {span.start} is found (rule {record.rule}) but not marked"
            for span, record in found_of(release, kind)
            if (kind, span.start, span.end) not in wanted
        ]
    return [f"{fault} in {text!r}" for fault in faults]


def _unlike_furniture(parser: Parses, text: str, marked: list[tuple[int, int]]) -> Iterator[str]:
    """Faults where lines are marked as the page's: those that are taken for the release's, and others that are taken for the page's."""
    if not marked:
        return
    page = read_page(text, lexicon=parser.lexicon)
    found = [page.offsets.original(block.start, block.end) for block in page.blocks if block.kind == _FURNITURE]
    for start, end in marked:
        if (start, end) not in found:
            yield f"furniture {text[start:end]!r} at {start} is not found"
    for start, end in found:
        if (start, end) not in marked:
            yield f"furniture {text[start:end]!r} at {start} is found but not marked"


def found_of(release: Release, kind: str) -> Iterator[tuple[Span, Any]]:
    """Every stretch of one kind that a record has, with the claim, quote … that it belongs to."""
    records: dict[str, tuple[Record, ...]] = {
        "claim": release.claims,
        "operation": release.operations,
        "unit": release.police_units,
        "person": release.people,
        "quote": release.quotes,
        "contact": release.contacts,
    }
    for record in records[kind]:
        if isinstance(record, Claim | Contact):
            yield record.span, record
        elif isinstance(record, Quote):
            yield from ((span, record) for span in record.spans)
        elif isinstance(record, Operation | PoliceUnit | Person):
            yield from ((span, record) for span in record.mentions)


def _misses(mark: Mark, text: str, release: Release) -> list[str]:
    label = f"{mark.kind} {text[mark.start : mark.end]!r} at {mark.start}"
    near = []
    for span, record in found_of(release, mark.kind):
        if (span.start, span.end) == (mark.start, mark.end):
            return [f"{label}: {fault}" for fault in _differences(mark, record, release)]
        if span.start < mark.end and mark.start < span.end:
            near.append(repr(span.text))
    return [f"{label} is not found: found is {', '.join(near)}" if near else f"{label} is not found"]


def _differences(mark: Mark, record: Any, release: Release) -> Iterator[str]:
    for name, expected in mark.attributes.items():
        if name == "part":
            continue
        found = _ATTRIBUTES[mark.kind][name](record, release)
        if not any(_same(choice, found) for choice in expected.split("|")):
            yield f"{name} is {'null' if found is None else found}, not {expected}"


def _same(expected: str, found: object) -> bool:
    if expected == "null":
        return found is None
    if isinstance(found, Decimal):
        try:
            return Decimal(expected) == found
        except InvalidOperation:
            return False
    return found is not None and str(found) == expected


def _parts(marks: tuple[Mark, ...], text: str, release: Release) -> Iterator[str]:
    """Faults of quotes that are marked in pieces: pieces with the same `part` are all the spans of one quote."""
    pieces: dict[str, list[tuple[int, int]]] = {}
    for mark in marks:
        if "part" in mark.attributes:
            pieces.setdefault(mark.attributes["part"], []).append((mark.start, mark.end))
    whole = [[(span.start, span.end) for span in quote.spans] for quote in release.quotes]
    for part, spans in pieces.items():
        if spans not in whole:
            yield f"the {len(spans)} pieces of quote {part!r} from {text[slice(*spans[0])]!r} are not one quote"


def check_lexicon(parser: Parses, lexicon: Lexicon, vocabularies: Collection[str] | None = None) -> list[str]:
    """Faults of a lexicon's own proofs, of all vocabularies where none are given: each entry's `finds` must be found, its `ignores` must yield nothing.

    The parser must be built with the same lexicon.
    """
    faults: list[str] = []
    for vocabulary in lexicon.vocabularies if vocabularies is None else vocabularies:
        nothing = frozenset({PROVES[vocabulary]}) if vocabulary in PROVES else KINDS
        for entry in lexicon.vocabulary(vocabulary):
            where = f"{vocabulary}.{entry.name}"
            for sentence in entry.finds:
                masked = vocabulary in MASKS and "<" not in sentence
                if "<" not in sentence and not masked:
                    faults.append(f"{where}: finds {sentence!r} marks nothing")
                faults += [
                    f"{where}: {fault}" for fault in check_marked(parser, sentence, {"claim"} if masked else None)
                ]
            for sentence in entry.ignores:
                faults += [f"{where}: {fault}" for fault in check_marked(parser, sentence, nothing)]
    return faults


def read_cases(path: str | Path) -> list[Case]:
    r"""The cases of a file, one a line; `\n` stands for a line break, `#` opens a comment.

    A line `# kinds: claim operation` says of which kinds nothing else may be found in the cases behind it; without it,
    of those that a case marks.
    """
    cases: list[Case] = []
    kinds: frozenset[str] | None = None
    for number, raw in enumerate(Path(path).read_text(encoding="utf-8").splitlines(), start=1):
        line = raw.strip()
        if match := _KINDS_LINE.fullmatch(line):
            kinds = frozenset(match["kinds"].split())
            if unknown := kinds - KINDS:
                raise InputError(
                    f"{path}, line {number}: there is no kind {', '.join(sorted(unknown))}; it is one of {', '.join(sorted(KINDS))}"
                )
        elif line and not line.startswith("#"):
            cases.append(Case(line.replace(r"\n", "\n"), kinds, f"{Path(path).name}:{number}"))
    return cases
