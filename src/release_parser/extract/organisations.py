"""Where the name of an organisation ends: 'PC Ann Pole at Ashford CID on 101'.

In: the words behind 'of', 'at' or 'from'. Out: the name alone, or None where they name none.

>>> organisation_of("Ashford CID on 101 quoting reference 12")
'Ashford CID'
>>> organisation_of("the time of the flood") is None
True
"""

from __future__ import annotations

import regex

# 'Ashford Police Station on 101', 'Ashford CID by calling 101', 'the Dog Unit today': where the name of a place ends
_PLACE_ENDS = regex.compile(
    r"""
    [ ]+(?:
        on(?=[ ]+(?:[\d+(]|tel|extension|freephone|(?:\p{Lu}\p{Ll}+[ ])\d))   # 'on 101', 'on May 3'
      | by(?=[ ]\p{Ll}+ing\b|[ ]e-?mail|[ ]phone)                          # 'by calling'
      | (?:or|and)(?=[ ](?:visit|call|e-?mail|contact|leading|those|by)\b)   # 'or visit'
      | (?:via|quoting|quote|referencing|either|using|today|yesterday|e-?mail|telephone)\b
    ).*
    """,
    regex.VERBOSE,
)
# 'who was a Special Constable at the time of the incident', 'thanked PC Ann Pole for her courage'
_NO_PLACE = regex.compile(
    r"(?:the[ ])?(?:time|scene|end|start|moment|age|helm|heart|forefront)\b|(?:his|her|their|my|its|all)\b|our$|\[|\p{Ll}+ing\b"
)


def organisation_of(words: str) -> str | None:
    """The name that the words begin with, or None."""
    name = _PLACE_ENDS.sub("", words).strip()
    return None if not name or _NO_PLACE.match(name) else name
