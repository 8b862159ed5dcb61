"""The tables, generated from the records: a new field in a record is a new column, a new list in it a new table.

In: `Release` and `Failure`. Out: `TABLES`, parents before children, so that they can be created and filled in this order.

Rules, all of them: a plain field is a column. A `Span` is three: its text under the field's name, `_start` and `_end`. A record
inside a record is its columns with the field's name before them (but `quantity`: `claims.value`, not `claims.quantity_value`). A
list of records is a table, a list of spans or words inside it is a table of its own; `mentions` of operations, units and people
share one. Every table has `release_number`; in its release a row is known by its `id` or by its `number` in the list.

>>> [column.name for column in TABLE["quote_spans"].columns]
['release_number', 'quote', 'number', 'span', 'span_start', 'span_end']
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Annotated, Any, Literal, Union, get_args, get_origin

from release_parser.records import Failure, Record, Release, Span
from release_parser.tables.bookkeeping import (
    FILES,
    NUMBER,
    RELEASE,
    RUNS,
    SCHEMA_VERSION_TABLE,
    SOURCES,
    TO_RELEASE,
    VERSIONS,
)
from release_parser.tables.spec import Column, Reference, Table, Type

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic.fields import FieldInfo

TYPES: dict[Any, Type] = {str: "text", int: "integer", Decimal: "number", bool: "boolean", dt.date: "date"}
UNPREFIXED = frozenset({"quantity"})
SINGULAR = {"people": "person", "aliases": "alias", "tallies": "tally"}
INDEXED = {
    "releases": (("published",), ("publisher",)),
    "claims": (("head",), ("predicate",), ("kind",), ("topic",), ("period_start",), ("quote",)),
    "comparisons": (("consistent",),),
    "breakdowns": (("consistent",),),
    "tallies": (("topic", "thing"),),
    "operations": (("name",),),
    "police_units": (("name",),),
    "people": (("name",),),
    "quotes": (("speaker_person",),),
    "contacts": (("kind", "value"),),
    "claim_operations": (("operation",),),
}
"""What people filter by; keys are indexed anyway."""
LINKS = {
    # table -> (its column, the table that it names a row of, by id)
    "claims": (("quote", "quotes"), ("restates", "claims")),
    "comparisons": (("current", "claims"), ("baseline", "claims"), ("change", "claims"), ("restated", "claims")),
    "breakdowns": (("total", "claims"),),
}
LISTED = {("breakdowns", "parts"): "claims", ("tallies", "claims"): "claims"}
"""Lists of ids: (table, field) -> the table whose rows they name."""
ORDER = ("quotes", "claims")
"""Tables that others refer to come first; the rest in the record's order."""


def singular(table: str) -> str:
    """One row of a table: 'people' is 'person'."""
    return SINGULAR.get(table, table.removesuffix("s"))


def plain(annotation: Any) -> tuple[Any, bool]:
    """An annotation without `Annotated` and `None`, and whether it had a `None`."""
    nullable = False
    while True:
        origin = get_origin(annotation)
        if origin is Annotated:
            annotation = get_args(annotation)[0]
        elif origin in (Union, UnionType):
            rest = [part for part in get_args(annotation) if part is not NoneType]
            if len(rest) != 1:
                raise TypeError(f"{annotation} is of several types; a column has one")
            annotation, nullable = rest[0], True
        else:
            return annotation, nullable


def element(annotation: Any) -> Any | None:
    """What a list field is a list of, or None."""
    bare, _ = plain(annotation)
    return get_args(bare)[0] if get_origin(bare) is tuple else None


def is_record(annotation: Any) -> bool:
    """Whether a field's type is a record."""
    return isinstance(annotation, type) and issubclass(annotation, Record)


def columns_of(record: type[Record], prefix: str = "", *, nullable: bool = False) -> Iterator[Column]:
    """The columns of a record, without those of its lists."""
    for name, field in record.model_fields.items():
        if element(field.annotation) is None:
            yield from columns_of_field(prefix + name, name, field, nullable=nullable)


