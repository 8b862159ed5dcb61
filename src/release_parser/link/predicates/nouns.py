"""What happened where no verb tells it: 'Burglary down 12%', 'a 12% reduction', 'the arrest of two men'.

In: a quantity in its sentence. Out: the index of the token that tells it, or None.
"""

from __future__ import annotations

from release_parser.link.counted import Counted
from release_parser.link.syntax import Syntax
from release_parser.link.words import BE

# What may stand between a word and the size of the change
_APPROACHES = frozenset("by about around nearly almost over just under more than a an further another some".split())
_OF = frozenset({"of", "in", "on", "by", "from"})
_WHEN = frozenset("last this week month year yesterday today earlier".split())


def event_of(counted: Counted) -> int | None:
    """The noun of an event whose object the quantity is: 'the arrest last week of two men'."""
    syntax, of = counted.syntax, counted.first - 1
    while of > 0 and (syntax.lower(of) in _APPROACHES or syntax.tags[of] in ("DT", "PRP$")):
        of -= 1
    if of < 1 or syntax.lower(of) not in ("of", "on", "against"):
        return None
    at = of - 1
    if syntax.lower(of) != "of":
        return at if syntax.lower(at) in counted.words.events_on and syntax.pos[at] in ("NOUN", "PROPN") else None
    while at > 0 and syntax.lower(at) in _WHEN:
        at -= 1
    return at if syntax.lower(at) in counted.words.events_of and syntax.pos[at] in ("NOUN", "PROPN") else None


def up_or_down(syntax: Syntax, first: int) -> int | None:
    """'Burglary down 12%', 'theft is up by 4%': the form of 'be' or verb of going if there is one, else the word itself."""
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


def change_noun(counted: Counted) -> int | None:
    """The noun of the change: 'a 12% reduction', 'a 45% theft reduction', 'a decline of 10%', 'a fall in thefts of 4%'."""
    behind = _change_noun_behind(counted)
    return _change_noun_before(counted) if behind is None else behind


def _change_noun_behind(counted: Counted) -> int | None:
    """The index of a noun of change right behind the quantity: 'a 12% reduction'."""
    syntax, last = counted.syntax, counted.last
    for index in range(last + 1, min(last + 5, len(syntax))):
        pos, word = syntax.pos[index], syntax.lower(index)
        if word in counted.words.change_nouns and pos in ("NOUN", "VERB", "PROPN"):
            return index
        if pos not in ("NOUN", "PROPN", "ADJ", "PART", "PUNCT", "SYM") and word not in ("of", "a", "an"):
            return None
    return None


def _change_noun_before(counted: Counted) -> int | None:
    """The index of a noun of change before 'of', 'by' or 'in' and the quantity: 'a decline of 10%'."""
    syntax, first = counted.syntax, counted.first
    for index in range(first - 1, max(-1, first - 9), -1):
        if syntax.words[index] in (",", ";", ":", "(") or syntax.pos[index] == "VERB":
            return None
        is_noun = syntax.lower(index) in counted.words.change_nouns and syntax.pos[index] == "NOUN"
        if is_noun and syntax.lower(index + 1) in _OF:
            return index
    return None
