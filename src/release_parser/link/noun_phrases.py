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

from release_parser.link.modifier_lists import list_of_modifiers
from release_parser.link.syntax import Syntax
from release_parser.link.words import LinkWords

NOUNS = frozenset({"NOUN", "PROPN"})
_DETERMINERS = frozenset(
    "the a an these those this that his her their its our my your all both such other further more additional another some any".split()
)
_PRE_HEAD = frozenset({"ADJ", "NOUN", "PROPN", "NUM", "ADV"})
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
    reading = _PhraseReading(syntax, words, stop, start)
    at = start
    while 0 <= at < len(syntax) and at not in stop:
        at = _step(reading, at)
    if at == _NO_PHRASE or reading.head < 0:
        return None
    return Phrase(start, reading.head, _with_complements(reading) if of else reading.head + 1)


def _step(reading: _PhraseReading, at: int) -> int:
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


def _with_complements(reading: _PhraseReading) -> int:
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


class _PhraseReading:
    """A phrase while it is being read: its first token, and its head so far (-1 before there is one)."""

    __slots__ = ("head", "listed", "start", "stop", "syntax", "words")

    def __init__(self, syntax: Syntax, words: LinkWords, stop: frozenset[int], start: int) -> None:
        self.syntax, self.words, self.stop, self.start = syntax, words, stop, start
        self.head = -1
        self.listed = list_of_modifiers(syntax, start, stop)

    def noun_follows(self, at: int) -> bool:
        """Whether a noun of the same phrase stands behind the token, with only adjectives and hyphens between."""
        return _noun_follows(self.syntax, at, self.stop, self.words)


def _grade(reading: _PhraseReading, at: int) -> int | None:
    """'class A drugs': the letter A is a grade and no article. '28 category B' ends the phrase, since the noun stands elsewhere."""
    syntax = reading.syntax
    if syntax.lower(at) not in reading.words.graded or at + 1 >= len(syntax):
        return None
    if syntax.words[at + 1] not in _LETTERS or at + 1 in reading.stop:
        return None
    if at + 2 < len(syntax) and syntax.pos[at + 2] in NOUNS:
        return at + 2
    return _NO_PHRASE if reading.head < 0 else None


def _time(reading: _PhraseReading, at: int) -> int | None:
    """'12 men yesterday': a time ends the phrase. But in '14 yesterday' it is no phrase by itself, and 'six Sunday services' are services."""
    if reading.syntax.lower(at) not in reading.words.calendar:
        return None
    if reading.head >= 0:
        return _END
    return None if reading.noun_follows(at) else _NO_PHRASE


def _modifier_of_another_head(reading: _PhraseReading, at: int) -> int | None:
    """'bicycle, van and car theft-related offences', 'drug related offences': what was read so far only describes the head that follows."""
    related = reading.head == at - 1 >= 0 and reading.syntax.lower(at) in reading.words.about and _is_about(reading, at)
    if at >= reading.listed and not related:
        return None
    reading.head = -1
    return at + 1


def _outcome(reading: _PhraseReading, at: int) -> int | None:
    """'34 people arrested': a participle behind the noun tells what happened, and ends the phrase."""
    syntax = reading.syntax
    if reading.head < 0 or _hyphened(syntax, at) or _issued_by_its_noun(reading, at):
        return None
    participle = syntax.lower(at) in reading.words.outcomes or syntax.tags[at] in ("VBN", "VBD")
    return _END if participle else None


def _issued_by_its_noun(reading: _PhraseReading, at: int) -> bool:
    """Whether a participle joins a singular to the noun that the number counts: '31 government issued documents'."""
    syntax, head = reading.syntax, reading.head
    plural = (
        reading.start > 0
        and syntax.pos[reading.start - 1] == "NUM"
        and syntax.lower(reading.start - 1) not in ("1", "one")
    )
    singular = syntax.tags[head] == "NN" and head == at - 1 and syntax.lower(head) not in reading.words.persons
    follows = at + 1 < len(syntax) and at + 1 not in reading.stop and syntax.pos[at + 1] in ("NOUN", "ADJ")
    return plural and singular and follows and reading.noun_follows(at)


def _noun(reading: _PhraseReading, at: int) -> int | None:
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


def _modifier(reading: _PhraseReading, at: int) -> int | None:
    """Adjectives, numbers and participles before the head: 'three stolen cars', but not 'four arrested following a raid'."""
    syntax, pos, tag = reading.syntax, reading.syntax.pos[at], reading.syntax.tags[at]
    if pos not in ("ADJ", "NUM") and (tag not in ("VBN", "VBG", "VBD", "JJ") or pos == "AUX"):
        return None
    if syntax.lower(at) in reading.words.passed_over:  # 'cash following searches'
        return _END
    if reading.head >= 0:
        return at + 1 if _modifies(reading, at) else _END
    if tag in ("VBN", "VBD") and not _participle_before_noun(reading, at):
        return _END
    if reading.noun_follows(at) or at + 1 >= len(syntax) or syntax.pos[at + 1] in ("PUNCT", "CCONJ", "ADP", "PART"):
        return at + 1
    stands_alone = pos == "ADJ" and at == reading.start and syntax.lower(at) in ("others", "many", "more")
    return _END if stands_alone or tag in ("VBN", "VBD", "VBG") else at + 1


