"""Noun phrases read from parts of speech: what stands behind a number, before a verb, behind a preposition.

In: the syntax of a sentence and the index of the token at which a phrase begins. Out: a `Phrase`. In headlines, list items and phrases such as
'12 knives seized' the small spaCy model's dependencies are often wrong while its tags are right. So a phrase here is a run of tags, and its head is
the last noun of the run.

The run is read token by token: the first function of `_STEPS` that recognizes a token says where to go on or that the phrase ends before it; a token
that no step recognizes ends the phrase too.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from release_parser.link.phrase_reading import (
    PhraseReading,
    describes_its_noun,
    is_about,
    is_hyphened,
    is_inside,
    is_issued_by_its_noun,
    joins_modifiers,
    joins_words,
    modifies,
)
from release_parser.link.syntax import NOUNS, Syntax
from release_parser.link.words import LinkWords

_DETERMINERS = frozenset(
    "the a an these those this that his her their its our my your all both such other further more additional another some any".split()
)
_STOP_ADVERBS = frozenset(
    "so then now also yesterday today again already currently since ago later earlier early only still more together overall nationwide locally alone away when where nearby not instead here there".split()
)
_LETTERS = frozenset("ABCDE")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase: the indices of its first token and of its head; `end` is the index behind the whole phrase, its 'of' phrase included."""

    start: int
    head_token: int
    end: int


def phrase_from(
    syntax: Syntax, index: int, words: LinkWords, *, stop: frozenset[int] = frozenset(), of: bool = True
) -> Phrase | None:
    """The noun phrase that begins at a token, behind any determiners, or None. Tokens in `stop` end it; `of` includes an 'of' phrase."""
    start = _past_determiners(syntax, index, stop)
    reading = PhraseReading(syntax, words, stop, start)
    at = start
    while 0 <= at < len(syntax) and at not in stop:
        at = _step(reading, at)
    if at == _NO_PHRASE or reading.head < 0:
        return None
    return Phrase(start, reading.head, _with_complements(reading) if of else reading.head + 1)


def _step(reading: PhraseReading, at: int) -> int:
    """The index at which to go on behind a token, decided by the first step that recognizes it."""
    for step in _STEPS:
        following = step(reading, at)
        if following is not None:
            return following
    return _END


def _past_determiners(syntax: Syntax, index: int, stop: frozenset[int]) -> int:
    """The index of the first token that is no determiner or possessive."""
    while index < len(syntax) and index not in stop:
        if syntax.lower(index) not in _DETERMINERS and syntax.tags[index] not in ("DT", "PRP$", "PDT"):
            break
        index += 1
    return index


def _with_complements(reading: PhraseReading) -> int:
    """The index behind the phrase with its 'of' phrase ('wraps of heroin') or a second head ('county line holders and associates')."""
    syntax, stop, head = reading.syntax, reading.stop, reading.head
    end = head + 1
    if end + 1 >= len(syntax):
        return end
    if syntax.lower(end) == "of" and end not in stop:
        inner = phrase_from(syntax, end + 1, reading.words, stop=stop, of=False)
        return end if inner is None else inner.end
    if syntax.lower(end) != "and" or syntax.pos[end + 1] != "NOUN" or end + 1 in stop:
        return end
    plurals = syntax.tags[head] == syntax.tags[end + 1] == "NNS"
    return end + 2 if plurals and (end + 2 >= len(syntax) or syntax.pos[end + 2] not in NOUNS) else end


_END = -1
"""What a step gives where the phrase ends before its token."""
_NO_PHRASE = -2
"""What a step gives that knows that there is no phrase at all."""


def _grade(reading: PhraseReading, at: int) -> int | None:
    """'class A drugs', 'Class A and B drugs': the letter A is a grade and no article. '28 category B' ends the phrase, since the noun stands elsewhere."""
    syntax = reading.syntax
    behind = _behind_a_grade(reading, at)
    if behind == at:
        return None
    while syntax.lower(behind) in ("and", "or", "&", ","):
        further = _behind_a_grade(reading, behind + 1, letter_alone=True)
        if further == behind + 1:
            break
        behind = further
    if behind < len(syntax) and syntax.pos[behind] in NOUNS and behind not in reading.stop:
        return behind
    return _NO_PHRASE if reading.head < 0 else None


