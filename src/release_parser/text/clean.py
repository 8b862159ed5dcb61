r"""Replaces unusual characters by ordinary ones, and keeps a map of offsets to the original text.

In: the release's text. Out: an `OffsetMap` whose `.text` has plain spaces and newlines and decoded entities, no soft hyphens, zero-width
characters, Markdown emphasis or escapes, accents joined to their letters, and a space where two sentences had none between them. Nothing
that a reader sees is lost except marks.

>>> clean("seized&nbsp;**12\u00adkg**").text
'seized 12kg'
"""

from __future__ import annotations

import html
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator

from release_parser.regexes import Regex
from release_parser.text.offsets import OffsetMap
from release_parser.text.words import begin_at

_SUSPECT = Regex(r"[^\n\x20-\x7e‘’“”–—£€éè…]|[&*_\\`^]|''|[ ]{3}|[\w][.!?;:,)”\"][\"“”.!?]?\w")

_EDIT = Regex(
    r"""
      (?P<newline>\r\n?|[\u2028\u2029\x0b\x0c\x85])          # any line end is '\n'
    | (?P<gone>(?:[\u00ad\u200b\u200e\u200f\u2060\ufeff\u202a-\u202e]      # soft hyphens, zero-width and direction marks
        | (?![\u200c\u200d](?<=[^\p{Latin}\p{N}\p{P}\p{Z}\p{Cc}\p{Cf}].)[^\p{Latin}\p{N}\p{P}\p{Z}\p{Cc}\p{Cf}])[\u200c\u200d])+)  # joiners, but not inside of an emoji, or of Persian and Hindi words
    | (?P<footnote>(?<=\p{L}{2}[+%]?|\d[+%]?)[*†‡](?![\w*]|[ ]?\d)  # 'in three countries*', '12%†': a note's mark, but 'b****', '21* 12345'
        | (?<=\d[+%]?)[*]{2,3}(?![\w*]|[ ]?\d) | (?<=\p{L}{3})\^(?![\w^])   # '300** calls', 'arrests^'
        | (?<=\p{L}{3}[.,;:”"]?|\d%?)[¹²³⁴-⁹⁰]{1,2}(?!\w))        # '34¹ arrests', but 'm²'
    | (?P<space>[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000])  # each odd space is one space
    | (?P<hyphen>[\u2010\u2011])                               # hyphens that a plain one stands for: '12‑hour'
    | (?P<entity>&(?:\#\d{1,7}|\#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});)
    | (?P<escape>\\(?=[\\`*_{}\[\]()\#+.!|<>~"'&$^:;,/@%=?-]))  # Markdown: '£400\.'
    | (?P<twin>(?<![\w'])''(?=[ ]?[\w£])|(?<=[\w.,!?…])''(?![\w'])|``)  # two single marks for one double one
    | (?P<glue>
        (?<=[a-z)\d][a-z)][.!?][”"])(?=\p{Lu}\p{Ll})         # 'the end.”He said'
      | (?<=\p{Ll}{2}[.!?])(?=\p{Lu}\p{Ll}+[\s,’'])          # 'the end.Officers found'
      | (?<=\b(?:19|20)\d\d[.!?])(?=\p{Lu}\p{Ll}+[\s,’'])       # 'until May 2012.The defendant'
      | (?<=[\p{L}\d]\)[.!?])(?=\p{Lu}\p{Ll}+[\s,’'])        # 'the Lamp Team (KLT).Officers found'
      | (?<=\p{Ll}\))(?=\p{L}{2})                            # '(Monday)officers'
      | (?<=\d\))(?=\p{Ll}{3})                               # '(34)arrests'
      | (?<=\p{Ll}[;:,])(?=“)                                # 'said:“We'
      | (?<=\p{Ll}{2};)(?<!&\p{L}{1,30};)(?=\p{L})           # 'firearms;a crossbow;and', but not behind '&amp;'
      )
    """,
    re.VERBOSE,
)

# Odd characters, and (group 1) marks in front of a letter.
_MARK = re.compile(
    r"[\r\u2028\u2029\x0b\x0c\x85\xad\u200b-\u200f\u2060\ufeff\u202a-\u202e\t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000\u2010\u2011&\\`*†‡^¹²³⁴-⁹⁰]|''|([.!?”\");:,])(?=[^\W\d_]|“)"
)
# '**bold**', '*emphasis*', '__bold__', '_emphasis_': marks that hug their words, in pairs, on one line.
# '20*355541' and 'snake_case' hug words on both sides and stay; so does a '* ' that opens a bullet.
_EMPHASIS = Regex(
    r"(?<![\w*\\])(?P<mark>\*{1,3}|_{1,3})(?=[^\s*_])(?P<inside>[^\n]{1,600}?)(?<=[^\s\\])(?P=mark)(?![\w*])"
    # '** text **' and '**Label: **': bold whose spaces fell inside the marks
    r"|(?<![\w*\\])(?P<mark>\*\*)(?!\*)(?P<inside>[^\n*]{1,600}?)(?P=mark)(?!\*)"
    # a mark left behind at the end of a line or alone: '** '
    r"|(?P<stray>(?<![\w*\\])\*{2,3}(?!\*))"
)
_WEB = Regex(r"(?:https?://|www\.)\S++|(?<!\S)[^\s@]++@\S++")  # from the word's start only, so that the time is linear
_DECODED_SPACES = str.maketrans(dict.fromkeys("\u00a0\u2002\u2003\u2009", " "))


Edit = tuple[int, int, str]
"""What is replaced, from offset to offset, and what stands there instead."""


