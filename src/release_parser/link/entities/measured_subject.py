"""Whose height, weight or length a measure is, where only the verb before it joins the two: 'the blade measured 15cm'.

In: a measure in its sentence. Out: the `Entity` of the subject; `NOTHING` where the subject has a name; None where there is no such subject.
"""

from __future__ import annotations

from release_parser.link.counted import Counted, Entity
from release_parser.link.entities.phrases import NOTHING, has_small_words, subject
from release_parser.link.words import BE

_OF_A_BODY = frozenset({"tall", "high"})


def _before_the_bound(counted: Counted) -> int:
    """The index of the token before the measure and its adverbs: 'is about 6ft'."""
    at = counted.first - 1
    while at > 0 and counted.syntax.pos[at] == "ADV":
        at -= 1
    return at


def subject_of_the_measure(counted: Counted) -> Entity | None:
    """'the blade measured 15cm': the subject of the verb. In 'has brown eyes and is 6ft tall' it is not 'eyes'."""
    if counted.quantity.kind == "money":
        return None
    syntax, found = counted.syntax, subject(counted, people_too=True)
    if found is None:
        return None
    if syntax.lower(counted.after) in _OF_A_BODY and found.head not in counted.words.persons:
        named = syntax.tags[found.token] == "NNP"
        if named and has_small_words(counted):
            return NOTHING  # 'Ann Pole is 5ft tall': somebody with a name
        if not named and syntax.lower(_before_the_bound(counted)) not in (*BE, "as"):
            return None  # 'the suspect, a man, 20 years old, 6ft tall'
    between = range(found.token + 1, counted.first) if found.token >= 0 else range(0)
    second = any(syntax.lower(index) == "and" and syntax.lower(index + 1) in BE for index in between)
    return None if second else found
