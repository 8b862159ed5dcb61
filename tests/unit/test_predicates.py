"""What happened: the verb, or the noun of a change where the verb only presents it."""

from __future__ import annotations

import pytest


def claims(parser, text: str) -> list[tuple[str, str | None, str | None]]:
    return [(claim.span.text, claim.head, claim.predicate) for claim in parser.parse(text).claims]


@pytest.mark.parametrize(
    ("text", "head", "predicate"),
    [
        ("Robbery down 12%", "robbery", "down"),
        ("House burglary down 17.2% on last year", "burglary", "down"),
        ("Data shows that theft from shops is down 29 per cent.", "theft", "be"),
        ("Thefts were up slightly (0.1%).", "theft", "be"),
        ("The county saw a 12% rise in thefts.", "theft", "rise"),
        ("There has been a two per cent reduction in vandalism.", "vandalism", "reduction"),
        ("There has been more than a 45% drop in thefts.", "theft", "drop"),
        ("45% theft reduction since the team was founded", "theft", "reduction"),
        ("Thefts fell by 12%.", "theft", "fall"),
    ],
)
def test_a_change(parser, text, head, predicate):
    ((_, found, verb),) = claims(parser, text)
    assert (found, verb) == (head, predicate)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Between May and July 640 thefts were recorded by the force, representing a 12.5% reduction.",
            [("640", "theft", "record"), ("12.5%", "theft", "reduction")],
        ),
        (
            "Theft keeps falling, with figures showing a six per cent drop - ahead of a national drop of one per cent.",
            [("six per cent", "theft", "drop"), ("one per cent", "theft", "drop")],
        ),
        (
            "More than a quarter (27%) of drivers were warned.",
            [("More than a quarter", "driver", "warn"), ("27%", "driver", "warn")],
        ),
        (
            "As spring came, three in five (60%) expected to cycle more.",
            [("three in five", None, "expect"), ("60%", None, "expect")],
        ),
    ],
)
def test_what_a_share_or_change_is_of(parser, text, found):
    assert claims(parser, text) == found


@pytest.mark.parametrize(
    ("text", "predicate"),
    [
        ("It followed the arrest last week of two men.", "arrest"),
        ("The work led to the seizure of around 40 knives.", "seizure"),
        ("Appeal following theft of five bikes", "theft"),
        ("Officers have spoken to people about COVID on 75 occasions.", "speak"),
        ("81 per cent of victims said that they were happy.", "say"),
    ],
)
def test_what_happened(parser, text, predicate):
    assert claims(parser, text)[0][2] == predicate