def clean(text: str) -> OffsetMap:
    """The cleaned text; `.original(start, end)` of the result gives offsets into `text`."""
    if not _SUSPECT.search(text):
        return OffsetMap.build(text, ())
    surer = {edit[0]: edit for edit in (*_emphasis(text), *_columns(text), *_unknown_digits(text), *_accents(text))}
    covered = {at for start, end, _ in surer.values() for at in range(start, end)}
    odd = [edit for edit in _odd_characters(text) if edit[0] not in covered]
    return OffsetMap.build(text, _apart(sorted([*surer.values(), *odd])))


# 'Offence', a tab, '2024', a tab, '2025': cells are short, and rows of one table have as many; three spaces part them as well
_BETWEEN = Regex(r"[ ]*+\t[\t ]*+|[ ]{3,40}+(?!\t)")
_LONGEST_CELL = 80
_MOST_CELLS = 13


def _columns(text: str) -> Iterator[Edit]:
    """Edits for tabs and wide spaces between table cells, where lines with the same number of cells follow each other: two lines of three cells, or three of two."""
    if "\t" not in text and "   " not in text:
        return
    rows: list[list[Edit]] = []
    at = 0
    for line in [*text.split("\n"), ""]:
        tabs = list(_tabs(line, at))
        if rows and len(tabs) != len(rows[-1]):
            yield from _of_a_table(rows)
            rows = []
        if tabs:
            rows.append(tabs)
        at += len(line) + 1


def _tabs(line: str, at: int) -> Iterator[Edit]:
    """Edits for the tabs or wide spaces between the cells of a line that begins at `at`; none where it is no table row."""
    row = line.strip()
    if "\t" not in row and "   " not in row:
        return
    first = at + len(line) - len(line.lstrip())
    runs = [(match.start(), match.end()) for match in _BETWEEN.finditer(row)]
    ends = [start for start, _ in runs] + [len(row)]
    begins = [0] + [end for _, end in runs]
    if len(begins) <= _MOST_CELLS and all(
        end - begin <= _LONGEST_CELL for begin, end in zip(begins, ends, strict=True)
    ):
        for start, end in runs:
            yield first + start, first + end, " | "


def _of_a_table(rows: list[list[Edit]]) -> Iterator[Edit]:
    """The edits of all rows, if these are enough for a table."""
    if len(rows) > 2 or (len(rows) > 1 and len(rows[0]) > 1):
        for row in rows:
            yield from row


_DIGIT = Regex(r"(?![\x00-\x7f])\p{Nd}")


def _unknown_digits(text: str) -> Iterator[Edit]:
    """Edits for digits of scripts that the patterns know but this version of Python does not, so that it could not compute their value."""
    if not text.isascii():
        for match in _DIGIT.finditer(text):
            if not match.group().isdecimal():
                yield match.start(), match.end(), "\ufffd"


_ACCENTED = re.compile(r"[^\W\d_][\u0300-\u036f]{1,8}")


def _accents(text: str) -> Iterator[Edit]:
    """Edits that join letters and accents written as separate characters, as PDF files and some keyboards do: 'José' in five characters."""
    if not text.isascii():
        for match in _ACCENTED.finditer(text):
            if (composed := unicodedata.normalize("NFC", match.group())) != match.group():
                yield match.start(), match.end(), composed


def _odd_characters(text: str) -> Iterator[Edit]:
    """Edits for unusual characters and sentences without a space between them, in text order; inside web addresses only invisible characters are changed."""
    web = [match.span() for match in _WEB.finditer(text)] if "@" in text or "//" in text or "www." in text else []
    for match in begin_at(_EDIT, text, _starts(text)):
        start, end = match.span()
        last = bisect_left(web, (start, 0)) - 1
        replacement = _replacement(match, inside_web=last >= 0 and start < web[last][1])
        if replacement is not None:
            yield start, end, replacement


def _starts(text: str) -> list[int]:
    """The offsets at which an edit can begin: at an unusual character, or between a mark and the letter right behind it."""
    return [mark.end() if mark.lastindex else mark.start() for mark in _MARK.finditer(text)]


# what becomes of each kind of odd character, everywhere and outside of addresses of the web
_EVERYWHERE = {"newline": "\n", "space": " ", "gone": "", "footnote": "", "hyphen": "-"}
_IN_PROSE = {"twin": '"', "glue": " ", "escape": ""}


def _replacement(match: re.Match[str], *, inside_web: bool) -> str | None:
    """The replacement for a matched stretch, or None where it stays."""
    kind = match.lastgroup or ""
    if kind in _EVERYWHERE or inside_web:
        return _EVERYWHERE.get(kind)
    if kind in _IN_PROSE:
        return _IN_PROSE[kind]
    decoded = html.unescape(match.group())
    if decoded == match.group():
        return None
    return decoded.translate(_DECODED_SPACES).replace("\u00ad", "").replace("\r", "\n")


def _emphasis(text: str) -> list[Edit]:
    """Edits that remove the marks of Markdown emphasis."""
    if "*" not in text and "_" not in text:
        return []
    edits: list[Edit] = []
    at = 0
    while match := _EMPHASIS.search(text, at):
        if match.group("stray") is not None:
            edits.append((match.start(), match.end(), ""))
            at = match.end()
            continue
        mark = len(match.group("mark"))
        edits += [(match.start(), match.start() + mark, ""), (match.end() - mark, match.end(), "")]
        inside = match.start() + mark
        edits += [(start + inside, end + inside, new) for start, end, new in _emphasis(match.group("inside"))]
        at = match.end()
    return sorted(edits)


def _apart(edits: list[Edit]) -> list[Edit]:
    """The edits without those that overlap an earlier one."""
    kept: list[Edit] = []
    for edit in edits:
        if not kept or edit[0] >= kept[-1][1]:
            kept.append(edit)
    return kept
