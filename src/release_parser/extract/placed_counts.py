"""Numbers in brackets behind the names of places: 'arrests in France (25), Italy (19) and Spain (11)'.

In: a text, and the offset of a number in brackets. Out: the place before the bracket and the preposition before the list of places; None
where it is no such list. 'Ann Ash (34)' is a person with an age: a person's name has two words or follows no preposition.

>>> text = "arrests in France (25) and Italy (19)"
>>> found = placed_before(text, text.index("19"))
>>> text[slice(*found.place)], text[slice(*found.preposition)]
('Italy', 'in')
"""

from __future__ import annotations

from dataclasses import dataclass

from release_parser.regexes import Regex

_NAME = r"\p{Lu}[\p{L}\d’'-]*"
_PLACED = Regex(
    rf"\b(?P<preposition>in|at|near|from|across|for|to|including)[ ](?:the[ ])?(?P<place>{_NAME})[ ]\(\Z|\b(?P<preposition>in|at|near|across|on)[ ](?:the[ ])?(?P<place>{_NAME}(?:[ ]{_NAME}){{0,2}})[ ]\(\Z"
)
_NEXT = Regex(
    rf"[ ]\([^()]{{1,24}}\)(?:,[ ](?:and[ ]|then[ ])?|;[ ]|[ ]and[ ])(?:the[ ])?(?P<place>{_NAME}(?:[ ]{_NAME}){{0,2}})[ ]\(\Z"
)
_LONGEST_LIST = 40
"""How many places of a list are gone through back to its first."""
_LIST_REACH = 90


@dataclass(frozen=True, slots=True)
class PlacedCount:
    """The offsets of the place's name and of the preposition of its list."""

    place: tuple[int, int]
    preposition: tuple[int, int]


def placed_before(text: str, at: int) -> PlacedCount | None:
    """The place to which the number at `at`, behind an opening bracket, belongs, or None."""
    place: tuple[int, int] | None = None
    for _ in range(_LONGEST_LIST):
        low = max(0, at - _LIST_REACH)
        before = text[low:at]
        first = _PLACED.search(before)
        following = _NEXT.search(before) if first is None else None
        match = first or following
        if match is None:
            return None
        place = place or (low + match.start("place"), low + match.end("place"))
        if first is not None:
            return PlacedCount(place, (low + first.start("preposition"), low + first.end("preposition")))
        at = low + match.start() + len(" (")
    return None
