"""Whom a pronoun such as 'she' in 'She said' means: the subject that the text named last before it, where that is certain.

In: a page's people, where the pronoun stands. Out: a name or description, or None. A wrong name under a quotation is the worst that can
happen here, so each reason to doubt is a rule that ends the search: another gender leaves somebody out, a suspect in between, a second
person whom the pronoun fits as well, or a victim's statement leave nobody.

>>> from release_parser.lexicon import Lexicon
>>> from release_parser.text import read_page
>>> page = read_page("Sergeant Ann Pole arrested Tom Ash, 40. He said nothing. She said:")
>>> antecedent(Subjects(page, [], [], Lexicon.default()), 58, "she", 58)
'Ann Pole'
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from release_parser.lexicon import WordPattern
from release_parser.link.subjects import CLAUSE_REACH, NameMention, Subjects
from release_parser.link.unnamed import is_group
from release_parser.regexes import Regex
from release_parser.rules import Rule, RuleTable

_HOW_FAR_BACK = 25
"""How many sentences before the pronoun are looked through: an officer's words may fill most of them."""
_NARRATIVE = 4
"""How many sentences that are no quotation may stand between somebody and the pronoun."""
_FAR_FOR_THEY = 3
_RELATED = Regex(r",[ ](?P<name>\p{Lu}\p{Ll}[\p{L}-]*)(?=,|[ ]\p{Ll})")
# 'In her victim impact statement, she said', 'in a statement read to the court he said'
_VICTIMS_WORDS = WordPattern(
    r"\b(?:«people.victims_words»)\b|\b(?:her|his|their)[ ](?:(?:«people.victims»)[ ])*(?:«people.victims_statement»)\b",
    re.IGNORECASE,
)
_AGE = Regex(r",[ ](?:aged[ ])?\d{1,2}\b|[ ]\(\d{1,2}\)")
_HE_HIMSELF = Regex(r"(?<![\w’'])(?P<pronoun>he|she),[ ]$", re.IGNORECASE)
_DESCRIBED_NEAR = 80
# 'was at Mercer Hall', 'went to Fenwick West': a name behind these may be a place's
_PLACING = Regex(
    r"\b(?:in|at|on|near|from|to|outside|inside|across|through|around|of|for)[ ](?:the[ ])?$", re.IGNORECASE
)

Part = Literal["official", "suspect", "somebody", "unnamed", "group"]


@dataclass(frozen=True, slots=True)
class PronounCandidate:
    """Somebody whom the pronoun may mean. `part` is the part in the story: a suspect is whoever a sentence about a court names."""

    person: str
    at: int
    gender: str | None
    part: Part


@dataclass
class Pronoun:
    """A pronoun in front of or behind its verb: 'She', and the clause from `clause` on that it stands in."""

    subjects: Subjects
    at: int
    word: str
    clause: int

    @cached_property
    def of_a_victim(self) -> bool:
        """Whether the words are a victim's by what its own sentence says."""
        index = self.subjects.page.sentence_at(self.at)
        if index is None:
            return False
        sentence = self.subjects.page.sentences[index]
        start = max(sentence.start, self.at - CLAUSE_REACH)
        return (
            _VICTIMS_WORDS.of(self.subjects.lexicon).search(
                self.subjects.text, start, min(sentence.end, self.at + _DESCRIBED_NEAR)
            )
            is not None
        )

    def before(self) -> Iterator[tuple[int, int, int]]:
        """The sentences back from the pronoun: start, end, and how many of narrative stand between."""
        page, distance = self.subjects.page, 0
        index = page.sentence_at(self.at)
        if index is None:
            return
        for position in range(index, max(index - _HOW_FAR_BACK, -1), -1):
            sentence = page.sentences[position]
            yield (
                sentence.start,
                min(self.at if position == index else sentence.end, sentence.start + CLAUSE_REACH),
                distance,
            )
            if position != index and not self._goes_on(sentence.start):
                distance += 1

    def _goes_on(self, start: int) -> bool:
        """Whether a sentence is quoted, or speaks of the same one: 'She has led the unit since May.'"""
        if self.subjects.quotes_in(start, start + 2):
            return True
        return self.subjects.text[start : start + len(self.word) + 1].lower() == f"{self.word} "