def _hyphened_verb(reading: _PhraseReading, at: int) -> int | None:
    """'over 800 stop-checks': a verb that a hyphen makes a part of the noun."""
    syntax = reading.syntax
    if syntax.tags[at] not in ("VB", "VBP") or at + 2 >= len(syntax):
        return None
    return at + 2 if syntax.words[at + 1] == "-" and syntax.pos[at + 2] in NOUNS else None


def _hyphened_modifier(reading: _PhraseReading, at: int) -> int | None:
    """'3 sawn-off rifles', '2 hands-free kits': words that hyphens join before a noun, whatever the tagger takes each for."""
    syntax = reading.syntax
    end = at
    while _joins_words(syntax, end + 1) and end + 2 not in reading.stop and end < at + 6:
        end += 2
    return end + 1 if end > at and reading.noun_follows(end) else None


def _joins_words(syntax: Syntax, at: int) -> bool:
    """Whether the token is a hyphen that joins the words beside it."""
    return (
        0 < at < len(syntax) - 1
        and syntax.words[at] == "-"
        and syntax.ends[at - 1] == syntax.starts[at]
        and syntax.ends[at] == syntax.starts[at + 1]
    )


def _adverb(reading: _PhraseReading, at: int) -> int | None:
    """'two badly injured men': the phrase goes on. An adverb of time, or one that no noun follows, ends it."""
    if reading.syntax.pos[at] != "ADV":
        return None
    return _END if reading.syntax.lower(at) in _STOP_ADVERBS or not reading.noun_follows(at) else at + 1


def _name_before_its_noun(reading: _PhraseReading, at: int) -> int | None:
    """'600 Ministry of Ash transport officers': a name with 'of' before the plural that the number counts."""
    syntax, end = reading.syntax, at + 1
    named = syntax.lower(at) == "of" and reading.head == at - 1 >= 0 and syntax.tags[at - 1] == "NNP"
    if not named or reading.start < 1 or syntax.pos[reading.start - 1] != "NUM" or end in reading.stop:
        return None
    while end < min(at + 6, len(syntax)) and syntax.tags[end] in ("NNP", "NN", "JJ") and end not in reading.stop:
        end += 1
    plural = end > at + 1 and syntax.tags[at + 1] == "NNP" and syntax.tags[end : end + 1] == ["NNS"]
    return end if plural and end not in reading.stop else None


def _mark(reading: _PhraseReading, at: int) -> int | None:
    """A hyphen or a quotation mark inside the phrase."""
    inside = reading.syntax.lower(at) in ("-", "–", "'", "‘", "’", "“", '"', "”") and _inside(reading, at)
    return at + 1 if inside else None


def _bracketed_initials(reading: _PhraseReading, at: int) -> int | None:
    """Initials in brackets inside the phrase: 'Two Northshire Constabulary (NC) police officers'."""
    syntax = reading.syntax
    if syntax.words[at] != "(" or reading.head < 0 or at + 3 >= len(syntax) or at + 1 in reading.stop:
        return None
    initials = syntax.words[at + 1].isupper() and syntax.words[at + 2] == ")"
    return at + 3 if initials and syntax.pos[at + 3] in NOUNS else None


def _possessive(reading: _PhraseReading, at: int) -> int | None:
    """The possessive inside a phrase: "three women's shelters"."""
    owns = reading.syntax.tags[at] == "POS" and reading.head >= 0 and reading.noun_follows(at)
    return at + 1 if owns else None


def _joint(reading: _PhraseReading, at: int) -> int | None:
    """'safe and well checks', 'drug and alcohol offences': modifiers joined before one head."""
    syntax = reading.syntax
    joins = syntax.lower(at) in ("and", "or", "&", "/") or (syntax.words[at] == "," and syntax.pos[at - 1] == "ADJ")
    return at + 1 if joins and _joined(reading, at) else None


