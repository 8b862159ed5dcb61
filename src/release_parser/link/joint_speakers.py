"""People who speak together: 'Carl and Bella Pole', 'Mum Ann and dad Carl Pole', 'Sergeant Ann Pole and PC Tom Ash'.

In: a `SpokenClause` and the name in it that was taken for its subject. Out: one speaker for all of them, whose span covers all their names, or None.

>>> from release_parser.lexicon import Lexicon
>>> from release_parser.text import read_page
>>> page = read_page("Carl and Bella Pole said:")
>>> clause = SpokenClause(Subjects(page, [], [], Lexicon.default()), 0, 19)
>>> joint(clause, clause.named[0])
SpeakerMention(person='Carl and Bella Pole', span=(0, 19))
"""

from __future__ import annotations

from itertools import pairwise

from release_parser.link.spoken_clause import SpokenClause
from release_parser.link.subjects import NameMention, SpeakerMention, Subjects
from release_parser.regexes import Regex, captures, spans

# 'Carl and [Bella Finch]', 'Mum Ann and dad [Bob Lee]', 'Ann, Bob and [Kim Lee]'
_FIRST_NAMES = Regex(
    r"(?<![\w’'-])(?:(?P<word>\p{Lu}[\p{L}’'-]+)[ ])?(?P<name>\p{Lu}[\p{L}’'-]+)(?:,[ ](?P<name>\p{Lu}[\p{L}’'-]+)){0,3},?[ ](?:and|&)[ ](?:(?:his|her|their)[ ])?(?:(?P<kin>\p{L}+)[ ])?$",
    library="regex",
)
_MR_AND = Regex(r"\b(?:Mr|Dr|Mrs|Ms)\.?[ ](?:and|&)[ ]$")
_JOINED = Regex(r"[ ](?:and|&)[ ](?:(?:(?:his|her|their)[ ])?(?P<kin>\p{L}+)[ ])?")
_CHARACTERS_BETWEEN_NAMES = 90


def joint(clause: SpokenClause, named: NameMention) -> SpeakerMention | None:
    """The joint speaker that `named` is part of, or None where the person speaks alone."""
    return _couple(clause, named) or _two_names(clause, named)


def _two_names(clause: SpokenClause, named: NameMention) -> SpeakerMention | None:
    """'Sergeant Ann Pole and PC Tom Ash said', 'Mum Kay Ash and dad Tom Ash': two full names that 'and' joins speak together."""
    text = clause.subjects.text
    for first, second in pairwise(clause.named):
        joined = _JOINED.fullmatch(text, first.span[1], second.span[0])
        if named not in (first, second) or joined is None:
            continue
        if joined.group("kin") and not _is_kin(clause.subjects, joined.group("kin")):
            continue
        if all(" " in item.name for item in (first, second)) and not _is_object_of(clause, first):
            return SpeakerMention(f"{first.name} and {second.name}", (first.span[0], second.span[1]))
    return None


def _is_object_of(clause: SpokenClause, item: NameMention) -> bool:
    """Whether a name is the object of its clause."""
    return clause.subjects.is_object(item.span[0], clause.start)


def _couple(clause: SpokenClause, named: NameMention) -> SpeakerMention | None:
    """'Carl and Bella Finch', 'Mum Ann and dad Bob Lee': two first names with one surname."""
    subjects, at = clause.subjects, named.span[0]
    married = _MR_AND.search(subjects.text, clause.start, at)
    if married is not None and named.mention is not None and named.mention.gender:
        span = (married.start(), named.span[1])
        return SpeakerMention(subjects.text[slice(*span)], span)
    if named.mention is not None or " " not in subjects.text[slice(*named.span)]:
        return None
    begin = max(clause.start, at - _CHARACTERS_BETWEEN_NAMES)
    match = _FIRST_NAMES.search(subjects.text, begin, at)
    if match is None or not all(_is_kin(subjects, kin) for kin in captures(match, "kin")):
        return None
    firsts, word = captures(match, "name"), match.group("word")
    led_by_kin = word is not None and _is_kin(subjects, word)
    if word is not None and not led_by_kin and word not in subjects.names.never:
        return None  # 'Tom Ash and Ann Pole' are two full names
    opens = led_by_kin or not subjects.text[clause.start : match.start()].strip(" ,")
    if any(first in subjects.names.never or not (opens or subjects.genders.is_given(first)) for first in firsts):
        return None
    # 'Mum Ann and dad Carl Pole' in full, 'Parents Carl and Bella Pole' without their role
    start = match.start() if led_by_kin and captures(match, "kin") else spans(match, "name")[0][0]
    return SpeakerMention(subjects.text[start : named.span[1]], (start, named.span[1]))


def _is_kin(subjects: Subjects, word: str) -> bool:
    """Whether a word is one for relatives: 'Mum', 'father'."""
    return word.casefold() in subjects.unnamed.kin
