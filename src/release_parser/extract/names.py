"""The grammar of person names behind a rank or title.

In: text. Out: `NamedPerson`s. A name consists of given and family names, with particles, hyphens, apostrophes and letters of any language. It ends
before a word that names do not have: 'PC Ann Pole Police Station'.

>>> grammar = NameGrammar.of(Lexicon.default())
>>> text = "T/DI Siân O’Neill-Roe thanked PCs Ann Pole and Jan van Dyk Jr."
>>> [(person.rank, person.name) for person in grammar.titled(text, 0, len(text))]
[('T/DI', 'Siân O’Neill-Roe'), ('PC', 'Ann Pole'), ('PC', 'Jan van Dyk Jr.')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from release_parser.extract.name_parts import GENERATION, TOKEN, NamedPerson, Span, glued, with_generation
from release_parser.extract.rank_forms import RankForms
from release_parser.lexicon import Cue, Lexicon, WordPattern, WordSet, compile_forms, fold, trie_pattern
from release_parser.regexes import Regex
from release_parser.rules import Rule, RuleTable
from release_parser.text.words import words_of

_MOST_TOKENS = 5
_TWO_CAPITALS = Regex(r"\p{Lu}[\p{L}.]*+[ ]\p{Lu}\S*+[ ]\p{Lu}")
_WORD_START = Regex(r"(?<![\w/’'-])\p{L}")
_COORDINATED = Regex(r",?[ ](?:and|&)[ ]|,[ ]")
_ADVERB = WordPattern(r"(?:«people.adverb_ending»)$")
# 'AFP Commander Ann Pole': the body in short, right before the rank
_BODY = Regex(r"(?<![\w’'-])\p{Lu}[\p{Lu}&]{1,6}(?=[ ]$)")
_APPOSED = Regex(r",[ ](?:\p{Lu}\p{L}+[ ]){0,3}")
_OFFICE_GOES_ON = Regex(r"\p{Lu}\p{Ll}+[ ]$")
# 'Special Agents in Charge Ann Pole and Tom Ash', 'Deputies Ann Pole and Tom Ash': a plural that no 's' behind the rank shows
_IN_CHARGE_OF_SEVERAL = Regex(r"s in Charge$")
_ENDS_OF_SEVERAL = Regex(r"ies$")
# 'Area Commander Kelsham East'
_PART_OF_A_TOWN = WordSet("places.part_of_a_town")
_CHARACTERS_BEFORE_A_NAME = 30
_SHUT = Regex(r"[)\]]")
_OPENS = {")": "(", "]": "["}
# 'CAPTAIN', not 'PC', 'DCI', 'PCSO', 'ASAC'
_IN_FULL = Regex(r"\p{Lu}{5}")
# 'ANN', 'McPOLE', 'O’POLE-ASH'
_IN_CAPITALS = Regex(r"(?:Mc|Mac)?[\p{Lu}.’'‐‑-]+")
_GOES_ON_IN_CAPITALS = Regex(r"[ ]\p{Lu}|$")


class _Word(NamedTuple):
    """The next word of a name: where it begins and ends; `last` where two words without a space between them were divided."""

    start: int
    end: int
    last: bool


class RankedName(NamedTuple):
    """A rank or title and the capitalised words behind it: the value that the vetoes take."""

    grammar: NameGrammar
    text: str
    match: re.Match[str]
    start: int
    stop: int
    end: int
    words: list[str]
    previous: int
    """Where the last name behind a rank ends."""


class NameGrammar:
    """The patterns for names of one lexicon, compiled once."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        people = lexicon.vocabulary("people")
        self.never = frozenset(people["never"].forms)
        self.surnames_too = frozenset(people["surnames_too"].forms)
        self._places_too = frozenset(people["places_too"].forms)
        self._given = frozenset(fold(form) for entry in lexicon.vocabulary("given_names") for form in entry.forms)
        self.surnames_alone = frozenset(people["surnames_alone"].forms)
        self.post_nominals = frozenset(people["post_nominals"].forms)
        self.areas = frozenset(state for country in lexicon.countries for state in (*country.states, country.name))
        """Names of states and countries."""
        self._bodies = frozenset(
            form for force in lexicon.forces for form in (force.short, *force.aliases) if form.isupper()
        )
        self._particles = compile_forms(
            rf"(?:(?:{trie_pattern(people['particles'].forms)})[ ](?:l[ae]s?[ ])?){{1,3}}(?=\p{{Lu}})|(?:al|el|ul|as|ad|ash|an|ar)-(?=\p{{Lu}})|St\.[ ](?=\p{{Lu}})"
        )
        """'van der Berg', 'al-Masri', 'St. John'."""
        strong = trie_pattern(form for cue in lexicon.typed("cues", Cue) if not cue.weak for form in cue.forms)
        self.says = compile_forms(rf",[ ](?:\p{{Ll}}+[ ])?(?:{strong})(?![\w’'-])")
        """A reporting verb behind a comma."""
        self.ranks = RankForms(lexicon)
        self.generic = self.ranks.generic
        self.offices_of_places = tuple(people["office_of_a_place"].forms)
        self.office_words = frozenset(fold(form) for form in people["roles"].forms)
        """Nouns of roles that may be of a place: 'Commissioner for Kelsham'."""
        self.role_words = frozenset(
            fold(form) for name in ("roles", "kin", "unnamed") for form in people[name].forms
        ) - {"dean"}  # a given name more often

    @staticmethod
    @lru_cache(maxsize=4)
    def of(lexicon: Lexicon) -> NameGrammar:
        """The grammar for this lexicon, made once for each lexicon."""
        return NameGrammar(lexicon)

    def is_given(self, word: str) -> bool:
        """Whether the lexicon has the word as a given name."""
        return fold(word) in self._given

    def rank_at(self, text: str, at: int, end: int) -> Span | None:
        """The span of a rank at `at` without a name: 'Ann Pole, Chief Constable of ...'."""
        match = self.ranks.alone.match(text, at, end)
        return None if match is None else match.span()

    def read(self, text: str, at: int, end: int, *, titled: bool = False) -> int | None:
        """Where the name that begins at `at` ends, or None. With `titled` it stands behind a rank, so that 'Judge Bridge' is a name."""
        stop = at
        count = 0
        while count < _MOST_TOKENS:
            word = self._next_word(text, at, end, count, titled=titled)
            if word is None:
                break
            stop, count = word.end, count + 1
            if word.last or stop >= end or text[stop] != " ":
                break
            at = stop + 1
        if not count or text[stop - 1] == ".":  # an initial cannot end a name
            return None
        return stop

    def _next_word(self, text: str, at: int, end: int, count: int, *, titled: bool) -> _Word | None:
        """The word of a name at `at`, behind `count` others, or None where the name ends."""
        particle = self._particles.match(text, at, end)
        if particle is not None:
            at = particle.end()
        token = TOKEN.match(text, at, end)
        if token is None:
            return None
        word = token.group()
        if count and (word in self.post_nominals or GENERATION.fullmatch(f" {word}")):
            return None
        if (cut := glued(word, self.lexicon)) and word[cut:] in self.never and word[:cut] not in self.never:
            return _Word(token.start(), token.start() + cut, last=True)  # 'Ann PoleChief of the force'
        if cut and word[:cut] in self.never:
            return None
        if self.is_no_name(word) and (
            not self._is_surname_here(word, count, titled=titled)
            or self._is_place_here(text, token.start(), word)
            or self._goes_on(text, token.end(), end)
        ):
            return None
        return _Word(token.start(), token.end(), last=False)

    def is_area_of_an_office(self, text: str, end: int, words: Sequence[str]) -> bool | None:
        """Whether the words are part of a county behind an office that has one: 'East' and no given name behind 'Area Commander Kelsham'."""
        if words[-1] not in _PART_OF_A_TOWN.of(self.lexicon) or self.is_given(words[0]):
            return None
        return True if text.endswith(self.offices_of_places, 0, end) else None

    def is_no_name(self, word: str) -> bool:
        """Whether names do not have this word: 'Police', 'Unfortunately'."""
        return (
            word in self.never
            or _ADVERB.of(self.lexicon).search(word) is not None
            or (word.isupper() and word.capitalize() in self.never)
        )

    def _is_surname_here(self, word: str, count: int, *, titled: bool) -> bool:
        """Whether a word that names have only at their end stands at the end: 'PC Ann North', 'Judge Bridge'."""
        if word.isupper() and len(word) > 1:
            word = word.capitalize()
        if count:
            return word in (self.surnames_too if titled else self.surnames_alone)
        return titled and word in self.surnames_alone

    def _is_place_here(self, text: str, at: int, word: str) -> bool:
        """Whether a word for roads and places ends a place: 'Inspector Morse Road'; behind a known given name it is a surname, as in 'PC Ann Street'."""
        before = text[max(0, at - _CHARACTERS_BEFORE_A_NAME) : at].split()[-1:]
        return word in self._places_too and not (before and fold(before[0]) in self._given)

    def _goes_on(self, text: str, at: int, end: int) -> bool:
        """Whether another capitalised word follows: 'Ann North' ends a name, 'Ann North Yorkshire' does not."""
        match = TOKEN.match(text, at + 1, end) if at < end and text[at] == " " else None
        if match is None or GENERATION.fullmatch(f" {match.group()}"):  # 'Paul Lane II'
            return False
        return match.group() not in self.post_nominals

    def titled(self, text: str, start: int, end: int) -> Iterator[NamedPerson]:
        """The people named with a rank or title, in text order; 'PCs Ann Pole and Jan Ash' gives two."""
        at = previous = start
        for first in self.ranks.starts(text, words_of(text)):
            if first < at or (match := self.ranks.pattern.match(text, first, end)) is None:
                continue
            at = match.end()
            stop = self.read(text, match.end(), end, titled=True)
            if stop is None:
                at = match.start() + 1
                continue
            words = text[match.end() : stop].split()
            named = RankedName(self, text, match, match.end(), stop, end, words, previous)
            if NO_NAME_BEHIND_A_RANK.first(named) is not None:
                continue
            person = self._person(text, match, with_generation(text, stop, end))
            yield person
            at = previous = person.end
            if _of_several(match):
                for further in self.coordinated(text, at, end):
                    yield self._person(text, match, further[1], further[0])
                    at = further[1]

    def _person(self, text: str, match: re.Match[str], stop: int, name_start: int | None = None) -> NamedPerson:
        """The person behind a matched rank or title; `name_start` is given for a further person of a list."""
        kind = "title" if match.group("title") else "rank"
        start = match.start()
        written = " ".join(match.group(kind).split())  # 'Assistant U.S.  Attorney' has a space too many
        written = _ENDS_OF_SEVERAL.sub("y", _IN_CHARGE_OF_SEVERAL.sub(" in Charge", written))
        if (shut := _SHUT.search(written)) and text[start - 1 : start] == _OPENS[shut.group()]:
            start, written = start - 1, f"{text[start - 1]}{written}"  # '(Acting) Inspector Ann Pole'
        entry = self.ranks.titles.get(written) if kind == "title" else None
        courtesy = self.ranks.titles.get(match.group("courtesy") or "")
        at = match.end() if name_start is None else name_start
        return NamedPerson(
            start if name_start is None else at,
            at,
            stop,
            text[at:stop],
            rank=written if kind == "rank" else None,
            title=written if kind == "title" else None,
            office=entry.office if entry else kind == "rank",
            role=written if entry is not None and entry.role else None,
            gender=(entry.gender if entry else None) or (courtesy.gender if courtesy else None),
            organisation=self._body_before(text, start) if kind == "rank" else None,
        )

    def _body_before(self, text: str, at: int) -> str | None:
        """The acronym of a force of the lexicon right before the rank: 'AFP Commander Ann Pole'."""
        match = _BODY.search(text[max(0, at - 9) : at])
        return match.group() if match is not None and match.group() in self._bodies else None

    def titled_inside(self, phrase: str) -> Span | None:
        """The first name of two words behind a rank or title in a short phrase, with the offset of the rank, or None."""
        if _TWO_CAPITALS.search(phrase) is None:
            return None
        for word in _WORD_START.finditer(phrase):
            match = self.ranks.pattern.match(phrase, word.start())
            stop = self.read(phrase, match.end(), len(phrase), titled=True) if match else None
            if match is None or stop is None:
                continue
            words = phrase[match.end() : stop].split()
            if len(words) > 1 and fold(words[-1]) not in self.role_words:  # 'Chief Magistrate Judge'
                return word.start(), stop
        return None

    def coordinated(self, text: str, at: int, end: int) -> Iterator[Span]:
        """The further names of a list behind a name that ends at `at`: ', Tom Ash and Kay Roe'."""
        for _ in range(8):
            join = _COORDINATED.match(text, at, end)
            stop = self.read(text, join.end(), end) if join else None
            if join is None or stop is None:
                return
            stop = with_generation(text, stop, end)
            yield join.end(), stop
            at = stop


