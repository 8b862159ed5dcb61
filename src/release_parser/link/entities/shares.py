"""The whole of which a percentage, fraction or multiplier is a share, or what it says has changed.

In: such a quantity in its sentence. Out: the `Entity`, or None: 'drivers' in '16% of drivers', 'burglary' in 'burglary fell by a third'.
"""

from __future__ import annotations

from dataclasses import replace

from release_parser.lexicon import WordPattern
from release_parser.link.counted import Counted, Entity
from release_parser.link.entities.phrases import (
    NOTHING,
    ending_at,
    ending_at_outer,
    entity_of,
    outer,
    past_determiners_back,
    phrase_at,
    subject,
)
from release_parser.link.entities.placed import counted_at_the_place
from release_parser.link.entities.share_levels import (
    before_the_change,
    level_before,
    level_before_up_or_down,
    subject_of_the_level,
    subject_that_moves,
)
from release_parser.link.noun_phrases import Phrase, phrase_before
from release_parser.link.syntax import NOUNS
from release_parser.rules import Rule, RuleTable

_MARKS = frozenset({",", ".", ";", ":", ")"})
_SERVED_WHERE = WordPattern(r"[ ](?:«measure_words.half_behind»)\b")
_CHARACTERS_BEHIND_SHARE = 24


def subject_of_multiplying(counted: Counted) -> Entity | None:
    """'burglary has nearly halved', 'the number of points doubled'."""
    at = _past_bracket(counted)
    multiplies = counted.quantity.kind == "multiplier" and counted.syntax.pos[at - 1] == "VERB"
    if not multiplies:
        return None
    return subject(counted, people_too=True, verb=at - 1) or NOTHING


def of_phrase(counted: Counted) -> Entity | None:
    """'81 per cent of victims', 'a quarter (26 per cent) of drivers', 'twice the number of calls', 'three times as many calls'."""
    syntax, at = counted.syntax, _past_bracket(counted)
    word = syntax.lower(at)
    if word == "of" and syntax.lower(at + 1) in ("those", "these"):
        says = syntax.tags[at + 2 : at + 3] in (["VBP"], ["VBZ"], ["VBD"]) or syntax.lower(at + 2) == "who"
        return NOTHING if says else phrase_at(counted, at + 1)  # '99 per cent of those say': nobody says who
    if word == "of":
        return phrase_at(counted, at + 1)
    multiplies = counted.quantity.kind == "multiplier"
    if (
        multiplies
        and word == "more"
        and syntax.pos[at + 1 : at + 2] in (["NOUN"], ["ADJ"])
        and syntax.tags[at + 1] != "JJR"
    ):
        return phrase_at(counted, at + 1)
    shares = counted.quantity.kind == "proportion" and word == "the"  # 'half the price'
    return phrase_at(counted, at) if shares or (multiplies and word in ("the", "that", "as")) else None


def in_phrase_behind_the_change(counted: Counted) -> Entity | None:
    """'a 12% reduction in burglary'."""
    noun = _change_noun_behind(counted)
    return None if noun is None else _in_phrase(counted, noun + 1)


def noun_before_the_change(counted: Counted) -> Entity | None:
    """'a 12% burglary reduction'."""
    syntax, noun = counted.syntax, _change_noun_behind(counted)
    if noun is None or noun <= _past_bracket(counted) or syntax.pos[noun - 1] != "NOUN" or noun - 1 in counted.stop:
        return None
    return ending_at(counted, noun - 1)


def aside(counted: Counted) -> Entity | None:
    """No entity: in '18 have gone into training (60 per cent)' the share is of what was counted, not of the noun before the bracket."""
    syntax, first = counted.syntax, counted.first
    if _change_noun_behind(counted) is not None:
        return None
    if syntax.lower(first - 1) != "(" or syntax.words[first].startswith(("-", "–", "−", "+")):
        return None
    noun = syntax.pos[first - 2] in NOUNS
    verb = any(syntax.pos[index] in ("VERB", "AUX") for index in range(first - 1))
    return NOTHING if noun and verb else None


