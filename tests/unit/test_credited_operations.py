"""Which operations a claim is credited to: those that its sentence or list names, or the only one that it refers to."""

from __future__ import annotations

import pytest

from release_parser.evaluate.marked import check_marked
from release_parser.link.context.operations import OPERATIONS
from release_parser.text import Document


@pytest.mark.parametrize("sentence", [sentence for rule in OPERATIONS for sentence in rule.finds])
def test_rule_finds(parser, sentence):
    assert check_marked(parser, sentence) == []


def credited(parser, text: str) -> list[tuple[str, ...]]:
    return [claim.operations for claim in parser.parse(text).claims]


def test_a_list_is_credited_to_what_its_introduction_or_the_paragraph_above_names(parser):
    items = "\n\n- 12 arrests\n- 4 cars seized\n"
    assert credited(parser, f"Under Operation Heron:{items}") == [("Heron",)] * 2
    assert credited(parser, f"Operation Heron took place in May.\n\nResults so far:{items}") == [("Heron",)] * 2
    assert credited(parser, f"Operation Heron began in May.\n\nThe campaign led to:{items}") == [("Heron",)] * 2
    assert credited(parser, f"Operations Heron and Lapwing began in May.\n\nThe campaign led to:{items}") == [()] * 2


def test_the_rule_tells_named_from_referred_to(parser):
    text = "Operation Heron led to 12 arrests. The operation also led to 4 charges."
    _, findings = parser.trace(Document(text))
    assert [claim.rules["operations"] for claim in findings.claims] == [
        "operations_in_sentence",
        "operation_referred_to",
    ]
