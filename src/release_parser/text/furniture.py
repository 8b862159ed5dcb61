r"""The parts of a web page around a release: menus, share bars, telephone boxes, lists of months, bylines.

In: a text and its lines. Out: the indices of the lines that belong to the page and not to the release. A line is recognized by its words ('Back to
search', 'Posted on May 4') or by its place: short lines without a full stop between such lines belong to the same menu.

>>> from release_parser.lexicon import Lexicon
>>> from release_parser.text.lines import read_lines
>>> text = "Arrests made\nOfficers made 34 arrests.\nSubscribe\nElm County\n410 9th Street\nContact us\nMap this location"
>>> sorted(find_furniture(text, read_lines(text), Lexicon.default()))
[2, 3, 4, 5, 6]
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

from release_parser.lexicon import Furniture, Lexicon, WordPattern, compile_forms, fold, trie_pattern
from release_parser.regexes import Regex
from release_parser.rules import Rule, RuleTable
from release_parser.text.dates.grammar import MONTH_NAME
from release_parser.text.lines import TERMINAL, Line


class FurnitureWords:
    """The words of one lexicon for parts of web pages; `FurnitureWords.of(lexicon)` gives a cached one."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        entries = lexicon.typed("furniture", Furniture)

        def forms(role: str) -> set[str]:
            return {fold(form) for entry in entries if entry.role == role for form in entry.forms}

        self.teasers = forms("teaser")
        self.links = forms("link") | self.teasers
        self.ends = forms("end")
        self.posted = compile_forms(rf"(?:{trie_pattern(forms('posted'))})(?![\p{{L}}-])")
        self.counters = compile_forms(rf"\d[\d,]*[ ](?:{trie_pattern(forms('counter'))})")
        self.numbers = compile_forms(rf"(?:{trie_pattern(forms('number'))})(?=:|[ ]?[(\d]|$)")
        self.labels = compile_forms(rf"(?:{trie_pattern(forms('label'))})[ ]?[:›»→>]")
        self.hours = compile_forms(rf"(?:{trie_pattern(forms('hours'))})")

    @staticmethod
    @lru_cache(maxsize=8)
    def of(lexicon: Lexicon) -> FurnitureWords:
        """The words of this lexicon, made once for each lexicon."""
        return FurnitureWords(lexicon)


@dataclass(frozen=True, slots=True)
class Said:
    """The text of one line, as written and in lower case, with the vocabulary: the value that the rules of the table take."""

    line: str
    folded: str
    words: FurnitureWords


_WORD = Regex(r"\p{L}{2}")
_IN_BRACKETS = Regex(r"[ ]?\(\d[\d,]*\)$")
_STEP = Regex(r"[ ]?[/>»›|→][ ]?")
_RULE = Regex(r"\#{3}|\*{3,}|-{3,}|_{3,}|={3,}|[|–—•·-]")
_STAMP = Regex(
    r"(?:\d{1,2}[:.]\d{2}[ ]*(?:[ap]m)?[ ,]*)?\d{1,2}[/.]\d{1,2}[/.]\d{2,4}(?:[ ]*,?[ ]*\d{1,2}[:.]\d{2}[ ]*(?:[ap]m)?)?",
    re.IGNORECASE,
)
_SHARING = WordPattern(
    r"(?:«text_words.shares»)[ ](?:this|on|via|by)\b[ \w]{0,30}|(?:«text_words.reply»)\d*",
    re.IGNORECASE,
)
_AROUND = "«»<>‹›←→↑▲▼|.:…[]+- "
_DAY = rf"(?:{MONTH_NAME}|\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{2,4}}|\d{{4}}-\d{{2}}-\d{{2}})"
_POSTED_DAY = WordPattern(rf"[ ]?(?:on|by|at|:)?[: ]{{0,3}}(?:[\p{{L}}\d.,: ]{{0,22}}?){_DAY}[^!?]{{0,70}}", re.VERBOSE)  # fmt: skip
_FILE = WordPattern(r"[\w-]{1,60}\.(?:mp[34]|«text_words.file»)|\(?\d[\d.]*[ ]?[KMG]B\)?|\d{5,12}_\d{1,3}", re.IGNORECASE)  # fmt: skip
_ZONE = WordPattern(r"(?:«text_words.continent»)/\p{Lu}\p{L}+(?:_\p{L}+)*")
_RIGHTS = WordPattern(r"(?:©|\(c\)|(?:«text_words.copyright»)[ ]©?)[ ]?(?:19|20)\d\d.{0,80}", re.IGNORECASE)
_PAGES = WordPattern(r"(?:«text_words.page»)[ ]\d{1,3}(?:[ ]of[ ]\d{1,4})?", re.IGNORECASE)
_BYLINE = WordPattern(rf"By[ ]\p{{Lu}}[^.:!?]{{1,50}}[ ][-–|•][ ]{MONTH_NAME}[ ]\d{{1,2}},?[ ]\d{{4}}", re.VERBOSE)  # fmt: skip


