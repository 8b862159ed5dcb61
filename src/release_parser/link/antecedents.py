"""Whom a pronoun such as 'she' in 'She said' means: the last subject that the text named before it, where that is certain.

In: the people of a page, and where the pronoun stands. Out: a name or a description, or None. The worst mistake here is a wrong name under a
quotation, so every reason for doubt is a rule that ends the search with None: the last person named is before a court, a second person
fits the pronoun as well, or the words come from a victim's statement. People of another gender are passed over.

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

_SENTENCES_BACK = 25
"""How many sentences before the pronoun are looked through: an officer's words may fill most of them."""
_NARRATIVE_SENTENCES_BETWEEN = 4
"""How many sentences that are no quotation may stand between somebody and the pronoun."""
_SENTENCES_BACK_FOR_THEY = 3
_RELATED = Regex(r",[ ](?P<name>\p{Lu}\p{Ll}[\p{L}-]*)(?=,|[ ]\p{Ll})")
# 'In her victim impact statement, she said', 'in a statement read to the court he said'
_VICTIMS_WORDS = WordPattern(
    r"\b(?:«people.victims_words»)\b|\b(?:her|his|their)[ ](?:(?:«people.victims»)[ ])*(?:«people.victims_statement»)\b",
    re.IGNORECASE,
)
_AGE = Regex(r",[ ](?:aged[ ])?\d{1,2}\b|[ ]\(\d{1,2}\)")
_HE_HIMSELF = Regex(r"(?<![\w’'])(?P<pronoun>he|she),[ ]$", re.IGNORECASE)
_CHARACTERS_TO_DESCRIPTION = 80
# 'was at Mercer Hall', 'went to Fenwick West': a name behind these may be a place's
_PLACING = Regex(
    r"\b(?:in|at|on|near|from|to|outside|inside|across|through|around|of|for)[ ](?:the[ ])?$", re.IGNORECASE
)

Part = Literal["official", "suspect", "somebody", "unnamed", "group"]


@dataclass(frozen=True, slots=True)
class PronounCandidate:
    """Somebody whom the pronoun may mean: a name or a description (`person`), and the pronoun that fits by gender, if that is known.

    `at` is where the name begins, in characters of the page. `part` is the role in the story: 'suspect' for whoever a sentence about a court
    names, 'official' for somebody with a rank or an office.
    """

    person: str
    at: int
    gender: str | None
    part: Part


@dataclass
class Pronoun:
    """A pronoun beside its reporting verb, such as 'She' in 'She said', and where its own clause begins (`clause`, a character of the page)."""

    subjects: Subjects
    at: int
    word: str
    clause: int

    @cached_property
    def of_a_victim(self) -> bool:
        """Whether the pronoun's own sentence says that the words are a victim's: 'In her victim statement she said'."""
        index = self.subjects.page.sentence_at(self.at)
        if index is None:
            return False
        sentence = self.subjects.page.sentences[index]
        start = max(sentence.start, self.at - CLAUSE_REACH)
        return (
            _VICTIMS_WORDS.of(self.subjects.lexicon).search(
                self.subjects.text, start, min(sentence.end, self.at + _CHARACTERS_TO_DESCRIPTION)
            )
            is not None
        )

    def before(self) -> Iterator[tuple[int, int, int]]:
        """The sentences before the pronoun, the nearest first: start, end, and how many sentences that are not quoted stand between."""
        page, distance = self.subjects.page, 0
        index = page.sentence_at(self.at)
        if index is None:
            return
        for position in range(index, max(index - _SENTENCES_BACK, -1), -1):
            sentence = page.sentences[position]
            yield (
                sentence.start,
                min(self.at if position == index else sentence.end, sentence.start + CLAUSE_REACH),
                distance,
            )
            if position != index and not self._goes_on(sentence.start):
                distance += 1

    def _goes_on(self, start: int) -> bool:
        """Whether a sentence can be passed over: it is quoted, or itself begins with the pronoun, as in 'She has led the unit since May.'"""
        if self.subjects.quotes_in(start, start + 2):
            return True
        return self.subjects.text[start : start + len(self.word) + 1].lower() == f"{self.word} "


def antecedent(subjects: Subjects, at: int, word: str, clause: int) -> str | None:
    """The name or description of whoever the pronoun means, or None where it is not certain.

    `at` is where the pronoun begins and `clause` where its clause begins, both in characters of the page; `word` is the pronoun in lower case.
    """
    pronoun = Pronoun(subjects, at, word, clause)
    if word == "they":
        return _of_several(pronoun)
    for start, end, distance in pronoun.before():
        if distance > _NARRATIVE_SENTENCES_BETWEEN:
            return None
        fitting = _fitting(pronoun, start, end)
        if not fitting:
            continue
        chosen = fitting[0]
        doubt = DOUBTS.first(ChosenAntecedent(pronoun, chosen, fitting, start, end, distance))
        return None if doubt is not None else chosen.person
    return None


def _of_several(pronoun: Pronoun) -> str | None:
    """Whom 'they' means: in 'Tom's family paid tribute. They said' the last group that was named, or somebody without name or gender."""
    subjects = pronoun.subjects
    for start, end, distance in pronoun.before():
        if distance > _SENTENCES_BACK_FOR_THEY:
            return None
        described = subjects.describe(start, end)
        if described is None or described.person is None or subjects.inside_quote(described.span[0]):
            continue
        if described.span[0] == start or subjects.unnamed.is_kin(described.person):
            return described.person
    return None