_STEPS: tuple[Callable[[_PhraseReading, int], int | None], ...] = (
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


def _participle_before_noun(reading: _PhraseReading, at: int) -> bool:
    """Whether a participle describes the head that follows, as in 'three stolen cars'; in 'four arrested following a raid' it tells what happened."""
    syntax, following = reading.syntax, at + 1
    if following >= len(syntax) or following in reading.stop:
        return False
    if syntax.lower(at) in reading.words.describing and syntax.pos[following] == "NOUN":
        return True
    outcome = syntax.tags[following] == "VBG" or syntax.lower(following) in ("due", "dead")
    return not outcome and reading.noun_follows(at)


def _is_about(reading: _PhraseReading, at: int) -> bool:
    """Whether 'related', 'linked' and the like end a modifier: 'drug related offences', but in 'two men linked by phones' the phrase ends."""
    syntax, head = reading.syntax, reading.head
    if syntax.lemma(head) in reading.words.persons:
        return False
    return (syntax.lower(at) == "related" or syntax.tags[head] in ("NN", "NNP")) and reading.noun_follows(at)


def _hyphened(syntax: Syntax, at: int) -> bool:
    """Whether a hyphen joins the token to its neighbour: 'gang-related', 'golf ball-sized'."""
    return (at > 0 and syntax.words[at - 1] in ("-", "–")) or (at + 1 < len(syntax) and syntax.words[at + 1] == "-")


def _modifies(reading: _PhraseReading, at: int) -> bool:
    """Whether a word behind a noun still describes the head: 'drug dealing offences', but not 'men carrying knives'."""
    syntax, head = reading.syntax, reading.head
    if not reading.noun_follows(at):
        return False
    if _hyphened(syntax, at):
        return True
    if syntax.tags[at].startswith("VB"):
        if syntax.tags[at + 1] == "NNP" and syntax.words[at].islower():
            return False  # 'an indictment charging Ann Pole'
        if syntax.tags[at] == "VBG" and _has_an_object(reading, at):
            return False
        return syntax.tags[head] == "NN" and syntax.lower(head) not in reading.words.persons
    return syntax.tags[head] != "NNS"


def _has_an_object(reading: _PhraseReading, at: int) -> bool:
    """Whether a word in -ing with a plural behind it is a verb and no modifier: 'a three-week operation targeting drivers'."""
    syntax, start = reading.syntax, reading.start
    carried = start > 1 and (syntax.words[start - 2] in ("-", "–") or syntax.pos[start - 1] == "NOUN")
    object_of = next(
        (i for i in range(at + 1, min(at + 6, len(syntax))) if syntax.pos[i] not in ("ADJ", "NOUN", "PROPN", "ADV")),
        len(syntax),
    )
    return carried and reading.head == at - 1 and syntax.tags[object_of - 1] in ("NNS", "NNPS") and object_of > at + 1


def _noun_follows(syntax: Syntax, at: int, stop: frozenset[int], words: LinkWords) -> bool:
    """Whether a noun follows within four tokens, with only modifiers and hyphens between."""
    for index in range(at + 1, min(at + 5, len(syntax))):
        if index in stop:
            return False
        pos = syntax.pos[index]
        if pos in NOUNS:
            return syntax.lower(index) not in words.calendar
        modifier = pos in ("ADJ", "NUM", "ADV") or syntax.tags[index] in ("VBN", "VBG") or _hyphened(syntax, index)
        if not modifier and syntax.lower(index) not in ("-", "–"):
            return False
    return False


def _inside(reading: _PhraseReading, at: int) -> bool:
    """Whether a mark is followed by another word of the same phrase."""
    syntax, following = reading.syntax, at + 1
    if following >= len(syntax) or following in reading.stop:
        return False
    word = syntax.pos[following] in _PRE_HEAD or syntax.tags[following] in ("VBN", "VBG")
    return word and (syntax.ends[at] == syntax.starts[following] or syntax.words[at] in "’'”\"")


def _joined(reading: _PhraseReading, at: int) -> bool:
    """Whether 'and' or a comma joins two modifiers: both of one kind, or singular nouns before a plural head."""
    syntax, stop = reading.syntax, reading.stop
    if at + 2 >= len(syntax) or at + 1 in stop:
        return False
    adjectives = syntax.pos[at - 1] in ("ADJ", "ADV") and syntax.pos[at + 1] in ("ADJ", "ADV")
    participles = syntax.tags[at - 1] in ("VBN", "VBG") and syntax.tags[at + 1] in ("VBN", "VBG", "JJ")
    if adjectives or participles:
        return reading.noun_follows(at + 1)
    if _joined_in_a_whole(reading, at):
        return True
    singulars = reading.head == at - 1 and syntax.tags[at - 1] in ("NN", "NNP")
    if not singulars or syntax.tags[at + 1] not in ("NN", "NNP", "JJ") or at + 2 in stop:
        return False
    if syntax.tags[at + 2] == "NNS":
        return True
    behind = at + 3
    return syntax.tags[at + 2] == "NN" and syntax.tags[behind : behind + 1] == ["NNS"] and behind not in stop


def _joined_in_a_whole(reading: _PhraseReading, at: int) -> bool:
    """Whether two singulars behind 'of the' name one whole: '70 per cent of the truck and trailer market'."""
    syntax, start = reading.syntax, reading.start
    if start < 3 or syntax.lower(start - 1) != "the" or syntax.lower(start - 2) != "of":
        return False
    shared = syntax.words[start - 3] == "%" or syntax.lower(start - 3) in ("percent", "cent")
    singulars = reading.head == at - 1 and syntax.tags[at - 1] == syntax.tags[at + 1] == "NN"
    return shared and singulars and reading.noun_follows(at + 1)


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
