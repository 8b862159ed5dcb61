"""What an amount of money is paid, lost or asked for: 'paid £400 for tools', 'losses reached £9,000', 'restitution in the amount of £900'.

In: an amount in its sentence. Out: the `Entity`, or None. The table of rules for money stands in `measures.py`.
"""

from __future__ import annotations

from release_parser.lexicon import WordSet
from release_parser.link.counted import Counted, Entity
from release_parser.link.entities.phrases import ending_at, past_determiners_back, phrase_at, subject
from release_parser.link.noun_phrases import phrase_before

# What may stand between the verb and the amount: 'losses of about £970,000 reached', 'a salary starting at £19,000'
_PASSED = frozenset("to at from of about a between them him her".split())
_TOKENS_BETWEEN_PAYING_AND_AMOUNT = 18
"""How many tokens before an amount the verb of paying may stand."""
_SIZES = WordSet("measure_words.size_of_an_amount")


def money_of_the_noun(counted: Counted) -> Entity | None:
    """'a quantity of cash in excess of £10,000': the noun right before the words that give the bound."""
    syntax, before = counted.syntax, counted.first - 1
    if counted.quantity.kind != "money" or before < 0 or before in counted.stop or syntax.pos[before] != "NOUN":
        return None
    if counted.quantity.start >= counted.quantity.number_start - 1 or counted.quantity.bound == "about":
        return None  # 'billed the programme about £2m'
    if _is_paid(counted, before):
        return None
    touching = syntax.ends[before] + 1 == syntax.starts[counted.first]
    return ending_at(counted, before) if touching and syntax.lower(before) not in counted.words.times else None


def _is_paid(counted: Counted, noun: int) -> bool:
    """Whether a noun receives the money, so that it is not what was bought: 'paid Orlex and its suppliers over £9,000 for tools'."""
    syntax = counted.syntax
    verb = next(
        (at for at in range(noun, max(-1, noun - _TOKENS_BETWEEN_PAYING_AND_AMOUNT), -1) if syntax.pos[at] == "VERB"),
        None,
    )
    return verb is not None and syntax.lemma(verb) in counted.words.paying


def paid_for(counted: Counted) -> Entity | None:
    """'paid £400 for the tools': the noun behind 'for'; an act ('for helping') or a time ('for two years') is none."""
    syntax, at = counted.syntax, counted.after
    verb = counted.first - 1
    while verb > 0 and syntax.pos[verb] in ("ADV", "PART"):
        verb -= 1
    if (
        counted.quantity.kind != "money"
        or verb < 0
        or syntax.lemma(verb) not in counted.words.paying
        or syntax.lower(at) != "for"
    ):
        return None
    if at + 1 in counted.stop or syntax.tags[at + 1 : at + 2] in (["VBG"], ["NNP"], ["PRP"]):
        return None
    entity = phrase_at(counted, at + 1)
    return (
        None
        if entity is None or entity.head in counted.words.periods or entity.head in counted.words.persons
        else entity
    )


def noun_before_the_range(counted: Counted) -> Entity | None:
    """'a reward from $50 - $2,000': the noun whose size the range gives."""
    syntax, at = counted.syntax, counted.first - 1
    ranged = counted.quantity.kind == "money" and counted.quantity.upper is not None
    if not ranged or at < 1 or syntax.lower(at) != "from" or at - 1 in counted.stop:
        return None
    return ending_at(counted, at - 1) if syntax.pos[at - 1] == "NOUN" else None


def in_the_amount_of(counted: Counted) -> Entity | None:
    """'restitution in the amount of £9,000', 'heroin in the amount of 3 kg': the noun before 'in the amount of'."""
    syntax, words, of = counted.syntax, counted.words, counted.first - 1
    if syntax.lower(of) != "of" or of < 3:
        return None
    container = of - 1
    at = past_determiners_back(counted, container - 1)
    while at > 0 and syntax.pos[at] == "ADJ":
        at = past_determiners_back(counted, at - 1)
    joined = syntax.lower(container) in words.containers and syntax.lower(at) in ("in", "for", "to")
    if not joined or at - 1 in counted.stop:
        return None
    return ending_at(counted, before_recipient(counted, at - 1))


_GIVEN = WordSet("claim_words.given_to")


def before_recipient(counted: Counted, noun: int) -> int:
    """The noun of what is paid or lost, not of whoever receives or loses it: 'restitution to the bank in the amount of £9,000', 'a loss to
    the town of £900'.

    In: the index of the last token of the phrase before the amount. Out: the index of the noun's token, or the same index.
    """
    syntax, phrase = counted.syntax, phrase_before(counted.syntax, noun)
    to = 0 if phrase is None else past_determiners_back(counted, phrase.start - 1)
    if to < 1 or syntax.lower(to) != "to" or to - 1 in counted.stop:
        return noun
    return to - 1 if syntax.lower(to - 1) in _GIVEN.of(counted.lexicon) else noun


def subject_of_the_cost(counted: Counted) -> Entity | None:
    """'the phone cost £1,500', 'losses reached £970,000', 'a salary starting at £19,000'."""
    syntax, index = counted.syntax, counted.first - 1
    if counted.quantity.kind != "money":
        return None
    sizes = _SIZES.of(counted.lexicon)
    while index >= 0 and ((word := syntax.lower(index)) in _PASSED or word in sizes):
        index -= 1
    if index < 0 or syntax.pos[index] not in ("VERB", "AUX") or syntax.lemma(index) not in counted.words.costs:
        return None
    return subject(counted, people_too=False)