def antecedent(subjects: Subjects, at: int, word: str, clause: int) -> str | None:
    """Whom the pronoun at `at` means, or None where it is not sure."""
    pronoun = Pronoun(subjects, at, word, clause)
    if word == "they":
        return _of_several(pronoun)
    for start, end, distance in pronoun.before():
        if distance > _NARRATIVE:
            return None
        fitting = _fitting(pronoun, start, end)
        if not fitting:
            continue
        chosen = fitting[0]
        doubt = DOUBTS.first(ChosenAntecedent(pronoun, chosen, fitting, start, end, distance))
        return None if doubt is not None else chosen.person
    return None


def _of_several(pronoun: Pronoun) -> str | None:
    """'Tom's family paid tribute. They said': the last group that was named, or somebody without name or gender."""
    subjects = pronoun.subjects
    for start, end, distance in pronoun.before():
        if distance > _FAR_FOR_THEY:
            return None
        described = subjects.describe(start, end)
        if described is None or described.person is None or subjects.inside_quote(described.span[0]):
            continue
        if described.span[0] == start or subjects.unnamed.is_kin(described.person):
            return described.person
    return None


def _fits(pronoun: Pronoun, candidate: PronounCandidate) -> bool:
    """Whether gender and number let the pronoun mean somebody."""
    return candidate.part != "group" and (candidate.gender is None or candidate.gender == pronoun.word)


def _fitting(pronoun: Pronoun, start: int, end: int) -> list[PronounCandidate]:
    """Whom the pronoun may mean in a sentence: its subjects, else officials who are objects, else a first name; then its unnamed subject."""
    subjects = pronoun.subjects
    named = [_candidate(subjects, item, start, end) for item in _subjects_in(subjects, start, end)]
    found = [candidate for candidate in named if _fits(pronoun, candidate)]
    if not found:
        found = _only_official(pronoun, start, end)
    if not named and not found and (first := _first_name(subjects, start, end)) is not None:
        candidate = PronounCandidate(first, start, subjects.gender(first), _part(subjects, first, start, end))
        found = [candidate] if _fits(pronoun, candidate) else []
    described = _described(subjects, start, end)
    return [*found, described] if described is not None and _fits(pronoun, described) else found


def _subjects_in(subjects: Subjects, start: int, end: int) -> list[NameMention]:
    return [
        item
        for item in subjects.named(start, end)
        if not subjects.inside_quote(item.span[0])
        and not subjects.is_object(item.span[0], start)
        and not subjects.owns(item.span[1])
        and _is_somebody(subjects, item)
    ]


def _is_somebody(subjects: Subjects, item: NameMention) -> bool:
    """Whether a name is a person's: one of the release's people, behind a title, with an age, or with a given name that we know."""
    return (
        item.mention is not None
        or subjects.official(item.name)
        or item.name in subjects.spoken
        or subjects.genders.is_given(item.name.split()[0])
        or _AGE.match(subjects.text, item.span[1]) is not None
        or _is_relative(subjects, item)
    )


def _is_relative(subjects: Subjects, item: NameMention) -> bool:
    """'Tom's mother, Ann Pole': the word in front is one for relatives."""
    ahead = subjects.text[max(0, item.span[0] - 20) : item.span[0]].rstrip(", ").split()[-1:]
    return bool(ahead) and ahead[0].casefold() in subjects.unnamed.kin


def _candidate(subjects: Subjects, item: NameMention, start: int, end: int) -> PronounCandidate:
    gender = subjects.gender(item.name)
    himself = _HE_HIMSELF.search(subjects.text, max(start, item.span[0] - 6), item.span[0])
    if himself is not None:  # 'He, Tom Ash, was jailed'
        gender = himself.group("pronoun").lower()
    ranked = item.mention is not None and item.mention.office
    return PronounCandidate(
        item.name, item.span[0], gender, "official" if ranked else _part(subjects, item.name, start, end)
    )


