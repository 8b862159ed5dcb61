r"""Inline-marked cases: a sentence that says itself what must be found in it, and that nothing else may be.

In: `Officers made <claim value=34 head=arrest>34</claim> arrests in Op <operation>Sceptre</operation>.` and a parser.
Out: readable faults, none where the parser finds every marked stretch, to the character and with the given
attributes, and of each kind that is checked nothing that is not marked.

The mark of a claim stands around the quantity alone, with its bound words and its unit of measure, never around the
counted noun: `<claim value=3810 bound=more_than>more than 3,810</claim> arrests`. Operations, units and people are
marked at every mention, around the name without marker or rank. A mark may stand inside another: a claim in a quote.

`<furniture>Back to search</furniture>` marks a line that is the page's and no part of the release. No record holds it, so it is only
looked for where it is marked. Likewise `<publisher>Kent Police</publisher>`, or `<publisher name="Kent Police">kent.police.uk</publisher>`,
stands where a page says who publishes it, and `<published day=2021-05-04>4 May 2021</published>` where it says when. A case whose
dates have no year begins with such a line: `Published: 4 May 2021\n\nPolice held ...`.

Attribute values with spaces stand in double quotes; `|` parts values that are all right (`head=people|person`);
`null` says that there is none; `operations` are parted by commas.

>>> text, marks = parse_marked("Op <operation>Sceptre</operation>: <claim value=34>34</claim> arrests.")
>>> text
'Op Sceptre: 34 arrests.'
>>> [(mark.kind, text[mark.start : mark.end], mark.attributes) for mark in marks]
[('operation', 'Sceptre', {}), ('claim', '34', {'value': '34'})]
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import regex

from release_parser.errors import InputError
from release_parser.evaluate.attributes import ATTRIBUTES, KINDS, OF_THE_RELEASE, found_of
from release_parser.text import read_page

if TYPE_CHECKING:
    from release_parser.lexicon import Lexicon
    from release_parser.records import Release


class Parses(Protocol):
    """An object that turns a text into its record: a `Parser` or a stand-in."""

    @property
    def lexicon(self) -> Lexicon:
        """The vocabulary with which it reads."""
        ...

    def parse(self, text: str) -> Release:
        """The record of this text."""
        ...


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked stretch of the plain text, and the attributes of its mark."""

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

_FURNITURE = "furniture"
_MARKS = "|".join(sorted({*KINDS, *OF_THE_RELEASE, _FURNITURE}))
_TAG = regex.compile(
    rf"""
      </(?P<close>{_MARKS})>                                # '</claim>'
    | <(?P<open>{_MARKS})\b(?P<inside>(?:"[^"\n]*+"|[^<>"\n])*+)>  # '<claim value="2.5" unit=kilogram>'
    """,
    regex.VERBOSE,
)
_ATTRIBUTE = regex.compile(r'[ ]*+(?P<name>[a-z]++)=(?:"(?P<quoted>[^"\n]*+)"|(?P<bare>[^\s"=]++))(?=[ ]|$)')
_KINDS_LINE = regex.compile(r"#[ ]*+kinds:(?P<kinds>[a-z ]*+)")


def parse_marked(marked: str) -> tuple[str, tuple[Mark, ...]]:
    """The plain text and its marks, in the order in which they open. Raises `InputError` where the marking is wrong."""
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
    """The attributes of a mark."""
    attributes: dict[str, str] = {}
    at = 0
    while inside[at:].strip():
        match = _ATTRIBUTE.match(inside, at)
        if match is None:
            raise InputError(
                f'cannot read the attributes {inside.strip()!r} of <{kind}> in {marked!r}: write name=value or name="a value"'
            )
        if match["name"] not in (known := ATTRIBUTES.get(kind) or OF_THE_RELEASE.get(kind, {})):
            names = f"it is one of {', '.join(known)}" if known else "it has none"
            raise InputError(f"<{kind}> has no attribute {match['name']!r} in {marked!r}; {names}")
        attributes[match["name"]] = match["bare"] if match["quoted"] is None else match["quoted"]
        at = match.end()
    return attributes


def check_marked(parser: Parses, marked: str, kinds: Collection[str] | None = None) -> list[str]:
    """The faults of the parser on a marked text: what it misses, what it reads wrongly, what it finds without a mark.

    `kinds` are those of which nothing may be found without a mark; by default the kinds that are marked.
    """
    text, marks = parse_marked(marked)
    release = parser.parse(text)
    checked = {mark.kind for mark in marks} & KINDS if kinds is None else set(kinds)
    if unknown := checked - KINDS:
        raise InputError(f"there is no kind {', '.join(sorted(unknown))}; it is one of {', '.join(sorted(KINDS))}")
    faults: list[str] = []
    for mark in marks:
        if mark.kind in KINDS:
            faults += _misses(mark, text, release)
        elif mark.kind in OF_THE_RELEASE:
            faults += _unlike_release(mark, text, release)
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
    """Faults where lines are marked as furniture: those taken for the release's, and others taken for furniture."""
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


def _unlike_release(mark: Mark, text: str, release: Release) -> Iterator[str]:
    """Faults where the release has another publisher or day of publication than the marks say."""
    ((name, read),) = OF_THE_RELEASE[mark.kind].items()
    expected = mark.attributes.get(name, text[mark.start : mark.end])
    found = read(release)
    if not any(_same(choice, found) for choice in expected.split("|")):
        yield f"{mark.kind} {text[mark.start : mark.end]!r} at {mark.start}: {name} is {_or_null(found)}, not {expected}"


def _or_null(found: object) -> object:
    """The value, or 'null' for None."""
    return "null" if found is None else found


def _misses(mark: Mark, text: str, release: Release) -> list[str]:
    """The faults of one mark."""
    label = f"{mark.kind} {text[mark.start : mark.end]!r} at {mark.start}"
    near = []
    for span, record in found_of(release, mark.kind):
        if (span.start, span.end) == (mark.start, mark.end):
            return [f"{label}: {fault}" for fault in _differences(mark, record, release)]
        if span.start < mark.end and mark.start < span.end:
            near.append(repr(span.text))
    return [f"{label} is not found: found is {', '.join(near)}" if near else f"{label} is not found"]


def _differences(mark: Mark, record: Any, release: Release) -> Iterator[str]:
    """The attributes of a mark that the record has otherwise."""
    for name, expected in mark.attributes.items():
        if name == "part":
            continue
        found = ATTRIBUTES[mark.kind][name](record, release)
        if not any(_same(choice, found) for choice in expected.split("|")):
            yield f"{name} is {_or_null(found)}, not {expected}"


def _same(expected: str, found: object) -> bool:
    """Whether a found value is the expected one."""
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
    """Faults of a lexicon's own proofs, in all vocabularies if none are given: what `finds` marks must be found, and nothing in `ignores`.

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
    r"""The cases of a file, one in a line; `\n` stands for a line break, `#` opens a comment.

    A line `# kinds: claim operation` names the kinds of which nothing else may be found in the cases below it; without it, these are the
    kinds that a case marks.
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
