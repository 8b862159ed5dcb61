"""The time that a claim covers. In each text the quantity stands between brackets."""

from __future__ import annotations

import datetime as dt

import pytest
import regex

from release_parser.extract.mentions import QuantityMention
from release_parser.link.periods import link_periods
from release_parser.text import read_page
from release_parser.text.dates import find_dates

PUBLISHED = dt.date(2021, 4, 1)  # a Thursday


def periods(
    marked: str, *, published: dt.date | None = None, kind: str = "count"
) -> list[tuple[str, str | None, str | None] | None]:
    """For each bracketed quantity the words of its period and its bounds."""
    text, spans = "", []
    for piece in regex.split(r"(\[[^\]]*\])", marked):
        if piece.startswith("["):
            spans.append((len(text), len(text) + len(piece) - 2))
            text += piece[1:-1]
        else:
            text += piece
    page = read_page(text)
    assert page.text == text
    quantities = [QuantityMention(start, end, "test", start, end, None, kind=kind) for start, end in spans]
    linked = link_periods(page, quantities, find_dates(text, published=published), published=published)
    return [
        period
        and (
            text[period.start : period.end],
            *(day.isoformat() if day else None for day in (period.start_date, period.end_date)),
        )
        for period in linked
    ]


YEAR_2019 = ("in 2019", "2019-01-01", "2019-12-31")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the sentence's opening holds for all that follows
        ("In 2020, burglary fell to [40] and theft to [50].", [("In 2020", "2020-01-01", "2020-12-31")] * 2),
        (
            "Since November 2019, [52] lines were closed and [12] men held.",
            [("Since November 2019", "2019-11-01", None)] * 2,
        ),
        (
            "Between 1 and 5 March 2021 [138] checks were made.",
            [("Between 1 and 5 March 2021", "2021-03-01", "2021-03-05")],
        ),
        # the words behind the number hold for it, not for what it is compared with
        ("There were [126] murders compared with [150] murders in 2019.", [None, YEAR_2019]),
        ("It fell to [126] from [150] murders in 2019, a decline of [16] per cent.", [None, YEAR_2019, None]),
        ("Sussex saw [12] arrests and [9] charges in 2019.", [YEAR_2019] * 2),
        ("In 2020 there were [12] raids, up from [9] in 2019.", [("In 2020", "2020-01-01", "2020-12-31"), YEAR_2019]),
        (
            "Theft rose by [7%] in May 2020 versus the same period in 2019.",
            [("in May 2020", "2020-05-01", "2020-05-31")],
        ),
        (
            "In 2020 theft fell by [9%] on the same period of 2019, while arrests rose by [12%].",
            [("In 2020", "2020-01-01", "2020-12-31")] * 2,
        ),
        # two days said one after the other are one stretch
        (
            "Raids on Monday 13 July and Tuesday 14 July 2020 led to [43] arrests.",
            [("on Monday 13 July and Tuesday 14 July 2020", "2020-07-13", "2020-07-14")],
        ),
        # another event has its own time
        ("[Two] men were charged and will appear in court on 4 May 2021.", [None]),
        ("The [two] men will be sentenced in May 2021.", [("in May 2021", "2021-05-01", "2021-05-31")]),
        (
            "[Three] were held after police searched [two] homes on 22 March 2021.",
            [None, ("on 22 March 2021", "2021-03-22", "2021-03-22")],
        ),
        # a list has the time of the line that introduces it
        (
            "Results for 1-7 June 2020:\n* [34] arrests\n* [12] knives",
            [("for 1-7 June 2020", "2020-06-01", "2020-06-07")] * 2,
        ),
        ("At hearings in May 2019:\n\nRay Ash was given [12] weeks.", [("in May 2019", "2019-05-01", "2019-05-31")]),
        # what stands in no sentence of a date has none
        ("On 4 May 2020 they met. Police held [two] men.", [None]),
        # a reference's date is no period
        ("Police held [two] men. Quote incident 428 of 28 March 2020 if you saw [two] men.", [None, None]),
        # a date whose year nobody knows is given open
        ("On 4 May they seized [12] knives.", [("On 4 May", None, None)]),
        ("This year, from 1 to 14 December, [12] raids were made.", [("from 1 to 14 December", None, None)]),
        ("[Two] days later [three] more were held.", [None, None]),
    ],
)
def test_from_the_text_alone(text, expected):
    assert periods(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Police today held [16] people.", [("today", "2021-04-01", "2021-04-01")]),
        (
            "Yesterday (31/03) and today (01/04) [six] warrants were served.",
            [("Yesterday (31/03) and today (01/04)", "2021-03-31", "2021-04-01")],
        ),
        ("Last week [40] drivers were stopped.", [("Last week", "2021-03-22", "2021-03-28")]),
        ("[Two] men will appear in court on Monday.", [("on Monday", "2021-04-05", "2021-04-05")]),
    ],
)
def test_with_the_day_of_publication(text, expected):
    assert periods(text, published=PUBLISHED) == expected


def test_ages_have_no_period():
    assert periods("In 2020 a man aged [34] was held.", kind="age") == [None]
