"""Headlines in capitals or title case, written as prose for a model that was trained on prose.

In: a line. Out: the same line, with the same number of characters, in lower case where its capitals are those of a headline. The tagger would take
'2 HANDGUNS SEIZED' and 'Five Arrested' for names.

>>> as_prose("MORE THAN 3 KG OF METH AND 2 HANDGUNS SEIZED")
'more than 3 kg of meth and 2 handguns seized'
>>> as_prose("Two Men Held After Raid by NCA Officers"), as_prose("Ann Pole of Elm Road ran.")
('two men held after raid by NCA officers', 'Ann Pole of Elm Road ran.')
"""

from __future__ import annotations

from release_parser.regexes import Regex

_LETTERS = Regex(r"\p{L}{2,}")
_TITLE = Regex(r"(?<![\p{L}’'])\p{Lu}(?=\p{Ll}|[ ])")
_FEWEST_WORDS = 2
_FEWEST_TITLED = 3
_MOST_WORDS = 30


def as_prose(line: str) -> str:
    """The line in lower case if it is written in a headline's capitals, else unchanged; the length never changes."""
    words = [word for word in _LETTERS.findall(line) if len(word) > 1]
    if len(words) < _FEWEST_WORDS or len(words) > _MOST_WORDS:
        return line
    shouted = sum(word.isupper() for word in words)
    if shouted >= 0.8 * len(words):
        lowered = line.lower()
        return lowered if len(lowered) == len(line) else line
    long = [word for word in words if len(word) > 3]
    titled = sum(word[0].isupper() for word in long) >= 0.85 * len(long)
    if len(long) < _FEWEST_TITLED or not titled or line.rstrip().endswith((".", "!", ":", "”", '"')):
        return line
    return _TITLE.sub(lambda match: match.group().lower(), line)
