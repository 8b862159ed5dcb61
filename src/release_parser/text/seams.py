r"""What stands between two lines that were broken: nothing, a space, or the line break that is there.

In: a `Seam`, two lines that follow each other. Out: what joins them, and the rule that says so. The first rule that decides counts.

>>> from release_parser.lexicon import Lexicon
>>> text = "On May 2\nnd"
>>> SEAMS.first(Seam(text, Line(0, 8, "paragraph", False), "On May 2", Line(9, 11, "paragraph", False), "", False, False, Lexicon.default()))
('', 'superscript')
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from release_parser.lexicon import Lexicon, WordPattern
from release_parser.regexes import Regex
from release_parser.rules import Rule, RuleTable
from release_parser.text.datelines import DATELINE
from release_parser.text.dates.grammar import MONTH_NAME
from release_parser.text.lines import TERMINAL, Line

BREAK: Final = "\n"
"""What stands between two lines that are no one sentence."""


@dataclass(slots=True)
class Seam:
    """Two lines that follow each other without a blank line: the value that the rules of the table take."""

    text: str
    whole: Line
    """The line before, with all that was joined to it."""
    left: str
    """The last line of it, as it was broken."""
    after: Line
    following: str
    """The line behind, empty where a blank line or nothing follows."""
    wrapped: bool
    """Whether the text is broken where its column ended."""
    listed: bool
    """Whether a line that ends in a colon introduced a list which may go on here."""
    lexicon: Lexicon

    @property
    def right(self) -> str:
        """The text of the second line."""
        return self.text[self.after.start : self.after.end]


_DASH_END = Regex(r"[ ]?[–—-]$")

_LONG_LINE = 60


def dateline(seam: Seam) -> str | None:
    """A dateline and the sentence behind its dash: 'ASHTOWN, ON' and '– Two men were charged'."""
    opening = seam.text[seam.whole.start : seam.whole.end]
    if len(opening) > 90 or len(seam.right) < _LONG_LINE:
        return None
    dash = _DASH_END.search(opening)
    if not DATELINE.of(seam.lexicon).fullmatch(opening[: dash.start()] if dash else opening):
        return None
    if dash:
        return " " if seam.after.kind == "paragraph" else None
    return " " if seam.text[seam.text.rfind("\n", 0, seam.after.start) + 1] in "–—-" else None


def superscript(seam: Seam) -> str | None:
    """The ending of an ordinal that a page raises is joined: 'May 2' and 'nd'."""
    return "" if seam.right in ("st", "nd", "rd", "th") and seam.left[-1:].isdigit() else None


_CLOSING = Regex(r"[,.;:)!?…](?![\d\[.])")


def closing_mark(seam: Seam) -> str | None:
    """A mark that ends or divides a clause begins no line: 'the Ashtown office' and ', which'."""
    return "" if _CLOSING.match(seam.right) and seam.after.kind == "paragraph" else None


def behind_superscript(seam: Seam) -> str | None:
    """A sentence goes on behind a raised ending, also with a capital: 'on 12', 'th', 'Street'."""
    return " " if seam.left in ("st", "nd", "rd", "th") and seam.whole.end - seam.whole.start > 2 else None


_LOWER_CASE = Regex(r"\p{Ll}")

_LETTER = Regex(r"(?:^\p{Lu}|[ ][b-hj-z])$")


def letter_of_a_word(seam: Seam) -> str | None:
    """A word that a tag cut behind its first letter is joined: 'T' and 'hree bicycles'."""
    return "" if _LETTER.search(seam.left) and _LOWER_CASE.match(seam.right) else None


_HALF_A_NUMBER = Regex(r"(?<![\d-])\d{2,4}-$")

_OTHER_HALF = Regex(r"\d{3,7}")


def lone_hyphen(seam: Seam) -> str | None:
    """A hyphen on its own line, or one behind the first half of a number, joins: 'pistol', '-', 'grip'; '26-', '35418'."""
    if _HALF_A_NUMBER.search(seam.left) and _OTHER_HALF.fullmatch(seam.right):
        return ""
    if seam.right == "-" and seam.left[-1:].islower() and seam.following[:1].islower():
        return ""
    return "" if seam.left == "-" and seam.whole.end - seam.whole.start > 1 and seam.right[:1].islower() else None


def opening_bracket(seam: Seam) -> str | None:
    """A bracket or quotation mark at the end of a line opens what follows: 'the notice (' and 'two pages'."""
    if seam.right == "(":
        return " "
    return "" if seam.left.endswith("(") else None


_BULLET = Regex(r"[*•▪●◦‣·∙○■□➢➤✓✔❖\uf0b7–-]")

_DATED = WordPattern(
    rf"[\p{{L}}, ]{{0,12}}(?:\d{{1,2}}[ ])?{MONTH_NAME}\b|\d{{1,4}}[-/:]\d|\d{{1,2}}[.]\d{{1,2}}[.]\d|(?:19|20)\d\d$",
    re.VERBOSE,
)


def lone_bullet(seam: Seam) -> str | None:
    """A bullet on its own line belongs to the next line: '·' and 'Two counts of theft'."""
    alone = _BULLET.fullmatch(seam.left) and seam.whole.end - seam.whole.start == 1
    return " " if alone and not _DATED.of(seam.lexicon).match(seam.right) else None


_BYLINE = Regex(r"By[ \n]\p{Lu}")


def separator(seam: Seam) -> str | None:
    """A mark between the parts of a line joins them: '10 April 2021', '|', '08:25', or 'By Ann Pole', '-', 'May 4, 2021'."""
    if seam.right == "|" or seam.left == "|":
        return " " if len(seam.left) <= 60 and len(seam.right) <= 40 else None
    if not _BYLINE.match(seam.text, seam.whole.start, seam.whole.end) or seam.whole.end - seam.whole.start > _LONG_LINE:
        return None
    if _BULLET.fullmatch(seam.right) and _DATED.of(seam.lexicon).match(seam.following):
        return " "
    return (
        " "
        if _BULLET.fullmatch(seam.left) and _DATED.of(seam.lexicon).match(seam.right) and len(seam.right) <= 40
        else None
    )


_DAY_END = Regex(r"\b\d{1,2}$")

_MONTH = WordPattern(MONTH_NAME, re.VERBOSE)

_YEAR = Regex(r"(?:19|20)\d\d")

_DAY_AND_MONTH = WordPattern(rf"\d\s{MONTH_NAME}$", re.VERBOSE)


def piece_of_a_date(seam: Seam) -> str | None:
    """A date whose day, month and year stand on separate lines is joined: '10', 'April', '2021'."""
    if _DAY_END.search(seam.left) and _MONTH.of(seam.lexicon).fullmatch(seam.right):
        return " "
    if seam.left.endswith(",") and _DAY_END.fullmatch(seam.right) and _MONTH.of(seam.lexicon).fullmatch(seam.following):
        return " "
    dated = _DAY_AND_MONTH.of(seam.lexicon).search(
        seam.text, max(seam.whole.start, seam.whole.end - 20), seam.whole.end
    )
    return " " if dated and _YEAR.fullmatch(seam.right) else None


def own_block(seam: Seam) -> str | None:
    """A bullet, heading or table row begins a new line, and no line goes on behind a heading or row."""
    return BREAK if seam.after.kind != "paragraph" or seam.whole.kind not in ("paragraph", "bullet") else None


def end_of_column(seam: Seam) -> str | None:
    """In a hard-wrapped text every line goes on, except a short one."""
    if not seam.wrapped or seam.whole.kind != "paragraph":
        return None
    return " " if seam.whole.end - seam.whole.start >= 30 else BREAK


def complete(seam: Seam) -> str | None:
    """Behind a full stop, colon or closing quotation mark, and before the next item of a list, the break stays."""
    return BREAK if TERMINAL.search(seam.left) or seam.left.endswith(("; and", "; or")) else None


_HANGING = Regex(
    r"""(?<![\w/.@’'-])(?:
      [Tt]he|an?|of|and|or|in|at|on|by|to|for|with|from|into|via|between|under|as
    | our|their|his|her|your|its|this|these|who|which|that)$|^By$""",
    re.VERBOSE,
)

_IN_OPERATION = Regex(r"(?<!\w)\p{Ll}+[ ]Op(?:eration)?$")

_PROSE = Regex(r"(?<!\w)(?:the|an?|to|was|were|is|are|has|have|been|by|for|with|that|who|please)(?!\w)")

_NUMBERED = Regex(r"(?:one|two|three|four|five|six|seven|eight|nine|ten|\d{1,4})[ ]\p{Ll}{3}")


def item_of_a_list(seam: Seam) -> str | None:
    """Items may begin in lower case: 'charged with:', 'possession of a weapon', 'breach of an order'; or with a number: 'six drivers'."""
    ended = len(seam.left) < _LONG_LINE or seam.left.endswith(")") or _NUMBERED.match(seam.right)
    return BREAK if seam.listed and ended and not _HANGING.search(seam.left) else None


def goes_on_in_lower_case(seam: Seam) -> str | None:
    """A line in lower case goes on from the one before: 'leading to loss of', 'life'."""
    return " " if seam.right[0].islower() else None


def hanging_word(seam: Seam) -> str | None:
    """A line that ends in an article or preposition goes on: 'the', 'A38'; 'officers in Operation', 'Heron'."""
    return " " if _HANGING.search(seam.left) or _IN_OPERATION.search(seam.left) else None


_BEFORE_AN_AMOUNT = Regex(
    r"\p{Ll}[ ](?:is|are|was|were|of|to|by|over|than|approximately|about|around|nearly|almost|worth|valued[ ]at|totals?|totall?ing)$"
)

_AMOUNT = Regex(r"[£$€]\d|\d[\d,.]*$")


def amount(seam: Seam) -> str | None:
    """An amount on a line of its own: 'the value of the drugs is approximately' and '$53,640.'"""
    return " " if _BEFORE_AN_AMOUNT.search(seam.left) and _AMOUNT.match(seam.right) else None


_SENTENCES = Regex(r"\p{Ll}{4}[.!?][\"”’)]?[ ]{1,2}[\p{Lu}“\"]")


def prose_in_a_column(seam: Seam) -> str | None:
    """A line that holds the end of one sentence and the beginning of the next was wrapped, and goes on."""
    cut = 50 <= len(seam.left) <= 120 and _SENTENCES.search(seam.left) and len(_PROSE.findall(seam.left)) > 1
    return " " if cut else None


_WEB = Regex(r"(?:https?://|www\.)\S+|[\w.+-]+@[\w.-]+|\[email[ ]protected\]")

# 'Breach of an order made by a court', 'On December 30', 'th'
_OPENS = Regex(r"(?:On|In|At|As|An?|The|After|Before|During|Over|Between|While|When|Since|Just|It|He|She|They|We)[ ]")


def link_in_a_sentence(seam: Seam) -> str | None:
    """A short capitalised line inside a sentence is a link of it: 'police in the', 'Elm County', 'office said'."""
    if len(seam.right) > 60 or not seam.left[-1:].islower() or len(_PROSE.findall(seam.left)) < 2:
        return None
    if _OPENS.match(seam.right):
        return None
    goes_on = seam.following[:1].islower() or _CLOSING.match(seam.following)
    return " " if goes_on or _WEB.fullmatch(seam.right) else None


_CAPITAL_END = Regex(r"(?<![.!?:][ ])\b\p{Lu}\p{Ll}+$")

_CUT_NOUN = WordPattern(r"(?:«text_words.cut_from_its_name»)(?:[,.](?:\s|$)|[’']s\b|[ ]\p{Ll})")


def name_that_was_cut(seam: Seam) -> str | None:
    """A name goes on whose last noun stands on the next line: 'led by the Elm County Gang Crime', 'Unit, and others'."""
    cut = _CUT_NOUN.of(seam.lexicon).match(seam.right) and _CAPITAL_END.search(seam.left)
    return " " if cut and len(_PROSE.findall(seam.left)) > 0 else None


SEAMS = RuleTable(
    "joint",
    (
        Rule(
            "dateline",
            dateline,
            finds=(
                "Two held\n\nKELSHAM, B.C.\n– They took <claim value=40 unit=CAD>$40</claim> and fled after a long search of the whole town.",
            ),
        ),
        Rule("superscript", superscript, ignores=("It was her 42\nnd\nbirthday.",)),
        Rule(
            "closing_mark",
            closing_mark,
            finds=("<claim value=12 predicate=arrest>Twelve</claim> men of Kelsham\n, all local, were arrested.",),
        ),
        Rule(
            "behind_superscript",
            behind_superscript,
            finds=("On the 2\nnd\nMay 2021 police held <claim value=12 start=2021-05-02>12</claim> men.",),
        ),
        Rule("letter_of_a_word", letter_of_a_word, finds=("<claim value=3>T\nhree</claim> bicycles were stolen.",)),
        Rule(
            "lone_hyphen",
            lone_hyphen,
            finds=(
                "Please quote file number <contact kind=reference value=26-35418>26-\n35418</contact>\n\nThank you.",
            ),
        ),
        Rule(
            "opening_bracket",
            opening_bracket,
            finds=("Police arrested (\n<claim value=12 predicate=arrest>12</claim> in May) men of Elm.",),
        ),
        Rule(
            "lone_bullet",
            lone_bullet,
            finds=(
                "Police seized:\n•\n<claim value=2 predicate=seize>Two</claim> guns\n•\n<claim value=3 predicate=seize>Three</claim> knives",
            ),
        ),
        Rule(
            "separator",
            separator,
            finds=("<furniture>By Ann Pole\n-\nMay 4, 2021</furniture>\nOfficers made 34 arrests.",),
        ),
        Rule(
            "piece_of_a_date",
            piece_of_a_date,
            finds=("Police held <claim value=12 start=2021-04-10>12</claim> men on 10\nApril\n2021\nin Kelsham.",),
        ),
        Rule(
            "own_block", own_block, finds=('Police met men in\n- <claim value=2 sentence="two guns">two</claim> guns',)
        ),
        Rule(
            "end_of_column",
            end_of_column,
            finds=(
                "Officers of the rural team went to the old mill near the river on\nMonday morning and found that the doors of the barn had been cut by\na gang of men with saws, and that the wheels of <claim value=3 head=van>three</claim> big Old\nKelsham vans were gone from the yard, with some chairs and a lamp of\nthe house with the green door. The owner, a farmer of the village,\nhad been away for a week with his wife and came home on a Sunday.",
            ),
        ),
        Rule(
            "complete",
            complete,
            finds=('Police held men in Kelsham.\n<claim value=3 sentence="three men ran.">three</claim> men ran.',),
        ),
        Rule(
            "item_of_a_list",
            item_of_a_list,
            finds=(
                'They were charged with:\n<claim value=2 sentence="two counts of theft">two</claim> counts of theft\n<claim value=3 sentence="three counts of fraud">three</claim> counts of fraud',
            ),
        ),
        Rule(
            "goes_on_in_lower_case",
            goes_on_in_lower_case,
            finds=("<claim value=12 predicate=arrest>Twelve</claim> men of Kelsham\nwere arrested on Monday.",),
        ),
        Rule(
            "hanging_word",
            hanging_word,
            finds=("<claim value=12 predicate=arrest>Twelve</claim> men of\nKelsham were arrested on Monday.",),
        ),
        Rule(
            "amount",
            amount,
            finds=("The value of the drugs is <claim value=5300 head=drug>approximately\n$5,300</claim>.",),
        ),
        Rule(
            "prose_in_a_column",
            prose_in_a_column,
            finds=(
                "Officers were called to the shop on Monday morning. <claim value=12 predicate=arrest>Twelve</claim> men from the town of Old\nKelsham were arrested.",
            ),
        ),
        Rule(
            "link_in_a_sentence",
            link_in_a_sentence,
            finds=(
                "<claim value=12 predicate=arrest>Twelve</claim> of the men who were seen near\nElm County\noffices were arrested.",
            ),
        ),
        Rule(
            "name_that_was_cut",
            name_that_was_cut,
            finds=("Officers led by the <unit>Elm County Gang Crime\nUnit</unit>, and others, came.",),
        ),
    ),
)
"""What stands between two lines: nothing, a space, or the line break that is there."""
