"""Lines that belong to the web page around a release, told by their words: two tables of named rules.

In: the text of a line. Out: whether it is the page's, and the rule that says so: 'Back to search', 'Posted on May 4', 'Mon - Fri: Closed'.

>>> from release_parser.lexicon import Lexicon
>>> ALONE.first(Said("-30-", "-30-", FurnitureWords.of(Lexicon.default())))
(True, 'end_mark')
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from release_parser.lexicon import Furniture, Lexicon, WordPattern, compile_forms, fold, trie_pattern
from release_parser.regexes import Regex
from release_parser.rules import Rule, RuleTable
from release_parser.text.dates.grammar import MONTH_NAME


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

AROUND = "«»<>‹›←→↑▲▼|.:…[]+- "

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
    return True if said.folded in said.words.links or said.folded.strip(AROUND) in said.words.links else None


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
        Rule(
            "drawn_rule",
            drawn_rule,
            finds=("Officers made 34 arrests.\n<furniture>____</furniture>\nTwo men were held.",),
        ),
        Rule("end_mark", end_mark, finds=("Officers made 34 arrests.\n<furniture>-30-</furniture>",)),
        Rule("stamp", stamp, finds=("<furniture>11:05 09/02/2021</furniture>\nOfficers made 34 arrests.",)),
        Rule("link", link, finds=("Officers made 34 arrests.\n<furniture>Back to search</furniture>",)),
        Rule("sharing", sharing, finds=("Officers made 34 arrests.\n<furniture>Share this on Facebook</furniture>",)),
        Rule("counter", counter, finds=("Officers made 34 arrests.\n<furniture>0 comments</furniture>",)),
        Rule("labelled", labelled, finds=("Officers made 34 arrests.\n<furniture>Tags: theft, burglary</furniture>",)),
        Rule("trail", trail, finds=("<furniture>Home / News / Arrests</furniture>\n\nOfficers made 34 arrests.",)),
        Rule(
            "posted_on",
            posted_on,
            finds=("<furniture>Posted on May 4, 2021 by Media Relations</furniture>\nOfficers made 34 arrests.",),
        ),
        Rule(
            "byline",
            byline,
            finds=("<furniture>By Elm County Police - May 04, 2021</furniture>\nOfficers made 34 arrests.",),
        ),
        Rule("file_name", file_name, finds=("Officers made 34 arrests.\n<furniture>seizure-1.jpg</furniture>",)),
        Rule("time_zone", time_zone, finds=("Officers made 34 arrests.\n<furniture>America/Denver</furniture>",)),
        Rule(
            "rights",
            rights,
            finds=("Officers made 34 arrests.\n<furniture>© 2021 Elm County Police. All rights reserved</furniture>",),
        ),
    ),
)
"""Lines that are the page's wherever they stand."""

_CALENDAR = WordPattern(
    rf"(?:{MONTH_NAME}[ ]?[/&–-]?[ ]?){{1,2}}(?:(?:19|20)\d\d)?(?:[ ]/[ ]{MONTH_NAME}[ ](?:19|20)\d\d)?(?:[ ]\(\d{{1,4}}\))?|(?:19|20)\d\d(?:[ ]\(\d{{1,4}}\))?", re.VERBOSE
)  # fmt: skip

DATE_LINE = WordPattern(rf"(?:\p{{L}}{{3,9}},?[ ])?(?:{MONTH_NAME}[ ]\d{{1,2}},?|\d{{1,2}}[ ]{MONTH_NAME})[ ](?:19|20)\d\d", re.VERBOSE)  # fmt: skip

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
    return True if DATE_LINE.of(said.words.lexicon).fullmatch(said.line) else None


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
        Rule(
            "calendar_entry",
            calendar_entry,
            finds=(
                "Officers made 34 arrests.\n<furniture>Subscribe</furniture>\n<furniture>Share</furniture>\n<furniture>October 2021</furniture>",
            ),
        ),
        Rule(
            "date_line",
            date_line,
            finds=(
                "Officers made 34 arrests.\n<furniture>Subscribe</furniture>\n<furniture>Share</furniture>\n<furniture>May 4, 2021</furniture>",
            ),
        ),
        Rule(
            "phone_box",
            phone_box,
            finds=(
                "Officers made 34 arrests.\n<furniture>Subscribe</furniture>\n<furniture>Share</furniture>\n<furniture>Non-emergency: 555-0123</furniture>",
            ),
        ),
        Rule(
            "opening_hours",
            opening_hours,
            finds=(
                "Officers made 34 arrests.\n<furniture>Subscribe</furniture>\n<furniture>Share</furniture>\n<furniture>Mon - Fri: 8:30am - 5pm</furniture>",
            ),
        ),
        Rule(
            "named_by",
            named_by,
            finds=(
                "Officers made 34 arrests.\n<furniture>Subscribe</furniture>\n<furniture>Share</furniture>\n<furniture>By Ann Pole</furniture>",
            ),
        ),
    ),
)
"""Lines that are the page's beside other lines of it; alone they may be the release's."""
