"""Who says a quotation, on cases that templates make of names of many cultures."""

from __future__ import annotations

from attribution_cases import Case, attribution_cases
from release_parser import Parser

LOST = object()


def spoken(parser: Parser, case: Case) -> object:
    """Who speaks the last quotation of a case; LOST where it is not found."""
    quotes = parser.parse(case.text).quotes
    if not quotes:
        return LOST
    return None if quotes[-1].speaker is None else quotes[-1].speaker.person


def test_nearly_every_speaker_is_the_right_one_and_no_quotation_is_lost(parser):
    cases = list(attribution_cases())
    found = [(case, spoken(parser, case)) for case in cases]
    lost = [case.text for case, speaker in found if speaker is LOST]
    assert not lost, lost
    amiss = [(case.text, speaker) for case, speaker in found if speaker != case.speaker]
    assert len(cases) >= 240
    assert len(amiss) <= 3, amiss


def test_no_words_are_put_into_the_mouth_of_another(parser):
    wrong = [
        (case.text, speaker)
        for case in attribution_cases()
        if (speaker := spoken(parser, case)) is not None and speaker != case.speaker
    ]
    assert len(wrong) <= 1, wrong
