"""What comes out: frozen Pydantic models. `Release.model_dump_json()` is the contract on the wire."""

from release_parser.records.base import Number, Record
from release_parser.records.claim import Bound, Claim, Comparison, Credit, Direction, Kind, Period, Quantity
from release_parser.records.contact import Contact
from release_parser.records.failure import Failure
from release_parser.records.names import Named, Operation, Person, PoliceUnit
from release_parser.records.quote import Quote, Speaker
from release_parser.records.release import ParserInfo, Release, release_id, spans_of
from release_parser.records.span import Span
from release_parser.records.sums import Breakdown, Tally

__all__ = [
    "Bound",
    "Breakdown",
    "Claim",
    "Comparison",
    "Contact",
    "Credit",
    "Direction",
    "Failure",
    "Kind",
    "Named",
    "Number",
    "Operation",
    "ParserInfo",
    "Period",
    "Person",
    "PoliceUnit",
    "Quantity",
    "Quote",
    "Record",
    "Release",
    "Span",
    "Speaker",
    "Tally",
    "release_id",
    "spans_of",
]
