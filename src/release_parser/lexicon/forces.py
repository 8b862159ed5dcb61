"""Finds the force that a name means.

In: a force's name, short name, alias or area, however it is spelled. Out: its entry in the table of forces, or None.

>>> from release_parser.lexicon import Lexicon
>>> find_force("NZ Police", Lexicon.default()).country
'NZ'
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from release_parser.lexicon.trie import fold
from release_parser.regexes import Regex

if TYPE_CHECKING:
    from release_parser.lexicon.country import Force
    from release_parser.lexicon.lexicon import Lexicon


def find_force(name: str, lexicon: Lexicon) -> Force | None:
    """The force with this name, short name, alias or area, or None."""
    return _forces(lexicon).get(_key(name))


def plain_forms(force: Force) -> list[str]:
    """The name and those aliases that contain 'police' or mean nothing else: 'Kent' is a place too, and 'CPD' may be one of many forces."""
    return [force.name, *(alias for alias in force.aliases if _SAYS_POLICE.search(alias))]


POLICE_OF_ANOTHER = r"(?<=(?i:police))[ ](?i:services?|departments?)\b"
"""The source of a pattern: 'Ash Kent Police Service' does not name 'Kent Police'."""
_SAYS_POLICE = Regex(r"(?i)police|constabular|garda|\.uk$|\bthe met\b")

_NO_AREA = Regex(r"^Police (?:Service of )?| (?:Police(?: Service)?|Constabulary)$")
"""What is left of a force's name without it is the area: 'Exampleshire' of 'Exampleshire Police'."""


def _key(name: str) -> str:
    """A name in lower case, with single spaces and 'and' for '&'."""
    return fold(" ".join(name.replace("&", " and ").replace("-", " ").split()))


@lru_cache(maxsize=8)
def _forces(lexicon: Lexicon) -> dict[str, Force]:
    """The force for every way to write its name; the area alone counts last: 'Exampleshire' for 'Exampleshire Police'."""
    names: dict[str, Force] = {}
    for force in lexicon.forces:
        for form in (force.name, force.short, *force.aliases):
            if form:
                names.setdefault(_key(form), force)
    for force in lexicon.forces:
        area = _NO_AREA.sub("", force.name)
        names.setdefault(_key(area), force)
    return names
