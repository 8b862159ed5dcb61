"""The time that a claim covers. In each text the quantity stands between brackets."""

from __future__ import annotations

import datetime as dt

import pytest
import regex

from release_parser.evaluate.marked import check_marked
from release_parser.link.context.periods import PERIODS

PUBLISHED = dt.date(2021, 4, 1)  # a Thursday


@pytest.fixture
def periods(parser):
    def of_brackets(
        marked: str, *, published: dt.date | None = None
    ) -> list[tuple[str, str | None, str | None] | None]:
        """For each bracketed quantity the words of its period and its bounds; None where it has none or is no claim."""
        text, spans = "", []
        for piece in regex.split(r"(\[[^\]]*\])", marked):
            if piece.startswith("["):
                spans.append((len(text), len(text) + len(piece) - 2))
                text += piece[1:-1]
            else:
                text += piece
        claims = parser.parse(text, published=published).claims
        found = []
        for start, end in spans:
            claim = next((claim for claim in claims if claim.span.start < end and start < claim.span.end), None)
            period = claim and claim.period
            found.append(
                period and (period.span.text, *(day.isoformat() if day else None for day in (period.start, period.end)))
            )
        return found

    return of_brackets


@pytest.mark.parametrize("sentence", [sentence for rule in PERIODS for sentence in rule.finds])
def test_rule_finds(parser, sentence):
    assert check_marked(parser, sentence) == []


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
        (
            "In 2020 there were [12] raids, up from [9] raids in 2019.",
            [("In 2020", "2020-01-01", "2020-12-31"), YEAR_2019],
        ),
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
        # a period keeps its beginning where it is told in words
        (
            "Since their launch in May 2020, the squads made [32] arrests and seized more than [64] knives.",
            [("Since their launch in May 2020", "2020-05-01", None)] * 2,
        ),
        (
            "[300] were held since it was introduced 18 months ago.",
            [("since it was introduced 18 months ago", None, None)],
        ),
        (
            "[34] arrests were made in the first quarter of 2020.",
            [("in the first quarter of 2020", "2020-01-01", "2020-03-31")],
        ),
        (
            "[34] arrests in the five days ending Friday 6 March 2020.",
            [("in the five days ending Friday 6 March 2020", "2020-03-02", "2020-03-06")],
        ),
        (
            "Between 1 May 2015 and the end of March 2016 there were [34] thefts.",
            [("Between 1 May 2015 and the end of March 2016", "2015-05-01", "2016-03-31")],
        ),
        ("During FY19 the force spent [£3m].", [("During FY19", None, None)]),
        # the time of a relative clause, a participle, a law, another event, or of who is quoted
        ("Sergeant Kay Ash, who came to Kelsham in 2018, said: “We want [40] more volunteers.”", [None]),
        ("The ring, whose treasurer fled in April 2017, moved [£2m].", [None]),
        ("She was given [nine weeks] under the Theft Act of 1968.", [None]),
        ("A woman is due in court today for the theft of [nine] bikes.", [None]),
        ("KELSHAM (May 4, 2020) – Police seized [12] knives.", [None]),
        ("Police held [two] men over the 11 September 2001 attacks.", [None]),
    ],
)
def test_from_the_text_alone(periods, text, expected):
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
        ("[Two] men will appear in court on Monday.", [None]),
        ("[Two] men will be sentenced on Monday.", [("on Monday", "2021-04-05", "2021-04-05")]),
        ("There were [64] calls over the last 24 hours.", [("over the last 24 hours", "2021-03-31", "2021-04-01")]),
        ("They made [34] arrests over the last week.", [("over the last week", "2021-03-25", "2021-04-01")]),
        ("There were [34] thefts this time last year.", [("this time last year", "2020-04-01", "2020-04-01")]),
        ("In the last fiscal year, [31] dogs were bought.", [("In the last fiscal year", None, None)]),
    ],
)
def test_with_the_day_of_publication(periods, text, expected):
    assert periods(text, published=PUBLISHED) == expected


def test_ages_have_no_period(periods):
    assert periods("In 2020 a man aged [34] was held.") == [None]


def test_a_date_in_figures_is_its_countrys(parser):
    def start(text: str, publisher: str) -> str | None:
        [claim] = parser.parse(text, publisher=publisher).claims
        return claim.period.start.isoformat() if claim.period and claim.period.start else None

    text = "On 05/03/2026 police seized 12 knives."
    assert start(text, "Elmshire Police, UK") == "2026-03-05"
    assert start(text, "Federal Bureau of Investigation") == "2026-05-03"
    assert start(text, "Calgary Police Service") is None
    assert start("On Tuesday 05/03/2024 police seized 12 knives.", "Calgary Police Service") == "2024-03-05"
    assert start("On 25/03/2026 police seized 12 knives.", "Calgary Police Service") == "2026-03-25"


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Beginning in August 2000, the firm sold 40 cars.", dt.date(2000, 8, 1), None),
        (
            "The firm sold 40 cars beginning in March 2003 and continuing through June 2009.",
            dt.date(2003, 3, 1),
            dt.date(2009, 6, 30),
        ),
        ("In August 2000 the firm sold 40 cars.", dt.date(2000, 8, 1), dt.date(2000, 8, 31)),
    ],
)
def test_what_begins_has_an_open_end(parser, text, start, end):
    [claim] = parser.parse(text).claims
    assert claim.period is not None
    assert (claim.period.start, claim.period.end) == (start, end)


@pytest.mark.parametrize(
    ("marked", "period"),
    [
        # the Friday of this week or of the next: its date is not guessed
        ("Some [40] officers will patrol Kelsham next Friday.", ("next Friday", None, None)),
        ("The [40] officers came the next day.", None),
        ("Ash, who admitted [11] counts of theft, is to appear at Elm Crown Court next Friday.", None),
    ],
)
def test_next_friday_is_a_time_and_the_next_day_is_none(periods, marked, period):
    assert periods(marked, published=PUBLISHED) == [period]