def _part(subjects: Subjects, name: str, start: int, end: int) -> Part:
    """Which part somebody plays whom text[start:end] names."""
    if subjects.official(name):
        return "official"
    accused = name in subjects.suspects or subjects.accused.tells(subjects.text, start, end)
    return "suspect" if accused else "somebody"


def _officials(pronoun: Pronoun, start: int, end: int) -> list[PronounCandidate]:
    """Everybody with a rank or office in a sentence whom the pronoun may mean, subject or not."""
    subjects = pronoun.subjects
    ranked = {
        item.name: _candidate(subjects, item, start, end)
        for item in subjects.named(start, end)
        if item.mention is not None and item.mention.office and not subjects.inside_quote(item.span[0])
    }
    return [candidate for candidate in ranked.values() if _fits(pronoun, candidate)]


def _only_official(pronoun: Pronoun, start: int, end: int) -> list[PronounCandidate]:
    """'The team is led by Sergeant Ann Pole', 'PC Tom Ash and PC Ann Pole led it': the one official whom the pronoun fits."""
    fitting = _officials(pronoun, start, end)
    return fitting if len(fitting) == 1 else []


def _first_name(subjects: Subjects, start: int, end: int) -> str | None:
    """A sentence's first word, or a word behind a comma, that is somebody's given name or surname: 'Ann praised them'."""
    if subjects.inside_quote(start):
        return None
    if (opening := subjects.opening_name(start, end)) is not None:
        return opening.person
    for match in _RELATED.finditer(subjects.text, start, end):
        word = match.group("name")
        who = None if word in subjects.names.never else subjects.who(word, known=True)
        if who is not None:
            return who
    return None


def _described(subjects: Subjects, start: int, end: int) -> PronounCandidate | None:
    """The unnamed subject that opens a sentence, 'The victim was', or a relative by the first name: 'Tom's mother Anna'."""
    described = subjects.describe(start, end)
    if described is None or described.person is None or subjects.inside_quote(described.span[0]):
        return None
    phrase = subjects.text[slice(*described.span)]
    gender = subjects.genders.of_phrase(phrase.partition(" of ")[0])
    if described.person != phrase:  # 'Tom's mother Anna', or 'the judge', who has a name
        gender = gender or subjects.gender(described.person)
        part: Part = "official" if subjects.official(described.person) else "somebody"
        return PronounCandidate(described.person, described.span[0], gender, part)
    if described.span[0] != start or described.span[0] > start + _DESCRIBED_NEAR:
        return None
    return PronounCandidate(
        described.person, start, gender, "group" if is_group(phrase, subjects.lexicon) else "unnamed"
    )


@dataclass(frozen=True, slots=True)
class ChosenAntecedent:
    """The one whom the pronoun seems to mean, with the others of the same sentence whom it fits as well."""

    pronoun: Pronoun
    chosen: PronounCandidate
    fitting: list[PronounCandidate]
    start: int
    end: int
    distance: int

    @property
    def sure(self) -> bool:
        """Whether the chosen one's gender is the pronoun's, plainly."""
        return self.chosen.gender == self.pronoun.word


def suspect(choice: ChosenAntecedent) -> bool | None:
    """Who is before a court does not speak in a press release; who speaks of it need not be named before."""
    return True if choice.chosen.part == "suspect" else None


def victims_statement(choice: ChosenAntecedent) -> bool | None:
    """'In her victim statement she said': no official's words."""
    return True if choice.pronoun.of_a_victim and choice.chosen.part != "unnamed" else None


def another_of_plain_gender(choice: ChosenAntecedent) -> bool | None:
    """Somebody else in the same sentence has the pronoun's gender plainly, and the chosen one may not have it."""
    if choice.sure:
        return None
    everybody = [
        *choice.fitting,
        *_officials(choice.pronoun, choice.start, choice.end),
        *_others_named(choice.pronoun, choice.start, choice.end),
    ]
    others = (other for other in everybody if other.person != choice.chosen.person)
    return True if any(other.gender == choice.pronoun.word for other in others) else None


