r"""Quotation marks and the stretches of text between them, paragraph by paragraph.

In: a page. Out: its `Stretch`es in text order, whether utterances, scare quotes or titles. Whether a mark opens or closes is decided from
its neighbours and not by counting marks: about every fourth release has an odd number of marks, because a quote of several paragraphs opens
each of them and closes only the last.

>>> from release_parser.text import read_page
>>> page = read_page('PC Ann Pole said: "We act.\n\n"We always act."')
>>> [(page.text[s.start : s.end], s.closed, s.carried) for s in find_stretches(page)]
[('We act.', False, False), ('We always act.', True, True)]
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from release_parser.lexicon import WordPattern
from release_parser.regexes import Regex
from release_parser.text import Page

DOUBLES = '"“”„‟«»＂〝〞'
SINGLES = "'‘’‚‛"
_OPEN_SHAPES = "“„«〝‘‚"
_CLOSE_SHAPES = "”»〞"
_BEFORE_OPENER = " ([{—–-:;/>_*" + DOUBLES + SINGLES
_AFTER_CLOSER = " .,;:!?)]}—–-…/*_" + DOUBLES + SINGLES
# "'em", "'til", "'90s": an apostrophe that stands where an opener would
_CONTRACTION = Regex(r"[’'‘](?:em|til|tis|twas|cause|n|round|bout|ave|e|ere|im|is)\b|[’'‘]\d0s?\b", re.IGNORECASE)
_MARK = Regex(f"[{DOUBLES}{SINGLES}]")
# how many paragraphs without marks a quote may run through to a late close
_MOST_UNMARKED_PARAGRAPHS = 12
# how many marks after an opener are looked at for the one that closes it
_MOST_MARKS = 60
_WORD = Regex(r"[\p{L}\d]")
# 'a 6" blade', '6" x 4"'
_MEASURED = Regex(r"[\"”][ -]?(?:x\b|by\b|[a-z])")
_LOWER_CASE_BEHIND = Regex(r"[ ]\p{Ll}")
_FIRST_PERSON = Regex(r"\b(?:we|our|us|I|my|me)\b", re.IGNORECASE)
_ATTRIBUTED = WordPattern(r"\b(?:«people.attributes»|told[ ]\w+)[ ]?[:;,]?[ ]*$")
_HEADLINE_KINDS = ("headline", "furniture")


@dataclass(frozen=True, slots=True)
class QuotationMark:
    """One quotation mark, and whether it can open or close. `strong`: punctuation stands before it, so that it closes with certainty."""

    at: int
    single: bool
    opens: bool
    closes: bool
    strong: bool


@dataclass(frozen=True, slots=True)
class Stretch:
    """Text between marks inside one block. `outer_start` and `outer_end` include the marks; `carried`: it goes on from the stretch before."""

    start: int
    end: int
    outer_start: int
    outer_end: int
    block: int
    closed: bool
    carried: bool
    single: bool
    opened: bool = True


def find_marks(text: str, start: int, end: int) -> list[QuotationMark]:
    """The quotation marks of text[start:end], without apostrophes inside words and possessives."""
    marks = []
    for match in _MARK.finditer(text, start, end):
        mark = _read_mark(text, match.start(), start, end)
        if mark is not None:
            marks.append(mark)
    return marks


def _read_mark(text: str, at: int, start: int, end: int) -> QuotationMark | None:
    """The mark at an offset with what its neighbours allow, or None where it is an apostrophe."""
    before = text[at - 1] if at > start else ""
    after = text[at + 1] if at + 1 < end else ""
    strong = before != "" and before in ".,!?…"
    if text[at] in SINGLES:
        opens = _single_opens(text, at, end, before, after)
        closes = not opens and _closes_before(after) and before not in ("", " ")
        return None if before.isalnum() and after.isalnum() else QuotationMark(at, True, opens, closes, strong)
    if text[at] in _OPEN_SHAPES:
        # 'the end.“' at the end of a line is a closer that faces the wrong way
        wrong = (after == "" and before != "") or (strong and after == " ")
        return QuotationMark(at, False, not wrong, wrong, strong)
    if text[at] in _CLOSE_SHAPES:
        wrong = before == "" or (before in " :(" and not _closes_before(after))
        return QuotationMark(at, False, wrong, not wrong, strong)
    opens, closes = _straight(before, after, strong=strong)
    return QuotationMark(at, False, opens, closes, strong and closes)


def _opens_behind(before: str) -> bool:
    """Whether a mark may open behind this character; '' is the beginning of the block."""
    return before == "" or before in _BEFORE_OPENER


def _closes_before(after: str) -> bool:
    """Whether a mark may close before this character; '' is the end of the block."""
    return after == "" or after in _AFTER_CLOSER


def _single_opens(text: str, at: int, end: int, before: str, after: str) -> bool:
    """Whether a single mark opens; an apostrophe does not: ''twas', 'rock ’n’ roll'."""
    if not _opens_behind(before) or after == "" or after.isspace() or after in ".,;:!?)":
        return False
    if before != "" and before in "-–" and _closes_before(after):
        return False
    return _CONTRACTION.match(text, at, end) is None