def noun_before_by(counted: Counted) -> Entity | None:
    """'reduces crime by 20%', 'a reduction of crime by 20%', 'and ASB by 22%': the noun right before 'by', unless it is part of a place."""
    syntax, words, index = counted.syntax, counted.words, counted.first - 1
    if syntax.lower(index) != "by" or index < 1 or syntax.pos[index - 1] not in NOUNS or index - 1 in counted.stop:
        return None
    phrase = outer(counted, phrase_before(syntax, index - 1))
    if phrase is None or phrase.start == 0:
        return None
    if syntax.lower(phrase.head_token) in words.times or syntax.lower(phrase.head_token) in words.change_nouns:
        return None
    before = past_determiners_back(counted, phrase.start - 1)
    placed = syntax.pos[before] == "ADP" and syntax.lower(before) != "of"
    return None if placed else entity_of(counted, phrase)


def noun_before_up_or_down(counted: Counted) -> Entity | None:
    """'knife crime down 5%', 'burglary: -12%', 'decreases in theft offences, down 8%'."""
    syntax, words, index = counted.syntax, counted.words, before_the_change(counted)
    if index > 0 and syntax.words[index] == "," and syntax.lower(index + 1) in ("up", "down"):
        index -= 1
    elif index < 0 or syntax.lower(index + 1) not in ("up", "down", "-", "–", ":", "("):
        return None
    if index == 0 and syntax.lower(1) in ("up", "down") and syntax.pos[0] == "VERB":
        return entity_of(counted, Phrase(0, 0, 1))  # 'Robbery down 5%': nobody is told to rob
    if syntax.pos[index] not in NOUNS or index in counted.stop or syntax.lower(index) in words.change_nouns:
        return None
    return ending_at_outer(counted, index)


def noun_before_a_listed_change(counted: Counted) -> Entity | None:
    """'crime is down by 20% and ASB 22%': the noun right before the second share of a list."""
    syntax, noun = counted.syntax, counted.first - 1
    before = counted.previous
    if before is None or before.kind != "percentage" or noun < 1 or noun in counted.stop:
        return None
    phrase = phrase_before(syntax, noun)
    if phrase is None and syntax.tags[noun] == "VB":  # 'and fraud 22%': the tagger takes the noun for a verb
        phrase = Phrase(noun, noun, noun + 1)
    if phrase is None or syntax.lower(noun) in counted.words.change_nouns or syntax.lower(noun) in counted.words.times:
        return None
    if syntax.pos[noun] == "PROPN" and not syntax.words[noun].isupper():
        return None  # 'cases rose by 19% in Elm and Ash 17%': where it was, and no acronym
    joint = phrase.start - 1
    listed = syntax.lower(joint) in ("and", ",", "while") and joint - 1 in counted.within.tokens
    return entity_of(counted, phrase) if listed else None


def in_phrase_of_the_change(counted: Counted) -> Entity | None:
    """'a drop in burglaries of 12%'."""
    syntax, first = counted.syntax, counted.first
    bounded = replace(counted, stop=counted.stop | {first})  # not 'burglaries of 12%'
    for at in range(first - 1, max(0, first - 10), -1):
        joins = syntax.lower(at) in ("in", "of") and syntax.lower(at - 1) in counted.words.change_nouns
        if joins and at + 1 < first and at + 1 not in counted.stop:
            entity = phrase_at(bounded, at + 1)
            if entity is not None and syntax.pos[entity.token] != "PROPN":
                return entity
    return None


def in_phrase_behind(counted: Counted) -> Entity | None:
    """'a rise of 7% in reports': the noun behind 'in'."""
    return _in_phrase(counted, _past_bracket(counted)) if _change_noun_before(counted) else None