def _of_several(match: re.Match[str]) -> bool:
    """Whether a matched rank is in the plural: 'Sergeants', 'Deputies', 'Special Agents in Charge'."""
    rank = match.group("rank") or ""
    return bool(match.group("plural") or _IN_CHARGE_OF_SEVERAL.search(rank) or _ENDS_OF_SEVERAL.search(rank))


def place_in_front(named: RankedName) -> bool | None:
    """No name: a place and a word that names do not have, as in 'Deputy Kelsham Police Chief', 'PC Kelsham Road'."""
    if len(named.words) > 1 or named.match.group("title") == "Judge" or named.text[named.stop : named.stop + 1] != " ":
        return None
    behind = TOKEN.match(named.text, named.stop + 1, named.end)
    return True if behind is not None and behind.group() in named.grammar.never else None


def office_of_a_place(named: RankedName) -> bool | None:
    """No name: an office behind somebody's name and before a reporting verb, as in 'Inspector Ann Pole, Area Commander Kelsham West, said'."""
    between = named.text[named.previous : named.match.start()]
    apposed = _APPOSED.fullmatch(between) if named.match.group("rank") is not None else None
    if apposed is None:
        return None
    # behind 'Area', and where the sentence ends, 'Commander Kelsham West' is no second one of a list
    office = apposed.end() > len(", ") or named.match.group("rank") in named.grammar.generic
    ends = office and named.text[named.stop : named.stop + 1] in (".", "")
    return True if ends or named.grammar.says.match(named.text, named.stop, named.end) else None


