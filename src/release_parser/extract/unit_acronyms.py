"""The acronym that a release gives a unit, behind its name or before it.

In: a text and the bounds of a unit's name. Out: the acronym, or None.

>>> text = "the Serious Collision Investigation Unit (SCIU)"
>>> explained_after(text, 4, text.index(" ("), Lexicon.default())
'SCIU'
>>> text = "ERSU (Eastern Region Support Unit)"
>>> explained_before(text, 6, len(text) - 1, Lexicon.default())
'ERSU'
"""

from __future__ import annotations

import re

from release_parser.extract.unit_owners import explained_forces
from release_parser.lexicon import Lexicon, WordPattern
from release_parser.regexes import Regex

_SHAPE = r"\p{Lu}(?:[\p{Lu}\d&/]|(?<=\p{L})\p{Ll}(?=\p{Lu})|[ -](?=\p{Lu})){1,11}s?"
_AFTER = WordPattern(
    rf"""
      [ ]?[(\[][ ]?["'‘“]?(?:or[ ]|(?:«name_words.known_as»)[ ](?:the[ ])?|the[ ])?(?P<acronym>{_SHAPE})["'’”]?[ ]?[)\],;]   # 'Unit (RPU)'
    | ,?[ ](?:or|«name_words.known_as»)[ ](?:the[ ])?["'‘“]?(?P<acronym>{_SHAPE})\b                        # 'Unit, or RPU,'
    | ,?[ ][–-][ ](?P<acronym>\p{{Lu}}{{3,8}})[ ][–-]                                                                                # 'Unit - RPU -'
    """,
    re.VERBOSE,
)
_INSIDE = WordPattern(r"\((?P<acronym>[A-Z]{2,8})\)[ ](?:[\p{L}]+|(?i:«name_words.task_force»))$")
_BEFORE = Regex(
    rf"""
    (?<![\p{{L}}\d])(?:
      (?P<acronym>{_SHAPE})[ ]?(?:\((?:the[ ])?|,[ ]the[ ]|[ ][–-][ ](?:the[ ])?)   # 'ERSU (Eastern Region Support Unit)', 'ERSU, the Eastern …'
    | \((?P<acronym>{_SHAPE})\)[ ]                                                 # '(RPU) Roads Policing Unit'
    )$
    """,
    re.VERBOSE,
)

_WORD = Regex(r"\p{L}+")


def explained_after(text: str, start: int, end: int, lexicon: Lexicon) -> str | None:
    """The acronym in brackets behind the name, or inside it."""
    match = _AFTER.of(lexicon).match(text, end) or _INSIDE.of(lexicon).search(text[start:end])
    return match["acronym"] if match and _stands_for(match["acronym"], text[start:end]) else None


def explained_before(text: str, start: int, end: int, lexicon: Lexicon) -> str | None:
    """The acronym before the name, which stands in brackets behind it: 'RPU (Roads Policing Unit)'; None where there is none."""
    match = _BEFORE.search(text[max(0, start - 24) : start])
    # 'Elm Police Service (EPS) Patrol Section': the force's initials
    if match is None or match["acronym"] in explained_forces(text, lexicon):
        return None
    return match["acronym"] if _stands_for(match["acronym"], text[start:end]) else None


def _stands_for(acronym: str, name: str) -> bool:
    """Whether the acronym's capitals occur in the name in the same order, most of them at the beginning of its words."""
    letters = [character.casefold() for character in acronym if character.isupper()]
    initials = [word[0].casefold() for word in _WORD.findall(name)]
    at = found = 0
    for letter in letters:
        if letter in initials[at:]:
            at += initials[at:].index(letter) + 1
            found += 1
    return len(letters) >= 2 and found >= max(2, 0.6 * len(letters))