def columns_of_field(label: str, name: str, field: FieldInfo, *, nullable: bool) -> Iterator[Column]:
    """The columns of one field."""
    bare, optional = plain(field.annotation)
    optional = optional or nullable
    description = field.description or ""
    if bare is Span:
        yield Column(label, "text", optional, description or "the words of the text that say so")
        yield Column(
            f"{label}_start",
            "integer",
            optional,
            f"offset in releases.text of the first character of {label}, in code points",
        )
        yield Column(
            f"{label}_end", "integer", optional, f"offset in releases.text behind the last character of {label}"
        )
    elif is_record(bare):
        yield from columns_of(bare, "" if name in UNPREFIXED else f"{label}_", nullable=optional)
    elif get_origin(bare) is Literal:
        yield Column(label, "text", optional, description, tuple(get_args(bare)))
    else:
        yield Column(label, TYPES[bare], optional, description)


def lists_of(record: type[Record]) -> dict[str, Any]:
    """The list fields of a record and what they are lists of."""
    return {
        name: kind for name, field in record.model_fields.items() if (kind := element(field.annotation)) is not None
    }


ITEMS: dict[str, type[Record]] = {name: kind for name, kind in lists_of(Release).items() if is_record(kind)}
"""The lists of a release and their records: claims, comparisons and so on."""
MENTIONED = tuple(table for table, kind in ITEMS.items() if "mentions" in kind.model_fields)
"""The tables whose mentions share one table."""


def key_of(table: str) -> str:
    """What tells the rows of a table apart within a release."""
    return "id" if "id" in ITEMS[table].model_fields else "number"


def _description(kind: type) -> str:
    """The first line of a class's docstring."""
    return (kind.__doc__ or "").strip().split("\n")[0]


def _number(of: str) -> Column:
    """The column with a row's number in its list."""
    return Column("number", "integer", description=f"its place among {of}, from 1")


CLAIM_KEY = Column(
    "claim_key",
    "text",
    False,
    "the same for this claim in every target and after a rebuild: a hash of its document's identity, the text and the claim's place in it",
)


def _releases() -> Table:
    """The table of releases."""
    return Table(
        "releases",
        _description(Release),
        (
            Column(NUMBER, "integer", description="the number of the release in this data, in order of arrival"),
            *columns_of(Release),
            Column("content_hash", "text", False, "SHA-256 of the record's JSON without its source", bookkeeping=True),
            Column("written_at", "timestamp", False, "when this record was written, UTC", bookkeeping=True),
            Column(
                "parsed_at",
                "timestamp",
                True,
                "when it was parsed, UTC; null where it was loaded from a file",
                bookkeeping=True,
            ),
            Column("run", "integer", False, "the run that wrote it", bookkeeping=True),
            *VERSIONS,
        ),
        key=(NUMBER,),
        references=(Reference(("run",), "parser_runs", ("run",)),),
        unique=(("id",),),
        indexes=INDEXED["releases"],
    )


def _item(name: str) -> Table:
    """The table of a list of records."""
    kind = ITEMS[name]
    numbered = () if key_of(name) == "id" else (_number(f"the release's {name.replace('_', ' ')}"),)
    links = tuple(
        Reference((NUMBER, column), target, (NUMBER, key_of(target))) for column, target in LINKS.get(name, ())
    )
    return Table(
        name,
        _description(kind),
        (RELEASE, *numbered, *columns_of(kind), *((CLAIM_KEY,) if name == "claims" else ())),
        key=(NUMBER, key_of(name)),
        references=(TO_RELEASE, *links),
        indexes=INDEXED.get(name, ()),
    )


def _parent(table: str, *, nullable: bool = False) -> Column:
    """The column that refers to a row of another table."""
    key = key_of(table)
    label = singular(table)
    where = f"the {label.replace('_', ' ')}, by its {key} in {table}"
    return Column(
        label, "text" if key == "id" else "integer", nullable, f"{where}; null if another's" if nullable else where
    )


