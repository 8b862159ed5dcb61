"""What a length of time measures.

In: a duration in its sentence. Out: the `Entity` that lasts so long, or None: 'a three-week operation', 'a sentence of five years'; 'jailed for
five years' has none.
"""

from __future__ import annotations

from release_parser.link.counted import Counted, Entity
from release_parser.link.entities.changed import object_of_the_change, subject_of_the_passive_change
from release_parser.link.entities.phrases import entity_of, phrase_at, size_of, subject
from release_parser.link.noun_phrases import phrase_from
from release_parser.rules import Rule, RuleTable


def of_phrase(counted: Counted) -> Entity | None:
    """'six months of patrols', 'two years' of work': the noun behind 'of'."""
    at = _past_possessive(counted)
    return phrase_at(counted, at + 1) if counted.syntax.lower(at) == "of" else None


def size_of_the_noun(counted: Counted) -> Entity | None:
    """'a sentence of five years': the noun before 'of'."""
    return size_of(counted)


def subject_of_lasting(counted: Counted) -> Entity | None:
    """'the chase lasted 20 minutes': the subject of the verb."""
    syntax = counted.syntax
    near = range(max(0, counted.first - 3), counted.first)
    lasts = any(syntax.lower(index) in counted.words.lasting for index in near)
    return subject(counted, people_too=False) if lasts else None


def noun_behind(counted: Counted) -> Entity | None:
    """'a three-week operation', 'a 12-month driving ban': the noun right behind the duration."""
    syntax, at = counted.syntax, _past_possessive(counted)
    if at >= len(syntax) or syntax.pos[at] in ("DET", "PRON") or syntax.tags[at] in ("DT", "PRP$"):
        return None
    phrase = phrase_from(syntax, at, counted.words, stop=counted.stop)
    if phrase is None or syntax.tags[phrase.start] in ("VBG", "VBD", "VBZ"):
        return None
    return entity_of(counted, phrase)


def _past_possessive(counted: Counted) -> int:
    """The first token behind the duration and a possessive that the tokenizer separates from it: 'two weeks’s notice'."""
    syntax, at = counted.syntax, counted.after
    if at < len(syntax) and syntax.lower(at) in ("'s", "’s"):
        at += 1
    return at


DURATIONS: RuleTable[Counted, Entity] = RuleTable(
    "entity",
    (
        Rule("of_phrase", of_phrase, finds=("It followed <claim value=6 head=patrol>six months</claim> of patrols.",)),
        Rule(
            "size_of_the_noun",
            size_of_the_noun,
            finds=("He got a sentence of <claim value=5 head=sentence>five years</claim>.",),
        ),
        Rule(
            "subject_of_lasting",
            subject_of_lasting,
            finds=("The chase lasted <claim value=20 head=chase>20 minutes</claim>.",),
        ),
        Rule("noun_behind", noun_behind, finds=("He got a <claim value=3 head=ban>three-month</claim> ban.",)),
        Rule(
            "object_of_the_change",
            object_of_the_change,
            finds=(
                "Officers cut waiting times from <claim value=40 head=time>40 minutes</claim> to <claim value=25 head=time>25 minutes</claim>.",
            ),
        ),
        Rule(
            "subject_of_the_passive_change",
            subject_of_the_passive_change,
            finds=(
                "Waits were cut from <claim value=20 head=wait>20 days</claim> to <claim value=9 head=wait>nine</claim>.",
            ),
        ),
    ),
)
"""What lasts so long, surest first."""
