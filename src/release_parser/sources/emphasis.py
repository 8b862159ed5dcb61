r"""Markdown's emphasis: which stars and underscores are marks, and which are text.

In: a paragraph. Out: the paragraph without marks of emphasis. The rule is CommonMark's (a run of marks opens where a word
follows and closes where one stands before), and beyond it the leavings of converters go: '** bold **', a lone '**' at a line's end.

>>> strip_emphasis("**Two men** were *charged*; tell us on *355541 or snake_case, or f**k")
'Two men were charged; tell us on *355541 or snake_case, or f**k'
"""

from __future__ import annotations

import regex

_RUN = regex.compile(r"\*++|_++")


class _Run:
    """A run of equal marks: where it stands, how many of its marks are still text, and what it may do."""

    __slots__ = ("closes", "end", "left", "mark", "opens", "start", "taken_back", "taken_front")

    def __init__(self, start: int, end: int, mark: str, *, opens: bool, closes: bool) -> None:
        self.start, self.end, self.mark, self.opens, self.closes = start, end, mark, opens, closes
        self.left = end - start


def strip_emphasis(text: str) -> str:
    """The text without its marks of emphasis."""
    if "*" not in text and "_" not in text:
        return text
    runs = [_run(text, match) for match in _RUN.finditer(text)]
    _pair(runs)
    pieces: list[str] = []
    at = 0
    for run in runs:
        pieces.append(text[at : run.start])
        pieces.append("" if _is_leaving(text, run) else run.mark * run.left)
        at = run.end
    pieces.append(text[at:])
    return "".join(pieces)


def _run(text: str, match: regex.Match[str]) -> _Run:
    start, end = match.span()
    before = text[start - 1] if start else "\n"
    after = text[end] if end < len(text) else "\n"
    left = not after.isspace() and (_is_word(after) or not _is_word(before))
    right = not before.isspace() and (_is_word(before) or not _is_word(after))
    if match.group()[0] == "_":  # snake_case: an underscore inside a word is text
        return _Run(start, end, "_", opens=left and (not right or not _is_word(before)), closes=right and (not left or not _is_word(after)))
    return _Run(start, end, "*", opens=left, closes=right)


def _is_word(character: str) -> bool:
    """CommonMark's 'neither space nor punctuation'."""
    return not character.isspace() and not (regex.match(r"[\p{P}\p{S}]", character) is not None or 0xFDD0 <= ord(character) <= 0xFDEF)


def _pair(runs: list[_Run]) -> None:
    """Take marks off the runs that belong together, the nearest opener first. Linear: an opener is passed over once."""
    stacks: dict[str, list[_Run]] = {"*": [], "_": []}
    for run in runs:
        stack = stacks[run.mark]
        while run.closes and run.left and stack:
            opener = stack[-1]
            used = min(opener.left, run.left)
            # 'f**k' in '*that f**k thing*': both sides are inside a word, and sizes differ
            if opener.opens and opener.closes and run.opens and opener.left != run.left:
                break
            opener.left -= used
            run.left -= used
            if not opener.left:
                stack.pop()
        if run.opens and run.left:
            stack.append(run)


def _is_leaving(text: str, run: _Run) -> bool:
    """Whether what is left of a run is no text either: two or three stars with a space or the line's end on a side."""
    if not run.left or run.mark != "*" or run.left < 2 or run.left > 4:
        return False
    before = text[run.start - 1] if run.start else "\n"
    after = text[run.end] if run.end < len(text) else "\n"
    # '****' behind letters is a word that the writer starred out: 'you b****'
    return not (before.isalpha() or after.isalpha()) or (run.left == 2 and not (before.isalnum() and after.isalnum()))