def drawn_rule(said: Said) -> bool | None:
    """A line of signs that divides the page, or a single sign: '***', '____', '|'."""
    return True if _RULE.fullmatch(said.line) else None


def end_mark(said: Said) -> bool | None:
    """The mark that ends a release: '-30-', 'End of release'."""
    return True if said.folded in said.words.ends else None


def stamp(said: Said) -> bool | None:
    """A date in figures, with or without a time: '11:05 09/02/2021'."""
    return True if _STAMP.fullmatch(said.line) else None


def link(said: Said) -> bool | None:
    """The text of a link or button: 'Back to search', 'Facebook', 'Read more …'."""
    return True if said.folded in said.words.links or said.folded.strip(_AROUND) in said.words.links else None


def sharing(said: Said) -> bool | None:
    """What a reader may do with the page: 'Share this on Facebook', 'View | Download (JPG - 20 KB)'."""
    return True if _SHARING.of(said.words.lexicon).fullmatch(said.line) else None


def counter(said: Said) -> bool | None:
    """Counts of readers and minutes: '0 comments', '3 min read', 'Comments (3)'."""
    counted = _IN_BRACKETS.sub("", said.folded)
    links = counted != said.folded and counted in said.words.links
    return True if links or said.words.counters.fullmatch(said.folded) else None


def labelled(said: Said) -> bool | None:
    """A link to another page, or the section of this one: 'Next: Three charged', 'Tags: theft, burglary'."""
    return True if said.words.labels.match(said.folded) else None


def trail(said: Said) -> bool | None:
    """The path to the page: 'Home / News / News releases', 'Home > Newsroom > Arrests'."""
    steps = [step.strip() for step in _STEP.split(said.folded)]
    return True if len(steps) > 1 and steps[0] in said.words.links and all(steps) else None


def posted_on(said: Said) -> bool | None:
    """The date of the page: 'Posted on May 4, 2021 by Media Relations', 'Created: 4 May 2021'."""
    label = said.words.posted.match(said.folded)
    return True if label and _POSTED_DAY.of(said.words.lexicon).fullmatch(said.line, label.end()) else None


def byline(said: Said) -> bool | None:
    """The author and the date of the page: 'By Elm County Police - May 04, 2021'."""
    return True if _BYLINE.of(said.words.lexicon).fullmatch(said.line) else None


def file_name(said: Said) -> bool | None:
    """A file to download or its size: 'seizure-1.jpg', '213 KB', '21025752_3'."""
    return True if _FILE.of(said.words.lexicon).fullmatch(said.line) else None


def time_zone(said: Said) -> bool | None:
    """The zone of a clock on the page: 'America/Denver'."""
    return True if _ZONE.of(said.words.lexicon).fullmatch(said.line) else None


def rights(said: Said) -> bool | None:
    """'© 2021 Elm County Police. All rights reserved', 'Page 1 of 9'."""
    return (
        True
        if _RIGHTS.of(said.words.lexicon).fullmatch(said.line) or _PAGES.of(said.words.lexicon).fullmatch(said.line)
        else None
    )