def noun_behind(counted: Counted) -> Entity | None:
    """'60% drivers'; in 'up by 14% year on year' the noun is a time and not the entity."""
    syntax, at = counted.syntax, _past_bracket(counted)
    if _change_noun_behind(counted) is not None or at >= len(syntax) or at in counted.stop:
        return None
    noun = syntax.pos[at] in NOUNS and syntax.lower(at) not in counted.words.times
    return phrase_at(counted, at) if noun else None


def share_as_subject(counted: Counted) -> Entity | None:
    """No entity: in 'three in five (60%) expected to go on' the sentence does not name the people."""
    if _changes(counted) or counted.quantity.kind not in ("proportion", "percentage"):
        return None
    syntax, at = counted.syntax, _past_bracket(counted)
    if at >= len(syntax) or syntax.pos[at] not in ("VERB", "AUX"):
        return None
    its_subject = any(
        syntax.heads[index] == at and syntax.deps[index] in ("nsubj", "nsubjpass") for index in range(counted.first, at)
    )
    return NOTHING if its_subject or syntax.tags[at] in ("VBD", "VBP", "VBZ", "MD") else None


def part_to_be_served(counted: Counted) -> Entity | None:
    """No entity: in 'jailed for two years, half to be served in custody' the share is a part of the term."""
    syntax, at = counted.syntax, counted.after
    served = syntax.lower(at) == "to" and syntax.lower(at + 1) == "be"
    served = served or (syntax.lower(at) == "of" and syntax.lower(at + 1) in ("which", "that", "it"))
    served = served or _SERVED_WHERE.of(counted.lexicon).match(counted.behind(_CHARACTERS_BEHIND_SHARE)) is not None
    return NOTHING if counted.quantity.kind == "proportion" and served else None


def changing_subject(counted: Counted) -> Entity | None:
    """'theft rose by 12 per cent': the subject of the verb of change."""
    return None if _changes(counted) else subject(counted, people_too=True)


def _changes(counted: Counted) -> bool:
    """Whether a noun of change stands beside the share."""
    return _change_noun_behind(counted) is not None or _change_noun_before(counted)


def _past_bracket(counted: Counted) -> int:
    """The first token behind the share, or behind brackets that repeat it: 'a quarter (26 per cent) of drivers'."""
    syntax, at = counted.syntax, counted.after
    if at < len(syntax) and syntax.words[at] == "(" and at + 1 in counted.stop:
        closing = next((index for index in range(at + 1, min(at + 7, len(syntax))) if syntax.words[index] == ")"), None)
        return at if closing is None else closing + 1
    return at + 1 if at < len(syntax) and syntax.words[at] == ")" else at


def _change_noun_behind(counted: Counted) -> int | None:
    """The index of a noun of change within four tokens behind the share: 'a 12% reduction'."""
    syntax = counted.syntax
    for index in range(counted.after, min(counted.after + 4, len(syntax))):
        if index in counted.stop or syntax.words[index] in _MARKS:
            return None
        if syntax.lower(index) in counted.words.change_nouns:
            return index
    return None


def _change_noun_before(counted: Counted) -> bool:
    """Whether a noun of change stands within four tokens before the share: 'a rise of 7%'."""
    near = range(max(0, counted.first - 4), counted.first)
    return any(counted.syntax.lower(index) in counted.words.change_nouns for index in near)


def _in_phrase(counted: Counted, at: int) -> Entity | None:
    """The noun behind 'in' or 'on' within the next few words, unless it is a time."""
    syntax, words = counted.syntax, counted.words
    for index in range(at, min(at + 4, len(syntax))):
        if index in counted.stop or syntax.words[index] in (".", ";", ":", "-", "–", "—"):
            return None
        if syntax.lower(index) not in ("in", "on", "of", "for"):
            continue
        entity = phrase_at(counted, index + 1)
        if entity is None or entity.head in words.periods or entity.head in words.change_nouns:
            continue
        plural = syntax.lower(index) != "for" or syntax.tags[entity.token] == "NNS"
        named = syntax.pos[entity.token] == "PROPN" and entity.end - entity.start <= 20
        if plural and not named:
            return entity
    return None