def _straight(before: str, after: str, *, strong: bool) -> tuple[bool, bool]:
    """Whether a straight double mark opens, and whether it closes; both where its neighbours do not decide."""
    if before == "":
        return after != "", False
    if after == "":
        return False, True
    left, right = _opens_behind(before), _closes_before(after)
    if left != right:
        return left, right
    return left or not strong, True  # lost spaces: 'the end."He' closes, 'said"We' may open


def find_stretches(
    page: Page, openings: dict[int, int] | None = None, spoken: frozenset[int] = frozenset()
) -> list[Stretch]:
    """All stretches between marks, in text order.

    `openings` gives, by block, the offset at which an utterance begins whose opening mark is missing. Headlines are left out, except the
    blocks of `spoken`, whose words are signed.
    """
    text, openings = page.text, openings or {}
    marks = [find_marks(text, block.start, block.end) for block in page.blocks]
    found: list[Stretch] = []
    carry: Stretch | None = None
    for index, block in enumerate(page.blocks):
        silent = block.kind in _HEADLINE_KINDS and index not in spoken
        if silent or not _WORD.search(text, block.start, block.end):
            carry = None if block.kind == "headline" else carry
            continue
        at = block.start
        if carry is not None and (stretch := _carried(page, marks, index, single=carry.single)) is not None:
            found.append(stretch)
            at = stretch.outer_end
            if not stretch.closed:
                carry = stretch
                continue
        _scan(page, marks[index], index, at, openings.get(index), found)
        carry = found[-1] if found and found[-1].block == index and not found[-1].closed else None
    return found


def _carried(page: Page, marks: list[list[QuotationMark]], index: int, *, single: bool) -> Stretch | None:
    """The stretch of a block that goes on with the quote which the block before left open."""
    block = page.blocks[index]
    first = marks[index][0] if marks[index] else None
    at, opener = block.start, None
    if (
        first is not None
        and first.opens
        and not page.text[block.start : first.at].strip(" _*")
        and (not first.single or single)
    ):
        at, opener = first.at + 1, first
    elif not _closes_late(page, marks, index, single=single):
        return None
    return _close(page.text, marks[index], at, block.end, index, opener=opener, carried=True, single=single)


def _scan(
    page: Page, marks: list[QuotationMark], index: int, at: int, opening: int | None, found: list[Stretch]
) -> None:
    """Append to `found` the stretches of one block from `at` on that go on with nothing before."""
    text, block = page.text, page.blocks[index]
    for mark in marks:
        if opening is not None and at <= opening <= mark.at:
            stretch = _close(text, marks, opening, block.end, index, opener=None, carried=False, single=False)
            found.append(stretch)
            at, opening = stretch.outer_end, None
        if mark.at < at or not mark.opens:
            continue
        if mark.single and not _opens_speech(text, mark.at, block.start):
            continue
        stretch = _close(text, marks, mark.at + 1, block.end, index, opener=mark, carried=False, single=mark.single)
        if (
            mark.single
            and not stretch.closed
            and mark.at > block.start
            and not text[block.start : mark.at].rstrip().endswith((":", ";", ",", "said"))
        ):
            continue
        found.append(stretch)
        at = stretch.outer_end
    if opening is not None and opening >= at:
        found.append(_close(text, marks, opening, block.end, index, opener=None, carried=False, single=False))


def _opens_speech(text: str, at: int, start: int) -> bool:
    """Whether a single mark stands where speech begins: at the start, after a colon or comma, after a sentence."""
    before = text[max(start, at - 12) : at].rstrip()
    return before == "" or before[-1] in ":;,.!?–—-" or before.endswith(("said", "says", "added"))


