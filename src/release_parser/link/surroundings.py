"""Everything found on a page besides its quantities, for the passes that link claims to it.

In: the parser's findings, made before any claim is linked. Out: one frozen `Surroundings` that all passes read.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from release_parser.extract.mentions import NamedEntity, PersonEntity, QuoteMention
from release_parser.lexicon import Lexicon
from release_parser.text.dates import DateMention


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The names, quotes and dates of a page, what is known of its publication, and the parser's vocabulary."""

    lexicon: Lexicon
    operations: Sequence[NamedEntity] = ()
    police_units: Sequence[NamedEntity] = ()
    people: Sequence[PersonEntity] = ()
    quotes: Sequence[QuoteMention] = ()
    dates: Sequence[DateMention] = ()
    published: dt.date | None = None
    publisher: str | None = None
