"""The dateline of a release: place and day before its first sentence.

In: a text and the bounds of a paragraph. Out: where the dateline ends. It is not part of the sentence behind it: nobody in it acts, and its day is
the day of publication.

>>> from release_parser.lexicon import Lexicon
>>> text = "ASHTOWN, ON (May 4, 2021) – Police arrested 34 men."
>>> text[dateline_end(text, 0, len(text), Lexicon.default()):]
'Police arrested 34 men.'
"""

from __future__ import annotations

import re

from release_parser.lexicon import Lexicon, WordPattern
from release_parser.regexes import Regex
from release_parser.text.dates.grammar import MONTH_NAME

_PLACE = r"\p{Lu}[\p{L}.’'-]*(?:[ ]\p{Lu}[\p{L}.’'-]*){0,3}"
_REGION = r",?[ ](?:\p{Lu}{2}|\p{Lu}\.[ ]?\p{Lu}\.|\p{Lu}\p{Ll}{1,9}\.?)"
_DAY = rf"(?:{MONTH_NAME}[ ]\d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}(?:st|nd|rd|th)?[ ]{MONTH_NAME})(?:,?[ ]\d{{4}})?"
_HEAD = rf"""
      \({_PLACE}{_REGION}\)                                                        # '(Ashtown, ON)'
    | (?:UPDATE[ ]?[-–:][ ])?{_PLACE}(?:{_REGION})?[ ]?\([^()\n]{{4,30}}\)         # 'ASHTOWN, ON (May 4, 2021)'
    | {_PLACE}(?:{_REGION})?,?[ ](?:[–—-][ ])?{_DAY}                               # 'Ashtown, BC – May 4th, 2021'
    | {_PLACE},[ ](?:\p{{Lu}}{{2}}|\p{{Lu}}\.\p{{Lu}}\.)                            # 'Ashtown, ON', 'ASHTOWN, N.S.'
    | \p{{Lu}}{{3}}[\p{{Lu}} .’'-]{{0,30}}(?:,[ ](?:\p{{Lu}}[\p{{L}}.]{{0,10}}[ ]?){{1,3}})?  # 'ASHTOWN', 'ASHTOWN, Mass.'
"""
DATELINE = WordPattern(_HEAD, re.VERBOSE)
"""Place and day alone, without the dash behind them."""
_BEFORE_SENTENCE = WordPattern(rf"(?:{_HEAD})[ ]?(?:[–—]|-{{1,2}}(?=[ ]))[ ]?(?=[\p{{Lu}}\d“\"‘'])", re.VERBOSE)
_SHORTEST_SENTENCE = 20
# 'Kelsham – Officers held two men.', 'Alder County, Fla. – On May 4 …': names without a day may as well be a label, whose sentence is no phrase
_NAMES_ALONE = Regex(
    rf"{_PLACE}(?:,[ ]\p{{Lu}}[\p{{L}}.’'-]{{1,14}}(?:[ ]\p{{Lu}}\p{{L}}{{2,12}})?)?[ ](?:[–—]|-{{1,2}})[ ](?=\p{{Lu}}\p{{Ll}}*[ ])"
)
_SHORTEST_BEHIND_NAMES = 40
_STOP = Regex(r"[.!?][”\"’')]?$")


def dateline_end(text: str, start: int, end: int, lexicon: Lexicon) -> int:
    """Where the sentence behind the dateline of text[start:end] begins; `start` where it has none."""
    match = _BEFORE_SENTENCE.of(lexicon).match(text, start, end)
    if match and end - match.end() >= _SHORTEST_SENTENCE:
        return match.end()
    names = _NAMES_ALONE.match(text, start, end)
    told = (
        names is not None
        and end - names.end() >= _SHORTEST_BEHIND_NAMES
        and _STOP.search(text, max(start, end - 3), end)
    )
    return names.end() if names is not None and told else start
