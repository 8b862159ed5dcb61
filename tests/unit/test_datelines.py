"""Where the sentence behind a dateline begins, and what order the figures of a day have where no country is known."""

from __future__ import annotations

import pytest

from release_parser import parse
from release_parser.lexicon import Lexicon
from release_parser.text.datelines import dateline_end

BEHIND = "Officers held two men after a robbery at a shop."


@pytest.mark.parametrize(
    "dateline",
    [
        "ASHTOWN, ON (May 4, 2021) – ",
        "Ashtown, BC – May 4th, 2021 – ",
        "Ashtown - ",
        "Ashtown RCMP – ",
        "Ash County, Fla. – ",
        "Ashtown, Nova Scotia — ",
    ],
)
def test_the_sentence_begins_behind_the_dateline(dateline):
    assert dateline_end(dateline + BEHIND, 0, len(dateline + BEHIND), Lexicon.default()) == len(dateline)


@pytest.mark.parametrize(
    "text",
    [
        "Cocaine – 34 grams were found in a car, and more in the shed.",
        "Police – who were called at noon – held two men at a shop.",
        "Ashtown – Two men held",
        "Ann Ash, 34, of Elm Road - Six months in prison for theft.",
    ],
)
def test_what_is_no_dateline_stays_in_its_sentence(text):
    assert dateline_end(text, 0, len(text), Lexicon.default()) == 0


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("Two held\n\nDate: 03/05/2025\n\nOfficers held two men in Kelsham on Monday.", "2025-05-03"),
        ("Two held\n\nDate: 03/05/2025\n\nOfficers held two men on March 4, 2025.", "None"),
        ("Two held\n\nDate: 03/25/2025\n\nOfficers held two men on March 4, 2025.", "2025-03-25"),
        ("Two held\n\nDate: 03/05/2025\n\nOhio officers held two men on March 4, 2025.", "2025-03-05"),
    ],
)
def test_nobody_knows_the_order_of_a_day_beside_a_month_before_its_day(text, published):
    assert str(parse(text).published) == published