def area_of_an_office(named: RankedName) -> bool | None:
    """No name: a part of a county behind an office of several words, as in 'Area Commander Kelsham East, Inspector Ann Pole, said'."""
    if named.match.group("rank") is None or len(named.words) < 2:
        return None
    # 'Station Commander' is no rank of the vocabulary, its 'Commander' is
    return named.grammar.is_area_of_an_office(named.text, named.match.end("rank"), named.words)


def aside_without_an_end(named: RankedName) -> bool | None:
    """No name: between rank and name a comma needs a full name and a second comma behind it, as in 'the Sheriff, Ann Pole, said'."""
    if not named.match.group("comma"):
        return None
    rank = named.match.group("rank")
    if rank in named.grammar.generic and _OFFICE_GOES_ON.search(
        named.text[: named.match.start()][-_CHARACTERS_BEFORE_A_NAME:]
    ):
        return True  # 'Kelsham's Chief Fire Officer, Ann Pole, said'
    return True if len(named.words) < 2 or named.text[named.stop : named.stop + 1] != "," else None


def office_in_two_words(named: RankedName) -> bool | None:
    """No name: the word behind the rank is a role, as in 'Deputy Governor'."""
    return True if len(named.words) == 1 and fold(named.words[0]) in named.grammar.role_words else None


