r"""Joins lines that were broken inside a sentence.

In: a cleaned text. Out: the same text without line breaks inside its sentences, and its offsets. Such breaks come from hard-wrapped columns, and from
programs that put each link, raised figure or bold word of a page on a line of its own.

>>> from release_parser.lexicon import Lexicon
>>> mend(OffsetMap.build("On May 2\nnd\n, 2021, the\nElm County\npolice made 34 arrests.", ()), Lexicon.default()).text
'On May 2nd, 2021, the Elm County police made 34 arrests.'
"""

from __future__ import annotations

from itertools import pairwise

from release_parser.lexicon import Lexicon
from release_parser.regexes import Regex
from release_parser.text.lines import TERMINAL, Line, read_lines
from release_parser.text.offsets import OffsetMap
from release_parser.text.seams import BREAK, SEAMS, Seam


def mend(offsets: OffsetMap, lexicon: Lexicon) -> OffsetMap:
    """The text without the line breaks that stand inside its sentences."""
    text = offsets.text
    lines = read_lines(text)
    wrapped = _is_hard_wrapped(text, lines)
    edits: list[tuple[int, int, str]] = []
    whole, left, listed = None, "", False
    for index, line in enumerate(lines):
        joint = BREAK
        if whole is not None and not line.gap:
            after = lines[index + 1] if index + 1 < len(lines) and not lines[index + 1].gap else None
            following = "" if after is None else text[after.start : after.end]
            found = SEAMS.first(Seam(text, whole, left, line, following, wrapped, listed, lexicon))
            joint = BREAK if found is None else found[0]
        if whole is None or joint == BREAK:
            listed = not line.gap and (left.endswith(":") or (listed and not _ENDS_LIST.search(left)))
            whole = Line(line.start, line.end, line.kind, line.gap)
        else:
            # a marker that the reader of lines took for a bullet's belongs to the sentence: 'ASHTOWN (May 4)', '– Two men'
            start = line.start if joint == "" or line.kind == "paragraph" else text.rindex("\n", 0, line.start) + 1
            edits.append((whole.end, start, joint))
            whole.end = line.end
        left = text[line.start : line.end]
    return offsets.edited(edits) if edits else offsets


# prose is no item: 'Anyone who saw the two men in the park on that day is asked to call'
_ENDS_LIST = Regex(r"(?:\S+[ ]+){11}")


def _is_hard_wrapped(text: str, lines: list[Line]) -> bool:
    """Whether the text was wrapped at a fixed width: most lines with another behind them are long and end inside a sentence."""
    pairs = [(line, after) for line, after in pairwise(lines) if not after.gap and after.kind == "paragraph"]
    if len(pairs) < 4:
        return False
    # a column has a width
    if sum(line.end - line.start > 125 for line in lines) > 0.1 * len(lines):
        return False
    cut = [
        after
        for line, after in pairs
        if 45 <= line.end - line.start <= 110 and not TERMINAL.search(text, line.start, line.end)
    ]
    # the lines of a list may be long as well, but each begins with a capital
    return len(cut) >= 0.6 * len(pairs) and sum(text[after.start].islower() for after in cut) >= 0.35 * len(cut)
