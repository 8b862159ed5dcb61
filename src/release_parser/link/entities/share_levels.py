"""What a share of a change is of, where an earlier level or the subject of a verb of change tells it.

In: a percentage, fraction or multiplier in its sentence. Out: the `Entity`, or None: 'robberies' in '640 robberies were recorded, a 12% reduction'.
"""

from __future__ import annotations

from release_parser.link.counted import Counted, Entity
from release_parser.link.entities.phrases import phrase_at, subject
from release_parser.link.syntax import NOUNS

_APPROACHES = frozenset({"by", "up", "down", "a", "another", "-", "–", ":", "("})


_TOKENS_BETWEEN_LEVEL_AND_CHANGE = 26
"""How many tokens before its change a level may stand."""


def level_before_up_or_down(counted: Counted) -> Entity | None:
    """'1,250 reports were made, down 4 per cent': the noun of the level before."""
    syntax, index = counted.syntax, before_the_change(counted)
    comma = index > 0 and syntax.words[index] == "," and syntax.lower(index + 1) in ("up", "down")
    return _level_before(counted) if comma else None


def subject_of_the_level(counted: Counted) -> Entity | None:
    """The subject of a verb that says how things stand or move: 'theft stands at a 96% rise'. 'The county saw a 96% rise' does not tell what rose."""
    return subject(counted, people_too=True, levels_only=True)


def level_before(counted: Counted) -> Entity | None:
    """'640 robberies were recorded, a 12% reduction': the noun that was counted earlier in the sentence."""
    return _level_before(counted)


def subject_that_moves(counted: Counted) -> Entity | None:
    """'theft keeps falling, the figures showing a six per cent drop': the subject of the nearest verb of change."""
    syntax = counted.syntax
    for index in range(counted.first - 1, -1, -1):
        if syntax.pos[index] != "VERB" or syntax.lemma(index) not in counted.words.moving:
            continue
        verb = index
        while syntax.deps[verb] == "xcomp" and syntax.heads[verb] < verb:
            verb = syntax.heads[verb]
        has_subject = any(
            syntax.heads[at] == verb and syntax.deps[at] in ("nsubj", "nsubjpass") and syntax.pos[at] in NOUNS
            for at in range(verb)
        )
        return subject(counted, people_too=True, verb=verb) if has_subject else None
    return None


def before_the_change(counted: Counted) -> int:
    """The index of the token before 'up', 'down by', a dash, a bracket and adverbs."""
    syntax, index = counted.syntax, counted.first - 1
    while index >= 0 and (syntax.lower(index) in _APPROACHES or syntax.pos[index] == "ADV"):
        index -= 1
    return index


def _level_before(counted: Counted) -> Entity | None:
    """The entity of the nearest count before the share in the same clause."""
    syntax, words = counted.syntax, counted.words
    for index in range(counted.first - 1, max(-1, counted.first - _TOKENS_BETWEEN_LEVEL_AND_CHANGE), -1):
        if syntax.words[index] in (";", ":"):
            return None
        level = index in counted.stop and index not in counted.ages and syntax.pos[index] == "NUM"
        if level and index + 1 not in counted.stop:
            entity = phrase_at(counted, index + 1)
            no_time = entity is not None and entity.head not in words.periods and entity.head not in words.times
            return entity if no_time else None
    return None