def _behind_a_grade(reading: PhraseReading, at: int, *, letter_alone: bool = False) -> int:
    """The index behind 'class A', or behind 'B' alone in 'class A and B'; the same index where no grade stands there."""
    syntax = reading.syntax
    word = syntax.lower(at) in reading.words.graded
    letter = at + word
    if not (word or letter_alone) or letter >= len(syntax) or letter in reading.stop:
        return at
    return letter + 1 if syntax.words[letter] in _LETTERS else at


def _time(reading: PhraseReading, at: int) -> int | None:
    """'12 men yesterday': a time ends the phrase. But in '14 yesterday' it is no phrase by itself, and 'six Sunday services' are services."""
    if reading.syntax.lower(at) not in reading.words.calendar:
        return None
    if reading.head >= 0:
        return _END
    return None if reading.noun_follows(at) else _NO_PHRASE


def _modifier_of_another_head(reading: PhraseReading, at: int) -> int | None:
    """'bicycle, van and car theft-related offences', 'drug related offences': what was read so far only describes the head that follows."""
    related = reading.head == at - 1 >= 0 and reading.syntax.lower(at) in reading.words.about and is_about(reading, at)
    if at >= reading.listed and not related:
        return None
    reading.head = -1
    return at + 1


def _outcome(reading: PhraseReading, at: int) -> int | None:
    """'34 people arrested': a participle behind the noun tells what happened, and ends the phrase."""
    syntax = reading.syntax
    if reading.head < 0 or is_hyphened(syntax, at) or is_issued_by_its_noun(reading, at):
        return None
    participle = syntax.lower(at) in reading.words.outcomes or syntax.tags[at] in ("VBN", "VBD")
    return _END if participle else None


def _noun(reading: PhraseReading, at: int) -> int | None:
    """A noun is the head until another noun follows; no proper name follows a plural head."""
    syntax, pos = reading.syntax, reading.syntax.pos[at]
    if syntax.words[at] in ("|", "•", "·"):  # 'jailed for 15 months | Kelsham Police'
        return _END
    if pos not in NOUNS and not (pos in ("ADJ", "NUM") and syntax.lower(at).endswith(("-olds", "-old"))):
        return None
    head = reading.head
    if head >= 0 and syntax.tags[head] == "NNS" and syntax.tags[at] == "NNP" and syntax.deps[head] != "compound":
        return _END
    reading.head = at
    return at + 1


def _modifier(reading: PhraseReading, at: int) -> int | None:
    """Adjectives, numbers and participles before the head: 'three stolen cars', but not 'four arrested following a raid'."""
    syntax, pos, tag = reading.syntax, reading.syntax.pos[at], reading.syntax.tags[at]
    if pos not in ("ADJ", "NUM") and (tag not in ("VBN", "VBG", "VBD", "JJ") or pos == "AUX"):
        return None
    if syntax.lower(at) in reading.words.passed_over:  # 'cash following searches'
        return _END
    if reading.head >= 0:
        return at + 1 if modifies(reading, at) else _END
    if tag in ("VBN", "VBD") and not describes_its_noun(reading, at):
        return _END
    if reading.noun_follows(at) or at + 1 >= len(syntax) or syntax.pos[at + 1] in ("PUNCT", "CCONJ", "ADP", "PART"):
        return at + 1
    stands_alone = pos == "ADJ" and at == reading.start and syntax.lower(at) in ("others", "many", "more")
    return _END if stands_alone or tag in ("VBN", "VBD", "VBG") else at + 1


def _hyphened_verb(reading: PhraseReading, at: int) -> int | None:
    """'over 800 stop-checks': a verb that a hyphen makes a part of the noun."""
    syntax = reading.syntax
    if syntax.tags[at] not in ("VB", "VBP") or at + 2 >= len(syntax):
        return None
    return at + 2 if syntax.words[at + 1] == "-" and syntax.pos[at + 2] in NOUNS else None


