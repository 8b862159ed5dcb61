"""Dates and times in prose: which digits belong to them, and which days they mean."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from dateutil import parser as dateutil
from hypothesis import given
from hypothesis import strategies as st

from patience import never_hangs
from release_parser.text import read_page
from release_parser.text.dates import find_dates, find_published

PUBLISHED = dt.date(2021, 4, 1)  # a Thursday


def found(text: str, **options) -> list[str]:
    return [text[mention.start : mention.end] for mention in find_dates(text, **options)]


def bounds(text: str, published: dt.date | None = PUBLISHED) -> tuple[str | None, str | None]:
    [mention] = [mention for mention in find_dates(text, published=published) if mention.kind != "time"]
    return tuple(day.isoformat() if day else None for day in (mention.start_date, mention.end_date))


class TestFound:
    @pytest.mark.parametrize(
        "date",
        [
            "Thursday 1 October 2020",
            "Thursday, 14 January",
            "Thursday the 14th of January",
            "October 1, 2020",
            "1st October",
            "8 and 14 October",
            "23-29 June",
            "12, 13 and 14 May 2019",
            "Monday 25 - Sunday December 2nd",
            "Monday 4 to Friday 8 May",
            "3 into 4 October",
            "01/10/2020",
            "10.07.73",
            "2020-10-01",
            "27/Dec/2020",
            "Jan 6",
            "Sept. 11, 2001",
            "March 2020",
            "July 2019 to 15th March 2020",
            "April to June 2020",
            "April 2019-March 2020",
            "Jan-Mar 2021",
            "2019-20 financial year",
            "Q4 2019/20",
            "10pm-2am and 10.30-11pm",
            "the three months to June 2020",
            "2019/20",
            "2016-17",
            "financial year 2019/20",
            "1990s",
            "early 2019",
            "spring 2021",
            "last week",
            "last year",
            "Boxing Day",
            "10.35am",
            "19:45",
            "1945hrs",
            "noon",
            "3pm and 4.30pm",
            "11.30am and midday",
            "9 to 11am",
            "6-7pm",
            "half past three",
            "8 o’clock",
            "over the past 12 months",
            "in the last two years",
            "three weeks ago",
            "FY19",
            "FY 2011",
            "fiscal 2019",
            "the last fiscal year",
            "over the last week",
            "the first 56 days of 2025",
            "since it began in May 2019",
            "since their launch in May",
            "since it was introduced 18 months ago",
            "the following morning",
            "this time last year",
            "within 24 hours",
            "in about two weeks’ time",
            "two days later",
        ],
    )
    def test_the_whole_expression(self, date):
        assert found(f"Officers were there {date}, and left.") == [date]

    @pytest.mark.parametrize(
        ("text", "dates"),
        [
            ("There were 18 calls in June.", ["June"]),
            ("Offences between 1994 and 2000 were heard.", ["1994 and 2000"]),
            ("A plan of 2019 for 2000 officers", ["2019"]),
            ("In June 18 people were helped.", ["June"]),
            ("On June 18 people were helped.", ["June 18"]),
            ("On Friday 14 officers came.", ["Friday"]),
            ("On Friday 14th officers came.", ["Friday 14th"]),
            ("He was there at 3pm and 4 May was quiet.", ["3pm", "4 May"]),
            ("They closed it at 6pm and 12 officers stayed.", ["6pm"]),
            ("Mr May 12 years ago", ["12 years ago"]),
            ("He may march with April Ash.", []),
            ("It began in May and ended in March.", ["May", "March"]),
            ("In 2019 officers seized more.", ["2019"]),
            ("A total of 2020 people came.", []),
            ("More than 2,000 came, 1850 of them by bus.", []),
            ("It cost £2019.", []),
            ("Homicides in 2018 and 2019 (2017) rose.", ["2018", "2019", "2017"]),
            ("A 24-hour period and a 12-month order", []),
            ("He got two years and six months after a trial.", []),
            ("It came six months after the trial.", ["six months after"]),
            ("1500 hours of film were kept.", []),
            ("At about 1500 hours on Monday", ["1500 hours", "Monday"]),
            ("Police were called at 21.40hours on Sunday.", ["21.40hours", "Sunday"]),
            ("the first three-year course", []),
            ("incident 428 of 28 March", ["28 March"]),
            ("20*355541", []),
            ("It burnt at 1130pm, just after 3 this afternoon", ["1130pm", "3", "this afternoon"]),
            ("0626 - All lanes open", ["0626"]),
            ("between the hours of 2000 and 2300", ["2000 and 2300"]),
            ("At 10.30 ten officers paid 2.50 per cent", ["10.30"]),
            ("a ratio of 1/2, or 3/4", []),
            ("seen on Saturday (27/02)", ["Saturday (27/02)"]),
        ],
    )
    def test_digits_that_belong_and_digits_that_do_not(self, text, dates):
        assert found(text) == dates

    def test_a_time_said_twice_is_one(self):
        assert found("It happened yesterday (Wednesday 31 March) at noon") == ["yesterday (Wednesday 31 March)", "noon"]

    def test_sorted_and_apart(self):
        mentions = find_dates(
            "From 9am on Monday 4 May to 3.30pm on Tuesday 5 May 2020, in the last two weeks of May 2020"
        )
        assert all(a.end <= b.start for a, b in pairwise(mentions))


class TestResolved:
    @pytest.mark.parametrize(
        ("text", "start", "end"),
        [
            ("1 October 2020", "2020-10-01", "2020-10-01"),
            ("October 2020", "2020-10-01", "2020-10-31"),
            ("in 2020", "2020-01-01", "2020-12-31"),
            ("since November 2019", "2019-11-01", None),
            ("since the beginning of 2015", "2015-01-01", None),
            ("until 4 March 2021", None, "2021-03-04"),
            ("the year ending March 2019", "2018-04-01", "2019-03-31"),
            ("in the three months to June 2020", "2020-04-01", "2020-06-30"),
            ("in the 12 months to June 2020", "2019-07-01", "2020-06-30"),
            ("2019/20", "2019-04-01", "2020-03-31"),
            ("the 1990s", "1990-01-01", "1999-12-31"),
            ("between 20 December and 3 January 2020", "2019-12-20", "2020-01-03"),
            ("the last three months of 2020", "2020-10-01", "2020-12-31"),
            ("10/25/2019", "2019-10-25", "2019-10-25"),
        ],
    )
    def test_from_the_text_alone(self, text, start, end):
        assert bounds(text, None) == (start, end)

    @pytest.mark.parametrize(
        ("text", "start", "end"),
        [
            ("on 25 January", "2021-01-25", "2021-01-25"),
            ("on 25 May", "2020-05-25", "2020-05-25"),
            ("on Monday 25 January", "2021-01-25", "2021-01-25"),
            ("on Tuesday 25 January", None, None),  # that day was a Monday
            ("between 20 December and 3 January", "2020-12-20", "2021-01-03"),
            ("in December", "2020-12-01", "2020-12-31"),
            ("in March last year", "2020-03-01", "2020-03-31"),
            ("will be sentenced in January", "2022-01-01", "2022-01-31"),
            ("yesterday", "2021-03-31", "2021-03-31"),
            ("this morning", "2021-04-01", "2021-04-01"),
            ("last week", "2021-03-22", "2021-03-28"),
            ("last year", "2020-01-01", "2020-12-31"),
            ("on Sunday", "2021-03-28", "2021-03-28"),
            ("over the past 12 months", "2020-04-01", "2021-04-01"),
        ],
    )
    def test_with_the_day_of_publication(self, text, start, end):
        assert bounds(text) == (start, end)
        assert bounds(text, None) == (None, None)

    def test_the_day_that_the_text_calls_today(self):
        mentions = find_dates("He was jailed yesterday (Thursday 18 February 2021). Yesterday’s hearing ended it.")
        assert [mention.start_date for mention in mentions] == [dt.date(2021, 2, 18)] * 2

    def test_a_year_told_before_leaves_an_old_day_open(self):
        [_, then] = find_dates("It began on 9 May 2018. On 3 December he fled.", published=dt.date(2020, 6, 1))
        assert then.start_date is None

    def test_unless_the_weekday_decides(self):
        [_, then] = find_dates("It began on 9 May 2018. On Monday 3 December he fled.", published=dt.date(2020, 6, 1))
        assert then.start_date == dt.date(2018, 12, 3)

    @given(
        st.dates(dt.date(1950, 1, 1), dt.date(2049, 12, 31)),
        st.sampled_from(["%A %-d %B %Y", "%d %B %Y", "%B %-d, %Y", "%d/%m/%Y", "%Y-%m-%d", "%A, %d %b %Y"]),
    )
    def test_dateutil_reads_the_same_day(self, day, form):
        written = day.strftime(form)
        [mention] = find_dates(f"on {written}.")
        assert mention.start_date == mention.end_date == day
        assert dateutil.parse(written, dayfirst="/" in written).date() == day


class TestPublished:
    @pytest.mark.parametrize(
        ("text", "day"),
        [
            ("Two men held\n\n15:12 29/01/2020\n\nTwo men were held.", dt.date(2020, 1, 29)),
            ("Two men held\n\nFebruary 15, 2021\n\nTwo men were held.", dt.date(2021, 2, 15)),
            ("Two men held\n\nTwo men were held.\n\nPublished at 2.30pm on Monday 1 March 2021.", dt.date(2021, 3, 1)),
            ("Date published: 25 March 2021 17:18\n\nTwo men were held.", dt.date(2021, 3, 25)),
            ("Two men held\n\nASHFORD, May 4, 2020 – Two men were held.", dt.date(2020, 5, 4)),
            ("Two men held\n\nLast modified: 8 June 2016 at 04:47pm\n\nTwo men were held.", None),
            ("Two men held\n\nTwo men were held on 4 May 2020.", None),
            ("Two men held\n\nMonday, 4 May 2020, sees the launch of a campaign.", None),
        ],
    )
    def test_only_where_the_text_says_so_plainly(self, text, day):
        assert find_published(read_page(text)) == day


@pytest.mark.parametrize(
    "piece",
    ['"', "1 ", "12/", "1-", "12.", "Monday ", "4 and ", "May ", "the last ", "between ", "2019 to ", "10:", "a "],
)
def test_any_length_comes_to_an_end(piece):
    text = piece * (60_000 // len(piece))
    with never_hangs():
        find_dates(text)


class TestYearsToldElsewhere:
    """Without a day of publication a month is of the year that the release gives the same month elsewhere."""

    @staticmethod
    def starts(text: str) -> list[str | None]:
        return [
            mention.start_date.isoformat() if mention.start_date else None
            for mention in find_dates(text, published=None)
            if mention.kind != "time"
        ]

    def test_the_same_month_with_a_year(self):
        told = "The checks ran from 2 November 2015 to 5 January 2016. In November 40 drivers were stopped."
        assert self.starts(told) == ["2015-11-02", "2015-11-01"]

    @pytest.mark.parametrize(
        "told",
        [
            "It ran in May 2017 and in May 2018. In May 40 drivers were stopped.",  # two years
            "It ran in May 2017. Last May 40 drivers were stopped.",
            "It ran on 1 May 2017. On Tuesday 4 May 40 drivers were stopped.",  # a Thursday in 2017
            "It ran in May 2017. In June 40 drivers were stopped.",
            "Ash was born on 9 May 1979. It ran in June 2017. In May 40 drivers were stopped.",
        ],
    )
    def test_nothing_where_that_is_not_plain(self, told):
        assert self.starts(told)[-1] is None

    def test_with_a_day_of_publication_two_years_are_possible(self):
        dates = find_dates("It ran in May 2017. In May 40 drivers were stopped.", published=dt.date(2018, 6, 20))
        assert dates[-1].start_date is None


@pytest.mark.parametrize(
    ("told", "day"),
    [
        ("In June 18 people were helped.", None),
        ("In June 18th people were helped.", 18),
        ("This Monday June 18 people were helped.", 18),
        ("On June 18 people were helped.", 18),
    ],
)
def test_a_number_behind_a_month_counts_where_nothing_makes_it_a_day(told, day):
    assert [date.first.day for date in find_dates(told)] == [day]
