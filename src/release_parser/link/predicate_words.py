"""What happened, where no verb says it: 'Burglary down 12%', 'a 12% reduction', 'the arrest of two men'.

In: the syntax of a sentence and the tokens of a quantity. Out: the token that says it.
"""

from __future__ import annotations

from release_parser.link.entities.words import CHANGE_NOUNS
from release_parser.link.syntax import Syntax

BE = frozenset({"be", "was", "were", "is", "are", "been", "being", "am", "'s", "’s"})
# What may stand between a word and the size of the change
_APPROACHES = frozenset("by about around nearly almost over just under more than a an further another some".split())
_OF = frozenset({"of", "in", "on", "by", "from"})
# Nouns that say what happened to what stands in their 'of' phrase: 'the search of 16 homes', 'the arrest of two men'
_EVENTS_OF = frozenset(
    "arrest seizure search theft recovery conviction discovery execution closure rescue murder killing death removal destruction arrests seizures searches thefts deaths murders".split()
)


def event_of(syntax: Syntax, first: int) -> int | None:
    """The noun of an event whose object the quantity is: 'following the arrest last week of two men'."""
    of = first - 1
    while of > 0 and (syntax.lower(of) in _APPROACHES or syntax.tags[of] in ("DT", "PRP$")):
        of -= 1
    if of < 1 or syntax.lower(of) != "of":
        return None
    at = of - 1
    while at > 0 and syntax.lower(at) in ("last", "this", "week", "month", "year", "yesterday", "today", "earlier"):
        at -= 1
    return at if syntax.lower(at) in _EVENTS_OF and syntax.pos[at] in ("NOUN", "PROPN") else None


# Verbs that only present a change: what happened is in its noun
SHOWS = frozenset(
    "be have see show represent mean mark record report reveal achieve experience note signal equate constitute contribute outstrip follow compare make include".split()
)


def up_or_down(syntax: Syntax, first: int) -> int | None:
    """'Burglary down 12%', 'theft is up by 4%': 'be' where it stands, a verb of going, else the word itself."""
    index = first - 1
    while index >= 0 and syntax.lower(index) in _APPROACHES:
        index -= 1
    if index < 1 or syntax.lower(index) not in ("up", "down"):
        return None
    before = index - 1
    while before > 0 and syntax.pos[before] == "ADV":
        before -= 1
    word = syntax.lower(before)
    if word in BE or (before > 0 and syntax.pos[before] == "VERB" and syntax.heads[index] == before):
        return before
    return index


def change_noun(syntax: Syntax, first: int, last: int) -> int | None:
    """The noun of the change: 'a 12% reduction', 'a 45% theft reduction', 'a decline of 10%', 'a fall in thefts of 4%'."""
    for index in range(last + 1, min(last + 5, len(syntax))):
        if syntax.lower(index) in CHANGE_NOUNS and syntax.pos[index] in ("NOUN", "VERB", "PROPN"):
            return index
        if syntax.pos[index] not in ("NOUN", "PROPN", "ADJ", "PART", "PUNCT", "SYM") and syntax.lower(index) not in (
            "of",
            "a",
            "an",
        ):
            break
    for index in range(first - 1, max(-1, first - 9), -1):
        if syntax.words[index] in (",", ";", ":", "(") or syntax.pos[index] == "VERB":
            return None
        if syntax.lower(index) in CHANGE_NOUNS and syntax.pos[index] == "NOUN" and syntax.lower(index + 1) in _OF:
            return index
    return None