def _close(
    text: str,
    marks: list[QuotationMark],
    start: int,
    end: int,
    index: int,
    *,
    opener: QuotationMark | None,
    carried: bool,
    single: bool,
) -> Stretch:
    """The stretch from `start` to its closing mark, or to the block's end where there is none."""
    closer = _closing_single(text, marks, start, end) if single else _closing_double(text, marks, start, end)
    outer_start = opener.at if opener is not None else start
    inner_end = end if closer is None else closer.at
    outer_end = end if closer is None else closer.at + 1
    while start < inner_end and text[start].isspace():
        start += 1
    while inner_end > start and text[inner_end - 1].isspace():
        inner_end -= 1
    return Stretch(
        start, inner_end, outer_start, outer_end, index, closer is not None, carried, single, opener is not None
    )


def _closing_double(text: str, marks: list[QuotationMark], start: int, end: int) -> QuotationMark | None:
    """The double mark that closes a quote which begins at `start`, or None."""
    depth = 1
    last: QuotationMark | None = None
    first = bisect_left(marks, start, key=lambda mark: mark.at)
    for position in range(first, min(first + _MOST_MARKS, len(marks))):
        mark = marks[position]
        if mark.single:
            continue
        if mark.opens and not mark.closes:
            depth += 1
            continue
        if _is_inches(text, marks, position):
            continue
        last = mark
        depth -= 1
        if depth == 0:
            return mark
    # 'they call this "plugging. It kills."': the inner quote never closed, the outer one does at the block's end
    if last is not None and not text[last.at + 1 : end].strip(" .,"):
        return last
    return None


def _is_inches(text: str, marks: list[QuotationMark], position: int) -> bool:
    """Whether a mark means inches: 'a 6" blade' has a digit before it, lower case behind, and another mark that closes the quote."""
    mark = marks[position]
    if not text[mark.at - 1].isdigit() or text[mark.at] not in '"”':
        return False
    if not _MEASURED.match(text[mark.at : mark.at + 5]):
        return False
    return any(later.closes and not later.single for later in marks[position + 1 : position + 40])


def _closing_single(text: str, marks: list[QuotationMark], start: int, end: int) -> QuotationMark | None:
    """The single mark that closes a quote which begins at `start`, or None; an apostrophe behind a plural s is avoided."""
    depth = 1
    weak: QuotationMark | None = None
    first = bisect_left(marks, start, key=lambda mark: mark.at)
    for mark in marks[first : first + _MOST_MARKS]:
        if not mark.single:
            continue
        if mark.opens:
            depth += 1
        elif mark.closes:
            if mark.strong or mark.at + 1 >= end:
                return mark
            if depth > 1:  # 'the 'cuckooing' of homes'
                depth -= 1
            elif text[mark.at - 1] != "s" or not _LOWER_CASE_BEHIND.match(text[mark.at + 1 : mark.at + 3]):
                weak = weak or mark
    return weak


def _closes_late(page: Page, marks: list[list[QuotationMark]], index: int, *, single: bool) -> bool:
    """Whether the quote that the block before left open goes on through blocks without marks up to a closing mark."""
    for at in range(index, min(index + _MOST_UNMARKED_PARAGRAPHS, len(page.blocks))):
        block = page.blocks[at]
        if block.kind in ("headline", "heading") and at != index:
            return False
        relevant = [mark for mark in marks[at] if mark.single == single and (not single or mark.strong or mark.opens)]
        if not relevant:
            if _INTRODUCES_SPEECH.of(page.lexicon).search(page.text[block.start : block.end]):
                return False
        elif (closes := _closes_in(page, relevant, index, at)) is not None:
            return closes
    return False


_INTRODUCES_SPEECH = WordPattern(r"\b(?:«people.introduces_speech»)\b[^.]{0,60}:$")


def _closes_in(page: Page, marks: list[QuotationMark], index: int, at: int) -> bool | None:
    """Whether the quote that block `index` goes on with closes at a mark of block `at`; None where it may go on behind it."""
    text, block = page.text, page.blocks[at]
    depth = 0
    for mark in marks:
        if not mark.opens or mark.closes:
            if not depth:
                return True
            depth -= 1
            continue
        if mark.at <= block.start + 1:  # it opens again after paragraphs that only 'we' can speak
            between = page.blocks[index:at]
            return at > index and all(_FIRST_PERSON.search(text, other.start, other.end) for other in between)
        if _ATTRIBUTED.of(page.lexicon).search(text[max(block.start, mark.at - 24) : mark.at]):
            return False  # 'Shop owner Ann Pole said “...': the next speaker
        depth += 1
    return None if depth == 0 else False