def _fits(pronoun: Pronoun, candidate: PronounCandidate) -> bool:
    """Whether gender and number allow the pronoun to mean this candidate."""
    return candidate.part != "group" and (candidate.gender is None or candidate.gender == pronoun.word)


def _fitting(pronoun: Pronoun, start: int, end: int) -> list[PronounCandidate]:
    """Whom the pronoun may mean in one sentence: its named subjects; else officials who are objects; else a first name; else an unnamed subject."""
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
    """The people named in text[start:end] who can be the subject of its sentence: no objects, no owners, nobody inside a quote."""
    return [
        item
        for item in subjects.named(start, end)
        if not subjects.inside_quote(item.span[0])
        and not subjects.is_object(item.span[0], start)
        and not subjects.owns(item.span[1])
        and _is_somebody(subjects, item)
    ]


def _is_somebody(subjects: Subjects, item: NameMention) -> bool:
    """Whether a name belongs to a person: one of the release's people, or a name with a title, an age or a known given name."""
    return (
        item.mention is not None
        or subjects.official(item.name)
        or item.name in subjects.spoken
        or subjects.genders.is_given(item.name.split()[0])
        or _AGE.match(subjects.text, item.span[1]) is not None
        or _is_relative(subjects, item)
    )


def _is_relative(subjects: Subjects, item: NameMention) -> bool:
    """Whether the word in front of a name is one for relatives: 'Tom's mother, Ann Pole'."""
    ahead = subjects.text[max(0, item.span[0] - 20) : item.span[0]].rstrip(", ").split()[-1:]
    return bool(ahead) and ahead[0].casefold() in subjects.unnamed.kin


def _candidate(subjects: Subjects, item: NameMention, start: int, end: int) -> PronounCandidate:
    """The candidate for a name in text[start:end], with gender and part; in 'He, Tom Ash, was jailed' the pronoun beside the name tells the gender."""
    gender = subjects.gender(item.name)
    himself = _HE_HIMSELF.search(subjects.text, max(start, item.span[0] - 6), item.span[0])
    if himself is not None:  # 'He, Tom Ash, was jailed'
        gender = himself.group("pronoun").lower()
    ranked = item.mention is not None and item.mention.office
    return PronounCandidate(
        item.name, item.span[0], gender, "official" if ranked else _part(subjects, item.name, start, end)
    )


def _part(subjects: Subjects, name: str, start: int, end: int) -> Part:
    """The part in the story of somebody named in text[start:end]: 'suspect', 'victim' and so on."""
    if subjects.official(name):
        return "official"
    accused = name in subjects.suspects or subjects.accused.tells(subjects.text, start, end)
    return "suspect" if accused else "somebody"


def _officials(pronoun: Pronoun, start: int, end: int) -> list[PronounCandidate]:
    """Everybody with a rank or office in a sentence whom the pronoun may mean, whether subject or object."""
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
    """Somebody's given name or surname that opens a sentence or stands behind a comma: 'Ann praised them'."""
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
    """The unnamed subject that opens a sentence, as in 'The victim was', or a relative named by first name: 'Tom's mother Anna'."""
    described = subjects.describe(start, end)
    if described is None or described.person is None or subjects.inside_quote(described.span[0]):
        return None
    phrase = subjects.text[slice(*described.span)]
    gender = subjects.genders.of_phrase(phrase.partition(" of ")[0])
    if described.person != phrase:  # 'Tom's mother Anna', or 'the judge', who has a name
        gender = gender or subjects.gender(described.person)
        part: Part = "official" if subjects.official(described.person) else "somebody"
        return PronounCandidate(described.person, described.span[0], gender, part)
    if described.span[0] != start or described.span[0] > start + _CHARACTERS_TO_DESCRIPTION:
        return None
    return PronounCandidate(
        described.person, start, gender, "group" if is_group(phrase, subjects.lexicon) else "unnamed"
    )


@dataclass(frozen=True, slots=True)
class ChosenAntecedent:
    """The candidate whom the pronoun seems to mean, before the rules of doubt are asked.

    `fitting` are all candidates of the same sentence whom it fits, the chosen one included; `start` and `end` bound that sentence in
    characters of the page; `distance` counts the sentences of narrative between it and the pronoun.
    """

    pronoun: Pronoun
    chosen: PronounCandidate
    fitting: list[PronounCandidate]
    start: int
    end: int
    distance: int

    @property
    def sure(self) -> bool:
        """Whether the gender of the chosen person is known and is the pronoun's."""
        return self.chosen.gender == self.pronoun.word


def suspect(choice: ChosenAntecedent) -> bool | None:
    """Doubt where the chosen person is before a court: defendants rarely speak in a press release, and whoever speaks about them need not have been named."""
    return True if choice.chosen.part == "suspect" else None


def victims_statement(choice: ChosenAntecedent) -> bool | None:
    """Doubt where the words come from a victim's statement: 'In her victim statement she said' is said by no official."""
    return True if choice.pronoun.of_a_victim and choice.chosen.part != "unnamed" else None


def another_of_plain_gender(choice: ChosenAntecedent) -> bool | None:
    """Doubt where somebody else in the same sentence certainly has the pronoun's gender and the chosen person only may have it."""
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
    """Doubt where somebody in an earlier sentence fits as well or better: an official, if the chosen one has no name; a woman, if the chosen 'she' has no known gender."""
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
