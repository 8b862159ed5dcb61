"""Decides which stars and underscores are Markdown emphasis and which are text.

In: a paragraph. Out: the paragraph without marks of emphasis. The rule is CommonMark's (marks open before a word and close behind one);
marks that converters leave behind are removed too: '** bold **', a single '**' at a line's end.

>>> strip_emphasis("**Two men** were *charged*; tell us on *355541 or snake_case, or f**k")
'Two men were charged; tell us on *355541 or snake_case, or f**k'
"""

from __future__ import annotations

import regex

_RUN = regex.compile(r"\*++|_++")


class _MarkRun:
    """A run of equal marks: where it stands, how many of its marks are still text, and whether it can open or close."""

    __slots__ = ("closes", "end", "left", "mark", "opens", "start")

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
        kept = "" if _is_leaving(text, run) else run.mark * run.left
        pieces.append(kept or _gap(text, run))
        at = run.end
    pieces.append(text[at:])
    return "".join(pieces)


def _gap(text: str, run: _MarkRun) -> str:
    """A space where only marks separated two words: 'visit**https://…', '101**or online'; none in '**J**oint', which is one word."""
    before, after = text[run.start - 1 : run.start], text[run.end : run.end + 4]
    if not before.isalnum() or not after[:1].isalnum():
        return ""
    return " " if after.casefold() == "http" or before.isdigit() != after[0].isdigit() else ""


def _run(text: str, match: regex.Match[str]) -> _MarkRun:
    """The run of marks that was matched."""
    start, end = match.span()
    before = text[start - 1] if start else "\n"
    after = text[end] if end < len(text) else "\n"
    if before.isdigit() and after.isdigit():  # '20*186828 or 20*186829': a reference number's own star
        return _MarkRun(start, end, match.group()[0], opens=False, closes=False)
    left = not after.isspace() and (_is_word(after) or not _is_word(before))
    right = not before.isspace() and (_is_word(before) or not _is_word(after))
    if match.group()[0] == "_":  # snake_case: an underscore inside a word is text
        return _MarkRun(
            start,
            end,
            "_",
            opens=left and (not right or not _is_word(before)),
            closes=right and (not left or not _is_word(after)),
        )
    return _MarkRun(start, end, "*", opens=left, closes=right)


def _is_word(character: str) -> bool:
    """Whether a character is neither space nor punctuation, as CommonMark defines it."""
    return not character.isspace() and not (
        regex.match(r"[\p{P}\p{S}]", character) is not None or 0xFDD0 <= ord(character) <= 0xFDEF
    )


_OPENERS_LOOKED_AT = (
    8  # openers that a closer looks back over: real text nests two deep, and the limit keeps the time linear
)


def _pair(runs: list[_MarkRun]) -> None:
    """Match runs that belong together, each with the nearest opener, and remove their marks."""
    stacks: dict[str, list[_MarkRun]] = {"*": [], "_": []}
    for run in runs:
        stack = stacks[run.mark]
        while run.closes and run.left:
            at = next(
                (
                    at
                    for at in range(len(stack) - 1, max(len(stack) - 1 - _OPENERS_LOOKED_AT, -1), -1)
                    if _match(stack[at], run)
                ),
                None,
            )
            if at is None:
                break
            opener = stack[at]
            del stack[at + 1 :]
            used = min(opener.left, run.left)
            opener.left -= used
            run.left -= used
            if not opener.left:
                stack.pop()
        if run.opens and run.left:
            stack.append(run)


def _match(opener: _MarkRun, closer: _MarkRun) -> bool:
    """Whether two runs may belong together, by CommonMark's rule of three: the '**' in 'f**k' does not match the stars of '*that f**k thing*'."""
    if not (opener.closes or closer.opens):
        return True
    sizes = opener.end - opener.start, closer.end - closer.start
    return sum(sizes) % 3 != 0 or (sizes[0] % 3 == 0 and sizes[1] % 3 == 0)


def _is_leaving(text: str, run: _MarkRun) -> bool:
    """Whether the rest of a run is no text: marks beside a space, a line's end or punctuation."""
    before = text[run.start - 1] if run.start else "\n"
    after = text[run.end] if run.end < len(text) else "\n"
    if run.mark == "_":
        # '_Published on 4 May. _', '_ _'; but '@handle_' and '____' to write on are text
        near = max(0, run.start - 100)
        word = regex.split(r"\s", text[near : run.start])[-1]
        return (
            0 < run.left <= 3 and not (_is_word(before) and _is_word(after)) and "@" not in word and "://" not in word
        )
    # '*Terms apply' is a note; '****' behind letters is a word that the writer starred out: 'you b****', 'f**k'
    return 2 <= run.left <= 6 and (not before.isalnum() or (run.left == 2 and not after.isalnum()))
