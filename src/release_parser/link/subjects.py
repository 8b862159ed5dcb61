"""The people of a page and where they are named, for the rules that find speakers.

In: a page, its people and quotes. Out: `Subjects`, which answers: which names stand in a stretch of text and for which full name, who is described
without a name, and who is the only person with a first name or surname.

>>> from release_parser.text import read_page
>>> page = read_page("Sentencing Tom Ash, Judge Pole said:")
>>> subjects = Subjects(page, [], [], Lexicon.default())
>>> [(named.name, page.text[slice(*named.span)]) for named in subjects.named(0, len(page.text))]
[('Tom Ash', 'Tom Ash'), ('Pole', 'Judge Pole')]
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from functools import cached_property
from typing import NamedTuple

import regex

from release_parser.extract.accused import Accused
from release_parser.extract.bare_names import bare_names
from release_parser.extract.headline_names import ranked_names
from release_parser.extract.mentions import PersonEntity, QuoteMention
from release_parser.extract.name_parts import NamedPerson, Span, name_words
from release_parser.extract.names import NameGrammar
from release_parser.extract.people import CapitalWords, CollectedPerson, later_mentions
from release_parser.extract.quote_cues import CuePatterns
from release_parser.extract.roles import RoleGrammar
from release_parser.extract.same_names import is_same_name
from release_parser.lexicon import Lexicon, WordPattern, fold
from release_parser.link.genders import Genders
from release_parser.link.relatives import first_name_beside
from release_parser.link.unnamed import Unnamed
from release_parser.regexes import Regex
from release_parser.text import Page

_OBJECT = WordPattern(
    r"""
    (?:\b(?i:of|to|with|for|by|against|from|about|between|than|like|as|when|while|after|before|since|because|if|that|where|on|at|in|into|over|under|via|following|despite|near|including)
     | (?<!^)\band                                       # 'And Ann Pole added' is her turn
     | (?:(?<!\b(?:the|a|an|his|her|this|their)[ ])\b|^(?!(?:«claim_words.ing_stem_of_the_police»))\p{Lu})(?!(?:«claim_words.ing_stem»)ing[ ])\p{Ll}+ing   # 'sentencing John Smith', not 'the hearing Ann Pole said'
     | \b\p{Ll}+(?<!«claim_words.ed_stem»)ed    # 'arrested John Smith'
    )(?:[ ]the|[ ]a|[ ]an|[ ]his|[ ]her)?[ ]$
    """,
    re.VERBOSE,
)
_OPENING_NAME = Regex(r"(?P<name>\p{Lu}\p{Ll}[\p{L}-]*)[ ]\p{Ll}")
_STOP = Regex(r"[.;:“\"](?=[ ]\p{Lu}|$)")
CLAUSE_REACH = 1_000
"""How many characters from its verb a subject may stand: a paragraph of nothing but names would else be read for each of them."""
_MOST_HOLDERS = 60


class SpeakerMention(NamedTuple):
    """Who speaks, and the span of the mention that tells it. `person` is None for a pronoun whose person is not certain."""

    person: str | None
    span: Span


class NameMention(NamedTuple):
    """A name in the text: its span with the rank, the full name that it stands for, and its rank and title where it has them."""

    span: Span
    name: str
    mention: NamedPerson | None


class Subjects:
    """The people of one page, and the ways to find who speaks."""

    def __init__(
        self,
        page: Page,
        people: list[PersonEntity],
        quotes: list[QuoteMention],
        lexicon: Lexicon,
        ranked: list[NamedPerson] | None = None,
    ) -> None:
        self.page, self.text, self.lexicon = page, page.text, lexicon
        self.names, self.roles = NameGrammar.of(lexicon), RoleGrammar.of(lexicon)
        self.accused, self.cues = Accused.of(lexicon), CuePatterns.of(lexicon)
        self.genders, self.unnamed = Genders.of(lexicon), Unnamed.of(lexicon)
        self.people = [
            CollectedPerson(
                entity.name,
                list(entity.mentions),
                entity.rank,
                entity.role,
                entity.organisation,
                rule=entity.rule,
                tokens=name_words(entity.name),
            )
            for entity in people
        ]
        self.quoted = sorted(span for quote in quotes for span in quote.spans)
        self.titled = sorted(
            ranked_names(page, self.names) if ranked is None else ranked, key=lambda mention: mention.start
        )
        self._titled_starts = [mention.start for mention in self.titled]
        self._mentions = sorted((*span, person.name) for person in self.people for span in person.mentions)
        self._names = {person.name: person for person in self.people}
        # 'Chief Constable Pole', where PC Pole is somebody else
        by_span = {span: person.name for person in self.people for span in person.mentions}
        self._of_rank = {
            (mention.start, mention.end): by_span[mention.name_start, mention.end]
            for mention in self.titled
            if mention.rank and (mention.name_start, mention.end) in by_span
        }
        self._words: dict[str, set[str]] = {}
        for person in self.people:
            self._index(person)
        self.spoken: set[str] = set()
        """Names of those who have spoken so far."""

    @cached_property
    def capitals(self) -> CapitalWords:
        """Where each capitalised word of the page stands."""
        return CapitalWords(self.text)

    @cached_property
    def suspects(self) -> frozenset[str]:
        """Names of people without rank or role in sentences about a court."""
        found: set[str] = set()
        for sentence in self.page.sentences:
            end = min(sentence.end, sentence.start + CLAUSE_REACH)
            if self.accused.tells(self.text, sentence.start, end):
                found.update(item.name for item in self.named(sentence.start, end) if item.mention is None)
        return frozenset(name for name in found if not self.official(name))

    @cached_property
    def bare(self) -> list[Span]:
        """The spans of all names of two to four words, whether of people or not."""
        return [
            span for block in self.page.blocks for span in bare_names(self.names, self.text, block.start, block.end)
        ]

    def is_person(self, name: str) -> bool:
        """Whether one of the release's people has this name."""
        return name in self._names

    def official(self, name: str) -> bool:
        """Whether the release gives the person of this name a rank, an office or a role."""
        person = self._names.get(name)
        return person is not None and (person.rank is not None or person.rule != "person_quoted")

    def named(self, start: int, end: int) -> list[NameMention]:
        """The names in text[start:end], in text order, each with the full name that it stands for."""
        found: dict[int, NameMention] = {}
        for mention in self.titled[bisect_left(self._titled_starts, start) : bisect_left(self._titled_starts, end)]:
            if mention.end <= end:
                name = self._of_rank.get((mention.start, mention.end)) or self.full_name(mention.name)
                found[mention.name_start] = NameMention((mention.start, mention.end), name, mention)
        for at in range(bisect_left(self._mentions, (start, 0, "")), len(self._mentions)):
            begin, stop, name = self._mentions[at]
            if begin >= end:
                break
            if stop <= end and begin not in found:
                found[begin] = NameMention((begin, stop), name, None)
        covered = [item.span for item in found.values()]
        for span in bare_names(self.names, self.text, start, end):
            if not any(span[0] < stop and at < span[1] for at, stop in covered):
                found[span[0]] = NameMention(span, self.full_name(self.text[slice(*span)]), None)
        return [found[at] for at in sorted(found)]

    def full_name(self, name: str) -> str:
        """The full name for a short one, if a person or another name of the text has it; else the name itself."""
        words = name_words(name)
        if name in self._names:
            return name
        if len(words) == 1:
            return self.who(name) or name
        same = [
            known for known in self._words.get(fold(words[-1]), ()) if is_same_name(self._names[known].tokens, words)
        ]
        return same[0] if len(same) == 1 else name

    def _index(self, person: CollectedPerson) -> None:
        """Make a person findable by their first and last word."""
        for word in {fold(person.tokens[0]), fold(person.tokens[-1])}:
            self._words.setdefault(word, set()).add(person.name)

    def is_object(self, at: int, start: int) -> bool:
        """Whether a preposition, a conjunction or a verb that takes an object stands right before the name at `at`."""
        return _OBJECT.of(self.lexicon).search(self.text[max(start, at - 40) : at]) is not None

    def owns(self, end: int) -> bool:
        """Whether a possessive follows the name that ends at `end`, so that it is no subject: 'Ann Pole's partner'."""
        return self.text[end : end + 1] in ("’", "'") and self.text[end + 1 : end + 2] in ("s", " ")

    def describe(self, start: int, end: int) -> SpeakerMention | None:
        """A speaker without a name: 'A spokesperson', 'The family of Ann Pole'."""
        for match in self.unnamed.pattern.finditer(self.text, start, end):
            noun = fold(match.group("noun"))
            stop = match.end("phrase")
            if match.group("of") and noun not in self.unnamed.keeps_of:
                stop = match.end("noun")
            if self.is_object(match.start(), start):
                continue
            span = (match.start("phrase"), stop)
            phrase = self.text[slice(*span)]
            if (named := self._first_name(span, noun, start, end)) is not None:
                return named
            return SpeakerMention(self._holder(phrase) or phrase, span)
        return None

    def _first_name(self, phrase: Span, noun: str, start: int, end: int) -> SpeakerMention | None:
        """A relative named by first name beside the phrase: 'Tom's father, Karl', 'Anna, Tom's mother,'."""
        if noun not in self.unnamed.kin or noun.endswith("s") or noun.startswith("famil"):
            return None
        found = first_name_beside(self.text, phrase, start, end)
        if found is None or found.name in self.names.never:
            return None
        ahead = found.span[0] < phrase[0]
        if ahead and (
            self.is_object(found.span[0], start) or (found.before is not None and found.before not in self.names.never)
        ):
            return None
        return SpeakerMention(self.who(found.name) or found.name, found.span)

    def _holder(self, phrase: str) -> str | None:
        """The only person of the release with the rank or role in 'the Chief Constable' or 'The judge', or None."""
        article, _, office = fold(phrase).partition(" ")
        if article != "the" or office in self.unnamed.anybody:
            return None
        holders = [
            person
            for person in self.people[:_MOST_HOLDERS]
            if any(
                value and regex.search(rf"\b{regex.escape(office)}$", fold(value))
                for value in (person.rank, person.role)
            )
        ]
        return holders[0].name if len(holders) == 1 else None

    @cached_property
    def _others(self) -> dict[str, set[str]]:
        """The names of the text by their first and last words."""
        owners: dict[str, set[str]] = {}
        for span in self.bare:
            name = self.text[slice(*span)]
            words = name_words(name)
            for word in (words[0], words[-1]):
                owners.setdefault(fold(word), set()).add(name)
        return owners

    def who(self, word: str, *, known: bool = False) -> str | None:
        """The only full name of the release that begins or ends with this word, or None; with `known`, only among the people found so far."""
        people = self._words.get(fold(word), set())
        if len(people) == 1:
            return next(iter(people))
        others = self._others.get(fold(word), set())
        return next(iter(others)) if len(others) == 1 and not known else None

    def opening_name(self, start: int, end: int) -> SpeakerMention | None:
        """The only full name of the release whose first or last word opens the sentence: 'Ann praised them'."""
        match = _OPENING_NAME.match(self.text, start, end)
        if match is None or match.group("name") in self.names.never or self.inside_quote(start):
            return None
        who = self.who(match.group("name"))
        return None if who is None else SpeakerMention(who, match.span("name"))

    def clause_end(self, start: int, end: int) -> int:
        """Where the clause that begins at `start` ends; the point of an abbreviation does not end it: '... said Cpl.

        Ann Pole. The case ...', '... said U.S. Attorney Pole.'
        """
        for stop in _STOP.finditer(self.text, start, end):
            if not self.names.ranks.is_short(self.text, stop.start()):
                return stop.start()
        return end

    def inside_quote(self, at: int) -> bool:
        """Whether quoted words cover the offset."""
        position = bisect_left(self.quoted, (at + 1, 0)) - 1
        return position >= 0 and self.quoted[position][0] <= at < self.quoted[position][1]

    def quotes_in(self, start: int, end: int) -> bool:
        """Whether a quote stands in text[start:end]."""
        position = bisect_left(self.quoted, (end, 0)) - 1
        return position >= 0 and self.quoted[position][1] > start

    def gender(self, name: str) -> str | None:
        """'he' or 'she' for a name, where a title, a role or the given name certainly tells it, else None."""
        if name not in self._genders:
            person = self._names.get(name)
            told = person.role if person is not None and person.role else ""
            self._genders[name] = (
                self._titled_genders.get(name) or self.genders.of_phrase(told) or self.genders.of_name(name)
            )
        return self._genders[name]

    @cached_property
    def _genders(self) -> dict[str, str | None]:
        """The genders found so far, by name, so that each is sought once."""
        return {}

    @cached_property
    def _titled_genders(self) -> dict[str, str]:
        """'he' or 'she' by name, for people whom the release calls Mr or Mrs anywhere."""
        return {self.full_name(mention.name): mention.gender for mention in self.titled if mention.gender}

    def add(self, name: str, span: Span) -> None:
        """Add a speaker named at `span` to the people of the page, or add the mention to the person who is there already."""
        if name in self._names or not self._is_name(name):
            return
        at = self._where(name, span)
        if at is None:
            return
        sentence = self.page.sentence_at(at[0])
        bounds = at if sentence is None else (self.page.sentences[sentence].start, self.page.sentences[sentence].end)
        standing = self.roles.beside(self.text, bounds, at, kin=True)
        person = CollectedPerson(
            name,
            [at],
            standing.rank,
            standing.role,
            standing.organisation,
            rule="person_quoted",
            tokens=name_words(name),
        )
        self.people.append(person)
        self._names[name] = person
        self._index(person)
        alone = len(self._words[fold(person.tokens[-1])]) == 1
        person.mentions += later_mentions(self.text, person, self.capitals, self.names, alone=alone)
        for mention in set(person.mentions):
            insort(self._mentions, (*mention, name))

    def _is_name(self, name: str) -> bool:
        """Whether a speaker is named as one person: not 'A spokesperson' and not 'Tom and Ann Ash'."""
        words = name_words(name)
        return (
            bool(words)
            and words[0][0].isupper()
            and all(word[0].isupper() or (len(word) < 4 and word != "and") for word in words)
            and words[0] not in self.names.never
        )

    def _where(self, name: str, span: Span) -> Span | None:
        """The span of a speaker's name: at the quote itself or, where 'She' stands there, in a sentence before."""
        if self.text[slice(*span)] == name:
            return span
        at = next((found for found in self.bare if self.text[slice(*found)] == name), None)
        if at is not None:
            return at
        inside = self.text.find(name, span[0], span[1])
        if inside < 0:
            earlier = [found for found in self.capitals.find(name) if found < span[0]]
            if not earlier:
                return None
            inside = earlier[-1]
        return inside, inside + len(name)