def _list(table: str, field: str, kind: Any) -> Table:
    """The table of a list inside a list: quote_spans, operation_aliases, claim_operations."""
    name = f"{singular(table)}_{field}"
    description = ITEMS[table].model_fields[field].description or ""
    to_parent = Reference((NUMBER, singular(table)), table, (NUMBER, key_of(table)))
    content: tuple[Column, ...]
    if kind is Span:
        content = (
            Column("span", "text", description="the words"),
            Column(
                "span_start",
                "integer",
                description="offset in releases.text of the first character of span, in code points",
            ),
            Column("span_end", "integer", description="offset in releases.text behind the last character of span"),
        )
    else:
        content = (Column(singular(field), TYPES[kind], description=f"one of {description or field}"),)
    linked: tuple[Column, ...] = ()
    references: tuple[Reference, ...] = (to_parent,)
    if (table, field) in LISTED:
        target = LISTED[table, field]
        references = (to_parent, Reference((NUMBER, singular(field)), target, (NUMBER, key_of(target))))
    elif field in ITEMS:  # the words are names in another table of the release
        linked = (Column(f"{singular(field)}_number", "integer", description=f"the same, by its number in {field}"),)
        references = (to_parent, Reference((NUMBER, f"{singular(field)}_number"), field, (NUMBER, "number")))
    return Table(
        name,
        f"{field.replace('_', ' ').capitalize()} of {table}: {description}".removesuffix(": "),
        (
            RELEASE,
            _parent(table),
            Column("number", "integer", description="its place in the list, from 1"),
            *content,
            *linked,
        ),
        key=(NUMBER, singular(table), "number"),
        references=references,
        indexes=INDEXED.get(name, ()),
    )


def _mentions() -> Table:
    """The table of mentions."""
    names = ", ".join(table.replace("_", " ") for table in MENTIONED[:-1]) + f" and {MENTIONED[-1].replace('_', ' ')}"
    return Table(
        "mentions",
        f"Every mention of {names} in the text",
        (
            RELEASE,
            _number("the release's mentions"),
            *(_parent(table, nullable=True) for table in MENTIONED),
            Column("span", "text", description="the name as it stands there"),
            Column(
                "span_start",
                "integer",
                description="offset in releases.text of the first character of span, in code points",
            ),
            Column("span_end", "integer", description="offset in releases.text behind the last character of span"),
        ),
        key=(NUMBER, "number"),
        references=(
            TO_RELEASE,
            *(Reference((NUMBER, singular(table)), table, (NUMBER, key_of(table))) for table in MENTIONED),
        ),
        indexes=tuple((NUMBER, singular(table)) for table in MENTIONED),
    )


def _failures() -> Table:
    """The table of failures."""
    return Table(
        "failures",
        _description(Failure),
        (
            Column("position", "integer", description="its place among all inputs"),
            *columns_of(Failure),
            Column("failure_hash", "text", False, "tells the same failure of a later run", bookkeeping=True),
        ),
        key=("position",),
        unique=(("failure_hash",),),
        indexes=(("source",),),
    )


def quote_speakers() -> Table:
    """The link from a quote to the person who says it."""
    return Table(
        "quote_speakers",
        "Links a quote to its speaker among people, where the speaker is one of them",
        (RELEASE, _parent("quotes"), _parent("people")),
        key=(NUMBER, "quote"),
        references=(
            Reference((NUMBER, "quote"), "quotes", (NUMBER, "id")),
            Reference((NUMBER, "person"), "people", (NUMBER, "number")),
        ),
        indexes=((NUMBER, "person"),),
    )


def _tables() -> Iterator[Table]:
    """All tables, each behind those to which it refers."""
    yield SCHEMA_VERSION_TABLE
    yield RUNS
    yield FILES
    yield _releases()
    yield SOURCES
    items = [*ORDER, *(name for name in ITEMS if name not in ORDER)]
    for name in items:
        yield _item(name)
    for name in items:
        for field, kind in lists_of(ITEMS[name]).items():
            if field != "mentions":
                yield _list(name, field, kind)
    yield _mentions()
    yield quote_speakers()
    yield _failures()


TABLES: tuple[Table, ...] = tuple(_tables())
TABLE: dict[str, Table] = {table.name: table for table in TABLES}
FLAT: tuple[Table, ...] = tuple(table for table in TABLES if not table.bookkeeping)
"""The tables that flat files have too."""