ALONE = RuleTable(
    "furniture",
    (
        Rule("drawn_rule", drawn_rule),
        Rule("end_mark", end_mark),
        Rule("stamp", stamp),
        Rule("link", link),
        Rule("sharing", sharing),
        Rule("counter", counter),
        Rule("labelled", labelled),
        Rule("trail", trail),
        Rule("posted_on", posted_on),
        Rule("byline", byline),
        Rule("file_name", file_name),
        Rule("time_zone", time_zone),
        Rule("rights", rights),
    ),
)
"""Lines that are the page's wherever they stand."""

_CALENDAR = WordPattern(
    rf"(?:{MONTH_NAME}[ ]?[/&–-]?[ ]?){{1,2}}(?:(?:19|20)\d\d)?(?:[ ]/[ ]{MONTH_NAME}[ ](?:19|20)\d\d)?(?:[ ]\(\d{{1,4}}\))?|(?:19|20)\d\d(?:[ ]\(\d{{1,4}}\))?", re.VERBOSE
)  # fmt: skip
_DATE_LINE = WordPattern(rf"(?:\p{{L}}{{3,9}},?[ ])?(?:{MONTH_NAME}[ ]\d{{1,2}},?|\d{{1,2}}[ ]{MONTH_NAME})[ ](?:19|20)\d\d", re.VERBOSE)  # fmt: skip
_PHONE = Regex(r"[+]?(?:[() .-]{0,2}\d){9,14}|\d{3}[ .-]\d{4}")
_NUMBER_BEHIND = Regex(r"[: ]{0,3}(?:[\d() +.-]{3,20})?")
_DAYS = WordPattern(
    r"(?:(?:«calendar.weekday»|«calendar.weekday_short»|«text_words.office_days»)(?:day)?s?|«text_words.statutory»|[-–&/,]|to|and|[ ])+:?[ ]?(?P<when>[^.!?]{0,30})",
    re.IGNORECASE,
)
_CLOCK = Regex(r"\d{1,2}(?:[:.]\d\d)?[ ]?[ap]\.?m", re.IGNORECASE)
_NAMED_BY = Regex(r"By[ ]\p{Lu}[\p{L}.’' -]{1,40}")


def calendar_entry(said: Said) -> bool | None:
    """An entry of an archive by month or year: 'October 2021', '2021', 'March & April'."""
    return True if _CALENDAR.of(said.words.lexicon).fullmatch(said.line) else None


def date_line(said: Said) -> bool | None:
    """A date alone: 'May 4, 2021', 'Monday, 4 May 2021'."""
    return True if _DATE_LINE.of(said.words.lexicon).fullmatch(said.line) else None


def phone_box(said: Said) -> bool | None:
    """A phone number and its label: 'Non-emergency: 555-0123', 'TTY:', '555-0123'."""
    label = said.words.numbers.match(said.folded)
    if label and _NUMBER_BEHIND.fullmatch(said.folded, label.end()):
        return True
    return True if _PHONE.fullmatch(said.line) else None


def opening_hours(said: Said) -> bool | None:
    """The opening hours of an office: 'Mon - Fri: 8:30am - 5pm', 'Sat - Sun: Closed'."""
    match = _DAYS.of(said.words.lexicon).fullmatch(said.folded)
    if match is None:
        return None
    return True if said.words.hours.fullmatch(match["when"]) or _CLOCK.search(match["when"]) else None


def named_by(said: Said) -> bool | None:
    """The author of the page: 'By Ann Pole'."""
    return True if _NAMED_BY.fullmatch(said.line) else None


BESIDE = RuleTable(
    "furniture",
    (
        Rule("calendar_entry", calendar_entry),
        Rule("date_line", date_line),
        Rule("phone_box", phone_box),
        Rule("opening_hours", opening_hours),
        Rule("named_by", named_by),
    ),
)
"""Lines that are the page's beside other lines of it; alone they may be the release's."""

_LONGEST_MENU_LINE: Final = 70
"""Characters of a line of a menu."""
_MOST_WORDS: Final = 8
_FEWEST_MENU_LINES: Final = 3
"""Lines that a menu has at least."""
_FEWEST_ARCHIVE_ENTRIES: Final = 5
"""Entries of a calendar that are an archive, although no other furniture stands beside them."""


