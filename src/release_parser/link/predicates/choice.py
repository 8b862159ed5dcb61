"""Whether the verb of a quantity is its predicate, a noun tells better what happened, or nothing tells it.

In: a quantity in its sentence and the verb that it belongs to. Out: the index of the predicate's token, or `NONE` where the verb can be no predicate.
"""

from __future__ import annotations

from dataclasses import dataclass

from release_parser.link.counted import Counted
from release_parser.link.predicates.nouns import change_noun, event_of, up_or_down
from release_parser.link.predicates.unsaid import NONE
from release_parser.link.predicates.upward import above
from release_parser.link.words import BE
from release_parser.rules import Rule, RuleTable


@dataclass(frozen=True, slots=True)
class Governed:
    """A quantity, the token of the verb that it belongs to, and the rule that found the verb."""

    counted: Counted
    verb: int | None
    rule: str | None


def multiplying_verb(governed: Governed) -> int | None:
    """'burglary halved': the number word is the predicate itself."""
    counted = governed.counted
    own = counted.quantity.kind == "multiplier" and counted.syntax.pos[counted.last] == "VERB"
    return counted.last if own else None


def up_or_down_before(governed: Governed) -> int | None:
    """'Burglary down 12%', 'theft is up by 4%': the form of 'be' or verb of going if there is one, else 'up' or 'down' itself."""
    counted = governed.counted
    return None if counted.direction is None else up_or_down(counted.syntax, counted.first)


def event_of_its_object(governed: Governed) -> int | None:
    """'following the arrest last week of two men': the noun tells what happened to those who are counted."""
    counted = governed.counted
    return None if counted.direction is not None else event_of(counted)


def change_in_its_noun(governed: Governed) -> int | None:
    """'latest figures show a 5 per cent drop': the noun of change is the predicate, since 'show' only presents it."""
    counted, syntax, verb = governed.counted, governed.counted.syntax, governed.verb
    if counted.direction is None:
        return None
    presents = verb is None or syntax.lemma(verb) in counted.words.presenting or syntax.lower(verb) in BE
    return change_noun(counted) if presents else None


def describing_participle(governed: Governed) -> int | None:
    """No predicate: in 'two wanted men' the participle describes the noun, though the tagger took it for a verb."""
    counted, verb = governed.counted, governed.verb
    if verb is None or not counted.last < verb < counted.head:
        return None
    return NONE if counted.syntax.lower(verb) in counted.words.describing else None


def verb_above_capitals(governed: Governed) -> int | None:
    """'spoke about COVID on 75 occasions': the tagger took the capitals for a verb, so the verb above them in the parse is the predicate."""
    counted, verb = governed.counted, governed.verb
    if verb is None or not (_is_acronym(counted.syntax.words, verb) or _is_in_a_name(governed)):
        return None
    higher = above(counted, verb)
    return NONE if higher in (None, verb) or _only_reports(counted, higher) else higher


def _is_acronym(words: list[str], index: int) -> bool:
    """Whether a word stands in capitals among words that do not; in a headline all words may."""
    word = words[index]
    return len(word) > 2 and word.isupper() and any(other.islower() for other in words)


def _is_in_a_name(governed: Governed) -> bool:
    """Whether the verb is part of a name in capitals, and the sentence has another verb: 'Kids Help Line is open 24 hours a day'."""
    syntax, verb = governed.counted.syntax, governed.verb
    if verb is None or not 0 < verb < len(syntax) - 1:
        return False
    capitals = all(syntax.words[at].istitle() for at in (verb - 1, verb, verb + 1))
    return (
        capitals
        and syntax.pos[verb + 1] == "PROPN"
        and any(syntax.words[at].islower() and syntax.pos[at] in ("VERB", "AUX") for at in range(verb + 2, len(syntax)))
    )


def participle_of_a_superlative(governed: Governed) -> int | None:
    """No predicate: in 'With 94 offices it is the broadest coalition ever assembled' the participle belongs to the superlative."""
    counted, verb = governed.counted, governed.verb
    ever = verb is not None and verb > counted.last and counted.syntax.lower(verb - 1) == "ever"
    return NONE if ever else None