SHARES: RuleTable[Counted, Entity] = RuleTable(
    "entity",
    (
        Rule(
            "counted_at_the_place",
            counted_at_the_place,
            finds=(
                "Thefts fell in Elm (<claim value=9 head=theft>9%</claim>) and Ash (<claim value=4 head=theft>4%</claim>).",
            ),
        ),
        Rule(
            "subject_of_multiplying",
            subject_of_multiplying,
            finds=("Burglary has <claim bound=about head=burglary>nearly halved</claim>.",),
        ),
        Rule(
            "part_to_be_served",
            part_to_be_served,
            finds=(
                "Tom Ash got a six-year term, <claim head=null>half</claim> to be served in custody.",
                "Tom Ash was given 18 months, <claim head=null>half</claim> on licence.",
            ),
        ),
        Rule(
            "of_phrase",
            of_phrase,
            finds=(
                "<claim head=victim>81 per cent</claim> of victims were happy.",
                "Locks give <claim value=49 head=protection>49 times</claim> more protection.",
                "He sold them for <claim value=0.5 head=price bound=about>roughly half</claim> the original price.",
            ),
        ),
        Rule(
            "in_phrase_behind_the_change",
            in_phrase_behind_the_change,
            finds=("There was a <claim head=theft>5%</claim> rise in thefts.",),
        ),
        Rule(
            "noun_before_the_change",
            noun_before_the_change,
            finds=("A <claim head=theft>45%</claim> theft reduction was seen.",),
        ),
        Rule("aside", aside, finds=("Most have gone into training (<claim head=null>60 per cent</claim>).",)),
        Rule(
            "noun_before_by",
            noun_before_by,
            finds=("The scheme reduces crime by <claim head=crime>20%</claim>.",),
        ),
        Rule(
            "level_before_up_or_down",
            level_before_up_or_down,
            finds=(
                "Some 1,250 reports were made, down <claim head=report>4 per cent</claim>.",
                '<claim value=900>900</claim> calls of concern were made, up <claim value=4 entity="calls of concern">4 per cent</claim>.',
            ),
        ),
        Rule(
            "noun_before_up_or_down",
            noun_before_up_or_down,
            finds=("Knife crime down <claim head=crime>5%</claim>",),
        ),
        Rule(
            "noun_before_a_listed_change",
            noun_before_a_listed_change,
            finds=(
                "Crime is down by <claim head=crime>20%</claim> and fraud <claim head=fraud direction=decrease>22%</claim>.",
            ),
        ),
        Rule(
            "in_phrase_of_the_change",
            in_phrase_of_the_change,
            finds=("There was a drop in burglaries of <claim head=burglary>12%</claim>.",),
        ),
        Rule(
            "in_phrase_behind",
            in_phrase_behind,
            finds=("There was a rise of <claim head=report>7%</claim> in reports.",),
        ),
        Rule("noun_behind", noun_behind, finds=("The survey had <claim head=driver>60%</claim> drivers.",)),
        Rule(
            "share_as_subject",
            share_as_subject,
            finds=(
                "As spring came, <claim head=null>three in five</claim> (<claim head=null>60%</claim>) expected to cycle more.",
            ),
        ),
        Rule(
            "changing_subject",
            changing_subject,
            finds=(
                "Robbery rose by <claim head=robbery>12 per cent</claim>.",
                "Shares lost <claim head=share value=3>3%</claim>.",
            ),
        ),
        Rule(
            "subject_of_the_level",
            subject_of_the_level,
            finds=("Arson is up with a <claim value=6 head=arson>6%</claim> rise.",),
        ),
        Rule(
            "level_before",
            level_before,
            finds=("Some 640 robberies were recorded, a <claim head=robbery>12%</claim> reduction.",),
        ),
        Rule(
            "subject_that_moves",
            subject_that_moves,
            finds=("Arson keeps falling, the figures showing a <claim value=6 head=arson>6 per cent</claim> drop.",),
        ),
    ),
)
"""What this is a share or a change of, surest first."""
