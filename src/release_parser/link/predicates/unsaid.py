"""Quantities that no verb of their sentence is about: 'images of two men', 'a van with three doors', 'across the three counties'.

In: a quantity in its sentence. Out: the index of the token of a verb that is about it after all; `NONE` where there is none; None where the quantity
stands in no such phrase.
"""

from __future__ import annotations

from decimal import Decimal

from release_parser.extract.dollars import BARE
from release_parser.lexicon import WordSet
from release_parser.link.counted import Counted
from release_parser.link.predicates.behind import behind_the_phrase
from release_parser.link.syntax import NOUNS

NONE = -1
"""What a rule gives that knows that there is no predicate."""
_IMAGES = WordSet("claim_words.image")
_PARTS = WordSet("claim_words.part")
_LAND = WordSet("claim_words.land")
_STRETCH = WordSet("claim_words.stretch_of_time")
_SEEKERS = WordSet("claim_words.seekers")
_PRONOUNS = frozenset({"we", "they"})
_TOKENS_BETWEEN_WITH_AND_PART = 9
"""How many tokens before a part its 'with' may stand."""
_TOKENS_BETWEEN_POLICE_AND_VERB = 9
"""How many tokens behind 'we' or 'police' the verb may stand that says what they want of the people in an image."""


def shown_in_an_image(counted: Counted) -> int | None:
    """'images of two men we want to trace': the image is released, not the men, so only words behind the men can tell what happened."""
    syntax, at = counted.syntax, counted.first - 1
    while at > 0 and syntax.tags[at] in ("DT", "PRP$"):
        at -= 1
    if syntax.lower(at) != "of" or syntax.lower(at - 1) not in _IMAGES.of(counted.lexicon):
        return None
    behind = behind_the_phrase(counted)
    if syntax.tags[behind : behind + 1] in (["VBN"], ["VBD"]):
        return behind
    return _wanted_of_them(counted, behind)


def _wanted_of_them(counted: Counted, at: int) -> int:
    """The index of the last infinitive behind 'we', 'they' or 'police': 'we would like to speak to'."""
    syntax, found = counted.syntax, NONE
    if syntax.lower(at) not in _SEEKERS.of(counted.lexicon) | _PRONOUNS:
        return NONE
    for index in range(at + 1, min(at + _TOKENS_BETWEEN_POLICE_AND_VERB, len(syntax))):
        if syntax.tags[index] not in ("MD", "VB", "VBP", "VBD", "VBZ", "VBG", "TO", "RB", "JJ"):
            break
        found = index if syntax.tags[index] == "VB" and syntax.lower(index) != "be" else found
    return found


def part_of_a_thing(counted: Counted) -> int | None:
    """No predicate: in 'fled in a van with three black doors and one white door' and 'a grey, four-door saloon' the count describes the van."""
    syntax, entity = counted.syntax, counted.entity
    if entity is None or entity.head not in _PARTS.of(counted.lexicon):
        return None
    if entity.token > counted.last and syntax.tags[entity.token] == "NN" and counted.quantity.value not in (None, 1):
        return NONE
    for index in range(counted.first - 1, max(0, counted.first - _TOKENS_BETWEEN_WITH_AND_PART), -1):
        if syntax.lower(index) == "with":
            owner = index - 1
            thing = syntax.tags[owner] == "NN" and syntax.lower(owner) not in counted.words.persons
            return NONE if thing else None
        if syntax.pos[index] in ("VERB", "AUX", "PRON", "SCONJ") or syntax.words[index] in (";", ":", "."):
            return None
    return None


def only_tells_where(counted: Counted) -> int | None:
    """No predicate: in 'hurt across the three counties' nothing happened to the counties."""
    syntax, entity = counted.syntax, counted.entity
    if entity is None or entity.head not in _LAND.of(counted.lexicon) or counted.quantity.kind != "count":
        return None
    at = counted.first - 1
    while at > 0 and (syntax.tags[at] in ("DT", "PRP$", "PDT") or syntax.lower(at) == "all"):
        at -= 1
    determined = at < counted.first - 1
    return NONE if determined and syntax.lower(at) in ("across", "throughout") else None


def period_that_opens(counted: Counted) -> int | None:
    """No predicate: 'Once a 90-day waiting period is over, the council may adopt it' tells only from when."""
    syntax, entity = counted.syntax, counted.entity
    if counted.quantity.kind != "duration" or entity is None or entity.head not in _STRETCH.of(counted.lexicon):
        return None
    opens = syntax.pos[0] in ("ADP", "SCONJ") and all(
        syntax.pos[index] in ("ADP", "SCONJ", "DET", "PRON", "ADJ", *NOUNS) for index in range(counted.first)
    )
    return NONE if opens else None


_STATUTE = Decimal(5000)
"""The amount at which Canada's statutes draw a line between offences."""
_TOKENS_BETWEEN_COURT_AND_OFFENCE = 60
"""How many tokens before an offence the verb of the court may stand."""


def line_of_a_statute(counted: Counted) -> int | None:
    """No predicate: in 'charged with possession of property obtained by crime under $5,000' the amount is part of the offence's name."""
    syntax, quantity = counted.syntax, counted.quantity
    named = (
        quantity.value == _STATUTE and quantity.bound in ("less_than", "more_than") and quantity.unit in ("CAD", BARE)
    )
    bound = next(
        (at for at in range(counted.first, max(1, counted.first - 4), -1) if syntax.pos[at - 1] in NOUNS), None
    )
    if not named or bound is None:
        return None
    back = range(bound - 1, max(-1, bound - _TOKENS_BETWEEN_COURT_AND_OFFENCE), -1)
    court = (at for at in back if syntax.lower(at) in counted.words.court_verbs and syntax.pos[at] == "VERB")
    by_crime = bound > 2 and syntax.lower(bound - 2) == "by" and syntax.lower(bound - 3).endswith("ed")
    return next(court, NONE if by_crime else None)