def find_furniture(text: str, lines: list[Line], lexicon: Lexicon) -> set[int]:
    """The indices of the lines that are furniture."""
    words = FurnitureWords.of(lexicon)
    alone: set[int] = set()
    beside: dict[int, str] = {}
    for index, line in enumerate(lines):
        if line.kind == "row" or line.end - line.start > 2 * _LONGEST_MENU_LINE:
            continue
        content = text[line.start : line.end]
        said = Said(content, fold(content), words)
        if ALONE.first(said):
            alone.add(index)
        elif found := BESIDE.first(said):
            beside[index] = found[1]
    furniture = alone | _cards(text, lines, words)
    headline = _headline(text, lines, alone | beside.keys())
    for run in _runs(text, lines, alone):
        furniture |= _menu(text, lines, run, alone, beside, headline, lexicon)
    return furniture


_MOST_CARD_LINES: Final = 4
"""Lines of a card at most: a heading, its text, the link."""


def _cards(text: str, lines: list[Line], words: FurnitureWords) -> set[int]:
    """The lines of cards that link to other pages: 'City Hall', 'Welcome to City Hall.', 'Keep reading', then the next card."""
    ends = [
        index
        for index, line in enumerate(lines)
        if line.end - line.start <= _LONGEST_MENU_LINE
        and fold(text[line.start : line.end]).strip(_AROUND) in words.teasers
    ]
    cards: set[int] = set()
    for first, second in pairwise(ends):
        size = second - first
        heading = lines[first + 1]
        if 2 < size <= _MOST_CARD_LINES and not TERMINAL.search(text, heading.start, heading.end):
            cards.update(range(max(1, first - size + 1), second + 1))
    return cards


def _headline(text: str, lines: list[Line], told: set[int]) -> str:
    """The first line that belongs to the release; where the same line stands again, it is no link."""
    first = next((line for index, line in enumerate(lines) if index not in told), None)
    return "" if first is None else text[first.start : first.end]


def _runs(text: str, lines: list[Line], alone: set[int]) -> Iterator[list[int]]:
    """Groups of short lines that end without a full stop."""
    run: list[int] = []
    for index, line in enumerate(lines):
        if index in alone or (
            line.kind != "row"
            and line.end - line.start <= _LONGEST_MENU_LINE
            and (not TERMINAL.search(text, line.start, line.end) or text[line.end - 1] == ":")
        ):
            run.append(index)
        else:
            yield run
            run = []
    yield run


def _menu(
    text: str,
    lines: list[Line],
    run: list[int],
    alone: set[int],
    beside: dict[int, str],
    headline: str,
    lexicon: Lexicon,
) -> set[int]:
    """The lines of a group from its first to its last line of furniture, if these are most of it."""
    marked = [index for index in run if index in alone or index in beside]
    if sum(beside.get(index) == "calendar_entry" for index in marked) < _FEWEST_ARCHIVE_ENTRIES and (
        len(marked) < _FEWEST_MENU_LINES or alone.isdisjoint(marked)
    ):
        return set()
    inside = range(marked[0], marked[-1] + 1)
    if len(marked) < 0.4 * len(inside):
        return set()
    title = _title_of_the_body(text, lines, run, alone, set(marked), lexicon)
    return {
        index
        for index in inside
        if index in alone
        or (
            index
            and index != title
            and (content := text[lines[index].start : lines[index].end]) != headline
            and (index in beside or (content.count(" ") < _MOST_WORDS and _WORD.search(content)))
        )
    }


def _title_of_the_body(
    text: str, lines: list[Line], run: list[int], alone: set[int], told: set[int], lexicon: Lexicon
) -> int | None:
    """The index of a headline between a menu and the body, with only its date between it and the first line of prose, or None."""
    if run[-1] + 1 >= len(lines):
        return None
    at = len(run) - 1
    while at > 0 and (
        run[at] in alone or _DATE_LINE.of(lexicon).fullmatch(text, lines[run[at]].start, lines[run[at]].end)
    ):
        at -= 1
    below = run[at] not in told and at > 0 and run[at - 1] in told
    return run[at] if below else None