def _others_named(pronoun: Pronoun, start: int, end: int) -> Iterator[PronounCandidate]:
    """Everybody named in a sentence, subject or not: 'DS Kim Roe led the case against Tom Ash. He said'."""
    subjects = pronoun.subjects
    for item in subjects.named(start, end):
        if not subjects.inside_quote(item.span[0]) and not subjects.owns(item.span[1]) and _is_somebody(subjects, item):
            yield _candidate(subjects, item, start, end)


def another_before(choice: ChosenAntecedent) -> bool | None:
    """Somebody in the sentences before fits as well or better: an official, where the chosen one is unnamed; a woman, where 'she' may be none."""
    unnamed = choice.chosen.part == "unnamed"
    if (choice.sure and not unnamed) or (choice.chosen.part == "official" and not choice.distance):
        return None
    for start, end, distance in choice.pronoun.before():
        if start >= choice.start:
            continue
        if distance > choice.distance + 2:
            return None
        for other in _fitting(choice.pronoun, start, end):
            if other.person == choice.chosen.person:
                continue
            if (unnamed and other.part == "official") or (not choice.sure and other.gender == choice.pronoun.word):
                return True
    return None


def another_in_its_sentence(choice: ChosenAntecedent) -> bool | None:
    """'PC Ann Pole sat with Kim Roe when she said': the pronoun's own sentence names another, subject or not, whom it fits."""
    pronoun, subjects = choice.pronoun, choice.pronoun.subjects
    if choice.end != pronoun.at:
        return None
    others = (
        _candidate(subjects, item, choice.start, choice.end)
        for item in subjects.named(choice.start, choice.end)
        if item.name != choice.chosen.person
        and not subjects.owns(item.span[1])
        and (_is_somebody(subjects, item) or not _PLACING.search(subjects.text, choice.start, item.span[0]))
    )
    return True if any(_fits(pronoun, other) for other in others) else None


DOUBTS: RuleTable[ChosenAntecedent, bool] = RuleTable(
    "speaker",
    (
        Rule(
            "suspect",
            suspect,
            finds=(
                "Tom Ash, 40, was jailed on Monday.\n\nHe said: “<quote speaker=null>I was afraid every day.</quote>”",
            ),
        ),
        Rule(
            "victims_statement",
            victims_statement,
            finds=(
                "DC Ann Pole led the case. In her victim statement, she said: “<quote speaker=null>I was afraid.</quote>”",
            ),
        ),
        Rule(
            "another_in_its_sentence",
            another_in_its_sentence,
            finds=(
                "PC Ann Pole sat with Kim Roe when she said: “<quote speaker=null>I did it.</quote>”",
                'PC Ann Pole sat with Tom Ash, 40, when she said: “<quote speaker="Ann Pole">We act.</quote>”',
            ),
        ),
        Rule(
            "another_of_plain_gender",
            another_of_plain_gender,
            finds=(
                "PC Kim Roe spoke, and then Ann Pole wept. She said: “<quote speaker=null>I was afraid.</quote>”",
                "DS Kim Roe led the case against Tom Ash. He said: “<quote speaker=null>I did nothing.</quote>”",
                'DC Ann Pole spoke, and PC Kim Roe listened. She said: “<quote speaker="Ann Pole">We act.</quote>”',
            ),
        ),
        Rule(
            "another_before",
            another_before,
            finds=(
                "PC Kim Roe spoke to them. A woman was hurt in the street. She said: “<quote speaker=null>I was afraid.</quote>”",
                'A woman was hurt in the street. PC Tom Roe helped. She said: “<quote speaker="A woman">I was afraid.</quote>”',
            ),
        ),
    ),
    kinds=("quote",),
)
"""Reasons to name nobody: each is a veto."""