def plural_of_nobody(named: RankedName) -> bool | None:
    """No name: a rank in the plural before one word and no list, as in 'Bishops Stortford', 'Constables Commendations'."""
    if not _of_several(named.match) or len(named.words) > 1:
        return None
    return True if named.match.group("title") or not _COORDINATED.match(named.text, named.stop, named.end) else None


def shouting_headline(named: RankedName) -> bool | None:
    """No name: a rank in capitals, unless a full name in capitals follows in a sentence that goes on, as in 'CAPTAIN ANN POLE said'."""
    rank = named.match.group("rank") or named.match.group("title")
    if not rank.isupper() or not _IN_FULL.search(rank):
        return None
    if len(named.words) < 2 or not all(_IN_CAPITALS.fullmatch(word) for word in named.words):
        return True
    return True if _GOES_ON_IN_CAPITALS.match(named.text, named.stop, named.end) else None


NO_NAME_BEHIND_A_RANK: RuleTable[RankedName, bool] = RuleTable(
    "person",
    (
        Rule(
            "place_in_front",
            place_in_front,
            finds=("Chief <person>Ann Pole</person> met Deputy Kelsham Police Chief <person>Tom Ash</person>.",),
            ignores=("They met Deputy Kelsham Council.",),
        ),
        Rule(
            "office_of_a_place",
            office_of_a_place,
            finds=("Inspector <person>Ann Pole</person>, Area Commander Elm Bay, said: “We act.”",),
        ),
        Rule(
            "area_of_an_office",
            area_of_an_office,
            finds=(
                "Area Commander Kelsham East, Inspector <person>Ann Pole</person>, said: “We act.”",
                "Area Commander <person>John West</person> said: “We act.”",
            ),
            ignores=("Area Commander Kelsham West, said: “We act.”",),
        ),
        Rule(
            "aside_without_an_end",
            aside_without_an_end,
            finds=(
                "The Sheriff, <person>Ann Pole</person>, met them.",
                'Kelsham’s Chief Fire Officer, <person role="Kelsham’s Chief Fire Officer">Ann Pole</person>, said: “We act.”',
            ),
            ignores=("He thanked the Sheriff, Kelsham and Eastham.",),
        ),
        Rule("office_in_two_words", office_in_two_words, ignores=("Sergeant Instructor met them.",)),
        Rule(
            "plural_of_nobody",
            plural_of_nobody,
            finds=(
                "Sergeants <person>Ann Pole</person> and <person>Tom Ash</person> were thanked.",
                "Deputies <person rank=Deputy>Ann Pole</person>, <person>Tom Ash</person> and <person>Kay Roe</person> were thanked.",
            ),
            ignores=("Constables Commendations were given.", "Thieves struck in Bishops Kelsham."),
        ),
        Rule(
            "shouting_headline",
            shouting_headline,
            finds=("CAPTAIN <person>ANN POLE</person> met them.",),
            ignores=("CAPTAIN ANN POLE RETIRES FROM FORCE\n\nThe force met on Monday.",),
        ),
    ),
    kinds=("person",),
)
"""What the capitalised words behind a rank may be, if they are no name."""