def _hyphened_modifier(reading: PhraseReading, at: int) -> int | None:
    """'3 sawn-off rifles', '2 hands-free kits': words that hyphens join before a noun, whatever the tagger takes each for."""
    syntax = reading.syntax
    end = at
    while joins_words(syntax, end + 1) and end + 2 not in reading.stop and end < at + 6:
        end += 2
    return end + 1 if end > at and reading.noun_follows(end) else None


def _adverb(reading: PhraseReading, at: int) -> int | None:
    """'two badly injured men': the phrase goes on. An adverb of time, or one that no noun follows, ends it."""
    if reading.syntax.pos[at] != "ADV":
        return None
    return _END if reading.syntax.lower(at) in _STOP_ADVERBS or not reading.noun_follows(at) else at + 1


def _name_before_its_noun(reading: PhraseReading, at: int) -> int | None:
    """'600 Ministry of Ash transport officers': a name with 'of' before the plural that the number counts."""
    syntax, end = reading.syntax, at + 1
    named = syntax.lower(at) == "of" and reading.head == at - 1 >= 0 and syntax.tags[at - 1] == "NNP"
    if not named or reading.start < 1 or syntax.pos[reading.start - 1] != "NUM" or end in reading.stop:
        return None
    while end < min(at + 6, len(syntax)) and syntax.tags[end] in ("NNP", "NN", "JJ") and end not in reading.stop:
        end += 1
    plural = end > at + 1 and syntax.tags[at + 1] == "NNP" and syntax.tags[end : end + 1] == ["NNS"]
    return end if plural and end not in reading.stop else None


def _mark(reading: PhraseReading, at: int) -> int | None:
    """A hyphen or a quotation mark inside the phrase."""
    inside = reading.syntax.lower(at) in ("-", "–", "'", "‘", "’", "“", '"', "”") and is_inside(reading, at)
    return at + 1 if inside else None


def _bracketed_initials(reading: PhraseReading, at: int) -> int | None:
    """Initials in brackets inside the phrase: 'Two Northshire Constabulary (NC) police officers'."""
    syntax = reading.syntax
    if syntax.words[at] != "(" or reading.head < 0 or at + 3 >= len(syntax) or at + 1 in reading.stop:
        return None
    initials = syntax.words[at + 1].isupper() and syntax.words[at + 2] == ")"
    return at + 3 if initials and syntax.pos[at + 3] in NOUNS else None


def _possessive(reading: PhraseReading, at: int) -> int | None:
    """The possessive inside a phrase: "three women's shelters"."""
    owns = reading.syntax.tags[at] == "POS" and reading.head >= 0 and reading.noun_follows(at)
    return at + 1 if owns else None


def _joint(reading: PhraseReading, at: int) -> int | None:
    """'safe and well checks', 'drug and alcohol offences': modifiers joined before one head."""
    syntax = reading.syntax
    joins = syntax.lower(at) in ("and", "or", "&", "/") or (syntax.words[at] == "," and syntax.pos[at - 1] == "ADJ")
    return at + 1 if joins and joins_modifiers(reading, at) else None


_STEPS: tuple[Callable[[PhraseReading, int], int | None], ...] = (
    _grade,
    _time,
    _modifier_of_another_head,
    _outcome,
    _hyphened_modifier,
    _noun,
    _modifier,
    _hyphened_verb,
    _adverb,
    _name_before_its_noun,
    _mark,
    _bracketed_initials,
    _possessive,
    _joint,
)


def phrase_before(syntax: Syntax, index: int) -> Phrase | None:
    """The noun phrase that ends with the token at `index`, which must be a noun."""
    if index < 0 or syntax.pos[index] not in NOUNS:
        return None
    start = index
    while start > 0 and (
        syntax.pos[start - 1] in ("ADJ", "NOUN", "PROPN")
        or syntax.words[start - 1] == "-"
        or (start > 1 and syntax.tags[start - 1] == "POS")
    ):
        start -= 1
    return Phrase(start, index, index + 1)
