"""What a number in brackets behind the name of a place counts: '61 suspects were held in France (25) and Italy (19)'.

In: a count in its sentence. Out: the `Entity` that stands before the list of places ('suspects'), or None.
"""

from __future__ import annotations

from release_parser.extract.placed_counts import placed_before
from release_parser.link.counted import Counted, Entity
from release_parser.link.entities.phrases import ending_at, phrase_at, subject
from release_parser.link.syntax import NOUNS

_TOKENS_BETWEEN_NOUN_AND_PLACES = 8
"""How many tokens before the list of places its noun or verb may stand."""


def counted_at_the_place(counted: Counted) -> Entity | None:
    """'arrests in France (25) and Italy (19)': the noun before a list of places, each with its number in brackets."""
    quantity, text = counted.quantity, counted.text
    if text[quantity.start - 1 : quantity.start] != "(" or text[quantity.end : quantity.end + 1] != ")":
        return None
    found = placed_before(text, quantity.start)
    if found is None or found.preposition[0] <= counted.sentence.start:
        return None
    return _before(counted, counted.syntax.at(found.preposition[0]))


def _before(counted: Counted, preposition: int) -> Entity | None:
    """The plural noun before the preposition, else the object and then the subject of the verb before it."""
    syntax, words = counted.syntax, counted.words
    for at in range(preposition - 1, max(-1, preposition - _TOKENS_BETWEEN_NOUN_AND_PLACES), -1):
        if at in counted.stop or syntax.words[at] in (";", ":", ".", ")"):
            return None
        if syntax.tags[at] in ("NNS", "NNPS"):
            return ending_at(counted, at)
        if syntax.pos[at] in ("VERB", "AUX"):
            return subject(counted, people_too=True, verb=at) or _last_plural(counted, at)
        if syntax.pos[at] in NOUNS and syntax.lemma(at) in words.containers and syntax.lower(at + 1) == "of":
            return phrase_at(counted, at + 2)
    return None


def _last_plural(counted: Counted, verb: int) -> Entity | None:
    """The last plural before the verb, where the parse knows no subject that can be counted: 'Most of the calls came from Elm (210)'."""
    syntax = counted.syntax
    at = next((index for index in range(verb - 1, -1, -1) if syntax.tags[index] in ("NNS", "NNPS")), None)
    return None if at is None or at in counted.stop else ending_at(counted, at)
