"""A noun phrase while it is being read, and what its tokens say of whether it goes on.

In: a `PhraseReading` and the index of a token. Out: whether the token describes the noun that follows, is joined to it, or stands inside
the phrase. The steps of `noun_phrases` ask.
"""

from __future__ import annotations

from release_parser.link.modifier_lists import list_of_modifiers
from release_parser.link.syntax import NOUNS, Syntax
from release_parser.link.words import LinkWords

_PRE_HEAD = frozenset({"ADJ", "NOUN", "PROPN", "NUM", "ADV"})


class PhraseReading:
    """A phrase while it is being read: its first token, and its head so far (-1 before there is one)."""

    __slots__ = ("head", "listed", "start", "stop", "syntax", "words")

    def __init__(self, syntax: Syntax, words: LinkWords, stop: frozenset[int], start: int) -> None:
        self.syntax, self.words, self.stop, self.start = syntax, words, stop, start
        self.head = -1
        self.listed = list_of_modifiers(syntax, start, stop)

    def noun_follows(self, at: int) -> bool:
        """Whether a noun of the same phrase stands behind the token, with only adjectives and hyphens between."""
        return _noun_follows(self.syntax, at, self.stop, self.words)


def _noun_follows(syntax: Syntax, at: int, stop: frozenset[int], words: LinkWords) -> bool:
    """Whether a noun follows within four tokens, with only modifiers and hyphens between."""
    for index in range(at + 1, min(at + 5, len(syntax))):
        if index in stop:
            return False
        pos = syntax.pos[index]
        if pos in NOUNS:
            return syntax.lower(index) not in words.calendar
        modifier = pos in ("ADJ", "NUM", "ADV") or syntax.tags[index] in ("VBN", "VBG") or is_hyphened(syntax, index)
        if not modifier and syntax.lower(index) not in ("-", "–"):
            return False
    return False


def describes_its_noun(reading: PhraseReading, at: int) -> bool:
    """Whether a participle describes the head that follows, as in 'three stolen cars'; in 'four arrested following a raid' it tells what happened."""
    syntax, following = reading.syntax, at + 1
    if following >= len(syntax) or following in reading.stop:
        return False
    if syntax.lower(at) in reading.words.describing and syntax.pos[following] == "NOUN":
        return True
    outcome = syntax.tags[following] == "VBG" or syntax.lower(following) in ("due", "dead")
    return not outcome and reading.noun_follows(at)


def is_about(reading: PhraseReading, at: int) -> bool:
    """Whether 'related', 'linked' and the like end a modifier: 'drug related offences', but in 'two men linked by phones' the phrase ends."""
    syntax, head = reading.syntax, reading.head
    if syntax.lemma(head) in reading.words.persons:
        return False
    return (syntax.lower(at) == "related" or syntax.tags[head] in ("NN", "NNP")) and reading.noun_follows(at)


def is_issued_by_its_noun(reading: PhraseReading, at: int) -> bool:
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


def is_hyphened(syntax: Syntax, at: int) -> bool:
    """Whether a hyphen joins the token to its neighbour: 'gang-related', 'golf ball-sized'."""
    return (at > 0 and syntax.words[at - 1] in ("-", "–")) or (at + 1 < len(syntax) and syntax.words[at + 1] == "-")


def joins_words(syntax: Syntax, at: int) -> bool:
    """Whether the token is a hyphen that joins the words beside it."""
    return (
        0 < at < len(syntax) - 1
        and syntax.words[at] == "-"
        and syntax.ends[at - 1] == syntax.starts[at]
        and syntax.ends[at] == syntax.starts[at + 1]
    )


def modifies(reading: PhraseReading, at: int) -> bool:
    """Whether a word behind a noun still describes the head: 'drug dealing offences', but not 'men carrying knives'."""
    syntax, head = reading.syntax, reading.head
    if not reading.noun_follows(at):
        return False
    if is_hyphened(syntax, at):
        return True
    if syntax.tags[at].startswith("VB"):
        if syntax.tags[at + 1] == "NNP" and syntax.words[at].islower():
            return False  # 'an indictment charging Ann Pole'
        if syntax.tags[at] == "VBG" and _has_an_object(reading, at):
            return False
        return syntax.tags[head] == "NN" and syntax.lower(head) not in reading.words.persons
    return syntax.tags[head] != "NNS"


def _has_an_object(reading: PhraseReading, at: int) -> bool:
    """Whether a word in -ing with a plural behind it is a verb and no modifier: 'a three-week operation targeting drivers'."""
    syntax, start = reading.syntax, reading.start
    carried = start > 1 and (syntax.words[start - 2] in ("-", "–") or syntax.pos[start - 1] == "NOUN")
    object_of = next(
        (i for i in range(at + 1, min(at + 6, len(syntax))) if syntax.pos[i] not in ("ADJ", "NOUN", "PROPN", "ADV")),
        len(syntax),
    )
    return carried and reading.head == at - 1 and syntax.tags[object_of - 1] in ("NNS", "NNPS") and object_of > at + 1


def is_inside(reading: PhraseReading, at: int) -> bool:
    """Whether a mark is followed by another word of the same phrase."""
    syntax, following = reading.syntax, at + 1
    if following >= len(syntax) or following in reading.stop:
        return False
    word = syntax.pos[following] in _PRE_HEAD or syntax.tags[following] in ("VBN", "VBG")
    return word and (syntax.ends[at] == syntax.starts[following] or syntax.words[at] in "’'”\"")


def joins_modifiers(reading: PhraseReading, at: int) -> bool:
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


def _joined_in_a_whole(reading: PhraseReading, at: int) -> bool:
    """Whether two singulars behind 'of the' name one whole: '70 per cent of the truck and trailer market'."""
    syntax, start = reading.syntax, reading.start
    if start < 3 or syntax.lower(start - 1) != "the" or syntax.lower(start - 2) != "of":
        return False
    shared = syntax.words[start - 3] == "%" or syntax.lower(start - 3) in ("percent", "cent")
    singulars = reading.head == at - 1 and syntax.tags[at - 1] == syntax.tags[at + 1] == "NN"
    return shared and singulars and reading.noun_follows(at + 1)
