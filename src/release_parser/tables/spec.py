"""What a table is, for every format that has tables: databases, flat files, the codebook.

>>> Column("head", "text", description="the lemma").name
'head'
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Type = Literal["text", "integer", "number", "boolean", "date", "timestamp"]
"""`number` is an exact decimal."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column. `bookkeeping` columns are a database's own; flat files do without."""

    name: str
    type: Type
    nullable: bool = False
    description: str = ""
    values: tuple[str, ...] = ()
    bookkeeping: bool = False


@dataclass(frozen=True, slots=True)
class Reference:
    """A foreign key: these columns are that table's."""

    columns: tuple[str, ...]
    table: str
    target: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its columns, what identifies a row, what it refers to, what people filter by."""

    name: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    references: tuple[Reference, ...] = ()
    unique: tuple[tuple[str, ...], ...] = ()
    indexes: tuple[tuple[str, ...], ...] = ()
    bookkeeping: bool = False

    @property
    def flat(self) -> tuple[Column, ...]:
        """The columns without a database's bookkeeping."""
        return tuple(column for column in self.columns if not column.bookkeeping)

    @property
    def layers(self) -> tuple[str, ...]:
        """Conditions that part the rows: those of the first refer to no row of this table, those of the second only to rows of the first."""
        own = [each.columns[-1] for each in self.references if each.table == self.name]
        return (f"{own[0]} IS NULL", f"{own[0]} IS NOT NULL") if own else ("TRUE",)
