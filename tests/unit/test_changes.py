"""Whether a number is the size of a change or a level."""

from __future__ import annotations

import pytest

from release_parser.extract.quantities import QuantityGrammar
from release_parser.lexicon import Lexicon
from release_parser.link.changes import find_direction
from release_parser.link.counted import count_page
from release_parser.link.syntax import Syntax
from release_parser.text import Block, Page, Sentence
from release_parser.text.clean import clean

GRAMMAR = QuantityGrammar(Lexicon.default())


def directions(text: str) -> list[str | None]:
    nothing = Syntax([], [], [], [], [], [], [], lambda word, _: word)
    page = Page(text, clean(text), (Block(0, len(text), "paragraph"),), (Sentence(0, len(text), 0),))
    quantities = GRAMMAR.find(text, ())
    return [find_direction(counted)[0] for counted in count_page(page, quantities, {0: nothing}, Lexicon.default())]


@pytest.mark.parametrize(
    "text",
    [
        "Thefts rose by 12%.",
        "Thefts rose 12 per cent.",
        "Thefts have risen by nearly a quarter.",
        "Thefts could rise 5%.",
        "A 5 per cent rise in thefts was recorded.",
        "There was a rise in thefts of 5 per cent.",
        "There was an increase of 40.",
        "Thefts are up nearly 57%.",
        "Thefts are 12 per cent higher.",
        "There were 20 per cent more calls.",
        "Shares gained 3%.",
        "The grant was boosted by £2m.",
        "The forecast was revised upward by £2m.",
        "Thefts doubled.",
        "Thefts: +12%",
        "A year-on-year increase of 4.2% was seen.",
    ],
)
def test_an_increase(text):
    assert directions(text) == ["increase"]


@pytest.mark.parametrize(
    "text",
    [
        "Thefts fell by 12%.",
        "Thefts fell 12 per cent.",
        "Thefts have fallen by over a quarter.",
        "Police cut thefts by 26 per cent.",
        "A 43% reduction was seen.",
        "A 45% theft reduction was seen.",
        "This is over 45% of a reduction.",
        "Thefts fell slightly (0.1%).",
        "There was a decline in thefts of 16 per cent.",
        "Thefts are down 9%.",
        "Thefts are 3% lower.",
        "There were 11 fewer thefts.",
        "Shares lost 1.1%.",
        "Thefts: -12%",
        "Thefts: minus 12%",
        "Thefts halved.",
    ],
)
def test_a_decrease(text):
    assert directions(text) == ["decrease"]


@pytest.mark.parametrize(
    "text",
    [
        "Thefts fell to 126.",
        "Thefts stood at 126.",
        "Thefts fell below 5,000.",
        "Thefts rose above 90 per cent.",
        "12% of thefts were solved.",
        "The rate was 12 per cent.",
        "There were 126 thefts.",
        "Two men were arrested.",
        "She grew 12 plants.",
        "He lost £400.",
        "They added two officers.",
        "A 34-year-old man fell ill.",
        "Up to 12 men ran.",
        "The team has more than 12 vans.",
        "The sentence was extended by three years.",
    ],
)
def test_a_level_or_a_count(text):
    expected = ["increase"] if "extended by" in text else [None]
    assert directions(text) == expected


@pytest.mark.parametrize(
    ("text", "both"),
    [
        ("Thefts fell by a quarter (26 per cent).", ["decrease", "decrease"]),
        ("Thefts fell 120 cases, or 4%, in May.", ["decrease", "decrease"]),
        ("Thefts rose by 12% to 126.", ["increase", None]),
        ("Thefts fell to 126, down 16 per cent.", [None, "decrease"]),
        ("Thefts rose 5% but arson fell 3%.", ["increase", "decrease"]),
        ("Thefts rose from 40 to 60.", [None, None]),
    ],
)
def test_changes_and_levels_side_by_side(text, both):
    assert directions(text) == both


@pytest.mark.parametrize(
    "text",
    [
        "Drivers have been keen, making up 46% of replies.",
        "Women make up 4 per cent of the team.",
        "They signed up 30% of the shops.",
        "It was the largest drop out of 30 forces.",
        "Even fewer would tell a friend (14 per cent).",
    ],
)
def test_a_particle_is_no_rise(text):
    assert directions(text) == [None]
