"""The public names, listed once: a change to them is a decision, and stands in the diff."""

from __future__ import annotations

import inspect

import release_parser as rp
from release_parser.sources import Limits

NAMES = """
Breakdown Claim Comparison Contact Document Failure InputError Lexicon LexiconError MissingExtraError ModelNotFoundError Operation
Parser Period Person PoliceUnit Quantity Quote Release ReleaseParserError ReleaseStream Span Speaker Stream Summary Tally
TargetError UnsupportedFormatError __version__ load parse read view
"""

SIGNATURES = {
    "parse": "text source url title published publisher",
    "read": "target limits columns lexicon identity since",
    "Parser": "model lexicon parse_everything",
    "Parser.parse": "self text source url title published publisher",
    "Parser.parse_batch": "self documents batch_size",
    "Document": "text source url title published publisher",
    "Stream.parse": "self workers engine parser model lexicon duplicates time_limit longest",
}

FIELDS = {
    "Release": "id source url title published publisher text claims comparisons breakdowns tallies operations police_units people quotes contacts parser",
    "Claim": "id span quantity measured_entity head predicate direction period place actor topic restates operations credit quote sentence rule",
    "Quantity": "value upper bound kind unit per vague",
    "Period": "span start end",
    "Comparison": "current baseline change restated direction expected_change gap consistent rule",
    "Breakdown": "total parts complete expected consistent rule",
    "Tally": "topic thing unit value upper bound period claims rule",
    "Operation": "name span mentions rule aliases",
    "PoliceUnit": "name span mentions rule acronym",
    "Person": "name span mentions rule rank role organisation",
    "Quote": "id content spans speaker cue rule",
    "Speaker": "person span",
    "Contact": "kind value span rule",
    "Failure": "source stage error",
    "Span": "start end text",
}


def find(name: str):
    found = rp
    for part in name.split("."):
        found = getattr(found, part)
    return found


def test_the_names():
    assert set(rp.__all__) == set(NAMES.split())
    assert all(getattr(rp, name) is not None for name in rp.__all__)


def test_the_parameters_of_functions():
    assert {name: " ".join(inspect.signature(find(name)).parameters) for name in SIGNATURES} == SIGNATURES


def test_the_fields_of_records():
    assert {name: " ".join(getattr(rp, name).model_fields) for name in FIELDS} == FIELDS


def test_errors_are_of_one_family():
    errors = [name for name in NAMES.split() if name.endswith("Error")]
    assert all(issubclass(getattr(rp, name), rp.ReleaseParserError) for name in errors)


def test_the_limits():
    assert list(inspect.signature(Limits).parameters) == [
        "document",
        "whole",
        "ratio",
        "ratio_from",
        "depth",
        "seconds",
        "memory",
        "apart",
    ]
