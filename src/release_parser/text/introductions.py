r"""Lists and the lines that introduce them.

In: a text and its lines. Out: for each line its kind and the index of the line that introduces its list. Items may have bullets ('* 34
arrests') or none: 'Police seized the following:', then one item a line. A list may stand inside another ('Ann Pole, 40, is charged with:'),
and a heading without a verb may introduce one too ('DRUGS SEIZED').

>>> from release_parser.lexicon import Lexicon
>>> from release_parser.text.lines import read_lines
>>> text = "Police seized the following:\n34 g of cocaine;\nTwo knives; and\n$500\nThe men were charged."
>>> introduce(text, read_lines(text), Lexicon.default())
[('paragraph', None), ('bullet', 0), ('bullet', 0), ('bullet', 0), ('paragraph', None)]
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from release_parser.lexicon import BoundWord, Cue, Lexicon, NumberWord, compile_forms, fold, trie_pattern, with_words
from release_parser.regexes import Regex
from release_parser.rules import Rule, RuleTable
from release_parser.text.lines import TERMINAL, BlockKind, Line


class ListWords:
    """The words of one lexicon for lists; `ListWords.of(lexicon)` gives a cached one."""

    def __init__(self, lexicon: Lexicon) -> None:
        numbers = {
            form
            for entry in lexicon.typed("number_words", NumberWord)
            if entry.role in ("one", "teen", "ten", "dozen", "half", "vague")
            for form in entry.forms
        }
        bounds = {
            form for entry in lexicon.typed("bounds", BoundWord) if entry.side == "before" for form in entry.forms
        }
        self.number = compile_forms(
            rf"(?:(?:{trie_pattern(bounds)})[ ])?(?:(?!(?:19|20)\d\d(?![,.\d]))[£$€]?\d|(?:{trie_pattern(numbers)})(?![\p{{L}}\d]))"
        )
        called = with_words("«text_words.called_a_list»", lexicon)
        self.called_a_list = compile_forms(rf"\b(?:following|below|{called})\b", re.IGNORECASE)
        cues = {form for entry in lexicon.typed("cues", Cue) if not entry.weak for form in entry.forms}
        self.speech = compile_forms(
            rf"(?<!\w)(?:{trie_pattern(cues)})(?!\w)(?![^:]*\b(?:following|below)\b)[^:]{{0,60}}:$", library="regex"
        )

    @staticmethod
    @lru_cache(maxsize=8)
    def of(lexicon: Lexicon) -> ListWords:
        """The words of this lexicon, made once for each lexicon."""
        return ListWords(lexicon)


@dataclass(slots=True)
class Listing:
    """A list whose end has not come yet: the index of its introduction, and what its items look like."""

    introduction: int
    content: str
    items: int = 0
    bulleted: bool = False
    mark: str = ""
    numbered: bool = False
    """Whether its first item begins with a number."""
    capitals: bool = False
    """Whether its items are in capitals."""
    stopped: bool = False
    """Whether its last item ends in a stop or semicolon, or goes on."""
    nests: bool = False
    """Whether its items introduce lists of their own."""


@dataclass(frozen=True, slots=True)
class Member:
    """A line that may be an item of a list: the value that the rules for items take."""

    line: Line
    content: str
    numbered: bool
    opens: bool
    """Whether it introduces a list of its own."""
    listing: Listing

    @property
    def first(self) -> bool:
        """Whether it stands right behind the introduction."""
        return self.listing.items == 0


_NUMBER = r"[£$€]?\d[\d,.]*%?"
# 'Arrests: 44', 'Theft x 3', and with the number of another year: 'Arrests: 44 (51)', 'Arrests: 44 vs 51'
_COUNTED_END = Regex(
    rf"(?:[:–-][ ]?|[ ][x×][ ]?){_NUMBER}(?:[ ]\({_NUMBER}\)|[ ](?:vs?\.?|versus)[ ]{_NUMBER})?$", re.IGNORECASE
)
_COLON = (":", ":-", ": -", "–", " -")
_LONGEST_ITEM = 200
_FINITE = Regex(
    r"(?<!(?:who|which|that)[ ])\b(?:is|are|was|were|has|have|had|will|would|can|could|may(?![ ]\d)|must|should|do|does|did|please|anyone)\b",
    re.IGNORECASE,
)
_ASIDE = Regex(r"\([^()]*\)")


def _is_prose(content: str) -> bool:
    """Whether a line reads as a sentence: it ends like one and has a finite verb."""
    return content.endswith((".", "!", "?", "”", '"')) and _FINITE.search(_ASIDE.sub("", content)) is not None


def bullet(member: Member) -> bool | None:
    """A line with a bullet is an item, unless the items of the list have other bullets."""
    if member.line.kind not in ("bullet", "row"):
        return None
    return member.first or not member.listing.bulleted or member.line.mark == member.listing.mark


def heading(member: Member) -> bool | None:
    """No item: a headline, a marked heading or a quotation."""
    if (
        member.line.kind == "headline"
        or member.content[0] in '“"‘'
        or (member.line.kind == "heading" and member.line.mark)
    ):
        return False
    return None


def behind_bullets(member: Member) -> bool | None:
    """No item: a line without a bullet in a list whose items have bullets."""
    return False if member.listing.bulleted else None


def introduces_itself(member: Member) -> bool | None:
    """An item that introduces a list of its own, like the first item: 'Ann Pole, 40, is charged with:' under 'The following were charged:'."""
    if not member.opens:
        return None
    return (member.first and not member.line.gap) or member.listing.nests


def too_long(member: Member) -> bool | None:
    """No item: a paragraph, or a heading in capitals over what comes next."""
    capitals = member.content.isupper() and " " in member.content and not member.numbered  # '$900 USD' is an item
    shouts = capitals and not member.first and not member.listing.capitals
    return False if shouts or member.listing.nests or len(member.content) > _LONGEST_ITEM else None


def begins_with_a_number(member: Member) -> bool | None:
    """An item: '34 arrests', 'Three grams of cocaine', also behind a blank line; a whole sentence only if all items are sentences."""
    if not member.numbered:
        return None
    if not _is_prose(member.content):
        return not member.line.gap or not member.content.endswith((".", "”", '"'))
    return member.listing.numbered and not member.line.gap


_GOES_ON = Regex(r"[.;,](?:[ ](?:and|or))?$")


_LABELLED = Regex(r"\p{Lu}[\p{L} .’'-]{1,40}:[ ]")


def sentence_behind_phrases(member: Member) -> bool | None:
    """No item: 'The value of the drugs totals $500.' ends a list of 'Cocaine', 'Digital scales'."""
    sentence = member.content.endswith(".") and member.content.count(" ") > 5
    if sentence and _LABELLED.match(member.content) and not _is_prose(member.content):
        return None  # 'Pole: three counts of theft and one count of fraud.'
    return False if sentence and not member.first and not member.listing.stopped else None


def short_line(member: Member) -> bool | None:
    """An item: a line that is no sentence right behind the line before, as in 'Digital scales', 'Breach of an order.'; a label with its number also behind a blank line."""
    if member.first and _COUNTED_END.search(member.content):
        return True
    return not member.line.gap and not _is_prose(member.content)


ITEMS = RuleTable(
    "item",
    (
        Rule(
            "bullet",
            bullet,
            finds=(
                "Under Operation Heron police had a good day:\n- Cash was found with <claim value=2 operations=Heron>two</claim> guns.",
            ),
        ),
        Rule(
            "heading",
            heading,
            finds=("Under Operation Heron police seized:\n“<claim value=3 operations=null>Three</claim> coats”",),
        ),
        Rule(
            "behind_bullets",
            behind_bullets,
            finds=(
                "On 4 May 2021 police seized:\n- <claim value=2 start=2021-05-04>two</claim> guns\n<claim value=3 start=null>Three</claim> men fled",
            ),
        ),
        Rule(
            "introduces_itself",
            introduces_itself,
            finds=(
                "Under Operation Heron the following were charged:\nAnn Pole with:\n<claim value=2 operations=Heron>two</claim> counts of theft\n\nTom Ash with:\n<claim value=3 operations=Heron>three</claim> counts of theft",
            ),
        ),
        Rule(
            "too_long",
            too_long,
            finds=(
                "On 4 May 2021 police made:\n<claim value=2 start=2021-05-04>2</claim> arrests\nSEARCH OF <claim value=3 start=null>3</claim> HOMES",
            ),
        ),
        Rule(
            "begins_with_a_number",
            begins_with_a_number,
            finds=(
                "Police made:\n\n<claim value=2 predicate=make>2</claim> arrests\n\n<claim value=3 predicate=make>3</claim> searches",
            ),
        ),
        Rule(
            "sentence_behind_phrases",
            sentence_behind_phrases,
            finds=(
                "On 4 May 2021 police seized:\nCocaine\nDigital scales\nThe drugs of the gang total <claim value=500 start=null>£500</claim>.",
            ),
        ),
        Rule(
            "short_line",
            short_line,
            finds=("Police seized:\nCash and <claim value=2 predicate=seize>two</claim> guns\nSome coats",),
        ),
    ),
)
"""Whether a line is an item of the list that is open: True or False."""


@dataclass(frozen=True, slots=True)
class Opening:
    """A line that may introduce what follows it: the value that the rules for introductions take."""

    line: Line
    content: str
    next_bulleted: bool
    counted: int
    """How many lines right behind it begin with a number or end in one."""
    words: ListWords


def speech(opening: Opening) -> bool | None:
    """No introduction: 'Sergeant Ann Pole said:' is followed by words and no list, unless bullets follow."""
    return False if not opening.next_bulleted and opening.words.speech.search(opening.content[-120:]) else None


def colon(opening: Opening) -> bool | None:
    """An introduction: a line that ends in a colon or a dash, as in 'Police seized:'."""
    return True if opening.content.endswith(_COLON) else None


def unfinished(opening: Opening) -> bool | None:
    """An introduction: a line without a full stop before bullets."""
    return True if opening.next_bulleted and not opening.content.endswith((".", "!", "?", "”", '"')) else None


def called_a_list(opening: Opening) -> bool | None:
    """An introduction in spite of its full stop: 'The following items were seized.'"""
    listed = opening.next_bulleted or opening.counted > 1
    return True if listed and opening.words.called_a_list.search(opening.content[-160:]) else None


def verbless_heading(opening: Opening) -> bool | None:
    """An introduction: a short line without verb and full stop over lines that count things, as in 'DRUGS SEIZED', 'Project highlights'."""
    if opening.counted < 2 or len(opening.content) > 60 or opening.line.kind == "headline":
        return None
    if _COUNTED_END.search(opening.content):  # 'Arrests – 23' is an item itself
        return None
    return True if not TERMINAL.search(opening.content) and not _FINITE.search(opening.content) else None


OPENINGS = RuleTable(
    "introduction",
    (
        Rule(
            "speech",
            speech,
            finds=("On 4 May 2021 Sergeant Ann Pole said:\n<claim value=3 start=null>Three</claim> men fled",),
        ),
        Rule("colon", colon, finds=("Police made:\n<claim value=3 predicate=make>three</claim> arrests",)),
        Rule(
            "unfinished",
            unfinished,
            finds=("On 4 May 2021 police made\n- <claim value=3 start=2021-05-04>three</claim> arrests",),
        ),
        Rule(
            "called_a_list",
            called_a_list,
            finds=(
                "On 4 May 2021 the following items were seized.\n- <claim value=3 start=2021-05-04>three</claim> guns",
            ),
        ),
        Rule(
            "verbless_heading",
            verbless_heading,
            finds=(
                "Police met the press.\n\nDRUGS SEIZED\n<claim value=3 predicate=seize>3</claim> wraps of heroin\n<claim value=2 predicate=seize>2</claim> wraps of crack",
            ),
        ),
    ),
)
"""Whether a line introduces what follows it: True or False."""


def introduce(text: str, lines: list[Line], lexicon: Lexicon) -> list[tuple[BlockKind, int | None]]:
    """The kind of each line, and the index of the line that introduces its list, or None."""
    words = ListWords.of(lexicon)
    open_lists: list[Listing] = []
    told: list[tuple[BlockKind, int | None]] = []
    for index, line in enumerate(lines):
        if line.kind == "furniture":  # '-30-' ends a list, but a share bar between bullets does not
            open_lists = [listing for listing in open_lists if listing.bulleted]
            told.append((line.kind, None))
            continue
        content = text[line.start : line.end]
        opens = _opens(text, lines, index, content, words)
        member = _member(line, content, words, open_lists, opens=opens and _may_nest(line, content))
        introduction = None
        if member is not None:
            introduction = open_lists[-1].introduction
            _count(open_lists[-1], member)
        listed: BlockKind = "bullet" if member is not None and line.kind != "row" else line.kind
        told.append((listed, introduction))
        if opens and (member is None or member.opens):
            open_lists.append(Listing(index, content))
    return told


def _may_nest(line: Line, content: str) -> bool:
    """Whether a line that introduces a list may be an item itself: a bullet only with a colon, another line also in capitals."""
    # 'WEAPONS SEIZED', but 'MDMA' is an item
    return content.endswith(":") or (line.kind == "paragraph" and content.isupper() and len(content) > 4)


def _member(line: Line, content: str, words: ListWords, open_lists: list[Listing], *, opens: bool) -> Member | None:
    """The line as an item of the innermost list that accepts it; lists that do not are closed."""
    numbered = words.number.match(fold(content)) is not None
    while open_lists:
        member = Member(line, content, numbered, opens, open_lists[-1])
        found = ITEMS.first(member)
        if found is not None and found[0]:
            return member
        open_lists.pop()
    return None


def _count(listing: Listing, member: Member) -> None:
    """Store in the list what its new item looks like."""
    if member.first:
        listing.bulleted = member.line.kind in ("bullet", "row")
        listing.mark = member.line.mark
        listing.numbered = member.numbered
        listing.nests = not listing.bulleted and member.opens
        listing.capitals = member.content.isupper()
    listing.stopped = _GOES_ON.search(member.content) is not None
    listing.items += 1


def _opens(text: str, lines: list[Line], index: int, content: str, words: ListWords) -> bool:
    """Whether the line introduces what follows it; a bullet only with a colon."""
    line = lines[index]
    following = lines[index + 1] if index + 1 < len(lines) else None
    if following is None:
        return False
    if line.kind in ("bullet", "row"):
        return content.endswith(":")
    found = OPENINGS.first(
        Opening(line, content, following.kind == "bullet", _counted(text, lines, index + 1, words), words)
    )
    return found is not None and found[0]


def _counted(text: str, lines: list[Line], at: int, words: ListWords) -> int:
    """How many of the next two lines count something and are no prose."""
    counted = 0
    for line in lines[at : at + 2]:
        content = text[line.start : line.end]
        parted = line.gap and line is not lines[at]
        if line.kind not in ("paragraph", "heading") or parted or len(content) > _LONGEST_ITEM or _is_prose(content):
            break
        counted += words.number.match(fold(content)) is not None or _COUNTED_END.search(content) is not None
    return counted
