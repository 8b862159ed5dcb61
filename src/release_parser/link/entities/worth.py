"""What is worth or weighs so much, where the noun stands before 'worth', 'value' or 'weighing'.

In: an amount or a measure in its sentence. Out: the `Entity`, or None: 'cannabis' in 'cannabis worth £800'.
"""

from __future__ import annotations

from release_parser.link.counted import Counted, Entity
from release_parser.link.entities.phrases import entity_of, past_determiners_back, subject
from release_parser.link.noun_phrases import Phrase, phrase_before
from release_parser.link.syntax import NOUNS

_PLACING = frozenset("in from at on near inside across throughout around".split())


_TOKENS_BETWEEN_WORTH_AND_AMOUNT = 9
"""How many tokens before an amount 'worth' may stand."""


def worth_before(counted: Counted) -> Entity | None:
    """'cannabis worth £800', 'drugs with a street value of £2,000', 'cocaine weighing 2kg': the noun before 'worth', 'value' or 'weighing'."""
    syntax, words = counted.syntax, counted.words
    seen = False
    for index in range(counted.first - 1, max(-1, counted.first - 1 - _TOKENS_BETWEEN_WORTH_AND_AMOUNT), -1):
        word = syntax.lower(index)
        if word in words.worth:
            seen = True
        elif seen and word in words.value:
            continue
        elif syntax.pos[index] in NOUNS and not (seen and word in words.value):
            return _what_is_worth(counted, index) if seen and index not in counted.stop else None
        elif _ends_the_search(counted, index, seen=seen):
            return _owner_of_value(counted, index) if seen and syntax.lemma(index) == "have" else None
    return None


def _ends_the_search(counted: Counted, index: int, *, seen: bool) -> bool:
    """Whether a token ends the search back for what is worth so much; `seen` says whether a word such as 'worth' was passed."""
    syntax, words, word = counted.syntax, counted.words, counted.syntax.lower(index)
    if word in ("of", "between") and not seen and index > 0:
        return syntax.lower(index - 1) not in ("value", "worth", "total")
    return syntax.pos[index] == "VERB" and word not in words.outcomes


def _owner_of_value(counted: Counted, verb: int) -> Entity | None:
    """'the software had a retail value of £9,000'."""
    syntax = counted.syntax
    has_subject = any(syntax.heads[index] == verb and syntax.deps[index] == "nsubj" for index in range(verb))
    return subject(counted, people_too=False, verb=verb) if has_subject else None


def _what_is_worth(counted: Counted, noun: int) -> Entity | None:
    """The entity of the phrase that ends with this noun, without a place behind it and without the K of '240K doses'."""
    phrase = past_place(counted, phrase_before(counted.syntax, noun))
    return None if phrase is None else entity_of(counted, _past_thousands(counted, phrase))


def _past_thousands(counted: Counted, phrase: Phrase) -> Phrase:
    """The phrase without the letter that belongs to the number before it: '240K doses worth $9m'."""
    start = phrase.start
    while start < phrase.head_token and start in counted.stop:
        start += 1
    return Phrase(start, phrase.head_token, phrase.end)


def past_place(counted: Counted, phrase: Phrase | None) -> Phrase | None:
    """The phrase before a place or name: 'a cannabis farm in Elmfield worth £600,000', 'a deal for Exampleshire Police worth £9m'."""
    syntax = counted.syntax
    while phrase is not None and phrase.start > 1:
        at = past_determiners_back(counted, phrase.start - 1)
        if syntax.lower(at) == "and" and at > 1 and syntax.pos[at - 1] == syntax.pos[phrase.head_token] == "PROPN":
            phrase = phrase_before(syntax, at - 1)  # 'from across Ash and Elm'
            continue
        if syntax.lower(at) in _PLACING and syntax.lower(at - 1) in _PLACING:
            at -= 1
        if syntax.tags[at - 1] == "VBN" and syntax.lower(at) in _PLACING and syntax.pos[at - 2] in NOUNS:
            at -= 1  # 'drugs seized from the house, valued at £900'
        if syntax.lower(at) == "with" and syntax.words[phrase.end : phrase.end + 1] == [","]:
            phrase = phrase_before(syntax, at - 1)  # 'a watch with a strap, valued at £750'
            continue
        named = syntax.lower(at) == "for" and syntax.pos[phrase.head_token] == "PROPN"
        placed = syntax.lower(at) in _PLACING or syntax.lower(at + 1) in _PLACING
        wider = phrase_before(syntax, at - 1) if named or placed else None
        if wider is None:
            break
        phrase = wider
    return phrase
