"""Whether a time or place is of the claim's own clause."""

from __future__ import annotations

from release_parser.link.context.attachment import stands_apart
from release_parser.parser import Parser
from release_parser.text import Document


def test_a_time_that_reaches_behind_what_is_parsed_is_no_fault(parser: Parser):
    text = "Officers made 34 arrests on Tuesday 4 May 2021."
    _, findings = parser.trace(Document(text))
    draft = findings.claims[0]
    start = text.index("on Tuesday")
    assert draft.counted.parsed
    assert not stands_apart(draft, start, len(text) + 500)
    assert not stands_apart(draft, len(text) + 100, len(text) + 500)
