"""The object of a verb of change, whose levels follow: 'cut response times from 34 minutes to 21'.

In: a level in its sentence. Out: the `Entity` that changed, or None: 'response times' above, 'victims' in 'brought the number of victims down from 50
to 20'.
"""

from __future__ import annotations

from release_parser.lexicon import WordSet
from release_parser.link.counted import Counted, Entity
from release_parser.link.entities.phrases import is_time, phrase_at, subject
from release_parser.link.syntax import NOUNS
from release_parser.link.words import BE

_TOKENS_BETWEEN_CHANGE_AND_LEVEL = 16
"""How many tokens before a level the verb that changed it may stand."""
_PASSED = frozenset("from to by down up around about nearly almost over just only under than more less".split())
_CHANGING = WordSet("claim_words.brings_to")


def object_of_the_change(counted: Counted) -> Entity | None:
    """'Officers reduced robbery from 90 to 63': the object of a verb of change that stands right behind it, before 'from' and 'to'."""
    syntax = counted.syntax
    if syntax.lower(counted.first - 1) not in _PASSED:
        return None
    verb = _verb_of_change(counted)
    if verb is None:
        return None
    entity = phrase_at(counted, verb + 1)
    if entity is None or is_time(counted, entity) or entity.head in counted.words.containers:
        return None
    return entity if _reaches(counted, entity) else None


def _verb_of_change(counted: Counted) -> int | None:
    """The index of the nearest verb of change before the quantity, if a noun phrase follows it and no other verb stands between."""
    syntax = counted.syntax
    for index in range(counted.first - 1, max(-1, counted.first - _TOKENS_BETWEEN_CHANGE_AND_LEVEL), -1):
        if syntax.words[index] in (";", ":", ",", "."):
            return None
        changes = _says_change(counted, index)
        if (
            syntax.pos[index] != "VERB"
            or (index in counted.within.tokens and not changes)
            or _describes(counted, index)
        ):
            continue
        opens = index + 1 < counted.first and (
            syntax.pos[index + 1] in (*NOUNS, "ADJ") or syntax.tags[index + 1] in ("DT", "PRP$", "VBG")
        )
        return index if changes and opens and index + 1 not in counted.within.tokens else None
    return None


def _says_change(counted: Counted, at: int) -> bool:
    """Whether a word is a verb of change such as 'cut', or one that brings something to a level, as in 'brought down'."""
    lemma = counted.syntax.lemma(at)
    return lemma in counted.words.change_verbs or lemma in _CHANGING.of(counted.lexicon)


def _describes(counted: Counted, at: int) -> bool:
    """Whether a participle describes the noun that follows it: 'brought waiting times down'."""
    syntax = counted.syntax
    return (
        syntax.tags[at] in ("VBG", "VBN")
        and syntax.pos[at + 1] in NOUNS
        and at > 0
        and syntax.pos[at - 1] in ("VERB", "DET", "ADJ", "PRON")
    )


def subject_of_the_passive_change(counted: Counted) -> Entity | None:
    """'robberies were cut from 55 to 30': the subject of a verb of change in the passive."""
    syntax = counted.syntax
    if syntax.lower(counted.first - 1) not in _PASSED:
        return None
    for index in range(counted.first - 1, max(0, counted.first - _TOKENS_BETWEEN_CHANGE_AND_LEVEL), -1):
        if syntax.words[index] in (";", ":", "."):
            return None
        if syntax.pos[index] != "VERB" or index in counted.within.tokens:
            continue
        passive = syntax.tags[index] in ("VBN", "VBD") and any(
            syntax.lower(before) in BE for before in range(max(0, index - 3), index)
        )
        return subject(counted, people_too=True, verb=index) if passive and _says_change(counted, index) else None
    return None


def _reaches(counted: Counted, entity: Entity) -> bool:
    """Whether only words such as 'down from' or 'in May from' and the other level stand between the object and the quantity."""
    syntax = counted.syntax
    between = range(syntax.at(entity.end - 1) + 1, counted.first)
    if any(syntax.pos[index] in ("VERB", "AUX") and index not in counted.within.tokens for index in between):
        return False
    # 'cut theft by 20% and fraud by 12%': the second object is its own
    second = syntax.lower(counted.first - 1) == "by" and any(index in counted.within.tokens for index in between)
    return not second and any(syntax.lower(index) in ("from", "to", "by") for index in between)
