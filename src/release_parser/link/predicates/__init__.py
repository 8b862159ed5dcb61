"""What happened to the things or people that a quantity counts, or what they did.

In: a quantity in its sentence, with its entity and its direction. Out: a `Predicate`: the lemma of the verb or noun that tells it, and its token.
For '930 weapons seized and 60 people were referred' the predicates are 'seize' and 'refer'.

Two tables decide. `VERBS` finds the verb that the quantity belongs to. `PREDICATES` then decides whether a noun is more exact ('a 12%
reduction'), whether the verb can be no predicate at all ('police say'), or whether the verb is the predicate.
"""

from __future__ import annotations

from dataclasses import dataclass

from release_parser.link.counted import Counted
from release_parser.link.predicates.choice import PREDICATES, Governed
from release_parser.link.predicates.unsaid import NONE
from release_parser.link.predicates.verbs import VERBS
from release_parser.link.syntax import Syntax
from release_parser.link.words import BE

__all__ = ["PREDICATES", "VERBS", "Predicate", "find_predicate"]


@dataclass(frozen=True, slots=True)
class Predicate:
    """The lemma of the predicate, the index of its token, and the rule that found it.

    `lemma` is None where a rule decided that there is no predicate.
    """

    lemma: str | None
    token: int | None
    rule: str


def find_predicate(counted: Counted) -> Predicate | None:
    """The predicate of a quantity that the parse covers, or None where no rule decides."""
    verb = VERBS.first(counted)
    if verb is not None and verb[0] == NONE:
        return Predicate(None, None, verb[1])
    governed = Governed(counted, *(verb or (None, None)))
    chosen = PREDICATES.first(governed)
    if chosen is None:
        return None
    token, rule = chosen
    if token == NONE:
        return Predicate(None, None, rule)
    syntax = counted.syntax
    lemma = "be" if syntax.lower(token) in BE else _lemma(syntax, token, doing=governed.rule == "verb_behind")
    return Predicate(lemma, token, governed.rule if rule == "governing_verb" and governed.rule else rule)


def _lemma(syntax: Syntax, token: int, *, doing: bool) -> str:
    """The lemma of a predicate; 'were wild camping' gives 'camp', though the tagger takes the word for a noun."""
    if doing and syntax.pos[token] == "NOUN" and syntax.lower(token).endswith("ing"):
        return syntax.lemmatize(syntax.words[token], "VERB")
    return syntax.lemma(token)