def participle_of_the_subject(governed: Governed) -> int | None:
    """'Among the items recovered were three bikes', 'Items stolen include': the participle of the subject tells what happened."""
    counted, verb = governed.counted, governed.verb
    if verb is None or verb < 2 or verb > counted.first or counted.syntax.lemma(verb) not in ("be", "include"):
        return None
    syntax, at = counted.syntax, verb - 1
    while at > 1 and syntax.pos[at] in ("ADV", "PUNCT", "AUX"):
        at -= 1
    at = _past_the_place(counted, at)
    words, word = counted.words, syntax.lower(at)
    told = syntax.tags[at] in ("VBN", "VBD") and (word in words.outcomes or word in words.introducing)
    return at if told and syntax.pos[at - 1] in ("NOUN", "PROPN") else None


def _past_the_place(counted: Counted, at: int) -> int:
    """The index of the token before a phrase that tells where, or the same index: 'Items located in the vehicle included'."""
    syntax, index = counted.syntax, at
    while (
        index > 1 and at - index < _TOKENS_OF_A_PLACE and syntax.pos[index] in ("NOUN", "PROPN", "DET", "ADJ", "PRON")
    ):
        index -= 1
    return index - 1 if index < at and syntax.pos[index] == "ADP" and syntax.lower(index) != "of" else at


_TOKENS_OF_A_PLACE = 6
"""Tokens that a phrase between a participle and its verb has at most."""


def reporting_verb(governed: Governed) -> int | None:
    """No predicate: 'police say' in 'police say 12 men …' reports it.

    But in 'half would tell a friend' the share of people who say it is what is counted.
    """
    return NONE if governed.verb is not None and _only_reports(governed.counted, governed.verb) else None


def _only_reports(counted: Counted, verb: int) -> bool:
    """Whether a verb only reports the fact; the subject of a survey's answers is a share, and there the verb is the predicate."""
    syntax, reporting = counted.syntax, counted.words.reporting
    if syntax.lemma(verb) not in reporting and syntax.lower(verb) not in reporting:
        return False
    answers = counted.quantity.kind in ("percentage", "proportion") and any(
        syntax.heads[index] == verb and syntax.deps[index] == "nsubj"
        for index in range(counted.first, min(counted.head + 2, verb))
    )
    return not answers


def governing_verb(governed: Governed) -> int | None:
    """The verb that the quantity belongs to."""
    return governed.verb


PREDICATES: RuleTable[Governed, int] = RuleTable(
    "predicate",
    (
        Rule("multiplying_verb", multiplying_verb, finds=("Burglary <claim predicate=halve>halved</claim>.",)),
        Rule(
            "up_or_down_before",
            up_or_down_before,
            finds=(
                "Burglary down <claim predicate=down>12%</claim>",
                "Theft is up by <claim predicate=be>4%</claim>.",
            ),
        ),
        Rule(
            "event_of_its_object",
            event_of_its_object,
            finds=("It followed the arrest last week of <claim predicate=arrest>two</claim> men.",),
        ),
        Rule(
            "change_in_its_noun",
            change_in_its_noun,
            finds=(
                "Figures show a <claim predicate=drop>5 per cent</claim> drop in thefts.",
                "There was a fall in thefts of <claim predicate=fall>4%</claim>.",
            ),
        ),
        Rule(
            "describing_participle",
            describing_participle,
            finds=("<claim head=man predicate=null>two</claim> wanted men in Kelsham",),
        ),
        Rule(
            "verb_above_capitals",
            verb_above_capitals,
            finds=(
                "Officers spoke about COVID on <claim predicate=speak>75</claim> occasions.",
                "Kids Help Line is free <claim predicate=null value=24>24 hours</claim> a day.",
            ),
        ),
        Rule(
            "participle_of_a_superlative",
            participle_of_a_superlative,
            finds=("With <claim predicate=null>94</claim> offices, the broadest coalition ever assembled met.",),
        ),
        Rule(
            "participle_of_the_subject",
            participle_of_the_subject,
            finds=(
                "Among the items recovered were <claim predicate=recover>three</claim> bikes.",
                "Items seized included <claim predicate=seize>2kg</claim> of cocaine.",
                "Items located in the vehicle included <claim predicate=locate>two</claim> phones.",
            ),
        ),
        Rule("reporting_verb", reporting_verb, finds=("Police said <claim predicate=null>two</claim> things.",)),
        Rule(
            "governing_verb",
            governing_verb,
            ignores=("Officers arrested <claim predicate=arrest value=12>12</claim> men.",),
        ),
    ),
)
"""What says what happened, surest first."""
