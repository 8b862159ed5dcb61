"""Claims set against each other, and whether their arithmetic holds within what the stated digits allow."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from release_parser.extract.mentions import QuantityMention
from release_parser.lexicon import ChangeVerb, Lexicon
from release_parser.link.comparisons.arithmetic import check_change


def quantity(value: str, kind: str = "count", bound: str = "exactly") -> QuantityMention:
    unit = {"percentage": "percent", "money": "GBP"}.get(kind)
    return QuantityMention(0, 1, "test", 0, 1, Decimal(value), bound=bound, kind=kind, unit=unit)  # type: ignore[arg-type]


def check(
    now: str, then: str, stated: str, kind: str = "percentage", direction: str | None = None, bound: str = "exactly"
) -> tuple[Decimal | None, bool | None]:
    found = check_change(quantity(now), quantity(then), quantity(stated, kind, bound), direction)  # type: ignore[arg-type]
    return found.expected, found.consistent


@pytest.mark.parametrize(
    ("now", "then", "stated", "expected", "holds"),
    [
        ("126", "150", "16", "16", True),
        ("125", "150", "16", "16.7", False),  # 16.7 is not 16 in whole per cents
        ("125", "150", "17", "16.7", True),
        ("125", "150", "16.7", "16.67", True),
        ("125", "150", "16.67", "16.667", True),
        ("125", "150", "16.6", "16.67", False),
        ("1", "8", "87.5", "87.5", True),
        ("135", "1000", "86.5", "86.5", True),
        ("138285", "212577", "34.9", "34.95", True),
        ("138285", "212577", "35", "34.9", True),
        ("138285", "212577", "36", "34.9", False),
        ("150", "150", "0", "0", True),
    ],
)
def test_a_fall_in_per_cent(now, then, stated, expected, holds):
    assert check(now, then, stated, direction="decrease") == (Decimal(expected), holds)


@pytest.mark.parametrize(
    ("stated", "kind", "expected", "holds"),
    [
        ("40", "count", "40", True),
        ("41", "count", "40", False),
        ("0.4", "proportion", "0.4", True),
        ("0.5", "proportion", "0.4", False),
        ("1.4", "multiplier", "1.4", True),
        ("2", "multiplier", "1.4", False),
    ],
)
def test_a_rise_in_other_units(stated, kind, expected, holds):
    assert check("140", "100", stated, kind, "increase") == (Decimal(expected), holds)


def test_a_quarter_is_a_quarter_within_a_little():
    assert check("74", "100", "0.25", "proportion", "decrease")[1] is True
    assert check("60", "100", "0.25", "proportion", "decrease")[1] is False


def test_the_wrong_direction_does_not_hold():
    assert check("150", "126", "19", direction="decrease")[1] is False


@pytest.mark.parametrize(
    ("bound", "stated", "holds"),
    [
        ("about", "17", True),
        ("about", "25", False),
        ("more_than", "15", True),
        ("more_than", "20", False),
        ("at_most", "20", True),
        ("less_than", "10", False),
    ],
)
def test_bounds_give_room_on_their_side(bound, stated, holds):
    assert check("126", "150", stated, direction="decrease", bound=bound)[1] is holds


@pytest.mark.parametrize(
    ("now", "then", "stated", "direction", "gap"),
    [
        ("640", "800", "20", "decrease", "0"),
        ("640", "800", "25", "decrease", "5"),
        ("125", "150", "16", "decrease", "-0.7"),
        ("800", "640", "20", "decrease", "45"),  # a rise of 25 per cent that is told as a fall
    ],
)
def test_the_gap_says_by_how_much_a_statement_misses(now, then, stated, direction, gap):
    found = check_change(quantity(now), quantity(then), quantity(stated, "percentage"), direction)  # type: ignore[arg-type]
    assert found.gap == Decimal(gap)


def test_what_cannot_be_checked():
    assert check("126", "0", "16") == (None, None)
    about = check_change(quantity("126", bound="about"), quantity("150"), quantity("16", "percentage"), "decrease")
    assert about == (Decimal(16), None, None)
    # per cent of per cent, or points: writers mean either
    assert check_change(
        quantity("40", "percentage"), quantity("50", "percentage"), quantity("10", "percentage"), "decrease"
    ) == (Decimal(10), None, None)


@given(st.integers(1, 10**6), st.integers(1, 10**6), st.integers(0, 3))
def test_a_change_stated_as_rounded_always_holds(now, then, places):
    exact = Decimal(abs(now - then)) / Decimal(then) * 100
    stated = round(exact, places)
    direction = "increase" if now > then else "decrease"
    assert check(str(now), str(then), str(stated), direction=direction)[1] is True


@given(st.integers(1, 10**5), st.integers(1, 10**5), st.integers(2, 50))
def test_a_change_off_by_more_than_its_rounding_never_holds(now, then, off):
    exact = Decimal(abs(now - then)) / Decimal(then) * 100
    direction = "increase" if now > then else "decrease"
    assert check(str(now), str(then), str(round(exact) + off), direction=direction)[1] is False


@pytest.mark.parametrize(
    ("text", "current", "baseline", "change", "consistent"),
    [
        ("There were 126 raids, compared with 150 in 2019, a fall of 16 per cent.", "126", "150", "16 per cent", True),
        ("There were 126 raids, compared with 150 in 2019, a fall of 26 per cent.", "126", "150", "26 per cent", False),
        ("Burglary fell to 138,285 from 212,577.", "138,285", "212,577", None, None),
        ("Raids rose from 40 to 60.", "60", "40", None, None),
    ],
)
def test_a_comparison_in_a_sentence(parser, text, current, baseline, change, consistent):
    release = parser.parse(text)
    spans = {claim.id: claim.span.text for claim in release.claims}
    (comparison,) = release.comparisons
    assert (spans[comparison.current], spans[comparison.baseline]) == (current, baseline)
    assert (spans[comparison.change] if comparison.change else None) == change
    assert comparison.consistent is consistent


def test_a_change_said_twice(parser):
    release = parser.parse("Robbery fell by a quarter (26 per cent).")
    spans = {claim.id: claim.span.text for claim in release.claims}
    (comparison,) = release.comparisons
    assert (spans[comparison.change], spans[comparison.restated], comparison.direction) == (
        "26 per cent",
        "a quarter",
        "decrease",
    )


@pytest.mark.parametrize(
    "text",
    ["Officers seized 12 knives and 15 guns.", "Two men and three women were held.", "Robbery fell by 12 per cent."],
)
def test_no_comparison(parser, text):
    assert parser.parse(text).comparisons == ()


def compared(parser, text: str) -> list[tuple[str, str | None, str | None, str | None]]:
    release = parser.parse(text)
    texts = {claim.id: claim.span.text for claim in release.claims} | {None: None}
    return [(each.rule, texts[each.current], texts[each.baseline], texts[each.change]) for each in release.comparisons]


@pytest.mark.parametrize(
    ("text", "comparisons"),
    [
        (
            "In May 640 thefts were recorded, representing a 12.5% reduction on last year.",
            [("level_changed", "640", None, "12.5%")],
        ),
        (
            "There were 2,110 thefts reported - a decline of 6% on 2018.",
            [("level_changed", "2,110", None, "6%")],
        ),
        (
            "Officers dealt with 10 calls. This is a fall of 64 per cent.",
            [("level_changed", "10", None, "64 per cent")],
        ),
        ("Reports of theft are down 10% (800 to 720).", [("in_the_bracket_of_the_change", "720", "800", "10%")]),
        (
            "In 2018/19 there were 480 complaints, down from 540 in 2017/18 and 610 in 2016/17.",
            [("up_from_the_other", "480", "540", None), ("up_from_the_other", "480", "610", None)],
        ),
        # the level right before the change is the old one; which one is new stands too far off to be sure
        ("It had some new cases, compared to 720 the year before. This is a 5 per cent increase.", []),
        ("Officers made 40 arrests and thefts fell by 10%.", []),
    ],
)
def test_what_is_set_against_what(parser, text, comparisons):
    assert compared(parser, text) == comparisons


def test_so_many_times_is_a_ratio_whichever_way_the_verb_points():
    """'60 knives, three times the 20 of last year, when fewer patrols went out': the verb nearby says nothing of the ratio."""
    found = check_change(quantity("60"), quantity("20"), quantity("3", "multiplier"), "decrease")
    assert (found.expected, found.gap, found.consistent) == (3, 0, True)


def inflections() -> list[str]:
    """Every verb of change in the present or past, and 'up' and 'down'."""
    verbs = Lexicon.default().typed("change_verbs", ChangeVerb)
    return [form for verb in verbs for form in verb.forms if len(verb.forms) == 1 or form != verb.forms[0]]


@pytest.mark.parametrize("verb", [form for form in inflections() if "ing" not in form])
def test_every_verb_of_change_sets_two_levels_against_each_other(parser, verb):
    release = parser.parse(f"Thefts {verb} from 40 to 30.")
    assert len(release.comparisons) == 1
