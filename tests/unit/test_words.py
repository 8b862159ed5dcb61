"""Where patterns are tried: only where a match can begin, and nowhere is one lost."""

from __future__ import annotations

import re

import pytest

from release_parser.extract import ages, phones, publisher, references
from release_parser.extract.masks.grammar import PATTERNS, MaskText
from release_parser.extract.masks.names import numbered_names
from release_parser.extract.names import NameGrammar
from release_parser.extract.numbers import NumberGrammar
from release_parser.lexicon import Lexicon
from release_parser.link.context import clues, place_names
from release_parser.link.surroundings import Surroundings
from release_parser.text import clean as cleaning
from release_parser.text import read_page
from release_parser.text.dates import find as dates
from release_parser.text.words import Words, begin_at, first_words, last_word, words_of
from releases import FIXTURES, RELEASES, read_release

CASES = [path.read_text(encoding="utf-8") for path in sorted((FIXTURES / "cases").glob("*.txt"))]
TEXTS = [re.sub(r"</?\w+[^<>\n]*>", "", text) for text in CASES] + [read_release(path) for path in RELEASES]


def with_bracket(starts):
    """The same starts, and the brackets before them: '(Temporary) Superintendent' and '[Acting] Sergeant' begin with one."""
    return lambda text: sorted(
        {at for start in starts(text) for at in (start - (text[start - 1 : start] in ("(", "[")), start)}
    )


def families():
    """Each pattern that is tried only at some words, with the offsets that it is tried at."""
    lexicon = Lexicon.default()
    numbers, names, forces = NumberGrammar(lexicon), NameGrammar.of(lexicon), publisher._forces(lexicon)

    def at(words, *, digits=True):
        return lambda text: (
            words_of(text).starts(words, words_of(text).digits) if digits else words_of(text).starts(words)
        )

    yield "calendar", dates.CALENDAR.of(lexicon), at(dates._MONTH_OR_DAY.of(lexicon))
    yield "clock", dates.CLOCK.of(lexicon), at(dates._HOUR)
    yield "relative", dates.RELATIVE.of(lexicon), lambda text: dates._relative_starts(text, lexicon)
    yield "years", dates.YEARS.of(lexicon), lambda text: dates._year_starts(text, lexicon)
    yield "feasts", dates.FEAST.of(lexicon), at(dates._FEAST.of(lexicon), digits=False)
    yield "ages", ages._AGE.of(lexicon), at(ages._FIRST)
    yield "titles", names.ranks.pattern, with_bracket(lambda text: names.ranks.starts(text, words_of(text)))
    yield "forces", forces.named, at(forces.first, digits=False)
    yield "numbers", numbers._pattern, numbers.starts
    yield "phones", phones._LONG, phones._starts
    yield "texted", phones._TEXTED.of(lexicon), at(phones._TEXTING.of(lexicon))
    yield "short phones", phones._SHORT, at(frozenset())
    yield "references", references._LED.of(lexicon), at(references._BEGINS.of(lexicon), digits=False)
    yield (
        "shaped references",
        references._SHAPED,
        lambda text: words_of(text).starts(frozenset(), words_of(text).digits, words_of(text).glued),
    )
    yield "placed", place_names._PLACED.of(lexicon), at(place_names._PREPOSITIONS, digits=False)
    topics = clues._words(lexicon)
    yield "acts", topics.pattern, at(topics.first, digits=False)
    yield "things", topics.nouns, at(topics.first_of_nouns, digits=False)
    yield "cleaning", cleaning._EDIT, cleaning._starts


@pytest.mark.parametrize(("pattern", "starts"), [pytest.param(*rest, id=name) for name, *rest in families()])
def test_a_search_of_the_whole_text_finds_no_more(pattern, starts):
    for text in TEXTS:
        found = [match.span() for match in begin_at(pattern, text, starts(text))]
        assert found == [match.span() for match in pattern.finditer(text)]


def test_names_of_places_are_looked_for_around_what_they_need_and_none_is_lost():
    words = place_names._words(Lexicon.default())
    for text in TEXTS:
        page = read_page(text)
        names = place_names.PlaceNames(page, Surroundings(Lexicon.default()))
        assert [match.span() for match in names._premises()] == [
            match.span() for match in words.of_premises.finditer(page.text)
        ]
        assert [match.span() for match in names._seen()] == [
            match.span() for match in place_names._SUBJECT.of(page.lexicon).finditer(page.text)
        ]


LEXICON = Lexicon.default()
MASKS = [*numbered_names(LEXICON), *((name, compiled(LEXICON)) for name, compiled in PATTERNS.items())]


@pytest.mark.parametrize("mask", [pytest.param(mask, id=f"{at}-{name}") for at, (name, mask) in enumerate(MASKS)])
def test_a_rule_that_masks_numbers_loses_none_by_looking_only_there(mask):
    for text in TEXTS:
        found = [match.span() for match in mask.find(MaskText(text, words_of(text), LEXICON))]
        assert found == [match.span() for match in mask.pattern.finditer(text)]


def test_words_are_runs_of_letters_in_lower_case_and_digits_stand_apart():
    words = Words("PC O’Neill drove the A38 at 45mph, AK-47s in the boot")
    assert words.starts(frozenset({"pc", "neill"})) == [0, 5]
    assert words.digits == [22, 28, 38]
    assert words.glued == [21, 25, 35]


def test_the_first_word_of_a_form_is_what_a_text_has_there():
    assert first_words(["Mercedes-Benz", "S&P", "k"]) == {"mercedes", "s", "k"}


def test_the_last_word_of_a_form_or_its_sign():
    assert [last_word(form) for form in ("no fewer than", "approx.", "~")] == ["than", ".", "~"]


def test_the_work_of_a_text_is_a_match_for_each_start():
    """Counted, not timed: ten times the text is ten times the tries."""

    class Counting:
        def __init__(self):
            self.tries = 0

        def match(self, _text, _at):
            self.tries += 1

    tries = []
    for times in (100, 1000):
        pattern, text = Counting(), "12 men, two of them, " * times
        list(begin_at(pattern, text, words_of(text).starts(frozenset({"two"}), words_of(text).digits)))
        tries.append(pattern.tries)
    assert tries == [200, 2000]


def test_a_start_is_kept_where_a_needed_word_follows_within_reach():
    words = Words("the 3 men left the town in the last 5 days, the end")
    near = words.starts_near(frozenset({"the", "last"}), frozenset({"days"}), 12, words.digits)
    assert near == [27, 31, 36]
    assert words.starts_near(frozenset({"the"}), frozenset({"weeks"}), 50) == []
